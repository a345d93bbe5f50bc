"""Comparisons and counts over plans: like with like, no plan denied what it states, filters that hold."""

import pytest

from actions.engine.compose.targets.measures import measure_of
from knowledge.model import Indicator, Scope

# (question, intent, what is said, what must not be said)
COMPARED = [
    # another name for the same target; everyday words of the question
    (
        "Tăng năng suất lao động bình quân của các tỉnh đặt ra bao nhiêu?",
        "compare",
        ["tối thiểu 7%", "từ 5-10%", "9,6%"],
        ["kế hoạch của: Điện Biên"],
    ),
    (
        "Giữa Thanh Hóa với Hà Tĩnh năm 2030 kinh tế số hơn nhau bao nhiêu điểm?",
        "compare",
        ["tối thiểu 20%", "10 điểm phần trăm"],
        ["Không thấy"],
    ),
    # a plan that states it for another year, one that speaks of it without a figure
    (
        "Tỉnh nào đặt kinh tế số 2030 cao nhất?",
        "compare",
        ["Điện Biên không đặt mục tiêu này cho năm 2030"],
        [],
    ),
    (
        "Khám chữa bệnh từ xa: các tỉnh đặt mục tiêu thế nào?",
        "compare",
        ["cơ sở y tế", "dân số trưởng thành", "nhắc đến nội dung này nhưng không thấy đặt con số mục tiêu"],
        ["70 điểm", "cao nhất"],
    ),
    # unlike measures are listed, not ranked
    (
        "So sánh tài khoản thanh toán Hải Dương và Thanh Hóa 2025",
        "compare",
        ["80%", "50% trở lên", "dân số từ 15 tuổi trở lên", "không so hơn kém"],
        ["cao hơn", "chênh"],
    ),
    (
        "Tỉnh nào đặt mục tiêu tài khoản thanh toán điện tử thấp nhất năm 2025?",
        "compare",
        ["thấp nhất là Hà Tĩnh", "Hải Dương tính trên dân số từ 15 tuổi trở lên"],
        ["cao nhất là Hải Dương"],
    ),
    (
        "DVCTT mức độ 4 năm 2025 tỉnh nào cao nhất?",
        "compare",
        ["Thanh Hóa tính trên hồ sơ", "bằng nhau về con số – Điện Biên (80%) và Hà Tĩnh (80%)"],
        ["cao nhất là Thanh Hóa"],
    ),
    ("Cáp quang tỉnh nào cao nhất?", "compare", ["cao nhất là Hải Dương (90%)"], ["không đo cùng"]),
    # a whole subject: its targets in each plan; a target that is itself called so compares by its figure
    (
        "Điểm khác nhau giữa mục tiêu xã hội số của Hải Dương và Thanh Hóa?",
        "compare",
        ["Số chỉ tiêu về xã hội số: Hải Dương 11 và Thanh Hóa 6", "1. Hải Dương – ", "4. Thanh Hóa – "],
        ["không tìm thấy"],
    ),
    (
        "So sánh mục tiêu chính quyền số 2030 của Hà Tĩnh với Thanh Hóa",
        "compare",
        ["chính quyền số năm 2030: Hà Tĩnh 6 và Thanh Hóa 2", "Thanh Hóa – "],
        ["không tìm thấy"],
    ),
    (
        "So sánh mục tiêu kinh tế số 2030 của Hà Tĩnh với Thanh Hóa",
        "compare",
        ["tối thiểu 20%", "30% trở lên", "10 điểm phần trăm"],
        ["Số chỉ tiêu"],
    ),
    # what two plans have in common; which plans speak of a thing at all
    (
        "Thanh Hóa và Điện Biên có chung mục tiêu nào không?",
        "compare",
        ["mục tiêu cùng tên, cùng năm"],
        ["chỉ tiêu về chung"],
    ),
    ("Tỉnh nào nhắc đến Mobile Money?", "compare", ["Kế hoạch của Hải Dương", "Kế hoạch của Hà Tĩnh"], []),
    ("Tỉnh nào nhắc đến máy bay không người lái?", "compare", ["không tìm thấy"], ["Kế hoạch của"]),
    # bodies weighed by how many tasks they have
    (
        "Sở Y tế và Sở Tài chính Hải Dương, sở nào chủ trì nhiều nhiệm vụ hơn?",
        "responsible",
        ["Sở Y tế: 9 nhiệm vụ", "Sở Tài chính: 3 nhiệm vụ", "Sở Y tế được giao nhiều hơn, hơn 6 nhiệm vụ"],
        ["Không thấy"],
    ),
    (
        "Sở Công Thương, Sở Xây dựng với Sở Y tế Hải Dương mỗi bên mấy việc?",
        "count",
        ["10 nhiệm vụ", "1 nhiệm vụ", "9 nhiệm vụ", "Nhiều nhất: Sở Công"],
        ["Không thấy"],
    ),
    # "tỉnh A hay tỉnh B đặt cao hơn" compares, though it looks like a question for one target
    (
        "Hồ sơ công việc ở xã làm trên mạng năm 2025, Điện Biên hay Hà Tĩnh cao hơn nhỉ?",
        "indicator",
        ["bằng nhau về con số – Điện Biên (60%) và Hà Tĩnh (60%)"],
        [],
    ),
    (
        "Mức phủ cáp quang tới hộ dân năm 2025 thì Hà Tĩnh hay Hải Dương thấp hơn?",
        "indicator",
        ["Hải Dương (90%) cao hơn Hà Tĩnh (trên 80%)"],
        [],
    ),
    # of one plan's share of the product and of each sector, the one that the other plan has, too
    (
        "kinh tế số năm 2025 Hà Tĩnh với Thanh Hóa bên nào đặt cao hơn, hơn mấy điểm phần trăm",
        "compare",
        ["Thanh Hóa (20% trở lên) cao hơn Hà Tĩnh (tối thiểu 10%)", "10 điểm phần trăm"],
        ["không đo cùng một thứ"],
    ),
]


