"""Mends misspelt words by what their neighbours expect, and leaves what it isn't sure of.

A word is doubted when it stands with neither neighbour as words that belong together do. It is then read as
the known syllable one slip away (``nlu.slips``) that makes the likeliest sentence, when that is likelier by
more than the slip costs and makes a known pair: "nền tản số" is "nền tảng số", "mỗi nắm" is "mỗi năm".
Messages typed without diacritics are compared without them. Words run together ("kinhteso") are parted where
every part pairs with the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.text import fold
from nlu.neighbours import Neighbours, as_it_stands, unmarked
from nlu.restore import Restorer
from nlu.slips import Slips, slip_table
from nlu.wordlist import NUMBER, WordList, foreign_words

_SHORTEST = 2
_SHORTEST_PLAIN = 4
"""Shorter words without diacritics are chat words, abbreviations, sounds: any mending would be a guess."""
_OFTEN = 20.0
_OFTEN_BESIDE = 0.01
_EASY = 5.0
_FREQUENT = 200.0
"""What is no word is read as a frequent one, whatever its neighbours, when the slip costs so little."""
_MOST_CHOICES = 8
_LONGEST_RUN = 40
_SHORTEST_RUN = 6


@dataclass(frozen=True, slots=True)
class _Choice:
    """A reading of one word and what reading it so costs; what was typed costs nothing."""

    word: str
    cost: float


class TypoMender:
    """Mends typos in a list of words.

    Args:
        word_list: attested syllables and pairs, those of the domain among them.
        restorer: the counts of general text.
        neighbours: both, as spelt.
        free: lines of words that stand beside any other: no neighbour speaks against them.
    """

    def __init__(
        self,
        word_list: WordList,
        restorer: Restorer,
        neighbours: Neighbours,
        free: Iterable[str] = (),
    ) -> None:
        self._words = word_list
        words = [word for line in free for word in line.split()]
        self._free = frozenset([*words, *map(fold, words)])
        self._cost = slip_table()["cost"]
        self._accented = neighbours
        self._plain = Neighbours(restorer, word_list, folded=True)
        known = {
            word for word in word_list.syllables if len(word) > 1 and self._accented.count(word) >= _OFTEN
        }
        self._accented_slips = Slips(known)
        self._plain_slips = Slips({fold(word) for word in known}, folded=True)
        self._folded_common = {fold(syllable) for syllable in word_list.common if len(syllable) > 1}
        self._folded_common_pairs = {
            (fold(a), fold(b)) for (a, b) in word_list.pairs if a in word_list.common
        }

    def mend(self, words: Sequence[str], gaps: Sequence[str] = ()) -> list[str]:
        """Return the words with typos mended; a run of words may become several.

        Args:
            words: the words of a stretch of text, as typed.
            gaps: what stands before, between and behind them; nothing but blanks, where not given.
        """
        parted = [self._parted(word) for word in words]
        bare = all(word.isascii() for word in words)
        # A sign between two words ends a phrase: what stands behind it is no neighbour.
        ends = [bool(gap.strip()) for gap in gaps[1:-1]] if gaps else [False] * (len(words) - 1)
        path = self._best_path(list(words), ends, self._plain if bare else self._accented)
        return [
            (part or word) if reading is None else _in_case_of(word, reading)
            for word, part, reading in zip(words, parted, path, strict=True)
        ]

    def _best_path(self, words: list[str], ends: list[bool], known: Neighbours) -> list[str | None]:
        """Return the likeliest reading of each word; None for one that stays as typed."""
        typed = [NUMBER if word.isdigit() else word.lower() for word in words]
        lattice = [[_Choice(word, 0.0)] for word in typed]
        slips = [
            self._slips_of(word, place) if self._is_doubted(typed, ends, place, known) else ()
            for place, word in enumerate(words)
        ]
        for place, choices in enumerate(slips):
            if not choices:
                continue
            before = place > 0 and not ends[place - 1]
            after = place + 1 < len(words) and not ends[place]
            lefts = [typed[place - 1], *(c.word for c in slips[place - 1])] if before else []
            rights = [typed[place + 1], *(c.word for c in slips[place + 1])] if after else []
            lattice[place] += self._supported(typed[place], choices, lefts, rights, known)
        if all(len(choices) == 1 for choices in lattice):
            return [None] * len(words)
        path = _search(lattice, ends, known)
        return [
            None if reading == word else unmarked(reading) for reading, word in zip(path, typed, strict=True)
        ]

    def _is_doubted(self, typed: Sequence[str], ends: Sequence[bool], place: int, known: Neighbours) -> bool:
        """Whether a word belongs with neither neighbour."""
        word = typed[place]
        if place and not ends[place - 1] and known.are_close(typed[place - 1], word):
            return False
        return place + 1 == len(typed) or ends[place] or not known.are_close(word, typed[place + 1])

    def _is_attested(self, lower: str) -> bool:
        return lower in self._words.syllables or (lower.isascii() and lower in self._words.folded)

    def _slips_of(self, word: str, place: int) -> tuple[_Choice, ...]:
        """Return what a word may be a slip of; nothing for words that are never one."""
        lower = word.lower()
        attested = self._is_attested(lower)
        if (
            # Letters in capitals are an abbreviation, unknown or not.
            (word.isupper() and len(word) > 1)
            or not word.isalpha()
            or len(word) < (_SHORTEST_PLAIN if word.isascii() and not attested else _SHORTEST)
            or lower in foreign_words()
        ):
            return ()
        extra = self._cost["attested"] if attested else 0.0
        if attested and place and word[0].isupper():
            extra += self._cost["name"]
        if lower in self._free:
            extra += self._cost["free"]
        # Without diacritics, a slip is looked for without them: they are put in afterwards.
        if word.isascii():
            return tuple(_Choice(slip.meant, slip.cost + extra) for slip in self._plain_slips.of(lower))
        slips = self._accented_slips.of(lower)
        return tuple(_Choice(as_it_stands(slip.meant), slip.cost + extra) for slip in slips)

    def _supported(
        self,
        typed: str,
        slips: Sequence[_Choice],
        lefts: Sequence[str],
        rights: Sequence[str],
        known: Neighbours,
    ) -> list[_Choice]:
        """Return the readings that belong with a neighbour, or with what that may be a slip of.

        A word that exists is only read as another that the neighbour often has beside it.
        """
        attested = self._is_attested(typed)
        least = _OFTEN_BESIDE if attested else 0.0

        def belong(left: str, right: str) -> bool:
            return known.are_close(left, right) and known.chance(left, right) >= least

        found = [
            choice
            for choice in slips
            if any(belong(left, choice.word) for left in lefts)
            or any(belong(choice.word, right) for right in rights)
            or (not attested and choice.cost <= _EASY and known.count(unmarked(choice.word)) >= _FREQUENT)
        ]
        found.sort(
            key=lambda choice: (choice.cost - math.log(known.count(unmarked(choice.word)) + 1.0), choice.word)
        )
        return found[:_MOST_CHOICES]

    def _parted(self, word: str) -> str | None:
        """Return the words that were run together, parted by blanks, or None."""
        lower = word.lower()
        if (
            not _SHORTEST_RUN <= len(word) <= _LONGEST_RUN
            or word.isupper()
            or not word.isalpha()
            or lower in self._words.syllables
            or lower in self._words.folded
            or lower in foreign_words()
        ):
            return None
        plain = fold(lower)
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
        parts = [lower[a:b] for a, b in pairwise(found)]
        return " ".join(parts) if len(set(parts)) > 1 else None  # "hahaha" is laughter


def _search(lattice: Sequence[Sequence[_Choice]], ends: Sequence[bool], known: Neighbours) -> list[str]:
    """Return the likeliest path through the choices of each word."""
    states = [(math.log(known.chance("", choice.word)) - choice.cost, choice.word) for choice in lattice[0]]
    links: list[list[int]] = []
    for place, choices in enumerate(lattice[1:]):
        scored, linked = [], []
        for choice in choices:
            value, link = max(
                (score + math.log(known.chance("" if ends[place] else before, choice.word)), -index)
                for index, (score, before) in enumerate(states)
            )
            scored.append((value - choice.cost, choice.word))
            linked.append(-link)
        links.append(linked)
        states = scored
    at = max(range(len(states)), key=lambda index: (states[index][0], -index))
    path = [lattice[-1][at].word]
    for choices, linked in zip(reversed(lattice[:-1]), reversed(links), strict=True):
        at = linked[at]
        path.append(choices[at].word)
    return path[::-1]


def _in_case_of(typed: str, meant: str) -> str:
    return meant[:1].upper() + meant[1:] if typed[:1].isupper() else meant
