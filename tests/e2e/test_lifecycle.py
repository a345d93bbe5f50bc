"""Starting, stopping, documents in and out: with an assistant of its own, restarted on one state folder."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.assistant import Assistant, children, is_alive, lend_models, wait_until


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that has everything built and does not run."""
    made = Assistant(tmp_path_factory.mktemp("lifecycle"))
    built = made.run("up", "--build-only")
    assert built.returncode == 0, built.stdout + built.stderr
    lend_models(made.state)
    yield made
    made.kill()


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def built_files(assistant: Assistant) -> dict[Path, int]:
    kept = [*(assistant.state / "models").rglob("*"), *(assistant.state / "index").rglob("*")]
    return {
        file: file.stat().st_mtime_ns for file in kept if file.is_file() and not file.name.startswith(".")
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_start_builds_nothing_and_a_stop_leaves_nothing(stopped: Assistant, number: int) -> None:
    before = built_files(stopped)
    stopped.start()
    assert stopped.process is not None
    family = children(stopped.process.pid)
    assert len(family) >= 3
    assert stopped.stop(number) == 0
    wait_until("all children are gone", lambda: not any(map(is_alive, family)))
    assert not any(map(is_listening, stopped.ports.values()))
    assert built_files(stopped) == before


def test_a_killed_supervisor_takes_its_children_along(stopped: Assistant) -> None:
    stopped.start()
    assert stopped.process is not None
    family = children(stopped.process.pid)
    os.kill(stopped.process.pid, signal.SIGKILL)
    stopped.process.wait()
    wait_until("all children are gone", lambda: not any(map(is_alive, family)))


def test_a_taken_port_is_named(stopped: Assistant) -> None:
    # The kernel frees the port of a killed process when its last thread is gone.
    wait_until("the port is free", lambda: not is_listening(stopped.ports["rasa"]))
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the port was just in use
        taken.bind(("127.0.0.1", stopped.ports["rasa"]))
        taken.listen()
        refused = stopped.run("up")
    assert refused.returncode == 1
    assert "HOISO_RASA_PORT" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_question_without_a_running_assistant(stopped: Assistant) -> None:
    asked = stopped.run("ask", "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của tỉnh Hải Dương?")
    assert asked.returncode == 0, asked.stderr
    assert "20%" in asked.stdout
    assert "Nguồn: Kế hoạch 5046/KH-UBND" in asked.stdout


def test_a_document_taken_out_and_in_again_is_known_at_once(assistant: Assistant) -> None:
    question = "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của tỉnh Hải Dương?"
    (folder,) = (one for one in assistant.documents.iterdir() if "5046" in one.name)
    source = assistant.folder / f"plan{next(folder.glob('source*')).suffix}"
    source.write_bytes(next(folder.glob("source*")).read_bytes())
    removed = assistant.run("remove", folder.name)
    assert removed.returncode == 0, removed.stderr
    assert not folder.exists()
    told = assistant.ask("lifecycle-1", question)[0]
    assert "20%" not in told["text"]
    assert told["custom"]["citations"] == [] or "5046" not in told["custom"]["citations"][0]["document"]
    assert assistant.health() == 200
    shown = assistant.run("ingest", "--dry-run", str(source))
    assert shown.returncode == 0, shown.stderr
    assert "5046/KH-UBND" in shown.stdout
    assert not folder.exists()
    taken = assistant.run("ingest", str(source))
    assert taken.returncode == 0, taken.stderr
    assert "20%" in assistant.ask("lifecycle-2", question)[0]["text"]
    assert assistant.health() == 200
    again = assistant.run("ingest", str(source))
    assert again.returncode == 1
    assert "--replace" in again.stderr
