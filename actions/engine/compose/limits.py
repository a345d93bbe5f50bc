"""Honest limits: not in the plans, outside them, or too open to answer - with what is nearest."""

from __future__ import annotations

import re

from actions.engine.compose.base import Case, clause_text, joined, plan_name, province_buttons
from actions.engine.compose.quotes.passages import (
    LOOKED_AT,
    NEAREST,
    NEAREST_LEAST,
    elsewhere_held,
    says_something,
)
from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, is_plain, tokens
from actions.engine.texts import phrase, texts
from actions.engine.types import Button, Draft
from knowledge.model import Clause
from knowledge.text import nfc

_FIGURES = frozenset({"indicator", "baseline", "compare", "count", "results"})
_DUTIES = frozenset({"responsible", "coordinates", "agency_tasks", "deadline", "measured_by"})
_TOPIC = 220
_SHOWN = re.compile(rf"[\w\s.,?!'-]{{1,{_TOPIC}}}")


def not_found(case: Case) -> Draft:
    """Say no, and name the nearest content of the plans in question, or what is held."""
    elsewhere = elsewhere_held(case)
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
            "near": clause_text(case, near, NEAREST) if near is not None else "",
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


def named_elsewhere(case: Case) -> Draft | None:
    """Say no where a question puts places into a plan that only another one names ("xã B của tỉnh A")."""
    places = case.finder.places_in(case.question)
    asked = {document.id for document in case.documents}
    beyond = {name: key for name, key in places.items() if key not in asked}
    signers = {folded(tokens(item.signer)) for item in case.library.documents.values()}
    named = {
        name: key
        for name, key in beyond.items()
        if folded(name) not in signers and _behind_place_noun(case, name, key)
    }
    if (
        not case.question.own_province
        or not named
        or len(set(named.values())) > 1
        or len(beyond) < len(places)
    ):
        return None
    other = case.document(next(iter(named.values())))
    best = max(
        case.library.clauses[other.id],
        key=lambda clause: (
            sum(find(folded(name), folded(tokens(clause.text))) >= 0 for name in named),
            case.finder.match(case.question, case.finder.prepared.clauses[clause.key]).score,
        ),
    )
    return Draft(
        status="not_found",
        template="named_elsewhere",
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "other": plan_name(other),
            "text": clause_text(case, best, NEAREST),
            "row": best.kind == "row",
            "no_quote": True,
        },
        facts=(best,),
        citations=(case.cite_clause(best),),
        buttons=province_buttons([other.province]),
        total=1,
    )


def _behind_place_noun(case: Case, name: Tokens, document_id: str) -> bool:
    """Return whether a plan writes a name as that of a place ("xã B"), and not as a part of another name."""
    nouns = {folded(tokens(mark))[-1] for mark in marks("place_nouns")}
    wanted = folded(name)
    for clause in case.library.clauses[document_id]:
        syllables = folded(tokens(clause.text))
        at = find(wanted, syllables)
        if at > 0 and syllables[at - 1] in nouns:
            return True
    return False


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
    if (case.question.provinces or case.question.documents) and len(documents) == 1:
        name = documents[0].province
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


def _nearest(case: Case) -> Clause | None:
    if not case.telling:
        return None
    ranked = case.finder.clauses(case.question, case.documents)
    return next(
        (
            item.record
            for item in ranked[:LOOKED_AT]
            if item.match.main >= NEAREST_LEAST and says_something(case, item.record)
        ),
        None,
    )
