"""Everything known, as one immutable snapshot: documents, clauses, records, registry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.citations import Citation, cite_clause
from knowledge.errors import AddressError, HoisoError, UnknownDocumentError
from knowledge.metadata import FILE_NAME as METADATA_FILE
from knowledge.model import Assignment, Clause, Definition, Document, Indicator
from knowledge.records import read_document
from knowledge.registry import Registry, load_registry
from knowledge.text import fold, squeeze

_CODE_SUFFIXES = frozenset({".py", ".toml", ".csv"})
_CODE_FOLDER = Path(__file__).resolve().parent
_ATTEMPTS = 3


@dataclass(frozen=True)
class Library:
    """A snapshot of everything known; never changed once made.

    Attributes:
        documents: by id, in order of id.
        clauses: by document id, in document order.
        indicators, assignments, definitions: of all documents, in order of document and clause.
        registry: bodies, provinces, terms.
        version: hash of all inputs and of the code that read them: the same version, the same content.
    """

    documents: dict[str, Document]
    clauses: dict[str, tuple[Clause, ...]]
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
    definitions: tuple[Definition, ...]
    registry: Registry
    version: str
    _by_address: dict[str, dict[str, Clause]] = field(init=False, repr=False, compare=False)
    _children: dict[str, dict[str, tuple[Clause, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_address = {
            key: {clause.address: clause for clause in group} for key, group in self.clauses.items()
        }
        children: dict[str, dict[str, tuple[Clause, ...]]] = {}
        for key, group in self.clauses.items():
            below: dict[str, list[Clause]] = {}
            for clause in group:
                if clause.parent is not None:
                    below.setdefault(clause.parent, []).append(clause)
            children[key] = {address: tuple(items) for address, items in below.items()}
        object.__setattr__(self, "_by_address", by_address)
        object.__setattr__(self, "_children", children)

    def document(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            UnknownDocumentError: none has the id.
        """
        document = self.documents.get(document_id)
        if document is None:
            raise UnknownDocumentError(f"Không có tài liệu '{document_id}'. Hãy xem danh sách tài liệu.")
        return document

    def clause(self, document_id: str, address: str) -> Clause:
        """Return a clause.

        Raises:
            UnknownDocumentError: none has the id.
            AddressError: the document has no such clause.
        """
        self.document(document_id)
        clause = self._by_address.get(document_id, {}).get(address)
        if clause is None:
            raise AddressError(f"Tài liệu '{document_id}' không có điều khoản '{address}'.")
        return clause

    def children(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clauses directly below a clause, in order."""
        return self._children.get(clause.document_id, {}).get(clause.address, ())

    def descendants(self, clause: Clause) -> tuple[Clause, ...]:
        """Return all clauses below a clause, in document order."""
        found: list[Clause] = []
        waiting = list(self.children(clause))
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(self.children(one))
        return tuple(sorted(found, key=lambda item: item.order))

    def full_text(self, clause: Clause) -> str:
        """Return a clause's text with that of all clauses below it, letter for letter."""
        text = self.document(clause.document_id).text
        parts = [clause.text]
        before = clause
        for below in self.descendants(clause):
            # Between neighbours stands white space; a clause that stands apart goes on a new line.
            gap = text[before.span.end : below.span.start] if below.order == before.order + 1 else ""
            parts.append(gap if gap and not gap.strip() else "\n")
            parts.append(below.text)
            before = below
        return "".join(parts)

    def document_for_number(self, number: str) -> Document | None:
        """Return the document with a number as people write it ("5046/KH-UBND", "kế hoạch số 5046").

        Without the part behind the slash the number must be that of one document only.
        """
        wanted = _number_key(number)
        if not wanted:
            return None
        held = [(document, _number_key(document.number)) for document in self.documents.values()]
        exact = [document for document, key in held if key and key == wanted]
        if not exact and wanted.isdigit():
            exact = [document for document, key in held if key.split("/")[0] == wanted]
        return exact[0] if len(exact) == 1 else None

    def documents_of(self, province: str) -> tuple[Document, ...]:
        """Return the documents of a province; where it has none, those of provinces merged into it."""
        own = tuple(item for item in self.documents.values() if item.province == province)
        if own:
            return own
        return tuple(
            item
            for item in self.documents.values()
            if item.province and self.registry.province_today(item.province) == province
        )

    def citation(self, document_id: str, address: str, quote: str) -> Citation:
        """Return the citation of words in a clause.

        Raises:
            UnknownDocumentError, AddressError: the document or clause isn't there.
        """
        return cite_clause(self.document(document_id), self.clause(document_id, address), quote)


def _number_key(number: str) -> str:
    """Return a document number for comparison: "Kế hoạch số 5046 / KH-UBND" -> "5046/kh-ubnd"."""
    match = re.search(r"\d+(?:/[\w./-]+)?", re.sub(r"\s*([/–-])\s*", r"\1", fold(squeeze(number))))
    return match.group().replace("–", "-").rstrip(".") if match else ""


def document_folders(folder: Path) -> tuple[Path, ...]:
    """Return the document folders, in order of id; hidden folders (half-done work) don't count."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith((".", "_")) and (path / METADATA_FILE).exists()
    )


def load_library(documents_folder: Path) -> Library:
    """Read every document folder and build the records.

    Raises:
        MetadataError, SourceError: one document can't be read; the message names it.
        RegistryError: the registry's data is malformed.
    """
    registry = load_registry()
    for attempt in range(_ATTEMPTS):
        # The version is taken before and after: a change meanwhile would mix old and new.
        version = library_version(documents_folder, registry)
        try:
            library = _read(documents_folder, registry, version)
        except HoisoError:
            if attempt + 1 == _ATTEMPTS or library_version(documents_folder, registry) == version:
                raise
            continue
        if library_version(documents_folder, registry) == version:
            return library
    return library


def _read(documents_folder: Path, registry: Registry, version: str) -> Library:
    records = [read_document(folder, registry) for folder in document_folders(documents_folder)]
    return Library(
        documents={item.document.id: item.document for item in records},
        clauses={item.document.id: item.clauses for item in records},
        indicators=tuple(record for item in records for record in item.indicators),
        assignments=tuple(record for item in records for record in item.assignments),
        definitions=tuple(record for item in records for record in item.definitions),
        registry=registry,
        version=version,
    )


def library_version(documents_folder: Path, registry: Registry | None = None) -> str:
    """Return the version that ``load_library`` would give, without parsing anything."""
    digest = hashlib.sha256()
    digest.update((registry or load_registry()).version.encode())
    _add_files(digest, _CODE_FOLDER, (path for path in _code_files()))
    for folder in document_folders(documents_folder):
        _add_files(digest, documents_folder, sorted(path for path in folder.iterdir() if path.is_file()))
    return digest.hexdigest()[:16]


def _code_files() -> Iterable[Path]:
    for path in sorted(_CODE_FOLDER.rglob("*")):
        parts = path.relative_to(_CODE_FOLDER).parts
        if path.suffix in _CODE_SUFFIXES and parts[0] != "documents" and "__pycache__" not in parts:
            yield path


def _add_files(digest: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
