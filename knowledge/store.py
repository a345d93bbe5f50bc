"""A library on disk: one JSONL file a kind of record, so that an index version carries its own records."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from knowledge.errors import IndexError_
from knowledge.library import Library
from knowledge.model import Assignment, Baseline, Clause, Definition, Document, Indicator, Scope, Span
from knowledge.registry import load_registry

FORMAT = 1
_HEAD = "library.json"
_FILES = ("documents", "clauses", "indicators", "assignments", "definitions")
Item = TypeVar("Item")


def save_snapshot(library: Library, folder: Path) -> None:
    """Write a library into a folder (made if missing), each file flushed to the disk.

    The head file comes last: a folder without it is half written and doesn't load.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _HEAD).unlink(missing_ok=True)
    clauses = [clause for group in library.clauses.values() for clause in group]
    groups: tuple[Iterable[Any], ...] = (
        library.documents.values(),
        clauses,
        library.indicators,
        library.assignments,
        library.definitions,
    )
    counts = {}
    for name, records in zip(_FILES, groups, strict=True):
        lines = [to_json(dataclasses.asdict(record)) for record in records]
        _write(folder / f"{name}.jsonl", "".join(line + "\n" for line in lines))
        counts[name] = len(lines)
    _write(folder / _HEAD, to_json({"format": FORMAT, "version": library.version, "counts": counts}))


def load_snapshot(folder: Path) -> Library:
    """Read a library back; nothing is parsed.

    Raises:
        IndexError_: a file is missing, damaged or of another format.
    """
    try:
        head = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
        if head["format"] != FORMAT:
            raise ValueError("format")
        documents = [_document(entry) for entry in _read(folder, head, "documents")]
        clauses: dict[str, list[Clause]] = {document.id: [] for document in documents}
        for entry in _read(folder, head, "clauses"):
            clauses[entry["document_id"]].append(_clause(entry))
        return Library(
            documents={document.id: document for document in documents},
            clauses={key: tuple(group) for key, group in clauses.items()},
            indicators=tuple(_load(_read(folder, head, "indicators"), _indicator)),
            assignments=tuple(_load(_read(folder, head, "assignments"), _assignment)),
            definitions=tuple(_load(_read(folder, head, "definitions"), lambda entry: Definition(**entry))),
            registry=load_registry(),
            version=head["version"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexError_(
            f"Bản lưu dữ liệu '{folder.name}' bị thiếu hoặc hỏng. Hãy xây dựng lại chỉ mục (hoiso up)."
        ) from error


def to_json(value: Any) -> str:
    """Return one line of JSON: Vietnamese letters as they are, days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read(folder: Path, head: dict[str, Any], name: str) -> list[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8", newline="\n") as file:
        entries = [json.loads(line) for line in file]
    if len(entries) != head["counts"][name]:
        raise ValueError(f"{name}: {len(entries)} of {head['counts'][name]}")
    return entries


def _load(entries: Iterable[dict[str, Any]], make: Callable[[dict[str, Any]], Item]) -> Iterator[Item]:
    return (make(entry) for entry in entries)


def _document(entry: dict[str, Any]) -> Document:
    issued, period = entry["issued"], entry["period"]
    return Document(
        **{
            **entry,
            "issued": date.fromisoformat(issued) if issued else None,
            "period": (period[0], period[1]) if period else None,
            "legal_bases": tuple(entry["legal_bases"]),
            "recipients": tuple(entry["recipients"]),
        }
    )


def _clause(entry: dict[str, Any]) -> Clause:
    return Clause(
        **{
            **entry,
            "span": Span(**entry["span"]),
            "path": tuple(entry["path"]),
            "cells": tuple((heading, text) for heading, text in entry["cells"]),
        }
    )


def _indicator(entry: dict[str, Any]) -> Indicator:
    baseline = entry["baseline"]
    if baseline:
        baseline = Baseline(
            **{**baseline, "sectors": tuple((sector, text) for sector, text in baseline["sectors"])}
        )
    return Indicator(
        **{
            **entry,
            "scope": Scope(**entry["scope"]),
            "baseline": baseline,
            "measured_by": tuple(entry["measured_by"]),
        }
    )


def _assignment(entry: dict[str, Any]) -> Assignment:
    lists = ("lead", "coordinate", "context", "refers_to")
    return Assignment(**{**entry, **{name: tuple(entry[name]) for name in lists}})
