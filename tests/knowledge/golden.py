"""The five plans and the tables of their records that were made by reading them."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.assignments import extract_assignments
from knowledge.indicators import extract_indicators
from knowledge.metadata import read_metadata
from knowledge.model import Assignment, Clause, Document, Indicator
from knowledge.registry import Registry, load_registry
from knowledge.settings import ROOT
from knowledge.structure import parse_document
from tests.knowledge.tree_helpers import source

GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = ROOT / "knowledge" / "documents"
IDS = tuple(sorted(folder.name for folder in GOLDEN.iterdir() if (folder / "indicators.json").exists()))


@dataclasses.dataclass(frozen=True)
class Plan:
    document: Document
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]


@cache
def registry() -> Registry:
    return load_registry()


def text_of(document_id: str) -> str:
    return (DOCUMENTS / document_id / "source.txt").read_bytes().decode("utf-8")


def build(text: str, **overrides: object) -> Plan:
    parsed = parse_document(source(text), overrides)
    return Plan(
        parsed.document,
        parsed.clauses,
        extract_indicators(parsed.document, parsed.clauses, registry()),
        extract_assignments(parsed.document, parsed.clauses, registry()),
    )


def plan_from(document_id: str, text: str) -> Plan:
    metadata = read_metadata(Path(DOCUMENTS / document_id))
    return build(text, **{**metadata.document, "id": document_id, "province": metadata.province})


@cache
def plan(document_id: str) -> Plan:
    return plan_from(document_id, text_of(document_id))


def expected(document_id: str, kind: str) -> list[dict[str, Any]]:
    return json.loads((GOLDEN / document_id / f"{kind}.json").read_text(encoding="utf-8"))


def indicator_row(record: Indicator) -> dict[str, Any]:
    base = record.baseline
    return {
        "clause": record.clause,
        "name": record.name,
        "year": record.year,
        "comparison": record.comparison,
        "value": record.value,
        "value_high": record.value_high,
        "unit": record.unit,
        "bound": record.bound,
        "level": record.scope.level,
        "sector": record.scope.sector,
        "measured_by": list(record.measured_by),
        "baseline": base
        and {
            "year": base.year,
            "value": base.value,
            "value_text": base.value_text,
            "source": base.source,
            "note": base.note,
            "sectors": [list(pair) for pair in base.sectors],
        },
    }


def same_assignment(record: Assignment, row: dict[str, Any]) -> bool:
    return (
        record.clause == row["clause"]
        and list(record.lead) == row["lead"]
        and list(record.coordinate) == row["coordinate"]
        and record.role == row["role"]
        and record.period == row["period"]
        and record.task.startswith(row["task_starts"])
        and list(record.refers_to[:1]) == ([row["refers_to"]] if row["refers_to"] else [])
    )


def indicator_differences(document_id: str, found: Plan) -> tuple[list, list]:
    """Return (rows of the golden table without a record, records without a row)."""
    rows = [{key: row[key] for key in row if key != "period"} for row in expected(document_id, "indicators")]
    records = [indicator_row(record) for record in found.indicators]
    return [row for row in rows if row not in records], [record for record in records if record not in rows]


def assignment_differences(document_id: str, found: Plan) -> tuple[list, list]:
    left = list(found.assignments)
    missing = []
    for row in expected(document_id, "assignments"):
        hit = next((record for record in left if same_assignment(record, row)), None)
        if hit is None:
            missing.append(row)
        else:
            left.remove(hit)
    return missing, left
