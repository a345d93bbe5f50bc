"""A source text becomes a document: its clauses, in order, each at an address that stays.

Guarantees of ``parse_document``:

1. It raises nothing on any text; what it can't place is a paragraph.
2. Addresses are unique, and depend on the text alone: the same text gives the same clauses.
3. Nothing is lost: every visible character of the source lies in the span of a clause. Spans stand in
   order and do not overlap, but for page furniture (page numbers, running heads, a table of contents) that
   stands inside a sentence: it is a clause of its own and left out of the sentence's text.
4. ``clause.text`` is the source's text of ``clause.span`` letter for letter (with that one exception).
5. A parent comes before its children.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.finish import settle, to_clauses
from knowledge.grids import real_tables
from knowledge.header import FindProvince, read_metadata
from knowledge.lines import CONTENTS, Line, contents, furniture, split_lines, wrap_profile
from knowledge.model import Clause, Document
from knowledge.parser import DocumentParser
from knowledge.source import SourceText


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its clauses, in order."""

    document: Document
    clauses: tuple[Clause, ...]


def parse_clauses(source: SourceText, document_id: str) -> tuple[Clause, ...]:
    """Return the clauses of ``source``; see the module's guarantees."""
    every = split_lines(source.text)
    apart = furniture(every)
    pages = [line for line in every if line.index in apart]
    for run in contents([line for line in every if line.index not in apart], source.text):
        apart.update(line.index for line in run)
        pages.append(Line(run[0].index, run[0].start, run[-1].end, CONTENTS))
    pages.sort(key=lambda line: line.start)
    lines = [line for line in every if line.index not in apart]
    tables = real_tables(source.text, lines, source.tables)
    parser = DocumentParser(source.text, lines, wrap_profile(lines), tables)
    root = parser.parse()
    settle(root)
    return to_clauses(root, document_id, source.text, pages)


def parse_document(
    source: SourceText,
    overrides: Mapping[str, object] | None = None,
    find_province: FindProvince | None = None,
) -> ParsedDocument:
    """Parse ``source`` into its document and clauses.

    ``overrides`` is what ``metadata.toml`` says: any field of ``Document`` (``id``, ``province``, ``title``
    ...); it wins over what the text says. Without an ``id`` the number gives one, else the file's name.
    ``find_province`` returns the province that a text names, "" for none; it is asked where the issuer's name
    does not tell.
    """
    given = dict(overrides or {})
    clauses = parse_clauses(source, str(given.get("id") or ""))
    document = read_metadata(source, clauses, given, find_province)
    if not given.get("id"):
        clauses = parse_clauses(source, document.id)
    return ParsedDocument(document, clauses)
