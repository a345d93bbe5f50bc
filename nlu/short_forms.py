"""Writes abbreviations out; those of several meanings as their neighbours ask ("KN số", "trả KN")."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from knowledge.text import fold, normalize_tone
from nlu.english import loans
from nlu.neighbours import Neighbours
from nlu.slips import Slip, Slips
from nlu.syllables import split_syllables
from nlu.wordlist import NUMBER, WordList, foreign_words, read_pairs

_SHORTEST_LOAN = 6
_LONG_WORD = re.compile(r"(?<![\w.@/-])[A-Za-zĐđ]{4,}(?![\w@/-]|\.\w)")
_BEFORE = re.compile(r"(\w+) *$")
_AFTER = re.compile(r" *(\w+)")


class ShortForms:
    """Expands abbreviations: in the case they are written, or in any case where nothing else is meant.

    Args:
        abbreviations: short form to long form ("CĐS": "chuyển đổi số").
        word_list: attested syllables, which no short form in lower case may be.
        neighbours: decide between several meanings of one short form (``tables/ambiguous.csv``).
        texts: of the domain; what stands around a long form there decides before all else.
    """

    def __init__(
        self,
        abbreviations: Mapping[str, str],
        word_list: WordList,
        neighbours: Neighbours,
        texts: Iterable[str] = (),
    ) -> None:
        # "GRDP" and the like are what everybody says: no long form would be understood better.
        abbreviations = {k: v for k, v in abbreviations.items() if k.lower() not in foreign_words()}
        self._exact = dict(abbreviations)
        self._loose: dict[str, str] = {}
        for short, meant in abbreviations.items():
            key = fold(short)
            means_itself = key in word_list.folded or key in foreign_words()
            if len(key) > 2 and not means_itself and self._loose.get(key, meant) == meant:
                self._loose[key] = meant
        self._chat = loans() | dict(read_pairs("chat_words.csv"))
        self._known = word_list
        self._loans = Slips(
            [w for w in {*loans(), *foreign_words()} if len(w) >= _SHORTEST_LOAN and w.isalpha()]
        )
        self._capitals = {
            *(short for short in self._exact if len(short) > 3),
            *(word.upper() for word in foreign_words()),
        }
        self._neighbours = neighbours
        self._several: dict[str, list[str]] = {}
        for short, meant in read_pairs("ambiguous.csv"):
            self._several.setdefault(short.lower(), []).append(meant)
        phrases = {tuple(meant.split()) for several in self._several.values() for meant in several}
        self._around = _count_around(phrases, texts)
        self._sure = _pattern(
            {*self._exact, *self._loose, *self._chat} - {*self._several, *map(str.upper, self._several)}
        )
        self._unsure = _pattern(self._several, r"[\w&/-]")

    def expand(self, text: str) -> str:
        """Return ``text`` with its abbreviations written out."""
        text = _LONG_WORD.sub(lambda match: self._respelled(match.group()), text)
        text = self._sure.sub(lambda match: self._meaning(match.group()), text)
        done, out = 0, ""
        for match in self._unsure.finditer(text):
            out += text[done : match.start()]
            out += self._fitting(match.group(), out, text[match.end() :])
            done = match.end()
        return out + text[done:]

    def _respelled(self, word: str) -> str:
        """Return the English word a long word is one slip away from, "smatphone", or the initials meant.

        Initials are only read so when two letters changed places: "GDRP".
        """
        lower = word.lower()
        if word.isupper():
            turned = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
            meant = turned & self._capitals
            return meant.pop() if len(meant) == 1 and word not in self._capitals else word
        if len(word) < _SHORTEST_LOAN or lower in foreign_words() or lower in self._known.folded:
            return word
        slip = min(self._loans.of(lower), key=lambda slip: slip.cost, default=Slip(lower, 0.0))
        return slip.meant.capitalize() if word[0].isupper() else slip.meant

    def _meaning(self, short: str) -> str:
        joined = " ".join(short.split())
        return (
            self._exact.get(joined)
            or self._chat.get(joined.lower())
            or self._loose.get(fold(joined))
            or self._loose.get(fold(joined).replace(" ", ""))
            or short
        )

    def _fitting(self, short: str, before: str, after: str) -> str:
        """Return the meaning that the neighbours ask for, or what the short form means by itself."""
        left, right = _neighbour(_BEFORE, before), _neighbour(_AFTER, after)
        if right.upper() in self._several or right in self._several:
            right = ""
        best, choice = -math.inf, ""
        # "da" is a syllable typed without its mark far more often than "dự án" cut short.
        is_word = short.islower() and fold(short) in self._known.folded
        for meant in self._several[short.lower()]:
            score = self._fit(left, (meant.split()[0], meant.split()[-1]), right, is_word)
            if score > best:
                best, choice = score, meant
        return choice or self._meaning(short)

    def _fit(self, left: str, phrase: tuple[str, str], right: str, domain_only: bool) -> float:
        """Return how likely a long form of two syllables is between two words; -inf for nothing to go by.

        With ``domain_only`` it must stand so in the domain's own texts.
        """
        chance, around = self._neighbours.chance, self._around
        attested = (left and around[left, *phrase]) or (right and around[*phrase, right])
        close = (left and self._neighbours.are_close(left, phrase[0])) or (
            right and self._neighbours.are_close(phrase[1], right)
        )
        if not attested and (domain_only or not close):
            return -math.inf
        # What follows the long form itself says more than what follows its last syllable: "hợp đồng điện
        # tử" is no "hoạt động điện".
        before = around[left, *phrase] / (around[left,] + 1) if left else around[phrase] / (around[()] + 1)
        behind = around[*phrase, right] / (around[phrase] + 1) if right else 0.0
        return math.log(before + chance(left, phrase[0]) * chance(*phrase)) + math.log(
            behind + chance(phrase[1], right)
        )


def _count_around(phrases: Collection[tuple[str, ...]], texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Count the phrases of two syllables in texts, each alone and with the word before and behind it.

    The words before are counted alone as well; ``()`` counts all words.
    """
    around: Counter[tuple[str, ...]] = Counter()
    for line in (line for text in texts for line in text.splitlines()):
        words = [
            "",
            *(NUMBER if word.isdigit() else word for word in split_syllables(normalize_tone(line))),
            "",
        ]
        around[()] += len(words)
        around.update((word,) for word in words)
        for place, pair in enumerate(pairwise(words)):
            if pair in phrases:
                around[pair] += 1
                around[words[place - 1], *pair] += 1
                around[*pair, words[place + 2]] += 1
    return around


def _neighbour(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text) if pattern is _BEFORE else pattern.match(text)
    word = match[1].lower() if match else ""
    return NUMBER if word.isdigit() else word


def _pattern(forms: Collection[str], beside: str = r"[\w&]") -> re.Pattern[str]:
    """Return a pattern of the forms where no sign of the class ``beside`` adjoins them."""
    inside = "|".join(re.escape(form).replace(r"\ ", r"\s?") for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!{beside})(?:{inside})(?!{beside})", re.IGNORECASE)
