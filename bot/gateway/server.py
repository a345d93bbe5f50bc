"""Waitress in front of the gateway, with one queue a person ahead of its threads.

Waitress hands requests to its threads in the order they arrive, but two threads may overtake each other,
and a hundred messages of one person would hold every thread. So requests that carry the same order key
(one person's messages) are handed to the threads one after another: in order, and on one thread at most.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import deque
from typing import Any

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from bot.gateway import chat
from bot.gateway.errors import INTERNAL, UNAVAILABLE
from bot.gateway.security import CONTENT_SECURITY_POLICY
from bot.gateway.sessions import TOO_MANY_WAITING
from bot.settings import Settings

log = logging.getLogger(__name__)
# A body over the limit is read to its end and then refused by Flask: a connection closed in the middle of
# an upload shows as a network error in many clients. Past this size it is cut off all the same.
_DRAIN_BYTES = 16 * 1024 * 1024
_CONNECTIONS = 1000
_IDLE_SECONDS = 30
_WAITRESS_ERRORS = {
    400: ("bad_request", "Yêu cầu không đọc được. Xin kiểm tra lại rồi gửi lần nữa."),
    413: ("too_large", "Yêu cầu quá lớn. Xin rút ngắn câu hỏi rồi gửi lại."),
    429: ("too_many_waiting", TOO_MANY_WAITING),
    431: ("headers_too_large", "Phần đầu của yêu cầu quá lớn."),
    503: ("queue_timeout", UNAVAILABLE),
}


class _Refusal:
    """What :class:`JsonErrorTask` needs of an error: waitress' own errors have the same fields."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        self.body = reason


class JsonErrorTask(ErrorTask):
    """Waitress' own refusals (malformed HTTP, too large) in the contract's shape."""

    def execute(self) -> None:
        """Write the error as JSON and close the connection."""
        error = self.request.error
        code, message = _WAITRESS_ERRORS.get(error.code, ("error", INTERNAL))
        body = json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            ("Content-Type", "application/json"),
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ]
        if error.code in (429, 503):
            self.response_headers.append(("Retry-After", "5"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection whose errors are JSON."""

    task_class = WSGITask
    error_task_class = JsonErrorTask


class _Job:
    """One request of a person, in that person's queue."""

    def __init__(self, channel: Channel, key: str, dispatcher: OrderedDispatcher) -> None:
        self._channel = channel
        self._key = key
        self._dispatcher = dispatcher
        self._queued_at: float | None = None

    def queued(self) -> _Job:
        self._queued_at = time.monotonic()
        return self

    def service(self) -> None:
        try:
            since = self._queued_at
            if since is not None and time.monotonic() - since > self._dispatcher.max_seconds:
                self.refuse(503, "Service Unavailable")
            self._channel.service()
        finally:
            self._dispatcher.finished(self._key)

    def refuse(self, code: int, reason: str) -> None:
        self._channel.requests[0].error = _Refusal(code, reason)

    def cancel(self) -> None:
        self._channel.cancel()


class OrderedDispatcher(ThreadedTaskDispatcher):
    """Task dispatcher that lets one person's requests through one at a time, in order of arrival.

    At most ``max_waiting`` requests of one person wait, each at most ``max_seconds``.
    """

    def __init__(self, max_waiting: int, max_seconds: float, max_body: int) -> None:
        super().__init__()
        self.max_seconds = max_seconds
        self._max_waiting = max_waiting
        self._max_body = max_body
        self._people_lock = threading.Lock()
        self._people: dict[str, deque[_Job]] = {}

    def add_task(self, task: Any) -> None:
        """Hand a connection's next request to a thread, or queue it behind the person's others."""
        key = None
        if isinstance(task, Channel) and task.requests:
            key = order_key(task.requests[0], self._max_body)
        if key is None:
            super().add_task(task)
            return
        job = _Job(task, key, self)
        with self._people_lock:
            waiting = self._people.get(key)
            if waiting is not None and len(waiting) < self._max_waiting:
                waiting.append(job.queued())
                return
            if waiting is None:
                self._people[key] = deque()
        if waiting is not None:
            task.requests[0].error = _Refusal(429, "Too Many Requests")
            super().add_task(task)
            return
        super().add_task(job)

    def finished(self, key: str) -> None:
        """Let the person's next request go."""
        with self._people_lock:
            waiting = self._people[key]
            if not waiting:
                del self._people[key]
                return
            job = waiting.popleft()
        super().add_task(job)


def order_key(request: HTTPRequestParser, max_body: int) -> str | None:
    """Return what names the person behind a request whose order counts, or None.

    Messages on the REST path go by their sender; other posts by the bearer of a token in the
    ``Authorization`` or ``X-Hoiso-Token`` header, or else by their cookies.
    """
    if request.error or request.command != "POST":  # a malformed request has no command
        return None
    if request.path == chat.PATH:
        stream = request.get_body_stream()
        try:
            # This runs in the thread that serves all connections: nothing large is read here.
            body = json.loads(stream.read(max_body + 1))
        except (ValueError, RecursionError):
            return None
        finally:
            stream.seek(0)
        return f"rest {body.get('sender')}" if isinstance(body, dict) else None
    token = request.headers.get("AUTHORIZATION") or request.headers.get("X_HOISO_TOKEN")
    token = token or request.headers.get("COOKIE")
    return f"token {token}" if token else None


def create_server(app: Flask, settings: Settings) -> BaseWSGIServer:
    """Return the server, listening; ``run()`` serves until it is closed or the process ends."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    dispatcher = OrderedDispatcher(settings.queue_messages, settings.queue_seconds, settings.max_body)
    dispatcher.set_thread_count(settings.threads)
    TcpWSGIServer.channel_class = Channel
    return waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        connection_limit=_CONNECTIONS,
        channel_timeout=_IDLE_SECONDS,
        max_request_body_size=_DRAIN_BYTES,
        asyncore_use_poll=True,
        backlog=512,
        ident=None,
        clear_untrusted_proxy_headers=False,  # read by bot.gateway.limits, which checks who sent them
        _dispatcher=dispatcher,
    )


def serve(app: Flask, settings: Settings) -> None:
    """Serve until stopped."""
    server = create_server(app, settings)
    log.info("gateway listens on %s port %d", settings.host, settings.port)
    server.run()
