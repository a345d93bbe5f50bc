"""Small steps from a message to a question and back: a button's own text, a type that evidence gave."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.evidence import Finder
from actions.engine.reading.question import telling
from actions.engine.types import Draft, Question, Understanding
from knowledge.model import Indicator
from nlu.entities import find_entities
from nlu.normalize import normalize_message


def all_unknown(asked: Question, finder: Finder) -> bool:
    """Return whether every telling word of a message stands nowhere in the plans."""
    named = set(telling(asked))
    nouns = named - asked.soft or named
    return bool(nouns) and nouns <= set(finder.strange(asked))


def pressed(payload: str) -> Understanding:
    """Return the understanding of a button's own text."""
    normalized = normalize_message(payload).text
    return Understanding(payload, normalized, "", entities=tuple(find_entities(normalized)))


def typed(asked: Question, draft: Draft) -> Question:
    """Give a question whose words showed no type the type of what answered it."""
    if asked.type not in ("unknown", "out_of_scope") or draft.status == "out_of_scope":
        return asked
    if draft.status == "clarify":
        return replace(asked, type="clarify")
    found = any(isinstance(fact, Indicator) for fact in draft.facts)
    return replace(asked, type="indicator" if found else "passage")
