"""Automatic numbering of Word: the numbers that a reader sees but that stand nowhere in the text.

A paragraph points to a list (``w:numPr``), the list to a definition with up to nine levels, each with a
format, a start and a pattern such as ``%1.%2.``. Counting follows the document's order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
)
_ROMAN += ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_NUMBER = 10_000
_LEVELS = 9


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return _W + name


def attribute(element: _Element | None, name: str = "val") -> str:
    """Return an attribute of an element, empty where either lacks."""
    return "" if element is None else str(element.get(w(name)) or "")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    start: int
    pattern: str
    restarts_after: int | None


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def _letters(number: int) -> str:
    # Word goes on with "aa", "bb" after "z".
    index, repeat = (number - 1) % 26, (number - 1) // 26 + 1
    return chr(ord("a") + index) * repeat


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalZero": lambda number: f"{number:02d}",
}


class Numbering:
    """The lists of a document, and where their counters stand."""

    def __init__(self, numbering: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def _load(self, numbering: _Element) -> None:
        for abstract in numbering.findall(w("abstractNum")):
            self._abstract[attribute(abstract, "abstractNumId")] = _levels(abstract)
        for entry in numbering.findall(w("num")):
            levels: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in entry.findall(w("lvlOverride")):
                level = _integer(attribute(override, "ilvl"), 0)
                own = override.find(w("lvl"))
                if own is not None:
                    levels[level] = _level(own)
                begin = override.find(w("startOverride"))
                if begin is not None:
                    starts[level] = _integer(attribute(begin), 1)
            reference = attribute(entry.find(w("abstractNumId")))
            self._lists[attribute(entry, "numId")] = (reference, levels, starts)

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and return its label ("1.", "a)", "-"), empty where it shows none."""
        known = self._lists.get(list_id)
        if known is None or not 0 <= level < _LEVELS:
            return ""
        reference, own, starts = known
        levels = {**self._abstract.get(reference, {}), **own}
        form = levels.get(level)
        if form is None or form.form == "none":
            return ""
        if form.form == "bullet":
            return _bullet(form.pattern)
        counters = self._count(list_id, reference, level, levels, starts)
        label = form.pattern
        for index in range(level + 1):
            upper = levels.get(index, form)
            number = counters[index] if counters[index] is not None else upper.start
            label = label.replace(f"%{index + 1}", _written(upper.form, number or 0))
        return label.strip()

    def _count(
        self, list_id: str, reference: str, level: int, levels: dict[int, _Level], starts: dict[int, int]
    ) -> list[int | None]:
        # Lists of one definition share their counters, unless a list overrides where it starts.
        counters = self._counters.setdefault(reference, [None] * _LEVELS)
        for index, begin in starts.items():
            if (list_id, index) not in self._started and index <= level:
                self._started.add((list_id, index))
                counters[index] = begin - 1 if index == level else begin
        current = counters[level]
        counters[level] = levels[level].start if current is None else min(current + 1, _MAX_NUMBER)
        for index in range(level + 1, _LEVELS):
            restart = levels[index].restarts_after if index in levels else None
            if restart is None or level < restart:
                counters[index] = None
        return counters


def _levels(abstract: _Element) -> dict[int, _Level]:
    return {_integer(attribute(level, "ilvl"), 0): _level(level) for level in abstract.findall(w("lvl"))}


def _level(level: _Element) -> _Level:
    restart = level.find(w("lvlRestart"))
    return _Level(
        form=attribute(level.find(w("numFmt"))) or "decimal",
        start=_integer(attribute(level.find(w("start"))), 1),
        pattern=attribute(level.find(w("lvlText"))),
        restarts_after=None if restart is None else _integer(attribute(restart), 0),
    )


def _integer(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 7 else default


def _written(form: str, number: int) -> str:
    return _FORMS.get(form, str)(number) if number > 0 or form not in _FORMS else str(number)


def _bullet(pattern: str) -> str:
    """Return the bullet as plans type it; pictures of symbol fonts become a dash."""
    mark = pattern.strip()
    return mark if mark in {"-", "+", "*", "•", "–"} else "-"
