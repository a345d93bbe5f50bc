"""A gateway with a stand-in for Rasa, and a settings maker, for tests that need neither Rasa nor an index."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask

from bot.gateway.app import create_app
from bot.settings import Settings, load_settings
from knowledge.settings import Paths

Script = Callable[[str, str], list[dict[str, Any]]]


def make_settings(state: Path, **changes: Any) -> Settings:
    base = load_settings({})
    places = Paths(documents=state / "documents", state=state, encoder=str(state / "encoder"))
    return dataclasses.replace(base, paths=places, **changes)


class FakeRasa:
    """Records what it is asked and answers by a script; never two messages of one sender at a time."""

    def __init__(self, script: Script | None = None, seconds: float = 0.0) -> None:
        self.asked: list[tuple[str, str]] = []
        self.metadata: list[dict[str, Any]] = []
        self.most_at_once: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._script = script or (lambda sender, text: [{"recipient_id": sender, "text": f"nghe: {text}"}])
        self._seconds = seconds
        self._lock = threading.Lock()

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._lock:
            self.asked.append((sender, text))
            self.metadata.append(dict(metadata))
            self._now[sender] = self._now.get(sender, 0) + 1
            self.most_at_once[sender] = max(self.most_at_once.get(sender, 0), self._now[sender])
        try:
            time.sleep(self._seconds)
            return self._script(sender, text)
        finally:
            with self._lock:
                self._now[sender] -= 1


class NoRecords:
    """Records of an assistant that holds no document."""

    def get(self) -> Any:
        return SimpleNamespace(library=SimpleNamespace(documents={}), version="0")


def make_app(state: Path, rasa: FakeRasa | None = None, **changes: Any) -> Flask:
    app = create_app(make_settings(state, **changes), rasa or FakeRasa(), NoRecords())
    app.testing = False  # errors must leave as they would in production
    return app
