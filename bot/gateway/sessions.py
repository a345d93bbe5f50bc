"""Whose message it is and when its turn comes: sender names for Rasa, and one queue a person."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.gateway.errors import ApiError, unavailable

_CHANNEL = re.compile(r"[a-z]{2,16}")
TOO_MANY_WAITING = "Bạn gửi nhanh hơn trợ lý kịp trả lời. Xin đợi câu trả lời rồi hỏi tiếp."


class SenderNames:
    """Names under which Rasa knows people: ``channel:`` and a keyed hash, so never what they gave.

    The channel is part of the hash too: nobody reaches a widget conversation through the REST path.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 16:
            raise ValueError("the secret must hold at least 16 bytes")
        self._secret = secret

    def name(self, channel: str, sender_key: str) -> str:
        """Return the conversation's name for one person on one channel."""
        if not _CHANNEL.fullmatch(channel):
            raise ValueError(f"not a channel name: {channel!r}")
        return f"{channel}:{self.digest(channel, sender_key)}"

    def digest(self, purpose: str, value: str) -> str:
        """Return 32 hexadecimal digits that stand for ``value``, different for each ``purpose``."""
        message = purpose.encode() + b"\0" + value.encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:32]


def load_secret(setting: str, state: Path) -> bytes:
    """Return the installation's secret: the setting, else the file in ``state``, made when missing.

    The file is readable by its owner only. Whoever starts first makes it; the others read that one.
    """
    if setting:
        return hashlib.sha256(setting.encode()).digest()
    file = state / "secret"
    if not file.exists():
        state.mkdir(parents=True, exist_ok=True)
        draft = state / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_hex(32).encode())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, file)  # fails where another process was first, and never overwrites
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return hashlib.sha256(file.read_bytes().strip()).digest()


class Turns:
    """One queue a person: first come, first served, one at a time; other people don't wait.

    ``max_waiting`` messages of one person may wait, each at most ``max_seconds``.
    """

    def __init__(self, max_waiting: int, max_seconds: float) -> None:
        self._max_waiting = max_waiting
        self._max_seconds = max_seconds
        self._lock = threading.Lock()
        self._queues: dict[str, deque[threading.Event]] = {}

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for ``key``'s turn and hold it.

        Raises:
            ApiError: 429 when too many wait already, 503 when the turn did not come in time.
        """
        ticket = threading.Event()
        with self._lock:
            queue = self._queues.setdefault(key, deque())
            if len(queue) > self._max_waiting:
                raise ApiError(429, "too_many_waiting", TOO_MANY_WAITING, retry_after=5)
            queue.append(ticket)
            mine = len(queue) == 1
        try:
            if not mine and not ticket.wait(self._max_seconds):
                raise unavailable("queue_timeout")
            yield
        finally:
            with self._lock:
                queue.remove(ticket)
                if queue:
                    queue[0].set()
                else:
                    self._queues.pop(key, None)

    def waiting(self) -> int:
        """Return how many messages hold or await a turn now."""
        with self._lock:
            return sum(len(queue) for queue in self._queues.values())
