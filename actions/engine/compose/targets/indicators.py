"""Answers about targets: the value, what it starts from, who measures it; false premises put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.engine import figures
from actions.engine.compose.base import Case, joined, plan_name, province_buttons, shorten, unique
from actions.engine.compose.targets.absence import look_again
from actions.engine.compose.targets.selection import asked_members, chosen
from actions.engine.evidence import Family
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Document, Indicator
from knowledge.text import fold, squeeze

_NAME = 170
_YEAR = re.compile(r"20\d\d")
_SURELY = 0.85
"""A target that holds less of the question than this may be another one; no verdict rests on it."""


def indicator(case: Case) -> Draft | None:
    """Answer with the target's value for the year and level asked, or for all of them."""
    rows = _rows(case)
    if not rows:
        return None
    asked = [row for row in rows if row["members"]]
    if asked and _asks_baseline(case, asked[0]["family"]):
        return baseline(case)
    if not asked:
        return unset(case, [row["family"] for row in rows])
    verdict = _verdict(case, asked)
    values = _values(case, asked) | verdict
    return _draft(case, "indicator", values, asked, "answered")


def of_families(case: Case, families: Sequence[Family]) -> Draft:
    """Answer with the values of the targets given."""
    rows = [family_row(case, family) for family in families]
    return _draft(case, "indicator", _values(case, rows), rows, "answered")


def unranked(case: Case) -> Draft | None:
    """Say that a plan sets no place among the provinces ("đứng thứ mấy"), where it sets other targets."""
    rows = _rows(case) if "ranks" in case.question.cues else []
    if not rows or any(item.comparison == figures.RANK for row in rows for item in row["family"].members):
        return None
    return _draft(case, "not_ranked", _values(case, rows), rows, "not_found")


def baseline(case: Case) -> Draft | None:
    """Answer with the value that the target starts from, and the distance to the target."""
    rows = _rows(case, all_years=True)
    if not rows:
        return None
    known = [row for row in rows if any(item.baseline for item in row["family"].members)]
    # "ngành dịch vụ": of the targets that fit, those whose baseline is given for that sector.
    known = [row for row in known if row["baseline"].get("named")] or known
    if not known and not {"starting", "typed"} & case.question.cues:
        return indicator(case)  # no word asks for a start: "hết năm 2023 bao nhiêu ..." is a target
    if not known:
        return _draft(case, "no_baseline", _values(case, rows), rows, "not_found")
    return _draft(case, "baseline", _values(case, known), known, "answered")


def measured_by(case: Case) -> Draft | None:
    """Answer with the body that measures the target."""
    if case.question.agencies and not case.telling:
        return None
    rows = _rows(case, all_years=True)
    if not rows:
        return None
    known = [row for row in rows if row["measured"]]
    if not known:
        return _draft(case, "not_measured", _values(case, rows), rows, "not_found")
    draft = _draft(case, "measured_by", _values(case, known), known, "answered")
    return replace(
        draft, bodies=tuple(body for row in known for body in row["family"].members[0].measured_by)
    )


def measured_if_known(case: Case) -> Draft | None:
    """Answer with the measuring body, but only where the plan names one."""
    draft = measured_by(case)
    return draft if draft is not None and draft.status == "answered" else None


def results(case: Case) -> Draft | None:
    """Say that plans hold targets, not results; give the target that was meant, if it is known."""
    rows = [row for row in _rows(case) if row["members"]]
    if rows and _asks_baseline(case, rows[0]["family"]):
        return baseline(case)
    if case.telling and not rows and case.finder.strange(case.question):
        return None
    if not rows:
        return Draft(
            "not_found", "results_unknown", {"plans": joined([plan_name(item) for item in case.documents])}
        )
    return _draft(case, "results", _values(case, rows), rows, "not_found")


def family_row(case: Case, family: Family, all_years: bool = False) -> dict[str, Any]:
    """Return what a template shows of one target: name, place, values by year and level, baseline."""
    members = family.members if all_years else asked_members(case, family.members)
    first = family.members[0]
    document = case.document(family.document_id)
    show_level = len({item.scope.level for item in members}) > 1 or bool(case.question.level)
    started = next((item for item in (*members, *family.members) if item.baseline), first)
    measured = next((item for item in (*members, *family.members) if item.measured_by), first)
    lone = members[0] if len(members) == 1 else None
    return {
        "family": family,
        "members": members,
        "province": document.province,
        "plan": plan_name(document),
        "name": shorten(_best_name(members or family.members), _NAME),
        "level": members[0].scope.level if lone else "",
        "targets": [_target(case, item, show_level) for item in members],
        "all_targets": [_target(case, item, True) for item in family.members],
        "baseline": _baseline_values(case, started.baseline, lone or first),
        "measured": joined(measured.measured_by),
        "beside": [item for item in dict.fromkeys((started, measured)) if item not in members],
    }


