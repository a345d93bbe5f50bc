"""Targets asked by those they are set for, or in other words; places once reached; who is first of all."""

import pytest

from tests.actions.conftest import expect

# (question, intent, status, what must be said, what must not)
OF_A_KIND = [
    (
        "Các trường học của Hải Dương cần đạt những gì vào năm 2030?",
        "indicator",
        "answered",
        ["đại học, cao đẳng", "từ tiểu học đến trung học"],
        ["thời gian thực hiện"],
    ),
    ("doanh nghiep o hai duong phai dat gi 2030", "indicator", "answered", ["hợp đồng", "nền tảng số"], []),
    ("Cấp xã ở Hà Tĩnh phải đạt gì vào năm 2030?", "indicator", "answered", ["70%"], ["90%"]),
    ("Các xã của Thanh Hóa phải đạt gì năm 2030?", "agency_tasks", "answered", ["80%"], ["thanh toán"]),
    ("Cơ sở khám chữa bệnh ở Thanh Hóa phải đạt gì?", "indicator", "answered", ["khám bệnh từ xa"], []),
    ("Trại lợn ở Hải Dương phải đạt gì năm 2030?", "indicator", "not_found", [], ["chỉ tiêu về"]),
    (
        "Điện Biên bắt mỗi lĩnh vực phải có ít nhất mấy phần kinh tế số?",
        "indicator",
        "answered",
        ["từng ngành, lĩnh vực”"],
        [],
    ),
    # "ngành" before a bound names no sector
    ("Kinh tế số của từng ngành tối thiểu mấy phần trăm, Hà Tĩnh", "indicator", "answered", ["10%"], []),
]

PLACES = [
    (
        "Hồi 2020 Thanh Hóa xếp hạng bao nhiêu về chuyển đổi số?",
        "baseline",
        "answered",
        ["15/63"],
        ["nhóm 10"],
    ),
    ("Trước khi có nghị quyết này Thanh Hóa đứng thứ mấy cả nước?", "baseline", "answered", ["15/63"], []),
    ("Năm 2022 Thanh Hóa đứng thứ mấy về chuyển đổi số?", "indicator", "not_found", ["không đặt"], ["15/63"]),
    ("Năm 2030 Thanh Hóa xếp thứ mấy về chuyển đổi số?", "indicator", "answered", ["nhóm 10"], ["15/63"]),
    ("Hà Tĩnh từng xếp thứ mấy về PCI?", "indicator", "not_found", ["không có số liệu kết quả"], []),
    (
        "Tỉnh nào dẫn đầu về chuyển đổi số năm 2022?",
        "baseline",
        "not_found",
        ["không có số liệu"],
        ["dùng thử"],
    ),
    ("Tỉnh nào có kinh tế số cao nhất năm 2027?", "compare", "not_found", ["không đặt", "2027"], []),
    ("Tỉnh nào dẫn đầu về kinh tế số năm 2030?", "compare", "answered", ["cao nhất là"], []),
]

OTHER_WORDS = [
    # "mỗi đơn vị" is no body that is given a task here, and "công việc" what the plan calls "hoạt động"
    (
        "Hải Dương bắt mỗi đơn vị làm trực tuyến ít nhất bao nhiêu phần công việc?",
        "indicator",
        "answered",
        ["trong mỗi cơ quan", "50%"],
        [],
    ),
    ("Mỗi ngành ở Hải Dương phải có bao nhiêu phần kinh tế số?", "indicator", "answered", ["từng ngành"], []),
    (
        "Đv nào theo dõi, kiểm đếm chỉ tiêu bán lẻ qua thương mại điện tử của Hải Dương?",
        "measured_by",
        "answered",
        ["Cục Thống kê"],
        [],
    ),
    # a target whose clause only holds some of the words is none about them
    ("Thanh Hóa có chỉ tiêu sổ sức khỏe điện tử không?", "list", "not_found", [], ["chỉ tiêu về"]),
    # another plan is named only where it holds the whole subject
    (
        "Thanh Hóa bao nhiêu phần trăm công ty dùng hợp đồng điện tử?",
        "indicator",
        "not_found",
        ["Hải Dương"],
        [],
    ),
    ("Thanh Hóa bao nhiêu phần công việc đồng áng làm bằng máy?", "indicator", "not_found", [], ["có trong"]),
]

MEASURED = [
    (
        "Thanh tra tỉnh Hải Dương được giao đo lường chỉ tiêu nào trong hai bảng?",
        "measured_by",
        "not_found",
        ["Không thấy kế hoạch của Hải Dương ghi Thanh tra tỉnh là đơn vị đo lường", "Cục Thống kê"],
        [],
    ),
    ("Sở Y tế Hà Tĩnh đo những chỉ tiêu gì?", "measured_by", "not_found", ["ghi Sở Y tế là đơn vị"], []),
    (
        "Cục Thống kê đo chỉ tiêu xã hội số nào ở Hải Dương?",
        "measured_by",
        "answered",
        ["đo 1 chỉ tiêu", "kỹ năng số cơ bản"],
        ["GRDP"],
    ),
]


@pytest.mark.parametrize(
    ("question", "intent", "status", "said", "unsaid"), OF_A_KIND + PLACES + OTHER_WORDS + MEASURED
)
def test_targets_asked(talk, question, intent, status, said, unsaid):
    answer = talk.say(question, intent, 0.6)
    expect(answer, status, said, unsaid)
