"""From a message as typed to the form that is understood: ``normalize_message``.

In this order: clean (NFC, invisible and control characters, markup), calm (capitals, drawn-out letters),
tone-mark placement, keystrokes that an input method left behind, abbreviations and English words that
officials mix in, typos, missing diacritics.
URLs, addresses, document numbers and words of other languages pass unchanged. The typed text is kept, and
only it is ever shown back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.registry import load_registry
from knowledge.text import fold, normalize_tone
from nlu.cleaning import calm, clean
from nlu.domain import domain_texts, domain_words, held_provinces
from nlu.english import in_vietnamese, is_english
from nlu.half_forms import HalfForms
from nlu.initials import ProvinceInitials, body_initials
from nlu.neighbours import Neighbours
from nlu.province_tones import mend_provinces
from nlu.restore import restore_diacritics, shipped_restorer
from nlu.short_forms import ShortForms
from nlu.typing_residue import decode_residue
from nlu.typos import TypoMender
from nlu.wordlist import WordList, dictionary_entries, foreign_words, read_words

_PROTECTED = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)\w+(?:\.\w+)*\.(?:vn|com|net|org|gov)(?:/\S*)?"  # addresses
    r"|(?<!\w)\d+(?:/\d{4})?\s?[/-]\s?[^\W\d_][\w&]*(?:[-/][^\W_]+)*"  # document numbers
    r"|\d+(?:[.,/:-]\d+)+%?|\d+\s?%"  # numbers, dates, percentages
)
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 4000
"""Characters read; the gateway refuses longer messages long before."""


@dataclass(frozen=True, slots=True)
class NormalizedMessage:
    """A message as typed and as understood.

    Attributes:
        original: letter for letter as typed.
        text: normal form; empty only when ``original`` holds nothing that can be read.
        accents: share of the alphabetic words that carried a diacritic when typed, 0 to 1.
    """

    original: str
    text: str
    accents: float = 1.0


def _has_accent(word: str) -> bool:
    return fold(word) != word.lower()


def _accented_share(text: str) -> float:
    words = [word for word in _WORD.findall(text) if word.isalpha() and word.lower() not in foreign_words()]
    return sum(map(_has_accent, words)) / len(words) if words else 1.0


class Normalizer:
    """Turns messages into their normal form. Built once; calls are pure and cached.

    Args:
        word_list: attested syllables and pairs, those of the domain among them.
        abbreviations: short form to long form ("CĐS": "chuyển đổi số").
        write_provinces: writes out provinces that go by their initials.
        restore: puts missing diacritics back.
    """

    def __init__(
        self,
        word_list: WordList,
        abbreviations: Mapping[str, str],
        write_provinces: Callable[[str], str],
        restore: Callable[[str, bool], str],
    ) -> None:
        self._word_list = word_list
        self._write_provinces = write_provinces
        neighbours = Neighbours(shipped_restorer(), word_list)
        self._typos = TypoMender(word_list, shipped_restorer(), neighbours, read_words("free_words.txt"))
        self._restore = restore
        self._short = ShortForms(abbreviations, word_list, neighbours, domain_texts())
        self._halves = HalfForms(dictionary_entries(), word_list, neighbours)
        self._cached = lru_cache(maxsize=1024)(self._normalize)

    def __call__(self, text: str) -> NormalizedMessage:
        """Return the normal form of ``text``; total and free of side effects."""
        return self._cached(text)

    def _normalize(self, typed: str) -> NormalizedMessage:
        text = normalize_tone(calm(clean(typed[:_LONGEST])))
        if is_english(text, self._word_list):
            return NormalizedMessage(typed, in_vietnamese(_with_named_provinces(text)), 1.0)
        bare = text.isascii()
        text = self._write_provinces(text)
        text = "".join(part if fixed else self._words(part) for fixed, part in _parts(text))
        restored = self._restore(_with_named_provinces(text), bare)
        return NormalizedMessage(typed, restored or typed.strip(), _accented_share(text))

    def _words(self, part: str) -> str:
        """Decode, expand and mend the words of one stretch of text; what stands between them stays.

        Short forms are written out before typos are mended: "SNN" is no slip.
        """
        words = decode_residue(_WORD.findall(part), self._word_list)
        part = self._short.expand(_weave(_WORD.split(part), mend_provinces(words)))
        part = _weave(_WORD.split(part), self._halves.expand(_WORD.findall(part)))
        gaps = _WORD.split(part)
        return _weave(gaps, self._typos.mend(_WORD.findall(part), gaps))


def _with_named_provinces(text: str) -> str:
    """Spell provinces typed without diacritics: a name is known for sure, restoring only guesses."""
    for mention in reversed(load_registry().find_provinces(text, typed=True)):
        surface = text[mention.span.start : mention.span.end]
        if surface.isascii() and fold(mention.province.name) == surface.lower() and " " in surface:
            name = mention.province.name
            spelled = name if surface != surface.lower() else name.lower()
            text = text[: mention.span.start] + spelled + text[mention.span.end :]
    return text


def _weave(between: list[str], words: list[str]) -> str:
    return "".join(gap + word for gap, word in zip(between, [*words, ""], strict=True))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in stretches: (True, protected) and (False, ordinary)."""
    end = 0
    for match in _PROTECTED.finditer(text):
        yield False, text[end : match.start()]
        yield True, match.group()
        end = match.end()
    yield False, text[end:]


@lru_cache(maxsize=1)
def _normalizer(held: frozenset[str]) -> Normalizer:
    registry, words = load_registry(), domain_words()
    short = {**body_initials(registry.agencies), **registry.abbreviations}
    provinces = ProvinceInitials(registry, held, words)
    return Normalizer(words, short, provinces.expand, restore_diacritics)


def load_normalizer() -> Normalizer:
    """Return the normalizer over registry, documents and word tables; built again for other documents."""
    return _normalizer(held_provinces())


def normalize_message(text: str) -> NormalizedMessage:
    """Return the normal form of a message beside what was typed. Total: never raises on any ``str``."""
    return load_normalizer()(text)
