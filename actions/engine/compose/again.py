"""Answers that go back to the last answer: its sources, the times of its tasks, the end of its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose import compose
from actions.engine.compose.base import Case, excerpt, plan_name, quoted, unique
from actions.engine.compose.duties import assignments
from actions.engine.compose.quotes import names, series
from actions.engine.compose.quotes.whole_text import whole
from actions.engine.conversation.memory import ASKED_ON
from actions.engine.conversation.there import NOT_AMONG, THERE
from actions.engine.syllables import tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question, Status
from knowledge.model import Assignment, Clause, Indicator
from knowledge.text import squeeze

_OF_AN_ITEM = {
    "Indicator": frozenset({"measured_by", "baseline", "responsible", "compare"}),
    "Assignment": frozenset({"deadline", "coordinates"}),
    "Clause": frozenset({"responsible", "coordinates", "deadline", "indicator"}),
}
"""What may be asked of an item of a list, by the kind of its record."""
_MOST_TERMS = 24
_QUOTE = 320
_MOST = 3


def again(case: Case) -> Draft | None:
    """Answer a question that the conversation marked as going back (``question.back``); None for others."""
    question = case.question
    if question.back == "sources":
        return _sources(case)
    if question.back == "finished":
        return _finished(case)
    if question.back == "beyond":
        return Draft("clarify", "list_short", {"total": question.again[0]}, computed=question.again)
    if question.back == THERE:
        clause = case.finder.prepared.by_key[question.again[0]]
        return quoted(case, clause, excerpt(case, question.again[1].rstrip("; "), _QUOTE))
    if question.back == NOT_AMONG:
        return _not_among(case)
    if question.back == "names":
        return _names(case)
    if question.back == "whole":
        return _elsewhere(case) or whole(case)
    if question.back == "deadlines":
        tasks = [item for item in case.library.assignments if item.id in question.again]
        timed = [item for item in tasks if item.period]
        return assignments.deadlines(case, timed) if timed else _untimed(case, tasks)
    return None


def _not_among(case: Case) -> Draft:
    """Say that the list shown lacks the thing asked, and what it says."""
    key, asked = case.question.again
    clause = case.finder.prepared.by_key[key]
    at = case.question.normalized.lower().find(asked)
    values = {
        "plan": plan_name(case.document(clause.document_id)),
        "thing": case.question.normalized[at : at + len(asked)] if at >= 0 else asked,
        "text": excerpt(case, _opening(case, clause), _QUOTE),
        "no_quote": True,
    }
    return Draft("not_found", "not_among", values, citations=(case.cite_clause(clause),))


def _opening(case: Case, clause: Clause) -> str:
    """Return what a list's clause says; of a section its heading and those of its parts."""
    parts = [squeeze(part.heading) for part in case.library.children(clause) if part.heading]
    return "; ".join([squeeze(clause.heading), *parts]) if parts else squeeze(clause.text)


def record(case: Case, key: str) -> Indicator | Assignment | Clause | None:
    """Return the record that a remembered key names."""
    indicator = next((item for item in case.library.indicators if item.id == key), None)
    assignment = next((item for item in case.library.assignments if item.id == key), None)
    return indicator or assignment or case.finder.prepared.by_key.get(key)


def _finished(case: Case) -> Draft:
    """Say that a list is finished, and show its last page again where it can be made again.

    Who asks whether anything is left is answered; who only pages on is asked what else is wanted.
    """
    question = case.question
    total = question.again[0] if question.again else ""
    asked = ASKED_ON in question.cues
    last = compose(replace(case, question=replace(question, back="", again=())))
    if last.status != "answered" or not last.shown or question.offset + last.shown != int(total or 0):
        return Draft("clarify", "list_finished", {"total": total}, computed=(total,))
    opening = phrase("list_tail" if question.offset else "list_again", total=total)
    status: Status = "answered" if asked else "clarify"
    computed = tuple(dict.fromkeys((*last.computed, total)))
    return replace(last, status=status, values={**last.values, "opening": opening}, computed=computed)


def _untimed(case: Case, tasks: Sequence[Assignment]) -> Draft | None:
    """Say of a task picked from a list that the plan gives no time for it."""
    if len(tasks) != 1:
        return None
    text = excerpt(case, squeeze(tasks[0].task), _QUOTE)
    values = {"plan": plan_name(case.document(tasks[0].document_id)), "text": text, "no_quote": True}
    return Draft("not_found", "untimed", values, citations=(case.cite(tasks[0]),))


def _names(case: Case) -> Draft | None:
    """Answer "kể tên ra" after a number with the clause that gives the names, else say that none does."""
    clause = case.finder.prepared.by_key.get(case.question.again[0])
    named = names.named(case) or series.enumerated(case)
    if named is not None or clause is None:
        return named
    plan = plan_name(case.document(clause.document_id))
    text = excerpt(case, case.library.full_text(clause), _QUOTE)
    values = {"plan": plan, "text": text, "no_quote": True}
    return Draft("not_found", "unnamed", values, citations=(case.cite_clause(clause),))


def _elsewhere(case: Case) -> Draft | None:
    """Give the names of what a clause only counts, where another clause enumerates them."""
    clause = case.finder.prepared.by_key.get(case.question.again[0])
    if clause is None or case.question.type != "count" or series.holds_one(clause.text):
        return None
    cues = (case.question.cues | {"names", "wh"}) - {"how_many", "kinds"}
    asked = replace(case.question, type="list", cues=cues, back="", again=())
    draft = compose(replace(case, question=asked))
    named = [citation.clause for citation in draft.citations if series.holds_one(citation.quote)]
    return draft if draft.status == "answered" and named and clause.key not in named else None


def of_item(case: Case) -> Question:
    """Return the question about the item of a list that a message picked."""
    resolved = case.question
    found = record(case, resolved.again[0])
    if found is None:
        return resolved
    name = found.name if isinstance(found, Indicator) else ""
    name = found.task if isinstance(found, Assignment) else name
    name = squeeze(name or getattr(found, "heading", "") or getattr(found, "text", ""))
    kind = "indicator" if isinstance(found, Indicator) else "passage"
    kind = "responsible" if isinstance(found, Assignment) else kind
    if "typed" in resolved.cues and resolved.type in _OF_AN_ITEM[type(found).__name__]:
        kind = resolved.type
    syllables = case.words.canonical(tokens(name)[:_MOST_TERMS])
    terms = tuple(word for word in syllables if not case.words.is_silent(word, False))
    return replace(
        resolved,
        type=kind,
        back="deadlines" if kind == "deadline" and isinstance(found, Assignment) else resolved.back,
        provinces=(case.library.documents[found.document_id].province,),
        agencies=(),
        topic=name,
        terms=terms,
        weak=case.words.weak_in(syllables, False).intersection(terms),
        plain=False,
        cues=frozenset(),
        aspect="",
    )


def _sources(case: Case) -> Draft | None:
    by_key = case.finder.prepared.by_key
    clauses = [by_key[key] for key in case.question.again if key in by_key]
    if not clauses:
        return None
    rows = [
        {"section": clause.citation, "text": excerpt(case, case.library.full_text(clause), _QUOTE)}
        for clause in clauses[:_MOST]
    ]
    return Draft(
        status="answered",
        template="sources",
        values={"rows": rows, "no_quote": True},
        facts=tuple(clauses),
        citations=unique(case.cite_clause(clause) for clause in clauses),
        total=len(clauses) + 1,
    )
