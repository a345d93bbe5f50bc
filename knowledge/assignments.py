"""Assignments of a plan: who must do what, with whom and by when.

Four places give them: rows of task tables (with their section and group headings as context), tasks with
labelled fields ("Cơ quan chủ trì: ..."), sections on organisation ("1. Sở X" with its bullets), and
sentences elsewhere whose subject is a body and whose verb is a duty. One bullet or row is one assignment,
however many sentences it has; a paragraph is read sentence by sentence. Sections on purpose, viewpoints and
the situation give none.

``period`` is what the duty's own words or row say. A plan's section "Thời gian thực hiện" is not copied
into its assignments: it is about the plan (``indicators.plan_year``).
"""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.bodies import Bodies
from knowledge.duty_fields import field_duties
from knowledge.duty_rows import row_duty
from knowledge.duty_sections import (
    has_owner,
    is_action,
    opened_duties,
    opens_list,
    section_duties,
)
from knowledge.duty_sentences import sentence_duties
from knowledge.duty_text import Duty
from knowledge.model import Assignment, Clause, Document
from knowledge.reading import Reading
from knowledge.references import referred
from knowledge.sections import Tree, headings, tells

_KINDS = {"part", "article", "section", "point", "bullet", "paragraph"}


def extract_assignments(
    document: Document, clauses: Iterable[Clause], registry: Bodies
) -> tuple[Assignment, ...]:
    """Return every assignment of the document, in order."""
    tree = Tree(clauses)
    issued = document.issued.year if document.issued else None
    told = field_duties(tree, tree.clauses, registry)
    found: list[Assignment] = []
    for clause in tree.clauses:
        if clause.kind == "row":
            made = row_duty(clause, tree, issued, registry)
            duties = [made] if made else []
        elif clause.address in told.used:
            duties = [told.duties[clause.address]] if clause.address in told.duties else []
        elif clause.kind in _KINDS:
            duties = _text_duties(tree, clause, registry)
        else:
            continue
        reading = Reading(clause.text, clause.number)
        for number, duty in enumerate(duties, start=1):
            found.append(_assignment(document, tree, clause, duty, reading, number))
    return tuple(found)


def _text_duties(tree: Tree, clause: Clause, registry: Bodies) -> list[Duty]:
    kind = duty_section(tree, clause)
    if kind == "duty":
        return section_duties(tree, clause, registry)
    if kind == "general":
        return []
    if has_owner(tree, clause, registry):
        return section_duties(tree, clause, registry)
    duties = sentence_duties(clause, registry)
    if not duties and is_action(clause):
        return opened_duties(tree, clause, registry)
    below = tree.children.get(clause.address, [])
    if len(duties) == 1 and opens_list(tree, clause) and all(is_action(child) for child in below):
        return []  # said of the points below
    return duties


def duty_section(tree: Tree, clause: Clause) -> str:
    """Return "duty" in a section on organisation, "general" where nobody is given a task, else "".

    The nearest telling heading decides.
    """
    for title in headings(clause):
        if tells(title, "duty_words", "section_duty"):
            return "duty"
        if tells(title, "duty_words", "section_general"):
            return "general"
    return ""


def _assignment(
    document: Document, tree: Tree, clause: Clause, duty: Duty, reading: Reading, number: int
) -> Assignment:
    whole = clause.kind in ("row", "bullet") and duty.start == 0
    quote = clause.text.strip() if whole else reading.slice(duty.start, duty.end)
    targets = referred(clause.text if clause.kind == "row" else quote, tree, clause)
    addresses: list[str] = []
    for target in targets:
        addresses.append(target.address)
        addresses.extend(below.address for below in tree.below(target))
    return Assignment(
        id=f"{clause.key}@{number}",
        document_id=document.id,
        clause=clause.address,
        task=duty.task,
        lead=duty.lead,
        coordinate=duty.coordinate,
        role=duty.role,
        period=duty.period,
        quote=quote,
        context=clause.path,
        refers_to=tuple(dict.fromkeys(addresses)),
    )
