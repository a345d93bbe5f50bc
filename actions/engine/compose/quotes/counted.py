"""Counts that a plan's own sentence states ("8 lĩnh vực ưu tiên"), where nothing counts them from records."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.engine.compose.base import Case, excerpt, plan_name, quoted
from actions.engine.evidence import FITS, FITS_WITH_SEARCH
from actions.engine.reading import claim_words
from actions.engine.syllables import folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Clause
from knowledge.number_words import in_digits
from knowledge.numbers import find_quantities
from knowledge.text import fold, squeeze

_SENTENCE = re.compile(r"(?<=[.;])\s+")
_LOOKED_AT = 60
_LIMIT = 420


def stated_count(case: Case) -> Draft | None:
    """Answer "bao nhiêu lĩnh vực ..." with the sentence that says how many."""
    noun = _noun(case)
    if not noun or not case.telling:
        return None
    best: tuple[float, Clause, str, str] | None = None
    for scored in case.finder.clauses(case.question, case.documents)[:_LOOKED_AT]:
        for sentence in _SENTENCE.split(squeeze(scored.record.text)):
            number = _stated(sentence, noun)
            coverage = case.finder.match_text(case.question, sentence).coverage if number else 0.0
            if number and coverage >= FITS and (best is None or coverage > best[0]):
                best = (coverage, scored.record, sentence, number)
    if best is None:
        return None
    _, clause, sentence, number = best
    document = case.document(clause.document_id)
    text = excerpt(case, sentence.lstrip("-–+•* ").rstrip("; "), _LIMIT)
    return Draft(
        status="answered",
        template="passage",
        values={
            "rows": [{"plan": plan_name(document), "province": document.province, "text": text}],
            "several": False,
            "stated": number,
            "no_quote": True,
        },
        facts=(clause,),
        citations=(case.cite_clause(clause),),
        total=1,
    )


def stated_place(case: Case) -> Draft | None:
    """Answer which place among others was reached, as a clause tells it that sets no target.

    Asked are a year of its sentence, or the time before the plan ("từng xếp thứ mấy").
    """
    question = case.question
    if "ranks" not in question.cues or not (question.years or "past" in question.cues):
        return None
    if len(case.documents) > 1 and question.provinces:
        return None
    best: tuple[float, Clause, str] | None = None
    for document in case.documents:
        for clause in case.library.clauses[document.id]:
            for sentence in _SENTENCE.split(squeeze(clause.text)):
                worth = _place_worth(case, clause, sentence)
                if worth and (best is None or worth > best[0]):
                    best = (worth, clause, sentence)
    return quoted(case, best[1], best[2].rstrip("; ")) if best else None


def _place_worth(case: Case, clause: Clause, sentence: str) -> float:
    """Return how well a sentence tells the place reached in the years and subject asked; 0 if it doesn't."""
    question = case.question
    if not all(str(year) in sentence for year in question.years):
        return 0.0
    if not any(item.kind == "rank" for item in find_quantities(in_digits(sentence))):
        return 0.0
    if any(
        (item.document_id, item.clause) == (clause.document_id, clause.address)
        for item in case.library.indicators
    ):
        return 0.0  # a target's rank is none that was reached
    if not case.telling:
        return FITS
    found = case.finder.match_text(question, sentence).coverage
    return found if found >= FITS_WITH_SEARCH else 0.0


def corrected(case: Case, draft: Draft) -> Draft:
    """Say first that a number which the question takes for granted is not the plan's ("10 lĩnh vực": 8)."""
    if draft.status != "answered" or draft.values.get("opening") or {"yes_no", "why"} & case.question.cues:
        return draft
    asked = in_digits(case.question.normalized).lower()
    for noun in sorted(claim_words.word_groups("counted")["stated"], key=len, reverse=True):
        claimed = re.search(rf"(?<![\w/.,-])0?(\d{{1,3}}) {re.escape(noun)}(?!\w)", asked)
        if claimed is None or " ".join(tokens(noun)) not in " ".join(tokens(case.question.normalized)):
            continue
        for citation in draft.citations[:1]:
            for sentence in _SENTENCE.split(squeeze(citation.quote)):
                number = _stated(sentence, noun)
                sure = bool(number) and case.finder.match_text(case.question, sentence).coverage >= FITS
                if sure and number != claimed.group(1):
                    opening = phrase("not_so_many", claimed=claimed.group(1), noun=noun, number=number)
                    return replace(draft, values={**draft.values, "opening": opening})
        return draft
    return draft


def _noun(case: Case) -> str:
    """Return what is counted where a question asks how many, if it is no record (target, task)."""
    asked = " ".join(folded(tokens(case.question.normalized)))
    for noun in sorted(claim_words.word_groups("counted")["stated"], key=len, reverse=True):
        if re.search(rf"\b(?:bao nhieu|may) {re.escape(fold(noun))}\b", asked):
            return noun
    return ""


def _stated(sentence: str, noun: str) -> str:
    """Return the number before the noun in a sentence; empty where there is none or more than one."""
    found = re.findall(rf"(?<![\w/.,-])0?(\d{{1,3}}) {re.escape(noun)}(?!\w)", in_digits(sentence).lower())
    return found[0] if len(set(found)) == 1 else ""
