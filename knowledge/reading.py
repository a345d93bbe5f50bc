"""A clause's text as the extractors read it, with the way back to the letters of the source.

Plans are hard-wrapped, hold no-break spaces, typographic dashes and sometimes decomposed letters. The
extractors match on one clean line; names and quotes are cut from the source's own letters.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.vocabulary import words

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad"}
_MARKER = re.compile(
    r"(?:\[\d+\] ?|[-+*•●▪◦] ?(?=\S)|\(?[a-zđ][).,] (?=\S)|\d{1,2}(?:\.\d{1,2})*[.)] ?(?=[^\W\d])"
    r"|\d{1,2}(?:\.\d{1,2})+ (?=[^\W\d])|[IVXLC]{1,6}[.)] ?(?=[^\W\d])|[A-H][.)] (?=\S))",
)


def squeeze(text: str) -> str:
    """Return the text in NFC with every run of white space as one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open range of a reading's ``text``."""

    start: int
    end: int


class Reading:
    """One line of clean text over the raw letters of a clause.

    Attributes:
        raw: the clause's text, letter for letter.
        text: NFC, one space for any run of white space, every dash a hyphen.
        body: index in ``text`` after the list marker ("- ", "a) ", "2.1. ").
    """

    def __init__(self, raw: str, number: str = "") -> None:
        """Read ``raw``; ``number`` is the clause's own, as printed at the start of its text."""
        self.raw = raw
        self.text, self._starts = _clean(raw)
        printed = rf"(?:[^\W\d]+ )?\(?{re.escape(number)}(?![\w%])[-).,:/]*[ ]*" if number else ""
        marker = re.match(printed, self.text) if printed else None
        marker = marker or _MARKER.match(self.text)
        self.body = marker.end() if marker else 0

    def slice(self, start: int, end: int) -> str:
        """Return the raw letters behind ``text[start:end]``."""
        if start >= end:
            return ""
        return self.raw[self._starts[start] : self._starts[end]].strip()

    def words(self, start: int, end: int) -> str:
        """Return the raw letters behind ``text[start:end]`` on one line."""
        return squeeze(self.slice(start, end))

    def sentences(self, start: int | None = None, end: int | None = None) -> list[Piece]:
        """Split ``text[start:end]`` into sentences; dots in numbers and abbreviations don't split."""
        left = self.body if start is None else start
        right = len(self.text) if end is None else end
        pieces: list[Piece] = []
        for match in _STOP.finditer(self.text, left, right):
            if _ends_sentence(self.text, match) and _depth(self.text, left, match.start()) == 0:
                pieces.append(Piece(left, match.end("stop")))
                left = match.end()
        pieces.append(Piece(left, right))
        return [piece for piece in (trim(self.text, piece) for piece in pieces) if piece.end > piece.start]

    def parts(self, piece: Piece) -> list[Piece]:
        """Split a sentence at semicolons that stand outside brackets."""
        return [trim(self.text, part) for part in split_outside(self.text, piece, ";")]


@lru_cache(maxsize=1024)
def _clean(raw: str) -> tuple[str, Sequence[int]]:
    """Return the clean text and, for each of its letters and its end, the index in ``raw``."""
    if unicodedata.is_normalized("NFC", raw) and not _ODD.search(raw):
        return _clean_plain(raw)
    letters: list[str] = []
    starts = array("l")
    index = 0
    while index < len(raw):
        step = index + 1
        while step < len(raw) and unicodedata.combining(raw[step]):
            step += 1
        cluster = raw[index:step]
        if cluster.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                starts.append(index)
        elif cluster not in _INVISIBLE:
            for letter in unicodedata.normalize("NFC", cluster).translate(_DASHES):
                letters.append(letter)
                starts.append(index)
        index = step
    starts.append(len(raw))
    return "".join(letters), starts


_ODD = re.compile("[\u0300-\u036f" + "".join(sorted(_INVISIBLE)) + "]")
_BLANK = re.compile(r"\s+")


def _clean_plain(raw: str) -> tuple[str, Sequence[int]]:
    """``_clean`` for text without combining marks and invisible letters: all but white space stays."""
    parts: list[str] = []
    starts = array("l")
    position = 0
    for match in _BLANK.finditer(raw):
        parts.append(raw[position : match.start()])
        starts.extend(range(position, match.start()))
        if match.start():
            parts.append(" ")
            starts.append(match.start())
        position = match.end()
    parts.append(raw[position:])
    starts.extend(range(position, len(raw) + 1))
    return "".join(parts).translate(_DASHES), starts


def trim(text: str, piece: Piece) -> Piece:
    """Return the piece without white space and stray punctuation at its ends."""
    start, end = piece.start, piece.end
    while start < end and text[start] in " ,;.:":
        start += 1
    while end > start and text[end - 1] in " ,;./":
        end -= 1
    return Piece(start, end)


def _depth(text: str, start: int, end: int) -> int:
    return max(0, text.count("(", start, end) - text.count(")", start, end))


def split_outside(text: str, piece: Piece, separators: str) -> list[Piece]:
    """Split a piece at any of the separator characters that stands outside round brackets."""
    pieces: list[Piece] = []
    depth, left = 0, piece.start
    for index in range(piece.start, piece.end):
        letter = text[index]
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif letter in separators and depth == 0:
            pieces.append(Piece(left, index))
            left = index + 1
    pieces.append(Piece(left, piece.end))
    return [part for part in pieces if part.end > part.start]


_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<gap> *)")


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() : match.end() + 2]
    if not rest:
        return False
    opener = rest[0] in '"“(' and rest[1:2].isupper()
    if not match["gap"]:  # "mở.Trong đó": a space was lost; "STTTT.HN" isn't an end
        before = text[match.start() - 1] if match.start() else ""
        return before.islower() and rest[0].isupper() and rest[1:2].islower()
    if not (rest[0].isupper() or opener):
        return False
    before = text[: match.start()].rsplit(" ", 1)[-1]
    return before not in words("target_words", "abbreviations")
