"""The targets that a body measures, and the honest no where it measures none."""

from __future__ import annotations

from dataclasses import replace

from actions.engine.compose.base import Case, joined, plan_name, unique
from actions.engine.compose.duties.involved import same_body
from actions.engine.compose.targets.listed import target_list
from actions.engine.compose.targets.pools import (
    asks_which_target,
    sections_of_parts,
    targets_asked,
    under_sections,
)
from actions.engine.types import Draft
from knowledge.model import Clause, Indicator
from knowledge.text import squeeze

_SHOWN = 6


def measured_list(case: Case) -> Draft | None:
    """List the targets that a body measures, of the part of the plan that is named."""
    if not case.question.agencies:
        return None
    found = measured(case)
    if case.telling and not _sections(case):
        if not asks_which_target(case):
            return None
        asked = targets_asked(replace(case, question=replace(case.question, agencies=())))
        found = [item for item in found if item in asked]
    return target_list(case, "measured_list", found)


def measures_none(case: Case) -> Draft | None:
    """Say that a plan has a body measure no target, and which bodies it names for that."""
    if not case.question.agencies or not asks_which_target(case) or _measured(case):
        return None
    documents = {document.id for document in case.documents}
    first: dict[str, Indicator] = {}
    for item in case.library.indicators:
        if item.document_id in documents:
            for body in item.measured_by:
                first.setdefault(squeeze(body), item)
    shown = dict(list(first.items())[:_SHOWN])
    return Draft(
        status="not_found",
        template="measures_none",
        values={
            "plans": joined([plan_name(document) for document in case.documents]),
            "agency": joined(case.question.agencies),
            "bodies": list(shown),
            "no_quote": True,
        },
        facts=tuple(dict.fromkeys(shown.values())),
        citations=unique(case.cite(item) for item in shown.values()),
        bodies=tuple(shown),
        total=len(shown),
    )


def measured_first(case: Case) -> Draft | None:
    """List the targets that a body measures, where targets of a body are asked and no tasks."""
    cues = case.question.cues
    if not case.question.agencies or "indicators" not in cues or "tasks" in cues:
        return None
    return target_list(case, "measured_list", measured(case))


def measured(case: Case) -> list[Indicator]:
    """Return the targets that the bodies asked for measure, under the sections named where there are such."""
    found = _measured(case)
    sections = _sections(case) if case.telling else []
    return under_sections(case, found, sections) if sections else found


def _sections(case: Case) -> list[Clause]:
    documents = {document.id for document in case.documents}
    return sections_of_parts(
        case, [item for item in case.library.indicators if item.document_id in documents]
    )


def _measured(case: Case) -> list[Indicator]:
    documents = {document.id for document in case.documents}
    return [
        item
        for item in case.library.indicators
        if item.document_id in documents
        and any(
            same_body(case, body, agency) for body in item.measured_by for agency in case.question.agencies
        )
    ]
