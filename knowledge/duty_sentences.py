"""Duties in running text: sentences whose subject is a body and whose verb is a duty."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from knowledge.bodies import Bodies, Subject, opening_bodies
from knowledge.duty_parts import Share, carried, cuts, partner_end, share_of, too_little
from knowledge.duty_text import Duty, duty, is_duty
from knowledge.model import Clause
from knowledge.reading import Piece, Reading, split_outside, trim
from knowledge.vocabulary import any_of, table, words

_NEAR, _FAR = 6, 3
"""Most words of a share that says too little without the matter of its own sentence, or of one before."""


@dataclass(slots=True)
class _Open:
    """A duty while its sentence is read: its share, the matter before it, and the words that are its own."""

    share: Share
    quote_from: int
    matter: Piece | None
    near: bool  # the matter stands in the same sentence
    own: list[Piece]
    partners: list[str]
    last: int
    done: int  # where the words end that say when all of the matter is done, else 0


def sentence_duties(clause: Clause, registry: Bodies) -> list[Duty]:
    """Return the duties that the sentences of a clause give; what follows without a body belongs on."""
    reading = Reading(clause.text, clause.number)
    found = _read(reading, _label_end(clause, reading, registry), registry)
    duties = _same_time([(one, _finished(reading, one, registry)) for one in found])
    return [each for one in duties for each in (one, *_handed(reading, one, registry))]


def _same_time(made: list[tuple[_Open, Duty]]) -> list[Duty]:
    """Give the time at the end of a sentence ("...; hoàn thành trong quý III") to all shares in it."""
    times = {one.matter: each.period for one, each in made if one.done and one.matter}
    return [
        replace(each, period=each.period or (times.get(one.matter, "") if one.matter else ""))
        for one, each in made
    ]


def _read(reading: Reading, label: int | None, registry: Bodies) -> list[_Open]:
    """Return the duties of a text, what each is said of found; ``label`` is where its label ends."""
    text = reading.text
    found: list[_Open] = []
    current: _Open | None = None
    matter = Piece(reading.body, label) if label else None
    near = False
    for sentence in reading.sentences(label):
        if re.search(table("target_words")["issuing"], text[sentence.start : sentence.end], re.I):
            continue
        near = False
        for number, part in enumerate(_parts(text, sentence, registry)):
            piece = trim(text, part)
            subject, quoted = _subject(text, piece, registry)
            if subject is None:
                if current is not None and (number or _goes_on(text, piece)):
                    _go_on(text, current, piece, bool(number))
                    continue
                opens = matter is None or current is not None or not (near or matter.end == label)
                matter = Piece(piece.start if opens or matter is None else matter.start, piece.end)
                current, near = None, True
                continue
            share = share_of(text, subject, piece.start, piece.end, registry)
            helps = partner_end(text, share) if current else None
            if current and helps is not None and (number or helps >= piece.end):
                current.partners += [*share.lead, *share.partners]
                _go_on(text, current, trim(text, Piece(helps, piece.end)), True)
                continue
            if (
                current and not near and number == 0
            ):  # "Bệnh viện X thực hiện bệnh án điện tử. Sở Y tế kiểm tra."
                matter = Piece(current.own[0].start, current.last)
            start = sentence.start if number == 0 else quoted
            own, partners = [Piece(share.begin, piece.end)], [*share.partners]
            current = _Open(share, start, matter, near, own, partners, piece.end, 0)
            found.append(current)
    return found


def _go_on(text: str, current: _Open, piece: Piece, inside: bool) -> None:
    """Add words without a body to the duty that they go on with."""
    if piece.end <= piece.start:
        return
    if any_of("duty_words", "completed", prefix="").match(text, piece.start, piece.end):
        current.done = piece.end
    current.own.append(piece)
    current.last = piece.end


def _label_end(clause: Clause, reading: Reading, registry: Bodies) -> int | None:
    """Return where the label that opens a clause ends ("2.1. Hạ tầng: ..."); None where there is none."""
    title = Reading(clause.heading).text.strip()
    label = title and reading.text.startswith(title, reading.body)
    label = label and (len(title.split()) <= 8 or _own_line(clause, title))
    label = label and opening_bodies(title, 0, registry) is None
    return reading.body + len(title) if label else None


def _parts(text: str, sentence: Piece, registry: Bodies) -> list[Piece]:
    """Split a sentence at semicolons and where another body with a duty begins."""
    parts: list[Piece] = []
    for part in split_outside(text, sentence, ";"):
        piece = trim(text, part)
        subject, _ = _subject(text, piece, registry)
        behind = subject.end if subject else piece.start
        starts = [piece.start, *cuts(text, piece, behind, registry), piece.end]
        parts += [Piece(left, right) for left, right in pairwise(starts)]
    return parts


def _finished(reading: Reading, one: _Open, registry: Bodies) -> Duty:
    """Return the duty: the matter before it where its own words take that over or say too little."""
    text, share, first = reading.text, one.share, one.own[0]
    said = carried(text, first.start, first.end)
    own = [Piece(said, first.end), *one.own[1:]] if said is not None else one.own
    own = [piece for piece in own if piece.end > piece.start]
    if one.near and one.done:
        own = [piece for piece in own if piece.end != one.done]
    most = _NEAR if one.near else _FAR
    little = one.matter is not None and (not own or all(too_little(text, p.start, p.end, most) for p in own))
    whole = said is not None and little
    quote_from = min(one.quote_from, one.matter.start) if one.matter and whole else one.quote_from
    made = duty(reading, share.lead, share.begin, one.last, quote_from, registry)
    partners = [body for body in one.partners if body not in share.lead]
    made = replace(made, coordinate=tuple(dict.fromkeys((*made.coordinate, *partners))))
    if one.matter is None or not little:
        return replace(made, task=_task(reading, own)) if own and (said is not None or partners) else made
    named = _GIVES.sub("", _task(reading, [one.matter]))
    return replace(made, task=named if whole else f"{named}: {_small(_task(reading, own))}")


_GIVES = re.compile(r",? (?:do|giao|giao cho)$", re.IGNORECASE)


def _task(reading: Reading, pieces: list[Piece]) -> str:
    words_ = "; ".join(reading.words(piece.start, piece.end).strip(" ,;:./") for piece in pieces)
    return words_[:1].upper() + words_[1:]


def _small(words_: str) -> str:
    return words_[:1].lower() + words_[1:]


def _own_line(clause: Clause, title: str) -> bool:
    """Whether a clause's heading fills its first lines."""
    breaks = [match.start() for match in re.finditer(r"\n", clause.text[: 2 * len(title) + 40])]
    return any(Reading(clause.text[:at]).text.endswith(title) for at in breaks)


