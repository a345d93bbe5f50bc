"""Two questions in one message: both answered, or the first with the word that the second was not found."""

import pytest

from actions.engine import halves
from actions.engine.words import lexicon

CUTS = [
    ("Kế hoạch do ai ký và ký ngày nào?", ("Kế hoạch do ai ký", "ký ngày nào?")),
    (
        "Bao nhiêu hộ có cáp quang, bao nhiêu thôn có 4G?",
        ("Bao nhiêu hộ có cáp quang", "bao nhiêu thôn có 4G?"),
    ),
    ("Kinh tế số và xã hội số là gì?", None),
    ("Tôi trồng rau, sàn nào bán được?", None),
    ("Sở nào lo, ai?", None),
]


@pytest.mark.parametrize(("text", "parts"), CUTS)
def test_a_message_is_cut_where_both_halves_ask(text, parts):
    assert halves.cut(text, lexicon()) == parts


# (question, what must be said, what must not)
ANSWERS = [
    ("Kế hoạch Hà Tĩnh do ai ký và kinh phí lấy từ đâu?", ["Trần Tiến Hưng", "Ngân sách nhà nước"], []),
    (
        "Sở nào ở Hải Dương lo hóa đơn điện tử, sở nào lo bệnh án điện tử?",
        ["Sở Tài chính", "Sở Y tế"],
        [],
    ),
    ("Điện Biên muốn kinh tế số bao nhiêu % GRDP? Năng suất lao động tăng mấy %?", ["10%", "7%"], []),
    # the second half asks of what the first found, and nothing else may answer it
    (
        "Viễn thông Vĩnh Phúc hỗ trợ những xã nào, làm cùng sở nào?",
        ["Hướng Đạo", "Sở Thông tin và Truyền thông"],
        ["Sở Văn hóa"],
    ),
    # the first is answered though the plan says nothing of the second
    (
        "Kinh tế số Hà Tĩnh 2025 là bao nhiêu và thu nhập bình quân đầu người là bao nhiêu?",
        ["10%", "ý sau tôi không tìm thấy"],
        [],
    ),
]


@pytest.mark.parametrize(("question", "said", "unsaid"), ANSWERS, ids=[row[0][:40] for row in ANSWERS])
def test_both_halves_are_answered(talk, question, said, unsaid):
    answer = talk.say(question)
    assert answer.status == "answered", answer.text
    assert all(text.lower() in answer.text.lower() for text in said), answer.text
    assert not any(text.lower() in answer.text.lower() for text in unsaid), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hải Dương có bao nhiêu bệnh viện và lương bác sĩ bao nhiêu?",
        "Ai vô địch cúp C1 và giá vàng bao nhiêu?",
    ],
)
def test_where_no_half_is_answered_nothing_is(talk, question):
    assert talk.say(question).status != "answered"
