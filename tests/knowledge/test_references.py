"""References between clauses, both ways."""

from __future__ import annotations

import pytest

from knowledge.references import cross_references, find_references, referring_to
from tests.knowledge import golden


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("nêu tại mục 5.2 Phần II Kế hoạch này", [("II", "5.2")]),
        ("nêu tại Khoản 1, Mục II Kế hoạch này", [("II", "1")]),
        ("tại điểm b, khoản 1.4, mục III, tiểu mục 1", [("III", "1", "1.4", "b")]),
        ("tại các mục 5.1, 5.2 và 5.3 Phần II", [("II", "5.1"), ("II", "5.2"), ("II", "5.3")]),
        ("tại Phụ lục của Kế hoạch", [()]),
        ("theo Khoản 1 Điều 5 Luật Công nghệ thông tin", []),
        ("điểm a khoản 2 Điều 3 Nghị định số 45/2020/NĐ-CP", []),
        ("mục tiêu đến năm 2025, danh mục 5 dự án", []),
    ],
)
def test_references_of_a_text(text: str, steps: list[tuple[str, ...]]) -> None:
    assert [reference.steps for reference in find_references(text)] == steps


FOUND = {
    "ha-tinh-393": {
        ("IV.4.bullet-1", "II.5.2"),
        ("IV.5.bullet-1", "II.5.1"),
        ("IV.6", "II.5.3"),
        ("IV.7", "II.5.4"),
        ("IV.8", "II.5.5"),
        ("IV.9", "II.5.6"),
    },
    "vinh-phuc-55": {("II.2", "II.1")},
    "hai-duong-5046": {("III.2.9.para-2", "PL"), ("PL.A.IV.row-2", "III.1.4.b")},
    "dien-bien-ictnews": set(),
    "thanh-hoa-nghi-quyet": set(),
}


@pytest.mark.parametrize("document_id", golden.IDS)
def test_every_reference_of_the_plans_is_resolved(document_id: str) -> None:
    found = cross_references(golden.plan(document_id).clauses)
    assert {(reference.source, reference.target) for reference in found} == FOUND[document_id]


def test_a_clause_below_the_target_is_referred_to() -> None:
    plan = golden.plan("ha-tinh-393")
    clause = next(clause for clause in plan.clauses if clause.address == "II.5.1.bullet-2")
    assert referring_to(clause, cross_references(plan.clauses), plan.clauses) == ("IV.5.bullet-1",)
