"""Plans in the forms that provinces use, made up for the tests, each with the table that a person made of it.

A row of a table is ``I|address|year|comparison|value|high|unit|level|words of the name`` for a target, and
``A|address|lead;lead|coordinate;coordinate|role|period|first words of the task`` for an assignment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from knowledge.assignments import extract_assignments
from knowledge.indicators import extract_indicators
from knowledge.model import Assignment, Indicator
from knowledge.readers import read_source
from knowledge.structure import parse_document
from tests.knowledge.golden import Plan, registry
from tests.knowledge.tree_helpers import check_tree

FOLDER = Path(__file__).with_name("plans") / "unseen"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.golden")))


@cache
def _plan(name: str) -> Plan:
    path = next(path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".golden")
    source = read_source(path)
    document, clauses = (parsed := parse_document(source, {})).document, parsed.clauses
    check_tree(source.text, clauses)
    return Plan(
        document,
        clauses,
        extract_indicators(document, clauses, registry()),
        extract_assignments(document, clauses, registry()),
    )


def _rows(name: str, kind: str) -> list[list[str]]:
    lines = (FOLDER / f"{name}.golden").read_text(encoding="utf-8").splitlines()
    return [line.split("|")[1:] for line in lines if line.startswith(f"{kind}|")]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _is_target(record: Indicator, row: list[str]) -> bool:
    found = [
        record.clause,
        str(record.year),
        record.comparison,
        _number(record.value),
        _number(record.value_high),
        record.unit,
        record.scope.level,
    ]
    return found == row[:7] and row[7].lower() in record.name.lower()


def _is_duty(record: Assignment, row: list[str]) -> bool:
    found = [
        record.clause,
        ";".join(record.lead),
        ";".join(record.coordinate),
        record.role,
        record.period,
    ]
    task = record.task.replace("\n", " ").lower()
    return found == row[:5] and task.startswith(row[5].lower())


@pytest.mark.parametrize("name", NAMES)
def test_every_target_is_found_and_nothing_else(name: str) -> None:
    left = list(_plan(name).indicators)
    for row in _rows(name, "I"):
        hit = next((record for record in left if _is_target(record, row)), None)
        assert hit is not None, row
        left.remove(hit)
    assert not left


@pytest.mark.parametrize("name", NAMES)
def test_every_assignment_is_found_and_nothing_else(name: str) -> None:
    left = list(_plan(name).assignments)
    for row in _rows(name, "A"):
        hit = next((record for record in left if _is_duty(record, row)), None)
        assert hit is not None, row
        left.remove(hit)
    assert not left


@pytest.mark.parametrize("name", NAMES)
def test_the_header_is_read(name: str) -> None:
    document = _plan(name).document
    assert document.number and document.issued and document.province and document.issuer
    assert document.signer == "Nguyễn Văn An"
    assert len(document.title.split()) > 5
