"""Which of a plan's targets a question means, and which of their years and levels."""

from __future__ import annotations

from collections.abc import Sequence

from actions.engine import figures
from actions.engine.compose.base import Case
from actions.engine.compose.targets.narrowing import at_levels_named, narrowed
from actions.engine.evidence import Family
from actions.engine.syllables import find, folded, tokens
from knowledge.model import Indicator

_MOST_FAMILIES = 3
_NEAR = 0.05
_CALLED = 0.5
"""A target is called by the words asked where they are this much of its name."""
_AS_MUCH = 0.6
_OTHER_PLAN = 0.25


def chosen(case: Case) -> list[Family]:
    """Return the families that answer: of each plan the best, and those of the same plan hardly worse.

    A family with a value for the year asked goes before one without; a plan whose best fits much worse
    than another plan's is left out.
    """
    families = case.finder.families(case.question, case.documents)
    best = max((items[0].score for items in families.values()), default=0.0)
    result: list[Family] = []
    others: list[Family] = []
    for items in families.values():
        near = [item for item in items if item.score >= best - _OTHER_PLAN]
        dated = [item for item in near if asked_members(case, item.members)]
        near = _so_much(case, dated or near)
        room = _MOST_FAMILIES if len(families) == 1 else 1
        kept = _so_named([item for item in near if item.score >= near[0].score - _NEAR])[:room]
        result += kept
        others += [item for item in near if item not in kept]
    if "same_target" in case.question.cues and len(result) > 1:
        return result  # whether they count the same is what is asked
    return narrowed(case, _ranked(case, result), others)


def _so_much(case: Case, families: list[Family]) -> list[Family]:
    """Keep the targets of the value stated, where it is asked whether two plans' figures are of one."""
    stated = case.question.figures
    if "same_target" not in case.question.cues or len(stated) != 1:
        return families
    held = [
        item
        for item in families
        if any(figures.same_value(stated[0], member) for member in asked_members(case, item.members))
    ]
    return held or families


def _ranked(case: Case, families: list[Family]) -> list[Family]:
    """Leave shares and counts out where a place among the provinces is asked ("đứng thứ mấy")."""
    if not {"ranks", "foremost"} & case.question.cues:
        return families
    return [item for item in families if item.members[0].comparison == figures.RANK] or families


def _so_named(families: Sequence[Family]) -> list[Family]:
    """Leave out targets that only hold the words asked where another is called by them.

    "Kinh tế số bao nhiêu phần trăm?" asks for its share of GRDP, not for the share of its workers.
    """
    best = families[0].match.precision if families else 0.0
    if best < _CALLED:
        return list(families)
    return [item for item in families if item.match.precision >= best * _AS_MUCH]


def answers_year(case: Case, family: Family) -> bool:
    """Return whether the target has a value for the years asked."""
    return bool(asked_members(case, family.members))


def asked_members(case: Case, members: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the members for the years and level asked; all of them where nothing is said."""
    level, years = case.question.level, case.question.years
    if level:
        wanted = folded(tokens(level))
        at_level = [item for item in members if find(wanted, folded(tokens(item.scope.level))) >= 0]
        members = at_level or [item for item in members if not item.scope.level] or list(members)
    else:
        members = at_levels_named(case, members)
    if years:
        of_year = [item for item in members if item.year in years]
        without = [item for item in members if item.year is None]
        from_baseline = [
            item for item in members if item.baseline is not None and item.baseline.year in years
        ]
        members = of_year or without or from_baseline
    return tuple(members)
