"""What an ingest found, for a person to check before the document is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.citations import short_name
from knowledge.days import write_day
from knowledge.doubts import Doubt
from knowledge.metadata import Metadata
from knowledge.model import Assignment, Clause, Document, Indicator
from knowledge.records import DocumentRecords
from knowledge.source import SourceText
from knowledge.text import squeeze

_WIDTH = 110
_LEAF_KINDS = frozenset({"row", "bullet", "paragraph", "recipient", "basis"})
_PROVENANCE = {
    "official": "văn bản chính thức",
    "republished": "văn bản do nơi khác đăng lại",
    "press_report": "bài báo đưa tin, không phải văn bản chính thức",
}


@dataclass(frozen=True, slots=True)
class IngestReview:
    """A document as it would be held.

    Attributes:
        documents: folder that it would go to.
        metadata: its metadata file.
        source: its text; ``data`` its bytes.
        records: clauses and records, corrections applied.
        doubts: what a person should look at, with addresses.
        replaces: id of the held document that it takes the place of; empty for a new one.
        reviewed: text of the corrections that came with the file; empty for none.
    """

    documents: Path
    metadata: Metadata
    source: SourceText
    data: bytes
    records: DocumentRecords
    doubts: tuple[Doubt, ...]
    replaces: str = ""
    reviewed: str = ""


def header_doubts(document: Document) -> tuple[Doubt, ...]:
    """Return a doubt for each fact of the header that was not found."""
    facts = {
        "số, ký hiệu": document.number,
        "cơ quan ban hành": document.issuer,
        "ngày ban hành": document.issued,
        "tỉnh, thành phố": document.province,
        "tiêu đề": document.title,
    }
    return tuple(
        Doubt("", "no_header", f"Không thấy {name}; hãy ghi vào metadata.toml nếu biết.")
        for name, value in facts.items()
        if not value
    )


def render_review(review: IngestReview, limit: int | None = None) -> str:
    """Return a review as plain Vietnamese text.

    Args:
        review: what was found.
        limit: most lines of a list; None shows all.
    """
    records = review.records
    head = "THAY THẾ TÀI LIỆU" if review.replaces else "TÀI LIỆU MỚI"
    tree = [clause for clause in records.clauses if clause.kind not in _LEAF_KINDS]
    sections = [
        [f"{head}: {short_name(records.document)}", *_facts(review)],
        _listed(f"CẤU TRÚC ({len(records.clauses)} điều khoản)", map(_node, tree), limit),
        _listed(f"CHỈ TIÊU ({len(records.indicators)})", map(_indicator, records.indicators), limit),
        _listed(
            f"NHIỆM VỤ ĐƯỢC GIAO ({len(records.assignments)})", map(_assignment, records.assignments), limit
        ),
        _listed(
            f"ĐỊNH NGHĨA ({len(records.definitions)})",
            (f"[{item.clause}] {_cut(item.term)}" for item in records.definitions),
            limit,
        ),
        _listed(f"ĐIỂM CẦN XEM LẠI ({len(review.doubts)})", map(_doubt, review.doubts), limit),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _facts(review: IngestReview) -> Iterator[str]:
    document = review.records.document
    pages = f", {review.source.pages} trang" if review.source.pages else ""
    yield f"  Mã tài liệu:    {document.id}"
    yield f"  Tệp:            {review.source.file} ({review.source.media}{pages})"
    yield f"  Loại văn bản:   {document.type or _UNKNOWN}"
    yield f"  Số, ký hiệu:    {document.number or _UNKNOWN}"
    yield f"  Ngày ban hành:  {write_day(document.issued) if document.issued else _UNKNOWN}"
    yield f"  Cơ quan:        {document.issuer or _UNKNOWN}"
    yield f"  Tỉnh, thành:    {document.province or _UNKNOWN}"
    yield f"  Tiêu đề:        {squeeze(document.title) or _UNKNOWN}"
    yield f"  Người ký:       {_signer(document)}"
    yield f"  Giai đoạn:      {'{}-{}'.format(*document.period) if document.period else _UNKNOWN}"
    yield f"  Căn cứ:         {len(document.legal_bases)}; nơi nhận: {len(document.recipients)}"
    yield f"  Nguồn gốc:      {_PROVENANCE[document.provenance]}"


_UNKNOWN = "(không thấy trong văn bản)"


def _signer(document: Document) -> str:
    if not document.signer:
        return _UNKNOWN
    return f"{document.signer} ({squeeze(document.signer_role)})" if document.signer_role else document.signer


def _listed(title: str, lines: Iterable[str], limit: int | None) -> list[str]:
    shown = [f"  {line}" for line in lines]
    rest = 0 if limit is None else len(shown) - limit
    if rest > 0:
        shown = [*shown[:limit], f"  ... và {rest} mục nữa"]
    return [title, *(shown or ["  (không có)"])]


def _node(clause: Clause) -> str:
    indent = "  " * len(clause.path)
    # A text without a heading begins with its own number.
    number = f"{clause.number}. " if clause.number and clause.heading else ""
    return f"{indent}[{clause.address}] {number}{_cut(clause.heading or clause.text)}"


def _indicator(record: Indicator) -> str:
    scope = ", ".join(part for part in (record.scope.level, record.scope.sector) if part)
    where = f" ({scope})" if scope else ""
    year = f"năm {record.year}" if record.year else record.period or "chưa rõ năm"
    return f"[{record.clause}] {_cut(record.name)}{where}: {_value(record)} — {year}"


def _value(record: Indicator) -> str:
    """Return the value as written, with its unit where a table's cell leaves it to another column."""
    shown = squeeze(record.value_text)
    bare = shown[-1:].isdigit() and record.unit and record.unit.lower() not in shown.lower()
    return f"{shown}{'' if record.unit == '%' else ' '}{record.unit}" if bare else shown


def _assignment(record: Assignment) -> str:
    period = f" — {squeeze(record.period)}" if record.period else ""
    bodies = "; ".join(map(squeeze, record.lead)) or "(không rõ cơ quan)"
    with_bodies = f" (phối hợp: {'; '.join(map(squeeze, record.coordinate))})" if record.coordinate else ""
    return f"[{record.clause}] {bodies}{with_bodies}: {_cut(record.task)}{period}"


def _doubt(doubt: Doubt) -> str:
    return f"[{doubt.clause}] {doubt.message}" if doubt.clause else doubt.message


def _cut(text: str) -> str:
    line = squeeze(text)
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"
