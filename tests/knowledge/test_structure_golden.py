"""The trees of the five plans, clause by clause, against golden files read by a person against the sources.

``HOISO_GOLDEN=1`` rewrites ``tests/golden/<id>/tree.json``; read the diff before you commit it. A run with
the flag left on fails, so that no check passes by rewriting what it checks.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Clause
from knowledge.settings import ROOT
from knowledge.structure import parse_clauses
from tests.knowledge.tree_helpers import check_tree, source

GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = ROOT / "knowledge" / "documents"
IDS = ["dien-bien-ictnews", "ha-tinh-393", "hai-duong-5046", "thanh-hoa-nghi-quyet", "vinh-phuc-55"]


def _row(clause: Clause) -> dict[str, Any]:
    """Return what the golden file keeps of a clause: all but what follows from the rest."""
    row: dict[str, Any] = {"address": clause.address, "kind": clause.kind, "citation": clause.citation}
    if clause.heading:
        row["heading"] = clause.heading
    if clause.parent:
        row["parent"] = clause.parent
    row["text"] = clause.text
    if clause.cells:
        row["cells"] = [list(cell) for cell in clause.cells]
    return row


def _tree(document_id: str) -> tuple[str, tuple[Clause, ...]]:
    text = (DOCUMENTS / document_id / "source.txt").read_text(encoding="utf-8")
    return text, parse_clauses(source(text), document_id)


def _file(document_id: str) -> Path:
    return GOLDEN / document_id / "tree.json"


@pytest.mark.parametrize("document_id", IDS)
def test_tree_equals_its_golden_file(document_id: str) -> None:
    text, clauses = _tree(document_id)
    check_tree(text, clauses)
    rows = [_row(clause) for clause in clauses]
    if os.environ.get("HOISO_GOLDEN"):
        _file(document_id).parent.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        _file(document_id).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    golden = json.loads(_file(document_id).read_text(encoding="utf-8"))
    assert [row["address"] for row in rows] == [row["address"] for row in golden]
    for row, expected in zip(rows, golden, strict=True):
        assert row == expected


def test_golden_flag_is_off() -> None:
    assert not os.environ.get("HOISO_GOLDEN"), "HOISO_GOLDEN is set: the golden trees check nothing"


@pytest.mark.parametrize("document_id", IDS)
def test_clauses_joined_give_the_source_back_but_for_white_space(document_id: str) -> None:
    text, clauses = _tree(document_id)
    assert "".join("".join(clause.text for clause in clauses).split()) == "".join(text.split())


def test_a_changed_digit_changes_the_tree() -> None:
    text, clauses = _tree("hai-duong-5046")
    changed = parse_clauses(source(text.replace("14,36%", "14,37%")), "hai-duong-5046")
    assert [c.address for c in changed] == [c.address for c in clauses]
    assert [c.address for c, d in zip(clauses, changed, strict=True) if c.text != d.text] == ["II.1.row-1"]
