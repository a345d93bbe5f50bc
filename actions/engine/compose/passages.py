"""Answers by quoting: the clause that fits, or - where nothing fits - the honest no with what is nearest."""

from __future__ import annotations

import re
from typing import Any

from actions.engine.compose import assignments
from actions.engine.compose.base import (
    Case,
    clause_text,
    excerpt,
    joined,
    plan_name,
    province_buttons,
    unique,
)
from actions.engine.compose.listing import section
from actions.engine.compose.subject import Subject
from actions.engine.evidence import Scored
from actions.engine.match import SOFT
from actions.engine.texts import phrase
from actions.engine.types import Button, Draft
from actions.engine.words import find, folded, is_plain, marks, tokens
from knowledge.model import Clause, Document
from knowledge.text import fold, nfc, squeeze

_TEXT = 430
_SHORT = 220
_NEAREST = 300
_MOST = 3
_SECTION = 160
_HEADING = 25
_BARE = 70
_LIST_BONUS = 0.1
_NEAREST_LEAST = 0.34
_LOOKED_AT = 12
_CERTAIN = 0.95
_EXPLAINED = frozenset({"definition", "passage", "unknown"})
_FOOTNOTE_MARK = re.compile(r"\[\d+\]")


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


def _surely_there(case: Case, best: Scored[Clause]) -> bool:
    """Return whether a clause holds all of what a question asks to exist ("có nói về X không?")."""
    question = case.question
    claims = question.agencies or question.figures or question.counts or {"lead", "either"} & question.cues
    asks = "yes_no" in question.cues and question.type in _EXPLAINED
    return asks and not claims and not best.match.missing and best.match.main >= _CERTAIN


_WHOLE = 0.75
"""A clause that covers this much of the question's words may answer it though it doesn't name its subject."""


def passage_with_figure(case: Case) -> Draft | None:
    """Answer a question for a figure by a clause whose fitting sentence states one."""
    if case.finder.strange(case.question):
        return None
    fitting = _fitting(case)
    if not fitting or _about_other_targets(case, fitting[0].record):
        return None
    if any(char.isdigit() for char in clause_text(case, fitting[0].record, _SHORT)):
        return passage(case)
    return None


def _about_other_targets(case: Case, clause: Clause) -> bool:
    """Return whether the clause's figures are targets whose names say nothing of what is asked."""
    prepared = case.finder.prepared
    stated = [
        prepared.indicators[item.id]
        for item in case.library.indicators
        if (item.document_id, item.clause) == (clause.document_id, clause.address)
    ]
    named = [case.finder.match(case.question, field).main for field in stated]
    return bool(named) and max(named) < _NEAREST_LEAST


def passage_without_amount(case: Case) -> Draft | None:
    """Answer with the clause that fits where no amount is asked ("lắp ở đâu", "phủ tới đâu")."""
    asks_amount = {"how_many", "indicators", "difference"} & case.question.cues or case.question.ellipsis
    if asks_amount or case.finder.strange(case.question):
        return None
    return passage(case)


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
    shown = clause_text(case, clause, _NEAREST)
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
            "held": _held(case),
            "plans": phrase("all_plans") if everywhere else joined(plans),
            "near": clause_text(case, near, _NEAREST) if near is not None else "",
            "row": near is not None and near.kind == "row",
            "near_plan": plan_name(case.document(near.document_id)) if near is not None else "",
            "elsewhere": joined([document.province for document in elsewhere]),
            "no_quote": True,
        },
        facts=(near,) if near is not None else (),
        citations=(case.cite_clause(near),) if near is not None else (),
        buttons=province_buttons(document.province for document in elsewhere),
        total=1,
    )


_FIGURES = frozenset({"indicator", "baseline", "compare", "count", "results"})
_DUTIES = frozenset({"responsible", "coordinates", "agency_tasks", "deadline", "measured_by"})


def _held(case: Case) -> str:
    """Return what of a subject wasn't found where the plans do speak of it; empty where they don't.

    What a plan speaks of must not be denied as such: only the figure or the duty asked for is missing.
    """
    question = case.question
    wanted = tokens(question.topic)
    wanted = folded(wanted) if question.plain else wanted
    if not wanted or not case.telling:
        return ""
    texts = [
        f"{clause.heading} {clause.text}"
        for item in case.documents
        for clause in case.library.clauses[item.id]
    ]
    texts += [case.finder.prepared.subject(item.id) for item in case.documents]
    for text in texts:
        syllables = tokens(text)
        if find(wanted, folded(syllables) if question.plain else syllables) >= 0:
            kind = (
                "figure" if question.type in _FIGURES else "duty" if question.type in _DUTIES else "content"
            )
            return phrase(f"held_{kind}")
    return ""


_SAID_NEARBY = frozenset({"indicator", "baseline", "compare"})
_NO_PASSAGE = frozenset({"highest", "lowest", "difference", "today"})


