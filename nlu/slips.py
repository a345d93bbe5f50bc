"""Which right spellings a misspelt syllable may stand for, and how unlikely each slip is.

A slip is one edit of the syllable's letters (its tone counts as one letter behind them), or a sound spelt
another way as ``tables/slips.toml`` lists them, alone or beside another tone.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import OSA

from knowledge.text import fold
from nlu.wordlist import TABLES

_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_NO_TONE = "0"
_ALIKE = {"3": "4", "4": "3"}
"""Hỏi and ngã: half of the country says them alike."""
_VOWELS = frozenset("aăâeêioôơuưy")


@dataclass(frozen=True, slots=True)
class Slip:
    """A right spelling and the cost of what was typed in its place, a natural logarithm."""

    meant: str
    cost: float


@lru_cache(maxsize=1)
def slip_table() -> Mapping[str, Any]:
    """Return the table of slips and their costs."""
    return tomllib.loads((TABLES / "slips.toml").read_text(encoding="utf-8"))


def spell_out(syllable: str) -> str:
    """Return the letters of a syllable with the tone behind them as a digit: "điểm" is "điêm3"."""
    letters, tone = "", _NO_TONE
    for sign in unicodedata.normalize("NFD", syllable):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters += sign
    return unicodedata.normalize("NFC", letters) + tone


class Slips:
    """Finds the known syllables that a typed one may be a slip of.

    Args:
        known: right spellings, in lower case.
        folded: all of it is without diacritics.
    """

    def __init__(self, known: Collection[str], folded: bool = False) -> None:
        table = slip_table()
        self._cost: Mapping[str, float] = table["cost"]
        self._sounds = {
            part: [(a, b) for one, other in table["sounds"][part] for a, b in ((one, other), (other, one))]
            for part in ("head", "middle", "end")
        }
        self._near = {frozenset((a, b)) for row in table["keys"]["rows"] for a, b in pairwise(row)}
        self._folded = folded
        self._spelt: dict[str, str] = {}
        self._shortened: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(known):
            spelt = spell_out(word)
            self._spelt.setdefault(spelt, word)
            for short in _shortened(spelt):
                self._shortened[short].append(spelt)
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _of(self, typed: str) -> tuple[Slip, ...]:
        """Return what a lower-case syllable may stand for, each with the cheapest slip; itself left out."""
        spelt = spell_out(typed)
        costs: dict[str, float] = {}
        for meant, cost in (*self._edited(spelt), *self._sounding(spelt)):
            if cost < costs.get(meant, float("inf")):
                costs[meant] = cost
        slips = (Slip(self._spelt[meant], cost) for meant, cost in sorted(costs.items()))
        return tuple(slip for slip in slips if slip.meant != typed)

    def _edited(self, typed: str) -> Iterator[tuple[str, float]]:
        found = {meant for short in _shortened(typed) for meant in self._shortened.get(short, ())}
        for meant in sorted(found):
            if OSA.distance(typed, meant, score_cutoff=1) <= 1:
                yield meant, self._edit_cost(typed, meant)

    def _edit_cost(self, typed: str, meant: str) -> float:
        """Return the cost of the one edit that parts the two."""
        if typed == meant:
            return self._cost["same"]
        if typed[:-1] == meant[:-1]:
            return self._cost[_tone_slip(typed[-1], meant[-1])]
        if len(typed) != len(meant):
            longer, shorter = sorted((typed, meant), key=len, reverse=True)
            at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
            if longer[at] == longer[at - 1]:
                return self._cost["doubled"]
            return self._cost["dropped" if meant is longer else "added"]
        parted = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
        if len(parted) > 1:
            return self._cost["swapped"]
        ((a, b),) = parted
        if fold(a) == fold(b):
            return self._cost["mark"]
        return self._cost["near_key" if frozenset((a, b)) in self._near else "replaced"]

    def _sounding(self, typed: str) -> Iterator[tuple[str, float]]:
        """Yield the known spellings of the same sounds, each also with the tone that sounds alike."""
        tone, other_tone = typed[-1], _ALIKE.get(typed[-1])
        for letters in {typed[:-1], *self._sound_spellings(typed[:-1])}:
            sounds = self._cost["sound_alike"] if letters != typed[:-1] else 0.0
            if letters + tone in self._spelt:
                yield letters + tone, sounds
            if other_tone and letters + other_tone in self._spelt:
                yield letters + other_tone, sounds + self._cost["tone_alike"]

    def _sound_spellings(self, letters: str) -> Iterator[str]:
        start = next((i for i, letter in enumerate(letters) if letter in _VOWELS), len(letters))
        stop = next((i for i in range(start, len(letters)) if letters[i] not in _VOWELS), len(letters))
        head, middle, end = letters[:start], letters[start:stop], letters[stop:]
        for one, other in self._sounds["head"]:
            if head == one:
                yield other + middle + end
            elif head + middle[:1] == one:  # the i of "gi", the u of "qu"
                yield other + middle[1:] + end
        for one, other in self._sounds["middle"]:
            if self._form(middle) == self._form(one):
                yield head + self._form(other) + end
        for one, other in self._sounds["end"]:
            if end == one:
                yield head + middle + other

    def _form(self, letters: str) -> str:
        return fold(letters) if self._folded else letters


def _shortened(spelt: str) -> set[str]:
    """Return the spelling and it less any one letter: what two spellings one edit apart share."""
    return {spelt, *(spelt[:i] + spelt[i + 1 :] for i in range(len(spelt)))}


def _tone_slip(typed: str, meant: str) -> str:
    if typed == _NO_TONE:
        return "tone_lost"
    return "tone_alike" if _ALIKE.get(typed) == meant else "tone"
