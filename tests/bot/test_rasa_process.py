"""What the Rasa process changes in Rasa: answers of the action server are still checked, only faster."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.processes.rasa import check_answers_with_one_validator

ANSWER = {
    "events": [{"event": "slot", "timestamp": None, "name": "context", "value": {"years": ["2025"]}}],
    "responses": [{"text": "20%", "custom": {"status": "answered"}}],
}


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    check_answers_with_one_validator()
    return RemoteAction("action_answer", None)


def test_an_answer_in_rasa_s_format_is_taken(action: RemoteAction) -> None:
    assert action._validate_action_result(ANSWER)


@pytest.mark.parametrize(
    "answer",
    [
        "20%",
        {"events": "none"},
        {"events": [{"event": "slot", "name": 5}]},
        {"events": [{"event": "no such event"}]},
        {"events": [], "responses": ["20%"]},
    ],
)
def test_anything_else_is_refused_as_rasa_itself_would(action: RemoteAction, answer: Any) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)


def test_the_schema_is_not_checked_at_each_answer(
    action: RemoteAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jsonschema import validators

    def checked(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("the schema was checked again")

    monkeypatch.setattr(validators, "validate", checked)
    assert action._validate_action_result(ANSWER)
