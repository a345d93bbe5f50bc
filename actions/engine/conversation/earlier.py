"""Going back to what was spoken of some turns ago: "quay lại chuyện X, hạn tới khi nào?".

The last few subjects stay known, each with its plan, years, bodies and what was asked of it. A message that
goes back picks one by the words or the plan that it names, and its rest is read as a follow-up of that one.
"""

from __future__ import annotations

from typing import Any

from actions.engine.reading import written
from actions.engine.syllables import Tokens, folded, tokens
from actions.engine.types import Understanding
from actions.engine.words import lexicon
from knowledge.library import Library

Context = dict[str, Any]
_OF_A_TURN = (
    *("type", "status", "provinces", "documents", "years", "agencies", "topic", "terms", "weak", "soft"),
    *("compounds", "plain", "level", "aspect", "cues", "cited", "bodies", "found"),
)
_OF_THE_TALK = ("told", "turn", "before", "earlier")
_MOST = 6
_LEAST = 2
"""So many words of a subject, or all of it, name it again."""


def left(context: Context | None) -> list[Context]:
    """Return the turns that the next one may go back to, the oldest first."""
    old = context or {}
    known = list(old.get("earlier", ()))
    if old.get("terms") or old.get("agencies") or old.get("aspect"):
        known.append({name: old[name] for name in _OF_A_TURN if old.get(name)})
    return known[-_MOST:]


def back(heard: Understanding, context: Context, library: Library) -> tuple[Understanding, Context] | None:
    """Read a message that goes back as a follow-up of the turn that it names; None where it names none."""
    places = [at for name in ("going_back", "just_now") if (at := written.place(heard, name)) is not None]
    if not places:
        return None
    rest = heard.normalized
    for start, end in sorted(places, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    named = {entity.value for entity in heard.entities if entity.kind == "province"}
    words = folded(lexicon().canonical(tokens(rest)))
    best: tuple[int, Context] | None = None
    for turn in (context, *reversed(context.get("earlier", ()))):
        plans = {*turn.get("provinces", ()), *turn.get("found", ())}
        subject = _subject(turn)
        said = len(subject.intersection(words))
        enough = said >= min(_LEAST, len(subject)) and bool(subject)
        if (named and not named <= plans) or not (named or enough):
            continue
        worth = 2 * said * enough + bool(named)
        if best is None or worth > best[0]:
            best = (worth, turn)
    if best is None:
        return None
    kept = {name: context[name] for name in _OF_THE_TALK if name in context}
    rest = _without(rest, _subject(best[1]))
    turn = best[1] if best[1] is context else {**best[1], **kept}
    return (written.said(heard, rest) if rest.strip(" ,.:;?!") else heard), turn


def _subject(turn: Context) -> set[str]:
    """Return the words that tell what a turn was about, its bodies among them, without diacritics."""
    weak = set(turn.get("weak", ()))
    terms = [term for term in turn.get("terms", ()) if term not in weak]
    bodies = [word for name in turn.get("agencies", ()) for word in tokens(name)]
    return set(folded((*terms, *bodies)))


def _without(text: str, subject: set[str]) -> str:
    """Return a text without the longest run of the subject's words: the turn gone back to says it in full."""
    words = text.split()
    plain: list[Tokens] = [folded(tokens(word)) for word in words]
    best = (0, 0)
    start = 0
    for at in range(len(words) + 1):
        if at < len(words) and plain[at] and set(plain[at]) <= subject:
            continue
        if at - start > best[1] - best[0]:
            best = (start, at)
        start = at + 1
    return " ".join([*words[: best[0]], *words[best[1] :]]) if best[1] - best[0] >= _LEAST else text
