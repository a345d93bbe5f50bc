"""Words of a text with their offsets, and a trie that finds the longest known name at each word.

Two spellings are the same word when they differ only in letter case, Unicode form (NFC, NFD) or where the
tone mark stands ("Hoà", "Hòa"). Between the words of a name, "và", "&", "-", "," and "/" are read as the
same and may lack, so "Sở TT&TT", "Sở TT và TT" and "Lao động, Thương binh và Xã hội", "Lao động - Thương
binh và Xã hội" need one entry each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from knowledge.model import Span

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w\s]|_")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CONNECTORS = frozenset({"va", "&", ",", "-", "–", "—", "/", "."})
_MAX_CONNECTORS = 2

Payload = TypeVar("Payload")


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return the comparison key of one word: lower case, tone mark moved to the end.

    Moving the mark makes the key the same for old and new tone placement without a table of syllables.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else letters).append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)


@lru_cache(maxsize=65536)
def word_fold(word: str) -> str:
    """Return the word in lower case without any diacritic, "đ" as "d"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark of a text.

    ``starts_line`` is true where only white space stands before it on its line.
    """

    key: str
    fold: str
    start: int
    end: int
    capital: bool
    starts_line: bool

    @property
    def connector(self) -> bool:
        """Whether the word only joins the words of a name; a dash that opens a line is a bullet."""
        return self.fold in _CONNECTORS and not self.starts_line

    @property
    def plain(self) -> bool:
        """Whether the word is written without any diacritic."""
        return self.key == self.fold


def split_words(text: str) -> list[Word]:
    """Split a text into words and punctuation marks, with offsets into it."""
    words: list[Word] = []
    previous_end = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        starts_line = match.start() == 0 or "\n" in text[previous_end : match.start()]
        words.append(
            Word(word_key(raw), word_fold(raw), match.start(), match.end(), raw[0].isupper(), starts_line)
        )
        previous_end = match.end()
    return words


def signature(name: str) -> tuple[str, ...]:
    """Return the keys of a name's words without the words that only join: what two spellings share."""
    return tuple(word.key for word in split_words(name) if word.fold not in _CONNECTORS)


@dataclass(frozen=True, slots=True)
class Match(Generic[Payload]):
    """A name found: words ``[first, last)`` of the word list, and what the name stands for."""

    first: int
    last: int
    payload: Payload


@dataclass(slots=True)
class _Node(Generic[Payload]):
    children: dict[str, _Node[Payload]] = field(default_factory=dict)
    entries: list[tuple[tuple[str, ...], Payload]] = field(default_factory=list)


class Trie(Generic[Payload]):
    """Names by their words. Looking up costs at most the longest name's words at each place."""

    def __init__(self, names: Iterable[tuple[str, Payload]]) -> None:
        self._root: _Node[Payload] = _Node()
        for name, payload in names:
            self._add(signature(name), payload)

    def _add(self, keys: tuple[str, ...], payload: Payload) -> None:
        node = self._root
        for key in keys:
            node = node.children.setdefault(_fold_key(key), _Node())
        if node is not self._root and not any(known == keys for known, _ in node.entries):
            node.entries.append((keys, payload))

    def at(self, words: list[Word], first: int, loose: bool = False) -> Match[Payload] | None:
        """Return the longest name that begins at word ``first``.

        With ``loose``, a name written wholly without diacritics counts too.
        """
        best: Match[Payload] | None = None
        for last, payload in self.all_at(words, first, loose):
            best = Match(first, last, payload)
        return best

    def all_at(self, words: list[Word], first: int, loose: bool = False) -> Iterator[tuple[int, Payload]]:
        """Yield (end, payload) of every name that begins at word ``first``, shortest first."""
        node = self._root
        taken: list[Word] = []
        index = first
        skipped = 0
        while index < len(words):
            word = words[index]
            child = node.children.get(word.fold)
            if child is None:
                if not taken or not word.connector or skipped >= _MAX_CONNECTORS:
                    return
                skipped += 1
                index += 1
                continue
            skipped = 0
            taken.append(word)
            node = child
            index += 1
            for keys, payload in node.entries:
                if _spelt_as(taken, keys, loose):
                    yield index, payload
                    break


def _fold_key(key: str) -> str:
    return word_fold(key)


def _spelt_as(words: list[Word], keys: tuple[str, ...], loose: bool) -> bool:
    """Whether the words are the name: letter for letter, or (loose) wholly without diacritics.

    A mix is no match: in "hai phòng ban" only the second word agrees with "Hải Phòng".
    """
    if all(word.key == key for word, key in zip(words, keys, strict=True)):
        return True
    return loose and all(word.plain for word in words)


def span_of(words: list[Word], first: int, last: int) -> Span:
    """Return the span of words ``[first, last)``."""
    return Span(words[first].start, words[last - 1].end)
