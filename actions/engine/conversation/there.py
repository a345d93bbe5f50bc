"""Questions that what was just shown answers itself: a number in the clause quoted, a part of a list.

"Làm ở mấy xã?" after a body's tasks counts in those tasks, "rồi gửi cho ai thẩm định?" asks of the sentence
just quoted, not of the plan's recipients; "riêng mảng A thì gồm gì?" after a list of sections picks the one
called so; "chương trình đó" after a no is the duty that was named as the nearest. Where what was shown does
not say it, the message is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.engine.conversation import choices
from actions.engine.evidence import Finder
from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Question
from knowledge.model import Clause
from knowledge.number_words import in_digits
from knowledge.text import fold, squeeze

THERE = "there"
"""How a message goes back to a clause: the sentence that says it is shown."""
NOT_AMONG = "not_among"
"""How a message goes back to a list for a thing that it lacks."""
ITEM = "item"
_ENUMERATES = frozenset({"list", "count", "definition"})
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_OF_DUTIES = frozenset({"agency_tasks", "responsible", "coordinates", "deadline", "funding", "passage"})
_OF_A_PART = frozenset({"list", "passage", "unknown", "agency_tasks", "definition", "doc_meta"})
_SENT_TO = "recipients"
_BARE = 4
"""A message of more syllables says more than what is counted."""


def shown(
    question: Question, named: Sequence[Tokens], context: dict[str, Any], finder: Finder
) -> Question | None:
    """Return the question for a clause or list item that the turn before showed; None for any other.

    Args:
        question: the message by itself.
        named: the words of it that name something.
        context: what the turn before left.
        finder: knows the clauses.
    """
    things = {word for mark in (*marks("counted_things"), *marks("group_words")) for word in tokens(mark)}
    bodies = [name for name in question.agencies if not set(tokens(name.lower())) <= things]
    if question.own_province or bodies or question.years or question.documents:
        return None
    clauses = [
        clause for key in context.get("cited", ()) if (clause := finder.prepared.by_key.get(key)) is not None
    ]
    if context.get("type") in _OF_DUTIES and context.get("status") == "answered":
        sentences = [(clause.key, text) for clause in clauses for text in _sentences(clause)]
        said = _counted(question, named, sentences) or _sent(question, sentences)
        if said is not None:
            return replace(question, back=THERE, again=said)
    if (lacking := _not_among(question, named, context, clauses, finder)) is not None:
        return replace(question, back=NOT_AMONG, again=lacking)
    part = _part(question, named, context, finder) or _nearest(question, named, context, finder)
    return replace(question, back=ITEM, again=(part,)) if part else None


def _sentences(clause: Clause) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(squeeze(clause.text)) if sentence]


def _counted(
    question: Question, named: Sequence[Tokens], sentences: Sequence[tuple[str, str]]
) -> tuple[str, str] | None:
    """Return the clause and sentence that give the number of the things asked ("ở mấy xã?")."""
    noun = choices.counted(replace(question, ellipsis=False), "")
    things = {word for mark in marks("counted_things") for word in choices.form(mark, question)}
    asks = "how_many" in question.cues or len(tokens(question.normalized)) <= _BARE
    if not noun or not asks or not {word for name in named for word in name} <= things:
        return None
    number = re.compile(rf"(?<![\w/.,-])\d{{1,3}} (?:[^\W\d]+,? ){{0,2}}{re.escape(noun)}(?!\w)")
    found = [(key, text) for key, text in sentences if number.search(in_digits(text).lower())]
    return found[0] if len(found) == 1 else None


def _not_among(
    question: Question,
    named: Sequence[Tokens],
    context: dict[str, Any],
    clauses: Sequence[Clause],
    finder: Finder,
) -> tuple[str, str] | None:
    """Return the clause that was shown as a list, and the thing asked, where no word of it stands there.

    "Trong đó có X không?" after a list asks for nothing that the plan says elsewhere.
    """
    among = choices.says(question, "among") and "yes_no" in question.cues
    if not among or context.get("type") not in _ENUMERATES or len(clauses) != 1 or not named:
        return None
    text = squeeze(finder.library.full_text(clauses[0]))
    said = set(choices.form(text, question))
    words = [word for name in named for word in name]
    return None if said.intersection(words) else (clauses[0].key, " ".join(words))


def _sent(question: Question, sentences: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the clause and sentence that send what is spoken of to somebody ("rồi gửi cho ai?")."""
    of_sending = question.type == "doc_meta" and question.aspect == _SENT_TO
    if not (of_sending or len(tokens(question.normalized)) <= _BARE) or "who" not in question.cues:
        return None
    if "plans" in question.cues:
        return None  # "văn bản này gửi cho ai?"
    verbs = [folded(tokens(mark)) for mark in marks("sending")]
    asked = folded(tokens(question.normalized))
    own = [verb for verb in verbs if find(verb, asked) >= 0]
    noise = {fold(mark) for mark in marks("sending_noise")}
    own += [(fold(term),) for term in question.terms if term not in question.weak and fold(term) not in noise]
    found = [
        (key, text)
        for key, text in sentences
        if own and all(find(verb, folded(tokens(text))) >= 0 for verb in own)
    ]
    return found[0] if found else None


def _nearest(
    question: Question, named: Sequence[Tokens], context: dict[str, Any], finder: Finder
) -> str | None:
    """Return the duty that was named as the nearest, where the message points at it ("chương trình đó")."""
    cited = list(context.get("cited", ()))
    points = "refers" in question.cues or choices.points_at_thing(question)
    if context.get("status") != "not_found" or len(cited) != 1 or not points:
        return None
    things = {word for mark in marks("thing_nouns") for word in choices.form(mark, question)}
    if "typed" not in question.cues or not {word for name in named for word in name} <= things:
        return None
    duties = [
        item.id for item in finder.library.assignments if f"{item.document_id}#{item.clause}" == cited[0]
    ]
    return duties[0] if len(duties) == 1 else None


def _part(question: Question, named: Sequence[Tokens], context: dict[str, Any], finder: Finder) -> str | None:
    """Return the only item of the list shown that is called by the words named ("mảng nông nghiệp")."""
    keys = [str(key) for key in context.get("items", ())]
    clauses = [clause for key in keys if (clause := finder.prepared.by_key.get(key)) is not None]
    if len(clauses) < 2 or len(clauses) != len(keys) or not named:
        return None
    typed = ("typed" in question.cues and question.type not in _OF_A_PART) or "who" in question.cues
    if typed or not any(
        find(choices.form(mark, question), choices.said(question)) >= 0 for mark in marks("of_a_part")
    ):
        return None
    wanted = {fold(word) for name in named for word in name}
    held = [
        clause.key
        for clause in clauses
        if clause.heading and wanted <= set(folded(tokens(squeeze(clause.heading))))
    ]
    return held[0] if len(held) == 1 else None
