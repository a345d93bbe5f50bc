"""How a reply reads: whole facts, plain rows, only what is asked, short notes, under the length limits."""

import pytest

from actions.engine import excerpts, notes
from actions.engine.compose.targets.narrowing import counted_groups
from actions.engine.reply.wording import MANY_FACTS, ONE_FACT
from actions.engine.types import Note
from knowledge.model import Clause, Span
from tests.actions.conftest import expect

HD, HT, TH, VP = "hai-duong-5046", "ha-tinh-393", "thanh-hoa-nghi-quyet", "vinh-phuc-55"


def weigh(*words):
    return lambda text: {word: 1.0 for word in words if word in text}


LONG = (
    "Hạn chế còn nhiều: hạ tầng còn thiếu; dữ liệu còn ít, chưa đồng bộ. Kinh tế số còn nhỏ. "
    "Thương mại điện tử chưa mạnh, chưa tương xứng với tiềm năng. Nhân lực chưa đáp ứng yêu cầu. "
    "An ninh mạng bất cập."
)
LIST = (
    "Mỗi huyện, thành phố, thị xã chọn một đơn vị cấp xã để phổ biến kỹ năng cơ bản cho người dân, "
    "gồm truy cập Internet, thư điện tử, mua bán trực tuyến, thanh toán điện tử"
)


@pytest.mark.parametrize(
    ("text", "limit", "words", "held", "left_out"),
    [
        # two sentences that hold the words between them, with a gap where the rest is left out
        (
            LONG,
            130,
            ("Hạn chế", "Nhân lực"),
            ["Hạn chế còn nhiều", "Nhân lực chưa đáp ứng", "… "],
            ["bất cập"],
        ),
        # an enumeration goes on after the words that open it
        (LIST, 150, ("kỹ năng",), ["phổ biến kỹ năng", "thư điện tử", "thanh toán điện tử"], ["Mỗi huyện"]),
        # nothing is asked: from the beginning
        (LONG, 60, (), ["Hạn chế còn nhiều"], ["Nhân lực"]),
        # short enough: as it stands
        ("- Một câu ngắn.", 60, ("câu",), ["Một câu ngắn"], ["…"]),
    ],
)
def test_an_excerpt_holds_what_is_asked(text, limit, words, held, left_out):
    cut = excerpts.excerpt(text, limit, weigh(*words))
    assert len(cut) <= limit + 8, cut
    for part in held:
        assert part in cut, cut
    for part in left_out:
        assert part not in cut, cut


ROW = Clause(
    "an-binh-1",
    "II.row-5",
    "row",
    "5",
    "Phần II, chỉ tiêu 5",
    "",
    "5 Tỷ lệ hộ có mạng 66,22% DTI 2022 >=90% Sở A",
    Span(0, 10),
    "II",
    (),
    (
        ("TT", "5"),
        ("Nội dung chỉ tiêu", "Tỷ lệ hộ có mạng"),
        ("Năm 2022 / Số liệu", "66,22%"),
        ("Năm 2022 / Nguồn số liệu", "DTI 2022"),
        ("Mục tiêu 2025", ">=90%"),
        ("ĐVT", "%"),
        ("Đơn vị đo lường", "Sở A"),
    ),
)


@pytest.mark.parametrize(
    ("limit", "words", "expected"),
    [
        (
            300,
            (),
            "Tỷ lệ hộ có mạng; số liệu năm 2022: 66,22%; nguồn số liệu năm 2022: DTI 2022; "
            "mục tiêu 2025: >=90%; ĐVT: %; đơn vị đo lường: Sở A",
        ),
        (52, ("Sở A",), "Tỷ lệ hộ có mạng; ĐVT: %; đơn vị đo lường: Sở A"),
    ],
)
def test_a_row_reads_as_labelled_facts(limit, words, expected):
    assert excerpts.row_text(ROW, limit, weigh(*words)) == expected


@pytest.mark.parametrize(
    ("lengths", "room", "least", "expected"),
    [
        ([100, 100], 1000, 150, 150),  # all fit
        ([490, 365], 1000, 150, 490),
        ([50, 900, 900], 1000, 150, 475),
        ([900] * 10, 1000, 190, 190),
    ],
)
def test_items_share_the_room(lengths, room, least, expected):
    assert excerpts.fair_limit(lengths, room, least) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các huyện, thị xã, thành phố hoàn thành chuyển đổi số", {"district"}),
        ("mấy xã", {"commune"}),
        ("cáp quang phủ đến hộ gia đình", {"household"}),
        ("doanh nghiệp nhỏ và vừa", {"small_firms"}),
        ("dịch vụ công", set()),
    ],
)
def test_what_a_text_counts(text, expected):
    assert counted_groups(text) == expected


