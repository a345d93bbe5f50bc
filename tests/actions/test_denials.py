"""What a plan says is never denied; what is taken for granted and isn't so is put right first."""

import pytest

from tests.actions.conftest import expect

# (question, intent, status, what must be said, what must not)
SAID = [
    # "nơi nào", "bên nào" stand for the provinces
    ("Năm 2030 kinh tế số nơi nào thấp nhất", "compare", "answered", ["thấp nhất là Hà Tĩnh"], []),
    ("Kinh tế số chiếm GRDP năm 2030 bên nào cao nhất", "compare", "answered", ["30%"], []),
    # the lowest start among the targets of one section
    (
        "Trong các chỉ tiêu xã hội số của Hải Dương, chỉ tiêu nào có mức năm 2022 thấp nhất?",
        "compare",
        "answered",
        ["chữ ký số", "0,76%"],
        ["không tìm thấy"],
    ),
    # the body that bears the field's name
    (
        "Hải Dương và Vĩnh Phúc, ai chủ trì lĩnh vực giáo dục",
        "responsible",
        "answered",
        ["Vĩnh Phúc: Sở Giáo dục và Đào tạo"],
        ["không thấy kế hoạch của Vĩnh Phúc"],
    ),
    # the second part of a duty counts as much as its first
    (
        "Thanh Hóa giao ai theo dõi kiểm tra thực hiện nghị quyết",
        "responsible",
        "answered",
        ["Ban Tuyên giáo Tỉnh ủy"],
        ["không thấy"],
    ),
    # the nearest clause is the answer where it holds every noun
    ("Năm 2020 chỉ số DTI Thanh Hóa xếp hạng mấy?", "baseline", "answered", ["15/63"], ["không tìm thấy"]),
    ("IPv6 tỉnh nào nhắc", "compare", "answered", ["Hà Tĩnh", "IPv6"], ["không tìm thấy"]),
    ("mục tiêu gì về nông dân", "indicator", "answered", ["nông dân"], ["không tìm thấy"]),
    ("nơi nào thí điểm ở cấp xã", "list", "answered", ["Thổ Tang"], []),
    # but a figure that another plan sets is not answered by a clause without one
    (
        "Hải Dương đặt mục tiêu năng suất lao động tăng bao nhiêu?",
        "indicator",
        "not_found",
        ["Hà Tĩnh"],
        ["không tìm thấy nội dung về “năng suất lao động”"],
    ),
    # a false premise beside the question
    (
        "Sở Y tế Hải Dương chủ trì sổ lao động điện tử trong bao lâu?",
        "deadline",
        "answered",
        ["không giao việc này cho Sở Y tế", "2023-2025"],
        [],
    ),
    (
        "Điện Biên có 10 lĩnh vực ưu tiên, kể tên",
        "list",
        "answered",
        ["Không phải 10 lĩnh vực: kế hoạch nêu 8 lĩnh vực"],
        [],
    ),
    ("Điện Biên có 8 lĩnh vực ưu tiên, kể tên", "list", "answered", ["8 lĩnh vực"], ["không phải 8"]),
    # one shared noun makes no answer
    ("Làm căn cước công dân bị mất thì ra đâu làm lại?", "out_of_scope", "out_of_scope", [], ["căn cước"]),
    ("làm thẻ bảo hiểm y tế cho con thế nào", "out_of_scope", "out_of_scope", [], ["bảo hiểm"]),
    # a row that only names its source holds no rank
    ("Hải Dương xếp hạng DTI năm 2022 thứ mấy", "baseline", "not_found", [], ["viết:"]),
    # a row is read out by its cells
    ("Tỉnh nào có nói tới sổ lao động điện tử", "compare", "answered", ["Hải Dương"], ["Xã hội 2023-2025”"]),
    # abuse is answered calmly and not repeated
    ("mày trả lời như hạch, biến đi", "", "out_of_scope", ["xin lỗi"], ["hạch", "biến đi"]),
    ("đồ ngu cút đi", "", "out_of_scope", ["xin lỗi"], ["ngu", "cút"]),
    # the dialect of the central provinces
    ("kết quả giờ ra răng rồi", "results", "not_found", ["không có kết quả thực hiện đến nay"], ["răng"]),
    (
        "4 xã thí điểm của Vĩnh Phúc kết quả giờ ra răng rồi?",
        "results",
        "not_found",
        ["không có số liệu kết quả"],
        [],
    ),
    ("tui hỏi Thanh Hóa kinh tế số năm 2025 ra răng", "indicator", "answered", ["20% trở lên"], []),
    ("Hải Dương cơ quan mô chủ trì sổ lao động điện tử rứa", "responsible", "answered", ["Sở Lao động"], []),
]


@pytest.mark.parametrize(
    ("question", "intent", "status", "said", "unsaid"), SAID, ids=[row[0] for row in SAID]
)
def test_what_is_said_is_not_denied(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.75 if intent else 0.0)
    expect(answer, status, said, unsaid)


def test_an_answer_begins_with_a_capital(talk):
    answer = talk.say("Hà Tĩnh giao ai cử cán bộ đầu mối chuyển đổi số", "responsible", 0.75)
    assert answer.text[:1].isupper(), answer.text
