"""The SQLite file that holds each conversation's slots; free of Rasa, so the gateway may use it too."""

from __future__ import annotations

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any

_BUSY_SECONDS = 0.2
_PURGE_EVERY = 200
_SCHEMA = "CREATE TABLE IF NOT EXISTS slots (name TEXT PRIMARY KEY, at REAL NOT NULL, slots TEXT NOT NULL)"


class SlotFile:
    """One row a conversation: name (a keyed hash), time of the last message, slots as JSON.

    Methods raise ``sqlite3.Error`` where the file is locked longer than 0.2 s or damaged.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._writes = 0

    def write(self, name: str, slots: dict[str, Any], at: float, oldest: float) -> None:
        """Keep ``slots`` of conversation ``name``; now and then drop rows older than ``oldest``."""
        text = json.dumps(slots, ensure_ascii=False)
        with self._lock:
            connection = self._open()
            with connection:
                connection.execute("INSERT OR REPLACE INTO slots VALUES (?, ?, ?)", (name, at, text))
                if self._writes % _PURGE_EVERY == 0:
                    connection.execute("DELETE FROM slots WHERE at < ?", (oldest,))
                self._writes += 1

    def read(self, name: str) -> tuple[float, dict[str, Any]] | None:
        """Return (time, slots) of a conversation, or None."""
        with self._lock:
            row = self._open().execute("SELECT at, slots FROM slots WHERE name = ?", (name,)).fetchone()
        return None if row is None else (float(row[0]), json.loads(row[1]))

    def forget(self, name: str) -> None:
        """Drop a conversation, leaving no byte of it in the file or its journal."""
        if not self._file.exists():
            return
        with self._lock:
            connection = self._open()
            with connection:
                connection.execute("DELETE FROM slots WHERE name = ?", (name,))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def names(self) -> list[str]:
        """Return the names of all conversations kept."""
        with self._lock:
            return [row[0] for row in self._open().execute("SELECT name FROM slots")]

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
            connection = sqlite3.connect(self._file, timeout=_BUSY_SECONDS, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute(_SCHEMA)
            self._connection = connection
        return self._connection
