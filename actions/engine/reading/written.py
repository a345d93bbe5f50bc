"""A message written out anew, and the phrases of ``words/leaps.yml`` found in it.

Phrases are compared without diacritics where the message carries none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from actions.engine.lists import content
from actions.engine.syllables import is_plain
from actions.engine.types import Understanding
from knowledge.text import fold
from nlu.entities import Entity, find_entities
from nlu.normalize import normalize_message

FOLLOWS = "follow_up"


def said(heard: Understanding, text: str, keep: bool = False) -> Understanding:
    """Return the understanding of the written-out message; ``keep``: it still asks what the message asked."""
    normalized = normalize_message(" ".join(text.split())).text
    if keep:
        return replace(heard, normalized=normalized, entities=entities(normalized))
    found = entities(normalized)
    return replace(heard, normalized=normalized, intent=FOLLOWS, confidence=1.0, ranking=(), entities=found)


def entities(text: str) -> tuple[Entity, ...]:
    """Return what a text names."""
    return tuple(find_entities(text))


def place(heard: Understanding, name: str) -> tuple[int, int] | None:
    """Return where the longest phrase of the list stands in the message; None where none does."""
    for phrase in phrases(name, is_bare(heard)):
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", compared(heard))
        if found is not None:
            return found.span()
    return None


def last(heard: Understanding, name: str) -> tuple[int, int] | None:
    """Return where a phrase of the list ends the message."""
    for phrase in phrases(name, is_bare(heard)):
        found = re.search(rf"(?<!\w){re.escape(phrase)}\W*$", compared(heard))
        if found is not None:
            return found.span()
    return None


def is_bare(heard: Understanding) -> bool:
    """Return whether the message carries no diacritics."""
    return is_plain(heard.text) or is_plain(heard.normalized)


def compared(heard: Understanding) -> str:
    """Return the text that phrases are looked for in, letter for letter as long as the normal text."""
    lowered = heard.normalized.lower()
    folded = fold(lowered) if is_bare(heard) else lowered
    return folded if len(folded) == len(heard.normalized) else lowered


@cache
def phrases(name: str, plain: bool) -> tuple[str, ...]:
    """Return a list of ``leaps.yml``, longest phrases first."""
    words = {fold(str(word)) if plain else str(word) for word in content("leaps")[name]}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
