"""What goes into the engine and what comes out: understanding, question, draft and answer.

The steps of :mod:`actions.engine.engine` hand these records to one another; none of them is changed
in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from knowledge.citations import Citation
from nlu.entities import Entity

Status = Literal["answered", "clarify", "not_found", "out_of_scope", "chitchat", "handoff"]
QUESTION_TYPES = frozenset(
    {
        *("indicator", "baseline", "measured_by", "responsible", "coordinates", "agency_tasks", "deadline"),
        *("list", "count", "compare", "definition", "funding", "doc_meta", "passage", "reporting"),
        *("results", "source", "contact"),
    }
)
"""Types that look something up; the rest (smalltalk, unsafe, out_of_scope, clarify) only speak."""


COMPLAINT = "complaint"
"""Intent of a message that says an answer is wrong."""
UNTIL = "until"
"""Cue of a message that names a year as an end ("làm đến 2030")."""
_CONTRACT_TYPES = {
    "source": "doc_meta",
    "results": "not_in_documents",
    "contact": "not_in_documents",
    "unknown": "not_in_documents",
}
"""Types of the engine's own under the name that the chat contract knows."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the language side made of one message.

    Attributes:
        text: as typed.
        normalized: normal Vietnamese: accents restored, abbreviations written out.
        intent, confidence, ranking: of the classifier; a hint, not a verdict.
        entities: provinces, years, bodies, levels, document numbers found in the message.
    """

    text: str
    normalized: str
    intent: str
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a question states: ``Figure(50.0, "%", "50%")``."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in full once the conversation's context has been added.

    Attributes:
        type: one of :data:`QUESTION_TYPES`, or smalltalk, unsafe, out_of_scope.
        intent: the classifier's word, kept for small talk (``greet``, ``thanks`` ...).
        topic: the words that name the subject, as asked; ``terms`` the same as lower-case syllables.
        weak: those of the terms that say little about the subject.
        soft: those that are no nouns: a record that lacks them may still answer.
        kin: phrases of the terms with other phrases that often mean the same.
        sayings: phrases of the terms that are everyday speech for others.
        compounds: runs of the terms that are one word; a record holds such a word whole or not at all.
        names: runs of the terms written large; a record that holds their syllables apart lacks the name.
        plain: the message carries no diacritics, so matching must ignore them.
        cues: names of the cue lists that matched (``highest``, ``why``, ``yes_no`` ...).
        aspect: what of a document is asked (``signer``), or ``lead``/``coordinate`` for roles.
        figures: percentages that the question itself states; ``counts`` counts and ranks that it states.
        documents: ids of documents named by number.
        unheld: provinces that are named but have no plan here.
        merged: provinces named of which only a former part's plan is held.
        ellipsis: the message leans on the turn before.
        own_province: the message itself names a province; ``sure``: the classifier is sure of its intent.
        back, again: how the message goes back to the last answer (sources, finished, deadlines, item, button)
            and what of it is meant: keys of clauses or records, a button's text.
    """

    text: str
    normalized: str
    type: str
    intent: str = ""
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    topic: str = ""
    terms: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    compounds: tuple[tuple[str, ...], ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    kin: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()
    sayings: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()
    plain: bool = False
    level: str = ""
    aspect: str = ""
    documents: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    counts: tuple[Figure, ...] = ()
    cues: frozenset[str] = frozenset()
    ellipsis: bool = False
    own_province: bool = False
    sure: bool = False
    offset: int = 0
    back: str = ""
    again: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return ``custom.question`` of the chat contract."""
        return {
            "type": _CONTRACT_TYPES.get(self.type, self.type),
            "provinces": list(self.provinces),
            "years": list(self.years),
            "agencies": list(self.agencies),
            "topic": self.topic,
        }


@dataclass(frozen=True, slots=True)
class Button:
    """A reply offered to the person; ``payload`` is plain Vietnamese text, never a command."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something true today that the plan's text does not say (kind: succession, period, ...).

    ``short`` is what the reply's text shows where ``text`` is long; empty for the same.
    """

    kind: str
    text: str
    short: str = ""

    @property
    def line(self) -> str:
        """The note as the reply's text shows it."""
        return self.short or self.text


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before wording: which template, with which values, resting on what.

    Attributes:
        template: name in ``actions/templates``.
        values: what the template shows; only strings, numbers, lists and dicts of these.
        facts: records the answer rests on.
        citations: clauses it rests on, most important first.
        computed: figures worked out from cited ones (a difference, a count), as shown.
        options: for a clarifying question, what each choice would set (see conversation.py).
        total, shown: how many items the full answer has and how many are shown from ``offset``.
    """

    status: Status
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[Any, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    buttons: tuple[Button, ...] = ()
    computed: tuple[str, ...] = ()
    options: tuple[dict[str, Any], ...] = ()
    bodies: tuple[str, ...] = ()
    chart: dict[str, Any] | None = None
    total: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer: ``text`` alone is complete; ``custom`` is the contract's machine-read part."""

    status: Status
    text: str
    question: Question
    buttons: tuple[Button, ...] = ()
    facts: tuple[Any, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    chart: dict[str, Any] | None = None

    @property
    def asks_feedback(self) -> bool:
        """Whether the answer asks what was wrong with the one before."""
        return self.status == "handoff" and self.question.intent == COMPLAINT

    def to_custom(self) -> dict[str, Any]:
        """Return ``custom`` of the chat contract, JSON-ready."""
        custom: dict[str, Any] = {
            "status": self.status,
            "question": self.question.to_dict(),
            "facts": [fact_to_dict(fact) for fact in self.facts],
            "citations": [citation.to_dict() for citation in self.citations],
            "notes": [{"kind": note.kind, "text": note.text} for note in self.notes],
        }
        if self.chart is not None:
            custom["chart"] = self.chart
        return custom


def fact_to_dict(fact: Any) -> dict[str, Any]:
    """Return a record as a JSON-ready dict with its ``kind``."""
    kind = type(fact).__name__.lower()
    values = {
        key: _plain(value) for key, value in asdict(fact).items() if key != "text" or kind != "document"
    }
    # A clause has a kind of its own (bullet, row); the record's kind wins, the clause's is renamed.
    if "kind" in values:
        values["clause_kind"] = values.pop("kind")
    return {"kind": kind, **values}


def _plain(value: Any) -> Any:
    """Turn tuples and dates into what JSON holds."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
