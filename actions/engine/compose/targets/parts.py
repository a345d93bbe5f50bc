"""Answers about the parts of one thing: which sector or level is highest, which kinds a term has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.engine import figures
from actions.engine.compose.base import Case, clause_text, joined, plan_name, quoted, shorten, unique
from actions.engine.compose.duties import assignments
from actions.engine.compose.plans.documents import explained
from actions.engine.compose.targets.pools import asks_which_target, named_sections, under_sections
from actions.engine.evidence import FITS
from actions.engine.lists import content, marks
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question, Status
from knowledge.model import Assignment, Indicator
from knowledge.text import fold, squeeze

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NAME = 150
_HEADING = 80
_MOST_RANKED = 3
_LEAST_PARTS = 2
_MAIN = 0.5
_WHOLE_CLAUSE = 0.95
_SAID = 420


@dataclass(frozen=True, slots=True)
class Part:
    """One sector or level of a target with its value: ``Part("Dịch vụ", 9.21, "9,21%")``."""

    name: str
    value: float
    text: str


def extreme(case: Case) -> Draft | None:
    """Answer which sector or level of one target is highest or lowest, or how far two of them are apart."""
    cues = case.question.cues
    edge = {"highest", "lowest"} & cues
    if not ({"difference"} & cues or edge) or len(case.documents) != 1:
        return None
    question = _without(case, "part_words")
    best: tuple[float, Indicator, tuple[Part, ...], int | None] | None = None
    for item in case.library.indicators:
        if item.document_id != case.documents[0].id:
            continue
        year, parts = _parts(case, item)
        named = _named(case, parts)
        if len(named) < _LEAST_PARTS and (len(parts) < _LEAST_PARTS or "which_part" not in cues or not edge):
            continue
        parts = parts if "which_part" in cues and edge else named
        match = case.finder.match(question, case.finder.prepared.indicators[item.id])
        if match.coverage >= FITS and match.main >= _MAIN and (best is None or match.score > best[0]):
            best = (match.score, item, parts, year)
    if best is None:
        return None
    _, item, parts, year = best
    lowest = "lowest" in edge and "highest" not in edge
    wanted = (min if lowest else max)(part.value for part in parts)
    members = [other for other in _siblings(case, item) if other.year == item.year]
    cited = members if not item.baseline or not item.baseline.sectors else [item]
    values = [part.value for part in parts]
    gap = figures.difference(min(values), max(values)) if len(parts) == _LEAST_PARTS else 0
    apart = phrase("points", value=figures.number_text(gap)) if gap and item.unit == "%" else ""
    return Draft(
        status="answered",
        template="part_extreme",
        values={
            "lowest": lowest,
            "plan": plan_name(case.documents[0]),
            "name": shorten(_without_parts(item.name, _parts(case, item)[1]), _NAME),
            "year": year,
            "best": joined([f"{part.name} ({part.text})" for part in parts if part.value == wanted]),
            "equal": len(set(values)) == 1,
            "pair": len(parts) == _LEAST_PARTS,
            "gap": apart,
            "parts": [f"{part.name} {part.text}" for part in parts],
        },
        facts=tuple(cited),
        citations=unique(case.cite(member) for member in cited),
        computed=(apart,) if apart else (),
        total=1,
    )


def _named(case: Case, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the sectors or levels that the question names: "cấp tỉnh" is one of "cấp bộ, tỉnh"."""
    said = folded(case.words.canonical(tokens(case.question.normalized)))
    kin = {folded(item) for phrase, others in case.question.kin for item in (phrase, *others)}
    found = []
    for part in parts:
        whole = folded(tokens(part.name))
        pieces = [folded(tokens(piece)) for piece in part.name.split(",")]
        head = whole[:1] if whole[:1] == folded(tokens(phrase("level_head"))) else ()
        pieces = [piece if piece[:1] == head else (*head, *piece) for piece in pieces]
        if whole in kin or any(find(piece, said) >= 0 for piece in pieces):
            found.append(part)
    return tuple(found)


def extreme_target(case: Case) -> Draft | None:
    """Answer "chỉ tiêu nào cao nhất": the extreme percentages of a year, of a group named or of the plans."""
    wanted = {"highest", "lowest"} & case.question.cues
    documents = {document.id for document in case.documents}
    years = set(case.question.years)
    pool = [
        item
        for item in case.library.indicators
        if item.document_id in documents
        and item.unit == "%"
        and item.value is not None
        and item.comparison not in (figures.RANK, "range", "increase")
        and (not years or item.year in years)
    ]
    sections = named_sections(case, pool) if wanted and case.telling else []
    if case.telling:
        pool = under_sections(case, pool, sections)
    if not wanted or not pool:
        return None
    lowest = "lowest" in wanted
    edge = (min if lowest else max)(item.value for item in pool if item.value is not None)
    found = [item for item in pool if item.value == edge]
    shown = found[:_MOST_RANKED]
    items = [
        {
            "province": case.document(item.document_id).province,
            "name": shorten(item.name, _NAME),
            "year": str(item.year or ""),
            "value": figures.worded(item.value_text, item.unit),
        }
        for item in shown
    ]
    headings = dict.fromkeys(shorten(squeeze(clause.heading), _HEADING) for clause in sections)
    return Draft(
        status="answered",
        template="extreme",
        values={
            "items": items,
            "lowest": lowest,
            "left": len(found) - len(shown),
            "sections": joined([f"“{heading}”" for heading in headings]),
            "plans": joined([plan_name(document) for document in case.documents]),
        },
        facts=tuple(shown),
        citations=unique(case.cite(item) for item in shown),
        computed=(str(len(found) - len(shown)), str(len(found))),
        total=2,
    )


