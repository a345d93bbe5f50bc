"""Thumbs up or down on answers; the last one given counts."""

from __future__ import annotations

from sqlalchemy import select

from bot.gateway.privacy import mask
from bot.storage.database import Storage
from bot.storage.models import ConversationRow, FeedbackRow, MessageRow

VALUES = ("up", "down")
MAX_REASON = 500
"""Characters of a reason that are kept."""


def record(storage: Storage, channel: str, person: str, message_id: str, value: str, reason: str) -> bool:
    """Keep a person's opinion of the answer to their own message; False where that is none of theirs."""
    if value not in VALUES:
        raise ValueError(f"not a feedback value: {value!r}")
    words = mask(reason.strip()[:MAX_REASON])
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
        row = session.execute(
            select(FeedbackRow).where(FeedbackRow.message_id == message)
        ).scalar_one_or_none()
        if row is None:
            row = FeedbackRow(message_id=message, created_at=storage.clock())
            session.add(row)
        row.value, row.reason, row.created_at = value, words, storage.clock()
        return True
