"""Lists and counts: targets of a section, tasks, a section's own parts, plans held."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.engine.compose.base import (
    LIST_ROOM,
    Case,
    excerpt,
    first_clipped,
    more_button,
    page,
    plan_name,
    shorten,
)
from actions.engine.compose.duties.tasks import agency_tasks, body_list, task_count
from actions.engine.compose.plans.documents import which_plan, without_number
from actions.engine.compose.targets.listed import grouped, target_list
from actions.engine.compose.targets.measuring import measured_first
from actions.engine.compose.targets.pools import named_sections, targets_asked, under_sections
from actions.engine.compose.targets.pools import names_section as names_section
from actions.engine.evidence import FITS
from actions.engine.excerpts import fair_limit
from actions.engine.lists import marks
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Clause, Indicator
from knowledge.text import squeeze

_COUNTED = re.compile(r"\b(?:bao nhieu|may) ((?:\w+ ?){1,4})")
_NAME = 120
_PART = 150
_HEADING = 200
_ROWS = 6
_YEARS = 25
_POINTS = 2
_FEW = 2
_ALL = 0.75


def listing(case: Case) -> Draft | None:
    """Answer with a list: a body's tasks, targets, tasks of a section, or the parts of a section."""
    if case.question.agencies:
        return measured_first(case) or agency_tasks(case)
    if "bodies" in case.question.cues and (found := body_list(case)) is not None:
        return found
    if "names" in case.question.cues:
        return None  # names are asked ("những xã nào"): the sentence that lists them answers
    if "indicators" in case.question.cues and "measures" not in case.question.cues:
        return _targets(case, "target_list") or _parts(case)
    parts = _parts(case)
    if parts is not None:
        return parts
    if "tasks" in case.question.cues:
        return task_count(case)
    if "plans" in case.question.cues and not case.telling and case.question.type == "list":
        return plans_held(case)
    return None


def targets_counted(case: Case) -> Draft | None:
    """Count targets where a question for several plans says that it counts them."""
    if "how_many_targets" not in case.question.cues or case.question.agencies:
        return None
    return count(case)


def count(case: Case) -> Draft | None:
    """Answer with a number that is counted from the records, and what was counted."""
    if "bodies" in case.question.cues and not case.question.agencies:
        return body_list(case)
    if "indicators" in case.question.cues and not case.question.agencies:
        return _bullets(case) or _targets(case, "target_count")
    if case.question.agencies or "tasks" in case.question.cues:
        return measured_first(case) or task_count(case)
    if "plans" in case.question.cues and not case.telling:
        return plans_held(case)
    return None


def held_by_the_assistant(case: Case) -> Draft | None:
    """Answer "hệ thống này có dữ liệu của những tỉnh nào": name the plans held."""
    about_it = {"itself", "what_held"} <= case.question.cues and not case.question.own_province
    noise = set(folded(marks("itself_noise")))
    return plans_held(case) if about_it and set(folded(case.telling)) <= noise else None


def plans_asked(case: Case) -> Draft | None:
    """Answer "có kế hoạch nào", "tỉnh X có kế hoạch không": name the plans held."""
    about_plans = (
        "plans" in case.question.cues and {"yes_no", "all_provinces", "how_many"} & case.question.cues
    )
    if {"tasks", "appendix", "measures", "indicators"} & case.question.cues:
        return None
    if about_plans and set(case.telling) <= set(marks("generic_subject")):
        return plans_held(case)
    return None


def plans_held(case: Case) -> Draft:
    """Name the plans held, of the provinces asked or of all."""
    documents = list(case.documents)
    return Draft(
        status="answered",
        template="plans_held",
        values={
            "items": [document.short_name or document.title for document in documents],
            "total": len(documents),
        },
        facts=tuple(documents),
        citations=tuple(
            case.library.citation(document.id, _first(case, document.id), "") for document in documents
        ),
        computed=(str(len(documents)),),
        total=len(documents),
    )


def _first(case: Case, document_id: str) -> str:
    return case.opening(document_id).address


def _targets(case: Case, template: str) -> Draft | None:
    """List or count targets: each target once, its years side by side."""
    if not case.telling and len(case.documents) > 1 and "all_provinces" not in case.question.cues:
        return which_plan(case, case.documents)
    return target_list(case, template, targets_asked(case))


def _bullets(case: Case) -> Draft | None:
    """Count the points of the one section named, where they are not the same as its targets.

    A point may state several targets, or one without a figure.
    """
    if len(case.documents) != 1 or not case.telling or case.question.figures:
        return None
    years = set(case.question.years)
    pool = [item for item in case.library.indicators if item.document_id == case.documents[0].id]
    pool = [item for item in pool if not years or item.year in years]
    sections = named_sections(case, pool)
    if len(sections) != 1:
        return None
    if not points_of(case, sections[0], under_sections(case, pool, sections)):
        return None
    return section(case, sections[0], phrase("targets_noun"))


def points_of(case: Case, clause: Clause, stated: Sequence[Indicator]) -> list[Clause]:
    """Return a section's points where they are not as many as the targets ``stated`` in them."""
    points = [item for item in case.library.children(clause) if item.kind == "bullet"]
    return points if len(points) >= _POINTS and len(points) != len(grouped(stated)) else []


