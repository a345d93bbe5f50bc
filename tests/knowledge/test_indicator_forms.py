"""Targets in forms that the five plans don't use: invented provinces, real ways of writing."""

from __future__ import annotations

import pytest

from knowledge.indicators import extract_indicators
from knowledge.model import Indicator
from knowledge.structure import parse_document
from tests.knowledge import golden
from tests.knowledge.tree_helpers import grid_source

TITLE = "Chuyển đổi số tỉnh Bình Minh giai đoạn 2022 - 2025, định hướng đến năm 2030"


def _read(line: str, heading: str = "I. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2025") -> list[tuple]:
    records = golden.build(f"{heading}\n- {line}", id="x", title=TITLE, province="Bình Minh").indicators
    return [(r.name, r.comparison, r.value, r.unit, r.year) for r in records]


ONE = [
    ("Tỷ trọng kinh tế số đạt 20% GRDP.", "Tỷ trọng kinh tế số trong GRDP", "=", 20, "%"),
    ("Kinh tế số: Chiếm 15% GRDP trở lên.", "Kinh tế số trong GRDP", ">=", 15, "%"),
    ("Mức độ hài lòng của doanh nghiệp > = 70%.", "Mức độ hài lòng của doanh nghiệp", ">=", 70, "%"),
    ("Số lượng doanh nghiệp công nghệ số đạt 10 doanh nghiệp.", "Số lượng doanh nghiệp công nghệ số",
     "=", 10, "doanh nghiệp"),
    ("Doanh thu công nghệ thông tin đạt 12.500 tỷ đồng.", "Doanh thu công nghệ thông tin", "=",
     12500, "tỷ đồng"),
    ("Giảm tối thiểu 20% thời gian giải quyết thủ tục.", "Giảm thời gian giải quyết thủ tục", ">=", 20, "%"),
    ("Quy mô kinh tế số gấp 2 lần so với năm 2020.", "Quy mô kinh tế số gấp so với năm 2020", "=", 2, "lần"),
    ("100/100 xã có tổ công nghệ số cộng đồng.", "Xã có tổ công nghệ số cộng đồng", "=", 100, "xã"),
    ("Nâng tỷ lệ doanh nghiệp ứng dụng nền tảng số từ 10% (năm 2020) lên 40%.",
     "Tỷ lệ doanh nghiệp ứng dụng nền tảng số", "=", 40, "%"),
    ("Mỗi cơ quan có ít nhất 01 chuyên gia về chuyển đổi số.",
     "Mỗi cơ quan có chuyên gia về chuyển đổi số", ">=", 1, "chuyên gia"),
    ("Xếp hạng an toàn thông tin của tỉnh phấn đấu xếp thứ hạng từ 20 trở lên.",
     None, "top", 20, ""),
    ("Năng suất lao động tăng bình quân 7-8%/năm.", "Năng suất lao động tăng bình quân", "increase", 7, "%"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "comparison", "value", "unit"), ONE)
def test_one_target(line: str, name: str | None, comparison: str, value: float, unit: str) -> None:
    ((found, *rest),) = _read(line)
    assert rest == [comparison, value, unit, 2025]
    assert name is None or found == name


def test_a_noun_left_out_comes_from_the_item_before() -> None:
    line = (
        "95% hồ sơ công việc tại cấp tỉnh, 80% tại cấp huyện và 60% tại cấp xã "
        "được xử lý trên môi trường mạng."
    )
    names = [name for name, *_ in _read(line)]
    assert names == [
        "Hồ sơ công việc tại cấp tỉnh được xử lý trên môi trường mạng",
        "Hồ sơ công việc tại cấp huyện được xử lý trên môi trường mạng",
        "Hồ sơ công việc tại cấp xã được xử lý trên môi trường mạng",
    ]


def test_a_predicate_alone_is_said_of_the_noun_before() -> None:
    line = (
        "Trên 80% dân số trưởng thành có điện thoại thông minh, trong đó tối thiểu 50% có chữ ký số cá nhân."
    )
    assert [(name, value) for name, _, value, *_ in _read(line)] == [
        ("Dân số trưởng thành có điện thoại thông minh", 80),
        ("Dân số trưởng thành có chữ ký số cá nhân", 50),
    ]


