"""Where things lie on disk: every path and size that more than one room needs, from the environment.

Settings that only one room needs live in that room (the gateway's in ``bot/gateway/settings.py``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout's root folder."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders the assistant reads and writes.

    Attributes:
        documents: one folder a document (source, ``metadata.toml``, optional ``reviewed.toml``).
        state: everything built or recorded at run time: trained models, index versions, database, logs.
        encoder: folder or Hugging Face name of the sentence-transformers model.
    """

    documents: Path
    state: Path
    encoder: str

    @property
    def index(self) -> Path:
        """Folder that holds the index versions and the ``current`` pointer."""
        return self.state / "index"

    @property
    def models(self) -> Path:
        """Folder of trained Rasa models."""
        return self.state / "models"

    @property
    def logs(self) -> Path:
        """Folder of the three processes' logs."""
        return self.state / "logs"


def paths() -> Paths:
    """Return the paths in force: ``HOISO_DOCUMENTS``, ``HOISO_STATE`` and ``HOISO_ENCODER`` override."""
    return Paths(
        documents=Path(os.environ.get("HOISO_DOCUMENTS") or ROOT / "knowledge" / "documents"),
        state=Path(os.environ.get("HOISO_STATE") or ROOT / ".hoiso"),
        encoder=os.environ.get("HOISO_ENCODER") or str(ROOT / "nlu" / "model"),
    )
