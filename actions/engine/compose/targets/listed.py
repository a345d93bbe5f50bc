"""Targets as a list: each once, its years side by side, folded after one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.engine import figures
from actions.engine.compose.base import (
    Case,
    fitting_page,
    joined,
    more_button,
    page,
    plan_name,
    province_buttons,
    shorten,
    unique,
)
from actions.engine.compose.targets.indicators import period_said, states_year
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft
from knowledge.model import Indicator
from knowledge.text import squeeze

_NAME = 120
_YEARS = 25


def target_list(case: Case, template: str, pool: Sequence[Indicator]) -> Draft | None:
    """Return one page of targets under a template; None where there are none."""
    groups = grouped(pool)
    if not groups:
        return None
    shown, left = page(groups, case.question.offset, _page_size(groups[case.question.offset :]))
    picked = [item for group in shown for item in group]  # type: ignore[attr-defined]
    provinces = list(dict.fromkeys(case.document(group[0].document_id).province for group in groups))
    plans = dict.fromkeys(plan_name(case.document(group[0].document_id)) for group in groups)
    start = case.question.offset
    items = [_row(case, group, start + at) for at, group in enumerate(shown, 1)]  # type: ignore[arg-type]
    pressed = more_button(left) + (province_buttons(provinces) if len(provinces) > 1 else ())
    return Draft(
        status="answered",
        template=template,
        values={
            "items": items,
            "total": len(groups),
            "left": left,
            "several": len(provinces) > 1,
            "provinces": joined(provinces),
            "plans": joined(list(plans)),
            "topic": topic_named(case),
            "years": joined([str(year) for year in case.question.years]),
            "continued": start > 0,
            "agency": joined(case.question.agencies),
            "no_quote": True,
        },
        facts=tuple(picked),
        citations=unique(case.cite(item) for item in picked),
        buttons=pressed,
        bodies=case.question.agencies,
        computed=(str(len(groups)), str(left)),
        total=len(groups),
        shown=len(shown),
    )


def topic_named(case: Case) -> str:
    """Return the subject of a list as asked, from its first telling word, without those for where it stands.

    "Điểm khác nhau giữa mục tiêu xã hội số" is about "xã hội số"; "bảng" only says where.
    """
    if not case.telling:
        return ""
    kept = [word for word in case.question.topic.split() if word.lower() not in marks("list_nouns")]
    asked = set(folded(case.question.terms))
    first = next((at for at, word in enumerate(kept) if asked.intersection(folded(tokens(word)))), 0)
    return " ".join(kept[first:])


def grouped(pool: Sequence[Indicator]) -> list[list[Indicator]]:
    """Group records of one target; order of the documents is kept."""
    groups: list[list[Indicator]] = []
    for item in pool:
        for group in groups:
            if (
                group[0].clause == item.clause
                and group[0].name == item.name
                and group[0].document_id == item.document_id
            ):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def _page_size(groups: Sequence[Sequence[Indicator]]) -> int:
    return fitting_page([min(len(group[0].name), _NAME) + _YEARS * len(group) for group in groups])


def _row(case: Case, group: Sequence[Indicator], number: int) -> dict[str, Any]:
    return {
        "number": number,
        "province": case.document(group[0].document_id).province,
        "name": shorten(group[0].name, _NAME),
        "targets": [
            {
                "year": item.year if states_year(case, item) else None,
                "period": period_said(item),
                "derived": bool(item.year) and not states_year(case, item),
                "level": squeeze(f"{item.scope.level} {item.scope.sector}"),
                "value": figures.worded(item.value_text, item.unit),
            }
            for item in group
        ],
    }
