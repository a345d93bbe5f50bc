# ruff: noqa: E501 - one row a line reads better than wrapped rows
"""Forms of Nghị định 30/2020/NĐ-CP other than the five plans': made-up plans of made-up provinces."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from knowledge.model import Clause
from knowledge.structure import parse_clauses
from tests.knowledge.tree_helpers import addresses, by_address, check_tree, source

PLANS = Path(__file__).with_name("plans")


def _plan(name: str) -> dict[str, Clause]:
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    clauses = parse_clauses(source(text), name)
    check_tree(text, clauses)
    return {clause.address: clause for clause in clauses}


EXPECTED = [
    # a decision with an attached plan and two appendices, columns flattened with "|"
    ("decision_with_plan", "authority", "thẩm quyền ban hành", ""),
    ("decision_with_plan", "D1", "Điều 1", ""),
    ("decision_with_plan", "D2", "Điều 2", "Tổ chức thực hiện"),
    ("decision_with_plan", "D2.1.b", "Điều 2, khoản 1, điểm b", ""),
    ("decision_with_plan", "D3.para-2", "Điều 3, đoạn 2", ""),
    ("decision_with_plan", "recipient-2", "nơi nhận 2", ""),
    ("decision_with_plan", "KH.I.2.a.bullet-2.bullet-1", "Kế hoạch kèm theo, Phần I, mục 2, điểm a, gạch đầu dòng 2, ý 1", "Cấp huyện"),
    ("decision_with_plan", "KH.II.1", "Kế hoạch kèm theo, Phần II, mục 1", "Sở Thông tin và Truyền thông"),
    ("decision_with_plan", "PL-I.II.row-3", "Phụ lục I, phần II, nhiệm vụ 3", ""),
    ("decision_with_plan", "PL-II.row-2", "Phụ lục II, chỉ tiêu 2", ""),
    # Party resolution: "A-", "I-", "1-", "(1)"
    ("party_resolution", "A.I.2", "Phần A, mục I, khoản 2", ""),
    ("party_resolution", "B.I.2.1", "Phần B, mục I, khoản 2, điểm 1", ""),
    ("party_resolution", "B.II.2", "Phần B, mục II, khoản 2", "Về nhân lực"),
    ("party_resolution", "C.para-1", "Phần C, đoạn 1", ""),
    # a letter
    ("official_letter", "title", "tên văn bản", "V/v triển khai nhiệm vụ chuyển đổi số 6 tháng cuối năm 2024"),
    ("official_letter", "addressee-2", "kính gửi 2", ""),
    ("official_letter", "2", "Mục 2", ""),
    # a council's resolution with chapters, recipients after the signature
    ("council_resolution", "C2.M1", "Chương II, Mục 1", "HỖ TRỢ DOANH NGHIỆP"),
    ("council_resolution", "D3.1.đ", "Điều 3, khoản 1, điểm đ", ""),
    ("council_resolution", "D4", "Điều 4", "Hỗ trợ chữ ký số"),
    ("council_resolution", "recipient-3", "nơi nhận 3", ""),
    # Phần thứ nhất, 1.2.1
    ("parts_and_chapters", "P1.II.1.2.1", "Phần thứ nhất, mục II, mục 1.2.1", "Trung tâm dữ liệu tỉnh"),
    ("parts_and_chapters", "P2.II.2.b", "Phần thứ hai, mục II, khoản 2, điểm b", ""),
    ("parts_and_chapters", "P3.1.bullet-2", "Phần thứ ba, mục 1, gạch đầu dòng 2", ""),
    # wrapped lines with page numbers between them
    ("wrapped_pages", "page-3", "số trang 3", ""),
    ("wrapped_pages", "II.2.bullet-2", "Phần II, mục 2, gạch đầu dòng 2", ""),
    ("wrapped_pages", "IV.2", "Phần IV, mục 2", "Các sở, ban, ngành; Ủy ban nhân dân các quận, huyện, thị xã, các đơn vị sự nghiệp công lập trực thuộc thành phố"),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "address", "citation", "heading"), EXPECTED)
def test_clause_stands_at_its_address(plan: str, address: str, citation: str, heading: str) -> None:
    clause = _plan(plan)[address]
    assert clause.citation == citation
    assert clause.heading == heading


def test_a_page_number_inside_a_sentence_is_left_out_of_it() -> None:
    clauses = _plan("wrapped_pages")
    assert "nhiệm vụ của\nĐề án 06" in clauses["I.2.b"].text
    assert clauses["page-2"].text == "2"


def test_a_number_inside_a_wrapped_sentence_opens_nothing() -> None:
    clauses = _plan("wrapped_pages")
    assert clauses["II.1"].text.endswith("trong đó mức\n3. Các chỉ số thành phần đều tăng so với năm 2024.")
    assert "II.3" in clauses


SMALL = [
    (
        "1) below 1. is a list of its own",
        "I. A\n1. B\n1) C.\n2) D.\n2. E",
        ["I", "I.1", "I.1.1", "I.1.2", "I.2"],
    ),
    ("numbers counted on from part to part", "I. A\n1. B\n2. C\nII. D\n3. E\n4. G", ["I", "I.1", "I.2", "II", "II.3", "II.4"]),
    ("point after e is g: f is optional", "I. A\nd) x.\nđ) y.\ne) z.\ng) t.", ["I", "I.d", "I.đ", "I.e", "I.g"]),
    ("i) after h) is a letter", "1. A\na) x;\nb) x;\nc) x;\nd) x;\ne) x;\ng) x;\nh) x;\ni) x;", ["1", *(f"1.{c}" for c in "abcdeghi")]),
    ("i) alone is Roman", "1. A\ni) x;\nii) y;", ["1", "1.i", "1.ii"]),
    ("a repeated number gets a suffix", "1. A\n2. B\n2. C", ["1", "2", "2~2"]),
    ("a skipped number stays as printed", "1. A\n2. B\n4. C", ["1", "2", "4"]),
    ("Roman-dotted numbers", "I. A\nI.1. B\nI.2. C\nII. D\nII.1. E", ["I", "I.1", "I.2", "II", "II.1"]),
    ("glyphs nest as they first appear", "I. A\n+ B:\n- C;\n- D;\n+ E.", ["I", "I.bullet-1", "I.bullet-1.bullet-1", "I.bullet-1.bullet-2", "I.bullet-2"]),
    ("paragraphs after a bare heading", "I. A\nMột.\nHai.", ["I", "I.para-1", "I.para-2"]),
    ("the one paragraph after a heading is its own", "I. A\n1. Sở X\nChủ trì.\n2. Sở Y", ["I", "I.1", "I.2"]),
    ("a paragraph after inline text is the second", "1. Sở X: Chủ trì.\nPhối hợp.", ["1", "1.para-2"]),
    ("headings in capitals without a number", "KẾ HOẠCH\nCĐS NĂM 2025\nCăn cứ Luật A.\nMỤC TIÊU\nx.\nMỤC TIÊU CHUNG\n1. A.\nNHIỆM VỤ KHÁC\n1. B.", None),
    ("paragraph between bullets is the bullet's, after the last the section's", "1. A\n- Bê.\nXê.\n- Dê.\nÊ kíp.", ["1", "1.bullet-1", "1.bullet-1.para-1", "1.bullet-2", "1.para-1"]),
    ("rows of a table that end in figures are no table of contents", "I. BẢNG\nTT\tĐịa phương\tSố chợ\n1\tHuyện A\t1\n2\tHuyện B\t2\n3\tHuyện C\t2\n4\tHuyện D\t3\nII. SAU", ["I", "I.table-1", "I.row-1", "I.row-2", "I.row-3", "I.row-4", "II"]),
    ("a wide table with a figure last is none either", "PHỤ LỤC I\nDANH MỤC\nTT\tViệc\tCơ quan\tHạn\tVốn\n1\tA\tSở X\tQuý I\t42\n2\tB\tSở Y\tQuý I\t8\n3\tC\tSở Z\tQuý II\t24", ["PL-I", "PL-I.table-1", "PL-I.row-1", "PL-I.row-2", "PL-I.row-3"]),
    ("a table of contents with tabs", "MỤC LỤC\nI. A\t1\n1. B\t2\nII. C\t2\nI. A\n1. B.\nII. C", ["contents", "I", "I.1", "II"]),
    ("a table of contents opens nothing", "MỤC LỤC\nI. A ....... 1\n1. B ....... 2\nII. C ....... 3\nI. A\n1. B.\nII. C", ["contents", "I", "I.1", "II"]),
    ("footnote at the end stands beside the tree", "I. A[1]\n- B.\n[1] C là D.", ["I", "I.bullet-1", "footnote-1"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), SMALL, ids=[row[0] for row in SMALL])
def test_small_outlines(reason: str, text: str, expected: list[str] | None) -> None:
    check_tree(text, parse_clauses(source(text), "x"))
    if expected is not None:
        assert addresses(text) == expected


def test_footnote_markers_stay_out_of_headings() -> None:
    assert by_address("I. Kinh tế số[1]\n- B.")["I"].heading == "Kinh tế số"


@pytest.mark.parametrize(
    "line",
    [
        "Phần II Kế hoạch này quy định.",
        "Điều 3 Luật này.",
        "Chương trình số 5",
        "2021 - 2025",
        "80% hồ sơ",
        "1.000 doanh nghiệp",
        "3 - 5 doanh nghiệp",
    ],
)
def test_references_and_figures_open_nothing(line: str) -> None:
    assert addresses(f"I. A\n{line}\nBê tông.") == ["I", "I.para-1", "I.para-2"]


WRAPPED = """I. MỤC TIÊU CHUNG CỦA KẾ HOẠCH NÀY ĐẾN NĂM 2025 VÀ CÁC NĂM TIẾP
THEO
1. Nhiệm vụ, giải pháp tạo cơ sở chuyển đổi số trên địa bàn toàn
tỉnh
- Tổ chức phổ biến, quán triệt chủ trương của Đảng trong giai đoạn 2021
- 2025; nâng cao nhận thức của các cấp ủy, chính quyền, người dân trong
tỉnh;
- Phối hợp với Sở Lao động
- Thương binh và Xã hội tổ chức đào tạo, bồi dưỡng kỹ năng số cho người
lao động;
-Trung tâm công nghệ thông tin bảo đảm hạ tầng kỹ thuật, đường truyền
phục vụ.
2. Sở Tài chính: Tham mưu bố trí kinh phí cho các nhiệm vụ được
giao."""


def test_wrapped_lines_join_and_dashes_inside_names_open_nothing() -> None:
    clauses = by_address(WRAPPED)
    assert list(clauses) == ["I", "I.1", "I.1.bullet-1", "I.1.bullet-2", "I.1.bullet-3", "I.2"]
    assert clauses["I"].heading.endswith("TIẾP THEO")
    assert clauses["I.1"].heading.endswith("toàn tỉnh")
    assert clauses["I.2"].heading == "Sở Tài chính"


@pytest.mark.parametrize("plan", sorted(path.stem for path in PLANS.glob("*.txt")))
@pytest.mark.parametrize("form", ["NFD", "CRLF", "odd blanks"])
def test_other_encodings_of_the_same_text_give_the_same_addresses(plan: str, form: str) -> None:
    text = (PLANS / f"{plan}.txt").read_text(encoding="utf-8")
    other = {
        "NFD": unicodedata.normalize("NFD", text),
        "CRLF": text.replace("\n", "\r\n"),
        "odd blanks": "\ufeff" + text.replace(". ", ".\u00a0"),
    }[form]
    clauses = parse_clauses(source(other), plan)
    check_tree(other, clauses)
    assert [clause.address for clause in clauses] == list(_plan(plan))
