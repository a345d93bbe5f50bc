"""The Rasa action: tracker in, one message and the slots out."""

import json

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actions
from actions.bridge import understanding

TEXT = "Kinh tế số chiếm bao nhiêu GRDP của Hải Dương năm 2025?"


def tracker(text, slots=None, **message):
    return Tracker(
        "s",
        slots or {},
        {"text": text, "intent": {"name": "indicator", "confidence": 0.9}, **message},
        [],
        False,
        None,
        {},
        "action_listen",
    )


@pytest.fixture
def action(engine, monkeypatch):
    monkeypatch.setattr(actions, "ENGINE", engine)
    return actions.ActionAnswer()


def test_one_message_carries_text_buttons_and_custom(action):
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker(TEXT), {})
    (message,) = dispatcher.messages
    assert "20%" in message["text"]
    assert message["custom"]["status"] == "answered"
    slots = {event["name"]: event["value"] for event in events}
    assert slots["province"] == ["Hải Dương"]
    assert slots["year"] == [2025]
    assert json.loads(json.dumps(slots["context"])) == slots["context"]


def test_the_next_turn_reads_the_context_from_its_slot(action):
    events = action.run(CollectingDispatcher(), tracker(TEXT), {})
    context = {event["name"]: event["value"] for event in events}["context"]
    dispatcher = CollectingDispatcher()
    action.run(
        dispatcher,
        tracker("còn 2030?", {"context": context}, intent={"name": "follow_up", "confidence": 0.9}),
        {},
    )
    assert "30%" in dispatcher.messages[0]["text"]


def test_the_normal_text_of_the_pipeline_is_taken_as_it_is():
    read = understanding(
        {
            "text": "kinh tế số hải dương",
            "original_text": "kinh te so hai duong",
            "intent": {"name": "indicator", "confidence": 0.8},
            "intent_ranking": [{"name": "indicator", "confidence": 0.8}],
            "entities": [{"entity": "province", "value": "Hải Dương", "start": 11, "end": 20}],
        }
    )
    assert (read.text, read.normalized) == ("kinh te so hai duong", "kinh tế số hải dương")
    assert [(entity.kind, entity.value, entity.text) for entity in read.entities] == [
        ("province", "Hải Dương", "hải dương")
    ]
    assert read.ranking == (("indicator", 0.8),)


def test_a_message_without_text_gets_a_clear_answer(action):
    dispatcher = CollectingDispatcher()
    action.run(dispatcher, tracker("", intent={"name": None, "confidence": 0.0}), {})
    assert dispatcher.messages[0]["custom"]["status"] == "clarify"