def _rows(case: Case, all_years: bool = False) -> list[dict[str, Any]]:
    """Return the targets that answer, each as a row; those without a value for the year asked stay empty."""
    if not case.telling:
        return []
    kept = chosen(case)
    rows = [family_row(case, item, all_years) for item in kept]
    return sorted(rows, key=lambda row: -row["family"].score)


def _asks_baseline(case: Case, family: Family) -> bool:
    """Return whether the only year asked is the one that the target starts from."""
    years = set(case.question.years)
    starts = {item.baseline.year for item in family.members if item.baseline is not None}
    return bool(years) and years <= starts and not years.intersection(item.year for item in family.members)


def states_year(case: Case, item: Indicator) -> bool:
    """Return whether the clause or its headings give the year, or a title that names no other.

    Else it was derived.
    """
    clause = case.library.clause(item.document_id, item.clause)
    said = [item.quote, item.period, clause.heading, *clause.path]
    said += [text for pair in clause.cells for text in pair]
    title = case.document(item.document_id).title
    if len(set(_YEAR.findall(title))) == 1:
        said.append(title)
    return item.year is not None and str(item.year) in " ".join(said)


def period_said(item: Indicator) -> str:
    """Return the target's period as a sentence says it: "2021-2025" is "giai đoạn 2021-2025"."""
    period = squeeze(item.period)
    return phrase("stage_written", period=period) if period[:1].isdigit() else period


def _target(case: Case, item: Indicator, show_level: bool) -> dict[str, Any]:
    value = figures.worded(item.value_text, item.unit) or shorten(item.quote, _NAME)
    stated = states_year(case, item)
    if (
        item.comparison == "increase"
        and not item.period
        and fold(phrase("yearly_word")) not in fold(item.name)
    ):
        value = phrase("yearly", value=value)
    return {
        "year": item.year if stated or item.year is None else None,
        "derived": bool(item.year) and not stated,
        "period": period_said(item),
        "level": squeeze(" ".join(part for part in (item.scope.level, item.scope.sector) if part))
        if show_level
        else "",
        "value": value,
    }


def _baseline_values(case: Case, base: Any, target: Indicator) -> dict[str, Any]:
    if base is None:
        return {}
    sectors = [{"name": squeeze(name), "value": squeeze(value)} for name, value in base.sectors]
    named = [item for item in sectors if find(folded(tokens(item["name"])), folded(case.question.terms)) >= 0]
    return {
        "year": base.year,
        "value": figures.worded(base.value_text) if base.value is not None else "",
        "sectors": named or sectors,
        "named": bool(named),
        "source": squeeze(base.source),
        "note": squeeze(base.note),
        "national": figures.is_national(base),
        "measured": base.value is not None or bool(sectors),
        "change": figures.change(base, target),
        "target_year": target.year,
    }


def _best_name(members: Sequence[Indicator]) -> str:
    """Return the target's name; where the levels differ, without the level."""
    name = min((item.name for item in members), key=len)
    levels = {item.scope.level for item in members}
    if len(levels) < 2:
        return name
    for level in levels:
        name = re.sub(rf"\s*(?:{phrase('at')}\s+)?{re.escape(level)}\b", "", name) if level else name
    return name


