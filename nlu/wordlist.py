"""Which words exist: attested Vietnamese syllables and word pairs, and the words left alone.

The syllables and pairs come from the Viet74K word list that underthesea installs with itself
(Apache-2.0) and, where given, from texts of the domain. Everything is lower case, NFC, with current
tone-mark placement.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from knowledge.text import fold, normalize_tone

TABLES = Path(__file__).resolve().parent / "tables"
"""Folder of the word tables of this room."""

NUMBER = "#"
"""Stands for any number among neighbouring words."""

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_SHORTEST_FOREIGN = 4
_SHAPE = re.compile(r"[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
"""What a folded Vietnamese syllable looks like: an onset, a nucleus, a coda."""


def read_words(name: str) -> tuple[str, ...]:
    """Return the entries of ``tables/<name>``, one a line, comments and blank lines left out."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of the two-column ``tables/<name>`` (csv) without its heading."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return tuple((row[0], row[1]) for row in list(csv.reader(lines))[1:])


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """Return words of other languages, brands and units that must stay as typed."""
    words = {word for line in read_words("english.txt") for word in line.split()}
    # Shorter parts ("e-wallet", "in charge") are Vietnamese as well.
    terms = (word for english, _ in read_pairs("english_terms.csv") for word in _WORD.findall(english))
    return frozenset(words.union(word for word in terms if len(word) >= _SHORTEST_FOREIGN))


@dataclass(frozen=True, slots=True)
class WordList:
    """Syllables and neighbouring pairs of them that are known to occur.

    Attributes:
        syllables: attested syllables with their diacritics.
        pairs: attested neighbours; the count says how often (1 for a dictionary entry).
        folded: syllables by their folded form.
        folded_pairs: the pairs with both sides folded.
        common: syllables of the domain, by how often they occur there.
    """

    syllables: frozenset[str]
    pairs: Counter[tuple[str, str]] = field(repr=False)
    folded: dict[str, tuple[str, ...]] = field(repr=False)
    folded_pairs: frozenset[tuple[str, str]] = field(repr=False)
    common: Counter[str] = field(repr=False)

    def has_pair(self, left: str, right: str) -> bool:
        """Whether the two syllables are known as neighbours, in this spelling."""
        return (left, right) in self.pairs


def _words(line: str) -> list[str]:
    return _WORD.findall(normalize_tone(line).lower())


def _beside_numbers(line: str) -> list[tuple[str, str]]:
    tokens = _WORD_OR_NUMBER.findall(normalize_tone(line).lower())
    tokens = [NUMBER if token.isdigit() else token for token in tokens]
    return [pair for pair in pairwise(tokens) if NUMBER in pair]


def _is_vietnamese(syllable: str) -> bool:
    return _SHAPE.fullmatch(fold(syllable)) is not None


def build_word_list(entries: Iterable[str], texts: Iterable[str] = ()) -> WordList:
    """Build a word list from dictionary entries and texts of the domain."""
    syllables: set[str] = set()
    pairs: Counter[tuple[str, str]] = Counter()
    common: Counter[str] = Counter()
    for line in entries:
        words = _words(line)
        syllables.update(words)
        pairs.update(pairwise(words))
    for text in texts:
        for line in text.splitlines():
            words = _words(line)
            common.update(word for word in words if _is_vietnamese(word))
            pairs.update(pairwise(words))
            pairs.update(_beside_numbers(line))
    known = {word for word in syllables if _is_vietnamese(word)} | set(common)
    folded: dict[str, list[str]] = {}
    for word in sorted(known):
        folded.setdefault(fold(word), []).append(word)
    return WordList(
        syllables=frozenset(known),
        pairs=pairs,
        folded={key: tuple(words) for key, words in folded.items()},
        folded_pairs=frozenset((fold(a), fold(b)) for a, b in pairs),
        common=common,
    )


def dictionary_entries() -> list[str]:
    """Return the entries of underthesea's Viet74K word list.

    Raises:
        FileNotFoundError: when underthesea is not installed whole.
    """
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("underthesea")
    path = Path(spec.origin).parent / "corpus" / "data" / "Viet74K.txt"
    return path.read_text(encoding="utf-8").splitlines()
