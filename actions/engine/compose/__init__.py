"""Which composers may answer which type of question, in order: the first that finds evidence does."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.compose import assignments, comparison, documents, indicators, listing, passages, talk
from actions.engine.compose.base import Case, Composer, joined
from actions.engine.types import Draft
from actions.engine.words import Tokens, tokens

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

_ABOUT_A_BODY: dict[str, tuple[Composer, ...]] = {
    "responsible": (assignments.responsible, passages.passage),
    "definition": (documents.definition, passages.passage),
    "passage": (passages.passage,),
}
_SAYS_ITS_SUBJECT = frozenset({"funding", "reporting"})
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
    draft = _first(case, PLANS.get(question.type, PLANS["unknown"]))
    if draft is not None and draft.template != "no_tasks":
        return draft
    if question.agencies and not case.telling:
        # A body that is given no task may be what the question is about ("Tổ công nghệ số cộng đồng").
        named = replace(case.question, agencies=(), terms=_words_of(case), topic=joined(question.agencies))
        composers = _ABOUT_A_BODY.get(question.type, _ABOUT_A_BODY["passage"])
        other = _first(replace(case, question=named), composers)
        if other is not None and other.status == "answered":
            return other
    if draft is not None:
        return draft
    # The classifier alone may not refuse; with no evidence and no name of ours, its doubt decides.
    if question.intent == "out_of_scope" and not (question.provinces or question.agencies):
        return passages.out_of_scope(case)
    if not case.telling and not question.agencies and question.type not in _SAYS_ITS_SUBJECT:
        return passages.too_open(case)
    return passages.not_found(case)


def _first(case: Case, composers: tuple[Composer, ...]) -> Draft | None:
    for composer in composers:
        draft = composer(case)
        if draft is not None:
            return draft
    return None


def _words_of(case: Case) -> Tokens:
    words = (word for agency in case.question.agencies for word in tokens(agency))
    return tuple(dict.fromkeys(word for word in words if not case.words.is_silent(word, False)))
