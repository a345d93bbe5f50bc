"""Turn the row clauses of a plan back into a table with grouped column headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Clause
from knowledge.text import squeeze

_GROUP = " / "
"""Separates a group's heading from its column's in ``Clause.cells``: "Năm 2022 / Số liệu"."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the table head with the columns and lines it spans."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its clause, and the cell texts in the order of the table's columns.

    ``cells`` is empty for a row that only groups others or that has no cells of its own; its text is
    then shown across all columns.
    """

    clause: Clause
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A run of row clauses as a table. ``head`` is empty where the rows carry no column headings."""

    columns: tuple[str, ...]
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[TableRow, ...]


def build_table(rows: Sequence[Clause], heading_text: str = "") -> Table:
    """Build the table of a run of ``row`` and ``heading_row`` clauses.

    Cells leave out the row's number; where rows have one it gets the first column back, named by what
    ``heading_text`` (the table clause's own text) says before the first column's heading.
    """
    columns = _columns(rows)
    numbers = [_before_cells(row) for row in rows]
    numbered = any(number for row, number in zip(rows, numbers, strict=True) if _is_plain(row))
    if numbered:
        columns = (_before(squeeze(heading_text), squeeze(columns[0]).split(_GROUP)[0]), *columns)
    return Table(
        columns=columns,
        head=_head(columns),
        rows=tuple(
            TableRow(row, _cells(row, columns, number if numbered else None))
            for row, number in zip(rows, numbers, strict=True)
        ),
    )


def covers(table: Table, text: str) -> bool:
    """Tell whether the table's head already shows every word of ``text`` (the table clause's own)."""
    shown = [word for column in table.columns for word in column.replace(_GROUP, " ").split()]
    return set(text.split()) <= set(shown)


def _is_plain(row: Clause) -> bool:
    return bool(row.cells) and row.kind != "heading_row"


def _before_cells(row: Clause) -> str:
    """Return the text of a row before its first cell: its number."""
    return _before(row.text, row.cells[0][1]).strip() if _is_plain(row) else ""


def _before(text: str, part: str) -> str:
    """Return what stands in ``text`` before ``part``; empty where ``part`` is not in it."""
    at = text.find(part) if part else -1
    return text[:at].strip() if at > 0 else ""


def _columns(rows: Sequence[Clause]) -> tuple[str, ...]:
    """Return the column headings of the widest row, then those that only other rows have."""
    widest = max((row.cells for row in rows), key=len, default=())
    columns = list(dict.fromkeys(name for name, _ in widest))
    for row in rows:
        columns.extend(name for name, _ in row.cells if name not in columns)
    return tuple(columns)


def _cells(row: Clause, columns: tuple[str, ...], number: str | None) -> tuple[str, ...]:
    """Return the row's cells in column order (after its number, if the table shows numbers), or ()."""
    if not _is_plain(row):
        return ()
    texts: dict[str, list[str]] = {}
    for name, text in row.cells:
        texts.setdefault(name, []).append(text)
    named = columns if number is None else columns[1:]
    cells = tuple("\n".join(texts.get(name, ())) for name in named)
    return cells if number is None else (number, *cells)


def _head(columns: tuple[str, ...]) -> tuple[tuple[HeadCell, ...], ...]:
    """Return one or two lines of head cells; neighbours of one group share a spanning cell."""
    if not any(columns):
        return ()
    split = [column.split(_GROUP, 1) for column in columns]
    if all(len(parts) == 1 for parts in split):
        return (tuple(HeadCell(parts[0]) for parts in split),)
    top: list[HeadCell] = []
    below: list[HeadCell] = []
    for at, parts in enumerate(split):
        if len(parts) == 1:
            top.append(HeadCell(parts[0], rowspan=2))
            continue
        below.append(HeadCell(parts[1]))
        before = split[at - 1] if at else []
        if len(before) == 2 and before[0] == parts[0]:
            top[-1] = HeadCell(parts[0], colspan=top[-1].colspan + 1)
        else:
            top.append(HeadCell(parts[0]))
    return tuple(top), tuple(below)
