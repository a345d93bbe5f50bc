"""The extractors on broken text: whatever a file holds, they return records or none, never an error."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.definitions import extract_definitions
from knowledge.doubts import find_doubts
from knowledge.references import cross_references
from tests.knowledge import golden


def _all(text: str) -> golden.Plan:
    plan = golden.build(text, id="x")
    extract_definitions(plan.document, plan.clauses)
    find_doubts(plan.document, plan.clauses, plan.indicators, plan.assignments)
    cross_references(plan.clauses)
    return plan


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_lines_of_real_plans(seed: int) -> None:
    chooser = random.Random(seed)
    lines = [line for document_id in golden.IDS for line in golden.text_of(document_id).splitlines()]
    _all("\n".join(chooser.sample(lines, 250)))


WORDS = """100%|50 %|đến năm 2025|; |, | và |(|)|: |Sở Y tế|phối hợp với|nhóm 15 tỉnh|tối thiểu|
trở lên|- |a) |1. |
mục 5.2 Phần II|đạt|chiếm|tăng|hàng năm|1.000 doanh nghiệp|Các sở: |Chủ trì|…|từ 5-10%|lên 40%"""
HEADINGS = ["I. MỤC TIÊU\n", "V. TỔ CHỨC THỰC HIỆN\n", "\n"]
PIECES = st.sampled_from([*WORDS.replace("\n", "").split("|"), *HEADINGS])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_any_order_of_the_words_that_matter(pieces: list[str]) -> None:
    plan = _all(" ".join(pieces))
    clauses = {clause.address: clause for clause in plan.clauses}
    for record in (*plan.indicators, *plan.assignments):
        assert record.quote in clauses[record.clause].text


def test_decomposed_letters_give_the_same_records() -> None:
    text = golden.text_of("ha-tinh-393")
    composed = golden.build(text, id="x")
    decomposed = golden.build(unicodedata.normalize("NFD", text), id="x")
    assert [(r.name, r.value, r.year) for r in decomposed.indicators] == [
        (r.name, r.value, r.year) for r in composed.indicators
    ]
    assert [(r.lead, r.task) for r in decomposed.assignments] == [
        (r.lead, r.task) for r in composed.assignments
    ]
