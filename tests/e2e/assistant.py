"""A whole assistant for tests: ``hoiso up`` on ports and folders of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from knowledge.settings import ROOT

PATH = "/webhooks/rest/webhook"
# Nothing is measured by this clock: it only ends a test that would hang.
PATIENCE = 1200.0
ROLES = ("gateway", "rasa", "actions")


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def wait_until(what: str, happened: Callable[[], Any]) -> Any:
    """Return the first true value of ``happened``; fail where none comes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = happened()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"did not happen: {what}")


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Assistant:
    """``hoiso up`` in a session of its own, as a shell would start it."""

    def __init__(self, folder: Path, documents: Path | None = None) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.documents = documents or folder / "documents"
        if not self.documents.exists():
            shutil.copytree(ROOT / "knowledge" / "documents", self.documents)
        borrow_models(self.state)
        self.ports = dict(zip(ROLES, free_ports(3), strict=True))
        self.url = f"http://127.0.0.1:{self.ports['gateway']}"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self, **more: str) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("HOISO_")}
        return {
            **own,
            "HOISO_STATE": str(self.state),
            "HOISO_DOCUMENTS": str(self.documents),
            "HOISO_PORT": str(self.ports["gateway"]),
            "HOISO_RASA_PORT": str(self.ports["rasa"]),
            "HOISO_ACTIONS_PORT": str(self.ports["actions"]),
            **more,
        }

    def start(self, **more: str) -> Assistant:
        self.log = (self.folder / "up.log").open("ab")
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("hoiso")), "up"],
            cwd=self.folder,  # not the checkout: it must run from anywhere
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until("the assistant is ready", self._ready_or_dead)
            assert self.process.poll() is None, self.output()
        except BaseException:
            self.kill()
            raise
        return self

    def kill(self) -> None:
        """Leave nothing running, whatever state it is in: the children die with their parent."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _ready_or_dead(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None or (self.health() == 200 and "sẵn sàng" in self.output())

    def output(self) -> str:
        return (self.folder / "up.log").read_text(encoding="utf-8")

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal to the whole group, as Ctrl-C does, and return the exit status."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        status = self.process.wait(PATIENCE)
        self.log.close()
        return status

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run another ``hoiso`` command with this assistant's settings."""
        return subprocess.run(
            [str(Path(sys.executable).with_name("hoiso")), *arguments],
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def health(self) -> int | None:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=60).status_code
        except httpx.HTTPError:
            return None

    def post(self, sender: str, message: str) -> httpx.Response:
        return httpx.post(f"{self.url}{PATH}", json={"sender": sender, "message": message}, timeout=PATIENCE)

    def ask(self, sender: str, message: str) -> list[dict[str, Any]]:
        response = self.post(sender, message)
        assert response.status_code == 200, response.text
        answer: list[dict[str, Any]] = response.json()
        assert answer
        assert all(part["recipient_id"] == sender and part["text"].strip() for part in answer)
        return answer

    def pid(self, role: str) -> int | None:
        """Return the process id of one of the three, found among the supervisor's children."""
        assert self.process is not None
        for pid in children(self.process.pid):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except FileNotFoundError:
                continue
            if f"bot.processes.{role}".encode() in command and is_alive(pid):
                return pid
        return None


def children(pid: int) -> list[int]:
    """Return the ids of a process' children, their children, and so on."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text().split()):
                found += [child, *children(child)]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def borrow_models(state: Path) -> None:
    """Start from the checkout's trained models: the fingerprint in their name tells if they still fit."""
    own = ROOT / ".hoiso" / "models"
    (state / "models").mkdir(parents=True, exist_ok=True)
    for file in own.glob("rasa-*"):
        if file.is_file():
            shutil.copy2(file, state / "models" / file.name)


def lend_models(state: Path) -> None:
    """Keep what was trained here for the next run of the tests."""
    own = ROOT / ".hoiso" / "models"
    own.mkdir(parents=True, exist_ok=True)
    for file in (state / "models").glob("rasa-*"):
        if not (own / file.name).exists():
            draft = own / f".{file.name}.{os.getpid()}"
            shutil.copy2(file, draft)
            draft.replace(own / file.name)
