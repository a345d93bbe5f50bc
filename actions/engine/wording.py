"""From a draft to the text that a person reads: the fact first, then sources, quotes and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.engine.compose.base import plan_name
from actions.engine.texts import phrase, texts
from actions.engine.types import Draft, Note
from knowledge.citations import Citation
from knowledge.library import Library
from knowledge.text import squeeze

_ART = re.compile(r"\s*[-_=*]{3,}(?:\s*\|)?\s*")
ONE_FACT = 800
MANY_FACTS = 2000
_QUOTE = 240
_SHORT_QUOTE = 110
_MOST_SOURCES = 8


def word(draft: Draft, notes: Sequence[Note], library: Library) -> str:
    """Return the reply's text: rendered template, source lines, one quote, notes as far as they fit."""
    body = _smoothed(texts().render(draft.template, draft.values), library)
    if draft.values.get("opening"):
        body = f"{draft.values['opening']}\n{body}"
    if not draft.citations:
        others = [note.line for note in notes if note.line.strip() and note.text not in body]
        return "\n".join([body, *(phrase("note", text=line) for line in others)])
    limit = ONE_FACT if len(draft.citations) == 1 and draft.total <= 1 else MANY_FACTS
    sources = source_lines(draft.citations)
    kept = [phrase("note", text=note.line) for note in notes if note.line.strip()]
    quotes = [quote_line(draft, library, _QUOTE), quote_line(draft, library, _SHORT_QUOTE), ""]
    while True:
        for quote in quotes:
            lines = [body, *sources, *([quote] if quote else []), *kept]
            text = "\n".join(lines)
            if len(text) <= limit:
                return text
        if not kept:
            break
        kept.pop()
    for most in (_MOST_SOURCES // 2, 1):
        text = "\n".join([body, *source_lines(draft.citations, most)])
        if len(text) <= limit:
            return text
    sources = source_lines(draft.citations, 1)
    return "\n".join([shorten(body, limit - sum(len(line) + 1 for line in sources)), *sources])


def shorten(body: str, room: int) -> str:
    """Return a body cut at a word or line with "…" where it is longer than ``room``."""
    if len(body) <= room or room <= 1:
        return body
    end = max(body.rfind("\n", room // 2, room - 1), body.rfind(" ", 0, room - 1))
    return body[:end].rstrip(" ,;:.") + "…"


def _smoothed(body: str, library: Library) -> str:
    """Return the body without "….", and with the plans' names in small letters within a sentence."""
    body = body.replace("….", "…")
    for document in library.documents.values():
        name = plan_name(document)
        body = re.sub(
            rf"(?<=[^\W\d_A-ZÀ-Ỹ] ){re.escape(name)}|(?<=, ){re.escape(name)}",
            name[:1].lower() + name[1:],
            body,
        )
    return body


def source_lines(citations: Iterable[Citation], most: int = _MOST_SOURCES) -> list[str]:
    """Return one "Nguồn: ..." line for each document, its ``most`` important clauses in order."""
    sections: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for citation in citations:
        document_id = citation.clause.split("#", 1)[0]
        listed = sections.setdefault(document_id, [])
        names[document_id] = citation.short_name
        if citation.section and citation.section not in listed and len(listed) < most:
            listed.append(citation.section)
    lines = []
    for document_id, listed in sections.items():
        name = names[document_id]
        if listed:
            lines.append(phrase("source", name=name, sections="; ".join(listed)))
        else:
            lines.append(phrase("source_plain", name=name))
    return lines


def quote_line(draft: Draft, library: Library, limit: int) -> str:
    """Return the quoted sentence or row of the first citation, cut only at its ends."""
    if draft.values.get("no_quote") or len({citation.clause for citation in draft.citations}) > 2:
        return ""
    quote = readable(draft.citations[0], library)
    if not quote:
        return ""
    return phrase("quote", text=trim(quote, str(draft.values.get("focus", "")), limit))


def readable(citation: Citation, library: Library) -> str:
    """Return a quote on one line; a table row as its cells between bars."""
    document_id, _, address = citation.clause.partition("#")
    clause = next((item for item in library.clauses.get(document_id, ()) if item.address == address), None)
    if clause is not None and clause.cells and squeeze(citation.quote) == squeeze(clause.text):
        cells = [(squeeze(name), squeeze(text)) for name, text in clause.cells if squeeze(text)]
        if clause.kind == "row":
            return "; ".join(f"{name}: {text}" if name else text for name, text in cells)
        return _ART.sub(" ", " | ".join(text for _, text in cells)).strip(" |")
    return _ART.sub(" ", squeeze(citation.quote)).strip(" |")


def trim(text: str, focus: str, limit: int) -> str:
    """Return at most about ``limit`` characters of ``text`` around ``focus``, with "…" where it was cut."""
    if len(text) <= limit:
        return text
    at = max(text.find(squeeze(focus)), 0) if focus else 0
    start = 0 if at < limit * 2 // 3 else text.rfind(" ", 0, at - limit // 2) + 1
    end = text.rfind(" ", start, start + limit)
    end = end if end > start else start + limit
    return ("…" if start else "") + text[start:end].rstrip(" ,;:") + ("…" if end < len(text) else "")
