"""Answers about reports: who reports what to whom and by when."""

from __future__ import annotations

from collections.abc import Sequence

from actions.engine.compose.base import Case
from actions.engine.compose.duties.assignments import MOST_EACH, Duty, duty_draft, duty_values
from actions.engine.compose.duties.involved import involves, is_group
from actions.engine.conversation.followups import points_at_body
from actions.engine.lists import marks
from actions.engine.match import Match
from actions.engine.syllables import find, folded, tokens
from actions.engine.types import Draft
from knowledge.model import Assignment
from knowledge.text import fold, squeeze

_FEW = 2


def reporting(case: Case) -> Draft | None:
    """Answer who reports what to whom and by when."""
    documents = {document.id for document in case.documents}
    wanted = [fold(mark) for mark in marks("reporting_marks")]
    pool = [
        item
        for item in case.library.assignments
        if item.document_id in documents and any(mark in fold(squeeze(item.quote)) for mark in wanted)
    ]
    if points_at_body(case.question) and all(is_group(name) for name in case.question.agencies):
        # "sở đó báo cáo lên đâu": one body, that the groups named before report to.
        pool = [item for item in pool if not all(is_group(body) for body in item.lead)][:1] or pool
    elif case.question.agencies:
        own = [item for item in pool if involves(case, item, case.question.agencies)]
        # Two plans set side by side: a body of the one is none of the other.
        silent = documents - {item.document_id for item in own}
        beside = [item for item in pool if item.document_id in silent] if case.question.provinces else []
        pool = [*own, *beside] if own else pool
    else:
        pool = _told(case, pool) or pool
    if not pool:
        return None
    pool.sort(key=lambda item: (not item.period, -_mark_count(item, wanted)))
    if len(documents) == 1:
        pool = [item for item in pool if item.period] or pool
    else:
        pool = _of_each(pool, _FEW if case.question.provinces else 1)
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in pool[:MOST_EACH]]
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return duty_draft(case, "reporting", duty_values(case, duties), duties, bodies)


def _of_each(pool: Sequence[Assignment], most: int) -> list[Assignment]:
    """Return the first duties of each plan: those that say when, where a plan has such."""
    by_plan: dict[str, list[Assignment]] = {}
    for item in pool:
        by_plan.setdefault(item.document_id, []).append(item)
    dated = ([item for item in items if item.period] or items for items in by_plan.values())
    return [item for items in dated for item in items[:most]]


def asked_alone(case: Case) -> bool:
    """Return whether a question is about reporting and nothing else ("ai phải báo cáo thường xuyên hơn")."""
    syllables = folded(tokens(case.question.normalized))
    subject = folded(word for mark in marks("reporting_marks") for word in tokens(mark))
    noise = {word for mark in marks("reporting_noise") for word in folded(tokens(mark))}
    return find(subject, syllables) >= 0 and set(folded(case.telling)) <= noise.union(subject)


def _told(case: Case, pool: Sequence[Assignment]) -> list[Assignment]:
    """Return the reports that go to a body that the question names ("ai báo cáo Bộ A?")."""
    registry, same = case.library.registry, case.finder.prepared.same_body
    named = [mention.surface for mention in registry.find_agencies(case.question.normalized, typed=True)]
    return [
        item
        for item in pool
        if any(
            same(mention.surface, name) for name in named for mention in registry.find_agencies(item.quote)
        )
    ]


def _mark_count(item: Assignment, wanted: Sequence[str]) -> int:
    quote = fold(squeeze(item.quote))
    return sum(quote.count(mark) for mark in wanted)
