"""The lexical side of the search: BM25 (bm25s) over syllables and syllable bigrams without diacritics.

Bigrams undo most homographs that dropping diacritics makes, so one index serves questions typed with
and without them alike. A filter is a mask over the documents that the scorer itself applies.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
from bm25s.scoring import _build_idf_array, _select_idf_scorer, _select_tfc_scorer

from index.query import Query
from nlu.syllables import SyllableTable, bigram_keys, flatten, folded_form, look_up

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Field = tuple[str, int]
"""A part of a document and how many times it counts."""

_NAMES = "lexical_syllables.txt"
_ARRAYS = ("data", "indices", "indptr")


class FlatBM25(bm25s.BM25):
    """bm25s over counts that come as arrays: the same scores, built without a Python loop per document."""

    def index_counts(
        self,
        documents: npt.NDArray[np.integer],
        tokens: npt.NDArray[np.integer],
        counts: npt.NDArray[np.integer],
        shape: tuple[int, int],
    ) -> None:
        """Build from (document, token, count) triples, sorted by token; ``shape`` is (documents, tokens)."""
        total, vocabulary = shape
        lengths = np.bincount(documents, weights=counts, minlength=total)
        frequencies = np.bincount(tokens, minlength=vocabulary)
        idf = _build_idf_array(
            dict(enumerate(frequencies.tolist())),
            total,
            _select_idf_scorer(self.idf_method),
            dtype=self.dtype,
        )
        term = _select_tfc_scorer(self.method)(
            tf_array=counts.astype(np.float32),
            l_d=lengths[documents].astype(np.float32),
            l_avg=max(float(lengths.sum()) / max(total, 1), 1.0),
            k1=self.k1,
            b=self.b,
            delta=self.delta,
        )
        self.nonoccurrence_array = None
        self.idf = idf
        self.scores = {
            "data": (idf[tokens] * term).astype(self.dtype),
            "indices": documents.astype(np.int32),
            "indptr": np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64),
            "num_docs": total,
        }

    @staticmethod
    def _compute_relevance_from_scores(
        data: npt.NDArray[np.floating],
        indptr: npt.NDArray[np.integer],
        indices: npt.NDArray[np.integer],
        num_docs: int,
        query_tokens_ids: npt.NDArray[np.integer],
        dtype: np.dtype,
    ) -> npt.NDArray[np.floating]:
        # A token's documents are distinct, so plain indexing may add; np.add.at is ten times slower here.
        scores = np.zeros(num_docs, dtype=dtype)
        for token in query_tokens_ids:
            start, end = indptr[token], indptr[token + 1]
            scores[indices[start:end]] += data[start:end]
        return scores


class LexicalIndex:
    """BM25 over documents that are lists of weighted fields."""

    def __init__(self, table: SyllableTable, bigrams: npt.NDArray[np.int64], model: FlatBM25) -> None:
        """Take a vocabulary (syllables, then bigrams by sorted key) and the scores over it."""
        self._table = table
        self._bigrams = bigrams
        self._model = model

    @property
    def size(self) -> int:
        """Number of documents."""
        return int(self._model.scores["num_docs"])

    @classmethod
    def build(cls, documents: Sequence[Sequence[Field]], k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
        """Index documents; a field that counts n times has its words n times (BM25F's simple form)."""
        table = SyllableTable(folded_form)
        rows: list[list[int]] = []
        owners: list[int] = []
        times: list[int] = []
        for number, fields in enumerate(documents):
            for text, weight in fields:
                if text:
                    rows.append(table.encode(text))
                    owners.append(number)
                    times.append(weight)
        flat, starts = flatten(rows)
        keys = bigram_keys(flat, starts)
        bigrams = np.unique(keys[keys >= 0])
        places = look_up(keys, bigrams)
        lengths = np.diff(starts)
        owner = np.repeat(np.asarray(owners, dtype=np.int64), lengths)
        weight_of = np.repeat(np.asarray(times, dtype=np.int64), lengths)
        paired = places >= 0
        tokens = np.concatenate([flat.astype(np.int64), places[paired].astype(np.int64) + len(table)])
        docs = np.concatenate([owner, owner[paired]])
        weights = np.concatenate([weight_of, weight_of[paired]])
        vocabulary = len(table) + len(bigrams)
        cell, inverse = np.unique(tokens * len(documents) + docs, return_inverse=True)
        counts = np.bincount(inverse, weights=weights, minlength=len(cell))
        model = FlatBM25(k1=k1, b=b)
        model.index_counts(
            cell % max(len(documents), 1),
            cell // max(len(documents), 1),
            counts,
            (len(documents), vocabulary),
        )
        closed = SyllableTable(folded_form, table.names, closed=True)
        return cls(closed, bigrams, model)

    def tokens(self, text: str) -> npt.NDArray[np.int64]:
        """Return the known tokens of a text: syllables first, then bigrams; each once."""
        flat, starts = flatten([self._table.encode(text)])
        places = look_up(bigram_keys(flat, starts), self._bigrams)
        known = [flat[flat >= 0].astype(np.int64), places[places >= 0].astype(np.int64) + len(self._table)]
        return np.unique(np.concatenate(known))

    def scores(self, weighted: Sequence[tuple[str, float]], mask: Mask | None = None) -> Floats:
        """Return the BM25 score of every document for weighted pieces of a query; 0 outside the mask.

        A token that stands in several pieces counts with its highest weight only.
        """
        best: dict[int, float] = {}
        for text, weight in weighted:
            for token in self.tokens(text).tolist():
                best[token] = max(best.get(token, 0.0), weight)
        total = np.zeros(self.size, dtype=np.float32)
        for weight in sorted(set(best.values())):
            group = sorted(token for token, value in best.items() if value == weight)
            total += weight * self._model.get_scores_from_ids(group, weight_mask=mask)
        return total

    def _weight(self, token: int) -> float:
        """Return how much a token tells: its inverse document frequency."""
        indptr = self._model.scores["indptr"]
        frequency = int(indptr[token + 1] - indptr[token])
        return float(np.log1p((self.size - frequency + 0.5) / (frequency + 0.5)))

    def _holds(self, token: int, documents: npt.NDArray[np.int64]) -> Mask:
        indptr = self._model.scores["indptr"]
        listed = self._model.scores["indices"][indptr[token] : indptr[token + 1]]
        places = np.searchsorted(listed, documents)
        places[places == len(listed)] = 0
        return listed[places] == documents if len(listed) else np.zeros(len(documents), dtype=bool)

    def coverage(self, query: Query, documents: npt.NDArray[np.int64]) -> Floats:
        """Return the share of the question's content that each document holds, weighted by idf, 0 to 1.

        A phrase counts as held in any of its ways to be said. A syllable that no document has weighs
        like the rarest.
        """
        total = 0.0
        held = np.zeros(len(documents), dtype=np.float32)
        rarest = float(np.log1p((self.size + 0.5) / 0.5))
        for term in query.terms:
            if term.weight <= 0:
                continue
            worth = self._phrase_worth(term.words, rarest)
            total += worth
            best = np.zeros(len(documents), dtype=np.float32)
            for words in (term.words, *term.others):
                best = np.maximum(best, self._phrase_share(words, documents, rarest))
            held += worth * best
        return held / total if total else np.zeros(len(documents), dtype=np.float32)

    def _phrase_worth(self, words: Sequence[str], rarest: float) -> float:
        numbers = self._table.encode(" ".join(words))
        return sum(self._weight(number) if number >= 0 else rarest for number in numbers)

    def _phrase_share(self, words: Sequence[str], documents: npt.NDArray[np.int64], rarest: float) -> Floats:
        worth = self._phrase_worth(words, rarest)
        share = np.zeros(len(documents), dtype=np.float32)
        for number in self._table.encode(" ".join(words)):
            if number >= 0:
                share += self._weight(number) * self._holds(number, documents)
        return share / worth if worth else share

    def save(self, folder: Path) -> None:
        """Write the vocabulary and the score arrays."""
        (folder / _NAMES).write_text("\n".join(self._table.names) + "\n", encoding="utf-8")
        np.save(folder / "lexical_bigrams.npy", self._bigrams)
        for name in _ARRAYS:
            np.save(folder / f"lexical_{name}.npy", self._model.scores[name])
        np.save(folder / "lexical_documents.npy", np.asarray(self.size))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what ``save`` wrote."""
        names = (folder / _NAMES).read_text(encoding="utf-8").split("\n")[:-1]
        model = FlatBM25()
        model.nonoccurrence_array = None
        model.scores = {name: np.load(folder / f"lexical_{name}.npy") for name in _ARRAYS}
        model.scores["num_docs"] = int(np.load(folder / "lexical_documents.npy"))
        table = SyllableTable(folded_form, names, closed=True)
        return cls(table, np.load(folder / "lexical_bigrams.npy"), model)
