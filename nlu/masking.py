"""Replaces the names and numbers in a message by what they are: "[province]", "[agency]", "[year]"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlu.entities import find_names

_WORD = re.compile(r"\[\w+\]|[^\W_]+|[?%]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A message with its names masked.

    Attributes:
        words: lower-case words in order; a masked name is one word ("[province]").
        plain: the message without the names, for the sentence encoder.
        kinds: the kinds of entities that stood in it, in order, each once.
    """

    words: list[str]
    plain: str
    kinds: tuple[str, ...]


@lru_cache(maxsize=256)
def mask_entities(text: str) -> Masked:
    """Mask provinces, bodies, years, levels and document numbers of a normalised message."""
    masked: list[str] = []
    plain: list[str] = []
    kinds: dict[str, None] = {}
    end = 0
    for entity in find_names(text):
        if entity.start < end:
            continue
        masked += [text[end : entity.start], f" [{entity.kind}] "]
        plain.append(text[end : entity.start])
        kinds[entity.kind] = None
        end = entity.end
    masked.append(text[end:])
    plain.append(text[end:])
    words = [
        "[number]" if _NUMBER.fullmatch(word) else word for word in _WORD.findall("".join(masked).lower())
    ]
    return Masked(words, " ".join("".join(plain).split()) or text, tuple(kinds))
