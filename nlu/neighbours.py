"""How likely one syllable follows another: counts of the state's law, of the plans held and of questions.

The counts of the law ship with the restorer; those of the domain are counted when the word list is built,
so that the words of a plan just added are known as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from knowledge.text import fold
from nlu.restore import Restorer
from nlu.wordlist import NUMBER, WordList

_PAIRED = 0.9
_TRUST = 10.0
"""Occurrences of a word in the domain's texts at which they count half as much as they ever do."""
_MOST_TRUST = 0.6
_NUMBER_SHARE = 0.02
_CLOSE = 5.0
_ENOUGH = 15.0
_ENOUGH_OWN = 2.0
_AS_IT_STANDS = "="


def as_it_stands(word: str) -> str:
    """Mark a word without diacritics as meant so, not as the skeleton of another."""
    return _AS_IT_STANDS + word if word.isascii() else word


def unmarked(word: str) -> str:
    """Return the word that ``as_it_stands`` marked."""
    return word.removeprefix(_AS_IT_STANDS)


class _Counts:
    """Counts of syllables and of pairs, as spelt or without diacritics."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self.single: defaultdict[str, float] = defaultdict(float)
        self.pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._form = lru_cache(maxsize=None)(form)
        self.total = 1.0

    def add(self, words: Iterable[tuple[str, float]], pairs: Iterable[tuple[tuple[str, str], float]]) -> None:
        """Count words and pairs."""
        for word, times in words:
            self.single[self._form(word)] += times
            self.total += times
        for (left, right), times in pairs:
            self.pairs[self._form(left), self._form(right)] += times

    def share(self, left: str, right: str) -> float:
        """Return which share of the occurrences of ``left`` has ``right`` behind it."""
        return self.pairs.get((left, right), 0.0) / (self.single.get(left, 0.0) + 1.0)

    def are_close(self, left: str, right: str, enough: float) -> bool:
        """Whether the pair occurs much more often than by accident."""
        pair = self.pairs.get((left, right), 0.0)
        if pair < enough:
            return False
        single = self.single
        return pair >= _CLOSE * (single.get(left, 0.0) + 1.0) * (single.get(right, 0.0) + 1.0) / self.total


class Neighbours:
    """Chances of neighbouring syllables, in lower case; "" stands for the end of a phrase.

    Args:
        restorer: the counts of general text.
        word_list: the counts of the domain.
        folded: compare without diacritics, for messages typed without any.
    """

    def __init__(self, restorer: Restorer, word_list: WordList, folded: bool = False) -> None:
        form = fold if folded else str
        self._general, self._own = _Counts(form), _Counts(form)
        self._general.add(restorer.counts(), restorer.pair_counts())
        self._own.add(word_list.common.items(), word_list.pairs.items())
        self._general.single[NUMBER] = _NUMBER_SHARE * self._general.total
        self._own.single[NUMBER] = _NUMBER_SHARE * self._own.total
        self._readings: dict[str, list[str]] = {}
        if not folded:
            for word in {**self._general.single, **self._own.single}:
                if not word.isascii():
                    self._readings.setdefault(fold(word), []).append(word)
        self.chance = lru_cache(maxsize=100_000)(self._chance)
        self.are_close = lru_cache(maxsize=100_000)(self._are_close)

    def count(self, word: str) -> float:
        """Return how often a syllable occurs in all of the texts."""
        return self._general.single.get(word, 0.0) + self._own.single.get(word, 0.0)

    def _chance(self, left: str, right: str) -> float:
        """Return the probability of ``right`` after ``left``.

        A word without diacritics may be any it is the skeleton of: the likeliest reading counts.
        """
        if not right:
            return 1.0
        return max(self._exact(a, b) for a in self._meant(left) for b in self._meant(right))

    def _exact(self, left: str, right: str) -> float:
        general, own = self._general, self._own
        alone = (self.count(right) + 0.1) / (general.total + own.total)
        if not left:
            return alone
        seen = own.single.get(left, 0.0)
        trust = _MOST_TRUST * seen / (seen + _TRUST)
        paired = trust * own.share(left, right) + (1 - trust) * general.share(left, right)
        return _PAIRED * paired + (1 - _PAIRED) * alone

    def _are_close(self, left: str, right: str) -> bool:
        """Whether the two stand together much more often than by accident."""
        return any(
            self._general.are_close(a, b, _ENOUGH) or self._own.are_close(a, b, _ENOUGH_OWN)
            for a in self._meant(left)
            for b in self._meant(right)
        )

    def _meant(self, word: str) -> Sequence[str]:
        if word.startswith(_AS_IT_STANDS):
            return (word[len(_AS_IT_STANDS) :],)
        return (word, *self._readings[word]) if word in self._readings else (word,)
