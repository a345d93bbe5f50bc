"""Provinces: all names in all spellings, and the mergers."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import underthesea

from knowledge.registry import load_registry

REGISTRY = load_registry()
TODAY = date(2026, 11, 21)
NAMES = [province.name for province in REGISTRY.provinces]


def found(text: str, typed: bool = True) -> list[str]:
    return [mention.province.name for mention in REGISTRY.find_provinces(text, typed)]


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("đ", "d")


def test_63_before_and_34_today() -> None:
    assert sum(province.before for province in REGISTRY.provinces) == 63
    assert sum(province.today for province in REGISTRY.provinces) == 34


def test_mergers_agree_with_the_mapping_of_underthesea() -> None:
    mapping = Path(underthesea.__file__).parent / "address" / "data" / "mapping.json"
    data = json.loads(mapping.read_text(encoding="utf-8"))
    short = {key: entry["short"] for key, entry in data["old_province_names"].items()}
    today = {key: entry["short"] for key, entry in data["province_names"].items()}
    theirs = {short[old]: today[new] for old, new in data["province_mapping"].items()}
    ours = {
        province.name: REGISTRY.province_today(province.name)
        for province in REGISTRY.provinces
        if province.before
    }
    # They know Thừa Thiên Huế under the name of the city that it became on 1/1/2025.
    theirs["Thừa Thiên Huế"] = theirs.pop("Huế")
    assert ours == theirs


@pytest.mark.parametrize("name", NAMES)
def test_every_province_in_every_spelling(name: str) -> None:
    for written in (name, name.upper(), name.lower(), plain(name), unicodedata.normalize("NFD", name)):
        assert found(f"chỉ tiêu của {written} năm 2025") == [name]
    assert found(f"Kế hoạch của tỉnh {name} giai đoạn", typed=False) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Hoà Bình", ["Hòa Bình"]),  # old tone placement
        ("Thanh Hoá và Khánh Hoà", ["Thanh Hóa", "Khánh Hòa"]),
        ("TP.HCM", ["Hồ Chí Minh"]),
        ("TP. Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("tphcm so với sài gòn", ["Hồ Chí Minh", "Hồ Chí Minh"]),
        ("Thừa Thiên - Huế", ["Thừa Thiên Huế"]),
        ("thành phố Huế", ["Huế"]),
        ("Bà Rịa-Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("Đăk Lăk, Đắc Nông", ["Đắk Lắk", "Đắk Nông"]),
        ("kinh te so hai duong 2025", ["Hải Dương"]),
        ("hai duong va ha tinh", ["Hải Dương", "Hà Tĩnh"]),
        # the longest name wins; words that only look alike don't count
        ("Thái Bình Dương", []),
        ("hai phòng ban", []),  # accents on one word: the other's lack is meant
        ("nền tảng đa năng", []),
        ("tư tưởng Hồ Chí Minh", []),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", []),
    ],
)
def test_names_in_questions(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("giữ gìn hòa bình, ổn định", []),  # peace, in a document
        ("tỉnh Hòa Bình", ["Hòa Bình"]),
        ("hai duong", []),  # documents have their accents
        ("Báo Hải Dương", ["Hải Dương"]),
    ],
)
def test_names_in_documents(text: str, expected: list[str]) -> None:
    assert found(text, typed=False) == expected


def test_spans_are_letter_for_letter() -> None:
    text = unicodedata.normalize("NFD", "Ở tỉnh Hà Tĩnh")
    (mention,) = REGISTRY.find_provinces(text)
    assert text[mention.span.start : mention.span.end] == mention.surface
    assert unicodedata.normalize("NFC", mention.surface) == "Hà Tĩnh"


@pytest.mark.parametrize(
    ("province", "today"),
    [
        ("Vĩnh Phúc", "Phú Thọ"),
        ("Hải Dương", "Hải Phòng"),
        ("Hà Tĩnh", "Hà Tĩnh"),
        ("Thanh Hóa", "Thanh Hóa"),
        ("Điện Biên", "Điện Biên"),
        ("Thừa Thiên Huế", "Huế"),
        ("một nơi lạ", "một nơi lạ"),
    ],
)
def test_province_of_today(province: str, today: str) -> None:
    assert REGISTRY.province_today(province) == today


def test_merger_notes_name_the_legal_basis() -> None:
    merged = REGISTRY.province_succession("Vĩnh Phúc", TODAY)
    assert merged is not None
    assert merged.successor == "tỉnh Phú Thọ"
    assert "Nghị quyết 202/2025/QH15" in merged.text
    assert "tỉnh Hòa Bình" in merged.text
    city = REGISTRY.province_succession("Hải Dương", TODAY)
    assert city is not None and city.successor == "thành phố Hải Phòng"
    grown = REGISTRY.province_succession("Phú Thọ", TODAY)
    assert grown is not None and "mở rộng" in grown.text
    hue = REGISTRY.province_succession("Thừa Thiên Huế", TODAY)
    assert hue is not None and (hue.valid_from, hue.successor) == (date(2025, 1, 1), "thành phố Huế")


@pytest.mark.parametrize("province", ["Hà Tĩnh", "Thanh Hóa", "Điện Biên", "Huế"])
def test_no_note_for_a_province_that_goes_on(province: str) -> None:
    assert REGISTRY.province_succession(province, TODAY) is None


def test_no_note_before_the_day() -> None:
    assert REGISTRY.province_succession("Vĩnh Phúc", date(2025, 6, 30)) is None
    assert REGISTRY.province_succession("Vĩnh Phúc", date(2025, 7, 1)) is not None
