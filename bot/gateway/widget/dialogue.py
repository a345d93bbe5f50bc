"""One web message asked and answered once, however often the browser sends it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.clean import clean_message, has_words
from bot.gateway.conversation import NO_QUESTION, TOO_LONG
from bot.gateway.errors import ApiError, unavailable
from bot.gateway.privacy import mask
from bot.gateway.services import Services
from bot.gateway.widget.identity import CHANNEL
from bot.gateway.widget.notice import notice_hash
from bot.storage import Storage, inbox, people
from bot.storage.inbox import Message

log = logging.getLogger(__name__)
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
BAD_ID = 'Thiếu "id": mã riêng của tin nhắn, 8 đến 64 chữ cái, chữ số.'


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and, once there, its answer. ``id`` is the browser's name for the message."""

    id: str
    question: str
    answer: list[dict[str, Any]] | None
    at: float

    def to_dict(self) -> dict[str, Any]:
        """Return the shape that the widget's API sends."""
        return {"id": self.id, "question": self.question, "answer": self.answer, "at": self.at}


class WebDialogue:
    """Conversations of the widget and of the chat page, on the gateway's services."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._storage: Storage = services.storage

    def send(self, person: str, client_id: str, text: str, address: str) -> Turn:
        """Answer a message; one with the same id again gets the same answer, and is asked once.

        ``answer`` of the result is None while another request answers this very message.

        Raises:
            ApiError: 400 or 413 for a message that can't be taken, 429 over a limit, 503 when no answer
                could be had; the same message may then be sent again.
        """
        if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
            raise ApiError(400, "bad_id", BAD_ID)
        question = self._question(text)
        try:
            message = self._take(person, client_id, question, address)
            if message is None:
                return Turn(client_id, question, None, self._storage.clock())
            answer = message.answer if message.answer is not None else self._answer(person, message)
        except SQLAlchemyError as error:
            log.error("the database does not answer: %s", type(error).__name__)
            raise unavailable("storage") from error
        return Turn(client_id, message.question, answer, message.received_at)

    def history(self, person: str) -> list[Turn]:
        """Return the conversation so far, oldest first."""
        try:
            found = inbox.history(self._storage, CHANNEL, person)
        except SQLAlchemyError as error:
            raise unavailable("storage") from error
        return [Turn(_client_id(m.message_id), m.question, m.answer, m.received_at) for m in found]

    def forget(self, person: str) -> None:
        """Delete the conversation: rows, bytes, and what Rasa keeps of it."""
        try:
            people.forget_person(self._storage, CHANNEL, person)
        except SQLAlchemyError as error:
            raise unavailable("storage") from error
        self._services.conversation.forget(CHANNEL, person)

    def _question(self, text: object) -> str:
        """Return the text as it is stored and asked: cleaned, personal data masked."""
        if not isinstance(text, str):
            raise ApiError(400, "no_message", NO_QUESTION)
        limit = self._services.settings.max_chars
        question = clean_message(text)
        if not has_words(question):
            raise ApiError(400, "empty_message", NO_QUESTION)
        if len(question) > limit:
            raise ApiError(413, "message_too_long", TOO_LONG.format(limit=limit))
        return mask(question)

    def _take(self, person: str, client_id: str, question: str, address: str) -> Message | None:
        """Return the message, held by us unless it is answered; None while somebody else holds it."""
        name = stored_id(person, client_id)
        known = inbox.find(self._storage, CHANNEL, name)
        if known is None:
            self._services.limits.check(address, CHANNEL, person)
            known = inbox.receive(self._storage, CHANNEL, person, name, question, held=True)
            if known.new:
                with self._storage.write() as session:
                    people.record_notice(
                        session, self._storage.clock(), known.conversation_id, notice_hash(self._storage)
                    )
                return known
        if known.answer is not None or inbox.hold(self._storage, known.id):
            return known
        return None

    def _answer(self, person: str, message: Message) -> list[dict[str, Any]]:
        try:
            answer = self._services.ask(CHANNEL, person, message.question, {})
        except BaseException as error:
            inbox.release(self._storage, message.id, getattr(error, "code", type(error).__name__)[:64])
            raise
        cleaned = [{key: value for key, value in part.items() if key != "recipient_id"} for part in answer]
        with self._storage.write() as session:
            inbox.record_answer(session, self._storage.clock(), message.id, cleaned, inbox.SENT)
        return cleaned


def stored_id(person: str, client_id: str) -> str:
    """Return the inbox id of a browser's message id: no two people can meet in one."""
    return f"{person[:32]}:{client_id}"


def _client_id(message_id: str) -> str:
    return message_id.split(":", 1)[-1]
