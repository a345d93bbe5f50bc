"""Answers by quoting: the clause that fits, or - where nothing fits - the honest no with what is nearest."""

from __future__ import annotations

import re

from actions.engine.compose import assignments
from actions.engine.compose.base import Case, excerpt, joined, plan_name, province_buttons, unique
from actions.engine.compose.listing import section
from actions.engine.compose.subject import Subject
from actions.engine.evidence import Scored
from actions.engine.texts import phrase
from actions.engine.types import Button, Draft
from actions.engine.words import find, folded, is_plain, tokens
from knowledge.model import Clause, Document
from knowledge.text import nfc, squeeze

_TEXT = 430
_SHORT = 220
_NEAREST = 200
_MOST = 3
_SECTION = 160
_HEADING = 25
_BARE = 70
_LIST_BONUS = 0.1
_NEAREST_LEAST = 0.34


def passage(case: Case) -> Draft | None:
    """Answer with the clauses that hold the subject, each plan's best one."""
    fitting = _fitting(case)
    if not fitting:
        return None
    fitting = [_spoken_out(case, item) for item in fitting]
    first = fitting[0].record
    children = case.library.children(first)
    if len(fitting) == 1 and len(children) >= 2 and len(squeeze(first.text)) < _SECTION:
        return section(case, first)
    several = len({item.record.document_id for item in fitting}) > 1
    rows = [
        {
            "plan": plan_name(case.document(item.record.document_id)),
            "province": case.document(item.record.document_id).province,
            "text": excerpt(case, item.record.text, _SHORT if len(fitting) > 1 else _TEXT),
        }
        for item in fitting
    ]
    clauses = tuple(item.record for item in fitting)
    return Draft(
        status="answered",
        template="passage",
        values={"rows": rows, "several": several, "no_quote": True},
        facts=clauses,
        citations=unique(case.cite_clause(clause) for clause in clauses),
        buttons=province_buttons(row["province"] for row in rows) if several else (),
        total=len(rows),
    )


_WHOLE = 0.75
"""A clause that covers this much of the question's words may answer it though it doesn't name its subject."""


def passage_with_figure(case: Case) -> Draft | None:
    """Answer a question for a figure by a clause whose fitting sentence states one."""
    if case.finder.strange(case.question):
        return None
    fitting = _fitting(case)
    if fitting and any(char.isdigit() for char in excerpt(case, fitting[0].record.text, _SHORT)):
        return passage(case)
    return None


def unassigned(case: Case) -> Draft | None:
    """Say that the plan holds the subject but gives it to no body of its own.

    Where the clause about the subject is itself a duty of somebody, that is the answer.
    """
    fitting = _fitting(case)
    if not fitting:
        return None
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
    return Draft(
        status="not_found",
        template="unassigned",
        values={
            "plan": plan_name(case.document(clause.document_id)),
            "text": excerpt(case, clause.text, _NEAREST),
            "no_quote": True,
        },
        facts=(clause,),
        citations=(case.cite_clause(clause),),
        total=1,
    )


def not_found(case: Case) -> Draft:
    """Say no, and name the nearest content of the plans in question, or what is held."""
    elsewhere = _elsewhere(case)
    near = _nearest(case)
    everywhere = len(case.documents) == len(case.library.documents) > 1
    plans = [plan_name(document) for document in case.documents]
    return Draft(
        status="not_found",
        template="not_found",
        values={
            "topic": typed_topic(case) if case.telling else subject_of(case),
            "plans": phrase("all_plans") if everywhere else joined(plans),
            "near": excerpt(case, near.text, _NEAREST) if near is not None else "",
            "near_plan": plan_name(case.document(near.document_id)) if near is not None else "",
            "elsewhere": joined([document.province for document in elsewhere]),
            "no_quote": True,
        },
        facts=(near,) if near is not None else (),
        citations=(case.cite_clause(near),) if near is not None else (),
        buttons=province_buttons(document.province for document in elsewhere),
        total=1,
    )


