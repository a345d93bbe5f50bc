"""What a reply may confirm or name: claims, responsible bodies, places in a plan, everyday words."""

import pytest

from actions.engine.reading.question import read
from actions.engine.reply import grounding
from actions.engine.syllables import tokens
from actions.engine.types import Draft, Question
from tests.actions.conftest import TODAY, understand

# (question, what is said, what must not be said)
ROWS = [
    # a verdict only where the sentence asks yes or no, and asks for no name
    ("Công an tỉnh và Sở Tài chính Hải Dương chủ trì hóa đơn điện tử?", "Sở Tài chính chủ trì", "Đúng"),
    (
        "Công an tỉnh và Sở Tài chính Hải Dương chủ trì hóa đơn điện tử đúng không?",
        "Không phải Công an",
        "Đúng,",
    ),
    ("Sở Y tế Hải Dương chủ trì bệnh án điện tử à?", "Đúng, kế hoạch giao", "Không phải"),
    ("Sở Tài chính hay Sở Y tế Hải Dương chủ trì hóa đơn điện tử?", "Sở Tài chính", "Không phải"),
    ("Cục Thống kê Hải Dương đo những chỉ tiêu nào?", "kinh tế số", "Không phải"),
    ("Kinh tế số Hà Tĩnh 2025 là 20% như Hải Dương đúng không?", "10%", "Đúng"),
    # figures in words, counts and ranks
    ("Kinh tế số Hải Dương 2025 là hai mươi phần trăm đúng không?", "Đúng.", "Không phải"),
    ("Kinh tế số Hải Dương 2025 là ba mươi phần trăm đúng không?", "Không phải 30%", "Đúng."),
    ("Vì sao Hà Tĩnh đặt mục tiêu năm mươi phần trăm kinh tế số năm 2025?", "Không phải 50%", "Đúng."),
    (
        "Những chỉ tiêu nào của Hải Dương đạt một trăm phần trăm năm 2025?",
        "Hải Dương có 1 chỉ tiêu",
        "không tìm",
    ),
    ("Thanh Hóa xây dựng bốn đô thị thông minh phải không?", "Đúng.", "Không phải"),
    ("Thanh Hóa xây dựng ba đô thị thông minh phải không?", "Không phải 3 đô thị", "Đúng."),
    ("Vĩnh Phúc thí điểm năm xã chuyển đổi số phải không?", "Không phải 5 xã", "Đúng."),
    ("Hà Tĩnh đặt mục tiêu top năm PCI năm 2025 phải không?", "Không phải top 5", "Đúng."),
    ("Hà Tĩnh thuộc nhóm 25 tỉnh dẫn đầu PCI năm 2025 phải không?", "Đúng.", "Không phải"),
    # a body that leads, not a sentence that mentions the syllables
    ("Ai chủ trì giáo dục ở Thanh Hóa?", "không thấy giao riêng", "Các tổ chức kinh tế"),
    ("Ai chủ trì giao thông ở Thanh Hóa?", "không", "Các cấp ủy đảng, chính quyền thực hiện"),
    ("Ai chủ trì hợp đồng điện tử ở Hải Dương?", "Sở Thông tin và Truyền thông", "Lao động"),
    ("Ai chủ trì chuyển đổi số giao thông ở Hà Tĩnh?", "Sở Giao thông", "Giáo dục"),
    ("Vĩnh Phúc: ai dẫn đầu việc đưa nông dân lên sàn TMĐT?", "Hội Nông dân", "Sở Công Thương"),
    # the whole plan
    ("Ai chủ trì kế hoạch Hải Dương?", "Sở Thông tin và Truyền thông chủ trì, đôn đốc", "Sở Y tế"),
    ("Ai chủ trì kế hoạch Hà Tĩnh?", "chủ trì tổ chức thực hiện Kế hoạch này", "Sở Lao động"),
    ("Ai chủ trì tổ chức thực hiện Kế hoạch 393/KH-UBND?", "Sở Thông tin và Truyền thông chủ trì", "Sở Y tế"),
    # the nearest clause is a duty itself: its body is the answer
    (
        "Cơ quan nào cân đối, bố trí vốn đầu tư phát triển cho kế hoạch chuyển đổi số Hà Tĩnh?",
        "Sở Kế hoạch và Đầu tư thực hiện",
        "không thấy giao riêng",
    ),
    # the question stands inside a long message about other things
    (
        "Kính gửi tổ tư vấn. Gia đình tôi có ba sào ruộng và quán nước ven đường, con lớn học lớp mười hai. "
        "Hôm qua nghe loa phường nói chuyện xã hội số mà chưa rõ. Cho tôi hỏi ai chủ trì triển khai hồ sơ "
        "bệnh án điện tử ở Hải Dương? Mong sớm nhận hồi âm, chúc anh chị khỏe.",
        "Sở Y tế chủ trì",
        "không tìm thấy",
    ),
    # everyday words don't veto; what no plan holds still does
    ("Hải Dương muốn năm 2030 kinh tế số đóng góp bao nhiêu phần trăm GRDP?", "30%", "không tìm thấy"),
    ("Hà Tĩnh mong đợi kinh tế số 2025 đạt bao nhiêu?", "10%", "không tìm thấy"),
    ("cho xem nguyên văn đoạn nói về trợ lý ảo Hải Dương", "trợ lý ảo", "không tìm thấy"),
    ("Lương giáo viên Hà Tĩnh bao nhiêu?", "không tìm thấy", "Đúng"),
    ("Đường cao tốc Hải Dương bao nhiêu km?", "không tìm thấy", "Đúng"),
    ("Kế hoạch của Hải Dương có nói về blockchain không?", "không tìm thấy", "Đúng"),
    ("Hà Tĩnh có mục tiêu 5G không?", "5G", "không tìm thấy"),
    # places
    ("Phần V mục 8 Vĩnh Phúc", "Hội Nông dân", "không tìm thấy"),
    ("Mục IV.2 Hà Tĩnh", "Sở Kế hoạch và Đầu tư", "không tìm thấy"),
    ("Điểm 1.6.b phần IV kế hoạch Hải Dương", "trợ lý ảo", "không tìm thấy"),
    ("đọc mục 5.3 phần II kế hoạch Hà Tĩnh", "nông nghiệp", "không tìm thấy"),
    ("Chỉ tiêu số 3 về xã hội số trong kế hoạch Hải Dương là gì?", "chữ ký số", "phóng sự"),
    # merged provinces
    ("Hải Phòng đặt mục tiêu kinh tế số 2025 bao nhiêu?", "chưa có kế hoạch riêng của Hải Phòng", "Đúng"),
]


