"""What became of a body or a province: from the dated registry, said to be outside the plan."""

from __future__ import annotations

from actions.engine.compose.base import Case, unique
from actions.engine.lists import marks
from actions.engine.notes import succession_note
from actions.engine.syllables import folded
from actions.engine.texts import phrase
from actions.engine.types import Draft, Note
from knowledge.model import Clause
from knowledge.registry import SuccessionNote
from knowledge.text import squeeze

_MANY = 3
_MOST_CITED = 2


def today(case: Case) -> Draft | None:
    """Answer "Sở X nay là cơ quan nào", "tỉnh Y nay thuộc đâu" from the registry."""
    if "today" not in case.question.cues or _subject(case):
        return None
    provinces = case.question.provinces or tuple(item.province for item in case.library.documents.values())
    registry = case.library.registry
    notes: list[Note] = []
    level = phrase("level_body", level=case.question.level) if case.question.level else ""
    bodies = case.question.agencies or ((level,) if level and not case.question.own_province else ())
    for agency in bodies:
        anywhere = registry.succession(agency, "", case.today)
        if anywhere is not None and anywhere.kind == "successor" and not case.question.own_province:
            found: list[SuccessionNote | None] = [anywhere]  # the same in every province
        else:
            found = [registry.succession(agency, province, case.today) for province in provinces]
        notes += [succession_note("succession", item) for item in found if item is not None]
    if not bodies and case.question.own_province:
        merged = [registry.province_succession(province, case.today) for province in provinces]
        notes += [succession_note("province", item) for item in merged if item is not None]
    if not notes and "still" in case.question.cues:
        names = bodies or case.question.provinces
        lines = [phrase("unchanged", name=name) for name in names]
        return Draft("answered", "today", {"lines": lines, "cited": False})
    if not notes:
        return None
    lines = list(dict.fromkeys(note.text if len(notes) < _MANY else note.line for note in notes))
    cited = _spoken_of(case)
    return Draft(
        status="answered",
        template="today",
        values={"lines": lines, "cited": bool(cited), "no_quote": True},
        citations=unique(case.cite_clause(clause) for clause in cited),
        notes=tuple(notes),
        bodies=case.question.agencies,
    )


def _subject(case: Case) -> bool:
    """Return whether a question names more than a body or a place and what became of it."""
    changes = marks("change_words") if case.question.agencies or case.question.own_province else ()
    return bool(set(folded(case.telling)) - set(folded(changes)))


def _spoken_of(case: Case) -> list[Clause]:
    """Return the clauses of the turn before that name the body asked about, or stand under its name."""
    by_key, registry = case.finder.prepared.by_key, case.library.registry
    held = [by_key[key] for key in case.question.again if key in by_key]
    return [
        clause
        for clause in held
        for mentions in [registry.find_agencies(squeeze(" \n".join([clause.text, *clause.path])))]
        if any(
            case.finder.prepared.same_body(mention.surface, agency)
            for mention in mentions
            for agency in case.question.agencies
        )
    ][:_MOST_CITED]
