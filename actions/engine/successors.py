"""Who holds today the duties that an answer is about: by the field of each duty, not by the body alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from actions.engine.types import Draft, Question
from knowledge.errors import AddressError
from knowledge.library import Library
from knowledge.model import Assignment, Clause, Document, Indicator
from knowledge.registry import SuccessionNote
from knowledge.text import fold, squeeze

_MOST_BESIDE = 2
_NAMES_RECEIVER = frozenset({"reporting"})


def successions(
    draft: Draft, documents: Sequence[Document], library: Library, today: date, question: Question | None
) -> Iterable[tuple[SuccessionNote, list[list[str]]]]:
    """Yield the note of each body of an answer whose duties lie elsewhere today, with what tells their field.

    Bodies that lead come first; beside them those that the question names, or that a report goes to, where
    the body itself is gone.
    """
    main = tuple(dict.fromkeys(draft.bodies or _leads(draft.facts, library)))
    for body in main:
        yield from _of_body(body, draft, documents, library, today, question)
    beside = [body for body in _beside(draft, library, question) if not _among(body, main, library)]
    gone = (
        found
        for body in dict.fromkeys(beside)
        for found in _of_body(body, draft, documents, library, today, question)
        if found[0].kind == "successor"
    )
    yield from islice(gone, _MOST_BESIDE)


def cited_headings(item: Assignment, library: Library) -> list[str]:
    """Return the headings of the clauses that a duty refers to."""
    found = []
    for address in item.refers_to:
        try:
            clause = library.clause(item.document_id, address)
        except AddressError:
            continue
        found.append(squeeze(clause.heading or clause.text))
    return found


def _of_body(
    body: str,
    draft: Draft,
    documents: Sequence[Document],
    library: Library,
    today: date,
    question: Question | None,
) -> Iterable[tuple[SuccessionNote, list[list[str]]]]:
    for document in sorted(documents, key=lambda item: item.province):
        note = library.registry.succession(body, document.province, today)
        if note is not None and fold(note.body) != fold(note.successor):
            yield note, _duties(body, draft, document, library, question) if note.fields else []
            return


def _duties(
    body: str, draft: Draft, document: Document, library: Library, question: Question | None
) -> list[list[str]]:
    """Return for each duty of the body what tells its field, nearest first."""
    held = [item for item in draft.facts if isinstance(item, (Assignment, Indicator, Clause))]
    of_body = [
        item
        for item in held
        if isinstance(item, Assignment) and _among(body, (*item.lead, *item.coordinate), library)
    ]
    around = [_without_bodies(question.normalized, library) if question else "", squeeze(document.title)]
    texts = [text for item in of_body or held for text in _texts(item, library)] or [""]
    return [[_without_bodies(text, library), *around] for text in texts]


def _texts(item: Assignment | Indicator | Clause, library: Library) -> list[str]:
    """Return what a record is about; a row of a task list is about its tasks, not its columns."""
    if isinstance(item, Assignment):
        return [" ".join([item.task, *cited_headings(item, library)])]
    if isinstance(item, Indicator):
        return [item.name]
    tasks = [text for duty in _given_in(item, library) for text in _texts(duty, library)]
    return tasks or [squeeze(item.text)]


def _given_in(clause: Clause, library: Library) -> list[Assignment]:
    return [
        item
        for item in library.assignments
        if (item.document_id, item.clause) == (clause.document_id, clause.address)
    ]


def _without_bodies(text: str, library: Library) -> str:
    """Return a text without the names of known bodies, which hold the words of every field of theirs."""
    for mention in reversed(library.registry.find_agencies(text, typed=True)):
        if mention.agency is not None:
            text = f"{text[: mention.span.start]} {text[mention.span.end :]}"
    return text


def _leads(facts: Iterable[object], library: Library) -> Iterable[str]:
    for fact in facts:
        if isinstance(fact, Assignment):
            yield from fact.lead


def _beside(draft: Draft, library: Library, question: Question | None) -> Iterable[str]:
    if draft.status == "answered" and question is not None:
        yield from question.agencies
    for fact in draft.facts:
        if isinstance(fact, Clause):
            for item in _given_in(fact, library):
                yield from item.lead
        elif isinstance(fact, Assignment) and draft.template in _NAMES_RECEIVER:
            yield from (mention.name for mention in library.registry.find_agencies(fact.task))
        elif isinstance(fact, Assignment):
            yield from fact.lead


def _among(body: str, bodies: Iterable[str], library: Library) -> bool:
    return any(library.registry.same_body(body, other) for other in bodies)
