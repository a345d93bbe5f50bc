"""The dense side of the search: FAISS over unit vectors, exact or HNSW by size, filtered inside.

Up to ``EXACT_LIMIT`` vectors an exact scan costs a few milliseconds and finds everything; above it HNSW
takes over (figures in ``tests/benchmarks/bench_search.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import faiss
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Kind = Literal["exact", "hnsw"]

EXACT_LIMIT = 300_000
_HNSW_LINKS = 32
_HNSW_BUILD = 200
_HNSW_SEARCH = (256, 2048)
_HNSW_SHARE = 500
"""The more vectors, the wider HNSW looks (one in so many, within bounds): recall@10 stays at 0.99."""

_FILE = "dense.faiss"
_OWNERS = "dense_owners.npy"


class DenseIndex:
    """Vectors of documents; one document may have several (its chunks) and scores by its best.

    Attributes:
        owners: document number of each vector, ascending.
    """

    def __init__(self, index: faiss.Index, owners: Ints) -> None:
        """Take a FAISS inner-product index and the document of each of its vectors."""
        self._index = index
        self.owners = owners
        self._hnsw = isinstance(faiss.downcast_index(index), faiss.IndexHNSW)

    @property
    def kind(self) -> Kind:
        """Whether the search is exact or goes along HNSW links."""
        return "hnsw" if self._hnsw else "exact"

    @classmethod
    def build(cls, vectors: Floats, owners: Sequence[int] | Ints, kind: Kind | None = None) -> DenseIndex:
        """Index unit vectors, shape [n, d]; without ``kind`` the size decides."""
        dimension = vectors.shape[1]
        chosen = kind or ("exact" if len(vectors) <= EXACT_LIMIT else "hnsw")
        if chosen == "exact":
            index: faiss.Index = faiss.IndexFlatIP(dimension)
        else:
            index = faiss.IndexHNSWFlat(dimension, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _HNSW_BUILD
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, np.asarray(owners, dtype=np.int64))

    def search(self, query: Floats, limit: int, mask: Mask | None = None) -> tuple[Ints, Floats]:
        """Return document numbers and cosines of the best documents, best first.

        Args:
            query: one unit vector, shape [d].
            limit: how many documents at most.
            mask: which documents may be found; the filter works inside the FAISS search.
        """
        if not len(self.owners) or (mask is not None and not mask.any()):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        wanted = limit
        while True:
            parameters, _keep = self._parameters(mask, wanted)
            scores, ids = self._index.search(query[None, :], min(wanted, len(self.owners)), params=parameters)
            found = ids[0] >= 0
            owners, best = self._best(self.owners[ids[0][found]], scores[0][found])
            # Several vectors of one document take several places: ask for more until enough documents came.
            if len(owners) >= limit or wanted >= len(self.owners) or not found.all():
                return owners[:limit], best[:limit]
            wanted *= 2

    def _parameters(self, mask: Mask | None, wanted: int) -> tuple[faiss.SearchParameters | None, object]:
        selector = bits = None
        if mask is not None:
            bits = np.packbits(mask[self.owners], bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
        if self._hnsw:
            least, most = _HNSW_SEARCH
            width = min(most, max(least, len(self.owners) // _HNSW_SHARE))
            return faiss.SearchParametersHNSW(efSearch=max(width, 2 * wanted), sel=selector), bits
        return (faiss.SearchParameters(sel=selector) if selector is not None else None), bits

    @staticmethod
    def _best(owners: Ints, scores: Floats) -> tuple[Ints, Floats]:
        order = np.lexsort((owners, -scores))
        _, first = np.unique(owners[order], return_index=True)
        kept = order[np.sort(first)]
        return owners[kept], scores[kept]

    def scores_of(self, query: Floats, documents: Ints) -> Floats:
        """Return the cosine of each given document (its best vector); 0 for one without vectors."""
        starts = np.searchsorted(self.owners, documents, side="left")
        ends = np.searchsorted(self.owners, documents, side="right")
        lengths = ends - starts
        out = np.zeros(len(documents), dtype=np.float32)
        if not lengths.sum():
            return out
        ids = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
        cosines = self._index.reconstruct_batch(ids) @ query
        filled = np.flatnonzero(lengths)
        offsets = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
        out[filled] = np.maximum.reduceat(cosines, offsets)
        return out

    def save(self, folder: Path) -> None:
        """Write index and owners."""
        faiss.write_index(self._index, str(folder / _FILE))
        np.save(folder / _OWNERS, self.owners)

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """Read what ``save`` wrote."""
        return cls(faiss.read_index(str(folder / _FILE)), np.load(folder / _OWNERS))
