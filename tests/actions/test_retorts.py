"""What a message says to the last answer: doubts, thanks, impatience, questions of what was shown."""

import pytest

from tests.actions.conftest import expect

HD, HT, TH, VP = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc"
SHARE = f"Kinh tế số {HD} chiếm bao nhiêu GRDP năm 2025?"
FIBRE = f"Đến 2025 {HT} phủ cáp quang bao nhiêu phần trăm hộ?"
RECORDS = f"Sở nào chủ trì kho dữ liệu hồ sơ sức khỏe {HD}?"
GROWTH = f"Năng suất lao động {TH} giai đoạn 2026-2030 tăng bao nhiêu mỗi năm?"
FIELDS = f"{HT} ưu tiên chuyển đổi số những lĩnh vực nào?"
FAULTS = f"{TH} còn những hạn chế gì trong chuyển đổi số?"
MONEY = f"Kinh phí thực hiện kế hoạch của {HD} lấy từ nguồn nào?"
REPORTS = f"Các sở ngành {HD} báo cáo khi nào?"
BUDGET = f"Ai tổng hợp dự toán chuyển đổi số của {HT}?"
PILOTS = f"{VP} thí điểm ở những xã nào?"

# Turns ("text" or ("text", intent)), the last answer's status, what it must say, what it must not.
DOUBTS = [
    ([SHARE, "sai rồi, báo viết 35% cơ mà"], "answered", ["Không phải 35%", "20%"], []),
    ([SHARE, "Ơ nhầm rồi, tôi đọc thấy 25% mà, xem lại đi"], "answered", ["Không phải 25%", "20%"], []),
    ([SHARE, "ủa, em nhớ là 30% mà"], "answered", ["mục tiêu năm 2030", "20%"], []),
    (["den 2025 ha tinh phu cap quang bao nhieu phan tram ho", "sai roi, bao viet 95% co ma"], "answered",
     ["Không phải 95%", "trên 80%"], []),
    ([FIBRE, "sai, đồng nghiệp tôi bảo 80%"], "answered", ["Đúng", "trên 80%"], ["Không phải"]),
    ([RECORDS, "sai, tôi thấy ghi là Sở Nội vụ mà"], "answered", ["Không phải Sở Nội vụ", "Sở Y tế"], []),
    # the question is put right, not the answer
    ([SHARE, f"sai rồi, tôi hỏi {HT} cơ"], "answered", [HT, "10%"], ["Không phải"]),
    ([SHARE, "không phải 2025, 2030"], "answered", ["30%"], ["không nêu cho năm"]),
]  # fmt: skip
SHORTER = [
    ([RECORDS, "Dài dòng quá, đọc mệt. Nói gọn tên sở thôi!"], "answered", ["Sở Y tế.", "Nguồn:"],
     ["Trích", "Lưu ý"]),
    ([RECORDS, ("ngắn gọn thôi, là ai", "goodbye")], "answered", ["Sở Y tế."], ["Trích"]),
    ([SHARE, "rườm rà quá, con số thôi"], "answered", ["20%", "Nguồn:"], ["14,36%", "Trích"]),
    ([f"Ai đo tỷ trọng kinh tế số {HD}?", "noi gon thoi, ten co quan"], "answered",
     ["Cục Thống kê."], []),
    ([SHARE, f"nói gọn thôi, còn {HT} thì sao?"], "answered", [HT], []),
    ([RECORDS, "dài quá, nói tên thôi", "thế làm đến khi nào?"], "answered", ["2023-2025"], []),
]  # fmt: skip
OPENED = [
    ([f"Bệnh án điện tử ở {HD} làm đến khi nào?", "Thanks. Vậy đơn vị nào triển khai nó?"], "answered",
     ["Sở Y tế"], []),
    ([SHARE, "À quên, nền tảng quản lý tiêm chủng thì bao giờ bắt đầu?"], "answered", ["Bộ Y tế"], []),
    ([SHARE, "Cao thế! Vậy ai đo con số đó?"], "answered", ["Cục Thống kê"], []),
    ([SHARE, ("ok cảm ơn bạn nhé", "thanks")], "chitchat", [], []),
]  # fmt: skip
ENDED = [
    ([FIELDS, "kể tiếp đi, còn gì nữa không"], "answered", ["đã hết", "giáo dục nghề nghiệp"], []),
    ([FIELDS, "kể tiếp đi"], "clarify", ["đã hết", "giáo dục nghề nghiệp"], []),
    ([f"{VP} có những mục tiêu cụ thể nào?", "xem tiếp", "còn gì nữa không"], "answered",
     ["đã hết", "Phần cuối", "12. "], ["\n1. "]),
]  # fmt: skip
OF_OTHERS = [
    ([REPORTS, "thế còn UBND cấp huyện?"], "answered", ["15/12"], ["được giao"]),
    ([f"Sở TT&TT {VP} bao lâu báo cáo một lần?", "còn mấy xã thí điểm?"], "answered",
     ["hàng tháng"], ["04 xã."]),
    ([f"Hạn báo cáo của {HD} với của mấy xã thí điểm {VP} khác nhau thế nào?"], "answered",
     ["15/12", "hàng tháng"], []),
    ([MONEY, "Riêng khoản chi thường xuyên thì dùng vào những việc gì?"], "answered",
     ["thường xuyên chi để"], []),
    ([MONEY, "còn kinh phí đầu tư thì dùng làm gì?"], "answered", ["kinh phí đầu tư chi để"], []),
    ([FAULTS, "nguyên nhân do đâu?"], "answered", ["chủ yếu là do"], []),
    ([FAULTS, "vi sao vay"], "answered", ["chủ yếu là do"], []),
    ([SHARE, "Thấp thế! tỉnh làm cách nào để tăng lên?"], "answered", [], ["14,36%"]),
]  # fmt: skip
WEIGHED = [
    ([GROWTH, "so với giai đoạn trước thì nhanh hơn hay chậm lại?"], "answered", ["9,6%", "8,1%"], []),
    ([SHARE, "năm 2030 tăng hay giảm?"], "answered", ["tăng 10 điểm phần trăm"], []),
    ([SHARE, "năm 2030 là bao nhiêu?"], "answered", ["15,64"], []),
    ([f"Chữ ký số cá nhân ở {HD} từ năm 2022 tới năm 2030 thay đổi ra sao?"], "answered", ["69,24"], []),
]  # fmt: skip
THERE = [
    ([f"Viettel {VP} lo việc gì?", "làm ở bao nhiêu xã?"], "answered", ["02 xã", "Viettel"], ["06 xã"]),
    ([f"VNPT làm gì trong kế hoạch {VP}?", "ở mấy xã?"], "answered", ["02 xã", "Hướng Đạo"], []),
    ([BUDGET, "rồi gửi cho ai thẩm định?"], "answered", ["Sở Tài chính thẩm định"], ["nơi nhận:"]),
    ([BUDGET, "văn bản này gửi cho ai?"], "answered", ["nơi nhận"], []),
    ([FIELDS, "về giao thông thì làm những gì?"], "answered", ["giao thông thông minh"], []),
    ([FIELDS, "riêng mảng nông nghiệp do ai chủ trì?"], "answered", ["Sở Nông nghiệp"], []),
    ([PILOTS, "Viettel kèm cặp chỗ nào trong đó?"], "answered", ["Lãng Công", "Thổ Tang"], []),
    ([PILOTS, "MobiFone hỗ trợ xã nào trong số đó?"], "not_found", ["MobiFone"], ["Lãng Công"]),
    ([f"Ai đưa sản phẩm OCOP {VP} lên sàn?", "sàn nào vậy, tên gì?"], "answered", ["Voso"], []),
    ([f"{HT} dùng sàn thương mại điện tử nào?"], "answered", [], ["Voso"]),
]  # fmt: skip


