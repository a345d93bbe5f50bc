"""What stands around a question, and what its words ask in other words: the record is found all the same."""

import pytest

from actions.engine.reading import frames, written
from tests.actions.conftest import expect, understand

# (message, its question)
FRAMES = [
    ("Thầy giáo hỏi cả lớp: văn hóa số là gì?", "Văn hóa số là gì?"),
    ("Dưới góc nhìn báo chí, kinh tế số là gì?", "Kinh tế số là gì?"),
    ("Phục vụ thanh tra, tiền lấy từ đâu?", "Tiền lấy từ đâu?"),
    (
        "Tôi đọc bảng thấy năm 2022 tài khoản ở Hải Dương là 257%, sao cao vậy?",
        "Năm 2022 tài khoản ở Hải Dương là 257%, sao cao vậy?",
    ),
    ("Tôi là kế toán cần làm rõ nguồn: tiền lấy từ đâu?", "Tiền lấy từ đâu?"),
    ("Hải Dương có mấy nhiệm vụ (không kể phụ lục)?", "Hải Dương có mấy nhiệm vụ?"),
    ("Viettel Vĩnh Phúc (VTT) hỗ trợ xã nào?", "Viettel Vĩnh Phúc hỗ trợ xã nào?"),
    # what a part is about stays, and so does one that names a plan or asks
    ("Tôi hỏi về chữ ký số: ai đo chỉ tiêu này?", "Tôi hỏi về chữ ký số: ai đo chỉ tiêu này?"),
    ("Đăng ký xe qua mạng ở Hà Tĩnh: sở nào lo?", "Đăng ký xe qua mạng ở Hà Tĩnh: sở nào lo?"),
    ("Em hỏi Sở Y tế Hà Tĩnh: phải làm những gì?", "Em hỏi Sở Y tế Hà Tĩnh: phải làm những gì?"),
]


@pytest.mark.parametrize(("message", "question"), FRAMES)
def test_a_message_without_what_only_says_who_asks(message, question):
    assert frames.unframed(understand(message)).normalized == question
    assert written.entities(question) == frames.unframed(understand(message)).entities


