"""Answers by quoting: the clause that fits, or - where nothing fits - the honest no with what is nearest."""

from __future__ import annotations

import re
from typing import Any

from actions.engine.compose.base import (
    Case,
    clause_text,
    excerpt,
    plan_name,
    province_buttons,
    quoted,
    unique,
)
from actions.engine.compose.duties import assignments
from actions.engine.compose.listing import section
from actions.engine.compose.subject import Subject
from actions.engine.evidence import FITS, Scored
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft
from knowledge.model import Clause, Document
from knowledge.number_words import in_digits
from knowledge.text import fold, squeeze

_TEXT = 430
_SHORT = 220
NEAREST = 300
_MOST = 3
_NEAR = 0.15
_WHICH_PLANS = frozenset({"all_provinces", "what_held"})
_SECTION = 160
_HEADING = 25
_BARE = 70
_LIST_BONUS = 0.1
NEAREST_LEAST = 0.34
LOOKED_AT = 12
_CERTAIN = 0.95
_EXPLAINED = frozenset({"definition", "passage", "unknown"})
_YEAR = re.compile(r"\b20\d\d\b")
_FOOTNOTE_MARK = re.compile(r"\[\d+\]")


def passage(case: Case) -> Draft | None:
    """Answer with the clauses that hold the subject, each plan's best one."""
    fitting = _fitting(case)
    if {"indicators", "yes_no"} <= case.question.cues:
        # "Có chỉ tiêu X không?": a clause whose targets are others is none.
        fitting = [item for item in fitting if not about_other_targets(case, item.record)]
    fitting = [item for item in fitting if not lacks_the_deed(case, item)]
    if not fitting:
        return None
    fitting = [_spoken_out(case, item) for item in fitting]
    first = fitting[0].record
    children = case.library.children(first)
    if len(fitting) == 1 and len(children) >= 2 and len(squeeze(first.text)) < _SECTION:
        return section(case, first)
    several = len({item.record.document_id for item in fitting}) > 1
    rows: list[dict[str, Any]] = [
        {
            "plan": plan_name(case.document(item.record.document_id)),
            "province": case.document(item.record.document_id).province,
            "row": item.record.kind == "row",
            "text": clause_text(case, item.record, _SHORT if len(fitting) > 1 else _TEXT),
        }
        for item in fitting
    ]
    clauses = tuple(item.record for item in fitting)
    return Draft(
        status="answered",
        template="passage",
        values={
            "rows": rows,
            "several": several,
            "single": not several,
            "exists": _surely_there(case, fitting[0]),
            "no_quote": True,
        },
        facts=clauses,
        citations=unique(case.cite_clause(clause) for clause in clauses),
        buttons=province_buttons(row["province"] for row in rows) if several else (),
        total=len(rows),
    )


def lacks_the_deed(case: Case, item: Scored[Clause]) -> bool:
    """Return whether a clause lacks what a question begins with and no plan says ("có tuyển ... không?")."""
    first = set(case.telling[:1])
    asks = "yes_no" in case.question.cues and first.intersection(item.match.missing)
    return bool(asks and first.intersection(case.finder.strange(case.question)))


def _surely_there(case: Case, best: Scored[Clause]) -> bool:
    """Return whether a clause holds all of what a question asks to exist ("có nói về X không?")."""
    question = case.question
    claims = question.agencies or question.figures or question.counts or {"lead", "either"} & question.cues
    asks = "yes_no" in question.cues and question.type in _EXPLAINED
    return asks and not claims and not best.match.missing and best.match.main >= _CERTAIN


_WHOLE = 0.75
"""A clause that covers this much of the question's words may answer it though it doesn't name its subject."""


def passage_of_each(case: Case) -> Draft | None:
    """Answer which plans speak of a thing ("tỉnh nào nhắc đến X?") where no amount of it is asked."""
    return passage_without_amount(case) if case.question.cues >= _WHICH_PLANS else None


def passage_as_asked(case: Case) -> Draft | None:
    """Answer by quoting; where it is asked how many, only by a clause that states a number."""
    return passage_with_figure(case) if "how_many" in case.question.cues else passage(case)


