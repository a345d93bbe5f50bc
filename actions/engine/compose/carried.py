"""Answers in the kind of the turn before: another plan's ranks; the time of the plan that holds a task."""

from __future__ import annotations

from dataclasses import replace

from actions.engine import figures
from actions.engine.compose.base import Case
from actions.engine.compose.plans.documents import schedule
from actions.engine.compose.targets.indicators import of_families
from actions.engine.evidence import Family
from actions.engine.match import NO_MATCH
from actions.engine.types import Draft
from knowledge.model import Indicator

_RANKS = "ranks"
_MOST = 4


def ranks(case: Case) -> Draft | None:
    """Answer "tỉnh B thì sao?" after another plan's rank with the ranks that this plan aims at."""
    if _RANKS not in case.question.cues or len(case.documents) != 1:
        return None
    groups: list[list[Indicator]] = []
    for item in case.library.indicators:
        if item.document_id != case.documents[0].id or item.comparison != figures.RANK:
            continue
        if case.question.years and item.year not in case.question.years:
            continue
        group = next((group for group in groups if case.finder.same_target(group[0], item)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    families = [Family(g[0].document_id, g[0].name, tuple(g), NO_MATCH, 1.0) for g in groups[:_MOST]]
    return of_families(case, families) if families else None


def of_the_plan(case: Case) -> Draft | None:
    """Answer by when a task is done, of which no time is given, with the time of a plan for a single year."""
    if len(case.documents) != 1 or "typed" not in case.question.cues or not case.telling:
        return None
    period = case.documents[0].period
    if period is None or period[0] != period[1]:
        return None
    held = any(item.fits for item in case.finder.clauses(case.question, case.documents)[:1])
    return schedule(replace(case, question=replace(case.question, terms=()))) if held else None
