"""Answers to "ở xã nào?", "sàn nào?", "ở đâu?": the clause that gives the names themselves.

A question for names is answered by a clause that writes names after such a noun ("xã A, huyện B"), not by one
that only speaks of the subject, nor by the body in charge of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.engine.compose.base import Case, best_part, quoted
from actions.engine.evidence import FITS
from actions.engine.lists import mark_groups, marks
from actions.engine.match import NO_MATCH
from actions.engine.syllables import Tokens, folded, tokens
from actions.engine.types import Draft
from knowledge.model import Clause
from knowledge.text import fold, squeeze

_NOT_FOR_NAMES = frozenset(
    {"smalltalk", "unsafe", "funding", "source", "results", "reporting", "baseline", "measured_by"}
)
_COMPARING = frozenset({"all_provinces", "highest", "lowest", "difference"})
_LIMIT = 430
_NEAR = 0.3
_STRUCTURAL = ("recipient", "recipients", "basis", "header", "title", "signature")
_CAPITAL = "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper())
_NAME = rf"[{_CAPITAL}]\w*(?:\s+[{_CAPITAL}]\w*){{0,4}}"
"""One to five words with capital initials."""
_LISTED = r"[^.;:()]{0,40}(?:\(|như |gồm )\s*"
_WITHIN = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a clause with the noun before it: ``Name("xã", "Hướng Đạo", 40, 55)``."""

    noun: str
    name: str
    start: int
    end: int


def named(case: Case) -> Draft | None:
    """Answer a question for places or things by the clause that names most of them."""
    groups = _asked(case)
    if not groups or case.question.type in _NOT_FOR_NAMES:
        return None
    if _COMPARING & case.question.cues and not case.question.own_province:
        return None
    nouns = tuple(noun for group in groups for noun in mark_groups("named_things")[group])
    inside = _where_it_lies(case, groups)
    if inside is not None:
        return quoted(case, *inside)
    left_out = {*(word for noun in nouns for word in folded(tokens(noun))), *folded(marks("asked_places"))}
    subject = tuple(term for term in case.question.terms if fold(term) not in left_out)
    bodies = (word for agency in case.question.agencies for word in tokens(agency))
    subject += folded(bodies) if case.question.plain else tuple(bodies)
    if not set(subject) - case.question.weak:
        return None
    question = replace(case.question, terms=subject)
    # Things listed in brackets ("các sàn (A, B)") are named once: a part of the subject leads there.
    least = _NEAR if set(groups) <= set(marks("listed_groups")) else FITS
    best: tuple[tuple[int, float], Clause] | None = None
    for clause in _clauses(case):
        number = len({found.name for found in _names(squeeze(clause.text), nouns)})
        field = case.finder.prepared.clauses[clause.key]
        match = case.finder.match(question, field) if number else NO_MATCH
        if match.main < least or not _of_the_bodies(case, clause):
            continue
        key = (number, match.score)
        if best is None or key > best[0]:
            best = (key, clause)
    if best is None:
        return None
    text = best_part(squeeze(best[1].text), _LIMIT, lambda part: len(list(_names(part, nouns))))
    return quoted(case, best[1], text)


def _of_the_bodies(case: Case, clause: Clause) -> bool:
    """Return whether a clause names one of the bodies asked about, where they are single bodies."""
    registry, same = case.library.registry, case.finder.prepared.same_body
    known = [
        name
        for name in case.question.agencies
        if (found := registry.identify(name)) is not None and found.agency is not None
    ]
    if not known:
        return True
    said = [mention.surface for mention in registry.find_agencies(squeeze(clause.text))]
    return any(same(name, other) for name in known for other in said)


def _asked(case: Case) -> tuple[str, ...]:
    """Return the groups of things whose names are asked: communes for "ở những xã, thị trấn nào"."""
    syllables = folded(tokens(case.question.normalized))
    asking = {fold(mark) for mark in marks("asking")}
    groups = mark_groups("named_things")
    found: list[str] = []
    for at, word in enumerate(syllables):
        if word in asking:
            before = syllables[:at]
            found += [
                group
                for group, nouns in groups.items()
                if any(before[-len(noun) :] == noun for noun in map(_noun, nouns))
            ]
        elsewhere = [folded(tokens(mark)) for mark in marks("asked_places")]
        if any(syllables[at : at + len(mark)] == mark for mark in elsewhere):
            found += marks("place_groups")
    each = [folded(tokens(mark)) for mark in marks("asked_each")]
    behind = [
        syllables[at + len(mark) :]
        for mark in each
        for at in range(len(syllables))
        if syllables[at : at + len(mark)] == mark
    ]
    found += [
        group
        for group, nouns in groups.items()
        if any(rest[: len(noun)] == noun for rest in behind for noun in map(_noun, nouns))
    ]
    return tuple(dict.fromkeys(found))


def _noun(noun: str) -> Tokens:
    return folded(tokens(noun))


def _names(text: str, nouns: tuple[str, ...]) -> Iterator[Name]:
    """Return the names that follow one of the nouns, at once or as a list in brackets behind it.

    A place has a name of two words or more; one capital after "xã" more often begins a sentence.
    """
    places = {noun for group in marks("place_groups") for noun in mark_groups("named_things")[group]}
    enumerated = {noun for group in marks("listed_groups") for noun in mark_groups("named_things")[group]}
    others = {fold(mark) for mark in marks("not_names")}
    either = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    for found in re.finditer(rf"(?<!\w)((?i:{either}))(\s+|{_LISTED})({_NAME})", text):
        noun, name = found.group(1), found.group(3)
        rest = text[found.start() :].lower()
        if any(len(noun) < len(other) and rest.startswith(other.lower()) for other in nouns):
            continue  # "sàn Thương mại điện tử" names no market
        listed = bool(found.group(2).strip())
        if noun.isupper() or (listed and noun.lower() not in enumerated):
            continue
        if noun.lower() in places and " " not in name:
            continue
        if fold(name.split()[0]) not in others:
            yield Name(noun, name, found.start(), found.end())


def _where_it_lies(case: Case, groups: tuple[str, ...]) -> tuple[Clause, str] | None:
    """Return where the plans say a named place lies ("xã A, huyện B") for "xã A thuộc huyện nào?"."""
    said = folded(tokens(case.question.normalized))
    if not {fold(mark) for mark in marks("lies_in")}.intersection(said):
        return None
    things = mark_groups("named_things")
    wider = tuple(noun for group in groups for noun in things[group])
    smaller = tuple(noun for group, nouns in things.items() if group not in groups for noun in nouns)
    for clause in _clauses(case):
        text = squeeze(clause.text)
        for place in _names(text, smaller):
            name = folded(tokens(place.name))
            if not any(said[at : at + len(name)] == name for at in range(len(said))):
                continue
            for around in _names(text[place.end :], wider):
                if around.start <= _WITHIN:
                    return clause, text[place.start : place.end + around.end]
    return None


def _clauses(case: Case) -> list[Clause]:
    return [
        clause
        for document in case.documents
        for clause in case.library.clauses[document.id]
        if clause.kind not in _STRUCTURAL
    ]
