"""The evaluation's own judgement: what passes, what fails and why."""

import collections
import json

import pytest
from rich.console import Console

from bot.evaluation.cases import CaseError, load_cases
from bot.evaluation.checks import judge
from bot.evaluation.report import confusion, print_report, score, write_html

RIGHT = {
    "text": "Mục tiêu năm 2025: 20%.\nNguồn: ...",
    "custom": {
        "status": "answered",
        "question": {"type": "indicator"},
        "citations": [{"clause": "a-1#II.1.row-1"}],
    },
}


def case(tmp_path, **changes):
    row = dict.fromkeys(("id", "split", "type", "style"), "indicator")
    row |= {
        "turns": ["?"],
        "status": ["answered"],
        "say": [["20%"]],
        "clauses": ["a-1#II.1"],
        "unsay": ["30%"],
    }
    row |= {"unsay": ["30%"]} | changes
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    return load_cases(path)[0]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, 0),
        ({"status": ["not_found"]}, 1),
        ({"say": [["0%"]]}, 1),  # a figure inside another figure is not said
        ({"say": [["15%", "20%"]]}, 0),
        ({"clauses": ["a-1#II.1.row-1"]}, 0),
        ({"clauses": ["a-1#II.1.row"]}, 1),  # half an address is not the address
        ({"unsay": ["20%"]}, 1),
    ],
)
def test_judge(tmp_path, changes, faults):
    assert len(judge(case(tmp_path, **changes), [RIGHT]).faults) == faults


def test_empty_reply_fails(tmp_path):
    assert not judge(case(tmp_path), []).passed


def test_bad_line_is_named(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(CaseError, match="dòng 1"):
        load_cases(path)


def test_a_status_outside_the_contract_is_named(tmp_path):
    with pytest.raises(CaseError, match="trạng thái lạ: smalltalk"):
        case(tmp_path, status=["smalltalk"])


def test_report(tmp_path):
    verdicts = [judge(case(tmp_path), [RIGHT]), judge(case(tmp_path, status=["clarify"]), [RIGHT])]
    assert (score(verdicts).passed, score(verdicts).percent) == (1, "50,0%")
    assert confusion(verdicts)["indicator"]["indicator"] == 2
    console = Console(record=True, width=120)
    print_report(verdicts, console)
    assert "cần clarify" in console.export_text()
    write_html(verdicts, tmp_path / "report.html")
    assert "50,0%" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_question_set_is_large_and_a_third_is_kept_back():
    cases = load_cases()
    assert len(cases) >= 300
    assert len({one.id for one in cases}) == len(cases)
    assert len({one.turns for one in cases}) == len(cases)
    share = collections.Counter(one.split for one in cases)["final"] / len(cases)
    assert 0.3 < share < 0.36
