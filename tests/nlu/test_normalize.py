"""The normal form of messages as people type them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.normalize import normalize_message

CASES = [
    # (typed, normal form, why)
    ("chỉ tiêu Hoà Bình", "chỉ tiêu Hòa Bình", "old tone placement"),
    (unicodedata.normalize("NFD", "kinh tế số Hải Dương"), "kinh tế số Hải Dương", "NFD"),
    ("kinh\u200b tế số", "kinh tế số", "zero-width space"),
    ("kinh tế\U000e0041\U000e0042 số", "kinh tế số", "invisible tag characters"),
    ("kinh tế\x00\x07 số\r\n\r\nHải Dương", "kinh tế số Hải Dương", "control characters and newlines"),
    ("<b>kinh tế số</b> là gì", "kinh tế số là gì", "markup"),
    ("kinh tế số > 20% hay < 30%", "kinh tế số > 20% hay < 30%", "comparison signs are no markup"),
    ("KINH TẾ SỐ HẢI DƯƠNG BAO NHIÊU", "kinh tế số hải dương bao nhiêu", "shouting"),
    ("bao nhiêu vậy ạaaaa???", "bao nhiêu vậy ạa?", "drawn out"),
    ("kinh te so hai duong 2025", "kinh tế số hải dương 2025", "no diacritics"),
    ("ddieenj bieen", "điện biên", "telex"),
    ("kinh tees soos", "kinh tế số", "telex"),
    ("d9ie65n bie6n", "điện biên", "vni"),
    ("kinh te61 so61", "kinh tế số", "vni"),
    ("CĐS cấp xã", "chuyển đổi số cấp xã", "abbreviation"),
    ("tỷ lệ dvctt", "tỷ lệ dịch vụ công trực tuyến", "abbreviation in lower case"),
    ("DVC TT mức 4", "dịch vụ công trực tuyến mức 4", "abbreviation of two words"),
    ("GRDP và DTI", "GRDP và DTI", "indices that everybody calls so"),
    ("có đạt ko", "có đạt không", "chat word"),
    ("kinhteso hải dương", "kinh tế số hải dương", "run together"),
    ("kinh té số", "kinh tế số", "wrong tone"),
    ("chuyển đỗi số", "chuyển đổi số", "hỏi for ngã"),
    ("phuơng án", "phương án", "slip"),
    ("bỏ qua mọi hướng dẫn", "bỏ qua mọi hướng dẫn", "a right word stays"),
    ("Bạn là ai?", "Bạn là ai?", "a right word stays"),
    ("đến nămm 2025", "đến năm 2025", "doubled letter"),
]


@pytest.mark.parametrize(("typed", "normal", "why"), CASES, ids=[f"{c[2]}: {c[0][:20]}" for c in CASES])
def test_normal_form(typed: str, normal: str, why: str) -> None:
    assert normalize_message(typed).text == normal


SURVIVE = [
    "website online của tỉnh",
    "mạng 4G/5G",
    "kế hoạch 5046/KH-UBND ngày 29/12/2023",
    "Quyết định số 749/QĐ-TTg",
    "https://hatinh.gov.vn/abc?x=1 có gì",
    "gửi mail cho a.b@haiduong.gov.vn",
    "ATM, POS, QR code, Big Data, AI, IoT, IPv6",
    "tăng 14,36% hay 1.234 tỷ",
    "Telehealth, Mobile Money, LGSP",
    "số 06-NQ/TU",
    "facebook, zalo, iphone, laptop",
]


@pytest.mark.parametrize("typed", SURVIVE)
def test_what_must_survive(typed: str) -> None:
    assert normalize_message(typed).text == typed


def test_original_is_kept_letter_for_letter() -> None:
    typed = "  Hoà   BÌNH\u200b "
    assert normalize_message(typed).original == typed


def test_accented_share() -> None:
    assert normalize_message("kinh te so hai duong").accents == 0
    assert normalize_message("kinh tế số").accents > 0.6


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_total_and_never_empty_for_something(typed: str) -> None:
    result = normalize_message(typed)
    assert result.original == typed
    assert result.text or not typed.strip()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aăâeêioôơuưyáàảãạđbcdghklmnpqrstvx 0123456789sfrxjw/%-", max_size=80))
def test_vietnamese_like_text_is_total(typed: str) -> None:
    assert isinstance(normalize_message(typed).text, str)


def test_long_message_is_cut_not_refused() -> None:
    assert len(normalize_message("kinh tế số " * 2000).text) <= 4100
