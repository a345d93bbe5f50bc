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

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from knowledge.alignment import Column, align
from knowledge.cells import cell_kind, column_role, fits, is_ordinal_heading, row_label
from knowledge.lines import Line, starts_lower
from knowledge.markers import Marker, bullet, letter_follows, ordinal_cell
from knowledge.model import Span
from knowledge.text import fold, squeeze

MAX_HEADER = 30
MAX_CELL_LINES = 40


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines ``[start, stop)`` of one row; ``marker`` is its ordinal, on line ``start``."""

    marker: Marker
    start: int
    stop: int


def is_table_start(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a flattened table begins at line ``at``: an ordinal heading, headings, a first ordinal."""
    if not is_ordinal_heading(lines[at].text):
        return False
    if fold(lines[at].text) == "so" and not (at + 1 < len(lines) and fold(lines[at + 1].text) == "tt"):
        return False
    return _body_start(lines, at) is not None


def _body_start(lines: Sequence[Line], at: int) -> int | None:
    """Return the line of the first row's ordinal, None where no table follows."""
    for position in range(at + 2, min(at + MAX_HEADER, len(lines))):
        text = lines[position].text
        if len(text) > 150 or (text.endswith((".", ";")) and len(text) > 40):
            return None
        readings = ordinal_cell(text)
        if any(m.value == 1 and len(m.parts) == 1 and m.family != "point" for m in readings):
            return position
        # a table that goes on after a page break repeats its headings and counts on
        if any(m.family in ("number", "roman") for m in readings) and position > at + 2:
            between = lines[at + 1 : position]
            if sum(column_role(line.text) is not None for line in between) * 2 > len(between):
                return position
    return None


def _index_row(lines: Sequence[Line], start: int) -> int:
    """Return the line after a row of column numbers ("(1)", "(2)" ... or "1", "2", "3", "4") at ``start``."""
    position, expected = start, 1
    while position < len(lines) and lines[position].text.strip("() ") == str(expected):
        position, expected = position + 1, expected + 1
    return position if expected > 3 else start


def _headings(lines: Sequence[Line]) -> list[str]:
    """Return the heading cells; a line in lower case, or "TT" after "Số", goes on with the cell before."""
    cells: list[str] = []
    for line in lines:
        text = squeeze(line.text)
        if re.fullmatch(r"\(\d{1,2}\)", text):
            continue  # a row of column numbers
        if cells and (
            starts_lower(text) or text[0] in "(/%" or (fold(cells[-1]) == "so" and fold(text) == "tt")
        ):
            cells[-1] += " " + text
        else:
            cells.append(text)
    return cells


class _Ordinals:
    """The numbering of rows so far, and which ordinal may come next."""

    def __init__(self) -> None:
        self.last: dict[str, Marker] = {}

    def next(self, readings: Sequence[Marker]) -> tuple[Marker, int] | None:
        """Return (reading, sureness 2 or 1) of an ordinal that may begin a row here."""
        for marker in readings:
            if self._expected(marker):
                return marker, 2
        for marker in readings:
            last = self.last.get("number")
            near = marker.family == "number" and last is not None and len(last.parts) == len(marker.parts)
            if near and last is not None and 0 <= marker.value - last.value <= 2:
                return marker, 1
        return None

    def _expected(self, marker: Marker) -> bool:
        last = self.last.get(marker.family)
        if marker.family == "number":
            return self._number_expected(marker, last)
        if marker.family == "point":
            # points (a, b) only stand below a numbered row
            return "number" in self.last and (
                marker.value == 1 or (last is not None and letter_follows(last.value, marker.value))
            )
        if marker.value == 1:
            return last is None or marker.family == "roman"
        if last is None:
            return not self.last and marker.family == "roman"
        return (
            letter_follows(last.value, marker.value)
            if marker.family == "letter"
            else marker.value == last.value + 1
        )

    def _number_expected(self, marker: Marker, last: Marker | None) -> bool:
        if not self.last:
            return True  # the first ordinal, wherever the table begins to count
        if last is None:
            resumed = self.last.get("restart")  # rows may be counted on through the groups
            return marker.value == 1 or (resumed is not None and marker.parts == (resumed.value + 1,))
        parts, before = marker.parts, last.parts
        if len(parts) == len(before):
            return parts[:-1] == before[:-1] and parts[-1] == before[-1] + 1
        if len(parts) == len(before) + 1:
            return parts == (*before, 1)
        return parts[:-1] == before[: len(parts) - 1] and parts[-1] == before[len(parts) - 1] + 1

    def take(self, marker: Marker) -> None:
        """Record ``marker``; a group (letter, Roman) starts the lists below it afresh."""
        below = {"letter": ("roman", "number", "point"), "roman": ("number", "point"), "number": ("point",)}
        number = self.last.get("number")
        for family in below.get(marker.family, ()):
            self.last.pop(family, None)
        self.last[marker.family] = marker
        if marker.family in ("letter", "roman") and number is not None:
            self.last["restart"] = number

    def may_restart(self, readings: Sequence[Marker]) -> Marker | None:
        """Return a plain 1: rows count anew under a group heading without ordinal."""
        for marker in readings:
            if marker.family == "number" and marker.parts == (1,):
                return marker
        return None


