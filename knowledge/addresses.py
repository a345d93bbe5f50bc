"""Addresses of clauses: how they are made, how a person cites them, how a citation is read back.

An address is a chain of parts joined by dots, outermost first:

====================  ==========================  =============================================
part                  stands for                  cited as
====================  ==========================  =============================================
``II``, ``A``         part with a Roman/letter    Phần II (below another part: mục II)
``P1``, ``C1``        Phần thứ nhất, Chương I     Phần thứ nhất, Chương I
``M1``                Mục 1 of a chapter          Mục 1
``D1``                Điều 1                      Điều 1
``1``                 section                     mục 1 (below Điều or mục: khoản 1)
``1.4``               dotted section, in place    mục 1.4
                      of ``1``
``b``                 point                       điểm b (below 1.4: điểm 1.4.b)
``bullet-3``          third dash                  gạch đầu dòng 3
``para-2``            second paragraph            đoạn 2
``row-1``             row with that ordinal       chỉ tiêu 1, nhiệm vụ 1, dòng 1
``PL``, ``PL-II``     appendix                    Phụ lục, Phụ lục II
``KH``                attached document           Kế hoạch kèm theo
``footnote-1`` ...    parts of the whole          chú thích 1, căn cứ 1, nơi nhận 2
====================  ==========================  =============================================

Guarantees: addresses are unique in a document (a repeated number gets ``~2``), depend on nothing but the
document's own text, and hold only letters, digits, ``.``, ``-``, ``_`` and ``~``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.errors import AddressError
from knowledge.markers import roman_value
from knowledge.model import Clause
from knowledge.nodes import Node
from knowledge.text import fold, nfc, squeeze
from knowledge.wording import wording

FIXED = {
    "header": "phần đầu văn bản",
    "title": "tên văn bản",
    "signature": "phần ký",
    "recipients": "nơi nhận",
    "addressees": "kính gửi",
    "authority": "thẩm quyền ban hành",
    "contents": "mục lục",
}
COUNTED = {
    "basis": "căn cứ",
    "recipient": "nơi nhận",
    "addressee": "kính gửi",
    "footnote": "chú thích",
    "para": "đoạn",
    "bullet": "gạch đầu dòng",
    "table": "bảng",
    "page": "số trang",
    "head": "đầu trang",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an address while it is built: its address and the citation parts so far."""

    address: str
    cited: tuple[str, ...]
    base: str
    base_cited: tuple[str, ...]
    number: str = ""
    family: str = ""


ROOT = Step("", (), "", ())


def _join(before: str, part: str) -> str:
    return f"{before}.{part}" if before else part


def _plain(number: str) -> str:
    """Return a printed number in letters that an address may hold."""
    if number.isdigit():
        return str(int(number))  # "01" is cited as 1
    return re.sub(r"[^\w.\-]+", "_", nfc(number)).strip("._") or "x"


