"""Vietnamese text as characters: one spelling for matching, without losing places in the source.

Guarantees:

1. ``nfc`` and ``normalize_tone`` return NFC text; ``normalize_tone`` keeps its length.
2. ``fold`` returns exactly one character for each code point of ``nfc(text)``, so a span found in
   the folded text is a span of the NFC text.
3. Every function is total (any ``str`` in, a ``str`` out) and idempotent.
"""

from __future__ import annotations

import re
import unicodedata

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
"""The five combining tone marks and their Vietnamese names."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Zero-width characters that editors and web pages leave behind; they count as white space here."""

_SPACES = re.compile(rf"[\s{_INVISIBLE}]+")


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normal form C (one code point a letter)."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """Translation table that folds each code point when it is first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "d" if char in "đĐ" else unicodedata.normalize("NFD", char)[0].lower()
        self[code] = plain[:1] or char
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return ``text`` lower-case and without diacritics, one character for each NFC code point.

    ``fold("Chuyển đổi số") == "chuyen doi so"``.
    """
    return nfc(text).translate(_FOLDING)


def squeeze(text: str) -> str:
    """Return ``text`` with each run of white space (zero-width characters too) as one blank, stripped."""
    return _SPACES.sub(" ", text).strip()


def _with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _pairs() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Map misplaced vowel pairs to well-placed ones, and each toned letter to (letter, tone)."""
    toned = {}
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY":
        for tone in TONES:
            toned[_with_tone(letter, tone)] = (letter, tone)
    moved = {}
    for first, second in ("oa", "oe", "uy", "oA", "oE", "uY", "Oa", "Oe", "Uy", "OA", "OE", "UY"):
        for tone in TONES:
            moved[first + _with_tone(second, tone)] = _with_tone(first, tone) + second
    return moved, toned


_MOVED, _TONED = _pairs()
_TONED_U = "ùúủũụÙÚỦŨỤ"
_TONED_O = "òóỏõọÒÓỎÕỌ"
_OPEN = re.compile(rf"(?<![qQ])({'|'.join(sorted(_MOVED))})(?![^\W\d_])")
_AFTER_Q = re.compile(rf"(?<=[qQ])([{_TONED_U}])([aăâeêiyoôơAĂÂEÊIYOÔƠ])")
_CLOSED = re.compile(rf"([{_TONED_O}])([aăeAĂE])(?=[^\W\d_])")


_LONG_Y = {"kì": "kỳ", "kí": "ký", "kĩ": "kỹ", "kỉ": "kỷ", "lí": "lý", "lị": "lỵ", "mĩ": "mỹ", "quí": "quý"}
"""Syllables that are written with i as well as with y, as administrative texts write them."""
_I_FOR_Y = re.compile(rf"(?<![^\W_])(?:{'|'.join(_LONG_Y)})(?![^\W_])", re.IGNORECASE)


def _with_y(match: re.Match[str]) -> str:
    written = _LONG_Y[match[0].lower()]
    return match[0][:-1] + (written[-1].upper() if match[0][-1].isupper() else written[-1])


def _shift_right(match: re.Match[str]) -> str:
    letter, tone = _TONED[match[1]]
    return letter + _with_tone(match[2], tone)


def normalize_tone(text: str) -> str:
    """Return NFC ``text`` with every tone mark where the spelling in force puts it.

    By rule, not by list: in an open syllable ending in oa, oe, uy the mark stands on the first vowel
    ("hoà" becomes "hòa", "thuý" becomes "thúy"), not after "qu" ("quý" stays, "qúy" becomes "quý");
    with a final consonant or glide it stands on the second ("hòan" becomes "hoàn"). "kĩ", "lí", "quí" get
    the y of administrative texts. Case is kept.
    """
    text = _OPEN.sub(lambda match: _MOVED[match[1]], nfc(text))
    text = _AFTER_Q.sub(_shift_right, text)
    return _I_FOR_Y.sub(_with_y, _CLOSED.sub(_shift_right, text))
