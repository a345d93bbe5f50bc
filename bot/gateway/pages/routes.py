"""Register the pages with the gateway's app."""

from __future__ import annotations

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

from bot.gateway.errors import ApiError, error_response
from bot.gateway.pages import chat, documents, lookup, site
from bot.gateway.services import Services
from bot.gateway.texts import section
from knowledge.errors import HoisoError

log = logging.getLogger(__name__)
_FOR_PROGRAMS = ("/webhooks/", "/widget/", "/healthz")


def register(app: Flask, services: Services) -> None:
    """Add the pages' routes, template helpers and error pages to the app."""
    site.prepare(app)
    app.register_blueprint(chat.blueprint(services))
    app.register_blueprint(documents.blueprint(services))
    app.register_blueprint(lookup.blueprint(services))

    @app.errorhandler(NotFound)
    def _not_found(error: NotFound) -> Response:
        words = section("site")
        if _wants_page():
            return site.not_found(words["page_not_found"], words["page_not_found_help"])
        return error_response(ApiError(404, "not_found", words["page_not_found"] + "."))

    @app.errorhandler(HoisoError)
    def _records_missing(error: HoisoError) -> Response:
        """Tell what is wrong with the records (no index yet, a damaged one); the message may be read."""
        if isinstance(error, ApiError):
            return error_response(error)
        log.error("the records can't be shown: %s", type(error).__name__)
        if _wants_page():
            return site.page("not_found.html", 503, heading=section("site")["unavailable"], help=str(error))
        return error_response(ApiError(503, "unavailable", str(error), retry_after=10))


def _wants_page() -> bool:
    """Tell whether a person's browser asks, rather than a program."""
    if request.path.startswith(_FOR_PROGRAMS):
        return False
    return request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