def check(answer, said, unsaid):
    body = answer.text.split("Nguồn:")[0]
    for words in said:
        assert words in body, answer.text
    for words in unsaid:
        assert words not in body, answer.text


@pytest.mark.parametrize(("question", "intent", "said", "unsaid"), COMPARED, ids=[row[0] for row in COMPARED])
def test_like_is_compared_with_like(talk, question, intent, said, unsaid):
    check(talk.say(question, intent, 0.9), said, unsaid)


# (question, intent, what is said, what must not be said)
EDGES = [
    # plans that state none come first
    (
        "Địa phương nào chưa có chỉ tiêu thương mại điện tử trong bán lẻ?",
        "list",
        ["Không thấy mục tiêu này trong kế hoạch của: Điện Biên, Hà Tĩnh", "Hải Dương: năm 2025"],
        ["cao nhất"],
    ),
    (
        "tinh nao khong dat muc tieu tai khoan thanh toan dien tu nam 2030",
        "indicator",
        ["Điện Biên không đặt mục tiêu này cho năm 2030", "Vĩnh Phúc"],
        ["Không thấy mục tiêu này trong kế hoạch của: Điện Biên"],
    ),
    # the targets of a named group
    (
        "Trong nhóm mục tiêu kinh tế số của Hải Dương, mục tiêu nào năm 2030 cao nhất?",
        "compare",
        ["phần “Phát triển kinh tế số”", "hợp đồng điện tử", "100%"],
        ["Tỷ trọng kinh tế số trên GRDP"],
    ),
    (
        "Mục tiêu chính quyền số nào của Thanh Hóa năm 2030 thấp nhất?",
        "compare",
        ["Hoạt động kiểm tra", "70%"],
        ["98%"],
    ),
    ("Mục tiêu kinh tế số năm 2030 của tỉnh nào cao nhất?", "compare", ["cao nhất là Thanh Hóa"], ["phần “"]),
    # sectors and levels by their names
    (
        "Hải Dương năm 2022 số hóa kinh tế kém nhất ở mảng nào, công nghiệp hay nông nghiệp?",
        "compare",
        ["Nông lâm, thủy sản (0,60%)"],
        ["cao hơn"],
    ),
    (
        "Dịch vụ hay nông nghiệp của Hải Dương có tỷ trọng kinh tế số lớn hơn năm 2022?",
        "baseline",
        ["cao hơn là Dịch vụ (9,21%)", "8,61 điểm"],
        ["Công nghiệp"],
    ),
    (
        "Hồ sơ công việc cấp huyện và cấp xã của Hà Tĩnh năm 2025 chênh nhau bao nhiêu?",
        "compare",
        ["cấp huyện (80%)", "20 điểm phần trăm"],
        ["cấp tỉnh"],
    ),
    # how many times
    ("Kinh tế số 2030 của Thanh Hóa gấp mấy lần Hà Tĩnh?", "compare", ["gấp 1,5 lần"], []),
    ("Tài khoản thanh toán Hà Tĩnh 2030 gấp bao nhiêu lần 2025?", "indicator", ["gấp khoảng 1,67 lần"], []),
    ("Kinh tế số 2030 của Thanh Hóa hơn Hà Tĩnh bao nhiêu?", "compare", ["10 điểm"], ["gấp"]),
    # several targets side by side, ranked only where it is asked
    (
        "Cáp quang hộ gia đình và điện thoại thông minh Hải Dương 2030 là bao nhiêu?",
        "indicator",
        ["100%", "95%"],
        ["cao hơn"],
    ),
    (
        "Hợp đồng điện tử hay chữ ký số của Hải Dương năm 2025 cao hơn?",
        "compare",
        ["trên 80%", "trên 50%", "cao hơn", "30 điểm"],
        [],
    ),
    (
        "Thanh Hóa đặt kinh tế số 2025 bao nhiêu, Hà Tĩnh đặt tài khoản thanh toán 2025 bao nhiêu?",
        "indicator",
        ["Thanh Hóa – Kinh tế số", "Hà Tĩnh – Tỷ lệ dân số", "20% trở lên", "trên 30%"],
        [],
    ),
    (
        "Tỷ lệ dùng tư vấn sức khỏe trực tuyến và khám chữa bệnh từ xa ở Hải Dương năm 2030?",
        "indicator",
        ["từ 50% trở lên"],
        ["• Tỷ lệ"],
    ),
    # one target of two plans in different years
    (
        "Tài khoản thanh toán của Điện Biên năm 2025 so với Thanh Hóa năm 2030 chênh mấy điểm?",
        "compare",
        ["Thanh Hóa năm 2030 (80% trở lên) cao hơn Điện Biên năm 2025 (trên 50%)", "30 điểm"],
        [],
    ),
    # which rises most, which level comes sooner, which lie on one side of a figure
    (
        "Trong các mục tiêu kinh tế số của Hải Dương, cái nào tăng ít nhất từ 2025 đến 2030?",
        "compare",
        ["tăng ít nhất từ năm 2025 đến năm 2030", "nhân lực lao động kinh tế số", "1 điểm"],
        ["GRDP"],
    ),
    (
        "Mức 50% dân có tài khoản thanh toán: Hà Tĩnh hay Điện Biên đặt sớm hơn?",
        "compare",
        ["Điện Biên đặt mức 50% cho năm 2025", "Hà Tĩnh đặt mức 50% cho năm 2030"],
        [],
    ),
    (
        "Hải Dương có những chỉ tiêu nào dưới 50% cho năm 2030?",
        "list",
        ["Tỷ trọng kinh tế số trên GRDP", "bán lẻ", "nhân lực"],
        ["chữ ký số", "từ 50%"],
    ),
    # plans beside the one named, or all of them
    (
        "Ngoài Hải Dương còn tỉnh nào đặt chỉ tiêu hồ sơ sức khỏe điện tử?",
        "compare",
        ["Không thấy mục tiêu này trong kế hoạch của"],
        [],
    ),
    (
        "Các tỉnh đều có chỉ tiêu về hợp đồng điện tử phải không?",
        "compare",
        ["Không thấy mục tiêu này trong kế hoạch của", "Vĩnh Phúc"],
        [],
    ),
    # the question at the end of a story
    (
        "Tuần tới phòng tôi làm hội thảo về tài khoản thanh toán điện tử, khách mời từ Hà Tĩnh và Điện Biên."
        " Bên nào đặt mức năm 2025 cao hơn?",
        "compare",
        ["trên 50%", "trên 30%", "Điện Biên"],
        [],
    ),
    (
        "Anh bạn tôi mở xưởng ở Thanh Hóa, nghe nói doanh nghiệp sắp phải chuyển đổi số."
        " Cho tôi hỏi đến 2030 tỉnh đặt bao nhiêu phần trăm doanh nghiệp chuyển đổi số?",
        "indicator",
        ["80% trở lên"],
        [],
    ),
    (
        "Nhà tôi ở Hải Dương, trước cửa đang đào đường làm cống. Bao giờ thì làm xong đường?",
        "deadline",
        [],
        ["2025:", "2030:"],
    ),
    # duties to report, money, dates and tasks of two plans
    (
        "Vĩnh Phúc với Hà Tĩnh, bên nào phải nộp báo cáo dày hơn?",
        "compare",
        ["hàng tháng, quý", "hàng năm hoặc đột xuất"],
        [],
    ),
    ("Nguồn vốn của Vĩnh Phúc khác gì Hà Tĩnh?", "funding", ["xã hội hóa", "khu vực tư nhân"], []),
    (
        "Vĩnh Phúc và Hải Dương, kế hoạch nào ban hành trước?",
        "doc_meta",
        ["55/KH-UBND ngày 03/3/2022 của UBND tỉnh Vĩnh Phúc được ban hành trước"],
        ["cũ nhất"],
    ),
    (
        "So sánh số việc Sở Tài chính chủ trì ở Hà Tĩnh và Hải Dương",
        "compare",
        ["Sở Tài chính được giao"],
        ["Tỷ lệ"],
    ),
]


