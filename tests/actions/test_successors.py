"""Who holds a duty today: by the field of the duty; bodies beside the lead; two questions of one plan."""

import pytest

_LABOUR = "Sở Lao động - Thương binh và Xã hội tỉnh"

# (question, intent, what must be said, what must not)
CASES = [
    # a field that went elsewhere, told by the duty's words or by the section that it cites
    (
        "Hà Tĩnh giao giáo dục nghề nghiệp cho ai?",
        "responsible",
        ["về giáo dục nghề nghiệp nay do Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh thực hiện"],
        ["Sở Nội vụ"],
    ),
    (
        "Sở Lao động Hà Tĩnh chủ trì gì?",
        "agency_tasks",
        ["Chuyển đổi số trong lĩnh vực giáo dục nghề nghiệp", "nay do Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh"],
        ["Sở Nội vụ"],
    ),
    # several fields: both bodies
    (
        "Sở Lao động Hải Dương có nhiệm vụ gì?",
        "agency_tasks",
        ["Sở Nội vụ thành phố Hải Phòng", "riêng về giáo dục nghề nghiệp do Sở Giáo dục và Đào tạo"],
        ["giảm nghèo"],
    ),
    # no field is told: none is promised
    (
        'Chương trình "Học từ làm việc thực tế" của Hải Dương thực hiện khi nào?',
        "deadline",
        [f"{_LABOUR} Hải Dương nay do Sở Nội vụ thành phố Hải Phòng thực hiện, riêng về giảm nghèo"],
        [],
    ),
    # two bodies with a duty each are two facts: their notes find room
    (
        "ở Hà Tĩnh việc dạy học từ xa do ai lo",
        "responsible",
        ["Sở Giáo dục và Đào tạo chủ trì", "về giáo dục nghề nghiệp nay do Sở Giáo dục và Đào tạo"],
        [],
    ),
    # what became of a body, in the words of change
    ("Sở Giao thông vận tải giờ thành sở nào", "responsible", ["Sở Xây dựng"], ["chủ trì –"]),
    ("Sở Kế hoạch và Đầu tư nay đổi tên thành gì?", "passage", ["Sở Tài chính"], ["chủ trì –"]),
    ("sau sáp nhập ai làm thay việc của Sở TT&TT", "responsible", ["Sở Khoa học và Công nghệ"], []),
    ("Sở Lao động nay là cơ quan nào?", "", ["Sở Nội vụ", "giáo dục nghề nghiệp"], ["Điện Biên"]),
    # the body that a report goes to is gone
    (
        "Báo cáo của Hải Dương nộp cho ai?",
        "reporting",
        ["Sở Thông tin và Truyền thông tỉnh Hải Dương nay do Sở Khoa học và Công nghệ thành phố Hải Phòng"],
        ["báo chí"],
    ),
    (
        "Số điện thoại của Sở TT&TT Vĩnh Phúc là mấy?",
        "",
        ["cổng thông tin điện tử của Sở Khoa học và Công nghệ tỉnh Phú Thọ"],
        ["điện tử của Sở Thông tin"],
    ),
    # two facts of one plan
    (
        "Kế hoạch 55 Vĩnh Phúc làm trong thời gian nào, ai ký?",
        "deadline",
        ["trong năm 2022", "Vũ Chí Giang"],
        [],
    ),
    # what is held is named, and a figure of another level of the same year
    (
        "Điện Biên năm 2030 kinh tế số bao nhiêu %?",
        "indicator",
        ["Bài báo về kế hoạch của Điện Biên không đặt mục tiêu này cho năm 2030"],
        [],
    ),
    (
        "Hà Tĩnh năm 2025 xử lý 90% hồ sơ ở cấp xã phải không?",
        "indicator",
        ["mục tiêu năm 2025 của cấp tỉnh", "60%"],
        [],
    ),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid"), CASES)
def test_what_is_true_today(talk, question, intent, said, unsaid):
    text = talk.say(question, intent, 0.6 if intent else 0.0).text.lower()
    for words in said:
        assert words.lower() in text, text
    for words in unsaid:
        assert words.lower() not in text, text
