"""A complaint made in the conversation: kept once, never sent back, and never claimed where it is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.gateway import complaints
from bot.gateway.texts import section
from bot.storage import feedback


class Vault:
    def person(self, channel: str, identity: str) -> str:
        return f"hash of {channel} {identity}"


class Storage:
    vault = Vault()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(feedback, "complain", lambda storage, *words: calls.append(words))
    return calls


def reply(**custom: Any) -> list[dict[str, Any]]:
    return [{"recipient_id": "r", "text": "Cảm ơn bạn", "custom": {"status": "handoff", **custom}}]


@pytest.mark.parametrize(
    ("channel", "person"), [("web", "hashed"), ("zalo", "hashed"), ("rest", "hash of rest hashed")]
)
def test_the_complaint_is_kept_and_not_sent_back(kept: list[Any], channel: str, person: str) -> None:
    sent = complaints.kept(Storage(), channel, "hashed", reply(feedback="sai số"))  # type: ignore[arg-type]
    assert kept == [(channel, person, "sai số")]
    assert sent == reply()


def test_any_other_answer_passes_untouched(kept: list[Any]) -> None:
    answer = [*reply(), {"recipient_id": "r", "text": "chỉ có lời"}]
    assert complaints.kept(Storage(), "web", "p", answer) == answer  # type: ignore[arg-type]
    assert kept == []


def test_nobody_is_thanked_for_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*words: Any) -> None:
        raise OperationalError("insert", {}, Exception("locked"))

    monkeypatch.setattr(feedback, "complain", down)
    (sent,) = complaints.kept(Storage(), "web", "p", reply(feedback="sai số"))  # type: ignore[arg-type]
    assert sent["text"] == section("feedback")["lost"]
