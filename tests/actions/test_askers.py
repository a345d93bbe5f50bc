"""Who asks is not who is asked about, and a body that something is done to is the subject, not the doer."""

import pytest

# (question, intent, status, what must be said, what must not)
CASES = [
    # who asks says so first
    ("em công tác ở Sở Xây dựng, Sở Y tế Hà Tĩnh phải làm gì", "agency_tasks", "answered", ["Sở Y tế được giao"], []),
    ("tôi ở phòng kinh tế huyện, UBND huyện tôi ở Hà Tĩnh phải làm gì", "agency_tasks", "answered", ["UBND các huyện"], ["kinh tế huyện"]),
    (
        "mình làm bên Sở Tài chính, muốn biết Sở Giao thông vận tải Hải Dương làm gì",
        "agency_tasks",
        "answered",
        ["hạ tầng giao thông"],
        ["Sở Tài chính được giao", "Sở Tài chính và"],
    ),
    ("nhà em mở quán ăn, Hải Dương có hỗ trợ cửa hàng bán lẻ chuyển đổi số không", "passage", "answered", ["cửa hàng bán lẻ"], []),
    # the asker's own body is asked about where no other one is
    ("tôi là kế toán Sở Tài chính, sở tôi phải làm gì ở Vĩnh Phúc", "agency_tasks", "answered", ["bố trí kinh phí"], []),
    # what the asker does stays no answer where the plans are silent
    ("em bán trà sữa, Hà Tĩnh có tặng xe máy không", "passage", "not_found", [], ["Đúng"]),
    # something is done to the body named
    ("Tổ công nghệ số cộng đồng ở Hải Dương do ai lập ra?", "responsible", "answered", ["Các địa phương", "Tổ Công nghệ số cộng đồng"], ["danh mục"]),
    ("Ai thành lập tổ công nghệ số cộng đồng?", "responsible", "answered", ["Tổ Công nghệ số cộng đồng"], ["doanh nghiệp mới thành lập"]),
    ("Cơ quan nào lãnh đạo HĐND tỉnh Thanh Hóa?", "responsible", "answered", ["Đảng đoàn HĐND tỉnh"], []),
    ("Ban chỉ đạo chuyển đổi số tỉnh Thanh Hóa do ai đứng đầu?", "responsible", "not_found", [], ["Người đứng đầu cấp ủy"]),
    ("Sở Giáo dục và Đào tạo Hải Dương do ai thanh tra?", "responsible", "not_found", [], ["chủ trì"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), CASES)
def test_who_asks_and_whom_it_is_about(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    assert answer.status == status, answer.text
    for text in said:
        assert text.lower() in answer.text.lower(), answer.text
    for text in unsaid:
        assert text.lower() not in answer.text.lower(), answer.text


@pytest.mark.parametrize(
    "text", ["cán bộ y tế xã phải làm gì", "toàn bộ công an xã", "nội bộ tài chính của xã"]
)
def test_a_word_that_ends_like_a_ministry_is_none(library, text):
    named = library.registry.find_agencies(text, typed=True)
    assert not any(item.surface.lower().startswith("bộ") for item in named)
