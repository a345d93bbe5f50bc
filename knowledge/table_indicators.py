"""Targets in tables: one record for each target column of a row, with its baseline and measuring bodies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from knowledge.bodies import Bodies, split_bodies
from knowledge.columns import CellValue, Column, columns, is_missing, parse_cell, row_name, unit_of
from knowledge.model import Baseline, Clause, Comparison
from knowledge.reading import squeeze
from knowledge.sections import Tree
from knowledge.vocabulary import any_of


@dataclass(frozen=True, slots=True)
class RowTarget:
    """One target of a row: a value for one year, or for one sector of that year."""

    name: str
    year: int | None
    period: str
    value: CellValue
    comparison: Comparison
    baseline: Baseline | None
    measured_by: tuple[str, ...]


def row_targets(clause: Clause, tree: Tree, issued: int | None, registry: Bodies) -> list[RowTarget]:
    """Return the targets of a row; none where no column of the table holds targets.

    ``issued`` is the year the plan was issued: columns of earlier years are baselines.
    """
    cols = columns(clause.cells, issued)
    aims = [col for col in cols if col.role == "target" and (col.year or not _is_name(cols, col))]
    name = row_name(clause, tree, issued)
    if not name or not aims:
        return []
    unit, name = unit_of(cols, name)
    baseline = _baseline(cols, unit, name)
    measured = tuple(
        body for col in cols if col.role == "measured" for body in split_bodies(col.cell, registry)
    )
    found: list[RowTarget] = []
    for col in aims:
        for value in parse_cell(col.cell, unit, name):
            comparison, value = _growth(name, value)
            found.append(RowTarget(name, col.year, col.period, value, comparison, baseline, measured))
    return found


def _is_name(cols: list[Column], col: Column) -> bool:
    """Whether a column headed "Mục tiêu" names the target: then another column holds its value."""
    return not any(other.role == "name" for other in cols) or not any(char.isdigit() for char in col.cell)


def _growth(name: str, value: CellValue) -> tuple[Comparison, CellValue]:
    rises = any_of("comparison_words", "increase").search(name)
    yearly = any_of("comparison_words", "yearly").search(name)
    if rises and yearly and value.value is not None and value.comparison != "top":
        return "increase", replace(value, bound=value.comparison)
    return cast(Comparison, value.comparison), value


def _baseline(cols: list[Column], unit: str, name: str) -> Baseline | None:
    col = next((col for col in cols if col.role == "baseline"), None)
    if col is None:
        return None
    source = next((squeeze(other.cell) for other in cols if other.role == "source"), "")
    source = "" if is_missing(source) else source
    unmeasured = any_of("table_words", "cells.unmeasured").search(source)
    values = parse_cell(col.cell, unit, name)
    if not values:
        if not unmeasured and not squeeze(col.cell):
            return None
        return Baseline(
            year=col.year,
            value=None,
            unit="",
            value_text=squeeze(col.cell),
            source="" if unmeasured else source,
            note=source if unmeasured else "",
        )
    if values[0].sector:
        return Baseline(
            year=col.year,
            value=None,
            unit=values[0].unit,
            value_text=squeeze(col.cell),
            source=source,
            sectors=tuple((value.sector, value.text) for value in values),
        )
    value = values[0]
    return Baseline(col.year, value.value, value.unit, value.text, source, value.note)
