"""Physical lines of a source, whether they are hard-wrapped, and which are page furniture.

Guarantees of ``split_lines``:

1. Lines come in order, do not overlap, and hold every visible character of the source.
2. ``text`` is NFC, without control, zero-width or odd blanks, and stripped; it is never empty.
3. ``source[start:end]`` is the line letter for letter.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import fold, nfc
from knowledge.wording import begins, wording

_BREAKS = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BLANKS = dict.fromkeys((160, 8239, 8199, 8194, 8195, 8201, 12288, 11, 31), " ")
_BLANKS |= dict.fromkeys((173, 8203, 8204, 8205, 8288, 65279, 0), "")
TERMINAL = (".", ";", ":", "!", "?", "…", ".”", '."', ".)", ";”", "./.")
"""Endings after which a new sentence or item may begin."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its place in the source and its text for matching.

    ``new_page`` tells that a form feed stands between it and the line before.
    """

    index: int
    start: int
    end: int
    text: str
    new_page: bool = False

    @property
    def folded(self) -> str:
        """Lower case without diacritics, one character for each of ``text``."""
        return fold(self.text)


def is_visible(text: str) -> bool:
    """Tell whether ``text`` holds anything but white space and zero-width characters."""
    return bool(text.translate(_BLANKS).strip())


def split_lines(source: str) -> list[Line]:
    """Split ``source`` into its lines that hold anything visible."""
    lines: list[Line] = []
    last = 0
    for match in _BREAKS.finditer(source):
        raw = match[0]
        text = nfc(raw.translate(_BLANKS)).strip()
        if not text:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        lines.append(Line(len(lines), start, end, text, "\f" in source[last:start]))
        last = end
    return lines


_GAP = re.compile(r"[|\t]+| {6,}")


def split_columns(line: Line, source: str) -> list[Line]:
    """Split a line of two columns at ``|``, a tab or a wide gap; it stays with the part before it."""
    raw = source[line.start : line.end]
    if not _GAP.search(raw):
        return [line]
    parts: list[Line] = []
    start = line.start
    for match in re.finditer(rf"{_GAP.pattern}|$", raw):
        stop = line.start + match.end()
        text = nfc(source[start : line.start + match.start()].translate(_BLANKS)).strip()
        if text:
            parts.append(Line(line.index, start, stop, text, line.new_page))
        elif parts:
            parts[-1] = Line(line.index, parts[-1].start, stop, parts[-1].text, parts[-1].new_page)
        start = start if not text and not parts else stop
    if not parts:
        return [line]
    parts[0] = Line(line.index, line.start, parts[0].end, parts[0].text, line.new_page)
    parts[-1] = Line(line.index, parts[-1].start, line.end, parts[-1].text, line.new_page)
    return parts


def starts_lower(text: str) -> bool:
    """Tell whether ``text`` begins with a lower-case letter that is no point marker ("a)")."""
    return text[:1].islower() and not re.match(r"\w{1,2}\s?[).,/]", text)


def is_caps(text: str) -> bool:
    """Tell whether ``text`` has at least two letters and none of them lower-case."""
    return sum(char.isalpha() for char in text[:200]) >= 2 and text.isupper()


@dataclass(frozen=True, slots=True)
class WrapProfile:
    """Whether lines are hard-wrapped, and how wide the first and the further lines of a paragraph run."""

    wrapped: bool
    first: int
    rest: int

    def joins(self, before: Line, after: Line, first: bool) -> bool:
        """Tell whether ``after`` (which bears no marker) goes on with the sentence of ``before``.

        ``first`` tells that ``before`` is the first line of its paragraph. A break is soft when the
        next line begins in lower case, or when its first word would not have fitted on the line.
        """
        ends = before.text.endswith(TERMINAL)
        if not self.wrapped:
            return starts_lower(after.text) and not ends
        if starts_lower(after.text) or before.text.endswith((";", ",", "-", "(", "/")):
            return True
        if not ends and is_caps(before.text) and is_caps(after.text):
            return True
        if not ends and not after.text[0].isalpha():
            return True
        width = self.first if first else self.rest
        return len(before.text) + 1 + len(after.text.split(" ", 1)[0]) > width


MIN_BODY = 30
MIN_SOFT = 0.12


def wrap_profile(lines: Sequence[Line]) -> WrapProfile:
    """Decide by the whole document whether its lines are hard-wrapped, and measure the widths.

    Evidence is a line that begins in lower case after one that ends no sentence: in a text with one
    paragraph a line it hardly occurs (1 in 100), in a wrapped one it is every other line (4 in 10 and
    more). Headings in capitals and the cells of a flattened table tell nothing.
    """
    table = next((i for i, line in enumerate(lines) if line.folded in wording().table_ordinal), len(lines))
    lines = lines[:table] if table >= MIN_BODY else lines
    first: list[int] = []
    rest: list[int] = []
    long_lines = 0
    for before, after in itertools.pairwise(lines):
        if len(before.text) < 12 or is_caps(before.text):
            continue
        long_lines += 1
        if not starts_lower(after.text) or before.text.endswith(TERMINAL):
            continue
        (rest if starts_lower(before.text) else first).append(len(before.text))
    soft = len(first) + len(rest)
    wrapped = soft >= 3 and soft >= MIN_SOFT * long_lines
    everything = sorted(first + rest)
    widest = everything[int(len(everything) * 0.6)] if everything else 0
    head = sorted(first)[len(first) // 2] if len(first) >= 5 else widest
    tail = sorted(rest)[len(rest) // 2] if len(rest) >= 5 else widest
    return WrapProfile(wrapped, min(head, tail), tail)


MIN_PAGE = 5
"""The fewest lines between two page numbers."""

_PAGE = re.compile(r"^(?:[-–—_\[(|\s]{0,4})(\d{1,4})(?:\s?/\s?\d{1,4})?(?:[-–—_\])|\s]{0,4})$")
_PAGE_SURE = re.compile(r"^[-–—]\s?\d{1,4}\s?[-–—]$|^\d{1,4}\s?/\s?\d{1,4}$")


def _page_number(line: Line) -> tuple[int, bool] | None:
    """Return (number, sure) when the line is nothing but a page number."""
    text = line.text if len(line.text) <= 24 else ""
    folded = fold(text)
    for word in wording().page_words:
        match = re.match(rf"{word}\s?:?\s?(\d{{1,4}})(\s?(/|of|tren)\s?\d{{1,4}})?$", folded)
        if match:
            return int(match[1]), True
    match = _PAGE.match(text)
    if match is None:
        return None
    return int(match[1]), bool(_PAGE_SURE.match(text))


def furniture(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of page numbers and running heads.

    "- 3 -" and "Trang 3/15" are page numbers wherever they stand. A bare number is one beside a form feed, or
    as part of a run 2, 3, 4 ... that stands at least five lines apart. Below the heading of a table it must
    continue such a run, and must not be the next ordinal of the table.
    """
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for position, line in enumerate(lines):
        page = _page_number(line)
        if page is None:
            continue
        number, sure = page
        beside = line.new_page or (position + 1 < len(lines) and lines[position + 1].new_page)
        if sure or beside:
            found.add(line.index)
        elif line.text.isdigit():
            bare.append((position, number))
    found |= _rising(lines, bare)
    return found | _running_heads(lines, found)


