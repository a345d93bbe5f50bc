"""Duties in forms that the five plans don't use."""

from __future__ import annotations

import pytest

from knowledge.assignments import extract_assignments
from knowledge.bodies import split_bodies
from knowledge.structure import parse_document
from tests.knowledge import golden
from tests.knowledge.tree_helpers import grid_source


def _read(text: str) -> list[tuple]:
    records = golden.build(f"V. TỔ CHỨC THỰC HIỆN\n{text}", id="x").assignments
    return [(r.lead, r.coordinate, r.role, r.period) for r in records]


SO = "Sở Thông tin và Truyền thông"
CASES = [

       (f"1. {SO}\na) Chủ trì, phối hợp với Văn phòng UBND tỉnh, Sở Nội vụ và các đơn vị liên quan "
     "tổ chức triển khai.",
     [((SO,), ("Văn phòng UBND tỉnh", "Sở Nội vụ", "các đơn vị liên quan"), "chủ trì", "")]),
    ("1. Sở Kế hoạch và Đầu tư; Sở Tài chính\nTham mưu bố trí vốn trong quý II/2022.",
     [(("Sở Kế hoạch và Đầu tư", "Sở Tài chính"), (), "thực hiện", "trong quý II/2022")]),
    (f"1. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh phối hợp với {SO} bảo đảm an toàn.",
     [(("Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"), (SO,), "phối hợp", "")]),
    ("1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội: Tuyên truyền.",
     [(("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội"), (), "thực hiện", "")]),
    ("1. Các sở: Y tế, Giáo dục và Đào tạo: Xây dựng kế hoạch của ngành.",
     [(("Sở Y tế", "Sở Giáo dục và Đào tạo"), (), "thực hiện", "")]),

    (f"1. Giao {SO} chủ trì, phối hợp với các cơ quan liên quan:\n"
     "a) Báo cáo UBND tỉnh trước ngày 15/12 hằng năm.",
     [((SO,), ("các cơ quan liên quan",), "chủ trì", "trước ngày 15/12 hằng năm")]),
    ("1. Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, thành phố chịu trách nhiệm về kết quả.",
     [(("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các huyện, thành phố"), (), "thực hiện", "")]),
    ("1. Chế độ báo cáo: Định kỳ trước ngày 10/12 hằng năm, các cơ quan, đơn vị báo cáo về Sở Nội vụ.",
     [(("các cơ quan, đơn vị",), (), "thực hiện", "trước ngày 10/12 hằng năm")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_organisation_sections(text: str, expected: list[tuple]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế")),
        ("Sở Lao động, Thương binh và Xã hội", ("Sở Lao động, Thương binh và Xã hội",)),
        ("Các sở, ngành, địa phương", ("Các sở, ngành, địa phương",)),
        ("Các sở, ban, ngành, UBND các huyện", ("Các sở, ban, ngành", "UBND các huyện")),
        ("- Sở TT&TT\n- Sở Nội vụ", ("Sở TT&TT", "Sở Nội vụ")),
        ("Các sở, ban, ngành; UBND các\nhuyện, thị xã", ("Các sở, ban, ngành", "UBND các huyện, thị xã")),
        ("Sở Tài chính và Sở Kế hoạch và Đầu tư", ("Sở Tài chính", "Sở Kế hoạch và Đầu tư")),
        ("", ()),
    ],
)
def test_bodies_are_split_where_a_new_one_begins(cell: str, bodies: tuple[str, ...]) -> None:
    assert split_bodies(cell, golden.registry()) == bodies


def test_a_task_table_with_coordinating_bodies() -> None:
    rows = [
        ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kinh phí"],
        [
            "1",
            "Nâng cấp Trung tâm dữ liệu",
            SO,
            "Sở Tài chính, Sở Nội vụ và các đơn vị liên quan",
            "2022-2023",
            "15.000",
        ],
        ["2", "Tuyên truyền", "", "", "2022", ""],
    ]
    parsed = parse_document(
        grid_source(rows, "KẾ HOẠCH\nChuyển đổi số\nII. NHIỆM VỤ\n1. Danh mục"), {"id": "x"}
    )
    (record,) = extract_assignments(parsed.document, parsed.clauses, golden.registry())
    assert (record.task, record.lead, record.role, record.period) == (
        "Nâng cấp Trung tâm dữ liệu",
        (SO,),
        "chủ trì",
        "2022-2023",
    )
    assert record.coordinate == ("Sở Tài chính", "Sở Nội vụ", "các đơn vị liên quan")


def test_sections_on_purpose_give_no_duties() -> None:
    text = "I. MỤC ĐÍCH, YÊU CẦU\n1. Yêu cầu\n- Các sở, ban, ngành phải chủ động triển khai."
    assert golden.build(text, id="x").assignments == ()


@pytest.mark.parametrize("line", ["Sở Y tế đã triển khai hồ sơ điện tử.", "Bộ Y tế cho biết sẽ hướng dẫn."])
def test_what_a_body_did_or_said_is_no_duty(line: str) -> None:
    assert golden.build(f"II. NHIỆM VỤ\n1. Y tế\n- {line}", id="x").assignments == ()
