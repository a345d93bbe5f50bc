"""The threads of the Zalo channel: some answer, some send; both go on where the last process stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.zalo.answering import CHANNEL, Answerer
from bot.gateway.zalo.sending import Sender
from bot.storage import Storage, inbox, outbox

log = logging.getLogger(__name__)
_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 2.0


class Workers:
    """Runs ``count`` answering and as many sending threads until stopped."""

    def __init__(self, storage: Storage, answerer: Answerer, sender: Sender, count: int) -> None:
        self._storage = storage
        self._stop = threading.Event()
        self._answering, self._sending = threading.Condition(), threading.Condition()
        jobs = [(self._answering, answerer.answer_next), (self._sending, sender.send_next)]
        self._threads = [
            threading.Thread(target=self._run, args=job, name=f"zalo-{number}", daemon=True)
            for number in range(count)
            for job in jobs
        ]

    def start(self) -> None:
        """Start the threads; on SQLite, whose only process this is, take over what the last one held."""
        if self._storage.is_sqlite:
            inbox.reclaim(self._storage, CHANNEL)
            outbox.reclaim(self._storage, CHANNEL)
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that a message has come."""
        _notify(self._answering)

    def stop(self, seconds: float = 15.0) -> None:
        """Stop after the work in hand."""
        self._stop.set()
        for waiting in (self._answering, self._sending):
            with waiting:
                waiting.notify_all()
        for thread in self._threads:
            thread.join(timeout=seconds)

    def _run(self, waiting: threading.Condition, job: Callable[[], bool]) -> None:
        while not self._stop.is_set():
            try:
                if job():
                    # One done may free the person's next message, and has put something into the outbox.
                    _notify(self._answering)
                    _notify(self._sending)
                    continue
                pause = _IDLE_SECONDS
            except SQLAlchemyError as error:
                log.error("the database does not answer: %s", type(error).__name__)
                pause = _TROUBLE_SECONDS
            except Exception as error:  # the thread must live on; what broke is in the log
                log.error("zalo worker: %s", type(error).__name__, exc_info=error)
                pause = _TROUBLE_SECONDS
            with waiting:
                if not self._stop.is_set():
                    waiting.wait(pause)


def _notify(waiting: threading.Condition) -> None:
    with waiting:
        waiting.notify()
