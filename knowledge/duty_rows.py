"""Duties in tables: one for each row that names who does its task."""

from __future__ import annotations

from knowledge.bodies import Bodies, split_bodies
from knowledge.cells import cell_kind
from knowledge.columns import Column, columns, is_missing, row_name
from knowledge.duty_text import Duty
from knowledge.model import Clause, Role
from knowledge.reading import squeeze
from knowledge.sections import Tree
from knowledge.vocabulary import any_of


def row_duty(clause: Clause, tree: Tree, issued: int | None, registry: Bodies) -> Duty | None:
    """Return the duty of a row; None where no column names a body or the row has no task."""
    cols = columns(clause.cells, issued)
    task = row_name(clause, tree, issued) or _first_words(cols)
    leads = [col for col in cols if col.role == "lead"]
    helps = [col for col in cols if col.role == "coordinate"]
    lead = tuple(body for col in leads for body in _bodies(col.cell, registry))
    coordinate = tuple(body for col in helps for body in _bodies(col.cell, registry))
    if not task or not (lead or coordinate):
        return None
    period = next((squeeze(col.cell) for col in cols if col.role == "period"), "")
    leading = any(any_of("duty_words", "columns.lead").search(col.heading) for col in leads)
    role: Role = "chủ trì" if lead and leading else ("thực hiện" if lead else "phối hợp")
    text_end = len(clause.text)
    return Duty(lead, task, role, coordinate, "" if is_missing(period) else period, 0, text_end)


def _first_words(cols: list[Column]) -> str:
    """Return what the first column says, heading and cell, where no heading is known to name the task."""
    col = next((col for col in cols if not col.role and cell_kind(col.cell) in ("text", "unit")), None)
    return f"{col.heading}: {squeeze(col.cell)}".strip(" :;,.") if col else ""


def _bodies(cell: str, registry: Bodies) -> tuple[str, ...]:
    return () if is_missing(cell) else split_bodies(cell, registry)