class AddressBook:
    """Gives each node its address; one book a document."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._repeats: dict[str, int] = {}

    def _unique(self, address: str) -> tuple[str, int]:
        if address not in self._used:
            self._used.add(address)
            return address, 1
        repeat = self._repeats.get(address, 2)
        while f"{address}~{repeat}" in self._used:
            repeat += 1
        self._repeats[address] = repeat + 1
        unique = f"{address}~{repeat}"
        self._used.add(unique)
        return unique, repeat

    def step(self, above: Step, node: Node, place: int) -> Step:
        """Return the step of ``node`` below ``above``; ``place`` counts its kind among siblings, from 1."""
        base, base_cited, part, words = self._parts(above, node, place)
        address, repeat = self._unique(_join(base, part))
        if repeat > 1:
            words = f"{words} (lần {repeat})"
            part = f"{part}~{repeat}"
        cited = (*base_cited, words) if words else base_cited
        return Step(address, cited, base, base_cited, part, node.family)

    def _parts(self, above: Step, node: Node, place: int) -> tuple[str, tuple[str, ...], str, str]:
        """Return (address below which, citation below which, own part, own words)."""
        family, number = node.family, _plain(node.number) if node.number else ""
        whole = (above.address, above.cited)
        if family == "scope":
            return *whole, node.code, node.label
        if family == "table_more":
            return *whole, f"table-more-{place}", f"bảng (tiếp {place})"
        if family in FIXED:
            return *whole, family, FIXED[family]
        if family in ("basis", "recipient", "addressee", "footnote", "page", "head"):
            count = number if family == "footnote" and number.isdigit() else str(place)
            return *whole, f"{family}-{count}", f"{COUNTED[family]} {count}"
        if family == "row":
            return self._row(above, node, place)
        if family in ("part", "chapter", "division", "article"):
            return self._named(above, node)
        if family in ("roman", "letter"):
            deep = above.family in ("roman", "letter", "part", "chapter", "division") or above.family == "row"
            word = (
                "mục"
                if deep
                else "phần"
                if above.family == "scope" and above.address.startswith("PL")
                else "Phần"
            )
            return *whole, number, f"{word} {number}"
        if family == "caps":
            words = squeeze(" ".join(line.text for line in node.lines))
            return *whole, f"heading-{place}", f"mục “{words}”"
        if family == "number":
            return self._number(above, node, number)
        if family in ("point", "subpoint", "bracket", "bracket_letter", "bracket_roman"):
            return self._point(above, number)
        words = COUNTED.get(family, "đoạn")
        if family == "bullet" and above.family == "bullet":
            words = "ý"
        return *whole, f"{family if family in COUNTED else 'para'}-{place}", f"{words} {place}"

    def _named(self, above: Step, node: Node) -> tuple[str, tuple[str, ...], str, str]:
        letter = {"part": "P", "chapter": "C", "division": "M", "article": "D"}[node.family]
        value = node.number if node.family == "article" else str(node.parts[0])
        if node.family == "part":
            words = (
                f"Phần {node.number}"
                if roman_value(node.number.upper()) or node.number.isdigit()
                else f"Phần thứ {node.number.lower()}"
            )
        else:
            words = {"chapter": "Chương", "division": "Mục", "article": "Điều"}[
                node.family
            ] + f" {node.number}"
        if node.family == "article":
            scope = node
            while scope.parent is not None and scope.family != "scope":
                scope = scope.parent
            base = scope.code if scope.family == "scope" else ""
            if _join(base, f"D{value}") not in self._used:
                cited = tuple(part for part in above.cited[:1] if base)
                return base, cited, f"D{_plain(value)}", words
        return above.address, above.cited, f"{letter}{_plain(value)}", words

    def _number(self, above: Step, node: Node, number: str) -> tuple[str, tuple[str, ...], str, str]:
        if above.family == "number" and len(node.parts) > 1:
            return above.base, above.base_cited, number, f"mục {number}"
        if (
            len(node.parts) > 1
            and above.number == number.rsplit(".", len(node.parts) - 1)[0]
            and above.family == "roman"
        ):
            return above.base, above.base_cited, number, f"mục {number}"
        if above.family == "article":
            return above.address, above.cited, number, f"khoản {number}"
        nested = bool(above.cited) and above.cited[-1].startswith(("mục", "Mục"))
        word = "khoản" if nested else "mục" if above.cited else "Mục"
        return above.address, above.cited, number, f"{word} {number}"

    def _point(self, above: Step, number: str) -> tuple[str, tuple[str, ...], str, str]:
        if above.family == "number" and "." in above.number:
            outer = above.number.split(".")[0]
            between = (f"mục {outer}",) if outer.isdigit() else ()
            return above.address, (*above.base_cited, *between), number, f"điểm {above.number}.{number}"
        if above.family == "point":
            return (
                above.address,
                above.cited[:-1],
                number,
                f"{above.cited[-1]}.{number}" if above.cited else number,
            )
        return above.address, above.cited, number, f"điểm {number}"

    def _row(self, above: Step, node: Node, place: int) -> tuple[str, tuple[str, ...], str, str]:
        number = _plain(node.number) if node.number else ""
        if node.kind == "heading_row" and len(node.parts) == 1 and node.number and not node.number.isdigit():
            word = "mục" if above.family == "row" else "phần" if above.family == "scope" else "nhóm"
            return above.address, above.cited, number, f"{word} {number}"
        if node.kind == "heading_row" and not number:
            return above.address, above.cited, f"group-{place}", f"nhóm {place}"
        label = node.label or "dòng"
        if above.family == "row" and above.number.startswith("row-"):
            base, cited = above.base, above.base_cited
            if "." in number:
                return base, cited, f"row-{number}", f"{label} {number}"
        return above.address, above.cited, f"row-{number or place}", f"{label} {number or place}"


def cite(cited: Sequence[str]) -> str:
    """Join citation parts as a person writes them: ``Phần II, mục 1, chỉ tiêu 1``."""
    return ", ".join(part for part in cited if part)


_OUTER = {"appendix": 0, "part": 1, "chapter": 1, "article": 2, "section": 4, "point": 5}
_ANCHOR = re.compile(r"[\w.\-~]+")


@cache
def _words() -> re.Pattern[str]:
    """Return the pattern of a word that names a level, with its number ("khoản 1.4", "điểm b")."""
    longest_first = sorted(wording().citation, key=len, reverse=True)
    words = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"\b(?P<word>{words})\s{{1,3}}(?:so\s{{1,2}})?(?P<number>[\w.\-~]{{1,20}})")


def parse(text: str) -> str:
    """Return the address that ``text`` names: an anchor ("II.1.row-1") or a citation.

    Citations are read outermost first or last, with or without diacritics: "Phần II, mục 1", "mục 5.2
    Phần II", "điểm b khoản 1.4 mục III". Raises AddressError when no part of an address is found.
    """
    text = squeeze(nfc(text)).strip("#. ")
    if text and " " not in text and _ANCHOR.fullmatch(text):
        return text
    folded = fold(text)
    found = [
        (wording().citation[match["word"]], text[match.start("number") : match.end("number")].strip(".,-"))
        for match in _words().finditer(folded)
    ]
    found = [(level, number) for level, number in found if _is_number(level, number)]
    appendix = re.search(r"\bphu luc\b", folded) is not None
    if not found and appendix:
        return "PL"
    if not found:
        raise AddressError(f"Không đọc được vị trí “{text[:80]}”. Hãy viết như “Phần II, mục 1” hoặc “II.1”.")
    return _from_levels(found, appendix)


def _is_number(level: str, number: str) -> bool:
    """Tell whether the word after a level's name numbers it: "4", "1.4.b", "II", "a", "thứ nhất"."""
    if re.match(r"\d", number) or roman_value(number.upper()) or len(number) == 1:
        return True
    return (level == "part" and fold(number) in wording().ordinal_words) or level == "appendix"


