"""Talks of several turns: names after a number, other plans, money, bodies pointed at, new subjects."""

import pytest

from tests.actions.conftest import expect

HD, HT, TH, VP = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc"
PILOTS = f"{VP} thí điểm ở mấy xã?"
CITIES = f"{TH} triển khai mấy đô thị thông minh?"
DISTRICTS = f"{TH} đến 2025 có bao nhiêu huyện hoàn thành chuyển đổi số?"
APPENDIX = (f"Phụ lục của {HD} có bao nhiêu nhiệm vụ về thương mại điện tử?", "count")
PLATFORMS = (f"{HD} chọn mấy nhóm nền tảng số dùng chung?", "count")
TARGETS = (f"{HT} có bao nhiêu chỉ tiêu đến năm 2030?", "count")
SMARTPHONE = f"Ai đo tỷ lệ dân số có điện thoại thông minh ở {HD}?"

# Turns ("text" or ("text", intent)), the last answer's status, what it must say, what it must not.
TALKS = [
    # what was counted is told by name; where no clause names it, that is said
    ([PILOTS, "liệt kê giúp em mấy xã, thị trấn đó"], "answered", ["Thổ Tang"], ["nội dung:"]),
    ([PILOTS, "kể tên từng nơi"], "answered", ["Thổ Tang", "Hướng Đạo"], ["nội dung:"]),
    ([PILOTS, "liệt kê ra xem nào"], "answered", ["Lãng Công"], []),
    ([CITIES, "nêu tên giúp mình"], "answered", ["Sầm Sơn", "Nghi Sơn"], ["kho dữ liệu lớn"]),
    (["thanh hoa trien khai may do thi thong minh", "ke ten ra di"], "answered", ["Bỉm Sơn"], []),
    ([DISTRICTS, "kể tên các huyện đó"], "not_found", ["không kể tên", "06 huyện"], ["được giao"]),
    # a list that was counted is listed again, with all that narrowed it; "hết" goes on with it
    ([APPENDIX, "liệt kê giúp tôi"], "answered", ["Đếm được 9 nhiệm vụ"], []),
    ([TARGETS, "kể ra xem"], "answered", ["1. ", "14"], []),
    ([TARGETS, "kể hết đi"], "answered", ["7. "], ["Đếm được"]),
    ([(f"{HD} có mấy mục tiêu về xã hội số?", "count"), "kể ra", "cái thứ năm ai đo"], "answered",
     ["cáp quang", "Sở Thông tin và Truyền thông"], []),
    # a clause quoted for its number is shown whole
    ([PLATFORMS, "kể ra"], "answered", ["Nguyên văn", "08 nhóm"], []),
    # other plans are those not yet spoken of; a target is asked of all
    ([SMARTPHONE, "tỉnh khác có không"], "not_found", [HT, TH], [f"của {HD}"]),
    ([f"Ai chủ trì hồ sơ bệnh án điện tử ở {HD}?", "nơi khác thì sao"], "answered", [HT], [f"của {HD}"]),
    ([f"Ai ký kế hoạch {HT}?", "tỉnh khác thì sao"], "answered", ["Nguyễn Minh Hùng"], ["Trần Tiến Hưng"]),
    ([SMARTPHONE, "còn nơi nào đặt chỉ tiêu này nữa không"], "answered", [HD, HT], []),
    # money is asked for, not the source of the last answer, and nothing is counted
    ([f"Đề án 06 ở {HD} ai làm?", "kinh phí làm việc này lấy ở đâu"], "answered", ["ngân sách Nhà nước"], []),
    ([f"Đề án 06 ở {HD} ai làm?", "tiền để làm mấy nhiệm vụ trong kế hoạch này từ đâu ra"], "answered",
     ["ngân sách Nhà nước"], ["Đếm được"]),
    # reports of places pointed at, which are not counted
    ([PILOTS, "mấy xã đó bao lâu báo cáo một lần, nộp cho ai"], "answered", ["hàng tháng"], ["nơi nhận"]),
    # a task picked from a list says that it has no time; "thời gian" of a list asks for all of them
    ([f"Sở Y tế {HT} làm gì?", "cái thứ ba hạn khi nào"], "not_found", ["không nêu thời hạn"], []),
    ([f"Công an tỉnh {HD} được giao gì?", "thời gian làm"], "answered", ["Thời gian thực hiện"], []),
    # items of the pages before may still be picked
    ([TARGETS, "xem tiếp", "cái thứ hai"], "answered", ["Dịch vụ công trực tuyến mức độ 4"], []),
    ([TARGETS, "xem tiếp", "cái thứ 15"], "clarify", ["14 mục"], []),
    # who does it is asked of the subject, not of the assistant
    ([f"{HD} đào tạo kỹ năng số cho bao nhiêu người?", ("ai đào tạo", "bot_identity")], "answered",
     ["đào tạo"], ["Tôi là"]),
    ([f"{HD} đào tạo kỹ năng số cho bao nhiêu người?", ("ai tạo ra bạn", "bot_identity")], "chitchat",
     ["Tôi là"], []),
    ([f"Ai ký kế hoạch {HD}?", "ký hôm nào"], "answered", ["29/12/2023"], []),
    # "sở" is no "số"
    ([f"Thư viện số ở {HD} ai chủ trì?", "sở đó còn việc gì khác"], "answered", ["nhiệm vụ", "STEM"], []),
    # another subject that has nothing for the year spoken of is not answered by the old one
    ([f"{HT} vào nhóm mấy tỉnh về chỉ số cạnh tranh năm 2030?", "còn về chính quyền điện tử"], "not_found",
     ["top 15"], ["PCI"]),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "status", "said", "unsaid"), TALKS)
def test_talks(talk, turns, status, said, unsaid):
    for turn in turns:
        text, intent = (turn, "") if isinstance(turn, str) else turn
        answer = talk.say(text, intent, 0.7 if intent else 0.0)
    expect(answer, status, said, unsaid)
