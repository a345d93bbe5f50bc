"""What stands beside a question - reasons, circumstances, the plan's own title - is not what it asks."""

import pytest

# (question, intent, the clause cited, what must be said)
ASKED = [
    # what it is good for, or instead of
    (
        "Hà Tĩnh 2030 muốn bao nhiêu phần trăm dân có tài khoản thanh toán điện tử cho khỏi đếm bạc lẻ?",
        "indicator",
        "ha-tinh-393#I.2.2.c.bullet-3",
        "50%",
    ),
    (
        "Hải Dương 2025 muốn mấy phần trăm doanh nghiệp dùng hợp đồng qua mạng thay hợp đồng giấy?",
        "indicator",
        "hai-duong-5046#II.1.row-4",
        "80%",
    ),
    # how things are there
    (
        "Điện Biên đèo dốc thế thì đến 2025 cáp quang phủ được bao nhiêu phần trăm hộ gia đình?",
        "indicator",
        "dien-bien-ictnews#para-8",
        "80%",
    ),
    # the plan by its title
    ("Trong kế hoạch chuyển đổi số Hà Tĩnh, MOOCS là gì", "definition", "ha-tinh-393#II.4.bullet-4", "MOOCS"),
    # words that ask elsewhere
    (
        "Tôi bán rau ở Vĩnh Phúc, ngày nào cũng đi chợ. Bao nhiêu phần trăm hộ gia đình có địa chỉ số?",
        "indicator",
        "vinh-phuc-55#II.1.bullet-4",
        "100%",
    ),
    # a sentence that ends in quotation marks
    (
        'Cô giáo giao em viết bài về "công dân số". Ở Hải Dương công dân số có những đặc trưng gì?',
        "passage",
        "hai-duong-5046#footnote-2",
        "danh tính số",
    ),
    # everyday words for the plans' own
    (
        "Thanh Hóa đặt 2025 bao nhiêu phần trăm dân vừa ý khi làm thủ tục hành chính?",
        "indicator",
        "thanh-hoa-nghi-quyet#II.2.2.a.bullet-4",
        "90%",
    ),
    ("Sở Y tế Hà Tĩnh phụ trách mảng việc nào?", "responsible", "ha-tinh-393#IV.5.bullet-1", "Sở Y tế"),
]

# the subject itself is in no plan, whatever stands beside it
UNKNOWN = [
    ("Điện Biên xa xôi thế thì đến 2025 bao nhiêu phần trăm hộ gia đình có nước sạch?", "indicator"),
    ("Thanh Hóa 2025 bao nhiêu phần trăm người dân vừa ý với xe buýt?", "indicator"),
    ("Hải Dương có chỗ gom rác nhà bếp không hay quẳng ra đồng?", "passage"),
    ("Mức phạt vì chưa có chữ ký số ở Hải Dương", "passage"),
]


@pytest.mark.parametrize(("question", "intent", "clause", "said"), ASKED)
def test_what_stands_beside_the_question_does_not_keep_it_from_being_answered(
    talk, question, intent, clause, said
):
    answer = talk.say(question, intent)
    assert answer.status == "answered", answer.text
    assert clause in [citation.clause for citation in answer.citations]
    assert said in answer.text


@pytest.mark.parametrize(("question", "intent"), UNKNOWN)
def test_a_subject_that_no_plan_holds_stays_unanswered(talk, question, intent):
    assert talk.say(question, intent).status == "not_found"
