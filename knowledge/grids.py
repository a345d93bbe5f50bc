"""Tables whose cells are known: real ones (docx, html, pdf), and lines with ``|`` or tabs between cells.

Both become the row model of ``knowledge.tables``. A grid is a list of rows of spans into the source, all
equally long; a merged cell is given again wherever it reaches.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from knowledge.cells import cell_kind, is_ordinal_heading, row_label
from knowledge.lines import Line, is_visible
from knowledge.markers import Marker, ordinal_cell
from knowledge.model import Span
from knowledge.source import TableSpan
from knowledge.tables import Row, Table
from knowledge.text import fold, nfc, squeeze
from knowledge.wording import begins, wording

Grid = Sequence[Sequence[Span]]

MAX_COLUMNS = 40
_SEPARATOR = re.compile(r"[|\t]")
_RULE_ROW = re.compile(r"[|\s:+=-]+")


class GridReader:
    """Reads one grid; ``text`` is the source, ``bounds`` the lines that each row takes (None: its cells')."""

    def __init__(self, text: str, grid: Grid, bounds: Sequence[Span] | None = None) -> None:
        self.text = text
        held = [number for number, row in enumerate(grid) if any(self._words(cell) for cell in row)]
        self.grid = [grid[number] for number in held]
        self.bounds = [bounds[number] for number in held] if bounds and len(held) == len(grid) else None

    def _words(self, cell: Span) -> str:
        return squeeze(nfc(self.text[cell.start : cell.end]))

    def is_layout(self) -> bool:
        """Tell whether the table only lays out a header, a signature block or a box: no data in rows."""
        if len(self.grid) < 2 or max(len(row) for row in self.grid) < 2:
            return True
        words = wording()
        for row in self.grid:
            for cell in row:
                folded = fold(self._words(cell))
                if begins(folded, words.recipients) or begins(folded, words.motto):
                    return True
        return False

    def read(self, columns: tuple[str, ...] = ()) -> Table | None:
        """Return the table (``end`` 0, to be set by the caller); None for a layout table.

        ``columns`` are the headings of the table before, for one that goes on without headings.
        """
        if self.is_layout():
            return None
        width = max(len(row) for row in self.grid)
        ordinal = self._has_ordinals()
        headers = self._header_rows(ordinal)
        body = self.grid[headers:]
        names = tuple(self._names(headers, width)[1 if ordinal else 0 :])
        if not headers and len(columns) == len(names):
            names = columns
        if not body:
            return None
        seen: set[tuple[int, int]] = set()
        for row in self.grid[:headers]:
            seen.update((cell.start, cell.end) for cell in row)
        rows = self._rows(body, names, ordinal, seen, headers)
        if not rows:
            return None
        held = [cell for row in self.grid[:headers] for cell in row if self._words(cell)]
        held = self.bounds[:headers] if self.bounds else held
        start = min((cell.start for cell in held), default=rows[0].span.start)
        header = Span(start, max((cell.end for cell in held), default=start))
        return Table(header, names, tuple(rows), 0, row_label(names))

    def _has_ordinals(self) -> bool:
        first = [self._words(row[0]) for row in self.grid]
        if any(is_ordinal_heading(words) for words in first[:3]):
            return True
        held = [words for words in first if words]
        return sum(bool(ordinal_cell(words)) for words in held) * 10 >= len(held) * 6 and len(held) >= 2

    def _header_rows(self, ordinal: bool) -> int:
        """Return how many rows at the top are headings."""
        count = 0
        for number, row in enumerate(self.grid[:5]):
            cells = [self._words(cell) for cell in row]
            if ordinal:
                # headings end where an ordinal stands; a row of column numbers counts as a heading
                if ordinal_cell(cells[0]) and not self._is_index(cells):
                    break
                if number and cells[0] and not is_ordinal_heading(cells[0]) and not self._is_index(cells):
                    break
                if number and not cells[0] and not self._below_heading(number):
                    break
            elif (number and not self._is_index(cells) and not self._below_heading(number)) or (
                not number and any(cell_kind(cell) == "value" for cell in cells[1:])
            ):
                break
            count += 1
        return count if count < len(self.grid) else 1

    def _below_heading(self, number: int) -> bool:
        """Tell whether row ``number`` still heads columns: cells of the row above reach over it."""
        row, above = self.grid[number], self.grid[number - 1]
        if any(cell == over and self._words(cell) for cell, over in zip(row, above, strict=False)):
            return True
        spans = [cell for cell in above if self._words(cell)]
        grouped = any(a == b for a, b in itertools.pairwise(spans))
        held = [self._words(cell) for cell in row if self._words(cell)]
        gaps = any(not self._words(cell) for cell in above)
        # without merges told (lines with "|"): an empty ordinal and few, short cells below empty ones
        return (grouped or (gaps and not self._words(row[0]))) and all(len(words) <= 60 for words in held)

    @staticmethod
    def _is_index(cells: Sequence[str]) -> bool:
        numbers = [cell.strip("() ") for cell in cells]
        wanted = [str(i) for i in range(1, len(cells) + 1)]
        bracketed = sum(
            cell.startswith("(") and cell.endswith(")") and cell[1:-1].isdigit() for cell in cells
        )
        return len(cells) > 2 and (numbers == wanted or bracketed * 2 > len(cells))

    def _names(self, headers: int, width: int) -> list[str]:
        names = []
        for column in range(width):
            parts: list[str] = []
            last: Span | None = None
            for number, row in enumerate(self.grid[:headers]):
                cell = row[column] if column < len(row) else row[-1]
                words = self._words(cell) or self._spread(number, column)
                if (
                    cell == last
                    or not words
                    or (parts and parts[-1] == words)
                    or self._is_index([self._words(c) for c in row])
                ):
                    continue
                parts.append(words)
                last = cell
            names.append(" / ".join(parts))
        return names

    def _spread(self, number: int, column: int) -> str:
        """Return the group heading that an empty heading cell stands under: the nearest to the left, if there
        are headings below both."""
        below = self.grid[number + 1] if number + 1 < len(self.grid) else ()
        row = self.grid[number]
        if column >= len(below) or not self._words(below[column]) or column >= len(row):
            return ""
        for left in range(column - 1, 0, -1):
            if not (left < len(below) and self._words(below[left])):
                return ""
            if self._words(row[left]):
                return self._words(row[left])
        return ""

    def _rows(
        self, body: Grid, names: Sequence[str], ordinal: bool, seen: set[tuple[int, int]], headers: int
    ) -> list[Row]:
        rows: list[Row] = []
        readings = [ordinal_cell(self._words(row[0])) if ordinal else [] for row in body]
        last: Marker | None = None
        for number, row in enumerate(body):
            own = [cell for cell in row if self._words(cell) and (cell.start, cell.end) not in seen]
            seen.update((cell.start, cell.end) for cell in row)
            if not own:
                continue
            span = Span(min(cell.start for cell in own), max(cell.end for cell in own))
            span = self.bounds[headers + number] if self.bounds else span
            marker = _pick(readings[number], last)
            last = marker or last
            family, printed, parts = (
                (marker.family, marker.number, marker.parts) if marker else ("group", "", ())
            )
            cells = list(row[1:] if ordinal else row)
            following = readings[number + 1] if number + 1 < len(readings) else []
            title = self._group_title(row, cells, marker, following, ordinal)
            if title:
                rows.append(Row("heading_row", family, printed, parts, span, title, ()))
                continue
            pairs = tuple(zip(names, cells, strict=False))
            rows.append(Row("row", family if marker else "number", printed, parts, span, "", pairs))
        return rows

    def _group_title(
        self,
        row: Sequence[Span],
        cells: Sequence[Span],
        marker: Marker | None,
        following: Sequence[Marker],
        ordinal: bool,
    ) -> str:
        """Return the title of a row that only groups the rows below; empty for a row that says something."""
        held = [cell for cell in cells if self._words(cell)]
        distinct = {(cell.start, cell.end) for cell in held}
        if len(cells) < 2 or len(distinct) > 1:
            return ""
        if not held:
            # the whole row merged: "I. NHIỆM VỤ CHUNG" in every column, the first one too
            return self._words(row[0]) if self._words(row[0]) and not marker and ordinal else ""
        title = self._words(held[0])
        merged = len(held) == len(cells)
        if merged and cell_kind(title) != "value":
            return title
        if self._words(cells[0]) == "" or merged:
            return ""
        if marker is None:
            return title if ordinal and is_visible(title) and not self._words(row[0]) else ""
        if marker.family in ("letter", "roman"):
            return title
        deeper = any(len(m.parts) > len(marker.parts) or m.family == "point" for m in following)
        return title if deeper else ""


def _pick(readings: Sequence[Marker], last: Marker | None) -> Marker | None:
    """Return the reading of an ordinal that follows on ``last`` ("C" after "B" is a letter, "I" is Roman)."""
    if not readings:
        return None
    for marker in readings:
        if last is not None and marker.family == last.family and marker.value == last.value + 1:
            return marker
    return readings[0]


def _position(lines: Sequence[Line], offset: int) -> int:
    return bisect_left([line.start for line in lines], offset)


def real_tables(text: str, lines: Sequence[Line], tables: Sequence[TableSpan]) -> dict[int, Table]:
    """Return the data tables among ``tables`` by the number of their first line in ``lines``."""
    found: dict[int, Table] = {}
    columns: tuple[str, ...] = ()
    for given in tables:
        if not given.rows or not given.rows[0] or len(given.rows[0]) > MAX_COLUMNS:
            continue
        table = GridReader(text, given.rows).read(columns)
        if table is None:
            continue
        columns = table.columns
        start = min(table.header.start, table.rows[0].span.start)
        at = _position(lines, start)
        end = _position(lines, max(row.span.end for row in table.rows))
        if at < end:
            found[at] = Table(table.header, table.columns, table.rows, end, table.label)
    return found


def _cells(line: Line, text: str) -> list[Span]:
    """Return the cells of a line with separators, as spans without blanks at the ends."""
    raw = text[line.start : line.end]
    spans: list[Span] = []
    start = 0
    for match in [*_SEPARATOR.finditer(raw), None]:
        stop = match.start() if match else len(raw)
        piece = raw[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        spans.append(Span(line.start + left, line.start + max(left, start + len(piece.rstrip()))))
        start = match.end() if match else stop
    if raw[:1] in "|\t":
        spans = spans[1:]
    if raw[-1:] in "|\t":
        spans = spans[:-1]
    return spans


def ruled_table(text: str, lines: Sequence[Line], at: int, limit: int) -> Table | None:
    """Read a table of lines with ``|`` or tabs between cells from line ``at`` on; None if there is none.

    At least three columns and two rows; lines of dashes are rules; a line without a separator between two
    with goes on with the last cell; rows with fewer cells (groups) are filled up.
    """
    width = len(_cells(lines[at], text))
    if width < 3 or width > MAX_COLUMNS:
        return None
    grid: list[list[Span]] = []
    bounds: list[Span] = []
    start = lines[at].start
    position = at
    while position < limit:
        line = lines[position]
        raw = text[line.start : line.end]
        if _RULE_ROW.fullmatch(raw):
            if bounds:
                bounds[-1] = Span(bounds[-1].start, line.end)
            position += 1
            continue
        if not _SEPARATOR.search(raw):
            goes_on = grid and position + 1 < limit and _has_width(text, lines[position + 1], width)
            if not goes_on:
                break
            grid[-1][-1] = Span(grid[-1][-1].start, line.end)
            bounds[-1] = Span(bounds[-1].start, line.end)
            position += 1
            continue
        cells = _cells(line, text)
        if len(cells) > width:
            break
        broken = len(cells) < width and position + 1 < limit
        if broken and len(cells) > 1 and not raw.rstrip().endswith(("|", "\t")):
            more = _cells(lines[position + 1], text)
            if len(more) > 1 and len(cells) + len(more) - 1 == width:
                # a line break inside a cell: the next line goes on with it
                cells = [*cells[:-1], Span(cells[-1].start, more[0].end), *more[1:]]
                bounds.append(Span(line.start if bounds else start, lines[position + 1].end))
                grid.append(cells)
                position += 2
                continue
        grid.append(cells + [Span(line.end, line.end)] * (width - len(cells)))
        bounds.append(Span(line.start if bounds else start, line.end))
        position += 1
    if len(grid) < 2:
        return None
    reader = GridReader(text, grid, bounds)
    table = reader.read() if reader.bounds is not None else None
    return Table(table.header, table.columns, table.rows, position, table.label) if table else None


def _has_width(text: str, line: Line, width: int) -> bool:
    return len(_cells(line, text)) == width


def is_ruled(text: str, line: Line) -> bool:
    """Tell whether a line has at least two separators between cells."""
    return len(_SEPARATOR.findall(text[line.start : line.end])) >= 2
