"""The headings of a flattened table: where they end, how wide a row is, which headings only group others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from knowledge.alignment import Column, fitness
from knowledge.cells import cell_kind, column_role, fits, is_ordinal_heading
from knowledge.lines import Line, starts_lower
from knowledge.markers import bullet, ordinal_cell
from knowledge.ordinals import Piece
from knowledge.text import fold, squeeze
from knowledge.wording import wording

MAX_HEADER = 30
MAX_CELLS = 24
MAX_GROUPS = 4
MAX_SAMPLE = 24
MAX_ROW_LINES = 60


def is_table_start(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a flattened table begins at line ``at``: an ordinal heading, headings, a first ordinal."""
    if not is_ordinal_heading(lines[at].text):
        return False
    if fold(lines[at].text) == "so" and not (at + 1 < len(lines) and fold(lines[at + 1].text) == "tt"):
        return False
    return body_start(lines, at) is not None


def body_start(lines: Sequence[Line], at: int) -> int | None:
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


def after_index_row(lines: Sequence[Line], start: int) -> int:
    """Return the line after a row of column numbers ("(1)", "(2)" ... or "1", "2", "3", "4") at ``start``."""
    position, expected = start, 1
    while position < len(lines) and lines[position].text.strip("() ") == str(expected):
        position, expected = position + 1, expected + 1
    return position if expected > 3 else start


def heading_cells(lines: Sequence[Line]) -> list[str]:
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


def _units(texts: Sequence[str]) -> int:
    """Return how many cells ``texts`` make at a guess: runs of bullets and lines in lower case join."""
    count, in_bullets = 0, False
    for text in texts:
        is_bullet = bullet(text) is not None
        joined = (is_bullet and in_bullets) or (count > 0 and starts_lower(text))
        count += 0 if joined else 1
        in_bullets = is_bullet or (in_bullets and joined)
    return count


def choose_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the headings of the columns, ordinal left out, that explain ``rows`` (lines of each) best.

    Tried are: every heading a column; some headings only group others; some columns empty in every row. Each
    is judged by how well the rows can be shared out among its columns (``knowledge.alignment.fitness``).
    """
    cells = tuple(headings[1:])
    sample = _sample([row for row in rows if len(row) > 1])
    if not sample or not cells:
        return cells or ("",)
    tried: dict[tuple[str, ...], float] = {cells: 0.0}
    for width in _likely_widths(sample, len(cells)):
        full = [row for row in sample if len(row) == width]
        if len(full) >= 2:
            tried.setdefault(*_left_out(cells, width, full))
        grouped = _grouped(cells, width, full)
        if grouped is not None and (len(full) >= 2 or grouped[1] > 0):
            tried.setdefault(*grouped)
    return max(tried, key=lambda names: tried[names] + _fitness(names, sample))


def _sample(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return some of the rows, spread evenly: enough to judge by."""
    step = max(1, len(rows) // MAX_SAMPLE)
    return [row for row in rows[::step] if len(row) <= MAX_ROW_LINES][:MAX_SAMPLE]


def _likely_widths(rows: Sequence[Sequence[str]], most: int) -> list[int]:
    """Return numbers of cells below ``most`` that many rows have, by lines or by what the lines join to."""
    counts = Counter(len(row) for row in rows) + Counter(_units(row) for row in rows)
    widths = [width for width, _ in counts.most_common(4)]
    return [width for width in widths if max(1, most - MAX_GROUPS) <= width < most and most <= MAX_CELLS]


def _fitness(names: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    columns = awaited(names, [row for row in rows if len(row) == len(names)])
    return sum(fitness(row, columns) for row in rows) / len(rows)


def _left_out(
    cells: tuple[str, ...], width: int, rows: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], float]:
    """Return the best ``width`` of the headings, the others' columns being empty, and a penalty for it."""
    best: tuple[float, tuple[str, ...]] = (float("-inf"), cells[:width])
    for places in list(combinations(range(len(cells)), len(cells) - width))[::-1]:
        columns = tuple(cell for place, cell in enumerate(cells) if place not in places)
        score = sum(_fit(columns, row) for row in rows) + 0.02 * max(places)
        if score > best[0]:
            best = (score, columns)
    return best[1], -0.3 * (len(cells) - width)


def _grouped(
    cells: tuple[str, ...], width: int, rows: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], float] | None:
    """Return the best reading of the headings as groups with headings below them, and a prior for it.

    The first row of headings comes first, then the headings below the groups, in order. Every way to share
    the last cells out among groups is tried.
    """
    groups = len(cells) - width
    best: tuple[float, tuple[str, ...], float] | None = None
    for below in range(2 * groups, len(cells) - groups + 1):
        top, tail = cells[: len(cells) - below], cells[len(cells) - below :]
        for places in combinations(range(len(top)), groups):
            prior = sum(0.1 if _likely_group(top[place]) else -0.3 for place in places)
            for sizes in _shares(below, groups):
                columns = _columns(top, tail, places, sizes)
                score = sum(_fit(columns, row) for row in rows) - 0.01 * below + prior
                if best is None or score > best[0]:
                    best = (score, columns, prior)
    return (best[1], best[2]) if best is not None else None


def _shares(total: int, groups: int) -> list[tuple[int, ...]]:
    """Return the ways to share ``total`` sub-headings among ``groups``, each two or more."""
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
    folded = fold(heading)
    return 1 if re.search(r"20\d\d", folded) or any(w in folded for w in wording().group_heading) else 0


def _fit(columns: Sequence[str], sample: Sequence[str]) -> float:
    score = 0.0
    for heading, cell in zip(columns, sample, strict=False):
        role = column_role(heading)
        if role is not None:
            score += fits(role.cell, cell_kind(cell))
    return score


def awaited(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> list[Column]:
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


def group_title_last(headings: Sequence[str], pieces: Sequence[Piece], width: int) -> bool:
    """Tell whether the last heading cell is a group title: further down rows count anew without one."""
    anew = 0
    for before, piece in pairwise(pieces):
        plain = before.marker.family == "number" and piece.marker.family == "number"
        anew += plain and piece.marker.parts == (1,)
    return (
        anew > 0
        and pieces[0].marker.parts == (1,)
        and width in (len(headings) - 2, len(headings) - 1)
        and (column_role(headings[-1]) is None or width == len(headings) - 2)
    )
