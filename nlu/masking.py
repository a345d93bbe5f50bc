"""Replaces the names and numbers in a message by what they are: "[province]", "[agency]", "[year]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.domain import familiar
from nlu.entities import Entity, find_entities

_WORD = re.compile(r"\[\w+\]|[^\W_]+|[?%]")
_TOPIC = "[topic]"
_TARGET_EVERY = 5
"""Plans aim at round years (2025, 2030); the years between are mostly those that figures start from."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A message with its names masked.

    Attributes:
        words: lower-case words in order; a masked name is one word ("[province]").
        frame: the same with the subject's words masked too: only how the question is asked.
        plain: the message without the names, for the sentence encoder.
        kinds: the kinds of entities that stood in it, in order, each once.
        known: how familiar the subject is, 0 to 3 (see ``nlu.domain.familiar``); -1 without a subject.
    """

    words: list[str]
    frame: list[str]
    plain: str
    kinds: tuple[str, ...]
    known: int


def _mask(entity: Entity) -> str:
    if entity.kind == "year":
        return "[year]" if int(entity.value) % _TARGET_EVERY == 0 else "[other_year]"
    return f"[{entity.kind}]"


def _words(text: str) -> list[str]:
    return ["[number]" if word.isdigit() else word for word in _WORD.findall(text.lower())]


def _without_topic(words: Sequence[str], topic: Sequence[str]) -> Iterator[str]:
    """Yield the words with each run of the topic's words as one mask; the topic's words stand in order."""
    place = 0
    masked = False
    for word in words:
        if place < len(topic) and word == topic[place]:
            place += 1
            if not masked:
                yield _TOPIC
            masked = True
        else:
            masked = False
            yield word


@lru_cache(maxsize=256)
def mask_entities(text: str) -> Masked:
    """Mask provinces, bodies, years, levels, document numbers and the subject of a normalised message."""
    entities = find_entities(text)
    topic = next((entity for entity in entities if entity.kind == "topic"), None)
    masked: list[str] = []
    plain: list[str] = []
    kinds: dict[str, None] = {}
    end = 0
    for entity in entities:
        if entity.kind == "topic" or entity.start < end:
            continue
        masked += [text[end : entity.start], f" {_mask(entity)} "]
        plain.append(text[end : entity.start])
        kinds[entity.kind] = None
        end = entity.end
    words = _words("".join([*masked, text[end:]]))
    subject = _words(topic.value) if topic else []
    return Masked(
        words=words,
        frame=list(_without_topic(words, subject)),
        plain=" ".join("".join([*plain, text[end:]]).split()) or text,
        kinds=tuple(kinds),
        known=round(3 * familiar(subject)) if subject else -1,
    )
