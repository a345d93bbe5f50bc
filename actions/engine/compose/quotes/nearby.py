"""The last look before the honest no: a clause that says what is asked, though not in the words asked."""

from __future__ import annotations

import re

from actions.engine.compose.base import Case
from actions.engine.compose.duties.assignments import given_in
from actions.engine.compose.quotes.passages import (
    LOOKED_AT,
    about_other_targets,
    elsewhere_held,
    passage_of,
    quoted_whole,
    says_something,
)
from actions.engine.match import SOFT
from actions.engine.types import Draft
from actions.engine.words import folded, tokens
from knowledge.model import Clause
from knowledge.text import squeeze

_FIGURES = frozenset({"indicator", "baseline", "compare"})
_NO_PASSAGE = frozenset({"highest", "lowest", "difference", "today"})
_MOST = 3
_CERTAIN = 0.95
_SURELY_FOUND = 0.8
"""Calibrated search score above which a clause answers though the question has words that it lacks.

Of 1,018 questions asked of the engine (working questions, testers' lists, questions that no plan answers), 84
had found nothing and were shown a nearest clause; with this score five of them get that clause as the answer,
all five rightly.
"""
_HELD = 0.5
_LEAST_HELD = 3
_OPEN = frozenset({"passage", "unknown", "list", "definition", "compare", "indicator"})
_DUTIES = frozenset({"responsible", "coordinates", "agency_tasks", "deadline"})
_ASKS_FIGURE = frozenset({"how_many", "indicators", "finished", "why"})


def said_nearby(case: Case) -> Draft | None:
    """Answer with the nearest clause where it holds the question's nouns, or the search is sure of it."""
    question = case.question
    if _NO_PASSAGE & question.cues or not case.telling or question.figures or question.counts:
        return None
    return _with_all_nouns(case) or _surely_found(case)


def _with_all_nouns(case: Case) -> Draft | None:
    """Answer with the nearest clause where it holds every noun of the question, everyday words apart.

    Where a number is asked, or a year named, the sentence that speaks of the subject must hold it.
    """
    question = case.question
    nouns = set(case.telling) - question.soft
    if question.type not in _FIGURES or question.agencies or not nouns:
        return None
    for item in case.finder.clauses(question, case.documents)[:_MOST]:
        clause = item.record
        if item.match.missing or item.match.main < _CERTAIN - SOFT or not says_something(case, clause):
            continue
        if "how_many" in question.cues and about_other_targets(case, clause):
            continue
        sentence = _sentence_of(case, clause, nouns)
        stated = _YEARS.sub("", sentence.removeprefix(clause.number))
        years = all(str(year) in squeeze(clause.text) for year in question.years)
        # Where other plans set a figure for it, a sentence without one is no answer.
        loose = "how_many" not in question.cues and not elsewhere_held(case)
        if sentence and years and (loose or any(map(str.isdigit, stated))):
            return passage_of(case, clause, sentence)
    return None


def _surely_found(case: Case) -> Draft | None:
    """Answer with the clause that the calibrated search is sure of, in spite of words that no plan holds.

    A story around the question ("tôi trồng rau, muốn ...") or a loan ("network") is in no plan; so is the
    subject of a question for a figure that the plan doesn't set, which is why such a question stays out.
    """
    question = case.question
    if question.type not in _OPEN | _DUTIES or _ASKS_FIGURE & question.cues or len(case.documents) != 1:
        return None
    ranked = case.finder.clauses(question, case.documents)[:LOOKED_AT]
    best = next((item for item in ranked if says_something(case, item.record)), None)
    if best is None or best.match.main < _HELD or best.search < _SURELY_FOUND:
        return None
    missing = set(best.match.missing)
    if any(missing.intersection(name) for name in question.names):
        return None  # a place that the plan doesn't name
    if len(set(case.telling) - missing) < _LEAST_HELD:
        return None  # one word of a compound ("chuỗi" of "chuỗi khối") is a chance likeness
    given = given_in(case, best.record) if question.type in _DUTIES else None
    return given or quoted_whole(case, best.record)


_YEARS = re.compile(r"\b20\d\d\b")
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def _sentence_of(case: Case, clause: Clause, nouns: set[str]) -> str:
    """Return the sentence of a clause that holds all the nouns; empty where none does."""
    for sentence in _SENTENCE.split(squeeze(clause.text)):
        syllables = case.words.canonical(tokens(sentence))
        if nouns <= set(folded(syllables) if case.question.plain else syllables):
            return sentence
    return ""
