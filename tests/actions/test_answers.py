"""Answers over the shipped plans: status, what is said, which clause is cited."""

import json
import re

import pytest

from tests.actions.conftest import expect

HD, HT, TH, VP, DB = (
    "hai-duong-5046",
    "ha-tinh-393",
    "thanh-hoa-nghi-quyet",
    "vinh-phuc-55",
    "dien-bien-ictnews",
)


def cites(answer, clause):
    return any(item.clause == clause or item.clause.startswith(clause + ".") for item in answer.citations)


# (question, status, what must be said, clause cited)
CASES = [
    # one value, with baseline and distance
    (
        "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của Hải Dương?",
        "answered",
        ["20%", "14,36%", "tăng 5,64 điểm phần trăm", "Kế hoạch 5046/KH-UBND ngày 29/12/2023"],
        f"{HD}#II.1.row-1",
    ),
    ("kinh te so ha tinh 2030 chiem bao nhieu grdp", "answered", ["20%"], f"{HT}#I.2.2.b"),  # no accents
    ("bà con Hải Dương xài smartphone bao nhiêu phần trăm vào 2025", "answered", ["80%"], f"{HD}#II.2.row-1"),
    # a place among the provinces, and no share beside it
    (
        "Thanh Hóa muốn đứng thứ mấy cả nước về chuyển đổi số vào năm 2030?",
        "answered",
        ["nhóm 10 tỉnh"],
        f"{TH}#II.2.1",
    ),
    ("Hải Dương muốn xếp thứ mấy về kinh tế số?", "not_found", ["không nêu thứ hạng"], f"{HD}#II.1.row-1"),
    # who asks is no part of what is asked
    (
        "em là cán bộ sở NN Hải Dương, sở em phải chủ trì những việc nào?",
        "answered",
        ["chủ trì 6 nhiệm vụ"],
        f"{HD}#PL.B.I.row-1",
    ),
    (
        "cháu cần số liệu xếp hạng chính quyền số của Hà Tĩnh năm 2025 để làm bài tập",
        "answered",
        ["nhóm 15 tỉnh"],
        f"{HT}#I.2.1.a.bullet-9",
    ),
    # levels
    (
        "hồ sơ công việc cấp xã xử lý trên môi trường mạng của Hà Tĩnh năm 2025",
        "answered",
        ["60%"],
        f"{HT}#I.2.1.a",
    ),
    # baseline by its year
    ("tỷ lệ chữ ký số cá nhân ở Hải Dương năm 2022", "answered", ["0,76%"], f"{HD}#II.2.row-3"),
    (
        "Ai đo tỷ lệ doanh nghiệp sử dụng hợp đồng điện tử ở Hải Dương?",
        "answered",
        ["Sở Thông tin và Truyền thông"],
        f"{HD}#II.1.row-4",
    ),
    # by way of a cross reference, the way said
    (
        "ai chủ trì khám chữa bệnh từ xa ở Hà Tĩnh?",
        "answered",
        ["Sở Y tế", "dẫn chiếu Phần II, mục 5.1"],
        f"{HT}#IV.5.bullet-1",
    ),
    (
        "có phải Sở Y tế chủ trì nền tảng hóa đơn điện tử ở Hải Dương không?",
        "answered",
        ["Không phải Sở Y tế", "Sở Tài chính"],
        f"{HD}#PL.A.IX.row-7",
    ),
    ("Sở Y tế Hải Dương chủ trì bao nhiêu nhiệm vụ trong phụ lục?", "answered", ["9 nhiệm vụ"], f"{HD}#PL"),
    ("Hội Nông dân Vĩnh Phúc chủ trì việc gì?", "answered", ["100% hộ sản xuất nông nghiệp"], f"{VP}#V.8"),
    ("Các sở ngành Hải Dương gửi báo cáo khi nào?", "answered", ["trước ngày 15/12 hằng năm"], f"{HD}#VI.2"),
    ("Hồ sơ bệnh án điện tử ở Hải Dương làm đến khi nào?", "answered", ["2023-2025"], f"{HD}#PL.B.II.row-4"),
    ("Hải Dương có bao nhiêu chỉ tiêu xã hội số?", "answered", ["11 chỉ tiêu"], f"{HD}#II.2"),
    (
        "Hà Tĩnh ưu tiên chuyển đổi số những lĩnh vực nào?",
        "answered",
        ["nông nghiệp", "logistics"],
        f"{HT}#II.5",
    ),
    ("Kinh tế số là gì?", "answered", ["hoạt động kinh tế"], f"{HD}#footnote-1"),
    ("Ai ký kế hoạch của Vĩnh Phúc?", "answered", ["Vũ Chí Giang"], f"{VP}#signature"),
    ("Kế hoạch Hà Tĩnh căn cứ văn bản nào?", "answered", ["749/QĐ-TTg"], f"{HT}#basis-1"),
    ("Kinh phí của Vĩnh Phúc lấy từ đâu?", "answered", ["Ngân sách nhà nước"], f"{VP}#IV"),
    ("04 đô thị thông minh của Thanh Hóa là những nơi nào?", "answered", ["Sầm Sơn"], f"{TH}#III.3"),
    # comparisons: unlike measures and absent plans are said
    (
        "Tỷ lệ dân số có tài khoản thanh toán năm 2025, tỉnh nào cao nhất?",
        "answered",
        [
            "năm 2025: 80%",
            "cao nhất là Điện Biên (trên 50%) và Thanh Hóa (50% trở lên)",
            "Hải Dương tính trên dân số từ 15 tuổi trở lên",
            "không thấy đặt con số mục tiêu: Vĩnh Phúc",
        ],
        f"{HD}#II.2.row-2",
    ),
    (
        "Kinh tế số Hải Dương tăng bao nhiêu từ 2025 đến 2030?",
        "answered",
        ["tăng 10 điểm phần trăm"],
        f"{HD}#II.1.row-1",
    ),
    # false premise
    (
        "vì sao Hà Tĩnh đặt mục tiêu 50% kinh tế số năm 2025?",
        "answered",
        ["Không phải 50%", "10%"],
        f"{HT}#I.2.1.b",
    ),
    # a merged province: the plan is of the former one, and that is said
    (
        "Kinh tế số trên GRDP của Hải Phòng năm 2025?",
        "answered",
        ["20%", "nay thuộc thành phố Hải Phòng"],
        f"{HD}#II.1",
    ),
    # honest limits
    (
        "Mục tiêu kinh tế số năm 2027 của Thanh Hóa?",
        "not_found",
        ["không đặt mục tiêu này cho năm 2027"],
        f"{TH}#II.2",
    ),
    (
        "Hải Dương đã đạt tỷ trọng kinh tế số bao nhiêu rồi?",
        "not_found",
        ["không có số liệu kết quả"],
        f"{HD}#II.1",
    ),
    ("lương giáo viên Hà Tĩnh là bao nhiêu?", "not_found", ["không tìm thấy"], None),
    ("đường cao tốc ở Thanh Hóa dài bao nhiêu km", "not_found", ["không tìm thấy"], None),
    ("Hải Dương dùng blockchain vào việc gì?", "not_found", ["không tìm thấy"], None),
    ("Quảng Ninh đặt mục tiêu kinh tế số bao nhiêu?", "out_of_scope", ["Quảng Ninh", "Hà Tĩnh"], None),
    ("cho tôi số điện thoại của chủ tịch tỉnh Hà Tĩnh", "out_of_scope", ["không hỗ trợ"], None),
    ("Căn cứ pháp lý của kế hoạch là gì?", "clarify", ["tỉnh nào"], None),
]


