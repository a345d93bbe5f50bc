"""Terms and abbreviations that plans explain."""

from __future__ import annotations

import pytest

from knowledge.definitions import extract_definitions
from tests.knowledge import golden
from tests.knowledge.tree_helpers import parse


def _found(document_id: str) -> dict[str, str]:
    plan = golden.plan(document_id)
    return {d.term: " ".join(d.quote.split()) for d in extract_definitions(plan.document, plan.clauses)}


def test_footnotes_define_terms() -> None:
    found = _found("hai-duong-5046")
    assert found["Kinh tế số"].startswith("Kinh tế số là hoạt động kinh tế sử dụng công nghệ số")
    assert found["Kinh tế số"].endswith("kinh tế số ngành.")
    assert found["Xã hội số"].startswith("Xã hội số là xã hội tích hợp công nghệ số")
    assert found["Công dân số"].startswith("Công dân số được đặc trưng bởi danh tính số")


def test_abbreviations_keep_the_words_they_stand_for() -> None:
    found = _found("ha-tinh-393")
    assert found["DVC TT"] == "dịch vụ công trực tuyến (DVC TT)"
    assert found["TTHC"] == "thủ tục hành chính (TTHC)"


def test_quotes_are_letter_for_letter() -> None:
    for document_id in golden.IDS:
        plan = golden.plan(document_id)
        clauses = {clause.address: clause for clause in plan.clauses}
        for definition in extract_definitions(plan.document, plan.clauses):
            assert definition.quote in clauses[definition.clause].text


def test_ordinary_prose_defines_nothing_but_named_terms_do() -> None:
    parsed = parse(
        "I. QUAN ĐIỂM\n1. Chuyển đổi số là nhiệm vụ trọng tâm.\n"
        "2. Trung tâm giám sát, điều hành thông minh (sau đây gọi tắt là Trung tâm IOC) được thành lập.",
        id="x",
    )
    assert [d.term for d in extract_definitions(parsed.document, parsed.clauses)] == ["Trung tâm IOC"]


def test_a_section_of_terms_is_read() -> None:
    parsed = parse(
        "Điều 2. Giải thích từ ngữ\n1. Dữ liệu số là dữ liệu dạng điện tử.\n"
        "2. “Dữ liệu mở” là dữ liệu công khai.",
        id="x",
    )
    assert [d.term for d in extract_definitions(parsed.document, parsed.clauses)] == [
        "Dữ liệu số",
        "Dữ liệu mở",
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            'Trong Kế hoạch này, "vườn ươm số" được hiểu là nơi có ít nhất hai cảm biến; "trạm nối" là điểm '
            "của tỉnh nối cơ sở với cơ quan quản lý.",
            {
                "Vườn ươm số": '"vườn ươm số" được hiểu là nơi có ít nhất hai cảm biến',
                "Trạm nối": '"trạm nối" là điểm của tỉnh nối cơ sở với cơ quan quản lý.',
            },
        ),
        ("Ấp số được hiểu là ấp có mạng.", {"Ấp số": "Ấp số được hiểu là ấp có mạng."}),
        (
            '(*) Chưa gồm vốn vay; "quầy số" là nơi người dân được giúp nộp hồ sơ.',
            {"Quầy số": '"quầy số" là nơi người dân được giúp nộp hồ sơ.'},
        ),
        ('Mô hình "cầm tay chỉ việc" là của tổ ở phường. Dữ liệu là tài sản.', {}),
    ],
)
def test_terms_in_quotes_are_explained_where_they_stand(line: str, found: dict[str, str]) -> None:
    parsed = parse(f"I. BỐI CẢNH\n1. Chung\n{line}")
    made = extract_definitions(parsed.document, parsed.clauses)
    assert {each.term: " ".join(each.quote.split()) for each in made} == found


def test_a_star_in_brackets_is_a_footnote() -> None:
    clauses = parse("I. KINH PHÍ\nTổng vốn là 90 tỷ đồng (*).\n(*) Chưa gồm vốn vay.").clauses
    assert [(clause.address, clause.kind) for clause in clauses] == [
        ("I", "part"),
        ("footnote-1", "footnote"),
    ]
