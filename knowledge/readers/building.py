"""Building the canonical text of a file that isn't plain text: lines, and table cells as spans into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Span
from knowledge.source import TableSpan
from knowledge.text import fold

_BLANKS = re.compile(r"[^\S\n]+")
_LAYOUT_MARKS = ("cong hoa xa hoi chu nghia", "dang cong san viet nam", "noi nhan")
"""What the unruled tables of a header (two columns) and a signature hold: those aren't tables of facts."""


def tidy(text: str) -> str:
    """Return text with runs of blanks as one, without blanks at line ends and without empty lines."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file; ``key`` is the same for all places that a merged cell covers."""

    text: str
    key: int


class TextBuilder:
    """Collects lines and tables in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[tuple[tuple[Span, ...], ...]] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def tables(self) -> tuple[TableSpan, ...]:
        """The tables so far."""
        return tuple(TableSpan(rows) for rows in self._tables)

    def line(self, text: str) -> Span:
        """Add a paragraph (its inner line breaks kept); empty text adds nothing and gives an empty span."""
        text = tidy(unicodedata.normalize("NFC", text))
        start = self._length
        if text:
            self._append(text + "\n")
        return Span(start, start + len(text))

    def page_break(self) -> None:
        """Add a form feed: the parser tells page numbers and running heads by it."""
        if self._length:
            self._append("\f")

    def table(self, rows: Sequence[Sequence[Cell]], continued: bool = False) -> None:
        """Add a table, one cell a line; a layout table (header, signature, one column) adds lines only.

        Args:
            rows: cells row by row; a merged cell stands in every place that it covers.
            continued: the rows go on with the table before (a table that runs over pages).
        """
        known: dict[int, Span] = {}
        spans = []
        continued = continued and bool(self._tables) and len(self._tables[-1][0]) == len(rows[0])
        if continued:
            rows = rows[self._repeated(rows) :]
        if not rows:
            return
        for row in rows:
            for cell in row:
                if cell.key not in known:
                    known[cell.key] = self.line(cell.text)
            spans.append(tuple(known[cell.key] for cell in row))
        if continued:
            self._tables[-1] += tuple(spans)
        elif _is_table(rows):
            self._tables.append(tuple(spans))

    def _repeated(self, rows: Sequence[Sequence[Cell]]) -> int:
        """Return how many first rows only repeat the heading of the table before, as on every page."""
        count = 0
        for row, before in zip(rows, self._tables[-1], strict=False):
            held = [self._held(span) for span in before]
            if held != [tidy(unicodedata.normalize("NFC", cell.text)) for cell in row]:
                break
            count += 1
        return count

    def _held(self, span: Span) -> str:
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0][span.start : span.end] if self._parts else ""

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    widths = {len(row) for row in rows}
    if len(rows) < 2 or widths == {1} or len(widths) != 1:
        return False
    text = fold(" ".join(" ".join(cell.text.split()) for row in rows[:4] for cell in row))
    return not any(mark in text for mark in _LAYOUT_MARKS)
