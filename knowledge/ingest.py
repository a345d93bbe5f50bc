"""Taking documents in and out of the documents folder, whole or not at all.

A new document is written into a hidden folder beside and renamed. Replacing writes the new source beside
the old and then swaps ``metadata.toml``, which names the source in force, in one rename. Removing renames
the folder to a hidden name first. So a kill at any moment leaves the old or the new state; what is left
over is hidden and cleared by the next change. Changes take a lock, one at a time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from knowledge.corrections import Reviewed, parse_reviewed, read_reviewed
from knowledge.doubts import Doubt, find_doubts
from knowledge.errors import DuplicateDocumentError, HoisoError, UnknownDocumentError
from knowledge.library import document_folders
from knowledge.metadata import FILE_NAME as METADATA_FILE
from knowledge.metadata import (
    ID_PATTERN,
    MAX_ID_LENGTH,
    REVIEWED_FILE,
    Metadata,
    read_metadata,
    render_metadata,
)
from knowledge.model import Document
from knowledge.readers import read_source_bytes
from knowledge.readers.checks import read_bytes
from knowledge.records import DocumentRecords, build_records, parse_with, read_header
from knowledge.registry import Registry, load_registry
from knowledge.review import IngestReview, header_doubts
from knowledge.settings import paths
from knowledge.source import SourceText
from knowledge.text import fold

_SUFFIXES = {"txt": ".txt", "html": ".html", "docx": ".docx", "pdf": ".pdf"}
_LOCK = ".lock"
_NEW = ".new-"
_GONE = ".removed-"
_TITLE_WORDS = 8
_NO_HEADER = (
    "Bản được nạp không nêu số, ký hiệu và cơ quan ban hành; cần đối chiếu với văn bản gốc trước khi sử dụng."
)


def plan_ingest(path: Path, replace: bool = False, documents: Path | None = None) -> IngestReview:
    """Read a file and tell what taking it in would give; nothing is changed.

    Corrections may come with the file: ``plan.reviewed.toml`` beside ``plan.docx``.

    Args:
        path: the file, .txt, .html, .docx or .pdf.
        replace: a document with the same number and issuer may be held: this one takes its place.
        documents: the documents folder; the one of the settings by default.

    Raises:
        SourceError: the file can't be taken.
        DuplicateDocumentError: the document is held already and ``replace`` is false.
        MetadataError: the corrections are malformed or match nothing.
    """
    folder = documents or paths().documents
    registry = load_registry()
    data = read_bytes(path)
    source = read_source_bytes(path, data)
    beside = path.with_suffix(f".{REVIEWED_FILE}")
    text = beside.read_text(encoding="utf-8") if beside.is_file() else ""
    own = parse_reviewed(text, beside.name) if text else None
    first = _first_look(source, own or Reviewed(), registry)
    held = _held(folder, first, source.sha256, registry)
    if held and not replace:
        raise DuplicateDocumentError(
            f"Tài liệu này đã có với mã '{held}' (cùng số, ký hiệu và cơ quan ban hành, hoặc cùng nội dung). "
            "Dùng --replace nếu muốn thay thế."
        )
    if held:
        metadata = _replacing(folder / held, source, text)
        reviewed = own or read_reviewed(folder / held, metadata.reviewed_file)
    else:
        metadata = _new_metadata(folder, first, source)
        reviewed = own or Reviewed()
    records = build_records(source, metadata, reviewed, registry)
    return IngestReview(
        documents=folder,
        metadata=metadata,
        source=source,
        data=data,
        records=records,
        doubts=_doubts(records),
        replaces=held,
        reviewed=text,
    )


def _doubts(records: DocumentRecords) -> tuple[Doubt, ...]:
    found = find_doubts(records.document, records.clauses, records.indicators, records.assignments)
    return (*header_doubts(records.document), *found)


def commit_ingest(review: IngestReview) -> DocumentRecords:
    """Take a planned document in; return its records.

    Raises:
        DuplicateDocumentError: another change took the same document in meanwhile.
        HoisoError: the folder can't be written; nothing is changed.
    """
    folder = review.documents
    with _changing(folder):
        held = _held(folder, review.records.document, review.source.sha256, load_registry())
        if held != review.replaces or (not held and (folder / review.metadata.id).exists()):
            raise DuplicateDocumentError("Kho tài liệu vừa thay đổi. Hãy chạy lại lệnh ingest.")
        if review.replaces:
            _swap(folder / review.replaces, review)
        else:
            _create(folder, review)
    return review.records


def remove_document(document_id: str, documents: Path | None = None) -> None:
    """Take a document out.

    Raises:
        UnknownDocumentError: none has the id.
    """
    folder = documents or paths().documents
    target = folder / document_id
    if not ID_PATTERN.fullmatch(document_id) or target not in document_folders(folder):
        raise UnknownDocumentError(f"Không có tài liệu '{document_id}'. Hãy xem danh sách mã tài liệu.")
    with _changing(folder):
        gone = folder / f"{_GONE}{document_id}-{secrets.token_hex(4)}"
        try:
            target.rename(gone)
        except FileNotFoundError as error:
            raise UnknownDocumentError(f"Tài liệu '{document_id}' vừa được xóa.") from error
        _sync(folder)
        shutil.rmtree(gone, ignore_errors=True)


def _first_look(source: SourceText, reviewed: Reviewed, registry: Registry) -> Document:
    """Return the document's own metadata, its province found in it where the header doesn't tell."""
    metadata = Metadata("x", "", "official", source.file, source.sha256)
    document = parse_with(source, metadata, reviewed).document
    if document.province:
        return document
    for text in (document.issuer, document.place, document.title, source.text[:4000]):
        named = registry.find_provinces(text, typed=False)
        if named:
            return dataclasses.replace(document, province=named[0].province.name)
    return document


def _held(folder: Path, document: Document, sha256: str, registry: Registry) -> str:
    """Return the id of the held document that is the same one, else empty.

    Same bytes, or same number and issuer; without a number, same title and issuer.
    """
    for place in document_folders(folder):
        metadata = read_metadata(place)
        if metadata.sha256 == sha256:
            return metadata.id
        if _same(document, read_header(place), registry):
            return metadata.id
    return ""


def _same(one: Document, other: Document, registry: Registry) -> bool:
    if _issuer_key(one, registry) != _issuer_key(other, registry):
        return False
    if one.number and other.number:
        same_year = not (one.issued and other.issued) or one.issued.year == other.issued.year
        # Numbers start anew each year.
        return same_year and _plain(one.number) == _plain(other.number)
    return (
        not one.number and not other.number and bool(one.title) and _plain(one.title) == _plain(other.title)
    )


def _issuer_key(document: Document, registry: Registry) -> tuple[str, str]:
    mention = registry.identify(document.issuer)
    if mention is None:
        return _plain(document.issuer), document.province
    return mention.name, mention.province or document.province


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def _new_metadata(folder: Path, document: Document, source: SourceText) -> Metadata:
    # A text without a header may be anything: it isn't called official before a person says so.
    official = bool(document.number or document.issuer)
    return Metadata(
        id=_free_id(folder, document, source),
        province=document.province,
        provenance="official" if official else "republished",
        source_file=f"source{_SUFFIXES[source.media]}",
        sha256=source.sha256,
        source_note="" if official else _NO_HEADER,
    )


def _free_id(folder: Path, document: Document, source: SourceText) -> str:
    """Return an id nobody has: province and number, then with the year, then counted on."""
    number = re.match(r"\d+", document.number)
    words = _plain(document.title or source.file.rsplit(".", 1)[0]).split()[:_TITLE_WORDS]
    tail = [number.group()] if number else words
    slug = "-".join([*_plain(document.province).split(), *tail]) or "tai-lieu"
    slug = slug[:MAX_ID_LENGTH].strip("-")
    year = f"{slug}-{document.issued.year}" if document.issued else f"{slug}-2"
    candidates = [slug, year, *(f"{slug}-{count}" for count in range(2, 1000))]
    return next(one for one in candidates if not (folder / one).exists())


def _replacing(place: Path, source: SourceText, corrections: str) -> Metadata:
    """Return the metadata of a replacement: what people said of the document stays."""
    held = read_metadata(place)
    name = f"source-{source.sha256[:12]}{_SUFFIXES[source.media]}"
    reviewed = held.reviewed_file
    if corrections:
        reviewed = f"reviewed-{hashlib.sha256(corrections.encode()).hexdigest()[:12]}.toml"
    return dataclasses.replace(held, source_file=name, sha256=source.sha256, reviewed_file=reviewed)


def _create(folder: Path, review: IngestReview) -> None:
    fresh = folder / f"{_NEW}{review.metadata.id}-{secrets.token_hex(4)}"
    try:
        fresh.mkdir()
        _write(fresh / review.metadata.source_file, review.data)
        if review.reviewed:
            _write(fresh / REVIEWED_FILE, review.reviewed.encode())
        _write(fresh / METADATA_FILE, render_metadata(review.metadata).encode())
        _sync(fresh)
        fresh.rename(folder / review.metadata.id)
        _sync(folder)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise HoisoError(f"Không ghi được kho tài liệu: {error.strerror}. Chưa có gì thay đổi.") from error


def _swap(place: Path, review: IngestReview) -> None:
    before, after = read_metadata(place), review.metadata
    try:
        _write(place / after.source_file, review.data)
        if review.reviewed:
            _write(place / after.reviewed_file, review.reviewed.encode())
        beside = place / f".{METADATA_FILE}.part"
        _write(beside, render_metadata(after).encode())
        _sync(place)
        # The one step that counts: the metadata names the source and the corrections in force.
        beside.replace(place / METADATA_FILE)
        _sync(place)
    except OSError as error:
        raise HoisoError(f"Không ghi được kho tài liệu: {error.strerror}.") from error
    for old, new in ((before.source_file, after.source_file), (before.reviewed_file, after.reviewed_file)):
        if old != new:
            (place / old).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; clear what killed changes left over."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.iterdir():
            if left.is_dir() and left.name.startswith((_NEW, _GONE)):
                shutil.rmtree(left, ignore_errors=True)
        yield
