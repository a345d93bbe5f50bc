"""Where rows of a flattened table begin: which lone ordinal comes next, and is the row before it full?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lines import Line
from knowledge.markers import Marker, letter_follows, ordinal_cell

MAX_CELL_LINES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines ``[start, stop)`` of one row; ``marker`` is its ordinal, on line ``start``."""

    marker: Marker
    start: int
    stop: int


class _Numbering:
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


def cut_rows(lines: Sequence[Line], start: int, stop: int, width: int | None) -> list[Piece]:
    """Cut lines ``[start, stop)`` into rows; ``width`` is the number of cells of a full row, if known."""
    pieces: list[Piece] = []
    ordinals = _Numbering()
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
            pieces.append(Piece(opened[0], opened[1], position))
        ordinals.take(marker)
        opened = (marker, position)
    if opened is not None:
        pieces.append(Piece(opened[0], opened[1], stop))
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
    full = at + width - held
    if full < stop and any(m.parts == marker.parts for m in ordinal_cell(lines[full].text)):
        return False
    for later in range(at + 1, min(at + 1 + MAX_CELL_LINES, stop)):
        readings = ordinal_cell(lines[later].text)
        if any(m.family == marker.family and m.parts == marker.parts for m in readings):
            return held + (later - at) < width
        if any(m.family == marker.family and m.value == marker.value + 1 for m in readings):
            return True
    return True
