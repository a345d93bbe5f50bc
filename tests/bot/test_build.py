from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import build
from bot.build import (
    BuildError,
    RasaProject,
    is_whole,
    model_fingerprint,
    model_path,
    run_python,
    train_model,
)
from bot.fingerprint import file_hash, fingerprint
from knowledge.settings import Paths


@pytest.fixture
def project(tmp_path: Path) -> RasaProject:
    for name in ("config.yml", "domain/a.yml", "data/b.yml", "code/c.py"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    return RasaProject(
        tmp_path / "config.yml", tmp_path / "domain", (tmp_path / "data",), (tmp_path / "code",)
    )


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(documents=tmp_path / "documents", state=tmp_path / "state", encoder="some/encoder")


def test_time_stamps_and_byte_code_do_not_count(project: RasaProject, tmp_path: Path) -> None:
    before = model_fingerprint(project, "e")
    os.utime(tmp_path / "data" / "b.yml", (1, 1))
    (tmp_path / "code" / "__pycache__").mkdir()
    (tmp_path / "code" / "__pycache__" / "c.pyc").write_bytes(b"x")
    (tmp_path / "code" / ".hidden").write_text("x")
    assert model_fingerprint(project, "e") == before


@pytest.mark.parametrize("name", ["config.yml", "domain/a.yml", "data/b.yml", "code/c.py", "data/new.yml"])
def test_any_change_of_content_counts(project: RasaProject, tmp_path: Path, name: str) -> None:
    before = model_fingerprint(project, "e")
    (tmp_path / name).write_text("changed")
    assert model_fingerprint(project, "e") != before


def test_another_encoder_counts(project: RasaProject, tmp_path: Path) -> None:
    encoder = tmp_path / "encoder"
    encoder.mkdir()
    (encoder / "weights").write_bytes(b"1")
    one = model_fingerprint(project, str(encoder))
    (encoder / "weights").write_bytes(b"2")
    assert len({one, model_fingerprint(project, str(encoder)), model_fingerprint(project, "a/b")}) == 3


def test_a_moved_folder_keeps_its_hash(tmp_path: Path) -> None:
    for top in ("one", "two"):
        (tmp_path / top / "inner").mkdir(parents=True)
        (tmp_path / top / "inner" / "file").write_text("x")
    one, two = tmp_path / "one", tmp_path / "two"
    assert fingerprint([one], one) == fingerprint([two], two)


def test_names_and_contents_are_not_mixed_up(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("b")
    first = fingerprint([tmp_path], tmp_path)
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_text("a")
    assert fingerprint([tmp_path], tmp_path) != first


def fake_training(module: str, arguments: list[str], on_line: build.LineSink, what: str) -> None:
    output = Path(arguments[arguments.index("--output") + 1])
    (output / "model.tar.gz").write_bytes(b"trained")


def test_a_trained_model_is_whole_until_a_byte_changes(
    project: RasaProject, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "run_python", fake_training)
    model = model_path(places, project)
    assert not is_whole(model)
    train_model(places, project, model, lambda line: None)
    assert is_whole(model)
    model.write_bytes(b"trainee")
    assert not is_whole(model)


def test_only_the_last_models_are_kept(
    project: RasaProject, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "run_python", fake_training)
    for number in range(4):
        project.config.write_text(str(number))
        model = model_path(places, project)
        train_model(places, project, model, lambda line: None)
        os.utime(model, (number, number))
    assert is_whole(model)
    assert len(list(places.models.glob("*.tar.gz"))) == 2
    assert len(list(places.models.iterdir())) == 4


def test_a_failed_training_leaves_the_old_model(
    project: RasaProject, places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "run_python", fake_training)
    old = model_path(places, project)
    train_model(places, project, old, lambda line: None)

    def fail(*arguments: object) -> None:
        raise BuildError("hỏng")

    monkeypatch.setattr(build, "run_python", fail)
    project.config.write_text("changed")
    with pytest.raises(BuildError):
        train_model(places, project, model_path(places, project), lambda line: None)
    assert is_whole(old)
    assert sorted(file.name for file in places.models.iterdir()) == [old.name, old.name + ".sha256"]


def test_lines_are_handed_on_and_a_failure_shows_the_last() -> None:
    lines: list[str] = []
    with pytest.raises(BuildError, match="thiếu mô hình"):
        run_python("tests.bot.children.dies", [], lines.append, "Việc thử")
    assert lines == ["hỏng vì thiếu mô hình"]


def test_a_file_hash_is_sha256(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert file_hash(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
