"""Share the lines of one flattened table row out among its columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.cells import cell_kind, fits
from knowledge.lines import starts_lower
from knowledge.markers import bullet
from knowledge.wording import wording

MAX_LINES = 80
_MISSING = -1.2
_JOIN_SURE = 0.6
_JOIN_OPEN = 0.2
_JOIN_BREAK = -0.7
_SHORT_COLUMN = 0.5
_FILLED = 0.3
_BROKEN = 0.4
_EVEN = 0.8
_LEFT_OVER = -0.3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the kind of cell awaited ("" when unknown), and how sure that is (0 to 1)."""

    heading: str
    expected: str
    weight: float


def join_score(before: str, after: str) -> float:
    """Return how likely ``after`` goes on with the cell that ``before`` is a line of."""
    if starts_lower(after) or after[:1] in "(,;)":
        return _JOIN_SURE
    if bullet(after) is not None:
        return _JOIN_SURE if bullet(before) is not None or before.endswith(":") else _JOIN_OPEN - 0.3
    if before.endswith((",", ";", ":")) or (before.endswith("-") and len(before) > 3):
        return _JOIN_SURE
    if before.rsplit(" ", 1)[-1].lower() in wording().open_end:
        return _JOIN_SURE
    return _JOIN_OPEN - 0.4 if len(before) > 120 and before[-1:] != "." else _JOIN_BREAK


def _join_in(column: Column, before: str, after: str) -> float:
    """Return the same for a given column: values, units and times seldom run over a line."""
    score = join_score(before, after)
    short = column.expected in ("value", "unit", "period")
    opens = after[:1] == "(" or bullet(after) is not None
    return score - _SHORT_COLUMN if short and not opens else score


def align(texts: Sequence[str], columns: Sequence[Column], whole: bool) -> list[int]:
    """Return how many lines each column takes, in order.

    All lines are shared out when ``whole``; else (the last row of a table) lines at the end may be left for
    the text after the table. A group title after a full row is left over too, whatever ``whole`` says, when
    it does not fit the last column.
    """
    width = len(columns)
    if len(texts) > MAX_LINES:
        head = [1] * min(width, len(texts))
        return head + [0] * (width - len(head))
    shares, score = _best(texts, columns, whole)
    if len(texts) == width and _one_a_line(texts, columns) >= score:
        return [1] * width
    return shares


def fitness(texts: Sequence[str], columns: Sequence[Column]) -> float:
    """Return how well the lines of a row can be shared out among ``columns``."""
    score = _best(texts, columns, True)[1]
    return max(score, _one_a_line(texts, columns)) if len(texts) == len(columns) else score


def _one_a_line(texts: Sequence[str], columns: Sequence[Column]) -> float:
    """Return the score of one line a cell, the likeliest reading where the numbers agree."""
    held = sum(_cell_score(column, text) for column, text in zip(columns, texts, strict=True))
    return held + _EVEN


def _cell_score(column: Column, text: str) -> float:
    kind = cell_kind(text)
    broken = kind == "text" and starts_lower(text) and column.expected != "unit"
    return column.weight * fits(column.expected, kind) + _FILLED - (_BROKEN if broken else 0.0)


def _best(texts: Sequence[str], columns: Sequence[Column], whole: bool) -> tuple[list[int], float]:
    """Find the best sharing and its score, by dynamic programming over (lines taken, columns filled)."""
    count, width = len(texts), len(columns)
    scores = [[float("-inf")] * (width + 1) for _ in range(count + 1)]
    taken = [[0] * (width + 1) for _ in range(count + 1)]
    scores[0][0] = 0.0
    for place, column in enumerate(columns):
        joins = [0.0] + [_join_in(column, a, b) for a, b in itertools.pairwise(texts)]
        starts = [_cell_score(column, text) for text in texts]
        for used in range(count + 1):
            base = scores[used][place]
            if base == float("-inf"):
                continue
            # of two columns that a cell may stand in the earlier one is likelier: plans leave out the later
            _offer(scores, taken, used, place, 0, base + _MISSING - 0.05 * (width - place))
            if used == count:
                continue
            score = base + starts[used]
            _offer(scores, taken, used, place, 1, score)
            for stop in range(used + 2, count + 1):
                score += joins[stop - 1]
                _offer(scores, taken, used, place, stop - used, score)
    ends = [scores[used][width] + _end_score(used, count, whole) for used in range(count + 1)]
    last = max(range(count + 1), key=ends.__getitem__)
    best = ends[last]
    shares: list[int] = []
    for place in range(width, 0, -1):
        share = taken[last][place]
        shares.append(share)
        last -= share
    return shares[::-1], best


def _end_score(used: int, count: int, whole: bool) -> float:
    return 0.0 if used == count else _LEFT_OVER - (0.5 if whole else 0.0)


def _offer(
    scores: list[list[float]], taken: list[list[int]], used: int, place: int, share: int, score: float
) -> None:
    if score > scores[used + share][place + 1]:
        scores[used + share][place + 1] = score
        taken[used + share][place + 1] = share
