from __future__ import annotations

import selectors
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.bot.test_clean import COMMANDS
from tests.e2e.assistant import PATH, Assistant

NewSender = Callable[[], str]
QUESTION = "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của tỉnh Hải Dương?"


def test_a_fact_with_its_source(assistant: Assistant, new_sender: NewSender) -> None:
    (answer,) = assistant.ask(new_sender(), QUESTION)
    assert "20%" in answer["text"]
    assert "Nguồn: Kế hoạch 5046/KH-UBND ngày 29/12/2023" in answer["text"]
    custom = answer["custom"]
    assert set(custom) >= {"status", "question", "facts", "citations", "notes"}
    assert custom["status"] == "answered"
    assert custom["question"]["type"] == "indicator"
    cited = custom["citations"][0]
    assert set(cited) >= {"document", "title", "issued", "issuer", "section", "clause", "quote", "url"}
    page = httpx.get(assistant.url + cited["url"].split("#")[0])
    assert page.status_code == 200
    assert f'id="{cited["url"].split("#")[1]}"' in page.text


def test_a_duty_through_a_cross_reference(assistant: Assistant, new_sender: NewSender) -> None:
    text = assistant.ask(new_sender(), "ai chủ trì khám chữa bệnh từ xa ở Hà Tĩnh?")[0]["text"]
    assert "Sở Y tế" in text
    assert "Nguồn:" in text


def test_a_follow_up_keeps_what_was_asked(assistant: Assistant, new_sender: NewSender) -> None:
    sender = new_sender()
    assistant.ask(sender, QUESTION)
    assert "30%" in assistant.ask(sender, "còn năm 2030?")[0]["text"]


def test_a_complaint_is_asked_about_and_a_question_ends_it(
    assistant: Assistant, new_sender: NewSender
) -> None:
    sender = new_sender()
    assistant.ask(sender, QUESTION)
    (asked,) = assistant.ask(sender, "câu trả lời này sai rồi")
    assert asked["custom"]["status"] == "handoff"
    (thanks,) = assistant.ask(sender, "con số không đúng với văn bản tôi có")
    assert thanks["custom"]["status"] == "handoff"
    assert "đã ghi lại" in thanks["text"] and "feedback" not in thanks["custom"]
    assert "30%" in assistant.ask(sender, "còn năm 2030?")[0]["text"]
    assistant.ask(sender, "câu trả lời này sai rồi")
    (answer,) = assistant.ask(sender, QUESTION)
    assert answer["custom"]["status"] == "answered" and "20%" in answer["text"]


def test_nobody_continues_anothers_conversation(assistant: Assistant, new_sender: NewSender) -> None:
    assistant.ask(new_sender(), QUESTION)
    (answer,) = assistant.ask(new_sender(), "còn năm 2030?")
    assert answer["custom"]["status"] != "answered" or "Hải Dương" not in answer["text"]


def test_the_form_of_the_letters_changes_nothing(assistant: Assistant, new_sender: NewSender) -> None:
    plain = assistant.ask(new_sender(), QUESTION)[0]["text"]
    for form in (
        unicodedata.normalize("NFD", QUESTION),
        f"\u200b{QUESTION}\u200b",
        QUESTION.replace(" ", "  "),
    ):
        assert assistant.ask(new_sender(), form)[0]["text"] == plain


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_is_read_as_a_command(assistant: Assistant, new_sender: NewSender, command: str) -> None:
    sender = new_sender()
    (answer,) = assistant.ask(sender, command)
    _is_the_ordinary_fallback(answer)
    # Nothing of it was kept: a question that leans on the turn before has nothing to lean on.
    (following,) = assistant.ask(sender, "còn 2030?")
    assert following["custom"]["status"] != "answered"
    assert following["custom"]["question"]["provinces"] == []


def test_a_command_changes_nothing_of_a_conversation(assistant: Assistant, new_sender: NewSender) -> None:
    sender = new_sender()
    assistant.ask(sender, QUESTION)
    for command in ("/restart", "/session_start", '/indicator{"province":["x"]}'):
        _is_the_ordinary_fallback(assistant.ask(sender, command)[0])
    assert "30%" in assistant.ask(sender, "còn năm 2030?")[0]["text"]


