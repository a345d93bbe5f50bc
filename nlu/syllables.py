"""Texts as arrays of syllable numbers: the fast path that the encoder, the restorer and BM25 share.

A Vietnamese syllable is a run of letters and digits. Every distinct spelling is normalised once (tone
mark placement, and for the folded form diacritics), so a corpus of tens of millions of syllables costs
one regular expression and one dictionary look-up a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.text import fold, normalize_tone

Ids = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]

_SYLLABLE = re.compile(r"[^\W_]+")
_BIGRAM_BASE = 1 << 21
"""Two syllable numbers make one bigram key: ``first * base + second``; room for 2 million spellings."""


def split_syllables(text: str) -> list[str]:
    """Return the syllables and numbers of ``text`` in order, composed (NFC) and in lower case."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def accented_form(syllable: str) -> str:
    """Return a lower-case syllable with the tone mark where current spelling puts it (``hoà`` -> ``hòa``)."""
    return syllable if syllable.isascii() else normalize_tone(syllable)


def folded_form(syllable: str) -> str:
    """Return a lower-case syllable without diacritics (``đổi`` -> ``doi``)."""
    return syllable if syllable.isascii() else fold(syllable)


class SyllableTable:
    """Numbers for syllables. Open while it learns a vocabulary, closed when it only looks up.

    Attributes:
        names: normalised syllable of each number.
    """

    def __init__(
        self, normal: Callable[[str], str], names: Iterable[str] = (), *, closed: bool = False
    ) -> None:
        """Start from ``names`` (numbered in order); a closed table gives -1 to anything else."""
        self._normal = normal
        self.names: list[str] = list(names)
        self.numbers: dict[str, int] = {name: number for number, name in enumerate(self.names)}
        self._closed = closed
        self._spellings: dict[str, int] = dict(self.numbers)

    def __len__(self) -> int:
        return len(self.names)

    def _learn(self, spelling: str) -> int:
        name = self._normal(spelling)
        number = self.numbers.get(name, -1)
        if number < 0 and not self._closed:
            number = len(self.names)
            self.names.append(name)
            self.numbers[name] = number
        # A closed table serves queries of unknown people for months: it must not grow without bound.
        if not self._closed or len(self._spellings) < 200_000:
            self._spellings[spelling] = number
        return number

    def encode(self, text: str) -> list[int]:
        """Return the number of every syllable of ``text``; -1 for one that a closed table doesn't hold."""
        spellings = self._spellings
        out = []
        for syllable in split_syllables(text):
            number = spellings.get(syllable)
            out.append(self._learn(syllable) if number is None else number)
        return out


def flatten(rows: Sequence[Sequence[int]]) -> tuple[Ids, npt.NDArray[np.int64]]:
    """Return all numbers in one array and where each row starts (one more entry than there are rows)."""
    lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    flat = np.fromiter((number for row in rows for number in row), dtype=np.int32, count=int(starts[-1]))
    return flat, starts


def bigram_keys(flat: Ids, starts: npt.NDArray[np.int64]) -> Keys:
    """Return a key for each position and its right neighbour; -1 at row ends and beside unknown syllables."""
    keys = np.full(len(flat), -1, dtype=np.int64)
    if len(flat) > 1:
        first, second = flat[:-1].astype(np.int64), flat[1:].astype(np.int64)
        keys[:-1] = np.where((first >= 0) & (second >= 0), first * _BIGRAM_BASE + second, -1)
        ends = starts[1:] - 1
        keys[ends[(ends >= 0) & (np.diff(starts) > 0)]] = -1
    return keys


def split_key(keys: Keys) -> tuple[Ids, Ids]:
    """Return the two syllable numbers of each bigram key."""
    return (keys // _BIGRAM_BASE).astype(np.int32), (keys % _BIGRAM_BASE).astype(np.int32)


def join_key(first: npt.NDArray[np.integer], second: npt.NDArray[np.integer]) -> Keys:
    """Return the bigram keys of two arrays of syllable numbers."""
    return first.astype(np.int64) * _BIGRAM_BASE + second.astype(np.int64)


def look_up(keys: Keys, known: Keys) -> Ids:
    """Return the place of each key in the sorted array ``known``, or -1."""
    if not len(known):
        return np.full(len(keys), -1, dtype=np.int32)
    places = np.searchsorted(known, keys)
    places[places == len(known)] = 0
    return np.where(known[places] == keys, places, -1).astype(np.int32)
