"""What an index version is made of: a manifest beside its files, with their checksums."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import IndexError_

if TYPE_CHECKING:  # the gateway reads manifests and must not load torch for it
    from nlu.encoder import Encoder

MANIFEST = "manifest.json"
CURRENT = "current"
LIBRARY_FOLDER = "library"
"""Folder inside a version that holds the library's snapshot."""

_ROOT = Path(__file__).resolve().parent.parent
_CODE = ("index/*.py", "nlu/syllables.py", "nlu/syllable_embedding.py", "nlu/encoder.py", "nlu/restore.py")
"""Code that decides what an index holds; a change makes every index stale."""

_REBUILD = "Hãy chạy lại `hoiso up` để dựng lại chỉ mục."


@dataclass(frozen=True, slots=True)
class Manifest:
    """One index version.

    Attributes:
        version: name of its folder: a hash of everything below but the checksums.
        library: version of the library (documents, registry and the code that read them).
        encoder: name of the model, without its folder.
        encoder_hash: its fingerprint.
        code: hash of the code that made the index.
        documents: SHA-256 of each document's source, by id.
        records: how many records it holds.
        files: SHA-256 of each file, by path inside the version's folder.
    """

    version: str
    library: str
    encoder: str
    encoder_hash: str
    code: str
    documents: Mapping[str, str]
    records: int
    files: Mapping[str, str]

    def save(self, folder: Path) -> None:
        """Write the manifest into the version's folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read a manifest.

        Raises:
            IndexError_: it is missing or no manifest.
        """
        try:
            values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return cls(**values)
        except (OSError, ValueError, TypeError) as error:
            raise IndexError_(f"Chỉ mục {folder.name} thiếu hoặc hỏng tệp {MANIFEST}. {_REBUILD}") from error

    def check(self, folder: Path) -> None:
        """Compare every file with its checksum.

        Raises:
            IndexError_: a file is missing, changed or cut short.
        """
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file() or file_hash(path) != expected:
                raise IndexError_(f"Chỉ mục {folder.name} bị hỏng ở tệp {name}. {_REBUILD}")


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Return a hash of the code that decides what an index holds."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _CODE for path in _ROOT.glob(pattern)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def index_version(library_version: str, encoder: Encoder) -> str:
    """Return the version that an index over this library with this encoder has."""
    parts = "\n".join((library_version, encoder.fingerprint, code_hash()))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def current_version(root: Path) -> str | None:
    """Return the version that the ``current`` pointer in an index folder names; None without one."""
    try:
        version = (root / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    if not version or not all(char in "0123456789abcdef" for char in version):
        raise IndexError_(f"Tệp {CURRENT} của chỉ mục bị hỏng. {_REBUILD}")
    return version


def is_current(root: Path, version: str) -> bool:
    """Whether the pointer names this version and its files are whole."""
    try:
        if current_version(root) != version:
            return False
        Manifest.load(root / version).check(root / version)
    except IndexError_:
        return False
    return True


def point_to(root: Path, version: str) -> None:
    """Make a version current: the pointer is replaced in one step, and is on disk when this returns."""
    fresh = root / f".{CURRENT}-{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as target:
        target.write(version + "\n")
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(root / CURRENT)
    sync_folder(root)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring every file and folder below ``folder`` to disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as source:
                os.fsync(source.fileno())
    sync_folder(folder)
