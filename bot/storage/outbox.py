"""The outbox: replies written down with the answer, then sent until they are out or given up.

States: ``pending``, ``sent``, ``gave_up`` (``error`` says why). A part is sent only after the parts of the
same conversation before it. What was sent keeps neither its words (the inbox has the answer) nor its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.storage.database import Storage
from bot.storage.inbox import ANSWERING, FAILED, SENT
from bot.storage.models import MessageRow, OutboxRow

PENDING, GAVE_UP = "pending", "gave_up"
LEASE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reply, held by the caller until its lease ends. ``recipient`` is sealed."""

    id: int
    conversation_id: int
    message_id: int | None
    recipient: str
    body: str
    window_ends: float
    attempts: int


def enqueue(
    session: Session,
    now: float,
    *,
    channel: str,
    conversation: int,
    message: int | None,
    recipient: str,
    bodies: Sequence[str],
    window_ends: float,
) -> None:
    """Write down the parts of a reply within a transaction of the caller."""
    for body in bodies:
        session.add(
            OutboxRow(
                conversation_id=conversation,
                message_id=message,
                channel=channel,
                state=PENDING,
                recipient=recipient,
                body=body,
                window_ends=window_ends,
                created_at=now,
                next_at=now,
                attempts=0,
                error="",
            )
        )
        session.flush()  # ids in the order of the parts


def next_part(storage: Storage, channel: str) -> Part | None:
    """Take the oldest part that is due and has no unfinished part of its conversation before it."""
    now = storage.clock()
    before = aliased(OutboxRow)
    blocked = exists().where(
        before.conversation_id == OutboxRow.conversation_id,
        before.id < OutboxRow.id,
        before.state == PENDING,
    )
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.channel == channel,
            OutboxRow.state == PENDING,
            OutboxRow.next_at <= now,
            or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until <= now),
            ~blocked,
        )
        .order_by(OutboxRow.id)
        .limit(1)
    )
    with storage.read() as session:  # looking takes no lock; there is mostly nothing to do
        if session.execute(query).scalar_one_or_none() is None:
            return None
    with storage.write() as session:
        row = session.execute(query.with_for_update(skip_locked=True)).scalar_one_or_none()
        if row is None:
            return None
        row.leased_until, row.attempts = now + LEASE_SECONDS, row.attempts + 1
        session.flush()
        return Part(
            row.id,
            row.conversation_id,
            row.message_id,
            row.recipient or "",
            row.body,
            row.window_ends,
            row.attempts,
        )


def reclaim(storage: Storage, channel: str) -> None:
    """Free the parts that a process held which is gone: for the start of the only process there is."""
    with storage.write() as session:
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.channel == channel, OutboxRow.state == PENDING)
            .values(leased_until=None)
        )


def mark_sent(storage: Storage, part: Part) -> None:
    """Record that a part is out."""
    _finish(storage, part, SENT, "")


def give_up(storage: Storage, part: Part, error: str) -> None:
    """Record that a part will not be sent, and why; the rest of the same reply goes with it."""
    _finish(storage, part, GAVE_UP, error)


def postpone(storage: Storage, part: Part, seconds: float, error: str, *, counts: bool = True) -> None:
    """Leave a part for later. ``counts`` False takes back the attempt (it was not the part's fault)."""
    with storage.write() as session:
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == part.id)
            .values(
                next_at=storage.clock() + seconds,
                leased_until=None,
                error=error,
                attempts=part.attempts if counts else part.attempts - 1,
            )
        )


def cancel(session: Session, conversation: int, error: str) -> None:
    """Give up all that waits for one conversation, within a transaction of the caller."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.conversation_id == conversation, OutboxRow.state == PENDING)
        .values(state=GAVE_UP, error=error, recipient=None, body="", leased_until=None)
    )
    session.execute(
        update(MessageRow)
        .where(MessageRow.conversation_id == conversation, MessageRow.state.in_((ANSWERING, "received")))
        .values(state=FAILED, error=error, recipient=None, leased_until=None)
    )


def counts(storage: Storage, channel: str) -> dict[str, int]:
    """Return how many parts are in each state, and given up by each error ("gave_up:-230")."""
    with storage.read() as session:
        rows = session.execute(
            select(OutboxRow.state, OutboxRow.error, func.count())
            .where(OutboxRow.channel == channel)
            .group_by(OutboxRow.state, OutboxRow.error)
        ).all()
    found: dict[str, int] = {}
    for state, error, number in rows:
        found[state] = found.get(state, 0) + number
        if state == GAVE_UP:
            found[f"{state}:{error}"] = number
    return found


def _finish(storage: Storage, part: Part, state: str, error: str) -> None:
    now = storage.clock()
    with storage.write() as session:
        affected = OutboxRow.id == part.id
        if state == GAVE_UP and part.message_id is not None:
            affected = (OutboxRow.message_id == part.message_id) & (OutboxRow.state == PENDING)
        session.execute(
            update(OutboxRow)
            .where(affected)
            .values(
                state=state,
                error=error,
                sent_at=now if state == SENT else None,
                recipient=None,
                body="",
                leased_until=None,
            )
        )
        if part.message_id is None:
            return
        waiting = session.execute(
            select(func.count())
            .select_from(OutboxRow)
            .where(OutboxRow.message_id == part.message_id, OutboxRow.state == PENDING)
        ).scalar_one()
        if not waiting:
            session.execute(
                update(MessageRow)
                .where(MessageRow.id == part.message_id)
                .values(state=SENT if state == SENT else FAILED, error=error)
            )
