"""Tasks by when they end: in a year asked, before it, first or last of all; and an appendix as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.engine.compose.base import Case, joined, plan_name
from actions.engine.compose.duties.assignments import deadlines
from actions.engine.compose.duties.involved import in_appendix, involves, of_documents
from actions.engine.compose.duties.tasks import task_list
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.syllables import folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import UNTIL, Draft, Question
from knowledge.model import Assignment
from knowledge.text import fold, squeeze

_NAME = 5
_ALIKE = 0.85
_PART = 0.4
_YEAR = re.compile(r"20\d\d")
_LISTED = frozenset({"list", "count", "agency_tasks", "unknown", "passage", "deadline"})


def by_end(case: Case) -> Draft | None:
    """List the tasks whose time ends in the year asked, or before it ("việc gì phải xong trước 2025")."""
    question = case.question
    ends = {"finished", UNTIL} & question.cues
    if "which_tasks" not in question.cues or not ends or not question.years:
        return None
    if {"earliest", "latest"} & question.cues and not any(
        str(y) in question.normalized for y in question.years
    ):
        return None  # the year is that of the turn before
    year = min(question.years)
    before = re.search(rf"\b(?:{'|'.join(marks('before'))})\s+(?:nam\s+)?{year}\b", fold(question.normalized))
    dated = _dated(case)
    if not dated:
        return None
    tasks = [item for item, end in dated if (end < year if before else end in question.years)]
    label = phrase("ending_before", year=year)
    if not before:
        label = phrase("ending_in", year=joined([str(item) for item in question.years]))
    return _listed(case, tasks, label)


def of_the_same_name(case: Case) -> Draft | None:
    """Answer when what a clause speaks of is done by the task of that name, where the clause says no time.

    The task's words stand all but whole in the clause; what the clause says beyond them ("cho sinh viên") it
    says of that task.
    """
    question = case.question
    if not case.telling or question.agencies:
        return None
    best = next((item for item in case.finder.clauses(question, case.documents) if item.fits), None)
    if best is None:
        return None
    clause = best.record
    held = set(tokens(squeeze(clause.text)))
    tasks = [
        item
        for item in of_documents(case)
        if item.period and (item.document_id == clause.document_id) and item.clause != clause.address
        for words in [set(tokens(item.task))]
        if len(words) >= _NAME and len(words & held) >= _ALIKE * len(words)
    ]
    matches = [
        (case.finder.match(question, case.finder.prepared.assignments[item.id]), item) for item in tasks
    ]
    found = max(matches, key=lambda pair: pair[0].main, default=None)
    return deadlines(case, [found[1]]) if found and found[0].main >= _PART else None


def first_or_last(case: Case) -> Draft | None:
    """List the tasks that end first, or last, of all ("việc nào xong sớm nhất")."""
    wanted = {"earliest", "latest"} & case.question.cues
    if not wanted or not {"which_tasks", "tasks"} & case.question.cues or "plans" in case.question.cues:
        return None
    dated = _dated(case)
    if not dated:
        return None
    edge = (min if "earliest" in wanted else max)(end for _, end in dated)
    name = "ending_first" if "earliest" in wanted else "ending_last"
    return _listed(case, [item for item, end in dated if end == edge], phrase(name, year=edge))


def whole_appendix(case: Case) -> Draft | None:
    """Count or list all tasks of the appendix, where nothing narrows them."""
    question = case.question
    if not {"appendix", "tasks"} <= question.cues or question.agencies or question.type not in _LISTED:
        return None
    if (
        question.years
        or _subject(question, "filter_noise", "whole_noise")
        or any(cue.startswith("period:") for cue in question.cues)
    ):
        return None
    tasks = [item for item in of_documents(case) if in_appendix(case, item)]
    return task_list(case, "task_count", tasks) if tasks else None


def _dated(case: Case) -> list[tuple[Assignment, int]]:
    """Return the tasks in question with the year in which each ends; those without one are left out."""
    question = case.question
    subject = _subject(question, "filter_noise")
    narrowed = replace(question, terms=subject)
    fields = case.finder.prepared.assignments
    return [
        (item, int(max(years)))
        for item in of_documents(case)
        for years in [_YEAR.findall(item.period)]
        if years
        and (not question.agencies or involves(case, item, question.agencies))
        and ("appendix" not in question.cues or in_appendix(case, item))
        and (
            not set(subject) - question.weak or case.finder.match(narrowed, fields[item.id]).coverage >= FITS
        )
    ]


def _subject(question: Question, *noise: str) -> tuple[str, ...]:
    """Return the question's terms without words that only say which list and how it is cut."""
    words = [word for name in noise for word in marks(name)]
    # With diacritics "hoàn thành" takes nothing from "thanh toán".
    left_out = set(folded(words)) if question.plain else set(words)
    return tuple(term for term in question.terms if term not in left_out)


def _listed(case: Case, tasks: Sequence[Assignment], label: str) -> Draft:
    if not tasks:
        plans = joined([plan_name(document) for document in case.documents])
        if case.question.agencies:
            label = phrase("filter_of_body", body=joined(case.question.agencies), filter=label)
        return Draft("not_found", "no_match", {"plans": plans, "filter": label})
    return task_list(case, "task_count", tasks, label)
