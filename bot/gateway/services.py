"""What the gateway's routes share, made once by :func:`bot.gateway.app.create_app`.

A channel (REST, widget, Zalo) never talks to Rasa itself: it calls :meth:`Services.ask`.
Each channel package has ``register(app: Flask, services: Services) -> None``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.gateway import complaints
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.gateway.conversation import Conversation
    from bot.gateway.limits import RateLimits
    from knowledge.library import Library

Reply = dict[str, Any]
"""One message of an answer: ``text`` always, ``recipient_id``, optionally ``buttons`` and ``custom``."""


class HasLibrary(Protocol):
    """A version of the records."""

    @property
    def library(self) -> Library:
        """The records."""


class Snapshots(Protocol):
    """Holder of the records in force (``bot.gateway.records.RecordsHolder``)."""

    def get(self) -> HasLibrary:
        """Return the current records, reloaded after a swap."""


@dataclass(frozen=True)
class Services:
    """The shared parts.

    Attributes:
        settings: checked settings.
        snapshots: records in force; ``library()`` is the short way to them.
        conversation: ordering, cleaning, sender names, and Rasa behind them.
        limits: rate limits; call ``limits.check(address, channel, sender_key)`` before ``ask``.
        storage: the gateway's database (``bot.gateway.storage.open_storage(settings)``).
    """

    settings: Settings
    snapshots: Snapshots
    conversation: Conversation
    limits: RateLimits
    storage: Any

    def ask(
        self, channel: str, sender_key: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[Reply]:
        """Ask Rasa one message of one person and return the answer, never empty; a complaint is kept.

        Messages of the same (channel, sender_key) are asked one after another, in the order of the calls.
        ``text`` is cleaned here (NFC, control characters, leading command signs). ``recipient_id`` of each
        reply is ``sender_key``. Rasa sees a keyed hash in place of ``sender_key``, named by the channel.

        Raises:
            ApiError: 400 no question in the text, 413 too long, 429 too many waiting, 503 no answer.
                Its ``message`` is Vietnamese and may be shown to the person.
        """
        answer = self.conversation.ask(channel, sender_key, text, metadata)
        return complaints.kept(self.storage, channel, sender_key, answer)

    def library(self) -> Library:
        """Return the records in force.

        Raises:
            IndexError_: no index was built, or it is damaged.
        """
        return self.snapshots.get().library
