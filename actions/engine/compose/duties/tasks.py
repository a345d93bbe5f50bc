"""What a body has to do: its tasks by plan as a list, how many they are, and the honest no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import (
    LIST_ROOM,
    Case,
    first_clipped,
    fitting_page,
    joined,
    more_button,
    page,
    plan_name,
    province_buttons,
    shorten,
    unique,
)
from actions.engine.compose.duties.assignments import (
    TASK_LENGTH,
    Duty,
    duty_draft,
    duty_values,
    item_values,
    nearest_duty,
)
from actions.engine.compose.duties.involved import (
    any_group,
    in_appendix,
    is_group,
    of_agencies,
    of_documents,
    same_body,
    without_title,
)
from actions.engine.evidence import FITS, FITS_WITH_SEARCH
from actions.engine.excerpts import fair_limit
from actions.engine.lists import marks
from actions.engine.match import Match
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Draft
from knowledge.model import Assignment, Clause
from knowledge.text import fold, squeeze
from nlu.parts_of_speech import speech_of

_CITED = 3
_NAME = 70
_MOST_BODIES = 20
_YEAR = re.compile(r"20\d\d")
_OPENING = re.compile(r"\s*[(:;.,]")
_NEAREST = 3
_FEWEST = 3
_FEWEST_BODIES = 2
_MOST_TERMS = 14
_SAME = 0.9
_LONG_TASK = 7
_ABOUT_HALF = 0.5


def agency_tasks(case: Case) -> Draft | None:
    """Answer what a body has to do, by plan, folded after one page."""
    if not case.question.agencies:
        return None
    tasks = _chosen_tasks(case)
    if not tasks:
        return None
    return task_list(case, "agency_tasks", tasks)


def task_count(case: Case) -> Draft | None:
    """Answer how many tasks a body, or a plan's list, has - with the list."""
    if case.question.agencies:
        tasks = _chosen_tasks(case)
    elif "tasks" in case.question.cues:
        tasks = _in_section(case, list(of_documents(case)))
        if without_title(case).telling:
            tasks = [item for item in tasks if _about(case, item)]
    else:
        return None
    if not tasks:
        return None
    return task_list(case, "task_count", tasks)


def no_tasks(case: Case) -> Draft | None:
    """Say that a plan gives a body no such task; name what it gives the body, or all bodies together."""
    if not case.question.agencies:
        return None
    own = of_agencies(case)
    if (
        own
        and "who" not in case.question.cues
        and set(folded(case.telling)) <= set(folded(marks("assigning")))
    ):
        # "tỉnh nào giao Hội A chủ trì": nothing but the body is named.
        return task_list(case, "agency_tasks", own)
    if len(own) == 1 and _asks_of_it(case, own[0]):
        return task_list(case, "agency_tasks", own)
    return _no_tasks(case, own, "no_tasks")


def _asks_of_it(case: Case, item: Assignment) -> bool:
    """Return whether a question for what a body does, or where, has most of the one duty it is given."""
    asked = {"wh"} <= case.question.cues and not {"who", "how_many", "why"} & case.question.cues
    held = case.finder.match(case.question, case.finder.prepared.assignments[item.id]).main
    return asked and bool(case.telling) and held >= FITS_WITH_SEARCH


def _no_tasks(case: Case, own: Sequence[Assignment], template: str) -> Draft:
    """Return the honest no under a template, with two tasks: the bodies' own, else those given to all."""
    shared = [item for item in of_documents(case) if _among(case, item) or any_group(item.lead)]
    alike = [] if own else [item for item in of_documents(case) if _bears_its_name(case, item)]
    shared.sort(key=lambda item: not _among(case, item))
    near = (own or alike or shared)[:2]
    items = [item_values(case, Duty(item, None, Match(0, 0, 0, 0), 0)) for item in near]
    return Draft(
        status="not_found",
        template=template,
        values={
            "agency": joined(case.question.agencies),
            "plans": joined([plan_name(document) for document in case.documents]),
            "topic": case.question.topic if case.telling else "",
            "items": items,
            "own": bool(own),
            "alike": bool(alike),
        },
        facts=tuple(near),
        citations=unique(case.cite(item) for item in near),
        bodies=tuple(body for item in near for body in item.lead),
        total=len(near),
    )


def _bears_its_name(case: Case, item: Assignment) -> bool:
    """Return whether a duty's body bears the asked one's field among others ("Sở A" and "Sở B và A")."""
    for agency in case.question.agencies:
        head, *field = folded(tokens(agency))
        for body in item.lead if len(field) > 1 else ():
            first, *rest = folded(tokens(body))
            if first == head and len(rest) > len(field) and find(field, rest) >= 0:
                return True
    return False


def _among(case: Case, item: Assignment) -> bool:
    """Return whether a duty's group is named by what the asked body is ("các đoàn thể")."""
    registry = case.library.registry
    named = [registry.identify(agency) for agency in case.question.agencies]
    kinds = [fold(found.agency.kind) for found in named if found is not None and found.agency is not None]
    groups = [
        fold(body) for body in item.lead for found in [registry.identify(body)] if found and found.group
    ]
    return any(kind in group for kind in kinds for group in groups)


