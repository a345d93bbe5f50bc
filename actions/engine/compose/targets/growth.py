"""How much a target rises between two years, plan by plan: the difference of its levels, not the levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.engine import figures
from actions.engine.compose.base import Case, joined, plan_name, province_buttons, shorten, unique
from actions.engine.compose.targets.absence import look_again
from actions.engine.compose.targets.pools import (
    asks_which_target,
    named_sections,
    sections_of_parts,
    under_sections,
)
from actions.engine.evidence import Family
from actions.engine.match import NO_MATCH
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Indicator
from knowledge.text import squeeze

_NAME = 110
_LEAST = 2
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """One plan's rise of a target from one year to another."""

    province: str
    first: tuple[int, str, float]
    last: Indicator
    gap: Decimal


def growth(case: Case, families: Sequence[Family]) -> Draft | None:
    """Compare how much each plan's target rises between the years asked; None where too little is known."""
    if "growth" not in case.question.cues or any(_is_yearly(item) for item in families):
        return None
    known = {item.document_id for item in families}
    closer = look_again(case, families, [item for item in case.documents if item.id not in known])
    span = _span(case)
    steps: list[_Step] = []
    short: list[Family] = []
    for family in (*families, *closer.same):
        step = _step(case, family, span)
        if step is None:
            short.append(family)
        else:
            steps.append(step)
    if not steps or len(steps) + len(short) < _LEAST:
        return None
    top, low = max(item.gap for item in steps), min(item.gap for item in steps)
    facts = (*(item.last for item in steps), *(member for family in short for member in family.members))
    ends = [item for family in (*families, *closer.same) for item in family.members]
    cited = [item for item in ends if any(_belongs(item, step) for step in steps)]
    return Draft(
        status="answered",
        template="growth",
        values={
            "name": shorten(families[0].name, _NAME),
            "steps": [
                {
                    "province": item.province,
                    "start": str(item.first[0]),
                    "from": item.first[1],
                    "end": str(item.last.year),
                    "to": figures.worded(item.last.value_text, item.last.unit),
                    "text": figures.step(item.first[2], item.last.value or 0.0) or phrase("no_step"),
                }
                for item in steps
            ],
            "equal": len(steps) > 1 and top == low,
            "most": joined([item.province for item in steps if item.gap == top]) if top != low else "",
            "least": joined([item.province for item in steps if item.gap == low]) if top != low else "",
            "short": joined([case.document(item.document_id).province for item in short]),
            "absent": joined([item.province for item in (*closer.spoken, *closer.absent)]),
            "no_quote": True,
        },
        facts=facts,
        citations=unique(case.cite(item) for item in (*cited, *facts)),
        computed=tuple(figures.step(item.first[2], item.last.value or 0.0) for item in steps),
        buttons=province_buttons(item.province for item in steps) if len(steps) > 1 else (),
        total=len(steps),
    )


