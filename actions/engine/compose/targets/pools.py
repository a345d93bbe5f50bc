"""Which targets a list or count is about: by plan, year and value, and by part of the plan or subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.engine import figures
from actions.engine.compose.base import Case
from actions.engine.compose.targets.measures import things_in, things_of
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.reading.question import read, telling
from actions.engine.syllables import find, folded, tokens
from actions.engine.types import Figure, Understanding
from knowledge.model import Clause, Indicator
from knowledge.text import fold, squeeze
from nlu.entities import find_entities

_NEAR = 0.05
_GENERAL = 2
"""A thing's name of more syllables names some of its kind."""
_OPENING = 24
_ASKED = 9
_EARLY = 12
"""A heading that names something later than this mentions it beside its own subject."""


def targets_asked(case: Case) -> list[Indicator]:
    """Return the targets asked for: by plan, year, stated value, and section or subject."""
    documents = {document.id for document in case.documents}
    years = set(case.question.years)
    pool = [item for item in case.library.indicators if item.document_id in documents]
    if years:
        pool = [item for item in pool if item.year in years or item.year is None]
    if case.question.figures:
        pool = [item for item in pool if any(_meets(case, figure, item) for figure in case.question.figures)]
    if "ranks" in case.question.cues:
        pool = [item for item in pool if item.comparison == figures.RANK] or pool
    if things := _of_things(case, pool):
        return things
    if not case.telling:
        return _by_plan(case, pool, _target_sections(case)) or pool
    sections = named_sections(case, pool)
    if sections:
        return _by_plan(case, pool, sections)
    # A list about something holds what is called so, not what stands beside it; else what speaks of it.
    opened = [item for item in pool if not _has_headings(case, item) and _opens_with_topic(case, item)]
    told = {item.document_id for item in opened}
    named = [
        item for item in pool if item in opened or (item.document_id not in told and _is_named(case, item))
    ]
    return named or [item for item in pool if _about(case, item)]


def _of_things(case: Case, pool: Sequence[Indicator]) -> list[Indicator]:
    """Return the targets set for a kind of things, where the question names nothing else ("trường học").

    Of all plans together what is called so is listed.
    """
    if "all_provinces" in case.question.cues:
        return []
    said = case.question.level or case.question.normalized
    telling = set(folded(case.telling))
    things = [pair for pair in things_in(said, case.question.plain) if telling <= set(folded(pair[0]))]
    if len(things) != 1:
        return []
    phrase, groups = things[0]
    held = [item for item in pool if things_of(item) & groups]
    # A name for some of them ("trường cao đẳng") asks for these, where targets call them so.
    named = [item for item in held if find(phrase, tokens(item.name)) >= 0]
    return named if len(phrase) > _GENERAL and named else held


def _meets(case: Case, figure: Figure, item: Indicator) -> bool:
    """Return whether a target has the value stated, or lies on the side of it that is asked ("dưới 80%")."""
    side = figures.side_of(figure, case.question.normalized)
    if not side:
        return figures.same_value(figure, item)
    if item.value is None or not figures.is_alike(figure, item) or item.comparison == "increase":
        return False
    sides = {
        "<": item.value < figure.value,
        "<=": item.value <= figure.value,
        ">": item.value > figure.value,
        ">=": item.value >= figure.value,
    }
    return sides[side] or (item.value == figure.value and item.comparison == side)


def _by_plan(case: Case, pool: Sequence[Indicator], sections: Sequence[Clause]) -> list[Indicator]:
    """Return the targets under one of the sections; of a plan without sections those it introduces so."""
    under = under_sections(case, pool, sections)
    headed = {clause.document_id for clause in sections}
    # A part that isn't the plan's list of targets needn't hold all that is called so.
    listed = {clause.document_id for clause in sections if _is_of_targets(clause)}
    return [
        item
        for item in pool
        if item in under
        or (item.document_id not in headed and _introduced(case, item))
        or (case.telling and item.document_id not in listed and _holds_topic(case, item.name))
    ]


def _has_headings(case: Case, item: Indicator) -> bool:
    """Return whether a target stands in a document that parts itself by headings, as no news report does."""
    return any(
        clause.heading and clause.kind in ("part", "section", "chapter", "article", "appendix")
        for clause in case.library.clauses[item.document_id]
    )


def _opens_with_topic(case: Case, item: Indicator) -> bool:
    """Return whether the target's paragraph begins by saying that it is about the subject."""
    return _topic_at(case, case.library.clause(item.document_id, item.clause).text) in range(_EARLY + 1)


def _introduced(case: Case, item: Indicator) -> bool:
    """Return whether a plan without headings opens the target's paragraph with the subject."""
    if not case.telling:
        return True
    text = squeeze(case.library.clause(item.document_id, item.clause).text)
    opening = " ".join(text.split()[:_OPENING])
    return _holds_topic(case, opening) or _holds_topic(case, item.name)


def _holds_topic(case: Case, text: str) -> bool:
    """Return whether a text holds the subject as it was asked, in one piece."""
    return _topic_at(case, text) >= 0


def _topic_at(case: Case, text: str) -> int:
    """Return where a text holds the subject as it was asked, in syllables; -1 where it doesn't."""
    places = (
        find(folded(case.telling), folded(case.words.canonical(tokens(text)))),
        find(folded(tokens(case.question.topic)), folded(tokens(text))) if case.question.topic else -1,
    )
    return max(places)


