"""Answers about duties: who leads, who works along, by when, who reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.engine.compose.base import (
    Case,
    excerpt,
    joined,
    more_button,
    page,
    province_buttons,
    unique,
)
from actions.engine.compose.duties.fields import duty_of_field
from actions.engine.compose.duties.involved import (
    any_group,
    asked_kind,
    involves,
    of_agencies,
    of_documents,
    own_words,
    same_body,
)
from actions.engine.compose.subject import Subject
from actions.engine.excerpts import fair_limit
from actions.engine.lists import marks
from actions.engine.match import Match
from actions.engine.successors import cited_headings
from actions.engine.syllables import folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.citations import Citation
from knowledge.model import Assignment, Clause
from knowledge.text import fold, squeeze

TASK_LENGTH = 190
_ROOM = 360
_LEAST = 120
MOST_EACH = 3
_FEW_PLANS = 2
_HEADING = 110
_MOST_CITED = 2
_NEAR = 0.08
_LEADS = "chủ trì"
_ASSISTS = "phối hợp"
_LEAD_BONUS = 0.06
_KIND_BONUS = 0.2


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment that answers, by itself or by way of the clause that it refers to."""

    assignment: Assignment
    via: Clause | None
    match: Match
    score: float


def responsible(case: Case) -> Draft | None:
    """Answer who is in charge; a body named in the question is confirmed or put right."""
    whole = "plans" in case.question.cues or case.question.documents
    if whole and not case.telling and not case.question.agencies:
        return _whole_plan(case)
    duties: list[Duty] = []
    if "lead" in case.question.cues:
        duties = _duties(case, lambda item: bool(item.lead) and item.role != _ASSISTS)
    duties = duties or _duties(case, lambda item: bool(item.lead))
    duties = [duty for duty in duties if not _is_subject(case, duty.assignment.lead)]
    if not duties:
        return None
    duties += _of_fields(case, duties)
    bodies = [body for duty in duties for body in duty.assignment.lead]
    verdict, asked = _verdict(case, duties)
    values = duty_values(case, duties) | {"verdict": verdict, "asked": asked}
    return duty_draft(case, "responsible", values, duties, tuple(bodies))


def _is_subject(case: Case, bodies: Sequence[str]) -> bool:
    """Return whether the question asks who does something to these very bodies ("Sở A do ai thanh tra?")."""
    if "who" not in case.question.cues or case.question.agencies:
        return False
    registry = case.library.registry
    named = [
        item.surface for item in registry.find_agencies(case.question.normalized, typed=True) if item.agency
    ]
    return any(_is_among(case, name, bodies) for name in named)


def _of_fields(case: Case, duties: Sequence[Duty]) -> list[Duty]:
    """Return, for each plan named that seems to give nobody the task, the duty of the field's own body."""
    if not case.question.provinces or case.question.agencies:
        return []
    held = {duty.assignment.document_id for duty in duties}
    found = (duty_of_field(case, item) for item in case.documents if item.id not in held)
    return [Duty(item, None, Match(1, 1, 1, 1), 0.0) for item in found if item is not None]


def _verdict(case: Case, duties: Sequence[Duty]) -> tuple[str, str]:
    """Return "yes" or "no" and the bodies it is about, where the question asks whether, or why, it is they.

    Yes needs one record that all of them lead; no needs bodies that neither lead nor assist, and a record
    that is given to bodies by name, not to "các sở, ngành". "A hay B" gets the fact alone.
    """
    cues = case.question.cues
    claimed = _claimed(case)
    if not {"yes_no", "why"} & cues or not claimed or {"either", "coordinate"} & cues:
        return "", ""
    if case.question.type == "measured_by":
        return "", ""  # who measures a target is claimed; who leads a task neither confirms nor denies it
    leads = [duty.assignment.lead for duty in duties]
    if any(all(_is_among(case, name, bodies) for name in claimed) for bodies in leads):
        return ("yes", joined(claimed)) if "yes_no" in cues else ("", "")
    named = [body for duty in duties for body in (*duty.assignment.lead, *duty.assignment.coordinate)]
    others = [name for name in claimed if not _is_among(case, name, named)]
    if not others or any_group(named):
        return "", ""
    return "no", joined(others)


def _claimed(case: Case) -> tuple[str, ...]:
    """Return the bodies that the question says do it; "phối hợp với Sở A" says nothing of Sở A."""
    after = {fold(mark) for mark in marks("not_claimed_after")}
    text = case.question.normalized
    aside = {
        mention.surface
        for mention in case.library.registry.find_agencies(text, typed=True)
        if after.intersection(folded(tokens(text[: mention.span.start]))[-1:])
    }
    return tuple(
        name
        for name in case.question.agencies
        if not any(case.finder.prepared.same_body(surface, name) for surface in aside)
    )


def _is_among(case: Case, name: str, bodies: Sequence[str]) -> bool:
    return any(same_body(case, body, name) for body in bodies)


