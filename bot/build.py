"""What has to be built before the assistant can start: the Rasa model and the search index.

Each is built in a process of its own, beside what is there, and takes its place in one step; a build that
is killed leaves the old one working. Whether it is stale is told by content hashes of all its inputs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bot.fingerprint import file_hash, fingerprint
from index.manifest import Manifest, current_version
from knowledge.errors import HoisoError, IndexError_
from knowledge.settings import ROOT, Paths

_KEPT_MODELS = 2
_LAST_LINES = 15
LineSink = Callable[[str], None]
"""Receives each line that a build prints."""


class BuildError(HoisoError):
    """A build failed; the message holds the last lines that it printed."""


@dataclass(frozen=True, slots=True)
class RasaProject:
    """Where the Rasa project's parts lie, and what code its components are made of."""

    config: Path = ROOT / "bot" / "config.yml"
    domain: Path = ROOT / "bot" / "domain"
    data: tuple[Path, ...] = (ROOT / "nlu" / "data", ROOT / "bot" / "rules")
    code: tuple[Path, ...] = (
        ROOT / "nlu",
        ROOT / "knowledge" / "registry",
        *(
            ROOT / "knowledge" / name
            for name in ("text.py", "days.py", "model.py", "settings.py", "errors.py")
        ),
        ROOT / "requirements.lock",
    )


def model_fingerprint(project: RasaProject, encoder: str) -> str:
    """Return the hash of everything the trained model comes from."""
    extra = [f"rasa {version('rasa')}", f"encoder {Path(encoder).name}"]
    if Path(encoder).exists():
        extra.append(fingerprint([Path(encoder)], Path(encoder)))
    return fingerprint([project.config, project.domain, *project.data, *project.code], ROOT, extra)


def model_path(paths: Paths, project: RasaProject) -> Path:
    """Return where the model of the present inputs lies or will lie."""
    return paths.models / f"rasa-{model_fingerprint(project, paths.encoder)[:16]}.tar.gz"


def is_whole(model: Path) -> bool:
    """Return whether a trained model is there and byte for byte what was trained."""
    receipt = _receipt(model)
    return model.is_file() and receipt.is_file() and receipt.read_text().strip() == file_hash(model)


def train_model(paths: Paths, project: RasaProject, model: Path, on_line: LineSink) -> None:
    """Train the Rasa model into ``model`` and drop models no longer needed.

    Raises:
        BuildError: training failed.
    """
    paths.models.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="training-", dir=paths.models))
    try:
        command = [
            "--config",
            project.config,
            "--domain",
            project.domain,
            "--output",
            work,
            "--name",
            "model",
        ]
        for folder in project.data:
            command += ["--data", folder]
        run_python("bot.processes.train", [str(part) for part in command], on_line, "Huấn luyện mô hình Rasa")
        trained = work / "model.tar.gz"
        _receipt(model).write_text(file_hash(trained) + "\n")
        trained.replace(model)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    others = sorted(
        (file for file in paths.models.glob("rasa-*.tar.gz") if file != model),
        key=lambda file: file.stat().st_mtime,
    )
    for old in others[: max(0, len(others) - _KEPT_MODELS + 1)]:
        _receipt(old).unlink(missing_ok=True)
        old.unlink()


def index_fingerprint(paths: Paths) -> str:
    """Return the hash of everything the index comes from: documents, code of the rooms below, encoder."""
    own = ROOT / "knowledge" / "documents"
    rooms = [ROOT / "index", *(file for file in (ROOT / "knowledge").iterdir() if file != own), ROOT / "nlu"]
    documents = fingerprint([paths.documents], paths.documents)
    extra = [f"documents {documents}", f"encoder {Path(paths.encoder).name}"]
    if Path(paths.encoder).exists():
        extra.append(fingerprint([Path(paths.encoder)], Path(paths.encoder)))
    return fingerprint([*rooms, ROOT / "requirements.lock"], ROOT, extra)


def index_is_current(paths: Paths) -> bool:
    """Return whether the index in force was built from the present inputs and is whole."""
    current = _current_version(paths)
    if not current:
        return False
    try:
        known = json.loads(_inputs_file(paths).read_text())
    except (OSError, ValueError):
        return False
    if known != {"inputs": index_fingerprint(paths), "version": current}:
        return False
    try:
        Manifest.load(paths.index / current).check(paths.index / current)
    except IndexError_:
        return False
    return True


def build_index(paths: Paths, on_line: LineSink) -> None:
    """Build the index from the documents and swap it in; the running assistant takes it up by itself.

    Raises:
        BuildError: the build failed; the index in force is as it was.
    """
    inputs = index_fingerprint(paths)
    run_python("bot.processes.index", [], on_line, "Dựng chỉ mục tra cứu")
    receipt = _inputs_file(paths)
    draft = receipt.with_suffix(".new")
    draft.write_text(json.dumps({"inputs": inputs, "version": _current_version(paths)}))
    draft.replace(receipt)


def run_python(module: str, arguments: list[str], on_line: LineSink, what: str) -> None:
    """Run ``python -m module`` in the checkout, handing each line it prints to ``on_line``.

    Raises:
        BuildError: it ended with an error. ``what`` names the work in the message.
    """
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "HOISO_PARENT": str(os.getpid()), "PYTHONWARNINGS": "ignore"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    lines: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            lines = [*lines[1 - _LAST_LINES :], line.rstrip()]
            on_line(line.rstrip())
        status = process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if status != 0:
        raise BuildError(f"{what} không thành (mã {status}). Những dòng cuối:\n" + "\n".join(lines))


def _receipt(model: Path) -> Path:
    return model.with_name(model.name + ".sha256")


def _inputs_file(paths: Paths) -> Path:
    return paths.index / "inputs.json"


def _current_version(paths: Paths) -> str:
    try:
        return current_version(paths.index) or ""
    except IndexError_:
        return ""