def _cut(lines: Sequence[Line], start: int, stop: int, width: int | None) -> list[_Piece]:
    """Cut lines ``[start, stop)`` into rows; ``width`` is the number of cells of a full row, if known."""
    pieces: list[_Piece] = []
    ordinals = _Ordinals()
    opened: tuple[Marker, int] | None = None
    for position in range(start, stop):
        readings = ordinal_cell(lines[position].text)
        if not readings:
            continue
        found = ordinals.next(readings)
        restart = None if found else ordinals.may_restart(readings)
        if found is None and restart is None:
            continue
        marker, sure = found if found else (restart, 1)
        assert marker is not None
        if opened is not None:
            held = position - opened[1] - 1
            if held < 1 or not _complete(lines, opened[0], marker, sure, held, width, position, stop):
                continue
            pieces.append(_Piece(opened[0], opened[1], position))
        ordinals.take(marker)
        opened = (marker, position)
    if opened is not None:
        pieces.append(_Piece(opened[0], opened[1], stop))
    return pieces


def _complete(
    lines: Sequence[Line],
    opened: Marker,
    marker: Marker,
    sure: int,
    held: int,
    width: int | None,
    at: int,
    stop: int,
) -> bool:
    """Tell whether the open row of ``held`` lines may end before ``marker`` at line ``at``."""
    if width is None:
        return sure == 2 or held >= 2
    if held >= width:
        return True
    if sure < 2:
        return False
    group = opened.family in ("letter", "roman") or len(marker.parts) > len(opened.parts)
    if group or marker.family in ("letter", "roman"):
        return True
    # a value that looks like the next ordinal: the true one must come, with the row complete, within reach
    for later in range(at + 1, min(at + 1 + MAX_CELL_LINES, stop)):
        readings = ordinal_cell(lines[later].text)
        if any(m.family == marker.family and m.parts == marker.parts for m in readings):
            return held + (later - at) < width
        if any(m.family == marker.family and m.value == marker.value + 1 for m in readings):
            return True
    return True


def _units(lines: Sequence[Line]) -> int:
    """Return how many cells ``lines`` hold at a guess: runs of bullets and lines in lower case join."""
    count, in_bullets = 0, False
    for line in lines:
        is_bullet = bullet(line.text) is not None
        joined = (is_bullet and in_bullets) or (count > 0 and starts_lower(line.text))
        count += 0 if joined else 1
        in_bullets = is_bullet or (in_bullets and joined)
    return count


def _width(lines: Sequence[Line], pieces: Sequence[_Piece], headings: int) -> int:
    """Return the number of cells of a full row, ordinal left out (see the module's rule 2)."""
    counts = Counter(
        _units(lines[piece.start + 1 : piece.stop])
        for piece in pieces[:-1] or pieces
        if piece.stop - piece.start > 2
    )
    if not counts:
        return max(headings - 1, 1)
    if counts.get(headings - 1, 0) * 2 >= sum(counts.values()):
        return max(headings - 1, 1)
    width, share = counts.most_common(1)[0]
    if width < headings - 1 and share * 2 >= sum(counts.values()):
        return max(width, 1)
    return max(headings - 1, 1)


