"""No text makes the parser slow: 200 pages in well under 5 s, hostile lines in linear time."""

from __future__ import annotations

import time

import pytest

from knowledge.settings import ROOT
from knowledge.structure import parse_document
from tests.knowledge.tree_helpers import source

PIECES = ["1.", "I", "a) ", "- ", "| ", "\t", " ", "(", "[1] ", "Điều ", "Số: ", "ngày ", "A. ", "1.1.", "x;"]
PIECES += ["Phụ lục ", "năm 2025 ", "."]


def _seconds(text: str) -> float:
    start = time.process_time()
    parse_document(source(text))
    return time.process_time() - start


def test_two_hundred_pages() -> None:
    plan = (ROOT / "knowledge" / "documents" / "hai-duong-5046" / "source.txt").read_text(encoding="utf-8")
    text = plan * 8  # about 490,000 characters, 200 pages and more
    assert _seconds(text) < 5


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_lines(piece: str) -> None:
    assert _seconds(piece * (10_000 // len(piece))) < 2
    assert _seconds((piece + "\n") * 3_000) < 4
    assert _seconds("STT\nNội dung\n1\n" + (piece * 500 + "\n") * 20) < 4
