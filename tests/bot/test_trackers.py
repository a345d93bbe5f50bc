from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.trackers import SlotTrackerStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [ask]
slots:
  context: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  province: {type: list, influence_conversation: false, mappings: [{type: custom}]}
  said: {type: text, influence_conversation: false, mappings: [{type: from_text}]}
forms:
  ask_form: {required_slots: [said]}
"""
)


def run(awaited: Any) -> Any:
    return asyncio.run(awaited)


def a_turn(tracker: DialogueStateTracker, number: int) -> None:
    for event in (
        UserUttered(f"câu hỏi bí mật {number}"),
        ActionExecuted("action_answer"),
        BotUttered(f"trả lời {number}"),
        SlotSet("context", {"turn": number, "topic": "gọi 0912345678"}),
        SlotSet("province", ["Hải Dương"]),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event, DOMAIN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def store(file: Path) -> SlotTrackerStore:
    return SlotTrackerStore(DOMAIN, file=str(file), session_minutes="60")


def talk(store: SlotTrackerStore, name: str, turns: int) -> DialogueStateTracker:
    for number in range(1, turns + 1):
        tracker = run(store.get_or_create_tracker(name, append_action_listen=False))
        a_turn(tracker, number)
        run(store.save(tracker))
    return run(store.retrieve(name))


def test_turn_400_is_no_larger_than_turn_10(store: SlotTrackerStore) -> None:
    early = talk(store, "rest:a", 10)
    late = talk(store, "rest:b", 400)
    assert len(late.events) == len(early.events) < 10
    assert late.get_slot("context")["turn"] == 400


def test_the_slots_are_kept_and_the_bot_listens(store: SlotTrackerStore) -> None:
    tracker = talk(store, "rest:a", 3)
    assert tracker.get_slot("province") == ["Hải Dương"]
    assert tracker.latest_action_name == "action_listen"
    assert tracker.latest_message.text is None


def test_the_open_form_is_kept_until_it_ends(store: SlotTrackerStore) -> None:
    tracker = talk(store, "rest:a", 1)
    for event in (ActiveLoop("ask_form"), SlotSet("requested_slot", "said")):
        tracker.update(event, DOMAIN)
    run(store.save(tracker))
    again = run(store.retrieve("rest:a"))
    assert again.active_loop_name == "ask_form"
    assert again.get_slot("requested_slot") == "said"
    assert again.latest_action_name == "action_listen"
    again.update(ActiveLoop(None), DOMAIN)
    run(store.save(again))
    assert run(store.retrieve("rest:a")).active_loop_name is None


def test_words_are_not_kept_and_personal_data_is_masked(store: SlotTrackerStore, file: Path) -> None:
    talk(store, "rest:a", 3)
    kept = b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert "câu hỏi bí mật".encode() not in kept
    assert b"0912345678" not in kept


def test_a_restart_loses_nothing(store: SlotTrackerStore, file: Path) -> None:
    talk(store, "rest:a", 2)
    again = SlotTrackerStore(DOMAIN, file=str(file), session_minutes=60)
    assert run(again.retrieve("rest:a")).get_slot("context")["turn"] == 2


def test_people_are_kept_apart(store: SlotTrackerStore) -> None:
    talk(store, "rest:a", 1)
    assert run(store.retrieve("rest:b")) is None


def test_an_old_session_is_over(store: SlotTrackerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    talk(store, "rest:a", 1)
    later = time.time() + 61 * 60
    monkeypatch.setattr("bot.trackers.time.time", lambda: later)
    assert run(store.retrieve("rest:a")) is None


def test_the_health_check_leaves_no_trace(store: SlotTrackerStore) -> None:
    assert talk(store, "health:x", 2) is None


def test_a_locked_file_holds_nobody_up_and_loses_nothing(store: SlotTrackerStore, file: Path) -> None:
    talk(store, "rest:a", 1)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    assert talk(store, "rest:a", 5).get_slot("context")["turn"] == 5
    assert talk(store, "rest:b", 2).get_slot("context")["turn"] == 2
    other.rollback()
    other.close()
    assert run(store.retrieve("rest:a")).get_slot("context")["turn"] == 5