def by_clause(case: Case) -> Draft | None:
    """Answer who is in charge of a thing by the duty that the clause about it is called by.

    "Sổ liên lạc điện tử": a clause "Quản lý trường học (... sổ liên lạc điện tử)", and a duty to manage them.
    """
    if not {"who", "lead"} & case.question.cues or not case.telling:
        return None
    ranked = case.finder.clauses(case.question, case.documents)[:_NEAREST]
    for scored in ranked:
        if scored.match.missing and not ranked[0].match.missing:
            continue  # beside a clause that says all of it, one that doesn't is of another thing
        if scored.fits and (duty := _worded_within(case, scored.record)) is not None:
            return _by_both(case, duty, scored.record)
        opening = _OPENING.split(squeeze(scored.record.text))[0]
        words = case.words.canonical(tokens(opening))
        terms = tuple(dict.fromkeys(word for word in words if not case.words.is_silent(word, False)))
        weak = case.words.weak_in(words, False)
        if not scored.fits or len(set(terms) - weak) < _FEWEST or len(terms) > _MOST_TERMS:
            continue
        asked = replace(
            case.question,
            terms=terms,
            weak=weak & set(terms),
            soft=frozenset(),
            compounds=_compounds(case, opening, terms),
            names=(),
            kin=(),
            sayings=(),
            plain=False,
        )
        duty = nearest_duty(replace(case, question=asked), scored.record.document_id, _SAME)
        if duty is not None:
            return _by_both(case, duty, scored.record)
    return None


def _compounds(case: Case, text: str, terms: Sequence[str]) -> tuple[Tokens, ...]:
    """Return the compounds of a text that stand whole among terms ("văn hóa", not "văn minh ... số hóa")."""
    words = (case.words.canonical(tokens(word)) for word in speech_of(text).compounds)
    return tuple(word for word in words if len(word) > 1 and find(word, terms) >= 0)


def _by_both(case: Case, duty: Duty, clause: Clause) -> Draft:
    """Return who is given a duty, with the clause that says more about its thing."""
    draft = duty_draft(case, "responsible", duty_values(case, [duty]), [duty], duty.assignment.lead)
    cited = unique([*draft.citations, case.cite_clause(clause)])
    return replace(draft, facts=(*draft.facts, clause), citations=cited)


def _worded_within(case: Case, clause: Clause) -> Duty | None:
    """Return the duty whose task a clause repeats word for word and tells more about; None for none."""
    said = folded(tokens(clause.text))
    found: list[Duty] = []
    for item in case.library.assignments:
        task = folded(tokens(item.task))
        other = item.document_id == clause.document_id and item.clause != clause.address and item.lead
        if other and len(task) >= _LONG_TASK and find(task, said) >= 0:
            match = case.finder.match(case.question, case.finder.prepared.assignments[item.id])
            found += [Duty(item, None, match, match.score)] if match.main >= _ABOUT_HALF else []
    return max(found, key=lambda duty: duty.match.main, default=None)


def no_partners(case: Case) -> Draft | None:
    """Say that a plan names no body to work along with the one asked about; name what it gives that body."""
    own = of_agencies(case, any_role=True) if case.question.agencies and not case.telling else []
    return _no_tasks(case, own, "no_partners") if own else None


def no_tasks_at_all(case: Case) -> Draft | None:
    """Say that a body asked for by itself has no task, where its tasks were to be listed or counted."""
    return no_tasks(case) if "tasks" in case.question.cues and not case.telling else None


def task_list(case: Case, template: str, tasks: Sequence[Assignment], label: str = "") -> Draft:
    """Return one page of tasks under a template; ``label`` says by what they were filtered."""
    lengths = [min(len(item.task), TASK_LENGTH) for item in tasks[case.question.offset :]]
    shown, left = page(tasks, case.question.offset, fitting_page(lengths))
    picked = [item for item in shown if isinstance(item, Assignment)]
    by_province: dict[str, int] = {}
    named: dict[str, str] = {}
    for item in tasks:
        document = case.document(item.document_id)
        named.setdefault(document.province, plan_name(document))
        by_province[document.province] = by_province.get(document.province, 0) + 1
    counts = [
        {"province": name, "plan": named[name], "count": str(number)} for name, number in by_province.items()
    ]
    room = fair_limit([len(item.task) for item in picked], LIST_ROOM, TASK_LENGTH)
    items = [item_values(case, Duty(item, None, Match(1, 1, 1, 1), 1.0), room) for item in picked]
    start = case.question.offset
    clipped = first_clipped([str(item["task"]) for item in items], [item.task for item in picked], start)
    pressed = more_button(left)
    if len(by_province) > 1:
        pressed += province_buttons(by_province)
    return Draft(
        status="answered",
        template=template,
        values={
            "agency": joined(_written(case, tasks)),
            "items": [dict(item, number=start + at) for at, item in enumerate(items, 1)],
            "counts": counts,
            "clipped": clipped,
            "total": len(tasks),
            "left": left,
            "several": len(by_province) > 1,
            "continued": start > 0,
            "appendix": "appendix" in case.question.cues,
            "filter": label,
            # "chủ trì" is said only of tasks whose text says so.
            "leading": "lead" in case.question.cues and all(item.role == "chủ trì" for item in tasks),
            "no_quote": True,
        },
        facts=tuple(picked),
        citations=unique(case.cite(item) for item in picked),
        buttons=pressed,
        bodies=case.question.agencies,
        computed=(str(len(tasks)), str(left), str(clipped), *(entry["count"] for entry in counts)),
        total=len(tasks),
        shown=len(picked),
    )


