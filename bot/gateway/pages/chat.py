"""The chat page ``/``: the widget's element, and beneath it a plain form that needs no JavaScript.

Without JavaScript the conversation's token lies in a cookie that scripts can't read and that no other site
sends along; each form carries a message id, so that sending it twice asks once.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, redirect, request

from bot.gateway.errors import ApiError
from bot.gateway.pages.site import page
from bot.gateway.services import Services
from bot.gateway.texts import section
from bot.gateway.widget.dialogue import Turn, WebDialogue
from bot.gateway.widget.identity import Tokens
from bot.gateway.widget.notice import intro
from knowledge.errors import HoisoError

COOKIE = "hoiso_conversation"
_DAY = 86400


def blueprint(services: Services) -> Blueprint:
    """Return the routes of the chat page."""
    routes = Blueprint("chat_page", __name__)
    dialogue = WebDialogue(services)
    tokens = Tokens(services.storage.vault, services.storage.retention_days)

    def turns(token: str | None) -> list[Turn]:
        try:
            return dialogue.history(tokens.person(token)) if token else []
        except ApiError:
            return []

    def show(status: int = 200, **values: Any) -> Response:
        token = request.cookies.get(COOKIE)
        values.setdefault("draft", _draft(services, request.args.get("van-ban", "")))
        response = page(
            "chat.html",
            status,
            turns=turns(token),
            message_id=secrets.token_hex(12),
            intro=intro(services),
            t=section("chat"),
            here="chat",
            **values,
        )
        response.headers["Cache-Control"] = "no-store"  # it may show a conversation
        return response

    def keep(response: Response, token: str) -> Response:
        response.set_cookie(
            COOKIE,
            token,
            max_age=services.storage.retention_days * _DAY,
            httponly=True,
            samesite="Strict",
            secure=services.limits.is_secure(request),
        )
        return response

    @routes.get("/")
    def chat() -> Response:
        return show(deleted="da-xoa" in request.args)

    @routes.post("/")
    def ask() -> Response:
        question = request.form.get("chon") or request.form.get("cau-hoi", "")
        token = request.cookies.get(COOKIE)
        try:
            person = tokens.person(token)
        except ApiError:
            token = tokens.issue()
            person = tokens.person(token)
        try:
            dialogue.send(
                person, request.form.get("ma", ""), question, services.limits.client_address(request)
            )
        except ApiError as error:
            response = show(error.status, error=error.message, draft=question)
            if error.retry_after is not None:
                response.headers["Retry-After"] = str(error.retry_after)
            return keep(response, str(token))
        return keep(_see_other("/#moi-nhat"), str(token))

    @routes.post("/xoa")
    def forget() -> Response:
        try:
            dialogue.forget(tokens.person(request.cookies.get(COOKIE)))
        except ApiError as error:
            if error.status != 401:
                return show(error.status, error=error.message)
        response = _see_other("/?da-xoa")
        response.delete_cookie(COOKIE, httponly=True, samesite="Strict")
        return response

    return routes


def _see_other(target: str) -> Response:
    """Return a redirect after a form: going back or reloading sends nothing again."""
    response = redirect(target, 303)
    return Response(response.get_data(), 303, {"Location": target})


def _draft(services: Services, document_id: str) -> str:
    """Return the beginning of a question about a document that the document page's button names."""
    if not document_id:
        return ""
    try:
        document = services.library().documents.get(document_id)
    except HoisoError:
        return ""
    if document is None:
        return ""
    name = f"{document.type} {document.number}".strip() if document.number else document.short_name
    return str(section("chat")["about"]).format(document=name)
