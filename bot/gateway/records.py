"""The records of the index version in force, without its search: the gateway loads no model."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from index.manifest import CURRENT, LIBRARY_FOLDER, Manifest, current_version, file_hash
from knowledge.errors import HoisoError, IndexError_
from knowledge.library import Library
from knowledge.store import load_snapshot

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Records:
    """The records of one index version."""

    library: Library
    version: str


class RecordsHolder:
    """Hands out the current records; one look at the pointer a call tells whether to load others."""

    def __init__(self, state: Path) -> None:
        self._root = state / "index"
        self._lock = threading.Lock()
        self._mark: tuple[int, int] | None = None
        self._records: Records | None = None

    def get(self) -> Records:
        """Return the records of the current version; one that can't be loaded leaves those in use.

        Raises:
            IndexError_: nothing has been built, or the only version is damaged.
        """
        mark = self._pointer()
        records = self._records
        if records is not None and mark == self._mark:
            return records
        with self._lock:
            mark = self._pointer()
            if self._records is None or mark != self._mark:
                try:
                    self._records = self._load()
                except HoisoError as error:
                    if self._records is None:
                        raise
                    log.warning("the records in use stay: %s", error)
                self._mark = mark
            return self._records

    def _pointer(self) -> tuple[int, int] | None:
        try:
            stat = (self._root / CURRENT).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _load(self) -> Records:
        version = current_version(self._root)
        if version is None:
            raise IndexError_("Chưa có chỉ mục nào. Hãy chạy `hoiso up` để dựng chỉ mục.")
        folder = self._root / version
        for name, expected in Manifest.load(folder).files.items():
            part = folder / name
            ours = name.startswith(f"{LIBRARY_FOLDER}/")
            if ours and not (part.is_file() and file_hash(part) == expected):
                raise IndexError_(f"Chỉ mục {version} bị hỏng ở tệp {name}. Hãy chạy lại `hoiso up`.")
        return Records(load_snapshot(folder / LIBRARY_FOLDER), version)
