"""Years, periods and deadlines of plans."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import find_due, find_years, parse_date, plan_period, year_in_heading


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Phấn đấu đến năm 2025", [(None, 2025)]),
        ("Giai đoạn 2021 - 2025 năng suất lao động", [(2021, 2025)]),
        ("đến hết năm 2023 trên 90%", [(None, 2023)]),
        ("đạt 50% năm 2025 và 70% năm 2030", [(None, 2025), (None, 2030)]),
        ("theo Quyết định số 411/QĐ-TTg ngày 31/3/2022", []),
        ("ngày 03 tháng 3 năm 2022", []),
        ("Chiến lược ... đến năm 2025, định hướng đến năm 2030", []),
        ("gấp 2 lần so với năm 2020", []),
        ("5046/KH-UBND", []),
        ("mã số 2025", []),
    ],
)
def test_years_that_a_text_sets(text: str, years: list[tuple[int | None, int]]) -> None:
    assert [(mention.first, mention.year) for mention in find_years(text)] == years


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2021 - 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030", (2021, 2025)),
        ("phát triển kinh tế số đến năm 2025, định hướng đến năm 2030", (2025, 2025)),
        ("Chuyển đổi số năm 2022", (2022, 2022)),
        ("Chuyển đổi số 2023-2025, tầm nhìn 2030", (2023, 2025)),
        ("Kế hoạch chuyển đổi số", None),
    ],
)
def test_the_period_of_a_plan_is_not_its_outlook(title: str, period: tuple[int, int] | None) -> None:
    assert plan_period(title) == period


def test_a_heading_with_two_years_sets_none() -> None:
    assert year_in_heading("Mục tiêu cơ bản đến năm 2025") == 2025
    assert year_in_heading("Mục tiêu cơ bản đến năm 2025, định hướng đến năm 2030:") is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("gửi Sở trước ngày 15/12 hằng năm để tổng hợp", "trước ngày 15/12 hằng năm"),
        (
            "Định kỳ hàng năm hoặc đột xuất (khi có yêu cầu) gửi báo cáo",
            "Định kỳ hàng năm hoặc đột xuất (khi có yêu cầu)",
        ),
        ("Báo cáo UBND tỉnh định kỳ hàng tháng, quý kết quả", "định kỳ hàng tháng, quý"),
        ("Hàng năm, các sở đưa dự toán", "Hàng năm"),
        ("Ngay sau khi có hướng dẫn của Bộ Y tế", "Ngay sau khi có hướng dẫn của Bộ Y tế"),
        ("hoàn thành trong Quý I/2022", "trong Quý I/2022"),
        ("ưu tiên triển khai giai đoạn 2020 - 2021", "giai đoạn 2020 - 2021"),
        ("xây dựng Kế hoạch chuyển đổi số giai đoạn 2021-2025", None),
        ("Chủ trì tổ chức thực hiện Kế hoạch này", None),
    ],
)
def test_deadlines(text: str, due: str | None) -> None:
    found = find_due(text)
    assert (text[found[0] : found[1]] if found else None) == due


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_in_both_forms(day: date) -> None:
    assert parse_date(f"{day.day:02d}/{day.month:02d}/{day.year}") == day
    assert parse_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day


@given(st.integers(2000, 2060), st.integers(0, 20), st.sampled_from([" - ", "-", " đến năm "]))
def test_any_period_is_read(first: int, length: int, joint: str) -> None:
    (mention,) = find_years(f"giai đoạn {first}{joint}{first + length}")
    assert (mention.first, mention.year) == (first, first + length)


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    find_years(text)
    find_due(text)
    plan_period(text)
    parse_date(text)


def test_no_such_day_is_none() -> None:
    assert parse_date("31/02/2023") is None
