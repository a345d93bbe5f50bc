"""How a question is read: words that only ask, loans from English, floors, pointers into a plan."""

import pytest

# (question, intent, type it is read as, words that must be said)
READ = [
    # a noun that only stands for what is asked is no subject
    (
        "Theo chú thích của kế hoạch Hải Dương, xã hội số gồm những đặc trưng nào?",
        "definition",
        "list",
        "văn hóa số",
    ),
    ("Địa chỉ số ở Vĩnh Phúc có những thành phần gì?", "list", "list", "bản đồ số"),
    ("ATM mềm trong kế hoạch Vĩnh Phúc là loại ứng dụng gì?", "doc_meta", "definition", "rút tiền"),
    # a noun that the plans count is known where its number is asked
    ("Hải Dương bảo vệ hệ thống thông tin theo mô hình mấy lớp?", "count", "indicator", "4 lớp"),
    # "hơn bao nhiêu" with one plan and one year asks for a floor
    (
        "Đến 2030 Hà Tĩnh muốn hơn bao nhiêu phần trăm dân có tài khoản thanh toán điện tử?",
        "indicator",
        "indicator",
        "50%",
    ),
    # who keeps an eye on a target is who measures it; on a trade, who has the duty
    (
        "Đơn vị nào theo dõi tỷ lệ hộ có cáp quang ở Hải Dương?",
        "responsible",
        "measured_by",
        "Sở Thông tin và Truyền thông",
    ),
    ("Sở nào theo dõi, đôn đốc ngành điện số hóa ở Hải Dương?", "responsible", "responsible", "Sở Công"),
    # everyday verbs around a subject
    ("Tại thời điểm năm 2022 Hải Dương có tỷ lệ cáp quang bao nhiêu?", "baseline", "indicator", "66,22%"),
    ("Thanh Hóa thừa nhận vì sao chuyển đổi số còn yếu?", "baseline", "passage", "nhận thức"),
    # a syllable that differs in its tone from a word of the subject is no part of it
    ("Hà Tĩnh phấn đấu dẫn đầu về PCI trong nhóm bao nhiêu tỉnh vào 2030?", "indicator", "indicator", "20"),
    # a share is asked of what bodies do, never which tasks they have
    (
        "Các sở Hà Tĩnh được giao có CSDL dùng chung đạt bao nhiêu phần trăm?",
        "indicator",
        "indicator",
        "70%",
    ),
    # money that is no money of the plan's
    (
        "Bị lừa mất tiền vì sự cố an toàn thông tin, sở nào ở Hải Dương nghiên cứu thị trường bảo hiểm?",
        "responsible",
        "responsible",
        "Sở Tài chính",
    ),
    ("Ban chỉ đạo nào đôn đốc chuyển đổi số ở Điện Biên?", "responsible", "responsible", "Chính quyền điện"),
    # English words that officials mix in
    ("Digital signature ở Hải Dương baseline 2022 là bao nhiêu?", "baseline", "baseline", "0,76%"),
    ("Ai là owner của nền tảng e-invoice ở Hải Dương?", "responsible", "responsible", "Sở Tài chính"),
]


@pytest.mark.parametrize(("question", "intent", "kind", "said"), READ, ids=[row[0][:40] for row in READ])
def test_what_is_asked(talk, question, intent, kind, said):
    answer = talk.say(question, intent, 0.25)
    assert answer.status == "answered", answer.text
    assert answer.question.type == kind, answer.text
    assert said.lower() in answer.text.lower(), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hải Dương nuôi bao nhiêu con lợn?",
        "Thanh Hóa có blockchain cho sổ đỏ không?",
        "Thanh Hóa có chỉ tiêu hồ sơ sức khỏe điện tử không?",
        "Vĩnh Phúc có plan mua drone phun thuốc không?",
        "Hà Tĩnh có bao nhiêu user dùng ví MoMo?",
    ],
)
def test_what_no_plan_holds_is_not_found(talk, question):
    assert talk.say(question, "passage", 0.4).status in ("not_found", "out_of_scope")
