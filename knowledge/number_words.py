"""Numbers in words: "bốn xã" is "4 xã", "một trăm phần trăm" is "100%".

Read only where something counted follows, because the words mean other things as well: "năm" is the year,
"ba" a father, "một" an article. All words are in ``registry/number_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.text import fold, normalize_tone
from knowledge.vocabulary import table, words

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_UNIT_KINDS = ("percent", "money", "ratio", "time", "technical", "place", "thing")
_HUNDRED = 100

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words among syllables: places ``start`` to ``end`` (without) and the same in digits."""

    start: int
    end: int
    digits: str


def in_digits(text: str) -> str:
    """Return ``text`` with its numbers in words written in digits; the rest stays letter for letter."""
    found = list(_TOKEN.finditer(text))
    parts, done = [], 0
    for number in find_number_words([match.group() for match in found]):
        parts += [text[done : found[number.start].start()], number.digits]
        done = found[number.end - 1].end()
    return "".join([*parts, text[done:]])


def find_number_words(syllables: Sequence[str], plain: bool = False) -> Iterator[NumberWords]:
    """Yield the numbers in words, in order.

    Args:
        syllables: a text's words and signs in order, in any case.
        plain: the text carries no diacritics; words that mean something else then are left alone.
    """
    spoken = tuple(_form(word, plain) for word in syllables)
    openings = _openings(plain)
    at = 0
    while at < len(spoken):
        if spoken[at] not in openings:
            at += 1
            continue
        found = _share(spoken, at, plain) or _number(spoken, at, plain)
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


@lru_cache(maxsize=8192)
def _form(word: str, plain: bool) -> str:
    return fold(word) if plain else normalize_tone(word).lower()


@cache
def _phrases(file: str, key: str, plain: bool) -> frozenset[Phrase]:
    return frozenset(tuple(_form(word, plain) for word in _TOKEN.findall(item)) for item in words(file, key))


@cache
def _values(name: str, plain: bool) -> dict[str, int]:
    return {_form(word, plain): value for word, value in table("number_words")[name].items()}


@cache
def _shares(plain: bool) -> dict[Phrase, str]:
    return {
        tuple(_form(word, plain) for word in phrase.split()): digits
        for phrase, digits in table("number_words")["shares"].items()
    }


@cache
def _share_phrases(plain: bool) -> frozenset[Phrase]:
    return frozenset(_shares(plain))


@cache
def _openings(plain: bool) -> frozenset[str]:
    """Return the syllables with which a number in words may begin."""
    joints = ("ten", "hundred")
    single = {phrase[0] for joint in joints for phrase in _phrases("number_words", f"joints.{joint}", plain)}
    return frozenset(single | set(_values("ones", plain)) | {phrase[0] for phrase in _shares(plain)})


@cache
def _nouns(plain: bool) -> frozenset[Phrase]:
    units = frozenset().union(*(_phrases("units", kind, plain) for kind in _UNIT_KINDS))
    return units | _phrases("number_words", "nouns.counted", plain)


@cache
def _longest(phrases: frozenset[Phrase]) -> int:
    return max(map(len, phrases), default=0)


def _begins(spoken: Phrase, at: int, phrases: frozenset[Phrase]) -> int:
    """Return the length of the longest of the phrases that stands at ``at``; 0 where none does."""
    sizes = range(min(_longest(phrases), len(spoken) - at), 0, -1)
    return next((size for size in sizes if spoken[at : at + size] in phrases), 0)


def _ends(spoken: Phrase, at: int, phrases: frozenset[Phrase]) -> bool:
    """Return whether one of the phrases ends just before ``at``."""
    return any(spoken[max(0, at - len(phrase)) : at] == phrase for phrase in phrases)


def _share(spoken: Phrase, at: int, plain: bool) -> NumberWords | None:
    size = _begins(spoken, at, _share_phrases(plain))
    if not size or _begins(spoken, at + size, _phrases("number_words", "context.not_before", plain)):
        return None
    return NumberWords(at, at + size, _shares(plain)[spoken[at : at + size]])


