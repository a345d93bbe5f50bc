"""Builds an index version beside the ones in use and swaps it in with one rename.

A build killed at any moment leaves the index that was current before: everything is written into a
hidden folder, brought to disk, renamed to its version, and only then does the pointer move.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.dense import DenseIndex
from index.hybrid import HybridIndex
from index.lexical import LexicalIndex
from index.manifest import (
    LIBRARY_FOLDER,
    MANIFEST,
    Manifest,
    code_hash,
    current_version,
    file_hash,
    index_version,
    is_current,
    point_to,
    sync_folder,
    sync_tree,
)
from index.records import Record, records
from knowledge.errors import IndexError_
from knowledge.store import save_snapshot
from nlu.encoder import Encoder

if TYPE_CHECKING:
    from knowledge.library import Library

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with a Vietnamese label, how much is done and how much there is."""

_BUILDING = ".building-"
_KEPT = 2
"""The current version and the one before it, which a reader may just be loading."""
_BATCH = 2048


def build_index(library: Library, state: Path, encoder: Encoder, progress: Progress | None = None) -> str:
    """Build the index of a library if it isn't current yet, make it current, and return its version.

    Args:
        library: what is to be found; its snapshot lives inside the version's folder.
        state: the assistant's state folder; versions live in its ``index`` folder.
        encoder: the model; another one gives another version.
        progress: told how far the build is.
    """
    root = state / "index"
    root.mkdir(parents=True, exist_ok=True)
    version = index_version(library.version, encoder)
    with _only_builder(root):
        if is_current(root, version):
            return version
        _clear(root)
        fresh = root / f"{_BUILDING}{version}-{os.getpid()}"
        fresh.mkdir()
        _write(library, fresh, version, encoder, progress or _silent)
        _put_in_place(fresh, root / version)
        point_to(root, version)
        _prune(root, version)
    log.info("index %s is current", version)
    return version


def build_hybrid(listed: list[Record], encoder: Encoder, progress: Progress | None = None) -> HybridIndex:
    """Index records in memory, in their order."""
    tell = progress or _silent
    tell("Lập chỉ mục từ khóa", 0, len(listed))
    lexical = LexicalIndex.build([record.fields for record in listed])
    passages = [(number, text) for number, record in enumerate(listed) for text in record.passages]
    blocks = []
    for start in range(0, len(passages), _BATCH):
        tell("Mã hóa câu", start, len(passages))
        blocks.append(encoder.encode_documents([text for _, text in passages[start : start + _BATCH]]))
    tell("Mã hóa câu", len(passages), len(passages))
    vectors = encoder.stack(blocks)
    return HybridIndex(lexical, DenseIndex.build(vectors, [number for number, _ in passages]))


def _write(library: Library, folder: Path, version: str, encoder: Encoder, progress: Progress) -> None:
    listed = list(records(library))
    build_hybrid(listed, encoder, progress).save(folder)
    progress("Ghi chỉ mục", 0, 1)
    snapshot = folder / LIBRARY_FOLDER
    snapshot.mkdir()
    save_snapshot(library, snapshot)
    files = {
        path.relative_to(folder).as_posix(): file_hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    Manifest(
        version=version,
        library=library.version,
        encoder=Path(encoder.name).name,
        encoder_hash=encoder.fingerprint,
        code=code_hash(),
        documents={key: document.sha256 for key, document in library.documents.items()},
        records=len(listed),
        files=files,
    ).save(folder)
    sync_tree(folder)
    progress("Ghi chỉ mục", 1, 1)


def _put_in_place(fresh: Path, final: Path) -> None:
    if final.exists():
        # Only a damaged folder of the same version can be here; it makes way in one step.
        final.rename(final.with_name(f"{_BUILDING}damaged-{final.name}-{os.getpid()}"))
    fresh.rename(final)
    sync_folder(final.parent)


def _clear(root: Path) -> None:
    """Remove what builds that were killed left behind; only the builder that holds the lock does so."""
    for path in root.glob(f"{_BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)


def _prune(root: Path, version: str) -> None:
    _clear(root)
    others = [path for path in root.iterdir() if path.is_dir() and path.name != version]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _only_builder(root: Path) -> Iterator[None]:
    """Let one process build at a time; the lock goes with the process that holds it."""
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _silent(_label: str, _done: int, _total: int) -> None:
    return None


def remove_index(state: Path) -> None:
    """Remove every index version (the next build starts afresh)."""
    root = state / "index"
    if root.exists():
        with _only_builder(root):
            for path in root.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name != ".lock":
                    path.unlink()


def version_of(state: Path) -> str:
    """Return the current version.

    Raises:
        IndexError_: nothing has been built.
    """
    version = current_version(state / "index")
    if version is None:
        raise IndexError_("Chưa có chỉ mục nào. Hãy chạy `hoiso up` để dựng chỉ mục.")
    return version
