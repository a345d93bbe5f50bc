"""Plans of invented provinces' offices as Word, HTML and PDF files, made from code."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import matplotlib
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HEADER = ("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
NUMBER = ("Số: 118/KH-UBND", "Lạng Sơn, ngày 15 tháng 6 năm 2022")
TITLE = "KẾ HOẠCH\nChuyển đổi số tỉnh Lạng Sơn giai đoạn 2022 - 2025"
BASIS = "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ;"
TARGET_ROWS = [
    ["TT", "Chỉ tiêu", "Năm 2021", "", "Mục tiêu 2025", "Cơ quan chủ trì"],
    ["", "", "Số liệu", "Nguồn", "", ""],
    ["1", "Tỷ trọng kinh tế số trong GRDP", "6,5%", "Cục Thống kê", "20%", "Sở Kế hoạch và Đầu tư"],
    ["2", "Tỷ lệ hồ sơ xử lý trực tuyến", "35%", "Sở TT&TT", "≥80%", "Văn phòng UBND tỉnh"],
]
TASK_ROWS = [
    ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
    ["I", "Hạ tầng số", "Hạ tầng số", "Hạ tầng số", "Hạ tầng số"],
    [
        "1",
        "Phủ mạng cáp quang đến 100% thôn",
        "Sở Thông tin và Truyền thông",
        "Viettel Lạng Sơn",
        "2022-2024",
    ],
    ["2", "Xây dựng kho dữ liệu dùng chung", "Sở Thông tin và Truyền thông", "Các sở, ban, ngành", "2023"],
]


def docx_plan() -> bytes:
    """A Word plan: two-column header table, automatic numbering, merged header cells."""
    document = docx.Document()
    _numbering(document)
    header = document.add_table(rows=2, cols=2)
    for column, text in enumerate(HEADER):
        header.cell(0, column).text = text
    for column, text in enumerate(NUMBER):
        header.cell(1, column).text = text
    for line in TITLE.split("\n"):
        document.add_paragraph(line)
    document.add_paragraph(BASIS)
    numbered(document, "MỤC TIÊU", 0)
    numbered(document, "Mục tiêu cụ thể", 1)
    _target_table(document)
    numbered(document, "NHIỆM VỤ", 0)
    numbered(document, "Chính quyền số", 1)
    numbered(document, "Nâng cấp Cổng dịch vụ công của tỉnh.", 2)
    numbered(document, "Triển khai chữ ký số cho cán bộ.", 2)
    numbered(document, "Kinh tế số", 1)
    numbered(document, "Hỗ trợ 50 doanh nghiệp chuyển đổi số.", 2)
    numbered(document, "đưa sản phẩm OCOP lên sàn", 3)
    document.add_paragraph("PHỤ LỤC")
    table = document.add_table(rows=0, cols=5)
    for row in TASK_ROWS:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    merged = table.rows[1].cells
    for cell in merged[2:]:
        cell.text = ""
    merged[1].merge(merged[4])
    return saved(document)


def _target_table(document: Document) -> None:
    table = document.add_table(rows=4, cols=6)
    for index, row in enumerate(TARGET_ROWS):
        for column, text in enumerate(row):
            table.cell(index, column).text = text
    for column in (0, 1, 4, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))


def numbered(document: Document, text: str, level: int) -> None:
    """Add a paragraph that Word numbers by itself: I., 1., a), -."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )


