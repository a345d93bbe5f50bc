"""The level of government that a follow-up turns to, put into the subject that it takes over."""

from __future__ import annotations

from actions.engine.lists import marks
from actions.engine.syllables import Tokens, folded, tokens
from actions.engine.types import Question


def at_level(terms: Tokens, question: Question) -> Tokens:
    """Return a subject that names localities ("mấy xã, phường ...") with the level asked in their place."""
    nouns, other = set(folded(marks("localities"))), set(folded(marks("not_level_before")))
    said = folded(terms)
    kept = (
        word
        for at, word in enumerate(terms)
        if said[at] not in nouns or other.intersection(said[at + 1 : at + 2])
    )
    left = tuple(kept)
    level = tokens(question.level)[-1:]
    return terms if left == terms else (*(folded(level) if question.plain else level), *left)
