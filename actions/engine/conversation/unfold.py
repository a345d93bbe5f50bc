"""The last answer once more: its things by name ("kể ra xem", "kể tên từng xã"), or in fewer words."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.conversation import choices
from actions.engine.conversation.memory import Context, recalled
from actions.engine.lists import marks
from actions.engine.syllables import find, tokens
from actions.engine.types import Question
from actions.engine.words import lexicon

NAMES = "names"
"""How a message goes back to a number: it asks for the names of what was counted."""
_FIGURES = frozenset({"indicator", "results", "unknown"})
_LISTS = frozenset({"count", "list", "doc_meta", "agency_tasks", "indicator", "measured_by"})


def unfolded(question: Question, context: Context) -> Question | None:
    """Return the question for what the turn before counted or listed; None for any other message.

    A list is shown again, what is left of it where all is asked for; a clause quoted for its number is shown
    whole; of a number of places or things the names are asked.
    """
    own = _own_noun(question)
    if own is None:
        return None
    old = recalled(question, context)
    cited = tuple(context.get("cited", ()))
    noun = own or str(context.get("counted", ""))
    if noun and cited and old.type in _FIGURES:
        asked = f"{marks('asked_groups')[0]} {noun} {marks('asking')[0]}"
        return replace(old, type="list", normalized=asked, cues=old.cues | {"names"}, back=NAMES, again=cited)
    if int(context.get("total", 0)) > 1 and old.type in _LISTS and not own:
        return replace(old, offset=int(context.get("shown", 0)) if "both" in question.cues else 0)
    quoted = len(cited) == 1 and not context.get("items")
    if quoted and (old.type == "count" or (old.type in _FIGURES and not noun)):
        return replace(old, back="whole", again=cited)
    return old if old.type == "count" else None


def asks_shorter(question: Question) -> bool:
    """Return whether a message only wants the last answer in fewer words ("dài quá, nói tên sở thôi")."""
    syllables = choices.said(question)
    if not any(find(choices.form(mark, question), syllables) >= 0 for mark in marks("shorter")):
        return False
    left = f" {' '.join(syllables)} "
    fill = (choices.form(mark, question) for name in ("shorter", "shorter_fill") for mark in marks(name))
    for phrase in sorted(fill, key=len, reverse=True):
        while f" {' '.join(phrase)} " in left:
            left = left.replace(f" {' '.join(phrase)} ", "  ")
    return not left.split()


def _own_noun(question: Question) -> str | None:
    """Return the noun of a message that only asks for names ("kể tên từng xã"), empty where it has none.

    None for any other message.
    """
    syllables = lexicon().without_opening(choices.said(question), question.plain)
    leads = [choices.form(lead, question) for lead in marks("unfolds")]
    if not any(find(lead, syllables) >= 0 for lead in leads):
        return None
    idle = {word for lead in leads for word in lead}
    idle |= {word for mark in marks("unfold_fill") for word in choices.form(mark, question)}
    left = tuple(word for word in syllables if word not in idle)
    noun = choices.thing(left, question)
    return noun if len(tokens(noun)) == len(left) else None
