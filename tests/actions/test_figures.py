"""Figures as a sentence says them, and distances between them."""

import pytest

from actions.engine import figures
from knowledge.model import Baseline, Indicator, Scope


def target(value, comparison="=", unit="%", baseline=None):
    return Indicator(
        "x#a@1",
        "x",
        "a",
        "Tỷ lệ",
        Scope("Bình An"),
        2025,
        comparison,
        value,
        unit,
        f"{value}%",
        "…",
        baseline=baseline,
    )


@pytest.mark.parametrize(
    ("written", "unit", "said"),
    [
        (">50%", "%", "trên 50%"),  # a sign is worded
        (">=10%", "%", "từ 10% trở lên"),
        ("≥30%", "%", "từ 30% trở lên"),
        ("trên 80%", "%", "trên 80%"),  # words of the document stay
        ("tối thiểu\n10%", "%", "tối thiểu 10%"),  # on one line
        ("nhóm 15 tỉnh, thành phố", "tỉnh, thành phố", "nhóm 15 tỉnh, thành phố"),
        ("04", "đô thị", "04 đô thị"),  # a bare number takes its unit
        ("30,07", "", "30,07"),  # nothing is added to a share as written
        ("15", "%", "15%"),  # the unit stood in a column of its own
        ("Tối thiểu 70%", "%", "tối thiểu 70%"),  # it opened its sentence
        ("98% người dân, doanh nghiệp trở lên", "%", "từ 98% trở lên"),
        ("80% trở lên", "%", "80% trở lên"),
        ("", "%", ""),
    ],
)
def test_worded(written, unit, said):
    assert figures.worded(written, unit) == said


@pytest.mark.parametrize(
    ("start", "end", "comparison", "said"),
    [
        (14.36, 20.0, "=", "tăng 5,64 điểm phần trăm"),  # exact in decimals, not binary
        (0.76, 50.0, ">", "tăng trên 49,24 điểm phần trăm"),
        (9.2, 10.0, ">=", "tăng ít nhất 0,8 điểm phần trăm"),
        (80.0, 50.0, "=", "giảm 30 điểm phần trăm"),
        (2.29, 2.0, ">", ""),  # a bound that is passed already is no fall
        (50.0, 50.0, "=", ""),
    ],
)
def test_step(start, end, comparison, said):
    assert figures.step(start, end, comparison) == said


@pytest.mark.parametrize(
    "baseline",
    [
        None,
        Baseline(2022, None, "", "-", note="chưa thực hiện thống kê"),  # not measured
        Baseline(2022, 257.0, "%", "257%"),  # counts accounts twice: no share to measure a distance from
        Baseline(2022, 9.21, "%", "…", sectors=(("Dịch vụ", "9,21%"),)),  # several values
    ],
)
def test_no_distance_from_a_baseline_that_has_no_one_share(baseline):
    assert figures.change(baseline, target(80.0, baseline=baseline)) == ""


def test_figures_that_a_question_states():
    assert [figure.text for figure in figures.stated("vì sao 50% chứ không phải 14,36 phần trăm")] == [
        "50%",
        "14,36%",
    ]
    assert figures.stated("kế hoạch 5046/KH-UBND năm 2025") == ()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("hai mươi phần trăm đúng không", ["20%"]),
        ("phân nửa dân số", ["50%"]),
        ("mười bốn phẩy ba sáu phần trăm", ["14,36%"]),
        ("bao nhiêu phần trăm", []),
    ],
)
def test_a_share_in_words_is_stated(text, stated):
    assert [figure.text for figure in figures.stated(text)] == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("thí điểm bốn xã, thị trấn", [(4.0, "xã, thị trấn")]),
        ("có 06 huyện", [(6.0, "huyện")]),
        ("top năm PCI", [(5.0, figures.RANK)]),
        ("nhóm mười tỉnh dẫn đầu", [(10.0, figures.RANK)]),
        ("năm 2025 tỉnh nào cao nhất", []),
        ("20% xã", []),
    ],
)
def test_counts_and_ranks_are_stated(text, stated):
    assert [(figure.value, figure.unit) for figure in figures.counts_stated(text)] == stated


@pytest.mark.parametrize(
    ("unit", "value", "comparison", "stated", "same"),
    [
        ("xã, thị trấn", 4.0, "=", "bốn xã", True),
        ("xã, thị trấn", 4.0, "=", "4 huyện", False),  # counts something else
        ("đô thị", 4.0, "=", "bốn đô thị thông minh", True),
        ("tỉnh, thành phố", 10.0, "top", "top 10", True),
        ("tỉnh, thành phố", 10.0, "top", "10 tỉnh", False),  # so many provinces are no rank
    ],
)
def test_a_count_is_compared_with_a_count_of_the_same(unit, value, comparison, stated, same):
    (figure,) = figures.counts_stated(stated)
    assert figures.same_value(figure, target(value, comparison, unit)) is same
