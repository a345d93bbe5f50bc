"""How many targets each of several has: sections of one plan, or bodies that measure them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import Case, joined, plan_name, shorten, unique
from actions.engine.compose.listing import points_of
from actions.engine.compose.targets.listed import grouped
from actions.engine.compose.targets.measuring import measured
from actions.engine.compose.targets.pools import sections_of_parts, under_sections
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.citations import Citation
from knowledge.model import Indicator
from knowledge.text import squeeze

_HEADING = 90
_SEVERAL = 2
_COUNTING = frozenset({"how_many", "how_many_targets", "weighed"})


def by_section(case: Case) -> Draft | None:
    """Answer "mỗi bảng có bao nhiêu chỉ tiêu" with the number of targets in each section named."""
    cues = case.question.cues
    asked = "indicators" in cues and (_COUNTING & cues or case.question.type == "count")
    if not asked or case.question.agencies or len(case.documents) != 1 or not case.telling:
        return None
    years = set(case.question.years)
    own = [item for item in case.library.indicators if item.document_id == case.documents[0].id]
    pool = [item for item in own if not years or item.year in years]
    sections = sections_of_parts(case, pool)
    if len(sections) < _SEVERAL:
        return None
    held = [under_sections(case, pool, [section]) for section in sections]
    numbers = [
        len(points_of(case, section, items)) or len(grouped(items))
        for section, items in zip(sections, held, strict=True)
    ]
    names = [_named(section.heading, items) for section, items in zip(sections, held, strict=True)]
    facts = tuple(item for items in held for item in items)
    return _counts(
        case, "section_counts", names, numbers, facts, [case.cite_clause(item) for item in sections]
    )


def _named(heading: str, items: Sequence[Indicator]) -> str:
    """Return a section's heading, with the year where all its targets have one: headings come twice."""
    name = shorten(squeeze(heading).rstrip(":;. "), _HEADING)
    years = {item.year for item in items if item.year}
    return f"“{name}”" + (f" ({phrase('year', year=min(years))})" if len(years) == 1 else "")


def by_body(case: Case) -> Draft | None:
    """Answer how many targets each of several bodies measures."""
    cues, bodies = case.question.cues, case.question.agencies
    if len(bodies) < _SEVERAL or "indicators" not in cues or "tasks" in cues or not _COUNTING & cues:
        return None
    each = [measured(replace(case, question=replace(case.question, agencies=(body,)))) for body in bodies]
    if not any(each):
        return None
    facts = tuple(item for items in each for item in items)
    cited = unique(case.cite(item) for item in facts)
    draft = _counts(
        case, "measured_counts", list(bodies), [len(grouped(items)) for items in each], facts, cited
    )
    return replace(draft, bodies=bodies)


def _counts(
    case: Case,
    template: str,
    names: Sequence[str],
    numbers: Sequence[int],
    facts: tuple[Indicator, ...],
    citations: Sequence[Citation],
) -> Draft:
    """Return a draft with a number for each name, and which has the most."""
    most = max(numbers)
    gap = most - min(numbers)
    items = [{"name": name, "count": number} for name, number in zip(names, numbers, strict=True)]
    return Draft(
        status="answered",
        template=template,
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "items": items,
            "most": joined([str(item["name"]) for item in items if item["count"] == most]) if gap else "",
            "gap": gap if len(items) == _SEVERAL else 0,
            "no_quote": True,
        },
        facts=facts,
        citations=tuple(citations),
        computed=(*map(str, numbers), str(gap)),
        total=len(items),
    )