def _grouped(headings: Sequence[str], width: int, samples: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return ``width`` column headings from heading cells of which some only group others.

    The first row of headings comes first, then the headings below the groups, in order. Every way to share
    the last cells out among groups is tried; the one whose columns fit the sample rows best is taken.
    """
    cells = list(headings[1:])
    groups = len(cells) - width
    if groups <= 0 or groups > 4 or len(cells) > 24:
        return tuple((cells + [""] * width)[:width])
    best: tuple[float, tuple[str, ...]] = (float("-inf"), tuple(cells[:width]))
    for below in range(2 * groups, len(cells) - groups + 1):
        top, tail = cells[: len(cells) - below], cells[len(cells) - below :]
        for places in combinations(range(len(top)), groups):
            for sizes in _shares(below, groups):
                columns = _columns(top, tail, places, sizes)
                score = sum(_fit(columns, sample) for sample in samples) - 0.01 * below
                score += 0.05 * sum(_likely_group(top[place]) for place in places)
                if score > best[0]:
                    best = (score, columns)
    return best[1]


def _shares(total: int, groups: int) -> list[tuple[int, ...]]:
    """Return the ways to share ``total`` sub-headings among ``groups``, at least two each, equal ones first."""
    if groups == 1:
        return [(total,)]
    if total % groups == 0:
        return [(total // groups,) * groups]
    return [
        (size, *rest)
        for size in range(2, total - 2 * (groups - 1) + 1)
        for rest in _shares(total - size, groups - 1)
    ]


def _columns(
    top: Sequence[str], tail: Sequence[str], places: Sequence[int], sizes: Sequence[int]
) -> tuple[str, ...]:
    columns: list[str] = []
    used, group = 0, 0
    for place, heading in enumerate(top):
        if place in places:
            columns += [f"{heading} / {sub}" for sub in tail[used : used + sizes[group]]]
            used, group = used + sizes[group], group + 1
        else:
            columns.append(heading)
    return tuple(columns)


def _likely_group(heading: str) -> int:
    """Return 1 for a heading that usually groups: a year, a period, targets."""
    return (
        1 if re.search(r"20\d\d|muc tieu|lo trinh|hien trang|kinh phi|don vi|thoi gian", fold(heading)) else 0
    )


def _fit(columns: Sequence[str], sample: Sequence[str]) -> float:
    score = 0.0
    for heading, cell in zip(columns, sample, strict=False):
        role = column_role(heading)
        if role is not None:
            score += fits(role.cell, cell_kind(cell))
    return score


def _expected(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> list[Column]:
    """Return what each column awaits, by its heading and by the rows with one line a cell."""
    expected = []
    for place, heading in enumerate(columns):
        kinds = Counter(cell_kind(sample[place]) for sample in samples)
        role = column_role(heading)
        common = kinds.most_common(1)[0] if kinds else None
        if common is not None and common[1] * 2 >= len(samples) and len(samples) >= 3:
            expected.append(Column(heading, common[0], 1.0))
        else:
            expected.append(Column(heading, role.cell if role else "", 0.7))
    return expected


def read_flat_table(lines: Sequence[Line], at: int, limit: int, ends: Callable[[int], bool]) -> Table | None:
    """Read the flattened table that begins at line ``at``; None when there is none.

    ``limit`` is the first line that can't belong to it; ``ends(i)`` tells whether line ``i`` belongs to the
    text around the table (a heading that follows on, a closing, another table).
    """
    body = _body_start(lines, at)
    if body is None or body >= limit:
        return None
    heading_lines = lines[at:body]
    body = _index_row(lines, body)
    stop = next((i for i in range(body + 1, limit) if ends(i)), limit)
    headings = _headings(heading_lines)
    pieces = _cut(lines, body, stop, None)
    if not pieces:
        return None
    width = _width(lines, pieces, len(headings))
    first_group = _first_group(headings, pieces, width)
    if first_group:
        headings = headings[:-1]
        heading_lines = heading_lines[:-1]
        width = len(headings) - 1
    pieces = _cut(lines, body, stop, width)
    samples = [
        [line.text for line in lines[piece.start + 1 : piece.stop]]
        for piece in pieces
        if piece.stop - piece.start - 1 == width
    ]
    columns = _grouped(headings, width, samples)
    expected = _expected(columns, samples)
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


def _first_group(headings: Sequence[str], pieces: Sequence[_Piece], width: int) -> bool:
    """Tell whether the last heading cell is a group title: rows count anew further down, without group ordinals."""
    anew = 0
    for before, piece in zip(pieces, pieces[1:], strict=False):
        plain = before.marker.family == "number" and piece.marker.family == "number"
        anew += plain and piece.marker.parts == (1,)
    return anew > 0 and pieces[0].marker.parts == (1,) and width in (len(headings) - 2, len(headings) - 1) and (
        column_role(headings[-1]) is None or width == len(headings) - 2
    )


def _line_after(lines: Sequence[Line], span: Span, piece: _Piece) -> int:
    """Return the first line of ``piece`` that its last row did not take."""
    position = piece.stop
    while position > piece.start + 1 and lines[position - 1].start >= span.end:
        position -= 1
    return position


def _span(lines: Sequence[Line], start: int, stop: int) -> Span:
    return Span(lines[start].start, lines[stop - 1].end)


def _rows(
    lines: Sequence[Line], piece: _Piece, following: _Piece | None, columns: Sequence[Column]
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


def _is_group(piece: _Piece, following: _Piece | None, texts: Sequence[str], width: int) -> bool:
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
