"""click's own sentences in Vietnamese.

click asks gettext for them, through a name of its own in each module; those names are set to a look-up in
``texts.json``. A sentence that is not there stays English.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def speak_vietnamese() -> None:
    """Make click's help and errors Vietnamese."""
    texts: dict[str, str] = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))

    def one(text: str) -> str:
        return texts.get(text, text)

    def many(singular: str, plural: str, number: int) -> str:
        return one(singular if number == 1 else plural)

    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for attribute, replacement in (("_", one), ("ngettext", many)):
            if hasattr(module, attribute):
                setattr(module, attribute, replacement)
