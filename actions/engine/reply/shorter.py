"""The last answer in fewer words: the name or the figure with its source, nothing beside them."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.compose.base import joined, shorten
from actions.engine.conversation.memory import SHORT
from actions.engine.types import Draft, Question
from knowledge.model import Assignment, Indicator

_ASK_WHO = frozenset({"responsible", "measured_by", "coordinates"})
_LONGEST = 160


def shortened(draft: Draft, question: Question) -> Draft:
    """Return the draft cut down where the question asks for its answer in fewer words."""
    if SHORT not in question.cues:
        return draft
    values = {**draft.values, "no_quote": True}
    if draft.status != "answered":
        return replace(draft, values=values, notes=())
    bodies = _bodies(draft) if question.type in _ASK_WHO else []
    if bodies:
        return replace(
            draft, template="only_bodies", values={"bodies": joined(bodies), "no_quote": True}, notes=()
        )
    if "rows" in values:
        values["rows"] = [_row(dict(row)) for row in values["rows"]]
    return replace(draft, values=values | {"cut": ()}, notes=())


def _row(row: dict[str, object]) -> dict[str, object]:
    text = row.get("text")
    return row | {"baseline": None} | ({"text": shorten(text, _LONGEST)} if isinstance(text, str) else {})


def _bodies(draft: Draft) -> list[str]:
    """Return the bodies that lead, or measure, in the records of an answer."""
    named = [
        body
        for fact in draft.facts
        for body in (fact.lead if isinstance(fact, Assignment) else getattr(fact, "measured_by", ()))
        if isinstance(fact, Assignment | Indicator)
    ]
    return list(dict.fromkeys(named))
