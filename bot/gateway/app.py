"""The Flask gateway: the only door that listens beyond loopback."""

from __future__ import annotations

import importlib
import logging

from flask import Flask

from bot.gateway import chat, errors, health, security
from bot.gateway.conversation import Conversation
from bot.gateway.limits import RateLimits
from bot.gateway.rasa_client import MessageClient, RasaClient
from bot.gateway.records import RecordsHolder
from bot.gateway.services import Services, Snapshots
from bot.gateway.sessions import SenderNames, Turns, load_secret
from bot.settings import Settings, load_settings
from bot.slot_file import SlotFile
from bot.storage import open_storage

log = logging.getLogger(__name__)
CHANNELS = ("bot.gateway.pages", "bot.gateway.widget", "bot.gateway.zalo")
"""Packages with ``register(app, services)``."""


def create_app(
    settings: Settings | None = None,
    client: MessageClient | None = None,
    snapshots: Snapshots | None = None,
) -> Flask:
    """Return the gateway as a WSGI application.

    ``client`` and ``snapshots`` stand in for Rasa and the index in tests.

    Raises:
        SettingsError: a setting can't be used.
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    services = build_services(settings, client, snapshots)
    app.extensions["hoiso"] = services
    errors.register_error_handlers(app)
    security.register(app, services)
    chat.register(app, services)
    health.register(app, services)
    for name in CHANNELS:
        importlib.import_module(name).register(app, services)
    return app


def build_services(
    settings: Settings, client: MessageClient | None = None, snapshots: Snapshots | None = None
) -> Services:
    """Make the parts that the routes share."""
    slots = SlotFile(settings.paths.state / "sessions.db")
    conversation = Conversation(
        client or RasaClient(settings.rasa_url, settings.answer_seconds),
        SenderNames(load_secret(settings.secret, settings.paths.state)),
        Turns(settings.queue_messages, settings.queue_seconds),
        settings.max_chars,
        slots.forget,
        settings.log_text,
    )
    return Services(
        settings=settings,
        snapshots=snapshots or RecordsHolder(settings.paths.state),
        conversation=conversation,
        limits=RateLimits(settings),
        storage=open_storage(settings),
    )
