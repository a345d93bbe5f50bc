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


# What is asked of each plan by itself: (question, what must be said, what must not).
PLACED = [
    # two subjects, two bodies
    (
        "Ở Vĩnh Phúc đơn vị nào triển khai địa chỉ số, ở Hải Dương sở nào chủ trì hóa đơn điện tử?",
        ["Bưu điện tỉnh", "Sở Tài chính"],
        ["Không thấy kế hoạch"],
    ),
    (
        "Ai ký kế hoạch Hải Dương, còn kế hoạch Vĩnh Phúc làm trong năm nào?",
        ["Nguyễn Minh Hùng", "năm 2022"],
        ["03/03/2022"],
    ),
    # the second names only what is counted, or nothing at all
    ("Điện Biên có mấy lĩnh vực ưu tiên, Hà Tĩnh có mấy lĩnh vực?", ["8 lĩnh vực", "6 lĩnh vực"], []),
    ("Hà Tĩnh ưu tiên bao nhiêu lĩnh vực, còn Điện Biên?", ["8 lĩnh vực", "6 lĩnh vực"], []),
    # a subject before both; a year that is asked, not claimed
    (
        "Về dịch vụ công trực tuyến mức độ 4, Điện Biên đặt bao nhiêu, còn Hà Tĩnh đạt 100% vào năm nào?",
        ["80%", "2030"],
        ["Không phải 100%"],
    ),
    (
        "Hà Tĩnh nêu phổ cập 5G vào năm nào, còn Thanh Hóa giao ai theo dõi nghị quyết?",
        ["2030", "Ban Tuyên giáo"],
        [],
    ),
    # what is told of the one is not asked
    (
        "Bảng của Hải Dương thì có hợp đồng điện tử, còn Thanh Hóa năm 2030 đặt bao nhiêu doanh nghiệp "
        "chuyển đổi số?",
        ["80% trở lên"],
        ["Không thấy mục tiêu này"],
    ),
    # one is not found, and that is said of it alone
    (
        "Ở Hà Tĩnh tiền lương bao nhiêu, còn ở Thanh Hóa kinh tế số 2025 bao nhiêu?",
        ["Hà Tĩnh: tôi không tìm thấy", "20% trở lên"],
        [],
    ),
    # one thing asked of both is compared
    (
        "Kinh tế số 2030: Hà Tĩnh bao nhiêu, Thanh Hóa bao nhiêu, hơn nhau mấy điểm?",
        ["10 điểm phần trăm"],
        [],
    ),
]


@pytest.mark.parametrize(("question", "said", "unsaid"), PLACED, ids=[row[0][:40] for row in PLACED])
def test_what_is_asked_of_each_plan_is_answered_for_it(talk, question, said, unsaid):
    answer = talk.say(question)
    assert answer.status == "answered", answer.text
    body = answer.text.split("Nguồn:")[0].lower()
    assert all(text.lower() in body for text in said), answer.text
    assert not any(text.lower() in body for text in unsaid), answer.text


def test_a_question_of_several_plans_leaves_all_of_them_for_the_next(talk):
    talk.say("Ở Vĩnh Phúc đơn vị nào triển khai địa chỉ số, ở Hải Dương sở nào chủ trì hóa đơn điện tử?")
    assert set(talk.say("hai kế hoạch này ai ký?").question.provinces) == {"Vĩnh Phúc", "Hải Dương"}
