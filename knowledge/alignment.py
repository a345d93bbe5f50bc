"""Share the lines of one flattened table row out among its columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.cells import cell_kind, fits
from knowledge.lines import starts_lower
from knowledge.markers import bullet

MAX_LINES = 80
_MISSING = -1.2
_JOIN_SURE = 0.6
_JOIN_OPEN = 0.2
_JOIN_BREAK = -0.7
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
    if before.endswith((",", ";", ":", "-", "và")):
        return _JOIN_SURE
    return _JOIN_OPEN - 0.4 if len(before) > 120 and before[-1:] != "." else _JOIN_BREAK


def align(texts: Sequence[str], columns: Sequence[Column], whole: bool) -> list[int]:
    """Return how many lines each column takes, in order.

    All lines are shared out when ``whole``; else (the last row of a table) lines at the end may be left for
    the text after the table. A group title after a full row is left over too, whatever ``whole`` says, when
    it does not fit the last column.
    """
    width = len(columns)
    if len(texts) == width:
        return [1] * width
    if len(texts) > MAX_LINES:
        head = [1] * min(width, len(texts))
        return head + [0] * (width - len(head))
    return _best(texts, columns, whole)


def _best(texts: Sequence[str], columns: Sequence[Column], whole: bool) -> list[int]:
    """Find the best sharing by dynamic programming over (lines taken, columns filled)."""
    count, width = len(texts), len(columns)
    joins = [0.0] + [join_score(a, b) for a, b in itertools.pairwise(texts)]
    scores = [[float("-inf")] * (width + 1) for _ in range(count + 1)]
    taken = [[0] * (width + 1) for _ in range(count + 1)]
    scores[0][0] = 0.0
    for place in range(width):
        column = columns[place]
        for used in range(count + 1):
            base = scores[used][place]
            if base == float("-inf"):
                continue
            # of two columns that a cell may stand in the earlier one is likelier: plans leave out the later
            _offer(scores, taken, used, place, 0, base + _MISSING - 0.05 * (width - place))
            if used == count:
                continue
            score = base + column.weight * fits(column.expected, cell_kind(texts[used])) + 0.3
            _offer(scores, taken, used, place, 1, score)
            for stop in range(used + 2, count + 1):
                score += joins[stop - 1]
                _offer(scores, taken, used, place, stop - used, score)
    last = max(range(count + 1), key=lambda used: scores[used][width] + _end_score(used, count, whole))
    shares: list[int] = []
    for place in range(width, 0, -1):
        share = taken[last][place]
        shares.append(share)
        last -= share
    return shares[::-1]


def _end_score(used: int, count: int, whole: bool) -> float:
    return 0.0 if used == count else _LEFT_OVER - (0.5 if whole else 0.0)


def _offer(
    scores: list[list[float]], taken: list[list[int]], used: int, place: int, share: int, score: float
) -> None:
    if score > scores[used + share][place + 1]:
        scores[used + share][place + 1] = score
        taken[used + share][place + 1] = share
