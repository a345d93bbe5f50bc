"""Answers cut for Zalo: lengths, sentence ends, the source line, menus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.zalo.wording import LIMIT, MOST_PARTS, chosen, cut, menu_of, parts_of, size

SENTENCE = "Tỷ lệ doanh nghiệp sử dụng nền tảng số đạt trên 50% vào năm 2025. "
SOURCE = "Nguồn: Kế hoạch 5046/KH-UBND ngày 29/12/2023 của UBND tỉnh Thử, Phần II, mục 1, chỉ tiêu 1."
CITED = {"citations": [{"url": "/documents/thu-1#II.1"}]}


def test_a_short_answer_is_one_part() -> None:
    assert parts_of([{"text": f"20%.\n{SOURCE}"}], "") == [f"20%.\n{SOURCE}"]


def test_cuts_are_at_sentence_ends_and_lose_nothing() -> None:
    text = (SENTENCE * 60).strip()
    pieces = cut(text, LIMIT)
    assert all(size(piece) <= LIMIT and piece.endswith(".") for piece in pieces)
    assert " ".join(pieces) == text


def test_the_source_line_is_never_split() -> None:
    text = (SENTENCE * 29).strip() + "\n" + SOURCE
    assert LIMIT - len(SOURCE) < len(text) - len(SOURCE) < LIMIT < len(text)
    assert cut(text, LIMIT)[-1] == SOURCE


def test_a_very_long_answer_has_three_parts_its_source_and_the_link() -> None:
    answer = [
        {
            "text": SENTENCE * 120 + "\n" + SOURCE,
            "custom": CITED,
            "buttons": [{"title": "Còn 2030?", "payload": "x"}],
        }
    ]
    parts = parts_of(answer, "https://hoiso.example.vn")
    assert len(parts) == MOST_PARTS and all(size(part) <= LIMIT for part in parts)
    assert SOURCE in parts[-1] and "https://hoiso.example.vn/documents/thu-1#II.1" in parts[-1]
    assert "1. Còn 2030?" in parts[-1]


@given(st.text(alphabet=st.sampled_from("a .\nNguồn:😀ệ\u0301"), max_size=400), st.integers(20, 60))
def test_pieces_are_never_too_long_nor_empty(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert all(0 < size(piece) <= limit for piece in pieces)
    import unicodedata

    assert "".join("".join(pieces).split()) == "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1", "p1"),
        (" 2 ", "p2"),
        ("số 1", "p1"),
        ("chọn 2.", "p2"),
        ("2)", "p2"),
        ("3", "3"),
        ("0", "0"),
        ("20%", "20%"),
        ("2025", "2025"),
    ],
)
def test_numbers_choose(said: str, meant: str) -> None:
    assert chosen(said, [{"title": "a", "payload": "p1"}, {"title": "b", "payload": "p2"}]) == meant


def test_a_button_without_payload_says_its_title() -> None:
    assert menu_of([{"text": "a", "buttons": [{"title": "Còn 2030?"}]}]) == [
        {"title": "Còn 2030?", "payload": "Còn 2030?"}
    ]
