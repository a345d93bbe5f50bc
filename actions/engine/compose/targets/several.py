"""Several targets that one question names side by side ("điện thoại thông minh và chữ ký số").

Each part of an enumeration is looked up by itself; where one target holds the whole question, none is parted.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.engine.compose.base import Case, plan_name, unique
from actions.engine.compose.targets.comparison import ranking
from actions.engine.compose.targets.indicators import family_row
from actions.engine.compose.targets.selection import chosen
from actions.engine.evidence import Family
from actions.engine.lists import marks
from actions.engine.reading.question import read, telling
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question, Understanding
from nlu.entities import find_entities

_TYPES = frozenset({"indicator", "compare", "baseline", "list", "unknown"})
_NOT = frozenset({"no_target", "lacking", "tasks", "measures", "names"})
_SURE = 0.9
_RARE = 0.7
_FEWEST = 2
_MOST = 4


def side_by_side(case: Case) -> Draft | None:
    """Answer with each of the targets named, in the question's order; ranked only where that is asked."""
    question = case.question
    asked = question.type in _TYPES or (question.type == "passage" and question.years)
    if not asked or question.agencies or _NOT & question.cues or not case.telling:
        return None
    parts = _parts(case)
    alike = len({frozenset(part.terms) for part in parts}) == 1
    different = {
        (frozenset(part.terms), part.provinces if alike else (), alike and part.years) for part in parts
    }
    if not _FEWEST <= len(parts) <= _MOST or len(different) < len(parts):
        return None
    if alike and len({part.years for part in parts}) == 1:
        return None  # one target of several plans in one year is compared as such
    families = [_families(case, part)[: 1 if alike else _MOST] for part in parts]
    known = [item for kept in families for item in kept]
    if not all(families) or (not alike and len({item.members for item in known}) < len(known)):
        return None
    together = {item.id for family in chosen(case) for item in family.members}
    found = all(
        any(together.intersection(item.id for item in family.members) for family in kept) for kept in families
    )
    if not alike and (found or any(_whole(case, item) for item in known)):
        return None  # they are found as one
    rows = [_row(case, part, item) for part, kept in zip(parts, families, strict=True) for item in kept]
    plans = {item.document_id for item in known}
    title = plan_name(case.document(known[0].document_id))
    labels = [row["name"] if len(plans) == 1 else f"{row['province']} – {row['name']}" for row in rows]
    named = (
        [_timeless(row) for row in rows]
        if alike
        else [{**row, "province": at} for row, at in zip(rows, labels, strict=True)]
    )
    compared = alike or {"highest", "lowest", "difference", "ratio"} & question.cues
    ranked, computed = ranking(case, named) if compared else ([], ())
    shown = [
        {"province": label, "name": title if len(plans) == 1 else "", "targets": row["targets"]}
        for row, label in zip(rows, labels, strict=True)
    ]
    facts = tuple(item for row in rows for item in row["members"])
    return Draft(
        status="answered",
        template="comparison",
        values={
            "rows": shown,
            "same_name": len(plans) == 1,
            "absent_first": False,
            "absent": "",
            "spoken": "",
            "near": [],
            "other_years": [],
            "unlike": "",
            "unranked": "",
            "ranked": ranked,
            "years": "",
        },
        facts=facts,
        citations=unique(case.cite(item) for item in facts),
        computed=computed,
        total=len(rows),
    )


def _row(case: Case, part: Question, family: Family) -> dict[str, Any]:
    row = family_row(replace(case, question=part), family)
    return row if row["members"] else family_row(case, family, True)


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose years stand in its name, so that figures of different years can be ranked."""
    years = " ".join(phrase("year", year=item.year) for item in row["members"] if item.year)
    members = tuple(replace(item, year=None) for item in row["members"])
    return {**row, "province": f"{row['province']} {years}", "members": members}


def _parts(case: Case) -> list[Question]:
    """Return the parts of the question that name a subject, each asked of one plan; none where one is not."""
    question = case.question
    joints = "|".join(rf"\s{re.escape(mark)}\s" for mark in marks("joints"))
    segments = re.split(rf"[,;:]\s|{joints}", question.normalized)
    if len(segments) < _FEWEST:
        return []
    found: list[Question] = []
    for segment in segments:
        heard = Understanding(segment, segment, "indicator", entities=tuple(find_entities(segment)))
        part = read(heard, case.library, case.words, case.today, question.plain)
        dated = bool(part.provinces and part.years)
        if not _names(case, part) and not dated:
            continue
        part = replace(
            part,
            type=question.type,
            provinces=part.provinces or question.provinces,
            documents=part.documents or question.documents,
            years=part.years or question.years,
        )
        if len(case.finder.documents(part)) != 1:
            return []
        found.append(part)
    # "A năm 2025 so với B năm 2030": what is asked of the one is asked of the other.
    names = [part for part in found if _names(case, part)]
    if not names:
        return []
    named = names[0]
    if len({part.terms for part in names}) > 1:
        return names  # "Của A năm 2030: tỷ lệ B và tỷ lệ C": what says only where and when is no part
    return [
        part if _names(case, part) else replace(part, terms=named.terms, weak=named.weak, topic=named.topic)
        for part in found
    ]


def _names(case: Case, part: Question) -> bool:
    """Return whether a part names something by itself: two telling words, or one that is rare ("PCI")."""
    weight = case.finder.prepared.vocabulary.weight
    named = telling(part)
    return len(named) > 1 or any(weight(word, part.plain, False) >= _RARE for word in named)


def _families(case: Case, part: Question) -> list[Family]:
    """Return the targets of the plan that hold the whole part."""
    return [item for item in chosen(replace(case, question=part)) if item.match.main >= _SURE]


def _whole(case: Case, family: Family) -> bool:
    """Return whether one of the targets holds the whole question, so that its parts belong together."""
    return any(
        case.finder.match(case.question, case.finder.prepared.indicators[item.id]).main >= _SURE
        for item in family.members
    )
