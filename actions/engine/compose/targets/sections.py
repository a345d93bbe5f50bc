"""Two plans' targets under the heading that a question names ("mục tiêu xã hội số"), side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import Case, joined
from actions.engine.compose.targets.listed import grouped, target_list
from actions.engine.compose.targets.pools import named_sections, targets_asked
from actions.engine.evidence import Family
from actions.engine.types import Draft
from knowledge.model import Indicator

_TAKEN_IN_TURN = 3
"""How many targets of one plan stand together before the other plan's follow."""
_CALLED = 0.5
"""A target is itself called by the subject where the words asked are this much of its name."""


def sections_compared(case: Case, kept: Sequence[Family]) -> Draft | None:
    """Set the targets of a whole subject side by side; None where single targets are called so.

    ``kept`` are the targets that fit best. "Kinh tế số" is a heading and a target's own name: then the
    target compares. "Xã hội số" is only the heading.
    """
    if any(family.match.precision >= _CALLED for family in kept):
        return None
    pool = targets_asked(case)
    headed = {clause.document_id for clause in named_sections(case, pool)}
    of_plan: dict[str, list[list[Indicator]]] = {}
    for group in grouped(pool):
        of_plan.setdefault(group[0].document_id, []).append(group)
    if len(headed & of_plan.keys()) < 2:
        return None
    draft = target_list(case, "sections_compared", _in_turn(list(of_plan.values())))
    if draft is None:
        return None
    counts = [
        (case.document(document_id).province, str(len(groups))) for document_id, groups in of_plan.items()
    ]
    return replace(
        draft,
        values={
            **draft.values,
            "counts": joined([f"{province} {count}" for province, count in counts]),
            "lacking": joined([item.province for item in case.documents if item.id not in of_plan]),
        },
        computed=(*draft.computed, *(count for _, count in counts)),
    )


def _in_turn(plans: Sequence[Sequence[Sequence[Indicator]]]) -> list[Indicator]:
    """Return the plans' targets, a few of each in turn, so that the first page holds some of every plan."""
    longest = max(len(groups) for groups in plans)
    return [
        item
        for start in range(0, longest, _TAKEN_IN_TURN)
        for groups in plans
        for group in groups[start : start + _TAKEN_IN_TURN]
        for item in group
    ]