def most_grown(case: Case) -> Draft | None:
    """Answer which target of a plan, or of a group of it, rises most or least between two years.

    What is farthest from its goal has most to rise from where it starts.
    """
    question = case.question
    far, near = "far_off" in question.cues, "near_goal" in question.cues
    asked = ("growth" in question.cues or far or near) and asks_which_target(case) and not question.agencies
    if not asked or len(case.documents) != 1:
        return None
    pool = [item for item in case.library.indicators if item.document_id == case.documents[0].id]
    sections = (named_sections(case, pool) or sections_of_parts(case, pool)) if case.telling else []
    if sections or (case.telling and not (far or near)):
        pool = under_sections(case, pool, sections)
    steps = [(item, step) for item in pool if (step := _step_of(case, item, pool)) is not None]
    if far or near:
        # How far a goal is off is told from where the plan starts, not from another goal.
        starts = {item.baseline.year for item in pool if item.baseline is not None}
        steps = [(item, step) for item, step in steps if step.first[0] in starts]
    if not steps:
        return None
    least = near or ("lowest" in question.cues and not far)
    edge = (min if least else max)(step.gap for _, step in steps)
    best = {step.last.id: (item, step) for item, step in reversed(steps) if step.gap == edge}
    shown = list(best.values())[::-1][:_MOST]
    return Draft(
        status="answered",
        template="most_grown",
        values={
            "plan": plan_name(case.documents[0]),
            "sections": joined([f"“{shorten(squeeze(clause.heading), _NAME)}”" for clause in sections]),
            "least": least,
            "far": far or near,
            "start": str(shown[0][1].first[0]),
            "end": str(shown[0][1].last.year),
            "items": [
                {
                    "name": shorten(item.name, _NAME),
                    "from": step.first[1],
                    "to": figures.worded(step.last.value_text, step.last.unit),
                    "text": figures.step(step.first[2], step.last.value or 0.0) or phrase("no_step"),
                }
                for item, step in shown
            ],
        },
        facts=tuple(step.last for _, step in shown),
        citations=unique(case.cite(record) for item, step in shown for record in (item, step.last)),
        computed=tuple(figures.step(step.first[2], step.last.value or 0.0) for _, step in shown),
        total=len(shown),
    )


def _step_of(case: Case, item: Indicator, pool: Sequence[Indicator]) -> _Step | None:
    """Return a target's step between the years asked; a single year before the targets begins it."""
    members = tuple(other for other in pool if case.finder.same_target(item, other))
    if len({(other.scope.level, other.scope.sector) for other in members}) > 1:
        return None
    span = _span(case)
    aimed = sorted(other.year for other in pool if other.year and other.baseline is not None)
    if span is None and case.question.years and aimed and case.question.years[0] < aimed[0]:
        span = (case.question.years[0], aimed[0])
    elif span is None and aimed and {"far_off", "near_goal"} & case.question.cues:
        goal = next(iter(case.question.years), aimed[0])
        starts = [other.baseline.year for other in members if other.baseline and other.baseline.year]
        span = (min(starts), goal) if starts else None
    family = Family(item.document_id, item.name, members, NO_MATCH, 0.0)
    return None if _is_yearly(family) else _step(case, family, span)


def _is_yearly(family: Family) -> bool:
    return any(item.comparison == "increase" for item in family.members)


def _belongs(item: Indicator, step: _Step) -> bool:
    return item.document_id == step.last.document_id and item.year in (step.first[0], step.last.year)


def _span(case: Case) -> tuple[int, int] | None:
    """Return the two years asked, as a period or one by one; None where none are named."""
    stated = sorted(cue for cue in case.question.cues if cue.startswith(figures.PERIOD))
    years = [int(year) for cue in stated for year in cue.removeprefix(figures.PERIOD).split("-")]
    years = years or sorted(case.question.years)
    return (min(years), max(years)) if len(set(years)) > 1 else None


def _step(case: Case, family: Family, span: tuple[int, int] | None) -> _Step | None:
    """Return a plan's step between two years of a share: those asked, else the first and the last."""
    shares = [
        item
        for item in family.members
        if item.unit == "%"
        and item.value is not None
        and item.year
        and item.comparison not in (figures.RANK, "range")
    ]
    points = {
        item.year: (item.year, figures.worded(item.value_text, item.unit), item.value)
        for item in reversed(shares)
        if item.year and item.value is not None
    }
    for item in shares:
        base = item.baseline
        if base is not None and base.year and base.value is not None and figures.change(base, item):
            points.setdefault(base.year, (base.year, figures.worded(base.value_text), base.value))
    targets = sorted({item.year for item in shares if item.year})
    start, end = span or ((targets[0], targets[-1]) if len(targets) > 1 else (0, 0))
    last = next((item for item in shares if item.year == end), None)
    if last is None or last.value is None or start not in points or start == end:
        return None
    first = points[start]
    gap = figures.difference(first[2], last.value)
    return _Step(case.document(family.document_id).province, first, last, gap)
