"""From a source and what people said of it to a document with all its records."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from knowledge.assignments import extract_assignments
from knowledge.citations import short_name
from knowledge.corrections import (
    Reviewed,
    correct_assignments,
    correct_definitions,
    correct_indicators,
    read_reviewed,
)
from knowledge.definitions import extract_definitions
from knowledge.errors import MetadataError
from knowledge.indicators import extract_indicators
from knowledge.metadata import Metadata, read_metadata
from knowledge.model import Assignment, Clause, Definition, Document, Indicator
from knowledge.readers import read_source
from knowledge.registry import Registry
from knowledge.source import SourceText
from knowledge.structure import ParsedDocument, parse_document


@dataclass(frozen=True, slots=True)
class DocumentRecords:
    """One document: its clauses in order and its records, corrections applied."""

    document: Document
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
    definitions: tuple[Definition, ...]


def parse_with(source: SourceText, metadata: Metadata, reviewed: Reviewed) -> ParsedDocument:
    """Parse a source; what the metadata file and the corrections say of the document wins."""
    overrides: dict[str, object] = {
        "id": metadata.id,
        "provenance": metadata.provenance,
        "source_note": metadata.source_note,
        "source_url": metadata.source_url,
        "source_file": metadata.source_file,
        **metadata.document,
        **reviewed.document,
    }
    if metadata.province:
        overrides["province"] = metadata.province
    parsed = parse_document(source, overrides)
    document = dataclasses.replace(parsed.document, **{"short_name": "", **overrides})  # type: ignore[arg-type]
    return ParsedDocument(dataclasses.replace(document, short_name=short_name(document)), parsed.clauses)


def build_records(
    source: SourceText, metadata: Metadata, reviewed: Reviewed, registry: Registry
) -> DocumentRecords:
    """Parse a source and extract its records.

    Raises:
        MetadataError: a correction matches no record, or names a clause that isn't there.
    """
    parsed = parse_with(source, metadata, reviewed)
    document = parsed.document
    clauses = parsed.clauses
    by_address = {clause.address: clause for clause in clauses}
    return DocumentRecords(
        document=document,
        clauses=clauses,
        indicators=correct_indicators(
            extract_indicators(document, clauses, registry),
            reviewed,
            by_address,
            document.id,
            document.province,
        ),
        assignments=correct_assignments(
            extract_assignments(document, clauses, registry), reviewed, by_address, document.id
        ),
        definitions=correct_definitions(
            extract_definitions(document, clauses, registry), reviewed, by_address, document.id
        ),
    )


def read_document(folder: Path, registry: Registry) -> DocumentRecords:
    """Build the records of a document folder.

    Raises:
        MetadataError: its metadata or corrections are malformed, or the source isn't the one recorded.
        SourceError: the source can't be read.
    """
    return build_records(*_inputs(folder), registry)


def read_header(folder: Path) -> Document:
    """Return the document of a folder without its records; errors as for ``read_document``."""
    return parse_with(*_inputs(folder)).document


def _inputs(folder: Path) -> tuple[SourceText, Metadata, Reviewed]:
    metadata = read_metadata(folder)
    source = read_source(folder / metadata.source_file)
    if source.sha256 != metadata.sha256:
        raise MetadataError(
            f"Tệp {folder.name}/{metadata.source_file} đã bị thay đổi so với lúc nạp. "
            "Hãy khôi phục tệp, hoặc nạp lại bằng lệnh ingest --replace."
        )
    return source, metadata, read_reviewed(folder, metadata.reviewed_file)