@pytest.mark.parametrize(("question", "intent", "said", "unsaid"), EDGES, ids=[row[0] for row in EDGES])
def test_groups_parts_and_plans_without_a_target(talk, question, intent, said, unsaid):
    check(talk.say(question, intent, 0.6), said, unsaid)


def target(name, unit="%"):
    return Indicator("x#1@1", "x", "1", name, Scope("X"), 2025, "=", 50.0, unit, "50", "")


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Tỷ lệ hộ nông dân có tài khoản", "Tỷ lệ người dân có tài khoản", False),
        ("Tỷ lệ dân số từ 18 tuổi có tài khoản", "Tỷ lệ dân số có tài khoản", False),
        ("Tỷ lệ thanh niên từ 16 tuổi trở lên", "Tỷ lệ thanh niên từ 18 tuổi trở lên", False),
        ("Bệnh viện dùng bệnh án điện tử", "Người dân có bệnh án điện tử", False),
        ("Hạ tầng cáp quang phủ đến hộ gia đình", "Tỷ lệ hộ gia đình có cáp quang", True),
        ("Tỷ trọng kinh tế số trên GRDP", "Kinh tế số", True),
        ("Doanh nghiệp nhỏ và vừa dùng nền tảng số", "Doanh nghiệp dùng nền tảng số", False),
    ],
)
def test_what_a_name_measures(one, other, like):
    assert measure_of(target(one)).is_like(measure_of(target(other))) is like