def _ending(task: str, mark: str) -> int:
    """Return where ``mark`` names this very plan, not one about something; -1 where it doesn't."""
    at = task.find(mark)
    while at >= 0:
        rest = task[at + len(mark) :].lstrip()
        if not rest or not rest[0].isalnum() or rest.split()[0] in {fold(word) for word in marks("this")}:
            return at
        at = task.find(mark, at + 1)
    return -1


def _whole_plan(case: Case) -> Draft | None:
    """Answer who leads each plan as a whole: the task of carrying out "Kế hoạch này"."""
    wanted = [fold(mark) for mark in marks("whole_plan")]
    best: dict[str, tuple[tuple[bool, bool, int], Assignment]] = {}
    for item in of_documents(case):
        task = fold(squeeze(item.task))
        at = min((found for mark in wanted if (found := _ending(task, mark)) >= 0), default=-1)
        if at < 0 or not item.lead or item.role == _ASSISTS:
            continue
        key = (any_group(item.lead), item.role != _LEADS, at)
        if item.document_id not in best or key < best[item.document_id][0]:
            best[item.document_id] = (key, item)
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for _, item in best.values()]
    if not duties:
        return None
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return duty_draft(case, "responsible", duty_values(case, duties), duties, bodies)


def given_in(case: Case, clause: Clause) -> Draft | None:
    """Answer with the duties that this very clause gives; None where it gives none."""
    duties = [
        Duty(item, None, Match(1, 1, 1, 1), 1.0)
        for item in case.library.assignments
        if (item.document_id, item.clause) == (clause.document_id, clause.address) and item.lead
    ]
    if not duties:
        return None
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return duty_draft(case, "responsible", duty_values(case, duties), duties, bodies)


def nearest_duty(case: Case, document_id: str, least: float) -> Duty | None:
    """Return the plan's duty that covers the most of the question, if at least the share ``least``.

    A broad word alone ("giáo dục") stands in many duties that are not about it.
    """
    subject = Subject.of(case)
    if subject.broad.issuperset(subject.words):
        return None
    for scored in case.finder.assignments(case.question, [case.document(document_id)]):
        if scored.fits and scored.match.coverage >= least and scored.record.lead:
            return Duty(scored.record, None, scored.match, scored.score)
    return None


def coordinates(case: Case) -> Draft | None:
    """Answer who works along with whom."""
    if case.telling:
        duties = _duties(case, lambda item: bool(item.coordinate) or item.role == _ASSISTS)
    else:
        duties = _shared(of_agencies(case, any_role=True))
    named = [duty for duty in duties if involves(case, duty.assignment, case.question.agencies)]
    duties = named or duties
    if not duties:
        return None
    shown, left = page(duties, case.question.offset)
    picked = [duty for duty in shown if isinstance(duty, Duty)]
    bodies = tuple(body for duty in picked for body in (*duty.assignment.lead, *duty.assignment.coordinate))
    values = duty_values(case, picked) | {"left": left}
    return duty_draft(case, "coordinates", values, picked, bodies, len(duties), left)


def _shared(tasks: Sequence[Assignment]) -> list[Duty]:
    """Return the duties that name partners; where none is set apart, those led by several bodies together."""
    partnered = [item for item in tasks if item.coordinate or item.role == _ASSISTS]
    together = [item for item in tasks if len(item.lead) > 1]
    return [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in partnered or together]


def deadline(case: Case) -> Draft | None:
    """Answer by when a task is to be done."""
    if not case.telling:
        return None
    duties = _duties(case, lambda item: bool(item.period))
    if not duties:
        return None
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    values = duty_values(case, duties) | {
        "focus": squeeze(duties[0].assignment.period),
        "asked": _other(case, duties),
    }
    return duty_draft(case, "deadline", values, duties, bodies)


def _other(case: Case, duties: Sequence[Duty]) -> str:
    """Return the bodies that a question for something else takes for granted, where none of them does it."""
    named = [body for duty in duties for body in (*duty.assignment.lead, *duty.assignment.coordinate)]
    others = [name for name in _claimed(case) if not _is_among(case, name, named)]
    if {"coordinate", "either"} & case.question.cues or any_group(named):
        return ""
    return joined(others)


def deadlines(case: Case, tasks: Sequence[Assignment]) -> Draft:
    """Return by when each of the given tasks is to be done."""
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in tasks]
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return duty_draft(case, "deadline", duty_values(case, duties), duties, bodies)


def _duties(case: Case, wanted: Callable[[Assignment], bool]) -> list[Duty]:
    """Return the assignments that fit the subject, best first, at most a few of each plan."""
    if case.question.agencies and not {"lead", "yes_no", "why"} & case.question.cues:
        own = _fitting_duties(
            case, lambda item: wanted(item) and involves(case, item, case.question.agencies), named=True
        )
        if own:
            return own
    return _fitting_duties(case, wanted)


