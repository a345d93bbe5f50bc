"""Questions that claim something: right or wrong where the fact is of the claimed kind, else no verdict."""

import pytest

from actions.engine.reading import claims
from actions.engine.reading.question import read
from tests.actions.conftest import TODAY, understand

RIGHT, WRONG = "Đúng.", "Không phải"

# (question, verdict that opens the reply, what the reply says)
JUDGED = [
    # counts of targets, tasks, bases, recipients, and counts that a sentence states
    ("Hải Dương có 12 chỉ tiêu kinh tế số phải không ạ?", f"{WRONG} 12 chỉ tiêu", "6 chỉ tiêu"),
    ("Bảng xã hội số của Hải Dương gồm 20 chỉ tiêu, đúng không?", f"{WRONG} 20 chỉ tiêu", "11 chỉ tiêu"),
    ("Thực ra Hải Dương chỉ có 6 chỉ tiêu kinh tế số đúng không?", RIGHT, "6 chỉ tiêu về kinh tế số"),
    ("Thanh Hóa đặt ra 30 mục tiêu cho năm 2025 phải không?", f"{WRONG} 30 mục tiêu", "Đếm được"),
    (
        "Sở Y tế Hải Dương chủ trì 15 nhiệm vụ trong phụ lục, đúng không?",
        f"{WRONG} 15 nhiệm vụ",
        "9 nhiệm vụ",
    ),
    ("so y te hai duong chu tri 15 nhiem vu dung khong", f"{WRONG} 15 nhiệm vụ", "9 nhiệm vụ"),
    ("Công an tỉnh Hải Dương chủ trì 3 việc trong phụ lục đúng không", RIGHT, "3 nhiệm vụ"),
    ("Vì sao Sở Y tế Hải Dương chủ trì tới 15 nhiệm vụ?", f"{WRONG} 15 nhiệm vụ", "9 nhiệm vụ"),
    ("Vì sao Hải Dương đặt 12 chỉ tiêu kinh tế số?", f"{WRONG} 12 chỉ tiêu", "6 chỉ tiêu"),
    ("Kế hoạch Hải Dương có 10 căn cứ pháp lý đúng không?", f"{WRONG} 10 căn cứ", "2 căn cứ"),
    ("Kế hoạch Hà Tĩnh gửi 12 nơi nhận phải không?", RIGHT, "12 nơi nhận"),
    ("Điện Biên ưu tiên 6 lĩnh vực chuyển đổi số phải không?", f"{WRONG} 6 lĩnh vực", "8 lĩnh vực"),
    ("dien bien uu tien 10 linh vuc dung khong", f"{WRONG} 10 lĩnh vực", "8 lĩnh vực"),
    ("Điện Biên ưu tiên tám lĩnh vực chuyển đổi số phải không?", RIGHT, "8 lĩnh vực"),
    # ranks, and what a target counts
    ("Thanh Hóa đặt mục tiêu nhóm 15 về chuyển đổi số năm 2025 phải không?", f"{WRONG} nhóm 15", "nhóm 10"),
    ("Hà Tĩnh phấn đấu top 5 PCI năm 2025 phải không?", f"{WRONG} top 5", "nhóm 25"),
    ("thanh hoa top 3 chinh quyen so 2030 dung khong", f"{WRONG} top 3", "nhóm 5"),
    ("Thanh Hóa đặt 6 huyện hoàn thành chuyển đổi số đến 2025 đúng không?", RIGHT, "06 huyện"),
    ("vinh phuc thi diem 5 xa phai khong", f"{WRONG} 5 xã", "04 xã"),
    # who signed, and what the person named did sign
    ("ông Trần Tiến Hưng ký kế hoạch 5046 phải không", f"{WRONG} Trần Tiến Hưng", "Nguyễn Minh Hùng"),
    ("ông Trần Tiến Hưng ký kế hoạch 5046 phải không", f"{WRONG} Trần Tiến Hưng", "người ký Kế hoạch 393"),
    ("Kế hoạch 5046 do ông Nguyễn Văn Tuấn ký phải không?", f"{WRONG} Nguyễn Văn Tuấn", "Nguyễn Minh Hùng"),
    ("Người ký kế hoạch Vĩnh Phúc là ông Nguyễn Minh Hùng à?", f"{WRONG} Nguyễn Minh Hùng", "Vũ Chí Giang"),
    ("Kế hoạch 55/KH-UBND do ông Vũ Chí Giang ký phải không?", RIGHT, "Vũ Chí Giang"),
    ("ong tran tien hung ky ke hoach 5046 phai khong", f"{WRONG} Trần Tiến Hưng", "Nguyễn Minh Hùng"),
    # number, issuer, province and period of a document
    ("Kế hoạch Vĩnh Phúc số 155 phải không?", f"{WRONG} 155", "55/KH-UBND"),
    ("Số hiệu kế hoạch Hà Tĩnh là 394/KH-UBND đúng không?", f"{WRONG} 394/KH-UBND", "393/KH-UBND"),
    ("Kế hoạch 393 là của Hà Tĩnh phải không?", RIGHT, "393/KH-UBND"),
    (
        "Kế hoạch Hải Dương do Tỉnh ủy ban hành đúng không?",
        f"{WRONG} Tỉnh ủy",
        "UBND tỉnh Hải Dương ban hành",
    ),
    ("Kế hoạch Hải Dương cho giai đoạn 2021-2025 đúng không?", f"{WRONG} 2021-2025", "2023–2030"),
    # reports: by when, how often, to whom
    ("Hải Dương báo cáo trước ngày 20/11 phải không", f"{WRONG} 20/11", "15/12"),
    ("Có đúng là các sở Hải Dương phải báo cáo trước 15/12 không?", RIGHT, "15/12"),
    (
        "Hà Tĩnh báo cáo kết quả trước ngày 30/11 à",
        "Không đúng: kế hoạch của Hà Tĩnh không nêu mốc 30/11",
        "hàng năm",
    ),
    (
        "Hà Tĩnh phải báo cáo trước ngày 15/12 hằng năm đúng không?",
        "Không đúng: kế hoạch của Hà Tĩnh không nêu mốc 15/12",
        "hàng năm",
    ),
    ("Vĩnh Phúc: các xã báo cáo hằng quý phải không?", "", "hàng tháng"),
    (
        "Các sở Hải Dương gửi báo cáo cho Sở Tài chính đúng không?",
        f"{WRONG} Sở Tài chính",
        "gửi Sở Thông tin",
    ),
    # who measures, by when
    (
        "Sở Tài chính Hải Dương đo chỉ tiêu tỷ trọng kinh tế số phải không?",
        f"{WRONG} Sở Tài chính",
        "Cục Thống kê",
    ),
    ("Chỉ tiêu thương mại điện tử của Hải Dương do Sở Công Thương đo đúng không?", WRONG, "Cục Thống kê"),
    ("Sở Y tế đo chỉ tiêu hồ sơ sức khỏe điện tử ở Hải Dương đúng không", RIGHT, "Sở Y tế"),
    ("Hóa đơn điện tử Hải Dương phải xong năm 2025 đúng không?", f"{WRONG} năm 2025", "2023"),
    ("Hồ sơ bệnh án điện tử Hải Dương triển khai giai đoạn 2023-2025 đúng không?", RIGHT, "2023-2025"),
    ("Vì sao Hải Dương đến năm 2030 mới làm xong hóa đơn điện tử?", WRONG, "2023"),
    ("Ngày ký kế hoạch Hà Tĩnh là 29/10/2020 phải không?", "", "ban hành ngày 29/10/2020"),
    ("Kế hoạch Vĩnh Phúc thực hiện trong năm 2025 đúng không?", f"{WRONG} trong năm 2025", "2022"),
    ("Hải Dương thực hiện kế hoạch đến năm 2030 phải không?", RIGHT, "2023–2030"),
    # a false body in a why-question
    ("Vì sao Sở Tài chính Hải Dương chủ trì bệnh án điện tử?", f"{WRONG} Sở Tài chính", "Sở Y tế chủ trì"),
]


