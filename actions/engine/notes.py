"""Notes beside an answer: what is true today that the plan's own text does not say.

Bodies merged since, provinces merged, terms replaced, press reports, plans whose time is over. Each
comes from dated registry records or from the document's metadata; none of it is part of the facts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from zlib import crc32

from actions.engine.successors import successions
from actions.engine.texts import phrase
from actions.engine.types import Draft, Note, Question
from knowledge.days import write_day
from knowledge.library import Library
from knowledge.model import Assignment, Document, Indicator
from knowledge.registry import SuccessionNote
from knowledge.registry.agencies import PROVINCE_SUFFIX
from knowledge.registry.succession import FieldSuccessor

_ORDER = ("provenance", "province", "succession", "comparison", "period", "term")
_DAY_OF_BASIS = re.compile(r"\s+ngày \d{1,2}/\d{1,2}/\d{4}(?: của [^,;()]+)?")
_FIRST_PART = re.compile(r"[;.] ")


def notes_for(
    draft: Draft, library: Library, today: date, question: Question | None = None
) -> tuple[Note, ...]:
    """Return the notes that belong to a draft, most important first, without repetition.

    The question tells the field of a duty whose own words don't, and the bodies beside those that lead.
    """
    documents = _documents(draft, library)
    found = [*draft.notes]
    for document in documents:
        found += _about_document(document, draft, library, today)
    held = list(successions(draft, documents, library, today, question))
    for note, duties in held:
        said = succession_note("succession", note, duties)
        # Beside a body that is gone, one that only moved with its province needs no line of its own.
        moved = note.kind == "merger" and any(other.fields for other, _ in held)
        found.append(replace(said, short=" ") if moved else said)
    found += _terms(draft, library)
    if any(note.kind == "succession" for note in found):
        # The bodies' notes name the merged province themselves.
        found = [replace(note, short=" ") if note.kind == "province" else note for note in found]
    found = [replace(note, short=note.short[:1].upper() + note.short[1:]) for note in found]
    unique = {note.text: note for note in found}
    return tuple(
        sorted(unique.values(), key=lambda note: _ORDER.index(note.kind) if note.kind in _ORDER else 9)
    )


def lines(notes: Iterable[Note], told: Collection[str] = ()) -> list[str]:
    """Return the notes as the reply's text shows them; those in ``told`` were said before and are short.

    Notes on bodies that rest on the same law are one line.
    """
    shown = [(note.kind, _reminder(note) if key(note) in told else note.line) for note in notes]
    said = [(kind, line) for kind, line in shown if line.strip()]
    result: list[str] = []
    for kind, group in groupby(said, key=lambda item: item[0]):
        together = [line for _, line in group]
        result += _together(together) if kind == "succession" else together
    return list(dict.fromkeys(result))


def key(note: Note) -> str:
    """Return a short name of a note, by which a conversation remembers that it was said."""
    return f"{crc32(note.text.encode()):x}"


def told_in(notes: Iterable[Note], text: str) -> tuple[str, ...]:
    """Return the keys of the notes that a reply says."""
    return tuple(key(note) for note in notes if note.line.strip() and _core(note) in text)


def _core(note: Note) -> str:
    """Return the words of a note that stay the same when it is joined with others."""
    return note.line.partition(" (")[0].rstrip(".")[1:]


def _reminder(note: Note) -> str:
    """Return a note that was said in full before as its first part, without the law it rests on."""
    line = note.line.partition(" (")[0] if note.kind in ("province", "succession") else note.line
    first = _FIRST_PART.split(line, maxsplit=1)[0]
    return f"{first.rstrip('.')}." if first.strip() else first


def _together(said: list[str]) -> list[str]:
    """Join sentences that end in the same brackets: "A nay do B; C nay do D (luật)."."""
    joined: dict[str, list[str]] = {}
    for line in said:
        words, mark, basis = line.rstrip(".").rpartition(" (")
        joined.setdefault(mark + basis if words else "", []).append(words or line.rstrip("."))
    return [
        f"{'; '.join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])}{basis}."
        for basis, parts in joined.items()
    ]


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


def succession_note(kind: str, note: SuccessionNote, duties: Sequence[Sequence[str]] = ()) -> Note:
    """Return a registry note with one short sentence for the reply's text; ``custom`` has it in full.

    Args:
        kind: kind of the note.
        note: the registry's.
        duties: what tells the field of each duty that the answer is about (see ``SuccessionNote.holders``).
    """
    own, fields = note.holders(duties)
    name = "merged" if kind == "province" else "succeeded"
    if not note.successor:
        name = note.kind
        if name not in ("ended", "regrouped"):
            return Note(kind, note.text)
    basis = f" ({_DAY_OF_BASIS.sub('', note.legal_basis)})" if note.legal_basis else ""
    day = write_day(note.valid_from) if note.valid_from else ""
    if fields:
        name = "succeeded_apart" if own else "succeeded_in_field"
    moved = ", ".join(_held(item, now=not own and item == fields[0]) for item in fields)
    if own and len(fields) > 1 and fields == note.fields:
        moved = phrase("fields_elsewhere", duties=", ".join(item.duty for item in fields))
    short = phrase(name, body=note.body, successor=note.successor, moved=moved, basis=basis, day=day)
    return Note(kind, note.text, short)


def _held(field: FieldSuccessor, now: bool) -> str:
    """Return who holds a field; the province is said with the first body, "tỉnh" alone would name none."""
    placed = now or field.body.endswith(PROVINCE_SUFFIX)
    name = "field_held_now" if now else "field_held"
    return phrase(name, duty=field.duty, successor=field.successor if placed else field.body)


def _terms(draft: Draft, library: Library) -> Iterable[Note]:
    names = " ".join(
        fact.name if isinstance(fact, Indicator) else fact.task
        for fact in draft.facts
        if isinstance(fact, (Indicator, Assignment))
    )
    for note in library.registry.changed_terms(names):
        yield Note("term", note.text)
