"""Takes out of a message what no reader sees or needs: control signs, invisible letters, markup, shouting."""

from __future__ import annotations

import re
import unicodedata

from knowledge.text import nfc

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SPACES = re.compile(r"\s+")
_REPEATED_SIGN = re.compile(r"([?!.,;:~*_=#\-])\1+")
_DRAWN_OUT = re.compile(r"([^\W\d_A-ZĐbcdghjklmnpqrstvwxzđ])\1{2,}|(h)\2{2,}")
_ROMAN = re.compile(r"(?<![^\W_])[ivxlc]{2,}(?![^\W_])", re.IGNORECASE)
_SHOUTED = 0.7
_FEWEST_LETTERS = 12


def _narrow(character: str) -> str:
    """Return the ordinary form of full-width and mathematical letters and digits."""
    code = ord(character)
    wide = 0xFF00 <= code <= 0xFFEF or 0x1D400 <= code <= 0x1D7FF
    return unicodedata.normalize("NFKC", character) if wide else character


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cf", "Cs", "Co", "Cn"):
        return ""
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return _narrow(character)


def clean(text: str) -> str:
    """Return ``text`` in NFC with invisible and control characters, markup and extra spaces taken out.

    Letters are never changed but for full-width forms; combining marks that compose with nothing are dropped.
    """
    seen = "".join(map(_visible, nfc(text)))
    seen = _TAG.sub(" ", nfc(seen))
    seen = "".join(character for character in seen if unicodedata.category(character) != "Mn")
    return _SPACES.sub(" ", seen).strip()


def calm(text: str) -> str:
    """Return ``text`` with drawn-out letters, repeated signs and shouting in capitals taken back."""
    text = _REPEATED_SIGN.sub(r"\1", text)
    keep = [match.span() for match in _ROMAN.finditer(text)]
    text = _DRAWN_OUT.sub(
        lambda match: match[0] if any(a <= match.start() < b for a, b in keep) else match[0][0], text
    )
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if len(letters) >= _FEWEST_LETTERS and capitals >= _SHOUTED * len(letters):
        return re.sub(r"\S+", lambda match: match[0] if "/" in match[0] else match[0].lower(), text)
    return text
