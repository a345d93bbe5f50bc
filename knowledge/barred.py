"""Tables copied from a web page: each cell on lines of its own, closed by a line that holds only ``|``.

The bars tell where cells end, empty ones too; what they do not tell is where a row ends. Rows are found by
their ordinals: of the widths that may be, the one by which most cells fall into rows wins.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from knowledge.cells import is_ordinal_heading
from knowledge.grids import GridReader
from knowledge.lines import Line
from knowledge.markers import ordinal_cell
from knowledge.model import Span
from knowledge.table_headings import choose_columns
from knowledge.tables import Table
from knowledge.text import squeeze

BAR = "|"
MAX_CELL_LINES = 60
MAX_HEADINGS = 24
MAX_MERGED = 4
"""How many heading cells may only group others, or stand below such a group."""

_DEPTH = {"letter": 0, "roman": 1, "number": 2, "point": 3}


@dataclasses.dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its words, its place without the bar, and the lines that it takes with the bar."""

    text: str
    span: Span
    first: int
    last: int


def is_barred(lines: Sequence[Line], at: int) -> bool:
    """Tell whether line ``at`` heads the ordinals of such a table: a bar and another cell follow."""
    return (
        at + 3 < len(lines)
        and is_ordinal_heading(lines[at].text)
        and lines[at + 1].text == BAR
        and any(line.text == BAR for line in lines[at + 3 : at + 7])
    )


def barred_table(source: str, lines: Sequence[Line], at: int, limit: int) -> Table | None:
    """Read the table that begins at line ``at``; None when its cells do not fall into rows."""
    cells = _cells(lines, at, limit)
    start = next((i for i, cell in enumerate(cells[:MAX_HEADINGS]) if i > 1 and _opens(cell.text)), 0)
    if not start:
        return None
    widths = [start, *(start - less for less in range(1, MAX_MERGED + 1) if start - less > 1)]
    readings = [(width, _rows(cells, start, width)) for width in widths]
    width, rows = max(readings, key=lambda reading: _counted_on(reading[1]))
    if not rows:
        return None
    body = [_padded(row, width) for row in rows]
    grid = [[cell.span for cell in cells[:width]], *body]
    end = rows[-1][-1].last + 1
    bounds = [_bounds(lines, cells[:start]), *(_bounds(lines, row) for row in rows)]
    table = GridReader(source, grid, bounds).read()
    if table is None:
        return None
    if width != start:
        table = _renamed(table, [cell.text for cell in cells[:start]], rows, width)
    return dataclasses.replace(table, end=end)


def _cells(lines: Sequence[Line], at: int, limit: int) -> list[_Cell]:
    """Return the cells from line ``at`` on, as far as bars close them."""
    cells: list[_Cell] = []
    first = at
    for position in range(at, limit):
        if lines[position].text == BAR:
            held = lines[first:position]
            start = held[0].start if held else lines[position].start
            span = Span(start, held[-1].end if held else start)
            cells.append(_Cell(squeeze(" ".join(line.text for line in held)), span, first, position))
            first = position + 1
        elif position - first >= MAX_CELL_LINES:
            break
    return cells


def _opens(text: str) -> bool:
    return any(m.value == 1 and len(m.parts) == 1 and m.family != "point" for m in ordinal_cell(text))


def _rows(cells: Sequence[_Cell], start: int, width: int) -> list[list[_Cell]]:
    """Return the rows of ``width`` cells (fewer for a title of a group) from cell ``start`` on."""
    rows: list[list[_Cell]] = []
    at, last = start, 0
    while at < len(cells):
        if _is_group(cells, at, width, last):
            size = 2
        elif _is_title(cells, at, width):
            size = 1
        elif at + width <= len(cells) and (ordinal_cell(cells[at].text) or not cells[at].text):
            size = width
            last = next((m.value for m in ordinal_cell(cells[at].text) if m.family == "number"), last)
        else:
            break
        rows.append(list(cells[at : at + size]))
        at += size
    return rows


def _counted_on(rows: Sequence[Sequence[_Cell]]) -> int:
    """Return how many rows count on from the one before or anew, less those that do not."""
    score = 0
    last: dict[str, int] = {}
    for row in rows:
        readings = ordinal_cell(row[0].text)
        if not readings:
            continue
        fits = [m for m in readings if m.parts[-1] in (1, last.get(m.family, 0) + 1)]
        score += 1 if fits else -1
        for marker in fits or readings:
            last[marker.family] = marker.parts[-1]
    return score


def _is_group(cells: Sequence[_Cell], at: int, width: int, last: int) -> bool:
    """Tell whether an ordinal and a title alone make the row: a lower ordinal follows at once that counts on
    from ``last``, or anew."""
    if at + 2 >= len(cells) or width < 3 or not cells[at + 1].text:
        return False
    mine, theirs = ordinal_cell(cells[at].text), ordinal_cell(cells[at + 2].text)
    if not mine or not theirs:
        return False
    return any(
        _DEPTH[low.family] > _DEPTH[high.family]
        or (low.family == high.family and len(low.parts) > len(high.parts))
        for high in mine
        for low in theirs
        if low.parts[-1] in (1, last + 1)
    )


def _is_title(cells: Sequence[_Cell], at: int, width: int) -> bool:
    """Tell whether one merged cell without an ordinal groups the rows below."""
    text = cells[at].text
    if not text or ordinal_cell(text) or at + 1 >= len(cells):
        return False
    return bool(ordinal_cell(cells[at + 1].text)) and (
        at + 1 + width >= len(cells) or _starts_row(cells, at + 1 + width)
    )


def _starts_row(cells: Sequence[_Cell], at: int) -> bool:
    return at == len(cells) or (at < len(cells) and bool(ordinal_cell(cells[at].text)))


def _padded(row: Sequence[_Cell], width: int) -> list[Span]:
    """Return the spans of a row; the title of a group reaches over the columns that it lacks."""
    spans = [cell.span for cell in row]
    return spans + [spans[-1]] * (width - len(spans))


def _bounds(lines: Sequence[Line], row: Sequence[_Cell]) -> Span:
    return Span(lines[row[0].first].start, lines[row[-1].last].end)


def _renamed(table: Table, headings: Sequence[str], rows: Sequence[Sequence[_Cell]], width: int) -> Table:
    """Return the table with headings that group others put before these ("Mục tiêu / Năm 2025")."""
    samples = [[cell.text for cell in row[1:]] for row in rows if len(row) == width]
    names = choose_columns(headings, samples)
    if len(names) != width - 1:
        return table
    renamed = tuple(
        dataclasses.replace(
            row, cells=tuple((name, span) for name, (_, span) in zip(names, row.cells, strict=False))
        )
        for row in table.rows
    )
    return dataclasses.replace(table, columns=names, rows=renamed)
