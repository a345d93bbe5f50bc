"""The parts of a sentence that gives several bodies their share in one task.

"Số hóa sổ hộ tịch; Sở X chủ trì, Công an tỉnh phối hợp, xong trước 30/6" has the matter, the body that the
matter is given to, a partner, and more words of the body's own. A sentence is cut where a body with a verb
of duties begins: after a semicolon, after a comma that no list of bodies stands before, and at "do Sở X ...".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.bodies import Bodies, Subject, opening_bodies, split_bodies
from knowledge.dates import find_due
from knowledge.duty_text import is_duty, skip_auxiliaries
from knowledge.reading import Piece
from knowledge.vocabulary import alternatives, any_of, table, words

_JOINED = re.compile(r" cùng(?: với)?$")
_COMMA = re.compile(r", ")
_CUES = 60
"""Letters before a comma that tell whether a list of bodies goes on behind it."""
MAX_HELP = 4
"""Words behind "phối hợp", "tham gia" that still only say how a partner helps."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a part gives to its bodies: ``lead``, and ``partners`` that are named with them ("cùng ...")."""

    lead: tuple[str, ...]
    partners: tuple[str, ...]
    start: int  # of the part
    begin: int  # of the words behind the bodies
    end: int


def cuts(text: str, piece: Piece, start: int, registry: Bodies) -> list[int]:
    """Return where new bodies with a verb of duties begin inside ``piece``, behind ``start``."""
    found: list[int] = []
    for comma in _COMMA.finditer(text, start, piece.end):
        at = _given(text, comma.end())
        if _lists_bodies(text, piece.start, comma.start(), registry) and at == comma.end():
            continue
        subject = opening_bodies(text, at, registry)
        if subject is None or subject.end >= piece.end or not is_duty(text, subject.end):
            continue
        bare = text[at].islower() and any_of("duty_words", "collectives", prefix="").match(text, at)
        if not bare:  # "đơn vị chịu trách nhiệm chính" is no body
            found.append(at)
    return found


def _given(text: str, at: int) -> int:
    """Return where the body begins after "do" or "giao" at ``at``; ``at`` itself where neither stands."""
    match = any_of("duty_words", "given", prefix="").match(text, at)
    return match.end() + 1 if match else at


def _lists_bodies(text: str, start: int, end: int, registry: Bodies) -> bool:
    """Whether the words before a comma end in a body: what follows goes on with the list."""
    before = text[max(start, end - _CUES) : end]
    mentions = registry.find_agencies(before)
    return bool(mentions) and mentions[-1].span.end == len(before)


def share_of(text: str, subject: Subject, start: int, end: int, registry: Bodies) -> Share:
    """Return the share that a part ``text[start:end]`` with ``subject`` gives."""
    begin = skip_auxiliaries(text, subject.end)
    lead = tuple(_JOINED.sub("", body) for body in subject.bodies)
    partners: tuple[str, ...] = ()
    named = text[start : subject.end]
    joint = re.search(r" cùng(?: với)? ", named)
    if joint:
        first = tuple(body for body in lead if named.find(body) < joint.start()) or lead
        lead, partners = first, tuple(body for body in lead if body not in first)
    group = _together().match(text, begin, end)
    if group and is_duty(text, group.end("group")):
        partners = (*partners, *split_bodies(group["group"], registry))
        begin = skip_auxiliaries(text, group.end("group"))
    return Share(lead, partners, start, begin, end)


@cache
def _together() -> re.Pattern[str]:
    verbs = "|".join(alternatives(words("duty_words", kind)) for kind in ("verbs", "acts"))
    return re.compile(rf"{table('duty_words')['together']}(?= (?:{verbs})(?!\w))", re.IGNORECASE)


@cache
def _whole() -> re.Pattern[str]:
    options = alternatives(tuple(sorted(words("duty_words", "carry"), key=len, reverse=True)))
    return re.compile(rf"{options}(?=[,;.]|$)[,;.]? ?", re.IGNORECASE)


def carried(text: str, begin: int, end: int) -> int | None:
    """Return where the words after a verb that takes over the whole matter begin; None for a share of it."""
    match = _whole().match(text, begin, end)
    if match is None or any_of("duty_words", "assist", prefix="").match(text, match.end(), end):
        return None  # "chủ trì, phối hợp với ..." says its task behind
    return match.end()


def partner_end(text: str, share: Share) -> int | None:
    """Return where "Công an tỉnh phối hợp" ends, whose bodies only help those before; None for others."""
    match = any_of("duty_words", "partner", prefix="").match(text, share.begin)
    if match is None:
        return None
    stop = next((i for i in range(match.end(), share.end) if text[i] in ",;"), share.end)
    rest = text[match.end() : stop].strip(" .")
    if re.match(r"(?:chặt chẽ )?(?:với|cùng) ", rest) or len(rest.split()) > MAX_HELP:
        return None
    return stop


def too_little(text: str, begin: int, end: int, most: int) -> bool:
    """Whether a share has at most ``most`` words besides its time: it says too little without the matter."""
    due = find_due(text[begin:end])
    own = text[begin : begin + due[0]] + text[begin + due[1] : end] if due else text[begin:end]
    done = any_of("duty_words", "completed", prefix="").match(own.strip(" ,;"))
    return len(own.split()) <= most or bool(due and done and len(own.split()) <= most + 2)
