"""A stand-in for Zalo's two servers: tokens that rotate and end, limits, delays, drops, every error code."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from bot.gateway.zalo.signature import sign

APP_ID, APP_SECRET, OA_SECRET, OA_ID = "360846524940903967", "app-secret", "oa-secret", "388613280878808645"
FIRST_REFRESH = "refresh-0"


@dataclass
class FakeZalo:
    """What Zalo knows and does. ``codes`` are the error codes of the next messages, then 0 again."""

    refresh_token: str = FIRST_REFRESH
    access_token: str = ""
    renewals: int = 0
    life: str = "90000"
    accepted: list[tuple[str, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    always: dict[str, int] = field(default_factory=dict)
    drop_next: int = 0
    drop_after_taking: int = 0
    fail_next: int = 0
    delay: float = 0.0
    per_second: int = 0
    wrong_renewals: int = 0
    lock: Any = field(default_factory=threading.RLock)
    _seconds: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _server: ThreadingHTTPServer | None = None

    def texts(self, user: str) -> list[str]:
        with self.lock:
            return [text for to, text in self.accepted if to == user]

    def expire(self) -> None:
        """End the access token before its time, as Zalo does when another one is given out."""
        with self.lock:
            self.access_token = f"ended-{time.monotonic()}"

    def renew(self, form: dict[str, list[str]], secret: str | None) -> dict[str, Any]:
        with self.lock:
            right = (
                secret == APP_SECRET
                and form.get("app_id") == [APP_ID]
                and form.get("grant_type") == ["refresh_token"]
                and form.get("refresh_token") == [self.refresh_token]
            )
            if not right:
                self.wrong_renewals += 1
                return {"error": -14014, "error_name": "Invalid refresh token"}
            self.renewals += 1
            self.access_token, self.refresh_token = f"access-{self.renewals}", f"refresh-{self.renewals}"
            return {
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "expires_in": self.life,
            }

    def take(self, token: str | None, body: dict[str, Any]) -> dict[str, Any]:
        with self.lock:
            user, text = body["recipient"]["user_id"], body["message"]["text"]
            code = self._code(token, user, text)
            if code:
                self.refused.append(code)
                return {"error": code, "message": "refused"}
            self.accepted.append((user, text))
            return {"error": 0, "message": "Success", "data": {"message_id": "m", "user_id": user}}

    def _code(self, token: str | None, user: str, text: str) -> int:
        if token != self.access_token:
            return -216
        if not isinstance(user, str) or not 0 < len(text) <= 2000:
            return -201
        if self.per_second:
            second = int(time.monotonic())
            self._seconds[second] += 1
            if self._seconds[second] > self.per_second:
                return -32
        if user in self.always:
            return self.always[user]
        return self.codes.pop(0) if self.codes else 0

    def start(self) -> str:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                with fake.lock:
                    dropped = fake.drop_next > 0
                    fake.drop_next -= dropped
                    failing = not dropped and fake.fail_next > 0
                    fake.fail_next -= failing
                if fake.delay:
                    time.sleep(fake.delay)
                if dropped:
                    self.connection.close()
                    return
                if failing:
                    self._answer(502, {"error": "bad gateway"})
                    return
                if self.path == "/v4/oa/access_token":
                    self._answer(200, fake.renew(parse_qs(raw.decode()), self.headers.get("secret_key")))
                elif self.path == "/v3.0/oa/message/cs":
                    answer = fake.take(self.headers.get("access_token"), json.loads(raw))
                    if fake.drop_after_taking:
                        fake.drop_after_taking -= 1
                        self.connection.close()
                        return
                    self._answer(200, answer)
                else:
                    self._answer(404, {})

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                raw = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a dropped connection is what some tests ask for

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()


def event(
    name: str, user: str, now: float, text: str | None = None, msg_id: str | None = None, **more: Any
) -> bytes:
    """Return the raw body of an event, formatted as no JSON library of ours would write it again."""
    body: dict[str, Any] = {"app_id": APP_ID, "event_name": name, "timestamp": str(int(now * 1000))}
    if name in ("follow", "unfollow"):
        body |= {"oa_id": OA_ID, "follower": {"id": user}, "source": "zalo"}
    else:
        body |= {"sender": {"id": user}, "recipient": {"id": OA_ID}, "user_id_by_app": "552177279717587730"}
        body["message"] = {"msg_id": msg_id} | ({"text": text} if text is not None else {})
    body |= more
    return json.dumps(body, separators=(" , ", " : ")).encode()


def headers(raw: bytes, *, by_header: str | None = None, secret: str = OA_SECRET) -> dict[str, str]:
    """Return the headers that Zalo sends with an event; ``by_header`` signs that time stamp instead."""
    timestamp = by_header or json.loads(raw)["timestamp"]
    found = {
        "Content-Type": "application/json",
        "X-ZEvent-Signature": "mac=" + sign(APP_ID, raw, timestamp, secret),
    }
    return found | ({"X-ZEvent-Timestamp": by_header} if by_header else {})
