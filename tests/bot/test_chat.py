from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.gateway.errors import UNAVAILABLE
from tests.bot.gateway_stage import FakeRasa, make_app

PATH = "/webhooks/rest/webhook"


def post(app: Any, body: Any, **more: Any) -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return app.test_client().post(PATH, data=data, **{"content_type": "application/json", **more})


def error_of(response: TestResponse) -> dict[str, str]:
    body = response.get_json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    return body["error"]


def test_an_answer_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    rasa = FakeRasa(
        lambda sender, text: [{"recipient_id": sender, "text": "20%"}, {"custom": {"status": "answered"}}]
    )
    response = post(make_app(tmp_path, rasa), {"sender": "lan", "message": "bao nhiêu?"})
    assert response.status_code == 200
    assert response.get_json() == [{"recipient_id": "lan", "text": "20%", "custom": {"status": "answered"}}]
    assert "20%" in response.get_data(as_text=True)


def test_rasa_sees_neither_the_sender_nor_signs_of_a_command(tmp_path: Path) -> None:
    rasa = FakeRasa()
    app = make_app(tmp_path, rasa)
    post(app, {"sender": "0912345678", "message": ' /ask{"province":["x"]}'})
    ((name, text),) = rasa.asked
    assert name.startswith("rest:")
    assert "0912345678" not in name
    assert text == 'ask{"province":["x"]}'


def test_the_same_question_in_any_form_is_asked_the_same(tmp_path: Path) -> None:
    rasa = FakeRasa()
    app = make_app(tmp_path, rasa)
    asked = "Kinh tế số của tỉnh là bao nhiêu?"
    for form in (
        asked,
        unicodedata.normalize("NFD", asked),
        f" \u200b{asked}\u200b ",
        asked.replace(" ", "\n  "),
    ):
        post(app, {"sender": "a", "message": form})
    assert {text for _, text in rasa.asked} == {asked}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"xin chao", "not_json"),
        (b'{"sender": "a", "message": ', "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 40000, "not_json"),
        (b"[]", "not_an_object"),
        (b'"a"', "not_an_object"),
        (b"null", "not_an_object"),
        ({"message": "a"}, "no_sender"),
        ({"sender": "", "message": "a"}, "no_sender"),
        ({"sender": "  ", "message": "a"}, "no_sender"),
        ({"sender": None, "message": "a"}, "no_sender"),
        ({"sender": True, "message": "a"}, "no_sender"),
        ({"sender": ["a"], "message": "a"}, "no_sender"),
        ({"sender": "a" * 300, "message": "a"}, "bad_sender"),
        ({"sender": "a"}, "no_message"),
        ({"sender": "a", "message": None}, "no_message"),
        ({"sender": "a", "message": 5}, "no_message"),
        ({"sender": "a", "message": {"text": "a"}}, "no_message"),
        ({"sender": "a", "message": ""}, "empty_message"),
        ({"sender": "a", "message": " \n\t"}, "empty_message"),
        ({"sender": "a", "message": "\u200b\u200b"}, "empty_message"),
        ({"sender": "a", "message": "/"}, "empty_message"),
    ],
)
def test_bad_input_is_400_and_reaches_nobody(tmp_path: Path, body: Any, code: str) -> None:
    rasa = FakeRasa()
    response = post(make_app(tmp_path, rasa), body)
    assert response.status_code == 400
    assert error_of(response)["code"] == code
    assert rasa.asked == []


def test_a_number_as_sender_is_taken(tmp_path: Path) -> None:
    assert post(make_app(tmp_path), {"sender": 12, "message": "a"}).get_json()[0]["recipient_id"] == "12"


def test_json_counts_whatever_the_content_type(tmp_path: Path) -> None:
    response = post(make_app(tmp_path), {"sender": "a", "message": "a"}, content_type="text/plain")
    assert response.status_code == 200


@pytest.mark.parametrize("message", ["a" * 3000, "kinh tế số " * 270, "🙂" * 3000, "<script>" * 300])
def test_a_long_message_is_answered(tmp_path: Path, message: str) -> None:
    assert post(make_app(tmp_path), {"sender": "a", "message": message}).status_code == 200


def test_a_message_over_the_limit_is_413(tmp_path: Path) -> None:
    response = post(make_app(tmp_path, max_chars=100), {"sender": "a", "message": "a" * 101})
    assert response.status_code == 413
    assert error_of(response)["code"] == "message_too_long"


def test_a_body_over_the_limit_is_413(tmp_path: Path) -> None:
    response = post(make_app(tmp_path, max_body=2000), {"sender": "a", "message": "a" * 3000})
    assert response.status_code == 413
    assert error_of(response)["code"] == "too_large"


@pytest.mark.parametrize("parts", [[], [{"custom": {"a": 1}}], [{"text": " "}]])
def test_an_empty_answer_of_rasa_is_503_with_a_sentence(tmp_path: Path, parts: list[dict[str, Any]]) -> None:
    response = post(make_app(tmp_path, FakeRasa(lambda sender, text: parts)), {"sender": "a", "message": "a"})
    assert response.status_code == 503
    assert error_of(response) == {"code": "empty_answer", "message": UNAVAILABLE}
    assert response.headers["Retry-After"]


def test_an_unforeseen_error_shows_nothing_of_itself(tmp_path: Path) -> None:
    def fail(sender: str, text: str) -> list[dict[str, Any]]:
        raise RuntimeError("mật khẩu là 123")

    response = post(make_app(tmp_path, FakeRasa(fail)), {"sender": "a", "message": "a"})
    assert response.status_code == 500
    assert "123" not in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)
    assert error_of(response)["code"] == "internal"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", PATH, 405), ("PUT", PATH, 405), ("GET", "/none", 404), ("POST", "/healthz", 405)],
)
def test_other_errors_are_json_too(tmp_path: Path, method: str, path: str, status: int) -> None:
    response = (
        make_app(tmp_path).test_client().open(path, method=method, headers={"Accept": "application/json"})
    )
    assert response.status_code == status
    error_of(response)
