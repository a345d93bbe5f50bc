"""What a reader hands to the parser: the text of a file, and where its real tables stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.model import Span

Media = Literal["txt", "html", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class TableSpan:
    """A real table of the source file: cells as spans into ``SourceText.text``, row-major.

    A cell that a merge covers is given again in every row and column that it covers (the same span),
    so that all rows are equally long and each data row can be read alone. An empty cell is an empty span.
    """

    rows: tuple[tuple[Span, ...], ...]

    @property
    def span(self) -> Span:
        """From the first to the last character that any cell holds."""
        cells = [cell for row in self.rows for cell in row]
        return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))


@dataclass(frozen=True, slots=True)
class SourceText:
    """The canonical text of one source file.

    Attributes:
        text: for ``.txt`` the decoded file, letter for letter (no Unicode normalising, line ends kept);
            for the other forms one line a paragraph, cells of a table one a line, row by row.
        tables: real tables, in order; empty for ``.txt``, where the parser finds flattened tables itself.
        file: name of the file, without folders.
        sha256: of the file's bytes, lowercase hex.
        media: which reader made the text.
        pages: number of pages of a PDF, else None.
    """

    text: str
    tables: tuple[TableSpan, ...]
    file: str
    sha256: str
    media: Media
    pages: int | None = None
