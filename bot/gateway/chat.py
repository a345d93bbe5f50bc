"""The chat contract: Rasa's REST channel format, on the gateway."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.gateway.errors import ApiError
from bot.gateway.services import Services

PATH = "/webhooks/rest/webhook"
_MAX_SENDER = 256


def register(app: Flask, services: Services) -> None:
    """Add ``POST /webhooks/rest/webhook``."""
    blueprint = Blueprint("rest", __name__)

    @blueprint.post(PATH)
    def webhook() -> Response:
        sender, message = read_message(read_json())
        address = services.limits.client_address(request)
        services.limits.check(address, "rest", sender)
        return jsonify(services.ask("rest", sender, message))

    app.register_blueprint(blueprint)


def read_json() -> dict[str, Any]:
    """Return the request's JSON object.

    Raises:
        ApiError: 400 where the body is not a JSON object.
    """
    try:
        body = request.get_json(force=True)
    except RequestEntityTooLarge:
        raise
    except Exception as error:  # werkzeug's BadRequest, RecursionError of deep nesting, bad UTF-8
        raise ApiError(
            400, "not_json", 'Yêu cầu phải là JSON, ví dụ {"sender": "...", "message": "..."}.'
        ) from error
    if not isinstance(body, dict):
        raise ApiError(400, "not_an_object", 'Yêu cầu phải là một đối tượng JSON có "sender" và "message".')
    return body


def read_message(body: dict[str, Any]) -> tuple[str, str]:
    """Return (sender, message) of a request.

    A sender may be a number, as some clients send; a shared default is never assumed, since people would
    then share one conversation.

    Raises:
        ApiError: 400 where either is missing or not usable.
    """
    sender = body.get("sender")
    if isinstance(sender, int) and not isinstance(sender, bool):
        sender = str(sender)
    if not isinstance(sender, str) or not sender.strip():
        raise ApiError(400, "no_sender", 'Thiếu "sender": một chuỗi riêng cho mỗi người hỏi.')
    if len(sender) > _MAX_SENDER:
        raise ApiError(400, "bad_sender", f'"sender" dài quá {_MAX_SENDER} ký tự.')
    message = body.get("message")
    if not isinstance(message, str):
        raise ApiError(400, "no_message", 'Thiếu "message": câu hỏi, viết thành một chuỗi.')
    return sender, message
