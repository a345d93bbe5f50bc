from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.settings import ROOT
from tests.e2e.assistant import is_alive, wait_until

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def make(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.children.supervise", str(tmp_path), *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield make
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def family(folder: Path, count: int) -> list[int]:
    """Wait for ``count`` children and return their ids and their children's."""
    written = wait_until(
        "children start", lambda: files if len(files := list(folder.glob("*.pid"))) >= count else None
    )
    wait_until("they wrote", lambda: all(file.read_text() for file in written))
    return [int(number) for file in written for number in file.read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("deaf", [(), ("deaf",)])
def test_a_signal_to_the_group_stops_all_and_leaves_nobody(
    start: Start, tmp_path: Path, number: int, deaf: tuple[str, ...]
) -> None:
    process = start("lives,lives", *deaf)
    pids = family(tmp_path, 2)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "stopped\n", "")
    assert not [pid for pid in pids if is_alive(pid)]


def test_children_die_with_a_killed_supervisor(start: Start, tmp_path: Path) -> None:
    process = start("lives,lives")
    pids = family(tmp_path, 2)[::2]
    process.kill()
    wait_until("they are gone", lambda: not any(map(is_alive, pids)))


def test_a_killed_child_is_started_again_and_its_own_children_go(start: Start, tmp_path: Path) -> None:
    process = start("lives")
    child, grandchild = family(tmp_path, 1)
    os.kill(child, signal.SIGKILL)
    assert process.stdout is not None
    assert process.stdout.readline() == "restart 0\n"
    family(tmp_path, 2)
    wait_until("its child is gone", lambda: not is_alive(grandchild))


def test_a_child_that_never_comes_up_ends_the_start_with_its_last_words(start: Start) -> None:
    process = start("lives,dies")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "hỏng vì thiếu mô hình" in err
    assert "Traceback" not in err
    assert out.count("restart 1") == 2


def test_what_children_print_is_kept_masked(start: Start, tmp_path: Path) -> None:
    start("lives")
    log = tmp_path / "state" / "logs" / "0.log"
    wait_until("the log is written", lambda: log.exists() and log.read_text(encoding="utf-8"))
    assert log.read_text(encoding="utf-8") == "gọi [số điện thoại]\n"
