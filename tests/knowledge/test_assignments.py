"""Every assignment of the five plans, against tables made by reading them."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.knowledge import golden

COUNTS = {
    "dien-bien-ictnews": {"para-11": 1, "para-13": 1, "para-14": 1, "para-16": 2},
    "ha-tinh-393": {"II": 4, "III": 4, "IV": 24},
    "hai-duong-5046": {"IV": 8, "VI": 4, "PL": 86},
    "thanh-hoa-nghi-quyet": {"III": 6, "IV": 4},
    "vinh-phuc-55": {"V": 25},
}


@pytest.mark.parametrize("document_id", golden.IDS)
def test_every_assignment_of_the_golden_table_is_found_and_nothing_else(document_id: str) -> None:
    missing, extra = golden.assignment_differences(document_id, golden.plan(document_id))
    assert not missing, missing
    assert not extra, extra


@pytest.mark.parametrize("document_id", golden.IDS)
def test_counts_by_section(document_id: str) -> None:
    found = Counter(record.clause.split(".")[0] for record in golden.plan(document_id).assignments)
    assert dict(found) == COUNTS[document_id]


@pytest.mark.parametrize("document_id", golden.IDS)
def test_quotes_are_letter_for_letter_and_hold_the_task(document_id: str) -> None:
    plan = golden.plan(document_id)
    clauses = {clause.address: clause for clause in plan.clauses}
    for record in plan.assignments:
        assert record.quote
        assert record.quote in clauses[record.clause].text
        assert record.task[1:60] in " ".join(record.quote.split())


def test_a_row_keeps_its_group_headings_as_context() -> None:
    record = next(r for r in golden.plan("hai-duong-5046").assignments if r.clause == "PL.A.II.row-3")
    assert "PHÁT TRIỂN NỀN MÓNG CHO KINH TẾ SỐ VÀ XÃ HỘI SỐ" in record.context
    assert "Phát triển hạ tầng" in record.context


def test_a_reference_carries_the_assignment_to_everything_below() -> None:
    record = next(r for r in golden.plan("ha-tinh-393").assignments if r.clause == "IV.5.bullet-1")
    assert record.refers_to[0] == "II.5.1"
    assert "II.5.1.bullet-1" in record.refers_to


def test_issuing_a_plan_is_no_duty() -> None:
    assert not [r for r in golden.plan("vinh-phuc-55").assignments if r.lead == ("UBND tỉnh",)]
