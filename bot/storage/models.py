"""Tables of the gateway's database (SQLAlchemy 1.4, SQLite or PostgreSQL).

Times are Unix seconds. People are known by a keyed hash; the address a reply must go to is encrypted and
is dropped as soon as the reply is out.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import declarative_base

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Base = declarative_base(metadata=MetaData(naming_convention=NAMING))


class ConversationRow(Base):  # type: ignore[misc, valid-type]
    """One person on one channel. ``menu`` is the JSON of the choices last offered by number."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("channel", "person"),)

    id = Column(Integer, primary_key=True)
    channel = Column(String(16), nullable=False)
    person = Column(String(64), nullable=False)
    created_at = Column(Float, nullable=False)
    last_at = Column(Float, nullable=False, index=True)
    notice = Column(String(64), nullable=False, default="")
    noticed_at = Column(Float)
    menu = Column(Text, nullable=False, default="")
    following = Column(Boolean)


class MessageRow(Base):  # type: ignore[misc, valid-type]
    """The inbox: one message of a person and, once there, its answer (JSON list of the contract)."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "message_id"),
        Index("ix_messages_conversation_id_id", "conversation_id", "id"),
        Index("ix_messages_channel_state", "channel", "state"),
    )

    id = Column(Integer, primary_key=True)
    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False)
    channel = Column(String(16), nullable=False)
    message_id = Column(String(128), nullable=False)
    kind = Column(String(32), nullable=False, default="text")
    state = Column(String(16), nullable=False)
    question = Column(Text, nullable=False, default="")
    answer = Column(Text)
    recipient = Column(Text)
    received_at = Column(Float, nullable=False, index=True)
    event_at = Column(Float, nullable=False)
    leased_until = Column(Float)
    attempts = Column(Integer, nullable=False, default=0)
    answered_at = Column(Float)
    error = Column(String(64), nullable=False, default="")


class OutboxRow(Base):  # type: ignore[misc, valid-type]
    """One part of a reply that waits to be sent, was sent, or was given up."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_channel_state_next_at", "channel", "state", "next_at"),
        Index("ix_outbox_conversation_id_id", "conversation_id", "id"),
    )

    id = Column(Integer, primary_key=True)
    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False)
    message_id = Column(Integer, ForeignKey("messages.id", ondelete="CASCADE"))
    channel = Column(String(16), nullable=False)
    state = Column(String(16), nullable=False)
    recipient = Column(Text)
    body = Column(Text, nullable=False)
    window_ends = Column(Float, nullable=False)
    created_at = Column(Float, nullable=False)
    next_at = Column(Float, nullable=False)
    leased_until = Column(Float)
    attempts = Column(Integer, nullable=False, default=0)
    error = Column(String(64), nullable=False, default="")
    sent_at = Column(Float)


class FeedbackRow(Base):  # type: ignore[misc, valid-type]
    """A thumb up or down on one answer, with an optional reason (masked)."""

    __tablename__ = "feedback"

    id = Column(Integer, primary_key=True)
    message_id = Column(Integer, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, unique=True)
    value = Column(String(8), nullable=False)
    reason = Column(Text, nullable=False, default="")
    created_at = Column(Float, nullable=False)


class TokenRow(Base):  # type: ignore[misc, valid-type]
    """A channel's tokens, encrypted. ``seed`` tells which configured token they grew from."""

    __tablename__ = "tokens"

    name = Column(String(32), primary_key=True)
    value = Column(Text, nullable=False)
    seed = Column(String(64), nullable=False)
    expires_at = Column(Float, nullable=False)
    updated_at = Column(Float, nullable=False)
    lease_owner = Column(String(64), nullable=False, default="")
    leased_until = Column(Float, nullable=False, default=0.0)
