"""Waitress with the order of each person kept, over real sockets; Rasa is a stand-in."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.gateway.chat import PATH
from bot.gateway.server import create_server
from tests.bot.gateway_stage import FakeRasa, make_app, make_settings

Start = Callable[..., int]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    servers = []

    def make(rasa: FakeRasa, **changes: object) -> int:
        settings = make_settings(tmp_path, port=0, **changes)
        server = create_server(make_app(tmp_path, rasa, **changes), settings)
        servers.append(server)
        threading.Thread(target=server.run, daemon=True).start()
        return int(server.effective_port)

    yield make
    for server in servers:
        server.close()


def send(port: int, sender: str, message: str) -> socket.socket:
    body = json.dumps({"sender": sender, "message": message}).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    raw = socket.create_connection(("127.0.0.1", port))
    raw.sendall(head.encode() + body)
    return raw


def receive(raw: socket.socket) -> tuple[int, str]:
    data = b""
    while chunk := raw.recv(65536):
        data += chunk
    raw.close()
    head, _, body = data.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def test_a_hundred_messages_of_one_person_are_asked_in_order(start: Start) -> None:
    rasa = FakeRasa(seconds=0.001)
    port = start(rasa, threads=8)
    waiting = [send(port, "lan", f"câu {number}") for number in range(100)]
    answers = [receive(raw) for raw in waiting]
    assert {status for status, _ in answers} == {200}
    assert all(f"nghe: câu {number}" in body for number, (_, body) in enumerate(answers))
    assert [text for _, text in rasa.asked] == [f"câu {number}" for number in range(100)]
    assert set(rasa.most_at_once.values()) == {1}


def test_one_person_holds_one_thread_only(start: Start) -> None:
    gate = threading.Event()

    def script(sender: str, text: str) -> list[dict[str, str]]:
        if text == "đợi":
            gate.wait(60)
        return [{"text": text}]

    port = start(FakeRasa(script), threads=2)
    slow = [send(port, "lan", "đợi") for _ in range(20)]
    try:
        assert receive(send(port, "minh", "xin chào"))[0] == 200
    finally:
        gate.set()
    assert [receive(raw)[0] for raw in slow] == [200] * 20


def test_too_many_waiting_are_refused_in_json(start: Start) -> None:
    gate = threading.Event()
    port = start(FakeRasa(lambda sender, text: [{"text": str(gate.wait(60))}]), threads=2, queue_messages=3)
    sent = [send(port, "lan", "a") for _ in range(6)]
    refused = [receive(raw) for raw in sent[4:]]
    gate.set()
    assert [status for status, _ in refused] == [429, 429]
    assert json.loads(refused[0][1])["error"]["code"] == "too_many_waiting"
    assert [receive(raw)[0] for raw in sent[:4]] == [200] * 4


def test_who_waits_too_long_is_told_so(start: Start) -> None:
    gate = threading.Event()
    port = start(FakeRasa(lambda sender, text: [{"text": str(gate.wait(60))}]), threads=2, queue_seconds=0.0)
    first, second = send(port, "lan", "a"), send(port, "lan", "b")
    threading.Timer(0.2, gate.set).start()
    assert receive(first)[0] == 200
    status, body = receive(second)
    assert status == 503
    assert json.loads(body)["error"]["code"] == "queue_timeout"


def test_a_large_upload_gets_its_413(start: Start) -> None:
    port = start(FakeRasa())
    status, body = receive(send(port, "lan", "x" * 3_000_000))
    assert status == 413
    assert json.loads(body)["error"]["code"] == "too_large"


@pytest.mark.parametrize("raw", [b"x\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: abc\r\n\r\n"])
def test_malformed_http_gets_a_json_error(start: Start, raw: bytes) -> None:
    connection = socket.create_connection(("127.0.0.1", start(FakeRasa())))
    connection.sendall(raw)
    status, body = receive(connection)
    assert 400 <= status < 500
    assert set(json.loads(body)["error"]) == {"code", "message"}


def test_the_server_does_not_name_itself(start: Start) -> None:
    raw = send(start(FakeRasa()), "lan", "a")
    assert b"Server:" not in raw.recv(65536)
    raw.close()
