"""The bodies that a message names, apart from those that it asks for or that another body serves."""

from __future__ import annotations

from actions.engine.types import Understanding
from actions.engine.words import find, folded, marks, tokens
from knowledge.text import fold


def bodies_named(understanding: Understanding, normalized: str, asks_who: bool) -> tuple[str, ...]:
    """Return the bodies named; one that is asked for ("những xã nào") is not named.

    Args:
        understanding: of the message.
        normalized: its text in normal form.
        asks_who: the message asks for a body; one that this body serves or reports to is then no answer
            and no filter ("sở nào thẩm định trước khi trình UBND tỉnh?").
    """
    asked = {fold(mark) for mark in marks("asked_groups")}
    asking = {fold(mark) for mark in marks("asking")}
    serving = [folded(tokens(mark)) for mark in marks("serving")] if asks_who else []
    syllables = folded(tokens(normalized))
    named = []
    for entity in understanding.entities:
        if entity.kind != "agency":
            continue
        wanted = folded(tokens(entity.text))
        at = find(wanted, syllables)
        following = syllables[at + len(wanted) :][:1] if at >= 0 else ()
        served = any(at > 0 and syllables[:at][-len(mark) :] == mark for mark in serving)
        is_asked = not wanted or wanted[0] in asked or asking.intersection((*wanted[1:], *following))
        if not (served or is_asked):
            named.append(entity.value)
    return tuple(dict.fromkeys(named))
