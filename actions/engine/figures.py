"""Figures: read those that a question states, word those that a plan states, work out differences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from actions.engine.lists import mark_groups, marks
from actions.engine.texts import phrase
from actions.engine.types import Figure
from knowledge.model import Baseline, Indicator
from knowledge.number_words import in_digits
from knowledge.numbers import find_quantities
from knowledge.text import fold

_STATED = re.compile(r"(?<![\d/.,-])(\d+(?:[.,]\d+)?)\s*(%|phần trăm\b|phan tram\b)", re.IGNORECASE)
_SIGN = {">=": "at_least", "≥": "at_least", ">": "above", "<=": "at_most", "≤": "at_most", "<": "below"}
_LEADING = re.compile(r"^\s*(>=|<=|≥|≤|>|<)\s*(.+)$", re.DOTALL)
_SPREAD = re.compile(r"^(\d[\d.,]*\s*%)\s+(\S.*?)\s+(\S+ \S+)$")
_GROUP = re.compile(r"\bnhóm\s+(\d{1,2})\b(?!\s*[-–/])", re.IGNORECASE)
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_PERIOD = re.compile(r"(20\d\d)\s*[-–]\s*(20\d\d)")
PERIOD = "period:"
"""What a cue that stands for a period of years begins with."""
RANK = "top"
"""Unit of a place among others ("nhóm 15 tỉnh", "top 5")."""
TOLERANCE = 1e-9


def stated(text: str) -> tuple[Figure, ...]:
    """Return the percentages that ``text`` states, in digits or in words."""
    return tuple(
        Figure(float(match.group(1).replace(",", ".")), "%", match.group(1) + "%")
        for match in _STATED.finditer(in_digits(text))
    )


def counts_stated(text: str) -> tuple[Figure, ...]:
    """Return the counts ("bốn xã") and ranks ("top 5") that ``text`` states; the unit is what is counted."""
    spelled = in_digits(text)
    found = [item for item in find_quantities(spelled) if item.kind != "percent" and item.high is None]
    stated = [
        Figure(item.value, RANK if item.kind == "rank" else item.unit, spelled[item.start : item.end].strip())
        for item in found
    ]
    # In a plan "nhóm 3" may be the name of a group; in a question it is held against ranks only.
    stated += [
        Figure(float(match.group(1)), RANK, match.group())
        for match in _GROUP.finditer(spelled)
        if not any(item.start < match.end() and match.start() < item.end for item in found)
    ]
    return tuple(stated)


def worded(value_text: str, unit: str = "") -> str:
    """Return a value as a sentence says it: ``>50%`` becomes ``trên 50%``; worded ones stay as they are."""
    text = " ".join(value_text.split())
    found = _LEADING.match(text)
    spread = _SPREAD.match(text)
    if spread and any(spread.group(3) == mark for mark in marks("at_least_endings")):
        # "98% người dân, doanh nghiệp trở lên": the name says already who is counted.
        text = phrase("at_least", value=spread.group(1))
    elif text[:1].isupper() and text[1:2].islower():
        text = text[:1].lower() + text[1:]  # a value that opened its sentence
    if found:
        text = phrase(_SIGN[found.group(1)], value=found.group(2))
    elif not text:
        return ""
    if unit and unit != "%" and _bare(unit) not in _bare(text):
        text = f"{text} {unit}"
    if unit == "%" and _BARE.fullmatch(text):
        text = f"{text}%"  # a table that gives the unit in a column of its own
    return text


def _bare(text: str) -> str:
    return text.lower().replace(",", "")


def worded_sign(text: str) -> str:
    """Return a table's ``>=10%`` in words; any other text as it is."""
    return worded(text) if _LEADING.match(text) else text


def number_text(value: Decimal | float) -> str:
    """Return a number with the Vietnamese decimal comma and no needless zeros."""
    text = f"{Decimal(str(value)):.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def difference(first: float, second: float) -> Decimal:
    """Return ``second - first`` exactly in decimal places."""
    return Decimal(str(second)) - Decimal(str(first))


