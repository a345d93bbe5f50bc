"""``reviewed.toml``: what a person corrected is respected, and never lost in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.errors import MetadataError
from knowledge.library import Library, load_library
from knowledge.settings import ROOT

DOCUMENT = "hai-duong-5046"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "knowledge" / "documents" / DOCUMENT, tmp_path / DOCUMENT)
    return tmp_path


def corrected(documents: Path, text: str) -> Library:
    (documents / DOCUMENT / "reviewed.toml").write_text(text, encoding="utf-8")
    return load_library(documents)


def test_a_value_is_changed_by_id(documents: Path) -> None:
    first = load_library(documents).indicators[0]
    library = corrected(
        documents,
        f'[[indicator]]\nid = "{first.id}"\nset.value = 21.5\nset.year = 2026\n'
        'set.comparison = ">="\nset.measured_by = ["Sở Y tế"]\n',
    )
    record = library.indicators[0]
    assert (record.id, record.value, record.year, record.comparison) == (first.id, 21.5, 2026, ">=")
    assert record.measured_by == ("Sở Y tế",)
    assert (record.name, record.quote) == (first.name, first.quote), "the rest stays"
    assert len(library.indicators) == len(load_library(documents).indicators)


def test_a_task_is_changed_by_clause_and_name(documents: Path) -> None:
    record = next(item for item in load_library(documents).assignments if item.clause == "PL.A.II.row-1")
    library = corrected(
        documents,
        f'[[assignment]]\naction = "change"\nclause = "{record.clause}"\ntask = "{record.task}"\n'
        'set = { lead = ["Sở Khoa học và Công nghệ"], coordinate = ["Công an tỉnh"], period = "2024" }\n',
    )
    after = next(item for item in library.assignments if item.clause == "PL.A.II.row-1")
    assert (after.lead, after.coordinate, after.period) == (
        ("Sở Khoa học và Công nghệ",),
        ("Công an tỉnh",),
        "2024",
    )


def test_records_are_dropped_and_added_in_document_order(documents: Path) -> None:
    before = load_library(documents).indicators
    library = corrected(
        documents,
        f'[[indicator]]\naction = "drop"\nid = "{before[0].id}"\n'
        '[[indicator]]\naction = "add"\nclause = "VI.1"\nname = "Số lần báo cáo"\n'
        'set = { value = 2, unit = "lần", year = 2025, scope = { level = "cấp tỉnh" } }\n',
    )
    assert len(library.indicators) == len(before)
    assert before[0].id not in {record.id for record in library.indicators}
    added = next(record for record in library.indicators if record.clause == "VI.1")
    assert (added.name, added.value, added.scope.level, added.scope.province) == (
        "Số lần báo cáo",
        2,
        "cấp tỉnh",
        "Hải Dương",
    )
    assert added.quote in library.documents[DOCUMENT].text
    order = [library.clause(DOCUMENT, record.clause).order for record in library.indicators]
    assert order == sorted(order)


def test_a_baseline_is_corrected_in_part(documents: Path) -> None:
    record = load_library(documents).indicators[0]
    assert record.baseline is not None
    library = corrected(
        documents,
        f'[[indicator]]\nid = "{record.id}"\nset = {{ baseline = {{ value = 15.5, source = "X" }} }}\n',
    )
    after = library.indicators[0].baseline
    assert after is not None
    assert (after.value, after.source, after.year) == (15.5, "X", record.baseline.year)
    gone = corrected(documents, f'[[indicator]]\nid = "{record.id}"\nset = {{ baseline = {{}} }}\n')
    assert gone.indicators[0].baseline is None


def test_metadata_is_corrected(documents: Path) -> None:
    document = corrected(documents, '[document]\nsigner = "Nguyễn Văn B"\n').documents[DOCUMENT]
    assert document.signer == "Nguyễn Văn B"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[indicator]]\nid = "không có"\nset = { value = 1 }\n', "không khớp bản ghi nào"),
        (
            '[[indicator]]\nclause = "II.1.row-1"\nname = "Tỷ trọng kinh tế số trên GRDP"\n'
            "set = { value = 1 }\n",
            "dùng id",
        ),
        ('[[indicator]]\naction = "add"\nclause = "IX.9"\nname = "x"\nset = { value = 1 }\n', "IX.9"),
        ('[[indicator]]\nid = "{id}"\nset = { value = "nhiều" }\n', "phải là số"),
        ('[[indicator]]\nid = "{id}"\nset = { comparison = "~" }\n', "phải là một trong"),
        ('[[indicator]]\nid = "{id}"\nset = { color = "đỏ" }\n', "không có trường này"),
        ('[[indicator]]\nid = "{id}"\nset = { id = "khác" }\n', "không có trường này"),
        ('[[indicator]]\nid = "{id}"\nset = { measured_by = "Sở Y tế" }\n', "danh sách"),
        ('[[indicator]]\nid = "{id}"\nset = { scope = { planet = "x" } }\n', "bảng với các trường"),
        ('[[indicator]]\nid = "{id}"\n', "thiếu bảng set"),
        ('[[indicator]]\naction = "burn"\nid = "{id}"\n', "không hợp lệ"),
        ("[[indicator]]\nset = { value = 1 }\n", "thiếu id"),
        ('[[indicators]]\nid = "x"\n', "mục không biết"),
        ('[indicator]\nid = "x"\n', "danh sách"),
        ("[document]\nsize = 1\n", "không có hoặc"),
        ("[document\n", "Không đọc được"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error(documents: Path, text: str, words: str) -> None:
    first = load_library(documents).indicators[0]
    with pytest.raises(MetadataError, match=words):
        corrected(documents, text.replace("{id}", first.id))
