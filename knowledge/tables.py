"""Tables as rows: the shared row model, and tables flattened to one cell a line.

A flattened table begins with a line that heads the ordinals ("STT", "TT"), goes on with the other column
headings, one a line (a second row of grouped headings after the first), and then holds rows, each begun
by its ordinal alone on a line. Cells may run over several lines and may be missing. What decides:

1. Ordinals: a row begins where the next number stands alone on a line and the row before is complete.
2. Width: the number of cells that most rows have, checked against the headings.
3. Kind of cell: a column is known by its heading and by the rows that have exactly one line a cell;
   other rows are aligned so that cells fit their columns best (``knowledge.alignment``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.alignment import Column, align
from knowledge.cells import cell_kind, row_label
from knowledge.lines import Line
from knowledge.model import Span
from knowledge.ordinals import Piece, cut_rows
from knowledge.table_headings import (
    after_index_row,
    awaited,
    body_start,
    choose_columns,
    group_title_last,
    heading_cells,
)
from knowledge.text import squeeze


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is, its ordinal as printed, its place, and its cells without the ordinal."""

    kind: Literal["row", "heading_row"]
    family: str
    number: str
    parts: tuple[int, ...]
    span: Span
    text: str
    cells: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: place of its heading cells, column headings, rows, and the line after it."""

    header: Span
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    end: int
    label: str


def read_flat_table(lines: Sequence[Line], at: int, limit: int, ends: Callable[[int], bool]) -> Table | None:
    """Read the flattened table that begins at line ``at``; None when there is none.

    ``limit`` is the first line that can't belong to it; ``ends(i)`` tells whether line ``i`` belongs to the
    text around the table (a heading that follows on, a closing, another table).
    """
    body = body_start(lines, at)
    if body is None or body >= limit:
        return None
    heading_lines = lines[at:body]
    body = after_index_row(lines, body)
    stop = next((i for i in range(body + 1, limit) if ends(i)), limit)
    headings = heading_cells(heading_lines)
    pieces = cut_rows(lines, body, stop, None)
    if not pieces:
        return None
    columns = choose_columns(headings, _texts(lines, pieces))
    first_group = group_title_last(headings, pieces, len(columns))
    if first_group:
        headings = headings[:-1]
        heading_lines = heading_lines[:-1]
        columns = choose_columns(headings, _texts(lines, pieces))
    pieces = cut_rows(lines, body, stop, len(columns))
    expected = awaited(columns, [row for row in _texts(lines, pieces) if len(row) == len(columns)])
    rows: list[Row] = []
    if first_group:
        line = lines[body - 1]
        rows.append(Row("heading_row", "group", "", (), Span(line.start, line.end), squeeze(line.text), ()))
    end = stop
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        following = None if last else pieces[number + 1]
        rows += _rows(lines, piece, following, expected)
        if last:
            end = _line_after(lines, rows[-1].span, piece)
    header = Span(lines[at].start, (heading_lines[-1] if first_group else lines[body - 1]).end)
    return Table(header, columns, tuple(rows), end, row_label(columns))


def _texts(lines: Sequence[Line], pieces: Sequence[Piece]) -> list[list[str]]:
    """Return the lines of each row below its ordinal."""
    return [[line.text for line in lines[piece.start + 1 : piece.stop]] for piece in pieces]


def _line_after(lines: Sequence[Line], span: Span, piece: Piece) -> int:
    """Return the first line of ``piece`` that its last row did not take."""
    position = piece.stop
    while position > piece.start + 1 and lines[position - 1].start >= span.end:
        position -= 1
    return position


def _span(lines: Sequence[Line], start: int, stop: int) -> Span:
    return Span(lines[start].start, lines[stop - 1].end)


def _rows(
    lines: Sequence[Line], piece: Piece, following: Piece | None, columns: Sequence[Column]
) -> list[Row]:
    """Return the row of ``piece``, with a group row after it where one without ordinal follows."""
    marker = piece.marker
    texts = [line.text for line in lines[piece.start + 1 : piece.stop]]
    if _is_group(piece, following, texts, len(columns)):
        title = squeeze(" ".join(texts))
        span = _span(lines, piece.start, piece.stop)
        return [Row("heading_row", marker.family, marker.number, marker.parts, span, title, ())]
    anew = following is not None and following.marker.parts == (1,) and following.marker.family == "number"
    anew = anew and marker.family == "number"
    taken = align(texts, columns, whole=following is not None and not anew)
    used = sum(taken)
    extra: list[Row] = []
    if used < len(texts) and following is not None:
        if anew:
            span = _span(lines, piece.start + 1 + used, piece.stop)
            extra.append(Row("heading_row", "group", "", (), span, squeeze(" ".join(texts[used:])), ()))
        else:
            taken[-1] += len(texts) - used
            used = len(texts)
    cells: list[tuple[str, Span]] = []
    position = piece.start + 1
    for column, count in zip(columns, taken, strict=True):
        if count:
            cells.append((column.heading, _span(lines, position, position + count)))
        else:
            end = lines[position - 1].end
            cells.append((column.heading, Span(end, end)))
        position += count
    span = _span(lines, piece.start, piece.start + 1 + used)
    return [Row("row", marker.family, marker.number, marker.parts, span, "", tuple(cells)), *extra]


def _is_group(piece: Piece, following: Piece | None, texts: Sequence[str], width: int) -> bool:
    """Tell whether a piece only groups the rows below: its title alone, and then a lower ordinal."""
    if following is None or not texts:
        return False
    order = {"letter": 0, "roman": 1, "number": 2, "point": 3}
    mine, theirs = order[piece.marker.family], order[following.marker.family]
    deeper = theirs > mine or (theirs == mine and len(following.marker.parts) > len(piece.marker.parts))
    if not deeper:
        return False
    if width <= 1:
        return mine < 2
    return len(texts) < width and all(cell_kind(text) != "value" for text in texts[1:])
