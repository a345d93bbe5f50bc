# ruff: noqa: E501 - one row a line reads better than wrapped rows
"""Metadata from the text itself, whatever order the header's columns came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.header import (
    find_date,
    find_number,
    find_period,
    find_place_name,
    make_id,
    role_case,
    short_name,
    type_of_number,
)
from knowledge.model import Document
from knowledge.settings import ROOT
from knowledge.structure import parse_document
from tests.knowledge.tree_helpers import parse, source

PLANS = Path(__file__).with_name("plans")
DOCUMENTS = ROOT / "knowledge" / "documents"

NUMBERS = [
    ("Số: 5046/KH-UBND", "5046/KH-UBND", "as usual"),
    ("Số: 55/KH-UBND Vĩnh Phúc, ngày 03", "55/KH-UBND", "with the right column behind"),
    ("Số 09-NQ/TU", "09-NQ/TU", "Party documents"),
    ("Số: 27/2022/NQ-HĐND", "27/2022/NQ-HĐND", "with the year"),
    ("Số: 812/STTTT-CĐS", "812/STTTT-CĐS", "letter"),
    ("Số : 12 / QĐ - UBND", "12/QĐ-UBND", "blanks"),
    ("Số: 15-CTr/TU", "15-CTr/TU", "programme"),
    ("Số: /KH-UBND", "", "not yet numbered"),
    ("UBND TỈNH MAI CHÂU", "", "none"),
]


@pytest.mark.parametrize(("header", "number", "reason"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_number(header: str, number: str, reason: str) -> None:
    assert find_number(header) == number


DATES = [
    ("Hải Dương, ngày 29 tháng 12 năm 2023", date(2023, 12, 29), "Hải Dương"),
    ("Số: 1/KH-UBND Hà Tĩnh, ngày 05 tháng 6 năm 2020", date(2020, 6, 5), "Hà Tĩnh"),
    ("Hải Vân, ngày      tháng      năm 2025", None, "Hải Vân"),
    ("Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2024", date(2024, 2, 1), "Bà Rịa - Vũng Tàu"),
    ("ĐẢNG CỘNG SẢN VIỆT NAM Lam Sơn, ngày 31 tháng 02 năm 2021", None, "Lam Sơn"),
    ("TP. Hồ Chí Minh, ngày 9 tháng 9 năm 2022", date(2022, 9, 9), "Hồ Chí Minh"),
    ("không có ngày", None, ""),
]


@pytest.mark.parametrize(("header", "day", "place"), DATES)
def test_date_and_place(header: str, day: date | None, place: str) -> None:
    assert find_date(header) == day
    assert find_place_name(header) == place


PERIODS = [
    ("KẾ HOẠCH ... GIAI ĐOẠN 2021 - 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030", None, (2021, 2030)),
    ("Kế hoạch giai đoạn 2023-2025", None, (2023, 2025)),
    (
        "ĐẾN NĂM 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030 THEO QUYẾT ĐỊNH SỐ 411/QĐ-TTG NGÀY 31/3/2022",
        2023,
        (2023, 2030),
    ),
    ("Chuyển đổi số năm 2022", None, (2022, 2022)),
    ("Quy chế hoạt động", None, None),
]


@pytest.mark.parametrize(("title", "year", "period"), PERIODS)
def test_period(title: str, year: int | None, period: tuple[int, int] | None) -> None:
    assert find_period(title, (), date(year, 12, 29) if year else None) == period


def test_period_is_told_by_the_sentence_that_enacts_where_the_title_is_silent() -> None:
    opening = ["Căn cứ Quyết định ngày 25/01/2021;", "UBND tỉnh ban hành Kế hoạch năm 2022, cụ thể như sau:"]
    assert find_period("KẾ HOẠCH THÍ ĐIỂM", opening, None) == (2022, 2022)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("5/KH-UBND", "Kế hoạch"),
        ("9-NQ/TU", "Nghị quyết"),
        ("3/QĐ-UBND", "Quyết định"),
        ("4-CTr/TU", "Chương trình"),
    ],
)
def test_type_by_number(number: str, name: str) -> None:
    found = type_of_number(number)
    assert found is not None
    assert found.name == name


def test_small_helpers() -> None:
    assert role_case("PHÓ CHỦ TỊCH") == "Phó Chủ tịch"
    assert make_id("Hải Dương", "5046/KH-UBND", "a.txt") == "hai-duong-5046"
    assert make_id("", "", "Kế hoạch số 5.docx") == "ke-hoach-so-5"
    assert make_id("", "", "???") == "van-ban"
    assert short_name("Kế hoạch", "5/KH-UBND", date(2023, 2, 1), "UBND tỉnh Mai Châu", "") == (
        "Kế hoạch 5/KH-UBND ngày 01/02/2023 của UBND tỉnh Mai Châu"
    )


def _held(document_id: str) -> Document:
    text = (DOCUMENTS / document_id / "source.txt").read_text(encoding="utf-8")
    return parse_document(source(text), {"id": document_id}).document


SEEDS = [
    ("ha-tinh-393", "393/KH-UBND", date(2020, 10, 29), "Hà Tĩnh", "Trần Tiến Hưng", "Chủ tịch", (2021, 2030), 1, 12),
    ("vinh-phuc-55", "55/KH-UBND", date(2022, 3, 3), "Vĩnh Phúc", "Vũ Chí Giang", "KT. Chủ tịch, Phó Chủ tịch", (2022, 2022), 3, 10),
    ("hai-duong-5046", "5046/KH-UBND", date(2023, 12, 29), "Hải Dương", "Nguyễn Minh Hùng", "KT. Chủ tịch, Phó Chủ tịch", (2023, 2030), 2, 9),
]  # fmt: skip


@pytest.mark.parametrize("row", SEEDS, ids=[row[0] for row in SEEDS])
def test_metadata_of_the_plans_with_a_header(
    row: tuple[str, str, date, str, str, str, tuple[int, int], int, int],
) -> None:
    document_id, number, issued, province, signer, role, period, bases, recipients = row
    document = _held(document_id)
    assert (document.number, document.issued, document.type) == (number, issued, "Kế hoạch")
    assert (document.province, document.place) == (province, province)
    assert document.issuer == f"UBND tỉnh {province}"
    assert (document.signer, document.signer_role) == (signer, role)
    assert document.period == period
    assert (len(document.legal_bases), len(document.recipients)) == (bases, recipients)


def test_recipients_keep_their_distribution_marks() -> None:
    assert _held("hai-duong-5046").recipients[0] == "Bộ Thông tin và Truyền thông ( để b/c )"


def test_legal_bases_leave_out_the_words_that_enact() -> None:
    bases = _held("hai-duong-5046").legal_bases
    assert bases[0].endswith("định hướng đến năm 2030")
    assert bases[1].startswith("theo đề nghị của Sở Thông tin và Truyền thông tại Tờ trình")
    assert "ban hành" not in bases[1]


FORMS = [
    ("decision_with_plan", "Quyết định", "1208/QĐ-UBND", "UBND tỉnh Trà Mây", "Lò Thị Bích Ngọc"),
    ("party_resolution", "Nghị quyết", "09-NQ/TU", "Tỉnh ủy Lam Sơn", "Hoàng Đình Khải"),
    ("official_letter", "Công văn", "812/STTTT-CĐS", "Sở Thông tin và Truyền thông", "Trần Quốc Việt"),
    ("council_resolution", "Nghị quyết", "27/2022/NQ-HĐND", "HĐND tỉnh Bình Lâm", "Phạm Văn Hòa"),
    ("wrapped_pages", "Kế hoạch", "", "UBND thành phố Hải Vân", "Lê Hoàng Minh"),
    ("parts_and_chapters", "Đề án", "", "", ""),
]


@pytest.mark.parametrize(("plan", "kind", "number", "issuer", "signer"), FORMS, ids=[row[0] for row in FORMS])
def test_metadata_of_other_forms(plan: str, kind: str, number: str, issuer: str, signer: str) -> None:
    document = parse((PLANS / f"{plan}.txt").read_text(encoding="utf-8")).document
    assert (document.type, document.number) == (kind, number)
    assert (document.issuer, document.signer) == (issuer, signer)


HEADERS = [
    "UBND TỈNH MAI CHÂU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-UBND | Độc lập - Tự do - Hạnh phúc\n| Mai Châu, ngày 2 tháng 3 năm 2024",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nMai Châu, ngày 2 tháng 3 năm 2024\nỦY BAN NHÂN DÂN\nTỈNH MAI CHÂU\nSố: 7/KH-UBND",
    "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH MAI CHÂU\nĐộc lập - Tự do - Hạnh phúc\n-----\nSố:\n7/KH-UBND\nMai\nChâu, ngày 2 tháng 3 năm 2024",
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH MAI CHÂU\tĐộc lập - Tự do - Hạnh phúc\nSố: 7/KH-UBND\tMai Châu, ngày 2 tháng 3 năm 2024",
]


@pytest.mark.parametrize("header", HEADERS)
def test_header_columns_in_any_order(header: str) -> None:
    document = parse(f"{header}\nKẾ HOẠCH\nCHUYỂN ĐỔI SỐ NĂM 2024\nI. MỤC TIÊU\n- x.").document
    assert (document.number, document.issued) == ("7/KH-UBND", date(2024, 3, 2))
    assert (document.issuer, document.province) == ("UBND tỉnh Mai Châu", "Mai Châu")
    assert document.title == "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2024"
    assert document.id == "mai-chau-7"


def test_what_a_person_gives_wins_over_the_text() -> None:
    document = parse("KẾ HOẠCH\nCHUYỂN ĐỔI SỐ\nI. A", id="x", title="Kế hoạch khác", province="Huế").document
    assert (document.id, document.title, document.province) == ("x", "Kế hoạch khác", "Huế")


def test_province_is_asked_for_where_the_header_does_not_tell() -> None:
    text = "Tỉnh Mai Châu lên kế hoạch chuyển đổi số\nNội dung bài báo."
    document = parse_document(
        source(text), {}, lambda words: "Mai Châu" if "Mai Châu" in words else ""
    ).document
    assert document.province == "Mai Châu"


def test_header_of_a_legal_portal_with_its_own_table_above() -> None:
    text = (
        "Kế hoạch 86/KH-UBND năm 2025 phát triển chính quyền số tỉnh Mai Châu\n| Số hiệu | 86/KH-UBND |\n"
        "| Loại văn bản | Kế hoạch |\n|\nỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 86/KH-UBND |\n"
        "Mai Châu, ngày 29 tháng 12 năm 2025 |\nKẾ HOẠCH\nPHÁT TRIỂN CHÍNH QUYỀN SỐ GIAI ĐOẠN 2026-2030\nI. MỤC ĐÍCH\n- x."
    )
    document = parse(text).document
    assert (document.number, document.issuer) == ("86/KH-UBND", "UBND tỉnh Mai Châu")
    assert document.period == (2026, 2030)


def test_title_whose_line_with_the_type_was_lost() -> None:
    text = (
        "HỘI ĐỒNG NHÂN\nDÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 82/NQ-HĐND |\n"
        "Mai Châu, ngày 26 tháng 11 năm 2025 |\nVỀ KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2026\nHỘI ĐỒNG NHÂN DÂN TỈNH MAI CHÂU\n"
        "KHÓA XVI, KỲ HỌP THỨ 28\nCăn cứ Luật A;\nQUYẾT NGHỊ:\n1. Mục tiêu\nPhát triển.\n2. Chỉ tiêu\n- 20%."
    )
    parsed = parse(text, id="x")
    assert parsed.document.title == "VỀ KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2026"
    assert parsed.document.type == "Nghị quyết"
    assert [clause.address for clause in parsed.clauses if clause.kind == "section"] == ["1", "2"]


def test_a_sentence_above_the_title_names_no_issuer() -> None:
    text = (
        "Ngày 06/9/2023, Ban Thường vụ Tỉnh ủy đã ban hành Nghị quyết số 13-NQ/TU về chuyển đổi số; Cổng thông "
        "tin xin đăng toàn văn.\nNGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề chuyển đổi số đến năm 2025\nI. TÌNH HÌNH\nA."
    )
    document = parse(text).document
    assert (document.issuer, document.number, document.type) == ("", "13-NQ/TU", "Nghị quyết")


def test_signer_with_two_roles_after_the_recipients() -> None:
    text = "Số: 2/VPCP-KSTT\nHà Nội, ngày 29 tháng 4 năm 2021\nKính gửi: Bộ A.\nNội dung.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nBỘ TRƯỞNG, CHỦ NHIỆM\nTrần Văn An"
    document = parse(text).document
    assert (document.signer, document.recipients) == ("Trần Văn An", ("Như trên", "Lưu: VT"))
