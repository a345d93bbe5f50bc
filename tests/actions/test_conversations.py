"""Whole conversations over the shipped plans: what the last turn must answer (see conversation.py)."""

import pytest

HD, HT, TH, VP, DB = "Hải Dương", "Hà Tĩnh", "Thanh Hóa", "Vĩnh Phúc", "Điện Biên"
SHARE = f"{HD} đặt mục tiêu kinh tế số chiếm bao nhiêu GRDP năm 2025?"
TASKS = f"Sở Y tế {HD} chủ trì những nhiệm vụ nào?"
LONG = f"Sở Thông tin và Truyền thông {HD} chủ trì những nhiệm vụ nào?"
SIGNER = f"Ai ký kế hoạch của {VP}?"
ALL = "Mục tiêu tài khoản thanh toán điện tử năm 2025 là bao nhiêu?"

TARGETS = (f"Các mục tiêu năm 2025 của {HD}?", "list")

# Turns ("text" or ("text", intent)) and what is true of the last answer: status, type, provinces, years,
# topic, agencies; "says": parts of the text; "silent": parts that may not stand in it.
TALKS = [
    # years, provinces, levels carry over
    ([SHARE, "còn 2030?"], {"type": "indicator", "years": [2030], "says": ["30%"]}),
    ([SHARE, "2030"], {"years": [2030], "says": ["30%"]}),
    ([SHARE, f"thế {TH}?"], {"provinces": [TH], "years": [2025], "says": ["20% trở lên"]}),
    ([SHARE, f"ý tôi là {HT}"], {"provinces": [HT], "says": ["10%"]}),
    ([SHARE, f"nhầm, ý tôi là {TH}"], {"provinces": [TH], "says": ["20% trở lên"]}),
    ([SHARE, f"quay lại {HT}, năm 2030 thì sao?"], {"provinces": [HT], "years": [2030], "says": ["20%"]}),
    ([SHARE, "không phải 2025 mà là 2030"], {"years": [2030], "says": ["30%"]}),
    ([SHARE, "2030 chứ không phải 2025"], {"years": [2030], "says": ["30%"]}),
    ([SHARE, f"không phải {HD} mà là {TH}"], {"provinces": [TH], "says": ["20% trở lên"]}),
    ([f"Hồ sơ công việc cấp huyện xử lý trên môi trường mạng ở {HT} năm 2025?", "thế còn cấp xã?"],
     {"says": ["60%"], "years": [2025]}),
    (["kinh te so hai duong 2025 chiem bao nhieu grdp", "con 2030"], {"years": [2030], "says": ["30%"]}),
    # small talk and what lies outside leave the context
    ([SHARE, ("cảm ơn", "thanks"), "còn 2030?"], {"type": "indicator", "says": ["30%"]}),
    ([SHARE, ("thời tiết hôm nay thế nào", "out_of_scope"), "còn 2030?"],
     {"type": "indicator", "says": ["30%"]}),
    ([SHARE, ("hôm nay trời đẹp quá", "out_of_scope"), f"thế {TH}?"], {"says": ["20% trở lên"]}),
    ([SHARE, "zzqx wwvv", "còn 2030?"], {"type": "indicator", "says": ["30%"]}),
    ([SHARE, "thế đường cao tốc?", "còn 2030?"], {"type": "indicator", "says": ["30%"]}),
    # types
    ([SHARE, "ai đo?"], {"type": "measured_by", "says": ["Cục Thống kê"]}),
    ([SHARE, "ai chịu trách nhiệm đo?"], {"type": "measured_by", "says": ["Cục Thống kê"]}),
    ([SHARE, "ai đo?", "mục tiêu 2030?"], {"type": "indicator", "years": [2030], "says": ["30%"]}),
    ([SHARE, "tăng bao nhiêu?"], {"type": "compare", "says": ["5,64 điểm phần trăm"]}),
    ([f"{TH} hài lòng thủ tục hành chính năm 2030?", "tăng bao nhiêu?"], {"says": ["8 điểm phần trăm"]}),
    ([f"Tỷ lệ doanh nghiệp sử dụng hợp đồng điện tử của {HD} năm 2025?", "không, tôi hỏi nền tảng số"],
     {"type": "indicator", "provinces": [HD], "says": ["50%"]}),
    ([f"Chỉ số PCI của {HT} mục tiêu 2030 là bao nhiêu?", "chính quyền số?"],
     {"type": "indicator", "provinces": [HT], "years": [2030], "says": ["nhóm 10"]}),
    (["Kinh tế số là gì?", "còn công dân số?"], {"type": "definition", "says": ["danh tính số"]}),
    ([SHARE, f"so với {TH} thì sao?"], {"type": "compare", "provinces": [HD, TH]}),
    ([SHARE, "tỉnh nào cao hơn?", "chênh bao nhiêu?"], {"type": "compare", "topic": "kinh tế số"}),
    # sources of the last answer; they don't stick
    ([SHARE, "ai đo?", "nguồn đâu?"], {"type": "source", "says": ["Phần II, mục 1, chỉ tiêu 1"]}),
    ([SHARE, "nguồn?"], {"type": "source", "says": ["Phần II, mục 1, chỉ tiêu 1"]}),
    ([SHARE, "trích nguyên văn cho tôi"], {"type": "source", "says": ["14,36%"]}),
    ([SHARE, "ai đo?", "nguồn đâu?", "thế mục tiêu 2030?"], {"type": "indicator", "says": ["30%"]}),
    ([SHARE, "nguồn đâu?", f"thế {TH}?"], {"type": "indicator", "says": ["20% trở lên"]}),
    # documents
    ([SIGNER, "ngày nào?"], {"type": "doc_meta", "says": ["03/03/2022"]}),
    ([SIGNER, "căn cứ pháp lý là gì?"], {"type": "doc_meta", "says": ["749/QĐ-TTg"]}),
    ([SIGNER, f"còn {HT}?"], {"type": "doc_meta", "says": ["Trần Tiến Hưng"]}),
    ([SHARE, "ai ký văn bản này?"], {"type": "doc_meta", "says": ["Nguyễn Minh Hùng"]}),
    # bodies and pronouns
    ([TASKS, "bao nhiêu nhiệm vụ cả thảy?"], {"type": "count", "agencies": ["Sở Y tế"], "says": ["9"]}),
    ([TASKS, "sở đó còn đo chỉ tiêu nào?"], {"agencies": ["Sở Y tế"], "says": ["khám chữa bệnh từ xa"]}),
    ([f"Sở Tài chính {HT} làm gì?", f"thế ở {VP}?"], {"agencies": ["Sở Tài chính"], "provinces": [VP]}),
    ([f"Sở Lao động - Thương binh và Xã hội {HD} làm gì?", "Sở này nay là sở nào?"], {"says": ["Sở Nội vụ"]}),
    ([f"Hồ sơ sức khỏe điện tử {HD} năm 2025 bao nhiêu?", "ai chủ trì triển khai nền tảng đó?"],
     {"type": "responsible", "says": ["Sở Y tế"]}),
    ([f"Dịch vụ công trực tuyến mức độ 4 ở {HT} năm 2025?", "tỉnh này 2030 bao nhiêu?"],
     {"provinces": [HT], "years": [2030], "says": ["100%"]}),
    ([f"Ai hỗ trợ xã Lãng Công của {VP}?", "xã này được ai phối hợp?"], {"says": ["Viettel"]}),
    ([TASKS, "thời hạn?"], {"type": "deadline", "says": ["2023-2025"]}),
    # new subjects
    ([SHARE, f"Vậy {VP} có mục tiêu gì?"], {"type": "list", "provinces": [VP], "topic": "", "years": []}),
    ([SHARE, "ai chủ trì khám chữa bệnh từ xa?"],
     {"type": "responsible", "provinces": [HD], "says": ["Sở Y tế"]}),
    # paging and picking
    ([LONG, "xem tiếp"], {"says": ["9."]}),
    ([LONG, "tiếp"], {"says": ["9."]}),
    ([LONG, "xem thêm", "tiếp", "còn nữa không"], {"status": "clarify", "says": ["đã hết", "19"]}),
    ([TASKS, "xem tiếp"], {"status": "clarify", "says": ["đã hết"]}),
    ([TASKS, "cái thứ ba là gì?"], {"says": ["khám, chữa bệnh từ xa"], "provinces": [HD]}),
    ([TARGETS, "số 2"], {"says": ["trong từng ngành"], "silent": ["17 chỉ tiêu"]}),
    ([TARGETS, "cái đầu"], {"says": ["Tỷ trọng kinh tế số trên GRDP"]}),
    ([TARGETS, "cái thứ hai", "còn 2030"], {"years": [2030], "says": ["20% trở lên"]}),
    # choices that were offered
    ([ALL, "cái thứ nhất"], {"provinces": [DB], "says": ["50%"]}),
    ([ALL, f"{HD} và {TH}"], {"topic": "tài khoản thanh toán điện tử", "provinces": [TH, HD]}),
    ([ALL, "tất cả"], {"topic": "tài khoản thanh toán điện tử", "says": [TH, DB]}),
    ([ALL, f"{HD} và {TH}", "cả bốn"], {"says": [TH, DB, HT]}),
    # a guess of the classifier answers no words that the plans don't know
    ([("session_start", "funding")], {"status": "not_found"}),
    ([("session_start", "goodbye")], {"status": "not_found"}),
    (["..."], {"status": "clarify"}),
    (["🙂"], {"status": "clarify"}),
    # a new conversation has nothing to go back to
    (["còn 2030?"], {"status": "clarify"}),
    (["nguồn đâu?"], {"status": "clarify"}),
    (["xem tiếp"], {"status": "clarify"}),
    (["sở đó làm gì?"], {"status": "clarify"}),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "expected"), TALKS, ids=lambda value: "")
def test_the_last_turn(talk, turns, expected):
    for turn in turns:
        text, intent = turn if isinstance(turn, tuple) else (turn, "")
        answer = talk.say(text, intent, 0.3 if "_" in text else 0.9 if intent else 0.0)
    question = answer.question
    got = {
        "status": answer.status,
        "type": question.type,
        "provinces": sorted(question.provinces),
        "years": list(question.years),
        "agencies": list(question.agencies),
        "topic": question.topic.lower(),
    }
    expected = dict(expected)
    says, silent = expected.pop("says", []), expected.pop("silent", [])
    if expected.get("topic"):
        assert expected.pop("topic") in got["topic"]
    if "provinces" in expected:
        expected["provinces"] = sorted(expected["provinces"])
    assert {name: got[name] for name in expected} == expected, answer.text
    for part in says:
        assert part in answer.text
    for part in silent:
        assert part not in answer.text
