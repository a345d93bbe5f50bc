"""Who asks is not who is asked about, and a body that something is done to is the subject, not the doer."""

import pytest

from tests.actions.conftest import expect

# (question, intent, status, what must be said, what must not)
CASES = [
    # who asks says so first
    (
        "em công tác ở Sở Xây dựng, Sở Y tế Hà Tĩnh phải làm gì",
        "agency_tasks",
        "answered",
        ["Sở Y tế được giao"],
        [],
    ),
    (
        "tôi ở phòng kinh tế huyện, UBND huyện tôi ở Hà Tĩnh phải làm gì",
        "agency_tasks",
        "answered",
        ["UBND các huyện"],
        ["kinh tế huyện"],
    ),
    (
        "mình làm bên Sở Tài chính, muốn biết Sở Giao thông vận tải Hải Dương làm gì",
        "agency_tasks",
        "answered",
        ["hạ tầng giao thông"],
        ["Sở Tài chính được giao", "Sở Tài chính và"],
    ),
    (
        "nhà em mở quán ăn, Hải Dương có hỗ trợ cửa hàng bán lẻ chuyển đổi số không",
        "passage",
        "answered",
        ["cửa hàng bán lẻ"],
        [],
    ),
    # the asker's own body is asked about where no other one is
    (
        "tôi là kế toán Sở Tài chính, sở tôi phải làm gì ở Vĩnh Phúc",
        "agency_tasks",
        "answered",
        ["bố trí kinh phí"],
        [],
    ),
    # what the asker does stays no answer where the plans are silent
    ("em bán trà sữa, Hà Tĩnh có tặng xe máy không", "passage", "not_found", [], ["Đúng"]),
    # something is done to the body named
    (
        "Tổ công nghệ số cộng đồng ở Hải Dương do ai lập ra?",
        "responsible",
        "answered",
        ["Các địa phương", "Tổ Công nghệ số cộng đồng"],
        ["danh mục"],
    ),
    (
        "Ai thành lập tổ công nghệ số cộng đồng?",
        "responsible",
        "answered",
        ["Tổ Công nghệ số cộng đồng"],
        ["doanh nghiệp mới thành lập"],
    ),
    ("Cơ quan nào lãnh đạo HĐND tỉnh Thanh Hóa?", "responsible", "answered", ["Đảng đoàn HĐND tỉnh"], []),
    (
        "Ban chỉ đạo chuyển đổi số tỉnh Thanh Hóa do ai đứng đầu?",
        "responsible",
        "not_found",
        [],
        ["Người đứng đầu cấp ủy"],
    ),
    ("Sở Giáo dục và Đào tạo Hải Dương do ai thanh tra?", "responsible", "not_found", [], ["chủ trì"]),
]


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), CASES)
def test_who_asks_and_whom_it_is_about(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    expect(answer, status, said, unsaid)


@pytest.mark.parametrize(
    "text", ["cán bộ y tế xã phải làm gì", "toàn bộ công an xã", "nội bộ tài chính của xã"]
)
def test_a_word_that_ends_like_a_ministry_is_none(library, text):
    named = library.registry.find_agencies(text, typed=True)
    assert not any(item.surface.lower().startswith("bộ") for item in named)


DUTIES = [
    # with whom a group works is said by a clause that is nobody's own duty
    (
        "Các đơn vị đầu mối ở Hải Dương phối hợp với sở nào để triển khai chiến lược quốc gia về kinh tế số?",
        "coordinates",
        "answered",
        ["phối hợp với Sở Thông tin và Truyền thông"],
        ["không nêu cơ quan phối hợp"],
    ),
    # the names of partners don't push a duty's subject out of its beginning
    (
        "Hà Tĩnh: cơ quan nào phối hợp với ai để bố trí kinh phí?",
        "coordinates",
        "answered",
        ["Sở Tài chính phối hợp với Sở Thông tin và Truyền thông"],
        ["không thấy giao"],
    ),
    # a thing is in charge of whoever has the duty that its clause is called by
    (
        "Sở nào phụ trách sổ gọi tên và ghi điểm điện tử ở Vĩnh Phúc?",
        "responsible",
        "answered",
        ["Sở Giáo dục và Đào tạo", "100% các trường học"],
        [],
    ),
    (
        "Sở nào chủ trì camera an ninh ở Vĩnh Phúc?",
        "responsible",
        "not_found",
        ["Camera an ninh"],
        ["Sở Giáo dục"],
    ),
    # several bodies of a group are not called by the name of one
    ("Các ngân hàng ở Vĩnh Phúc làm gì?", "agency_tasks", "answered", ["các ngân hàng được giao"], []),
    # a body without tasks that measures targets
    ("Cục Thống kê Hải Dương có nhiệm vụ gì?", "agency_tasks", "answered", ["chỉ tiêu"], ["Không thấy"]),
    # the nearest body, or the group that one belongs to, goes before any other group
    (
        "Sở Du lịch Hải Dương làm gì?",
        "agency_tasks",
        "not_found",
        ["Sở Văn hóa, Thể thao và Du lịch"],
        ["giao chung"],
    ),
    ("Bên thuế Hải Dương phải làm những gì?", "agency_tasks", "not_found", ["giao chung"], ["Ngân hàng"]),
    ("Hội Liên hiệp Phụ nữ Thanh Hóa phải làm gì?", "agency_tasks", "not_found", ["đoàn thể"], []),
    (
        "Sở Kế hoạch và Đầu tư Hải Dương có mặt ở những việc nào?",
        "agency_tasks",
        "answered",
        ["khu công nghiệp"],
        [],
    ),
]


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), DUTIES)
def test_duties(talk, question, intent, status, said, unsaid):
    test_who_asks_and_whom_it_is_about(talk, question, intent, status, said, unsaid)
