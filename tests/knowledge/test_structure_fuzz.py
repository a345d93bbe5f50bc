# ruff: noqa: E501 - one row a line reads better than wrapped rows
"""The parser refuses no text: random mixes of headings, bullets, tables and noise keep all guarantees."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.structure import parse_clauses
from tests.knowledge.tree_helpers import check_tree, source

PIECES = [
    "I. MỤC TIÊU", "II. NHIỆM VỤ", "V. TỔ CHỨC", "1. Mục đích", "2. Sở Y tế: Chủ trì", "3. Các sở", "1.1. Thể chế",
    "1.2. Hạ tầng", "2.1 Nông nghiệp", "I.1. Chung", "a) Chính quyền số;", "b) Kinh tế số", "đ) Xã hội số", "a1) x",
    "- 80% hồ sơ;", "+ 60% hồ sơ", "-Trung tâm", "• Mục", "-", "---", "|", "| |", "a | b | c", "1 | x | 20%", "A\tB\tC",
    "Điều 1. Ban hành kèm theo", "Điều 2. Hiệu lực", "Chương I", "CHƯƠNG II QUY ĐỊNH", "Phần thứ nhất", "Mục 1",
    "STT", "TT", "Số", "Chỉ tiêu", "Năm 2025", "Chủ trì", "Thời gian", "1", "2", "3", "A", "B", "C", "I", "II", "20%",
    "2023-2025", "Sở Y tế", "(1)", "(2)", "(3)", "PHỤ LỤC", "PHỤ LỤC I", "Phụ lục 2: Danh mục", "DANH MỤC NHIỆM VỤ TRỌNG TÂM",
    "(Kèm theo Kế hoạch số 1/KH-UBND)", "KẾ HOẠCH", "QUYẾT ĐỊNH", "ỦY BAN NHÂN DÂN", "TỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 5/KH-UBND", "Huế, ngày 1 tháng 2 năm 2023", "Căn cứ Luật;", "Thực hiện Quyết định;", "Nơi nhận:", "- Như trên;",
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A", "[1] Kinh tế số là", "[2] Xã hội số", "Trang 2", "- 3 -",
    "2021 - 2025, định hướng", "đến năm 2030.", "mức độ 4 được cung cấp trên nhiều phương tiện,", "Kính gửi:", "Trên đây là kế hoạch./.",
    "Tổ chức phổ biến, quán triệt chủ trương của Đảng về chuyển đổi số.", "", " ", "\u200b", "\ufeff", "\f", "\r", "(i) x", "i) y",
]  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=60)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_mix_of_lines_keeps_the_guarantees(lines: list[str], end: str) -> None:
    text = end.join(lines)
    clauses = parse_clauses(source(text), "x")
    check_tree(text, clauses)
    assert clauses == parse_clauses(source(text), "x")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_keeps_the_guarantees(text: str) -> None:
    check_tree(text, parse_clauses(source(text), "x"))
