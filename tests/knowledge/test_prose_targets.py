"""What running text says beside a target: where it stands before the plan, and who measures it."""

from __future__ import annotations

import pytest

from knowledge.model import Indicator
from tests.knowledge import golden

TITLE = "Chuyển đổi số tỉnh Bình Minh giai đoạn 2024 - 2026"
HEAD = "KẾ HOẠCH\nI. MỤC TIÊU ĐẾN NĂM 2026\n1. Kinh tế và xã hội\n"


def _read(*items: str) -> list[Indicator]:
    return list(golden.build(HEAD + "\n".join(items), id="x", title=TITLE, province="Bình Minh").indicators)


STARTING = [
    ("- Ít nhất 45% diện tích vườn quế có cảm biến (năm 2023: 17,5%).",
     ("Diện tích vườn quế có cảm biến", 45, 2023, 17.5)),
    ("- Kinh tế số đóng góp 16% GRDP vào năm 2026 (ước năm 2023 là 8,2%).",
     ("Kinh tế số trong GRDP", 16, 2023, 8.2)),
    ("- Thương mại điện tử chiếm 11% tổng mức bán lẻ, hiện là 4,5%.",
     ("Thương mại điện tử trong tổng mức bán lẻ", 11, None, 4.5)),
    ("- Tỷ lệ hộ dùng ví điện tử đạt 70% (hiện trạng 41%).", ("Tỷ lệ hộ dùng ví điện tử", 70, None, 41)),
    ("Tỷ lệ hồ sơ trực tuyến toàn trình phấn đấu đạt 60% vào năm 2026, so với 29,5% của năm 2022.",
     ("Tỷ lệ hồ sơ trực tuyến toàn trình", 60, 2022, 29.5)),
    ("Kinh tế số chiếm 15% GRDP vào năm 2026, trong khi năm 2022 mới là 6,9%.",
     ("Kinh tế số trong GRDP", 15, 2022, 6.9)),
    ("- Cáp quang đến 85% hộ gia đình, từ mức 61% cuối năm 2023.",
     ("Cáp quang đến hộ gia đình", 85, 2023, 61)),
    ("- Nâng tỷ lệ thôn có sóng 5G từ 12% năm 2023 lên 50% năm 2026.",
     ("Tỷ lệ thôn có sóng 5G", 50, 2023, 12)),
    ("- Có 300 hợp tác xã bán hàng trên mạng (năm 2023: 45 hợp tác xã).",
     ("Hợp tác xã bán hàng trên mạng", 300, 2023, 45)),
    ("- 90% trạm y tế có bác sĩ tư vấn từ xa (trừ trạm ở xã đảo).",
     ("Trạm y tế có bác sĩ tư vấn từ xa (trừ trạm ở xã đảo)", 90, None, None)),
    ("- 30% hộ có hợp đồng điện tử (đến năm 2030: 80%).",
     ("Hộ có hợp đồng điện tử (đến năm 2030: 80%)", 30, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), STARTING)
def test_where_a_target_stands_before_the_plan(item: str, expected: tuple) -> None:
    (record,) = _read(item)
    start = record.baseline
    found = (record.name, record.value, start.year if start else None, start.value if start else None)
    assert found == expected
    assert record.year == 2026


def test_a_year_before_the_plan_is_no_target_year() -> None:
    text = "Kinh tế số chiếm 15% GRDP, so với 6,9% của năm 2022. Bán lẻ qua mạng chiếm 9% tổng mức bán lẻ."
    assert [(record.value, record.year) for record in _read(text)] == [(15, 2026), (9, 2026)]


def test_who_measures_in_the_same_sentence() -> None:
    records = _read(
        "- 30% sản lượng rau có tem điện tử; Sở Công Thương theo dõi, công bố số liệu hằng năm.",
        "- 78% người lớn có tài khoản; Ngân hàng Nhà nước chi nhánh tỉnh cung cấp số liệu.",
        "- Kinh tế số chiếm 16% GRDP; Cục Thống kê tỉnh tính toán.",
        "- 95% dân số có hồ sơ sức khỏe điện tử, do Sở Y tế thống kê.",
        "- 40% trường có phòng học thông minh; Sở Tài chính bố trí vốn.",
    )
    assert [record.measured_by for record in records] == [
        ("Sở Công Thương",),
        ("Ngân hàng Nhà nước chi nhánh tỉnh",),
        ("Cục Thống kê tỉnh",),
        ("Sở Y tế",),
        (),
    ]


def test_who_measures_the_last_few_and_all_that_are_left() -> None:
    records = _read(
        "Kinh tế số chiếm 15% GRDP. Ngành quế đi đầu: 60% cơ sở sơ chế ghi sổ điện tử và 80% xưởng có mã số; "
        "hai con số này do Sở Công Thương xác nhận. Cục Thống kê xác nhận các chỉ tiêu còn lại.",
        "- 40% hợp tác xã dùng phần mềm kế toán.",
    )
    assert [(record.value, *record.measured_by) for record in records] == [
        (15, "Cục Thống kê"),
        (60, "Sở Công Thương"),
        (80, "Sở Công Thương"),
        (40, "Cục Thống kê"),
    ]


def test_who_measures_in_a_sentence_of_its_own() -> None:
    text = (
        "Tỷ lệ hồ sơ trực tuyến đạt 60% vào năm 2026; thời gian chờ không quá 12 phút. "
        "Văn phòng UBND tỉnh đo đạc và công bố hai chỉ tiêu này mỗi tháng."
    )
    records = _read(text)
    assert [(r.name, r.value) for r in records] == [("Tỷ lệ hồ sơ trực tuyến", 60), ("Thời gian chờ", 12)]
    assert {record.measured_by for record in records} == {("Văn phòng UBND tỉnh",)}
