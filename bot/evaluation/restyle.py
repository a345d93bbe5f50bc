"""Write a question again as people type it: no diacritics, telex or VNI keys, capitals, typos.

Each style is a pure function, so that one question set measures every way of typing.
"""

from __future__ import annotations

import dataclasses
import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from bot.evaluation.cases import Case
from knowledge.text import fold

# The keys that follow a letter on a Vietnamese keyboard, by combining mark (Unicode name order).
_TELEX: Mapping[str, str] = {"̂": "^", "̆": "w", "̛": "w", "́": "s", "̀": "f", "̉": "r", "̃": "x", "̣": "j"}
_VNI: Mapping[str, str] = {"̂": "6", "̆": "8", "̛": "7", "́": "1", "̀": "2", "̉": "3", "̃": "4", "̣": "5"}
_TONES = "̣́̀̉̃"


def plain(text: str) -> str:
    """Without any diacritic, in lower case."""
    return fold(text)


def telex(text: str) -> str:
    """As the telex keys typed with the input method switched off: ``Điện Biên`` is ``DDieenj Bieen``."""
    return _keys(text, _TELEX, "d")


def vni(text: str) -> str:
    """As the VNI keys typed with the input method switched off: ``Điện Biên`` is ``D9ie6n5 Bie6n``."""
    return _keys(text, _VNI, "9")


def capitals(text: str) -> str:
    """In capital letters."""
    return text.upper()


def decomposed(text: str) -> str:
    """In Unicode normalisation form D, as macOS file names and some keyboards give it."""
    return unicodedata.normalize("NFD", text)


def half(text: str) -> str:
    """Every other word without its diacritics."""
    return " ".join(fold(word) if place % 2 else word for place, word in enumerate(text.split(" ")))


def typos(text: str) -> str:
    """Two letters swapped in every third longer word, the same ones at each call."""
    chooser = random.Random(text)
    words = text.split(" ")
    longer = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for place in longer[::3]:
        word = words[place]
        cut = chooser.randrange(1, len(word) - 1)
        words[place] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


WRITTEN = ("formal", "colloquial", "multi_turn")
"""Styles of cases that are written in full, and so can be written again in another way."""

STYLES: Mapping[str, Callable[[str], str]] = {
    "plain": plain,
    "telex": telex,
    "vni": vni,
    "capitals": capitals,
    "nfd": decomposed,
    "half": half,
    "typos": typos,
}


def restyle(case: Case, style: str) -> Case:
    """Return the case with every turn written in ``style`` (a key of ``STYLES``)."""
    return dataclasses.replace(case, style=style, turns=tuple(STYLES[style](turn) for turn in case.turns))


def restyle_all(cases: Sequence[Case], styles: Sequence[str]) -> list[Case]:
    """Return the cases once in each style; unchanged where no style is named.

    Cases that were written in a style of their own (telex, capitals ...) stay out of the restyled ones.
    """
    if not styles:
        return list(cases)
    plain_written = [case for case in cases if case.style in WRITTEN]
    return [restyle(case, style) for style in styles for case in plain_written]


def _keys(text: str, marks: Mapping[str, str], bar: str) -> str:
    """Spell each word in keys: marks of the vowel after its letter, the tone at the end of the word."""
    return re.sub(r"[^\W\d_]+", lambda word: _word_keys(word.group(), marks, bar), text)


def _word_keys(word: str, marks: Mapping[str, str], bar: str) -> str:
    spelled, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone = marks[letter]
        elif letter in marks:
            key = marks[letter]
            spelled += spelled[-1].lower() if key == "^" else key
        elif letter in "đĐ":
            spelled += "d" + bar if letter == "đ" else "D" + bar.upper()
        else:
            spelled += letter
    return spelled + tone
