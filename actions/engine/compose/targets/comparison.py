"""Comparisons over provinces and years: tables, highest and lowest, differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from actions.engine import figures
from actions.engine.compose.base import Case, joined, province_buttons, shorten, unique
from actions.engine.compose.duties.reporting import asked_alone, reporting
from actions.engine.compose.duties.tasks import agency_tasks, body_counts
from actions.engine.compose.targets.absence import is_same, look_again
from actions.engine.compose.targets.aligned import aligned
from actions.engine.compose.targets.growth import growth
from actions.engine.compose.targets.indicators import chart, family_row, period_said, unset
from actions.engine.compose.targets.indicators import indicator as one_indicator
from actions.engine.compose.targets.measures import Measure, alike_in, measure_of
from actions.engine.compose.targets.parts import extreme_target
from actions.engine.compose.targets.sections import sections_compared
from actions.engine.compose.targets.selection import chosen
from actions.engine.evidence import Family
from actions.engine.match import name_words, similarity
from actions.engine.texts import phrase
from actions.engine.types import Draft, Figure, Note
from knowledge.model import Indicator
from knowledge.text import squeeze

_ALIKE = 0.75
_COMPARING = frozenset({"highest", "lowest", "difference", "ratio", "typed"})
_MOST_COMMON = 6
_PAIR = 2
_NEVER = 9999


def compare(case: Case) -> Draft | None:
    """Answer a comparison: over provinces, over years, or within one plan."""
    duties = "report_duties" in case.question.cues or asked_alone(case)
    if duties and not {"indicators", "how_many"} & case.question.cues:
        return reporting(case)  # "báo cáo định kỳ ở các tỉnh khác nhau ra sao"
    if not case.telling:
        tasks = agency_tasks(case) if case.question.agencies else None
        return body_counts(case) or tasks or extreme_target(case) or _common(case)
    alone = len(case.documents) == 1
    beside_unheld = bool(case.question.unheld)
    if alone and len(case.question.years) < 2 and (beside_unheld or not _COMPARING & case.question.cues):
        return one_indicator(case)
    kept = chosen(case)
    if not alone and "indicators" in case.question.cues:
        sections = sections_compared(case, kept)
        if sections is not None:
            return sections
    if not kept:
        return None
    if alone:
        return _over_years(case, kept[0])
    alike = aligned(case, kept)
    return growth(case, list(alike.values())) or _over_provinces(case, alike)


def of_all(case: Case) -> Draft | None:
    """Set side by side what the plans set, where a list of all of them is asked by a subject alone."""
    cues = case.question.cues
    if "all_provinces" not in cues or {"tasks", "measures", "names"} & cues or not case.telling:
        return None
    kept = chosen(case) if not (case.question.own_province or case.question.agencies) else []
    return compare(case) if len({item.document_id for item in kept}) >= _PAIR else None


def lacking(case: Case) -> Draft | None:
    """Answer which plans state no such target ("tỉnh nào không đặt ..."): these first, then the others."""
    if "others_than" in case.question.cues:
        case = replace(case, question=replace(case.question, provinces=()))
    elif "no_target" not in case.question.cues:
        return None
    if len(case.documents) < _PAIR or case.question.agencies:
        return None
    kept = chosen(case) if case.telling else []
    if not kept:
        return None
    draft = _over_provinces(case, aligned(case, kept))
    return replace(draft, values={**draft.values, "absent_first": True, "ranked": [], "unlike": ""})


def _comparable(case: Case, rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Measure]]:
    """Return the largest set of rows that measure the same, and what each row measures."""
    measures = [measure_of((row["members"] or row["family"].members)[0]) for row in rows]
    names = [name_words(row["family"].name, case.words) for row in rows]
    return [rows[at] for at in alike_in(measures, names)], measures


def _over_years(case: Case, family: Family) -> Draft | None:
    """Compare one plan's target over years, and with what it starts from."""
    row = family_row(case, family, all_years=True)
    members = [item for item in family.members if item.value is not None]
    yearly = any(item.comparison == "increase" for item in members)
    steps = _stages(members) if yearly else _steps(case, members)
    if not steps:
        return one_indicator(case)
    shown = {key: value for key, value in row.items() if key not in ("family", "members", "beside")}
    return Draft(
        status="answered",
        template="difference",
        values={"row": shown, "steps": steps},
        facts=family.members,
        citations=unique(case.cite(item) for item in family.members),
        computed=tuple(step["text"] for step in steps),
        chart=chart(case, family.members),
        total=2,
    )


