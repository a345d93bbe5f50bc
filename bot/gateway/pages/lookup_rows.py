"""The rows of the lookup page: indicators and assignments as plain texts with what they are filtered by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowledge.model import Assignment, Clause, Indicator
from knowledge.text import fold, squeeze

if TYPE_CHECKING:
    from knowledge.library import Library

Kind = Literal["chi-tieu", "nhiem-vu"]
KINDS: tuple[Kind, Kind] = ("chi-tieu", "nhiem-vu")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEARS_BETWEEN = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """One record as shown.

    Attributes:
        name: the indicator's name or the task.
        value, baseline: an indicator's target and starting value, as written.
        lead: bodies that carry it out, or that measure an indicator; ``coordinate``: those that assist.
        when: the target year, or the period as written.
        years: every year that ``when`` covers.
        section: heading of the nearest section that has one.
        citation, url: the clause as a person cites it, and its address on the document page.
        haystack: everything searchable, without diacritics; ``bodies`` and ``sections`` likewise.
    """

    kind: Kind
    document_id: str
    document: str
    province: str
    clause: str
    name: str
    value: str
    baseline: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    when: str
    years: frozenset[int]
    section: str
    citation: str
    url: str
    quote: str
    haystack: str
    bodies: frozenset[str]


def build_rows(library: Library) -> tuple[Row, ...]:
    """Return all records of the library as rows, indicators first, each kind in the documents' order."""
    clauses = {(c.document_id, c.address): c for held in library.clauses.values() for c in held}
    names: dict[str, frozenset[str]] = {}

    def known_as(body: str) -> frozenset[str]:
        """Return the folded names of a body: as written, and its full name."""
        if body not in names:
            mentions = library.registry.find_agencies(body)
            full = (m.agency.name for m in mentions if m.agency is not None)
            names[body] = frozenset(fold(squeeze(name)) for name in (body, *full))
        return names[body]

    def bodies(*groups: Iterable[str]) -> frozenset[str]:
        return frozenset(name for group in groups for body in group for name in known_as(body))

    rows = [
        _indicator_row(library, r, clauses.get((r.document_id, r.clause)), bodies(r.measured_by))
        for r in library.indicators
    ]
    rows += [
        _assignment_row(library, r, clauses.get((r.document_id, r.clause)), bodies(r.lead, r.coordinate))
        for r in library.assignments
    ]
    return tuple(rows)


def _indicator_row(library: Library, record: Indicator, clause: Clause | None, bodies: frozenset[str]) -> Row:
    baseline = ""
    if record.baseline is not None:
        year = f" ({record.baseline.year})" if record.baseline.year else ""
        baseline = squeeze(record.baseline.value_text) + year
    scope = " ".join(part for part in (record.scope.level, record.scope.sector) if part)
    name = squeeze(record.name) + (f" ({scope})" if scope and fold(scope) not in fold(record.name) else "")
    return _row(
        library, "chi-tieu", record, clause, bodies,
        name=name, value=squeeze(record.value_text), baseline=baseline, lead=record.measured_by,
        coordinate=(), when=str(record.year) if record.year else squeeze(record.period),
        period=f"{record.year or ''} {record.period if not record.year else ''}",
        province=record.scope.province,
    )  # fmt: skip


def _assignment_row(
    library: Library, record: Assignment, clause: Clause | None, bodies: frozenset[str]
) -> Row:
    return _row(
        library, "nhiem-vu", record, clause, bodies,
        name=squeeze(record.task), value="", baseline="", lead=record.lead, coordinate=record.coordinate,
        when=squeeze(record.period), period=record.period, province="",
    )  # fmt: skip


def _row(
    library: Library,
    kind: Kind,
    record: Indicator | Assignment,
    clause: Clause | None,
    bodies: frozenset[str],
    *,
    name: str,
    value: str,
    baseline: str,
    lead: tuple[str, ...],
    coordinate: tuple[str, ...],
    when: str,
    period: str,
    province: str,
) -> Row:
    document = library.documents[record.document_id]
    citation = clause.citation if clause else record.clause
    section = _section(clause)
    words = (
        name,
        record.quote,
        value,
        section,
        citation,
        document.number,
        document.province,
        *lead,
        *coordinate,
    )
    return Row(
        kind=kind,
        document_id=document.id,
        document=document.number or document.short_name or document.title,
        province=province or document.province,
        clause=record.clause,
        name=name,
        value=value,
        baseline=baseline,
        lead=tuple(squeeze(body) for body in lead),
        coordinate=tuple(squeeze(body) for body in coordinate),
        when=when,
        years=years_of(period),
        section=section,
        citation=citation,
        url=f"/documents/{document.id}#{record.clause}",
        quote=record.quote,
        haystack=fold(squeeze(" ".join(words))),
        bodies=bodies,
    )


def years_of(period: str) -> frozenset[int]:
    """Return every year that a period covers: "2021-2023" gives 2021, 2022 and 2023."""
    years = {int(year) for year in _YEAR.findall(period)}
    for first, last in _YEARS_BETWEEN.findall(period):
        years.update(range(int(first), int(last) + 1))
    return frozenset(years)


def _section(clause: Clause | None) -> str:
    """Return the heading of the nearest section above a clause, or its own."""
    if clause is None:
        return ""
    for heading in (clause.heading, *reversed(clause.path)):
        if heading and len(heading) <= 200:
            return squeeze(heading).rstrip(" .:;")
    return ""
