"""Other plans beside those spoken of, and a filter kept over turns.

"Thêm tỉnh A vào nữa", "so được với tỉnh A không" add a plan to those of the turn before; "tỉnh khác có chỉ
tiêu này không" asks all of them; "có bao nhiêu việc như vậy" counts what the turn before filtered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from actions.engine import figures
from actions.engine.conversation import choices, followups
from actions.engine.lists import marks
from actions.engine.reading.question import telling
from actions.engine.types import UNTIL, Question
from knowledge.text import fold

_FILTERS = frozenset(
    {"which_tasks", "finished", "several_leads", "unmeasured", "appendix", "lead", "coordinate", UNTIL}
)
_TWO = 2
_FIGURES = frozenset({"indicator", "baseline", "compare", "results", "unknown"})
_LISTS = frozenset({"list", "count", "passage"})
_OF_A_FIGURE = frozenset({"measured_by", "definition"})
_NOT_OF_PLANS = frozenset({"smalltalk", "unsafe", "out_of_scope", "clarify", "source"})
_NAMES_NO_TARGET = frozenset({"doc_meta", "funding", "reporting", "smalltalk", "unsafe", "agency_tasks"})


def widened(
    resolved: Question, asked: Question, context: dict[str, Any] | None, held: Iterable[str] = ()
) -> Question:
    """Return the question with the plans or the filter that the message adds to the turn before.

    Args:
        resolved: with what the conversation adds.
        asked: the message by itself.
        context: what the turn before left.
        held: the provinces that have a plan here.
    """
    if _names_an_end(asked):
        resolved = replace(resolved, cues=resolved.cues | {UNTIL})
    if (row := _in_row(asked, context)) and not resolved.back:
        kind = "compare" if context and figures_asked(context) else resolved.type
        beside = replace(resolved, provinces=row, documents=(), type=kind)
        return _with_old_subject(beside, asked, context)
    if "others" in asked.cues and (kind := _type_for_all(resolved, asked, context)):
        # "cao hơn các tỉnh khác": every plan is asked, the one named among them.
        # Figures are set beside each other; anything else is asked of the plans not yet spoken of.
        spoken = () if kind == "compare" or asked.own_province else _spoken(context)
        others = tuple(name for name in held if name not in spoken) if spoken else ()
        everywhere = replace(resolved, provinces=others, documents=(), type=kind)
        resolved = _with_old_subject(everywhere, asked, context)
    if not context or resolved.back:
        return resolved
    if (lists := _left_out(resolved, asked, context)) is not None:
        return lists
    if (bodies := _weighed(resolved, asked, context)) is not None:
        return bodies
    if "beside" in asked.cues and asked.own_province and not _own_subject(asked, context):
        provinces = tuple(dict.fromkeys((*_spoken(context), *asked.provinces)))
        if len(provinces) > 1 and context.get("type") not in _NAMES_NO_TARGET:
            beside = replace(resolved, provinces=provinces, documents=(), type="compare")
            return _with_old_subject(beside, asked, context)
    silent = not _own_subject(asked, context) and not asked.own_province and "typed" not in asked.cues
    if "why" in asked.cues and silent and _FILTERS.intersection(context.get("cues", ())):
        return replace(resolved, cues=resolved.cues | set(context.get("cues", ())))
    if "same_kind" in asked.cues and not asked.agencies:
        old = {cue for cue in context.get("cues", ()) if cue in _FILTERS or cue.startswith(figures.PERIOD)}
        return replace(resolved, cues=resolved.cues | old)
    return resolved


def _left_out(resolved: Question, asked: Question, context: dict[str, Any]) -> Question | None:
    """Return which of the things one plan lists another one doesn't ("trong đó cái nào tỉnh B không nêu")."""
    listed = tuple(dict.fromkeys(_spoken(context)))
    others = tuple(name for name in asked.provinces if name not in listed)
    lists = context.get("type") in _LISTS and not {"indicators", "tasks"}.intersection(
        context.get("cues", ())
    )
    asks = asked.own_province and not asked.agencies and followups.says(asked, "left_out")
    if not (lists and asks and "wh" in asked.cues) or len(listed) != 1 or len(others) != 1:
        return None
    weighed = replace(resolved, cues=resolved.cues | {"lists_weighed"}, type="list", documents=(), years=())
    terms, weak = tuple(context.get("terms", ())), frozenset(context.get("weak", ()))
    topic, plain = str(context.get("topic", "")), bool(context.get("plain", False))
    return replace(weighed, provinces=(*listed, *others), terms=terms, weak=weak, topic=topic, plain=plain)