def _numbering(document: Document) -> None:
    forms = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"))
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(forms)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def saved(document: Document) -> bytes:
    """Return a Word document's bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _font() -> str:
    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVuSans", str(path)))
    return "DejaVuSans"


def pdf_plan(rows: int = 60, password: str | None = None) -> bytes:
    """A PDF plan with page numbers and a ruled task table that runs over several pages."""
    style = ParagraphStyle("body", fontName=_font(), fontSize=10, leading=14)
    small = ParagraphStyle("cell", parent=style, fontSize=8, leading=10)
    parts = [
        _ruled_free([[HEADER[0], HEADER[1]], [NUMBER[0], NUMBER[1]]], style),
        *(Paragraph(line, style) for line in TITLE.split("\n")),
        Paragraph(BASIS, style),
        Paragraph("I. MỤC TIÊU", style),
        Paragraph("1. Đến năm 2025, kinh tế số chiếm 20% GRDP.", style),
        Paragraph("II. NHIỆM VỤ", style),
        Spacer(1, 8),
    ]
    body = [
        TASK_ROWS[0],
        *([str(i), f"Nhiệm vụ thứ {i}", "Sở Y tế", "Các sở", "2023"] for i in range(1, rows + 1)),
    ]
    table = Table(
        [[Paragraph(text, small) for text in row] for row in body],
        colWidths=[30, 200, 110, 90, 60],
        repeatRows=1,
    )
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    parts += [table, Paragraph("III. TỔ CHỨC THỰC HIỆN", style), Paragraph("1. Sở Y tế chủ trì.", style)]
    buffer = io.BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=A4, encrypt=password)
    template.build(parts, onFirstPage=_page_number, onLaterPages=_page_number)
    return buffer.getvalue()


def _ruled_free(rows: list[list[str]], style: ParagraphStyle) -> Table:
    return Table([[Paragraph(text.replace("\n", "<br/>"), style) for text in row] for row in rows])


def _page_number(canvas: object, template: object) -> None:
    canvas.setFont("DejaVuSans", 9)  # type: ignore[attr-defined]
    canvas.drawCentredString(297, 810, str(canvas.getPageNumber()))  # type: ignore[attr-defined]


def one_stroke_pdf() -> bytes:
    """A PDF table with merged heading cells, all its rules in one path, as some office programs draw it."""
    from reportlab.pdfgen import canvas as pdf_canvas

    buffer = io.BytesIO()
    canvas = pdf_canvas.Canvas(buffer, pagesize=A4)
    canvas.setFont(_font(), 9)
    path = canvas.beginPath()
    lines = [
        (50, 700, 450, 700), (250, 670, 450, 670), (50, 640, 450, 640), (50, 610, 450, 610),
        (50, 610, 50, 700), (90, 610, 90, 700), (250, 610, 250, 700), (350, 610, 350, 670),
        (450, 610, 450, 700),
    ]  # fmt: skip
    for left, bottom, right, top in lines:
        path.moveTo(left, bottom)
        path.lineTo(right, top)
    canvas.drawPath(path)
    texts = [
        (55, 665, "TT"), (95, 665, "Chỉ tiêu"), (330, 682, "Mục tiêu"), (255, 652, "2025"),
        (355, 652, "2030"), (55, 622, "1"), (95, 622, "Kinh tế số của tỉnh"), (255, 622, "20%"),
        (355, 622, "30%"),
    ]  # fmt: skip
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


def scanned_pdf(pages: int = 2) -> bytes:
    """A PDF whose pages are pictures, as a scanner makes them."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas as pdf_canvas

    buffer = io.BytesIO()
    canvas = pdf_canvas.Canvas(buffer, pagesize=A4)
    picture = ImageReader(Image.new("L", (200, 280), 230))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


HTML_PLAN = """<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style></head><body>
<nav><a href="/">Trang chủ</a></nav><div class="menu-top">Đăng nhập</div>
<div class="content1">
<table><tr><td><p>ỦY BAN NHÂN DÂN<br>TỈNH LẠNG SƠN</p></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
<tr><td>Số: 118/KH-UBND</td><td><i>Lạng Sơn, ngày 15 tháng 6 năm 2022</i></td></tr></table>
<p align="center"><b>KẾ HOẠCH</b></p><p>Chuyển đổi số tỉnh Lạng Sơn giai đoạn
2022 - 2025</p>
<p>I. MỤC TIÊU</p>
<table border="1"><tr><th rowspan="2">TT</th><th rowspan="2">Chỉ tiêu</th><th colspan="2">Năm 2021</th>
<th rowspan="2">Mục tiêu 2025</th></tr><tr><th>Số liệu</th><th>Nguồn</th></tr>
<tr><td>1</td><td>Tỷ trọng kinh tế số<br/>trong GRDP</td><td>6,5%</td>
<td>Cục Thống kê</td><td>&ge;20%</td></tr>
<tr><td>2</td><td>Tỷ lệ hộ có cáp quang</td><td></td><td></td><td>90%</td></tr></table>
<p>II. NHIỆM VỤ</p><ol><li>Nâng cấp hạ tầng</li><li>Đào tạo <span>kỹ năng</span> số</li></ol>
<ul><li>Tuyên truyền</li><li>- Tập huấn</li></ul>
<script>var a = "không phải văn bản";</script>
</div><footer>Bản quyền</footer></body></html>"""
