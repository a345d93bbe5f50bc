"""Which composers may answer which type of question, in order: the first that finds evidence does."""

from __future__ import annotations

from actions.engine.compose import assignments, comparison, documents, indicators, listing, passages, talk
from actions.engine.compose.base import Case, Composer
from actions.engine.types import Draft

PLANS: dict[str, tuple[Composer, ...]] = {
    "indicator": (indicators.indicator, passages.passage_with_figure),
    "baseline": (indicators.baseline, passages.passage_with_figure),
    "measured_by": (indicators.measured_by, assignments.responsible),
    "results": (indicators.results,),
    "compare": (comparison.compare, indicators.indicator, passages.passage),
    "responsible": (
        assignments.responsible,
        indicators.measured_if_known,
        assignments.no_tasks,
        passages.unassigned,
    ),
    "coordinates": (
        assignments.coordinates,
        assignments.responsible,
        assignments.no_tasks,
        passages.unassigned,
    ),
    "agency_tasks": (assignments.agency_tasks, assignments.no_tasks),
    "deadline": (assignments.deadline, documents.schedule, indicators.indicator, passages.passage),
    "reporting": (assignments.reporting, passages.passage),
    "list": (listing.listing, assignments.agency_tasks, passages.passage, indicators.indicator),
    "count": (listing.count, indicators.indicator, passages.passage),
    "definition": (documents.definition, passages.passage),
    "funding": (documents.funding, passages.passage),
    "doc_meta": (documents.doc_meta,),
    "passage": (passages.passage, indicators.indicator, listing.listing),
    "unknown": (indicators.indicator, passages.passage),
}

_ABOUT_PLANS = frozenset({"list", "count", "passage", "unknown", "out_of_scope", "indicator"})


def compose(case: Case) -> Draft:
    """Return the draft of the first composer that finds evidence, else the honest no."""
    question = case.question
    if question.type == "smalltalk":
        return talk.smalltalk(case)
    if question.type == "unsafe":
        return talk.unsafe(case)
    if question.unheld and not question.provinces:
        return passages.out_of_scope(case)
    if question.type in _ABOUT_PLANS and (draft := listing.plans_asked(case)) is not None:
        return draft
    for composer in PLANS.get(question.type, PLANS["unknown"]):
        draft = composer(case)
        if draft is not None:
            return draft
    if question.type == "out_of_scope":
        return passages.out_of_scope(case)
    if not case.telling and not question.agencies:
        return passages.too_open(case)
    return passages.not_found(case)
