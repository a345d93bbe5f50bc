"""The search that the answer engine asks: hybrid, filtered inside, with a calibrated score."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.hybrid import Candidate, HybridIndex, Mode, Weights
from index.query import analyse
from index.records import Record, RecordKind
from knowledge.text import fold
from nlu.encoder import Encoder

Mask = npt.NDArray[np.bool_]

CALIBRATION_FILE = Path(__file__).parent / "calibration.toml"

PLAN_WEIGHTS = Weights(dense=0.4, coverage=0.3, question_words=0.15, expansions=0.7, candidates=200)
"""Weights for plans: a small collection whose questions are full of everyday words."""


class Bodies(Protocol):
    """The part of the registry that the search needs."""

    def same_body(self, first: str, second: str) -> bool:
        """Whether two names are of one body."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found.

    Attributes:
        kind, id, document_id, clause: which record, and where it stands.
        score: how likely it is about what was asked, 0 to 1 (calibrated); compare and cut by it.
        dense: cosine of question and record.
        lexical: BM25 relative to the best record's, 0 to 1.
        coverage: share of the question's content words that the record holds, by idf, 0 to 1.
    """

    kind: RecordKind
    id: str
    document_id: str
    clause: str
    score: float
    dense: float
    lexical: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic curve over cosine and coverage, and the score from which on a hit fits."""

    bias: float
    dense: float
    coverage: float
    threshold: float

    @classmethod
    def load(cls, path: Path = CALIBRATION_FILE) -> Calibration:
        """Read the calibration file."""
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(*(float(values[name]) for name in ("bias", "dense", "coverage", "threshold")))

    def score(self, dense: float, coverage: float) -> float:
        """Return the calibrated score."""
        return 1.0 / (1.0 + math.exp(-(self.bias + self.dense * dense + self.coverage * coverage)))


class Searcher:
    """Searches one index version. Safe to share between threads: nothing changes after construction."""

    def __init__(
        self,
        records: Sequence[Record],
        index: HybridIndex,
        encoder: Encoder,
        registry: Bodies | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        """Take records in the index's order, the index and the encoder that it was built with."""
        self._records = list(records)
        self._index = index
        self._encoder = encoder
        self._registry = registry
        self._calibration = calibration or Calibration.load()
        self._kinds = np.asarray([record.kind for record in records], dtype=object)
        self._documents = np.asarray([record.document_id for record in records], dtype=object)
        self._provinces = np.asarray([fold(record.province) for record in records], dtype=object)
        self._by_body: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for body in record.bodies:
                self._by_body.setdefault(body, []).append(number)
        self._body_mask = lru_cache(maxsize=256)(self._find_body)
        # One message searches several kinds of records for the same words.
        self._analysed = lru_cache(maxsize=256)(analyse)
        self._encoded = lru_cache(maxsize=256)(self._encode)

    def search(
        self,
        query: str,
        *,
        kinds: Iterable[RecordKind] | None = None,
        documents: Iterable[str] | None = None,
        provinces: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        bodies: Iterable[str] | None = None,
        limit: int = 10,
        mode: Mode = "hybrid",
        silent: Sequence[str] = (),
    ) -> list[Hit]:
        """Return the records that fit the question best, best first.

        Filters work inside both searches; None means any, an empty filter finds nothing. A record
        without years passes every year filter; one without bodies passes no body filter.

        Args:
            query: as typed.
            kinds, documents, provinces, years, bodies: what the records must be of.
            limit: how many at most.
            mode: "hybrid", "dense" or "lexical".
            silent: words of the question that must not weigh (names of places already filtered by).
        """
        mask = self._mask(kinds, documents, provinces, years, bodies)
        taken = self._analysed(query).without(silent)
        vector = self._encoded(taken.content) if mode != "lexical" else None
        found = self._index.search(
            taken, vector, max(limit * 3, 30), mask=mask, mode=mode, weights=PLAN_WEIGHTS
        )
        hits = [self._hit(candidate) for candidate in found]
        if mode == "hybrid":
            # Both orders agree but for near-ties; the calibrated one is what callers compare and cut by.
            order = sorted(
                range(len(hits)), key=lambda i: (-round(hits[i].score + found[i].score, 6), found[i].number)
            )
            hits = [hits[i] for i in order]
        return hits[:limit]

    def fits(self, hit: Hit) -> bool:
        """Whether a hit is good enough to answer with: threshold and trade-off in ``calibration.toml``."""
        return hit.score >= self._calibration.threshold

    def _encode(self, content: str) -> npt.NDArray[np.float32]:
        return self._encoder.encode([content])[0]

    def _hit(self, candidate: Candidate) -> Hit:
        record = self._records[candidate.number]
        return Hit(
            record.kind,
            record.id,
            record.document_id,
            record.clause,
            round(self._calibration.score(candidate.dense, candidate.coverage), 4),
            round(candidate.dense, 4),
            round(candidate.lexical, 4),
            round(candidate.coverage, 4),
        )

    def _mask(
        self,
        kinds: Iterable[RecordKind] | None,
        documents: Iterable[str] | None,
        provinces: Iterable[str] | None,
        years: Iterable[int] | None,
        bodies: Iterable[str] | None,
    ) -> Mask | None:
        masks: list[Mask] = []
        if kinds is not None:
            masks.append(np.isin(self._kinds, list(kinds)))
        if documents is not None:
            masks.append(np.isin(self._documents, list(documents)))
        if provinces is not None:
            masks.append(np.isin(self._provinces, [fold(province) for province in provinces]))
        if years is not None:
            wanted = set(years)
            passes = (not record.years or wanted.intersection(record.years) for record in self._records)
            masks.append(np.fromiter(map(bool, passes), dtype=bool, count=len(self._records)))
        if bodies is not None:
            masks.append(self._any_body(tuple(bodies)))
        return np.logical_and.reduce(masks) if masks else None

    def _any_body(self, bodies: tuple[str, ...]) -> Mask:
        mask = np.zeros(len(self._records), dtype=bool)
        for body in bodies:
            mask |= self._body_mask(body)
        return mask

    def _find_body(self, body: str) -> Mask:
        mask = np.zeros(len(self._records), dtype=bool)
        for name, numbers in self._by_body.items():
            if fold(name) == fold(body) or (self._registry and self._registry.same_body(name, body)):
                mask[numbers] = True
        return mask
