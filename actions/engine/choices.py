"""Picking: the n-th item of a list, an offered button, the choices of a question of ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.engine.types import Draft, Question
from actions.engine.words import Tokens, find, folded, marks, tokens
from knowledge.model import Assignment, Clause, Indicator
from knowledge.text import fold

_MOST_ITEMS = 10
_LONGEST = 8


def says(question: Question, name: str) -> bool:
    """Return whether the message holds a phrase of the list ``name`` of ``marks.yml``."""
    syllables = folded(tokens(question.normalized))
    return any(find(folded(tokens(mark)), syllables) >= 0 for mark in marks(name))


def alone(question: Question, name: str) -> bool:
    """Return whether the message is nothing but a phrase of the list ``name``."""
    syllables = folded(tokens(question.normalized))
    return any(folded(tokens(mark)) == syllables for mark in marks(name))


def is_pointing(question: Question) -> bool:
    """Return whether the message begins by pointing at a place in a list ("cái thứ hai")."""
    syllables = folded(tokens(question.normalized))
    leads = [folded(tokens(mark)) for mark in marks("ordinal_leads")]
    return any(syllables[: len(lead)] == lead for lead in leads)


def ordinal(question: Question, count: int, first: int = 0, bare: bool = False) -> int | None:
    """Return which of ``count`` things the message points at, from 0; None where it points at none.

    Args:
        question: the message.
        count: how many things are there.
        first: how many stand before the first of them (a second page).
        bare: a number by itself counts as well.
    """
    syllables = folded(tokens(question.normalized))
    if not count or not syllables or len(syllables) > _LONGEST:
        return None
    for mark, at in ((mark, 0) for mark in marks("ordinal_first")):
        if find(folded(tokens(mark)), syllables) >= 0:
            return at
    if any(find(folded(tokens(mark)), syllables) >= 0 for mark in marks("ordinal_last")):
        return count - 1
    words = {fold(word): at for at, word in enumerate(marks("ordinal_words"), 1)}
    for lead in sorted((folded(tokens(mark)) for mark in marks("ordinal_leads")), key=len, reverse=True):
        at = find(lead, syllables)
        following = syllables[at + len(lead) :][:1] if at >= 0 else ()
        if following:
            return _within(following[0], words, count, first)
    if bare and len(syllables) == 1:
        return _within(syllables[0], {}, count, first)
    return None


def _within(word: str, words: dict[str, int], count: int, first: int) -> int | None:
    number = int(word) if word.isdigit() else words.get(word, 0)
    return number - first - 1 if first < number <= first + count else None


def left_over(question: Question, picked: Iterable[dict[str, Any]]) -> Tokens:
    """Return the question's terms that the labels picked don't hold."""
    held = {word for option in picked for word in folded(tokens(str(option["label"])))}
    return tuple(term for term in question.terms if fold(term) not in held)


def of_buttons(draft: Draft) -> list[dict[str, Any]]:
    """Return the choices that the offered provinces stand for: buttons that say what they are called."""
    return [
        {"label": button.title, "set": {"provinces": [button.title]}}
        for button in draft.buttons
        if button.title == button.payload and button.title.istitle()
    ]


def items_of(draft: Draft) -> list[str]:
    """Return the keys of the records that a list showed, one for each item, in order."""
    if not draft.shown:
        return []
    keys: dict[tuple[str, ...], str] = {}
    for fact in draft.facts:
        if isinstance(fact, Indicator):
            keys.setdefault((fact.document_id, fact.clause, fact.name), fact.id)
        elif isinstance(fact, Assignment):
            keys.setdefault((fact.id,), fact.id)
        elif isinstance(fact, Clause):
            keys.setdefault((fact.key,), fact.key)
    return list(keys.values())[-draft.shown :][:_MOST_ITEMS]