def test_two_years_in_one_sentence() -> None:
    line = "Tỷ trọng thương mại điện tử đạt trên 10% vào năm 2025 và 20% vào năm 2030."
    assert _read(line) == [
        ("Tỷ trọng thương mại điện tử", ">", 10, "%", 2025),
        ("Tỷ trọng thương mại điện tử", "=", 20, "%", 2030),
    ]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("I. TÌNH HÌNH\n1. Kết quả đạt được", "Đến hết năm 2021, 100% xã có mạng cáp quang."),
        ("I. ĐÁNH GIÁ\n1. Hiện trạng", "Năm 2020, tỉnh đứng thứ 15/63 tỉnh, thành phố."),
        ("II. NHIỆM VỤ\n1. Hạ tầng", "Hiện nay đã có 98% thôn có sóng 4G."),
        ("II. NHIỆM VỤ\n1. Chính sách", "Hỗ trợ 50% chi phí thuê nền tảng số."),
        ("IV. KINH PHÍ THỰC HIỆN\n1. Nguồn", "Tổng kinh phí 250 tỷ đồng, ngân sách tỉnh 60%."),
        ("II. NHIỆM VỤ\n1. Nền tảng", "Thúc đẩy 5 ngành, lĩnh vực trọng điểm theo mô hình 4 lớp."),
    ],
)
def test_facts_policies_and_funds_are_no_targets(heading: str, line: str) -> None:
    assert _read(line, heading) == []


def _table(rows: list[list[str]]) -> list[Indicator]:
    before = "KẾ HOẠCH\nChuyển đổi số\nI. MỤC TIÊU\n1. Các chỉ tiêu chủ yếu"
    parsed = parse_document(grid_source(rows, before), {"id": "x", "title": TITLE})
    return list(extract_indicators(parsed.document, parsed.clauses, golden.registry()))


def test_a_table_with_a_unit_column_and_rows_of_levels() -> None:
    records = _table(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2030", "Cơ quan chủ trì"],
            ["1", "Tỷ lệ dịch vụ công toàn trình", "%", "80", "100", "Văn phòng UBND tỉnh"],
            [
                "2",
                "Số doanh nghiệp công nghệ số",
                "Doanh nghiệp",
                "1.000",
                "≥ 2.500",
                "Sở Thông tin và Truyền thông",
            ],
            ["3", "Xếp hạng DTI", "Thứ hạng", "Top 20", "Top 15", "Sở TT&TT"],
            ["4", "Tỷ lệ hồ sơ xử lý trên môi trường mạng", "", "", "", ""],
            ["", "- Cấp tỉnh", "%", "95", "-", "Văn phòng UBND tỉnh"],
        ]
    )
    assert [(r.name, r.year, r.comparison, r.value, r.unit) for r in records] == [
        ("Tỷ lệ dịch vụ công toàn trình", 2025, "=", 80, "%"),
        ("Tỷ lệ dịch vụ công toàn trình", 2030, "=", 100, "%"),
        ("Số doanh nghiệp công nghệ số", 2025, "=", 1000, "Doanh nghiệp"),
        ("Số doanh nghiệp công nghệ số", 2030, ">=", 2500, "Doanh nghiệp"),
        ("Xếp hạng DTI", 2025, "top", 20, ""),
        ("Xếp hạng DTI", 2030, "top", 15, ""),
        ("Tỷ lệ hồ sơ xử lý trên môi trường mạng: Cấp tỉnh", 2025, "=", 95, "%"),
    ]
    assert records[-1].scope.level == "cấp tỉnh"


def test_a_table_with_a_baseline_a_grouped_heading_and_measuring_bodies() -> None:
    records = _table(
        [
            ["STT", "Nội dung", "Hiện trạng năm 2021", "Mục tiêu", "Mục tiêu", "Đơn vị theo dõi, đánh giá"],
            ["^", "^", "^", "2024", "2025", "^"],
            ["1", "Tỷ lệ người dân có định danh điện tử", "35,5%", "60%", "≥70%", "Công an tỉnh"],
            ["2", "Tỷ trọng kinh tế số (%)", "7", "10-12", "15", "Sở Kế hoạch và Đầu tư, Cục Thống kê"],
        ]
    )
    assert [(r.year, r.comparison, r.value, r.value_high, r.unit) for r in records] == [
        (2024, "=", 60, None, "%"),
        (2025, ">=", 70, None, "%"),
        (2024, "range", 10, 12, "%"),
        (2025, "=", 15, None, "%"),
    ]
    assert records[2].measured_by == ("Sở Kế hoạch và Đầu tư", "Cục Thống kê")
    assert records[0].baseline is not None
    assert (records[0].baseline.year, records[0].baseline.value) == (2021, 35.5)
