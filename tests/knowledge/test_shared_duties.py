"""Duties that a sentence shares out among bodies: the task stands before them, partners behind."""

from __future__ import annotations

import pytest

from tests.knowledge import golden

HEAD = "I. NHIỆM VỤ, GIẢI PHÁP\n1. Hạ tầng và dữ liệu\n"
Row = tuple[str, str, str, str, str]


def _read(item: str) -> list[Row]:
    """Return (leads, partners, role, period, task) of each duty that an item of a list of tasks gives."""
    records = golden.build(f"{HEAD}1.1. {item}\n1.2. Việc khác của đề án này.", id="x").assignments
    return [("; ".join(r.lead), "; ".join(r.coordinate), r.role, r.period, r.task) for r in records]


CASES: list[tuple[str, list[Row]]] = [
    ("Nối mạng cho 90 trạm y tế; Sở Y tế chủ trì, Viễn thông tỉnh phối hợp, xong trước 31 tháng 8 năm 2026.",
     [("Sở Y tế", "Viễn thông tỉnh", "chủ trì", "trước 31 tháng 8 năm 2026", "Nối mạng cho 90 trạm y tế")]),
    ("Đặt 40 máy bơm có cảm biến ở các trạm thủy nông; giao Sở Công Thương thực hiện.",
     [("Sở Công Thương", "", "thực hiện", "", "Đặt 40 máy bơm có cảm biến ở các trạm thủy nông")]),
    ("Kho học liệu: soạn 900 bài giảng số, do Sở Giáo dục và Đào tạo làm đầu mối.",
     [("Sở Giáo dục và Đào tạo", "", "chủ trì", "", "Kho học liệu: soạn 900 bài giảng số")]),
    ("Mở 12 lớp đêm cho công nhân; Liên đoàn Lao động tỉnh cùng Tỉnh đoàn đảm nhiệm.",
     [("Liên đoàn Lao động tỉnh", "Tỉnh đoàn", "thực hiện", "", "Mở 12 lớp đêm cho công nhân")]),
    ("Hạ ngầm cáp ở khu phố cổ; Sở Xây dựng cấp phép, các doanh nghiệp viễn thông bỏ vốn.",
     [("Sở Xây dựng", "", "thực hiện", "", "Hạ ngầm cáp ở khu phố cổ: cấp phép"),
      ("các doanh nghiệp viễn thông", "", "thực hiện", "", "Hạ ngầm cáp ở khu phố cổ: bỏ vốn")]),
    ("Đo mực nước ở hồ lớn, công bố mỗi giờ. Sở Nông nghiệp và Môi trường vận hành.",
     [("Sở Nông nghiệp và Môi trường", "", "thực hiện", "",
       "Đo mực nước ở hồ lớn, công bố mỗi giờ: vận hành")]),
    ("Sở Nội vụ chủ trì bỏ nộp bản giấy ở 90 thủ tục; Sở Tư pháp và Công an tỉnh phối hợp; "
     "làm xong trước ngày 30 tháng 4 năm 2026.",
     [("Sở Nội vụ", "Sở Tư pháp; Công an tỉnh", "chủ trì", "trước ngày 30 tháng 4 năm 2026",
       "Chủ trì bỏ nộp bản giấy ở 90 thủ tục; làm xong trước ngày 30 tháng 4 năm 2026")]),
    ("Xóa điểm lõm sóng: Sở Khoa học và Công nghệ cùng các nhà mạng dựng thêm 70 trạm phát sóng.",
     [("Sở Khoa học và Công nghệ", "các nhà mạng", "thực hiện", "", "Dựng thêm 70 trạm phát sóng")]),
    ("Lập bản đồ số vùng quế; Sở Công Thương thực hiện, Hội Nông dân tỉnh tham gia; "
     "hoàn tất chậm nhất tháng 9 năm 2026.",
     [("Sở Công Thương", "Hội Nông dân tỉnh", "thực hiện", "chậm nhất tháng 9 năm 2026",
       "Lập bản đồ số vùng quế")]),
    ("Vé điện tử cho xe khách; Sở Xây dựng chủ trì, kết thúc năm 2026.",
     [("Sở Xây dựng", "", "chủ trì", "kết thúc năm 2026", "Vé điện tử cho xe khách")]),
    ("Trường Cao đẳng Hoa Lư mở ngành bán dẫn, tuyển 90 học viên.",
     [("Trường Cao đẳng Hoa Lư", "", "thực hiện", "", "Mở ngành bán dẫn, tuyển 90 học viên")]),
    ("Định kỳ trước ngày 10/12 hằng năm, Sở Tài chính tổng hợp số liệu.",
     [("Sở Tài chính", "", "thực hiện", "trước ngày 10/12 hằng năm", "Tổng hợp số liệu")]),
    ("Sở Y tế chủ trì, phối hợp với Công an tỉnh, Sở Nội vụ tổ chức diễn tập.",
     [("Sở Y tế", "Công an tỉnh; Sở Nội vụ", "chủ trì", "",
       "Chủ trì, phối hợp với Công an tỉnh, Sở Nội vụ tổ chức diễn tập")]),
    ("Nhiệm vụ chi tiết, đơn vị chịu trách nhiệm chính và thời hạn ghi trong Bảng 1.", []),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), CASES)
def test_shares_of_one_task(item: str, expected: list[Row]) -> None:
    assert _read(item) == expected


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("rà soát thủ tục từ quý II/2025 đến quý I/2026", "từ quý II/2025 đến quý I/2026"),
        ("ngừng phát sổ giấy từ ngày 01 tháng 3 năm 2026", "từ ngày 01 tháng 3 năm 2026"),
        ("nộp hồ sơ đến 15 tháng 9 năm 2026", "đến 15 tháng 9 năm 2026"),
        ("lập danh mục, muộn nhất quý III/2026", "muộn nhất quý III/2026"),
        ("dựng cổng bản đồ, khai trương ngày 02 tháng 9 năm 2026", "khai trương ngày 02 tháng 9 năm 2026"),
    ],
)
def test_by_when(words: str, period: str) -> None:
    ((_, _, _, found, _),) = _read(f"Sở Tư pháp chủ trì {words}.")
    assert found == period


def test_a_closing_paragraph_is_no_duty_of_the_last_body() -> None:
    text = (
        "V. PHÂN CÔNG TRÁCH NHIỆM\n1. Sở Y tế\nVận hành hồ sơ sức khỏe điện tử.\n2. Tỉnh đoàn\n"
        "Lập 90 đội thanh niên số.\nKhi có vướng mắc, các đơn vị gửi ý kiến về Sở Nội vụ để tổng hợp./."
    )
    leads = [(r.lead, r.task.split(" ", 1)[0]) for r in golden.build(text, id="x").assignments]
    assert leads == [(("Sở Y tế",), "Vận"), (("Tỉnh đoàn",), "Lập"), (("các đơn vị",), "Gửi")]