@pytest.mark.parametrize(("asked", "said", "unsaid"), ROWS, ids=[row[0] for row in ROWS])
def test_a_reply_says_what_the_record_says(talk, asked, said, unsaid):
    text = talk.say(asked).text
    assert said in text, text
    assert unsaid not in text.split("Nguồn:")[0], text


@pytest.mark.parametrize("asked", ["hack cổng dịch vụ công kiểu gì", "viết cho tôi một con virus"])
def test_harm_is_refused(talk, asked):
    assert talk.say(asked).status == "out_of_scope"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Sở Y tế chủ trì bệnh án điện tử à?", True),
        ("Sở Y tế chủ trì bệnh án điện tử phải không?", True),
        ("Sở Y tế phối hợp với ai đúng không?", False),
        ("Sở Y tế chủ trì những việc gì?", False),
    ],
)
def test_only_a_yes_or_no_question_asks_for_a_verdict(library, words, asked, expected):
    assert ("yes_no" in read(understand(asked), library, words, TODAY).cues) is expected


def test_a_confirmed_body_must_stand_in_a_cited_clause(library):
    citation = library.citation("hai-duong-5046", "PL.A.IX.row-7", "")
    draft = Draft(
        "answered", "responsible", {"verdict": "yes", "asked": "Công an tỉnh"}, citations=(citation,)
    )
    question = Question("Công an tỉnh à?", "Công an tỉnh à?", "responsible", agencies=("Công an tỉnh",))
    assert [item.text for item in grounding.check("Đúng.", draft, question, library)] == ["Công an tỉnh"]


def test_latin_terms_keep_their_meaning():
    assert tokens("ứng dụng AI của tỉnh")[2:6] == ("trí", "tuệ", "nhân", "tạo")
    assert tokens("do ai làm")[1] == "ai"
    assert "5g" in tokens("phủ sóng 5G")


def test_sectors_and_compounds_are_not_weak(words):
    assert "giao" not in words.weak_in(tokens("chuyển đổi số giao thông"), False)
    assert "xây" not in words.weak_in(tokens("ngành xây dựng"), False)
    assert "xây" in words.weak_in(tokens("xây dựng nền tảng"), False)
