"""Comparisons and counts over plans: like with like, no plan denied what it states, filters that hold."""

import pytest

from actions.engine.compose.measures import measure_of
from knowledge.model import Indicator, Scope

# (question, intent, what is said, what must not be said)
COMPARED = [
    # another name for the same target; everyday words of the question
    (
        "Tăng năng suất lao động bình quân của các tỉnh đặt ra bao nhiêu?",
        "compare",
        ["tối thiểu 7%", "từ 5-10%", "9,6%"],
        ["kế hoạch của: Điện Biên"],
    ),
    (
        "Giữa Thanh Hóa với Hà Tĩnh năm 2030 kinh tế số hơn nhau bao nhiêu điểm?",
        "compare",
        ["tối thiểu 20%", "10 điểm phần trăm"],
        ["Không thấy"],
    ),
    # a plan that states it for another year, one that speaks of it without a figure
    (
        "Tỉnh nào đặt kinh tế số 2030 cao nhất?",
        "compare",
        ["Điện Biên không đặt mục tiêu này cho năm 2030"],
        [],
    ),
    (
        "Khám chữa bệnh từ xa: các tỉnh đặt mục tiêu thế nào?",
        "compare",
        ["cơ sở y tế", "dân số trưởng thành", "nhắc đến nội dung này nhưng không thấy đặt con số mục tiêu"],
        ["70 điểm", "cao nhất"],
    ),
    # unlike measures are listed, not ranked
    (
        "So sánh tài khoản thanh toán Hải Dương và Thanh Hóa 2025",
        "compare",
        ["80%", "50% trở lên", "dân số từ 15 tuổi trở lên", "không so hơn kém"],
        ["cao hơn", "chênh"],
    ),
    (
        "Tỉnh nào đặt mục tiêu tài khoản thanh toán điện tử thấp nhất năm 2025?",
        "compare",
        ["thấp nhất là Hà Tĩnh", "Hải Dương tính trên dân số từ 15 tuổi trở lên"],
        ["cao nhất là Hải Dương"],
    ),
    (
        "DVCTT mức độ 4 năm 2025 tỉnh nào cao nhất?",
        "compare",
        ["Thanh Hóa tính trên hồ sơ", "bằng nhau về con số – Hà Tĩnh (80%) và Điện Biên (80%)"],
        ["cao nhất là Thanh Hóa"],
    ),
    ("Cáp quang tỉnh nào cao nhất?", "compare", ["cao nhất là Hải Dương (90%)"], ["không đo cùng"]),
]


def check(answer, said, unsaid):
    body = answer.text.split("Nguồn:")[0]
    for words in said:
        assert words in body, answer.text
    for words in unsaid:
        assert words not in body, answer.text


@pytest.mark.parametrize(("question", "intent", "said", "unsaid"), COMPARED, ids=[row[0] for row in COMPARED])
def test_like_is_compared_with_like(talk, question, intent, said, unsaid):
    check(talk.say(question, intent, 0.9), said, unsaid)


def target(name, unit="%"):
    return Indicator("x#1@1", "x", "1", name, Scope("X"), 2025, "=", 50.0, unit, "50", "")


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Tỷ lệ hộ nông dân có tài khoản", "Tỷ lệ người dân có tài khoản", False),
        ("Tỷ lệ dân số từ 18 tuổi có tài khoản", "Tỷ lệ dân số có tài khoản", False),
        ("Tỷ lệ thanh niên từ 16 tuổi trở lên", "Tỷ lệ thanh niên từ 18 tuổi trở lên", False),
        ("Bệnh viện dùng bệnh án điện tử", "Người dân có bệnh án điện tử", False),
        ("Hạ tầng cáp quang phủ đến hộ gia đình", "Tỷ lệ hộ gia đình có cáp quang", True),
        ("Tỷ trọng kinh tế số trên GRDP", "Kinh tế số", True),
        ("Doanh nghiệp nhỏ và vừa dùng nền tảng số", "Doanh nghiệp dùng nền tảng số", False),
    ],
)
def test_what_a_name_measures(one, other, like):
    assert measure_of(target(one)).is_like(measure_of(target(other))) is like


def test_a_share_is_not_set_against_a_number():
    assert not measure_of(target("Xã chuyển đổi số", "xã")).is_like(measure_of(target("Xã chuyển đổi số")))
