"""Every target of the five plans, against tables made by reading them; and that a changed digit shows."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from tests.knowledge import golden

COUNTS = {
    "dien-bien-ictnews": {"para-4": 4, "para-5": 1, "para-6": 1, "para-7": 3, "para-8": 4},
    "ha-tinh-393": {"I": 37, "II": 5, "IV": 1},
    "hai-duong-5046": {"II": 34, "III": 1, "IV": 2, "PL": 1},
    "thanh-hoa-nghi-quyet": {"II": 22, "III": 10},
    "vinh-phuc-55": {"II": 10, "V": 2},
}


@pytest.mark.parametrize("document_id", golden.IDS)
def test_every_target_of_the_golden_table_is_found_and_nothing_else(document_id: str) -> None:
    missing, extra = golden.indicator_differences(document_id, golden.plan(document_id))
    assert not missing, missing
    assert not extra, extra


@pytest.mark.parametrize("document_id", golden.IDS)
def test_counts_by_section(document_id: str) -> None:
    found = Counter(record.clause.split(".")[0] for record in golden.plan(document_id).indicators)
    assert dict(found) == COUNTS[document_id]


@pytest.mark.parametrize("document_id", golden.IDS)
def test_quotes_are_letter_for_letter_from_the_clause(document_id: str) -> None:
    plan = golden.plan(document_id)
    clauses = {clause.address: clause for clause in plan.clauses}
    for record in plan.indicators:
        assert record.quote
        assert record.quote in clauses[record.clause].text
        shown = " ".join(record.quote.split())
        assert record.value_text.split()[0] in shown


@pytest.mark.parametrize("document_id", golden.IDS)
def test_ids_are_unique_and_name_their_clause(document_id: str) -> None:
    records = golden.plan(document_id).indicators
    assert len({record.id for record in records}) == len(records)
    assert all(record.id.startswith(f"{document_id}#{record.clause}@") for record in records)


@pytest.mark.parametrize("document_id", golden.IDS)
def test_one_changed_digit_in_a_target_is_noticed(document_id: str) -> None:
    """Ten mutations a plan: a digit of a target's value, changed in the source, breaks the golden table."""
    text = golden.text_of(document_id)
    chooser = random.Random(5046)
    records = [record for record in golden.plan(document_id).indicators if record.value is not None]
    clauses = {clause.address: clause for clause in golden.plan(document_id).clauses}
    for record in chooser.sample(records, min(10, len(records))):
        span = clauses[record.clause].span
        number = re.search(r"\d+", record.value_text)
        assert number
        flexible = r"\s+".join(re.escape(word) for word in record.value_text.split())
        place = re.search(flexible, text[span.start : span.end])
        assert place, record
        at = span.start + place.start() + number.start()
        digit = str((int(text[at]) + 3) % 9 + 1)
        changed = text[:at] + ("5" if digit == text[at] else digit) + text[at + 1 :]
        missing, extra = golden.indicator_differences(document_id, golden.plan_from(document_id, changed))
        assert missing, record
        assert extra, record


def test_a_fact_of_the_past_is_no_target() -> None:
    plan = golden.plan("thanh-hoa-nghi-quyet")
    assert not [record for record in plan.indicators if record.clause.startswith("I.")]


def test_the_plan_year_is_used_only_where_nothing_nearer_says_one() -> None:
    text = (
        "KẾ HOẠCH\nChuyển đổi số giai đoạn 2023 - 2025\nI. MỤC TIÊU\n"
        "1. Mục tiêu đến năm 2024\n- 50% xã có tổ công nghệ số.\n"
        "2. Mục tiêu khác\n- 60% xã có tổ công nghệ số."
    )
    years = [
        record.year
        for record in golden.build(text, id="x", title="Chuyển đổi số giai đoạn 2023 - 2025").indicators
    ]
    assert years == [2024, 2025]


def test_no_year_is_none_never_guessed() -> None:
    text = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- 50% xã có tổ công nghệ số cộng đồng hoạt động."
    (record,) = golden.build(text, id="x", title="Kế hoạch chuyển đổi số").indicators
    assert record.year is None
