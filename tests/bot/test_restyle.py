"""The same question as people type it."""

import pytest

from bot.commands import measure
from bot.evaluation.cases import load_cases
from bot.evaluation.restyle import STYLES, WRITTEN, restyle_all, telex, typos, vni


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Điện Biên", "DDieenj Bieen"),
        ("kinh tế số", "kinh tees soos"),
        ("Hải Dương 2025?", "Hair Duwowng 2025?"),
    ],
)
def test_telex(text, keys):
    assert telex(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"), [("Điện Biên", "D9ie6n5 Bie6n"), ("số", "so61"), ("Dương", "Du7o7ng")]
)
def test_vni(text, keys):
    assert vni(text) == keys


def test_styles_change_the_text_and_keep_the_figures():
    question = "Đến năm 2025 tỷ trọng thương mại điện tử là bao nhiêu?"
    for name, style in STYLES.items():
        assert style(question) != question, name
        assert "2025" in style(question), name


def test_typos_are_repeatable():
    question = "Tỷ lệ dân số trưởng thành có điện thoại thông minh"
    assert typos(question) == typos(question)


def test_the_command_names_every_style():
    assert set(measure.STYLES) == set(STYLES)


def test_restyle_all_asks_each_written_case_once_a_style():
    cases = load_cases()
    written = [case for case in cases if case.style in WRITTEN]
    assert restyle_all(cases, ()) == cases
    restyled = restyle_all(cases, ("telex", "plain"))
    assert len(restyled) == 2 * len(written)
    assert {case.style for case in restyled} == {"telex", "plain"}
