"""The door for Zalo's events: check, write down, answer 200; the work is done afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.errors import ApiError, unavailable
from bot.gateway.privacy import mask
from bot.gateway.services import Services
from bot.gateway.zalo import signature
from bot.gateway.zalo.answering import CHANNEL
from bot.gateway.zalo.events import Event, read_event, recipient_oa
from bot.gateway.zalo.settings import ZaloSettings
from bot.storage import Storage, inbox

log = logging.getLogger(__name__)
PATH = "/webhooks/zalo"
OFF = "Kênh Zalo chưa được bật ở máy chủ này."
FOREIGN = "Sự kiện của ứng dụng khác."
NOT_JSON = "Sự kiện không phải JSON."


def blueprint(services: Services, settings: ZaloSettings | None, wake: Callable[[], None]) -> Blueprint:
    """Return the route ``/webhooks/zalo``; without settings it refuses everything."""
    routes = Blueprint("zalo", __name__)

    @routes.get(PATH)
    def probe() -> Response:
        if settings is None:
            raise ApiError(503, "zalo_off", OFF)
        return jsonify({"ok": True})

    @routes.post(PATH)
    def webhook() -> Response:
        if settings is None:
            raise ApiError(503, "zalo_off", OFF)
        raw = request.get_data()
        if raw.strip() in (b"", b"{}"):  # the console's trial when the address is saved: unsigned, empty
            return jsonify({"ok": True})
        body = _parse(raw)
        event_at = signature.check(
            request.headers.get("X-ZEvent-Signature"),
            raw,
            (_text(body.get("timestamp")), request.headers.get("X-ZEvent-Timestamp")),
            app_id=settings.app_id,
            oa_secret=settings.oa_secret,
            now=services.storage.clock(),
            max_age=settings.max_age,
        )
        if body.get("app_id") not in (None, settings.app_id):
            raise ApiError(403, "foreign_app", FOREIGN)
        event = read_event(body)
        oa = recipient_oa(body)
        if event is not None and not (settings.oa_id and oa and oa != settings.oa_id):
            _store(services.storage, event, event_at)
            wake()
        return jsonify({"ok": True})

    return routes


def _store(storage: Storage, event: Event, event_at: float) -> None:
    """Write an event down, once.

    Raises:
        ApiError: 503 where the database does not take it; Zalo then sends it again.
    """
    try:
        inbox.receive(
            storage,
            CHANNEL,
            storage.vault.person(CHANNEL, event.user),
            event.id,
            mask(event.text),
            kind=event.kind,
            recipient=storage.vault.seal(event.user),
            event_at=event_at,
        )
    except SQLAlchemyError as error:
        log.error("a zalo event could not be stored: %s", type(error).__name__)
        raise unavailable("storage") from error


def _parse(raw: bytes) -> dict[str, Any]:
    """Return the body's object; {} where it is none, which no signature can make right."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "not_json", NOT_JSON) from error
    if not isinstance(body, dict):
        raise ApiError(400, "not_json", NOT_JSON)
    return body


def _text(timestamp: object) -> str | None:
    """Return a time stamp as the text that was signed; a number in JSON was signed as its digits."""
    if isinstance(timestamp, str):
        return timestamp
    return str(timestamp) if isinstance(timestamp, int) and not isinstance(timestamp, bool) else None
