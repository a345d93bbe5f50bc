"""The gateway with a made-up library and answers, on a port of its own: for browser tests and for looking."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.gateway.app import create_app
from bot.settings import Settings, load_settings
from knowledge.settings import Paths
from tests.web import fakes


@dataclass
class FakeRasa:
    """Answers from :mod:`fakes`; ``down`` and ``delay`` play the failures."""

    down: bool = False
    delay: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def send(self, sender: str, message: str, metadata: Any) -> list[dict[str, Any]]:
        from bot.gateway.errors import unavailable

        with self.lock:
            self.asked.append((sender, message))
        if self.delay:
            threading.Event().wait(self.delay)
        if self.down:
            raise unavailable()
        return fakes.answer(message, sender)


def settings(state: Path, **changes: Any) -> Settings:
    base = load_settings({})
    paths = Paths(documents=base.paths.documents, state=state, encoder="")
    return replace(base, paths=paths, secret="một bí mật để thử", **changes)


def make_app(state: Path, rasa: FakeRasa | None = None, library: Any = None, **changes: Any) -> Flask:
    held = SimpleNamespace(library=library or fakes.library(), version="thử", searcher=None)
    return create_app(settings(state, **changes), rasa or FakeRasa(), SimpleNamespace(get=lambda: held))  # type: ignore[arg-type]


class _Quiet(WSGIRequestHandler):
    def log(self, *args: Any, **kwargs: Any) -> None:
        pass


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
