"""Tables flattened to one cell a line that have no column of ordinals: known by their headings and by the
kinds of cells that come round again row after row."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.cells import cell_kind, column_role, fits, row_label
from knowledge.lines import TERMINAL, Line
from knowledge.markers import bullet, read_markers
from knowledge.model import Span
from knowledge.tables import Row, Table
from knowledge.text import squeeze

MIN_COLUMNS = 3
MAX_COLUMNS = 12
MIN_ROWS = 2
MAX_HEADING = 60
_NAMES = ("indicator", "task", "project")


def read_bare_table(lines: Sequence[Line], at: int, limit: int) -> Table | None:
    """Read such a table from line ``at`` on; None unless three headings and two whole rows fit."""
    width = _width(lines, at, limit)
    if width < MIN_COLUMNS:
        return None
    columns = tuple(squeeze(line.text) for line in lines[at : at + width])
    rows: list[Row] = []
    start = at + width
    while start + width <= limit and _fits(columns, lines[start : start + width]):
        cells = lines[start : start + width]
        pairs = tuple((name, Span(cell.start, cell.end)) for name, cell in zip(columns, cells, strict=True))
        rows.append(Row("row", "number", "", (), Span(cells[0].start, cells[-1].end), "", pairs))
        start += width
    if len(rows) < MIN_ROWS:
        return None
    header = Span(lines[at].start, lines[at + width - 1].end)
    return Table(header, columns, tuple(rows), start, row_label(columns))


def _width(lines: Sequence[Line], at: int, limit: int) -> int:
    """Return how many lines from ``at`` on head columns; 0 where they do not read like headings."""
    first = column_role(lines[at].text) if len(lines[at].text) <= MAX_HEADING else None
    if first is None or first.role not in _NAMES:
        return 0
    stop = at
    while stop < min(limit, at + MAX_COLUMNS) and _heads(lines[stop]):
        stop += 1
    # a row's own name may read like a heading ("Tỷ lệ ..."): the first width whose rows fit is the one
    for width in range(MIN_COLUMNS, stop - at + 1):
        names = tuple(line.text for line in lines[at : at + width])
        rows = [lines[at + width * n : at + width * (n + 1)] for n in range(1, MIN_ROWS + 1)]
        if all(len(row) == width and _fits(names, row) for row in rows) and at + width * 3 <= limit:
            return width
    return 0


def _heads(line: Line) -> bool:
    text = line.text
    if len(text) > MAX_HEADING or text.endswith(TERMINAL) or read_markers(text) or bullet(text):
        return False
    return column_role(text) is not None


def _fits(columns: Sequence[str], row: Sequence[Line]) -> bool:
    """Tell whether each line of ``row`` is of the kind that its column awaits."""
    telling = 0
    for place, (name, line) in enumerate(zip(columns, row, strict=True)):
        kind = cell_kind(line.text)
        role = column_role(name)
        if place == 0:
            if kind in ("value", "period") or read_markers(line.text) or bullet(line.text):
                return False
            continue
        if role is not None and role.cell in ("value", "period", "body"):
            if fits(role.cell, kind) <= 0:
                return False
            telling += 1
    return telling > 0
