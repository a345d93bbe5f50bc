"""Citations: which document and clause a statement comes from, with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.days import write_day
from knowledge.model import Clause, Document


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of an answer.

    Attributes:
        document: the document's number; where the source shows none, its short name.
        title, issuer: of the document.
        issued: day of issue, None where the source states none.
        section: the clause as a person cites it ("Phần II, mục 1, chỉ tiêu 1"); empty for the whole document.
        clause: key over all documents ("hai-duong-5046#II.1.row-1").
        quote: the words, letter for letter.
        url: the clause's place on the document's page.
        short_name: the document as running text names it ("Kế hoạch 12/KH-UBND ngày 03/02/2025 của ...").
    """

    document: str
    title: str
    issued: date | None
    issuer: str
    section: str
    clause: str
    quote: str
    url: str
    short_name: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """Return the shape of ``custom.citations[]`` in the chat contract."""
        return {
            "document": self.document,
            "title": self.title,
            "issued": self.issued.isoformat() if self.issued else None,
            "issuer": self.issuer,
            "section": self.section,
            "clause": self.clause,
            "quote": self.quote,
            "url": self.url,
        }


def cite_clause(document: Document, clause: Clause, quote: str) -> Citation:
    """Return the citation of words in a clause."""
    name = short_name(document)
    return Citation(
        document=document.number or name,
        title=document.title,
        issued=document.issued,
        issuer=document.issuer,
        section=clause.citation,
        clause=clause.key,
        quote=quote,
        url=f"/documents/{document.id}#{clause.address}",
        short_name=name,
    )


def short_name(document: Document) -> str:
    """Return a document as a citation names it: "Kế hoạch 5046/KH-UBND ngày 29/12/2023 của UBND tỉnh ..."."""
    if document.short_name:
        return document.short_name
    parts = [document.type or "Văn bản"]
    if document.number:
        parts.append(document.number)
    if document.issued:
        parts.append(f"ngày {write_day(document.issued)}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    if len(parts) == 1:
        return document.title or f"{parts[0]} {document.id}"
    return " ".join(parts)
