"""What a target measures, so that only like is ranked with like: of whom or what, and of which part of them.

"100% cơ sở y tế" and "30% dân số trưởng thành" speak of one subject, and neither is higher than the other;
nor can a share of the population be set against a share of those from 15 years on. The words stand in
``words/marks.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from actions.engine.lists import mark_groups, marks
from actions.engine.syllables import PLACE, Tokens, find, folded, tokens
from knowledge.model import Indicator
from knowledge.text import fold

_AGE = re.compile(r"(?:từ\s+)?\d+(?:\s*[-–]\s*\d+)?\s+tuổi(?:\s+trở\s+lên)?", re.IGNORECASE)
_PERCENT = "%"
_LEAST_SHARED = 0.45
"""Two names that share less than this of the shorter one may be of different things."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one target is a share or number of.

    Attributes:
        group: kind of thing ("people"); empty where the name says none.
        label: the thing and its limits in words ("dân số từ 15 tuổi trở lên"); empty where there is none.
        limits: which of them count ("từ 15 tuổi trở lên").
        share: a percentage of them, not a number.
    """

    group: str
    label: str
    limits: frozenset[str]
    share: bool

    def is_like(self, other: Measure) -> bool:
        """Return whether values of both may be ranked; a name that says nothing fits any."""
        if self.share != other.share or self.limits != other.limits:
            return False
        return not self.group or not other.group or self.group == other.group


def measure_of(item: Indicator) -> Measure:
    """Return what a target measures, read from its unit, and for a share from its name."""
    if item.unit != _PERCENT:
        unit = " ".join(item.unit.split())
        return Measure(fold(unit), unit, frozenset(), False)
    syllables = tokens(item.name)
    group, thing = _measured(syllables)
    ages = [" ".join(found.group().split()).lower() for found in _AGE.finditer(item.name)]
    limits = [*ages, *(limit for limit in marks("limits") if find(tokens(limit), syllables) >= 0)]
    label = " ".join([thing, *(limit for limit in limits if limit not in thing)]) if thing else ""
    return Measure(group, label, frozenset(limits), True)


def _measured(syllables: Tokens) -> tuple[str, str]:
    """Return the kind of thing measured and its words: what is reached, else what the name says first."""
    found: list[tuple[int, str, str]] = []
    left = list(syllables)
    for wanted, group, said in _phrases():
        at = find(wanted, left)
        while at >= 0:
            found.append((at, group, said))
            left[at : at + len(wanted)] = [PLACE] * len(wanted)
            at = find(wanted, left)
    if not found:
        return "", ""
    reached = [tokens(word) for word in marks("coverage_words")]
    covered = [
        item
        for item in found
        if any(syllables[max(0, item[0] - len(word)) : item[0]] == word for word in reached)
    ]
    _, group, said = min(covered or found)
    return group, said


def things_in(text: str, plain: bool = False) -> tuple[tuple[Tokens, frozenset[str]], ...]:
    """Return the things that a text names, each with the kinds of thing it may stand for.

    "Doanh nghiệp" stands for small firms, too: their name begins with it.
    """
    form = folded if plain else tuple
    left = list(form(tokens(text)))
    found: list[tuple[Tokens, frozenset[str]]] = []
    for wanted, _, _ in _phrases():
        at = find(form(wanted), left)
        if at >= 0:
            left[at : at + len(wanted)] = [PLACE] * len(wanted)
            groups = frozenset(group for phrase, group, _ in _phrases() if phrase[: len(wanted)] == wanted)
            found.append((wanted, groups))
    return tuple(found)


def things_of(item: Indicator) -> frozenset[str]:
    """Return the kinds of thing that a target is a share or number of, its level of government among them."""
    named = [item.scope.level] if item.unit == _PERCENT else [item.scope.level, item.unit]
    beside = frozenset(group for text in named for _, groups in things_in(text) for group in groups)
    return beside | {measure_of(item).group}


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[Tokens, str, str], ...]:
    named = [
        (tokens(word), group, word) for group, words in mark_groups("measured").items() for word in words
    ]
    return tuple(sorted(named, key=lambda item: -len(item[0])))


def shared_part(left: dict[str, float], right: dict[str, float]) -> float:
    """Return how much of the shorter of two names the other holds, 0..1 (see ``match.name_words``)."""
    least = min(sum(left.values()), sum(right.values()))
    return sum(value for word, value in left.items() if word in right) / least if least else 0.0


def alike_in(measures: Sequence[Measure], names: Sequence[dict[str, float]]) -> list[int]:
    """Return the places of the largest set that may be ranked together; of two as large the first."""
    best: list[int] = []
    for first, measure in enumerate(measures):
        same = [
            at
            for at, other in enumerate(measures)
            if measure.is_like(other)
            and (at == first or shared_part(names[first], names[at]) >= _LEAST_SHARED)
        ]
        # One that says nothing fits any; those that say something must fit one another.
        told = [measures[at] for at in same if measures[at].group]
        same = [at for at in same if not told or told[0].is_like(measures[at])]
        if len(same) > len(best):
            best = same
    return best
