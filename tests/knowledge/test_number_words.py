"""Numbers in words: read where something is counted, left alone where the words mean something else."""

import pytest

from knowledge.number_words import find_number_words, in_digits

READ = [
    ("bốn xã thí điểm", "4 xã thí điểm"),
    ("Ba nhóm nhiệm vụ", "3 nhóm nhiệm vụ"),
    ("một trăm phần trăm", "100 phần trăm"),
    ("trăm phần trăm hộ dân", "100 phần trăm hộ dân"),
    ("hai mươi lăm %", "25 %"),
    ("hai lăm phần trăm", "25 phần trăm"),
    ("mười lăm tỉnh", "15 tỉnh"),
    ("ba mươi mốt xã", "31 xã"),
    ("một trăm lẻ năm xã", "105 xã"),
    ("ba trăm rưỡi hộ", "350 hộ"),
    ("một nghìn hai trăm hộ", "1200 hộ"),
    ("hai triệu người", "2000000 người"),
    ("mười bốn phẩy ba sáu phần trăm", "14,36 phần trăm"),
    ("phân nửa dân số", "50% dân số"),
    ("một nửa số hộ", "50% số hộ"),
    ("ba phần tư doanh nghiệp", "75% doanh nghiệp"),
    ("top năm cả nước", "top 5 cả nước"),
    ("xếp thứ mười", "xếp thứ 10"),
    ("hai, ba xã", "hai, 3 xã"),
    ("xã hội số bốn xã", "xã hội số 4 xã"),
    # "năm" before something counted is five
    ("năm mục tiêu của tỉnh", "5 mục tiêu của tỉnh"),
    ("có năm sở", "có 5 sở"),
    ("năm phần trăm", "5 phần trăm"),
    ("trong năm năm tới", "trong 5 năm tới"),
]

LEFT = [
    # the year
    "đến năm 2025",
    "hằng năm sở nào báo cáo",
    "mục tiêu năm xã hội số",
    "ngày, tháng, năm ban hành kế hoạch",
    "năm hai nghìn không trăm hai lăm",
    # an article, a name, an ordinal
    "một xã",
    "dịch vụ công một phần",
    "mức độ bốn dịch vụ công",
    "thứ năm tuần sau",
    "chỉ tiêu thứ ba",
    # other words
    "đầu tư đơn vị",
    "bao nhiêu phần trăm doanh nghiệp",
    "một nửa đầu năm",
    "hai phần ba dân số",
    "ba má",
    "",
]


@pytest.mark.parametrize(("text", "digits"), READ)
def test_a_number_before_what_it_counts_is_read(text, digits):
    assert in_digits(text) == digits


@pytest.mark.parametrize("text", LEFT)
def test_other_words_stay_as_they_are(text):
    assert in_digits(text) == text


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("bon xa", ["4"]),
        ("hai muoi phan tram", ["20"]),
        ("nam xa", []),
        ("sau xa", []),
        ("dau tu don vi", []),
    ],
)
def test_without_diacritics_only_what_is_clear_is_read(text, digits):
    assert [number.digits for number in find_number_words(text.split(), plain=True)] == digits
