"""Names that a sentence enumerates ("thí điểm tại: xã A; xã B"): quoted whole, before any heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from actions.engine.compose.base import Case, quoted
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft
from knowledge.model import Clause
from knowledge.text import fold, squeeze

_SERIES = re.compile(r":\s*([^.:]{10,600})|\(([^()]{6,400})\)")
_SENTENCE = re.compile(r"(?<=[.])\s+")
_TYPES = frozenset({"list", "count", "passage", "definition", "unknown"})
_LOOSE = frozenset({"passage", "unknown"})
_DUTIES = frozenset({"responsible", "agency_tasks"})
_LOOKED_AT = 40
_LEAST = 0.5
_ITEMS = 3
_NEAR = 9
_LIMIT = 620


def enumerated(case: Case) -> Draft | None:
    """Answer "những xã nào", "4 đô thị ... là những đâu" with the sentence that names them."""
    nouns = _nouns(case)
    if case.question.type in _LOOSE and case.question.agencies and "names" not in case.question.cues:
        return None  # "Ngân hàng A làm gì ở 6 xã?": what the body does is asked, not which communes
    if not nouns or not (case.question.type in _TYPES or _guessed(case, nouns)) or not case.telling:
        return None
    number = next((int(term) for term in _numbers(case)), 0)
    best: tuple[float, Clause, str] | None = None
    for scored in case.finder.clauses(case.question, case.documents)[:_LOOKED_AT]:
        if scored.match.main < _LEAST:
            continue
        for sentence in _SENTENCE.split(squeeze(scored.record.text)):
            worth = _worth(sentence, nouns, number)
            if worth and (best is None or scored.score + worth > best[0]):
                best = (scored.score + worth, scored.record, sentence)
    if best is None or len(best[2]) > _LIMIT:
        return None
    _, clause, sentence = best
    return quoted(case, clause, sentence.lstrip("-–+•* ").rstrip("; "))


def holds_one(text: str) -> bool:
    """Return whether a text enumerates things behind a colon or in brackets."""
    series = (found.group(1) or found.group(2) for found in _SERIES.finditer(squeeze(text)))
    return any(len(re.split(r"[,;]", items)) >= _ITEMS for items in series)


def _guessed(case: Case, nouns: frozenset[str]) -> bool:
    """Return whether a question taken for one of duties asks for no body ("gồm những lớp nào")."""
    if case.question.type not in _DUTIES or "who" in case.question.cues or case.question.agencies:
        return False
    asking = {fold(mark) for mark in marks("asking")}
    return any(
        first in nouns and second in asking
        for first, second in pairwise(folded(tokens(case.question.normalized)))
    )


def _nouns(case: Case) -> frozenset[str]:
    """Return the nouns whose names are asked: "xã" of "xã nào", "đô" of "4 đô thị"."""
    syllables = tokens(case.question.normalized)
    asking = {fold(mark) for mark in marks("asking")}
    counted = _number_words(case)
    place = {fold(mark) for mark in marks("ordinal_mark")}
    found = []
    for at, word in enumerate(syllables):
        if at and fold(syllables[at - 1]) in place:
            continue  # "việc thứ hai là gì" counts nothing
        if "names" in case.question.cues and fold(word) in asking and at:
            found.append(syllables[at - 1])
        elif (word in counted or (word.isdigit() and len(word) < _ITEMS)) and at + 1 < len(syllables):
            found.append(syllables[at + 1])
    # "Mức độ 4 của tỉnh A" counts nothing.
    named = [word for word in found if not case.words.is_silent(word, case.question.plain)]
    return frozenset(word for word in folded(named) if not word.isdigit())


def _number_words(case: Case) -> list[str]:
    """Return the words of 1, 2, 3 ... as the question writes words: "Tam Hợp" counts nothing up to "tám"."""
    return [fold(word) if case.question.plain else word for word in marks("number_words")]


def _numbers(case: Case) -> Sequence[str]:
    words = _number_words(case)
    result = []
    for word in tokens(case.question.normalized):
        if word.isdigit() and len(word) < _ITEMS:
            result.append(word)
        elif word in words:
            result.append(str(words.index(word) + 1))
    return result


def _worth(sentence: str, nouns: frozenset[str], number: int) -> float:
    """Return how much a sentence's series is what is asked: 0 where it has none or names other things."""
    best = 0.0
    for found in _SERIES.finditer(sentence):
        series = found.group(1) or found.group(2)
        items = [
            item
            for item in re.split(r";" if series.count(";") > 1 else r"[,;]|\bvà\b", series)
            if item.strip()
        ]
        before = folded(tokens(sentence[: found.start()]))[-_NEAR:]
        inside = folded(tokens(series))
        if len(items) < _ITEMS or not nouns.intersection((*before, *inside)):
            continue
        best = max(best, 0.1 + (0.3 if len(items) == number else 0.0))
    return best
