"""Routes of the widget: ``/widget.js`` and ``/widget/api/...``.

The API is called from other sites; the gateway's origin check and CORS headers stand before every route.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.chat import read_json
from bot.gateway.errors import ApiError, unavailable
from bot.gateway.services import Services
from bot.gateway.widget.dialogue import WebDialogue, stored_id
from bot.gateway.widget.identity import CHANNEL, Tokens
from bot.gateway.widget.notice import intro
from bot.gateway.widget.script import build_script
from bot.storage import feedback

API = "/widget/api"
_WAIT_SECONDS = 1
_NOT_YOURS = "Không có câu trả lời này trong hội thoại của bạn."
_BAD_VALUE = 'Thiếu "value": "up" hoặc "down".'


def register(app: Flask, services: Services) -> None:
    """Add the widget's routes to the app."""
    app.register_blueprint(_script_routes())
    app.register_blueprint(_api_routes(services))


def _script_routes() -> Blueprint:
    routes = Blueprint("widget", __name__)

    @routes.get("/widget.js")
    def widget_script() -> Response:
        script = build_script()
        pressed = "gzip" in request.headers.get("Accept-Encoding", "").lower()
        response = Response(script.gzipped if pressed else script.plain)
        response.headers["Content-Type"] = "text/javascript; charset=utf-8"
        response.headers["Cache-Control"] = "public, max-age=300"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Vary"] = "Accept-Encoding"
        if pressed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = script.etag
        response.make_conditional(request)
        return response

    return routes


def _api_routes(services: Services) -> Blueprint:
    routes = Blueprint("widget_api", __name__, url_prefix=API)
    dialogue = WebDialogue(services)
    tokens = Tokens(services.storage.vault, services.storage.retention_days)

    def person() -> str:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return tokens.person(token.strip() if scheme.lower() == "bearer" else None)

    def address() -> str:
        return services.limits.client_address(request)

    @routes.get("/intro")
    def introduction() -> Response:
        return jsonify(intro(services))

    @routes.post("/conversation")
    def start() -> Response:
        token = tokens.issue()
        services.limits.check(address(), CHANNEL, tokens.person(token))
        return jsonify({"token": token})

    @routes.get("/conversation")
    def history() -> Response:
        return jsonify({"turns": [turn.to_dict() for turn in dialogue.history(person())]})

    @routes.delete("/conversation")
    def forget() -> Response:
        dialogue.forget(person())
        return jsonify({"deleted": True})

    @routes.post("/messages")
    def message() -> Response:
        who = person()
        body = read_json()
        turn = dialogue.send(who, body.get("id"), body.get("message"), address())  # type: ignore[arg-type]
        response = jsonify(turn.to_dict())
        if turn.answer is None:
            response.status_code = 202
            response.headers["Retry-After"] = str(_WAIT_SECONDS)
        return response

    @routes.post("/feedback")
    def opinion() -> Response:
        who = person()
        return jsonify(_record_feedback(services, who, read_json()))

    return routes


def _record_feedback(services: Services, person: str, body: dict[str, Any]) -> dict[str, Any]:
    """Keep an opinion on one answer.

    Raises:
        ApiError: 400 for a malformed one, 404 where the answer is none of the person's, 503 without database.
    """
    value, reason = body.get("value"), body.get("reason", "")
    if value not in feedback.VALUES or not isinstance(reason, str):
        raise ApiError(400, "bad_feedback", _BAD_VALUE)
    try:
        kept = feedback.record(
            services.storage, CHANNEL, person, stored_id(person, str(body.get("id"))), value, reason
        )
    except SQLAlchemyError as error:
        raise unavailable("storage") from error
    if not kept:
        raise ApiError(404, "no_such_answer", _NOT_YOURS)
    return {"kept": True}
