"""Reading a source file into canonical text and real tables: plain text, HTML, Word, PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path

from knowledge.readers.checks import media_of, read_bytes
from knowledge.readers.plain import check_text, decode, repair_font_letters
from knowledge.source import SourceText

__all__ = ["read_source", "read_source_bytes"]


def read_source(path: Path) -> SourceText:
    """Read a file.

    Raises:
        SourceError: the file can't be taken; the message says why and what to do.
    """
    return read_source_bytes(path, read_bytes(path))


def read_source_bytes(path: Path, data: bytes) -> SourceText:
    """Read a file whose bytes are at hand; ``path`` gives the name only.

    Raises:
        SourceError: as for ``read_source``.
    """
    digest = hashlib.sha256(data).hexdigest()
    media = media_of(path, data)
    if media == "txt":
        return SourceText(decode(path.name, data), (), path.name, digest, media)
    # The libraries behind these readers are slow to import; plain text needs none of them.
    pages: int | None = None
    if media == "html":
        from knowledge.readers.markup import read_html

        builder = read_html(path.name, data)
    elif media == "docx":
        from knowledge.readers.word import read_docx

        builder = read_docx(path.name, data)
    else:
        from knowledge.readers.portable import read_pdf

        builder, pages = read_pdf(path.name, data)
    text = repair_font_letters(builder.text)
    check_text(path.name, text)
    return SourceText(text, builder.tables, path.name, digest, media, pages)