def passage_with_figure(case: Case) -> Draft | None:
    """Answer a question for a figure by a clause whose fitting sentence states one."""
    if case.finder.strange(case.question):
        return None
    fitting = _fitting(case)
    if not fitting or about_other_targets(case, fitting[0].record):
        return None
    text = clause_text(case, fitting[0].record, _SHORT)
    # A share is asked: the years of a duty state none.
    text = _YEAR.sub("", text) if "how_many" in case.question.cues else text
    return passage(case) if any(map(str.isdigit, text)) else None


def about_other_targets(case: Case, clause: Clause) -> bool:
    """Return whether the clause's figures are targets whose names say nothing of what is asked."""
    prepared = case.finder.prepared
    stated = [
        prepared.indicators[item.id]
        for item in case.library.indicators
        if (item.document_id, item.clause) == (clause.document_id, clause.address)
    ]
    named = [case.finder.match(case.question, field).main for field in stated]
    return bool(named) and max(named) < NEAREST_LEAST


def passage_without_amount(case: Case) -> Draft | None:
    """Answer with the clause that fits where no amount is asked ("lắp ở đâu", "phủ tới đâu")."""
    asks_amount = {"how_many", "indicators", "difference"} & case.question.cues or case.question.ellipsis
    if asks_amount or case.finder.strange(case.question):
        return None
    draft = passage(case)
    claimed = {tokens(item.text)[0].lstrip("0") for item in (*case.question.counts, *case.question.figures)}
    if draft is None or not claimed:
        return draft
    # "300 xã, phải không?": a clause without the number neither confirms nor denies it.
    stated = {word.lstrip("0") for item in draft.citations for word in tokens(in_digits(item.quote))}
    return draft if claimed & stated else None


def unassigned(case: Case) -> Draft | None:
    """Say that the plan holds the subject but gives it to no body of its own.

    Where the clause about the subject is itself a duty of somebody, that is the answer.
    """
    fitting = _fitting(case)
    if not fitting:
        return None
    if not {"who", "typed", "lead", "coordinate"} & case.question.cues and not case.question.agencies:
        return passage(case)  # no word asks for a body: the classifier only guesses
    subject = Subject.of(case)
    about = [
        item.record
        for item in _ranked(case)
        if subject.worth(case, item.record.text, " ".join(item.record.path[-1:]), item.record.document_id) > 0
    ]
    near = about[0] if about else fitting[0].record if fitting[0].match.coverage >= _WHOLE else None
    if near is None:
        return None
    given = assignments.given_in(case, near)
    if given is not None or not about:
        return given
    clause = near
    shown = clause_text(case, clause, NEAREST)
    if _names_doer(case, shown):
        return passage(case)
    nearest = assignments.nearest_duty(case, clause.document_id, _WHOLE)
    facts: tuple[Any, ...] = (clause,)
    citations = [case.cite_clause(clause)]
    if nearest is not None:
        facts, citations = (nearest.assignment, clause), [case.cite(nearest.assignment), *citations]
    return Draft(
        status="answered" if nearest is not None else "not_found",
        template="unassigned",
        values={
            "plan": plan_name(case.document(clause.document_id)),
            "text": shown,
            "items": [assignments.item_values(case, nearest)] if nearest is not None else [],
            "several": False,
            "no_quote": True,
        },
        facts=facts,
        citations=unique(citations),
        bodies=nearest.assignment.lead if nearest is not None else (),
        total=1,
    )


def _names_doer(case: Case, text: str) -> bool:
    """Return whether a sentence that gives no duty names who does it ("do Bộ X cung cấp")."""
    before = {fold(mark) for mark in marks("doer_marks")}
    return any(
        before.intersection(folded(tokens(text[: mention.span.start]))[-1:])
        for mention in case.library.registry.find_agencies(text)
    )


def quoted_whole(case: Case, clause: Clause) -> Draft:
    """Return the answer that quotes a clause."""
    return quoted(case, clause, clause_text(case, clause, _TEXT), row=clause.kind == "row")


