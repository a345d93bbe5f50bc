"""What people get while a part is down, and that it comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import httpx
import pytest

from bot.gateway.errors import UNAVAILABLE
from tests.e2e.assistant import Assistant, wait_until

NewSender = Callable[[], str]
QUESTION = "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của tỉnh Hải Dương?"


def kill(assistant: Assistant, role: str) -> int:
    pid = assistant.pid(role)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def wait_for_another(assistant: Assistant, role: str, old: int) -> None:
    wait_until(f"{role} runs again", lambda: assistant.pid(role) not in (None, old))
    wait_until("health is back", lambda: assistant.health() == 200)


@pytest.mark.parametrize("role", ["rasa", "actions"])
def test_a_killed_part_is_said_to_be_down_and_comes_back(
    assistant: Assistant, new_sender: NewSender, role: str
) -> None:
    sender = new_sender()
    assistant.ask(sender, QUESTION)
    old = kill(assistant, role)
    response = wait_until("a message fails", lambda: failing(assistant, sender))
    assert response.status_code == 503
    assert response.json()["error"]["message"] == UNAVAILABLE
    health = wait_until("health says so", lambda: unhealthy(assistant))
    assert health["status"] == "fail"
    assert health["parts"]["gateway"] == "ok"
    assert health["parts"][role] == "fail"
    wait_for_another(assistant, role, old)
    # What was talked about is still known.
    assert "30%" in assistant.ask(sender, "còn năm 2030?")[0]["text"]


def failing(assistant: Assistant, sender: str) -> httpx.Response | None:
    response = assistant.post(sender, "xin chào")
    return None if response.status_code == 200 else response


def unhealthy(assistant: Assistant) -> dict[str, object] | None:
    response = httpx.get(f"{assistant.url}/healthz", timeout=60)
    return None if response.status_code == 200 else response.json()


def test_a_killed_gateway_comes_back(assistant: Assistant, new_sender: NewSender) -> None:
    wait_for_another(assistant, "gateway", kill(assistant, "gateway"))
    assert assistant.ask(new_sender(), "xin chào")


def test_logs_hold_no_personal_data_and_no_question(assistant: Assistant, new_sender: NewSender) -> None:
    sender = "0912345678"
    assistant.ask(sender, "tôi là 079123456789, thư abc@example.vn, kinh tế số Hải Dương 2025?")
    assistant.post(sender, "/ném{ lỗi")
    kept = "".join(file.read_text(encoding="utf-8") for file in (assistant.state / "logs").glob("*.log*"))
    for personal in ("0912345678", "079123456789", "abc@example.vn", "Hải Dương 2025"):
        assert personal not in kept
    for file in assistant.state.glob("sessions.db*"):
        data = file.read_bytes()
        assert b"079123456789" not in data
        assert b"abc@example.vn" not in data
        assert sender.encode() not in data
