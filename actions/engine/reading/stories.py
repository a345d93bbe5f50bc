"""A question at the end of a story: what is asked, and what of the story it is asked of.

"Tôi đang viết bài về A ở tỉnh X và Y. Hai nơi đặt bao nhiêu?" asks in its last sentence; the places stand in
the story, and so does the subject where the sentence itself names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.engine.words import find, marks, tokens
from nlu.entities import find_entities

_SENTENCE = re.compile(r"(?<=[^\d\W])[.!?\n]+(?:\s+|$)|(?<=\d)[.!?\n]+\s+(?=[A-ZĐÀ-Ỹ])")
_PART = re.compile(r"[,;:]\s+")
_SHORTEST = 6
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Story:
    """A message that tells before it asks; ``places`` are the provinces that only the story names."""

    told: str
    asked: str
    places: tuple[str, ...]

    @property
    def points(self) -> bool:
        """Return whether the question points at the story ("các kỹ năng đó")."""
        return any(mark in tokens(self.asked) for mark in marks("pointers"))

    def questions(self) -> Iterator[str]:
        """Yield the question with each part of the story that may be its subject, the nearest first."""
        leads = "|".join(rf"\b{re.escape(mark)}\b" for mark in marks("story_leads"))
        for part in reversed(re.split(rf"{_PART.pattern}|{_SENTENCE.pattern}|{leads}", self.told)):
            if part and len(tokens(part)) >= _FEWEST:
                yield self.placed(f"{part.strip(' .')} {self.asked}")

    def placed(self, text: str) -> str:
        """Return a question with the places of the story where it names none."""
        named = any(entity.kind in ("province", "document") for entity in find_entities(text))
        return text if named else f"{text} {' '.join(self.places)}".strip()


def told(text: str) -> Story | None:
    """Return a message as story and question; None where it is not both."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    asked = sentences[-1] if len(sentences) > 1 else ""
    for mark in marks("asks_from"):
        at = text.lower().rfind(mark)
        if at > 0 and len(text) - at < len(asked or text):
            asked = text[at + len(mark) :].strip(" ,:")
    before = text[: text.rfind(asked)].strip() if asked else ""
    if len(tokens(before)) < _SHORTEST or len(tokens(asked)) < _FEWEST or _asks(before):
        return None
    places = [entity.value for entity in find_entities(text) if entity.kind == "province"]
    return Story(before, asked, tuple(dict.fromkeys(places)))


def _asks(text: str) -> bool:
    """Return whether a text asks something itself, so that it is no story."""
    said = tokens(text)
    return "?" in text or any(find(tokens(mark), said) >= 0 for mark in marks("story_asks"))
