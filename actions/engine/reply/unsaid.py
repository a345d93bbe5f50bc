"""What an answer leaves unsaid of its question: a year that nothing is stated for, a body it doesn't name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import joined
from actions.engine.evidence import Finder
from actions.engine.reading.question import telling
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question
from knowledge.model import Indicator
from knowledge.text import squeeze

_FIGURES = frozenset({"indicator", "baseline", "results"})
_COUNTING = frozenset({"how_many", "ranks"})
_YEAR = re.compile(r"\b20\d\d\b")
_ANY_YEAR = 9999
"""Stands for the year of a target that names none: it may hold for any."""


def of_year(asked: Question, resolved: Question, draft: Draft) -> Draft:
    """Say of an answer that nothing is stated for a year that the message asks.

    A passage is read for the year that a follow-up asks alone ("năm 2021?"); targets shown for earlier
    years only ("2025 và 2030?", "đến 2030 nâng lên bao nhiêu?") say nothing of the later one. A year that the
    message takes back ("không phải 2030") is no longer asked in the question as it was ``resolved``.
    """
    asked = replace(asked, years=tuple(year for year in asked.years if year in resolved.years))
    if draft.status != "answered" or not asked.years:
        return draft
    if draft.template == "passage":
        alone = asked.ellipsis and not telling(asked) and "typed" not in asked.cues
        texts = " ".join(citation.quote for citation in draft.citations)
        # "Năm 2024 xếp thứ mấy?": the rank of another year is none of that one.
        other = asked.type in _FIGURES and bool(_COUNTING & asked.cues) and bool(_YEAR.search(texts))
        unsaid = not any(str(year) in texts for year in asked.years)
        missing = asked.years if (alone or other) and unsaid else ()
    elif draft.template == "indicator":
        known = {fact.year or _ANY_YEAR for fact in draft.facts if isinstance(fact, Indicator)}
        missing = tuple(year for year in asked.years if known and year > max(known))
    else:
        return draft
    if not missing:
        return draft
    opening = phrase("year_unsaid", years=joined([str(year) for year in missing]))
    draft = replace(draft, values={**draft.values, "opening": opening})
    return replace(draft, status="not_found") if missing == asked.years else draft


def names_one(draft: Draft, bodies: Sequence[str], finder: Finder) -> bool:
    """Return whether a clause that the answer cites names one of the bodies."""
    find_agencies, same = finder.library.registry.find_agencies, finder.prepared.same_body
    said = [m.surface for item in draft.citations for m in find_agencies(squeeze(item.quote))]
    return any(same(surface, name) for surface in said for name in bodies)
