"""What a turn leaves behind and how the next one reads it: a small JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.engine import figures
from actions.engine.conversation import choices, earlier, followups, leaps, pairs
from actions.engine.lists import marks
from actions.engine.syllables import tokens
from actions.engine.types import Draft, Question
from actions.engine.words import OPENING, lexicon
from knowledge.model import Indicator

Context = dict[str, Any]
SHORT = "short"
"""Cue: the last answer is wanted again in fewer words."""
ASKED_ON = "asked_on"
"""Cue: the message asks whether a list goes on ("còn gì nữa không")."""
_LEAVE = frozenset({"sources", "finished", "beyond"})
_OF_ONE_MESSAGE = frozenset(
    {OPENING, SHORT, ASKED_ON, "refers", "more", "both", "typed", "yes_no", "why", "today", "still"}
)
_MARKS = frozenset({followups.JOINS, followups.NARROWS, followups.ANY_YEAR})
_AFTER_BODIES = frozenset({"measured_by", "responsible", "coordinates"})
_OF_A_LIST = ("item", "deadlines")
_MOST_CITED = 8
_MOST_NOTED = 24


def recalled(question: Question, context: Context) -> Question:
    """Return the question of the turn before, under this message's text."""
    terms, plain = tuple(context.get("terms", ())), bool(context.get("plain", False))
    return replace(
        question,
        type=str(context.get("type", question.type)),
        provinces=tuple(context.get("provinces", ())),
        years=tuple(context.get("years", ())),
        agencies=tuple(context.get("agencies", ())),
        documents=tuple(context.get("documents", ())),
        topic=str(context.get("topic", "")),
        terms=terms,
        weak=frozenset(context.get("weak", ())),
        soft=frozenset(context.get("soft", ())),
        compounds=tuple(tuple(word) for word in context.get("compounds", ())),
        kin=lexicon().kin_in(terms, plain),
        sayings=lexicon().sayings_in(terms, plain),
        plain=plain,
        level=str(context.get("level", "")),
        aspect=str(context.get("aspect", "")),
        cues=frozenset(context.get("cues", ())),
    )


def repeated(question: Question, context: Context) -> Question:
    """Return the question of the turn before as it was answered, to be answered again."""
    return replace(
        recalled(question, context),
        normalized=str(context.get("said", question.normalized)),
        back=str(context.get("back", "")),
        again=tuple(context.get("again", ())),
        offset=int(context.get("offset", 0)),
    )


def unchanged(context: Context | None) -> Context:
    """Return what the next turn may use after a message that leaves no trace."""
    return {**(context or {}), "turn": int((context or {}).get("turn", 0)) + 1}


