"""Find the records that answer a question, and say how well they fit.

The search index proposes; the words of each record decide (:mod:`actions.engine.match`), so that a
telling word of the question which no record holds counts against all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from actions.engine.match import (
    NO_MATCH,
    Field,
    Match,
    light,
    match,
    similarity,
)
from actions.engine.prepared import Prepared
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Question
from index.records import RecordKind
from index.search import Hit, Searcher
from knowledge.model import Assignment, Clause, Definition, Document, Indicator

FITS = 0.72
"""Least share of the question's weight that a record must hold to count as an answer."""
FITS_WITH_SEARCH = 0.6
_MAIN = 0.5
_DENSE = 0.15
_SAME_TARGET = 0.74
_MOST_FAMILIES = 6
_QUERY_LIMIT = 40
_LONGEST_NAME = 4
_LONG_HEAD = 3
_OF_BODIES = frozenset({"agency_tasks", "unknown", "passage", "list", "indicator"})
_FIGURES = ("indicator", "baseline", "compare")
_STRUCTURAL = ("header", "title", "basis", "recipients", "recipient", "signature", "table")


class Record(Protocol):
    """What every record has."""

    @property
    def document_id(self) -> str:
        """Slug of its document."""


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Scored(Generic[R]):
    """A record with how well it fits: in words, in all, and to the calibrated search (``search``, 0..1)."""

    record: R
    match: Match
    score: float
    found: bool = False
    search: float = 0.0

    @property
    def fits(self) -> bool:
        """Return whether the record holds enough of the question to answer it.

        Somewhat less is enough where the calibrated search says that the record fits (``found``).
        """
        least = FITS_WITH_SEARCH if self.found else FITS
        if self.match.other_grade:
            return False
        return self.match.coverage >= least and self.match.main >= _MAIN


@dataclass(frozen=True, slots=True)
class Family:
    """One target of one plan over its years, levels and sectors."""

    document_id: str
    name: str
    members: tuple[Indicator, ...]
    match: Match
    score: float


