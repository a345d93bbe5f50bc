"""Cut a clause's text into its heading line and body, and its footnote marks into links.

Nothing is added to or taken from the text: the pieces, joined, are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.model import Clause

_FOOTNOTE_MARK = re.compile(r"\[(\d{1,3})\]")
_CLOSING = ".:;,"
_LONG_HEADING = 320
"""Longer than this (characters) a "heading" is set as a paragraph."""

HEADING_KINDS = frozenset({"chapter", "part", "article", "section", "appendix"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and the anchor on the same page that it links to (empty for plain text)."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause's own text: heading line (may be empty) and body (may be empty), as pieces."""

    heading: tuple[Piece, ...]
    body: tuple[Piece, ...]


def split_clause(clause: Clause, anchors: Collection[str]) -> ClauseText:
    """Return the heading and body of a clause; footnote marks become links where the footnote exists."""
    heading, body = _heading_end(clause)
    own_mark = clause.kind == "footnote"
    return ClauseText(
        heading=pieces(heading.strip(), anchors),
        body=(Piece(body.strip()),) if own_mark and body.strip() else pieces(body.strip(), anchors),
    )


def pieces(text: str, anchors: Collection[str]) -> tuple[Piece, ...]:
    """Split text at footnote marks such as ``[3]``; marks without a footnote stay plain."""
    found: list[Piece] = []
    last = 0
    for mark in _FOOTNOTE_MARK.finditer(text):
        anchor = f"footnote-{mark[1]}"
        if anchor not in anchors:
            continue
        if mark.start() > last:
            found.append(Piece(text[last : mark.start()]))
        found.append(Piece(mark[0], anchor))
        last = mark.end()
    if last < len(text):
        found.append(Piece(text[last:]))
    return tuple(found)


def _heading_end(clause: Clause) -> tuple[str, str]:
    """Return the text up to the end of its heading, and the rest."""
    text, heading = clause.text, clause.heading.strip()
    if clause.kind not in HEADING_KINDS or not heading or len(heading) > _LONG_HEADING:
        return "", text
    start = text.find(heading)
    if start < 0:
        return "", text
    end = start + len(heading)
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    mark = _FOOTNOTE_MARK.match(text, end)
    return (text[: mark.end()], text[mark.end() :]) if mark else (text[:end], text[end:])