def _stages(members: Sequence[Indicator]) -> list[dict[str, str]]:
    """Return how far the yearly rises of one stage and the next are apart ("thấp hơn 1,5 điểm")."""
    rises = [
        item
        for item in members
        if item.unit == "%" and item.comparison == "increase" and not _is_range(item) and item.period
    ]
    steps = []
    for first, second in pairwise(rises):
        gap = figures.difference(first.value or 0.0, second.value or 0.0)
        stages = {"second": period_said(second), "first": period_said(first).lower()}
        if gap and first.period != second.period:
            name = "stage_lower" if gap < 0 else "stage_higher"
            text = phrase("points", value=figures.number_text(abs(gap)))
            steps.append({"said": phrase(name, gap=text, **stages), "text": text})
    return steps


def _steps(case: Case, members: Sequence[Indicator]) -> list[dict[str, str]]:
    """Return the steps baseline → target and target → target that the question's years allow."""
    years = set(case.question.years)
    comparable = [
        item for item in members if item.unit == "%" and item.comparison not in (figures.RANK, "range")
    ]
    levels: dict[str, list[Indicator]] = {}
    for item in comparable:
        levels.setdefault(f"{item.scope.level} {item.scope.sector}", []).append(item)
    steps = []
    for name, items in levels.items():
        level = squeeze(name) if len(levels) > 1 else ""
        for item in items:
            text = figures.change(item.baseline, item)
            if text and item.baseline is not None and item.baseline.value and item.value:
                text = _with_times(case, text, item.baseline.value, item.value)
            wanted = (
                not years
                or item.year in years
                or (item.baseline is not None and years == {item.baseline.year})
            )
            if text and item.baseline is not None and wanted:
                steps.append(
                    {"start": str(item.baseline.year), "end": str(item.year), "text": text, "level": level}
                )
        asked = [item for item in items if not years or item.year in years]
        for first, second in pairwise(asked):
            if (
                first.value is None
                or second.value is None
                or (years and not {first.year, second.year} <= years)
            ):
                continue
            text = _with_times(case, figures.step(first.value, second.value), first.value, second.value)
            if text:
                steps.append(
                    {"start": str(first.year), "end": str(second.year), "text": text, "level": level}
                )
    return steps


def _over_provinces(case: Case, families: dict[str, Family]) -> Draft:
    """Compare the plans' nearest targets, name those that state none, say where measures differ."""
    found = list(families.values())
    closer = look_again(case, found, [item for item in case.documents if item.id not in families])
    full = [family_row(case, item) for item in (*found, *closer.same)]
    rows = [row for row in full if row["members"]]
    later = [row for row in full if not row["members"]]
    if not rows:
        return unset(case, [row["family"] for row in later])
    alike, measures = _comparable(case, rows)
    whole = len(alike) == len(rows)
    notes = _cautions(case, rows) if whole else ()
    ranked, computed = ranking(case, alike) if len(alike) > 1 else ([], ())
    open_ended = [row["province"] for row in rows if any(_is_range(item) for item in row["members"])]
    late = [row["family"] for row in later]
    others = [family_row(case, item, True) for item in late if is_same(case, _families_of(rows), item)]
    unlike = [item for item in late if not is_same(case, _families_of(rows), item)]
    near = [family_row(case, item, True) for item in (*unlike, *closer.near)]
    facts = tuple(item for row in (*rows, *others, *near) for item in row["members"])
    return Draft(
        status="answered",
        template="comparison",
        values={
            "rows": _shown(rows),
            "same_name": len({row["name"] for row in rows}) == 1,
            "absent": joined([item.province for item in closer.absent]),
            "spoken": joined([item.province for item in closer.spoken]),
            "other_years": _shown(others),
            "near": _shown(near),
            "absent_first": False,
            "reached": _reached(case, rows),
            "ranked": ranked,
            "unlike": "" if whole else _unlike(rows, measures),
            "unranked": joined(open_ended) if open_ended and len(rows) > 1 else "",
            "years": joined([str(year) for year in case.question.years]),
        },
        facts=facts,
        citations=unique(case.cite(item) for item in facts),
        notes=notes,
        computed=computed,
        buttons=province_buttons(row["province"] for row in rows) if len(rows) > 1 else (),
        chart=chart(case, [item for row in alike for item in row["members"]]),
        total=len(rows),
    )


