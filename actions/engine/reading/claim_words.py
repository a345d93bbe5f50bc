"""Reader of ``words/claims.yml``: the words by which a question claims something."""

from __future__ import annotations

import re
from functools import cache

from actions.engine.lists import content
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
    return tuple(content("claims")[name])


def word_groups(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of ``words/claims.yml`` that stand under ``name``."""
    return {str(group): tuple(names) for group, names in content("claims")[name].items()}
