"""Lists narrowed by what a record itself says: period, section, number of leaders, missing baseline."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.engine import figures
from actions.engine.compose.base import Case, joined, plan_name, shorten, unique
from actions.engine.compose.duties.involved import involves, of_documents
from actions.engine.compose.duties.tasks import task_list
from actions.engine.compose.duties.timing import by_end, first_or_last, whole_appendix
from actions.engine.compose.targets.listed import target_list
from actions.engine.compose.targets.pools import asks_which_target
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Assignment, Clause, Indicator
from knowledge.text import fold, squeeze

_PART = re.compile(
    r"\b(?:phần|mục|nhóm|nhóm nhiệm vụ|phan|muc|nhom|nhom nhiem vu)\s+(?:số\s+|so\s+)?"
    r"([A-HĐ]|[IVX]+)\b(?:\s?[.,/-]?\s?([IVX]+)\b)?",
    re.IGNORECASE,
)
_SHOWN = 3
_NEAR = 0.05

Wanted = Callable[[Assignment], bool]
_WHOLE = 0.95


def filtered_tasks(case: Case) -> Draft | None:
    """List the tasks of a period, of a part of the appendix, or with several leaders."""
    timed = by_end(case) or first_or_last(case) or whole_appendix(case)
    if timed is not None:
        return timed
    if "tasks" not in case.question.cues or case.question.type not in ("list", "count", "agency_tasks"):
        return None
    found = [item for item in (_period(case), _part(case), _leaders(case)) if item is not None]
    if not found and (section := _section(case)) is not None:
        found = [section]
    if not found:
        return None
    label = " ".join(name for name, _ in found)
    tasks = [item for item in of_documents(case) if all(wanted(item) for _, wanted in found)]
    if case.question.agencies:
        tasks = [item for item in tasks if involves(case, item, case.question.agencies)]
    if not tasks:
        plans = joined([plan_name(document) for document in case.documents])
        return Draft("not_found", "no_match", {"plans": plans, "filter": label})
    return task_list(case, "task_count", tasks, label)


def _period(case: Case) -> tuple[str, Wanted] | None:
    stated = sorted(cue for cue in case.question.cues if cue.startswith(figures.PERIOD))
    if not stated:
        return None
    name = stated[0].removeprefix(figures.PERIOD)
    return phrase("in_period", period=name), lambda item: name in figures.periods_stated(item.period)


def _part(case: Case) -> tuple[str, Wanted] | None:
    in_appendix = "appendix" in case.question.cues
    # "Mục vi phạm": only of the appendix a part is named by a small letter.
    numbers = {
        number.upper()
        for stated in _PART.findall(case.question.text)
        for number in stated
        if number and (in_appendix or number.isupper())
    }
    if not numbers:
        return None
    name = phrase("in_part", part=".".join(sorted(numbers, key=lambda number: set(number) <= set("IVX"))))

    def under(item: Assignment) -> bool:
        line = _line(case, item)
        inside = any(above.kind == "appendix" for above in line) or not in_appendix
        return inside and numbers <= {above.number for above in line}

    return name, under


def _leaders(case: Case) -> tuple[str, Wanted] | None:
    if "several_leads" not in case.question.cues:
        return None
    return phrase("by_several"), lambda item: len(item.lead) > 1


def _section(case: Case) -> tuple[str, Wanted] | None:
    """Return the rows under the appendix's headings that the question names."""
    if "appendix" not in case.question.cues or case.question.agencies:
        return None
    noise = {fold(word) for word in marks("section_noise")}
    verbs = () if case.question.plain else marks("section_verbs")  # "giao" is "giáo" without accents
    terms = tuple(term for term in case.question.terms if fold(term) not in noise and term not in verbs)
    narrowed = replace(case.question, terms=terms)
    if not terms or set(terms) <= set(case.question.weak):
        return None
    above = {
        clause.key: clause
        for item in of_documents(case)
        for clause in _line(case, item)[1:]
        if clause.heading and clause.kind == "heading_row"
    }
    scored = [(case.finder.match_text(narrowed, clause.heading), clause) for clause in above.values()]
    fitting = [(found.score, clause) for found, clause in scored if found.coverage >= FITS]
    best = max((score for score, _ in fitting), default=0.0)
    kept = [clause for score, clause in fitting if score >= best - _NEAR]
    if not kept:
        return None
    keys = {clause.key for clause in kept}
    name = phrase("in_section", section="; ".join(squeeze(clause.heading) for clause in kept))
    return name, lambda item: any(clause.key in keys for clause in _line(case, item))