def _rising(lines: Sequence[Line], bare: Sequence[tuple[int, int]]) -> set[int]:
    """Return bare numbers that count pages (see ``furniture``)."""
    tables = [i for i, line in enumerate(lines) if line.folded in wording().table_ordinal]
    first_table = tables[0] if tables else len(lines)
    chain: list[int] = []
    expected, last, ordinal = 0, -100, 0
    for position, number in bare:
        apart = position - last >= MIN_PAGE
        if position < first_table:
            fits = number == expected or (not chain and number in (1, 2) and position >= MIN_PAGE)
        else:
            fits = number == expected and len(chain) >= 1 and number not in (1, ordinal + 1)
        if fits and apart:
            chain.append(position)
            expected, last = number + 1, position
        elif position >= first_table:
            ordinal = number
    if len(chain) == 1 and not _inside_sentence(lines, chain[0]):
        return set()
    return {lines[position].index for position in chain}


def _inside_sentence(lines: Sequence[Line], position: int) -> bool:
    """Tell whether the lines around ``position`` are one sentence."""
    if not 0 < position < len(lines) - 1:
        return False
    return starts_lower(lines[position + 1].text) and not lines[position - 1].text.endswith(TERMINAL)


CONTENTS = "mục lục"
"""Text of the line that stands for a whole table of contents."""
MIN_CONTENTS = 3
_CONTENTS = re.compile(r"(?:\.{3}|…|\. \. \.|[^|\t]\t| {4})\s{0,3}(?P<page>\d{1,3})$")
_MAX_CONTENTS_TABS = 2  # number, title, page


def contents(lines: Sequence[Line], source: str) -> list[list[Line]]:
    """Return the runs of lines that are a table of contents: three or more that end in leaders and a page.

    The heading above ("MỤC LỤC") and a line that breaks an entry in two belong to the run. Rows of a table
    that end in a figure are none: their figures rise and fall, or a line of as many cells heads them.
    """
    pages = [_page_of(line, source) for line in lines]
    entry = [page is not None for page in pages]
    entry.append(False)
    runs: list[list[Line]] = []
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and (entry[stop] or (stop > at and entry[stop + 1] and entry[stop - 1])):
            stop += 1
        run = [page for page in pages[at:stop] if page is not None]
        if len(run) >= MIN_CONTENTS and run == sorted(run) and not _headed(lines, at, source):
            titled = at > 0 and begins(lines[at - 1].folded, wording().contents)
            runs.append(list(lines[at - 1 if titled else at : stop]))
        at = max(stop, at + 1)
    return runs


def _page_of(line: Line, source: str) -> int | None:
    """Return the page that a line ends in, as an entry of a table of contents does."""
    if source.count("\t", line.start, line.end) > _MAX_CONTENTS_TABS:
        return None
    match = _CONTENTS.search(source[max(line.start, line.end - 60) : line.end])
    return int(match["page"]) if match else None


def _headed(lines: Sequence[Line], at: int, source: str) -> bool:
    """Tell whether the line above line ``at`` has as many cells between tabs: it heads a table's columns."""
    tabs = source.count("\t", lines[at].start, lines[at].end)
    return bool(at and tabs and source.count("\t", lines[at - 1].start, lines[at - 1].end) == tabs)


def _running_heads(lines: Sequence[Line], pages: set[int]) -> set[int]:
    """Return short lines that stand again and again beside page numbers or form feeds."""
    beside: list[Line] = []
    for position, line in enumerate(lines):
        near = (position and lines[position - 1].index in pages) or line.new_page
        near = near or (position + 1 < len(lines) and (lines[position + 1].index in pages))
        near = near or (position + 1 < len(lines) and lines[position + 1].new_page)
        if near and line.index not in pages and 4 <= len(line.text) <= 120:
            beside.append(line)
    repeated = {text for text, count in Counter(line.text for line in beside).items() if count >= 3}
    return {line.index for line in beside if line.text in repeated}