def test_bodies_under_one_law_share_a_note():
    said = [
        Note("succession", "a", "Nhiệm vụ của A nay do X thực hiện (Nghị quyết 1)."),
        Note("succession", "b", "Nhiệm vụ của B nay do Y thực hiện (Nghị quyết 1)."),
        Note("period", "c", "Kế hoạch này cho năm 2022, nay đã qua; đây là mục tiêu."),
    ]
    assert notes.lines(said) == [
        "Nhiệm vụ của A nay do X thực hiện; nhiệm vụ của B nay do Y thực hiện (Nghị quyết 1).",
        "Kế hoạch này cho năm 2022, nay đã qua; đây là mục tiêu.",
    ]
    told = {notes.key(note) for note in said}
    assert notes.lines(said, told) == [
        "Nhiệm vụ của A nay do X thực hiện; nhiệm vụ của B nay do Y thực hiện.",
        "Kế hoạch này cho năm 2022, nay đã qua.",
    ]


# (question, intent, status, what must be said, what must not)
REPLIES = [
    # the item that holds the fact is not cut before it
    (
        "Thanh Hóa xây đô thị thông minh ở những chỗ nào trước?",
        "list",
        "answered",
        ["thành phố Sầm Sơn", "thị xã Bỉm Sơn"],
        [],
    ),
    (
        "Hạn chế của Thanh Hóa về nhân lực số là gì?",
        "definition",
        "answered",
        ["chưa đáp ứng", "xem tiếp"],
        [],
    ),
    (
        "Ban Tuyên giáo Tỉnh ủy Thanh Hóa có nhiệm vụ gì?",
        "agency_tasks",
        "answered",
        ["theo dõi, kiểm tra, giám sát", "trong nghị quyết của Thanh Hóa"],
        ["…", "kế hoạch của Thanh Hóa"],
    ),
    ("Bưu điện tỉnh Vĩnh Phúc phải làm gì?", "agency_tasks", "answered", ["MB Bank"], ["…"]),
    (
        "Sở Y tế Hà Tĩnh phải làm những gì?",
        "agency_tasks",
        "answered",
        ["cấp chứng chỉ hành nghề", "bệnh án điện tử"],
        ["…"],
    ),
    # a quotation holds the very fact
    (
        "Bao giờ Hải Dương triển khai học từ làm việc thực tế?",
        "deadline",
        "answered",
        ["thời gian thực hiện: Khi có hướng dẫn của Trung ương”"],
        [],
    ),
    # table rows in plain words
    (
        "Tỷ lệ doanh nghiệp sử dụng hợp đồng điện tử của Hải Dương năm 2025",
        "indicator",
        "answered",
        ["số liệu năm 2022: 6,2%"],
        ["Năm 2022 /"],
    ),
    # a term in brackets whose words can't be told: no definition that begins in the middle
    (
        "POS là gì trong kế hoạch Vĩnh Phúc",
        "definition",
        "answered",
        ["không giải thích riêng “POS”", "Triển khai thí điểm"],
        ["giải thích “POS”: rút tiền"],
    ),
    # only what is counted, at the level asked, and no target twice
    (
        "Thanh Hóa tới 2025 mấy xã hoàn thành chuyển đổi số?",
        "indicator",
        "answered",
        ["300 xã"],
        ["là 06 huyện"],
    ),
    (
        "Hồ sơ công việc của xã ở Hà Tĩnh năm 2030 xử lý trên mạng mấy phần trăm?",
        "indicator",
        "answered",
        ["là 70%"],
        ["cấp huyện, năm 2030"],
    ),
    (
        "Thanh Hóa 2025 hạ tầng cáp quang phủ bao nhiêu hộ gia đình, bao nhiêu thôn bản",
        "indicator",
        "answered",
        ["hộ gia đình” là 80% trở lên", "thôn, bản, cụm dân cư” là 100%"],
        [],
    ),
    (
        "Số liệu 2022 về tỷ trọng kinh tế số ngành dịch vụ của Hải Dương",
        "baseline",
        "answered",
        ["Dịch vụ 9,21%"],
        ["14,36%"],
    ),
    ("Vĩnh Phúc triển khai ATM mềm tại mấy xã?", "count", "answered", ["06 xã, thị trấn"], ["là 04 đơn vị"]),
    (
        "Hoạt động trực tuyến trong mỗi cơ quan ở Hải Dương tối thiểu phải chiếm bao nhiêu?",
        "indicator",
        "answered",
        ["tối thiểu 50%"],
        ["mục tiêu năm 2025", "giai đoạn 2023-2025"],
    ),
    (
        "Các huyện ở Hà Tĩnh bao lâu phải báo cáo tình hình thực hiện?",
        "reporting",
        "answered",
        ["UBND các huyện"],
        ["• Sở Thông tin"],
    ),
    (
        "UBND 4 xã thí điểm ở Vĩnh Phúc phải báo cáo thế nào?",
        "reporting",
        "answered",
        ["hàng tháng"],
        ["• Sở Thông tin"],
    ),
    # the subject of a list without the word for its shape; a period said once
    (
        "Bảng kinh tế số Hải Dương có mấy chỉ tiêu?",
        "count",
        "answered",
        ["chỉ tiêu về kinh tế số"],
        ["về bảng"],
    ),
    (
        "Sở TT&TT Điện Biên được giao làm danh sách gì?",
        "agency_tasks",
        "answered",
        ["giai đoạn 2020 – 2021"],
        ["2021 – giai đoạn"],
    ),
]