def _reached(case: Case, rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Return for the level that a question names the year for which each plan sets it ("sớm hơn")."""
    levels = [figure for figure in case.question.figures if figure.unit == "%"][:1]
    if "sooner" not in case.question.cues or not levels:
        return []
    years = [
        (min((i.year for i in row["family"].members if i.year and _is_up_to(i, levels[0])), default=0), row)
        for row in rows
    ]
    return [
        {"level": levels[0].text, "province": row["province"], "year": str(year or "")}
        for year, row in sorted(years, key=lambda pair: pair[0] or _NEVER)
    ]


def _is_up_to(item: Indicator, level: Figure) -> bool:
    return figures.is_alike(level, item) and item.value is not None and item.value >= level.value


def _families_of(rows: Sequence[dict[str, Any]]) -> list[Family]:
    """Return the targets that rows show."""
    return [row["family"] for row in rows]


def _shown(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as a template takes them, without the records themselves."""
    return [
        {key: value for key, value in row.items() if key not in ("family", "members", "beside")}
        for row in rows
    ]


def _unlike(rows: Sequence[dict[str, Any]], measures: Sequence[Measure]) -> str:
    """Say what each of the plans measures, where they differ in it."""
    by_label: dict[str, list[str]] = {}
    for row, measure in zip(rows, measures, strict=True):
        by_label.setdefault(measure.label, []).append(row["province"])
    if len(by_label) < 2 or "" in by_label:
        return phrase("unlike_names")
    said = [phrase("measured_of", provinces=joined(names), what=what) for what, names in by_label.items()]
    return phrase("unlike_measures", said="; ".join(said))


def _cautions(case: Case, rows: Sequence[dict[str, Any]]) -> tuple[Note, ...]:
    """Return a caution where names or units of the compared targets differ."""
    names = [name_words(row["family"].name, case.words) for row in rows]
    units = {item.unit for row in rows for item in row["members"]}
    if len(units) > 1:
        return (Note("comparison", phrase("different_units")),)
    if any(similarity(names[0], name) < _ALIKE for name in names[1:]):
        return (Note("comparison", phrase("unlike")),)
    return ()


def ranking(case: Case, rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return for each year with two or more values: who is highest, who lowest, and by how much."""
    by_year: dict[int | None, list[tuple[Indicator, str]]] = {}
    for row in rows:
        for item in row["members"]:
            if item.value is not None and not _is_range(item) and item.comparison != figures.RANK:
                by_year.setdefault(item.year, []).append((item, row["province"]))
    result: list[dict[str, Any]] = []
    computed: list[str] = []
    for year, items in sorted(by_year.items(), key=lambda pair: pair[0] or 0):
        values = [item.value for item, _ in items if item.value is not None]
        if len({province for _, province in items}) < 2 or len({item.unit for item, _ in items}) > 1:
            continue
        gap = figures.difference(min(values), max(values))
        text = ""
        if gap and items[0][0].unit == "%":
            text = phrase("points", value=figures.number_text(gap))
        text = _with_times(case, text, min(values), max(values)) if gap else text
        if text:
            computed.append(text)
        result.append(
            {
                "year": str(year or ""),
                "highest": joined([_named(item, name) for item, name in items if item.value == max(values)]),
                "lowest": joined([_named(item, name) for item, name in items if item.value == min(values)]),
                "gap": text,
                "pair": len({province for _, province in items}) == _PAIR,
                "bounds": any(figures.is_bound(item) for item, _ in items),
                "equal": "1" if not gap else "",
            }
        )
    return result, tuple(computed)


def _with_times(case: Case, text: str, first: float, second: float) -> str:
    """Add how many times one figure is the other, where that is asked ("gấp mấy lần")."""
    told = figures.times(first, second) if "ratio" in case.question.cues else ""
    return ", ".join(part for part in (text, told) if part)


def _is_range(item: Indicator) -> bool:
    return item.value_high is not None or item.comparison == "range" or item.bound == "range"


def _named(item: Indicator, province: str) -> str:
    return f"{province} ({figures.worded(item.value_text, item.unit)})"


def _common(case: Case) -> Draft | None:
    """List the targets that two plans have in common by name ("giống nhau chỉ tiêu nào")."""
    if len(case.documents) != 2:
        return None
    names = case.finder.prepared.names
    first, second = ([i for i in case.library.indicators if i.document_id == d.id] for d in case.documents)
    years = set(case.question.years)
    pairs = []
    for one in first:
        if years and one.year not in years:
            continue
        alike = [
            (similarity(names[one.id], names[other.id]), other)
            for other in second
            if (other.year, other.unit) == (one.year, one.unit)
        ]
        nearness, other = max(alike, key=lambda pair: pair[0], default=(0.0, one))
        if nearness >= _ALIKE:
            pairs.append((one, other))
    if not pairs:
        return None
    shown = pairs[:_MOST_COMMON]
    items = [
        {
            "name": shorten(one.name, 110),
            "year": str(one.year or ""),
            "said": joined([_named(item, case.document(item.document_id).province) for item in (one, other)]),
        }
        for one, other in shown
    ]
    facts = tuple(item for pair in shown for item in pair)
    return Draft(
        status="answered",
        template="common",
        values={"items": items, "total": len(pairs), "left": len(pairs) - len(shown), "no_quote": True},
        facts=facts,
        citations=unique(case.cite(item) for item in facts),
        computed=(str(len(pairs)), str(len(pairs) - len(shown))),
        total=len(pairs) + 1,
    )
