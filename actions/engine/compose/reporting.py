"""Answers about reports: who reports what to whom and by when."""

from __future__ import annotations

from collections.abc import Sequence

from actions.engine.compose.assignments import MOST_EACH, Duty, duty_draft, duty_values
from actions.engine.compose.base import Case
from actions.engine.compose.involved import involves
from actions.engine.match import Match
from actions.engine.types import Draft
from actions.engine.words import marks
from knowledge.model import Assignment
from knowledge.text import fold, squeeze


def reporting(case: Case) -> Draft | None:
    """Answer who reports what to whom and by when."""
    documents = {document.id for document in case.documents}
    wanted = [fold(mark) for mark in marks("reporting_marks")]
    pool = [
        item
        for item in case.library.assignments
        if item.document_id in documents and any(mark in fold(squeeze(item.quote)) for mark in wanted)
    ]
    if case.question.agencies:
        own = [item for item in pool if involves(case, item, case.question.agencies)]
        pool = own or pool
    if not pool:
        return None
    pool.sort(key=lambda item: (not item.period, -_mark_count(item, wanted)))
    if case.question.provinces or len(documents) == 1:
        pool = [item for item in pool if item.period] or pool
    else:
        first_of: dict[str, Assignment] = {}
        for item in pool:
            first_of.setdefault(item.document_id, item)
        pool = list(first_of.values())
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in pool[:MOST_EACH]]
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return duty_draft(case, "reporting", duty_values(case, duties), duties, bodies)


def _mark_count(item: Assignment, wanted: Sequence[str]) -> int:
    quote = fold(squeeze(item.quote))
    return sum(quote.count(mark) for mark in wanted)
