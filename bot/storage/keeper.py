"""A thread that deletes what is older than the retention, at start and then once a day."""

from __future__ import annotations

import logging
import threading

from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database import Storage
from bot.storage.people import expire

log = logging.getLogger(__name__)
_DAY = 86400.0
_AFTER_FAILURE = 600.0


class RetentionKeeper:
    """Runs :func:`bot.storage.people.expire` in the background until stopped."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and wait for it."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        pause = 0.0
        while not self._stop.wait(pause):
            try:
                gone = expire(self._storage)
                log.info("retention: %d messages older than %d days", gone, self._storage.retention_days)
                pause = _DAY
            except SQLAlchemyError as error:
                log.error("retention could not run: %s", type(error).__name__)
                pause = _AFTER_FAILURE
