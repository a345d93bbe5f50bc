"""The other of two: "thế bên kia?" after one of two bodies, plans, years, targets or list items was asked.

A turn that is about exactly two of a kind leaves them as a pair; a later turn about one of them marks it.
"Cái kia", "sở còn lại" then stand for the one not marked. The phrases stand in ``words/leaps.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.engine.lists import content
from actions.engine.reading import written
from actions.engine.types import Draft, Question, Understanding
from knowledge.library import Library
from knowledge.model import Indicator
from knowledge.text import fold, squeeze

Context = dict[str, Any]
Pairs = dict[str, dict[str, Any]]
KINDS = ("bodies", "targets", "provinces", "years")
"""What may come in pairs; where the message doesn't say which is meant, the first that fits."""
_ANY = "any"
_TWO = 2


def left(question: Question, draft: Draft, found: Sequence[str], context: Context | None) -> Pairs:
    """Return the pairs known after a turn: ``{kind: {"of": [a, b], "now": a}}``; ``now`` is empty for both.

    Args:
        question: in full, as it was answered.
        draft: its answer.
        found: the province of the answer, where a single plan answered.
        context: what the turn before left.
    """
    targets = [squeeze(fact.name) for fact in draft.facts if isinstance(fact, Indicator)]
    one_plan = len({fact.document_id for fact in draft.facts if isinstance(fact, Indicator)}) == 1
    spoken: dict[str, list[str]] = {
        "bodies": list(question.agencies or draft.bodies),
        "targets": list(dict.fromkeys(targets)) if one_plan else [],
        "provinces": list(question.provinces or found),
        "years": [str(year) for year in question.years],
    }
    known: Pairs = {}
    for kind in KINDS:
        old, now = ((context or {}).get("pairs") or {}).get(kind), spoken[kind]
        if len(now) == _TWO:
            known[kind] = {"of": now, "now": ""}
        elif old and not now:
            known[kind] = old
        elif old and len(now) == 1 and now[0] in old["of"]:
            known[kind] = {**old, "now": now[0]}
    return known


def other(heard: Understanding, context: Context, library: Library) -> tuple[Understanding, Context] | None:
    """Name what "bên kia", "cái còn lại" stands for; None where the message points at no such thing."""
    pairs: Pairs = context.get("pairs") or {}
    found = _pointing(heard)
    if found is None or not pairs:
        return None
    heads = content("leaps")["other_heads"]
    noun = fold(found["head"])
    said_of = [kind for kind in KINDS if noun in {fold(str(word)) for word in heads[kind]}]
    for kind in said_of or KINDS:
        pair = pairs.get(kind)
        if pair is None or not pair["now"]:
            continue
        meant = next(name for name in pair["of"] if name != pair["now"])
        text = heard.normalized
        named = f"{text[: found.start()]}{_called(meant, kind)}{text[found.end() :]}"
        return written.said(heard, named), context
    return None


def _pointing(heard: Understanding) -> re.Match[str] | None:
    bare = written.is_bare(heard)
    form = fold if bare else str
    heads = content("leaps")["other_heads"]
    nouns = {form(str(word)) for kind in (*KINDS, _ANY) for word in heads[kind]}
    either = "|".join(re.escape(word) for word in sorted(nouns, key=len, reverse=True))
    ends = "|".join(map(re.escape, written.phrases("other_ends", bare)))
    many = "".join(rf"(?<!\b{re.escape(word)} )" for word in written.phrases("many", bare))
    return re.search(rf"{many}\b(?P<head>{either})\s+(?:{ends})\b", written.compared(heard))


def _called(name: str, kind: str) -> str:
    """Return a name; that of a target without the word for a share or figure that opens it."""
    if kind != "targets":
        return name
    nouns = sorted((str(word) for word in content("followups")["figure_nouns"]), key=len, reverse=True)
    opening = next((noun for noun in nouns if name.lower().startswith(f"{noun} ")), "")
    rest = name[len(opening) :].strip()
    return rest if opening and rest else name
