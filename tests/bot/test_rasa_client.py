from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.gateway.errors import UNAVAILABLE, ApiError
from bot.gateway.rasa_client import RasaClient, merge_messages


def test_parts_that_rasa_sends_apart_become_one_message() -> None:
    buttons = [{"title": "Còn 2030?", "payload": "Còn 2030?"}]
    parts = [
        {"recipient_id": "rest:1", "text": "20%", "buttons": buttons},
        {"recipient_id": "rest:1", "custom": {"status": "answered"}},
    ]
    assert merge_messages(parts, "lan") == [
        {"recipient_id": "lan", "text": "20%", "buttons": buttons, "custom": {"status": "answered"}}
    ]


def test_two_texts_stay_two_messages_each_with_its_own_custom() -> None:
    parts = [{"text": "a"}, {"custom": {"n": 1}}, {"text": "b"}, {"custom": {"n": 2}}]
    assert merge_messages(parts, "x") == [
        {"recipient_id": "x", "text": "a", "custom": {"n": 1}},
        {"recipient_id": "x", "text": "b", "custom": {"n": 2}},
    ]


@pytest.mark.parametrize(
    "parts", [[], [{}], [{"text": ""}], [{"text": "  \n"}], [{"custom": {"a": 1}}], [{"text": None}]]
)
def test_what_has_no_text_is_no_answer(parts: list[dict[str, object]]) -> None:
    assert merge_messages(parts, "x") == []


def test_empty_buttons_are_left_out() -> None:
    assert merge_messages([{"text": "a", "buttons": [], "custom": None}], "x") == [
        {"recipient_id": "x", "text": "a"}
    ]


class Server:
    """A stand-in for Rasa's port that answers with ``status`` and ``body``."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b"[]"
        self.seen: list[dict[str, object]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *args: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()
    running.http.server_close()


def test_a_message_goes_as_rasa_reads_it(server: Server) -> None:
    server.body = json.dumps([{"recipient_id": "rest:1", "text": "chào"}]).encode()
    assert RasaClient(server.url, 5).send("rest:1", "xin chào", {"channel": "rest"}) == [
        {"recipient_id": "rest:1", "text": "chào"}
    ]
    assert server.seen == [{"sender": "rest:1", "message": "xin chào", "metadata": {"channel": "rest"}}]


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"x"), (409, b"{}"), (200, b"not json"), (200, b"{}"), (200, b"[1]"), (204, b"")],
)
def test_nonsense_is_unavailable(server: Server, status: int, body: bytes) -> None:
    server.status, server.body = status, body
    with pytest.raises(ApiError) as caught:
        RasaClient(server.url, 5).send("rest:1", "xin chào", {})
    assert (caught.value.status, caught.value.message) == (503, UNAVAILABLE)


def test_nobody_there_is_unavailable(server: Server) -> None:
    server.http.shutdown()
    server.http.server_close()
    with pytest.raises(ApiError) as caught:
        RasaClient(server.url, 5).send("rest:1", "xin chào", {})
    assert caught.value.status == 503


def test_a_silent_rasa_is_given_up() -> None:
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        client = RasaClient(f"http://127.0.0.1:{silent.getsockname()[1]}", 0.05)
        with pytest.raises(ApiError) as caught:
            client.send("rest:1", "xin chào", {})
    assert caught.value.code == "timeout"
