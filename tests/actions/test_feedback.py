"""Complaints and wishes for a person: what opens the form, what fills it, and what goes on as a question."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actions, feedback
from tests.actions.conftest import understand

QUESTION = "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của Hà Tĩnh?"
OPENS = [
    ("sai rồi", True),
    ("câu trả lời này không chính xác", True),
    ("tôi muốn góp ý", True),
    # what puts something right goes on asking
    ("sai rồi, phải là 15% chứ", False),
    ("không đúng, ý tôi là Thanh Hóa", False),
    ("sai rồi, tôi hỏi năm 2030", False),
]
SAID = [
    ("con số không đúng với văn bản tôi có", True),
    ("Sở Tài chính mới là nơi phụ trách", True),
    ("trang web chữ nhỏ quá, người già không đọc được", True),
    ("thôi", False),
    ("không cần đâu", False),
    ("Ai chủ trì chuyển đổi số lĩnh vực y tế ở Hà Tĩnh?", False),
    ("kinh tế số Thanh Hóa 2030 bao nhiêu phần trăm", False),
]


@pytest.mark.parametrize(("text", "opens"), OPENS)
def test_a_complaint_asks_what_is_wrong(talk, text, opens):
    talk.say(QUESTION)
    answer = talk.say(text, "complaint", 0.95)
    assert answer.asks_feedback is opens
    if opens:
        assert (answer.status, answer.citations) == ("handoff", ())
        # the conversation goes on where it was
        assert "20%" in talk.say("còn năm 2030?").text


@pytest.mark.parametrize(("text", "said"), SAID)
def test_words_after_a_complaint_are_told_from_a_new_question(engine, text, said):
    assert engine.is_feedback(understand(text)) is said


def test_a_greeting_after_a_complaint_is_no_feedback(engine):
    assert not engine.is_feedback(understand("cảm ơn bạn", "thanks", 0.99))
    assert engine.is_feedback(understand("sai số liệu", "complaint", 0.99))


def test_who_wants_a_person_is_told_where_to_go(talk):
    answer = talk.say("cho tôi gặp người thật", "handoff", 0.95)
    assert answer.status == "handoff"
    assert "cán bộ" in answer.text


def run(action, text, slots):
    """Run one action on a message; return what it sent and the slots that it set."""
    message = {"text": text, "intent": {"name": "complaint", "confidence": 0.95}, "entities": []}
    tracker = Tracker("s", slots, message, [], False, None, {}, "action_listen")
    sent = CollectingDispatcher()
    events = action.run(sent, tracker, {})
    return sent.messages, {event["name"]: event["value"] for event in events}


@pytest.fixture
def served(engine, monkeypatch):
    for module in (actions, feedback):
        monkeypatch.setattr(module, "ENGINE", engine)


def test_the_form_from_complaint_to_thanks(served):
    sent, slots = run(feedback.ActionComplaint(), "sai rồi", {})
    assert (sent, slots) == ([], {"feedback_wanted": True})
    (asked,), _ = run(feedback.ActionAskFeedback(), "sai rồi", {})
    assert asked["custom"]["status"] == "handoff"
    words = "con số không đúng với văn bản tôi có"
    asked_for = {"requested_slot": "feedback", "feedback": words}
    assert run(feedback.ValidateFeedbackForm(), "sai rồi", {}) == ([], {})
    _, slots = run(feedback.ValidateFeedbackForm(), words, asked_for)
    assert slots == {"feedback": words}
    (thanks,), slots = run(actions.ActionAnswer(), words, {"feedback": words})
    assert thanks["custom"]["feedback"] == words
    assert slots["feedback"] is None


def test_a_new_question_ends_the_form(served):
    _, slots = run(
        feedback.ValidateFeedbackForm(), QUESTION, {"requested_slot": "feedback", "feedback": QUESTION}
    )
    assert slots == {"feedback": None, "requested_slot": None}
