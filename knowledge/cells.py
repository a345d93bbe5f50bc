"""What a table column is for and what a cell looks like: the evidence by which flattened tables are read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from knowledge.text import fold, squeeze
from knowledge.wording import ColumnRole, begins, wording

CellKind = Literal["value", "body", "period", "text", "unit", "empty"]

_VALUE = re.compile(
    r"^(?:[<>=≥≤~±+]|>=|<=)?\s{0,2}[-–]?\d[\d.,]*\s{0,2}(?:[-–]\s{0,2}\d[\d.,]*\s{0,2})?%?(?:\s|$|\()|^[-–x]$|%"
)
_YEARS = re.compile(r"^(?:\d{1,2}/)?(?:\d{1,2}/)?20\d\d(?:\s{0,2}[-–]\s{0,2}(?:\d{1,2}/)?20\d\d)?\.?$")


@lru_cache(maxsize=4096)
def cell_kind(text: str) -> CellKind:
    """Return what ``text`` looks like: a value, a name of bodies, a time, or other words."""
    folded = fold(squeeze(text))[:200]
    if not folded:
        return "empty"
    if _YEARS.match(folded):
        return "period"
    if begins(folded, wording().period_cell) and len(folded) <= 60:
        return "period"
    if len(folded) <= 40 and _VALUE.match(folded):
        return "value"
    if begins(folded, wording().body_cell):
        return "body"
    if begins(folded, wording().value_cell) and len(folded) <= 40 and any(c.isdigit() for c in folded):
        return "value"
    if len(folded) <= 12 and len(folded.split()) <= 2:
        return "unit"
    return "text"


@lru_cache(maxsize=4096)
def column_role(heading: str) -> ColumnRole | None:
    """Return what the column under ``heading`` is for, None where no known word names it.

    A grouped heading ("Năm 2022 / Nguồn số liệu") is told by its last part first.
    """
    for part in reversed(heading.split(" / ")):
        folded = fold(squeeze(part))
        for role in wording().column_roles:
            if any(word in folded for word in role.words):
                return role
    return None


def fits(expected: str, kind: CellKind) -> float:
    """Return how well a cell of ``kind`` fits a column where ``expected`` is awaited, from -1 to 1."""
    if kind == "empty" or not expected:
        return 0.0
    if expected == kind:
        return 1.0
    if expected == "period" and kind == "value":
        return 0.3
    if expected == "value" and kind in ("period", "unit"):
        return 0.2
    if expected == "unit":
        return 0.6 if kind in ("value", "unit") else -0.2
    if expected == "text":
        return {"body": -0.1, "unit": 0.0, "value": -0.5, "period": -0.4}.get(kind, 0.0)
    if expected == "body":
        return {"text": -0.3, "unit": 0.1, "value": -0.9, "period": -0.8}.get(kind, 0.0)
    return -0.6


def is_ordinal_heading(text: str) -> bool:
    """Tell whether ``text`` heads the column of ordinals ("STT", "TT")."""
    return len(text) <= 12 and fold(squeeze(text)) in wording().table_ordinal


def row_label(columns: tuple[str, ...]) -> str:
    """Return the word by which a row of the table is cited: "chỉ tiêu", "nhiệm vụ", "dự án", else "dòng"."""
    for heading in columns[:2]:
        role = column_role(heading)
        if role is not None and role.label:
            return role.label
    return "dòng"
