"""Bodies in a follow-up: what became of them, and what is asked where a message names another one alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.engine.conversation import followups
from actions.engine.conversation.memory import Context
from actions.engine.reading.question import telling
from actions.engine.syllables import find, folded, tokens
from actions.engine.types import Question

ABOUT_BODIES = frozenset({"agency_tasks"})
OF_A_BODY = frozenset({"agency_tasks", "measured_by", "list", "count"})
_REPORTS = "reporting"
_ASK_WHO = frozenset({"responsible", "coordinates", "measured_by", "reporting"})


def today(question: Question, old: Question, context: Context) -> Question:
    """Return the question what became of a body or place: the one named, else the one spoken of."""
    bodies = question.agencies
    place = (question.own_province or bool(question.level)) and not followups.points_at_body(question)
    if not bodies and not place:
        named = tuple(context.get("bodies", ()))
        # After "sở nào hướng dẫn các xã?" the body that answered is spoken of, not those that it serves.
        answered = old.type in _ASK_WHO and "who" in old.cues
        bodies = (named or old.agencies) if answered else (old.agencies or named)
        if followups.points_at_body(question) or "who" in question.cues:
            bodies = (
                bodies[:1] if bodies == old.agencies else _called(bodies, followups.body_noun(question, True))
            )
    provinces = question.provinces if question.own_province else old.provinces
    return replace(
        question,
        provinces=provinces or tuple(context.get("found", ())),
        agencies=bodies,
        terms=(),
        topic="",
        weak=frozenset(),
        again=() if question.agencies else tuple(context.get("cited", ())),
    )


def alone(question: Question, old: Question, context: Context, typed: bool) -> Question | None:
    """Return what is asked where a message names another body and nothing else; None where the subject stays.

    "Tổ công nghệ số thì ai?" asks who has to do with the body; "còn Sở Tài chính?" after the tasks of
    another body asks its tasks, after its reports the reports of the other one.
    """
    if typed:
        return None
    if old.type == _REPORTS:
        return replace(question, type=_REPORTS, terms=(), topic="", weak=frozenset())
    if "who" in question.cues and question.type != "source":
        terms = tuple(word for name in question.agencies for word in tokens(name))
        kind = old.type if old.type in _ASK_WHO else "responsible"
        topic = " ".join(question.agencies)
        whole = tuple(tokens(name) for name in question.agencies)
        asked = replace(question, type=kind, agencies=(), terms=terms, topic=topic, weak=frozenset())
        return replace(asked, compounds=whole)
    if not (old.agencies or context.get("of_bodies") or old.type in ABOUT_BODIES):
        return None
    kind = old.type if old.type in OF_A_BODY and old.agencies and not telling(old) else "agency_tasks"
    return replace(question, type=kind, terms=(), topic="", weak=frozenset())


def _called(bodies: tuple[str, ...], noun: Sequence[str]) -> tuple[str, ...]:
    """Return the first of the bodies that bears the noun ("đài đó"), else the first."""
    named = [body for body in bodies if noun and find(folded(noun), folded(tokens(body))) == 0]
    return tuple(named[:1]) or bodies[:1]
