"""Which words of a message are words that the assistant could understand at all.

A classifier answers to any text: keystrokes, commands and talk in other languages get the intent of whatever
letters they share with a question. Counting known words tells them apart from Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from knowledge.text import fold
from nlu.domain import domain_words, example_texts
from nlu.wordlist import foreign_words

_WORD = re.compile(r"[^\W\d_]{2,}")
_STRANGERS_TO_KNOWN = 2
"""So many strange words to each known one make a message unintelligible."""


def is_unintelligible(words: Iterable[str], is_held: Callable[[str], bool]) -> bool:
    """Return whether nearly all of the words are neither Vietnamese nor words that the plans hold.

    Words that are Vietnamese without diacritics and English as well ("so", "me") say nothing either way.

    Args:
        words: the message's words in normal form; numbers and single letters don't count.
        is_held: whether a word, without diacritics, stands in the plans.
    """
    known = strange = 0
    for word in words:
        if not _WORD.fullmatch(word):
            continue
        plain = fold(word)
        if plain in _taught() or is_held(plain):
            known += 1
        elif plain in domain_words().folded:
            known += not (word.isascii() and plain in foreign_words())
        else:
            strange += 1
    return strange > 0 and strange >= _STRANGERS_TO_KNOWN * known


@lru_cache(maxsize=1)
def _taught() -> frozenset[str]:
    """Return the words of the written training examples, English greetings and commands among them."""
    return frozenset(fold(word) for text in example_texts() for word in _WORD.findall(text))