class Finder:
    """Evidence of one snapshot for one question after another; holds nothing of a question."""

    def __init__(self, prepared: Prepared, searcher: Searcher) -> None:
        self.prepared = prepared
        self.library = prepared.library
        self.words = prepared.words
        self.searcher = searcher

    def documents(self, question: Question) -> tuple[Document, ...]:
        """Return the documents in question: those named, else the provinces', else all."""
        if question.documents:
            return tuple(
                self.library.documents[item] for item in question.documents if item in self.library.documents
            )
        if question.provinces:
            return tuple(
                item for item in self.library.documents.values() if item.province in question.provinces
            )
        return tuple(self.library.documents.values())

    def placed(self, question: Question) -> Question:
        """Return the question with the province of the one document that holds a name in it ("Tam Bình")."""
        found = set(self.places_in(question).values())
        if question.provinces or question.documents or question.unheld or len(found) != 1:
            return question
        province = self.library.documents[found.pop()].province
        return replace(question, provinces=(province,), own_province=True)

    def led_by(self, question: Question) -> Question:
        """Return a question for a body's tasks with the bodies that only the plans know ("người đứng đầu").

        They are named by the first words that plans call them by.
        """
        if question.type not in _OF_BODIES or question.agencies or "wh" not in question.cues:
            return question
        said, within = tokens(question.normalized), {item.id for item in self.documents(question)}
        found = dict.fromkeys(
            lead
            for item in self.library.assignments
            if item.document_id in within
            for lead in item.lead
            if find(folded(tokens(lead)[:_LONG_HEAD]), folded(said)) >= 0 and len(tokens(lead)) >= _LONG_HEAD
        )
        named = {word for lead in found for word in folded(tokens(lead))}
        other = {term for term in question.terms if term not in question.weak} - named
        if not found or (other and question.type != "agency_tasks"):
            return question
        return replace(question, type="agency_tasks", agencies=tuple(found))

    def places_in(self, question: Question) -> dict[Tokens, str]:
        """Return the names in a question that one document alone holds, with that document's id."""
        syllables = tokens(question.normalized)
        syllables = folded(syllables) if question.plain else syllables
        runs = (
            syllables[at : at + size]
            for size in range(2, _LONGEST_NAME + 1)
            for at in range(len(syllables) - size + 1)
        )
        return {run: self.prepared.places[run] for run in runs if run in self.prepared.places}

    def indicators(self, question: Question, documents: Sequence[Document]) -> list[Scored[Indicator]]:
        """Return the documents' indicators, best first."""
        pool = self._of(self.library.indicators, documents)
        return self._rank(
            question, pool, lambda item: self.prepared.indicators[item.id], lambda item: item.id, "indicator"
        )

    def assignments(self, question: Question, documents: Sequence[Document]) -> list[Scored[Assignment]]:
        """Return the documents' assignments, best first."""
        pool = self._of(self.library.assignments, documents)
        return self._rank(
            question,
            pool,
            lambda item: self.prepared.assignments[item.id],
            lambda item: item.id,
            "assignment",
        )

    def definitions(self, question: Question, documents: Sequence[Document]) -> list[Scored[Definition]]:
        """Return the documents' definitions, best first."""
        pool = self._of(self.library.definitions, documents)
        return self._rank(
            question,
            pool,
            lambda item: self.prepared.definitions[item.id],
            lambda item: item.id,
            "definition",
        )

    def clauses(self, question: Question, documents: Sequence[Document]) -> list[Scored[Clause]]:
        """Return the documents' clauses, best first; headers, recipients and the like are left out."""
        pool = [
            clause
            for document in documents
            for clause in self.library.clauses.get(document.id, ())
            if clause.kind not in _STRUCTURAL and clause.key not in self.prepared.captions
        ]
        return self._rank(
            question, pool, lambda item: self.prepared.clauses[item.key], lambda item: item.key, "clause"
        )

    def families(self, question: Question, documents: Sequence[Document]) -> dict[str, list[Family]]:
        """Return each document's targets that fit, best first."""
        grouped: dict[str, list[Scored[Indicator]]] = defaultdict(list)
        for scored in self.indicators(question, documents):
            grouped[scored.record.document_id].append(scored)
        return {
            document_id: kept for document_id, items in grouped.items() if (kept := self._families(items))
        }

    def _families(self, items: list[Scored[Indicator]]) -> list[Family]:
        # A record that fits goes before one that only scores higher.
        left = sorted(items, key=lambda item: not item.fits)
        result: list[Family] = []
        while left and left[0].fits and len(result) < _MOST_FAMILIES:
            best = left[0]
            members = [item for item in left if self.same_target(best.record, item.record)]
            result.append(
                Family(
                    best.record.document_id,
                    best.record.name,
                    tuple(sorted((item.record for item in members), key=self._place)),
                    best.match,
                    best.score,
                )
            )
            taken = {item.record.id for item in members}
            left = [item for item in left if item.record.id not in taken]
        return result

    def same_target(self, first: Indicator, second: Indicator) -> bool:
        """Return whether two indicators of one plan are the same target in other years or levels."""
        names = self.prepared.names
        if first.document_id != second.document_id:
            return False
        if first.clause == second.clause and first.name == second.name:
            return True
        return first.unit == second.unit and similarity(names[first.id], names[second.id]) >= _SAME_TARGET

    def referring(self, clause: Clause) -> tuple[Assignment, ...]:
        """Return the assignments that refer to the clause or to one of its ancestors."""
        line = {clause.address, *(item.address for item in self.ancestors(clause))}
        return tuple(
            item
            for item in self.library.assignments
            if item.document_id == clause.document_id and line.intersection(item.refers_to)
        )

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clause's ancestors, nearest first."""
        result: list[Clause] = []
        parent = clause.parent
        while parent is not None:
            above = self.prepared.by_key.get(f"{clause.document_id}#{parent}")
            if above is None:
                break
            result.append(above)
            parent = above.parent
        return tuple(result)

    def match(self, question: Question, field: Field) -> Match:
        """Return how well one prepared record fits the question."""
        return match(question, field, self.prepared.vocabulary)

    def match_text(self, question: Question, text: str) -> Match:
        """Return how well a text by itself (a heading) fits the question."""
        return self.match(question, self.prepared.field(text, ""))

    def strange(self, question: Question) -> Tokens:
        """Return telling words of the question that stand nowhere in the plans held, nor in other words."""
        vocabulary = self.prepared.vocabulary
        said = {term for phrase, _ in vocabulary.kin(question) for term in phrase}
        light = question.weak | question.soft
        counts = "how_many" in question.cues
        found = vocabulary.strange(question.terms, light, question.plain, counts)
        return tuple(term for term in found if term not in said)

    def lightened(self, question: Question) -> Question:
        """Return the question with its everyday words weighing little."""
        found = light(question, self.prepared.vocabulary, self.words)
        return replace(question, weak=question.weak | found)

    def _place(self, item: Indicator) -> tuple[int, int]:
        return (item.year or 0, self.prepared.order[item.id])

    def _of(self, records: Iterable[R], documents: Sequence[Document]) -> list[R]:
        wanted = {document.id for document in documents}
        return [item for item in records if item.document_id in wanted]  # type: ignore[attr-defined]

    def _rank(
        self,
        question: Question,
        pool: Sequence[R],
        field: Callable[[R], Field],
        key: Callable[[R], str],
        kind: RecordKind,
    ) -> list[Scored[R]]:
        if not pool or not question.terms:
            return [Scored(item, NO_MATCH, 0.0) for item in pool]
        hits = self._hits(question, kind, {item.document_id for item in pool})  # type: ignore[attr-defined]
        strange = bool(self.strange(question))
        # A target of all people is not one of those asked about ("người khuyết tật").
        named = (*question.kin, *question.sayings) if question.type in _FIGURES else ()
        concepts = [phrase for phrase, _ in named if len(phrase) > 1]
        scored = []
        for item in pool:
            found = self.match(question, field(item))
            hit = hits.get(key(item))
            score = (1 - _DENSE) * found.score + _DENSE * (hit.score if hit else 0.0)
            lacking = any(set(found.missing).issuperset(phrase) for phrase in concepts)
            clear = not (strange or found.torn or lacking)
            agreed = hit is not None and clear and self.searcher.fits(hit)
            scored.append(Scored(item, found, score, agreed, hit.score if hit else 0.0))
        return sorted(scored, key=lambda item: -item.score)

    def _hits(self, question: Question, kind: RecordKind, documents: set[str]) -> dict[str, Hit]:
        query = question.topic or " ".join(question.terms)
        hits = self.searcher.search(query, kinds=(kind,), documents=tuple(documents), limit=_QUERY_LIMIT)
        return {hit.id: hit for hit in hits}
