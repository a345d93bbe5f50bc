"""How far set-up is, on a terminal as a moving line, elsewhere as plain lines."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.processes.child import PROGRESS

_EVERY_SECONDS = 10.0


@contextmanager
def step(label: str) -> Iterator[Callable[[str], None]]:
    """Show one step of work until it is done; yields what takes the lines that the work prints."""
    began = time.monotonic()
    shown = _terminal(label) if sys.stdout.isatty() else _plain(label)
    with shown as on_line:
        yield on_line
    click.echo(f"✓ {label} ({time.monotonic() - began:.0f} giây)")


@contextmanager
def _terminal(label: str) -> Iterator[Callable[[str], None]]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(), transient=True) as progress:
        task = progress.add_task(label, total=None)

        def on_line(line: str) -> None:
            told = read_progress(line)
            if told is not None:
                part, done, total = told
                progress.update(task, description=f"{label}: {part}", completed=done, total=total or None)

        yield on_line


@contextmanager
def _plain(label: str) -> Iterator[Callable[[str], None]]:
    click.echo(f"… {label}")
    ended = threading.Event()
    began = time.monotonic()

    def tick() -> None:
        while not ended.wait(_EVERY_SECONDS):
            click.echo(f"… {label}: đã {time.monotonic() - began:.0f} giây")

    threading.Thread(target=tick, daemon=True).start()
    try:
        yield lambda line: None
    finally:
        ended.set()


def read_progress(line: str) -> tuple[str, int, int] | None:
    """Return (label, done, total) of a progress line; None of any other line."""
    if not line.startswith(PROGRESS):
        return None
    try:
        told = json.loads(line.removeprefix(PROGRESS))
        return str(told["label"]), int(told["done"]), int(told["total"])
    except (ValueError, KeyError, TypeError):
        return None