def typed_topic(case: Case) -> str:
    """Return the subject as the person typed it; empty where the words typed aren't those understood."""
    wanted = folded(tokens(case.question.topic))
    typed = list(re.finditer(r"\w+(?:[.,]\d+)*|%", nfc(case.question.text)))
    at = find(wanted, folded(match.group().lower() for match in typed)) if wanted else -1
    if at < 0:
        return ""
    words = [match.group() for match in typed[at : at + len(wanted)]]
    if is_plain(case.question.text) or tokens(" ".join(words)) == tokens(case.question.topic):
        text = nfc(case.question.text)
        return text[typed[at].start() : typed[at + len(wanted) - 1].end()]
    return ""


def subject_of(case: Case) -> str:
    """Return the subject that a type of question has by itself ("kinh phí")."""
    return phrase(f"subject_{case.question.type}") if case.question.type in ("funding", "reporting") else ""


def out_of_scope(case: Case) -> Draft:
    """Say which plans are held, and that the question lies outside them."""
    documents = tuple(case.library.documents.values())
    return Draft(
        status="out_of_scope",
        template="other_province" if case.question.unheld else "out_of_scope",
        values={
            "provinces": joined([document.province for document in documents]),
            "asked": joined(case.question.unheld),
            "topic": case.question.topic,
        },
        buttons=province_buttons(document.province for document in documents),
    )


def too_open(case: Case) -> Draft:
    """Ask one short question where a message names neither a subject nor a body."""
    documents = case.documents
    if case.question.provinces and len(documents) == 1:
        name = documents[0].province
        from actions.engine.texts import texts

        choices = [str(item).format(province=name) for item in texts().phrases["open_choices"]]
        return Draft(
            status="clarify",
            template="what_about",
            values={"plan": plan_name(documents[0])},
            buttons=tuple(Button(choice, choice) for choice in choices),
        )
    return Draft(
        status="clarify",
        template="too_open",
        values={"provinces": joined([document.province for document in case.library.documents.values()])},
        buttons=province_buttons(document.province for document in case.library.documents.values()),
    )


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
    top = ranked[0].score
    first_of: dict[str, Scored[Clause]] = {}
    for item in ranked:
        if item.score >= top - 0.15:
            first_of.setdefault(item.record.document_id, item)
    return list(first_of.values())[:_MOST]


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
    return (_is_bare(clause) or len(squeeze(clause.text)) < _HEADING) and not case.library.children(clause)


def _spoken_out(case: Case, item: Scored[Clause]) -> Scored[Clause]:
    """Replace a long bare heading by the part below it that speaks most about the subject."""
    clause = item.record
    below = case.library.children(clause)
    if not below or len(squeeze(clause.text)) < _SECTION or not _is_bare(clause):
        return item
    scored = [
        Scored(part, found, found.score)
        for part in below
        for found in [case.finder.match(case.question, case.finder.prepared.clauses[part.key])]
    ]
    best = max(scored, key=lambda part: part.match.main)
    return best if best.match.main >= _NEAREST_LEAST else item


def _is_bare(clause: Clause) -> bool:
    return bool(clause.heading) and squeeze(clause.text).endswith(squeeze(clause.heading))


def _listed(clause: Clause) -> float:
    """Return a small bonus for a clause that enumerates."""
    return min(_LIST_BONUS, 0.01 * sum(clause.text.count(mark) for mark in ",;"))


def _nearest(case: Case) -> Clause | None:
    if not case.telling:
        return None
    ranked = case.finder.clauses(case.question, case.documents)
    best = ranked[0] if ranked else None
    return best.record if best is not None and best.match.main >= _NEAREST_LEAST else None


def _elsewhere(case: Case) -> list[Document]:
    """Return plans not in question that hold a target about the subject."""
    if not case.telling or not case.question.provinces:
        return []
    inside = {document.id for document in case.documents}
    others = [document for document in case.library.documents.values() if document.id not in inside]
    return [case.document(document_id) for document_id in case.finder.families(case.question, others)]
