"""The gateway's way to Rasa: one message in, the messages Rasa sends back out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from bot.gateway.errors import unavailable

log = logging.getLogger(__name__)
_CONNECT_SECONDS = 2.0
# Sanic closes idle connections; a connection kept longer than this could be one to a Rasa that has
# since been restarted, and the first message on it would be lost.
_KEEP_IDLE_SECONDS = 3.0


class MessageClient(Protocol):
    """Whoever answers messages: Rasa, or a stand-in in tests."""

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return Rasa's messages for one message, as Rasa's REST channel writes them; may be empty.

        Raises:
            ApiError: 503 when Rasa can't be reached, is too slow or answers nonsense.
        """


class RasaClient:
    """Rasa's REST channel at ``url`` (loopback). Safe to share between threads."""

    def __init__(self, url: str, timeout: float) -> None:
        self._http = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(timeout, connect=_CONNECT_SECONDS, pool=timeout),
            limits=httpx.Limits(
                max_connections=64, max_keepalive_connections=16, keepalive_expiry=_KEEP_IDLE_SECONDS
            ),
            trust_env=False,  # a proxy from the environment must never see this
        )

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """See :class:`MessageClient`."""
        body = {"sender": sender, "message": text, "metadata": dict(metadata)}
        try:
            response = self._http.post("/webhooks/rest/webhook", json=body)
        except httpx.TimeoutException as error:
            log.warning("rasa did not answer in time: %s", type(error).__name__)
            raise unavailable("timeout") from error
        except httpx.HTTPError as error:
            log.warning("rasa can't be reached: %s", type(error).__name__)
            raise unavailable("rasa_down") from error
        if response.status_code != 200:
            log.warning("rasa answered status %d", response.status_code)
            raise unavailable("rasa_error")
        try:
            messages = response.json()
        except ValueError as error:
            raise unavailable("rasa_error") from error
        if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
            raise unavailable("rasa_error")
        return messages

    def close(self) -> None:
        """Close pooled connections."""
        self._http.close()


def merge_messages(messages: list[dict[str, Any]], recipient: str) -> list[dict[str, Any]]:
    """Join what Rasa sends apart (text with buttons, then ``custom``) into the contract's messages.

    A part without text belongs to the message before it, unless that one holds such a part already.
    Messages that end up without any text are dropped: the text alone must be a complete answer.
    """
    merged: list[dict[str, Any]] = []
    for part in messages:
        fields = {key: part[key] for key in ("buttons", "custom", "image") if part.get(key)}
        text = part.get("text")
        if isinstance(text, str) and text.strip():
            merged.append({"recipient_id": recipient, "text": text, **fields})
        elif merged and not any(key in merged[-1] for key in fields):
            merged[-1].update(fields)
        elif fields:
            merged.append({"recipient_id": recipient, "text": "", **fields})
    return [message for message in merged if message["text"]]
