"""How much a target rises between two years, plan by plan: the difference of its levels, not the levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.engine import figures
from actions.engine.compose.absence import look_again
from actions.engine.compose.base import Case, joined, province_buttons, shorten, unique
from actions.engine.evidence import Family
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Indicator

_NAME = 110
_LEAST = 2


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
        and item.comparison not in ("top", "range")
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
