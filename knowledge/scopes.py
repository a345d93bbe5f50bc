"""Where a document attached to another, or an appendix, begins, and which lines make its heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.front import (
    appendix_number,
    attached_within,
    is_attached_note,
    is_header_line,
    is_rule,
    title_end,
    type_of_line,
)
from knowledge.lines import Line, is_caps
from knowledge.markers import bullet, footnote, read_markers
from knowledge.text import normalize_tone, squeeze
from knowledge.wording import begins, wording

MAX_HEAD_LINES = 10
HEADER_REACH = 12


@dataclass(frozen=True, slots=True)
class ScopeHead:
    """Head of an attached document or appendix: its lines ``[start, stop)`` and what it is called."""

    start: int
    stop: int
    code: str
    label: str
    heading: str
    attached: bool


def starts_attachment(lines: Sequence[Line], at: int, closed: bool) -> bool:
    """Tell whether an attached document begins at line ``at``: its title, or a header with its title below.

    ``closed`` tells that recipients or a signature came before; else only a note "(Kèm theo ...)" below
    the title makes it an attachment.
    """
    line = lines[at]
    if type_of_line(line) is not None:
        return closed or attached_within(lines, at + 1)
    issuer = is_caps(line.text) and begins(normalize_tone(line.text.lower()), wording().issuer)
    if not closed or not (is_header_line(line) or issuer):
        return False
    return any(type_of_line(later) is not None for later in lines[at + 1 : at + HEADER_REACH])


def read_attachment(lines: Sequence[Line], at: int) -> ScopeHead:
    """Return the head of the attached document that begins at line ``at``."""
    title = at
    kind = type_of_line(lines[title])
    while kind is None:
        title += 1
        kind = type_of_line(lines[title])
    stop = title_end(lines, title)
    return ScopeHead(at, stop, kind.anchor, f"{kind.name} kèm theo", _title(lines, title, stop), True)


def is_untitled_appendix(line: Line) -> bool:
    """Tell whether a line in capitals titles an appendix without that word: "DANH MỤC NHIỆM VỤ ..."."""
    words = wording().appendix_untitled
    return is_caps(line.text) and len(line.text.split()) >= 3 and begins(line.folded, words)


def read_appendix(
    lines: Sequence[Line], at: int, untitled: bool, ended: bool, is_table: Callable[[int], bool]
) -> ScopeHead | None:
    """Return the head of the appendix that begins at line ``at``, None where none does.

    ``untitled`` allows a title without the word; ``ended`` tells that the text before came to an end;
    ``is_table(i)`` tells whether a table begins at line ``i``.
    """
    line = lines[at]
    found = appendix_number(line)
    if found is None:
        if not (untitled and is_untitled_appendix(line)):
            return None
        found = ("", line.text)
    number, title = found
    if not (is_caps(line.text) or ended):
        return None
    if title and not is_caps(line.text) and line.text.endswith((".", ";")):
        return None  # "Phụ lục 1: ... kèm theo Kế hoạch này." is a sentence
    stop = at + 1
    while stop < min(len(lines), at + MAX_HEAD_LINES) and _heads_appendix(lines, stop, is_table):
        stop += 1
    heading = squeeze(f"{title} {_title(lines, at + 1, stop)}")
    code = f"PL-{number}" if number else "PL"
    return ScopeHead(at, stop, code, f"Phụ lục {number}".strip(), heading, False)


def _title(lines: Sequence[Line], start: int, stop: int) -> str:
    words = [
        line.text
        for line in lines[start:stop]
        if not is_rule(line) and not is_attached_note(line) and not line.text.endswith(")")
    ]
    return squeeze(" ".join(words))


def _heads_appendix(lines: Sequence[Line], at: int, is_table: Callable[[int], bool]) -> bool:
    """Tell whether line ``at`` is still part of an appendix's heading."""
    line, before = lines[at], lines[at - 1].text
    if is_table(at) or footnote(line.text):
        return False
    if is_attached_note(line) or line.text.startswith("(") or is_rule(line):
        return True
    if before.startswith("(") and not before.endswith(")"):
        return True
    if read_markers(line.text) or bullet(line.text) or appendix_number(line) is not None:
        return False
    if is_caps(line.text):
        return True
    return len(line.text) <= 200 and not line.text.endswith((".", ":", ";")) and not before.endswith(")")
