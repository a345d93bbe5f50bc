"""Which assignments belong to the documents and bodies in question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from actions.engine.compose.base import Case
from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, tokens
from knowledge.model import Assignment
from knowledge.text import fold


def of_documents(case: Case) -> list[Assignment]:
    """Return the assignments of the documents in question."""
    documents = {document.id for document in case.documents}
    return [item for item in case.library.assignments if item.document_id in documents]


def of_agencies(case: Case, any_role: bool = False) -> list[Assignment]:
    """Return the assignments of the bodies named, in the role asked; in every role where ``any_role``."""
    agencies = case.question.agencies
    roles = set() if any_role else {"lead", "coordinate"} & case.question.cues
    leads_only, assists_only = roles == {"lead"}, roles == {"coordinate"}
    result = []
    for item in of_documents(case):
        leads = any(same_body(case, body, agency) for body in item.lead for agency in agencies)
        assists = any(same_body(case, body, agency) for body in item.coordinate for agency in agencies)
        if leads_only:
            leads = leads and item.role != "phối hợp"
            assists = False
        elif assists_only:
            leads = leads and item.role == "phối hợp"
        if leads or assists:
            result.append(item)
    return result


def involves(case: Case, item: Assignment, agencies: Sequence[str]) -> bool:
    """Return whether one of the bodies leads or assists."""
    bodies = (*item.lead, *item.coordinate)
    return any(same_body(case, body, agency) for body in bodies for agency in agencies)


def own_words(item: Assignment) -> str:
    """Return a duty's text without the bodies that work along: what is to be done stands behind them."""
    text = item.task
    for body in item.coordinate:
        text = text.replace(body, " ")
    return text


def same_body(case: Case, body: str, agency: str) -> bool:
    """Return whether a plan's body is the one asked for, or the group that it names loosely."""
    registry = case.library.registry
    if case.finder.prepared.same_body(body, agency):
        return True
    asked = registry.identify(agency)
    if asked is not None and asked.agency is not None:
        return False
    wanted, given = (_spelled_out(case, name) for name in (agency, body))
    if len(wanted) == 1 and is_group(agency):
        # "các huyện": a group of one word must be called so.
        return find(folded(tokens(agency)), folded(tokens(body))) >= 0
    return len(wanted) > 1 and wanted <= given


def any_group(bodies: Sequence[str]) -> bool:
    """Return whether one of the bodies that a plan gives a duty is a group: "các sở, ngành"."""
    opening = tuple(fold(mark) for mark in marks("group_marks"))
    return any(fold(body).startswith(opening) for body in bodies)


def is_group(name: str) -> bool:
    """Return whether a name is that of a group: "các huyện"."""
    return folded(tokens(name))[:1] in [folded(tokens(mark)) for mark in marks("group_words")]


def _spelled_out(case: Case, name: str) -> frozenset[str]:
    """Return the telling syllables of a group's name, abbreviations written out."""
    words = " ".join(case.library.registry.abbreviations.get(word, word) for word in name.split())
    telling = (syllable for syllable in tokens(words) if not case.words.is_silent(syllable, False))
    return frozenset(syllable.lstrip("0") or syllable for syllable in folded(telling))


def asked_kind(case: Case) -> Tokens:
    """Return what the body asked for is called by ("ban nào", "hội nào"), without diacritics; () for any."""
    asking, said = {fold(mark) for mark in marks("asking")}, folded(tokens(case.question.normalized))
    kinds = {fold(mark) for mark in marks("body_kinds")}
    return next(((word,) for word, after in pairwise(said) if after in asking and word in kinds), ())


def without_title(case: Case) -> Case:
    """Return the case without the words of the appendix's title, where the question asks for it."""
    if "appendix" not in case.question.cues:
        return case
    clauses = (clause for item in case.documents for clause in case.library.clauses[item.id])
    titles = [f"{item.heading} {item.text}" for item in clauses if item.kind == "appendix"]
    said = {word for title in titles for word in case.words.canonical(tokens(title))}
    said |= set(folded(tuple(said))) if case.question.plain else set()
    left = tuple(term for term in case.question.terms if term not in said)
    return replace(case, question=replace(case.question, terms=left))


def in_appendix(case: Case, item: Assignment) -> bool:
    """Return whether a task stands in the plan's appendix."""
    clause = case.library.clause(item.document_id, item.clause)
    return any(above.kind == "appendix" for above in (clause, *case.finder.ancestors(clause)))
