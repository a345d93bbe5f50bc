"""Province names typed with one wrong tone mark: "Hà Tỉnh", "thánh hóa"."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from knowledge.registry import load_registry
from knowledge.text import fold
from nlu.wordlist import dictionary_entries, read_words

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def mend_provinces(words: Sequence[str]) -> list[str]:
    """Return the words with each province that has one wrong tone mark spelled right; else as they are.

    Capitals alone make a name. In lower case, words that belong to a word beside them ("thành hóa đơn",
    "báo cáo bằng") or mean something of their own ("hai phòng", ``not_provinces.txt``) stay.
    """
    out = list(words)
    place = 0
    while place < len(out):
        found = next((name for size, name in _names() if _is_slip(out, place, size, name)), ())
        for at, syllable in enumerate(found, place):
            out[at] = syllable if out[at][:1].isupper() else syllable.lower()
        place += len(found) or 1
    return out


def _is_slip(words: Sequence[str], place: int, size: int, name: tuple[str, ...]) -> bool:
    typed = tuple(word.lower() for word in words[place : place + size])
    right = tuple(word.lower() for word in name)
    if len(typed) < size or any(_toneless(a) != _toneless(b) for a, b in zip(typed, right, strict=True)):
        return False
    wrong = [a for a, b in zip(typed, right, strict=True) if a != b]
    if len(wrong) != 1 or all(word.isascii() for word in typed):
        return False
    if " ".join(typed) in read_words("not_provinces.txt"):
        return False
    if all(word[:1].isupper() for word in words[place : place + size]):
        return True
    before = words[place - 1].lower() if place else ""
    after = words[place + size].lower() if place + size < len(words) else ""
    return not {f"{before} {typed[0]}", f"{typed[-1]} {after}"} & _other_words()


@lru_cache(maxsize=4096)
def _toneless(word: str) -> str:
    """Return a word without its tone but with the marks of its vowels: "tỉnh" is "tinh", "điện" is "điên"."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word) if char not in _TONES)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the provinces' names of more than one word, longest first, with their lengths."""
    names = {tuple(province.name.split()) for province in load_registry().provinces}
    names = {name for name in names if len(name) > 1 and fold(" ".join(name)) != " ".join(name).lower()}
    return tuple((len(name), name) for name in sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _other_words() -> frozenset[str]:
    """Return the dictionary's words of two syllables, in lower case: what a slip must not be part of."""
    compounds = (entry.strip().lower() for entry in dictionary_entries())
    return frozenset(word for word in compounds if word.count(" ") == 1)
