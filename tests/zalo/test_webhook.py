"""The door: signatures, age, duplicates, and what is refused."""

from __future__ import annotations

import hashlib
import hmac
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from bot.gateway import errors
from bot.gateway.zalo.settings import load
from bot.gateway.zalo.signature import sign
from bot.gateway.zalo.webhook import blueprint
from bot.settings import SettingsError
from bot.storage.models import MessageRow
from tests.zalo.fake_zalo import APP_ID, OA_SECRET, event, headers
from tests.zalo.stage import Stage

URL = "/webhooks/zalo"


def messages(stage: Stage) -> int:
    with stage.services.storage.read() as session:
        return session.query(MessageRow).count()


def post(stage: Stage, raw: bytes, **changed: str | None) -> int:
    sent = {**headers(raw), **changed}
    return stage.http.post(
        URL, data=raw, headers={k: v for k, v in sent.items() if v is not None}
    ).status_code


def hello(stage: Stage) -> bytes:
    return event("user_send_text", "246845883529197922", stage.clock.now, "Kinh tế số 2025?", "m-1")


def test_a_right_signature_is_taken_and_stored(stage: Stage) -> None:
    assert post(stage, hello(stage)) == 200
    assert messages(stage) == 1


def test_header_names_may_be_upper_case(stage: Stage) -> None:
    raw = hello(stage)
    mac = headers(raw)["X-ZEvent-Signature"]
    assert stage.http.post(URL, data=raw, headers={"X-ZEVENT-SIGNATURE": mac}).status_code == 200


def test_the_time_stamp_may_be_the_header_s(stage: Stage) -> None:
    raw = hello(stage)
    sent = headers(raw, by_header=str(int(stage.clock.now * 1000) + 7))
    assert stage.http.post(URL, data=raw, headers=sent).status_code == 200
    assert messages(stage) == 1


@pytest.mark.parametrize(
    "case",
    [
        "wrong secret",
        "no header",
        "empty",
        "no mac",
        "upper case",
        "body changed",
        "timestamp",
        "hmac",
        "reordered",
    ],
)
def test_a_wrong_signature_is_refused(stage: Stage, case: str) -> None:
    raw = hello(stage)
    mac = headers(raw)["X-ZEvent-Signature"]
    timestamp = str(int(stage.clock.now * 1000))
    changed: dict[str, str | None] = {"X-ZEvent-Signature": mac}
    if case == "wrong secret":
        changed = {"X-ZEvent-Signature": "mac=" + sign(APP_ID, raw, timestamp, "other")}
    elif case == "no header":
        changed = {"X-ZEvent-Signature": None}
    elif case == "empty":
        changed = {"X-ZEvent-Signature": ""}
    elif case == "no mac":
        changed = {"X-ZEvent-Signature": mac.removeprefix("mac=")}
    elif case == "upper case":
        changed = {"X-ZEvent-Signature": "mac=" + mac.removeprefix("mac=").upper()}
    elif case == "body changed":
        raw += b" "
    elif case == "timestamp":
        raw = raw.replace(timestamp.encode(), str(int(timestamp) + 1).encode())
    elif case == "hmac":
        digest = hmac.new(OA_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        changed = {"X-ZEvent-Signature": "mac=" + digest}
    elif case == "reordered":
        import json

        raw = json.dumps(dict(reversed(json.loads(raw).items()))).encode()
    sent = {"Content-Type": "application/json"} | {k: v for k, v in changed.items() if v is not None}
    assert stage.http.post(URL, data=raw, headers=sent).status_code == 403
    assert messages(stage) == 0


def test_an_old_event_is_refused_and_one_from_the_future(stage: Stage) -> None:
    old = event("user_send_text", "1", stage.clock.now - stage.settings.max_age - 1, "a", "m")
    ahead = event("user_send_text", "1", stage.clock.now + 3600, "a", "m")
    assert [post(stage, old), post(stage, ahead), messages(stage)] == [403, 403, 0]


def test_the_age_is_that_of_the_signed_time_stamp(stage: Stage) -> None:
    """An old event does not get in with a fresh header that nobody signed."""
    old = event("user_send_text", "1", stage.clock.now - stage.settings.max_age - 1, "a", "m")
    assert post(stage, old, **{"X-ZEvent-Timestamp": str(int(stage.clock.now * 1000))}) == 403


def test_the_console_s_trial_gets_200_and_does_nothing(stage: Stage) -> None:
    assert stage.http.post(URL, data=b"{}").status_code == 200
    assert stage.http.get(URL).status_code == 200
    assert messages(stage) == 0


@pytest.mark.parametrize("raw", [b"[]", b"\xff", b"{", b"null", b"[" * 5000])
def test_what_is_no_event_is_refused(stage: Stage, raw: bytes) -> None:
    assert stage.http.post(URL, data=raw).status_code == 400


def test_an_event_is_stored_once_however_often_it_comes(stage: Stage) -> None:
    raw = hello(stage)
    codes: list[int] = []
    client = stage.http.application

    def again() -> None:
        codes.append(client.test_client().post(URL, data=raw, headers=headers(raw)).status_code)

    threads = [threading.Thread(target=again) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    stage.clock.now += 600
    codes.append(post(stage, raw))
    assert codes == [200] * 21
    assert messages(stage) == 1


@pytest.mark.parametrize("name", ["oa_send_text", "user_seen_message", "user_received_message", "anything"])
def test_echoes_and_receipts_are_ignored(stage: Stage, name: str) -> None:
    assert post(stage, event(name, "1", stage.clock.now, "a", "m")) == 200
    assert messages(stage) == 0


def test_events_of_another_app_or_oa_do_nothing(stage: Stage) -> None:
    assert post(stage, event("user_send_text", "1", stage.clock.now, "a", "m", app_id="1")) == 403
    assert post(stage, event("user_send_text", "1", stage.clock.now, "a", "m", recipient={"id": "9"})) == 200
    assert messages(stage) == 0


def test_ids_are_kept_as_a_hash_and_texts_masked(stage: Stage, tmp_path: Path) -> None:
    raw = event("user_send_text", "246845883529197922", stage.clock.now, "gọi tôi 0912345678", "m")
    post(stage, raw)
    stage.services.storage.wipe_free_space()
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"246845883529197922" not in data
    assert b"0912345678" not in data


def test_a_locked_database_gives_503_so_that_zalo_sends_again(stage: Stage) -> None:
    raw = hello(stage)
    with stage.services.storage.engine.connect() as holder:
        holder.exec_driver_sql("ROLLBACK")
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        assert post(stage, raw) == 503
        holder.exec_driver_sql("ROLLBACK")
        holder.execute(text("SELECT 1"))
    assert post(stage, raw) == 200


def test_without_settings_the_channel_is_off() -> None:
    app = Flask("off")
    errors.register_error_handlers(app)
    app.register_blueprint(blueprint(None, load({}), lambda: None))  # type: ignore[arg-type]
    assert app.test_client().post(URL, data=b"{}").status_code == 503


def test_half_set_settings_are_a_mistake_that_names_what_is_missing() -> None:
    with pytest.raises(SettingsError, match="HOISO_ZALO_OA_SECRET"):
        load({"HOISO_ZALO_APP_ID": "1", "HOISO_ZALO_APP_SECRET": "2", "HOISO_ZALO_REFRESH_TOKEN": "3"})
