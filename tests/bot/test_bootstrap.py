from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path

import pytest

from bot import bootstrap
from bot.bootstrap import find_file, is_fulfilled, split_torch
from bot.package_sources import (
    TORCH_INDEX,
    LinkCollector,
    SetupError,
    Sources,
    read_pins,
    read_pip_config,
    wheel_key,
)
from knowledge.settings import ROOT

TORCH = "torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl"
LOCK = """\
numpy==1.23.5 \\
    --hash=sha256:00
    # via rasa
torch==2.13.0+cpu \\
    --hash=sha256:11
torch-like==1.0 \\
    --hash=sha256:22
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text(LOCK)
    return file


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home")}


@pytest.mark.parametrize("name", ["bootstrap.py", "package_sources.py"])
def test_it_needs_the_standard_library_only(name: str) -> None:
    tree = ast.parse((ROOT / "bot" / name).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    foreign = {module for module in imported if module.split(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {"bot.package_sources"}
    assert not (ROOT / "bot" / "__init__.py").read_text(encoding="utf-8").strip()


def test_pins_and_torch_apart(lock: Path) -> None:
    assert read_pins(lock) == [("numpy", "1.23.5"), ("torch", "2.13.0+cpu"), ("torch-like", "1.0")]
    torch, others, version = split_torch(lock)
    assert torch == "torch==2.13.0+cpu \\\n    --hash=sha256:11\n"
    assert others == LOCK.replace(torch, "")
    assert version == "2.13.0+cpu"


def test_the_real_locks_pin_everything_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = ROOT / name
        assert len(read_pins(lock)) > 100
        torch, others, version = split_torch(lock)
        assert version.endswith("+cpu")
        for block in (torch, *others.split("\n\n")):
            assert "--hash=sha256:" in block


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (TORCH, ("torch", "2.13.0+cpu")),
        (TORCH.replace("+", "%2B"), ("torch", "2.13.0+cpu")),
        ("Some_Thing-1.0-py3-none-any.whl", ("some-thing", "1.0")),
        ("some.thing-1.0.tar.gz", ("some-thing", "1.0")),
        ("notes.txt", None),
        ("x.whl", None),
    ],
)
def test_packages_are_known_by_file_name(name: str, key: tuple[str, str] | None) -> None:
    assert wheel_key(name) == key


def test_pips_settings_are_followed(environ: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "home" / ".config" / "pip" / "pip.conf"
    config.parent.mkdir(parents=True)
    config.write_text(
        "[global]\nindex-url = https://a.vn/simple\nextra-index-url = https://b.vn https://c.vn\n"
        "[install]\nfind_links = /wheels\n"
    )
    sources = Sources(environ)
    assert sources.index == "https://a.vn/simple"
    assert sources.extra_indexes == ["https://b.vn", "https://c.vn"]
    assert sources.find_links == ["/wheels"]
    assert Sources({**environ, "PIP_INDEX_URL": "https://d.vn"}).index == "https://d.vn"
    arguments = sources.uv_arguments()
    assert [arguments[n + 1] for n, part in enumerate(arguments) if part == "--extra-index-url"] == [
        "https://b.vn",
        "https://c.vn",
    ]


def test_a_broken_pip_conf_is_passed_over(environ: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "pip.conf"
    broken.write_bytes(b"\xff[global")
    assert "index-url" not in read_pip_config({**environ, "PIP_CONFIG_FILE": str(broken)})


def test_torch_comes_from_pytorchs_index_by_default(environ: dict[str, str]) -> None:
    assert Sources(environ).torch_arguments("2.13.0+cpu") == ["--index-url", TORCH_INDEX]


def test_torch_comes_from_find_links_that_hold_it(environ: dict[str, str], tmp_path: Path) -> None:
    sources = Sources({**environ, "PIP_FIND_LINKS": f"https://x.vn {tmp_path}"})
    assert sources.torch_arguments("2.13.0+cpu")[1] == TORCH_INDEX
    (tmp_path / TORCH).touch()
    assert sources.torch_arguments("2.13.0+cpu") == ["--no-index", "--find-links", str(tmp_path)]
    assert sources.torch_arguments("2.14.0+cpu")[1] == TORCH_INDEX


def test_the_setting_names_an_index_or_a_folder(environ: dict[str, str], tmp_path: Path) -> None:
    named = Sources({**environ, "HOISO_WHEELS": "https://mirror.vn/cpu"})
    assert named.torch_arguments("2.13.0+cpu") == ["--index-url", "https://mirror.vn/cpu"]
    (tmp_path / TORCH).touch()
    folder = Sources({**environ, "HOISO_WHEELS": str(tmp_path)})
    assert folder.torch_arguments("2.13.0+cpu") == ["--no-index", "--find-links", str(tmp_path)]
    with pytest.raises(SetupError, match="HOISO_WHEELS"):
        Sources({**environ, "HOISO_WHEELS": str(tmp_path / "none")})


def test_a_folder_with_every_wheel_needs_no_network(
    environ: dict[str, str], tmp_path: Path, lock: Path
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    sources = Sources({**environ, "HOISO_WHEELS": str(wheels)})
    for name in ("numpy-1.23.5-cp311-cp311-manylinux_2_17_x86_64.whl", TORCH):
        (wheels / name).touch()
    assert sources.complete_folder([lock]) is None
    (wheels / "torch_like-1.0.tar.gz").touch()
    assert sources.complete_folder([lock]) == wheels


def test_a_file_counts_only_with_its_hash(environ: dict[str, str], tmp_path: Path) -> None:
    data = b"wheel"
    (tmp_path / "uv.whl").write_bytes(data)
    sources = Sources({**environ, "HOISO_WHEELS": str(tmp_path), "PIP_NO_INDEX": "1"})
    assert find_file("uv.whl", hashlib.sha256(data).hexdigest(), sources) == data
    with pytest.raises(SetupError, match=r"uv\.whl"):
        find_file("uv.whl", "0" * 64, sources)


def test_a_local_index_is_read(environ: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "simple" / "uv"
    page.mkdir(parents=True)
    (page / "uv.whl").write_bytes(b"wheel")
    (page / "index.html").write_text('<a href="uv.whl#sha256=x">uv.whl</a><a>none</a>')
    sources = Sources({**environ, "PIP_INDEX_URL": (tmp_path / "simple").as_uri()})
    assert find_file("uv.whl", hashlib.sha256(b"wheel").hexdigest(), sources) == b"wheel"


def test_links_are_collected() -> None:
    collector = LinkCollector()
    collector.feed('<a href="a">x</a><p href="b"><A HREF="c">')
    assert collector.links == ["a", "c"]


def test_the_stamp_tells_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    stamp = tmp_path / "stamp.json"
    assert not is_fulfilled(stamp, {"a.lock": "1"})
    (tmp_path / "bin").mkdir()
    for name in ("hoiso", "python"):
        (tmp_path / "bin" / name).touch()
    stamp.write_text('{"a.lock": "1", "b.lock": "2"}')
    assert is_fulfilled(stamp, {"a.lock": "1"})
    assert not is_fulfilled(stamp, {"a.lock": "2"})
    assert not is_fulfilled(stamp, {"c.lock": "1"})
    stamp.write_text("{")
    assert not is_fulfilled(stamp, {"a.lock": "1"})


@pytest.mark.parametrize("kind", ["up", "test"])
def test_the_lock_installed_first_holds_all_the_others_packages(kind: str) -> None:
    first, *others = (set(read_pins(ROOT / name)) for name in bootstrap.LOCKS[kind])
    assert all(other <= first for other in others)
