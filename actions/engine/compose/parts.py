"""Answers about the parts of one thing: which sector or level is highest, which kinds a term has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.engine import figures
from actions.engine.compose import assignments
from actions.engine.compose.base import Case, joined, plan_name, shorten, unique
from actions.engine.compose.documents import explained
from actions.engine.evidence import FITS
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question
from actions.engine.words import folded, marks, tokens
from knowledge.model import Assignment, Indicator
from knowledge.text import fold, squeeze

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NAME = 150
_LEAST_PARTS = 2
_MAIN = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One sector or level of a target with its value: ``Part("Dịch vụ", 9.21, "9,21%")``."""

    name: str
    value: float
    text: str


def extreme(case: Case) -> Draft | None:
    """Answer which sector or level of one target has the highest or lowest value, and give them all."""
    edge = {"highest", "lowest"} & case.question.cues
    if not edge or "which_part" not in case.question.cues or len(case.documents) != 1:
        return None
    question = _without(case, "part_words")
    best: tuple[float, Indicator, tuple[Part, ...], int | None] | None = None
    for item in case.library.indicators:
        if item.document_id != case.documents[0].id:
            continue
        year, parts = _parts(case, item)
        if len(parts) < _LEAST_PARTS:
            continue
        match = case.finder.match(question, case.finder.prepared.indicators[item.id])
        if match.coverage >= FITS and match.main >= _MAIN and (best is None or match.score > best[0]):
            best = (match.score, item, parts, year)
    if best is None:
        return None
    _, item, parts, year = best
    wanted = (max if "highest" in edge else min)(part.value for part in parts)
    members = [other for other in _siblings(case, item) if other.year == item.year]
    cited = members if not item.baseline or not item.baseline.sectors else [item]
    return Draft(
        status="answered",
        template="part_extreme",
        values={
            "lowest": "lowest" in edge,
            "plan": plan_name(case.documents[0]),
            "name": shorten(_without_parts(item.name, parts), _NAME),
            "year": year,
            "best": joined([f"{part.name} ({part.text})" for part in parts if part.value == wanted]),
            "parts": [f"{part.name} {part.text}" for part in parts],
        },
        facts=tuple(cited),
        citations=unique(case.cite(member) for member in cited),
        total=1,
    )


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
    if "kinds" not in case.question.cues or {"indicators", "tasks"} & case.question.cues:
        return None
    asked = _without(case, "kind_words")
    wanted = {fold(term) for term in asked.terms}
    listing = [fold(mark) for mark in marks("listing_marks")]
    for documents in (case.documents, tuple(case.library.documents.values())):
        held = {document.id for document in documents}
        for item in case.library.definitions:
            term = set(folded(case.words.canonical(tokens(item.term))))
            lists = any(mark in fold(squeeze(item.quote)) for mark in listing)
            if item.document_id in held and lists and term == wanted:
                return explained(case, item)
    return None


def partners(case: Case) -> Draft | None:
    """Answer who has a duty that names nobody to work along with, and say so."""
    draft = assignments.responsible(case)
    if draft is None:
        return None
    duties = [fact for fact in draft.facts if isinstance(fact, Assignment)]
    # Several bodies that lead together are each other's partners.
    shared = any(
        item.coordinate or len(item.lead) > 1 or fold("phối hợp") in fold(squeeze(item.quote))
        for item in duties
    )
    return draft if shared else replace(draft, values={**draft.values, "alone": True})


def _without(case: Case, name: str) -> Question:
    """Return the question without the words of the list ``name``, which only say how it is asked."""
    noise = {word for mark in marks(name) for word in folded(tokens(mark))}
    terms: Sequence[str] = [term for term in case.question.terms if fold(term) not in noise]
    return replace(case.question, terms=tuple(term for term in terms if not term.isdigit()))
