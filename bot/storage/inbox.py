"""The inbox: each message taken once, however often it comes, and its way from received to sent.

States: ``received`` (waits), ``answering`` (a worker holds it until its lease ends, or its replies wait in
the outbox), ``sent`` (answered; on Zalo every part is out), ``failed`` (given up, ``error`` says why).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from bot.storage.database import Storage
from bot.storage.models import ConversationRow, MessageRow

RECEIVED, ANSWERING, SENT, FAILED = "received", "answering", "sent", "failed"
LEASE_SECONDS = 90.0
"""How long a worker holds a message; one that crashed loses it after that. Longer than any answer takes."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as stored. ``answer`` is the contract's list, None until there."""

    id: int
    conversation_id: int
    message_id: str
    kind: str
    state: str
    question: str
    answer: list[dict[str, Any]] | None
    recipient: str | None
    received_at: float
    event_at: float
    attempts: int
    new: bool = False


def touch_conversation(storage: Storage, session: Session, channel: str, person: str) -> int:
    """Return the id of a person's conversation, made when missing; it counts as used now."""
    now = storage.clock()
    table = ConversationRow.__table__
    values = {
        "channel": channel,
        "person": person,
        "created_at": now,
        "last_at": now,
        "notice": "",
        "menu": "",
    }
    statement = _insert(storage, table).values(**values)
    statement = statement.on_conflict_do_update(
        index_elements=[table.c.channel, table.c.person], set_={"last_at": now}
    )
    session.execute(statement)
    return session.execute(
        select(ConversationRow.id).where(ConversationRow.channel == channel, ConversationRow.person == person)
    ).scalar_one()


def receive(
    storage: Storage,
    channel: str,
    person: str,
    message_id: str,
    question: str,
    *,
    kind: str = "text",
    recipient: str | None = None,
    event_at: float | None = None,
    held: bool = False,
) -> Message:
    """Store a message once; a second one with the same id changes nothing and returns the first.

    ``held``: the caller answers it itself, at once (the message is ``answering`` from the start).
    ``new`` of the result tells whether it was stored now.
    """
    now = storage.clock()
    with storage.write() as session:
        conversation = touch_conversation(storage, session, channel, person)
        statement = (
            _insert(storage, MessageRow.__table__)
            .values(
                conversation_id=conversation,
                channel=channel,
                message_id=message_id,
                kind=kind,
                state=ANSWERING if held else RECEIVED,
                question=question,
                recipient=recipient,
                received_at=now,
                event_at=now if event_at is None else event_at,
                leased_until=now + LEASE_SECONDS if held else None,
                attempts=1 if held else 0,
                error="",
            )
            .on_conflict_do_nothing(index_elements=["channel", "message_id"])
        )
        new = session.execute(statement).rowcount == 1
        row = session.execute(
            select(MessageRow).where(MessageRow.channel == channel, MessageRow.message_id == message_id)
        ).scalar_one()
        return _message(row, new)


def find(storage: Storage, channel: str, message_id: str) -> Message | None:
    """Return a stored message by its channel's id."""
    with storage.read() as session:
        row = session.execute(
            select(MessageRow).where(MessageRow.channel == channel, MessageRow.message_id == message_id)
        ).scalar_one_or_none()
        return None if row is None else _message(row)


def hold(storage: Storage, message: int) -> bool:
    """Take a message that nobody answers now; False where another holds it or it is answered."""
    now = storage.clock()
    with storage.write() as session:
        result = session.execute(
            update(MessageRow)
            .where(MessageRow.id == message, _free(now))
            .values(state=ANSWERING, leased_until=now + LEASE_SECONDS, attempts=MessageRow.attempts + 1)
            .execution_options(synchronize_session=False)
        )
        return result.rowcount == 1


def next_message(storage: Storage, channel: str) -> Message | None:
    """Take the oldest message whose person has no older one unfinished; None when there is none.

    So each person's messages are answered one after another, and people don't wait for each other.
    """
    now = storage.clock()
    older = aliased(MessageRow)
    blocked = exists().where(
        older.conversation_id == MessageRow.conversation_id,
        older.id < MessageRow.id,
        older.answer.is_(None),
        older.state.in_((RECEIVED, ANSWERING)),
    )
    query = (
        select(MessageRow)
        .where(MessageRow.channel == channel, _free(now), ~blocked)
        .order_by(MessageRow.id)
        .limit(1)
    )
    with storage.read() as session:  # looking takes no lock; there is mostly nothing to do
        if session.execute(query).scalar_one_or_none() is None:
            return None
    with storage.write() as session:
        row = session.execute(query.with_for_update(skip_locked=True)).scalar_one_or_none()
        if row is None:
            return None
        row.state, row.leased_until, row.attempts = ANSWERING, now + LEASE_SECONDS, row.attempts + 1
        session.flush()
        return _message(row)


def release(storage: Storage, message: int, error: str, wait_seconds: float = 0.0) -> None:
    """Put a message back that could not be answered now; it is taken again after the wait."""
    with storage.write() as session:
        session.execute(
            update(MessageRow)
            .where(MessageRow.id == message, MessageRow.answer.is_(None))
            .values(state=ANSWERING, leased_until=storage.clock() + wait_seconds, error=error)
        )


def reclaim(storage: Storage, channel: str) -> None:
    """Free the messages that a process held which is gone: for the start of the only process there is."""
    with storage.write() as session:
        session.execute(
            update(MessageRow)
            .where(MessageRow.channel == channel, MessageRow.state == ANSWERING, MessageRow.answer.is_(None))
            .values(leased_until=0.0)
        )


def record_answer(
    session: Session, now: float, message: int, answer: Sequence[dict[str, Any]], state: str
) -> None:
    """Write down the answer of a message within a transaction of the caller."""
    session.execute(
        update(MessageRow)
        .where(MessageRow.id == message)
        .values(
            answer=json.dumps(list(answer), ensure_ascii=False),
            state=state,
            answered_at=now,
            leased_until=None,
            recipient=None,
            error="",
        )
    )


def history(storage: Storage, channel: str, person: str, limit: int = 200) -> list[Message]:
    """Return a person's messages, oldest first, the last ``limit`` of them."""
    with storage.read() as session:
        rows = session.execute(
            select(MessageRow)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(ConversationRow.channel == channel, ConversationRow.person == person)
            .order_by(MessageRow.id.desc())
            .limit(limit)
        ).scalars()
        return [_message(row) for row in reversed(list(rows))]


def _free(now: float) -> Any:
    """Return the condition that a message waits, or its worker's lease has ended without an answer."""
    return or_(
        MessageRow.state == RECEIVED,
        and_(MessageRow.state == ANSWERING, MessageRow.answer.is_(None), MessageRow.leased_until <= now),
    )


def _insert(storage: Storage, table: Any) -> Any:
    return (sqlite if storage.is_sqlite else postgresql).insert(table)


def _message(row: Any, new: bool = False) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        kind=row.kind,
        state=row.state,
        question=row.question,
        answer=json.loads(row.answer) if row.answer else None,
        recipient=row.recipient,
        received_at=row.received_at,
        event_at=row.event_at,
        attempts=row.attempts,
        new=new,
    )
