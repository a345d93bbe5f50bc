"""What people say for the things of plans is found in the plans' words, unless a plan says it itself."""

import pytest

from actions.engine.match import Vocabulary, make_field, match
from actions.engine.syllables import tokens
from actions.engine.types import Question
from actions.engine.words import lexicon
from tests.actions.conftest import expect

# (question, type, status, what must be said, what must not)
ASKED = [
    (
        "Nhà băng ở Hải Dương thử công nghệ mới có kiểm soát thì ai chủ trì?",
        "responsible",
        "answered",
        ["Ngân hàng Nhà nước"],
        [],
    ),
    (
        "Ở Hà Tĩnh, chuyện xe cộ, bằng lái đưa lên số thì sở nào lo?",
        "responsible",
        "answered",
        ["Sở Giao thông"],
        [],
    ),
    (
        "Hải Dương tới 2025 bao nhiêu phần trăm người lớn có chữ ký điện tử?",
        "indicator",
        "answered",
        ["trên 50%"],
        [],
    ),
    # a name of its own that the target lacks is another matter
    (
        "Bao nhiêu phần trăm người khuyết tật ở Hải Dương phải được đào tạo kỹ năng số cơ bản?",
        "indicator",
        "not_found",
        [],
        ["Kế hoạch của Hải Dương: mục tiêu"],
    ),
    ("Vĩnh Phúc có tuyển nhân viên IT không?", "passage", "not_found", [], []),
]


@pytest.mark.parametrize(("text", "kind", "status", "said", "unsaid"), ASKED)
def test_asked(talk, text, kind, status, said, unsaid):
    expect(talk.say(text, kind, 0.4), status, said, unsaid)


def test_a_duty_that_says_less_in_other_words_is_not_about_it(talk):
    talk.say("Hà Tĩnh đặt mấy phần trăm công việc làm trên mạng ở cấp huyện năm 2025?", "indicator", 0.9)
    answer = talk.say("ai chịu trách nhiệm?", "responsible", 0.9)
    assert "không thấy giao riêng" in answer.text
    assert "Sở Nông nghiệp" not in answer.text


def test_a_saying_counts_only_where_the_plan_does_not_use_it():
    texts = {
        "a": "Lắp camera an ninh tại chợ",
        "b": "Đầu tư hệ thống camera giám sát",
        "c": "Mạng lưới camera giám sát giao thông",
    }
    words = lexicon()
    vocabulary = Vocabulary.of(texts.items(), words)
    terms = tokens("camera an ninh")
    saying = ((terms, (tokens("camera giám sát"),)),)
    question = Question(text="", normalized="", type="passage", terms=terms, sayings=saying)

    def main(text, document):
        return match(question, make_field(text, "", vocabulary, words, document), vocabulary).main

    assert main(texts["b"], "b") >= 0.75, "document b says it in other words"
    assert main(texts["b"], "a") < 0.5, "document a would say camera an ninh if it meant it"
    assert main(texts["a"], "a") == 1.0