def _fitting_duties(case: Case, wanted: Callable[[Assignment], bool], named: bool = False) -> list[Duty]:
    """Return the duties that fit; of a body that the question names (``named``) a mention is enough."""
    question, documents = case.question, case.documents
    subject = Subject.of(case)
    noun = asked_kind(case)
    found: dict[str, Duty] = {}
    for scored in case.finder.assignments(question, documents):
        if not scored.fits or not wanted(scored.record):
            continue
        item = scored.record
        side = " ".join([*item.context[-1:], *item.lead])
        worth = subject.worth(case, own_words(item), side, item.document_id)
        if worth > 0 or named:
            of_kind = any(folded(tokens(body))[:1] == noun for body in item.lead)
            found[item.id] = Duty(item, None, scored.match, scored.score + of_kind * _KIND_BONUS)
    for clause in case.finder.clauses(question, documents)[:12]:
        referring = [item for item in case.finder.referring(clause.record) if wanted(item)]
        if not clause.fits or not referring:
            continue
        around = " ".join([*clause.record.path[-1:], clause.record.heading])
        worth = subject.worth(case, clause.record.text, around, clause.record.document_id)
        for item in referring if worth > 0 or named else ():
            found.setdefault(item.id, Duty(item, clause.record, clause.match, clause.score))
    ranked = sorted(found.values(), key=lambda duty: -_rank(duty))
    best: dict[str, float] = {}
    kept: list[Duty] = []
    for duty in ranked:
        top = best.setdefault(duty.assignment.document_id, _rank(duty))
        same = [item for item in kept if item.assignment.document_id == duty.assignment.document_id]
        if _rank(duty) >= top - _NEAR and len(same) < MOST_EACH:
            kept.append(duty)
    overall = max((duty.match.coverage for duty in kept), default=0.0)
    kept = [duty for duty in kept if duty.match.coverage >= overall - 0.2]
    if len(best) <= _FEW_PLANS:
        return kept
    return list({duty.assignment.document_id: duty for duty in reversed(kept)}.values())[::-1]


def _rank(duty: Duty) -> float:
    return duty.score + (_LEAD_BONUS if duty.assignment.role == _LEADS else 0.0)


def duty_values(case: Case, duties: Sequence[Duty]) -> dict[str, Any]:
    """Return what a template shows of several duties."""
    provinces = {duty.assignment.document_id for duty in duties}
    asked = [item for item in case.documents if case.question.provinces and item.id not in provinces]
    room = fair_limit([len(_task_text(duty)) for duty in duties], _ROOM, _LEAST)
    return {
        "items": [item_values(case, duty, room) for duty in duties],
        "several": len(provinces) > 1,
        "absent": joined([item.province for item in asked]),
        "focus": duties[0].assignment.lead[0] if duties and duties[0].assignment.lead else "",
        "left": 0,
        "verdict": "",
        "asked": "",
    }


def item_values(case: Case, duty: Duty, room: int = TASK_LENGTH) -> dict[str, Any]:
    """Return what a template shows of one duty, its task in at most about ``room`` characters."""
    item = duty.assignment
    via = ""
    if duty.via is not None:
        target = next(
            (address for address in item.refers_to if _covers(case, address, duty.via)), item.refers_to[0]
        )
        cited = case.library.clause(item.document_id, target).citation
        via = phrase("via", citing=case.section(item), cited=cited)
    return {
        "province": case.document(item.document_id).province,
        "task": excerpt(case, _task_text(duty), room, opening=True),
        "cited": _cited(case, duty),
        "lead": joined(item.lead),
        "coordinate": joined(item.coordinate),
        "role": item.role,
        "period": squeeze(item.period),
        "via": via,
        "section": case.section(item),
    }


def _cited(case: Case, duty: Duty) -> str:
    """Return the headings of the clauses that a task refers to by number alone; empty where many."""
    if duty.via is not None:
        return ""
    headings = [item for item in cited_headings(duty.assignment, case.library) if len(item) <= _HEADING]
    return joined(headings) if len(headings) <= _MOST_CITED else ""


def _task_text(duty: Duty) -> str:
    """Return what is to be done: the task, or the clause it refers to (its heading where it is a heading)."""
    if duty.via is None:
        return duty.assignment.task
    bare = duty.via.heading and squeeze(duty.via.text).endswith(squeeze(duty.via.heading))
    return duty.via.heading if bare else duty.via.text


def _covers(case: Case, address: str, clause: Clause) -> bool:
    return address == clause.address or any(item.address == address for item in case.finder.ancestors(clause))


def duty_draft(
    case: Case,
    template: str,
    values: dict[str, Any],
    duties: Sequence[Duty],
    bodies: tuple[str, ...],
    total: int = 0,
    left: int = 0,
) -> Draft:
    """Return the answer made of duties, each cited with the clause that refers to it."""
    citations: list[Citation] = []
    facts: list[Any] = []
    for duty in duties:
        citations.append(case.cite(duty.assignment))
        facts.append(duty.assignment)
        if duty.via is not None:
            citations.append(case.cite_clause(duty.via))
            facts.append(duty.via)
    provinces = list(dict.fromkeys(item["province"] for item in values["items"]))
    pressed = more_button(left) or (province_buttons(provinces) if len(provinces) > 1 else ())
    return Draft(
        status="answered",
        template=template,
        values=values,
        facts=tuple(dict.fromkeys(facts)),
        citations=unique(citations),
        buttons=pressed,
        bodies=bodies,
        computed=(str(left),) if left else (),
        total=total or len(duties),
        shown=len(duties) if total else 0,
    )
