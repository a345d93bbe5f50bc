"""Between Rasa's tracker and the answer engine: what the engine hears, and how its answer is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.engine import Answer, Engine, Understanding
from index.current import SnapshotHolder
from knowledge.errors import HoisoError
from knowledge.settings import paths
from nlu.entities import Entity, find_entities
from nlu.normalize import normalize_message

_log = logging.getLogger(__name__)
ENGINE = Engine(SnapshotHolder(paths().state), date.today)


def warm_up() -> None:
    """Load the records before the first question (the action server calls it before its port opens).

    A missing or damaged index is logged and told when a question comes: the server must come up, and the
    gateway's canary question shows that it doesn't answer.
    """
    try:
        ENGINE.warm()
    except HoisoError as error:
        _log.error("the index can't be loaded yet: %s", error)


def understanding(message: Mapping[str, Any]) -> Understanding:
    """Return the engine's view of a tracker's ``latest_message``.

    The pipeline's normaliser leaves the typed text as ``original_text`` and the normal form as ``text``; a
    message that no pipeline saw is normalised here.
    """
    text = str(message.get("text") or "")
    typed = message.get("original_text")
    normalized = text if typed else normalize_message(text).text
    intent = message.get("intent") or {}
    ranking = message.get("intent_ranking") or ()
    return Understanding(
        text=str(typed or text),
        normalized=normalized,
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple((str(item.get("name")), float(item.get("confidence") or 0.0)) for item in ranking),
        entities=_entities(message, normalized),
    )


def send(dispatcher: CollectingDispatcher, answer: Answer, **custom: Any) -> None:
    """Send an answer as one message (text, buttons, ``custom``); ``custom`` adds keys to the last."""
    dispatcher.utter_message(
        text=answer.text,
        buttons=[{"title": button.title, "payload": button.payload} for button in answer.buttons],
        json_message={**answer.to_custom(), **custom},
    )


def _entities(message: Mapping[str, Any], normalized: str) -> tuple[Entity, ...]:
    """Return the message's entities; found again in the normal text where Rasa brought none."""
    found = []
    for item in message.get("entities") or ():
        if not item.get("entity") or item.get("value") is None:
            continue
        start, end = int(item.get("start") or 0), int(item.get("end") or 0)
        surface = normalized[start:end] or str(item["value"])
        found.append(Entity(str(item["entity"]), str(item["value"]), start, end, surface))
    return tuple(found or find_entities(normalized))
