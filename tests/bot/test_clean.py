from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.clean import COMMAND_SIGNS, clean_message, has_words

COMMANDS = [
    "/restart",
    "/session_start",
    "/back",
    "  /restart",
    "\t/restart",
    "\n/restart",
    "\r\n/restart",
    "\u00a0/restart",
    "\u3000/restart",
    "\u200b/restart",
    "\ufeff/restart",
    "\u2060/restart",
    "\u202e/restart",
    "\u00ad/restart",
    "\U000e0020/restart",
    "\x00/restart",
    "\ufe0f/restart",
    "//restart",
    "/ /restart",
    "/\u200b/restart",
    "/@restart",
    "@1.0",
    "＠1.0",
    "／restart",
    "\u2044restart",
    "\u2215restart",
    "\u29f8restart",
    "\\/restart",
    '/indicator{"province":["x"]}',
    '/indicator@0.99{"year":["2025"]}',
]


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_sign_never_begins_what_rasa_reads(text: str) -> None:
    cleaned = clean_message(text)
    assert cleaned
    assert not cleaned.startswith(tuple(COMMAND_SIGNS))
    assert unicodedata.normalize("NFKC", cleaned)[0] not in "/@\\"


@given(st.text(max_size=60))
def test_any_text_comes_out_clean_and_stays_so(text: str) -> None:
    cleaned = clean_message(text)
    assert cleaned == clean_message(cleaned)
    assert not cleaned.startswith(tuple(COMMAND_SIGNS))
    assert not any(unicodedata.category(char).startswith("C") for char in cleaned)
    cleaned.encode("utf-8")


def test_words_stay_letter_for_letter_but_for_their_form() -> None:
    asked = "Đến năm 2025, kinh tế số chiếm bao nhiêu % GRDP (theo 5046/KH-UBND)?"
    assert clean_message(unicodedata.normalize("NFD", asked)) == asked
    assert clean_message(f"\u200b{asked[:10]}\u200d{asked[10:]}") == asked
    assert clean_message("a\n\n b\t\tc") == "a b c"
    assert clean_message("<b>x</b> & y") == "<b>x</b> & y"


def test_heaped_marks_are_cut() -> None:
    assert len(clean_message("a" + "\u0301\u0323" * 500)) < 10


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "/", "//@", "\u0301"])
def test_nothing_to_answer(text: str) -> None:
    assert not has_words(clean_message(text))


@pytest.mark.parametrize("text", ["a", "2025", "🙂", "?", "...", "…", "-", "Đ"])
def test_something_to_answer(text: str) -> None:
    assert has_words(clean_message(text))
