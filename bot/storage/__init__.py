"""The gateway's database: conversations, inbox, outbox, feedback, Zalo tokens."""

from bot.storage.database import Storage, open_storage

__all__ = ["Storage", "open_storage"]
