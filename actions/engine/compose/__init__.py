"""Which composers may answer which type of question, in order: the first that finds evidence does."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.compose import carried, filters, given, limits, listing, talk, terms, today
from actions.engine.compose.base import Case, Composer
from actions.engine.compose.duties import assignments, reporting, tasks, timing
from actions.engine.compose.plans import documents, funding, holders, metadata, officials, places
from actions.engine.compose.quotes import counted, lists_compared, names, nearby, passages, series
from actions.engine.compose.targets import (
    comparison,
    counts,
    growth,
    indicators,
    measuring,
    onesided,
    parts,
    several,
)
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft
from knowledge.text import fold, squeeze

unintelligible = limits.unintelligible

PLANS: dict[str, tuple[Composer, ...]] = {
    "indicator": (
        counted.stated_place,
        indicators.unranked,
        indicators.indicator,
        carried.ranks,
        counted.stated_otherwise,
        passages.passage_with_figure,
        passages.passage_without_amount,
    ),
    "baseline": (
        counted.stated_place,
        indicators.unranked,
        indicators.baseline,
        passages.passage_with_figure,
    ),
    "measured_by": (
        measuring.measured_list,
        measuring.measures_none,
        indicators.measured_by,
        assignments.responsible,
    ),
    "results": (counted.stated_place, indicators.results),
    "compare": (
        counted.stated_place,
        listing.targets_counted,
        comparison.compare,
        indicators.indicator,
        passages.passage_of_each,
    ),
    "responsible": (
        funding.who_funds,
        funding.funding_of_duty,
        assignments.responsible,
        indicators.measured_if_known,
        tasks.by_clause,
        tasks.no_tasks,
        passages.unassigned,
    ),
    "coordinates": (
        assignments.coordinates,
        parts.partners,
        tasks.no_partners,
        tasks.no_tasks,
        passages.unassigned,
    ),
    "agency_tasks": (tasks.agency_tasks, measuring.measured_list, tasks.no_tasks, passages.passage),
    "deadline": (
        documents.schedule_by_title,
        assignments.deadline,
        tasks.tasks_of_year,
        documents.schedule,
        timing.of_the_same_name,
        indicators.indicator,
        carried.of_the_plan,
        passages.passage,
    ),
    "reporting": (reporting.reporting, passages.passage),
    "list": (
        listing.listing,
        tasks.agency_tasks,
        comparison.of_all,
        passages.passage,
        indicators.indicator,
        tasks.no_tasks_at_all,
    ),
    "count": (
        counted.stated_count,
        listing.count,
        counted.stated_otherwise,
        indicators.indicator,
        passages.passage_as_asked,
        tasks.no_tasks_at_all,
    ),
    "definition": (documents.definition, passages.passage),
    "funding": (funding.who_funds, funding.funding, funding.said_of_it),
    "doc_meta": (documents.doc_meta, passages.passage_as_asked),
    "passage": (counted.stated_place, passages.passage, indicators.indicator, listing.listing),
    "unknown": (counted.stated_place, indicators.indicator, passages.passage),
}

_ABOUT_A_BODY: dict[str, tuple[Composer, ...]] = {
    "responsible": (assignments.responsible, passages.passage),
    "definition": (documents.definition, passages.passage),
    "passage": (passages.passage,),
}
_BEFORE_ALL: tuple[Composer, ...] = (
    listing.held_by_the_assistant,
    officials.signed_in_office,
    officials.holder,
    terms.changed,
    today.today,
    places.place,
    documents.unsaid_plan,
    documents.overview,
    holders.listed,
    holders.issued_in,
    holders.cited_document,
    metadata.signed_by,
    metadata.by_date,
    limits.named_elsewhere,
    filters.most_tasks,
    tasks.weighed,
    counts.by_section,
    counts.by_body,
    growth.most_grown,
    filters.by_baseline,
    filters.filtered_tasks,
    lists_compared.set_beside,
    onesided.only_in_one,
    comparison.lacking,
    parts.extreme,
    parts.extreme_of_group,
    parts.kinds,
    nearby.state_of_affairs,
    nearby.solutions,
    nearby.under_picture,
    names.named,
    listing.rows_counted,
    counted.headed_so,
    series.enumerated,
    several.side_by_side,
)
_WHOLE_SUBJECT = 0.9
_SAYS_ITS_SUBJECT = frozenset({"funding", "reporting"})
_ABOUT_PLANS = frozenset({"list", "count", "passage", "unknown", "out_of_scope", "indicator"})


def compose(case: Case) -> Draft:
    """Return the draft of the first composer that finds evidence, else the honest no."""
    draft = _composed(case)
    if funding.lacks_sum(case, draft):
        draft = funding.funding(case) or limits.not_found(case)
    return given.held_to(case, counted.corrected(case, draft))


def _composed(case: Case) -> Draft:
    question = case.question
    if question.type == "smalltalk":
        return talk.smalltalk(case)
    if question.type == "unsafe":
        return talk.unsafe(case)
    if question.type == "contact" and (draft := talk.contact(case)) is not None:
        return draft
    if question.unheld and not question.provinces:
        return limits.out_of_scope(case)
    for composer in _BEFORE_ALL:
        if (draft := composer(case)) is not None:
            return draft
    if question.type in _ABOUT_PLANS and (draft := listing.plans_asked(case)) is not None:
        return draft
    draft = _first(case, PLANS.get(question.type, PLANS["unknown"]))
    if draft is not None and _everyday(case, draft):
        return limits.out_of_scope(case)
    if draft is not None and draft.template != "no_tasks":
        return draft
    if question.agencies and (other := _about_the_body(case)) is not None:
        return other
    if draft is not None:
        return draft
    # The classifier alone may not refuse; with no evidence and no name of ours, its doubt decides.
    if question.intent == "out_of_scope" and (question.sure or not (question.provinces or question.agencies)):
        return limits.out_of_scope(case)
    if not case.telling and not question.agencies and question.type not in _SAYS_ITS_SUBJECT:
        return limits.too_open(case)
    return nearby.said_nearby(case) or limits.not_found(case)


def _everyday(case: Case, draft: Draft) -> bool:
    """Return whether a message that is likely about something else lacks a word in what was found for it.

    "Căn cước bị mất thì làm lại ở đâu?" shares a name with a task; that it was lost stands nowhere.
    """
    question = case.question
    named = question.provinces or question.agencies or question.documents
    doubtful = question.sure and question.type == "out_of_scope"
    if question.intent != "out_of_scope" or named or not (doubtful or case.finder.strange(question)):
        return False
    said = set(folded(tokens(" ".join(citation.quote for citation in draft.citations))))
    return not set(folded(case.telling)) <= said


def _first(case: Case, composers: tuple[Composer, ...]) -> Draft | None:
    for composer in composers:
        draft = composer(case)
        if draft is not None:
            return draft
    return None


def _said_of_the_body(case: Case) -> Draft | None:
    """Answer by a clause that holds the whole subject and names the bodies asked about.

    "Ai là lực lượng nòng cốt của Tổ công nghệ số cộng đồng?" asks about the body, not for its task.
    """
    draft = passages.passage(replace(case, question=replace(case.question, agencies=())))
    if draft is None or draft.status != "answered" or len(draft.citations) != 1:
        return None
    said = draft.citations[0].quote
    named = [mention.surface for mention in case.library.registry.find_agencies(said)]
    same = case.finder.prepared.same_body
    whole = case.finder.match_text(case.question, said).coverage >= _WHOLE_SUBJECT
    known = map(case.library.registry.identify, case.question.agencies)
    bodies = [name for name, item in zip(case.question.agencies, known, strict=True) if item and item.agency]
    stands = all(any(same(agency, other) for other in named) for agency in bodies)
    return draft if whole and stands else None


def _about_the_body(case: Case) -> Draft | None:
    """Read a body that is given no task as part of the subject ("Tổ công nghệ số cộng đồng do ai lập?").

    A body by itself must stand in the answer word for word; a group ("các xã thí điểm") beside a subject
    only helps to find it.
    """
    question = case.question
    registry = case.library.registry
    identified = [registry.identify(agency) for agency in question.agencies]
    if case.telling and any(item is not None and item.agency is not None for item in identified):
        return _said_of_the_body(case)
    # As it is written: "điện lực" may be no body's name but the sector.
    mentions = registry.find_agencies(question.normalized, typed=True)
    written = {item.agency.name: item.surface for item in mentions if item.agency and item.surface.islower()}
    bodies = [written.get(agency, agency) for agency in question.agencies]
    words = (word for agency in bodies for word in tokens(agency))
    terms = (*question.terms, *(word for word in words if not case.words.is_silent(word, False)))
    named = replace(
        question,
        agencies=(),
        terms=tuple(dict.fromkeys(folded(terms) if question.plain else terms)),
        topic=" ".join([question.topic, *bodies]).strip(),
    )
    composers = _ABOUT_A_BODY.get(question.type, _ABOUT_A_BODY["passage"])
    draft = _first(replace(case, question=named), composers)
    if draft is None or draft.status != "answered":
        return None
    texts = fold(squeeze(" ".join(citation.quote for citation in draft.citations)))
    stands = all(fold(squeeze(agency)) in texts for agency in bodies)
    return draft if stands or case.telling else None
