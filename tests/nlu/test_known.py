"""Telling gibberish, commands and other languages from Vietnamese by the words known."""

import pytest

from nlu.known import is_unintelligible
from nlu.normalize import normalize_message

HELD = {"grdp", "telehealth"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("session start", True),
        ("restart", True),
        ("hello world test", True),
        ("asdf", True),
        ("lorem ipsum dolor sit amet", True),
        ("the quick brown fox jumps over the lazy dog", True),
        ("kjhkjh kjhkjh", True),
        ("hahaha", True),
        # what people do say
        ("hello", False),
        ("ok", False),
        ("good morning", False),
        ("kinh te so", False),
        ("telehealth", False),  # the plans hold it
        ("smart city là gì", False),
        ("blockchain có trong kế hoạch không", False),
        ("how many targets does the plan have", False),  # read as Vietnamese
        # nothing to tell by
        ("12345", False),
        ("x", False),
        ("so do", False),  # words of both languages
        ("", False),
    ],
)
def test_only_strange_words_make_a_message_unintelligible(text, expected):
    words = normalize_message(text).text.lower().split()
    assert is_unintelligible(words, HELD.__contains__) is expected


@pytest.mark.parametrize("laughter", ["hahaha", "hihihi", "lalala"])
def test_laughter_is_no_words_run_together(laughter):
    assert normalize_message(laughter).text == laughter