def _verdict(case: Case, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Compare the figures that the question states with the record's; say yes or no where they meet.

    Nothing is said of a figure that measures something else, nor where the target found holds too little
    of what was asked to be surely the one meant.
    """
    members = [item for row in rows for item in row["members"]]
    named = (*case.question.figures, *case.question.counts)
    stated = [figure for figure in named if any(figures.is_alike(figure, item) for item in members)]
    sure = rows[0]["family"].match.coverage >= _SURELY
    values: dict[str, Any] = {
        "why": "why" in case.question.cues and (not named or (bool(stated) and sure)),
        "confirmed": False,
        "wrong": "",
        "other_year": "",
        "other_level": "",
    }
    if not stated or not sure:
        return values
    of_baseline = {
        item.baseline.value
        for item in members
        if item.baseline is not None and item.baseline.value is not None
    }
    unmet = [figure for figure in stated if figures.is_above(figure, members)]
    wrong = [figure for figure in unmet if figure.value not in of_baseline]
    if wrong:
        values["wrong"] = joined([figure.text for figure in wrong])
        elsewhere = [
            item for row in rows for item in row["family"].members if figures.same_value(wrong[0], item)
        ]
        if elsewhere and elsewhere[0].year:
            values["other_year"] = str(elsewhere[0].year)
            # Where the year is that of the answer, the figure is of another level.
            if elsewhere[0].year in {item.year for item in members}:
                values["other_level"] = elsewhere[0].scope.level
                values["other_year"] = "" if not values["other_level"] else values["other_year"]
        return values
    # Each plan in the answer must say it of the target that fits best: "20% như tỉnh B" isn't confirmed by
    # tỉnh B alone, nor "6 xã" of one pilot by the 6 of another.
    best: dict[str, Sequence[Indicator]] = {}
    for row in rows:
        best.setdefault(row["family"].document_id, row["members"])
    agreed = all(not figures.is_above(figure, items) for items in best.values() for figure in stated)
    # One end of a range ("3-5 doanh nghiệp") is not the figure that the plan states.
    exact = not any(item.value_high is not None for items in best.values() for item in items)
    values["confirmed"] = "yes_no" in case.question.cues and agreed and exact and not unmet
    values["why"] = values["why"] and agreed
    return values


def _values(case: Case, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    provinces = list(dict.fromkeys(row["province"] for row in rows))
    asked = [item.province for item in case.documents] if case.question.provinces else []
    shown = [
        {key: value for key, value in row.items() if key not in ("family", "members", "beside")}
        for row in rows
    ]
    return {
        "rows": shown,
        "several": len(provinces) > 1,
        "same_name": len({row["name"] for row in rows}) == 1,
        "absent": joined([name for name in dict.fromkeys(asked) if name not in provinces]),
        "years": joined([str(year) for year in case.question.years]),
        "why": False,
        "confirmed": False,
        "wrong": "",
        "other_year": "",
    }


def _draft(
    case: Case, template: str, values: dict[str, Any], rows: Sequence[dict[str, Any]], status: Any
) -> Draft:
    facts = [item for row in rows for item in (row["members"] or row["family"].members)]
    drawn = chart(case, facts)
    # What else is said of a target may stand beside another year's value, in a clause of its own.
    beside = [item for row in rows for item in row.get("beside", ()) if item.baseline or item.measured_by]
    facts += [item for item in beside if item not in facts]
    if template == "indicator" and values["absent"]:
        said, found = _closer(case, rows)
        values, facts = values | said, facts + found
    computed = [row["baseline"]["change"] for row in rows if row["baseline"].get("change")]
    provinces = list(dict.fromkeys(row["province"] for row in rows))
    pressed = province_buttons(provinces) if len(provinces) > 1 else ()
    focus = facts[0].value_text if facts else ""
    return Draft(
        status=status,
        template=template,
        values=values | {"focus": focus},
        facts=tuple(facts),
        citations=unique(case.cite(item) for item in facts),
        computed=tuple(computed),
        buttons=pressed,
        chart=drawn,
        total=len(rows),
    )


def _closer(case: Case, rows: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], list[Indicator]]:
    """Look again in the plans that seemed to state no such target; return what to say and its records."""
    held = {row["family"].document_id for row in rows}
    missing = [item for item in case.documents if item.id not in held]
    closer = look_again(case, [row["family"] for row in rows], missing)
    near = [family_row(case, item, True) for item in (*closer.same, *closer.near)]
    said = {
        "absent": joined([item.province for item in closer.absent]),
        "spoken": joined([item.province for item in closer.spoken]),
        "near": [
            {key: value for key, value in row.items() if key not in ("family", "members", "beside")}
            for row in near
        ],
    }
    return said, [item for row in near for item in row["members"]]


def unset(case: Case, families: Sequence[Family]) -> Draft:
    """Say that the plans set no such target for the year asked, and which years they set it for.

    Who was first of all in a year, no plan can know: that is said instead.
    """
    full = [family_row(case, item, all_years=True) for item in families]
    plans = [plan_name(case.document(item)) for item in dict.fromkeys(item.document_id for item in families)]
    template = "results" if "foremost" in case.question.cues else "wrong_year"
    return _draft(case, template, _values(case, full) | {"plans": joined(plans)}, full, "not_found")


def chart(case: Case, facts: Sequence[Indicator]) -> dict[str, Any] | None:
    """Return bars for a widget where two or more comparable values are in the facts."""
    measured = [
        item for item in facts if item.value is not None and item.comparison not in (figures.RANK, "range")
    ]
    if len(measured) < 2 or len({item.unit for item in measured}) != 1:
        return None
    several = len({item.document_id for item in measured}) > 1
    series = [
        {
            "label": " ".join(
                part
                for part in (
                    _province(case.document(item.document_id)) if several else "",
                    squeeze(item.scope.level),
                    phrase("year", year=item.year) if item.year else "",
                )
                if part
            ),
            "value": item.value,
            "text": figures.worded(item.value_text, item.unit),
        }
        for item in measured
    ]
    return {"unit": measured[0].unit, "series": series}


def _province(document: Document) -> str:
    return document.province
