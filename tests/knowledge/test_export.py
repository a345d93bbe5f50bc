"""The export: the fields that the design fixes, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import HoisoError
from knowledge.export import export_library, plain_number
from knowledge.library import Library, load_library
from knowledge.settings import ROOT


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "knowledge" / "documents")


@pytest.fixture(scope="module")
def exported(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("export")
    counts = export_library(library, folder)
    rows = {
        name.removesuffix(".jsonl"): [
            json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n") if line
        ]
        for name in counts
    }
    assert {f"{name}.jsonl": len(lines) for name, lines in rows.items()} == counts
    assert sorted(path.name for path in folder.iterdir()) == sorted(counts), "no half-written file is left"
    return rows


def test_fields_are_those_of_the_design(exported: dict[str, list[dict[str, Any]]]) -> None:
    indicator = {"document", "clause", "name", "scope", "year", "comparison", "value", "unit", "quote"}
    indicator |= {"baseline", "measured_by"}
    assignment = {"document", "clause", "task", "lead", "coordinate", "period", "quote"}
    assert exported["indicators"] and all(indicator <= set(row) for row in exported["indicators"])
    assert exported["assignments"] and all(assignment <= set(row) for row in exported["assignments"])
    assert len(exported["documents"]) == 5
    assert all("text" not in row for row in exported["documents"])


def test_one_row_of_the_table_of_hai_duong(exported: dict[str, list[dict[str, Any]]]) -> None:
    row = next(
        row
        for row in exported["indicators"]
        if row["document"] == "5046/KH-UBND" and row["clause"] == "II.1.row-1" and row["year"] == 2025
    )
    assert row["name"] == "Tỷ trọng kinh tế số trên GRDP"
    assert (row["comparison"], row["value"], row["unit"]) == ("=", 20, "%")
    assert row["scope"] == {"province": "Hải Dương", "level": "", "sector": ""}
    assert row["measured_by"] == ["Cục Thống kê"]
    assert (row["baseline"]["year"], row["baseline"]["value"], row["baseline"]["source"]) == (
        2022,
        14.36,
        "DTI 2022",
    )
    assert "14,36%" in row["quote"]


def test_documents_without_a_number_go_by_their_id(exported: dict[str, list[dict[str, Any]]]) -> None:
    assert {row["document"] for row in exported["documents"]} == {
        "5046/KH-UBND", "393/KH-UBND", "55/KH-UBND", "dien-bien-ictnews", "thanh-hoa-nghi-quyet",
    }  # fmt: skip


def test_a_cross_reference_lists_the_task_on_both_clauses(exported: dict[str, list[dict[str, Any]]]) -> None:
    rows = [
        row
        for row in exported["assignments"]
        if row["document"] == "393/KH-UBND" and row["lead"] == ["Sở Y tế"]
    ]
    referred = [row for row in rows if row["via"]]
    # The clause referred to, and what stands below it.
    assert referred[0]["clause"] == "II.5.1"
    assert all(row["clause"].startswith("II.5.1") and row["via"].startswith("IV.5") for row in referred)
    assert any(row["via"] is None and row["clause"].startswith("IV.5") for row in rows)


def test_every_row_points_to_a_clause(library: Library, exported: dict[str, list[dict[str, Any]]]) -> None:
    held = {(row["document"], row["clause"]) for row in exported["clauses"]}
    for row in exported["indicators"] + exported["assignments"]:
        assert (row["document"], row["clause"]) in held


def test_values_are_numbers_ranges_or_null(exported: dict[str, list[dict[str, Any]]]) -> None:
    for row in exported["indicators"]:
        value = row["value"]
        assert value is None or isinstance(value, int | float) or "-" in value
    assert any(row["value"] == "5-10" and row["unit"] == "%" for row in exported["indicators"])


@pytest.mark.parametrize(("value", "written"), [(20.0, 20), (0.6, 0.6), (None, None), (100, 100)])
def test_numbers_as_people_write_them(value: float | None, written: float | None) -> None:
    assert plain_number(value) == written
    assert str(plain_number(value)) == str(written)


def test_a_folder_that_cannot_be_written_is_an_error(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(HoisoError, match="Không ghi được"):
        export_library(library, tmp_path / "file")
