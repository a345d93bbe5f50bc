"""Who measures a target, said in the sentence or the section: "...; Sở X theo dõi, công bố số liệu"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from knowledge.bodies import Bodies, opening_bodies
from knowledge.model import Clause, Indicator
from knowledge.number_words import in_digits
from knowledge.reading import Reading, split_outside, trim
from knowledge.sections import Tree, headings, section_kind
from knowledge.vocabulary import alternatives, any_of, table, words

_KINDS = {"section", "point", "bullet", "paragraph", "part"}
_BY = re.compile(r"(?:^|[ ,;])do (?=[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a clause says of who measures: the bodies, where it says so, and what it is said of."""

    bodies: tuple[str, ...]
    at: int
    sentence: int  # start of its sentence
    alone: bool  # fills its sentence
    count: int  # said of the last so many; 0: of all of the sentence or clause
    rest: bool  # said of all that are left in the section


def measured_in_text(
    records: list[Indicator], tree: Tree, clauses: Iterable[Clause], registry: Bodies
) -> list[Indicator]:
    """Return the targets of running text with the bodies that the text says measure them."""
    own: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        own.setdefault(record.clause, []).append(number)
    for clause in clauses:
        if clause.kind not in _KINDS or section_kind(headings(clause)) != "target":
            continue
        if not _verb().search(clause.text):
            continue
        reading = Reading(clause.text, clause.number)
        for statement in _statements(reading, registry):
            for number in _said_of(statement, reading, clause, records, own, tree):
                if not records[number].measured_by:
                    records[number] = replace(records[number], measured_by=statement.bodies)
    return records


@cache
def _verb() -> re.Pattern[str]:
    return any_of("target_words", "measuring")


@cache
def _count() -> re.Pattern[str]:
    return re.compile(table("target_words")["counted_targets"], re.IGNORECASE)


def _statements(reading: Reading, registry: Bodies) -> list[_Statement]:
    found: list[_Statement] = []
    text = reading.text
    for sentence in reading.sentences():
        parts = [trim(text, part) for part in split_outside(text, sentence, ";")]
        for part in parts:
            starts = [part.start, *(match.end() for match in _BY.finditer(text, part.start, part.end))]
            for start in starts:
                subject = opening_bodies(text, start, registry)
                if subject is None or not _measures(text, subject.end, part.end):
                    continue
                counted = _count().search(in_digits(text[part.start : part.end]))
                count = int(counted["count"]) if counted and counted["count"].isdigit() else 0
                rest = bool(any_of("target_words", "remaining").search(text, subject.end, part.end))
                alone = len(parts) == 1 and start == part.start
                found.append(_Statement(subject.bodies, start, sentence.start, alone, count, rest))
                break
    return found


def _measures(text: str, at: int, end: int) -> bool:
    verbs = alternatives(words("target_words", "measuring"))
    return bool(re.compile(rf" (?:sẽ |chủ trì |có trách nhiệm )?{verbs}", re.IGNORECASE).match(text, at, end))


def _said_of(
    said: _Statement,
    reading: Reading,
    clause: Clause,
    records: list[Indicator],
    own: dict[str, list[int]],
    tree: Tree,
) -> list[int]:
    """Return which records a statement is about, by number."""
    mine = own.get(clause.address, [])
    if said.rest:
        below = [n for child in tree.below(clause) for n in own.get(child.address, [])]
        return [n for n in [*mine, *below] if not records[n].measured_by]
    placed = [(n, _place(reading, records[n])) for n in mine]
    before = [n for n, at in placed if at < said.at]
    inside = [n for n, at in placed if said.sentence <= at < said.at]
    if said.alone:
        return before[-said.count :] if said.count else [n for n in before if not records[n].measured_by]
    return inside[-said.count :] if said.count else inside or before[-1:]


def _place(reading: Reading, record: Indicator) -> int:
    """Return where a record's value stands in its clause's text (its first place where it stands twice)."""
    at = reading.text.find(record.value_text)
    return at if at >= 0 else 0
