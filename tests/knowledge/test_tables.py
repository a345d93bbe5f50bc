"""Tables in every shape that readers and copy-and-paste leave: one cell a line, ``|``, tabs, real ones."""

from __future__ import annotations

import pytest

from knowledge.alignment import Column, align
from knowledge.cells import cell_kind, column_role
from knowledge.model import Clause
from knowledge.source import SourceText
from knowledge.structure import parse_clauses
from tests.knowledge.tree_helpers import check_tree, grid_source, source


def _tree(given: str | SourceText) -> dict[str, Clause]:
    held = source(given) if isinstance(given, str) else given
    clauses = parse_clauses(held, "x")
    check_tree(held.text, clauses)
    return {clause.address: clause for clause in clauses}


def _lines(text: str) -> str:
    """Return a table written ``a / b / c`` a row as one cell a line."""
    return "\n".join(cell.strip() for row in text.strip().splitlines() for cell in row.split(" / "))


KINDS = [
    ("14,36%", "value"),
    (">=10%", "value"),
    ("≥30%", "value"),
    ("-", "value"),
    ("2.500", "value"),
    ("trên 80%", "value"),
    ("2023-2025", "period"),
    ("Quý IV/2023", "period"),
    ("Hằng năm", "period"),
    ("Khi có hướng dẫn của Trung ương", "period"),
    ("Sở Y tế; các địa phương", "body"),
    ("UBND các huyện, thành phố", "body"),
    ("Xây dựng kho dữ liệu dùng chung của tỉnh", "text"),
    ("%", "value"),
    ("xã", "unit"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_a_cell(text: str, kind: str) -> None:
    assert cell_kind(text) == kind


ROLES = [
    ("Nội dung   chỉ tiêu", "indicator"),
    ("Nhiệm vụ", "task"),
    ("Đơn vị đo lường", "body"),
    ("Đơn vị tính", "unit"),
    ("Cơ quan phối hợp", "body"),
    ("Thời gian   thực hiện", "period"),
    ("Năm 2022 / Nguồn số liệu", "source"),
    ("Năm 2022 / Số liệu", "value"),
    ("Mục tiêu 2025", "value"),
    ("Kinh phí (triệu đồng)", "money"),
    ("Sản phẩm", "product"),
]


@pytest.mark.parametrize(("heading", "role"), ROLES)
def test_role_of_a_column(heading: str, role: str) -> None:
    found = column_role(heading)
    assert found is not None
    assert found.role == role


def test_lines_of_one_cell_are_joined_by_what_fits_the_columns() -> None:
    columns = [
        Column("Nhiệm vụ", "text", 0.7),
        Column("Chủ trì", "body", 0.7),
        Column("Thời gian", "period", 0.7),
    ]
    texts = ["Xây dựng kho dữ liệu dùng", "chung của tỉnh", "Sở Thông tin và", "Truyền thông", "2023-2025"]
    assert align(texts, columns, whole=True) == [2, 2, 1]
    assert align(["Triển khai hóa đơn điện tử", "2024"], columns, whole=True) == [1, 0, 1]


WRAPPED = """III. NHIỆM VỤ
TT
Nội dung nhiệm vụ
Cơ quan chủ
trì
Cơ quan phối
hợp
Thời gian
hoàn thành
Sản phẩm
1
Xây dựng kho dữ liệu dùng chung
của tỉnh, kết nối với nền tảng tích
hợp, chia sẻ dữ liệu quốc gia
Sở Thông tin và
Truyền thông
Các sở, ban,
ngành
Quý
IV/2023
Kho dữ liệu
2
Đào tạo kỹ năng số cho cán bộ,
công chức
Sở Nội vụ
Sở Thông tin và
Truyền thông;
UBND các
huyện
Hằng năm
Lớp đào
tạo
3
Triển khai hóa đơn điện tử
Cục Thuế tỉnh
2023-2024
IV. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
Bố trí kinh phí."""


def test_cells_over_several_lines_and_missing_cells() -> None:
    clauses = _tree(WRAPPED)
    cells = dict(clauses["III.row-1"].cells)
    assert cells["Cơ quan chủ trì"] == "Sở Thông tin và\nTruyền thông"
    assert cells["Cơ quan phối hợp"] == "Các sở, ban,\nngành"
    assert cells["Thời gian hoàn thành"] == "Quý\nIV/2023"
    cells = dict(clauses["III.row-2"].cells)
    assert cells["Cơ quan phối hợp"] == "Sở Thông tin và\nTruyền thông;\nUBND các\nhuyện"
    cells = dict(clauses["III.row-3"].cells)
    assert (cells["Cơ quan chủ trì"], cells["Cơ quan phối hợp"]) == ("Cục Thuế tỉnh", "")
    assert clauses["IV.1"].heading == "Sở Tài chính"


def test_grouped_headings_of_years() -> None:
    clauses = _tree(
        _lines(
            """STT / Chỉ tiêu / Đơn vị tính / Mục tiêu / Cơ quan theo dõi / 2023 / 2024 / 2025
            1 / Tỷ lệ hồ sơ trực tuyến / % / 50 / 65 / 80 / Văn phòng UBND tỉnh
            2 / Số xã có cáp quang / xã / 100 / 110 / 120 / Sở Thông tin và Truyền thông
            3 / Tỷ trọng kinh tế số / % / 8 / 10 / 15 / Cục Thống kê"""
        )
    )
    assert dict(clauses["row-2"].cells) == {
        "Chỉ tiêu": "Số xã có cáp quang",
        "Đơn vị tính": "xã",
        "Mục tiêu / 2023": "100",
        "Mục tiêu / 2024": "110",
        "Mục tiêu / 2025": "120",
        "Cơ quan theo dõi": "Sở Thông tin và Truyền thông",
    }
    assert clauses["row-2"].citation == "chỉ tiêu 2"


def test_a_column_that_is_empty_in_every_row_leaves_no_gap() -> None:
    clauses = _tree(
        _lines(
            """STT / Nhiệm vụ / Chủ trì / Phối hợp / Thời gian / Ghi chú
            1 / Làm A / Sở Y tế / Các sở / 2024
            2 / Làm B / Sở Nội vụ / UBND huyện / 2025"""
        )
    )
    assert [name for name, _ in clauses["row-1"].cells] == ["Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


def test_values_that_look_like_the_next_ordinal_stay_in_their_row() -> None:
    clauses = _tree(
        "Số\n"
        + _lines(
            """TT / Chỉ tiêu / ĐVT / Thực hiện 2022 / Kế hoạch 2023
            01 / Máy tính / % / 95 / 100
            02 / Chữ ký số / % / 10 / 20
            03 / Mạng LAN / % / 4 / 5
            04 / Tường lửa / % / 6 / 7"""
        )
    )
    assert [address for address in clauses if "row" in address] == ["row-1", "row-2", "row-3", "row-4"]
    assert dict(clauses["row-3"].cells)["Kế hoạch 2023"] == "5"


def test_groups_without_ordinals_and_rows_counted_anew() -> None:
    clauses = _tree(
        _lines(
            """STT / Nhiệm vụ / Chủ trì / Thời gian
            Nhiệm vụ chung
            1 / Làm A / Sở Y tế / 2024
            2 / Làm B / Sở Nội vụ / 2024
            Nhiệm vụ ngành y tế
            1 / Làm C / Sở Y tế / 2025
            2 / Làm D / Sở Y tế / 2025"""
        )
    )
    assert clauses["group-2"].heading == "Nhiệm vụ ngành y tế"
    assert clauses["group-2.row-1"].path == ("Nhiệm vụ ngành y tế",)
    assert dict(clauses["group-1.row-2"].cells)["Thời gian"] == "2024"


def test_groups_by_number_with_dotted_rows_and_a_note_below() -> None:
    clauses = _tree(
        "PHỤ LỤC\n"
        + _lines(
            """TT / Nội dung / Chủ trì / Thời gian
            (1) / (2) / (3) / (4)
            1 / Nhóm hạ tầng
            1.1 / Nâng cấp mạng / Sở TT&TT / 2023
            1.2 / Phủ sóng 5G / Viễn thông tỉnh / 2024
            2 / Nhóm dữ liệu
            2.1 / Kho dữ liệu / Sở TT&TT / 2023
            2.2 / Dữ liệu mở / Các sở, ngành / Hằng năm
            Ghi chú: Các nhiệm vụ được cập nhật hằng năm theo tình hình thực tế của từng cơ quan, đơn vị."""
        )
    )
    assert clauses["PL.row-1"].kind == "heading_row"
    assert clauses["PL.row-1.2"].parent == "PL.row-1"
    assert dict(clauses["PL.row-2.2"].cells)["Thời gian"] == "Hằng năm"
    assert clauses["PL.para-1"].text.startswith("Ghi chú")


def test_rows_counted_on_through_groups() -> None:
    clauses = _tree(
        _lines(
            """TT / Nội dung / Đơn vị chủ trì / Thời gian
            I / NHIỆM VỤ CHUNG
            1 / Nâng cấp nền tảng / Sở TT&TT / 2023-2024
            2 / Đào tạo tổ công nghệ / Sở TT&TT / Hằng năm
            II / LĨNH VỰC Y TẾ
            3 / Bệnh án điện tử / Sở Y tế / 2024"""
        )
    )
    assert clauses["II.row-3"].path == ("LĨNH VỰC Y TẾ",)


def test_headings_repeated_after_a_page_break() -> None:
    clauses = _tree(
        _lines(
            """STT / Nội dung / Chủ trì
            1 / Làm A / Sở Y tế
            2 / Làm B / Sở Nội vụ
            STT / Nội dung / Chủ trì
            3 / Làm C / Sở Tư pháp
            4 / Làm D / Sở Tài chính"""
        )
    )
    assert [a for a in clauses if a.startswith("row")] == ["row-1", "row-2", "row-3", "row-4"]


def test_two_tables_of_one_appendix_are_told_apart() -> None:
    clauses = _tree(
        "PHỤ LỤC II\n"
        + _lines(
            """TT / Chỉ tiêu / Năm 2025
            1 / A b c / 20%
            2 / B c d / 30%
            Bảng 2. Chỉ tiêu khác
            TT / Chỉ tiêu / Năm 2030
            1 / X y / 40%"""
        )
    )
    assert clauses["PL-II.table-2.row-1"].citation == "Phụ lục II, bảng 2, chỉ tiêu 1"


def test_cells_between_bars_and_a_break_inside_a_cell() -> None:
    clauses = _tree(
        "II. MỤC TIÊU\n1. Chỉ tiêu\nSTT | Chỉ tiêu | Năm 2025 | Năm 2030\n----|----|----|----\n"
        "1 | Kinh tế số trên GRDP | 20% | 30%\nA | NHÓM KHÁC\n2 | Số xã có\n5G | 50 | 120\nGhi chú: ước tính."
    )
    assert dict(clauses["II.1.row-1"].cells)["Năm 2030"] == "30%"
    assert dict(clauses["II.1.A.row-2"].cells)["Chỉ tiêu"] == "Số xã có\n5G"
    assert clauses["II.1.para-1"].text == "Ghi chú: ước tính."


def test_cells_between_tabs() -> None:
    clauses = _tree(
        "PHỤ LỤC\nDANH MỤC\nTT\tNhiệm vụ\tChủ trì\tThời gian\nI\tNHÓM 1\n1\tLàm A\tSở Y tế\t2023\n"
    )
    assert dict(clauses["PL.I.row-1"].cells)["Chủ trì"] == "Sở Y tế"


REAL = [
    ["TT", "Chỉ tiêu", "Năm 2022", "<", "Mục tiêu", "<", "Đơn vị chủ trì"],
    ["^", "^", "Số liệu", "Nguồn", "2025", "2030", "^"],
    ["I", "Kinh tế số", "<", "<", "<", "<", "<"],
    ["1", "Tỷ trọng", "14%", "DTI", "20%", "30%", "Cục Thống kê"],
    ["2", "Hợp đồng", "6%", "^", "50%", "80%", "^"],
    ["3", "Chữ ký số", "", "", "50%", "", "Sở TT&TT"],
]


def test_real_table_with_merged_headings_cells_and_empty_cells() -> None:
    clauses = _tree(grid_source(REAL, "II. MỤC TIÊU\n1. Chỉ tiêu", "2. Khác\n- x."))
    assert clauses["II.1.I"].heading == "Kinh tế số"
    cells = dict(clauses["II.1.I.row-2"].cells)
    assert cells["Năm 2022 / Nguồn"] == "DTI"
    assert cells["Mục tiêu / 2030"] == "80%"
    assert cells["Đơn vị chủ trì"] == "Cục Thống kê"
    assert dict(clauses["II.1.I.row-3"].cells)["Năm 2022 / Số liệu"] == ""
    assert clauses["II.2.bullet-1"].text == "- x."


def test_real_table_without_ordinals() -> None:
    rows = [["Chỉ tiêu", "Năm 2025"], ["Kinh tế số", "20%"], ["Chính quyền số", "100%"]]
    clauses = _tree(grid_source(rows, "I. MỤC TIÊU"))
    assert dict(clauses["I.row-2"].cells) == {"Chỉ tiêu": "Chính quyền số", "Năm 2025": "100%"}


def test_real_table_that_lays_out_a_header_is_no_table() -> None:
    rows = [
        ["ỦY BAN NHÂN DÂN\nTỈNH MAI CHÂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 12/KH-UBND", "Mai Châu, ngày 1 tháng 2 năm 2024"],
    ]
    clauses = _tree(grid_source(rows, "", "KẾ HOẠCH\nCHUYỂN ĐỔI SỐ NĂM 2024\nI. MỤC TIÊU\n- x."))
    assert list(clauses) == ["header", "title", "I", "I.bullet-1"]


def test_units_in_lower_case_are_cells_of_their_own() -> None:
    clauses = _tree(
        _lines(
            """STT / Chỉ tiêu / Đơn vị tính / Năm 2023 / Năm 2025 / Cơ quan theo dõi
            1 / Tỷ lệ hồ sơ trực tuyến / xã / 20 / 30 / Sở Y tế
            2 / Số doanh nghiệp số / doanh nghiệp / 1.000 / 2.000 / VNPT Mai Châu
            3 / Số người dùng chữ ký số / người / 5 / 6 / Công an tỉnh"""
        )
    )
    assert dict(clauses["row-2"].cells) == {
        "Chỉ tiêu": "Số doanh nghiệp số",
        "Đơn vị tính": "doanh nghiệp",
        "Năm 2023": "1.000",
        "Năm 2025": "2.000",
        "Cơ quan theo dõi": "VNPT Mai Châu",
    }


def test_bodies_that_miss_here_and_there_leave_the_times_in_place() -> None:
    clauses = _tree(
        _lines(
            """TT / Nhiệm vụ / Chủ trì / Phối hợp / Thời gian / Kinh phí
            1 / Xây dựng kho dữ liệu dùng chung / Sở TT&TT / Các sở / 2023-2025 / 1.200
            2 / Đào tạo kỹ năng số cho cán bộ / Sở Nội vụ / Hằng năm / 500
            3 / Phổ cập điện thoại thông minh / VNPT Mai Châu / Các huyện / Quý II/2024
            4 / Số hóa hồ sơ lưu trữ lịch sử / Sở Nội vụ / Các sở / 2024 / 750"""
        )
    )
    cells = dict(clauses["row-2"].cells)
    assert (cells["Phối hợp"], cells["Thời gian"], cells["Kinh phí"]) == ("", "Hằng năm", "500")
    cells = dict(clauses["row-3"].cells)
    assert (cells["Thời gian"], cells["Kinh phí"]) == ("Quý II/2024", "")


def test_flattened_table_without_ordinals() -> None:
    clauses = _tree(
        "I. MỤC TIÊU\n"
        + _lines(
            """Chỉ tiêu / Năm 2025 / Năm 2030 / Cơ quan chủ trì
            Tỷ trọng kinh tế số / 20% / 30% / Cục Thống kê
            Tỷ lệ hồ sơ trực tuyến / 80% / 100% / Văn phòng UBND tỉnh
            Số xã có 5G / 50 / 120 / Sở TT&TT
            II. NHIỆM VỤ
            - Làm A."""
        )
    )
    assert dict(clauses["I.row-3"].cells)["Năm 2030"] == "120"
    assert clauses["II.bullet-1"].text == "- Làm A."


def test_lines_that_only_read_like_headings_are_no_table() -> None:
    text = "I. MỤC TIÊU\nMục tiêu cụ thể\nChỉ tiêu năm 2025\nKế hoạch thực hiện\nPhát triển.\nDuy trì.\nBa."
    assert not any(clause.kind == "table" for clause in _tree(text).values())