def _line(case: Case, item: Assignment) -> list[Clause]:
    clause = case.library.clause(item.document_id, item.clause)
    return [clause, *case.finder.ancestors(clause)]


def most_tasks(case: Case) -> Draft | None:
    """Answer which body of a plan leads the most tasks, by name."""
    if "most_tasks" not in case.question.cues or len(case.documents) != 1 or case.question.agencies:
        return None
    registry = case.library.registry
    led: dict[str, tuple[str, list[Assignment]]] = {}
    for item in of_documents(case):
        for body in item.lead:
            if item.role != "phối hợp":
                led.setdefault(fold(registry.canonical(body)), (body, []))[1].append(item)
    nouns = {folded(tokens(body))[0] for body, _ in led.values()}
    asked = next((word for word in folded(tokens(case.question.normalized)) if word in nouns), "")
    ranked = sorted(
        (pair for pair in led.values() if not asked or folded(tokens(pair[0]))[0] == asked),
        key=lambda pair: -len(pair[1]),
    )[:_SHOWN]
    if not ranked:
        return None
    cited = [item for _, tasks in ranked for item in tasks[:_SHOWN]]
    return Draft(
        status="answered",
        template="most_tasks",
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "items": [{"agency": shorten(body, 90), "count": len(tasks)} for body, tasks in ranked],
            "no_quote": True,
        },
        facts=tuple(item for _, tasks in ranked for item in tasks),
        citations=unique(case.cite(item) for item in cited),
        bodies=(ranked[0][0],),
        computed=tuple(str(len(tasks)) for _, tasks in ranked),
        total=len(ranked),
    )


def by_baseline(case: Case) -> Draft | None:
    """List targets without a measured baseline, or name the one with the lowest or highest baseline."""
    cues = case.question.cues
    if "indicators" not in cues or case.question.agencies:
        return None
    documents = {document.id for document in case.documents}
    pool = [item for item in case.library.indicators if item.document_id in documents and item.baseline]
    if "unmeasured" in cues:
        missing = [item for item in pool if item.baseline and _unmeasured(item)]
        return target_list(case, "unmeasured_list", missing)
    edge = {"lowest", "highest"} & cues
    if not edge or not ("starting" in cues or _of_starting_year(case, pool)):
        return None
    pool = _under_heading(case, pool)
    shares = [
        item
        for item in pool
        if item.baseline
        and item.baseline.value is not None
        and not item.baseline.sectors
        and item.unit == "%"
        and not figures.is_national(item.baseline)
    ]
    if not shares:
        return None
    wanted = (min if "lowest" in edge else max)(_start(item) for item in shares)
    return _starts(case, [item for item in shares if _start(item) == wanted], "lowest" in edge)


def _of_starting_year(case: Case, pool: Sequence[Indicator]) -> bool:
    """Return whether which target is asked, of years that only the baselines bear ("mức năm 2022")."""
    years = set(case.question.years)
    aimed = {item.year for item in case.library.indicators if item.document_id in _ids(case)}
    started = {item.baseline.year for item in pool if item.baseline}
    return asks_which_target(case) and bool(years) and years <= started and not years & aimed


def _under_heading(case: Case, pool: Sequence[Indicator]) -> list[Indicator]:
    """Return the targets under the headings that hold the whole subject; all where no heading does."""
    if not case.telling:
        return list(pool)
    under = []
    for item in pool:
        clause = case.finder.prepared.clause_of(item)
        path = clause.path[-1] if clause and clause.path else ""
        if case.finder.match_text(case.question, path).coverage >= _WHOLE:
            under.append(item)
    return under or list(pool)


def _ids(case: Case) -> set[str]:
    return {document.id for document in case.documents}


def _starts(case: Case, items: Sequence[Indicator], lowest: bool) -> Draft:
    first = {item.clause: item for item in reversed(items)}
    shown = list(first.values())
    return Draft(
        status="answered",
        template="baseline_extreme",
        values={
            "lowest": lowest,
            "plans": joined([plan_name(document) for document in case.documents]),
            "items": [
                {
                    "name": shorten(item.name, 150),
                    "year": str(item.baseline.year or "") if item.baseline else "",
                    "value": figures.worded(item.baseline.value_text) if item.baseline else "",
                    "note": squeeze(item.baseline.note) if item.baseline else "",
                }
                for item in shown
            ],
        },
        facts=tuple(shown),
        citations=unique(case.cite(item) for item in shown),
        total=1,
    )


def _unmeasured(item: Indicator) -> bool:
    return item.baseline is not None and item.baseline.value is None and not item.baseline.sectors


def _start(item: Indicator) -> float:
    value = item.baseline.value if item.baseline else None
    return value if value is not None else 0.0
