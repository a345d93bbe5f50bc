"""Damaged files: any bytes give a text or a ``SourceError``, never another exception."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import read_source_bytes
from tests.knowledge import plan_files

DOCX = plan_files.docx_plan()
PDF = plan_files.pdf_plan(rows=5)
HTML = plan_files.HTML_PLAN.encode()


def read(name: str, data: bytes) -> None:
    with contextlib.suppress(SourceError):
        source = read_source_bytes(Path(name), data)
        for table in source.tables:
            assert len({len(row) for row in table.rows}) == 1, "rows are equally long"
            for row in table.rows:
                for cell in row:
                    assert 0 <= cell.start <= cell.end <= len(source.text)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf"]))
def test_any_bytes(data: bytes, name: str) -> None:
    read(name, data)
    read(name, b"%PDF-1.4\n" + data)
    read(name, b"<html>" + data)


@pytest.mark.parametrize(("name", "data"), [("a.docx", DOCX), ("a.pdf", PDF), ("a.html", HTML)])
def test_flipped_bytes(name: str, data: bytes) -> None:
    dice = random.Random(name)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(dice.choice((1, 3, 20))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        read(name, bytes(damaged))


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_damaged_parts_of_a_word_file(part: str) -> None:
    dice = random.Random(part)
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(60):
        text = members[part].decode()
        for _ in range(dice.choice((1, 4))):
            start = dice.randrange(len(text))
            text = (
                text[:start]
                + dice.choice(("", "9999999999", "-1", "<w:p>", "<w:tbl/>", "x"))
                + text[start + dice.randrange(12) :]
            )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, text.encode() if name == part else data)
        read("a.docx", buffer.getvalue())


def test_cells_that_claim_a_million_columns() -> None:
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = (
        members["word/document.xml"].decode().replace('w:gridSpan w:val="2"', 'w:gridSpan w:val="999999999"')
    )
    text = text.replace('w:ilvl w:val="1"', 'w:ilvl w:val="77"').replace(
        'w:numId w:val="77"', 'w:numId w:val="-5"'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, text.encode() if name == "word/document.xml" else data)
    read("a.docx", buffer.getvalue())
