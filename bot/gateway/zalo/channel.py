"""Put the Zalo channel together and start it with the gateway."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask

from bot.gateway.services import Services
from bot.gateway.zalo import settings as zalo_settings
from bot.gateway.zalo.answering import Answerer
from bot.gateway.zalo.client import ZaloClient
from bot.gateway.zalo.sending import Sender
from bot.gateway.zalo.settings import ZaloSettings
from bot.gateway.zalo.tokens import TokenStore
from bot.gateway.zalo.webhook import blueprint
from bot.gateway.zalo.worker import Workers

log = logging.getLogger(__name__)
JOURNAL = "zalo-token"


def register(app: Flask, services: Services) -> None:
    """Add the webhook; where the channel is configured, start its threads (``app.extensions["zalo"]``).

    Raises:
        SettingsError: the channel is half configured.
    """
    settings = zalo_settings.load()
    wake: Callable[[], None] = _nobody
    if settings is not None:
        workers = build_workers(services, settings)
        workers.start()
        app.extensions["zalo"] = workers
        wake = workers.wake
        log.info("zalo channel is on")
    app.register_blueprint(blueprint(services, settings, wake))


def build_workers(services: Services, settings: ZaloSettings) -> Workers:
    """Return the channel's threads, not yet started."""
    client = ZaloClient(settings)
    journal = services.settings.paths.state / JOURNAL
    tokens = TokenStore(services.storage, client, settings.refresh_token, journal)
    return Workers(
        services.storage,
        Answerer(services, settings),
        Sender(services.storage, client, tokens),
        settings.workers,
    )


def _nobody() -> None:
    """Wake nobody: the channel is off."""
