"""What questions name: tables of (question, kind, values)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.entities import find_entities, find_names
from nlu.normalize import normalize_message
from nlu.numbers_in_text import document_numbers, levels, years

TODAY = date(2026, 11, 21)


def values(text: str, kind: str) -> list[str]:
    return [entity.value for entity in find_entities(normalize_message(text).text) if entity.kind == kind]


PROVINCES = [
    ("kinh tế số Hải Dương", ["Hải Dương"]),
    ("kinh te so hai duong", ["Hải Dương"]),
    ("kinh te so thanh hoa", ["Thanh Hóa"]),
    ("Thanh Hoá với Hà Tĩnh", ["Thanh Hóa", "Hà Tĩnh"]),
    ("ở TP HCM thì sao", ["Hồ Chí Minh"]),
    ("DIEN BIEN", ["Điện Biên"]),
    ("ddieenj bieen", ["Điện Biên"]),
    ("Sở Y tế Hải Dương", ["Hải Dương"]),
    ("UBND tỉnh Vĩnh Phúc", ["Vĩnh Phúc"]),
    ("tỉnh Quảng Ninh và Bắc Kạn", ["Quảng Ninh", "Bắc Kạn"]),
    ("kinh tế số là gì", []),
]


@pytest.mark.parametrize(("text", "expected"), PROVINCES)
def test_provinces(text: str, expected: list[str]) -> None:
    assert values(text, "province") == expected


AGENCIES = [
    ("Sở TT&TT làm gì", ["Sở Thông tin và Truyền thông"]),
    ("so y te ha tinh lam gi", ["Sở Y tế"]),
    ("Sở Y tế Hải Dương phải làm gì", ["Sở Y tế"]),
    ("công an tỉnh lo gì", ["Công an tỉnh"]),
    ("sở nào chủ trì", []),
    ("sở NN Hải Dương làm gì", ["Sở Nông nghiệp và Phát triển nông thôn"]),
    ("so vh thanh hoa", ["Sở Văn hóa, Thể thao và Du lịch"]),
]


@pytest.mark.parametrize(("text", "expected"), AGENCIES)
def test_agencies(text: str, expected: list[str]) -> None:
    assert values(text, "agency") == expected


YEARS = [
    ("đến năm 2025", ["2025"]),
    ("2 năm 2025 và 2030", ["2025", "2030"]),
    ("giai đoạn 2021-2025", ["2025"]),
    ("giai đoạn 2021 – 2025, định hướng đến năm 2030", ["2025", "2030"]),
    ("từ năm 2022 đến năm 2025", ["2022", "2025"]),
    ("từ 2022 tới 2025", ["2022", "2025"]),
    ("năm nay", ["2026"]),
    ("nam nay", ["2026"]),
    ("năm ngoái so với năm 2025", ["2025", "2025"]),
    ("năm 25 đạt bao nhiêu", ["2025"]),
    ("2k30", ["2030"]),
    ("năm hai nghìn không trăm ba mươi", ["2030"]),
    ("năm hai không hai lăm", ["2025"]),
    ("ngày 29/12/2023", []),
    ("Nghị định 45/2020/NĐ-CP", []),
    ("đạt 2025%", []),
    ("2.025 doanh nghiệp", []),
    ("năm 30%", []),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years(text: str, expected: list[str]) -> None:
    assert [value for _, _, value in sorted(years(text, TODAY))] == expected


DOCUMENTS = [
    ("kế hoạch 5046/KH-UBND", ["5046/KH-UBND"]),
    ("5046/kh-ubnd ai ký", ["5046/KH-UBND"]),
    ("kế hoạch số 5046 ai ký", ["5046"]),
    ("KH 393 nói gì", ["393"]),
    ("ke hoach 55", ["55"]),
    ("Quyết định số 749/QĐ-TTg", ["749/QĐ-TTg"]),
    ("Nghị quyết 06-NQ/TU", ["06-NQ/TU"]),
    ("Nghị định 45/2020/NĐ-CP", ["45/2020/NĐ-CP"]),
    ("kế hoạch 2025", []),
    ("kế hoạch đạt 20%", []),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_document_numbers(text: str, expected: list[str]) -> None:
    assert [value for _, _, value in document_numbers(text)] == expected


LEVELS = [
    ("hồ sơ cấp xã", ["cấp xã"]),
    ("ho so cap xa", ["cấp xã"]),
    ("thế còn xã thì sao", ["cấp xã"]),
    ("ở huyện?", ["cấp huyện"]),
    ("xã hội số", []),
    ("tỉnh Hải Dương", []),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels(text: str, expected: list[str]) -> None:
    assert [value for _, _, value in levels(text)] == expected


TOPICS = [
    ("Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của Hải Dương?", ["kinh tế số GRDP"]),
    ("ai chủ trì khám chữa bệnh từ xa ở Hà Tĩnh?", ["khám chữa bệnh từ xa"]),
    ("kinh te so thanh hoa 2025 bao nhieu %", ["kinh tế số"]),
    ("ông nào lo vụ giao dịch điện tử", ["giao dịch điện tử"]),
    ("phủ 4G ở xã", ["phủ 4G"]),
    ("còn 2030?", []),
    ("ai đo?", []),
    ("thế Thanh Hóa?", []),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_topics(text: str, expected: list[str]) -> None:
    assert values(text, "topic") == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_entities_are_total_and_true_to_their_place(text: str) -> None:
    found = find_entities(text)
    for entity in found:
        assert text[entity.start : entity.end] == entity.text
    names = find_names(text)
    assert all(first.end <= second.start for first, second in pairwise(names))
