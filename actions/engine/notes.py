"""Notes beside an answer: what is true today that the plan's own text does not say.

Bodies merged since, provinces merged, terms replaced, press reports, plans whose time is over. Each
comes from dated registry records or from the document's metadata; none of it is part of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from actions.engine.texts import phrase
from actions.engine.types import Draft, Note
from knowledge.library import Library
from knowledge.model import Assignment, Document, Indicator
from knowledge.registry import SuccessionNote
from knowledge.text import fold

_ORDER = ("provenance", "province", "succession", "comparison", "period", "term")


def notes_for(draft: Draft, library: Library, today: date) -> tuple[Note, ...]:
    """Return the notes that belong to a draft, most important first, without repetition."""
    documents = _documents(draft, library)
    found = [*draft.notes]
    for document in documents:
        found += _about_document(document, draft, library, today)
    found += _succession(draft, documents, library, today)
    found += _terms(draft, library)
    if any(note.kind == "succession" for note in found):
        # The bodies' notes name the merged province themselves.
        found = [replace(note, short=" ") if note.kind == "province" else note for note in found]
    found = [replace(note, short=note.short[:1].upper() + note.short[1:]) for note in found]
    unique = {note.text: note for note in found}
    return tuple(
        sorted(unique.values(), key=lambda note: _ORDER.index(note.kind) if note.kind in _ORDER else 9)
    )


def period_text(period: tuple[int, int]) -> str:
    """Return a period in words: "giai đoạn 2021–2025", "năm 2022"."""
    start, end = period
    return phrase("year", year=end) if start == end else phrase("stage", start=start, end=end)


def _documents(draft: Draft, library: Library) -> tuple[Document, ...]:
    ids = dict.fromkeys(citation.clause.split("#", 1)[0] for citation in draft.citations)
    return tuple(library.documents[item] for item in ids if item in library.documents)


def _about_document(document: Document, draft: Draft, library: Library, today: date) -> Iterable[Note]:
    if document.provenance == "press_report" or document.source_note:
        text = document.source_note or phrase("press_note", province=document.province)
        yield Note("provenance", text)
    merged = library.registry.province_succession(document.province, today)
    if merged is not None:
        yield succession_note("province", merged)
    years = [
        item.year for item in draft.facts if isinstance(item, Indicator) and item.document_id == document.id
    ]
    past = [year for year in years if year is not None and year < today.year]
    tasks = any(isinstance(item, Assignment) and item.document_id == document.id for item in draft.facts)
    if document.period is not None and document.period[1] < today.year and (years or tasks):
        name = "period_over" if years else "period_over_tasks"
        yield Note("period", phrase(name, period=period_text(document.period)))
    elif past and len(past) == len(years):
        yield Note("period", phrase("year_over", year=max(past)))


def _succession(draft: Draft, documents: Iterable[Document], library: Library, today: date) -> Iterable[Note]:
    provinces = {document.province for document in documents}
    bodies = (
        dict.fromkeys([*draft.bodies, *_bodies(draft.facts)])
        if not draft.bodies
        else dict.fromkeys(draft.bodies)
    )
    for body in bodies:
        for province in sorted(provinces):
            note = library.registry.succession(body, province, today)
            if note is not None and fold(note.body) != fold(note.successor):
                yield succession_note("succession", note)
                break


def succession_note(kind: str, note: SuccessionNote) -> Note:
    """Return a registry note with one short sentence for the reply's text; ``custom`` has it in full."""
    if not note.successor:
        return Note(kind, note.text)
    name = "merged" if kind == "province" else "succeeded"
    basis = f" ({note.legal_basis})" if note.legal_basis else ""
    short = phrase(name, body=note.body, successor=note.successor, basis=basis)
    return Note(kind, note.text, short)


def _bodies(facts: Iterable[object]) -> Iterable[str]:
    for fact in facts:
        if isinstance(fact, Assignment):
            yield from fact.lead


def _terms(draft: Draft, library: Library) -> Iterable[Note]:
    names = " ".join(
        fact.name if isinstance(fact, Indicator) else fact.task
        for fact in draft.facts
        if isinstance(fact, (Indicator, Assignment))
    )
    for note in library.registry.changed_terms(names):
        yield Note("term", note.text)
