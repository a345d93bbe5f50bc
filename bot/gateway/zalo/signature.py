"""The signature of a Zalo event: SHA-256 of app id, raw body, time stamp and OA secret, one after another.

Sources differ on whether the time stamp is the body's or the header's, so either is accepted; the age of
the event is judged by the one that was signed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

from bot.gateway.errors import ApiError

_HEADER = re.compile(r"mac=([0-9a-f]{64})")
_TIMESTAMP = re.compile(r"\d{10,16}")
_AHEAD_SECONDS = 300.0
REFUSED = "Chữ ký của sự kiện không đúng."
STALE = "Sự kiện quá cũ nên không được nhận."


def sign(app_id: str, body: bytes, timestamp: str, oa_secret: str) -> str:
    """Return the 64 hexadecimal digits of a signature."""
    return hashlib.sha256(app_id.encode() + body + timestamp.encode() + oa_secret.encode()).hexdigest()


def check(
    header: str | None,
    body: bytes,
    timestamps: Iterable[str | None],
    *,
    app_id: str,
    oa_secret: str,
    now: float,
    max_age: float,
) -> float:
    """Return when the event happened (Unix seconds), once its signature and age are found right.

    ``timestamps`` are the candidates, in milliseconds as text. Every candidate is tried, in constant time.

    Raises:
        ApiError: 403 where the signature is missing or wrong, or the event too old.
    """
    given = _HEADER.fullmatch(header or "")
    mac = given[1] if given else ""
    signed = 0.0
    for timestamp in timestamps:
        if timestamp is None or not _TIMESTAMP.fullmatch(timestamp):
            continue
        if hmac.compare_digest(sign(app_id, body, timestamp, oa_secret).encode(), mac.encode()):
            signed = int(timestamp) / 1000
    if not app_id or not oa_secret or not signed:
        raise ApiError(403, "bad_signature", REFUSED)
    if not -_AHEAD_SECONDS <= now - signed <= max_age:
        raise ApiError(403, "stale", STALE)
    return signed
