"""Plain text: find the encoding, decode, and refuse what isn't a Vietnamese text."""

from __future__ import annotations

import codecs
import csv
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.text import fold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = frozenset({"và", "của", "các", "tỉnh", "kế", "hoạch", "chuyển", "đổi", "số"})
"""Words that every plan holds many times: they tell which of the old one-byte encodings a file is in."""

_MIN_COMMON = 3
_MAX_CONTROL = 0.002
_MIN_VIETNAMESE = 0.02


def decode(name: str, data: bytes) -> str:
    """Decode a plain text file.

    UTF-8 and UTF-16/32 keep every letter as it is; the one-byte encodings of the nineties (Windows-1258,
    TCVN3) give NFC.

    Raises:
        SourceError: no text, or in an encoding that isn't known.
    """
    text = _unicode(data)
    if text is None:
        text = _one_byte(data)
    if text is None:
        raise SourceError(
            f"Tệp '{name}' không phải văn bản, hoặc dùng bảng mã lạ. "
            "Hãy lưu lại bằng bảng mã UTF-8 rồi nạp lại."
        )
    check_text(name, text)
    return text


def _unicode(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data, encoding)
    guess = _wide_guess(data)
    return _try(data, guess) if guess else _try(data, "utf-8")


def _wide_guess(data: bytes) -> str | None:
    """Guess UTF-16 without a mark: in such a text, line feeds and blanks have a zero byte beside them."""
    sample = data[:4096]
    if len(sample) < 8 or sample.count(0) < len(sample) * 0.15:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _one_byte(data: bytes) -> str | None:
    if 0 in data:
        return None
    choices = [text for text in (_try(data, "cp1258"), data.decode("latin-1").translate(_tcvn3())) if text]
    composed = [unicodedata.normalize("NFC", text) for text in choices]
    best = max(composed, key=_common_words)
    return best if _common_words(best) else None


def repair_font_letters(text: str) -> str:
    """Return text typed in the old .VnTime fonts (TCVN3 letters stored as Latin-1) as Unicode.

    Each letter stands for one letter, so places in the text stay. Other text comes back as it is: real
    Vietnamese holds the common words, letters of the old fonts never do.
    """
    if _common_words(text):
        return text
    repaired = text.translate(_tcvn3())
    return repaired if _common_words(repaired) >= _MIN_COMMON else text


def _common_words(text: str) -> int:
    return sum(word in _COMMON for word in text.lower().split())


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    path = Path(__file__).resolve().parent / "tcvn3.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {int(row["byte"], 16): row["letter"] for row in csv.DictReader(lines)}


def check_text(name: str, text: str) -> None:
    """Check that a decoded text is a Vietnamese one.

    Raises:
        SourceError: nothing visible in it, control characters as in a program, or no Vietnamese letters.
    """
    letters = sum(char.isalpha() for char in text)
    if letters < 20:
        raise SourceError(f"Tệp '{name}' không có nội dung văn bản. Hãy chọn tệp khác.")
    control = sum(unicodedata.category(char) == "Cc" and char not in "\t\n\r\f\v" for char in text)
    if control > max(2, len(text) * _MAX_CONTROL) or "\ufffd" in text[:10000]:
        raise SourceError(f"Tệp '{name}' không phải là văn bản. Hãy chọn tệp .txt, .html, .docx hoặc .pdf.")
    plain = unicodedata.normalize("NFC", text).lower()
    marked = sum(before != after for before, after in zip(plain, fold(plain), strict=False))
    if marked < letters * _MIN_VIETNAMESE:
        raise SourceError(f"Tệp '{name}' không phải văn bản tiếng Việt có dấu nên không nạp được.")
