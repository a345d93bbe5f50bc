"""Writes out words of two syllables of which the first is cut to its first letters: "đtử", "ctrì", "bcáo".

What is left must be a compound of the dictionary that the domain uses, and one that is clearly likelier than
any other with these letters; the neighbours help to tell ("hđồng": "hợp đồng", "hội đồng").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from knowledge.text import fold
from nlu.neighbours import Neighbours
from nlu.syllables import split_syllables
from nlu.wordlist import WordList, foreign_words

_LONGEST = 8
_ONSETS = (3, 2, 1)
_BESIDE = 8.0
"""What a neighbour that belongs to a compound counts."""
_CLEARLY = 3.0
_FEWEST = 3.0
_SHORTEST_REST = 2


class HalfForms:
    """Reads a word that is none itself as a compound with its first syllable cut.

    Args:
        entries: of the dictionary; those of two syllables are the compounds.
        word_list: attested syllables and pairs, with how often the domain has them.
        neighbours: tell between several compounds.
    """

    def __init__(self, entries: Iterable[str], word_list: WordList, neighbours: Neighbours) -> None:
        self._words = word_list
        self._neighbours = neighbours
        self._by_rest: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for entry in entries:
            pair = tuple(split_syllables(entry))
            if len(pair) == 2 and (times := word_list.pairs[pair[0], pair[1]]) >= _FEWEST:
                self._by_rest[fold(pair[1])][pair[0], pair[1]] = times

    def expand(self, words: Sequence[str]) -> list[str]:
        """Return the words with those written out that are meant for sure."""
        result = list(words)
        for at, word in enumerate(words):
            if self._is_none(word):
                left = words[at - 1].lower() if at else ""
                right = words[at + 1].lower() if at + 1 < len(words) else ""
                result[at] = self._meant(word.lower(), left, right) or word
        return result

    def _is_none(self, word: str) -> bool:
        lower = word.lower()
        attested = lower in self._words.syllables or fold(lower) in self._words.folded
        shape = _SHORTEST_REST < len(word) <= _LONGEST and word.isalpha() and not word.isupper()
        return shape and not attested and lower not in foreign_words()

    def _meant(self, word: str, left: str, right: str) -> str:
        scores: dict[tuple[str, str], float] = {}
        for size in _ONSETS:
            head, rest = word[:size], word[size:]
            if len(rest) < _SHORTEST_REST or head == rest[: len(head)]:
                continue  # "ccủa" is a letter typed twice
            for (first, second), times in self._by_rest.get(fold(rest), {}).items():
                bare = rest.isascii()
                fits = fold(first).startswith(fold(head)) if bare else first.startswith(head)
                if not fits or len(first) == len(head) > 1 or (not bare and second != rest):
                    continue
                beside = (left and self._neighbours.are_close(left, first)) or (
                    right and self._neighbours.are_close(second, right)
                )
                scores[first, second] = times * (_BESIDE if beside else 1.0)
        ranked = sorted(scores, key=lambda pair: -scores[pair])
        if not ranked or any(scores[ranked[0]] < _CLEARLY * scores[other] for other in ranked[1:2]):
            return ""
        return " ".join(ranked[0])