def change(baseline: Baseline | None, target: Indicator) -> str:
    """Return the distance from baseline to target in words ("tăng 5,64 điểm phần trăm"); empty if none.

    A bound makes it the least distance ("tăng trên 44,44 điểm phần trăm"). Nothing is said where units
    differ, where the baseline was not measured, or where it isn't a share that the target can be set
    against (over 100%).
    """
    if baseline is None or baseline.value is None or target.value is None or baseline.sectors:
        return ""
    if is_national(baseline):
        return ""  # a figure of the whole country is no starting point of the province
    if target.unit != "%" or baseline.unit not in ("%", "") or baseline.value > 100:
        return ""
    if target.comparison in (RANK, "increase", "range"):
        return ""
    return step(baseline.value, target.value, target.comparison)


def is_national(baseline: Baseline) -> bool:
    """Return whether the plan itself says that the figure is one of the whole country."""
    said = fold(f"{baseline.source} {baseline.note}")
    return any(fold(mark) in said for mark in marks("national_sources"))


def is_bound(item: Indicator) -> bool:
    """Return whether the target is a floor, a ceiling or a range, so that its figure is no exact value."""
    return item.comparison != "=" or item.bound not in ("", "=") or item.value_high is not None


def step(first: float, second: float, comparison: str = "=") -> str:
    """Return the step from ``first`` to ``second`` in percentage points, in words; empty where equal."""
    delta = difference(first, second)
    if abs(delta) < TOLERANCE:
        return ""
    if delta < 0 and comparison in (">", ">="):
        return ""  # the bound lies below what is measured already
    name = ("rise" if delta > 0 else "fall") + {">": "_above", ">=": "_at_least"}.get(comparison, "")
    return phrase(name, value=number_text(abs(delta)))


def times(first: float, second: float) -> str:
    """Return how many times one figure is the other ("gấp 1,5 lần"); empty where that says nothing."""
    low, high = sorted((Decimal(str(first)), Decimal(str(second))))
    if low <= 0 or low == high:
        return ""
    ratio = round(high / low, 2)
    return phrase("times" if ratio * low == high else "times_about", value=number_text(ratio))


def periods_stated(text: str) -> tuple[str, ...]:
    """Return the periods of years in the text: ``("2023-2030",)``."""
    return tuple(f"{start}-{end}" for start, end in _PERIOD.findall(text))


def same_value(figure: Figure, indicator: Indicator) -> bool:
    """Return whether the stated figure is the indicator's value (or one end of its range)."""
    values = (indicator.value, indicator.value_high)
    return is_alike(figure, indicator) and any(
        value is not None and abs(value - figure.value) < TOLERANCE for value in values
    )


def side_of(figure: Figure, text: str) -> str:
    """Return the side of a stated figure that the text asks for (``"<"`` in "dưới 80%"); empty where none."""
    said = fold(" ".join(text.split()))
    before, found, after = said.partition(fold(figure.text))
    if not found:
        return ""
    sides = [(fold(word), sign) for sign, words in mark_groups("sides").items() for word in words]
    for word, sign in sorted(sides, key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\w){re.escape(word)}$", before.rstrip()):
            return sign
    for mark, sign in (("at_least_endings", ">="), ("at_most_endings", "<=")):
        if any(after.lstrip().startswith(fold(word)) for word in marks(mark)):
            return sign
    return ""


def is_alike(figure: Figure, indicator: Indicator) -> bool:
    """Return whether the figure measures what the indicator does: a share, a rank, or a count of the same.

    "xã" is counted by "xã, thị trấn", "đô thị thông minh" by "đô thị".
    """
    if RANK in (figure.unit, indicator.comparison):
        return figure.unit == indicator.comparison
    if "%" in (figure.unit, indicator.unit):
        return figure.unit == indicator.unit
    stated, counted = fold(figure.unit), [fold(part).strip() for part in indicator.unit.split(",")]
    return any(part and (part.startswith(stated) or stated.startswith(part)) for part in counted)


def is_above(figure: Figure, indicators: Iterable[Indicator]) -> bool:
    """Return whether the figure agrees with none of the indicators."""
    return not any(same_value(figure, indicator) for indicator in indicators)