def _from_levels(found: list[tuple[str, str]], appendix: bool) -> str:
    depths = [_OUTER.get(level, 9) for level, _ in found]
    if len(found) > 1 and depths == sorted(depths, reverse=True):
        found = found[::-1]  # "điểm b khoản 1.4 mục III"
    parts: list[str] = []
    if appendix and not any(level == "appendix" for level, _ in found):
        parts.append("PL")
    for level, number in found:
        roman = roman_value(number.upper())
        if level == "appendix":
            named = number.isdigit() or roman or len(number) == 1
            parts.append(f"PL-{number.upper()}" if named else "PL")
        elif level in ("article", "chapter"):
            parts.append(f"D{number}" if level == "article" else f"C{roman or number}")
        elif level in ("part", "section") and (roman or (level == "part" and number.isalpha())):
            ordinal = wording().ordinal_words.get(fold(number))
            parts.append(f"P{ordinal}" if ordinal and not roman else number.upper())
        elif level in ("part", "section", "point"):
            _extend(parts, number if number[0].isdigit() else number.lower())
        else:
            parts.append(f"{level}-{number}")
    return ".".join(parts)


def _extend(parts: list[str], number: str) -> None:
    """Append a section or point; "1.4" after "1" takes its place, "1.4.b" too."""
    pieces = number.split(".")
    if (len(pieces) > 1 and parts and parts[-1] == pieces[0]) or (
        len(pieces) > 1 and parts and parts[-1] == ".".join(pieces[:-1])
    ):
        parts.pop()
    parts.append(number)


def find_clause(clauses: Iterable[Clause], text: str) -> Clause:
    """Return the clause that ``text`` names, as anchor or citation; AddressError where none is there."""
    held = list(clauses)
    folded = fold(squeeze(text))
    for clause in held:
        if fold(clause.citation) == folded:
            return clause
    wanted = parse(text)
    for clause in held:
        if clause.address == wanted:
            return clause
    lowered = wanted.lower()
    for clause in held:
        if clause.address.lower() == lowered:
            return clause
    raise AddressError(f"Văn bản không có vị trí “{text[:80]}”. Hãy xem mục lục của văn bản rồi ghi lại.")
