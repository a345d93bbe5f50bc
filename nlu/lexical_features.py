"""The sparse features of a message: which terms stand for it, and their tf-idf vector."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse

from knowledge.text import fold
from nlu.masking import mask_entities
from nlu.numbers_in_text import any_of
from nlu.wordlist import TABLES

_LETTER_GRAMS = (3, 4)
_LONGEST = 60
"""Only so many syllables are read, half from each end: a long message asks at its start or its end."""


@lru_cache(maxsize=1)
def _cue_patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((TABLES / "cues.toml").read_text(encoding="utf-8"))["cues"]
    return {kind: _cue_pattern(words) for kind, words in table.items()}


def _cue_pattern(cues: list[str]) -> re.Pattern[str]:
    # One syllable without its diacritics is too many words at once ("dau": đau, dầu, đấu).
    single = "|".join(re.escape(cue) for cue in cues if " " not in cue)
    phrases = any_of([cue for cue in cues if " " in cue])
    return re.compile(rf"(?<!\w)(?:{phrases}|{single})(?!\w)", re.IGNORECASE)


def cues(text: str) -> list[str]:
    """Return the kinds of cue words in a text ("insult", "private", "outside" ...), each once.

    A cue of several words counts also without its diacritics.
    """
    return [kind for kind, pattern in _cue_patterns().items() if pattern.search(text)]


def _trim(words: list[str]) -> list[str]:
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST // 2] + words[-_LONGEST // 2 :]


def _grams(words: list[str], mark: str) -> Iterable[str]:
    padded = ["^", *words, "$"]
    for word in words:
        yield f"{mark}1 {word}"
    for pair in pairwise(padded):
        yield f"{mark}2 {pair[0]} {pair[1]}"
    for start in range(len(padded) - 2):
        yield f"{mark}3 {' '.join(padded[start : start + 3])}"


def _letters(words: list[str]) -> Iterable[str]:
    for word in words:
        if word.startswith("["):
            continue
        padded = f"<{word}>"
        for size in _LETTER_GRAMS:
            for start in range(max(len(padded) - size + 1, 0)):
                yield f"c {padded[start : start + size]}"


def terms(text: str) -> Counter[str]:
    """Count the terms of a text.

    Names of provinces and bodies, years and document numbers count as their kind ("[province]"), so what is
    learned of one plan holds for the next. Terms are word 1- to 3-grams, accented ("a") and folded ("f"),
    the folded ones of the question's frame, its subject masked ("q"), letter 3- and 4-grams of folded words
    ("c"), the kinds of entities present ("e"), the cues of ``tables/cues.toml`` ("u"), how familiar the
    subject is ("k") and the length ("n").
    """
    masked = mask_entities(text)
    words = _trim(masked.words)
    folded = [_fold(word) for word in words]
    counts = Counter(_grams(folded, "f"))
    counts.update(_grams(words, "a") if words != folded else ())
    counts.update(_grams([_fold(word) for word in _trim(masked.frame)], "q"))
    counts.update(_letters(folded))
    counts.update(f"e {kind}" for kind in masked.kinds)
    counts.update(f"u {kind}" for kind in cues(text))
    counts[f"k {masked.known}"] += 1
    counts[f"n {min(int(math.log2(len(masked.words) + 1)), 6)}"] += 1
    return counts


def _fold(word: str) -> str:
    return word if word.startswith("[") else fold(word)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms known to a trained model and their inverse document frequencies, in one order."""

    terms: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    places: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.terms) != len(self.weights):
            raise ValueError(f"{len(self.terms)} terms but {len(self.weights)} weights")
        object.__setattr__(self, "places", {term: place for place, term in enumerate(self.terms)})

    def row(self, counts: Counter[str]) -> scipy.sparse.csr_matrix:
        """Return the tf-idf row of a message, shape (1, number of terms), of length 1 or 0.

        A message of which no single word is known gives an empty row: letters and length alone would let a
        classifier guess with trust where it should fall back.
        """
        if not any(term in self.places for term in counts if term.startswith("f1 ")):
            counts = Counter()
        found = sorted((self.places[term], count) for term, count in counts.items() if term in self.places)
        columns = np.fromiter((place for place, _ in found), dtype=np.int32, count=len(found))
        tf = np.fromiter((1 + math.log(count) for _, count in found), dtype=np.float32, count=len(found))
        values = tf * self.weights[columns]
        norm = float(np.sqrt(np.square(values).sum()))
        if norm:
            values /= norm
        return scipy.sparse.csr_matrix(
            (values, columns, np.array([0, len(found)])), shape=(1, len(self.terms)), dtype=np.float32
        )


def learn_vocabulary(texts: Iterable[str], min_count: int) -> Vocabulary:
    """Learn the terms that occur in at least ``min_count`` texts and how rare each is."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        seen.update(set(terms(text)))
        total += 1
    kept = sorted(term for term, count in seen.items() if count >= min_count)
    weights = np.array([1 + math.log((1 + total) / (1 + seen[term])) for term in kept], dtype=np.float32)
    return Vocabulary(tuple(kept), weights)
