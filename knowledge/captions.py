"""Captions: paragraphs of a page that only say what a picture shows; no evidence for anything."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text import squeeze
from knowledge.vocabulary import alternatives, words

_LONGEST = 300
_CREDIT_WORDS = 8


@cache
def _credit() -> re.Pattern[str]:
    named = alternatives(words("caption_words", "credit"))
    holder = rf"(?:\S+\s*){{0,{_CREDIT_WORDS}}}"
    return re.compile(rf"(?:^|[.!?…”\"]\s*)\(?\s*{named}\s*[:.]\s*{holder}\)?\s*$", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Return whether a paragraph is a picture's caption: short, and ending in the picture's credit."""
    line = squeeze(text)
    return len(line) <= _LONGEST and bool(_credit().search(line))
