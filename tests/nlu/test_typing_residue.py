"""Telex and VNI residue: decoded where it is residue, and nowhere else."""

import pytest

from nlu.domain import domain_words
from nlu.typing_residue import decode_residue, decode_telex, decode_vni
from nlu.wordlist import read_words

DECODED = [
    ("ddieenj bieen", "điện biên"),
    ("thanh hoas", "thanh hóa"),
    ("haf tinhx", "hà tĩnh"),
    ("vinhx phucs", "vĩnh phúc"),
    ("hair duwowng", "hải dương"),
    ("hari duongw", "hải dương"),
    ("kinh tees soos", "kinh tế số"),
    ("chuyeenr ddooir soos", "chuyển đổi số"),
    ("dichj vuj coong truwcj tuyeens", "dịch vụ công trực tuyến"),
    ("bao nhieeu phaanf trawm", "bao nhiêu phần trăm"),
    ("d9ie65n bie6n", "điện biên"),
    ("chuye63n d9o63i so61", "chuyển đổi số"),
    ("ha3i du7o7ng", "hải dương"),
    ("Ddieenj Bieen", "Điện Biên"),
]


@pytest.mark.parametrize(("typed", "meant"), DECODED)
def test_decoded(typed: str, meant: str) -> None:
    assert " ".join(decode_residue(typed.split(), domain_words())) == meant


UNTOUCHED = [
    "kinh tế số",
    "kinh te so",
    "4G 5G q1 covid19 ipv6 a4 tp1 windows11",
    "website online internet facebook zalo iphone laptop test report data",
    "hair salon",
    "see you soon",
    "xoong nồi",
    "muc 4 cap 3 quy 2",
    "SMEdx MOOC STEM OCOP Vpostcode",
]


@pytest.mark.parametrize("typed", UNTOUCHED)
def test_untouched(typed: str) -> None:
    assert " ".join(decode_residue(typed.split(), domain_words())) == typed


def test_no_attested_syllable_is_decoded() -> None:
    words = domain_words()
    changed = [word for word in sorted(words.syllables) if decode_residue([word], words) != [word]]
    assert changed == []


def test_no_foreign_word_is_decoded_alone() -> None:
    words = domain_words()
    foreign = [word for line in read_words("english.txt") for word in line.split()]
    assert [word for word in foreign if decode_residue([word], words) != [word]] == []


def test_nothing_to_decode() -> None:
    known = frozenset({"điện", "biên"})
    assert decode_telex("bien", known) is None
    assert decode_vni("2025", known) is None
    assert decode_vni("bien", known) is None
