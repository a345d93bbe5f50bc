"""Where a target stands before the plan, told beside it: "(năm 2023: 17,5%)", "so với 29,5% của năm 2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.dates import find_years
from knowledge.model import Baseline
from knowledge.numbers import Quantity, find_quantities, parse_number
from knowledge.reading import Piece
from knowledge.vocabulary import table

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER = r"(?:(?:khoảng|gần|trên|hơn|dưới|ước|chừng) )?\d+(?:[.,]\d+)*(?: ?%)?"
_VALUE = rf"(?P<value>{_NUMBER})(?![\d.,]*\d)"
_BRACKET_VALUE = rf"(?P<value>{_NUMBER}(?: [^\W\d_]+){{0,4}})"
_BRACKET = re.compile(r"\((?P<inside>[^()]{3,80})\)")


@dataclass(frozen=True, slots=True)
class StartingValue:
    """A value before the plan: its place in the text, and what it says."""

    start: int
    end: int
    baseline: Baseline
    rises: bool = False  # the target stands behind it: "từ 12% lên 50%"


@cache
def _patterns(key: str, value: str) -> tuple[re.Pattern[str], ...]:
    made = []
    for pattern in table("target_words")[key]:
        filled = pattern.replace("{value}", value).replace("{year}", _YEAR)
        made.append(re.compile(filled, re.IGNORECASE))
    return tuple(made)


def starting_values(text: str, piece: Piece, issued: int | None) -> list[StartingValue]:
    """Return the values before the plan that ``text`` tells inside ``piece``, in order.

    ``issued`` is the year the plan was issued: a later year is a target's.
    """
    found: list[StartingValue] = []
    for bracket in _BRACKET.finditer(text, piece.start, piece.end):
        for pattern in _patterns("start_bracket", _BRACKET_VALUE):
            match = pattern.fullmatch(bracket["inside"].strip())
            if match and (made := _made(match, bracket.start(), bracket.end(), issued)):
                found.append(made)
                break
    for pattern in _patterns("start_prose", _VALUE):
        for match in pattern.finditer(text, piece.start, piece.end):
            made = _made(match, match.start(), match.end(), issued)
            taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if made and not taken:
                found.append(made)
    return sorted(found, key=lambda one: one.start)


def _made(match: re.Match[str], start: int, end: int, issued: int | None) -> StartingValue | None:
    year = int(match["year"]) if "year" in match.re.groupindex and match["year"] else None
    if year is not None and issued is not None and year > issued:
        return None
    written = match["value"].strip()
    quantity = next(iter(find_quantities(written)), None)
    digits = re.search(r"\d+(?:[.,]\d+)*", written)
    value = quantity.value if quantity else parse_number(digits.group()) if digits else None
    unit = quantity.unit if quantity else ""
    return StartingValue(start, end, Baseline(year, value, unit, written))


def rise_from(text: str, quantity: Quantity, following: int) -> StartingValue:
    """Return the value that a rise starts from ("từ 12% năm 2023 lên"), as one before the plan."""
    years = find_years(text[quantity.end : following])
    year = years[0].year if years else None
    written = text[quantity.start : quantity.end].removeprefix("từ ").strip()
    baseline = Baseline(year, quantity.value, quantity.unit, written)
    return StartingValue(quantity.start, quantity.end, baseline, rises=True)


def masked_out(text: str, values: Sequence[StartingValue], filler: str) -> str:
    """Return ``text`` with these values replaced by ``filler``, lengths kept."""
    for one in values:
        text = text[: one.start] + filler * (one.end - one.start) + text[one.end :]
    return text


def with_unit(baseline: Baseline, unit: str) -> Baseline:
    """Return the baseline with its target's unit where it has none of its own."""
    return baseline if baseline.unit or baseline.value is None else replace(baseline, unit=unit)