def extreme_of_group(case: Case) -> Draft | None:
    """Answer which target of a named group ("xã hội số") is highest or lowest."""
    alone = len(case.documents) == 1 and not case.question.agencies
    return extreme_target(case) if alone and case.telling and asks_which_target(case) else None


def _parts(case: Case, item: Indicator) -> tuple[int | None, tuple[Part, ...]]:
    """Return the year and the values of a target's sectors at its start, else of its levels or sectors."""
    years = case.question.years
    base = item.baseline
    if base is not None and base.sectors and (not years or base.year in years):
        return base.year, tuple(
            Part(squeeze(name), float(found.group().replace(",", ".")), squeeze(text))
            for name, text in base.sectors
            for found in [_NUMBER.search(text)]
            if found
        )
    if years and item.year not in years:
        return None, ()
    named = {
        squeeze(f"{other.scope.level} {other.scope.sector}"): other
        for other in _siblings(case, item)
        if other.year == item.year and other.value is not None
    }
    return item.year, tuple(
        Part(name, other.value, figures.worded(other.value_text, other.unit))
        for name, other in named.items()
        if name and other.value is not None
    )


def _without_parts(name: str, parts: Sequence[Part]) -> str:
    """Return a target's name without the level or sector in it, as all of them are shown."""
    for part in parts:
        name = re.sub(rf"\s*(?:{phrase('at')}\s+)?{re.escape(part.name)}\b", "", name)
    return name


def _siblings(case: Case, item: Indicator) -> list[Indicator]:
    return [
        other
        for other in case.library.indicators
        if other.document_id == item.document_id and case.finder.same_target(item, other)
    ]


def kinds(case: Case) -> Draft | None:
    """Answer which kinds or features a term has by the plan's explanation that lists them."""
    if not {"kinds", "signs"} & case.question.cues or {"indicators", "tasks"} & case.question.cues:
        return None
    asked = _without(case, "kind_words", "sign_words")
    wanted = {fold(term) for term in asked.terms}
    telling = {fold(term) for term in asked.terms if term not in asked.weak}
    listing = [fold(mark) for mark in marks("listing_marks")]
    for documents in (case.documents, tuple(case.library.documents.values())):
        held = {document.id for document in documents}
        for item in case.library.definitions:
            term = set(folded(case.words.canonical(tokens(item.term))))
            lists = any(mark in fold(squeeze(item.quote)) for mark in listing)
            if item.document_id in held and lists and telling and telling <= term <= wanted:
                return explained(case, item)
    return None


def partners(case: Case) -> Draft | None:
    """Answer by the clause that names whom to work along with, else by a duty without any, and say so."""
    draft = assignments.responsible(case)
    if (said := _said_of_partners(case)) is not None:
        return said
    if draft is None:
        return None
    duties = [fact for fact in draft.facts if isinstance(fact, Assignment)]
    named = any(item.coordinate or fold("phối hợp") in fold(squeeze(item.quote)) for item in duties)
    if named:
        return draft
    # Several bodies that lead together are each other's partners; that no other is named is said, too.
    if any(len(item.lead) > 1 for item in duties):
        return replace(draft, values={**draft.values, "alone": True}) if _asks_the_partner(case) else draft
    # "Sở A làm với ai?" is answered by what Sở A does, alone; "cơ quan nào phối hợp?" asks for a body's name.
    status: Status = "not_found" if _asks_the_partner(case) else draft.status
    return replace(draft, status=status, values={**draft.values, "alone": True})


def _asks_the_partner(case: Case) -> bool:
    """Return whether the body that works along is what a question begins with ("sở nào phối hợp ...")."""
    said, lists = folded(tokens(case.question.normalized)), content("names")
    at = find(folded(tokens(lists["partner"])), said)
    return bool(set(folded(lists["asking_bodies"])).intersection(said[: max(at, 0)]))


def _said_of_partners(case: Case) -> Draft | None:
    """Return the clause that holds the whole subject and names a body behind "phối hợp với"."""
    registry = case.library.registry
    if any(item.agency for name in case.question.agencies for item in [registry.identify(name)] if item):
        return None  # what that body does with others stands in its own duties
    for scored in case.finder.clauses(case.question, case.documents):
        text = squeeze(scored.record.text)
        if scored.match.coverage < _WHOLE_CLAUSE:
            continue
        for mention in registry.find_agencies(text):
            before = folded(tokens(text[: mention.span.start]))
            if any(before[-len(mark) :] == mark for mark in map(folded, map(tokens, marks("works_with")))):
                return quoted(case, scored.record, clause_text(case, scored.record, _SAID))
    return None


def _without(case: Case, *lists: str) -> Question:
    """Return the question without the words of ``lists``, which only say how it is asked."""
    noise = {word for name in lists for mark in marks(name) for word in folded(tokens(mark))}
    terms: Sequence[str] = [term for term in case.question.terms if fold(term) not in noise]
    return replace(case.question, terms=tuple(term for term in terms if not term.isdigit()))
