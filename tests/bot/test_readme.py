"""The README stays true: each command, setting and path it names exists, and none is left out."""

import re

from bot import settings
from bot.cli import COMMANDS
from bot.storage import settings as storage_settings
from knowledge.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_explained():
    assert set(COMMANDS) == set(re.findall(r"`hoiso (\w+)", README))


def test_every_setting_is_explained_with_its_default():
    for variable in (*settings.VARIABLES, *storage_settings.VARIABLES):
        default = f"`{variable.default}`" if variable.default else ""
        assert f"| `{variable.name}` | {default} | {variable.meaning} |" in README, variable.name


def test_every_path_exists():
    linked = re.findall(r"\]\(([\w./-]+)\)", README)
    named = re.findall(r"`((?:bot|actions|index|nlu|knowledge|tests)/[\w./-]*)`", README)
    assert linked and named
    for path in (*linked, *named):
        assert (ROOT / path).exists(), path


def test_both_commands_are_marked():
    for name in ("run", "test"):
        assert re.search(rf"<!-- command: {name} -->\n```bash\n\S.*\n```", README)
