"""Tables by their rules: lines and cell frames of a PDF page put together to rows and merged cells.

Coordinates are points from the lower left corner, as in PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.readers.building import Cell

_THIN = 2.5
_SNAP = 3.0
_MAX_RULES = 4000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a rule (thin) or a frame."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight line: ``at`` is its fixed coordinate, ``[low, high]`` its extent."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A grid of rules; ``owner[row][column]`` is the merged cell that a place belongs to."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]

    def cells(self, read: Callable[[Box], str]) -> list[list[Cell]]:
        """Return the cells, rows from the top; ``read`` gives the text inside a rectangle."""
        places: dict[int, list[tuple[int, int]]] = {}
        for row, line in enumerate(self.owner):
            for column, key in enumerate(line):
                places.setdefault(key, []).append((row, column))
        known = {key: Cell(read(self._box(spots)), key) for key, spots in places.items()}
        return [[known[key] for key in line] for line in self.owner]

    def _box(self, spots: list[tuple[int, int]]) -> Box:
        rows = [row for row, _ in spots]
        columns = [column for _, column in spots]
        return Box(
            self.columns[min(columns)],
            self.rows[max(rows) + 1],
            self.columns[max(columns) + 1],
            self.rows[min(rows)],
        )


def find_tables(boxes: list[Box]) -> list[RuledTable]:
    """Return the ruled tables of a page, from its top; at least two rows and two columns each."""
    if len(boxes) > _MAX_RULES:
        return []
    flat, upright = _rules(boxes)
    tables = []
    for across, down in _components(flat, upright):
        table = _grid(across, down)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: -table.box.top)


def _rules(boxes: list[Box]) -> tuple[list[_Rule], list[_Rule]]:
    flat: list[_Rule] = []
    upright: list[_Rule] = []
    for box in boxes:
        width, height = box.right - box.left, box.top - box.bottom
        if height <= _THIN and width > _THIN * 2:
            flat.append(_Rule((box.top + box.bottom) / 2, box.left, box.right))
        elif width <= _THIN and height > _THIN * 2:
            upright.append(_Rule((box.left + box.right) / 2, box.bottom, box.top))
        elif width > _THIN * 2 and height > _THIN * 2:
            flat += [_Rule(box.top, box.left, box.right), _Rule(box.bottom, box.left, box.right)]
            upright += [_Rule(box.left, box.bottom, box.top), _Rule(box.right, box.bottom, box.top)]
    return flat, upright


def _components(flat: list[_Rule], upright: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Group rules that touch: each group is one table."""
    rules = [(rule, True) for rule in flat] + [(rule, False) for rule in upright]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one in range(len(flat)):
        for other in range(len(flat), len(rules)):
            if _cross(rules[one][0], rules[other][0]):
                parent[root(one)] = root(other)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for index, (rule, is_flat) in enumerate(rules):
        groups.setdefault(root(index), ([], []))[0 if is_flat else 1].append(rule)
    return list(groups.values())


def _cross(flat: _Rule, upright: _Rule) -> bool:
    return (
        flat.low - _SNAP <= upright.at <= flat.high + _SNAP
        and upright.low - _SNAP <= flat.at <= upright.high + _SNAP
    )


def _grid(flat: list[_Rule], upright: list[_Rule]) -> RuledTable | None:
    columns = _snapped([rule.at for rule in upright])
    rows = _snapped([rule.at for rule in flat])[::-1]
    if len(columns) < 3 or len(rows) < 3:
        return None
    width, height = len(columns) - 1, len(rows) - 1
    parent = list(range(width * height))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for row in range(height):
        for column in range(width):
            here = row * width + column
            middle_y = (rows[row] + rows[row + 1]) / 2
            middle_x = (columns[column] + columns[column + 1]) / 2
            if column + 1 < width and not _ruled(upright, columns[column + 1], middle_y):
                parent[root(here + 1)] = root(here)
            if row + 1 < height and not _ruled(flat, rows[row + 1], middle_x):
                parent[root(here + width)] = root(here)
    owner = tuple(tuple(root(row * width + column) for column in range(width)) for row in range(height))
    if len({key for line in owner for key in line}) < 4:
        return None
    return RuledTable(Box(columns[0], rows[-1], columns[-1], rows[0]), tuple(columns), tuple(rows), owner)


def _snapped(values: list[float]) -> list[float]:
    """Return sorted coordinates, those closer than the snap distance as one."""
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > _SNAP:
            snapped.append(value)
    return snapped


def _ruled(rules: list[_Rule], at: float, across: float) -> bool:
    return any(
        abs(rule.at - at) <= _SNAP and rule.low - _SNAP <= across <= rule.high + _SNAP for rule in rules
    )
