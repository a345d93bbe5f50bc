"""Complaints about answers, made in words: what the feedback form brought is kept, and not sent back."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.texts import section
from bot.storage import Storage, feedback

log = logging.getLogger(__name__)
_KEY = "feedback"
_STORED = ("web", "zalo")


def kept(storage: Storage, channel: str, sender: str, answer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the complaint that an answer carries in ``custom``; return the answer without it.

    Where the database is down the answer says so: nobody is thanked for what is lost.
    """
    return [_one(storage, channel, sender, part) for part in answer]


def _one(storage: Storage, channel: str, sender: str, part: dict[str, Any]) -> dict[str, Any]:
    custom = part.get("custom")
    if not isinstance(custom, dict) or _KEY not in custom:
        return part
    sent = part | {"custom": {key: value for key, value in custom.items() if key != _KEY}}
    # The stored channels know a person by the hash already; any other sender's name is hashed here.
    person = sender if channel in _STORED else storage.vault.person(channel, sender)
    try:
        feedback.complain(storage, channel, person, str(custom[_KEY]))
    except SQLAlchemyError as error:
        log.error("a complaint could not be kept: %s", type(error).__name__)
        return sent | {"text": section("feedback")["lost"]}
    return sent
