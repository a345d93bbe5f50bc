"""From the inbox to the outbox: each message of a person answered in order, and its reply written down."""

from __future__ import annotations

import json
import logging
from typing import Any

from sqlalchemy import update

from bot.gateway.errors import ApiError
from bot.gateway.services import Services
from bot.gateway.texts import section
from bot.gateway.widget.notice import example_questions
from bot.gateway.zalo.settings import ZaloSettings
from bot.gateway.zalo.wording import chosen, cut, menu_of, parts_of
from bot.storage import Storage, inbox, outbox, people
from bot.storage.inbox import Message
from bot.storage.models import ConversationRow
from knowledge.errors import HoisoError
from knowledge.text import fold, squeeze

log = logging.getLogger(__name__)
CHANNEL = "zalo"
_MOST_ATTEMPTS = 8
_LONGEST_WAIT = 60.0
_LIMITED = 429


class Answerer:
    """Takes messages from the inbox and writes their replies to the outbox."""

    def __init__(self, services: Services, settings: ZaloSettings) -> None:
        self._services = services
        self._settings = settings
        self._storage: Storage = services.storage

    def answer_next(self) -> bool:
        """Answer one message that waits; False where none does."""
        message = inbox.next_message(self._storage, CHANNEL)
        if message is None:
            return False
        try:
            self._answer(message)
        except ApiError as error:
            self._failed(message, error.code, error, error.retry_after)
        except Exception as error:  # a broken part must not stop the queue; what broke is in the log
            log.error("zalo message could not be answered: %s", type(error).__name__, exc_info=error)
            self._failed(message, type(error).__name__, None, None)
        return True

    def _answer(self, message: Message) -> None:
        if message.kind == "text":
            if self._asks_deletion(message.question):
                self._forget(message, confirm=True)
            else:
                self._reply(message, self._ask(message))
        elif message.kind == "forget":
            self._forget(message, confirm=False)
        elif message.kind in ("follow", "greet"):
            self._reply(message, self._greeting(), notice_first=False)
        elif message.kind == "unfollow":
            self._unfollow(message)
        else:
            self._reply(message, [{"text": section("zalo")["polite"]}])

    def _ask(self, message: Message) -> list[dict[str, Any]]:
        person = self._person(message)
        with self._storage.read() as session:
            conversation = session.get(ConversationRow, message.conversation_id)
            menu = json.loads(conversation.menu) if conversation is not None and conversation.menu else []
        # Zalo's own address stands for everybody, so the limit on addresses is counted by person too.
        self._services.limits.check(f"zalo-{person}", CHANNEL, person)
        try:
            return self._services.ask(CHANNEL, person, chosen(message.question, menu), {})
        except ApiError as error:
            if error.status in (400, 413):  # the message itself can't be answered: say so
                return [{"text": error.message}]
            raise

    def _greeting(self) -> list[dict[str, Any]]:
        try:
            examples = example_questions(self._services.library())
        except HoisoError:
            examples = []
        text = "\n\n".join([section("zalo")["greeting"], self._notice()])
        return [{"text": text, "buttons": [{"title": e, "payload": e} for e in examples]}]

    def _notice(self) -> str:
        words = section("zalo")
        return "\n".join(
            (section("widget")["machine"], words["kept"].format(days=self._storage.retention_days))
        )

    def _reply(self, message: Message, answer: list[dict[str, Any]], *, notice_first: bool = True) -> None:
        """Write down the answer and its parts in one transaction: after it, no crash loses the reply."""
        public = self._services.settings.public_url
        bodies = parts_of(answer, public)
        cleaned = [{key: value for key, value in part.items() if key != "recipient_id"} for part in answer]
        now = self._storage.clock()
        notice = self._notice()
        with self._storage.write() as session:
            first = people.record_notice(
                session, now, message.conversation_id, self._storage.vault.person("notice", notice)
            )
            if first and notice_first:
                bodies = [*cut(notice, 2000), *bodies]
            inbox.record_answer(session, now, message.id, cleaned, inbox.ANSWERING)
            session.execute(
                update(ConversationRow)
                .where(ConversationRow.id == message.conversation_id)
                .values(
                    menu=json.dumps(menu_of(answer), ensure_ascii=False),
                    **({"following": True} if message.kind == "follow" else {}),
                )
            )
            outbox.enqueue(
                session,
                now,
                channel=CHANNEL,
                conversation=message.conversation_id,
                message=message.id,
                recipient=message.recipient or "",
                bodies=bodies,
                window_ends=message.event_at + self._settings.window,
            )

    def _unfollow(self, message: Message) -> None:
        now = self._storage.clock()
        with self._storage.write() as session:
            inbox.record_answer(session, now, message.id, [], inbox.SENT)
            outbox.cancel(session, message.conversation_id, "unfollow")
            session.execute(
                update(ConversationRow)
                .where(ConversationRow.id == message.conversation_id)
                .values(following=False)
            )

    def _forget(self, message: Message, *, confirm: bool) -> None:
        """Delete the person's data; with ``confirm`` one last text says so, and is deleted once out."""
        person = self._person(message)
        recipient = message.recipient or ""
        people.forget_person(self._storage, CHANNEL, person)
        self._services.conversation.forget(CHANNEL, person)
        if not confirm:
            return
        now = self._storage.clock()
        with self._storage.write() as session:
            conversation = inbox.touch_conversation(self._storage, session, CHANNEL, person)
            outbox.enqueue(
                session,
                now,
                channel=CHANNEL,
                conversation=conversation,
                message=None,
                recipient=recipient,
                bodies=[section("zalo")["deleted"]],
                window_ends=message.event_at + self._settings.window,
            )

    def _failed(self, message: Message, code: str, error: ApiError | None, wait: int | None) -> None:
        """Put the message back for later; after too many times answer with the apology."""
        limited = error is not None and error.status == _LIMITED
        if message.attempts < _MOST_ATTEMPTS or limited:
            pause = float(wait or 0) or min(_LONGEST_WAIT, 2.0**message.attempts)
            inbox.release(self._storage, message.id, code[:64], pause)
            return
        self._reply(message, [{"text": section("zalo")["failed"]}])

    def _person(self, message: Message) -> str:
        return self._storage.vault.person(CHANNEL, self._storage.vault.unseal(message.recipient or ""))

    def _asks_deletion(self, text: str) -> bool:
        return fold(squeeze(text)).strip(" .!") in section("zalo")["delete_phrases"]
