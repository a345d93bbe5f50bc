"""Sentence vectors: the shipped encoder or any other sentence-transformers model named in the settings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sentence_transformers import SentenceTransformer

from knowledge.errors import IndexError_
from knowledge.settings import paths
from nlu.restore import restore_diacritics
from nlu.syllable_embedding import SyllableEmbedding

Vectors = npt.NDArray[np.float32]

_PROBES = ("chuyển đổi số", "Sở nào chủ trì?", "2025 digital 20%")
_WEIGHT_FILES = ("*.safetensors", "*.bin", "*.json", "syllables.txt", "*.model")


class Encoder:
    """Unit vectors for texts.

    Attributes:
        name: folder or Hugging Face name that it was loaded from.
        dimension: length of a vector.
        fingerprint: hash of the model's files (of some of its vectors where it has no folder); an index
            built with another fingerprint is stale.
    """

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        """Wrap a loaded model."""
        self.name = name
        self._model = model
        first = model[0]
        self._own = isinstance(first, SyllableEmbedding)
        self._restores = not (isinstance(first, SyllableEmbedding) and first.folded)
        self.dimension = int(model.get_embedding_dimension() or self.encode(["a"]).shape[1])
        self.fingerprint = _folder_hash(Path(name)) if Path(name).is_dir() else self._probe_hash()

    def _probe_hash(self) -> str:
        probes = np.round(self.encode(list(_PROBES)), 2) + 0.0
        return hashlib.sha256(probes.astype(np.float32).tobytes()).hexdigest()

    def encode(self, texts: Sequence[str], *, batch_size: int = 512, progress: bool = False) -> Vectors:
        """Return one unit row a text, as written, shape [n, dimension]; a zero row where nothing is known."""
        return self._rows(self._model.encode, list(texts), batch_size, progress)

    def encode_documents(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Return the vectors of texts to be found (with the model's document prompt, if it has one)."""
        size = 512 if self._own else 32
        return self._rows(self._model.encode_document, list(texts), size, progress)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, with diacritics restored where they were left out."""
        typed = [restore_diacritics(text) for text in texts] if self._restores else list(texts)
        return self._rows(self._model.encode_query, typed, 256 if self._own else 32, False)

    def stack(self, blocks: Sequence[Vectors]) -> Vectors:
        """Return blocks of vectors as one; none gives an empty one of the right width."""
        return np.vstack([np.zeros((0, self.dimension), dtype=np.float32), *blocks])

    def _rows(self, call: object, texts: list[str], size: int, progress: bool) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = call(  # type: ignore[operator]
            texts,
            batch_size=size,
            show_progress_bar=progress,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def _folder_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    files = {path for pattern in _WEIGHT_FILES for path in folder.rglob(pattern) if path.is_file()}
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def load_encoder(name_or_path: str | None = None) -> Encoder:
    """Load a sentence-transformers model; without a name, the one that the settings name.

    Raises:
        IndexError_: the model can't be loaded.
    """
    name = name_or_path or paths().encoder
    try:
        return Encoder(name, SentenceTransformer(name, device="cpu"))
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise IndexError_(
            f"Không nạp được mô hình mã hóa câu “{Path(name).name}”. Hãy kiểm tra biến HOISO_ENCODER "
            "(tên mô hình hoặc thư mục) rồi chạy lại."
        ) from error
