"""Targets that one plan states and another doesn't, as far as their names tell."""

from __future__ import annotations

from actions.engine import figures
from actions.engine.compose.base import (
    Case,
    fitting_page,
    joined,
    more_button,
    page,
    plan_name,
    shorten,
    unique,
)
from actions.engine.compose.targets.measures import shared_part
from actions.engine.lists import marks
from actions.engine.match import similarity
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Document, Indicator

_ALIKE = 0.5
_HELD = 0.8
_NAME = 120


def only_in_one(case: Case) -> Draft | None:
    """List the targets of one plan without a counterpart in the other ("A có mà B không có")."""
    pair = _pair(case)
    # "A có nói về Mobile Money mà B không có": the thing named is asked about, no list of targets.
    if pair is None or (case.telling and "indicators" not in case.question.cues):
        return None
    having, lacking = pair
    years = set(case.question.years)
    own = [
        item
        for item in case.library.indicators
        if item.document_id == having.id and (not years or item.year in years)
    ]
    others = [item for item in case.library.indicators if item.document_id == lacking.id]
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for item in own:
        if not any(_counterparts(case, item, other) for other in others):
            groups.setdefault((item.clause, item.name), []).append(item)
    items = list(groups.values())
    if not items:
        return None
    start = case.question.offset
    shown, left = page(items, start, fitting_page([len(group[0].name) for group in items[start:]]))
    picked = [item for group in shown for item in group]  # type: ignore[attr-defined]
    return Draft(
        status="answered",
        template="only_in_one",
        values={
            "having": plan_name(having),
            "lacking": plan_name(lacking),
            "years": joined([str(year) for year in case.question.years]),
            "continued": start > 0,
            "several": False,
            "total": len(items),
            "left": left,
            "items": [
                {
                    "number": at,
                    "province": having.province,
                    "name": shorten(group[0].name, _NAME),  # type: ignore[index]
                    "targets": [
                        {
                            "year": item.year,
                            "period": "",
                            "derived": False,
                            "level": "",
                            "value": figures.worded(item.value_text, item.unit),
                        }
                        for item in group  # type: ignore[attr-defined]
                    ],
                }
                for at, group in enumerate(shown, start + 1)
            ],
            "no_quote": True,
        },
        facts=tuple(picked),
        citations=unique(case.cite(item) for item in picked),
        buttons=more_button(left),
        computed=(str(len(items)), str(left)),
        total=len(items),
        shown=len(shown),
    )


def _counterparts(case: Case, one: Indicator, other: Indicator) -> bool:
    names = case.finder.prepared.names
    pair = names[one.id], names[other.id]
    return similarity(*pair) >= _ALIKE or shared_part(*pair) >= _HELD


def _pair(case: Case) -> tuple[Document, Document] | None:
    """Return the plan that has and the plan that lacks, in the order in which the question says so."""
    if "lacking" not in case.question.cues or len(case.documents) != 2:
        return None
    syllables = folded(tokens(case.question.normalized))
    places = {item.id: find(folded(tokens(item.province)), syllables) for item in case.documents}
    if min(places.values()) < 0:
        return None
    first, second = sorted(case.documents, key=lambda item: places[item.id])
    denied = [find(folded(tokens(mark)), syllables) for mark in marks("denies")]
    at = min((place for place in denied if place >= 0), default=-1)
    # The plan that lacks stands before "không có"; "có ở A mà không có ở B" names it behind.
    lacks_first = at >= 0 and places[first.id] < at < places[second.id] and not _has(first, syllables, at)
    return (second, first) if lacks_first else (first, second)


def _has(first: Document, syllables: tuple[str, ...], denied: int) -> bool:
    """Return whether "có" stands before what is denied, so that the plan named first is the one that has."""
    return find(folded(tokens(phrase("has"))), syllables[:denied]) >= 0