def _goes_on(text: str, piece: Piece) -> bool:
    """Whether a sentence without a subject continues the duties of the one before."""
    kinds = ("verbs", "acts", "completed")
    return any(any_of("duty_words", kind, prefix="").match(text, piece.start, piece.end) for kind in kinds)


@cache
def _adverbial() -> re.Pattern[str]:
    options = "|".join(words("duty_words", "adverbials"))
    return re.compile(rf"(?:(?:{options}), )", re.IGNORECASE)


def _subject(text: str, piece: Piece, registry: Bodies) -> tuple[Subject | None, int]:
    """Return the bodies that a statement is about and where the statement begins."""
    for start in _starts(text, piece):
        order = any_of("duty_words", "orders", prefix="").match(text, start, piece.end)
        inner = opening_bodies(text, order.end() + 1, registry) if order else None
        if inner and is_duty(text, inner.end):
            return inner, piece.start
        subject = opening_bodies(text, start, registry)
        if subject is None or subject.end >= piece.end:
            continue
        ordered = any_of("duty_words", "orders", prefix=" ").match(text, subject.end)
        if ordered:
            inner = opening_bodies(text, ordered.end() + 1, registry)
            if inner and is_duty(text, inner.end):
                return inner, piece.start
        if is_duty(text, subject.end):
            return subject, piece.start
    return None, piece.start


def _starts(text: str, piece: Piece) -> list[int]:
    """Return where the subject of a statement may stand: at its start, or after what opens it."""
    starts = [piece.start]
    if not _adverbial().match(text, piece.start, piece.end):
        return starts
    for comma in re.finditer(r", ", text[: piece.end]):
        if comma.start() <= piece.start:
            continue
        if _adverbial().fullmatch(text, piece.start, comma.end()):
            starts.append(comma.end())
    return starts


def _handed(reading: Reading, one: Duty, registry: Bodies) -> list[Duty]:
    """Return the duty of a body that gets something to deal with ("gửi Sở Tài chính thẩm định")."""
    found = []
    for match in any_of("duty_words", "hands").finditer(reading.text, one.start, one.end):
        subject = opening_bodies(reading.text, match.end() + 1, registry)
        if subject and any_of("duty_words", "handed", prefix=" ").match(reading.text, subject.end):
            made = duty(reading, subject.bodies, subject.end + 1, one.end, one.start, registry)
            found.append(made)
    return found
