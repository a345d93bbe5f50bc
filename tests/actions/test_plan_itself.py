"""Questions about a plan itself: every field asked is answered, and a cited document's number is its own."""

import pytest

from tests.actions.conftest import expect

# (question, intent, status, what must be said, what must not)
FIELDS = [
    # several fields of one plan, lists among them
    (
        "Kế hoạch của Vĩnh Phúc ai ký, ban hành ngày nào và dựa vào những căn cứ gì?",
        "doc_meta",
        "answered",
        ["Vũ Chí Giang", "03/3/2022", "dựa trên 3 căn cứ"],
        [],
    ),
    (
        "cho xin số hiệu, người ký, nơi nhận của kế hoạch Hà Tĩnh",
        "doc_meta",
        "answered",
        ["393/KH-UBND", "Trần Tiến Hưng", "nơi nhận:"],
        [],
    ),
    (
        "ke hoach hai duong so may, gui cho nhung ai",
        "doc_meta",
        "answered",
        ["5046/KH-UBND", "nơi nhận:"],
        [],
    ),
    # the number asked after is that of the decision, and is answered with it
    (
        "Kế hoạch Vĩnh Phúc căn cứ vào quyết định nào, số mấy?",
        "doc_meta",
        "answered",
        ["749/QĐ-TTg"],
        ["có số hiệu"],
    ),
    # the number of a document that the plan rests on
    (
        "Kế hoạch Hải Dương làm theo tờ trình số bao nhiêu?",
        "doc_meta",
        "answered",
        ["2351/TTr-STTTT"],
        ["có số hiệu"],
    ),
    (
        "Kế hoạch Hà Tĩnh thực hiện quyết định số mấy của Thủ tướng?",
        "doc_meta",
        "answered",
        ["749/QĐ-TTg"],
        ["có số hiệu"],
    ),
    (
        "Vĩnh Phúc làm kế hoạch này theo các quyết định số mấy?",
        "doc_meta",
        "answered",
        ["749/QĐ-TTg", "2696/QĐ-UBND"],
        ["có số hiệu"],
    ),
    # no such document among the bases: they are named, and not the plan's own number
    (
        "Kế hoạch Vĩnh Phúc ban hành theo luật số mấy?",
        "doc_meta",
        "answered",
        ["dựa trên 3 căn cứ"],
        ["có số hiệu"],
    ),
    # one field alone stays one
    ("Kế hoạch Hà Tĩnh ai ký?", "doc_meta", "answered", ["Trần Tiến Hưng"], ["căn cứ:", "ban hành ngày"]),
]


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), FIELDS)
def test_fields(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.9)
    expect(answer, status, said, unsaid)


def test_the_rest_of_a_list_beside_other_fields(talk):
    first = talk.say("Số hiệu, người ký, nơi nhận của kế hoạch Hải Dương?", "doc_meta", 0.9)
    assert "Còn 3 mục nữa" in first.text
    rest = talk.say("xem tiếp")
    assert "TT CNTT" in rest.text
    assert "Người ký" not in rest.text
