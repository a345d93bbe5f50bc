import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_index, remove_index
from index.current import SnapshotHolder
from index.manifest import Manifest, current_version
from knowledge.errors import IndexError_
from knowledge.library import Library
from knowledge.settings import ROOT
from nlu.encoder import Encoder

Make = Callable[..., Library]


def holder(state: Path, encoder: Encoder) -> SnapshotHolder:
    return SnapshotHolder(state, lambda: encoder)


def test_nothing_built_is_a_clear_error(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(IndexError_, match="hoiso up"):
        holder(tmp_path, encoder).get()


def test_records_and_index_come_back_together(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    version = build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    snapshot = holder(tmp_path, encoder).get()
    assert snapshot.version == version
    assert set(snapshot.library.documents) == {"plan-0"}
    hit = snapshot.searcher.search("cáp quang", kinds=["clause"], limit=1)[0]
    assert (hit.document_id, hit.clause, hit.id) == ("plan-0", "II.2", "plan-0#II.2")


def test_a_second_build_of_the_same_does_nothing(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    first = build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    before = (tmp_path / "index" / first / "manifest.json").stat().st_mtime_ns
    assert build_index(library(["Hà Tĩnh"]), tmp_path, encoder) == first
    assert (tmp_path / "index" / first / "manifest.json").stat().st_mtime_ns == before


def test_a_holder_follows_the_swap(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    held = holder(tmp_path, encoder)
    first = held.get()
    assert held.get() is first
    build_index(library(["Hà Tĩnh", "Hải Dương"], "2"), tmp_path, encoder)
    second = held.get()
    assert set(second.library.documents) == {"plan-0", "plan-1"}
    assert set(first.library.documents) == {"plan-0"}


def test_old_versions_are_pruned(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    for number in range(5):
        version = build_index(library(["Hà Tĩnh"], str(number)), tmp_path, encoder)
    folders = [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert version in folders
    assert len(folders) == 2


@pytest.mark.parametrize(
    "name", ["dense.faiss", "lexical_data.npy", "lexical_syllables.txt", "manifest.json"]
)
def test_a_damaged_file_is_a_clear_error_and_rebuilt(
    tmp_path: Path, encoder: Encoder, library: Make, name: str
) -> None:
    version = build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    path = tmp_path / "index" / version / name
    path.write_bytes(path.read_bytes()[:-3] + b"xyz"[: min(3, path.stat().st_size)][:2])
    with pytest.raises(IndexError_, match="hoiso up"):
        holder(tmp_path, encoder).get()
    assert build_index(library(["Hà Tĩnh"]), tmp_path, encoder) == version
    assert holder(tmp_path, encoder).get().version == version


def test_every_file_has_a_checksum(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    version = build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    folder = tmp_path / "index" / version
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files - {"manifest.json"} == set(Manifest.load(folder).files)


def test_a_damaged_new_version_leaves_the_one_in_use(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    held = holder(tmp_path, encoder)
    first = held.get()
    version = build_index(library(["Hà Tĩnh"], "2"), tmp_path, encoder)
    (tmp_path / "index" / version / "dense.faiss").write_bytes(b"")
    assert held.get() is first


def test_another_encoder_makes_the_index_stale(
    tmp_path: Path, encoder: Encoder, other_encoder: Encoder, library: Make
) -> None:
    version = build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    with pytest.raises(IndexError_, match="mô hình"):
        holder(tmp_path, other_encoder).get()
    assert build_index(library(["Hà Tĩnh"]), tmp_path, other_encoder) != version
    assert holder(tmp_path, other_encoder).get().searcher.search("cáp quang")


def test_an_empty_library_can_be_built_and_searched(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    build_index(library([]), tmp_path, encoder)
    assert holder(tmp_path, encoder).get().searcher.search("cáp quang") == []


def test_what_a_killed_build_left_is_cleared(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    root = tmp_path / "index"
    (root / ".building-abc-1").mkdir(parents=True)
    build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    assert not list(root.glob(".building-*"))


def test_remove_index_leaves_nothing_current(tmp_path: Path, encoder: Encoder, library: Make) -> None:
    build_index(library(["Hà Tĩnh"]), tmp_path, encoder)
    remove_index(tmp_path)
    assert current_version(tmp_path / "index") is None


_ENDLESS_BUILDER = """
import sys
from pathlib import Path
from tests.index.conftest import make_library
from index.build import build_index
from nlu.encoder import load_encoder
state, model = Path(sys.argv[1]), sys.argv[2]
encoder = load_encoder(model)
print("ready", flush=True)
for number in range(100000):
    build_index(make_library(["Hà Tĩnh", "Hải Dương"], f"{sys.argv[3]}-{number}"), state, encoder)
"""


def test_a_build_killed_at_any_moment_leaves_a_working_index(
    tmp_path: Path, encoder: Encoder, library: Make
) -> None:
    build_index(library(["Hà Tĩnh", "Hải Dương"]), tmp_path, encoder)
    chance = random.Random(11)
    seen = set()
    for turn in range(6):
        command = [sys.executable, "-c", _ENDLESS_BUILDER, str(tmp_path), encoder.name, str(turn)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        builder = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert builder.stdout is not None
            assert builder.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.02, 0.6))
        finally:
            builder.kill()
            builder.wait()
        snapshot = holder(tmp_path, encoder).get()
        seen.add(snapshot.version)
        assert (
            snapshot.searcher.search("cáp quang", provinces=["Hải Dương"], limit=1)[0].document_id == "plan-1"
        )
    assert len(seen) > 1
    build_index(library(["Hà Tĩnh"], "last"), tmp_path, encoder)
    assert not list((tmp_path / "index").glob(".building-*"))
