"""Task tables under headings of other offices' wording, as rows between tabs."""

from __future__ import annotations

import pytest

from tests.knowledge import golden

TABLES = [
    ("STT\tCông việc\tChịu trách nhiệm chính\tHỗ trợ\tHạn hoàn thành",
     "Bản đồ số vùng quế\tSở Công Thương\tHội Nông dân tỉnh\tTháng 12/2026",
     ("Bản đồ số vùng quế", "Sở Công Thương", "Hội Nông dân tỉnh", "chủ trì", "Tháng 12/2026")),
    ("TT\tNội dung việc\tCơ quan làm chính\tCùng làm\tThời gian",
     "Lớp học đêm\tSở Nội vụ\tTỉnh đoàn\t2025 - 2026",
     ("Lớp học đêm", "Sở Nội vụ", "Tỉnh đoàn", "chủ trì", "2025 - 2026")),
    ("TT\tDự án\tChủ đầu tư\tTổng mức (tỷ đồng)\tThời gian thực hiện",
     "Hệ thống đo mưa\tSở Xây dựng\t23,5\t2026",
     ("Hệ thống đo mưa", "Sở Xây dựng", "", "thực hiện", "2026")),
    ("STT\tCơ sở dữ liệu\tCơ quan quản lý\tTần suất cập nhật\tThời hạn kết nối",
     "Hộ nghèo\tSở Y tế\tHằng quý\tTháng 7/2026",
     ("Cơ sở dữ liệu hộ nghèo", "Sở Y tế", "", "thực hiện", "Tháng 7/2026")),
    ("TT\tNhiệm vụ\tCơ quan đầu mối\tCơ quan tham gia\tMốc hoàn thành",
     "Cảnh báo cháy rừng\tChi cục Kiểm lâm\tCông an tỉnh\tTháng 3/2026",
     ("Cảnh báo cháy rừng", "Chi cục Kiểm lâm", "Công an tỉnh", "chủ trì", "Tháng 3/2026")),
    ("TT\tSáng kiến\tĐơn vị vận hành\tBên phối hợp\tKhi nào xong",
     "Chợ số\tSở Công Thương\tBưu điện tỉnh\tQuý I/2026",
     ("Sáng kiến: Chợ số", "Sở Công Thương", "Bưu điện tỉnh", "thực hiện", "Quý I/2026")),
]  # fmt: skip


@pytest.mark.parametrize(("head", "row", "expected"), TABLES)
def test_a_row_is_a_duty(head: str, row: str, expected: tuple[str, ...]) -> None:
    lines = [head, *(f"{n}\t{row}" for n in (1, 2, 3))]
    records = golden.build("II. NHIỆM VỤ\n" + "\n".join(lines), id="x").assignments
    found = [(r.task, "; ".join(r.lead), "; ".join(r.coordinate), r.role, r.period) for r in records]
    assert found == [expected] * 3