def test_a_share_is_not_set_against_a_number():
    assert not measure_of(target("Xã chuyển đổi số", "xã")).is_like(measure_of(target("Xã chuyển đổi số")))


# (turns, what the last reply says, what it must not say)
TALKS = [
    # a rise is a difference of levels
    (
        ["Mức tăng kinh tế số 2025-2030 của tỉnh nào lớn nhất?"],
        ["Các mức tăng này bằng nhau", "Điện Biên"],
        [],
    ),
    (["Các tỉnh tăng kinh tế số bao nhiêu từ 2025 đến 2030?"], ["tăng 10 điểm phần trăm"], ["cao nhất"]),
    # plans beside those spoken of
    (
        ["Kinh tế số Hà Tĩnh 2025?", "thêm Điện Biên vào nữa"],
        ["• Điện Biên", "• Hà Tĩnh", "bằng nhau"],
        [],
    ),
    (
        ["Tài khoản thanh toán của Hải Dương 2025?", "so được với Hà Tĩnh không"],
        ["• Hải Dương", "• Hà Tĩnh", "không so hơn kém"],
        ["chênh"],
    ),
    (
        [
            "Bao nhiêu phần trăm doanh nghiệp Thanh Hóa chuyển đổi số năm 2030?",
            "tỉnh khác có chỉ tiêu này không",
        ],
        ["Hải Dương không nêu đúng mục tiêu này; gần nhất là “Doanh nghiệp nhỏ và vừa"],
        ["cao hơn"],
    ),
    # the plans that give a body tasks, where nothing but the body is named
    (["tỉnh nào giao hội nông dân chủ trì"], ["Hội Nông dân", "hộ sản xuất nông nghiệp"], ["Không thấy"]),
    # duties to report, of every plan
    (["Báo cáo định kỳ ở các tỉnh khác nhau ra sao?"], ["15/12"], ["100%"]),
    # other plans, asked as the one before was
    (
        ["Kinh phí của Hà Tĩnh lấy từ đâu?", "các tỉnh khác thì sao"],
        ["Kế hoạch của Vĩnh Phúc về kinh phí"],
        [],
    ),
    (["Ai ký kế hoạch của Hà Tĩnh?", "các tỉnh khác thì sao"], ["Người ký kế hoạch của Vĩnh Phúc"], []),
    # one body in several plans
    (
        ["So sánh vai trò Sở Thông tin và Truyền thông giữa Hà Tĩnh và Hải Dương"],
        ["Hà Tĩnh: ", "Hải Dương: "],
        [],
    ),
    # places among others
    (
        ["Hà Tĩnh với Thanh Hóa tỉnh nào tham vọng hơn về xếp hạng chuyển đổi số?"],
        ["nhóm 10", "Hà Tĩnh không nêu đúng mục tiêu này; gần nhất"],
        [],
    ),
    # an unheld province beside a held one
    (
        ["Quảng Ninh và Hải Dương ai cao hơn về kinh tế số?"],
        ["chưa có kế hoạch của Quảng Ninh", "20%"],
        ["Từ năm 2022 đến năm 2025"],
    ),
    # tasks by their end
    (["Trong phụ lục Hải Dương, những việc nào làm đến 2030?"], ["16 nhiệm vụ có thời hạn đến năm 2030"], []),
    (
        ["Trong phụ lục Hải Dương, những việc nào làm đến 2030?", "có bao nhiêu việc như vậy"],
        ["16 nhiệm vụ có thời hạn đến năm 2030"],
        ["98"],
    ),
    (
        ["Trong phụ lục Hải Dương, những việc nào làm đến 2030?", "việc nào xong sớm nhất?"],
        ["sớm nhất (năm 2023)", "hóa đơn điện tử"],
        [],
    ),
    (["Nhiệm vụ nào của Sở Y tế Hải Dương kéo dài tới năm 2030?"], ["giao cho Sở Y tế có thời hạn"], []),
    # all of an appendix
    (
        ["Phụ lục kế hoạch Hải Dương có tổng cộng bao nhiêu nhiệm vụ?"],
        ["Đếm được 86 nhiệm vụ"],
        ["1 văn bản"],
    ),
    # the points of a section, and targets of a plan without headings
    (["Hà Tĩnh có bao nhiêu mục tiêu năm 2030 về chính quyền số?"], ["gồm 5 mục tiêu"], []),
    (["Các tỉnh đặt bao nhiêu chỉ tiêu về chính quyền số?"], ["Điện Biên – Dịch vụ công"], []),
    # what one plan has and the other lacks
    (
        ["Chỉ tiêu nào Hải Dương có mà Thanh Hóa không có?"],
        ["không thấy chỉ tiêu tương tự trong nghị quyết của Thanh Hóa", "thương mại điện tử"],
        ["Tỷ trọng kinh tế số trên GRDP"],
    ),
    (
        ["Chỉ tiêu nào Thanh Hóa không có mà Hà Tĩnh có năm 2030?"],
        ["tương tự trong nghị quyết của Thanh Hóa", "Hồ sơ công việc"],
        [],
    ),
    # a record holds the subject itself
    (
        ["Những tỉnh nào có chỉ tiêu về dịch vụ công trực tuyến mức độ 4?"],
        ["Điện Biên, Hà Tĩnh và Thanh Hóa có"],
        ["Vĩnh Phúc", "Hồ sơ công việc"],
    ),
    (
        ["Những tỉnh nào có chỉ tiêu về thanh toán điện tử?"],
        ["Tỷ lệ dân số có tài khoản"],
        ["đô thị thông minh"],
    ),
    (
        ["Liệt kê chỉ tiêu về doanh nghiệp của các tỉnh"],
        ["Thanh Hóa có 10 chỉ tiêu về doanh nghiệp"],
        ["Cơ sở dữ liệu về tài nguyên"],
    ),
    (["Mỗi tỉnh có bao nhiêu chỉ tiêu kinh tế số?"], ["Điện Biên – Kinh tế số", "Hà Tĩnh – "], []),
    # a body without such a task, and the near target of a plan that lacks the one asked
    (
        ["Tỉnh nào có mục tiêu về cơ sở y tế khám chữa bệnh từ xa?"],
        ["Hải Dương không nêu đúng mục tiêu này; gần nhất là “Tỷ lệ dân số trưởng thành dùng dịch vụ tư vấn"],
        ["70 điểm"],
    ),
    # names that run into the next word, and words that only begin like a body
    (
        ["Hải Dương học sinh học trực tuyến tối thiểu bao nhiêu % chương trình?"],
        ["kế hoạch của Hải Dương"],
        [],
    ),
    (["Đội tuyển Việt Nam đá với ai tối nay"], [], ["giao việc", "Đội tuyển"]),
    # the body of the turn before is weighed against the one named now
    (
        ["Sở Tài chính Hải Dương chủ trì những việc gì?", "so với Công an tỉnh thì bên nào nhiều việc hơn?"],
        ["Sở Tài chính: 3 nhiệm vụ", "Công an tỉnh: 3 nhiệm vụ", "bằng nhau"],
        ["1. "],
    ),
    (
        ["Sở Y tế Hải Dương phụ trách việc gì?", "còn so với Sở Tài chính thì ai nhiều việc hơn"],
        ["Sở Y tế: 9 nhiệm vụ", "hơn 6 nhiệm vụ"],
        ["1. "],
    ),
    # of what one plan lists, what another one leaves out
    (
        ["Hà Tĩnh ưu tiên chuyển đổi số những lĩnh vực nào?", "lĩnh vực nào Điện Biên không nêu?"],
        ["Kế hoạch của Hà Tĩnh nêu 6", "Bài báo về kế hoạch của Điện Biên nêu 8", "Chỉ có ở Điện Biên"],
        [],
    ),
    (
        ["Điện Biên chọn ưu tiên chuyển đổi số những lĩnh vực nào?", "trong số đó cái nào Hà Tĩnh bỏ qua?"],
        ["Chỉ có ở Điện Biên: tài chính – ngân hàng, năng lượng và sản xuất công nghiệp"],
        [],
    ),
    # a sum asked of another plan is no part of the money of the one before
    (
        ["Kinh phí của Hải Dương lấy ở đâu?", "thế bên Hà Tĩnh? có ghi tổng số tiền không?"],
        ["không nêu tổng kinh phí", "Kế hoạch của Hà Tĩnh"],
        ["Kế hoạch của Hải Dương"],
    ),
    (
        ["Kinh phí của Hà Tĩnh lấy ở đâu?", "Vĩnh Phúc thì các khoản chi thường xuyên ra sao?"],
        ["Kế hoạch của Vĩnh Phúc"],
        ["Kế hoạch của Hà Tĩnh"],
    ),
    # the words of an appendix's title name no subject of its tasks
    (
        ["Đếm giúp phụ lục kèm kế hoạch của Hải Dương có tổng cộng bao nhiêu nhiệm vụ trọng tâm"],
        ["Đếm được 86 nhiệm vụ"],
        [],
    ),
    (
        ["Danh mục nhiệm vụ trọng tâm của Hải Dương có mấy nhiệm vụ về thương mại điện tử?"],
        ["thương mại điện tử", "trong phụ lục"],
        ["Đếm được 86"],
    ),
]


