"""The lookup page's rows as CSV and XLSX, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.gateway.pages.lookup_rows import Row
from bot.gateway.texts import section

_RISKY = re.compile(r"^[\s\x00]*[=+\-@\t\r|%]")
_WIDTHS = {"name": 60, "quote": 70, "lead": 32, "coordinate": 32, "url": 40}
_FIELDS = (
    "document", "province", "section", "citation", "name", "value", "when", "baseline", "lead", "coordinate",
    "quote", "url",
)  # fmt: skip


def columns(kind: str) -> list[tuple[str, str]]:
    """Return (field, heading) of the columns of one kind of rows."""
    headings = section("lookup")["columns"][kind]
    return [(field, headings[field]) for field in _FIELDS if field in headings]


def to_csv(kind: str, rows: Sequence[Row], server: str) -> bytes:
    """Return the rows as CSV in UTF-8 with its mark, as Excel wants it.

    A cell that a spreadsheet would read as a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    chosen = columns(kind)
    writer.writerow([heading for _, heading in chosen])
    for row in rows:
        writer.writerow([_harmless(_value(row, field, server)) for field, _ in chosen])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def to_xlsx(kind: str, rows: Sequence[Row], server: str) -> bytes:
    """Return the rows as an Excel file; every cell is a text, so none is read as a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = section("lookup")["kinds"][kind][:31]
    chosen = columns(kind)
    for column, (field, heading) in enumerate(chosen, 1):
        cell = sheet.cell(1, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4F0F9")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(field, 20)
    for line, row in enumerate(rows, 2):
        for column, (field, _) in enumerate(chosen, 1):
            cell = sheet.cell(line, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", _value(row, field, server))
            cell.data_type = "s"
            cell.quotePrefix = True
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(row: Row, field: str, server: str) -> str:
    value = getattr(row, field)
    if field == "url":
        return server.rstrip("/") + str(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _harmless(text: str) -> str:
    return "'" + text if _RISKY.match(text) else text
