"""Talks that step to something not named: the other of two, what was counted, one of those sent a plan."""

import pytest

from tests.actions.conftest import expect

HD, HT, TH, VP, DB = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc", "Điện Biên"
RANKS = f"{HT} 2025 xếp nhóm mấy về PCI và về công nghệ thông tin?"
TWO_PLANS = f"So sánh kinh tế số {HT} với {TH} năm 2030"
TWO_YEARS = f"Mục tiêu cáp quang năm 2025 và 2030 của {HD}?"
TWO_BODIES = f"Ở {HD} Sở Y tế và Sở Tài chính làm gì?"
SECTION = (f"Phần an toàn thông tin trong phụ lục {HD} gồm những nhiệm vụ nào?", "list")
GROUPS = (f"{DB} nêu bao nhiêu nhóm nhiệm vụ tạo nền móng?", "count")
CITIES = f"{TH} xây dựng đô thị thông minh ở mấy nơi?"
SENT = (f"Nơi nhận kế hoạch {HT} gồm ai?", "doc_meta")
SHARE = f"Kinh tế số {HD} chiếm bao nhiêu GRDP năm 2025?"
MEASURED = (f"Chỉ tiêu kinh tế số nào {HD} giao Sở Thông tin và Truyền thông đo?", "measured_by")
FARMING = f"{HT} giao ai lo chuyển đổi số nông nghiệp?"
SIGNED_VP = f"Ai ký kế hoạch 55 của {VP}?"

