"""Cues, stop words and synonyms."""

import pytest

from actions.engine.lists import content
from actions.engine.syllables import folded, is_plain, tokens
from index.query import shipped_lexicon


@pytest.mark.parametrize(
    ("text", "question_type"),
    [
        ("ai đo chỉ tiêu này", "measured_by"),
        ("cơ quan nào chủ trì", "responsible"),
        ("sở ấy phối hợp với ai", "coordinates"),
        ("thời hạn thế nào", "deadline"),
        ("có bao nhiêu chỉ tiêu", "count"),
        ("hơn bao nhiêu, tỉnh nào cao nhất", "compare"),
        ("kinh phí ở đâu", "funding"),
        ("ai ký văn bản", "doc_meta"),
        ("gửi báo cáo cho ai", "reporting"),
        ("đã đạt chưa", "results"),
        ("nguồn đâu", "source"),
    ],
)
def test_a_cue_shows_the_type_with_and_without_accents(words, text, question_type):
    assert question_type in words.types_of(tokens(text), plain=False)
    assert question_type in words.types_of(folded(tokens(text)), plain=True)


def test_accents_count_where_the_message_has_them(words):
    assert "measured_by" not in words.types_of(tokens("do ai làm"), plain=False)


def test_a_weak_word_names_something_outside_its_phrase(words):
    weak = words.weak_in(tokens("công tác công nghệ"), plain=False)
    assert {"công", "tác"} & weak == {"tác"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("người có smartphone", "người có điện thoại thông minh"),
        ("mua bán online", "thương mại điện tử"),
        ("dvctt", "dịch vụ công trực tuyến"),
        ("gdp", "grdp"),
        ("tài khoản điện tử", "tài khoản thanh toán"),
    ],
)
def test_engine_and_search_read_the_same_list(words, typed, meant):
    assert words.canonical(tokens(typed)) == tokens(meant)
    others = {other for term in shipped_lexicon().terms(list(tokens(typed))) for other in term.others}
    assert any(set(other) <= set(tokens(meant)) for other in others)


def test_plain_text_is_recognised():
    assert is_plain("kinh te so 2025")
    assert not is_plain("kinh tế số")


def test_word_lists_are_clean():
    cues = content("cues")
    for lists in cues.values():
        for name, phrases in lists.items():
            assert all(str(phrase).strip() for phrase in phrases), name
