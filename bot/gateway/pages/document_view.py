"""What the document page shows: the clause tree with tables, record links, contents and notes.

Pure functions over a library snapshot; no Flask here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.gateway.pages.clause_text import HEADING_KINDS, ClauseText, split_clause
from bot.gateway.pages.tables import Table, build_table, covers
from knowledge.model import Clause, Document

if TYPE_CHECKING:
    from knowledge.library import Library

_ROW_KINDS = frozenset({"row", "heading_row"})
_CONTENTS_DEPTH = 3


@dataclass(frozen=True, slots=True)
class RecordCount:
    """How many indicators and assignments a clause states."""

    indicators: int = 0
    assignments: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One clause on the page with what stands beneath it.

    ``level`` is the heading level 2 to 6, or 0 for a clause without a heading line of its own.
    """

    clause: Clause
    text: ClauseText
    level: int
    records: RecordCount
    blocks: tuple[Node | TableBlock, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A run of rows, each with its records and, rarely, clauses beneath it."""

    table: Table
    records: tuple[RecordCount, ...]
    beneath: tuple[tuple[Node | TableBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents with the lines under it."""

    anchor: str
    title: str
    children: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What became of a body or province since: the sentence, its legal basis, and from when."""

    text: str
    legal_basis: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the template needs: ``merger`` is what became of the province, ``changes`` of the bodies."""

    document: Document
    blocks: tuple[Node | TableBlock, ...]
    contents: tuple[ContentsEntry, ...]
    merger: ChangeNote | None
    changes: tuple[ChangeNote, ...]
    records: RecordCount


@dataclass(slots=True)
class _Tree:
    children: Mapping[str | None, list[Clause]]
    anchors: frozenset[str]
    records: Mapping[str, RecordCount]
    nothing: RecordCount = field(default_factory=RecordCount)


def build_page(library: Library, document: Document, today: date) -> DocumentPage:
    """Build the page of one document. Succession notes are those in force on ``today``."""
    clauses = library.clauses[document.id]
    records = count_records(library, document.id)
    tree = _Tree(_children(clauses), frozenset(c.address for c in clauses), records)
    top = tree.children.get(None, [])
    return DocumentPage(
        document=document,
        blocks=_blocks(tree, top, 2),
        contents=_contents(tree, top, 1),
        merger=_merger(library, document, today),
        changes=_changes(library, document, today),
        records=RecordCount(
            sum(r.indicators for r in records.values()), sum(r.assignments for r in records.values())
        ),
    )


def count_records(library: Library, document_id: str) -> dict[str, RecordCount]:
    """Return the numbers of records by clause address, for clauses that have any."""
    indicators = Counter(r.clause for r in library.indicators if r.document_id == document_id)
    assignments = Counter(r.clause for r in library.assignments if r.document_id == document_id)
    return {a: RecordCount(indicators[a], assignments[a]) for a in {*indicators, *assignments}}


def _children(clauses: Iterable[Clause]) -> dict[str | None, list[Clause]]:
    children: dict[str | None, list[Clause]] = {}
    for clause in clauses:
        children.setdefault(clause.parent, []).append(clause)
    return children


def _blocks(
    tree: _Tree, clauses: Sequence[Clause], level: int, heading: str = ""
) -> tuple[Node | TableBlock, ...]:
    """Turn sibling clauses into nodes, runs of rows into tables. ``heading``: the table clause's own text."""
    blocks: list[Node | TableBlock] = []
    run: list[Clause] = []
    for clause in clauses:
        if clause.kind in _ROW_KINDS:
            run.append(clause)
            continue
        if run:
            blocks.append(_table_block(tree, run, level, heading))
            run = []
        blocks.append(_node(tree, clause, level))
    if run:
        blocks.append(_table_block(tree, run, level, heading))
    return tuple(blocks)


def _node(tree: _Tree, clause: Clause, level: int) -> Node:
    text = split_clause(clause, tree.anchors)
    heading = clause.text if clause.kind == "table" else ""
    below = _blocks(tree, tree.children.get(clause.address, []), level + bool(text.heading), heading)
    tables = [b.table for b in below if isinstance(b, TableBlock)]
    if clause.kind == "table" and any(covers(table, clause.text) for table in tables):
        text = ClauseText((), ())
    return Node(
        clause=clause,
        text=text,
        level=min(level, 6) if text.heading else 0,
        records=tree.records.get(clause.address, tree.nothing),
        blocks=below,
    )


def _table_block(tree: _Tree, rows: Sequence[Clause], level: int, heading: str) -> TableBlock:
    """Build a table; rows that stand beneath a heading row follow it in the same table."""
    flat = [row for clause in rows for row in _with_rows_beneath(tree, clause)]
    return TableBlock(
        table=build_table(flat, heading),
        records=tuple(tree.records.get(row.address, tree.nothing) for row in flat),
        beneath=tuple(
            _blocks(tree, [c for c in tree.children.get(row.address, []) if c.kind not in _ROW_KINDS], level)
            for row in flat
        ),
    )


def _with_rows_beneath(tree: _Tree, row: Clause) -> Iterable[Clause]:
    yield row
    for child in tree.children.get(row.address, []):
        if child.kind in _ROW_KINDS:
            yield from _with_rows_beneath(tree, child)


def _contents(tree: _Tree, clauses: Sequence[Clause], depth: int) -> tuple[ContentsEntry, ...]:
    """Return the headings among ``clauses`` and below, down to three levels."""
    if depth > _CONTENTS_DEPTH:
        return ()
    entries: list[ContentsEntry] = []
    for clause in clauses:
        text = split_clause(clause, ())
        below = tree.children.get(clause.address, [])
        if clause.kind in HEADING_KINDS and text.heading:
            title = " ".join("".join(p.text for p in text.heading).split())
            entries.append(ContentsEntry(clause.address, title, _contents(tree, below, depth + 1)))
        elif clause.kind in HEADING_KINDS:
            entries.extend(_contents(tree, below, depth))
    return tuple(entries)


def _merger(library: Library, document: Document, today: date) -> ChangeNote | None:
    """Return what became of the document's province."""
    note = library.registry.province_succession(document.province, today) if document.province else None
    return None if note is None else ChangeNote(note.text, note.legal_basis, note.valid_from)


def _changes(library: Library, document: Document, today: date) -> tuple[ChangeNote, ...]:
    """Return what became of each body that the document's records name."""
    registry = library.registry
    surfaces = {
        body
        for record in library.assignments
        if record.document_id == document.id
        for body in (*record.lead, *record.coordinate)
    } | {
        body
        for record in library.indicators
        if record.document_id == document.id
        for body in record.measured_by
    }
    notes = [registry.succession(body, document.province, today) for body in sorted(surfaces)]
    found: dict[str, ChangeNote] = {}
    for note in notes:
        if note is not None:
            found.setdefault(note.text, ChangeNote(note.text, note.legal_basis, note.valid_from))
    return tuple(found.values())


@lru_cache(maxsize=32)
def _cached(version: str, library_id: int, document_id: str, today: date) -> list[DocumentPage]:
    """Return the cell that holds a page once built (the library itself can't be a cache key)."""
    return []


def document_page(library: Library, document_id: str, today: date) -> DocumentPage:
    """Return the page of a document, built once a snapshot and day.

    Raises:
        KeyError: the library has no such document.
    """
    document = library.documents[document_id]
    cell = _cached(library.version, id(library), document_id, today)
    if not cell:
        cell.append(build_page(library, document, today))
    return cell[0]