def said_nearby(case: Case) -> Draft | None:
    """Answer with the nearest clause where it holds every noun of the question, everyday words apart.

    Where a number is asked, or a year named, the sentence that speaks of the subject must hold it.
    """
    question = case.question
    if (
        question.type not in _SAID_NEARBY
        or question.agencies
        or _NO_PASSAGE & question.cues
        or not case.telling
    ):
        return None
    nouns = set(case.telling) - question.soft
    if not nouns or question.figures or question.counts:
        return None
    for item in case.finder.clauses(question, case.documents)[:_MOST]:
        clause = item.record
        if item.match.missing or item.match.main < _CERTAIN - SOFT or not _says_something(case, clause):
            continue
        if "how_many" in question.cues and _about_other_targets(case, clause):
            continue
        sentence = _sentence_of(case, clause, nouns)
        stated = _YEARS.sub("", sentence)
        years = all(str(year) in squeeze(clause.text) for year in question.years)
        # Where other plans set a figure for it, a sentence without one is no answer.
        loose = "how_many" not in question.cues and not _elsewhere(case)
        if sentence and years and (loose or any(map(str.isdigit, stated))):
            return passage_of(case, clause, sentence)
    return None


_YEARS = re.compile(r"\b20\d\d\b")
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def _sentence_of(case: Case, clause: Clause, nouns: set[str]) -> str:
    """Return the sentence of a clause that holds all the nouns; empty where none does."""
    for sentence in _SENTENCE.split(squeeze(clause.text)):
        syllables = case.words.canonical(tokens(sentence))
        if nouns <= set(folded(syllables) if case.question.plain else syllables):
            return sentence
    return ""


def passage_of(case: Case, clause: Clause, sentence: str) -> Draft:
    """Return the answer that quotes one sentence of a clause."""
    document = case.document(clause.document_id)
    row = clause.kind == "row"
    text = (
        clause_text(case, clause, _TEXT)
        if row
        else excerpt(case, sentence.lstrip("-–+•* ").rstrip("; "), _TEXT)
    )
    return Draft(
        status="answered",
        template="passage",
        values={
            "rows": [{"plan": plan_name(document), "province": document.province, "text": text, "row": row}],
            "several": False,
            "no_quote": True,
        },
        facts=(clause,),
        citations=(case.cite_clause(clause),),
        total=1,
    )


_SHOWN = re.compile(rf"[\w\s.,?!'-]{{1,{_SHORT}}}")


def unintelligible(case: Case) -> Draft:
    """Say no to a message of strange words: nothing is looked up, so that nothing is near it by chance."""
    if case.question.type == "out_of_scope":
        return out_of_scope(case)
    topic = typed_topic(case)
    return Draft(
        status="not_found",
        template="not_found",
        values={
            "topic": topic if _SHOWN.fullmatch(topic) else "",
            "held": "",
            "plans": phrase("all_plans"),
            "near": "",
            "elsewhere": "",
            "no_quote": True,
        },
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
    if "why" in case.question.cues:
        least = ranked[0].score - _LIST_BONUS
        ranked.sort(key=lambda item: item.score < least or not _gives_reasons(item.record))
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
    text, heading = (_FOOTNOTE_MARK.sub("", squeeze(part)) for part in (clause.text, clause.heading))
    return bool(heading) and text.endswith(heading)


def _listed(clause: Clause) -> float:
    """Return a small bonus for a clause that enumerates."""
    return min(_LIST_BONUS, 0.01 * sum(clause.text.count(mark) for mark in ",;"))


def _gives_reasons(clause: Clause) -> bool:
    text = fold(clause.text)
    return any(fold(mark) in text for mark in marks("reason_marks"))


def _nearest(case: Case) -> Clause | None:
    if not case.telling:
        return None
    ranked = case.finder.clauses(case.question, case.documents)
    return next(
        (
            item.record
            for item in ranked[:_LOOKED_AT]
            if item.match.main >= _NEAREST_LEAST and _says_something(case, item.record)
        ),
        None,
    )


def _says_something(case: Case, clause: Clause) -> bool:
    """Return whether a clause is worth naming as nearest: no bare heading, no footnote beside the matter."""
    if clause.kind == "footnote" and case.question.type not in _EXPLAINED:
        return False
    text = squeeze(clause.text)
    leads_in = text.endswith(":") and bool(case.library.children(clause)) and len(text) < _SECTION
    return not _is_bare(clause) and not leads_in and len(text) >= _HEADING


def _elsewhere(case: Case) -> list[Document]:
    """Return plans not in question that hold a target about the subject."""
    if not case.telling or not case.question.provinces:
        return []
    inside = {document.id for document in case.documents}
    others = [document for document in case.library.documents.values() if document.id not in inside]
    return [case.document(document_id) for document_id in case.finder.families(case.question, others)]
