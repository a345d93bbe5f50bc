"""Changed terms and abbreviations."""

from __future__ import annotations

import pytest

from knowledge.registry import load_registry

REGISTRY = load_registry()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80% dịch vụ công trực tuyến mức độ 4", ["dịch vụ công trực tuyến mức độ 4"]),
        ("trên 50% hồ sơ TTHC qua DVC TT mức độ 3 và 4", ["dịch vụ công trực tuyến mức độ 3, mức độ 4"]),
        ("đưa dịch vụ công lên mức độ 3, mức độ 4", ["dịch vụ công trực tuyến mức độ 3, mức độ 4"]),
        ("dich vu cong muc do 3 la gi", ["dịch vụ công trực tuyến mức độ 3"]),
        ("rủi ro thiên tai mức độ 3", []),  # another scale: no service in the text
        ("dịch vụ công trực tuyến toàn trình", []),
        ("dịch vụ công mức độ 4 ... mức độ 4", ["dịch vụ công trực tuyến mức độ 4"]),  # one note a term
    ],
)
def test_changed_terms(text: str, expected: list[str]) -> None:
    assert [note.term for note in REGISTRY.changed_terms(text)] == expected


def test_the_reading_aid_says_that_it_is_one() -> None:
    for term in REGISTRY.terms:
        assert "42/2022/NĐ-CP" in term.text
        assert "43/2011/NĐ-CP" in term.text
        assert "để tham khảo, không phải nguyên văn" in term.text
        assert "42/2022/NĐ-CP" in term.legal_basis


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CĐS", "chuyển đổi số"),
        ("DVCTT", "dịch vụ công trực tuyến"),
        ("TTHC", "thủ tục hành chính"),
        ("TMĐT", "thương mại điện tử"),
        ("HTX", "hợp tác xã"),
        ("LĐTBXH", "lao động - thương binh và xã hội"),
    ],
)
def test_abbreviations(short: str, long: str) -> None:
    assert REGISTRY.abbreviations[short] == long
