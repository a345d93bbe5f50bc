"""One question asked, one answer given: the only place that hands messages to Rasa."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.gateway.clean import clean_message, has_words
from bot.gateway.errors import ApiError, unavailable
from bot.gateway.privacy import mask
from bot.gateway.rasa_client import MessageClient, merge_messages
from bot.gateway.sessions import SenderNames, Turns

log = logging.getLogger(__name__)
NO_QUESTION = "Tin nhắn chưa có nội dung. Xin viết câu hỏi rồi gửi lại."
TOO_LONG = "Tin nhắn dài quá {limit} ký tự. Xin rút ngắn câu hỏi rồi gửi lại."


class Conversation:
    """Asks Rasa in each person's name, in order, and never returns an empty answer.

    ``forget_tracker`` removes what Rasa keeps of a conversation, by its name.
    """

    def __init__(
        self,
        client: MessageClient,
        names: SenderNames,
        turns: Turns,
        max_chars: int,
        forget_tracker: Callable[[str], None],
        log_text: bool = False,
    ) -> None:
        self._client = client
        self._names = names
        self._turns = turns
        self._max_chars = max_chars
        self._forget_tracker = forget_tracker
        self._log_text = log_text

    def ask(
        self, channel: str, sender_key: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """See :meth:`bot.gateway.services.Services.ask`."""
        question = clean_message(text)
        if not has_words(question):
            raise ApiError(400, "empty_message", NO_QUESTION)
        if len(question) > self._max_chars:
            raise ApiError(413, "message_too_long", TOO_LONG.format(limit=self._max_chars))
        name = self._names.name(channel, sender_key)
        began = time.monotonic()
        with self._turns.turn(name):
            parts = self._client.send(name, question, {"channel": channel, **(metadata or {})})
        answer = merge_messages(parts, sender_key)
        if not answer:
            # Rasa answers [] with status 200 when a component or action failed: nobody may take that for
            # an answer.
            log.error("rasa answered nothing: the action server is down or a component failed")
            raise unavailable("empty_answer")
        log.info("answered %s in %d ms", name, (time.monotonic() - began) * 1000)
        if self._log_text:
            log.info("question of %s: %s", name, mask(question))
        return answer

    def forget(self, channel: str, sender_key: str) -> None:
        """Drop the conversation's memory (slots); the person's next message starts a new one."""
        name = self._names.name(channel, sender_key)
        with self._turns.turn(name):
            self._forget_tracker(name)