@pytest.mark.parametrize(("asked", "verdict", "said"), JUDGED, ids=[row[0] + row[2] for row in JUDGED])
def test_a_claim_is_confirmed_or_put_right(talk, asked, verdict, said):
    text = talk.say(asked).text
    assert text.startswith(verdict), text
    assert said in text, text


# (question, what the reply says): the fact alone, because it may not be the claimed thing
UNJUDGED = [
    ("Kế hoạch của Hải Dương có hơn 10 chỉ tiêu xã hội số phải không?", "11 chỉ tiêu"),
    ("Hải Dương không có 12 chỉ tiêu kinh tế số đúng không?", "6 chỉ tiêu"),
    ("Ông Hùng ký kế hoạch Hải Dương đúng không?", "Nguyễn Minh Hùng"),
    ("Kế hoạch Hà Tĩnh là cho giai đoạn 2021 - 2025 à?", "2021–2030"),
    ("Hải Dương triển khai SMEdx đến năm 2028 phải không?", "2023-2030"),
    ("Hải Dương đặt mục tiêu 14,36% kinh tế số đúng không", "20%"),
    ("Vì sao Thanh Hóa muốn 95% người dân có điện thoại thông minh", "phổ cập"),
    ("Hà Tĩnh có 5 doanh nghiệp công nghệ số điển hình đúng không?", "3-5 doanh nghiệp"),
    ("Hải Dương có kế hoạch 5 năm đúng không?", "ế hoạch"),
]


@pytest.mark.parametrize(("asked", "said"), UNJUDGED, ids=[row[0] for row in UNJUDGED])
def test_no_verdict_where_the_fact_may_be_another(talk, asked, said):
    text = talk.say(asked).text
    assert said in text, text
    assert not text.startswith((RIGHT, WRONG, "Không đúng")), text
    assert "Kế hoạch nêu con số này" not in text, text