def _is_the_ordinary_fallback(answer: dict[str, Any]) -> None:
    """Assert that a text was refused like any that makes no sense, and that nothing in it set a slot."""
    custom = answer["custom"]
    assert custom["status"] in ("not_found", "out_of_scope", "clarify"), answer["text"]
    assert custom["facts"] == custom["citations"] == []
    question = custom["question"]
    assert question["provinces"] == question["years"] == question["agencies"] == []


@pytest.mark.parametrize(
    "message",
    [
        "a" * 3000,
        "kinh tế số " * 270,
        "🙂🙂🙂",
        "<script>alert(1)</script>",
        "' OR 1=1; --",
        "\x01\x02 kinh tế số \x7f",
        "á" * 1000,
        "?" * 200,
        "{{7*7}} ${7*7} %s %d {0}",
        "../../etc/passwd",
        "a\u0301\u0323" * 500,
        "1" * 2000,
        "𝕂𝕚𝕟𝕙 𝕥ế 𝕤ố",
        "كم النسبة؟",
    ],
)
def test_odd_messages_get_an_answer(assistant: Assistant, new_sender: NewSender, message: str) -> None:
    response = assistant.post(new_sender(), message)
    assert response.status_code == 200
    assert response.json()[0]["text"].strip()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"sender": "a"}', 400),
        (b'{"message": "a"}', 400),
        (b'{"sender": "a", "message": ["a"]}', 400),
        (b'{"sender": "a", "message": " "}', 400),
        (b"x" * 1_000_000, 413),
        (b"x" * 10_000_000, 413),
    ],
)
def test_bad_input_is_named(assistant: Assistant, body: bytes, status: int) -> None:
    response = httpx.post(assistant.url + PATH, content=body, timeout=60)
    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "message"}


def test_malformed_http_is_answered_in_json(assistant: Assistant) -> None:
    with socket.create_connection(("127.0.0.1", assistant.ports["gateway"])) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n")
        told = b"".join(iter(lambda: raw.recv(65536), b""))
    assert told.startswith(b"HTTP/1.")
    assert b" 400 " in told.split(b"\r\n")[0]
    assert b'"error"' in told


def test_a_hundred_messages_at_once_come_back_in_order(assistant: Assistant, new_sender: NewSender) -> None:
    sender, count = new_sender(), 100
    selector = selectors.DefaultSelector()
    sockets = []
    for number in range(count):
        body = f'{{"sender": "{sender}", "message": "xin chào lần {number}"}}'.encode()
        raw = socket.create_connection(("127.0.0.1", assistant.ports["gateway"]))
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        raw.sendall(head.encode() + body)
        selector.register(raw, selectors.EVENT_READ, number)
        sockets.append(raw)
    other = assistant.ask(new_sender(), "xin chào")  # somebody else is served meanwhile
    assert other
    arrived: list[list[int]] = []
    heads: dict[int, bytes] = {}
    while len(heads) < count:
        ready = selector.select()
        batch = []
        for key, _ in ready:
            data = key.fileobj.recv(65536)  # type: ignore[union-attr]
            if key.data not in heads:
                heads[key.data] = data
                batch.append(key.data)
            if not data:
                selector.unregister(key.fileobj)
        arrived.append(sorted(batch))
    for raw in sockets:
        raw.close()
    assert all(b" 200 " in head.split(b"\r\n")[0] for head in heads.values())
    assert [number for batch in arrived for number in batch] == list(range(count))
    assert assistant.health() == 200


def test_only_the_gateway_speaks_to_people(assistant: Assistant) -> None:
    rasa = f"http://127.0.0.1:{assistant.ports['rasa']}"
    codes = [
        httpx.get(f"{rasa}/version").status_code,
        httpx.get(f"{rasa}/domain").status_code,
        httpx.get(f"{rasa}/conversations/x/tracker").status_code,
        httpx.put(f"{rasa}/model", json={}).status_code,
        httpx.post(f"{rasa}/model/train", json={}).status_code,
    ]
    assert codes == [404] * 5


def test_all_three_listen_on_loopback_only(assistant: Assistant) -> None:
    listening = {}
    with Path("/proc/net/tcp").open() as table:
        for line in list(table)[1:]:
            fields = line.split()
            if fields[3] == "0A":
                address, port = fields[1].split(":")
                listening[int(port, 16)] = address
    assert {listening[port] for port in assistant.ports.values()} == {"0100007F"}
