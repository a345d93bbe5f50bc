"""Duties in running text: sentences whose subject is a body and whose verb is a duty."""

from __future__ import annotations

import re
from functools import cache

from knowledge.bodies import Bodies, Subject, opening_bodies
from knowledge.duty_text import Duty, duty, is_duty, skip_auxiliaries
from knowledge.model import Clause
from knowledge.reading import Piece, Reading, split_outside, trim
from knowledge.vocabulary import any_of, table, words


def sentence_duties(clause: Clause, registry: Bodies) -> list[Duty]:
    """Return the duties that the sentences of a clause give; what follows without a body belongs on."""
    reading = Reading(clause.text, clause.number)
    found: list[Duty] = []
    opened: tuple[Subject, int, int] | None = None  # subject, start of the task, start of the quote
    last = 0
    title = Reading(clause.heading).text.strip()
    label = (
        title
        and (len(title.split()) <= 8 or _own_line(clause, title))
        and reading.text.startswith(title, reading.body)
    )
    label = label and opening_bodies(title, 0, registry) is None
    after = reading.body + len(title) if label else None
    for sentence in reading.sentences(after):
        if re.search(table("target_words")["issuing"], reading.text[sentence.start : sentence.end], re.I):
            continue
        for number, part in enumerate(split_outside(reading.text, sentence, ";")):
            piece = trim(reading.text, part)
            subject, quoted = _subject(reading.text, piece, registry)
            if subject:
                if opened:
                    found.append(duty(reading, opened[0].bodies, opened[1], last, opened[2], registry))
                begin = skip_auxiliaries(reading.text, subject.end)
                opened = (subject, begin, sentence.start if number == 0 else quoted)
            elif opened and number == 0 and not _goes_on(reading.text, piece):
                found.append(duty(reading, opened[0].bodies, opened[1], last, opened[2], registry))
                opened = None
            last = piece.end
    if opened:
        found.append(duty(reading, opened[0].bodies, opened[1], last, opened[2], registry))
    return [each for one in found for each in (one, *_handed(reading, one, registry))]


def _own_line(clause: Clause, title: str) -> bool:
    """Whether a clause's heading fills its first lines."""
    breaks = [match.start() for match in re.finditer(r"\n", clause.text[: 2 * len(title) + 40])]
    return any(Reading(clause.text[:at]).text.endswith(title) for at in breaks)


def _goes_on(text: str, piece: Piece) -> bool:
    """Whether a sentence without a subject continues the duties of the one before."""
    return bool(any_of("duty_words", "verbs", prefix="").match(text, piece.start, piece.end))


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
