"""Mends common slips of the keyboard against words of the domain, and leaves what it isn't sure of.

A word that is no attested syllable is mended when an attested one a single edit away makes a known pair with
a neighbour. An attested word is only given other diacritics ("kinh té" is "kinh tế") when it is no word of
the domain and pairs with neither neighbour, and the other spelling often does. Words run together
("kinhteso") are parted where every part pairs with the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from knowledge.text import fold
from nlu.wordlist import WordList, foreign_words

_SHORTEST = 3
_SHORTEST_PLAIN = 4
"""Shorter words without diacritics are chat words, abbreviations, sounds: any mending would be a guess."""
_OFTEN = 3
_LONGEST_RUN = 40
_SHORTEST_RUN = 6


class TypoMender:
    """Mends typos in a list of words; holds its candidates by length, so a look-up is a few comparisons."""

    def __init__(self, word_list: WordList) -> None:
        self._words = word_list
        self._by_length: dict[int, list[str]] = {}
        for syllable in word_list.common:
            if len(syllable) > 1:
                self._by_length.setdefault(len(syllable), []).append(syllable)
        self._folded_common = {fold(syllable) for syllable in word_list.common if len(syllable) > 1}
        self._folded_common_pairs = {
            (fold(a), fold(b)) for (a, b) in word_list.pairs if a in word_list.common
        }

    def mend(self, words: Sequence[str]) -> list[str]:
        """Return the words with typos mended; a run of words may become several."""
        out: list[str] = []
        for place, word in enumerate(words):
            lower = word.lower()
            left = out[-1].lower() if out else ""
            right = words[place + 1].lower() if place + 1 < len(words) else ""
            # Letters in capitals are an abbreviation, unknown or not.
            if word.isupper() or not self._is_slip(lower):
                out.append(self._respelled(lower, left, right) or word)
                continue
            mended = self._nearest(lower, left, right)
            if mended is None:
                mended = self._part(lower)
            out.append(mended if mended is not None else word)
        return out

    def _is_slip(self, word: str) -> bool:
        return (
            len(word) >= (_SHORTEST_PLAIN if word.isascii() else _SHORTEST)
            and word.isalpha()
            and word not in self._words.syllables
            and word not in self._words.folded
            and word not in foreign_words()
        )

    def _respelled(self, word: str, left: str, right: str) -> str | None:
        """Return the attested word with other diacritics that is meant for sure, or None."""
        if word.isascii() or word in self._words.common or word not in self._words.syllables:
            return None
        pairs = self._words.pairs
        if (left, word) in pairs or (word, right) in pairs:
            return None
        choices = [
            (max(pairs[left, other], pairs[other, right]), other)
            for other in (*self._words.folded[fold(word)], _other_i(word))
            if other != word and other in self._words.common
        ]
        best = max(choices, default=(0, ""))
        return best[1] if best[0] >= _OFTEN else None

    def _nearest(self, word: str, left: str, right: str) -> str | None:
        """Return the only best candidate one edit away that pairs with a neighbour."""
        ascii_word = word.isascii()
        best: list[tuple[int, int, str]] = []
        for length in range(len(word) - 1, len(word) + 2):
            for candidate in self._by_length.get(length, ()):
                shape = fold(candidate) if ascii_word else candidate
                if OSA.distance(word, shape, score_cutoff=1) > 1:
                    continue
                sides = self._pairs_with(left, candidate) + self._pairs_with(candidate, right)
                if sides:
                    best.append((sides, self._words.common[candidate], candidate))
        if not best:
            return None
        best.sort(reverse=True)
        top = best[0]
        return fold(top[2]) if ascii_word else top[2]

    def _pairs_with(self, left: str, right: str) -> int:
        if not left or not right:
            return 0
        if self._words.has_pair(left, right):
            return 2
        return int(
            (fold(left), fold(right)) in self._words.folded_pairs and (left.isascii() or right.isascii())
        )

    def _part(self, word: str) -> str | None:
        """Return the words that were run together, parted by blanks, or None."""
        if not _SHORTEST_RUN <= len(word) <= _LONGEST_RUN:
            return None
        plain = fold(word)
        # best[i]: fewest-part reading of the first i letters, as cut places
        best: dict[int, tuple[int, ...]] = {0: (0,)}
        for end in range(1, len(plain) + 1):
            for start in range(max(0, end - 7), end):
                cuts = best.get(start)
                if cuts is None or plain[start:end] not in self._folded_common:
                    continue
                before = plain[cuts[-2] : start] if len(cuts) > 1 else ""
                if before and (before, plain[start:end]) not in self._folded_common_pairs:
                    continue
                if end not in best or len(cuts) + 1 < len(best[end]):
                    best[end] = (*cuts, end)
        found = best.get(len(plain))
        if found is None or len(found) < 3:
            return None
        parts = [word[a:b] for a, b in pairwise(found)]
        return " ".join(parts) if len(set(parts)) > 1 else None  # "hahaha" is laughter


def _other_i(word: str) -> str:
    """Return the word with a final i written y, or y written i, its tone kept: "kí" and "ký"."""
    return word[:-1] + word[-1:].translate(_I_AND_Y)


_I_AND_Y = str.maketrans("iíìỉĩịyýỳỷỹỵ", "yýỳỷỹỵiíìỉĩị")