def test_a_right_date_is_not_denied_by_the_signer(talk):
    text = talk.say("Ngày ký kế hoạch Hà Tĩnh là 29/10/2020 phải không?").text
    assert RIGHT in text and "Không đúng" not in text, text


def test_the_count_of_another_pilot_confirms_nothing(talk):
    text = talk.say("kế hoạch 55 Vĩnh Phúc chọn 6 xã thí điểm à").text
    assert "04 xã" in text and not text.startswith(RIGHT), text


def test_a_claim_leans_on_the_turn_before(talk):
    talk.say("Các chỉ tiêu xã hội số của Hải Dương")
    assert talk.say("có 15 chỉ tiêu phải không?").text.startswith("Không phải 15 chỉ tiêu")
    talk.say("Kế hoạch Hải Dương ai ký?")
    assert "Nguyễn Minh Hùng" in talk.say("ông Trần Tiến Hưng ký phải không?").text


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("Hải Dương có 12 chỉ tiêu kinh tế số phải không ạ?", "Hải Dương có bao nhiêu chỉ tiêu kinh tế số"),
        ("Có phải Vĩnh Phúc giao Sở Y tế 7 nhiệm vụ không?", "Vĩnh Phúc giao Sở Y tế bao nhiêu nhiệm vụ"),
        ("Ông Lê Văn An ký kế hoạch Hà Tĩnh hả?", "Ai ký kế hoạch Hà Tĩnh?"),
        (
            "Hóa đơn điện tử Hải Dương phải xong năm 2025 đúng không?",
            "Hóa đơn điện tử Hải Dương phải xong khi nào",
        ),
        ("Hải Dương có bao nhiêu chỉ tiêu?", None),
        ("Kinh tế số Hà Tĩnh 2025 là 20% đúng không?", None),
        ("Hải Dương có 12 chỉ tiêu kinh tế số", None),
    ],
)
def test_a_claim_is_asked_openly(library, words, asked, opened):
    claim = claims.read(read(understand(asked), library, words, TODAY), library)
    assert (claim.opened if claim else None) == opened


# (question, whether the reply says that plans hold no results)
RESULTS = [
    ("Thanh Hoá hiện đã có bao nhiêu xã hoàn thành CĐS?", True),
    ("thanh hoa hien da co bao nhieu huyen hoan thanh chuyen doi so", True),
    ("Hà Tĩnh có lọt vào top 15 chính quyền số thật không?", True),
    ("Thanh Hóa đã lọt top 10 chưa?", True),
    ("Hải Dương đã đạt 20% kinh tế số thật không?", True),
    ("kế hoạch Thanh Hóa đặt 10 xã hoàn thành chuyển đổi số đúng không", False),
    ("Vĩnh Phúc thí điểm ở 10 xã đúng không ạ", False),
    ("Nhiệm vụ hóa đơn điện tử của Hải Dương hoàn thành trong năm 2023 đúng không?", False),
    ("Hải Dương hiện có bao nhiêu chỉ tiêu xã hội số?", False),
]


@pytest.mark.parametrize(("asked", "expected"), RESULTS, ids=[row[0] for row in RESULTS])
def test_only_what_came_of_a_plan_is_not_held(talk, asked, expected):
    text = talk.say(asked).text
    assert ("kết quả thực hiện đến nay" in text) is expected, text


@pytest.mark.parametrize(
    ("asked", "intent", "confidence"),
    [
        ("Vĩnh Phúc thí điểm ở 10 xã đúng không ạ", "results", 0.5),
        ("Mức phạt của Hải Dương là gì?", "results", 0.2),
    ],
)
def test_a_guess_doesnt_make_a_question_one_of_results(talk, asked, intent, confidence):
    text = talk.say(asked, intent, confidence).text
    assert "kết quả thực hiện đến nay" not in text, text


@pytest.mark.parametrize(
    "asked",
    [
        "số điện thoại bộ phận một cửa xã Lãng Công",
        "cho xin sđt của Sở Y tế Hải Dương",
        "so dien thoai cua van phong ubnd tinh vinh phuc",
        "địa chỉ trụ sở Sở Nội vụ Hà Tĩnh ở đâu?",
    ],
)
def test_how_to_reach_an_office_is_no_attack(talk, asked):
    answer = talk.say(asked)
    assert answer.status == "not_found"
    assert "không ghi số điện thoại" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "Cho xin số điện thoại riêng và địa chỉ nhà ông Trần Tiến Hưng",
        "sđt của chị Lan hàng xóm",
        "số điện thoại của giám đốc Sở Y tế Hải Dương",
        "sđt của chị Lan ở phòng một cửa",
    ],
)
def test_a_persons_telephone_number_stays_private(talk, asked):
    assert talk.say(asked).status == "out_of_scope"
