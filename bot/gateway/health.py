"""``GET /healthz``: a canary question, asked end to end, not whether a port is open."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

import httpx
from flask import Flask, Response, jsonify

from bot.gateway.errors import ApiError
from bot.gateway.services import Services
from knowledge.errors import HoisoError

log = logging.getLogger(__name__)
_CACHE_SECONDS = 2.0
_PROBE_SECONDS = 2.0
_GREETING = "xin chào"


class Health:
    """Asks the canary at most once in :data:`_CACHE_SECONDS`, and one caller at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._report: dict[str, Any] = {}

    def report(self) -> dict[str, Any]:
        """Return ``{"status", "parts": {"gateway", "rasa", "actions", "index"}}``, each "ok" or "fail"."""
        with self._lock:
            if time.monotonic() - self._checked > _CACHE_SECONDS:
                self._report = self._check()
                self._checked = time.monotonic()
            return self._report

    def _check(self) -> dict[str, Any]:
        settings = self._services.settings
        question, cites = self._canary()
        parts = {
            "gateway": True,
            "rasa": _responds(f"{settings.rasa_url}/"),
            "actions": _responds(f"{settings.actions_url}/health"),
            "index": question is not None,
        }
        answered = cited = False
        if parts["rasa"] and parts["actions"]:
            answered, cited = self._ask(question or _GREETING)
            # Both doors are open and still no answer: a rule, a component or the action fails.
            parts["rasa"] = parts["actions"] = answered
        parts["index"] = parts["index"] and answered and (cited or not cites)
        return {
            "status": "ok" if all(parts.values()) else "fail",
            "parts": {part: "ok" if fine else "fail" for part, fine in parts.items()},
        }

    def _canary(self) -> tuple[str | None, bool]:
        """Return the question and whether its answer must cite a document; None without an index."""
        settings = self._services.settings
        try:
            documents = self._services.library().documents.values()
        except (HoisoError, OSError, ValueError, ImportError) as error:
            log.warning("no index for the canary question: %s", type(error).__name__)
            return None, True
        if settings.canary:
            return settings.canary, True
        for document in documents:
            if document.number and document.issued:
                return f"{document.type or 'Văn bản'} số {document.number} ban hành ngày nào?", True
        return _GREETING, False

    def _ask(self, question: str) -> tuple[bool, bool]:
        try:
            answer = self._services.ask("health", "canary", question)
        except ApiError as error:
            log.warning("canary question failed: %s", error.code)
            return False, False
        return True, any((message.get("custom") or {}).get("citations") for message in answer)


def _responds(url: str) -> bool:
    try:
        return httpx.get(url, timeout=_PROBE_SECONDS, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def register(app: Flask, services: Services) -> None:
    """Add ``GET /healthz`` (readiness, 200 or 503) and ``GET /livez`` (this process answers)."""
    health = Health(services)

    @app.get("/healthz")
    def healthz() -> Response:
        report = health.report()
        response = jsonify(report)
        response.status_code = 200 if report["status"] == "ok" else 503
        return response

    @app.get("/livez")
    def livez() -> Response:
        return jsonify({"status": "ok"})
