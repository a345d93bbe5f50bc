"""Reader of ``words/claims.yml``: the words by which a question claims something."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import yaml

from actions.engine.words import FOLDER
from nlu.numbers_in_text import any_of


def any_word(names: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, as they stand or in other letters."""
    return any_of([name.lower() for name in names])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern for any of the words of a list, with or without diacritics."""
    return re.compile(rf"(?<!\w){any_word(word_list(name))}(?!\w)")


def word_list(name: str) -> tuple[str, ...]:
    """Return a list of ``words/claims.yml``."""
    return tuple(_content()[name])


def word_groups(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of ``words/claims.yml`` that stand under ``name``."""
    return {str(group): tuple(names) for group, names in _content()[name].items()}


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / "claims.yml").read_text(encoding="utf-8"))
    return content
