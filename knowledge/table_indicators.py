"""Targets in tables: one draft for each target column of a row, with its baseline and measuring bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from knowledge.bodies import Bodies, split_bodies
from knowledge.columns import CellValue, Column, columns, is_missing, parse_cell
from knowledge.model import Baseline, Clause, Comparison
from knowledge.reading import squeeze
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


@dataclass(slots=True)
class Rows:
    """Reads the rows of one document in order; a row may continue the name of one before it."""

    registry: Bodies
    issued: int | None
    _last: dict[str | None, str] = field(default_factory=dict)

    def targets(self, clause: Clause) -> list[RowTarget]:
        """Return the targets of a row; none where no column of the table holds targets."""
        cols = columns(clause.cells, self.issued)
        aims = [col for col in cols if col.role == "target" and (col.year or not _is_name(cols, col))]
        name = self._name(clause, cols)
        if not name or not aims:
            return []
        unit = next((squeeze(col.cell) for col in cols if col.role == "unit"), "")
        unit = "" if is_missing(unit) else _unit(unit)
        baseline = _baseline(cols, unit, name)
        measured = tuple(
            body for col in cols if col.role == "measured" for body in split_bodies(col.cell, self.registry)
        )
        found: list[RowTarget] = []
        for col in aims:
            for value in parse_cell(col.cell, unit, name):
                comparison, value = _growth(name, value)
                found.append(RowTarget(name, col.year, col.period, value, comparison, baseline, measured))
        return found

    def _name(self, clause: Clause, cols: list[Column]) -> str:
        cell = next((col.cell for col in cols if col.role == "name"), "")
        if not cell.strip():
            return ""
        name = squeeze(cell)
        sub = re.match(r"[-+•*] ?", name)
        level = any_of("table_words", "cells.sublevel", prefix="").match(name)
        own = name[sub.end() :] if sub else name
        if (sub or level) and self._last.get(clause.parent):
            return f"{self._last[clause.parent]}: {own}".replace("::", ":")
        self._last[clause.parent] = own.rstrip(" :;,.")
        return own.rstrip(" ;,.")


def _is_name(cols: list[Column], col: Column) -> bool:
    """Whether a column headed "Mục tiêu" names the target: then another column holds its value."""
    return not any(other.role == "name" for other in cols) or not any(char.isdigit() for char in col.cell)


def _unit(unit: str) -> str:
    return "%" if "%" in unit else unit


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


def has_targets(clause: Clause, issued: int | None) -> bool:
    """Whether a row's table has a column of targets (then it is no list of tasks)."""
    return any(col.role == "target" and col.year for col in columns(clause.cells, issued))