@pytest.mark.parametrize(
    ("question", "intent", "status", "said", "unsaid"), REPLIES, ids=[r[0] for r in REPLIES]
)
def test_a_reply_reads_well(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    expect(answer, status, said, unsaid)
    listed = intent in ("list", "count", "agency_tasks")
    assert len(answer.text) <= (MANY_FACTS if listed else ONE_FACT), len(answer.text)


def test_a_count_of_tasks_cites_each(talk):
    answer = talk.say("Sở Y tế Hải Dương chủ trì tất cả bao nhiêu nhiệm vụ?", "count", 0.6)
    assert "9 nhiệm vụ" in answer.text
    assert "nhiệm vụ 7" in answer.text.split("Nguồn:")[1], answer.text


def test_a_cut_quotation_can_be_read_on(talk, library):
    cut = talk.say("Hạn chế của Thanh Hóa về nhân lực số là gì?", "definition", 0.6)
    assert [button.payload for button in cut.buttons] == ["xem tiếp"]
    whole = talk.say("xem tiếp")
    clause = library.clause(TH, "I.para-2")
    assert clause.text.split(".")[-2].strip() in whole.text
    assert whole.citations[0].clause == f"{TH}#I.para-2"
    assert talk.say("xem tiếp").text.startswith("Phần nguyên văn đã hết")


def test_a_cut_paragraph_on_money_can_be_read_on(talk):
    cut = talk.say("Thanh Hóa huy động nguồn lực nào cho hạ tầng số?", "funding", 0.6)
    assert "đã lược bớt" in cut.text
    assert "Nguyên văn" in talk.say("xem tiếp").text


def test_a_document_without_title_is_cited_without_a_quotation(talk):
    answer = talk.say("Nghị quyết chuyển đổi số Thanh Hóa do cơ quan nào ban hành?", "doc_meta", 0.6)
    assert "Ban Thường vụ Tỉnh ủy Thanh Hóa ban hành" in answer.text
    assert "Trích" not in answer.text


def test_a_note_is_said_in_full_once(talk):
    first = talk.say("Kinh tế số Hải Dương năm 2025 bao nhiêu?", "indicator", 0.6)
    assert "nay thuộc thành phố Hải Phòng (Nghị quyết 202/2025/QH15)" in first.text
    second = talk.say("còn 2030?", "follow_up", 0.6)
    assert "nay thuộc thành phố Hải Phòng.\n" in f"{second.text}\n"
    assert "Nghị quyết 202" not in second.text
    assert any("Nghị quyết 202" in note.text for note in second.notes)


@pytest.mark.parametrize(
    "question", ["Giả sử Hải Dương sửa mục tiêu thành 55% kinh tế số thì sao?", "Ai cấp sổ đỏ ở Hải Dương?"]
)
def test_the_nearest_clause_says_something(talk, library, question):
    answer = talk.say(question, "passage", 0.3)
    for citation in answer.citations:
        clause = library.clause(*citation.clause.split("#"))
        assert clause.kind != "footnote"
        assert not clause.heading or not clause.text.strip().endswith(clause.heading), clause.text


def test_no_caption_is_evidence(engine, talk):
    holder = engine._holder.get()
    finder = engine._finder(holder)
    assert finder.prepared.captions
    for question in ("Điện Biên ưu tiên y tế thế nào?", "Trung tâm dữ liệu của Thanh Hóa ở tòa nhà nào?"):
        cited = {citation.clause for citation in talk.say(question, "passage", 0.6).citations}
        assert not cited & finder.prepared.captions
    cited = {citation.clause for citation in talk.say("Có những kế hoạch nào?", "list", 0.6).citations}
    assert not cited & finder.prepared.captions
