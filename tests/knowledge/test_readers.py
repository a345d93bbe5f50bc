"""Readers: what stands in the text and the tables, and what is refused without an accident."""

from __future__ import annotations

import contextlib
import io
import os
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.errors import SourceError
from knowledge.readers import read_source
from knowledge.source import SourceText
from tests.knowledge import plan_files

PLAN = "KẾ HOẠCH\nchuyển đổi số của tỉnh và các huyện\n1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ.\n"


def read(folder: Path, name: str, data: bytes) -> SourceText:
    path = folder / name
    path.write_bytes(data)
    return read_source(path)


def table_texts(source: SourceText, index: int) -> list[list[str]]:
    return [[source.text[cell.start : cell.end] for cell in row] for row in source.tables[index].rows]


# --- plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", PLAN),
        ("utf-8", PLAN.replace("\n", "\r\n")),  # line ends are part of the source
        ("utf-8", unicodedata.normalize("NFD", PLAN)),  # NFD stays NFD: letter for letter
        ("utf-8-sig", PLAN),
        ("utf-16", PLAN),
        ("utf-16-le", PLAN * 4),  # no mark: told by its zero bytes
        ("utf-16-be", PLAN * 4),
        ("utf-32", PLAN),
    ],
)
def test_unicode_text_is_kept_letter_for_letter(tmp_path: Path, encoding: str, text: str) -> None:
    source = read(tmp_path, "plan.txt", text.encode(encoding))
    assert source.text == text
    assert source.media == "txt"
    assert source.tables == ()


def windows_1258(text: str) -> bytes:
    """Encode as the code page does: tone marks apart, no composed form for most letters."""
    letters = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)))
        letters += tones
    return "".join(letters).encode("cp1258")


def test_windows_1258_is_decoded_to_composed_letters(tmp_path: Path) -> None:
    assert read(tmp_path, "plan.txt", windows_1258(PLAN)).text == PLAN


def test_tcvn3_is_decoded(tmp_path: Path) -> None:
    # "kế hoạch chuyển đổi số của tỉnh và các huyện" as .VnTime fonts store it.
    data = "kÕ ho¹ch chuyÓn ®æi sè cña tØnh vµ c¸c huyÖn".encode("latin-1")
    assert read(tmp_path, "cu.txt", data).text == "kế hoạch chuyển đổi số của tỉnh và các huyện"


def test_old_fonts_in_a_word_file_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("kÕ ho¹ch chuyÓn ®æi sè cña tØnh vµ c¸c huyÖn")
    source = read(tmp_path, "cu.docx", plan_files.saved(document))
    assert source.text == "kế hoạch chuyển đổi số của tỉnh và các huyện\n"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "rỗng"),
        ("blank.txt", b" \n\t\r\n ", "rỗng"),
        ("binary.txt", bytes(range(256)) * 40, "không phải"),
        ("program.txt", b"\x7fELF" + bytes(range(32)) * 30 + b"abcdefghijklmnopqrstuvwxyz", "không phải"),
        ("english.txt", b"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon\n" * 9, "tiếng Việt"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "không phải văn bản"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, ".docx"),
        ("archive.rar", b"Rar!\x1a\x07\x00" + b"0" * 100, "không phải văn bản"),
        ("dots.txt", ("." * 500 + "\n").encode(), "không có nội dung"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, name, data)


# --- place and size ------------------------------------------------------------------------------


def test_missing_folder_link_and_pipe_are_refused(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(plan)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path in (tmp_path / "none.txt", tmp_path, link, pipe, Path("/dev/null"), Path("a\x00b.txt")):
        with pytest.raises(SourceError):
            read_source(path)


def test_size_limit_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOISO_MAX_SOURCE_MB", "0.01")
    with pytest.raises(SourceError, match=r"0\.01 MB"):
        read(tmp_path, "big.txt", (PLAN * 400).encode())
    assert read(tmp_path, "small.txt", PLAN.encode()).text == PLAN
    monkeypatch.setenv("HOISO_MAX_SOURCE_MB", "nhiều")
    with pytest.raises(SourceError, match="HOISO_MAX_SOURCE_MB"):
        read(tmp_path, "small.txt", PLAN.encode())


def test_files_outside_the_allowed_root_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "inbox"
    root.mkdir()
    monkeypatch.setenv("HOISO_INGEST_ROOT", str(root))
    assert read(root, "plan.txt", PLAN.encode()).text == PLAN
    (tmp_path / "outside.txt").write_text(PLAN, encoding="utf-8")
    for path in (tmp_path / "outside.txt", root / ".." / "outside.txt"):
        with pytest.raises(SourceError, match="ngoài thư mục"):
            read_source(path)


# --- HTML ----------------------------------------------------------------------------------------


def test_html_keeps_the_text_and_drops_the_page_around_it(tmp_path: Path) -> None:
    source = read(tmp_path, "plan.html", plan_files.HTML_PLAN.encode())
    assert source.text.splitlines()[:8] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LẠNG SƠN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 118/KH-UBND",
        "Lạng Sơn, ngày 15 tháng 6 năm 2022",
        "KẾ HOẠCH",
        "Chuyển đổi số tỉnh Lạng Sơn giai đoạn 2022 - 2025",  # a line end inside a paragraph is a blank
        "I. MỤC TIÊU",
    ]
    for noise in ("Trang chủ", "Đăng nhập", "Bản quyền", "không phải văn bản", "color:red"):
        assert noise not in source.text


