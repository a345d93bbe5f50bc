"""Syllables and underthesea's word boundaries of a text, with exact offsets.

``underthesea.word_tokenize`` rewrites what it reads (tone marks, spaces), so only its word boundaries are
used, aligned by counting letters.
"""

from __future__ import annotations

import re
import unicodedata

from underthesea import word_tokenize

from knowledge.model import Span
from knowledge.text import fold

_SYLLABLE = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:[-/][^\W_]+)*|[%]")


def syllables(text: str) -> list[Span]:
    """Return the syllables, numbers and per-cent signs of ``text`` in order."""
    return [Span(match.start(), match.end()) for match in _SYLLABLE.finditer(text)]


def has_diacritics(text: str) -> bool:
    """Whether any letter of ``text`` carries a Vietnamese diacritic (đ counts)."""
    composed = unicodedata.normalize("NFC", text)
    return not composed.isascii() and fold(composed) != composed.lower()


def _letter_count(text: str) -> int:
    return sum(not character.isspace() for character in text)


def word_starts(text: str) -> set[int] | None:
    """Return the offsets at which underthesea starts a word.

    None when the text has no diacritics, on which it is lost, or when its output can't be aligned.
    """
    if not has_diacritics(text):
        return None
    lengths = [_letter_count(word) for word in word_tokenize(text, use_token_normalize=False)]
    if sum(lengths) != _letter_count(text):
        return None
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    starts, passed = set(), 0
    for length in lengths:
        if passed < len(solid):
            starts.add(solid[passed])
        passed += length
    return starts
