"""The bodies that a message names, apart from those that it asks for or that another body serves."""

from __future__ import annotations

from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, is_plain, tokens
from actions.engine.types import Understanding
from knowledge.text import fold
from nlu.entities import Entity

_SHORTEST = 3
"""A name of fewer words is left whole."""


def bodies_named(
    understanding: Understanding, normalized: str, asks_who: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bodies named, and those that something is done to, as written: they are the subject.

    One that is asked for ("những xã nào") is neither; a group is no subject, for plans call it otherwise.

    Args:
        understanding: of the message.
        normalized: its text in normal form.
        asks_who: the message asks for a body; one that this body serves or reports to is then no answer
            and no filter ("sở nào thẩm định trước khi trình UBND tỉnh?"), nor is one that something is done
            to ("Tổ A do ai lập?").
    """
    asked = {fold(mark) for mark in marks("asked_groups")}
    asking = {fold(mark) for mark in marks("asking")}
    serving = [folded(tokens(mark)) for mark in marks("serving")] if asks_who else []
    done_by = [folded(tokens(mark)) for mark in marks("done_to_by")] if asks_who else []
    doing_to = [folded(tokens(mark)) for mark in marks("doing_to")] if asks_who else []
    places = [folded(tokens(item.text)) for item in understanding.entities if item.kind == "province"]
    groups = {fold(mark) for mark in marks("group_words")}
    owning = {fold(mark) for mark in marks("owned_by")} if asks_who else set()
    syllables = folded(tokens(normalized))
    named, subjects = [], []
    for entity in understanding.entities:
        if entity.kind != "agency":
            continue
        wanted = folded(tokens(entity.text))
        at = find(wanted, syllables)
        following = syllables[at + len(wanted) :][:1] if at >= 0 else ()
        served = any(at > 0 and syllables[:at][-len(mark) :] == mark for mark in serving)
        rest = _behind_place(syllables[at + len(wanted) :], places) if at >= 0 else ()
        by = any(rest[: len(mark)] == mark for mark in done_by)
        verb = any(at > 0 and syllables[:at][-len(mark) :] == mark for mark in doing_to)
        is_asked = not wanted or wanted[0] in asked or asking.intersection((*wanted[1:], *following))
        if (by or verb) and not is_asked and wanted[0] not in groups:
            subjects.append(entity.text)
        elif wanted[:1] and wanted[0] in groups and owning.intersection(syllables[:at][-1:]):
            subjects.append(entity.text)  # "dự toán của các sở do ai thẩm định?": whose it is
        elif not (served or is_asked):
            named.append(_without_particle(entity, understanding))
    return tuple(dict.fromkeys(named)), tuple(subjects)


def _without_particle(entity: Entity, understanding: Understanding) -> str:
    """Return a body's name without the particle that ends the message ("ở bưu điện xã hả")."""
    words = entity.value.split()
    ends = understanding.normalized.rstrip(" ?!.").endswith(entity.text)
    if not ends or len(words) < _SHORTEST or entity.value.lower() != entity.text.lower():
        return entity.value
    bare = is_plain(understanding.text)
    last = fold(words[-1]) if bare else words[-1].lower()
    particles = {fold(mark) if bare else mark for mark in marks("closing_particles")}
    return " ".join(words[:-1]) if last in particles else entity.value


def without_measured(
    agencies: tuple[str, ...], asks: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bodies apart from groups of which a figure is asked, and these: they are of the subject.

    "Mỗi cơ quan làm trực tuyến bao nhiêu phần?", "các xã phải đạt gì?"
    """
    leads = {fold(mark) for mark in marks("each_one")} if "how_many" in asks else set()
    leads |= (
        {fold(mark) for mark in (*marks("each_one"), *marks("group_words"))} if "reach" in asks else set()
    )
    measured = tuple(name for name in agencies if fold(tokens(name)[0]) in leads)
    return tuple(name for name in agencies if name not in measured), measured


def _behind_place(syllables: Tokens, places: list[Tokens]) -> Tokens:
    """Return what follows the province behind a body ("Tổ A ở tỉnh B do ai lập")."""
    joints = {fold(mark) for mark in marks("place_joints")}
    rest = syllables
    while rest and rest[0] in joints:
        rest = rest[1:]
    for place in places:
        if place and rest[: len(place)] == place:
            return rest[len(place) :]
    return syllables if rest == syllables else rest