def test_html_tables_lay_out_merged_cells_and_leave_the_header_out(tmp_path: Path) -> None:
    source = read(tmp_path, "plan.html", plan_files.HTML_PLAN.encode())
    assert len(source.tables) == 1, "the two-column header is layout, not a table of facts"
    assert table_texts(source, 0) == [
        ["TT", "Chỉ tiêu", "Năm 2021", "Năm 2021", "Mục tiêu 2025"],
        ["TT", "Chỉ tiêu", "Số liệu", "Nguồn", "Mục tiêu 2025"],
        ["1", "Tỷ trọng kinh tế số\ntrong GRDP", "6,5%", "Cục Thống kê", "≥20%"],
        ["2", "Tỷ lệ hộ có cáp quang", "", "", "90%"],
    ]


def test_html_lists_get_the_marks_that_a_browser_draws(tmp_path: Path) -> None:
    lines = read(tmp_path, "plan.html", plan_files.HTML_PLAN.encode()).text.splitlines()
    assert lines[lines.index("II. NHIỆM VỤ") + 1 :] == [
        "1. Nâng cấp hạ tầng",
        "2. Đào tạo kỹ năng số",
        "- Tuyên truyền",
        "- Tập huấn",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_html_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{PLAN}</p></body></html>'
    data = windows_1258(page) if encoding == "windows-1258" else page.encode(encoding)
    assert read(tmp_path, "plan.html", data).text == " ".join(PLAN.split()) + "\n"


def test_deeply_nested_html_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 5000 + PLAN + "</div>" * 5000 + "</body></html>"
    with contextlib.suppress(SourceError):
        assert "chuyển đổi số" in read(tmp_path, "deep.html", page.encode()).text


def test_huge_spans_in_html_do_not_take_the_memory(tmp_path: Path) -> None:
    cells = "<tr><td colspan='99999999' rowspan='99999999'>a</td><td>b</td></tr><tr><td>c</td></tr>"
    page = f"<p>{PLAN}</p><table>{cells}</table>"
    source = read(tmp_path, "spans.html", page.encode())
    assert len(source.text) < 10_000


# --- Word ----------------------------------------------------------------------------------------


def test_word_shows_its_automatic_numbers(tmp_path: Path) -> None:
    text = read(tmp_path, "plan.docx", plan_files.docx_plan()).text
    for line in (
        "I. MỤC TIÊU",
        "1. Mục tiêu cụ thể",
        "II. NHIỆM VỤ",
        "1. Chính quyền số",  # restarts below a new part
        "a) Nâng cấp Cổng dịch vụ công của tỉnh.",
        "b) Triển khai chữ ký số cho cán bộ.",
        "2. Kinh tế số",
        "a) Hỗ trợ 50 doanh nghiệp chuyển đổi số.",  # restarts below a new number
        "- đưa sản phẩm OCOP lên sàn",
    ):
        assert line in text.splitlines()


def test_word_tables_keep_rows_and_merged_cells(tmp_path: Path) -> None:
    source = read(tmp_path, "plan.docx", plan_files.docx_plan())
    targets, tasks = table_texts(source, 0), table_texts(source, 1)
    assert targets[0] == ["TT", "Chỉ tiêu", "Năm 2021", "Năm 2021", "Mục tiêu 2025", "Cơ quan chủ trì"]
    assert targets[1] == ["TT", "Chỉ tiêu", "Số liệu", "Nguồn", "Mục tiêu 2025", "Cơ quan chủ trì"]
    assert targets[3] == plan_files.TARGET_ROWS[3]
    assert tasks[1] == ["I", "Hạ tầng số", "Hạ tầng số", "Hạ tầng số", "Hạ tầng số"]
    assert tasks[3] == plan_files.TASK_ROWS[3]
    # A merged cell stands once in the text: the second place repeats the span, not the words.
    assert source.text.count("Năm 2021") == 1


def test_word_footnotes_are_marked_and_follow_the_body(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Phát triển kinh tế số của tỉnh")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("Đoạn sau của kế hoạch.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Kinh tế số là hoạt động kinh tế.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    data = _with_part(
        plan_files.saved(document),
        "word/footnotes.xml",
        notes,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
    )
    assert read(tmp_path, "note.docx", data).text.splitlines() == [
        "Phát triển kinh tế số của tỉnh[1]",
        "Đoạn sau của kế hoạch.",
        "[1] Kinh tế số là hoạt động kinh tế.",
    ]


def test_word_shows_insertions_and_hides_deletions(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đến năm 2025 đạt ")
    for xml in (
        "<w:del {}><w:r><w:delText>50%</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>80% hồ sơ trực tuyến của tỉnh</w:t></w:r></w:ins>",
        "<w:r {}><w:instrText>PAGE</w:instrText></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert (
        read(tmp_path, "x.docx", plan_files.saved(document)).text
        == "Đến năm 2025 đạt 80% hồ sơ trực tuyến của tỉnh\n"
    )


def _with_part(data: bytes, name: str, text: str, content_type: str, relation: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.namelist():
            content = old.read(item).decode("utf-8") if item.endswith((".xml", ".rels")) else old.read(item)
            if item == "[Content_Types].xml":
                content = content.replace(
                    "</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
                )
            if item == "word/_rels/document.xml.rels":
                target = name.removeprefix("word/")
                content = content.replace(
                    "</Relationships>",
                    f'<Relationship Id="rIdX" Type="{relation}" Target="{target}"/></Relationships>',
                )
            new.writestr(item, content)
        new.writestr(name, text)
    return buffer.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_zip({"word/document.xml": b"0" * 60_000_000}), "quá lớn"),  # packed 1000 : 1
        (_zip({f"word/{i}.xml": b"x" for i in range(5100)}), "quá lớn"),
        (_zip({"word/document.xml": b"<a/>", "../../evil": b"x"}), "ra ngoài"),
        (_zip({"word/document.xml": b"<a/>", "/etc/x": b"x"}), "ra ngoài"),
        (_zip({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "XML lạ"),
        (_zip({"readme.txt": b"xin chao"}), "tệp nén"),
        (_zip({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "không phải tài liệu Word"),
        (_zip({"word/document.xml": b"<a/>"}), "hỏng"),
        (b"PK\x03\x04" + b"broken" * 20, "hỏng"),
    ],
)
def test_hostile_and_broken_archives_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, "x.docx", data)


def test_a_word_file_cut_short_is_refused(tmp_path: Path) -> None:
    data = plan_files.docx_plan()
    for length in (len(data) // 2, len(data) - 30):
        with pytest.raises(SourceError):
            read(tmp_path, "cut.docx", data[:length])


# --- PDF -----------------------------------------------------------------------------------------


def test_pdf_gives_text_pages_and_one_table_over_pages(tmp_path: Path) -> None:
    source = read(tmp_path, "plan.pdf", plan_files.pdf_plan(rows=60))
    assert source.pages is not None and source.pages >= 2
    assert source.text.count("\f") == source.pages - 1
    assert "Đến năm 2025, kinh tế số chiếm 20% GRDP." in source.text
    assert len(source.tables) == 1
    rows = table_texts(source, 0)
    assert rows[0] == plan_files.TASK_ROWS[0]
    assert [row[0] for row in rows[1:]] == [str(i) for i in range(1, 61)], "headings repeat on no page"
    assert rows[5][1:] == ["Nhiệm vụ thứ 5", "Sở Y tế", "Các sở", "2023"]
    assert source.text.index("II. NHIỆM VỤ") < source.tables[0].span.start
    assert source.tables[0].span.end < source.text.index("III. TỔ CHỨC THỰC HIỆN")


def test_pdf_table_drawn_in_one_stroke(tmp_path: Path) -> None:
    source = read(tmp_path, "plan.pdf", plan_files.one_stroke_pdf())
    assert table_texts(source, 0) == [
        ["TT", "Chỉ tiêu", "Mục tiêu", "Mục tiêu"],
        ["TT", "Chỉ tiêu", "2025", "2030"],
        ["1", "Kinh tế số của tỉnh", "20%", "30%"],
    ]


def test_scanned_pdf_says_that_it_is_a_scan(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"bản quét.*OCR"):
        read(tmp_path, "scan.pdf", plan_files.scanned_pdf())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (plan_files.pdf_plan(rows=1, password="bí"), "mật khẩu"),
        (b"%PDF-1.7\nbroken", "hỏng"),
        (plan_files.pdf_plan(rows=1)[:900], "hỏng"),
    ],
)
def test_locked_and_broken_pdfs_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, "x.pdf", data)
