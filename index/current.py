"""The index in use, as one thing with its records; follows the pointer when a new version is swapped in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.build import version_of
from index.hybrid import HybridIndex
from index.manifest import CURRENT, LIBRARY_FOLDER, Manifest
from index.records import records
from index.search import Searcher
from knowledge.errors import HoisoError, IndexError_
from knowledge.library import Library
from knowledge.store import load_snapshot
from nlu.encoder import Encoder, load_encoder

log = logging.getLogger(__name__)

WARM_UP = "chuyen doi so"
_ATTEMPTS = 3


@dataclass(frozen=True)
class Snapshot:
    """Records and the index over them, of one version."""

    library: Library
    searcher: Searcher
    version: str


def load_version(folder: Path, encoder: Encoder) -> Snapshot:
    """Load one index version.

    Raises:
        IndexError_: a file is damaged, or another encoder or another code made it.
    """
    manifest = Manifest.load(folder)
    if manifest.encoder_hash != encoder.fingerprint:
        raise IndexError_(
            f"Chỉ mục được dựng bằng mô hình mã hóa khác (“{manifest.encoder}”). "
            "Hãy chạy lại `hoiso up` để dựng lại chỉ mục."
        )
    manifest.check(folder)
    library = load_snapshot(folder / LIBRARY_FOLDER)
    listed = list(records(library))
    index = HybridIndex.load(folder)
    if not len(listed) == manifest.records == index.lexical.size:
        raise IndexError_("Chỉ mục do một phiên bản khác của Hỏi Số dựng. Hãy chạy lại `hoiso up`.")
    searcher = Searcher(listed, index, encoder, library.registry)
    # The first search reads lexicon and restorer; better now than in the first person's answer.
    searcher.search(WARM_UP, limit=1)
    return Snapshot(library, searcher, manifest.version)


class SnapshotHolder:
    """Hands out the current snapshot; a look at one file a call tells whether to load another."""

    def __init__(self, state: Path, encoder: Callable[[], Encoder] = load_encoder) -> None:
        """Take the state folder and how to get the encoder (the settings' one by default)."""
        self._root = state / "index"
        self._state = state
        self._encoder = encoder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None

    def get(self) -> Snapshot:
        """Return the snapshot of the current version.

        A version that can't be loaded leaves the one in use (and is logged); without one it is an error.

        Raises:
            IndexError_: nothing has been built, or the only version is damaged or stale.
        """
        mark = self._mark()
        snapshot = self._snapshot
        if snapshot is not None and mark == self._seen:
            return snapshot
        with self._lock:
            mark = self._mark()
            if self._snapshot is None or mark != self._seen:
                self._reload(mark)
            assert self._snapshot is not None
            return self._snapshot

    def _mark(self) -> tuple[int, int] | None:
        try:
            stat = (self._root / CURRENT).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _reload(self, mark: tuple[int, int] | None) -> None:
        try:
            self._snapshot = self._load()
        except HoisoError as error:
            if self._snapshot is None:
                raise
            log.warning("the index in use stays: %s", error)
        self._seen = mark

    def _load(self) -> Snapshot:
        encoder = self._encoder()
        for attempt in range(_ATTEMPTS):
            version = version_of(self._state)
            if self._snapshot is not None and self._snapshot.version == version:
                return self._snapshot
            try:
                return load_version(self._root / version, encoder)
            except (IndexError_, OSError) as error:
                # Two swaps in a row may prune the version between reading the pointer and loading it.
                if attempt + 1 == _ATTEMPTS or version == version_of(self._state):
                    if isinstance(error, IndexError_):
                        raise
                    raise IndexError_(
                        f"Không đọc được chỉ mục {version}. Hãy chạy lại `hoiso up`."
                    ) from error
        raise AssertionError("unreachable")
