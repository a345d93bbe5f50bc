"""What a follow-up newly says: fillers, bodies, sectors, ordinals and ranks over whole conversations."""

import pytest

from tests.actions.conftest import expect

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
RECORDS = "Hồ sơ công việc cấp xã xử lý trên mạng bao nhiêu %"
ONLY_DB = (f"của {DB} thôi", "goodbye")
GDP = f"Kinh tế số của {TH} năm 2025 phải chiếm bao nhiêu?"
PILOTS = (f"{VP} thí điểm ở những xã nào", "list")
MONEY = f"Kinh phí thực hiện kế hoạch {VP} lấy ở đâu"
LEVEL4 = f"{HT} năm 2025 dịch vụ công mức độ 4 bao nhiêu"
RANKED = f"{TH} muốn xếp thứ mấy cả nước về chuyển đổi số"
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
    # a plan named is no goodbye, whatever the classifier guesses
    ([GDP, (f"{HT} nhé", "goodbye")], ["10%", f"!{TH}"]),
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
    ([f"DTI {TH} năm 2020 hạng mấy?", "năm 2021 thì sao?"], ["không nêu cho năm 2021"]),
    ([(RANK, "indicator"), f"{HT} thì sao?"], ["nhóm 15"]),
    ([f"Kinh tế số là gì theo kế hoạch của {HD}?", "gồm những loại nào", "thế xã hội số?"],
     ["giải thích “Xã hội số”"]),
    ([SHARE, ("năm 2030 nhé", "goodbye")], ["30%"]),
    ([f"Ai ký kế hoạch của {DB}?", "có văn bản gốc không"], ["không phải văn bản chính thức"]),
    # a type that the new words don't ask any more
    ([RANKED, ("hiện tại thì đứng đâu", "results"), f"thế {HT} nhắm hạng nào"], ["1 trong 15", "nhóm 15"]),
    ([RANKED, ("hiện tại thì đứng đâu", "results"), f"thế {HT} nhắm hạng nào", "còn PCI"],
     ["nhóm 25", "nhóm 20"]),
    ([LEVEL4, ("mức 4 là cái gì", "definition"), "2030?"], ["100%", "!không nêu"]),
    ([f"Hộ dân {HD} có cáp quang năm 2022 là bao nhiêu", "đích 2025"], ["mục tiêu năm 2025", "90%"]),
    (["Ai ký kế hoạch 5046?", f"vậy còn bản của {HT}, ai đặt bút"], ["Trần Tiến Hưng"]),
    # the next year, level and facet
    ([FIRMS, "và mốc tiếp theo?"], ["năm 2030", "80%"]),
    ([FIRMS, "2030", "giai đoạn trước đó thì sao"], ["năm 2025", "50%"]),
    ([GDP, "năm năm sau đó thì sao"], ["30%", "!2027"]),
    ([GDP, "5 năm sau nữa", f"lùi về {HT} cùng mốc ấy"], ["20%", "!2027"]),
    ([GDP, "nam nam sau do thi sao"], ["30%", "!2027"]),
    ([SIGNED, "ban đầu"], ["Mức xuất phát năm 2022: 0,76%"]),
    ([RECORDS, ONLY_DB], ["60%", f"!{HT}"]),
    ([RECORDS, ONLY_DB, "lên một cấp"], ["cấp huyện", "80%", f"!{HT}"]),
    ([RECORDS, ONLY_DB, "cấp trên thì mấy", "xuống một cấp"], ["cấp xã", "là 60%", "!là 80%"]),
    ([RECORDS, ONLY_DB, "cao nhất là cấp nào"], ["90%", "80%", "60%", f"!{HT}"]),
    ([SIGNED, "cơ quan nào đếm"], ["Sở Thông tin và Truyền thông"]),
    ([f"{VP} ai đưa nông dân lên sàn thương mại điện tử", "thế ai phụ họ"], ["Sở Công Thương phối hợp"]),
    # what was shown or spoken of before
    ([GDP, "2030", f"còn {HT}", "hiệu của hai con số vừa rồi"], ["10 điểm phần trăm"]),
    ([GDP, "2030", "hai số đó chênh nhau mấy"], ["10 điểm phần trăm"]),
    ([PILOTS, "doanh nghiệp nào hỗ trợ xã thứ tư"], ["Viettel", "Lãng Công", "!Viễn thông Vĩnh Phúc"]),
    ([PILOTS, "doanh nghiệp nào hỗ trợ xã thứ tư", "còn xã thứ ba"], ["Viễn thông Vĩnh Phúc", "Hướng Đạo"]),
    ([PILOTS, "cái cuối cùng ai hỗ trợ"], ["Viettel", "Lãng Công"]),
    ([f"{HT} kinh tế số năm 2025?", f"{HD} dân lao động học kỹ năng số thì sao",
      "quay lại tỉnh lúc nãy: sở ban ngành có dữ liệu dùng chung bao nhiêu phần trăm"], ["70%", HT]),
    ([(f"lĩnh vực nào được ưu tiên chuyển đổi số ở {DB}", "list"), "lĩnh vực thứ tư có việc gì"],
     ["nông nghiệp"]),
    # free wording
    ([SHARE, ("thôi cảm ơn", "thanks")], ["!20%"]),
    ([MONEY, "ai tham mưu bố trí"], ["Sở Tài chính"]),
    ([MONEY, "ai tham mưu bố trí", f"{HT} cũng vậy à?"], ["Sở Tài chính"]),
    ([f"Nghị quyết {TH} giao ai theo dõi kiểm tra", "thế ai ban hành chương trình hành động"],
     ["Ban Cán sự đảng"]),
    ([f"Mạng truyền số liệu chuyên dùng {HT} phủ cấp xã bao nhiêu", "còn họp trực tuyến cấp đó"],
     ["hội nghị truyền hình", "60%"]),
    # where reports go, and how often, after a turn on reports
    ([f"{HD} các huyện báo cáo trước ngày nào?", "gửi cho ai vậy"],
     ["gửi Sở Thông tin và Truyền thông", "!nơi nhận"]),
    ([f"{HT} chế độ báo cáo định kỳ ra sao?", "qua sở nào"],
     ["qua Sở Thông tin và Truyền thông", "!Bạn muốn biết"]),
    ([f"{HT} chế độ báo cáo định kỳ ra sao?", "qua sở nào", f"thế {VP}?"], ["hàng tháng"]),
    ([f"{VP} các xã thí điểm phải báo cáo hàng tháng à?", "nộp về đâu"], ["về Sở Thông tin và Truyền thông"]),
    ([f"{HD} các huyện báo cáo trước ngày nào?", "ai ký kế hoạch này"], ["Nguyễn Minh Hùng"]),
    # a noun with a pointer names nothing new
    ([f"{HT} dạy học từ xa có nội dung gì?", "sở nào chịu trách nhiệm mảng này"], ["Sở Giáo dục và Đào tạo"]),
    ([f"{HT} nông nghiệp công nghệ cao có nội dung gì", "ai lo khoản ấy"], ["Sở Nông nghiệp"]),
    ([f"{HD} các huyện báo cáo trước ngày nào?", "rồi sở đó báo cáo lên đâu"],
     ["báo cáo Bộ Thông tin và Truyền thông"]),
    ([f"Báo {HD} làm những việc gì?", "trong giai đoạn nào"], ["Thời gian thực hiện", "!dựa vào"]),
    # what a thing consists of; where a number comes from
    ([f"Xã hội số là gì theo {HD}?", "vậy có mấy mảng"], ["kết nối số", "!%"]),
    ([f"Hợp đồng điện tử ở {HD} năm 2025?", "số 2022 là mấy, đơn vị nào cung cấp"],
     ["6,2%", "Thống kê sơ bộ"]),
    # the body that answered, not those it serves; the clause that names it is cited
    ([f"Cơ quan nào ở {VP} hướng dẫn các xã thực hiện kế hoạch?", "bây giờ gọi là sở gì"],
     ["Sở Khoa học và Công nghệ", "Phần V"]),
    ([f"Ai chủ trì hạ tầng giao thông ở {HD}?", "giờ sở nào thay"], ["Sở Xây dựng", "Phụ lục"]),
    # results are asked, targets are held
    ([SHARE, "rốt cuộc đạt thật bao nhiêu"], ["không có số liệu kết quả", "20%"]),
    ([SIGNED, "năm 2022 bao nhiêu", "đến nay đạt chưa"], ["không có số liệu kết quả", "trên 50%"]),
    ([FIRMS, "vậy trên thực tế làm được mấy phần trăm"], ["không có số liệu kết quả"]),
    # a paper that takes part is not the press that printed the plan
    ([f"Sản xuất phóng sự về xã hội số ở {HD} giao ai?", "có báo nào tham gia không"],
     ["Báo Hải Dương", "!không lấy từ bài báo"]),
    # a later year that nothing is stated for
    ([f"{DB} bao nhiêu dân có tài khoản thanh toán năm 2025?", "sang 2030 tăng lên bao nhiêu"],
     ["cho năm 2030", "trên 50%"]),
    ([GDP, "sau năm 2025 thì sao"], ["30%", "!20%"]),
    ([GDP, "sau 2030?"], ["không đặt mục tiêu"]),
    # corrections
    ([GDP, "không phải 2025, 2030"], ["30%", "!20%"]),
    ([f"{HD} dạy STEM giao ai", f"không phải {HD}, {VP} cơ"], ["không tìm thấy", "!STEM/STEAM"]),
    # another body, another subject of the same kind
    ([f"{VP} viễn thông hỗ trợ xã nào?", "Viettel thì sao?"], ["Lãng Công", "!Hướng Đạo"]),
    ([f"{HT} muốn vào nhóm mấy về PCI?", ("an toàn thông tin thì sao", "responsible")], ["nhóm tỉnh khá"]),
    ([f"Tổ công nghệ số cộng đồng {HD} ai làm?", ("tổ này giúp dân gì", "help")],
     ["!Câu trả lời luôn kèm nguồn"]),
    # where it stands
    ([f"Đề án 06 ở {HD} ai làm", "mục nào trong văn bản"], ["Phụ lục, phần A, mục V, nhiệm vụ 7", "dựa vào"]),
    # an item whose time was asked stays the subject
    ([f"{HD} Sở Nông nghiệp làm những việc gì?", "việc thứ hai hạn bao giờ", "có đơn vị nào phối hợp không"],
     ["Nền tảng dữ liệu số nông nghiệp", "không nêu cơ quan phối hợp"]),
    # what a message says with verbs alone after "còn"
    ([f"{HT} bệnh án điện tử sở nào làm?", "thế còn khám từ xa"], ["khám, chữa bệnh từ xa"]),
    # measures, not a meaning
    ([f"Dân {HD} dùng dịch vụ công trực tuyến năm 2025 bao nhiêu?", "giải pháp để đạt là gì"],
     ["phần “Đối với chỉ tiêu", "!giải thích"]),
    # after what became of a body, what was asked before
    ([f"{HT} ai chủ trì chuyển đổi số giáo dục?", "sở đó giờ còn không", "thế y tế?"], ["Sở Y tế chủ trì"]),
    # a level by its bare name
    ([f"{DB} hồ sơ công việc cấp huyện xử lý trên mạng 2025?", "cấp xã?", "tỉnh thì sao"], ["90%"]),
    ([f"{DB} hồ sơ công việc cấp huyện xử lý trên mạng 2025?", "còn xã?"], ["là 60%"]),
    # plans asked one after another are ranked among themselves
    ([f"{HT} tài khoản thanh toán điện tử 2025?", f"còn {DB}?", "bên nào thấp hơn"],
     [f"{HT} (trên 30%)", "!Thanh Hóa"]),
    # "this programme" beside a province is no question about the assistant
    ([f"Mobile Money ở {HD} ai làm?", (f"{HT} có chương trình này không", "bot_identity")], ["!Hỏi Số"]),
    # the reports of the body spoken of
    ([f"Sở Thông tin và Truyền thông {VP} làm những việc gì?", "báo cáo bao lâu một lần"],
     ["Báo cáo UBND tỉnh định kỳ", "!04 xã"]),
    # a body pointed at, asked of today
    ([f"{HD} Sở Y tế lo gì về tiêm chủng?", "sở này giờ ra sao"], ["thành phố Hải Phòng", "sắp xếp tổ chức"]),
    ([SHARE, ("chỉ tiêu đó giờ ra sao", "results")], ["không có số liệu kết quả"]),
    ([f"{VP}: Lãng Công thuộc huyện nào?", "giờ còn huyện đó không"], ["Cấp huyện", "01/7/2025"]),
    # a sum after the sources of money; the distance between two years; the targets that a body measures
    ([MONEY, "có bao nhiêu tỷ"], ["không nêu tổng kinh phí"]),
    ([f"{HT} hoạt động kiểm tra qua môi trường số năm 2030?", "2025?", "hơn kém nhau bao nhiêu"],
     ["20 điểm phần trăm"]),
    ([f"{HD}: Sở Y tế đo chỉ tiêu nào?", "hai cái đó 2030 là bao nhiêu"], ["50%", "90%"]),
    # a body that another one serves is not the one asked for
    ([f"Kinh phí {HT} lấy từ đâu?", "sở nào thẩm định dự toán trước khi trình UBND tỉnh"],
     ["Sở Tài chính thẩm định"]),
    ([f"{HD} sở nào báo cáo Bộ Thông tin và Truyền thông?"], ["tổng hợp kết quả thực hiện"]),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "said"), TALKS, ids=lambda value: "")
def test_the_last_turn(talk, turns, said):
    for turn in turns:
        text, intent = turn if isinstance(turn, tuple) else (turn, "")
        answer = talk.say(text, intent, 0.9 if intent else 0.0)
    for part in said:
        assert (part[1:] not in answer.text) if part.startswith("!") else (part in answer.text), answer.text


def test_who_measures_is_asked_without_diacritics_too(talk):
    talk.say("chu ky so ca nhan hai duong 2025 bao nhieu", "indicator", 0.9)
    expect(talk.say("ai do", "follow_up", 0.6), "answered", ["đơn vị đo lường là Sở Thông tin"], [])
