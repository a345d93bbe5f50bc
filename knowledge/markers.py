"""What stands at the beginning of a line that may number it: ``I.``, ``1.4``, ``b)``, ``-``, ``Điều 3.``

A marker is only a reading of the line's first characters; whether the line really opens a node is
decided in ``knowledge.outline`` by the sequence of numbers around it. Every pattern is anchored, with
bounded repeats, so that a line of any length costs the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.text import fold
from knowledge.wording import wording

Family = Literal[
    "part",  # Phần thứ nhất
    "chapter",  # Chương I
    "division",  # Mục 1 (of a chapter)
    "article",  # Điều 1
    "letter",  # A.
    "roman",  # I.
    "number",  # 1.   1.4.
    "point",  # a)
    "subpoint",  # a1)  a.1)
    "bracket",  # (1)
    "bracket_letter",  # (a)
    "bracket_roman",  # (i)  ii)
    "bullet",
    "footnote",  # [1]
]

RANK: dict[str, int] = {
    "part": 5,
    "chapter": 10,
    "division": 15,
    "article": 20,
    "letter": 25,
    "roman": 30,
    "caps": 35,
    "number": 40,
    "point": 50,
    "subpoint": 55,
    "bracket": 60,
    "bracket_letter": 62,
    "bracket_roman": 64,
    "bullet": 80,
    "footnote": 1,
}
"""Usual depth of each family; a node never stands under one of a deeper family."""

ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_OPTIONAL = set("đfjwz")
"""Letters that some authors leave out of an enumeration."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A reading of a line's beginning.

    Attributes:
        family: which kind of numbering.
        number: as printed, without punctuation ("II", "1.4", "đ"); the glyph for a bullet.
        parts: the numbers to compare in sequence, outermost first; (1, 4) for "1.4".
        text_at: offset in ``Line.text`` where the words begin.
        style: ")" for a number closed so ("1)"), else ".": lists of two styles are two lists.
    """

    family: Family
    number: str
    parts: tuple[int, ...]
    text_at: int
    style: str = "."

    @property
    def value(self) -> int:
        """The last number of ``parts``."""
        return self.parts[-1] if self.parts else 0


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(text: str) -> int:
    """Return the value of a well-formed Roman numeral up to 89, 0 for anything else."""
    if not re.fullmatch(r"(?:L?X{0,3}|XL)(?:IX|IV|V?I{0,3})", text) or not text:
        return 0
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


def letter_value(char: str) -> int:
    """Return the place of ``char`` in the alphabet that enumerations use (đ after d), from 1; 0 if none."""
    return ALPHABET.find(char.lower()) + 1 if len(char) == 1 else 0


def letter_follows(before: int, after: int) -> bool:
    """Tell whether letter number ``after`` may come next: letters between may be left out if optional."""
    return before < after and all(ALPHABET[i] in _OPTIONAL for i in range(before, after - 1))


_NAMED = re.compile(
    r"(?P<word>phần|chương|mục|điều)\s{1,3}(?:(?:thứ|số)\s{1,3})?(?P<number>\d{1,3}[a-z]?|[ivxl]{1,7}|[^\W\d_]{2,5})"
    r"(?P<close>\s{0,3}[.:\-–—/](?!\d)\s{0,3}|\s{1,3}|$)",
    re.IGNORECASE,
)
_FAMILY_OF_WORD: dict[str, Family] = {
    "phan": "part",
    "chuong": "chapter",
    "muc": "division",
    "dieu": "article",
}
_LETTER = re.compile(r"([A-ZĐ])(?:\s?[.)/]|\s[-–]|(?<=[A-Z])[-–](?=\s))\s{0,3}(?=\S|$)")
_ROMAN = re.compile(r"([IVXL]{1,7})\s?(?:[.)/]|[-–:](?=\s))\s{0,3}(?=\S|$)")
_ROMAN_DOTTED = re.compile(r"([IVXL]{1,7})((?:\.\d{1,2}){1,4})(?:\s?[.)/:]|(?=\s))\s{0,3}(?=\S|$)")
_NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,2}){0,4})(?:\s?[.)/](?!\d)|\s?[-–](?=\s{1,3}\D)|:(?=\s)|(?=\s))\s{0,3}(?=\S|$)"
)
_POINT = re.compile(r"([a-zđ])\s?[.),/](?:\s{1,3}|(?=[^\W\d_])|$)")
_SUBPOINT = re.compile(r"([a-zđ])\.?(\d{1,2})\s?[.),/]\s{0,3}(?=\S|$)")
_BRACKET = re.compile(r"\((?:(\d{1,2})|([a-zđ])|([ivx]{1,5}))\)\s{0,3}(?=\S|$)")
_BRACKET_ROMAN = re.compile(r"([ivx]{1,5})[.)]\s{0,3}(?=\S|$)")
_FOOTNOTE = re.compile(r"(?:\[(?P<mark>\d{1,3}|\*{1,3})\]|\((?P<star>\*{1,3})\))\s{0,3}(?=\S)")


def _named(text: str) -> Marker | None:
    match = _NAMED.match(text)
    if match is None:
        return None
    number = match["number"]
    folded = fold(number)
    digits = re.match(r"\d+", folded)
    value = int(digits[0]) if digits else roman_value(number.upper())
    value = value or wording().ordinal_words.get(folded, 0)
    rest = text[match.end() :]
    closed = match["close"].strip() or not rest
    # "Phần II Kế hoạch này ..." is a reference; a title after the bare number is in capitals
    if not value or not (closed or rest.isupper()):
        return None
    return Marker(_FAMILY_OF_WORD[fold(match["word"])], number, (value,), match.end())


def _roman(text: str) -> list[Marker]:
    found = []
    dotted = _ROMAN_DOTTED.match(text)
    if dotted and roman_value(dotted[1]):
        parts = (roman_value(dotted[1]), *(int(part) for part in dotted[2][1:].split(".")))
        found.append(Marker("number", dotted[1] + dotted[2], parts, dotted.end()))
    match = _ROMAN.match(text)
    if match and roman_value(match[1]):
        found.append(Marker("roman", match[1], (roman_value(match[1]),), match.end()))
    return found


def _numbers(text: str) -> list[Marker]:
    match = _NUMBER.match(text)
    if match is None:
        return []
    printed = match[1]
    bare = not text[len(printed) : match.end()].strip()
    if bare and "." not in printed:
        return []  # "80 doanh nghiệp": a number needs its point
    if any(len(part) > 1 and part[0] == "0" for part in printed.split(".")[1:]):
        return []  # "1.05"
    parts = tuple(int(part) for part in printed.split("."))
    if text[len(printed) : match.end()].strip() != ")":
        return [Marker("number", printed, parts, match.end())]
    number = Marker("number", printed, parts, match.end(), ")")
    return [number, Marker("bracket", printed, parts, match.end(), ")")] if len(parts) == 1 else [number]


def _small(text: str) -> list[Marker]:
    found = []
    match = _SUBPOINT.match(text)
    if match:
        found.append(
            Marker(
                "subpoint",
                match[0].split(match[2])[0] + match[2],
                (letter_value(match[1]), int(match[2])),
                match.end(),
            )
        )
    match = _POINT.match(text)
    if match:
        found.append(Marker("point", match[1], (letter_value(match[1]),), match.end()))
    match = _BRACKET_ROMAN.match(text)
    if match and roman_value(match[1].upper()):
        found.append(Marker("bracket_roman", match[1], (roman_value(match[1].upper()),), match.end()))
    match = _BRACKET.match(text)
    if match and match[1]:
        found.append(Marker("bracket", match[1], (int(match[1]),), match.end()))
    elif match:
        inner = match[2] or match[3]
        if match[2]:
            found.append(Marker("bracket_letter", inner, (letter_value(inner),), match.end()))
        if roman_value(inner.upper()):
            found.append(Marker("bracket_roman", inner, (roman_value(inner.upper()),), match.end()))
    return found


def bullet(text: str) -> Marker | None:
    """Return the bullet that ``text`` begins with; ``-Trung tâm`` without a blank counts, ``---`` not."""
    glyph = text[:1]
    if glyph == "o" and text[1:2] == " " and text[2:3].isupper():
        return Marker("bullet", "o", (0,), 2)
    if glyph not in wording().bullets or len(text) < 2:
        return None
    rest = text[1:].lstrip()
    if not rest or rest[0] in wording().bullets:
        return None
    return Marker("bullet", glyph, (0,), len(text) - len(rest))


def footnote(text: str) -> Marker | None:
    """Return the footnote marker (``[1] ...``, ``(*) ...``) at the beginning of ``text``."""
    match = _FOOTNOTE.match(text)
    if match is None:
        return None
    mark = match["mark"] or match["star"]
    value = int(mark) if mark.isdigit() else len(mark)
    return Marker("footnote", mark, (value,), match.end())


def read_markers(text: str) -> list[Marker]:
    """Return every way to read the beginning of a line as a number, the most usual first (no bullets)."""
    head = text[:1]
    if not (head.isalnum() or head == "("):
        return []
    found: list[Marker] = []
    if head.isdigit():
        return _numbers(text)
    if head.isupper() or head in "pcmđ":
        named = _named(text)
        if named:
            return [named]
    found += _roman(text)
    match = _LETTER.match(text)
    if match:
        found.append(Marker("letter", match[1], (letter_value(match[1]),), match.end()))
    if head.islower() or head == "(":
        found += _small(text)
    return found


_ORDINAL_CELL = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})[.)]?$|(?P<roman>[IVXL]{1,7})(?P<dotted>(?:\.\d{1,2}){0,3})[.)]?$"
    r"|(?P<letter>[A-ZĐ])[.)]?$|(?P<point>[a-zđ])[.)]?$"
)


def ordinal_cell(text: str) -> list[Marker]:
    """Return the readings of a cell that is nothing but an ordinal (``3``, ``1.2``, ``IV``, ``A``, ``a``)."""
    if len(text) > 14:
        return []
    match = _ORDINAL_CELL.match(text)
    if match is None:
        return []
    found = []
    if match["number"]:
        printed = match["number"]
        found.append(Marker("number", printed, tuple(int(p) for p in printed.split(".")), len(text)))
    elif match["point"]:
        found.append(Marker("point", match["point"], (letter_value(match["point"]),), len(text)))
    else:
        if match["roman"] and roman_value(match["roman"]):
            parts = (roman_value(match["roman"]), *(int(p) for p in match["dotted"].split(".") if p))
            family: Family = "number" if match["dotted"] else "roman"
            found.append(Marker(family, match["roman"] + match["dotted"], parts, len(text)))
        letter = match["letter"] or (
            match["roman"] if len(match["roman"] or "") == 1 and not match["dotted"] else ""
        )
        if letter:
            found.append(Marker("letter", letter, (letter_value(letter),), len(text)))
    return found