def _number(spoken: Phrase, at: int, plain: bool) -> NumberWords | None:
    reader = _Reader(spoken, at, plain)
    value = reader.number()
    if value is None or _ends(spoken, at, _phrases("number_words", "context.part", plain)):
        return None
    end = reader.at
    fraction = reader.fraction()
    if fraction:
        end = reader.at
    digits = f"{value},{fraction}" if fraction else str(value)
    return NumberWords(at, end, digits) if _counts(spoken, at, end, plain) else None


def _counts(spoken: Phrase, start: int, end: int, plain: bool) -> bool:
    """Return whether the words from ``start`` to ``end`` say how many of what follows."""

    def listed(key: str) -> frozenset[Phrase]:
        return _phrases("number_words", f"context.{key}", plain)

    ranked = _ends(spoken, start, listed("rank_before"))
    percent = _begins(spoken, end, _phrases("units", "percent", plain))
    noun = _begins(spoken, end, _nouns(plain))
    if _begins(spoken, end, _phrases("number_words", "nouns.other", plain)) > noun:
        noun = 0
    alone = spoken[start:end]
    if percent and alone not in listed("year"):
        return True
    if plain and alone in listed("ambiguous_plain"):
        return False
    if alone in listed("article") or (len(alone) == 1 and alone[0] in _only_hundred(plain) and not percent):
        return False
    if ranked:
        return True
    if not noun or (len(alone) == 1 and _ends(spoken, start, listed("not_after"))):
        return False
    return alone not in listed("year") or not (
        _ends(spoken, start, listed("year_after")) or (start > 0 and spoken[start - 1].isdigit())
    )


@cache
def _only_hundred(plain: bool) -> frozenset[str]:
    return frozenset(word for phrase in _phrases("number_words", "joints.hundred", plain) for word in phrase)


class _Reader:
    """Reads one number from a place on; ``at`` is where it stopped."""

    def __init__(self, spoken: Phrase, at: int, plain: bool) -> None:
        self._spoken = spoken
        self._plain = plain
        self.at = at

    def number(self) -> int | None:
        """Return the whole number that begins here, None where none does."""
        value = self._below_thousand()
        if value is None:
            return None
        total = 0
        powers = _values("powers", self._plain)
        while (power := powers.get(self._word())) is not None:
            self.at += 1
            total += value * power
            rest = self._below_thousand(inside=True)
            if rest is None:
                return total
            value = rest
        return total + value

    def fraction(self) -> str:
        """Return the digits after "phẩy"; empty where there are none."""
        begun = self.at
        if not self._take("point"):
            return ""
        digits = ""
        while (digit := self._digit()) is not None:
            digits += str(digit)
        if not digits:
            self.at = begun
        return digits

    def _below_thousand(self, inside: bool = False) -> int | None:
        begun = self.at
        if inside and self._take("zero") and not self._take("hundred"):
            self.at = begun
            return None
        skipped = inside and self._take("skipped")
        value = self._below_hundred()
        if value is None and not skipped and self._take("hundred"):
            return _HUNDRED
        if value is None:
            self.at = begun
            return None
        if value < 10 and not skipped and self._take("hundred"):
            value *= _HUNDRED
            if self._take("half"):
                return value + _HUNDRED // 2
            before = self.at
            self._take("skipped")
            rest = self._below_hundred()
            if rest is None:
                self.at = before
            return value + (rest or 0)
        return value

    def _below_hundred(self) -> int | None:
        ones, late = _values("ones", self._plain), _values("late", self._plain)
        if self._take("ten"):
            return 10 + self._next(ones | late)
        first = ones.get(self._word())
        if first is None:
            return None
        self.at += 1
        if self._take("tens"):
            return first * 10 + self._next(ones | late)
        last = self._next(late)
        return first * 10 + last if last else first

    def _digit(self) -> int | None:
        if self._take("zero"):
            return 0
        return self._next(_values("ones", self._plain) | _values("late", self._plain)) or None

    def _next(self, values: dict[str, int]) -> int:
        value = values.get(self._word(), 0)
        self.at += bool(value)
        return value

    def _take(self, joint: str) -> bool:
        found = (self._word(),) in _phrases("number_words", f"joints.{joint}", self._plain)
        self.at += found
        return found

    def _word(self) -> str:
        return self._spoken[self.at] if self.at < len(self._spoken) else ""
