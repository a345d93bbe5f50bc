"""Word segmentation: offsets always true, names always whole, never an error."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlu.segment import segment

HARD = [
    "chỉ tiêu Hoà Bình",
    unicodedata.normalize("NFD", "chỉ tiêu Hoà Bình là gì"),
    "kinh  tế   số",
    "kinh tế\nsố\r\nHải\tDương",
    "kinh tế số 😀 Hải Dương 👨‍👩‍👧",
    "😀",
    "???",
    "5046/KH-UBND ngày 29/12/2023, đạt 14,36%",
    "https://a.vn/b?c=d",
    "a" * 3000,
    "<script>alert('x')</script>",
]


@pytest.mark.parametrize("text", HARD)
def test_offsets_are_in_order_and_inside(text: str) -> None:
    words = segment(text)
    assert all(word.start < word.end <= len(text) for word in words)
    assert all(first.end <= second.start for first, second in pairwise(words))


@settings(max_examples=200, deadline=None)
@example("Hoà Hoà")
@given(st.text(max_size=100))
def test_total(text: str) -> None:
    for word in segment(text):
        assert text[word.start : word.end].strip()


NAMES = [
    ("kinh tế số Hải Dương đạt bao nhiêu", "Hải Dương"),
    ("Sở Thông tin và Truyền thông làm gì", "Sở Thông tin và Truyền thông"),
    ("tỉnh Điện Biên lên kế hoạch", "Điện Biên"),
    ("kế hoạch 5046/KH-UBND do ai ký", "kế hoạch 5046/KH-UBND"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_are_whole_words(text: str, name: str) -> None:
    assert name in [text[word.start : word.end] for word in segment(text)]


def test_common_words_are_joined() -> None:
    text = "Cơ quan nào phụ trách kinh tế số"
    assert "kinh tế" in [text[word.start : word.end] for word in segment(text)]


def test_without_diacritics_syllables() -> None:
    text = "co quan nao phu trach"
    assert [text[word.start : word.end] for word in segment(text)] == text.split()
