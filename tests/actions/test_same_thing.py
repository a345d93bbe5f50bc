"""The very thing that is asked: its level, unit, stage or document; and the same of the next plan."""

import pytest

from actions.engine.match import graded
from actions.engine.syllables import tokens
from tests.actions.conftest import expect

HD, HT, TH, VP, DB = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc", "Điện Biên"

# Question, intent, status, what it must say, what it must not.
ASKED = [
    # another level is another thing
    (f"{HD} có bao nhiêu phần trăm dịch vụ công trực tuyến mức độ 4?", "indicator", "not_found", [], ["50%"]),
    (f"{TH} 2025 dịch vụ công trực tuyến mức độ 3 đạt bao nhiêu %?", "indicator", "not_found", [],
     ["là 100%"]),
    (f"{HD} bao nhiêu % hệ thống thông tin đạt an toàn cấp độ 3?", "indicator", "not_found", [], []),
    (f"{HT}: dvc mức độ 3 và 4 bao nhiêu phần trăm hồ sơ?", "indicator", "answered", ["50%"], []),
    (f"{DB} dịch vụ công mức độ 4 năm 2025 bao nhiêu", "indicator", "answered", ["80%"], []),
    # the share named is of these, not of those in the same clause
    (f"{TH} 2030 có phải 100% xã, phường hoàn thành chuyển đổi số không?", "indicator", "answered",
     ["không phải 100%", "80% trở lên"], ["đúng."]),
    (f"{TH} 2030 có phải 100% huyện hoàn thành chuyển đổi số không?", "indicator", "answered",
     ["đúng."], ["không phải"]),
    (f"Tôi nhớ {TH} bắt 100% số xã hoàn thành chuyển đổi số năm 2030, co dung thế khong?", "indicator",
     "answered", ["không phải 100%", "80% trở lên"], ["đúng."]),
    # one stage beside the other
    (f"Năng suất lao động của {TH} giai đoạn sau có thấp hơn giai đoạn đầu không?", "compare", "answered",
     ["9,6%", "8,1%"], []),
    (f"{TH}: tăng năng suất lao động giai đoạn sau 2025 so với giai đoạn trước?", "compare", "answered",
     ["9,6%", "8,1%"], []),
    # short forms
    (f"{HT} 2025 ktra của CQQLNN qua môi trường số bn %?", "indicator", "answered", ["50%"], ["70%"]),
    (f"CQNN {HT} ktra trên môi trường số 2030 đạt bnhiu?", "indicator", "answered", ["70%"], ["50%"]),
    # the document that a plan rests on
    (f"Kế hoạch {HT} thực hiện quyết định nào của Thủ tướng?", "doc_meta", "answered", ["749/QĐ-TTg"], []),
    (f"{HD} làm kế hoạch này theo tờ trình nào?", "doc_meta", "answered", ["2351/TTr-STTTT"], []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), ASKED)
def test_asked(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    expect(answer, status, said, unsaid)


# First message and intent, second and intent, status and what the second answer must say.
FOLLOWED = [
    # a figure is asked of the next plan, too: a clause without one is none
    (f"{TH} đặt kinh tế số chiếm bao nhiêu GRDP năm 2025?", "indicator", f"còn {VP}?", "follow_up",
     "not_found", ["không tìm thấy"]),
    (f"{HT} kinh tế số 2025 bao nhiêu?", "indicator", f"thế {TH}?", "follow_up", "answered", ["20%"]),
    # so is a number of targets, under whatever marks the opening bears
    (f"{HD} có mấy chỉ tiêu xã hội số?", "count", "thê kinh tế số mấy cái?", "indicator",
     "answered", ["6 chỉ tiêu"]),
    (f"{HT} có bao nhiêu chỉ tiêu năm 2025?", "count", f"thê {TH}?", "follow_up", "answered",
     ["12 chỉ tiêu"]),
    # all of a number are the things it counts
    (f"{VP} thí điểm chuyển đổi số cấp xã ở bao nhiêu chỗ?", "indicator", "kể tên ra đi", "list",
     "answered", ["Thổ Tang", "Lãng Công"]),
    ("vinh phuc lam thi diem chuyen doi so cap xa o may cho?", "indicator", "liet ke het", "list",
     "answered", ["Thổ Tang", "Lãng Công"]),
]  # fmt: skip


@pytest.mark.parametrize(("first", "intent", "second", "next_intent", "status", "said"), FOLLOWED)
def test_followed(talk, first, intent, second, next_intent, status, said):
    talk.say(first, intent, 0.6)
    answer = talk.say(second, next_intent, 0.5)
    expect(answer, status, said, [])


GRADES = [
    ("mức độ 3 và 4", {("độ", "3"), ("độ", "4")}),
    ("mức độ 3, mức độ 4", {("độ", "3"), ("độ", "4")}),
    ("cung cấp 4 dịch vụ ở mức độ 50%", set()),
]


@pytest.mark.parametrize(("text", "found"), GRADES)
def test_levels_by_number(text, found):
    assert graded(tokens(text), False) == found
