"""What a person should look at before a new plan goes in: places where the records may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.assignments import duty_section
from knowledge.columns import columns
from knowledge.duty_fields import is_field_line
from knowledge.model import Assignment, Clause, Document, Indicator
from knowledge.numbers import find_quantities
from knowledge.reading import Reading
from knowledge.sections import Tree, headings, section_kind

DoubtKind = Literal["no_header", "no_year", "no_body", "unread_value", "numbering_gap", "duplicate_number"]
_TEXT = {"section", "point", "bullet", "paragraph", "row"}
_COUNTED = {"part", "chapter", "article", "section", "point", "row", "heading_row"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: ``clause`` is the address it is about, ``message`` Vietnamese for the person who reviews."""

    clause: str
    kind: DoubtKind
    message: str


def find_doubts(
    document: Document,
    clauses: Iterable[Clause],
    indicators: Sequence[Indicator],
    assignments: Sequence[Assignment],
) -> tuple[Doubt, ...]:
    """Return the doubts about a document's records, in document order."""
    tree = Tree(clauses)
    found = [
        *_years(indicators),
        *_bodies(tree, assignments),
        *_unread(tree, indicators),
        *_numbering(tree),
    ]
    order = {clause.address: clause.order for clause in tree.clauses}
    return tuple(sorted(found, key=lambda doubt: order.get(doubt.clause, 0)))


def _years(indicators: Sequence[Indicator]) -> list[Doubt]:
    return [
        Doubt(record.clause, "no_year", f"Chỉ tiêu “{record.name}” ({record.value_text}) không có năm.")
        for record in indicators
        if record.year is None
    ]


def _bodies(tree: Tree, assignments: Sequence[Assignment]) -> list[Doubt]:
    """Duties without a body: rows of task tables, and bullets of organisation sections."""
    taken = {record.clause for record in assignments}
    found = []
    for clause in tree.clauses:
        if clause.address in taken:
            continue
        if clause.kind == "row" and _task_table(clause):
            found.append(Doubt(clause.address, "no_body", "Dòng nhiệm vụ không có cơ quan chủ trì."))
        elif is_field_line(clause):
            continue
        elif clause.kind == "bullet" and duty_section(tree, clause) == "duty":
            found.append(Doubt(clause.address, "no_body", "Nhiệm vụ không rõ giao cho cơ quan nào."))
    for record in assignments:
        if not record.lead:
            found.append(
                Doubt(record.clause, "no_body", f"Nhiệm vụ “{record.task[:80]}” không có cơ quan chủ trì.")
            )
    return found


def _task_table(clause: Clause) -> bool:
    cols = columns(clause.cells, None)
    return any(col.role == "lead" for col in cols) and not any(col.role == "target" for col in cols)


def _unread(tree: Tree, indicators: Sequence[Indicator]) -> list[Doubt]:
    """Percentages in sections of targets that no record took."""
    taken: dict[str, int] = {}
    for record in indicators:
        taken[record.clause] = taken.get(record.clause, 0) + 1
    found = []
    for clause in tree.clauses:
        if clause.kind not in _TEXT or section_kind(headings(clause)) != "target":
            continue
        percents = [
            q for q in find_quantities(Reading(clause.text, clause.number).text) if q.kind == "percent"
        ]
        if len(percents) > taken.get(clause.address, 0) and clause.kind != "row":
            read = taken.get(clause.address, 0)
            message = f"Có {len(percents)} tỷ lệ phần trăm nhưng chỉ đọc được {read} chỉ tiêu."
            found.append(Doubt(clause.address, "unread_value", message))
        elif clause.kind == "row" and percents and not taken.get(clause.address):
            found.append(
                Doubt(
                    clause.address,
                    "unread_value",
                    "Dòng bảng có tỷ lệ phần trăm nhưng không đọc được chỉ tiêu.",
                )
            )
    return found


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def _ordinal(number: str) -> int | None:
    if re.fullmatch(r"\d+", number):
        return int(number)
    if re.fullmatch(r"\d+(?:\.\d+)+", number):
        return int(number.rsplit(".", 1)[1])
    if re.fullmatch(r"[IVXLC]+", number):
        values = [_ROMAN[letter] for letter in number]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-value if value < after else value for value, after in pairs)
    return None


def _follows(before: str, number: str) -> bool:
    """Whether a letter may follow another: both "c, d, đ, e" and "d, e, f" are in use."""
    if before in _LETTERS and number in _LETTERS:
        step = _LETTERS.index(number) - _LETTERS.index(before)
        return step == 1 or ord(number) - ord(before) == 1 or (before, number) in (("d", "e"),)
    return len(before) == len(number) == 1 and ord(number) - ord(before) == 1


def _numbering(tree: Tree) -> list[Doubt]:
    found = []
    for siblings in tree.children.values():
        before: Clause | None = None
        for clause in siblings:
            if clause.kind not in _COUNTED or not clause.number:
                continue
            if before is not None and before.kind == clause.kind:
                found.extend(_step(before, clause))
            before = clause
    return found


def _step(before: Clause, clause: Clause) -> list[Doubt]:
    if before.number == clause.number:
        return [
            Doubt(
                clause.address,
                "duplicate_number",
                f"Số thứ tự “{clause.number}” xuất hiện hai lần liền nhau.",
            )
        ]
    first, second = _ordinal(before.number), _ordinal(clause.number)
    letters = len(before.number) == 1 and before.number.isalpha() and before.number.islower()
    if letters and clause.number.islower():
        ok = _follows(before.number, clause.number)
    elif first is not None and second is not None:
        ok = second == first + 1 or second == 1
    else:
        return []
    if ok:
        return []
    return [
        Doubt(clause.address, "numbering_gap", f"Số thứ tự nhảy từ “{before.number}” sang “{clause.number}”.")
    ]