def _weighed(resolved: Question, asked: Question, context: dict[str, Any]) -> Question | None:
    """Return the question how many tasks the bodies of two turns have ("so với Sở B, bên nào nhiều hơn")."""
    spoken = tuple(context.get("agencies", ()))
    others = tuple(name for name in asked.agencies if name not in spoken)
    if "weighed" not in asked.cues or len(spoken) != 1 or len(others) != 1 or _own_subject(asked, context):
        return None
    kept = {cue for cue in context.get("cues", ()) if cue in _FILTERS} - {"coordinate"}
    both = replace(resolved, agencies=(*spoken, *others), cues=resolved.cues | kept | {"tasks"})
    return replace(both, provinces=resolved.provinces or tuple(context.get("found", ())))


def _spoken(context: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the plans that the turn before spoke of."""
    return (*(context or {}).get("provinces", ()), *(context or {}).get("found", ()))


def _in_row(asked: Question, context: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the plans spoken of one after another, where "bên nào cao hơn?" ranks them.

    "Hai tỉnh này", "chênh nhau mấy điểm?" are about the last two.
    """
    row = tuple((context or {}).get("row", ()))
    ranks = {"highest", "lowest"} & asked.cues
    if len(row) < _TWO or not context or asked.own_province or _own_subject(asked, context):
        return ()
    if choices.says(asked, "both_plans"):
        return row[-_TWO:]
    if not ranks:
        return ()
    return row if figures_asked(context) and choices.says(asked, "of_these") else ()


def figures_asked(context: dict[str, Any]) -> bool:
    """Return whether the turn before was about figures."""
    return context.get("type") in _FIGURES


def _type_for_all(resolved: Question, asked: Question, context: dict[str, Any] | None) -> str:
    """Return what is asked of all plans: figures are compared, anything else is asked as before.

    Empty where the message isn't about other plans' contents.
    """
    kind = resolved.type
    if context and not _own_subject(asked, context):
        kind = str(context.get("type", kind))
    if kind in _FIGURES or (kind in _OF_A_FIGURE and "indicators" in asked.cues):
        return "compare"
    return "" if kind in _NOT_OF_PLANS else kind


def _own_subject(asked: Question, context: dict[str, Any]) -> bool:
    noise = {fold(word) for word in marks("beside_noise")}
    named = {word for word in telling(asked) if fold(word) not in noise}
    return bool(named - set(context.get("terms", ())))


def _names_an_end(asked: Question) -> bool:
    """Return whether a year stands behind "đến", "tới"."""
    until = "|".join(re.escape(fold(mark)) for mark in marks("until"))
    return re.search(rf"\b(?:{until})\s+(?:het\s+)?(?:nam\s+)?20\d\d\b", fold(asked.normalized)) is not None


def _with_old_subject(question: Question, asked: Question, context: dict[str, Any] | None) -> Question:
    """Return the question about the old subject and years where the message names none of its own."""
    if not context or _own_subject(asked, context):
        return question
    return replace(
        question,
        terms=tuple(context.get("terms", ())),
        weak=frozenset(context.get("weak", ())),
        topic=str(context.get("topic", "")),
        plain=bool(context.get("plain", False)),
        years=asked.years or tuple(context.get("years", ())),
        agencies=asked.agencies or tuple(context.get("agencies", ())),
        aspect=question.aspect or str(context.get("aspect", "")),
    )
