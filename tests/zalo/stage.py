"""The Zalo channel on a stage: fake Zalo, fake Rasa, a clock that only tests move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from bot.gateway.app import build_services
from bot.gateway.services import Services
from bot.gateway.zalo.answering import Answerer
from bot.gateway.zalo.client import ZaloClient
from bot.gateway.zalo.sending import Sender
from bot.gateway.zalo.settings import ZaloSettings
from bot.gateway.zalo.tokens import TokenStore
from bot.gateway.zalo.webhook import blueprint
from tests.web import fakes, serve
from tests.zalo.fake_zalo import FakeZalo, event, headers


@dataclass
class Clock:
    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Stage:
    """The Zalo channel with a clock that only tests move, worked by hand instead of by threads."""

    zalo: FakeZalo
    services: Services
    settings: ZaloSettings
    clock: Clock
    rasa: serve.FakeRasa
    http: FlaskClient
    answerer: Answerer
    sender: Sender
    tokens: TokenStore
    sent: int = field(default=0)

    def say(self, user: str, text: str, msg_id: str) -> int:
        return self.post(event("user_send_text", user, self.clock.now, text, msg_id))

    def post(self, raw: bytes) -> int:
        return self.http.post("/webhooks/zalo", data=raw, headers=headers(raw)).status_code

    def work(self, until: Callable[[], bool] | None = None) -> None:
        """Answer and send what is due."""
        for _ in range(500):
            if not (self.answerer.answer_next() | self.sender.send_next()):
                return
            if until and until():
                return
        raise AssertionError("the work does not end")


def build_stage(
    state: Path, zalo: FakeZalo, settings: ZaloSettings, clock: Clock | None = None, **changes: Any
) -> Stage:
    from types import SimpleNamespace

    from flask import Flask

    from bot.gateway import errors

    rasa = serve.FakeRasa()
    held = SimpleNamespace(library=fakes.library(), version="thử", searcher=None)
    services = build_services(
        serve.settings(state, **changes),
        rasa,
        SimpleNamespace(get=lambda: held),  # type: ignore[arg-type]
    )
    services.storage.clock = clock = clock or Clock()
    app = Flask("zalo-test")
    errors.register_error_handlers(app)
    app.register_blueprint(blueprint(services, settings, lambda: None))
    client = ZaloClient(settings)
    tokens = TokenStore(services.storage, client, settings.refresh_token, state / "zalo-token")
    return Stage(
        zalo, services, settings, clock, rasa, app.test_client(),
        Answerer(services, settings), Sender(services.storage, client, tokens), tokens,
    )  # fmt: skip
