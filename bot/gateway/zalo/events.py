"""Zalo's events and error codes, read by the table in ``events.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("events.toml")
_MAX_TEXT = 8000
_MAX_ID = 64


@dataclass(frozen=True, slots=True)
class Event:
    """One event that concerns us.

    Attributes:
        kind: text, polite, greet, follow, unfollow or forget.
        user: Zalo's id of the person, a string.
        id: unique id, the same each time the event is delivered.
        text: what the person wrote (kind text).
    """

    kind: str
    user: str
    id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """What to do about an error code: action (backoff, wait, refresh, give_up), seconds, alert text."""

    action: str
    seconds: float = 0.0
    alert: str = ""


def read_event(body: Mapping[str, Any]) -> Event | None:
    """Return the event, or None where it is none of ours, malformed, or has no person."""
    name = body.get("event_name") or body.get("event")
    kind = _table()["events"].get(name) if isinstance(name, str) else None
    user = _person(body)
    if kind is None or not user:
        return None
    message = body.get("message")
    message = message if isinstance(message, dict) else {}
    text = message.get("text")
    given = message.get("msg_id")
    return Event(
        kind=kind,
        user=user,
        id=given if isinstance(given, str) and 0 < len(given) <= _MAX_ID else _made_id(body, user),
        text=text[:_MAX_TEXT] if isinstance(text, str) else "",
    )


def recipient_oa(body: Mapping[str, Any]) -> str:
    """Return the id of the OA that an event is for; empty where it names none."""
    recipient = body.get("recipient")
    found = body.get("oa_id") or (recipient.get("id") if isinstance(recipient, dict) else "")
    return found if isinstance(found, str) else ""


def handling(code: int) -> Handling:
    """Return what to do about an error code; an unknown one is tried again with growing pauses."""
    found = _table()["errors"].get(str(code))
    return Handling(**found) if found else Handling("backoff", alert=f"mã lỗi lạ {code}")


def _person(body: Mapping[str, Any]) -> str:
    for place in ("sender", "follower", "user"):
        value = body.get(place)
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            return value["id"][:_MAX_ID]
    for place in ("userId", "user_id"):
        if isinstance(body.get(place), str):
            return str(body[place])[:_MAX_ID]
    return ""


def _made_id(body: Mapping[str, Any], user: str) -> str:
    """Return an id for an event that has none: the same person, event and time make the same id."""
    parts = (body.get("event_name") or body.get("event"), user, body.get("timestamp"))
    return "made-" + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:48]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
