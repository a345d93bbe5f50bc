"""PDF: text page by page, ruled tables as tables; a scan is refused with a clear message."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from knowledge.errors import SourceError
from knowledge.readers.building import TextBuilder
from knowledge.readers.rulings import Box, RuledTable, find_tables

_MAX_PAGES = 2000
_MIN_LETTERS = 12
_SCAN_SHARE = 0.4
_MIN_PATHS = 4
_SIMPLE = 5
"""Segments of a line or a rectangle: its bounds say all."""

_MAX_SEGMENTS = 5000
_EDGE = 90.0
"""Points from the edge of a page within which only page numbers and running heads stand."""


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    scanned: bool


def read_pdf(name: str, data: bytes) -> tuple[TextBuilder, int]:
    """Read a PDF; return its text and the number of its pages.

    Raises:
        SourceError: damaged, encrypted, too many pages, or pages that are pictures of text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(f"Tệp '{name}' được đặt mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.") from error
        raise SourceError(f"Tệp '{name}' bị hỏng hoặc không phải PDF. Hãy tải lại tệp gốc.") from error
    try:
        count = len(document)
        if not 0 < count <= _MAX_PAGES:
            raise SourceError(f"Tệp '{name}' có {count} trang; chỉ nhận từ 1 đến {_MAX_PAGES} trang.")
        return _read(name, document), count
    except pdfium.PdfiumError as error:
        raise SourceError(
            f"Tệp '{name}' có trang bị hỏng nên không đọc được. Hãy tải lại tệp gốc."
        ) from error
    finally:
        document.close()


def _read(name: str, document: pdfium.PdfDocument) -> TextBuilder:
    builder = TextBuilder()
    scanned: list[int] = []
    open_table = False
    for index in range(len(document)):
        page = document[index]
        try:
            if index:
                builder.page_break()
            if _is_scan(page):
                scanned.append(index + 1)
                continue
            open_table = _read_page(page, builder, open_table)
        finally:
            page.close()
    if scanned:
        raise SourceError(_scan_message(name, scanned, len(document)))
    return builder


def _scan_message(name: str, scanned: list[int], count: int) -> str:
    if len(scanned) == count:
        what = f"Tệp '{name}' là bản quét (ảnh chụp trang giấy), không có chữ để đọc."
    else:
        what = f"Tệp '{name}' có trang chỉ là ảnh quét: {_ranges(scanned)}."
    return f"{what} Hãy nhận dạng chữ (OCR) hoặc dùng bản .docx, rồi nạp lại."


def _ranges(pages: list[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:10])
    return shown if len(pages) <= 10 else f"{shown} ... (tổng cộng {len(pages)} trang)"


def _is_scan(page: pdfium.PdfPage) -> bool:
    """Whether a page has a picture over much of it and hardly a letter."""
    text = page.get_textpage()
    try:
        letters = sum(char.isalnum() for char in text.get_text_bounded())
    finally:
        text.close()
    if letters >= _MIN_LETTERS:
        return False
    width, height = page.get_size()
    area = 0.0
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = item.get_bounds()
        area += max(right - left, 0.0) * max(top - bottom, 0.0)
    return area >= _SCAN_SHARE * width * height


def _read_page(page: pdfium.PdfPage, builder: TextBuilder, open_table: bool) -> bool:
    """Add one page; return whether it ends inside a table that the next page may go on with."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        tables = _tables(page, width, height)
        top = height
        ends_in_table = False
        for table in tables:
            above = _bounded(text, Box(0, table.box.top, width, top))
            starts_page = table is tables[0] and (not above.strip() or table.box.top > height - _EDGE)
            builder.line(above)
            rows = table.cells(lambda box: _bounded(text, box))
            if open_table and starts_page:
                builder.table(rows, continued=True)
            else:
                builder.table(rows)
            top = table.box.bottom
        rest = _bounded(text, Box(0, 0, width, top))
        if tables:
            ends_in_table = not rest.strip() or top < _EDGE
        builder.line(rest)
    finally:
        text.close()
    return ends_in_table


def _bounded(text: pdfium.PdfTextPage, box: Box) -> str:
    if box.top - box.bottom < 1 or box.right - box.left < 1:
        return ""
    raw = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
    # PDFium marks a hyphen at a line's end so; in Vietnamese it is a dash between words, not a hyphenation.
    return raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-").replace("\ufffe", "-")


def _tables(page: pdfium.PdfPage, width: float, height: float) -> list[RuledTable]:
    boxes = list(_rulings(page, width, height))
    return find_tables(boxes) if len(boxes) >= _MIN_PATHS else []


def _rulings(page: pdfium.PdfPage, width: float, height: float) -> Iterator[Box]:
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,), max_depth=2):
        left, bottom, right, top = item.get_bounds()
        count = pdfium_c.FPDFPath_CountSegments(item.raw)
        if _SIMPLE < count <= _MAX_SEGMENTS:
            yield from _edges(item, count)
        # A frame around the page or a background is no ruling.
        elif count <= _SIMPLE and (right - left < width * 0.98 or top - bottom < height * 0.9):
            yield Box(left, bottom, right, top)


def _edges(item: pdfium.PdfObject, count: int) -> Iterator[Box]:
    """Yield the straight edges of a path that draws several lines at once, as some programs draw a table."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item.raw, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if before is not None and kind == pdfium_c.FPDF_SEGMENT_LINETO:
            left, right = sorted((before[0], point[0]))
            bottom, top = sorted((before[1], point[1]))
            yield Box(left, bottom, right, top)
        before = point
