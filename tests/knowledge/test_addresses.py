"""Citations as persons write them, read back to addresses."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.addresses import find_clause, parse
from knowledge.errors import AddressError
from knowledge.settings import ROOT
from knowledge.structure import parse_clauses
from tests.knowledge.tree_helpers import by_address, source

CITED = [
    ("II.1.row-1", "II.1.row-1", "an anchor is itself"),
    ("#II.1.row-1", "II.1.row-1", "with the sign of a link"),
    ("Phần II, mục 1", "II.1", "outermost first"),
    ("phan ii muc 1", "II.1", "no diacritics"),
    ("mục 5.2 Phần II", "II.5.2", "outermost last, as plans write it"),
    ("Phần II, mục 5, mục 5.2", "II.5.2", "the dotted number takes its parent's place"),
    ("điểm b khoản 1.4 mục III", "III.1.4.b", "a Roman mục is a part"),
    ("Phần III, mục 1, điểm 1.4.b", "III.1.4.b", "point with its dotted section"),
    ("Điều 1, khoản 2, điểm a", "D1.2.a", "articles"),
    ("điểm a khoản 2 Điều 1", "D1.2.a", "articles, outermost last"),
    ("Phụ lục, phần A, mục I, nhiệm vụ 3", "PL.A.I.row-3", "appendix row"),
    ("Phụ lục II, chỉ tiêu 2", "PL-II.row-2", "numbered appendix"),
    ("Phụ lục", "PL", "the appendix itself"),
    ("Phần I, mục 2, điểm 2.1.a, gạch đầu dòng 3", "I.2.1.a.bullet-3", "bullet"),
    ("chú thích 1", "footnote-1", "footnote"),
    ("căn cứ 2", "basis-2", "legal basis"),
    ("Phần thứ nhất, mục II", "P1.II", "named part"),
    ("Chương II", "C2", "chapter"),
]


@pytest.mark.parametrize(("text", "address", "reason"), CITED, ids=[row[2] for row in CITED])
def test_citation_is_read_as_its_address(text: str, address: str, reason: str) -> None:
    assert parse(text) == address


@pytest.mark.parametrize("text", ["", "xin chào bạn", "mục nào cũng được"])
def test_words_that_name_no_place_are_refused_with_advice(text: str) -> None:
    with pytest.raises(AddressError, match="Hãy viết như"):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(AddressError):
        assert parse(text)


@pytest.mark.parametrize(
    "document_id", ["ha-tinh-393", "hai-duong-5046", "vinh-phuc-55", "thanh-hoa-nghi-quyet"]
)
def test_every_citation_of_a_plan_is_read_back_to_its_clause(document_id: str) -> None:
    text = (ROOT / "knowledge" / "documents" / document_id / "source.txt").read_text(encoding="utf-8")
    clauses = parse_clauses(source(text), document_id)
    words = ("header", "title", "signature", "recipients", "authority")
    for clause in clauses:
        if clause.address in words or "~" in clause.address:
            continue
        assert find_clause(clauses, clause.citation).address == clause.address, clause.citation


def test_a_place_that_is_not_there_is_refused() -> None:
    clauses = tuple(by_address("I. A\n1. Bê.").values())
    assert find_clause(clauses, "phần i, mục 1").address == "I.1"
    with pytest.raises(AddressError, match="không có vị trí"):
        find_clause(clauses, "Phần IX")
