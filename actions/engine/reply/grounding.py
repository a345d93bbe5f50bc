"""The last check: every figure and every body in a reply stands in what the reply rests on.

What a reply may rest on: the cited clauses with their headings and columns, the years of the targets, the
cited documents' metadata, registry notes, figures declared as computed, figures and names that the
question itself stated (a reply repeats them to deny or to narrow), and list numbers at the start of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from actions.engine.types import Draft, Question
from knowledge.errors import AddressError, UnknownDocumentError
from knowledge.library import Library
from knowledge.model import Indicator
from knowledge.text import fold, nfc, squeeze

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """A figure or body of a reply that nothing supports."""

    kind: str
    text: str


def check(text: str, draft: Draft, question: Question, library: Library) -> tuple[Ungrounded, ...]:
    """Return the figures and bodies in ``text`` that nothing supports; empty means grounded.

    Args:
        text: the reply as it would be sent.
        draft: what the reply was made from (citations, notes, computed figures).
        question: what was asked; what it states may be repeated to deny it.
        library: to read the cited clauses letter for letter.
    """
    supports = support(draft, question, library)
    figures = {figure for part in supports for figure in _FIGURE.findall(part)}
    known = figures | {_bare(figure) for figure in figures}
    body = _LIST_NUMBER.sub("", text)
    problems = [
        Ungrounded("figure", figure)
        for figure in dict.fromkeys(_FIGURE.findall(body))
        if figure not in known and _bare(figure) not in known
    ]
    together = fold(squeeze(nfc("\n".join(supports))))
    problems += [
        Ungrounded("body", mention.surface)
        for mention in library.registry.find_agencies(text)
        if not _stands(mention.surface, together, supports, library)
        and not (mention.agency is None and _begins_supported(mention.surface, together))
    ]
    return (*problems, *_unconfirmed(draft, library))


def _unconfirmed(draft: Draft, library: Library) -> Iterable[Ungrounded]:
    """Return the bodies that the reply confirms ("Đúng, ... giao cho Sở A") and no cited clause names."""
    if draft.values.get("verdict") != "yes":
        return
    cited = replace(draft, notes=(), computed=())
    supports = support(cited, None, library)
    together = fold(squeeze(nfc("\n".join(supports))))
    for mention in library.registry.find_agencies(str(draft.values.get("asked", ""))):
        if not _stands(mention.surface, together, supports, library):
            yield Ungrounded("body", mention.surface)


def support(draft: Draft, question: Question | None, library: Library) -> list[str]:
    """Return the texts that a reply made from ``draft`` may take figures and bodies from."""
    parts: list[str] = []
    if question is not None:
        parts += [question.text, question.normalized, *map(str, question.years), *question.agencies]
        parts += [figure.text for figure in (*question.figures, *question.counts)]
    parts += [note.text for note in draft.notes]
    parts += draft.computed
    # A target's year may stand in the lead-in of its list rather than in its own clause.
    parts += [str(fact.year) for fact in draft.facts if isinstance(fact, Indicator) and fact.year]
    for citation in draft.citations:
        document_id, _, address = citation.clause.partition("#")
        parts += [citation.quote, citation.section, citation.title, citation.document]
        document = library.documents.get(document_id)
        if document is None:
            continue
        parts += [document.short_name, document.number, document.issuer, document.title, document.source_note]
        parts += _document_figures(document.issued, document.period)
        try:
            clause = library.clause(document_id, address)
        except (AddressError, UnknownDocumentError):
            continue
        parts += [library.full_text(clause), clause.heading, *clause.path]
        parts += [label for label, _ in clause.cells]  # a table's years stand in its column headings
    return parts


def _document_figures(issued: object, period: tuple[int, int] | None) -> Iterable[str]:
    if issued is not None:
        year, month, day = str(issued).split("-")
        yield f"{day}/{month}/{year} {day} {month} {year} {int(day)} {int(month)}"
    if period is not None:
        yield f"{period[0]} {period[1]}"


def _bare(figure: str) -> str:
    """Return a figure without leading zeros ("06" is "6")."""
    return figure.lstrip("0") or "0"


def _begins_supported(surface: str, together: str) -> bool:
    """Return whether a group's name stands but for the words that the pattern took along after it."""
    words = fold(squeeze(nfc(surface))).split()
    return any(" ".join(words[:end]) in together for end in range(len(words) - 1, 1, -1))


def _stands(surface: str, together: str, supports: Sequence[str], library: Library) -> bool:
    if fold(squeeze(nfc(surface))) in together:
        return True
    return any(
        library.registry.same_body(surface, mention.surface)
        for part in supports
        for mention in library.registry.find_agencies(part)
    )