# Turns ("text" or ("text", intent)), the last answer's status, what it must say, what it must not.
OTHER_OF_TWO = [
    ([RANKS, "PCI 2030?", "còn cái kia?"], "answered", ["công nghệ thông tin", "10 tỉnh"], []),
    ([TWO_PLANS, f"{TH} ai ký", "thế tỉnh kia?"], "answered", ["Trần Tiến Hưng"], []),
    ([TWO_YEARS, "2025 là bao nhiêu", "năm còn lại?"], "answered", ["100%"], []),
    ([TWO_BODIES, "Sở Tài chính làm gì?", "sở kia thì sao?"], "answered", ["Sở Y tế được giao"], []),
    ([f"Sở nào chủ trì chương trình STEM ở {HD}?", "Sở Văn hóa còn làm gì nữa?", "thế sở kia?"], "answered",
     ["Sở Giáo dục và Đào tạo được giao"], []),
    # several others are all others
    ([f"{HT} kinh tế số 2025?", "các tỉnh kia thì sao"], "answered", [TH, HD], []),
]  # fmt: skip
COUNTED = [
    ([SECTION, ("vậy tổng cộng mấy việc", "count")], "answered", ["9 nhiệm vụ"], ["10 nhiệm vụ"]),
    ([SECTION, ("đếm giúp mình có bao nhiêu nhiệm vụ", "count"), "việc thứ ba ai làm"], "answered",
     ["phổ cập dịch vụ an toàn thông tin"], []),
    # what one paragraph only counts, another one names
    ([GROUPS, "liệt kê cụ thể"], "answered", ["Kiến tạo thể chế", "Hợp tác quốc tế"], ["Nguyên văn"]),
    ([CITIES, "kể tên v"], "answered", ["Sầm Sơn"], []),
    ([CITIES, "là nơi nào v"], "answered", ["Bỉm Sơn"], []),
    # the only record of a list is pointed at; a place in a list is asked for a year
    ([MEASURED, "chỉ tiêu đó năm 2030 là mấy"], "answered", ["hợp đồng điện tử", "100%"], []),
    ([f"Sở Y tế đo chỉ tiêu nào ở {HD}?", "cái thứ hai mục tiêu năm 2030 là bao nhiêu vậy?"], "answered",
     ["hồ sơ sức khỏe điện tử", "90%"], ["50%"]),
]  # fmt: skip
SENT_TO = [
    ([SENT, "còn Chính phủ thì cơ quan nào nhận?"], "answered", ["Có.", "Văn phòng Chính phủ"], []),
    ([SENT, "thế bên tỉnh ủy?"], "answered", ["Thường trực: Tỉnh ủy"], []),
    ([SENT, "bộ y tế có nhận không"], "answered", ["Không thấy Bộ Y tế"], []),
    ([SENT, "bộ nào nhận?", "ai ký?", "ngày nào"], "answered", ["29/10/2020"], []),
]  # fmt: skip
SAID_ANEW = [
    # thanks, whatever is said with them; a question behind them is answered
    ([SHARE, ("ok bạn giỏi ghê, cảm ơn nhiều nha", "thanks")], "chitchat", [], ["20%"]),
    ([SHARE, ("đỉnh thế, thank kiu", "")], "chitchat", [], []),
    ([SHARE, ("cảm ơn bạn, còn 2030 thì sao?", "thanks")], "answered", ["30%"], []),
    # put right: the same is asked of another plan, or of another thing
    ([SIGNED_VP, "không, kế hoạch 393 cơ"], "answered", ["Trần Tiến Hưng"], []),
    ([FARMING, "xin lỗi gõ nhầm, giáo dục"], "answered", ["Sở Giáo dục và Đào tạo chủ trì"], []),
    ([RANKS, ("ko, ý t hỏi chỉ số phát triển chính quyền số", "baseline")], "answered", ["nhóm 15"], []),
    ([FARMING, "thế còn mảng dạy nghề?"], "answered", ["Sở Lao động"], []),
    # the source of what was said, not of the assistant
    ([SHARE, ("thông tin này lấy ở đâu ra thế?", "bot_identity")], "answered", ["chỉ tiêu 1"], ["Tôi là"]),
    # a figure asked of another subject is no figure for the year spoken of
    ([f"{VP} đặt kinh tế số bao nhiêu GRDP năm 2025?", "vậy địa chỉ số Vpostcode thì đặt bao nhiêu % hộ?"],
     "answered", ["100%"], []),
    # how often is no number of things
    ([f"{HD} báo cáo về đâu?", f"còn các xã thí điểm của {VP} mấy lâu báo cáo 1 lần?"], "answered",
     ["hàng tháng"], ["15/12"]),
]  # fmt: skip
BACK = [
    # some turns back, by the subject, the plan or the body that is named
    ([SHARE, f"{HT} ai ký kế hoạch", f"quay lại {HD}, 2030 bao nhiêu"], "answered", ["30%"], []),
    ([f"ai lo Mobile Money {HD}", f"{VP} thí điểm xã nào", "quay lại Mobile Money, hạn tới khi nào"],
     "answered", ["2023-2025"], []),
    (["hai duong chu ky so 2025", "ha tinh pci 2030", "quay lai chu ky so, ai do"], "answered",
     ["Thông tin và Truyền thông"], []),
    ([SHARE, "còn 5 năm nữa thì sao"], "answered", ["30%"], []),
    ([SHARE, "2030 thì s"], "answered", ["30%"], []),
]  # fmt: skip
AMONG = [
    ([(f"{HT} ưu tiên chuyển đổi số lĩnh vực nào?", "list"), "có du lịch không"], "not_found",
     ["không có “du lịch”", "nông nghiệp"], ["Có nội dung"]),
    ([(f"{VP} thí điểm những xã nào?", "list"), ("có Phúc Yên không", "greet")], "not_found",
     ["không có “Phúc Yên”"], []),
    ([(f"{VP} thí điểm những xã nào?", "list"), "trong đó có Thổ Tang không"], "answered", ["Thổ Tang"], []),
]  # fmt: skip
POINTED = [
    # a place in a list is no number of things, and no button that was offered
    ([(f"Công an tỉnh {HD} lo mấy việc", "count"), ("việc thứ hai là gì", "definition")], "answered",
     ["Nghị định về định danh"], []),
    ([f"{HD} chọn 5 ngành nào", "ngành thứ hai"], "clarify", [], ["Nguyễn Minh Hùng"]),
    # a document that the plan rests on is not the plan
    ([f"Kế hoạch {HD} ai đề nghị ban hành", ("tờ trình ngày nào", "doc_meta")], "answered", ["15/12/2023"],
     ["ban hành ngày 29/12"]),
    ([f"Kế hoạch {VP} dựa vào quyết định nào", ("ai ký quyết định đó", "doc_meta")], "answered",
     ["không ghi người ký"], ["Vũ Chí Giang"]),
    ([f"Kế hoạch {HD} theo quyết định nào", ("ngày ban hành quyết định đó", "doc_meta")], "answered",
     ["31/3/2022"], ["ban hành ngày 29/12"]),
    ([f"Kế hoạch 393 của {HT} thực hiện theo quyết định nào", "ban hành ngày nào"], "answered",
     ["03/6/2020", "29/10/2020"], []),
    ([f"Đài Phát thanh và Truyền hình {HD} làm gì?", "với ai"], "answered", ["Báo Hải Dương"], []),
    # what became of a body by another word order; who begs pardon; who doubts
    ([f"Ai đo chữ ký số ở {HD}?", "vậy giờ sở đó tên gì"], "answered", ["Khoa học và Công nghệ"], []),
    ([("xin lỗi bạn", "complaint")], "chitchat", [], []),
    ([SHARE, ("thật à", "thanks")], "answered", ["20%"], []),
    (["kinh tế số 2025 bao nhiêu", "tất cả các tỉnh"], "answered", [TH, HD, HT], ["gồm 5 nội dung"]),
    ([f"{TH} còn những hạn chế gì trong chuyển đổi số?", "còn bất cập gì?"], "answered", ["Tuy nhiên"], []),
]  # fmt: skip
SOLUTIONS = [
    ([f"{HD} nêu giải pháp gì cho hợp đồng điện tử?", "thế với hồ sơ sức khỏe điện tử thì giải pháp ra sao?"],
     "answered", ["2.4. Đối với chỉ tiêu"], []),
    ([f"{HD} có biện pháp gì để đạt chỉ tiêu tư vấn sức khỏe trực tuyến?"], "answered", ["gồm 4 nội dung"],
     []),
    ([f"Nguồn chi thường xuyên trong kế hoạch {HD} dùng vào những việc gì?",
      ("thế nguồn đầu tư thì chi cho cái gì?", "funding")], "answered", ["phần cứng"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "status", "said", "unsaid"),
    [*OTHER_OF_TWO, *COUNTED, *SENT_TO, *SAID_ANEW, *SOLUTIONS, *BACK, *AMONG, *POINTED],
)
def test_talks(talk, turns, status, said, unsaid):
    for turn in turns:
        text, intent = turn if isinstance(turn, tuple) else (turn, "")
        answer = talk.say(text, intent, 0.9 if intent else 0.0)
    expect(answer, status, said, unsaid)
