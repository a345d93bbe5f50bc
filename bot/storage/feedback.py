"""What people say of answers: a thumb up or down, a complaint in words; the last one on an answer counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.gateway.privacy import mask
from bot.storage.database import Storage
from bot.storage.inbox import SENT, touch_conversation
from bot.storage.models import ConversationRow, FeedbackRow, MessageRow

VALUES = ("up", "down")
MAX_REASON = 500
"""Characters of a reason that are kept."""
_LOOKED_AT = 10
_SAYS_NOTHING = frozenset({"handoff", "chitchat"})
"""Statuses of answers that nobody complains about: they hold no content of a plan."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one answer. ``at`` is in Unix seconds; ``answer`` is its text, maybe empty."""

    at: float
    channel: str
    value: str
    reason: str
    question: str
    answer: str


def record(storage: Storage, channel: str, person: str, message_id: str, value: str, reason: str) -> bool:
    """Keep a person's opinion of the answer to their own message; False where that is none of theirs."""
    if value not in VALUES:
        raise ValueError(f"not a feedback value: {value!r}")
    with storage.write() as session:
        message = session.execute(
            select(MessageRow.id)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(
                ConversationRow.channel == channel,
                ConversationRow.person == person,
                MessageRow.message_id == message_id,
                MessageRow.answer.is_not(None),
            )
        ).scalar_one_or_none()
        if message is None:
            return False
        _put(storage, session, message, value, reason)
        return True


def complain(storage: Storage, channel: str, person: str, reason: str) -> None:
    """Keep a complaint made in the conversation, on the newest answer before it that told something.

    Where none is kept (a channel whose messages aren't stored), the complaint stands by itself.
    """
    with storage.write() as session:
        conversation = touch_conversation(storage, session, channel, person)
        answered = session.execute(
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation, MessageRow.answer.is_not(None))
            .order_by(MessageRow.id.desc())
            .limit(_LOOKED_AT)
        ).scalars()
        message = next((row.id for row in answered if _tells(row.answer)), None)
        if message is None:
            alone = MessageRow(
                conversation_id=conversation,
                channel=channel,
                message_id=f"feedback-{uuid4().hex}",
                kind="feedback",
                state=SENT,
                answer="[]",
                received_at=storage.clock(),
                event_at=storage.clock(),
            )
            session.add(alone)
            session.flush()
            message = alone.id
        _put(storage, session, message, "down", reason)


def listed(storage: Storage, value: str = "", most: int = 100) -> list[Opinion]:
    """Return the newest opinions, newest first; of one ``value`` only where it is given."""
    wanted = (
        select(FeedbackRow, MessageRow)
        .join(MessageRow, MessageRow.id == FeedbackRow.message_id)
        .order_by(FeedbackRow.created_at.desc(), FeedbackRow.id.desc())
        .limit(most)
    )
    if value:
        wanted = wanted.where(FeedbackRow.value == value)
    with storage.read() as session:
        return [
            Opinion(
                at=given.created_at,
                channel=message.channel,
                value=given.value,
                reason=given.reason,
                question=message.question,
                answer="\n".join(str(part.get("text", "")) for part in _parts(message.answer)),
            )
            for given, message in session.execute(wanted)
        ]


def _put(storage: Storage, session: Session, message: int, value: str, reason: str) -> None:
    row = session.execute(select(FeedbackRow).where(FeedbackRow.message_id == message)).scalar_one_or_none()
    if row is None:
        row = FeedbackRow(message_id=message)
        session.add(row)
    row.value, row.reason, row.created_at = value, mask(reason.strip()[:MAX_REASON]), storage.clock()


def _parts(answer: str | None) -> list[dict[str, Any]]:
    return [part for part in json.loads(answer or "[]") if isinstance(part, dict)]


def _tells(answer: str) -> bool:
    statuses = {str((part.get("custom") or {}).get("status", "")) for part in _parts(answer)}
    return bool(statuses - _SAYS_NOTHING)
