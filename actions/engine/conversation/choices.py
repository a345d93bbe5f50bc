"""Picking: the n-th item of a list, an offered button, the choices of a question of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, is_plain, tokens
from actions.engine.types import Draft, Question
from knowledge.model import Assignment, Clause, Indicator
from knowledge.text import fold

_MOST_ITEMS = 10
_LONGEST = 8


def said(question: Question) -> Tokens:
    """Return the message's syllables, without diacritics where it carries none."""
    return form(question.normalized, question)


def form(text: str, question: Question) -> Tokens:
    """Return the syllables of a phrase as the message writes them."""
    syllables = tokens(text)
    return folded(syllables) if question.plain or is_plain(question.normalized) else syllables


def place(question: Question, name: str) -> int:
    """Return where the first phrase of the list ``name`` of ``marks.yml`` stands; -1 where none does."""
    syllables = said(question)
    found = (find(form(mark, question), syllables) for mark in marks(name))
    return min((at for at in found if at >= 0), default=-1)


def says(question: Question, name: str) -> bool:
    """Return whether the message holds a phrase of the list ``name``."""
    return place(question, name) >= 0


def alone(question: Question, name: str) -> bool:
    """Return whether the message is nothing but a phrase of the list ``name``."""
    return any(form(mark, question) == said(question) for mark in marks(name))


def before_comma(question: Question, start: int) -> Tokens:
    """Return the syllables from ``start`` to the next comma; empty where nothing stands behind one."""
    done = 0
    for part in question.normalized.split(",")[:-1]:
        syllables = form(part, question)
        done += len(syllables)
        if done > start:
            return syllables[start - done :]
    return ()


def corrected(question: Question) -> Question:
    """Take back the years and provinces that the message denies ("không phải A mà là B")."""
    syllables = said(question)
    start, end = place(question, "denied_before"), place(question, "instead")
    after = place(question, "denied_after")
    if after > 0:
        denied = syllables[after:]
    elif 0 <= start < end:
        denied = syllables[start:end]
    elif start >= 0 and (denied := before_comma(question, start)):
        pass  # "không phải 2025, 2030"
    else:
        return question
    years = tuple(year for year in question.years if str(year) not in denied)
    gone = folded(denied)
    provinces = tuple(name for name in question.provinces if find(folded(tokens(name)), gone) < 0)
    return replace(question, years=years, provinces=provinces, own_province=bool(provinces), ellipsis=True)


def points_at_thing(question: Question) -> bool:
    """Return whether the message points back at a thing ("nền tảng đó"), not at a body."""
    syllables = said(question)
    pointers = {word for mark in marks("pointers") for word in form(mark, question)}
    for mark in marks("thing_nouns"):
        noun = form(mark, question)
        at = find(noun, syllables)
        if at >= 0 and pointers.intersection(syllables[at + len(noun) :][:1]):
            return True
    return False


def is_pointing(question: Question) -> bool:
    """Return whether the message begins by pointing at a place in a list ("cái thứ hai")."""
    leads = (*marks("ordinal_leads"), *marks("ordinal_first"), *marks("ordinal_last"))
    forms = (form(mark, question) for mark in leads)
    return any(said(question)[: len(lead)] == lead for lead in forms)


def names_a_place(question: Question) -> bool:
    """Return whether a place in a list is one of things that are named ("ngành thứ hai"), not of choices."""
    syllables = folded(tokens(question.normalized))
    generic = {fold(mark) for mark in marks("choice_nouns")}
    places = {fold(mark) for mark in marks("ordinal_mark")}
    before = [syllables[at - 1] for at, word in enumerate(syllables) if at and word in places]
    return any(word not in generic for word in before)


def points_beyond(question: Question) -> bool:
    """Return whether the message points at a place in a list by its number ("mục tiêu thứ tư")."""
    syllables = said(question)
    if len(syllables) > _LONGEST:
        return False
    words = {form(word, question)[0] for word in marks("ordinal_words")}
    for lead in (form(mark, question) for mark in marks("ordinal_leads")):
        at = find(lead, syllables)
        following = syllables[at + len(lead) :][:1] if at >= 0 and len(lead) > 1 else ()
        if following and (following[0].isdigit() or following[0] in words):
            return True
    return False


def ordinal(question: Question, count: int, first: int = 0, bare: bool = False) -> int | None:
    """Return which of ``count`` things the message points at, from 0; None where it points at none.

    Args:
        question: the message.
        count: how many things are there.
        first: how many stand before the first of them (a second page).
        bare: a number by itself counts as well.
    """
    syllables = said(question)
    longest = 2 * _LONGEST if is_pointing(question) else _LONGEST
    if not count or not syllables or len(syllables) > longest:
        return None
    if says(question, "ordinal_first"):
        return 0
    if says(question, "ordinal_last"):
        return count - 1
    words = {form(word, question)[0]: at for at, word in enumerate(marks("ordinal_words"), 1)}
    for lead in sorted((form(mark, question) for mark in marks("ordinal_leads")), key=len, reverse=True):
        at = find(lead, syllables)
        following = syllables[at + len(lead) :][:1] if at >= 0 else ()
        if following:
            return _within(following[0], words, count, first)
    if bare and len(syllables) == 1:
        return _within(syllables[0], {}, count, first)
    return None


def how_many(question: Question) -> int:
    """Return the number that "cả bốn", "cả 4" states; 0 without one."""
    syllables = said(question)
    words = {form(word, question)[0]: at for at, word in enumerate(marks("number_words"), 1)}
    for at, word in enumerate(syllables[1:], 1):
        if syllables[at - 1] in {said_so for mark in marks("all_of") for said_so in form(mark, question)}:
            return int(word) if word.isdigit() else words.get(word, 0)
    return 0


def counted(question: Question, before: str) -> str:
    """Return what the question counts ("xã" of "ở mấy xã"); ``before`` where it leans on the turn before."""
    syllables = said(question)
    for mark in marks("count_words"):
        at = find(form(mark, question), syllables)
        if at >= 0 and (noun := thing(syllables[at + len(tokens(mark)) :], question)):
            return noun
    if not question.ellipsis:
        return ""
    return tokens(question.level)[-1] if before and question.level else before


def thing(syllables: Tokens, question: Question) -> str:
    """Return the noun for places or things that the syllables begin with; empty where none does."""
    nouns = sorted(marks("counted_things"), key=len, reverse=True)
    return next((noun for noun in nouns if syllables[: len(tokens(noun))] == form(noun, question)), "")


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
