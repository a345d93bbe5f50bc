"""``hoiso``: the command line that starts the assistant, asks it and keeps its documents.

Exit status: 0 done, 1 it could not be done (a Vietnamese sentence says why), 2 wrong usage.
"""

from __future__ import annotations

import importlib
import logging
import os
from typing import Any

import click

from bot.commands.vietnamese import speak_vietnamese
from knowledge.errors import HoisoError

COMMANDS = {
    "up": "bot.commands.up:up",
    "ask": "bot.commands.ask:ask",
    "ingest": "bot.commands.documents:ingest",
    "remove": "bot.commands.documents:remove",
    "export": "bot.commands.documents:export",
    "benchmark": "bot.commands.measure:benchmark",
    "evaluate": "bot.commands.measure:evaluate",
    "doctor": "bot.commands.doctor:doctor",
    "data": "bot.commands.data:data",
    "feedback": "bot.commands.feedback:feedback",
}
"""Name of each command and where it is defined; loaded only when used."""


class Commands(click.Group):
    """Group that loads a command when it is asked for and shows expected errors as one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of :data:`COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Load a command."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run; an error that this project raises on purpose becomes a message and exit status 1."""
        try:
            return super().invoke(ctx)
        except HoisoError as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=Commands, name="hoiso", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="hoiso", prog_name="hoiso", message="%(prog)s %(version)s", help="Hiện phiên bản rồi thoát."
)
def cli() -> None:
    """Hỏi Số: trợ lý hỏi đáp về kế hoạch chuyển đổi số cấp tỉnh."""


def main() -> None:
    """Entry point of the installed command."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    speak_vietnamese()
    cli(prog_name="hoiso")


if __name__ == "__main__":
    main()
