"""A question at the end of a story: what is asked, and what of the story it is asked of.

"Tôi đang viết bài về A ở tỉnh X và Y. Hai nơi đặt bao nhiêu?" asks in its last sentence; the places stand in
the story, and so does the subject where the sentence itself names none. "Tôi làm ở Sở A, Sở B phải làm gì?"
says who asks before it asks: that body is not the one asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, is_plain, tokens
from actions.engine.words import lexicon
from nlu.entities import find_entities

_SENTENCE = re.compile(r"(?<=[^\d\W])[”\")]?[.!?\n]+(?:\s+|$)|(?<=\d)[.!?\n]+\s+(?=[A-ZĐÀ-Ỹ])")
_PART = re.compile(r"[,;:]\s+")
_ANY_PART = re.compile(r"[,.;:!?\n]+(?=\s|$)")
_SHORTEST_PART = 5
_SHORTEST = 6
_FEWEST = 3
_OPENING = 6
_LONGEST_OPENING = 14


@dataclass(frozen=True, slots=True)
class Story:
    """A message that tells before it asks.

    Attributes:
        told, asked: its two parts.
        places: the provinces that the message names.
        introduces: the first part says who asks ("tôi làm ở Sở A").
        whole: the question is another's, quoted ("thầy hỏi ..."): it needs nothing of the story.
    """

    told: str
    asked: str
    places: tuple[str, ...]
    introduces: bool = False
    whole: bool = False

    @property
    def points(self) -> bool:
        """Return whether the question points at the story ("các kỹ năng đó")."""
        return any(mark in tokens(self.asked) for mark in marks("pointers"))

    def questions(self) -> Iterator[str]:
        """Yield the question alone where the story only says who asks, then with each part of the story
        that may be its subject, the nearest first."""
        if self.introduces:
            if not _bodies(self.asked):
                yield from (self.placed(f"{body} {self.asked}") for body in _bodies(self.told))
            yield self.placed(self.asked)
            yield from (self.placed(self.asked[mark.end() :]) for mark in _PART.finditer(self.asked))
        leads = "|".join(rf"\b{re.escape(mark)}\b" for mark in marks("story_leads"))
        for part in reversed(re.split(rf"{_PART.pattern}|{_SENTENCE.pattern}|{leads}", self.told)):
            if part and len(tokens(part)) >= _FEWEST:
                yield self.placed(f"{part.strip(' .')} {self.asked}")

    def of_its_body(self) -> str | None:
        """Return the question with the body of the story that it points back to ("sở ấy") put in."""
        bodies, said = _bodies(self.told), self.asked.lower()
        refers = next((mark for mark in marks("body_refers") if " " in mark and mark in said), "")
        at = said.find(refers)
        other = set(marks("not_body_before")).intersection(tokens(said[: max(at, 0)])[-1:])
        if not (bodies and refers) or other or _bodies(self.asked):
            return None
        return self.placed(f"{self.asked[:at]}{bodies[-1]}{self.asked[at + len(refers) :]}")

    def placed(self, text: str) -> str:
        """Return a question with the places of the story where it names none."""
        named = any(entity.kind in ("province", "document") for entity in find_entities(text))
        return text if named else f"{text} {' '.join(self.places)}".strip()


def parts(text: str) -> list[str]:
    """Return the parts of a long message that may be a question by themselves.

    "Tôi đang viết bài về A ở tỉnh X" says who asks, and asks nothing.
    """
    long = [part for part in _ANY_PART.split(text) if len(tokens(part)) >= _SHORTEST_PART]
    asking = {"wh", "yes_no", "why"}

    def only_says_who(part: str) -> bool:
        said = tokens(part)
        return (
            len(said) <= _LONGEST_OPENING
            and _introduces(part)
            and not asking & lexicon().cues_of(said, False)
        )

    return [part for part in long if not only_says_who(part)]


def told(text: str) -> Story | None:
    """Return a message as story and question; None where it is not both."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    text = _without_end(text, sentences)
    asked = sentences[-1] if len(sentences) > 1 else ""
    whole = False
    for mark in (*marks("asks_from"), *marks("others_ask")):
        at = text.lower().rfind(mark)
        if at > 0 and len(text) - at < len(asked or text):
            asked = text[at + len(mark) :].strip(" ,:")
            whole = mark in marks("others_ask")
    introduces = len(sentences) == 1 and _introduces(text)
    if introduces and not asked:
        asked = "".join(_PART.split(text, maxsplit=1)[1:]).strip()
    before = text[: text.rfind(asked)].strip(" ,;:") if asked else ""
    shortest = _FEWEST if introduces else _SHORTEST
    if len(tokens(before)) < shortest or len(tokens(asked)) < _FEWEST or _asks(before):
        return None
    places = [entity.value for entity in find_entities(text) if entity.kind == "province"]
    return Story(before, asked, tuple(dict.fromkeys(places)), introduces, whole)


def _without_end(text: str, sentences: list[str]) -> str:
    """Drop the last sentences that ask nothing behind one that does ("em đọc chưa hiểu"); return the text."""
    while len(sentences) > 1 and not _questions(sentences[-1]) and any(map(_questions, sentences[:-1])):
        text = text[: text.rfind(sentences.pop())].rstrip()
    return text


def _questions(text: str) -> bool:
    """Return whether a sentence asks for a name, a figure, or yes or no."""
    said, plain = tokens(text), is_plain(text)
    spoken = lexicon().blanked("asks_nothing", folded(said) if plain else said, plain)
    return bool({"wh", "yes_no"} & lexicon().cues_of(spoken, plain))


def _introduces(text: str) -> bool:
    """Return whether a message begins with who asks: "em làm ở ...", "nhà tôi có ..."."""
    said = tokens(text)[:_OPENING]
    return any(find(opening, said) >= 0 for opening in _openings() if opening[0] in said)


@cache
def _openings() -> tuple[Tokens, ...]:
    return tuple(
        (*tokens(who), *tokens(does)) for who in marks("asker_words") for does in marks("asker_does")
    )


def _bodies(text: str) -> list[str]:
    return [entity.text for entity in find_entities(text) if entity.kind == "agency"]


def _asks(text: str) -> bool:
    """Return whether a text asks something itself, so that it is no story.

    In a sentence that ends as one "mấy" counts nothing ("tôi bị lừa mấy lần.").
    """
    said = tokens(text)
    counts = marks("story_counts") if text.endswith(".") else marks("story_asks")
    return "?" in text or any(find(tokens(mark), said) >= 0 for mark in counts)
