"""The rule of what carries over from turn to turn, case by case (see conversation.py)."""

import json

import pytest

from actions.engine.conversation.conversation import remember, resolve
from actions.engine.types import Draft, Question

OLD = {
    "type": "indicator",
    "provinces": ["Bình An"],
    "years": [2025],
    "agencies": [],
    "documents": [],
    "topic": "kinh tế số",
    "terms": ["kinh", "tế", "số"],
    "weak": [],
    "plain": False,
    "bodies": ["Sở Y tế"],
    "level": "",
    "aspect": "",
    "cues": ["indicators"],
    "options": [],
    "shown": 0,
    "turn": 1,
}


def asked(text="x", type="unknown", terms=(), cues=(), **more):
    return Question(text, text, type, terms=tuple(terms), topic=" ".join(terms), cues=frozenset(cues), **more)


def test_a_new_conversation_inherits_nothing():
    question = asked("còn 2030?", years=(2030,), ellipsis=True)
    assert resolve(question, None) == question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (asked("còn 2030?", years=(2030,), ellipsis=True),
         {"type": "indicator", "provinces": ("Bình An",), "years": (2030,), "topic": "kinh tế số"}),
        (asked("thế Bình Minh?", provinces=("Bình Minh",), own_province=True, ellipsis=True),
         {"type": "indicator", "provinces": ("Bình Minh",), "years": (2025,), "topic": "kinh tế số"}),
        (asked("ai đo?", type="measured_by", cues=("typed",)),
         {"type": "measured_by", "provinces": ("Bình An",), "topic": "kinh tế số"}),
        (asked("thế còn cấp xã?", level="cấp xã", ellipsis=True),
         {"type": "indicator", "level": "cấp xã", "topic": "kinh tế số"}),
        (asked("còn chữ ký số?", terms=("chữ", "ký", "số"), ellipsis=True),
         {"type": "indicator", "topic": "chữ ký số", "years": (2025,), "provinces": ("Bình An",)}),
        (asked("vậy kinh phí lấy từ đâu?", type="funding", cues=("typed",), ellipsis=True),
         {"type": "funding", "topic": "", "provinces": ("Bình An",)}),
        (asked("tỉnh nào cao nhất?", type="compare", cues=("typed", "all_provinces", "highest")),
         {"type": "compare", "provinces": (), "topic": "kinh tế số", "years": (2025,)}),
        (asked("họ phải làm gì nữa?", type="agency_tasks", cues=("typed", "refers"), ellipsis=True),
         {"type": "agency_tasks", "agencies": ("Sở Y tế",), "topic": "", "provinces": ("Bình An",)}),
    ],
    ids=lambda value: value.text if isinstance(value, Question) else "",
)  # fmt: skip
def test_an_ellipsis_takes_what_it_does_not_say(question, expected):
    resolved = resolve(question, OLD)
    assert {name: getattr(resolved, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (asked("ai chủ trì khám bệnh từ xa", type="responsible", terms=("khám", "bệnh"), cues=("typed",)),
         {"topic": "khám bệnh", "years": (), "provinces": ("Bình An",)}),
        (asked("khám bệnh ở Bình Minh", terms=("khám",), provinces=("Bình Minh",), own_province=True),
         {"topic": "khám", "years": (), "provinces": ("Bình Minh",)}),
        (asked("khám bệnh ở các tỉnh", terms=("khám",), cues=("all_provinces",)),
         {"topic": "khám", "provinces": ()}),
        (asked("Sở Y tế làm gì", type="agency_tasks", agencies=("Sở Y tế",), cues=("typed",)),
         {"agencies": ("Sở Y tế",), "topic": "", "years": (), "provinces": ("Bình An",)}),
    ],
    ids=lambda value: value.text if isinstance(value, Question) else "",
)  # fmt: skip
def test_a_question_of_its_own_drops_the_old_subject(question, expected):
    resolved = resolve(question, OLD)
    assert {name: getattr(resolved, name) for name in expected} == expected


def test_next_page():
    context = {**OLD, "type": "list", "shown": 6}
    resolved = resolve(asked("xem tiếp", cues=("more",)), context)
    assert (resolved.type, resolved.offset, resolved.topic) == ("list", 6, "kinh tế số")


@pytest.mark.parametrize(
    ("text", "cues", "provinces"),
    [
        ("cái thứ 2", (), ("Bình Minh",)),
        ("1", (), ("Bình An",)),
        ("Bình Minh nhé", (), ("Bình Minh",)),
        ("cả hai", ("both",), ("Bình An", "Bình Minh")),
    ],
)
def test_a_choice_answers_our_question(text, cues, provinces):
    options = [{"label": name, "set": {"provinces": [name]}} for name in ("Bình An", "Bình Minh")]
    context = {**OLD, "type": "doc_meta", "aspect": "signer", "provinces": [], "options": options}
    resolved = resolve(asked(text, cues=cues), context)
    assert (resolved.type, resolved.aspect, resolved.provinces) == ("doc_meta", "signer", provinces)


def test_small_talk_leaves_the_context():
    context = remember(asked("cảm ơn", type="smalltalk"), Draft("chitchat", "thanks"), OLD)
    assert {**context, "turn": 1} == OLD


def test_the_context_is_small_json():
    question = asked("x", type="indicator", terms=("kinh", "tế", "số"), provinces=("Bình An",), years=(2025,))
    context = remember(question, Draft("answered", "indicator", total=9, shown=6), None)
    assert json.loads(json.dumps(context)) == context
    assert context["shown"] == 6
    assert len(json.dumps(context)) < 2000
