"""Counts that a plan's own sentence states ("8 lĩnh vực ưu tiên"), where nothing counts them from records."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.engine.compose.base import Case, excerpt, plan_name, quoted
from actions.engine.compose.listing import section
from actions.engine.evidence import FITS, FITS_WITH_SEARCH
from actions.engine.lists import marks
from actions.engine.match import NO_MATCH
from actions.engine.reading import claim_words
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Clause
from knowledge.number_words import in_digits
from knowledge.numbers import find_quantities
from knowledge.text import fold, squeeze

_SENTENCE = re.compile(r"(?<=[.;])\s+")
_LOOKED_AT = 60
_LIMIT = 420
_LONGEST_NOUN = 4
_ITEMS = 2
_OF_RECORDS = frozenset({"indicators", "tasks", "bodies"})


def stated_count(case: Case) -> Draft | None:
    """Answer "bao nhiêu lĩnh vực ..." with the sentence that says how many."""
    return _counted_as(case, _noun(case))


def stated_otherwise(case: Case) -> Draft | None:
    """Answer "mấy nhiệm vụ chung" where no records count them and a sentence does ("04 nhiệm vụ chung")."""
    asked = tokens(case.question.normalized)
    said = folded(asked)
    for mark in map(folded, map(tokens, marks("count_words"))):
        at = find(mark, said)
        for size in range(_LONGEST_NOUN, 0, -1) if at >= 0 else ():
            noun = asked[at + len(mark) : at + len(mark) + size]
            if len(noun) == size and (draft := _counted_as(case, " ".join(noun))) is not None:
                return draft
    return None


def headed_so(case: Case) -> Draft | None:
    """Answer "mấy quan điểm" with the parts of the section that is headed so."""
    cues = case.question.cues
    if "how_many" not in cues or _OF_RECORDS & cues or len(case.documents) != 1 or case.question.agencies:
        return None
    said = tokens(case.question.normalized)
    for clause in case.library.clauses[case.documents[0].id]:
        heading = folded(tokens(clause.heading.removeprefix(clause.number)))
        parts = [item for item in case.library.children(clause) if item.kind != "paragraph"]
        if not heading or len(heading) > _LONGEST_NOUN or len(parts) < _ITEMS:
            continue
        for mark in map(folded, map(tokens, marks("count_words"))):
            at = find((*mark, *heading), folded(said))
            if at >= 0:
                return section(case, clause, " ".join(said[at + len(mark) : at + len(mark) + len(heading)]))
    return None


def _counted_as(case: Case, noun: str) -> Draft | None:
    if not noun or not case.telling:
        return None
    best: tuple[float, Clause, str, str] | None = None
    for scored in case.finder.clauses(case.question, case.documents)[:_LOOKED_AT]:
        for sentence in _SENTENCE.split(squeeze(scored.record.text)):
            number = _stated(sentence, noun)
            found = case.finder.match_text(case.question, sentence) if number else NO_MATCH
            # "Mỗi xã một sản phẩm" counts none of the products that are brought to market.
            sure = found.coverage >= FITS and (number.isdigit() or not found.missing)
            if number and sure and (best is None or found.coverage > best[0]):
                best = (found.coverage, scored.record, sentence, number)
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
            "stated": number if number.isdigit() else "",
            "counted": f"{number} {noun}",
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
    one = f"|{marks('number_words')[0]}"
    counted = rf"(?<![\w/.,-])0?(\d{{1,3}}{one}) {re.escape(noun)}(?!\w)"
    found = re.findall(counted, in_digits(sentence).lower())
    return found[0] if len(set(found)) == 1 else ""
