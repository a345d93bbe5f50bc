"""What of the library is searched: clauses, indicators, assignments and definitions as texts with facets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.hybrid import chunks
from index.lexical import Field
from knowledge.model import Assignment, Clause, Definition, Document, Indicator

if TYPE_CHECKING:
    from knowledge.library import Library

RecordKind = Literal["clause", "indicator", "assignment", "definition"]

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_RANGE = re.compile(r"\b((?:19|20)\d{2})\s*[-–—]\s*((?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a search may find.

    Attributes:
        kind: what it is.
        id: clause key (``document#address``) or record id.
        document_id, clause: where it stands.
        fields: what BM25 reads, with how often each part counts.
        passages: what the encoder reads; the best passage counts.
        province: of its document.
        years: it is about; empty for one that binds itself to no year and passes every year filter.
        bodies: bodies it names, as written.
    """

    kind: RecordKind
    id: str
    document_id: str
    clause: str
    fields: tuple[Field, ...]
    passages: tuple[str, ...]
    province: str
    years: tuple[int, ...] = ()
    bodies: tuple[str, ...] = ()


def years_in(text: str) -> tuple[int, ...]:
    """Return the years that a period names, ranges filled in ("2023-2025": 2023, 2024, 2025)."""
    found = {int(year) for year in _YEAR.findall(text)}
    for first, last in _RANGE.findall(text):
        if int(first) <= int(last) <= int(first) + 40:
            found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def _passages(header: str, text: str) -> tuple[str, ...]:
    return tuple(f"{header}\n{chunk}".strip() for chunk in chunks(text.splitlines()))


def _of_clause(clause: Clause, document: Document, bodies: Iterable[str]) -> Record:
    path = " ".join(clause.path)
    return Record(
        "clause",
        clause.key,
        clause.document_id,
        clause.address,
        ((path, 1), (clause.heading, 2), (clause.text, 1)),
        _passages(f"{clause.heading or (clause.path[-1] if clause.path else document.title)}", clause.text),
        document.province,
        bodies=tuple(bodies),
    )


def _of_indicator(item: Indicator, document: Document, path: str) -> Record:
    scope = " ".join(part for part in (item.scope.level, item.scope.sector) if part)
    years = (item.year,) if item.year is not None else years_in(item.period)
    return Record(
        "indicator",
        item.id,
        item.document_id,
        item.clause,
        ((item.name, 2), (scope, 1), (item.unit, 1), (path, 1), (item.quote, 1)),
        _passages(" ".join((item.name, scope)), path),
        document.province,
        years,
        item.measured_by,
    )


def _of_assignment(item: Assignment, document: Document) -> Record:
    context = " ".join(item.context)
    bodies = (*item.lead, *item.coordinate)
    return Record(
        "assignment",
        item.id,
        item.document_id,
        item.clause,
        ((item.task, 2), (context, 1), (" ".join(bodies), 1)),
        _passages(context, item.task),
        document.province,
        years_in(item.period),
        bodies,
    )


def _of_definition(item: Definition, document: Document) -> Record:
    return Record(
        "definition",
        item.id,
        item.document_id,
        item.clause,
        ((item.term, 3), (item.quote, 1)),
        _passages(item.term, item.quote),
        document.province,
    )


def records(library: Library) -> Iterator[Record]:
    """Yield every record in a fixed order: by document, in it clauses, indicators, assignments, definitions.

    Clauses without words of their own are left out; their headings stand in their children's paths.
    """
    bodies: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for indicator in library.indicators:
        bodies[indicator.document_id, indicator.clause].update(dict.fromkeys(indicator.measured_by))
    for assignment in library.assignments:
        named = dict.fromkeys((*assignment.lead, *assignment.coordinate))
        bodies[assignment.document_id, assignment.clause].update(named)
    for document_id, document in library.documents.items():
        paths: dict[str, str] = {}
        for clause in library.clauses.get(document_id, ()):
            paths[clause.address] = " ".join((*clause.path, clause.heading)).strip()
            if clause.text.strip() or clause.heading.strip():
                yield _of_clause(clause, document, bodies[document_id, clause.address])
        for indicator in library.indicators:
            if indicator.document_id == document_id:
                yield _of_indicator(indicator, document, paths.get(indicator.clause, ""))
        for assignment in library.assignments:
            if assignment.document_id == document_id:
                yield _of_assignment(assignment, document)
        for definition in library.definitions:
            if definition.document_id == document_id:
                yield _of_definition(definition, document)
