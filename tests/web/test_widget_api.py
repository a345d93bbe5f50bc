"""The widget's API: one answer a message, nobody's conversation but one's own, no secret in it."""

from __future__ import annotations

import gzip
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.gateway.widget.script import SOURCE, build_script
from tests.web import serve

API = "/widget/api"


def start(http: FlaskClient) -> dict[str, str]:
    return {"Authorization": "Bearer " + http.post(f"{API}/conversation").json["token"]}  # type: ignore[index]


def ask(
    http: FlaskClient, who: dict[str, str], message: Any = "Kinh tế số 2025?", name: Any = "abcdefgh1"
) -> Any:
    return http.post(f"{API}/messages", json={"id": name, "message": message}, headers=who)


def turns(http: FlaskClient, who: dict[str, str]) -> list[dict[str, Any]]:
    return http.get(f"{API}/conversation", headers=who).json["turns"]  # type: ignore[index,no-any-return]


def test_a_question_is_answered_and_kept(http: FlaskClient) -> None:
    who = start(http)
    answer = ask(http, who)
    assert answer.status_code == 200
    assert answer.json["answer"][0]["custom"]["citations"][0]["url"].startswith("/documents/")
    assert "recipient_id" not in answer.json["answer"][0]
    assert [turn["id"] for turn in turns(http, who)] == ["abcdefgh1"]


