"""Restores the diacritics that a person left out, and never touches those that were typed.

A Viterbi search over syllables: each plain syllable may stand for itself or for any accented syllable
it is the skeleton of, and neighbours are scored by interpolated bigram counts. How readily a plain
syllable is read as an accented one follows from the message itself: in a text that is accented as
Vietnamese normally is, a plain "ban" means "ban".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlu.syllables import accented_form, folded_form

COUNTS_FILE = Path(__file__).parent / "model" / "restorer.npz"

_WORD = re.compile(r"[^\W_]+")
_INTERPOLATION = 0.9
_DROP_CHOICES = {0.001: 0.0, 0.1: -3.0, 0.5: -1.0, 0.95: 0.0}
"""How readily a diacritic may have been left out, with the log of how likely a person is to type so: all
diacritics, none, or half of them; hardly ever all but one."""
START = "đầucâu"
"""Stands before the first word of a spoken phrase in the counts; nobody types it."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_INITIALS = 3
_CONTEXT_BREAK = re.compile(r"[.!?;:,\n]")


class Restorer:
    """Syllable counts and the search over them."""

    def __init__(
        self,
        names: list[str],
        counts: npt.NDArray[np.floating],
        pairs: npt.NDArray[np.integer],
        pair_counts: npt.NDArray[np.floating],
    ) -> None:
        """Take syllables with their counts, and pairs of syllable numbers, shape [n, 2], with theirs."""
        self._names = names
        self._number = {name: i for i, name in enumerate(names)}
        self._counts = [float(c) for c in counts]
        self._total = float(sum(self._counts))
        self._pairs = {
            (a << 20) | b: float(c)
            for a, b, c in zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), pair_counts.tolist(), strict=True)
        }
        self._candidates: dict[str, list[int]] = defaultdict(list)
        self._start = self._number.get(START, -1)
        for i, name in enumerate(names):
            self._candidates[folded_form(name)].append(i)

    @classmethod
    def load(cls, path: Path = COUNTS_FILE) -> Restorer:
        """Read the counts that ``nlu.training.train_restorer`` wrote."""
        with np.load(path) as arrays:
            names = bytes(arrays["names"]).decode("utf-8").split("\n")
            first = np.cumsum(arrays["first_steps"].astype(np.int64))
            pairs = np.stack([first, arrays["second"].astype(np.int64)], axis=1)
            # Counts are kept as rounded logarithms: one byte each, and the search needs no more.
            return cls(names, _from_log(arrays["counts"]), pairs, _from_log(arrays["pair_counts"]))

    def knows(self, syllable: str) -> bool:
        """Whether a lower-case syllable, as spelt, occurs in the counts."""
        return accented_form(syllable) in self._number

    def counts(self) -> Iterator[tuple[str, float]]:
        """Yield each syllable with how often it was counted."""
        return zip(self._names, self._counts, strict=True)

    def pair_counts(self) -> Iterator[tuple[tuple[str, str], float]]:
        """Yield each pair of neighbours with how often it was counted."""
        for key, count in self._pairs.items():
            yield (self._names[key >> 20], self._names[key & 0xFFFFF]), count

    def _score(self, before: int, number: int) -> float:
        count = self._counts[number] if number >= 0 else 0.5
        single = (count + 0.1) / (self._total + 1.0)
        if before < 0:
            return math.log(single)
        pair = self._pairs.get((before << 20) | number, 0.0) if number >= 0 else 0.0
        return math.log(_INTERPOLATION * pair / (self._counts[before] + 1.0) + (1 - _INTERPOLATION) * single)

    def _best_path(self, words: list[str], breaks: list[bool], dropped: float) -> tuple[float, list[int]]:
        """Return the log probability and the syllable numbers (-1: as typed) of the best reading."""
        keep, drop, typed = 0.0, math.log(dropped), math.log(1 - dropped)
        states: list[tuple[int, float]] = []
        back: list[dict[int, int]] = []
        for position, word in enumerate(words):
            options = self._options(word)
            fresh = position == 0 or breaks[position]
            scored: list[tuple[int, float]] = []
            links: dict[int, int] = {}
            for number, accented in options:
                emit = keep
                if accented:
                    emit = drop if word.isascii() else typed
                if not states:
                    scored.append((number, self._score(self._start, number) + emit))
                    continue
                value, link = max(
                    (before_score + self._score(self._start if fresh else before, number), -index)
                    for index, (before, before_score) in enumerate(states)
                )
                links[number] = states[-link][0]
                scored.append((number, value + emit))
            back.append(links)
            states = scored
        if not states:
            return 0.0, []
        number, score = max(states, key=lambda state: (state[1], -state[0]))
        path = [number]
        for links in reversed(back[1:]):
            path.append(links[path[-1]])
        return score, path[::-1]

    def _options(self, word: str) -> list[tuple[int, bool]]:
        """Return (syllable number, whether it has diacritics) of every reading of a lower-case word."""
        if not word.isascii():
            return [(self._number.get(accented_form(word), -1), True)]
        numbers = self._candidates.get(word, ())
        options = [(number, not self._names[number].isascii()) for number in numbers]
        if word not in self._number:
            options.append((-1, False))
        return options

    def restore(self, text: str, bare: bool = False) -> str:
        """Return ``text`` with missing diacritics put in; case, spacing and punctuation stay.

        Words already accented, words with digits and words of no known reading stay as typed.

        Args:
            text: any text.
            bare: no diacritic was typed; those in ``text`` come from names and short forms written out.
        """
        text = unicodedata.normalize("NFC", text)
        found = list(_WORD.finditer(text))
        fixed = [match.span() for match in _ADDRESS.finditer(text)]
        # A part of an address is no word, nor are initials ("CA tỉnh"): they are read as typed.
        initials = not bare and not text.isascii() and not text.isupper()
        words = [
            ""
            if any(start <= match.start() < end for start, end in fixed)
            or (initials and match.group().isupper() and 1 < len(match.group()) <= _INITIALS)
            else match.group().lower()
            for match in found
        ]
        if not any(word.isascii() and self._candidates.get(word) for word in words):
            return text
        breaks = [False] * len(words)
        for i in range(1, len(words)):
            breaks[i] = bool(_CONTEXT_BREAK.search(text, found[i - 1].end(), found[i].start()))
        # With nothing accented, only "all diacritics left out" explains the message.
        accented = not bare and any(not word.isascii() for word in words)
        habits = _DROP_CHOICES if accented else {max(_DROP_CHOICES): 0.0}
        readings = [(prior, self._best_path(words, breaks, dropped)) for dropped, prior in habits.items()]
        _, (_, path) = max(readings, key=lambda reading: reading[0] + reading[1][0])
        out, done = [], 0
        for match, word, number in zip(found, words, path, strict=True):
            out.append(text[done : match.start()])
            keep = number < 0 or not word.isascii() or self._names[number] == word
            out.append(match.group() if keep else _in_case_of(match.group(), self._names[number]))
            done = match.end()
        out.append(text[done:])
        return "".join(out)


def to_log(counts: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """Return counts as one byte each: 12 steps for each doubling."""
    return np.clip(np.round(np.log2(np.maximum(counts, 1)) * 12), 0, 255).astype(np.uint8)


def _from_log(steps: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    return np.exp2(steps.astype(np.float64) / 12)


def _in_case_of(typed: str, restored: str) -> str:
    if typed.isupper():
        return restored.upper() if len(typed) > 1 else restored.capitalize()
    return restored[:1].upper() + restored[1:] if typed[0].isupper() else restored


@lru_cache(maxsize=1)
def shipped_restorer() -> Restorer:
    """Return the restorer that ships with the project, loaded once."""
    return Restorer.load()


def restore_diacritics(text: str, bare: bool = False) -> str:
    """Return ``text`` with missing diacritics put in by the shipped restorer; see ``Restorer.restore``."""
    return shipped_restorer().restore(text, bare)