def _parts(case: Case) -> Draft | None:
    """List the parts of the section whose heading answers the question."""
    if not case.telling:
        return None
    best: tuple[float, Clause] | None = None
    for scored in case.finder.clauses(case.question, case.documents)[:30]:
        clause = scored.record
        heading = clause.heading or (clause.text if len(clause.text) < 200 else "")
        if not heading or len(case.library.children(clause)) < 2:
            continue
        found = case.finder.match_text(case.question, heading)
        if found.coverage >= FITS and (best is None or found.score > best[0]):
            best = (found.score, clause)
    if best is None:
        return None
    return section(case, best[1])


def rows_counted(case: Case) -> Draft | None:
    """Count the rows of a table that is named by its number, or by the words of its heading."""
    asked = " ".join(folded(tokens(case.question.normalized)))
    counted = _COUNTED.search(asked)
    if counted is None or case.question.agencies or "indicators" in case.question.cues:
        return None
    named = re.search(r"\b(bang|phu luc)(?: so)? (\d{1,2}|[ivx]{1,5})\b", asked)
    for document in case.documents:
        for clause in case.library.clauses[document.id]:
            tables = [item for item in case.library.children(clause) if item.kind == "table"]
            if clause.kind == "table" or len(tables) != 1 or len(_rows_of(case, clause)) < _FEW:
                continue
            row = _rows_of(case, clause)[0]
            noun = _counted_noun(counted[1], row.cells[0][0] if row.cells else "")
            if noun and (_numbered(clause, named[0]) if named else _titled(case, clause)):
                return section(case, clause, noun)
    return None


def _counted_noun(words: str, heading: str) -> str:
    """Return the words of a heading that the question counts ("bao nhiêu dự án")."""
    said, spoken = tokens(heading), tuple(words.split())
    for length in range(len(spoken), 0, -1):
        at = find(spoken[:length], folded(said))
        if at >= 0:
            return " ".join(said[at : at + length])
    return ""


def _noun_of_parts(case: Case, clause: Clause, parts: Sequence[Clause]) -> str:
    """Return what the question counts ("mấy lĩnh vực") where a heading and all its parts are called so."""
    counted = _COUNTED.search(" ".join(folded(tokens(case.question.normalized))))
    noun = _counted_noun(counted[1], clause.heading or clause.text) if counted else ""
    wanted = folded(tokens(noun))
    called = all(find(wanted, folded(tokens(part.heading or part.text))) >= 0 for part in parts)
    return noun if noun and called else ""


def _numbered(clause: Clause, name: str) -> bool:
    """Whether a clause is, or ends in the caption of, the table or appendix of that name ("bảng 3")."""
    titles = (clause.citation, clause.heading, clause.text)
    said = (" ".join(folded(tokens(title))) for title in titles)
    wanted = name.replace(" so ", " ")
    return any(re.search(rf"\b{re.escape(wanted)}\b", title) for title in said)


def _titled(case: Case, clause: Clause) -> bool:
    heading = clause.heading or clause.text
    return bool(case.telling) and case.finder.match_text(case.question, heading).coverage >= _ALL


def _rows_of(case: Case, clause: Clause) -> list[Clause]:
    """Return the rows of the tables below a clause, those of their groups too, but no rows of rows."""
    found: list[Clause] = []
    for child in case.library.children(clause):
        if child.kind == "row":
            found.append(child)
        elif child.kind in ("table", "heading_row"):
            found += _rows_of(case, child)
    return found


def _children(case: Case, clause: Clause) -> list[Clause]:
    """Return the parts of a section; the rows of the table where that is what it holds."""
    below = list(case.library.children(clause))
    rows = _rows_of(case, clause)
    others = [item for item in below if item.kind not in ("table", "row", "heading_row")]
    return rows if len(rows) > len(others) else others or below


def _row_name(clause: Clause) -> str:
    return squeeze(clause.cells[0][1]) if clause.kind == "row" and clause.cells else ""


def section(case: Case, clause: Clause, noun: str = "") -> Draft:
    """Return a section's parts as a list, folded after one page; ``noun`` is what they are called."""
    children = _children(case, clause)
    noun = noun or _noun_of_parts(case, clause, children)
    shown, left = page(children, case.question.offset, _ROWS)
    picked = [item for item in shown if isinstance(item, Clause)]
    start = case.question.offset
    document = case.document(clause.document_id)
    whole = [_row_name(item) or item.heading or without_number(item) or item.text for item in picked]
    room = fair_limit([len(squeeze(text)) for text in whole], LIST_ROOM, _PART)
    texts = [excerpt(case, text, room) for text in whole]
    clipped = first_clipped(texts, whole, start)
    return Draft(
        status="answered",
        template="section",
        values={
            "plan": plan_name(document),
            "noun": noun or phrase("part_noun"),
            "heading": shorten(clause.heading or clause.text, _HEADING),
            "items": [{"number": start + at, "text": text} for at, text in enumerate(texts, 1)],
            "clipped": clipped,
            "total": len(children),
            "left": left,
            "continued": start > 0,
            "no_quote": True,
        },
        facts=(clause, *picked),
        citations=(case.cite_clause(clause),),
        buttons=more_button(left),
        computed=(str(len(children)), str(left), str(clipped)),
        total=len(children),
        shown=len(picked),
    )
