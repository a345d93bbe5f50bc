"""The form of a question decides what answers it: money, place names, dates of other documents, kinds."""

import pytest

from tests.actions.conftest import expect
from tests.actions.test_answers import cites

HD, HT, TH, VP = "hai-duong-5046", "ha-tinh-393", "thanh-hoa-nghi-quyet", "vinh-phuc-55"


def check(talk, question, intent, said, unsaid, clause):
    answer = talk.say(question, intent, 0.6 if intent else 0.0)
    expect(answer, "answered", said, unsaid)
    assert not clause or cites(answer, clause), [item.clause for item in answer.citations]


# (question, intent, what must be said, what must not, clause cited)
MONEY = [
    # who provides it: the body's duty, not the section on money
    (
        "Ai bố trí vốn đầu tư phát triển ở Hà Tĩnh?",
        "funding",
        ["Sở Kế hoạch và Đầu tư"],
        ["Hàng năm"],
        f"{HT}#IV.2",
    ),
    ("Sở nào bố trí kinh phí cho kế hoạch Hà Tĩnh?", "funding", ["Sở Tài chính"], [], f"{HT}#IV.3"),
    ("ai tham mưu bố trí kinh phí ở Vĩnh Phúc", "responsible", ["Sở Tài chính"], [], f"{VP}#V.2"),
    ("Sở nào lo tiền cho kế hoạch Vĩnh Phúc?", "responsible", ["Sở Tài chính"], ["Ngân hàng"], f"{VP}#V.2"),
    ("Cơ quan nào cấp vốn đầu tư ở Hà Tĩnh?", "responsible", ["Sở Kế hoạch và Đầu tư"], [], f"{HT}#IV.2"),
    (
        "Ai thẩm định dự toán chuyển đổi số ở Hà Tĩnh?",
        "responsible",
        ["gửi Sở Tài chính thẩm định"],
        [],
        f"{HT}#III.1",
    ),
    # resources of another kind are no money
    (
        "Doanh nghiệp có phải góp tiền làm chuyển đổi số ở Hải Dương không?",
        "funding",
        ["nguồn đầu tư của doanh nghiệp"],
        ["thực tập"],
        f"{HD}#IV.1.5.b",
    ),
    # a subject or a body of its own: the clause that holds both, wherever it stands
    ("Ngân sách Hà Tĩnh ưu tiên chi cho hoạt động nào?", "funding", ["kiến tạo thể chế"], [], f"{HT}#III.2"),
    (
        "kinh phí thường xuyên ở Hải Dương dùng để chi gì",
        "funding",
        ["thuê, mua sử dụng"],
        [],
        f"{HD}#IV.1.5.a.bullet-2",
    ),
    (
        "Nguồn kinh phí đầu tư của Hải Dương chi cho những việc gì?",
        "funding",
        ["mua sắm phần cứng"],
        [],
        f"{HD}#IV.1.5.a.bullet-1",
    ),
    (
        "xã thí điểm Vĩnh Phúc có phải bỏ tiền không",
        "funding",
        ["04 xã, thị trấn", "một phần kinh phí"],
        [],
        f"{VP}#V.12",
    ),
    ("tiền huyện lấy đâu ở Hải Dương", "passage", ["địa phương có trách nhiệm"], [], f"{HD}#IV.1.5.a"),
    (
        "việc do huyện chủ trì ở Hải Dương thì tiền tỉnh cho hay huyện tự lo?",
        "responsible",
        ["địa phương có trách nhiệm bảo đảm kinh phí"],
        [],
        f"{HD}#IV.1.5.a",
    ),
    (
        "Thanh Hóa huy động nguồn lực nào cho hạ tầng số?",
        "funding",
        ["nguồn lực của Trung ương"],
        [],
        f"{TH}#III.2.bullet-1",
    ),
    ("Sở Tài chính Hà Tĩnh làm gì về kinh phí?", "funding", ["tham mưu"], ["Hàng năm"], f"{HT}#IV.3"),
    (
        "Địa phương ở Hải Dương có phải tự bảo đảm kinh phí không?",
        "funding",
        ["địa phương có trách nhiệm bảo đảm kinh phí"],
        [],
        f"{HD}#IV.1.5.a",
    ),
    # no question for money at all
    (
        "đóng học phí, viện phí không dùng tiền mặt có trong nghị quyết Thanh Hóa hông",
        "funding",
        ["thanh toán học phí"],
        ["về kinh phí"],
        f"{TH}#III.5",
    ),
    # bare: the section on money
    ("Kinh phí Hải Dương lấy từ đâu?", "funding", ["Luật Ngân sách"], [], f"{HD}#V"),
    ("kinh phi ha tinh lay tu dau", "funding", ["Ngân sách nhà nước"], [], f"{HT}#III.1"),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid", "clause"), MONEY)
def test_money(talk, question, intent, said, unsaid, clause):
    check(talk, question, intent, said, unsaid, clause)


# Which plans list something; whether one does; what they say of a document that they cite.
LISTS = [
    (
        "Cục An toàn thông tin có trong nơi nhận kế hoạch của tỉnh nào?",
        "doc_meta",
        ["Kế hoạch của Vĩnh Phúc ghi trong nơi nhận"],
        ["Bạn hỏi"],
        f"{VP}#recipient-1",
    ),
    ("Kế hoạch nào căn cứ Quyết định 749?", "doc_meta", ["Hà Tĩnh", "Vĩnh Phúc"], [], f"{HT}#basis-1"),
    ("ke hoach nao dua tren quyet dinh 2696", "doc_meta", ["Vĩnh Phúc ghi"], [], f"{VP}#basis-2"),
    (
        "Văn phòng Chính phủ có nhận kế hoạch của Hà Tĩnh không?",
        "doc_meta",
        ["Có. ", "“Văn phòng Chính phủ”"],
        ["12 nơi nhận"],
        f"{HT}#recipient-1",
    ),
    ("Bộ Y tế có nhận kế hoạch Hà Tĩnh không?", "doc_meta", ["Không thấy Bộ Y tế"], ["Có."], ""),
    # the plan's own number is not what is looked for
    (
        "Nơi nhận của kế hoạch 393/KH-UBND có Văn phòng Chính phủ không?",
        "doc_meta",
        ["Có. ", "“Văn phòng Chính phủ”"],
        ["Không thấy"],
        f"{HT}#recipient-1",
    ),
    (
        "Nơi nhận của kế hoạch 393/KH-UBND có Bộ Y tế không?",
        "doc_meta",
        ["Không thấy Bộ Y tế trong nơi nhận của kế hoạch của Hà Tĩnh"],
        ["Kế hoạch 393 trong"],
        "",
    ),
    # a group may include it: neither yes nor no
    (
        "Sở Y tế có nhận kế hoạch Hà Tĩnh không?",
        "doc_meta",
        ["không ghi riêng Sở Y tế", "Các sở, ban"],
        ["Có."],
        f"{HT}#recipient-7",
    ),
    # the ministry behind a department is not itself a recipient
    (
        "Bộ Thông tin và Truyền thông nhận kế hoạch của tỉnh nào?",
        "doc_meta",
        ["Kế hoạch của Hà Tĩnh ghi", "Không thấy Bộ Thông tin và Truyền thông"],
        ["Kế hoạch của Vĩnh Phúc ghi"],
        f"{HD}#recipient-1",
    ),
    ("Thông báo 19 ban hành khi nào?", "doc_meta", ["25/01/2022"], [], f"{VP}#basis-3"),
    ("Kế hoạch Hải Dương có căn cứ Quyết định 749 không?", "doc_meta", ["Không thấy Quyết định 749"], [], ""),
    # the cited document's own date, not the plans'
    (
        "quyet dinh 749 cua thu tuong ky ngay nao",
        "doc_meta",
        ["ban hành ngày 03/6/2020"],
        ["Kế hoạch của Hải Dương ban hành"],
        f"{HT}#basis-1",
    ),
    ("QĐ 411 của Thủ tướng ban hành ngày mấy?", "doc_meta", ["31/3/2022"], [], f"{HD}#basis-1"),
    ("Quyết định 411/QĐ-TTg là quyết định gì?", "definition", ["Chiến lược quốc gia"], [], f"{HD}#basis-1"),
    # lists and plans' own dates as before
    ("Kế hoạch 55 ban hành ngày nào?", "doc_meta", ["03/03/2022"], [], ""),
    ("Kế hoạch Hải Dương căn cứ vào đâu?", "doc_meta", ["dựa trên 2 căn cứ"], [], f"{HD}#basis-1"),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid", "clause"), LISTS)
def test_lists_and_cited_documents(talk, question, intent, said, unsaid, clause):
    check(talk, question, intent, said, unsaid, clause)


def test_a_document_that_no_plan_cites(talk):
    answer = talk.say("Quyết định 942 ban hành ngày nào?", "doc_meta", 0.6)
    assert answer.status == "not_found"
    assert "Không thấy Quyết định 942" in answer.text


# Names are asked: the clause that gives them, not the body in charge nor a clause that only speaks of them.
NAMES = [
    (
        "Vĩnh Phúc thí điểm chuyển đổi số ở xã nào?",
        "responsible",
        ["Thổ Tang", "Tam Đảo", "Hướng Đạo", "Lãng Công"],
        [],
        f"{VP}#I.1",
    ),
    ("Vĩnh Phúc thí điểm chuyển đổi số cấp xã ở đâu?", "responsible", ["Thổ Tang"], [], f"{VP}#I.1"),
    ("vinh phuc thi diem o nhung xa nao", "list", ["Hướng Đạo"], [], f"{VP}#I.1"),
    ("Viettel Vĩnh Phúc hỗ trợ xã nào?", "coordinates", ["Lãng Công"], ["Hướng Đạo"], f"{VP}#V.9.b"),
    (
        "Vĩnh Phúc đưa hộ sản xuất nông nghiệp lên sàn nào?",
        "compare",
        ["Voso", "Postmark"],
        [],
        f"{VP}#II.2.b.bullet-1",
    ),
    ("ngan hang nao lam atm mem o vinh phuc", "responsible", ["MB Bank"], [], f"{VP}#V.10.b"),
    ("Hướng Đạo thuộc huyện nào?", "passage", ["xã Hướng Đạo, huyện Tam Dương"], ["Thổ Tang"], f"{VP}#I.1"),
    ("Thanh Hóa xây đô thị thông minh ở thành phố nào?", "", ["Sầm Sơn", "Nghi Sơn"], [], f"{TH}#III.3"),
    # names of no place: who is in charge stays who is in charge
    ("Sở nào chủ trì bệnh án điện tử ở Hải Dương?", "responsible", ["Sở Y tế"], [], ""),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid", "clause"), NAMES)
def test_names(talk, question, intent, said, unsaid, clause):
    check(talk, question, intent, said, unsaid, clause)


# Tasks by the year in which they end.
ENDINGS = [
    (
        "Nhiệm vụ nào trong phụ lục Hải Dương phải làm xong ngay năm 2023?",
        "agency_tasks",
        ["1 nhiệm vụ", "hóa đơn điện tử"],
        [],
        f"{HD}#PL.A.IX.row-7",
    ),
    ("Hải Dương có việc gì phải xong trước 2025?", "deadline", ["2 nhiệm vụ", "2023-2024"], ["15/12"], ""),
    (
        "Những nhiệm vụ về y tế của Hải Dương phải hoàn thành năm 2025?",
        "list",
        ["Sở Y tế"],
        ["Sở Công thương"],
        "",
    ),
    (
        "Sở Tài chính Hải Dương có việc gì phải xong năm 2023?",
        "agency_tasks",
        ["hóa đơn điện tử"],
        [],
        f"{HD}#PL.A.IX.row-7",
    ),
]


def test_a_section_is_found_beside_the_words_of_endings(talk):
    # "thanh toán" without diacritics must not fall to "hoàn thành"
    answer = talk.say("Những nhiệm vụ nào về thanh toán số trong phụ lục của Hải Dương?", "list", 0.6)
    assert "Mobile money" in answer.text
    assert "86 nhiệm vụ" not in answer.text


@pytest.mark.parametrize(("question", "intent", "said", "unsaid", "clause"), ENDINGS)
def test_tasks_by_their_end(talk, question, intent, said, unsaid, clause):
    check(talk, question, intent, said, unsaid, clause)


# Parts of one thing: which is highest, which kinds there are; what a named thing is; who works along.
PARTS = [
    (
        "Trong 3 khu vực ngành ở Hải Dương năm 2022, khu vực nào kinh tế số cao nhất?",
        "compare",
        ["cao nhất là Công nghiệp, xây dựng (13,32%)"],
        ["Mục tiêu: năm 2025"],
        f"{HD}#II.1.row-2",
    ),
    (
        "Ngành nào ở Hải Dương có tỷ trọng kinh tế số thấp nhất năm 2022?",
        "compare",
        ["thấp nhất là Nông lâm, thủy sản (0,60%)"],
        [],
        f"{HD}#II.1.row-2",
    ),
    (
        "Hồ sơ công việc xử lý trên môi trường mạng ở Hà Tĩnh năm 2025, cấp nào thấp nhất?",
        "compare",
        ["thấp nhất là cấp xã (60%)"],
        ["tại cấp tỉnh được"],
        f"{HT}#I.2.1.a",
    ),
    ("Kinh tế số gồm mấy loại?", "count", ["kinh tế số nền tảng"], ["GRDP"], f"{HD}#footnote-1"),
    ("Kinh tế số ở Hải Dương gồm những loại nào?", "list", ["kinh tế số ngành"], [], f"{HD}#footnote-1"),
    ("Xã hội số có những đặc trưng nào?", "list", ["văn hóa số"], [], f"{HD}#footnote-2"),
    (
        "“Mỗi người dân có một bác sĩ riêng” là sáng kiến gì ở Hà Tĩnh?",
        "responsible",
        ["hồ sơ số về sức khỏe"],
        ["Sở Y tế chủ trì"],
        f"{HT}#II.5.1.bullet-3",
    ),
    ("bằng lái xe số ở Hà Tĩnh là gì", "out_of_scope", ["giấy phép người"], [], f"{HT}#II.5.4.bullet-3"),
    (
        "Sở Y tế Hải Dương phối hợp với ai làm hồ sơ bệnh án điện tử?",
        "coordinates",
        ["Sở Y tế", "không nêu cơ quan phối hợp"],
        [],
        f"{HD}#PL.B.II.row-4",
    ),
    # several bodies that lead together are each other's partners
    (
        "Sở LĐTBXH Hải Dương làm cùng ai trong chương trình Học từ làm việc thực tế?",
        "coordinates",
        ["Sở Giáo dục và Đào tạo"],
        ["không nêu cơ quan phối hợp"],
        "",
    ),
    # no word asks what it starts from
    (
        "Hết năm 2023 bao nhiêu doanh nghiệp nhỏ và vừa Hải Dương phải được dùng thử nền tảng chuyển đổi số?",
        "baseline",
        ["trên 90%"],
        ["không nêu số liệu xuất phát"],
        f"{HD}#IV.1.4",
    ),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid", "clause"), PARTS)
def test_parts_and_kinds(talk, question, intent, said, unsaid, clause):
    check(talk, question, intent, said, unsaid, clause)


# "Có ... không?": yes where the clause holds all that is asked, else no such word.
THERE = [
    ("Hải Dương có triển khai trợ lý ảo không?", "results", "Có nội dung này", f"{HD}#IV.1.6.b"),
    ("Kế hoạch Hà Tĩnh có nói về trí tuệ nhân tạo không?", "passage", "Có nội dung này", f"{HT}#II.2"),
]


@pytest.mark.parametrize(("question", "intent", "said", "clause"), THERE)
def test_what_is_there(talk, question, intent, said, clause):
    check(talk, question, intent, [said], [], clause)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch Hải Dương có nói về blockchain không?",
        "Hà Tĩnh có cấm trí tuệ nhân tạo không?",
        "Có phải Sở Y tế Hải Dương làm trợ lý ảo không?",
    ],
)
def test_no_yes_without_all_of_it(talk, question):
    assert "Có nội dung này" not in talk.say(question, "passage", 0.6).text


def test_plans_by_their_year_of_issue(talk):
    answer = talk.say("Kế hoạch nào ban hành năm 2022?", "doc_meta", 0.6)
    assert answer.status == "answered"
    assert "Kế hoạch 55/KH-UBND" in answer.text
    assert "393" not in answer.text
    assert "Không rõ ngày ban hành" in answer.text