def test_a_target_is_called_by_its_name_where_the_question_calls_it_so(talk):
    text = talk.say("đến 2025 kinh tế số Hải Dương bao nhiêu phần trăm?").text
    assert "20%" in text and "lực lượng lao động" not in text


@pytest.mark.parametrize(("question", "status", "said", "clause"), CASES, ids=[case[0] for case in CASES])
def test_answer(talk, question, status, said, clause):
    answer = talk.say(question)
    expect(answer, status, said, [])
    if clause is not None:
        assert cites(answer, clause), [item.clause for item in answer.citations]


def test_the_press_report_is_named_each_time(talk):
    for question in (
        "Kinh tế số Điện Biên 2025?",
        "8 lĩnh vực ưu tiên của Điện Biên",
        "Ai ký kế hoạch Điện Biên?",
    ):
        answer = talk.say(question)
        assert "bài báo của ICTNews" in answer.text
        assert any(note.kind == "provenance" for note in answer.notes)


def test_a_body_merged_since_is_noted_and_kept_apart_from_the_fact(talk):
    answer = talk.say("Ai đo tỷ lệ chữ ký số ở Hải Dương?")
    fact, note = answer.text.split("Lưu ý:", 1)
    assert "Sở Thông tin và Truyền thông" in fact
    assert "Sở Khoa học và Công nghệ" in note
    assert "Sở Khoa học và Công nghệ" not in fact


def test_several_plans_are_given_each_with_buttons(talk):
    answer = talk.say("Kinh tế số chiếm bao nhiêu GRDP năm 2025?")
    assert {button.title for button in answer.buttons} >= {"Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Điện Biên"}
    assert all(not button.payload.startswith("/") for button in answer.buttons)