def _written(case: Case, tasks: Sequence[Assignment]) -> list[str]:
    """Return the bodies asked for as the plans write them; a group of several bodies as it was asked."""
    names = []
    for agency in case.question.agencies:
        bodies = [body for item in tasks for body in (*item.lead, *item.coordinate)]
        known = [body for body in bodies if same_body(case, body, agency)] or [agency]
        several = is_group(agency) and len({fold(squeeze(body)) for body in known}) > 1
        names.append(agency if several else known[0])
    return list(dict.fromkeys(names))


def _chosen_tasks(case: Case) -> list[Assignment]:
    """Return the bodies' assignments for the role, section and subject asked."""
    tasks = _in_section(case, of_agencies(case))
    if not set(case.telling) <= set(marks("generic_subject")):
        tasks = [item for item in tasks if _about(case, item)]
    return tasks


def _in_section(case: Case, tasks: list[Assignment]) -> list[Assignment]:
    """Keep the appendix's tasks where the question asks for the appendix."""
    if "appendix" not in case.question.cues:
        return tasks
    return [item for item in tasks if in_appendix(case, item)]


def _about(case: Case, item: Assignment) -> bool:
    field = case.finder.prepared.assignments[item.id]
    found = case.finder.match(case.question, field)
    return found.coverage >= FITS


def weighed(case: Case) -> Draft | None:
    """Compare how many tasks bodies have where it is asked which has more ("bên nào nhiều việc hơn")."""
    if not {"weighed", "tasks"} <= case.question.cues or {"indicators", "coordinate"} & case.question.cues:
        return None
    return body_counts(case)


def body_counts(case: Case) -> Draft | None:
    """Compare how many tasks several bodies have, about the subject asked where they have such."""
    bodies = case.question.agencies
    if len(bodies) < _FEWEST_BODIES or len(case.documents) != 1:
        return None
    alone = [replace(case, question=replace(case.question, agencies=(agency,))) for agency in bodies]
    counted = [_chosen_tasks(one) for one in alone]
    if not any(counted):
        counted = [_in_section(one, of_agencies(one)) for one in alone]
    if not any(counted):
        return None
    named = [
        {"agency": _written(one, tasks)[0] if tasks else agency, "count": len(tasks)}
        for one, agency, tasks in zip(alone, bodies, counted, strict=True)
    ]
    most, least = max(map(len, counted)), min(map(len, counted))
    return Draft(
        status="answered",
        template="body_counts",
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "items": named,
            "most": joined([str(item["agency"]) for item in named if item["count"] == most]),
            "gap": most - least,
            "pair": len(named) == _FEWEST_BODIES,
            "no_quote": True,
        },
        facts=tuple(item for tasks in counted for item in tasks),
        citations=unique(case.cite(item) for tasks in counted for item in tasks[:_CITED]),
        bodies=bodies,
        computed=(*(str(len(tasks)) for tasks in counted), str(most - least)),
        total=len(bodies),
    )


def body_list(case: Case) -> Draft | None:
    """List the bodies that one plan gives tasks to, each once."""
    if len(case.documents) != 1:
        return None
    registry = case.library.registry
    first: dict[str, tuple[str, Assignment]] = {}
    for item in of_documents(case):
        for body in item.lead:
            first.setdefault(fold(registry.canonical(body)), (body, item))
    # "bao nhiêu sở": only the bodies that are called so.
    openings = {tokens(body)[0] for body, _ in first.values()}
    noun = next((word for word in case.question.terms if word in openings), "")
    named = [(body, item) for body, item in first.values() if not noun or tokens(body)[0] == noun]
    if not named:
        return None
    shown = [shorten(body, _NAME) for body, _ in named[:_MOST_BODIES]]
    cited = tuple(dict.fromkeys(item for _, item in named))
    return Draft(
        status="answered",
        template="body_list",
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "total": len(named),
            "bodies": shown + ["…"] * (len(named) > _MOST_BODIES),
            "no_quote": True,
        },
        facts=cited,
        citations=unique(case.cite(item) for item in cited),
        bodies=tuple(body for body, _ in named[:3]),
        computed=(str(len(named)),),
        total=len(named),
    )


def tasks_of_year(case: Case) -> Draft | None:
    """List the tasks whose time ends in the year asked."""
    if case.telling or case.question.agencies or len(case.question.years) != 1:
        return None
    if not {"tasks", "measures"} & case.question.cues:
        return None
    year = str(case.question.years[0])
    dated = [(item, _YEAR.findall(item.period)) for item in of_documents(case)]
    found = [item for item, years in dated if years and max(years) == year]
    return task_list(case, "task_count", found) if found else None
