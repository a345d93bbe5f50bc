"""What a clause stands under: a section of targets, of duties, of money or about the past."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from knowledge.model import Clause
from knowledge.reading import squeeze
from knowledge.vocabulary import any_of, table

SectionKind = Literal["target", "past", "money", "duty", "other"]

_ORDER: tuple[tuple[SectionKind, str], ...] = (
    ("past", "section_past"),
    ("target", "section_target"),
    ("duty", "section_duty"),
    ("money", "section_money"),
)


class Tree:
    """The clauses of one document by address, with their children."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses: tuple[Clause, ...] = tuple(clauses)
        self.by_address = {clause.address: clause for clause in self.clauses}
        self.children: dict[str | None, list[Clause]] = {}
        self.owners: dict[str, tuple[str, ...]] = {}  # bodies that headings are, found once
        for clause in self.clauses:
            self.children.setdefault(clause.parent, []).append(clause)

    def parent(self, clause: Clause) -> Clause | None:
        """Return the clause above, None at the top."""
        return self.by_address.get(clause.parent) if clause.parent is not None else None

    def ancestors(self, clause: Clause) -> list[Clause]:
        """Return the clauses above, nearest first."""
        found: list[Clause] = []
        above = self.parent(clause)
        while above is not None and above not in found:
            found.append(above)
            above = self.parent(above)
        return found

    def below(self, clause: Clause) -> list[Clause]:
        """Return all descendants in document order."""
        found: list[Clause] = []
        for child in self.children.get(clause.address, []):
            found.append(child)
            found.extend(self.below(child))
        return found

    def previous(self, clause: Clause) -> Clause | None:
        """Return the sibling before, None for the first."""
        siblings = self.children.get(clause.parent, [])
        index = siblings.index(clause)
        return siblings[index - 1] if index else None


def headings(clause: Clause) -> list[str]:
    """Return the headings that the clause stands under, its own included, nearest first."""
    own = [clause.heading] if clause.heading else []
    return [squeeze(heading) for heading in [*own, *reversed(clause.path)] if heading.strip()]


def section_kind(titles: Sequence[str]) -> SectionKind:
    """Return the kind that the nearest telling heading gives; ``titles`` is nearest first.

    "Mục tiêu" below a part on results ("Phần I. Kết quả thực hiện năm 2024") is about the past too.
    """
    found: list[SectionKind] = []
    for title in titles:
        kind = next((kind for kind, key in _ORDER if tells(title, "target_words", key)), None)
        if kind is not None:
            found.append(kind)
    if found[:1] == ["target"] and "past" in found:
        return "past"
    return found[0] if found else "other"


def tells(title: str, file: str, key: str) -> bool:
    """Whether a heading is about what the words under ``key`` say: it begins so, or is short.

    "Giải pháp đối với một số chỉ tiêu còn thấp" holds a word of targets but isn't a section of targets.
    """
    match = any_of(file, key).search(title)
    return bool(match) and ((match is not None and match.start() == 0) or len(title.split()) <= 7)


def sector_of(titles: Sequence[str]) -> str:
    """Return the sector that the nearest heading names ("Chuyển đổi số trong lĩnh vực y tế"), else ''."""
    pattern = re.compile(table("target_words")["sector"], re.IGNORECASE)
    for title in titles[:2]:
        match = pattern.search(title)
        if match and not any_of("target_words", "section_target").search(title):
            return match["sector"].strip(" ,;:")
    return ""