def passage_of(case: Case, clause: Clause, sentence: str) -> Draft:
    """Return the answer that quotes one sentence of a clause."""
    if clause.kind == "row":
        return quoted_whole(case, clause)
    return quoted(case, clause, excerpt(case, sentence.lstrip("-–+•* ").rstrip("; "), _TEXT))


def _fitting(case: Case) -> list[Scored[Clause]]:
    """Return each plan's best clause that holds the subject, best first."""
    ranked = _ranked(case)
    if not ranked:
        return []
    several = len({item.record.document_id for item in ranked}) > 1
    if several:
        ranked = [item for item in ranked if len(squeeze(item.record.text)) >= _BARE] or ranked
    if case.question.type == "list" or any(term.isdigit() for term in case.question.terms):
        ranked.sort(key=lambda item: -(item.score + _listed(item.record)))
    if "why" in case.question.cues:
        least = ranked[0].score - _LIST_BONUS
        ranked.sort(key=lambda item: item.score < least or not _gives_reasons(item.record))
    top = ranked[0].score
    first_of: dict[str, Scored[Clause]] = {}
    # "Tỉnh nào nhắc đến X?": every plan that does, be it in passing.
    each = case.question.cues >= _WHICH_PLANS
    for item in ranked:
        if not item.match.missing if each else item.score >= top - _NEAR:
            first_of.setdefault(item.record.document_id, item)
    return list(first_of.values())[: len(case.documents) if each else _MOST]


def _ranked(case: Case) -> list[Scored[Clause]]:
    """Return the clauses that hold the subject, best first."""
    if not case.telling:
        return []
    return [
        item
        for item in case.finder.clauses(case.question, case.documents)
        if item.fits and not _only_heading(case, item.record)
    ]


def _only_heading(case: Case, clause: Clause) -> bool:
    """Return whether a clause is a bare heading that no part of its own follows."""
    return (is_bare(clause) or len(squeeze(clause.text)) < _HEADING) and not case.library.children(clause)


def _spoken_out(case: Case, item: Scored[Clause]) -> Scored[Clause]:
    """Replace a long bare heading by the part below it that speaks most about the subject."""
    clause = item.record
    below = case.library.children(clause)
    if not below or len(squeeze(clause.text)) < _SECTION or not is_bare(clause):
        return item
    scored = [
        Scored(part, found, found.score)
        for part in below
        for found in [case.finder.match(case.question, case.finder.prepared.clauses[part.key])]
    ]
    best = max(scored, key=lambda part: part.match.main)
    return best if best.match.main >= NEAREST_LEAST else item


def is_bare(clause: Clause) -> bool:
    """Return whether a clause is nothing but its heading."""
    text, heading = (_FOOTNOTE_MARK.sub("", squeeze(part)) for part in (clause.text, clause.heading))
    return bool(heading) and text.endswith(heading)


def _listed(clause: Clause) -> float:
    """Return a small bonus for a clause that enumerates."""
    return min(_LIST_BONUS, 0.01 * sum(clause.text.count(mark) for mark in ",;"))


def _gives_reasons(clause: Clause) -> bool:
    text = fold(clause.text)
    return any(fold(mark) in text for mark in marks("reason_marks"))


def says_something(case: Case, clause: Clause) -> bool:
    """Return whether a clause is worth naming as nearest: no bare heading, no footnote beside the matter."""
    if clause.kind == "footnote" and case.question.type not in _EXPLAINED:
        return False
    text = squeeze(clause.text)
    leads_in = text.endswith(":") and bool(case.library.children(clause)) and len(text) < _SECTION
    return not is_bare(clause) and not leads_in and len(text) >= _HEADING


def elsewhere_held(case: Case) -> list[Document]:
    """Return plans not in question that hold a target about the whole subject."""
    if not case.telling or not case.question.provinces:
        return []
    inside = {document.id for document in case.documents}
    others = [document for document in case.library.documents.values() if document.id not in inside]
    families = case.finder.families(case.question, others)
    return [
        case.document(document_id)
        for document_id, items in families.items()
        if any(item.match.main >= FITS and not item.match.missing for item in items)
    ]