def _is_named(case: Case, item: Indicator) -> bool:
    """Return whether the target's own name, level and sector hold the question's subject."""
    found = case.finder.match(case.question, case.finder.prepared.indicators[item.id])
    return found.main >= FITS or _holds_topic(case, item.name)


def _target_sections(case: Case) -> list[Clause]:
    """Return the sections that a plan itself calls its targets."""
    wanted = [fold(mark) for mark in marks("target_headings")]
    return [
        clause
        for document in case.documents
        for clause in case.library.clauses[document.id]
        if clause.heading and any(_is_headed(clause, mark) for mark in wanted)
    ]


def _is_headed(clause: Clause, mark: str) -> bool:
    """Return whether a section begins with the mark, or an appendix bears it ("Danh mục chỉ tiêu")."""
    heading = fold(squeeze(clause.heading))
    return heading.startswith(mark) or (clause.kind == "appendix" and mark in heading)


def named_sections(case: Case, pool: Sequence[Indicator]) -> list[Clause]:
    """Return the sections with targets whose heading is what the question names ("xã hội số")."""
    above: dict[str, Clause] = {}
    for item in pool:
        clause = case.library.clause(item.document_id, item.clause)
        above |= {parent.key: parent for parent in case.finder.ancestors(clause) if parent.heading}
    scored = [(case.finder.match_text(case.question, clause.heading), clause) for clause in above.values()]
    fitting = [(found.score, clause) for found, clause in scored if found.coverage >= FITS]
    result: list[Clause] = []
    for document in case.documents:
        own = [pair for pair in fitting if pair[1].document_id == document.id]
        # Of several parts about the subject, that of the targets is meant.
        own = [pair for pair in own if _is_of_targets(pair[1])] or [
            pair for pair in own if _topic_at(case, _without_purpose(pair[1].heading)) in range(_EARLY + 1)
        ]
        best = max((score for score, _ in own), default=0.0)
        result += [clause for score, clause in own if score >= best - _NEAR]
    return result


def sections_of_parts(case: Case, pool: Sequence[Indicator]) -> list[Clause]:
    """Return the sections that the parts of a question name one by one ("bảng A và bảng B"), each once."""
    between = (*marks("joints"), *marks("weighing"))
    joints = "|".join(rf"\s{re.escape(mark)}\s" for mark in between)
    found: dict[str, Clause] = {}
    text = case.question.normalized
    for entity in find_entities(text):
        text = text.replace(entity.text, " ") if entity.kind == "agency" else text
    for segment in re.split(rf"[,;:?]\s|{joints}", text):
        heard = Understanding(segment, segment, "list", entities=tuple(find_entities(segment)))
        part = case.finder.lightened(read(heard, case.library, case.words, case.today, case.question.plain))
        if telling(part):
            own = replace(part, provinces=case.question.provinces, documents=case.question.documents)
            sections = named_sections(replace(case, question=own), pool)
            found |= {item.key: item for item in sections if _is_of_targets(item)}
    return list(found.values())


def _without_purpose(heading: str) -> str:
    """Return a heading up to what its subject is for ("Phát triển A để nâng cao B")."""
    words = squeeze(heading).split()
    ends = [at for at, word in enumerate(words) if word.lower() in marks("purpose")]
    return " ".join(words[: ends[0]]) if ends else heading


def _is_of_targets(clause: Clause) -> bool:
    wanted = [fold(mark) for mark in marks("target_headings")]
    return any(mark in fold(heading) for heading in clause.path for mark in wanted)


def names_section(case: Case) -> bool:
    """Return whether the question's subject is the heading that targets stand under ("xã hội số")."""
    documents = {document.id for document in case.documents}
    pool = [item for item in case.library.indicators if item.document_id in documents]
    return bool(named_sections(case, pool))


def under_sections(case: Case, pool: Sequence[Indicator], sections: Sequence[Clause]) -> list[Indicator]:
    """Return the targets that stand under one of the sections; plans without one keep none."""
    keys = {clause.key for clause in sections}
    return [
        item
        for item in pool
        if keys.intersection(
            parent.key for parent in case.finder.ancestors(case.library.clause(item.document_id, item.clause))
        )
    ]


def asks_which_target(case: Case) -> bool:
    """Return whether one of several targets is asked for ("chỉ tiêu nào", "chỉ tiêu xã hội số nào")."""
    if "which_target" in case.question.cues:
        return True
    said = folded(tokens(case.question.normalized))
    asking = folded(marks("asking"))
    subject = folded(case.telling)
    for mark in marks("target_headings"):
        at = find(folded(tokens(mark)), said)
        # What is asked for stands before "nào": in "mục tiêu của tỉnh nào" it is the province.
        if at >= 0 and any(
            word in asking and said[place - 1] in subject
            for place, word in enumerate(said[: at + _ASKED], 0)
            if place > at + 2
        ):
            return True
    return False


def _about(case: Case, item: Indicator) -> bool:
    """Return whether the target, with the headings it stands under, holds the question's subject."""
    found = case.finder.match(case.question, case.finder.prepared.indicators[item.id])
    return found.coverage >= FITS and not found.missing
