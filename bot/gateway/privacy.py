"""Personal data masked before anything is logged or stored: phones, e-mails, identity and card numbers.

Honest figures of the plans ("12.500.000 đồng", "giai đoạn 2021-2025", "125.000 ha") are left alone: each
pattern asks for the grouping in which people write such a number, and for no digit on either side.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

PHONE = "[số điện thoại]"
EMAIL = "[thư điện tử]"
IDENTITY = "[số định danh]"
CARD = "[số thẻ]"

_BEFORE = r"(?<!\d)(?<!\d[.,/])"  # a letter may stand before: "sđt0912345678"
_AFTER = r"(?![\d/]|[.,]\d|\w)"
_NO_MONEY = r"(?!\s*(?:đồng|đ\b|vnđ|vnd|usd|%|nghìn|triệu|tỷ|tỉ)\b)"

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w])")
_MOBILE = re.compile(
    _BEFORE
    + r"(?:\(?\+84\)?[ .\-]?|\(?0084\)?[ .\-]?|84(?=[35789]\d{8}(?!\d))|0)"
    + r"[35789](?:\d{8}|[ .\-]\d{4}[ .\-]?\d{4}|\d(?:[ .\-]{1,2}\d{2,7}){1,4}"
    + r"|(?:\d{2}|\d{3})(?:[ .\-]{1,2}\d{2,6}){1,4})"
    + _AFTER
    + _NO_MONEY,
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    _BEFORE
    + r"(?:\(?(?:\+84|0084)\)?[ .\-]?\(?2\d{1,2}\)?|\(?02\d{1,2}\)?)(?:[ .\-]{0,2}\d{2,8}){1,4}"
    + _AFTER
    + _NO_MONEY,
    re.IGNORECASE,
)
_TWELVE = re.compile(_BEFORE + r"\d{12}" + _AFTER + _NO_MONEY, re.IGNORECASE)
_TWELVE_GROUPED = re.compile(_BEFORE + r"0\d{2}(?:[ .\-]\d{3}){3}" + _AFTER + _NO_MONEY, re.IGNORECASE)
_NAMED = re.compile(
    r"((?:cmnd|cmt|cccd|chứng minh(?: nhân dân| thư)?|căn cước(?: công dân)?|định danh|hộ chiếu)"
    r"[^\d\n]{0,20}?)([A-Z]?\d[\d .\-]{6,16}\d)(?!\d)",
    re.IGNORECASE,
)
_CARD = re.compile(_BEFORE + r"\d{4}([ \-]?)\d{4}\1\d{4}\1\d{1,7}" + _AFTER)


def mask(text: str) -> str:
    """Return ``text`` with personal data replaced by what it was, in brackets."""
    if not any(char.isdigit() for char in text) and "@" not in text:
        return text
    masked = _EMAIL.sub(EMAIL, text)
    masked = _NAMED.sub(lambda found: found.group(1) + IDENTITY, masked)
    masked = _CARD.sub(_if(_is_card, CARD), masked)
    masked = _TWELVE.sub(IDENTITY, masked)
    masked = _TWELVE_GROUPED.sub(IDENTITY, masked)
    masked = _MOBILE.sub(_if(_is_mobile, PHONE), masked)
    return _LANDLINE.sub(_if(_is_landline, PHONE), masked)


def mask_values(value: Any) -> Any:
    """Return a JSON value with every string in it masked; keys and other values stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: mask_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_values(item) for item in value]
    return value


class MaskingFormatter(logging.Formatter):
    """Formatter that masks the finished line, stack trace included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted line, masked."""
        return mask(super().format(record))


def _if(fits: Callable[[str], bool], replacement: str) -> Callable[[re.Match[str]], str]:
    return lambda found: replacement if fits(_digits(found.group())) else found.group()


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _national(digits: str) -> str:
    for prefix in ("0084", "84"):
        if digits.startswith(prefix):
            return "0" + digits[len(prefix) :]
    return digits


def _is_mobile(digits: str) -> bool:
    return len(_national(digits)) == 10


def _is_landline(digits: str) -> bool:
    return len(_national(digits)) in (10, 11)


def _is_card(digits: str) -> bool:
    """Luhn's check, over 13 to 19 digits."""
    if not 13 <= len(digits) <= 19:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
