"""The engine's word lists, ``actions/engine/words/*.yml``, which a non-programmer edits; each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).with_name("words")


@cache
def content(name: str) -> dict[str, Any]:
    """Return the file ``name``.yml of lists as it stands."""
    loaded: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def mark_groups(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of ``marks.yml`` that stand under ``name``, by their own names."""
    return {str(group): tuple(words) for group, words in content("marks")[name].items()}


@cache
def marks(name: str) -> tuple[str, ...]:
    """Return the list ``name`` of ``marks.yml``: words by which a kind of clause is known."""
    return tuple(content("marks")[name])
