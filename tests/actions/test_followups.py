"""What a follow-up newly says: fillers, bodies, sectors, ordinals and ranks over whole conversations."""

import pytest

HD, HT, TH, VP, DB = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc", "Điện Biên"
SHARE = f"{HD} đặt mục tiêu kinh tế số chiếm bao nhiêu GRDP năm 2025?"
SIGNED = f"Tỷ lệ dân số trưởng thành có chữ ký số ở {HD} năm 2025?"
TASKS = f"Sở Y tế {HD} chủ trì những nhiệm vụ nào?"
FIELDS = (f"{HT} có mấy lĩnh vực ưu tiên chuyển đổi số?", "count")
SECTOR = f"kinh tế số trong ngành dịch vụ của {HD} năm 2022 bao nhiêu"
VIDEO = f"{HT} hội nghị truyền hình đến cấp xã bao nhiêu?"
FIRMS = f"doanh nghiệp chuyển đổi số của {TH} năm 2025 là bao nhiêu?"
RANK = f"{TH} phấn đấu vào nhóm mấy tỉnh dẫn đầu về chuyển đổi số năm 2025?"
MOVED = f"{HD} bây giờ thuộc tỉnh nào?"
DESIGN = "ai chủ trì nền tảng truyền hình số?"

# Turns ("text" or ("text", intent)) and parts of the last answer's text; one after "!" may not stand there.
TALKS = [
    # fillers and words about the answer leave the subject as it was
    ([SHARE, "so với năm 2022 thì tăng mấy điểm"], ["5,64 điểm phần trăm"]),
    ([SHARE, "cách mốc 2030 mấy điểm nữa"], ["10 điểm phần trăm"]),
    ([SHARE, "hồi lập kế hoạch thì sao"], ["14,36%"]),
    ([SHARE, "đơn vị nào theo dõi con số đó"], ["Cục Thống kê"]),
    ([SIGNED, "hiện trạng lúc lập kế hoạch?"], ["0,76%"]),
    ([SIGNED, "sở nào theo dõi chỉ tiêu đó"], ["Sở Thông tin và Truyền thông", "chữ ký số"]),
    ([SIGNED, "không, ý mình là năm 2030 cơ"], ["trên 70%"]),
    ([SIGNED, "không, ý mình là năm 2030 cơ", "và hiện trạng năm 22"], ["0,76%", "chữ ký số"]),
    ([VIDEO, "hạn năm nào"], ["năm 2025", "hội nghị truyền hình"]),
    ([VIDEO, "điều khoản nào nói vậy?"], ["hội nghị truyền hình"]),
    ([FIRMS, "2030", "khoảng cách giữa hai mốc"], ["30 điểm phần trăm"]),
    ([f"Ai chủ trì nền tảng tiêm chủng ở {HD}?", "hạn khi nào"], ["hướng dẫn của Bộ Y tế"]),
    ([f"Tỷ lệ doanh nghiệp nhỏ và vừa sử dụng nền tảng số ở {HD} năm 2025?", "số 2022"], ["30,07"]),
    ([SHARE, "cơ quan đo là Sở Y tế đúng không", "năm 2025"], ["20%", "!chỉ tiêu trong kế hoạch"]),
    # a subject of its own is still one
    ([SHARE, "wifi miễn phí?"], ["!20%"]),
    ([SHARE, "còn hộ gia đình có cáp quang?"], ["90%"]),
    # a sector of the old subject
    ([SECTOR, "nông nghiệp?"], ["Nông lâm, thủy sản 0,60%"]),
    ([SECTOR, "nông nghiệp?", "công nghiệp"], ["13,32%"]),
    # the plan that answered, though nobody named it
    (["vụ thẻ ATM mềm là sao vậy", ("làm ở mấy chỗ", "count")], ["06 xã, thị trấn", f"!{HD}"]),
    # bodies
    ([TASKS, "cái thứ hai hạn đến bao giờ?", "còn Sở Tài chính?"], ["Sở Tài chính được giao"]),
    ([TASKS, "thời hạn?", "thế Sở Tư pháp?"], ["Sở Tư pháp"]),
    ([f"Đề án 06 ở {HD} ai làm", "tổ công nghệ số cộng đồng thì ai?"], ["Các địa phương"]),
    ([f"Đề án 06 ở {HD} ai làm", "tổ công nghệ số cộng đồng thì ai?", "tổ này làm nhiệm vụ gì thế"],
     ["kỹ năng số"]),
    ([DESIGN, "nó còn việc gì khác không"], ["Đài Phát thanh và Truyền hình tỉnh được giao"]),
    ([FIELDS, "còn lĩnh vực giáo dục nghề nghiệp thì ai?"], ["Sở Lao động"]),
    ([f"Đề án 06 ở {HD} ai làm", "tổ công nghệ số cộng đồng thì ai?", f"bên {VP} có tổ đó không"],
     ["Không thấy kế hoạch"]),
    # what became of them
    ([SIGNED, "ai đo?", "sở đó nay còn không?"], ["Sở Khoa học và Công nghệ"]),
    ([DESIGN, "đài đó giờ còn không"], ["Báo và Phát thanh"]),
    ([f"Ai chủ trì giáo dục nghề nghiệp ở {HT}?", "sở ấy giờ nhập vào đâu"], ["Sở Nội vụ"]),
    ([MOVED, f"còn {VP}"], ["Phú Thọ"]),
    ([MOVED, f"còn {VP}", f"thế {HT}?"], [f"Không ghi thay đổi nào đối với {HT}"]),
    ([f"{HT} báo cáo cho ai?", "cấp huyện giờ bỏ rồi mà"], ["01/7/2025"]),
    # items of a list, asked about something
    ([FIELDS, "lĩnh vực thứ ba do ai chủ trì"], ["Sở Nông nghiệp"]),
    ([FIELDS, "lĩnh vực thứ ba do ai chủ trì", "cái thứ nhất thì sao"], ["y tế"]),
    ([FIELDS, "lĩnh vực thứ mười là gì"], ["chỉ có 6 mục"]),
    ([TASKS, "hạn cái đầu tiên?"], ["2023-2025", "!2."]),
    # years and kinds
    ([f"Hộ gia đình có cáp quang ở {HD} năm 2022 là bao nhiêu?", f"vậy {HT}?"], ["trên 80%", "!2022."]),
    ([f"DTI {TH} năm 2020 hạng mấy?", "năm 2021 thì sao?"], ["Không thấy nêu cho năm 2021"]),
    ([(RANK, "indicator"), f"{HT} thì sao?"], ["nhóm 15"]),
    ([f"Kinh tế số là gì theo kế hoạch của {HD}?", "gồm những loại nào", "thế xã hội số?"],
     ["giải thích “Xã hội số”"]),
    ([SHARE, ("năm 2030 nhé", "goodbye")], ["30%"]),
    ([f"Ai ký kế hoạch của {DB}?", "có văn bản gốc không"], ["không phải văn bản chính thức"]),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "said"), TALKS, ids=lambda value: "")
def test_the_last_turn(talk, turns, said):
    for turn in turns:
        text, intent = turn if isinstance(turn, tuple) else (turn, "")
        answer = talk.say(text, intent, 0.9 if intent else 0.0)
    for part in said:
        assert (part[1:] not in answer.text) if part.startswith("!") else (part in answer.text), answer.text
