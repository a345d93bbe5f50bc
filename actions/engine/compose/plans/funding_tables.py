"""What a plan's table of money says of a source and a year: "Ngân sách tỉnh – năm 2025: 95,5 tỷ đồng"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.engine.compose.base import Case
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from knowledge.model import Clause
from knowledge.text import fold, squeeze

_UNIT = re.compile(r"\(?((?:nghìn |triệu )?(?:tỷ|triệu|nghìn) đồng)\)?", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NAMED = 2
"""Syllables that a source and the question share: "ngân sách"."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure of a table of money, in words, with the row that holds it."""

    row: Clause
    text: str


def sums_of_year(case: Case, clauses: Sequence[Clause]) -> list[Sum]:
    """Return the figures of the question's years: those of the source it names, else of the total.

    ``clauses`` are what the plan's section on money holds; empty where no table has columns of these years.
    """
    wanted = {str(year) for year in case.question.years}
    rows = [clause for clause in clauses if clause.kind == "row" and _years(clause) & wanted]
    if not wanted or not rows:
        return []
    unit = _unit(clauses)
    said = set(folded(tokens(case.question.normalized)))
    shared = {row.address: len(said & set(folded(tokens(_name(row))))) for row in rows}
    most = max(shared.values())
    if most >= _NAMED:
        told = [row for row in rows if shared[row.address] == most]
    else:
        totals = {fold(mark) for mark in marks("totals")}
        told = [row for row in rows if fold(_name(row)) in totals]
    found = []
    for row in told:
        for heading, cell in row.cells[1:]:
            if set(_YEAR.findall(heading)) & wanted and _FIGURE.fullmatch(squeeze(cell)):
                year = squeeze(heading)
                found.append(
                    Sum(row, f"{_name(row)}, {year[:1].lower()}{year[1:]}: {squeeze(cell)} {unit}".strip())
                )
    return found


def row_words(clauses: Sequence[Clause], row: Clause) -> str:
    """Return a row of a table of money in words: its source with its total, else with each figure."""
    unit = _unit(clauses)
    figures = [
        (squeeze(name), squeeze(cell)) for name, cell in row.cells[1:] if _FIGURE.fullmatch(squeeze(cell))
    ]
    totals = {fold(mark) for mark in marks("totals")}
    total = next((cell for name, cell in figures if fold(name).split(" (")[0] in totals), "")
    if total:
        return f"{_name(row)}: {total} {unit}".strip()
    told = ", ".join(f"{name[:1].lower()}{name[1:]} {cell}" for name, cell in figures)
    return f"{_name(row)}: {told} {unit}".strip() if told else ""


def _name(row: Clause) -> str:
    return squeeze(row.cells[0][1]) if row.cells else ""


def _years(row: Clause) -> set[str]:
    return {year for heading, _ in row.cells for year in _YEAR.findall(heading)}


def _unit(clauses: Sequence[Clause]) -> str:
    """Return the unit of the table: in brackets in a heading, else the first one named beside it."""
    headings = [heading for clause in clauses for heading, _ in clause.cells]
    texts = [*headings, *(clause.text for clause in clauses if clause.kind != "row")]
    found = next((match for match in map(_UNIT.search, texts) if match), None)
    return found[1].lower() if found else ""
