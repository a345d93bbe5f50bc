"""The database: set up once, safe at a crash, in order, and forgetful when asked."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.sessions import load_secret
from bot.settings import SettingsError
from bot.storage import Storage, feedback, inbox, outbox, people
from bot.storage.database import StorageError, open_url
from bot.storage.keeper import RetentionKeeper
from bot.storage.models import Base, ConversationRow, FeedbackRow, MessageRow, OutboxRow
from bot.storage.settings import load
from bot.storage.vault import Vault, VaultError

DAY = 86400.0
SECRET = b"s" * 32


@dataclass
class Clock:
    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(tmp_path: Path, clock: Clock) -> Iterator[Storage]:
    """SQLite, or the PostgreSQL that HOISO_TEST_DATABASE_URL names."""
    url = os.environ.get("HOISO_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'hoiso.db'}"
    opened = open_url(url, Vault(SECRET), 90, tmp_path, clock)
    with opened.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    yield opened
    opened.close()


def answered(storage: Storage, person: str, name: str, question: str = "hỏi") -> inbox.Message:
    message = inbox.receive(storage, "web", person, name, question, held=True)
    with storage.write() as session:
        inbox.record_answer(session, storage.clock(), message.id, [{"text": "đáp"}], inbox.SENT)
    return message


def enqueue(storage: Storage, message: inbox.Message, *bodies: str) -> None:
    with storage.write() as session:
        outbox.enqueue(
            session,
            storage.clock(),
            channel="zalo",
            conversation=message.conversation_id,
            message=message.id,
            recipient="sealed",
            bodies=bodies,
            window_ends=storage.clock() + DAY,
        )


def files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_the_tables_are_those_of_the_models(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_keeps_what_is_there(storage: Storage, tmp_path: Path) -> None:
    answered(storage, "p", "m")
    again = open_url(str(storage.engine.url.render_as_string(False)), Vault(SECRET), 90, tmp_path)
    assert inbox.find(again, "web", "m") is not None


def test_processes_that_start_together_set_up_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    errors: list[Exception] = []

    def start() -> None:
        try:
            open_url(url, Vault(SECRET), 90, tmp_path)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert errors == []


def test_sqlite_is_safe_and_private(tmp_path: Path) -> None:
    storage = open_url(f"sqlite:///{tmp_path / 'hoiso.db'}", Vault(SECRET), 90, tmp_path)
    with storage.engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "integrity_check")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "integrity_check": "ok",
    }
    assert (tmp_path / "hoiso.db").stat().st_mode & 0o777 == 0o600


def test_a_message_is_stored_once(storage: Storage) -> None:
    results: list[inbox.Message] = []
    threads = [
        threading.Thread(target=lambda: results.append(inbox.receive(storage, "web", "p", "m", "hỏi")))
        for _ in range(8)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(result.new for result in results) == 1 and len({result.id for result in results}) == 1
    assert inbox.receive(storage, "zalo", "p", "m", "hỏi").new  # another channel, another message


def test_only_one_worker_holds_a_message_until_its_lease_ends(storage: Storage, clock: Clock) -> None:
    message = inbox.receive(storage, "web", "p", "m", "hỏi")
    assert inbox.hold(storage, message.id) and not inbox.hold(storage, message.id)
    clock.now += inbox.LEASE_SECONDS
    assert inbox.hold(storage, message.id)
    inbox.release(storage, message.id, "down")
    assert inbox.hold(storage, message.id)


def test_messages_of_one_person_come_one_after_another(storage: Storage) -> None:
    for name in ("a1", "b1", "a2", "b2"):
        inbox.receive(storage, "zalo", name[0], name, name)
    first, second = inbox.next_message(storage, "zalo"), inbox.next_message(storage, "zalo")
    assert first is not None and second is not None
    assert (first.question, second.question) == ("a1", "b1")
    assert inbox.next_message(storage, "zalo") is None
    with storage.write() as session:
        inbox.record_answer(session, storage.clock(), first.id, [], inbox.ANSWERING)
    third = inbox.next_message(storage, "zalo")
    assert third is not None and third.question == "a2"


def test_parts_go_out_in_order_and_a_refusal_takes_the_rest_along(storage: Storage, clock: Clock) -> None:
    message = inbox.receive(storage, "zalo", "p", "m", "hỏi")
    enqueue(storage, message, "phần 1", "phần 2", "phần 3")
    part = outbox.next_part(storage, "zalo")
    assert part is not None and part.body == "phần 1"
    assert outbox.next_part(storage, "zalo") is None
    outbox.mark_sent(storage, part)
    part = outbox.next_part(storage, "zalo")
    assert part is not None and part.body == "phần 2"
    outbox.postpone(storage, part, 5, "-32")
    assert outbox.next_part(storage, "zalo") is None
    clock.now += 5
    part = outbox.next_part(storage, "zalo")
    assert part is not None and part.attempts == 2
    outbox.give_up(storage, part, "-230")
    assert outbox.next_part(storage, "zalo") is None
    assert outbox.counts(storage, "zalo") == {"sent": 1, "gave_up": 2, "gave_up:-230": 2}


def told(storage: Storage, name: str, status: str, text: str = "đáp") -> None:
    message = inbox.receive(storage, "web", "p", name, f"hỏi {name}", held=True)
    answer = [{"text": text, "custom": {"status": status}}]
    with storage.write() as session:
        inbox.record_answer(session, storage.clock(), message.id, answer, inbox.SENT)


def test_a_complaint_is_kept_on_the_answer_that_told_something(storage: Storage, clock: Clock) -> None:
    told(storage, "a", "answered", "mười phần trăm")
    told(storage, "b", "handoff", "chỗ nào chưa đúng?")
    inbox.receive(storage, "web", "p", "c", "sai số, gọi 0912345678", held=True)  # not answered yet
    feedback.complain(storage, "web", "p", "sai số, gọi 0912345678")
    (opinion,) = feedback.listed(storage)
    assert (opinion.value, opinion.question, opinion.answer) == ("down", "hỏi a", "mười phần trăm")
    assert opinion.reason.startswith("sai số") and "0912345678" not in opinion.reason
    feedback.complain(storage, "web", "p", "sai cơ quan")  # the last word on an answer counts
    assert [item.reason for item in feedback.listed(storage)] == ["sai cơ quan"]


def test_a_complaint_with_no_answer_kept_stands_by_itself(storage: Storage, clock: Clock) -> None:
    feedback.complain(storage, "rest", "someone", "chữ nhỏ quá")
    clock.now += 1
    answered(storage, "q", "m")
    feedback.record(storage, "web", "q", "m", "up", "")
    assert [item.value for item in feedback.listed(storage)] == ["up", "down"]
    assert [item.reason for item in feedback.listed(storage, "down")] == ["chữ nhỏ quá"]
    assert len(feedback.listed(storage, most=1)) == 1
    clock.now += 91 * DAY
    people.expire(storage)
    assert feedback.listed(storage) == []


def test_export_holds_everything_of_one_person_and_nothing_of_another(storage: Storage) -> None:
    answered(storage, "p", "m", "hỏi riêng")
    answered(storage, "q", "n", "của người khác")
    feedback.record(storage, "web", "p", "m", "down", "sai số")
    held = people.export_person(storage, "web", "p")
    assert held is not None
    text = json.dumps(held, ensure_ascii=False)
    assert "hỏi riêng" in text and "đáp" in text and "sai số" in text and "người khác" not in text
    assert people.export_person(storage, "web", "none") is None


def test_deletion_leaves_no_row_and_no_byte(tmp_path: Path) -> None:
    storage = open_url(f"sqlite:///{tmp_path / 'hoiso.db'}", Vault(SECRET), 90, tmp_path)
    for number in range(60):  # enough to fill pages, so that freed ones are looked at too
        message = answered(storage, "p", f"m{number}", "XYZZY " * 200)
        enqueue(storage, message, "PLUGH " * 50)
        feedback.record(storage, "web", "p", f"m{number}", "up", "FROBOZZ")
        answered(storage, "q", f"n{number}", "giữ lại")
    assert b"XYZZY" in files(tmp_path)
    assert people.forget_person(storage, "web", "p") and not people.forget_person(storage, "web", "p")
    data = files(tmp_path)
    assert not [word for word in (b"XYZZY", b"PLUGH", b"FROBOZZ") if word in data]
    with storage.read() as session:
        assert [
            session.query(row).count() for row in (ConversationRow, MessageRow, OutboxRow, FeedbackRow)
        ] == [1, 60, 0, 0]


def test_deletion_while_others_read_and_write(tmp_path: Path) -> None:
    storage = open_url(f"sqlite:///{tmp_path / 'hoiso.db'}", Vault(SECRET), 90, tmp_path)
    answered(storage, "p", "m", "XYZZY")
    stop = threading.Event()
    failures: list[Exception] = []

    def busy() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                answered(storage, f"q{threading.get_ident()}", f"{threading.get_ident()}-{number}")
                inbox.history(storage, "web", "q")
            except SQLAlchemyError as error:
                failures.append(error)

    threads = [threading.Thread(target=busy) for _ in range(2)]
    [thread.start() for thread in threads]
    try:
        assert people.forget_person(storage, "web", "p")
    finally:
        stop.set()
        [thread.join() for thread in threads]
    assert b"XYZZY" not in files(tmp_path) and failures == []


def test_retention_deletes_what_is_too_old_and_nothing_else(storage: Storage, clock: Clock) -> None:
    old = answered(storage, "p", "m", "cũ")
    enqueue(storage, old, "phần")
    feedback.record(storage, "web", "p", "m", "up", "")
    clock.now += 60 * DAY
    answered(storage, "q", "n", "mới")
    assert people.expire(storage) == 0
    clock.now += 31 * DAY
    assert people.expire(storage) == 1
    with storage.read() as session:
        assert [
            session.query(row).count() for row in (ConversationRow, MessageRow, OutboxRow, FeedbackRow)
        ] == [1, 1, 0, 0]


def test_the_keeper_runs_at_once(storage: Storage, clock: Clock) -> None:
    answered(storage, "p", "m")
    clock.now += 91 * DAY
    keeper = RetentionKeeper(storage)
    keeper.start()
    for _ in range(100):
        if inbox.find(storage, "web", "m") is None:
            break
        threading.Event().wait(0.02)
    keeper.stop()
    assert inbox.find(storage, "web", "m") is None


def test_feedback_is_one_s_own_and_only_on_an_answer(storage: Storage) -> None:
    answered(storage, "p", "m")
    inbox.receive(storage, "web", "p", "unanswered", "hỏi")
    assert feedback.record(storage, "web", "p", "m", "up", "")
    assert not feedback.record(storage, "web", "q", "m", "up", "")
    assert not feedback.record(storage, "web", "p", "unanswered", "up", "")
    with pytest.raises(ValueError, match="maybe"):
        feedback.record(storage, "web", "p", "m", "maybe", "")


def test_a_notice_is_recorded_once(storage: Storage) -> None:
    message = inbox.receive(storage, "web", "p", "m", "hỏi")
    with storage.write() as session:
        assert people.record_notice(session, 1.0, message.conversation_id, "n1")
        assert not people.record_notice(session, 2.0, message.conversation_id, "n1")
        assert people.record_notice(session, 3.0, message.conversation_id, "n2")


def test_the_vault_separates_people_channels_and_secrets() -> None:
    vault, other = Vault(SECRET), Vault(b"t" * 32)
    assert (
        len(
            {
                vault.person("web", "1"),
                vault.person("zalo", "1"),
                vault.person("web", "2"),
                other.person("web", "1"),
            }
        )
        == 4
    )
    assert vault.unseal(vault.seal("số 1")) == "số 1"
    with pytest.raises(VaultError, match="HOISO_SECRET"):
        other.unseal(vault.seal("1"))


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    assert load_secret("", tmp_path) == load_secret("", tmp_path)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_database_that_can_t_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "hoiso.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StorageError, match="cơ sở dữ liệu"):
        open_url(f"sqlite:///{tmp_path / 'hoiso.db'}", Vault(SECRET), 90, tmp_path)


@pytest.mark.parametrize(
    "values",
    [{"HOISO_DATABASE_URL": "mysql://x"}, {"HOISO_RETENTION_DAYS": "0"}, {"HOISO_RETENTION_DAYS": "mãi"}],
)
def test_settings_that_can_t_be_used_are_refused(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(values))):
        load(tmp_path, values)


def test_settings_by_default(tmp_path: Path) -> None:
    assert load(tmp_path, {}).url == f"sqlite:///{tmp_path}/hoiso.db"
    assert load(tmp_path, {"HOISO_DATABASE_URL": "postgres://u@h/d"}).url == "postgresql://u@h/d"


def test_every_table_is_there(storage: Storage) -> None:
    assert set(Base.metadata.tables) <= set(inspect(storage.engine).get_table_names())
