"""A text as its syllables: cut, folded, with numbers in digits, and looked up in one another.

A text without diacritics is compared without diacritics, any other text exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from actions.engine.lists import marks
from knowledge.number_words import find_number_words
from knowledge.text import fold, nfc, normalize_tone

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+|%")

PLACE = "_"
"""Stands where an entity was, so that words on both sides of it don't become neighbours."""

Tokens = tuple[str, ...]


@lru_cache(maxsize=8192)
def tokens(text: str) -> Tokens:
    """Return the lower-case syllables and numbers of ``text`` in normal form (NFC, new tone places).

    Kept, since a question is compared with the same phrases of the word lists again and again.
    """
    return tuple(_TOKEN.findall(normalize_tone(nfc(_spelled_out(text))).lower()))


def _spelled_out(text: str) -> str:
    """Write out Latin terms that are a Vietnamese word in lower case ("AI"), unless all is in capitals."""
    if text.isupper():
        return text
    for term, meaning in _capital_terms():
        # At the beginning a capital is no sign: "AI chủ trì ..." asks who.
        text = re.sub(rf"(?<=\w\s){term}\b|(?<=[(“\"'-]){term}\b", meaning, text) if term in text else text
    return text


@lru_cache(maxsize=1)
def _capital_terms() -> tuple[tuple[str, str], ...]:
    return tuple(
        (term, meaning) for term, _, meaning in (item.partition("=") for item in marks("capital_terms"))
    )


def is_number(syllable: str) -> bool:
    """Return whether the syllable is a number; "5g" is a name."""
    return not any(char.isalpha() for char in syllable)


def is_plain(text: str) -> bool:
    """Return whether ``text`` carries no Vietnamese diacritics at all."""
    lowered = nfc(text).lower()
    return fold(lowered) == lowered


def folded(syllables: Iterable[str]) -> Tokens:
    """Return the syllables without diacritics."""
    return tuple(map(_plain, syllables))


@lru_cache(maxsize=16384)
def _plain(syllable: str) -> str:
    return fold(syllable)


def in_digits(syllables: Tokens, plain: bool) -> Tokens:
    """Return the syllables with numbers in words as digits, and numbers without leading zeros."""
    result: list[str] = []
    done = 0
    for number in find_number_words(syllables, plain):
        result += [*syllables[done : number.start], *tokens(number.digits)]
        done = number.end
    result += syllables[done:]
    return tuple(word.lstrip("0") or word if word.isdigit() else word for word in result)


def find(phrase: Sequence[str], syllables: Sequence[str], start: int = 0) -> int:
    """Return where ``phrase`` begins in ``syllables`` at or after ``start``; -1 when it isn't there."""
    size = len(phrase)
    if not size:
        return start if start <= len(syllables) else -1
    wanted = tuple(phrase)
    while True:
        try:  # a question is compared with thousands of phrases: look for the first syllable at C speed
            start = syllables.index(wanted[0], start)
        except ValueError:
            return -1
        if size == 1 or tuple(syllables[start : start + size]) == wanted:
            return start
        start += 1
