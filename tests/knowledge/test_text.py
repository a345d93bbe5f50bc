"""One spelling for matching, without losing places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import fold, nfc, normalize_tone, squeeze

TONES = [
    ("hoà", "hòa", "open oa: mark on the first vowel"),
    ("Hoá đơn", "Hóa đơn", "capital kept"),
    ("THUỶ SẢN", "THỦY SẢN", "capitals"),
    ("thuý", "thúy", "open uy"),
    ("khoẻ", "khỏe", "open oe"),
    ("uỷ ban", "ủy ban", "no consonant before"),
    ("quý", "quý", "u of qu is no vowel"),
    ("qúy", "quý", "misplaced on the u of qu"),
    ("qùa", "quà", "misplaced on the u of qu, other vowel"),
    ("hoàn", "hoàn", "closed syllable is right already"),
    ("hòan", "hoàn", "closed syllable, misplaced"),
    ("ngòai", "ngoài", "glide at the end"),
    ("huỳnh", "huỳnh", "closed uy"),
    ("khuỷu", "khuỷu", "uyu"),
    ("hòa bình, thủy lợi", "hòa bình, thủy lợi", "new spelling stays"),
    ("đoàn, toán, xoáy", "đoàn, toán, xoáy", "right in both spellings"),
]


@pytest.mark.parametrize(("old", "new", "reason"), TONES, ids=[row[2] for row in TONES])
def test_tone_marks_stand_where_the_spelling_in_force_puts_them(old: str, new: str, reason: str) -> None:
    assert normalize_tone(old) == new
    assert normalize_tone(unicodedata.normalize("NFD", old)) == new


def test_fold_takes_marks_and_case_away() -> None:
    assert fold("Chuyển đổi số – ĐỀ ÁN 06/CP") == "chuyen doi so – de an 06/cp"


@given(st.text())
def test_fold_gives_one_character_for_each_nfc_code_point(text: str) -> None:
    assert len(fold(text)) == len(nfc(text))


@given(st.text(alphabet="hoàáảãạeèuùyỳnqQUỲ tc"))
def test_normalising_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    once = normalize_tone(text)
    assert normalize_tone(once) == once
    assert len(once) == len(nfc(text))


@given(st.text())
def test_every_function_takes_any_text(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert fold(fold(text)) == fold(text)


def test_squeeze_knows_odd_blanks() -> None:
    assert squeeze("  Mục \u00a0 tiêu\u200b\n2025 ") == "Mục tiêu 2025"
