"""The last answer once more: its things by name, in fewer words, or for a choice that it offered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.engine.conversation import choices
from actions.engine.conversation.memory import Context, recalled, repeated
from actions.engine.lists import marks
from actions.engine.reading.question import telling
from actions.engine.syllables import find, folded, is_plain, tokens
from actions.engine.types import Question
from actions.engine.words import lexicon

NAMES = "names"
"""How a message goes back to a number: it asks for the names of what was counted."""
_FEWEST = 2
_SPOKEN = frozenset({"smalltalk", "unsafe", "out_of_scope", "clarify", "source", ""})
_FOUND = frozenset({"measured_by", "list", "count"})
"""Of these the words that found a record need not be its name."""
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
        return replace(old, back="whole", again=cited, normalized=_names_of(question, context))
    return old if old.type == "count" else None


def only_item(question: Question, context: Context) -> Question | None:
    """Return the question for the one record that was listed, where the message points at it ("cái đó")."""
    items, old = context.get("items") or [], recalled(question, context)
    named = telling(question) or question.own_province or question.agencies or question.documents
    pointed = choices.points_at_thing(question) or choices.says(question, "thing_refers")
    if len(items) != 1 or named or not pointed or old.type not in _FOUND:
        return None
    cues, years = question.cues & {"typed"}, question.years or old.years
    kind = question.type if cues else old.type
    return replace(old, type=kind, cues=cues, back="item", again=(str(items[0]),), years=years)


def of_all_plans(context: Context) -> bool:
    """Return whether "tất cả" after a turn can only mean the plans: no list or question is open."""
    return not (context.get("items") or context.get("asked")) and context.get("type") not in _SPOKEN


def counted_again(question: Question, context: Context) -> Question | None:
    """Return the question that listed what the message counts ("tổng cộng mấy việc?"); None for any other."""
    said = lexicon().without_opening(choices.said(question), question.plain)
    old_cues = set(context.get("cues", ()))
    counts = bool({"how_many", "both"} & question.cues) and not question.agencies
    if int(context.get("total", 0)) < _FEWEST or not counts:
        return None
    # A body's tasks are counted by the body's name.
    if context.get("type") not in _LISTS or not context.get("items") or context.get("agencies"):
        return None
    idle = {word for name in ("unfold_fill", "counting") for mark in marks(name) for word in tokens(mark)}
    nouns = {"indicators"} & question.cues or {"tasks"}
    idle |= {word for name in nouns for mark in marks(f"counted_{name}") for word in tokens(mark)}
    idle = set(folded(idle)) if is_plain(question.normalized) or question.plain else idle
    if not set(said) <= idle or ("indicators" in nouns) != ("indicators" in old_cues):
        return None
    return replace(repeated(question, context), offset=0)


def asks_shorter(question: Question) -> bool:
    """Return whether a message only wants the last answer in fewer words ("dài quá, nói tên sở thôi")."""
    bare = is_plain(question.text) or question.plain  # restored in part, it may mix both spellings
    syllables = folded(tokens(question.normalized)) if bare else tokens(question.normalized)
    left = f" {' '.join(syllables)} "
    wanted, fill = ({_joined(mark, bare) for mark in marks(name)} for name in ("shorter", "shorter_fill"))
    if not any(f" {phrase} " in left for phrase in wanted):
        return False
    for phrase in sorted(wanted | fill, key=len, reverse=True):
        while f" {phrase} " in left:
            left = left.replace(f" {phrase} ", "  ")
    return not left.split()


def _names_of(question: Question, context: Context) -> str:
    """Return the question for the names of what the turn before counted ("mấy nhóm" -> "những nhóm nào")."""
    before = tokens(str(context.get("said", "")))
    counting = [tokens(mark) for mark in marks("count_words")]
    for mark in (*counting, *map(folded, counting)):
        if 0 <= (at := find(mark, before)) < len(before) - len(mark):
            noun = before[at + len(mark)]
            return f"{marks('asked_groups')[0]} {noun} {marks('asking')[0]}"
    return question.normalized


def _joined(mark: str, bare: bool) -> str:
    return " ".join(folded(tokens(mark)) if bare else tokens(mark))


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
    nouns: list[str] = []
    while noun := choices.thing(left, question):  # "các xã, thị trấn đó" names two
        nouns.append(noun)
        left = left[len(tokens(noun)) :]
    return None if left else " ".join(nouns)


def chosen(question: Question, context: Context) -> Question | None:
    """Return the question that an answer to an offer of choices picks, or None."""
    options = context.get("options") or []
    if not options or question.years or question.agencies or {"typed"} & question.cues:
        return None
    syllables = folded(tokens(question.normalized))
    picked = [option for option in options if find(folded(tokens(option["label"])), syllables) >= 0]
    if picked and telling(replace(question, terms=choices.left_over(question, picked))):
        return None
    if not picked:
        at = choices.ordinal(question, len(options), 0, bare=bool(context.get("asked", True)))
        if at is not None:
            picked = [options[at]]
        elif "both" in question.cues and not telling(question):
            if choices.how_many(question) > len(options):
                return replace(recalled(question, context), provinces=(), documents=())
            picked = list(options)
    if not picked:
        return None
    old = recalled(question, context)
    values: dict[str, Any] = {}
    for option in picked:
        for name, value in option["set"].items():
            if isinstance(value, list):
                values[name] = tuple(dict.fromkeys([*values.get(name, ()), *value]))
            else:
                values[name] = value
    return replace(old, **values)
