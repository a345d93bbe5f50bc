"""Keeps the three processes running: starts them, restarts what dies, stops all of them together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

import httpx

from bot.gateway.privacy import mask
from bot.settings import Settings
from knowledge.errors import HoisoError
from knowledge.settings import ROOT

log = logging.getLogger(__name__)
_POLL_SECONDS = 0.1
_STOP_SECONDS = 3.0
_BACKOFF = (0.2, 1.0, 2.0, 5.0, 10.0)
_STEADY_SECONDS = 60.0
_EARLY_DEATHS = 3
_LOG_BYTES = 5 * 1024 * 1024
_LAST_LINES = 20


class StartError(HoisoError):
    """The assistant could not be started; the message says which part failed and shows its last lines."""


@dataclass
class Child:
    """One supervised process: ``python -m module arguments``."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_at: float = 0.0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=_LAST_LINES))

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self.process.pid if self.process is not None and self.process.poll() is None else None


def assistant(model: Path) -> tuple[Child, ...]:
    """Return the assistant's three processes, the one that takes longest to start first."""
    return (
        Child("rasa", "bot.processes.rasa", ("--model", str(model))),
        Child("actions", "bot.processes.actions"),
        Child("gateway", "bot.processes.gateway"),
    )


class Supervisor:
    """Runs the children until told to stop.

    ``on_ready`` is called once, when ``/healthz`` first says 200; ``on_restart`` with the name of a child
    that died and is being started again.
    """

    def __init__(
        self,
        settings: Settings,
        children: Sequence[Child],
        on_ready: Callable[[], None],
        on_restart: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._children = children
        self._on_ready = on_ready
        self._on_restart = on_restart
        self._stop = threading.Event()
        self._ready = threading.Event()

    def run(self) -> None:
        """Start everything and return once it was stopped (SIGINT, SIGTERM or SIGHUP) and nothing is left.

        Children are started from this thread, which must be the main one: they die with the thread that
        started them.

        Raises:
            StartError: a process died again and again before the assistant was ever ready.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self._settings.paths.logs.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self._watch_health, name="health", daemon=True).start()
        try:
            while not self._stop.is_set():
                for child in self._children:
                    self._tend(child)
                self._stop.wait(_POLL_SECONDS)
        finally:
            self._stop.set()
            self._stop_all()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_at:
                self._start(child)
            return
        status = child.process.poll()
        if status is None:
            return
        _kill_group(child.process, signal.SIGKILL)  # whatever the dead process had started itself
        child.deaths = 1 if now - child.started > _STEADY_SECONDS else child.deaths + 1
        child.process = None
        child.start_at = now + _BACKOFF[min(child.deaths, len(_BACKOFF)) - 1]
        log.warning("%s ended with status %s", child.name, status)
        if not self._ready.is_set() and child.deaths >= _EARLY_DEATHS:
            raise StartError(_failure(child, self._settings.paths.logs))
        self._on_restart(child.name)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            [sys.executable, "-u", "-m", child.module, *child.arguments],
            cwd=ROOT,
            env={**os.environ, "HOISO_PARENT": str(os.getpid()), "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which then stops them in order
        )
        child.started = time.monotonic()
        assert child.process.stdout is not None
        file = self._settings.paths.logs / f"{child.name}.log"
        threading.Thread(
            target=_copy_log,
            args=(child.process.stdout, file, child.last_lines),
            name=f"log-{child.name}",
            daemon=True,
        ).start()

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _kill_group(process, signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.info("process %d did not stop by itself", process.pid)
        for process in running:
            _kill_group(process, signal.SIGKILL)
            process.wait()

    def _watch_health(self) -> None:
        while not self._stop.is_set() and not self._ready.is_set():
            try:
                if httpx.get(f"{self._settings.url}/healthz", timeout=15, trust_env=False).status_code == 200:
                    self._ready.set()
                    self._on_ready()
                    return
            except httpx.HTTPError:
                pass
            self._stop.wait(0.25)


def _kill_group(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)  # start_new_session: the group has the process' own number
    except ProcessLookupError:
        pass
    except PermissionError:  # some systems say so of a group of zombies
        log.debug("no permission to signal group %d", process.pid)


def _copy_log(stream: IO[bytes], file: Path, last_lines: deque[str]) -> None:
    """Write what a child prints to its log file, masked, starting a new file when it grows large."""
    if file.exists() and file.stat().st_size > _LOG_BYTES:
        file.replace(file.with_suffix(".log.1"))
    out = file.open("a", encoding="utf-8")
    try:
        with stream:
            for raw in stream:
                line = mask(raw.decode("utf-8", "replace"))
                last_lines.append(line.rstrip())
                out.write(line)
                out.flush()
                if out.tell() > _LOG_BYTES:
                    out.close()
                    file.replace(file.with_suffix(".log.1"))
                    out = file.open("a", encoding="utf-8")
    finally:
        out.close()


def _failure(child: Child, logs: Path) -> str:
    lines = "\n".join(f"  {line}" for line in child.last_lines)
    return (
        f'Tiến trình "{child.name}" không khởi động được (thử {child.deaths} lần). '
        f"Nhật ký: {logs / (child.name + '.log')}. Những dòng cuối:\n{lines}"
    )