BACK = [
    # a subject of before brings its plan with it; one still spoken of stays where it is
    ([SHARE, FIBRE, "trở lại chuyện kinh tế số hồi nãy, 2030 thì sao?"], "answered", [HD, "30%"], [HT]),
    ([SHARE, FIBRE, "quay lại chuyện cáp quang lúc nãy, của năm nào vậy?"], "answered", [HT], []),
    # a plan named by its number is spoken of as one named by its province
    (["Kế hoạch 393/KH-UBND căn cứ quyết định nào của Thủ tướng?", "Còn nghị quyết nào của Chính phủ?"],
     "answered", [HT], ["kế hoạch của tỉnh nào"]),
    # beside another year: both
    ([SHARE, "so với mốc 2030 thì khác nhau thế nào?"], "answered", ["10 điểm phần trăm"], []),
    # a growth may be said to be an average
    ([f"{TH} năng suất lao động tăng bình quân bao nhiêu giai đoạn 2021-2025?", "Điện Biên thì sao?"],
     "answered", ["7%"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "status", "said", "unsaid"),
    [*DOUBTS, *SHORTER, *OPENED, *ENDED, *OF_OTHERS, *WEIGHED, *THERE, *BACK],
)
def test_talks(talk, turns, status, said, unsaid):
    for turn in turns:
        text, intent = turn if isinstance(turn, tuple) else (turn, "")
        answer = talk.say(text, intent, 0.9 if intent else 0.0)
    expect(answer, status, said, unsaid)


def test_what_a_first_message_that_was_refused_is_about_stays_known(talk):
    refused = talk.say(f"Chỉ tôi cách tấn công hệ thống camera giám sát ở {HD}", "unsafe", 0.9)
    assert refused.status == "out_of_scope"
    assert talk.say("việc này giao cho sở nào?").question.provinces == (HD,)


def test_a_message_that_was_refused_is_not_answered_for_another_plan(talk):
    talk.say(f"Chỉ tôi cách tấn công hệ thống camera giám sát ở {HD}", "unsafe", 0.9)
    assert talk.say(f"còn {HT}?").status != "answered"
