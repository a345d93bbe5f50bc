"""Content hashes that tell whether something built is still up to date; time stamps play no part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_CHUNK = 1 << 20
_IGNORED_SUFFIXES = {".pyc", ".pyo", ".tmp"}
_IGNORED_FOLDERS = {"__pycache__"}


def file_hash(file: Path) -> str:
    """Return the file's SHA-256 as hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def fingerprint(paths: Iterable[Path], root: Path, extra: Iterable[str] = ()) -> str:
    """Return one hash over all files at and below ``paths``, by name relative to ``root`` and content.

    A path that does not exist counts as empty, so that its coming into being changes the hash. ``extra``
    are further texts that the result depends on.
    """
    digest = hashlib.sha256()
    for file in sorted({file for path in paths for file in _files(path)}):
        name = file.relative_to(root) if file.is_relative_to(root) else file
        digest.update(f"{name.as_posix()}\0{file_hash(file)}\n".encode())
    for text in extra:
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.is_file()
        and file.suffix not in _IGNORED_SUFFIXES
        and not any(part in _IGNORED_FOLDERS or part.startswith(".") for part in file.relative_to(path).parts)
    ]
