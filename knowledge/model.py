"""The knowledge model: what a plan says, as frozen records with their place in the source.

Every text field that comes from a document is letter for letter; every record names its clause.
Offsets are code points into the document's canonical text (``Document.text``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ClauseKind = Literal[
    "header",  # issuer, national motto, number, place and date
    "title",
    "basis",  # one legal basis ("Căn cứ ...", "Thực hiện ...")
    "chapter",  # Chương
    "part",  # Phần / mục La Mã: I, II, A, B
    "article",  # Điều
    "section",  # khoản, mục số: 1, 1.1
    "point",  # điểm: a), b)
    "bullet",  # gạch đầu dòng
    "paragraph",
    "table",
    "row",  # one row of a table that states something
    "heading_row",  # a row that only groups rows ("A", "I" in an appendix)
    "appendix",
    "recipients",
    "recipient",
    "signature",
    "footnote",
]
Comparison = Literal["=", ">=", ">", "<=", "<", "range", "top", "increase"]
Role = Literal["chủ trì", "phối hợp", "thực hiện"]
Provenance = Literal["official", "republished", "press_report"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range ``[start, end)`` of code points in the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the tree that the document draws itself.

    Attributes:
        document_id: slug of the document.
        address: stable address, unique in the document, used as anchor: ``II.1.row-1``.
        kind: what the node is.
        number: as printed without punctuation (``II``, ``1.4``, ``b``); empty where there is none.
        citation: the address as a person would cite it: ``Phần II, mục 1, chỉ tiêu 1``.
        heading: the node's own title line without its number; empty where there is none.
        text: the node's own text (its children's left out), letter for letter.
        span: where ``text`` stands in the canonical text. Spans of all clauses, in order, cover it.
        parent: address of the parent; None at the top.
        path: headings from the outermost ancestor down to the parent.
        cells: for rows, (column heading, cell text) pairs; a grouped heading is "Năm 2022 / Số liệu".
        order: position in the document, from 0.
    """

    document_id: str
    address: str
    kind: ClauseKind
    number: str
    citation: str
    heading: str
    text: str
    span: Span
    parent: str | None
    path: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    order: int = 0

    @property
    def key(self) -> str:
        """Key over all documents: ``hai-duong-5046#II.1.row-1``."""
        return f"{self.document_id}#{self.address}"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an indicator is about: the province, and where said a level of government or a sector.

    ``level`` is as the document says it ("cấp tỉnh", "cấp huyện", "cấp xã") or empty.
    """

    province: str
    level: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value an indicator starts from.

    ``value`` is None where the document says that it was not measured; ``value_text`` and ``note`` then
    say so. ``sectors`` holds (sector, value text) where one cell gives several.
    """

    year: int | None
    value: float | None
    unit: str
    value_text: str
    source: str = ""
    note: str = ""
    sectors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One target: one value for one scope in one year.

    Attributes:
        id: stable id, ``<document>#<clause>@<n>``.
        name: what is measured, in the document's words, without the value.
        year: target year; None where the document gives none.
        period: the period as written ("Giai đoạn 2021 - 2025") or empty.
        comparison: ``top`` = among the first N; ``increase`` = growth per year.
        bound: for ``increase`` and ``top``, the bound said of it ("=", ">=", ">", "range"), else empty.
        value, value_high: number; ``value_high`` only for a range. None for a target without a number.
        unit: "%", "tỉnh, thành phố", "doanh nghiệp", "xã, phường, thị trấn" ...
        value_text: the value as the document writes it, with its comparison words (">50%", "trên 80%").
        measured_by: bodies that measure or provide it, as written.
        quote: the sentence, bullet or row, letter for letter.
    """

    id: str
    document_id: str
    clause: str
    name: str
    scope: Scope
    year: int | None
    comparison: Comparison
    value: float | None
    unit: str
    value_text: str
    quote: str
    value_high: float | None = None
    period: str = ""
    bound: str = ""
    baseline: Baseline | None = None
    measured_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One duty given to one or more bodies.

    Attributes:
        id: stable id, ``<document>#<clause>@<n>``.
        task: what is to be done, in the document's words.
        lead: bodies that the plan gives the task to, as written ("Các sở, ngành, địa phương" is one group).
        coordinate: bodies that it names to work with.
        role: whether the text says "chủ trì", "phối hợp" (the body only assists) or neither.
        period: by when, as written ("2023-2025", "trước ngày 15/12 hằng năm") or empty.
        context: section and group headings that the task stands under.
        refers_to: addresses of clauses that the task refers to; these carry the assignment too.
        quote: letter for letter.
    """

    id: str
    document_id: str
    clause: str
    task: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    role: Role
    period: str
    quote: str
    context: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that a document explains, with the clause (often a footnote) that explains it."""

    id: str
    document_id: str
    clause: str
    term: str
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """A plan as held: metadata, canonical text and where it comes from.

    ``number`` is empty where the source shows none. ``source_note`` is the Vietnamese sentence that
    answers add for texts that are not the official one ("Bài báo của ICTNews về kế hoạch ...").
    """

    id: str
    number: str
    type: str
    issuer: str
    province: str
    issued: date | None
    place: str
    title: str
    signer: str
    signer_role: str
    period: tuple[int, int] | None
    provenance: Provenance
    source_note: str
    source_file: str
    source_url: str
    sha256: str
    text: str = field(repr=False)
    legal_bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    short_name: str = ""  # as a citation names it: "Kế hoạch 12/KH-UBND ngày 03/02/2025 của UBND tỉnh ..."
