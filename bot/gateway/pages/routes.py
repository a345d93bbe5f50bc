"""Register the pages with the gateway's app."""

from __future__ import annotations

from flask import Flask

from bot.gateway.pages import chat, documents, lookup, site
from bot.gateway.services import Services


def register(app: Flask, services: Services) -> None:
    """Add the pages' routes and template helpers to the app."""
    site.prepare(app)
    app.register_blueprint(chat.blueprint(services))
    app.register_blueprint(documents.blueprint(services))
    app.register_blueprint(lookup.blueprint(services))
