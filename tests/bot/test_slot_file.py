from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.slot_file import SlotFile

WORD = "dấu-vết-riêng-tư"


def test_slots_come_back_as_they_were(tmp_path: Path) -> None:
    file = SlotFile(tmp_path / "sessions.db")
    slots = {"province": ["Hải Dương"], "context": {"turn": 1, "topic": "kinh tế số"}}
    file.write("rest:1", slots, 10.0, oldest=0)
    assert file.read("rest:1") == (10.0, slots)
    assert file.read("rest:2") is None
    assert SlotFile(tmp_path / "sessions.db").read("rest:1") == (10.0, slots)


def test_one_row_a_conversation(tmp_path: Path) -> None:
    file = SlotFile(tmp_path / "sessions.db")
    for turn in range(500):
        file.write("rest:1", {"turn": turn}, float(turn), oldest=0)
    assert file.names() == ["rest:1"]
    assert file.read("rest:1") == (499.0, {"turn": 499})


def test_old_rows_go(tmp_path: Path) -> None:
    file = SlotFile(tmp_path / "sessions.db")
    file.write("old", {}, 1.0, oldest=0)
    for _ in range(200):
        file.write("new", {}, 100.0, oldest=50)
    assert file.names() == ["new"]


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    SlotFile(tmp_path / "sessions.db").write("a", {}, 1.0, oldest=0)
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_forgetting_leaves_no_byte(tmp_path: Path) -> None:
    file = SlotFile(tmp_path / "sessions.db")
    for number in range(50):
        file.write(f"rest:{number}", {"topic": f"{WORD} {number}"}, 1.0, oldest=0)
    for number in range(50):
        file.forget(f"rest:{number}")
    assert not any(WORD.encode() in part.read_bytes() for part in tmp_path.iterdir())


def test_forgetting_where_nothing_is_makes_no_file(tmp_path: Path) -> None:
    SlotFile(tmp_path / "none.db").forget("rest:1")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    file = SlotFile(path)
    file.write("a", {"n": 1}, 1.0, oldest=0)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError):
        file.write("a", {"n": 2}, 2.0, oldest=0)
    other.rollback()
    file.write("a", {"n": 3}, 3.0, oldest=0)
    assert file.read("a") == (3.0, {"n": 3})
    other.close()
