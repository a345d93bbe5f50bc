"""Which lines are header, title and attachments: the parts of a document that are told by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lines import Line, is_caps
from knowledge.markers import read_markers
from knowledge.text import fold
from knowledge.wording import DocumentType, begins, wording

HEADER_REACH = 60
"""How many lines a header with all its broken lines may run to before the title."""

NUMBER = re.compile(
    r"\b(\d{1,5}[a-zđ]?)\s?/?\s?((?:\d{4}/)?[A-ZĐa-z]{1,6}(?:\s?[-–/]\s?[A-ZĐa-z&0-9.]{1,12}){1,3})"
)
_PLACE_DATE = re.compile(r"ngay\s{1,3}\.{0,9}\s{0,3}\d{0,2}\s{0,3}\.{0,9}\s{0,3}thang\b")
_APPENDIX = re.compile(
    r"phu luc(?:\s{1,2}so)?(?:\s{1,2}(?P<number>[ivxl]{1,6}|\d{1,2}(?:\.\d{1,2})?|[a-h]))?"
    r"\s{0,2}(?:[.:\-–]\s{0,2}(?P<title>.*))?$"
)


@dataclass(frozen=True, slots=True)
class Front:
    """Line numbers: header ``[0, title)``, title ``[title, rest)``, more header ``[rest, body)``."""

    title: int
    rest: int
    body: int


def type_of_line(line: Line) -> DocumentType | None:
    """Return the document type that a line in capitals names or begins with ("KẾ HOẠCH", "ĐỀ ÁN ...")."""
    if not is_caps(line.text) or len(line.text) > 300:
        return None
    folded = line.folded
    for kind in wording().types:
        name = fold(kind.name)
        if folded == name or folded.startswith(name + " "):
            return kind
    return None


def is_header_line(line: Line) -> bool:
    """Tell whether a line can only stand in a header: motto, number, place and date."""
    folded = line.folded
    if begins(folded, wording().motto):
        return True
    if len(line.text) < 80 and _PLACE_DATE.search(folded):
        return True
    return len(line.text) < 60 and begins(folded, ("so:", "so :")) and not line.text.endswith(";")


def is_rule(line: Line) -> bool:
    """Tell whether a line only draws: dashes, stars, a column separator."""
    return not any(char.isalnum() for char in line.text[:200])


def _starts_body(line: Line) -> bool:
    folded = line.folded
    if begins(folded, wording().basis) or begins(folded, wording().addressee):
        return not is_caps(line.text)
    markers = read_markers(line.text)
    return any(
        m.value == 1 and m.family in ("roman", "letter", "number", "article", "part", "chapter")
        for m in markers
    )


def find_front(lines: Sequence[Line]) -> Front:
    """Find header and title at the beginning of the document.

    A document without a header (a press report, an excerpt) has its first line as title when that reads
    like one.
    """
    reach = min(len(lines), HEADER_REACH)
    for position in range(reach):
        if _starts_body(lines[position]) and position > 0 and not is_header_line(lines[position]):
            reach = position
            break
    for position in range(reach):
        kind = type_of_line(lines[position])
        if kind is not None and not _in_motto(lines, position):
            stop = title_end(lines, position)
            return Front(position, stop, stop)
    marked = [i for i in range(min(reach, 40)) if is_header_line(lines[i])]
    if marked:
        return _letter_front(lines, reach, marked[-1])
    if lines and _reads_as_title(lines[0]):
        return Front(0, 1, 1)
    return Front(0, 0, 0)


def _in_motto(lines: Sequence[Line], position: int) -> bool:
    return begins(lines[position].folded, wording().motto)


def _letter_front(lines: Sequence[Line], reach: int, last: int) -> Front:
    """Front of a letter (Công văn): the subject line ("V/v ...") is its title."""
    for position in range(reach):
        if begins(lines[position].folded, wording().subject):
            stop = position + 1
            while (
                stop < reach
                and not is_header_line(lines[stop])
                and not is_rule(lines[stop])
                and stop < position + 5
            ):
                if is_caps(lines[stop].text) or lines[stop].text.endswith((".", ";")):
                    break
                stop += 1
            # the subject stands in the left column: lines of the right column may follow it
            return Front(position, stop, max(stop, last + 1))
    start = last + 1
    while start < len(lines) and is_rule(lines[start]):
        start += 1
    named = start < len(lines) and is_caps(lines[start].text) and len(lines[start].text.split()) > 2
    if named and not begins(lines[start].folded, wording().authority) and not _starts_body(lines[start]):
        # a title whose line with the type was lost on the way
        stop = title_end(lines, start, typed=False)
        return Front(start, stop, stop)
    return Front(last + 1, last + 1, last + 1)


def _reads_as_title(line: Line) -> bool:
    text = line.text
    if len(text) > 250 or len(text.split()) < 3 or text.endswith((".", ";", ":", ")", ",")):
        return False
    if read_markers(text) or appendix_number(line) is not None:
        return False
    return not re.search(r"[.!?]\s", text)


def title_end(lines: Sequence[Line], start: int, typed: bool = True) -> int:
    """Return the line after the title that begins at ``start``: the line of the type, if ``typed``."""
    position = start + 1
    words = 0 if typed else 1
    while position < len(lines) and position < start + 14:
        line = lines[position]
        if is_rule(line):
            position += 1
            continue
        untitled = not words and _names_plan(lines[start], line)
        if (_starts_body(line) and not untitled) or is_header_line(line):
            break
        if words and is_caps(line.text) and begins(line.folded, wording().authority):
            break
        if not _goes_on_title(line, lines[position - 1]):
            break
        words += 1
        position += 1
    return position


def _names_plan(kind: Line, line: Line) -> bool:
    """Tell whether the line below a bare "KẾ HOẠCH" is its title, though it begins like a legal basis:
    "Thực hiện Nghị quyết số 57-NQ/TW ... năm 2025"."""
    bare = any(kind.folded == fold(each.name) for each in wording().types)
    return bare and not read_markers(line.text) and not line.text.endswith((";", ".", ":", ","))


def _goes_on_title(line: Line, before: Line) -> bool:
    text = line.text
    if text.startswith("(") or (before.text.startswith("(") and not before.text.endswith(")")):
        return len(text) <= 250
    if is_caps(text) or (text[0].isdigit() and len(text) <= 12):
        return not begins(line.folded, ("noi nhan",))
    if before.text.endswith((")", ".", ":")) and before.text.startswith("("):
        return False
    return len(text) <= 250 and not text.endswith((".", ":", ";")) and not re.search(r"[.;:]\s", text)


def appendix_number(line: Line) -> tuple[str, str] | None:
    """Return (number, title) when a line is an appendix heading ("PHỤ LỤC II", "Phụ lục 1: Danh mục ...")."""
    text, folded = line.text, line.folded
    if len(text) > 300 or not begins(folded, wording().appendix):
        return None
    match = _APPENDIX.match(folded)
    if match is None or len(folded) != len(text):
        if not is_caps(text):
            return None
        return "", text[len("PHỤ LỤC") :].strip(" .:-–")
    number = text[match.start("number") : match.end("number")] if match["number"] else ""
    title = text[match.start("title") : match.end("title")] if match["title"] else ""
    return number, title


def is_attached_note(line: Line) -> bool:
    """Tell whether a line says what it is attached to: "(Kèm theo Quyết định số ...)"."""
    folded = line.folded
    return line.text.startswith("(") and any(word in folded for word in wording().attached)


def attached_within(lines: Sequence[Line], start: int, reach: int = 6) -> bool:
    """Tell whether such a note stands in the next lines."""
    return any(is_attached_note(line) for line in lines[start : start + reach])


def is_signature_start(line: Line) -> bool:
    """Tell whether a line in capitals opens a signature block: ``TM. ỦY BAN NHÂN DÂN``, ``CHỦ TỊCH``."""
    text = line.text.strip("| ")
    if len(text) > 120 or not text.isupper():
        return False
    head = text.split(".", 1)[0].split(" ", 1)[0]
    if head in wording().signature_mark and ("." in text[:6] or "/" in text[:6]):
        return True
    return is_role(text)


def is_role(text: str) -> bool:
    """Tell whether ``text`` is nothing but one or more roles: "CHỦ TỊCH", "BỘ TRƯỞNG, CHỦ NHIỆM"."""
    parts = [part.strip(" .") for part in fold(text).split(",") if part.strip(" .")]
    return bool(parts) and all(part in wording().signer_role for part in parts)


def is_recipients_start(line: Line) -> bool:
    """Tell whether a line is "Nơi nhận:" or begins so."""
    return begins(line.folded.lstrip("| "), wording().recipients) and len(line.text) < 600


def is_name(text: str) -> bool:
    """Tell whether ``text`` reads as a person's name: two to six words, each with one capital first."""
    words = text.strip("| ").split()
    if not 2 <= len(words) <= 6:
        return False
    return all(
        (word.replace("-", "").isalpha() and word[0].isupper() and not word[1:].isupper())
        or (len(word) == 1 and word.isupper())
        for word in words
    )
