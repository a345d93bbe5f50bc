"""Small helpers for tests of the clause tree."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping

from knowledge.lines import is_visible
from knowledge.model import Clause, Span
from knowledge.source import SourceText, TableSpan
from knowledge.structure import ParsedDocument, parse_document


def source(text: str, tables: tuple[TableSpan, ...] = ()) -> SourceText:
    """Return ``text`` as a reader would hand it over."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceText(text, tables, "plan.txt", digest, "docx" if tables else "txt")


def parse(text: str, **overrides: object) -> ParsedDocument:
    """Parse a text that has no real tables."""
    return parse_document(source(text), overrides)


def by_address(text: str) -> Mapping[str, Clause]:
    """Return the clauses of ``text`` by address."""
    return {clause.address: clause for clause in parse(text, id="x").clauses}


def addresses(text: str) -> list[str]:
    """Return the addresses of ``text`` in order."""
    return [clause.address for clause in parse(text, id="x").clauses]


def grid_source(rows: list[list[str]], before: str = "", after: str = "") -> SourceText:
    """Return a source with a real table of ``rows``; ``^`` is the cell above, ``<`` the one to the left."""
    text = before + "\n" if before else ""
    spans: list[list[Span]] = []
    for number, row in enumerate(rows):
        line: list[Span] = []
        for column, cell in enumerate(row):
            if cell == "^":
                line.append(spans[number - 1][column])
            elif cell == "<":
                line.append(line[column - 1])
            else:
                line.append(Span(len(text), len(text) + len(cell)))
                text += cell + ("\n" if cell else "")
        spans.append(line)
    text += after
    return source(text, (TableSpan(tuple(tuple(row) for row in spans)),))


def check_tree(text: str, clauses: tuple[Clause, ...]) -> None:
    """Assert the guarantees of ``knowledge.structure`` that hold for any text."""
    held = [clause.address for clause in clauses]
    assert len(held) == len(set(held)), "addresses repeat"
    seen: set[str] = set()
    covered = bytearray(len(text))
    for order, clause in enumerate(clauses):
        assert clause.order == order
        assert clause.parent is None or clause.parent in seen, (clause.address, clause.parent)
        seen.add(clause.address)
        start, end = clause.span.start, clause.span.end
        assert 0 <= start <= end <= len(text)
        covered[start:end] = b"\x01" * (end - start)
        assert clause.citation, clause.address
    lost = "".join(char for char, held_ in zip(text, covered, strict=True) if not held_)
    assert not is_visible(lost), f"lost: {lost.strip()[:200]!r}"
    pages = [clause for clause in clauses if clause.address.startswith(("page-", "head-", "contents"))]
    for before, after in itertools.pairwise(clauses):
        assert before.span.start <= after.span.start
        if after not in pages:
            assert before.span.end <= after.span.start or before in pages, (before, after)
    for clause in clauses:
        inside = [p for p in pages if clause.span.start <= p.span.start < clause.span.end and p is not clause]
        if not inside:
            assert clause.text == text[clause.span.start : clause.span.end]
