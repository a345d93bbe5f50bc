"""Of several targets that fit, only those asked for: what is counted, at which level, and no twins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import Case
from actions.engine.evidence import Family
from actions.engine.lists import mark_groups, marks
from actions.engine.match import similarity
from actions.engine.syllables import PLACE, Tokens, find, folded, tokens
from knowledge.model import Indicator

_WINDOW = 4
_TWIN = 0.6


def narrowed(case: Case, kept: Sequence[Family], others: Sequence[Family]) -> list[Family]:
    """Return the targets among ``kept`` that the question asks for, without twins.

    A question that counts several things ("bao nhiêu hộ, bao nhiêu thôn") takes the missing ones from
    ``others``, the further targets of the same plans that fit.
    """
    parts: Sequence[Family] = [part for item in kept for part in parted(item)]
    spare = [part for item in others for part in parted(item)]
    parts = _counted(case, parts, spare)
    result: list[Family] = []
    for item in parts:
        if not any(_twins(case, item, other) for other in result):
            result.append(item)
    return result


def parted(family: Family) -> list[Family]:
    """Part a target whose clause gives two values for the same year and level into one for each name."""
    places = [(item.year, item.period, item.scope.level, item.scope.sector) for item in family.members]
    if len(set(places)) == len(places):
        return [family]
    named: dict[str, list[Indicator]] = {}
    for item in family.members:
        named.setdefault(item.name, []).append(item)
    return [replace(family, name=name, members=tuple(members)) for name, members in named.items()]


def at_levels_named(case: Case, members: Sequence[Indicator]) -> Sequence[Indicator]:
    """Return the members for the levels that the question names in passing ("hồ sơ của xã")."""
    nouns = {item.scope.level: folded(tokens(item.scope.level))[-1:] for item in members if item.scope.level}
    if len(nouns) < 2:
        return members
    terms = folded(case.question.terms)
    other = {word for mark in marks("not_level_before") for word in folded(tokens(mark))}
    named = {
        level
        for level, noun in nouns.items()
        if any(
            terms[at : at + 1] == noun and not other.intersection(terms[at + 1 : at + 2])
            for at in range(len(terms))
        )
    }
    return [item for item in members if item.scope.level in named] if named else members


def _counted(case: Case, parts: Sequence[Family], spare: Sequence[Family]) -> Sequence[Family]:
    """Keep the targets that count what is asked ("mấy xã": 300 xã, no 6 huyện)."""
    windows = _asked_counts(case)
    if not windows:
        return parts
    found: list[Family] = []
    for window in windows:
        own = [item for item in parts if _counts(item, window)]
        own = own or ([item for item in spare if _counts(item, window)][:1] if len(windows) > 1 else [])
        found += [item for item in own if item not in found]
    return found or parts


def _asked_counts(case: Case) -> list[Tokens]:
    """Return the syllables after each "mấy", "bao nhiêu" and each share ("100% số xã") of the question."""
    syllables = folded(tokens(case.question.normalized))
    windows = []
    for mark in (*marks("count_words"), *(item.text for item in case.question.figures)):
        wanted = folded(tokens(mark))
        for at in range(len(syllables) - len(wanted) + 1):
            if syllables[at : at + len(wanted)] == wanted:
                windows.append(syllables[at + len(wanted) : at + len(wanted) + _WINDOW])
    return windows


def _counts(family: Family, window: Tokens) -> bool:
    """Return whether a target counts one of the things in a window of the question.

    Its unit says what it counts; of a share, the names of things that stand in its name.
    """
    asked = counted_groups(" ".join(window))
    for item in family.members:
        unit = folded(tokens(item.unit))
        if unit and unit[0].isalpha():
            held = find(unit[:1], window) >= 0
        else:
            held = bool(asked & counted_groups(item.name))
        if held:
            return True
    return False


def counted_groups(text: str) -> frozenset[str]:
    """Return the kinds of things (households, communes ...) that a text names; the longer name goes first."""
    left = list(folded(tokens(text)))
    phrases = [
        (folded(tokens(word)), group) for group, words in mark_groups("counted").items() for word in words
    ]
    found = set()
    for wanted, group in sorted(phrases, key=lambda pair: -len(pair[0])):
        at = find(wanted, left)
        while at >= 0:
            found.add(group)
            left[at : at + len(wanted)] = [PLACE]
            at = find(wanted, left)
    return frozenset(found)


def _twins(case: Case, first: Family, second: Family) -> bool:
    """Return whether two targets of one plan are the same one, stated in two places."""
    names = case.finder.prepared.names
    if first.document_id != second.document_id or first.members[0].clause == second.members[0].clause:
        return False
    values = [
        {(item.comparison, item.value, item.unit) for item in family.members} for family in (first, second)
    ]
    return values[0] == values[1] and (
        similarity(names[first.members[0].id], names[second.members[0].id]) >= _TWIN
    )