@pytest.mark.parametrize(("turns", "said", "unsaid"), TALKS, ids=[row[0][-1] for row in TALKS])
def test_lists_counts_and_plans_beside(talk, turns, said, unsaid):
    answer = None
    for turn in turns:
        lists = "có chỉ tiêu về" in turn or turn.startswith("Liệt kê")
        answer = talk.say(turn, "list" if lists else "compare" if "tỉnh" in turn.lower() else "", 0.9)
    check(answer, said, unsaid)


# Over several plans, stages, sections or bodies: (question, intent, what is said, what must not be said).
OVER_SEVERAL = [
    # what all plans set, asked by words that only ask for a table of them
    (
        "Lập bảng tổng hợp tỷ lệ tài khoản thanh toán điện tử 2025 của các tỉnh có đặt chỉ tiêu này.",
        "list",
        ["Điện Biên", "trên 30%", "50% trở lên"],
        ["phần mềm"],
    ),
    (
        "Thống kê giúp tôi mức hoạt động kiểm tra trên mạng đến 2025 của từng tỉnh",
        "measured_by",
        ["Thanh Hóa", "Hà Tĩnh", "Điện Biên", "50%"],
        ["không nêu cơ quan đo lường"],
    ),
    (
        "Đề nghị tổng hợp các mục tiêu về thứ hạng của các tỉnh.",
        "list",
        ["nhóm 10 tỉnh", "nhóm 15 tỉnh"],
        ["dịch vụ công"],
    ),
    # "của các tỉnh" names plans, not the level of government
    ("Mục tiêu hồ sơ công việc cấp xã năm 2025 của các tỉnh", "compare", ["Điện Biên", "60%"], ["cấp tỉnh"]),
    # the rises of two stages are set against each other
    (
        "Giai đoạn 2021-2025 Thanh Hóa đặt năng suất lao động tăng hơn giai đoạn 2026-2030 mấy điểm?",
        "indicator",
        ["9,6% trở lên", "8,1% trở lên", "thấp hơn giai đoạn 2021 - 2025 1,5 điểm"],
        [],
    ),
    # who signed in which office
    (
        "Kế hoạch tỉnh nào do cấp phó ký thay chủ tịch?",
        "doc_meta",
        ["Nguyễn Minh Hùng", "Vũ Chí Giang"],
        ["Tiến"],
    ),
    (
        "Bản nào Chủ tịch ký, bản nào Phó Chủ tịch ký?",
        "doc_meta",
        ["Chủ tịch ký 1 văn bản", "Phó Chủ tịch ký 2 văn bản"],
        ["không ghi ai đang giữ"],
    ),
    # how many targets two sections have, two bodies measure, one body measures in one section
    (
        "Số chỉ tiêu ở bảng xã hội số của Hải Dương nhiều hơn bảng kinh tế số mấy chỉ tiêu?",
        "count",
        ["“Phát triển kinh tế số”: 6", "“Phát triển xã hội số”: 11", "hơn 5 chỉ tiêu"],
        [],
    ),
    (
        "Hà Tĩnh đến 2030 có mấy mục tiêu chính quyền số và mấy mục tiêu xã hội số?",
        "count",
        ["5 chỉ tiêu", "4 chỉ tiêu", "năm 2030"],
        ["năm 2025"],
    ),
    (
        "Sở Y tế với Cục Thống kê Hải Dương, mỗi cơ quan đo mấy chỉ tiêu?",
        "measured_by",
        ["Sở Y tế: 2 chỉ tiêu", "6 chỉ tiêu"],
        [],
    ),
    (
        "Trong bảng xã hội số, Sở Thông tin và Truyền thông Hải Dương đo bao nhiêu chỉ tiêu?",
        "measured_by",
        ["đo 5 chỉ tiêu"],
        ["hợp đồng điện tử"],
    ),
    # the largest gap between what was measured and the goal
    (
        "Bảng xã hội số của Hải Dương, so số liệu 2022 thì chỉ tiêu nào còn kém mục tiêu 2030 nhiều nhất?",
        "list",
        ["chữ ký số", "69,24 điểm"],
        ["hợp đồng điện tử"],
    ),
    ("Chỉ tiêu nào của Hải Dương gần đích 2025 nhất?", "compare", ["0,8 điểm"], ["100%"]),
    # several levels of government are asked for, not the first of them
    (
        "Hà Tĩnh năm 2025: hồ sơ công việc cấp huyện với cấp xã là mấy phần trăm?",
        "indicator",
        ["80%", "60%"],
        [],
    ),
    # the targets that have the value stated, and no "đúng" to whether they are one
    (
        "Hải Dương với Thanh Hóa năm 2025 đều ghi 50% doanh nghiệp, có phải cùng một mục tiêu không?",
        "indicator",
        ["phát sinh thuế", "nền tảng số", "không đo cùng một thứ"],
        ["Đúng", "hợp đồng"],
    ),
]


