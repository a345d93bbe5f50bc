"""Snapshots: what is saved comes back the same, and damage is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import IndexError_
from knowledge.library import Library, load_library
from knowledge.settings import ROOT
from knowledge.store import load_snapshot, save_snapshot


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "knowledge" / "documents")


def test_a_snapshot_is_the_library(library: Library, tmp_path: Path) -> None:
    save_snapshot(library, tmp_path / "snapshot")
    again = load_snapshot(tmp_path / "snapshot")
    assert again == library
    assert again.full_text(again.clause("ha-tinh-393", "IV.5")) == library.full_text(
        library.clause("ha-tinh-393", "IV.5")
    )
    save_snapshot(library, tmp_path / "snapshot")  # over an old one
    assert load_snapshot(tmp_path / "snapshot") == library


@pytest.mark.parametrize("name", ["library.json", "documents.jsonl", "clauses.jsonl", "indicators.jsonl"])
def test_damage_is_seen(library: Library, tmp_path: Path, name: str) -> None:
    save_snapshot(library, tmp_path)
    path = tmp_path / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IndexError_, match="Hãy xây dựng lại"):
        load_snapshot(tmp_path)
    path.unlink()
    with pytest.raises(IndexError_):
        load_snapshot(tmp_path)


def test_a_lost_line_is_seen(library: Library, tmp_path: Path) -> None:
    save_snapshot(library, tmp_path)
    path = tmp_path / "assignments.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(IndexError_):
        load_snapshot(tmp_path)


def test_another_format_is_refused(library: Library, tmp_path: Path) -> None:
    save_snapshot(library, tmp_path)
    head = tmp_path / "library.json"
    head.write_text(head.read_text(encoding="utf-8").replace('"format": 1', '"format": 99'), encoding="utf-8")
    with pytest.raises(IndexError_):
        load_snapshot(tmp_path)