# (question, status, what must be said, what must not)
ANSWERS = [
    # who asks, and for what
    (
        "Mẹ em hỏi con: văn hóa số có đặc trưng gì theo Hải Dương?",
        "answered",
        ["dịch vụ công trực tuyến"],
        [],
    ),
    (
        "Tôi là thư ký cần rõ: kế hoạch Hải Dương do Chủ tịch tự ký hay cấp phó ký, tên gì?",
        "answered",
        ["Nguyễn Minh Hùng"],
        ["không ghi ai đang giữ"],
    ),
    ("Giám đốc Sở Y tế Hà Tĩnh là ai, tên gì?", "not_found", [], []),
    # a year that the time asked for comes after
    (
        "Sau năm 2025 Điện Biên muốn kinh tế số chiếm bao nhiêu?",
        "not_found",
        ["không đặt mục tiêu này cho năm 2030"],
        [],
    ),
    ("Sau 2025 năng suất lao động ở xứ Thanh tăng bao nhiêu?", "answered", ["8,1%"], ["là 9,6%"]),
    (
        "Mỗi năm lao động Điện Biên phải làm ra hơn năm trước ít nhất mấy phần trăm?",
        "answered",
        ["7%"],
        [],
    ),
    # the end of a question that turns to something else
    (
        "Thanh Hóa 2025 có mấy xã, phường hoàn thành chuyển đổi số, còn cấp huyện?",
        "answered",
        ["300 xã", "06 huyện"],
        [],
    ),
    (
        "Hồ sơ công việc cấp tỉnh Hà Tĩnh 2025 bao nhiêu, cấp xã thì sao?",
        "answered",
        ["90%", "60%"],
        ["80%."],
    ),
    # a role is what a body does
    ("Ban Tuyên giáo Tỉnh ủy Thanh Hóa giữ vai trò gì?", "answered", ["học tập, quán triệt"], []),
    # what a sentence counts, and the parts of a section
    ("Vĩnh Phúc giao mấy nhiệm vụ chung cho toàn tỉnh?", "answered", ["nêu 4 nhiệm vụ chung"], ["100%"]),
    ("Mỗi huyện ở Điện Biên chọn bao nhiêu xã dạy kỹ năng số?", "answered", ["một xã"], []),
    ("Kế hoạch Vĩnh Phúc nêu mấy yêu cầu?", "answered", ["3 yêu cầu"], []),
    (
        "Điện Biên đặt mấy chỉ tiêu về xã hội số?",
        "answered",
        ["4 chỉ tiêu", "cáp quang"],
        ["báo cáo định kỳ"],
    ),
    ("Tòa nhà công nghệ thông tin Thanh Hóa có mấy tầng?", "answered", ["12 tầng"], ["4G"]),
    # "cơ bản nào" asks for no "bản", and its features are those of the term
    ("Hải Dương nêu những đặc trưng cơ bản nào của xã hội số?", "answered", ["Công dân số, kết nối số"], []),
    # what the body does in six communes, not which communes
    (
        "Ngân hàng Quân đội làm gì ở 6 xã thí điểm của Vĩnh Phúc?",
        "answered",
        ["nạp, rút tiền"],
        ["Sở Văn hóa"],
    ),
    # the thing is asked about, not what the communes do
    (
        "Mỗi xã thí điểm ở Vĩnh Phúc có được phát wifi không, phát ở đâu?",
        "answered",
        ["bưu điện văn hóa"],
        [],
    ),
    # the one duty of a body, asked for in part
    (
        "Viettel Vĩnh Phúc (VTT) được phân giúp những xã, thị trấn nào?",
        "answered",
        ["Lãng Công", "Thổ Tang"],
        [],
    ),
    ("Viettel Vĩnh Phúc xây cầu ở những xã nào?", "not_found", [], []),
    # causes, whole
    ("Nguyên do nào khiến Thanh Hóa còn yếu về chuyển đổi số?", "answered", ["chủ yếu là do", "thể chế"], []),
    # a duty whose words a clause repeats and tells more about
    (
        "Hải Dương: sách giáo khoa mở cho sinh viên đọc trực tuyến thì ai đứng ra làm?",
        "answered",
        ["Sở Giáo dục và Đào tạo"],
        [],
    ),
    # what is fought stands in the duty, and the end of the place it is fought at need not
    (
        "Hàng giả trên sàn thương mại điện tử Hải Dương thì sở nào chống?",
        "answered",
        ["Cục Quản lý thị trường"],
        ["doanh nhân"],
    ),
    # a duty of something else, beside a clause that says all that is asked
    ("Bộ tiêu chí văn hóa số của Hải Dương ai xây dựng?", "not_found", ["văn hóa số"], ["Sở Nông nghiệp"]),
    # bodies that only the plan knows
    ("Ở Điện Biên người đứng đầu phải làm gì?", "answered", ["trực tiếp về chuyển đổi số"], []),
    ("Điện Biên giao gì cho người giỏi?", "not_found", [], []),
    # for whom, not who gives it
    ("Khóa học MOOCS của Hà Tĩnh mở ra cho ai học?", "answered", ["tất cả người dân"], []),
    # a sector that is also a body's name
    ("Thanh Hóa nói gì về ngành điện lực?", "answered", ["mạng lưới cung ứng điện"], []),
    # a half without a subject of its own
    (
        "Xã Hướng Đạo thuộc huyện nào, được doanh nghiệp nào giúp?",
        "answered",
        ["Tam Dương", "Viễn thông Vĩnh Phúc"],
        ["FPT"],
    ),
    # the rows of a table are its targets
    ("Bảng kinh tế số của Hải Dương có mấy dòng chỉ tiêu?", "answered", ["6 chỉ tiêu"], []),
    ("Vĩnh Phúc gửi kế hoạch cho những báo nào?", "answered", ["10 nơi nhận"], []),
    # money of the kind that is asked about
    ("Bằng chi thường xuyên thì Hải Dương nên thuê hay mua hệ thống phần mềm?", "answered", ["thuê"], []),
    # whose figure it is
    ("Con số 2,29% nhân lực số Hải Dương là của tỉnh hay cả nước?", "answered", ["toàn quốc"], []),
]


@pytest.mark.parametrize(
    ("question", "status", "said", "unsaid"), ANSWERS, ids=[row[0][:44] for row in ANSWERS]
)
def test_answers(talk, question, status, said, unsaid):
    expect(talk.say(question), status, said, unsaid)