@pytest.mark.parametrize(
    ("question", "intent", "said", "unsaid"), OVER_SEVERAL, ids=[row[0][:40] for row in OVER_SEVERAL]
)
def test_what_is_asked_over_several_is_answered_for_each(talk, question, intent, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    assert answer.status == "answered", answer.text
    check(answer, said, unsaid)


def test_parts_of_a_section_are_called_what_is_counted_only_where_they_are(talk):
    check(talk.say("Hà Tĩnh có bao nhiêu lĩnh vực ưu tiên chuyển đổi số?", "count", 0.8), ["6 lĩnh vực"], [])
    pilots = talk.say("Kể mấy xã, thị trấn chọn làm thử chuyển đổi số ở Vĩnh Phúc", "list", 0.5)
    check(pilots, [], ["3 xã"])


# The last two plans spoken of: (turns, said, unsaid).
LAST_TWO = [
    (
        ["Hà Tĩnh năm 2025 kinh tế số bao nhiêu?", "thế Thanh Hóa?", "đến 2030 hai nơi này ra sao?"],
        ["30% trở lên", "Hà Tĩnh", "tối thiểu 20%"],
        ["năm 2025"],
    ),
    (
        ["Tài khoản thanh toán điện tử ở Hà Tĩnh 2025?", "còn ở Điện Biên?", "chênh nhau mấy điểm vậy?"],
        ["20 điểm phần trăm"],
        ["năm 2030"],
    ),
    (
        ["Ai ký kế hoạch Hà Tĩnh?", "còn Hải Dương?", "hai văn bản đó ban hành ngày nào?"],
        ["29/10/2020", "29/12/2023"],
        [],
    ),
    # of one plan the years are apart
    (
        ["Kinh tế số Hà Tĩnh 2025?", "thế 2030?", "chênh mấy điểm?"],
        ["Từ năm 2025 đến năm 2030"],
        ["Thanh Hóa"],
    ),
]


@pytest.mark.parametrize(("turns", "said", "unsaid"), LAST_TWO, ids=[row[0][-1] for row in LAST_TWO])
def test_both_plans_spoken_of_are_compared(talk, turns, said, unsaid):
    answers = [talk.say(turn) for turn in turns]
    check(answers[-1], said, unsaid)