def test_the_same_message_again_is_asked_once(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    who = start(http)
    rasa.delay = 0.3
    answers: list[Any] = []
    client = http.application
    threads = [
        threading.Thread(target=lambda: answers.append(ask(client.test_client(), who))) for _ in range(6)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    again = ask(http, who)
    assert len(rasa.asked) == 1
    assert sorted({answer.status_code for answer in answers}) == [200, 202]
    assert again.status_code == 200 and len(turns(http, who)) == 1
    waiting = next(answer for answer in answers if answer.status_code == 202)
    assert waiting.json["answer"] is None and waiting.headers["Retry-After"] == "1"


def test_a_failed_message_may_be_sent_again(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    who = start(http)
    rasa.down = True
    refused = ask(http, who)
    assert refused.status_code == 503 and "Trợ lý" in refused.json["error"]["message"]
    rasa.down = False
    assert ask(http, who).status_code == 200
    assert len(turns(http, who)) == 1


def test_a_crash_while_answering_leaves_the_message_free(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    who = start(http)
    assert ask(http, who, "gây lỗi").status_code == 500
    assert ask(http, who, "gây lỗi").status_code == 500
    assert len(rasa.asked) == 2


@pytest.mark.parametrize("token", [None, "", "abc", "ImFiYyI.ZZ.zz", "\u1ea1"])
def test_without_a_right_token_there_is_nothing(http: FlaskClient, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    start(http)
    for response in (
        http.get(f"{API}/conversation", headers=headers),
        http.delete(f"{API}/conversation", headers=headers),
        ask(http, headers),
        http.post(f"{API}/feedback", json={"id": "abcdefgh1", "value": "up"}, headers=headers),
    ):
        assert response.status_code == 401
        assert response.json["error"]["message"]  # type: ignore[index]


def test_nobody_reads_or_continues_another_s_conversation(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    first, second = start(http), start(http)
    ask(http, first)
    assert turns(http, second) == []
    ask(http, second)  # the same message id, another person
    assert len({sender for sender, _ in rasa.asked}) == 2
    assert (
        http.post(f"{API}/feedback", json={"id": "abcdefgh1", "value": "up"}, headers=first).status_code
        == 200
    )
    http.delete(f"{API}/conversation", headers=second)
    assert len(turns(http, first)) == 1
    token = first["Authorization"].removeprefix("Bearer ")
    rest = http.post("/webhooks/rest/webhook", json={"sender": token, "message": "Kinh tế số 2025?"})
    assert rest.status_code == 200 and len({sender for sender, _ in rasa.asked}) == 3


def test_a_forged_token_of_the_right_shape_is_refused(http: FlaskClient) -> None:
    token = start(http)["Authorization"]
    body, stamp, mac = token.split(".")
    flipped = ("A" if mac[0] != "A" else "B") + mac[1:]
    assert (
        http.get(f"{API}/conversation", headers={"Authorization": f"{body}.{stamp}.{flipped}"}).status_code
        == 401
    )


def test_tokens_are_never_the_same(http: FlaskClient) -> None:
    tokens = http.application.extensions["hoiso"].storage
    from bot.gateway.widget.identity import Tokens

    maker = Tokens(tokens.vault, 90)
    assert len({maker.person(maker.issue()) for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("name", "message", "status"),
    [
        ("short", "a?", 400),
        ("a" * 65, "a?", 400),
        ("abc/defgh", "a?", 400),
        (None, "a?", 400),
        (12345678, "a?", 400),
        ("abcdefgh1", "", 400),
        ("abcdefgh1", " \u200b ", 400),
        ("abcdefgh1", None, 400),
        ("abcdefgh1", ["a"], 400),
        ("abcdefgh1", "a" * 4001, 413),
    ],
)
def test_bad_messages_are_refused_in_words(http: FlaskClient, name: Any, message: Any, status: int) -> None:
    answer = ask(http, start(http), message, name)
    assert answer.status_code == status and answer.json["error"]["message"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b"null"])
def test_what_is_no_json_object_is_400(http: FlaskClient, raw: bytes) -> None:
    who = start(http)
    assert http.post(f"{API}/messages", data=raw, headers=who).status_code == 400
    assert http.post(f"{API}/feedback", data=raw, headers=who).status_code == 400


def test_personal_data_is_masked_before_it_is_stored_or_asked(
    http: FlaskClient, rasa: serve.FakeRasa, tmp_path: Path
) -> None:
    who = start(http)
    ask(
        http,
        who,
        "Tôi là 0912 345 678, an@example.vn, CCCD 001099012345, vốn 12.500.000 đồng giai đoạn 2021-2025",
    )
    http.application.extensions["hoiso"].storage.wipe_free_space()
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    for secret in ("345 678", "an@example.vn", "001099012345"):
        assert secret.encode() not in data and secret not in rasa.asked[0][1]
    assert "12.500.000 đồng giai đoạn 2021-2025" in turns(http, who)[0]["question"]


def test_feedback_is_kept_with_its_reason_masked_and_the_last_one_counts(http: FlaskClient) -> None:
    who = start(http)
    ask(http, who)
    for value, reason in (("up", ""), ("down", "sai, gọi 0912345678")):
        body = {"id": "abcdefgh1", "value": value, "reason": reason}
        assert http.post(f"{API}/feedback", json=body, headers=who).status_code == 200
    storage = http.application.extensions["hoiso"].storage
    from bot.storage.models import FeedbackRow

    with storage.read() as session:
        row = session.query(FeedbackRow).one()
        assert (row.value, row.reason) == ("down", "sai, gọi [số điện thoại]")
    for bad in (
        {"id": "abcdefgh1", "value": "x"},
        {"id": "abcdefgh1"},
        {"id": "abcdefgh1", "value": "up", "reason": 1},
    ):
        assert http.post(f"{API}/feedback", json=bad, headers=who).status_code == 400
    assert (
        http.post(f"{API}/feedback", json={"id": "none-such", "value": "up"}, headers=who).status_code == 404
    )


def test_deletion_leaves_no_row_and_no_byte(http: FlaskClient, tmp_path: Path) -> None:
    who = start(http)
    ask(http, who, "Kinh tế số XYZZY 2025?")
    http.post(
        f"{API}/feedback", json={"id": "abcdefgh1", "value": "down", "reason": "lý do XYZZY"}, headers=who
    )
    assert b"XYZZY" in b"".join(file.read_bytes() for file in tmp_path.glob("hoiso.db*"))
    assert http.delete(f"{API}/conversation", headers=who).json == {"deleted": True}
    assert turns(http, who) == []
    assert b"XYZZY" not in b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())


def test_the_notice_shown_is_on_record(http: FlaskClient) -> None:
    intro = http.get(f"{API}/intro").json
    assert "134/2025/QH15" in intro["machine"] and "91/2025/QH15" in intro["kept"]  # type: ignore[index]
    assert "90 ngày" in intro["agreed"] and len(intro["examples"]) == 1  # type: ignore[index,arg-type]
    ask(http, start(http))
    from bot.storage.models import ConversationRow

    with http.application.extensions["hoiso"].storage.read() as session:
        row = session.query(ConversationRow).one()
        assert len(row.notice) == 64 and row.noticed_at


def test_other_sites_come_in_only_by_configuration(http: FlaskClient) -> None:
    allowed, foreign = {"Origin": "https://cong.example.vn"}, {"Origin": "https://evil.example"}
    good = http.post(f"{API}/conversation", headers=allowed)
    assert good.status_code == 200
    assert good.headers["Access-Control-Allow-Origin"] == "https://cong.example.vn"
    assert "Access-Control-Allow-Credentials" not in good.headers
    for method, path in (("POST", "/conversation"), ("POST", "/messages"), ("DELETE", "/conversation")):
        bad = http.open(API + path, method=method, headers=foreign, json={})
        assert bad.status_code == 403 and "Access-Control-Allow-Origin" not in bad.headers
    assert "Access-Control-Allow-Origin" not in http.get(f"{API}/intro", headers=foreign).headers
    asked = {
        **allowed,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization",
    }
    preflight = http.options(f"{API}/conversation", headers=asked)
    assert "DELETE" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]


def test_too_many_questions_are_429_and_the_answered_ones_are_free(
    tmp_path: Path, rasa: serve.FakeRasa
) -> None:
    http = serve.make_app(tmp_path, rasa, limit_sender="3/minute", limit_loopback=True).test_client()
    who = start(http)  # counts for the address, and for the new person
    codes = [ask(http, who, name=f"message-{number}").status_code for number in range(4)]
    assert codes.count(429) >= 1 and codes[0] == 200
    assert ask(http, who, name="message-0").status_code == 200
    assert not [turn for turn in turns(http, who) if turn["answer"] is None]


def test_a_locked_database_says_so(http: FlaskClient) -> None:
    who = start(http)
    engine = http.application.extensions["hoiso"].storage.engine
    with engine.connect() as holder:
        holder.exec_driver_sql("ROLLBACK")
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        assert ask(http, who).status_code == 503
        holder.exec_driver_sql("ROLLBACK")
    assert ask(http, who).status_code == 200


def test_the_script_is_small_and_served_pressed(http: FlaskClient) -> None:
    script = build_script()
    assert len(script.gzipped) < 30_000
    response = http.get("/widget.js", headers={"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(response.data) == script.plain == http.get("/widget.js").data
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = http.get("/widget.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_script_never_writes_markup() -> None:
    for file in SOURCE.glob("*.js"):
        text = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
        for risky in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert risky not in text, (file.name, risky)


def test_its_vietnamese_stands_in_the_text_file_alone() -> None:
    for file in SOURCE.glob("*.js"):
        text = re.sub(r"//.*|/\*[\s\S]*?\*/", "", file.read_text(encoding="utf-8"))
        letters = set(re.findall(r"[à-ỹđ]", text))
        assert not letters, (file.name, letters)
