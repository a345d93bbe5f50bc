"""Terms and abbreviations that plans explain."""

from __future__ import annotations

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
