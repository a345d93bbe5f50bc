"""What a review of a new plan points out."""

from __future__ import annotations

from knowledge.doubts import find_doubts
from tests.knowledge import golden


def _kinds(text: str, **overrides: object) -> list[tuple[str, str]]:
    plan = golden.build(text, id="x", **overrides)
    doubts = find_doubts(plan.document, plan.clauses, plan.indicators, plan.assignments)
    return [(doubt.clause, doubt.kind) for doubt in doubts]


def test_a_plan_without_flaws_raises_no_doubt() -> None:
    assert (
        _kinds("I. MỤC TIÊU\n1. Đến năm 2025\n- 50% xã có tổ công nghệ số.\n2. Đến năm 2030\n- 90% xã có tổ.")
        == []
    )


def test_a_percentage_without_a_year() -> None:
    text = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- 50% xã có tổ công nghệ số cộng đồng."
    assert ("I.1.bullet-1", "no_year") in _kinds(text, title="Kế hoạch chuyển đổi số")


def test_numbering_gaps_and_duplicates_of_a_real_appendix() -> None:
    plan = golden.plan("hai-duong-5046")
    doubts = find_doubts(plan.document, plan.clauses, plan.indicators, plan.assignments)
    assert [(doubt.clause, doubt.kind) for doubt in doubts] == [
        ("PL.B.IX.row-3", "numbering_gap"),
        ("PL.B.IX.row-3~2", "duplicate_number"),
    ]


def test_vietnamese_and_latin_letters_both_follow() -> None:
    points = "\n".join(f"{letter}) 5{n}% xã có mạng." for n, letter in enumerate("abcdđe"))
    latin = "\n".join(f"{letter}) 5{n}% xã có mạng." for n, letter in enumerate("abcdef"))
    for text in (points, latin):
        kinds = [kind for _, kind in _kinds(f"I. MỤC TIÊU ĐẾN NĂM 2025\n1. Mạng\n{text}")]
        assert "numbering_gap" not in kinds
