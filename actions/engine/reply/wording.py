"""From a draft to the text that a person reads: the fact first, then sources, quotes and notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from actions.engine import notes as beside
from actions.engine.compose.base import plan_name
from actions.engine.excerpts import excerpt, holds, row_text
from actions.engine.syllables import tokens
from actions.engine.texts import phrase, texts
from actions.engine.types import Draft, Note
from knowledge.citations import Citation
from knowledge.library import Library
from knowledge.model import Clause, Indicator
from knowledge.text import squeeze

_LINE_START = re.compile(r"^((?:• |\d+\. )?)([^\W\d_])(?=[^\W\d_]*\s)", re.MULTILINE)
_ART = re.compile(r"\s*[-_=*]{3,}(?:\s*\|)?\s*")
ONE_FACT = 800
MANY_FACTS = 2000
_FEW = 3
_QUOTE = 240
_SHORT_QUOTE = 120
_MOST_SOURCES = 10
_NAMED = 0.19
"""What all words of a fact's name weigh in a quote: they part its pieces; none is shown for them alone."""


def word(draft: Draft, notes: Sequence[Note], library: Library, told: Collection[str] = ()) -> str:
    """Return the reply's text: rendered template, source lines, one quote, notes as far as they fit.

    Notes that the conversation was ``told`` before are only called to mind.
    """
    body = answer_of(draft, library)
    if draft.values.get("opening"):
        body = f"{draft.values['opening']}\n{body}"
    if draft.values.get("cut") and draft.template != "whole_clause":
        body = f"{body}\n{phrase('read_on')}"
    notes = [note for note in notes if note.text not in body]
    if not draft.citations:
        others = beside.lines(notes, told)
        return "\n".join([body, *(phrase("note", text=line) for line in others)])
    sources = source_lines(draft.citations)
    kept = [phrase("note", text=line) for line in beside.lines(notes, told)]
    limit = _limit(draft, len("\n".join([body, *sources])))
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


def answer_of(draft: Draft, library: Library) -> str:
    """Return the answer itself, without sources and notes."""
    return _smoothed(texts().render(draft.template, draft.values), library)


def _limit(draft: Draft, least: int) -> int:
    """Return how long a reply may be: short for one plan's fact, longer for a list or a comparison.

    ``least`` is what answer and sources take by themselves.
    """
    plans = {citation.clause.partition("#")[0] for citation in draft.citations}
    if draft.values.get("single") and least <= ONE_FACT:
        return ONE_FACT
    # Two bodies with a duty each are two facts, and each may have a successor to be told of.
    several = draft.total > 1 and len(set(draft.bodies)) > 1
    listed = (draft.shown and draft.total > 1) or draft.total > _FEW or len(plans) > 1 or several
    return MANY_FACTS if listed or least > ONE_FACT else ONE_FACT


def shorten(body: str, room: int) -> str:
    """Return a body cut at a word or line with "…" where it is longer than ``room``."""
    if len(body) <= room or room <= 1:
        return body
    end = max(body.rfind("\n", room // 2, room - 1), body.rfind(" ", 0, room - 1))
    return body[:end].rstrip(" ,;:.") + "…"


def _smoothed(body: str, library: Library) -> str:
    """Return the body without "…." and ":;", and with the plans' names in small letters within a sentence."""
    body = body.replace("….", "…").replace(":; ", ": ")
    for document in library.documents.values():
        name = plan_name(document)
        body = re.sub(
            rf"(?<=[^\W\d_A-ZÀ-Ỹ] ){re.escape(name)}|(?<=, ){re.escape(name)}",
            name[:1].lower() + name[1:],
            body,
        )
    # A plan may write a body small ("các cơ quan, đơn vị"); at the head of a line it begins a sentence.
    return _LINE_START.sub(lambda match: match.group(1) + match.group(2).upper(), body)


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
    focus = str(draft.values.get("focus", ""))
    citation = draft.citations[0]
    clause = _cells_of(citation, library)
    if clause is not None and clause.kind == "row":
        quote = row_text(clause, limit, lambda part: {"": float(holds(part, focus))})
    else:
        cells = [squeeze(text) for _, text in clause.cells if squeeze(text)] if clause is not None else []
        quote = _ART.sub(" ", " | ".join(cells) or squeeze(citation.quote)).strip(" |")
        fact = next(iter(draft.facts), None)
        quote = trim(quote, focus, limit, fact.name if isinstance(fact, Indicator) else "")
    return phrase("quote", text=quote) if quote else ""


def _cells_of(citation: Citation, library: Library) -> Clause | None:
    """Return the clause laid out in cells that a citation quotes as a whole, or None."""
    document_id, _, address = citation.clause.partition("#")
    clause = next((item for item in library.clauses.get(document_id, ()) if item.address == address), None)
    whole = clause is not None and squeeze(citation.quote) == squeeze(clause.text)
    return clause if clause is not None and clause.cells and whole else None


def trim(text: str, focus: str, limit: int, name: str = "") -> str:
    """Return at most about ``limit`` characters of ``text`` around ``focus``, with "…" where it was cut.

    Sentences and their parts are kept whole where they fit, so that the words quoted say the very fact: of
    several that hold the focus ("100%") the one with most words of ``name``.
    """
    if len(text) <= limit:
        return text
    words = set(tokens(name))

    def weigh(part: str) -> dict[str, float]:
        said = {word: _NAMED / len(words) for word in words.intersection(tokens(part))}
        return {"": float(holds(part, focus)), **said}

    whole = excerpt(text, limit, weigh)
    if not focus or holds(whole, focus) or not holds(text, focus):
        return whole
    at = max(text.find(squeeze(focus)), 0)
    start = 0 if at < limit * 2 // 3 else text.rfind(" ", 0, max(at - limit // 2, 0)) + 1
    end = max(text.rfind(" ", start, start + limit), at + len(focus))
    return ("…" if start else "") + text[start:end].rstrip(" ,;:") + ("…" if end < len(text) else "")