def remember(
    question: Question,
    draft: Draft,
    context: Context | None,
    strange: bool = False,
    unknown: bool = True,
    told: Sequence[str] = (),
    found: Sequence[str] = (),
) -> Context:
    """Return what the next turn may use, as a small JSON object.

    Args:
        question: in full, as it was answered.
        draft: its answer.
        context: what the turn before left.
        strange: what the question names stands nowhere in the plans; ``unknown``: nor does any word of it.
        told: keys of the notes that the conversation has said.
        found: the province of the answer, where a single plan answered.

    Keys: ``type provinces years agencies documents topic terms weak plain level aspect cues`` of the
    question in full; ``bodies`` that the answer named; ``cited``, the clauses it cites; ``items`` of a list
    that it showed, the first of which has the number ``first`` + 1 of ``total``; ``options``, choices offered
    (label and what each sets), ``asked`` where they are our question; ``buttons`` offered; ``shown``, where
    the next page begins (0 when all was shown); ``turn``; ``told``, notes said before; ``cut``,
    the clauses that were shown in part, of which ``read`` pages have been read; ``past``, plans, years and
    subject of the turn before; ``earlier``, turns that may be gone back to; ``before``, the plan spoken of
    before this one; ``named``, things enumerated in the clause quoted; ``counted``, the noun of what was
    asked to be counted; ``row``, plans asked about this subject one after another; ``pairs``, two of a kind
    that were spoken of; ``said back again offset``: with these the question can be answered once more.
    """
    turn = int((context or {}).get("turn", 0)) + 1
    noted = list(dict.fromkeys(told))[-_MOST_NOTED:]
    spoken = draft.status in ("chitchat", "handoff") or question.type in ("smalltalk", "unsafe")
    outside = draft.status == "out_of_scope" and not question.unheld
    lost = draft.status == "not_found" and strange and not draft.buttons
    # A first message that was refused still says what "việc này" means next.
    refused = question.type == "unsafe" and question.own_province and not context and bool(question.terms)
    if refused:
        question = replace(question, type="unknown", cues=frozenset())
    elif spoken or outside or question.back in _LEAVE or (lost and context):
        return {**(context or {}), "turn": turn} | ({"told": noted} if noted else {})
    if lost and unknown:
        question = replace(question, terms=(), topic="", weak=frozenset())
    shown_to = question.offset + draft.shown
    options = [dict(option) for option in draft.options] or choices.of_buttons(draft)
    # Of a list read on, the items of the pages before may be picked as well.
    read_on = context is not None and 0 < question.offset == context.get("shown")
    pages = list((context or {}).get("items", ())) if read_on and draft.shown else []
    kept = context if question.back in _OF_A_LIST and context and not draft.shown else {}
    return {
        "type": _type_left(question, draft, context),
        "status": draft.status,
        "provinces": list(question.provinces),
        "years": list(question.years),
        "agencies": list(question.agencies),
        "documents": list(question.documents),
        "topic": question.topic,
        "terms": list(question.terms),
        "weak": sorted(question.weak),
        "soft": sorted(question.soft),
        "compounds": [list(word) for word in question.compounds],
        "plain": question.plain,
        "bodies": list(dict.fromkeys(draft.bodies))[:3] or _still_named(draft, context),
        "level": question.level,
        "aspect": question.aspect,
        "cues": sorted(question.cues - _OF_ONE_MESSAGE - _MARKS),
        "of_bodies": _bodies_of(question, context),
        "today": draft.template == "today",
        "ranks": bool(draft.facts) and all(_is_rank(fact) for fact in draft.facts),
        "found": [] if question.provinces else list(found),
        "past": leaps.past_of(context),
        "earlier": earlier.left(context),
        "row": _row(question, draft, found, context),
        "pairs": pairs.left(question, draft, found, context),
        "before": leaps.before_of(question.provinces or tuple(found), context),
        "named": leaps.enumerated(question.type, draft, context),
        "counted": choices.counted(question, str((context or {}).get("counted", ""))) or _unit(draft),
        "cited": [citation.clause for citation in draft.citations][:_MOST_CITED],
        # Another item of the list may be picked after one of them was answered.
        "items": (kept or {}).get("items") or [*pages, *choices.items_of(draft)],
        "first": (kept or {}).get("first", question.offset - len(pages)),
        "total": (kept or {}).get("total", draft.total),
        "options": options,
        "asked": bool(draft.options),
        "buttons": [button.payload for button in draft.buttons],
        "shown": shown_to if shown_to < draft.total else 0,
        "turn": turn,
        "said": question.normalized,
        "refused": refused,
        "back": question.back,
        "again": list(question.again),
        "offset": question.offset,
        "cut": list(draft.values.get("cut", ())),
        "read": int(draft.values.get("read", 0)),
        "told": noted,
    }


def _unit(draft: Draft) -> str:
    """Return the noun of what the figures of an answer count ("xã" of "04 xã, thị trấn"); empty for none."""
    units = {fact.unit for fact in draft.facts if isinstance(fact, Indicator)}
    said = tokens(units.pop()) if len(units) == 1 and draft.template == "indicator" else ()
    nouns = sorted(marks("counted_things"), key=len, reverse=True)
    return next((noun for noun in nouns if said[: len(tokens(noun))] == tokens(noun)), "")


def _row(question: Question, draft: Draft, found: Sequence[str], context: Context | None) -> list[str]:
    """Return the plans that were asked about one and the same subject, turn after turn."""
    provinces = list(question.provinces or found)
    if draft.status == "clarify" or not (question.terms or question.aspect):
        return []
    same = list(question.terms) == list((context or {}).get("terms", ()))
    same = same and (bool(question.terms) or question.aspect == (context or {}).get("aspect", ""))
    return list(dict.fromkeys([*((context or {}).get("row", ()) if same else ()), *provinces]))[-_MOST_CITED:]


def _type_left(question: Question, draft: Draft, context: Context | None) -> str:
    """Return the type for the next turn; after what became of a body, that of the turn before."""
    if draft.template == "today" and question.ellipsis and (context or {}).get("type"):
        return str((context or {})["type"])
    return "unknown" if _is_guess(question, context) else question.type


def _is_guess(question: Question, context: Context | None) -> bool:
    """Return whether only the classifier took a bare subject for a question after a body."""
    asked = {"typed", "who"} & question.cues or question.ellipsis or question.agencies or question.back
    return question.type in _AFTER_BODIES and not asked and question.type != (context or {}).get("type")


def _is_rank(fact: object) -> bool:
    return isinstance(fact, Indicator) and fact.comparison == figures.RANK


def _still_named(draft: Draft, context: Context | None) -> list[str]:
    """Return the bodies named before an answer on what became of a level or place, which names none."""
    return list((context or {}).get("bodies", ())) if draft.template == "today" else []


def _bodies_of(question: Question, context: Context | None) -> list[str]:
    """Return the bodies spoken of; an item picked from the list of a body's tasks is still spoken of it."""
    if question.agencies or question.back not in _OF_A_LIST:
        return list(question.agencies)
    return list((context or {}).get("of_bodies", ()))