def test_the_custom_part_has_the_contract_shape(talk):
    custom = talk.say("Tỷ trọng kinh tế số của Hải Dương năm 2025 và 2030?").to_custom()
    assert json.loads(json.dumps(custom)) == custom
    assert set(custom) == {"status", "question", "facts", "citations", "notes", "chart"}
    assert set(custom["question"]) == {"type", "provinces", "years", "agencies", "topic"}
    assert {fact["kind"] for fact in custom["facts"]} == {"indicator"}
    assert custom["chart"]["unit"] == "%"
    assert [bar["value"] for bar in custom["chart"]["series"]][:2] == [20.0, 30.0]


def test_the_quote_is_letter_for_letter(talk, library):
    for question in ("Kinh tế số Hà Tĩnh 2025?", "ai chủ trì hóa đơn điện tử ở Hải Dương?"):
        for citation in talk.say(question).citations:
            document = citation.clause.split("#")[0]
            assert citation.quote in library.documents[document].text


def test_no_raw_identifier_is_shown(talk):
    for question, *_ in CASES:
        text = talk.say(question).text
        assert not re.search(r"[a-z]+-\d+#|row-\d|bullet-\d|None|\{|\}", text), text


TALKS = [
    # ellipsis over year, province, type, source, funding
    (["Kinh tế số Hải Dương 2025?", "còn 2030?"], "30%", f"{HD}#II.1.row-1"),
    (["Kinh tế số Hải Dương 2030?", "thế Thanh Hóa?"], "30% trở lên", f"{TH}#II.2.3.b"),
    (
        ["Tỷ lệ chữ ký số cá nhân Hải Dương 2025?", "ai đo?"],
        "Sở Thông tin và Truyền thông",
        f"{HD}#II.2.row-3",
    ),
    (
        ["Tỷ lệ chữ ký số cá nhân Hải Dương 2025?", "nguồn đâu?"],
        "Phần II, mục 2, chỉ tiêu 3",
        f"{HD}#II.2.row-3",
    ),
    (["hồ sơ công việc trên môi trường mạng Hà Tĩnh 2025", "thế còn cấp xã?"], "60%", f"{HT}#I.2.1.a"),
    (["Kinh tế số Hà Tĩnh 2025?", "vậy kinh phí lấy từ đâu?"], "Ngân sách nhà nước", f"{HT}#III"),
    (["Kinh tế số Hà Tĩnh 2025?", "ý tôi là Hải Dương"], "20%", f"{HD}#II.1.row-1"),
    (
        ["Hải Dương: sở nào làm nền tảng quản lý trạm y tế?", "khi nào xong?"],
        "2023-2025",
        f"{HD}#PL.B.II.row-7",
    ),
    (["Sở Y tế Hà Tĩnh làm gì?", "còn Hải Dương?"], "tiêm chủng", f"{HD}#PL"),
    # a subject of its own drops the old one but stays with the plan
    (
        ["Kinh tế số Hải Dương 2025?", "ai chủ trì nền tảng hóa đơn điện tử?"],
        "Sở Tài chính",
        f"{HD}#PL.A.IX.row-7",
    ),
    # a clarifying question answered by a name, an ordinal
    (["Căn cứ pháp lý của kế hoạch là gì?", "Vĩnh Phúc"], "2696/QĐ-UBND", f"{VP}#basis-2"),
    (["Căn cứ pháp lý của kế hoạch là gì?", "cái thứ 2"], "749/QĐ-TTg", f"{HT}#basis-1"),
    # small talk between leaves the subject
    (["Kinh tế số Hải Dương 2025?", "cảm ơn bạn", "còn 2030?"], "30%", f"{HD}#II.1.row-1"),
]


@pytest.mark.parametrize(("turns", "said", "clause"), TALKS, ids=[" | ".join(item[0]) for item in TALKS])
def test_conversation(talk, turns, said, clause):
    for turn in turns:
        answer = talk.say(turn, *(("thanks", 0.9) if "cảm ơn" in turn else ()))
    assert said in answer.text, answer.text
    assert cites(answer, clause), [item.clause for item in answer.citations]


def test_long_lists_page_on_without_repeating(talk):
    pages = [talk.say("Liệt kê các chỉ tiêu của Hải Dương")]
    while pages[-1].buttons:
        pages.append(talk.say(pages[-1].buttons[0].payload))
        assert len(pages) < 9
    seen = [fact.id for answer in pages for fact in answer.facts]
    assert len(seen) == len(set(seen))
    assert "17." in pages[-1].text
