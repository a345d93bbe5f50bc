"""English in questions: whole sentences recognised, and the usual words put into Vietnamese.

No translation: only the words that carry a question about plans, so that its kind and subject are found.
The words for things ("digital signature", "deadline") are those that officials also mix into Vietnamese.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nlu.wordlist import WordList, foreign_words, read_pairs, read_words

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 3
_FEWEST_OF_FRAME = 2
_SHARE = 0.3


def is_english(text: str, word_list: WordList) -> bool:
    """Whether a message is a sentence in English, not a list of English terms or Vietnamese around some."""
    if not text.isascii():
        return False
    words = _WORD.findall(text.lower())
    surely = sum(word not in word_list.folded and word in _english() for word in words)
    framed = len(_frame().intersection(words)) >= _FEWEST_OF_FRAME
    return framed and surely >= _FEWEST and surely >= _SHARE * len(words)


def in_vietnamese(text: str) -> str:
    """Return an English question with the words of the glossary in Vietnamese, the others as they stand."""
    glossary = _glossary()
    put = _pattern().sub(lambda match: glossary[" ".join(match[0].lower().split())], text)
    return " ".join(put.split())


@lru_cache(maxsize=1)
def loans() -> dict[str, str]:
    """Return the English words for things that stand in Vietnamese sentences, with their meaning."""
    return dict(read_pairs("english_terms.csv"))


@lru_cache(maxsize=1)
def _glossary() -> dict[str, str]:
    return loans() | dict(read_pairs("english_questions.csv"))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    phrases = sorted(map(re.escape, _glossary()), key=len, reverse=True)
    inside = "|".join(phrase.replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _frame() -> frozenset[str]:
    return frozenset(word for line in read_words("english_frame.txt") for word in line.split())


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return foreign_words() | {word for phrase in _glossary() for word in _WORD.findall(phrase)}
