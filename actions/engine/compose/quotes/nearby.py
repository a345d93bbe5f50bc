"""The last look before the honest no: a clause that says what is asked, though not in the words asked."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from actions.engine.compose.base import Case, excerpt, quoted
from actions.engine.compose.duties.assignments import given_in
from actions.engine.compose.listing import section
from actions.engine.compose.quotes.passages import (
    LOOKED_AT,
    NEAREST_LEAST,
    about_other_targets,
    elsewhere_held,
    lacks_the_deed,
    passage_of,
    quoted_whole,
    says_something,
)
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.match import SOFT, Field, units
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Draft
from knowledge.captions import without_credit
from knowledge.model import Clause
from knowledge.text import fold, squeeze

_FIGURES = frozenset({"indicator", "baseline", "compare"})
_NO_PASSAGE = frozenset({"highest", "lowest", "difference", "today"})
_MOST = 3
_SECTIONS = 40
_HEADED = 220
_STATE = 800
_CERTAIN = 0.95
_SURELY_FOUND = 0.8
"""Calibrated search score above which a clause answers though the question has words that it lacks.

Of 1,018 questions asked of the engine (working questions, testers' lists, questions that no plan answers), 84
had found nothing and were shown a nearest clause; with this score five of them get that clause as the answer,
all five rightly.
"""
_RARE = 2
_TOLD_LEAST = 8.0
"""How rare what a clause shares with the question must be: the sum of log(clauses / clauses that say it).

Of 1,574 questions (working questions, testers' lists, questions that no plan answers) 83 had found nothing
in one plan and were shown a nearest clause; six of them reach this, all six rightly. The highest of those
that no clause answers is 7.5.
"""
_UNDER_PICTURE = 0.72
_TOLD = frozenset({"passage", "unknown", "list", "results", "baseline", "indicator", "compare", "definition"})
_DUTIES_READ = frozenset({"responsible", "agency_tasks"})
"""Types that "còn yếu những gì", "vì sao còn chậm" are taken for where no word asks who."""
_SAID = {"why": "cause_marks", "faults": "fault_marks", "merits": "merit_marks"}
"""What of a state of affairs is asked for, the most telling first, and the words of a clause that says it."""
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
    draft = _under_picture(case) or _with_all_nouns(case) or _surely_found(case) or _rarely_said(case)
    return None if draft is None or _of_another_year(case, draft) else draft


def _of_another_year(case: Case, draft: Draft) -> bool:
    """Return whether what is quoted are targets of other years than the one asked for."""
    quoted = {citation.clause for citation in draft.citations}
    years = {item.year for item in case.library.indicators if f"{item.document_id}#{item.clause}" in quoted}
    return bool(case.question.years and years) and not years.intersection(case.question.years)


def state_of_affairs(case: Case) -> Draft | None:
    """Answer how things stood before the plan ("tự chê ... ra sao") from its own section on that.

    A plan without such a section is answered as any other question is.
    """
    question = case.question
    asked = "state_of_affairs" in question.cues or {"why", "faults"} <= question.cues
    told = question.type in _TOLD or (question.type in _DUTIES_READ and not question.agencies)
    if not asked or "who" in question.cues or not told or len(case.documents) != 1:
        return None
    marked = [fold(mark) for mark in marks("state_headings")]
    section = {
        item.key
        for item in case.library.clauses[case.documents[0].id]
        if any(mark in fold(squeeze(" ".join(item.path))) for mark in marked)
    }
    named = next((name for name in _SAID if name in question.cues), "")
    said = [fold(mark) for mark in marks(_SAID[named])] if named else []
    generic = set(marks("generic_subject"))
    own = [term for term in case.telling if term not in generic and term not in folded(tuple(generic))]
    best: tuple[float, Clause] | None = None
    for item in case.finder.clauses(question, case.documents):
        text = fold(squeeze(item.record.text))
        if item.record.key not in section or (own and item.match.main < NEAREST_LEAST):
            continue
        worth = item.match.main + sum(mark in text for mark in said)
        best = max(best or (worth, item.record), (worth, item.record), key=lambda pair: pair[0])
    if best is None:
        return None
    # From its beginning, which says that these are the causes, and with all of them.
    return quoted(case, best[1], excerpt(case, best[1].text, _STATE, opening=True))


def solutions(case: Case) -> Draft | None:
    """Answer what is to be done for a subject from the section under "giải pháp" that is headed by it.

    Such a section may be a single paragraph; one of several parts is listed as any other section is.
    """
    question = case.question
    said = folded(tokens(question.normalized))
    asked = any(find(folded(tokens(mark)), said) >= 0 for mark in marks("solutions_asked"))
    if not asked or question.agencies or "who" in question.cues or len(case.documents) != 1:
        return None
    marked = [fold(mark) for mark in marks("solution_headings")]
    best: tuple[float, Clause] | None = None
    for scored in case.finder.clauses(question, case.documents)[:_SECTIONS]:
        clause, path = scored.record, fold(squeeze(" ".join(scored.record.path)))
        if clause.kind != "section" or not any(mark in path for mark in marked):
            continue
        found = case.finder.match_text(question, (clause.heading or clause.text)[:_HEADED])
        if found.main >= FITS and (best is None or found.score > best[0]):
            best = (found.score, clause)
    if best is None:
        return None
    below = case.library.children(best[1])
    return section(case, best[1]) if len(below) > 1 else quoted_whole(case, best[1])


def under_picture(case: Case) -> Draft | None:
    """Answer with the words under a picture where they hold all that is asked and count it ("12 tầng")."""
    if "how_many" not in case.question.cues or not case.telling:
        return None
    draft = _under_picture(case, _CERTAIN)
    words = folded(tokens(draft.citations[0].quote)) if draft is not None else ()
    said = folded(tokens(case.question.normalized))
    counted = {
        said[at + len(mark)] for mark in _counting() if 0 <= (at := find(mark, said)) < len(said) - len(mark)
    }
    stands = any(first.isdigit() and second in counted for first, second in pairwise(words))
    return draft if stands else None


def _counting() -> list[Tokens]:
    return [folded(tokens(mark)) for mark in marks("count_words")]


def _under_picture(case: Case, least: float = _UNDER_PICTURE) -> Draft | None:
    """Answer with the words under a picture where they alone hold the figure asked, or the one named."""
    question = case.question
    if len(case.documents) != 1 or question.type in _DUTIES or "who" in question.cues:
        return None
    prepared = case.finder.prepared
    for clause in case.library.clauses[case.documents[0].id]:
        if clause.key not in prepared.captions:
            continue
        match = case.finder.match(question, prepared.clauses[clause.key])
        text = without_credit(squeeze(clause.text))
        figures = {word for word in tokens(text) if word.isdigit()}
        stated = figures if "how_many" in question.cues else figures & set(tokens(question.normalized))
        if match.main >= least and stated:
            return passage_of(case, clause, text)
    return None


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
    if _lacks_a_name(case, missing):
        return None
    if lacks_the_deed(case, best):
        return None
    if len(set(case.telling) - missing) < _LEAST_HELD:
        return None  # one word of a compound ("chuỗi" of "chuỗi khối") is a chance likeness
    given = given_in(case, best.record) if question.type in _DUTIES else None
    return given or quoted_whole(case, best.record)


def _rarely_said(case: Case) -> Draft | None:
    """Answer with the nearest clause where it shares two things with the question that the plan rarely names.

    "Điện thoại hỏng ... thu gom" meets in one clause of a long plan what hardly any other clause says; the
    everyday words around them say what the plan says in its own.
    """
    question = case.question
    asked = {"who", *_ASKS_FIGURE} & question.cues or question.type == "list"
    if question.type not in _OPEN | _DUTIES or asked or len(case.documents) != 1:
        return None
    ranked = case.finder.clauses(question, case.documents)[:LOOKED_AT]
    best = next((item for item in ranked if says_something(case, item.record)), None)
    if best is None or best.match.main < NEAREST_LEAST:
        return None
    missing = set(best.match.missing)
    if _lacks_a_name(case, missing):
        return None
    fields = [
        case.finder.prepared.clauses[clause.key] for clause in case.library.clauses[case.documents[0].id]
    ]
    own = case.finder.prepared.clauses[best.record.key]
    rare, told = 0, 0.0
    for run in units(question, case.finder.prepared.vocabulary):
        if question.soft.issuperset(run) or not _stands(run, own, question.plain):
            continue
        held = sum(_stands(run, field, question.plain) for field in fields)
        rare += held <= _RARE
        told += math.log(len(fields) / held)
    return quoted_whole(case, best.record) if rare and told >= _TOLD_LEAST else None


def _lacks_a_name(case: Case, missing: set[str]) -> bool:
    """Return whether a clause lacks a place that is named, or what a sum is for ("mức phạt")."""
    said = tokens(case.question.normalized)
    said = folded(said) if case.question.plain else said
    sums = set(folded(marks("sum_nouns")) if case.question.plain else marks("sum_nouns"))
    named = any(missing.intersection(name) for name in case.question.names)
    return named or any(first in sums and second in missing for first, second in pairwise(said))


def _stands(run: Tokens, field: Field, plain: bool) -> bool:
    words = field.plain if plain else field.exact
    return words.main.issuperset(run) and words.pairs.issuperset(pairwise(run))


_YEARS = re.compile(r"\b20\d\d\b")
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def _sentence_of(case: Case, clause: Clause, nouns: set[str]) -> str:
    """Return the sentence of a clause that holds all the nouns; empty where none does."""
    for sentence in _SENTENCE.split(squeeze(clause.text)):
        syllables = case.words.canonical(tokens(sentence))
        if nouns <= set(folded(syllables) if case.question.plain else syllables):
            return sentence
    return ""
