"""How well a record's words answer a question's words.

Each syllable of the question weighs by how rare it is in the library; weak words ("chỉ tiêu", "tỷ lệ")
weigh little. A match says what share of that weight the record holds, and which telling words it
lacks: a question about "lương giáo viên" finds "giáo viên" in several clauses and "lương" in none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from actions.engine.types import Question
from actions.engine.words import Lexicon, Tokens, folded, tokens

WEAK = 0.12
_FLOOR = 0.3
_PARTS = {"main": 0.45, "side": 0.15, "pairs": 0.2, "precision": 0.2}


@dataclass(frozen=True, slots=True)
class Field:
    """The words of one record, exact and without diacritics, prepared once."""

    main: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    side: frozenset[str]
    plain_main: frozenset[str]
    plain_pairs: frozenset[tuple[str, str]]
    plain_side: frozenset[str]
    length: int


@dataclass(frozen=True, slots=True)
class Match:
    """How a record fits: ``score`` 0..1, ``coverage`` 0..1 and the telling words it lacks."""

    score: float
    coverage: float
    main: float
    precision: float
    missing: Tokens = ()


NO_MATCH = Match(0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Vocabulary:
    """How many clauses hold each syllable and each pair of neighbouring syllables."""

    size: int
    syllables: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    plain_pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[str], words: Lexicon) -> Vocabulary:
        """Count the syllables and pairs of ``texts``."""
        result = cls(0)
        for text in texts:
            syllables = words.canonical(tokens(text))
            plain = folded(syllables)
            result.size += 1
            result.syllables.update(set(syllables))
            result.plain.update(set(plain))
            result.pairs.update(set(pairwise(syllables)))
            result.plain_pairs.update(set(pairwise(plain)))
        return result

    def weight(self, syllable: str, plain: bool, weak: bool) -> float:
        """Return how much the syllable says, 0 to about 1."""
        seen = (self.plain if plain else self.syllables)[syllable]
        rare = math.log((self.size + 1) / (seen + 0.5)) / math.log((self.size + 1) / 0.5)
        # The plans' own subject ("kinh tế số") stands in every other clause and still is the subject.
        weight = _FLOOR + (1 - _FLOOR) * rare
        return weight * (WEAK if weak else 1.0)

    def knows(self, syllable: str, plain: bool) -> bool:
        """Return whether any clause holds the syllable."""
        return (self.plain if plain else self.syllables)[syllable] > 0

    def strange(self, terms: Sequence[str], weak: frozenset[str], plain: bool) -> Tokens:
        """Return telling words that no clause holds, or holds only in other company.

        A syllable counts as known when it forms a known pair with a neighbour in the question, or when
        it has no neighbour and is known by itself ("đường cao tốc": each syllable is known, no pair is).
        """
        pairs = self.plain_pairs if plain else self.pairs
        result = []
        for at, term in enumerate(terms):
            if term in weak or term[0].isdigit():
                continue
            if not self.knows(term, plain):
                result.append(term)
                continue
            around = [pair for pair in (terms[at - 1 : at + 1], terms[at : at + 2]) if len(pair) == 2]
            telling = [pair for pair in around if not weak.intersection(pair)]
            if telling and not any(pairs[(pair[0], pair[1])] for pair in telling):
                result.append(term)
        return tuple(result)


def make_field(main: str, side: str, words: Lexicon) -> Field:
    """Prepare a record's words: ``main`` names it, ``side`` is what stands around it."""
    syllables = words.canonical(tokens(main))
    around = words.canonical(tokens(side))
    plain, plain_around = folded(syllables), folded(around)
    return Field(
        main=frozenset(syllables),
        pairs=frozenset(pairwise(syllables)),
        side=frozenset(around),
        plain_main=frozenset(plain),
        plain_pairs=frozenset(pairwise(plain)),
        plain_side=frozenset(plain_around),
        length=len(syllables),
    )


def match(question: Question, record: Field, vocabulary: Vocabulary, words: Lexicon) -> Match:
    """Return how well ``record`` fits the question's terms (silent words are left out of them)."""
    terms, weak, plain = question.terms, question.weak, question.plain
    weights = {term: vocabulary.weight(term, plain, term in weak) for term in terms}
    total = sum(weights.values())
    if total <= 0:
        return NO_MATCH
    main = record.plain_main if plain else record.main
    side = record.plain_side if plain else record.side
    in_main = sum(weight for term, weight in weights.items() if term in main) / total
    in_any = sum(weight for term, weight in weights.items() if term in main or term in side) / total
    missing = tuple(term for term in weights if term not in main and term not in side and term not in weak)
    precision = _precision(main, weights, vocabulary, words, plain)
    pairs = _pairs(question, record.plain_pairs if plain else record.pairs, vocabulary)
    score = (
        _PARTS["main"] * in_main
        + _PARTS["side"] * in_any
        + _PARTS["pairs"] * pairs
        + _PARTS["precision"] * precision
    )
    return Match(score, in_any, in_main, precision, missing)


def _precision(
    main: frozenset[str], weights: dict[str, float], vocabulary: Vocabulary, words: Lexicon, plain: bool
) -> float:
    """Share of the record's own weight that the question names: prefers the shorter, closer record."""
    own = {
        word: vocabulary.weight(word, plain, words.is_weak(word, plain))
        for word in main
        if not words.is_silent(word, plain) and not word[0].isdigit()
    }
    total = sum(own.values())
    return sum(weight for word, weight in own.items() if word in weights) / total if total else 0.0


def _pairs(question: Question, known: frozenset[tuple[str, str]], vocabulary: Vocabulary) -> float:
    """Share of the question's neighbouring pairs that stand in the record."""
    pairs = [pair for pair in pairwise(question.terms) if not question.weak.issuperset(pair)]
    if not pairs:
        return 1.0 if all(any(term in pair for pair in known) for term in question.terms) else 0.0
    weight = {
        pair: sum(vocabulary.weight(word, question.plain, word in question.weak) for word in pair)
        for pair in pairs
    }
    total = sum(weight.values())
    return sum(value for pair, value in weight.items() if pair in known) / total if total else 0.0


def similarity(left: str, right: str, words: Lexicon) -> float:
    """Return how alike two names are: shared telling syllables over all of them, 0..1."""
    first, second = (
        {word for word in words.canonical(tokens(name)) if not words.is_silent(word, False)}
        - {word for word in words.canonical(tokens(name)) if word[0].isdigit() or word == "%"}
        for name in (left, right)
    )
    # Weak words ("tỷ lệ", "đạt") differ between two years of the same target; count them little.
    union = first | second
    value = {word: WEAK if words.is_weak(word, False) else 1.0 for word in union}
    total = sum(value.values())
    return sum(value[word] for word in first & second) / total if total else 0.0
