"""The last look before the honest no: what the search is sure of is quoted, what it only resembles is not."""

import pytest

# (question, intent, the clause cited, what must be said)
SURE = [
    # a story around the question
    (
        "Nhà tôi làm gốm, ở Vĩnh Phúc hội nào chủ trì đưa hộ sản xuất nông nghiệp lên sàn bán hàng?",
        "responsible",
        "vinh-phuc-55#V.8",
        "Hội Nông dân",
    ),
    # words that no plan uses
    (
        "Hà Tĩnh có định đổi network của cả tỉnh sang IPv6 không",
        "passage",
        "ha-tinh-393#II.1.3.bullet-3",
        "IPv6",
    ),
    (
        "ở Thanh Hóa nộp học phí kiểu không dùng tiền mặt được không nhỉ",
        "passage",
        "thanh-hoa-nghi-quyet#III.5.para-1",
        "học phí",
    ),
]

# a subject that only resembles one of the plan's, a figure that the plan doesn't set
RESEMBLING = [
    ("Vĩnh Phúc đặt mục tiêu kinh tế số chiếm bao nhiêu phần trăm GRDP năm 2025?", "indicator"),
    ("Năm 2024 chỉ số DTI của Hà Tĩnh xếp thứ mấy cả nước?", "baseline"),
    ("Hà Tĩnh có chỉ tiêu hồ sơ sức khỏe điện tử năm 2025 là bao nhiêu %?", "indicator"),
    ("Học phí trường đại học ở Hải Dương là bao nhiêu?", "indicator"),
    ("Ai sửa đường ở xã Hướng Đạo", "responsible"),
    # a name whose syllables stand apart in a plan, and never together
    ("xã Tam Hợp ở Vĩnh Phúc có được thí điểm không", "passage"),
    ("xã Hợp Thành có được chọn thí điểm ở Vĩnh Phúc không", "passage"),
]


@pytest.mark.parametrize(("question", "intent", "clause", "said"), SURE)
def test_a_clause_that_the_search_is_sure_of_is_quoted(talk, question, intent, clause, said):
    answer = talk.say(question, intent)
    assert answer.status == "answered", answer.text
    assert clause in [citation.clause for citation in answer.citations]
    assert said in answer.text


@pytest.mark.parametrize(("question", "intent"), RESEMBLING)
def test_what_only_resembles_the_question_is_no_answer(talk, question, intent):
    assert talk.say(question, intent).status == "not_found"


def test_only_a_place_is_said_to_stand_in_another_plan(talk):
    place = talk.say("Thanh Hóa chọn thí điểm ở xã Lãng Công phải không?", "passage")
    assert "Vĩnh Phúc" in place.text and "địa danh" in place.text
    body = talk.say("Ban Chỉ đạo chuyển đổi số Hà Tĩnh có nhiệm vụ gì?", "agency_tasks")
    assert "địa danh" not in body.text
