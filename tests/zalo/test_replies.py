"""From a message to its reply: order, menus, tokens, Zalo's refusals, crashes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.gateway.errors import ApiError
from bot.gateway.texts import section
from bot.gateway.zalo.client import AuthorizationNeededError, ZaloClient
from bot.gateway.zalo.settings import ZaloSettings
from bot.gateway.zalo.tokens import TokenStore
from bot.storage import outbox
from bot.storage.inbox import LEASE_SECONDS
from bot.storage.models import ConversationRow, MessageRow, OutboxRow
from tests.zalo.fake_zalo import FakeZalo, event
from tests.zalo.stage import Stage, build_stage

WORDS = section("zalo")


def states(stage: Stage) -> list[str]:
    with stage.services.storage.read() as session:
        return [row.state for row in session.query(MessageRow).order_by(MessageRow.id)]


def test_the_first_answer_follows_the_notice_and_names_its_source(stage: Stage) -> None:
    stage.say("u1", "Kinh tế số 2025?", "m1")
    stage.work()
    first, second = stage.zalo.texts("u1")
    assert "134/2025/QH15" in first and "91/2025/QH15" in first and "90 ngày" in first
    assert "20%" in second and "Nguồn: Kế hoạch 01/KH-UBND" in second
    assert states(stage) == ["sent"]
    stage.say("u1", "Còn 2030?", "m2")
    stage.work()
    assert len(stage.zalo.texts("u1")) == 3


def test_a_number_stands_for_the_button(stage: Stage) -> None:
    stage.say("u1", "Kinh tế số 2025?", "m1")
    stage.work()
    assert "1. Ai đo chỉ tiêu này?\n2. Còn năm 2030?" in stage.zalo.texts("u1")[1]
    for number, said in enumerate(("1", " 2. ", "số 2", "9"), 2):
        stage.say("u1", said, f"m{number}")
        stage.work()
    assert [question for _, question in stage.rasa.asked[1:]] == [
        "ai đo?",
        "còn năm 2030?",
        "còn năm 2030?",
        "9",
    ]


def test_one_person_s_messages_are_answered_in_order(stage: Stage) -> None:
    for number in range(5):
        for user in ("u1", "u2"):
            stage.say(user, f"hỏi {number} của {user}", f"{user}-{number}")
    stage.work()
    for user in ("u1", "u2"):
        asked = [question for _, question in stage.rasa.asked if question.endswith(user)]
        assert asked == [f"hỏi {number} của {user}" for number in range(5)]


def test_rasa_knows_neither_the_id_nor_two_people_by_one_name(stage: Stage) -> None:
    stage.say("246845883529197922", "hỏi 1", "a")
    stage.say("246845883529197923", "hỏi 2", "b")
    stage.work()
    names = {name for name, _ in stage.rasa.asked}
    assert len(names) == 2 and not any("2468" in name for name in names)


def test_follow_greets_with_examples_once_and_the_notice(stage: Stage) -> None:
    stage.post(event("follow", "u1", stage.clock.now))
    stage.work()
    (greeting,) = stage.zalo.texts("u1")
    assert "134/2025/QH15" in greeting and "1. Tỷ trọng kinh tế số" in greeting
    stage.say("u1", "1", "m1")
    stage.work()
    assert stage.rasa.asked[0][1].startswith("Tỷ trọng kinh tế số")
    assert len(stage.zalo.texts("u1")) == 2  # the notice is not said again


@pytest.mark.parametrize("kind", ["image", "sticker", "audio", "location", "file"])
def test_what_is_no_text_gets_a_polite_sentence(stage: Stage, kind: str) -> None:
    stage.post(event(f"user_send_{kind}", "u1", stage.clock.now, None, "m1"))
    stage.work()
    assert stage.zalo.texts("u1")[-1] == WORDS["polite"]
    assert stage.rasa.asked == []


def test_unfollow_cancels_what_waits(stage: Stage) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.answerer.answer_next()
    stage.post(event("unfollow", "u1", stage.clock.now))
    stage.answerer.answer_next()
    stage.work()
    assert stage.zalo.texts("u1") == []
    assert outbox.counts(stage.services.storage, "zalo")["gave_up:unfollow"] >= 1


@pytest.mark.parametrize(
    "raw",
    [
        lambda now: event("user_send_text", "u-12345678", now, "Xoá dữ liệu!", "m9"),
        lambda now: event("user.revoke.consent", "u-12345678", now),
    ],
)
def test_a_person_s_data_is_deleted_at_their_word(stage: Stage, tmp_path: Path, raw) -> None:  # type: ignore[no-untyped-def]
    stage.say("u-12345678", "hỏi hỏi XYZZY", "m1")
    stage.work()
    stage.clock.now += 1
    stage.post(raw(stage.clock.now))
    stage.work()
    with stage.services.storage.read() as session:
        assert session.query(MessageRow).count() == 0
        assert all(row.body == "" and row.recipient is None for row in session.query(OutboxRow))
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"XYZZY" not in data


def test_an_ended_token_is_renewed_and_the_message_sent_once_more(stage: Stage) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.work()
    stage.zalo.expire()
    stage.say("u1", "hỏi 2", "m2")
    stage.work()
    assert stage.zalo.renewals == 2 and stage.zalo.wrong_renewals == 0
    assert len(stage.zalo.texts("u1")) == 3


def test_a_token_is_renewed_before_it_ends(stage: Stage) -> None:
    stage.tokens.access_token()
    stage.clock.now += 90000 - 1800
    assert stage.tokens.access_token() == "access-2"
    assert stage.zalo.refused == []


def test_many_workers_renew_the_token_once(stage: Stage, zalo_settings: ZaloSettings, tmp_path: Path) -> None:
    stage.zalo.delay = 0.2
    stores = [stage.tokens] + [
        TokenStore(
            stage.services.storage,
            ZaloClient(zalo_settings),
            zalo_settings.refresh_token,
            tmp_path / "zalo-token",
        )
        for _ in range(2)
    ]
    got: list[str] = []
    threads = [threading.Thread(target=lambda s=s: got.append(s.access_token())) for s in stores * 3]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert set(got) == {"access-1"} and len(got) == 9
    assert (stage.zalo.renewals, stage.zalo.wrong_renewals) == (1, 0)


def test_a_worker_that_gets_the_lease_late_uses_what_the_other_got(
    stage: Stage, zalo_settings: ZaloSettings, tmp_path: Path
) -> None:
    late = TokenStore(
        stage.services.storage,
        ZaloClient(zalo_settings),
        zalo_settings.refresh_token,
        tmp_path / "zalo-token",
    )
    take = late._take_lease

    def take_after_the_other() -> bool:
        stage.tokens.access_token()
        return take()

    late._take_lease = take_after_the_other  # type: ignore[method-assign]
    assert late.access_token() == "access-1"
    assert (stage.zalo.renewals, stage.zalo.wrong_renewals) == (1, 0)
    assert stage.tokens.renew("access-1") == "access-2"  # the lease is free again


def test_new_tokens_survive_a_crash_before_the_database_has_them(stage: Stage, tmp_path: Path) -> None:
    stage.tokens.access_token()

    def crash(*args: object) -> None:
        raise RuntimeError("killed between the answer and the database")

    stage.tokens._store = crash  # type: ignore[method-assign]
    for _ in range(3):
        with pytest.raises(RuntimeError):
            stage.tokens.renew(stage.zalo.access_token)
        journal = tmp_path / "zalo-token"
        assert journal.stat().st_mode & 0o777 == 0o600 and b"refresh" not in journal.read_bytes()
        after = TokenStore(stage.services.storage, stage.tokens._client, "refresh-0", journal)
        stage.clock.now += 60
        assert after.access_token() == stage.zalo.access_token
    assert stage.zalo.wrong_renewals == 0


def test_tokens_are_sealed_and_outlive_a_restart(
    stage: Stage, zalo_settings: ZaloSettings, tmp_path: Path
) -> None:
    stage.tokens.access_token()
    stage.services.storage.wipe_free_space()
    assert b"refresh-1" not in (tmp_path / "hoiso.db").read_bytes()
    again = TokenStore(
        stage.services.storage, ZaloClient(zalo_settings), "refresh-0", tmp_path / "zalo-token"
    )
    assert again.access_token() == "access-1"
    assert stage.zalo.renewals == 1


def test_a_newly_configured_refresh_token_takes_over(
    stage: Stage, zalo_settings: ZaloSettings, tmp_path: Path
) -> None:
    stage.tokens.access_token()
    stage.zalo.refresh_token = "granted-again"
    again = TokenStore(
        stage.services.storage, ZaloClient(zalo_settings), "granted-again", tmp_path / "zalo-token"
    )
    assert again.access_token() == "access-2"


def test_without_new_tokens_replies_wait_and_zalo_is_not_pestered(stage: Stage) -> None:
    stage.zalo.refresh_token = "somebody else used it"
    stage.say("u1", "hỏi 1", "m1")
    stage.say("u2", "hỏi 2", "m2")
    stage.work()
    assert stage.zalo.wrong_renewals == 1
    with pytest.raises(AuthorizationNeededError):
        stage.tokens.access_token()
    stage.zalo.refresh_token = "refresh-0"
    stage.clock.now += 400
    stage.work()
    assert len(stage.zalo.texts("u1")) == 2 and len(stage.zalo.texts("u2")) == 2


def test_rate_limits_and_failures_are_retried_with_growing_pauses(stage: Stage) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.zalo.codes = [-32, -32]
    stage.work()
    assert stage.zalo.texts("u1") == []
    for _ in range(4):
        stage.clock.now += 8
        stage.work()
    stage.zalo.fail_next = 1
    stage.say("u1", "hỏi 2", "m2")
    stage.work()
    stage.clock.now += 8
    stage.zalo.drop_next = 1
    stage.work()
    stage.clock.now += 30
    stage.work()
    assert len(stage.zalo.texts("u1")) == 3
    assert stage.zalo.refused == [-32, -32]
    assert states(stage) == ["sent", "sent"]


@pytest.mark.parametrize("code", [-213, -230, -232, -227])
def test_what_zalo_refuses_for_good_is_recorded_and_not_tried_again(stage: Stage, code: int) -> None:
    stage.zalo.always["u1"] = code
    stage.say("u1", "hỏi 1", "m1")
    stage.work()
    stage.clock.now += 100_000
    stage.work()
    assert stage.zalo.refused == [code]
    assert outbox.counts(stage.services.storage, "zalo")[f"gave_up:{code}"] == 2  # the notice and the answer
    assert states(stage) == ["failed"]
    stage.zalo.always.clear()
    stage.say("u1", "hỏi 2", "m2")
    stage.work()
    assert len(stage.zalo.texts("u1")) == 1


def test_a_reply_after_the_window_is_not_sent_and_counted(stage: Stage) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.answerer.answer_next()
    stage.clock.now += stage.settings.window + 1
    stage.work()
    assert stage.zalo.accepted == []
    assert outbox.counts(stage.services.storage, "zalo")["gave_up:window"] == 2


def test_rasa_being_down_delays_the_answer_and_keeps_the_order(stage: Stage) -> None:
    stage.rasa.down = True
    stage.say("u1", "hỏi 1", "m1")
    stage.say("u1", "hỏi 2", "m2")
    stage.work()
    assert stage.zalo.texts("u1") == []
    stage.rasa.down = False
    stage.clock.now += 30
    stage.work()
    assert [question for _, question in stage.rasa.asked][-2:] == ["hỏi 1", "hỏi 2"]
    assert len(stage.zalo.texts("u1")) == 3


def test_after_many_failures_the_person_is_told(stage: Stage) -> None:
    stage.rasa.down = True
    stage.say("u1", "hỏi 1", "m1")
    for _ in range(10):
        stage.work()
        stage.clock.now += 61
    assert stage.zalo.texts("u1")[-1] == WORDS["failed"]


def test_a_message_that_can_t_be_answered_says_why(stage: Stage) -> None:
    stage.say("u1", "\u200b", "m1")
    stage.work()
    assert "chưa có nội dung" in stage.zalo.texts("u1")[-1]


def test_a_flood_is_slowed_down_not_lost(tmp_path: Path, zalo: FakeZalo, zalo_settings: ZaloSettings) -> None:
    stage = build_stage(tmp_path, zalo, zalo_settings, limit_sender="3/second")
    for number in range(5):
        stage.say("u1", f"hỏi {number}", f"m{number}")
    stage.work()
    assert len(stage.rasa.asked) == 3
    import time

    time.sleep(1.1)
    stage.clock.now += 5
    stage.work()
    assert [question for _, question in stage.rasa.asked] == [f"hỏi {number}" for number in range(5)]


def test_a_process_killed_while_answering_leaves_the_message_to_the_next(
    stage: Stage, tmp_path: Path, zalo_settings: ZaloSettings
) -> None:
    stage.say("u1", "hỏi 1", "m1")

    class Killed(BaseException):
        pass

    def killed(*args: object) -> None:
        raise Killed

    stage.rasa.send = killed  # type: ignore[assignment]
    with pytest.raises(Killed):
        stage.answerer.answer_next()
    after = build_stage(tmp_path, stage.zalo, zalo_settings, stage.clock)
    after.work()
    assert after.rasa.asked == []  # the lease of the dead worker still holds
    after.clock.now += LEASE_SECONDS + 1
    after.work()
    assert len(stage.zalo.texts("u1")) == 2


def test_a_process_killed_before_sending_leaves_the_reply_in_the_outbox(
    stage: Stage, tmp_path: Path, zalo_settings: ZaloSettings
) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.answerer.answer_next()
    after = build_stage(tmp_path, stage.zalo, zalo_settings, stage.clock)
    after.work()
    assert len(stage.zalo.texts("u1")) == 2
    assert after.rasa.asked == []


def test_threads_answer_and_send_by_themselves(stage: Stage) -> None:
    from bot.gateway.zalo.worker import Workers

    workers = Workers(stage.services.storage, stage.answerer, stage.sender, 3)
    workers.start()
    try:
        for number in range(10):
            stage.say(f"u{number % 3}", f"hỏi {number}", f"m{number}")
            workers.wake()
        for _ in range(200):
            if len(stage.zalo.accepted) == 13:
                break
            threading.Event().wait(0.05)
    finally:
        workers.stop()
    assert len(stage.zalo.accepted) == 13  # ten answers, three notices
    for user in ("u0", "u1", "u2"):
        asked = [q for _, q in stage.rasa.asked if int(q.split()[1]) % 3 == int(user[1])]
        assert asked == sorted(asked)


def test_the_address_is_dropped_once_the_reply_is_out(stage: Stage) -> None:
    stage.say("u1", "hỏi 1", "m1")
    stage.work()
    with stage.services.storage.read() as session:
        assert session.execute(sql("SELECT count(*) FROM messages WHERE recipient IS NOT NULL")).scalar() == 0
        assert session.execute(sql("SELECT count(*) FROM outbox WHERE recipient IS NOT NULL")).scalar() == 0
        assert session.query(ConversationRow).one().person != "u1"


def test_errors_of_the_gateway_are_api_errors() -> None:
    assert issubclass(ApiError, Exception)
