"""Export of the records as JSONL files for other programs: the shapes that design.md fixes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from knowledge.citations import short_name
from knowledge.errors import HoisoError
from knowledge.library import Library
from knowledge.model import Assignment, Baseline, Clause, Document, Indicator
from knowledge.store import to_json

_Row = dict[str, Any]


def export_library(library: Library, folder: Path) -> dict[str, int]:
    """Write ``documents.jsonl clauses.jsonl indicators.jsonl assignments.jsonl``; return lines by file name.

    A file is written whole or not at all: a name beside it, then renamed.

    Raises:
        HoisoError: the folder can't be written.
    """
    makers: dict[str, Callable[[Library], Iterator[_Row]]] = {
        "documents.jsonl": document_rows,
        "clauses.jsonl": clause_rows,
        "indicators.jsonl": indicator_rows,
        "assignments.jsonl": assignment_rows,
    }
    counts = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in makers.items():
            lines = [to_json(row) for row in rows(library)]
            beside = folder / f".{name}.part"
            beside.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
            beside.replace(folder / name)
            counts[name] = len(lines)
    except OSError as error:
        raise HoisoError(f"Không ghi được vào thư mục '{folder.name}': {error.strerror}.") from error
    return counts


def document_rows(library: Library) -> Iterator[_Row]:
    """Yield one row a document; its text is in the clauses."""
    for document in library.documents.values():
        row = {
            item.name: getattr(document, item.name)
            for item in dataclasses.fields(document)
            if item.name != "text"
        }
        yield {"document": document_name(document), **row, "short_name": short_name(document)}


def clause_rows(library: Library) -> Iterator[_Row]:
    """Yield one row a clause, in document order."""
    for document_id, clauses in library.clauses.items():
        name = document_name(library.documents[document_id])
        for clause in clauses:
            yield {
                "document": name,
                "document_id": document_id,
                "clause": clause.address,
                "section": clause.citation,
                "kind": clause.kind,
                "number": clause.number,
                "heading": clause.heading,
                "path": clause.path,
                "parent": clause.parent,
                "text": clause.text,
                "cells": [{"column": column, "text": text} for column, text in clause.cells],
                "start": clause.span.start,
                "end": clause.span.end,
            }


def indicator_rows(library: Library) -> Iterator[_Row]:
    """Yield one row a target. ``value`` is a number, a range as "5-10", or null."""
    for record in library.indicators:
        yield {
            **_place(library, record.document_id, record.clause),
            "name": record.name,
            "scope": dataclasses.asdict(record.scope),
            "year": record.year,
            "period": record.period,
            "comparison": record.comparison,
            "bound": record.bound,
            "value": _value(record),
            "unit": record.unit,
            "value_text": record.value_text,
            "baseline": _baseline(record.baseline),
            "measured_by": record.measured_by,
            "quote": record.quote,
            "id": record.id,
        }


def assignment_rows(library: Library) -> Iterator[_Row]:
    """Yield one row an assignment, and one more for each clause that it refers to.

    The latter has the clause referred to as ``clause`` and the clause that gives the task as ``via``.
    """
    for record in library.assignments:
        yield _assignment(library, record, record.clause, None)
        for address in record.refers_to:
            yield _assignment(library, record, address, record.clause)


def _assignment(library: Library, record: Assignment, address: str, via: str | None) -> _Row:
    return {
        **_place(library, record.document_id, address),
        "task": record.task,
        "lead": record.lead,
        "coordinate": record.coordinate,
        "role": record.role,
        "period": record.period,
        "quote": record.quote,
        "context": record.context,
        "refers_to": record.refers_to,
        "via": via,
        "id": record.id,
    }


def _place(library: Library, document_id: str, address: str) -> _Row:
    clause: Clause = library.clause(document_id, address)
    return {
        "document": document_name(library.documents[document_id]),
        "document_id": document_id,
        "clause": address,
        "section": clause.citation,
    }


def document_name(document: Document) -> str:
    """Return a document's number, or its id where it has none."""
    return document.number or document.id


def plain_number(value: float | None) -> float | int | None:
    """Return a number as people write it: 20, not 20.0."""
    if value is None:
        return None
    return int(value) if value == int(value) else value


def _value(record: Indicator) -> float | int | str | None:
    if record.value is not None and record.value_high is not None:
        return f"{plain_number(record.value)}-{plain_number(record.value_high)}"
    return plain_number(record.value)


def _baseline(baseline: Baseline | None) -> _Row | None:
    if baseline is None:
        return None
    return {
        "year": baseline.year,
        "value": plain_number(baseline.value),
        "unit": baseline.unit,
        "value_text": baseline.value_text,
        "source": baseline.source,
        "note": baseline.note,
        "sectors": [{"sector": sector, "value_text": text} for sector, text in baseline.sectors],
    }
