"""One person's data: the notice they were shown, their export, their deletion; and retention for all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from bot.storage.database import Storage
from bot.storage.models import ConversationRow, FeedbackRow, MessageRow, OutboxRow

_DAY = 86400.0


def record_notice(session: Session, now: float, conversation: int, notice: str) -> bool:
    """Note that the person was shown a notice (its hash); False where this one was noted before."""
    result = session.execute(
        update(ConversationRow)
        .where(ConversationRow.id == conversation, ConversationRow.notice != notice)
        .values(notice=notice, noticed_at=now)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1


def export_person(storage: Storage, channel: str, person: str) -> dict[str, Any] | None:
    """Return all that is held of one person as JSON values; None where nothing is."""
    with storage.read() as session:
        conversation = session.execute(_of(channel, person)).scalar_one_or_none()
        if conversation is None:
            return None
        messages = session.execute(
            select(MessageRow).where(MessageRow.conversation_id == conversation.id).order_by(MessageRow.id)
        ).scalars()
        feedback = {
            row.message_id: row
            for row in session.execute(
                select(FeedbackRow)
                .join(MessageRow, MessageRow.id == FeedbackRow.message_id)
                .where(MessageRow.conversation_id == conversation.id)
            ).scalars()
        }
        waiting = session.execute(
            select(OutboxRow).where(OutboxRow.conversation_id == conversation.id).order_by(OutboxRow.id)
        ).scalars()
        return {
            "channel": channel,
            "first_at": _iso(conversation.created_at),
            "last_at": _iso(conversation.last_at),
            "notice": {"hash": conversation.notice, "shown_at": _iso(conversation.noticed_at)},
            "following": conversation.following,
            "messages": [
                {
                    "received_at": _iso(row.received_at),
                    "kind": row.kind,
                    "state": row.state,
                    "question": row.question,
                    "answer": json.loads(row.answer) if row.answer else None,
                    "answered_at": _iso(row.answered_at),
                    "feedback": _feedback(feedback.get(row.id)),
                }
                for row in messages
            ],
            "replies": [
                {"created_at": _iso(row.created_at), "state": row.state, "text": row.body, "error": row.error}
                for row in waiting
            ],
        }


def forget_person(storage: Storage, channel: str, person: str) -> bool:
    """Delete all that is held of one person, down to the bytes in the file; False where nothing was."""
    with storage.write() as session:
        conversation = session.execute(_of(channel, person)).scalar_one_or_none()
        if conversation is None:
            return False
        _delete_conversations(session, [conversation.id])
    storage.wipe_free_space()
    return True


def expire(storage: Storage) -> int:
    """Delete messages older than the retention, and conversations unused since; return how many messages."""
    oldest = storage.clock() - storage.retention_days * _DAY
    with storage.write() as session:
        old = select(MessageRow.id).where(MessageRow.received_at < oldest)
        session.execute(delete(FeedbackRow).where(FeedbackRow.message_id.in_(old)), execution_options=_PLAIN)
        session.execute(
            delete(OutboxRow).where(
                OutboxRow.message_id.in_(old)
                | (OutboxRow.message_id.is_(None) & (OutboxRow.created_at < oldest))
            ),
            execution_options=_PLAIN,
        )
        gone = session.execute(
            delete(MessageRow).where(MessageRow.received_at < oldest), execution_options=_PLAIN
        )
        empty = ~exists().where(MessageRow.conversation_id == ConversationRow.id)
        unused = session.execute(
            delete(ConversationRow).where(ConversationRow.last_at < oldest, empty), execution_options=_PLAIN
        )
        count, conversations = gone.rowcount, unused.rowcount
    if count or conversations:
        storage.wipe_free_space()
    return count


_PLAIN = {"synchronize_session": False}


def _delete_conversations(session: Session, ids: list[int]) -> None:
    messages = select(MessageRow.id).where(MessageRow.conversation_id.in_(ids))
    for statement in (
        delete(FeedbackRow).where(FeedbackRow.message_id.in_(messages)),
        delete(OutboxRow).where(OutboxRow.conversation_id.in_(ids)),
        delete(MessageRow).where(MessageRow.conversation_id.in_(ids)),
        delete(ConversationRow).where(ConversationRow.id.in_(ids)),
    ):
        session.execute(statement, execution_options=_PLAIN)


def _of(channel: str, person: str) -> Any:
    return select(ConversationRow).where(ConversationRow.channel == channel, ConversationRow.person == person)


def _feedback(row: FeedbackRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"value": row.value, "reason": row.reason, "at": _iso(row.created_at)}


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
