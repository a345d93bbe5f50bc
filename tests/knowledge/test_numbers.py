"""Numbers, comparisons, units and ranks of plans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers import find_quantities, parse_number
from knowledge.reading import Reading
from knowledge.vocabulary import words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("04", 4.0),
        ("9,6", 9.6),
        ("30,07", 30.07),
        ("1.000", 1000.0),
        ("12.500", 12500.0),
        ("1.234,56", 1234.56),
        ("1.000.000", 1_000_000.0),
        ("99.9", 99.9),
        ("0.125", 0.125),
        ("1,234,567", 1_234_567.0),
        ("1.2.3", None),
        ("12,5,5", None),
        ("", None),
        ("mười", None),
    ],
)
def test_numbers_as_vietnamese_plans_write_them(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_and_plain_integers_are_read_alike(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}".replace(",", ".")) == number


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=99))
def test_decimals_after_a_comma(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert parse_number(f"{grouped},{cents:02d}") == pytest.approx(whole + cents / 100)


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    reading = Reading(text)
    for quantity in find_quantities(reading.text):
        assert 0 <= quantity.start < quantity.end <= len(reading.text)
        assert quantity.high is None or quantity.high > quantity.value


CASES = [
    ("đạt trên 30%", "percent", 30, None, ">", "%", "trên 30%"),
    ("tăng từ 5-10%", "percent", 5, 10, "range", "%", "từ 5-10%"),
    ("Phấn đấu tối thiểu 70% số hộ", "percent", 70, None, ">=", "%", "tối thiểu 70%"),
    ("đạt từ 25% đến 30%", "percent", 25, 30, "range", "%", "từ 25% đến 30%"),
    ("đạt từ 25 đến 30%", "percent", 25, 30, "range", "%", "từ 25 đến 30%"),
    ("không dưới 80% dân số", "percent", 80, None, ">=", "%", "không dưới 80%"),
    ("không quá 5% hồ sơ", "percent", 5, None, "<=", "%", "không quá 5%"),
    ("dưới 3% hộ", "percent", 3, None, "<", "%", "dưới 3%"),
    ("mức > = 70%", "percent", 70, None, ">=", "%", "> = 70%"),
    ("≥30%", "percent", 30, None, ">=", "%", "≥30%"),
    (">2%", "percent", 2, None, ">", "%", ">2%"),
    ("chiếm 20% trở lên trong GRDP", "percent", 20, None, ">=", "%", "20% trở lên"),
    ("80 phần trăm dân số", "percent", 80, None, "=", "%", "80 phần trăm"),
    ("1.000 doanh nghiệp", "count", 1000, None, "=", "doanh nghiệp", "1.000 doanh nghiệp"),
    ("12.500 tỷ đồng", "count", 12500, None, "=", "tỷ đồng", "12.500 tỷ đồng"),
    ("gấp 2 lần", "count", 2, None, "=", "lần", "2 lần"),
    ("100/100 xã", "count", 100, None, "=", "xã", "100/100 xã"),
    ("2-3 bậc mỗi năm", "count", 2, 3, "range", "bậc", "2-3 bậc"),
    ("3-5 doanh nghiệp công nghệ số", "count", 3, 5, "range", "doanh nghiệp", "3-5 doanh nghiệp"),
    ("06 huyện, thị xã, thành phố trở lên", "count", 6, None, ">=", "huyện, thị xã, thành phố", None),
    ("1 trong 15 tỉnh thành phố", "rank", 15, None, "top", "tỉnh, thành phố", "1 trong 15 tỉnh thành phố"),
    ("nhóm 15 tỉnh, thành phố", "rank", 15, None, "top", "tỉnh, thành phố", "nhóm 15 tỉnh, thành phố"),
    ("trong top 15 tỉnh, thành phố", "rank", 15, None, "top", "tỉnh, thành phố", "top 15 tỉnh, thành phố"),
    ("đứng thứ 15/63 tỉnh", "rank", 15, None, "top", "tỉnh", "đứng thứ 15/63 tỉnh"),
    ("xếp thứ hạng từ 20 trở lên", "rank", 20, None, "top", "", "xếp thứ hạng từ 20 trở lên"),
    ("thuộc 10 tỉnh, thành phố dẫn đầu", "rank", 10, None, "top", "tỉnh, thành phố", "10 tỉnh, thành phố"),
]


@pytest.mark.parametrize(("text", "kind", "value", "high", "comparison", "unit", "shown"), CASES)
def test_one_quantity(
    text: str, kind: str, value: float, high: float | None, comparison: str, unit: str, shown: str | None
) -> None:
    (quantity,) = find_quantities(Reading(text).text)
    assert (quantity.kind, quantity.value, quantity.high) == (kind, value, high)
    assert (quantity.comparison, quantity.unit) == (comparison, unit)
    if shown is not None:
        assert text[quantity.start : quantity.end] == shown


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 749/QĐ-TTg ngày 03/6/2020",
        "mạng di động 4G/5G, mức độ 3 và 4",
        "hỗ trợ người dân 24/7",
        "Phấn đấu đến năm 2025 tỉnh đi đầu",
        "chuyển đổi số 8 lĩnh vực ưu tiên",
        "theo mô hình 4 lớp của Đề án 06/CP giai đoạn 2022-2025",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    found = [q for q in find_quantities(Reading(text).text) if q.unit != "lớp"]
    assert not found


@given(st.sampled_from(words("comparison_words", "at_least")), st.integers(min_value=1, max_value=100))
def test_every_word_for_at_least_binds_so(word: str, value: int) -> None:
    (quantity,) = find_quantities(f"đạt {word} {value}%")
    assert (quantity.comparison, quantity.value) == (">=", value)


@given(st.sampled_from(words("comparison_words", "more_than")), st.integers(min_value=1, max_value=100))
def test_every_word_for_more_than_binds_so(word: str, value: int) -> None:
    (quantity,) = find_quantities(f"đạt {word} {value}%")
    assert (quantity.comparison, quantity.value) == (">", value)
