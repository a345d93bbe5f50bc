"""Captions: paragraphs of a page that only say what a picture shows; the last that a question is asked of."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text import squeeze
from knowledge.vocabulary import alternatives, words

_LONGEST = 300
_CREDIT_WORDS = 8
_ENDS = (".", "!", "?", "…", "”", '"')


@cache
def _credit() -> re.Pattern[str]:
    named = alternatives(words("caption_words", "credit"))
    holder = rf"(?:\S+\s*){{0,{_CREDIT_WORDS}}}"
    return re.compile(rf"(?:^|[.!?…”\"]\s*)\(?\s*{named}\s*[:.]\s*{holder}\)?\s*$", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Return whether a paragraph is a picture's caption: short, and ending in the picture's credit."""
    line = squeeze(text)
    return len(line) <= _LONGEST and bool(_credit().search(line))


def without_credit(text: str) -> str:
    """Return a caption without the picture's credit at its end."""
    line = squeeze(text)
    found = _credit().search(line)
    if found is None:
        return line
    return line[: found.start() + len(found.group()) - len(found.group().lstrip("".join(_ENDS)))].rstrip(" (")
