"""What a message says before its question and that asks nothing: from which side, or whose question it is.

"Dưới góc độ pháp lý, ...", "cô giáo hỏi em: ...", "tôi là luật sư cần biết thẩm quyền: ..." say no more than
who asks and why. Their words stand in no plan and would keep the question from being answered. A part that
names a plan, a body, a year or what it is about stays, and so does one that asks.
"""

from __future__ import annotations

import re

from actions.engine.lists import marks
from actions.engine.reading import written
from actions.engine.syllables import find, folded, is_plain, tokens
from actions.engine.types import Understanding
from actions.engine.words import lexicon
from knowledge.text import fold

_ASIDE = re.compile(r"\s*\(([^()]{2,80})\)")
_END = re.compile(r"[:,]\s+")
_LONGEST = 14
_SHORTEST_QUESTION = 4
_MOST_HEARERS = 3
_LONGEST_SIGHT = 8
_SEEN = 8
_NAMED = frozenset({"agency", "province"})
_NAMING = frozenset({"province", "year", "agency", "document", "level"})


def unframed(heard: Understanding) -> Understanding:
    """Return a message without the parts before its question that ask nothing."""
    ends = {entity.end for entity in heard.entities if entity.kind in _NAMED}

    def kept(aside: re.Match[str]) -> str:
        again = aside.start() in ends and aside[1].isupper() and " " not in aside[1]
        return "" if again or _sets_aside(aside[1]) else aside.group()

    text = _ASIDE.sub(kept, heard.normalized)
    text = _after_seeing(text)
    while (end := _END.search(text)) is not None:
        lead, rest = text[: end.start()], text[end.end() :]
        if len(tokens(rest)) < _SHORTEST_QUESTION or not _is_frame(lead, end.group()[0]):
            break
        text = rest
    if text == heard.normalized:
        return heard
    return written.said(heard, text[:1].upper() + text[1:], keep=True)


def _after_seeing(text: str) -> str:
    """Return a text without who saw in what ("tôi rà soát số liệu thì thấy ...")."""
    plain = is_plain(text)
    for mark in marks("frame_sees"):
        found = re.search(rf"(?<!\w){fold(mark) if plain else mark}\s+(?:rằng\s+|rang\s+)?", text)
        lead, rest = (text[: found.start()], text[found.end() :]) if found else ("", "")
        said = folded(tokens(lead)) if plain else tokens(lead)
        names = any(entity.kind in _NAMING for entity in written.entities(lead))
        sees = 0 < len(said) <= _LONGEST_SIGHT and _begins(said, "asker_words", plain) and not names
        if sees and len(tokens(rest)) >= _SEEN:
            return rest
    return text


def _sets_aside(text: str) -> bool:
    """Return whether brackets say what is not asked ("không tính phần riêng của 4 xã")."""
    plain = is_plain(text)
    return _begins(folded(tokens(text)) if plain else tokens(text), "aside_leads", plain)


def _is_frame(lead: str, sign: str) -> bool:
    """Return whether a part says only who asks, for whom or from which side."""
    plain = is_plain(lead)
    said = folded(tokens(lead)) if plain else tokens(lead)
    names = any(entity.kind in _NAMING for entity in written.entities(lead))
    if not said or len(said) > _LONGEST or names or "wh" in lexicon().cues_of(said, plain):
        return False
    if _begins(said, "frame_leads", plain):
        return True
    if sign != ":":
        return False
    if _begins(said, "frame_needs", plain):
        return True
    asks = tuple(folded(marks("frame_asks")) if plain else marks("frame_asks"))
    at = max((place for place, word in enumerate(said) if word in asks), default=-1)
    if at > 0 and len(said) - at - 1 <= _MOST_HEARERS:
        return True  # "bà con quê em hỏi:"
    about = [tokens(mark) for mark in marks("frame_subjects")]
    named = any(find(folded(mark) if plain else mark, said) >= 0 for mark in about)
    return _begins(said, "asker_words", plain) and not named


def _begins(said: tuple[str, ...], name: str, plain: bool) -> bool:
    phrases = (folded(tokens(mark)) if plain else tokens(mark) for mark in marks(name))
    return any(said[: len(phrase)] == phrase for phrase in phrases)
