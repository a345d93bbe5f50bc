from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from bot.gateway.errors import ApiError
from bot.gateway.sessions import SenderNames, Turns, load_secret

SECRET = b"x" * 32


def test_a_name_tells_the_channel_and_hides_the_person() -> None:
    name = SenderNames(SECRET).name("rest", "0912345678")
    assert name.startswith("rest:")
    assert "0912345678" not in name


def test_names_differ_by_channel_person_and_installation() -> None:
    names = SenderNames(SECRET)
    found = {
        names.name("rest", "a"),
        names.name("web", "a"),
        names.name("rest", "b"),
        SenderNames(b"y" * 32).name("rest", "a"),
    }
    assert len(found) == 4
    assert names.name("rest", "a") == SenderNames(SECRET).name("rest", "a")


def test_nobody_names_another_channel_by_the_sender() -> None:
    names = SenderNames(SECRET)
    assert names.name("rest", names.name("web", "a")) != names.name("web", "a")
    assert names.name("rest", "web\0a") != names.name("web", "a")


@pytest.mark.parametrize("channel", ["", "REST", "rest:", "rest web", "a" * 40])
def test_a_channel_is_a_plain_word(channel: str) -> None:
    with pytest.raises(ValueError, match="channel"):
        SenderNames(SECRET).name(channel, "a")


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    state = tmp_path / "state"
    made = load_secret("", state)
    assert load_secret("", state) == made
    assert stat.S_IMODE((state / "secret").stat().st_mode) == 0o600
    assert [file.name for file in state.iterdir()] == ["secret"]
    assert load_secret("set by hand", state) != made


def test_all_who_start_at_once_get_one_secret(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(load_secret("", tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def wait_in_line(turns: Turns, key: str, count: int) -> list[int]:
    """Let ``count`` threads queue up behind a held turn, one after another; return the order they ran in."""
    ran: list[int] = []

    def work(number: int) -> None:
        with turns.turn(key):
            ran.append(number)

    threads = []
    with turns.turn(key):
        for number in range(count):
            thread = threading.Thread(target=work, args=(number,))
            thread.start()
            threads.append(thread)
            while turns.waiting() < number + 2:
                pass
    for thread in threads:
        thread.join()
    return ran


def test_turns_come_in_the_order_of_asking() -> None:
    turns = Turns(100, 30)
    assert wait_in_line(turns, "a", 50) == list(range(50))
    assert turns.waiting() == 0


def test_others_do_not_wait() -> None:
    turns = Turns(1, 30)
    with turns.turn("a"), turns.turn("b"):
        assert turns.waiting() == 2


def test_too_many_waiting_are_told_so() -> None:
    turns = Turns(0, 30)
    with turns.turn("a"), pytest.raises(ApiError) as caught, turns.turn("a"):
        pass
    assert caught.value.status == 429
    assert caught.value.retry_after
    with turns.turn("a"):
        assert turns.waiting() == 1


def test_a_turn_that_does_not_come_is_given_up_and_leaves_no_gap() -> None:
    turns = Turns(10, 0.01)
    with turns.turn("a"), pytest.raises(ApiError) as caught, turns.turn("a"):
        pass
    assert caught.value.status == 503
    with turns.turn("a"):
        assert turns.waiting() == 1


def test_an_error_in_a_turn_frees_it() -> None:
    turns = Turns(10, 1)
    with pytest.raises(RuntimeError), turns.turn("a"):
        raise RuntimeError
    assert turns.waiting() == 0
