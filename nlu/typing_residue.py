"""Reads what an input method left behind: "ddieenj bieen" (Telex) and "d9ie65n bie6n" (VNI).

A keystroke sequence is decoded only where it can't be meant as it stands: it is no attested syllable, no
foreign word, and what it decodes to is attested. One weak sign alone ("hair" could be "hải") is not
enough: it needs a second sign in the message or a neighbour that makes a known pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text import normalize_tone
from nlu.english import loans
from nlu.wordlist import WordList, foreign_words

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_DOUBLES = {"a": "â", "e": "ê", "o": "ô"}
_VOWELS = "aăâeêioôơuưy"
_ASCII_VOWELS = "aeiouy"
_RARE = "oo"
"""A few borrowed words are spelt so ("xoong"); mostly it is the Telex sign for ô."""
_FEWEST_TYPED = 2
"""So many words in keystrokes, half of all, make a message typed so throughout: "cow" is "cơ" there."""
_LETTERS = re.compile(r"[a-zđ]+")
_VNI = re.compile(r"[a-zđ]+[1-9][a-z1-9]*")
_VNI_INSIDE = re.compile(r"\d[a-z]|[6-8][1-5]|[1-5][6-8]|d9")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded token and how sure the keystrokes alone make it (two signs or more are strong)."""

    text: str
    strong: bool


def _horn(letters: str) -> str:
    """Put the horn or breve that a ``w`` (or VNI 7, 8) asks for on the vowels of ``letters``."""
    for plain, marked in (("uo", "ươ"), ("uu", "ưu"), ("ua", "ưa"), ("ui", "ưi")):
        if plain in letters:
            return letters.replace(plain, marked, 1)
    for plain, marked in (("a", "ă"), ("o", "ơ"), ("u", "ư")):
        if plain in letters:
            return letters.replace(plain, marked, 1)
    return letters


def _place_tone(letters: str, tone: str, known: frozenset[str]) -> str | None:
    """Return the attested syllable that has ``tone`` on one of its vowels, or None."""
    if not tone:
        return letters if letters in known else None
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in _VOWELS:
            marked = unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])
            spelled = normalize_tone(marked)
            if spelled in known:
                return spelled
    return None


def _first_vowel(letters: str) -> int:
    return next((i for i, letter in enumerate(letters) if letter in _ASCII_VOWELS), len(letters))


def decode_telex(token: str, known: frozenset[str]) -> Decoded | None:
    """Decode one lower-case token typed in Telex; None when it holds no keystroke that decodes."""
    if not _LETTERS.fullmatch(token) or len(token) < 2:
        return None
    signs = 0
    letters = token
    if letters.startswith("d") and "d" in letters[1:]:
        other = letters.index("d", 1)
        letters = "đ" + letters[1:other] + letters[other + 1 :]
        signs += 1
    start = _first_vowel(letters)
    onset, rest = letters[:start], letters[start:]
    tones = [letter for letter in rest if letter in _TONES]
    if len(tones) > 1:
        return None
    tone = _TONES[tones[0]] if tones else ""
    if tones:
        rest = rest.replace(tones[0], "", 1)
        signs += 1
    if "w" in rest:
        if rest.count("w") > 2:
            return None
        rest = _horn(rest.replace("w", ""))
        signs += 1
    for plain, marked in _DOUBLES.items():
        first = rest.find(plain)
        second = rest.find(plain, first + 1)
        if first >= 0 and second > first:
            rest = rest[:first] + marked + rest[first + 1 : second] + rest[second + 1 :]
            signs += 1
            break
    if not signs:
        return None
    spelled = _place_tone(onset + rest, tone, known)
    return Decoded(spelled, signs > 1) if spelled else None


def decode_vni(token: str, known: frozenset[str]) -> Decoded | None:
    """Decode one lower-case token typed in VNI; None when its digits decode to no attested syllable."""
    if not _VNI.fullmatch(token):
        return None
    digits = [letter for letter in token if letter.isdigit()]
    letters = "".join(letter for letter in token if not letter.isdigit())
    tones = [digit for digit in digits if digit in _VNI_TONES]
    if len(tones) > 1 or len(digits) > 4 or len(set(digits)) > 3:
        return None
    if "9" in digits:
        if not letters.startswith("d"):
            return None
        letters = "đ" + letters[1:]
    if "6" in digits:
        place = next((i for i, letter in enumerate(letters) if letter in _DOUBLES), -1)
        if place < 0:
            return None
        letters = letters[:place] + _DOUBLES[letters[place]] + letters[place + 1 :]
    if "7" in digits or "8" in digits:
        letters = _horn(letters)
    spelled = _place_tone(letters, _VNI_TONES[tones[0]] if tones else "", known)
    return Decoded(spelled, bool(_VNI_INSIDE.search(token))) if spelled else None


def decode_token(token: str, known: frozenset[str]) -> Decoded | None:
    """Decode one token by whichever input method it shows; None when it should stay as typed."""
    lower = token.lower()
    if lower in foreign_words() or (lower in known and _RARE not in lower):
        return None
    item = decode_telex(lower, known) or decode_vni(lower, known)
    if item is not None and lower in known:
        return Decoded(item.text, strong=False)
    return item


def decode_residue(words: Sequence[str], word_list: WordList) -> list[str]:
    """Return ``words`` with input-method residue decoded; every other word is returned unchanged."""
    found = [decode_token(word, word_list.syllables) for word in words]
    if not any(found):
        return list(words)
    # Two words that are nothing as they stand and something as keystrokes are no accident either.
    odd = sum(
        item is not None and word.lower() not in word_list.folded
        for item, word in zip(found, words, strict=True)
    )
    sure = odd >= _FEWEST_TYPED or any(item is not None and item.strong for item in found)
    if odd >= _FEWEST_TYPED and 2 * odd >= sum(word.isalpha() for word in words):
        found = [
            item or (None if word.lower() in _official() else decode_telex(word.lower(), word_list.syllables))
            for item, word in zip(found, words, strict=True)
        ]
    # An English word beside residue may be residue too, when only so the two make a known pair.
    for place, word in enumerate(words):
        if found[place] is None and word.lower() in foreign_words():
            found[place] = _beside_residue(place, words, found, word_list)
    readings = [item.text if item else word.lower() for item, word in zip(found, words, strict=True)]
    out = []
    for place, (word, item) in enumerate(zip(words, found, strict=True)):
        attested = word.lower() in word_list.syllables
        if item is None or not (
            item.strong or (sure and not attested) or _pairs_up(place, readings, word_list)
        ):
            out.append(word)
        else:
            out.append(item.text.capitalize() if word[:1].isupper() else item.text)
    return out


@lru_cache(maxsize=1)
def _official() -> frozenset[str]:
    """Return the English words that stand in Vietnamese sentences however they are typed."""
    return frozenset(word for term in loans() for word in term.split())


def _pairs_up(place: int, readings: Sequence[str], word_list: WordList) -> bool:
    before = place > 0 and word_list.has_pair(readings[place - 1], readings[place])
    return before or (place + 1 < len(readings) and word_list.has_pair(readings[place], readings[place + 1]))


def _beside_residue(
    place: int, words: Sequence[str], found: Sequence[Decoded | None], word_list: WordList
) -> Decoded | None:
    lower = words[place].lower()
    item = decode_telex(lower, word_list.syllables)
    if item is None:
        return None
    before = found[place - 1] if place > 0 else None
    after = found[place + 1] if place + 1 < len(words) else None
    paired = (before is not None and word_list.has_pair(before.text, item.text)) or (
        after is not None and word_list.has_pair(item.text, after.text)
    )
    return item if paired else None
