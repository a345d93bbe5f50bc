"""Numbers of Vietnamese plans: what is written, what it is worth and how it binds.

A point groups thousands and a comma starts decimals ("12.500 tỷ đồng", "9,6%"); both spellings of the
other habit are understood where they can't be mistaken ("99.9%", "1,234,567").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from knowledge.model import Comparison
from knowledge.vocabulary import alternatives, table, words

QuantityKind = Literal["percent", "rank", "count"]

NUMBER = r"\d+(?:[.,]\d+)*"
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, with the words that belong to it.

    Attributes:
        kind: ``percent``, ``rank`` ("nhóm 15 tỉnh") or ``count``.
        value, high: the number; ``high`` only for a range.
        comparison: how it binds; ``top`` for ranks.
        bound: for ranks, "=" or ">=" ("từ 20 trở lên"), "range"; else empty.
        unit: "%" or the counted thing as written, place lists with their comma.
        start, end: the whole expression with its comparison words, in the text given.
        cuts: ranges of ``text`` that a name leaves out (the number and its comparison words).
    """

    kind: QuantityKind
    value: float
    comparison: Comparison
    unit: str
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...]
    high: float | None = None
    bound: str = ""


def parse_number(text: str) -> float | None:
    """Return the number that ``text`` writes in the Vietnamese way; None when it writes none."""
    text = text.strip()
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return float(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    return None


@cache
def _units() -> str:
    kinds = ("money", "ratio", "time", "technical", "place", "thing")
    names = sorted({name for kind in kinds for name in words("units", kind)}, key=len, reverse=True)
    one = "(?:(?:số |các )?" + alternatives(tuple(names)) + ")"
    return rf"{one}(?:(?:, ?| và | ?/ ?| - )(?!(?:các|số) ){one})*"


@cache
def _compare() -> str:
    groups = {
        "atleast": words("comparison_words", "at_least"),
        "atmost": words("comparison_words", "at_most"),
        "below": words("comparison_words", "less_than"),
        "above": words("comparison_words", "more_than"),
        "about": words("comparison_words", "about"),
    }
    parts = [f"(?P<{name}>{_options(options)})" for name, options in groups.items()]
    return "(?:" + "|".join(parts) + ")"


def _options(options: tuple[str, ...]) -> str:
    """Alternatives for words and signs alike: a word needs a border, a sign doesn't."""
    return "(?:" + "|".join(re.escape(o) + (r"(?!\w)" if o[-1].isalnum() else "") for o in options) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    percent = _options(words("units", "percent"))
    join = _options(words("comparison_words", "range_join"))
    opening = _options(words("comparison_words", "range_open"))
    upward = _options(words("comparison_words", "upward"))
    downward = _options(words("comparison_words", "downward"))
    return re.compile(
        rf"(?<![\w.,/])(?:{_compare()} ?)?(?:(?P<open>{opening}) )?"
        rf"(?P<low>{NUMBER})(?:/(?P<of>{NUMBER}))?(?![\w])"
        rf"(?: ?(?P<pct1>{percent}))?"
        rf"(?: ?{join} ?(?P<high>{NUMBER})(?!\w))?"
        rf"(?: ?(?P<pct2>{percent}))?"
        rf"(?: (?P<unit>{_units()}))?"
        rf"(?: (?:(?P<up>{upward})|(?P<down>{downward})))?",
        re.IGNORECASE,
    )


@cache
def _rank() -> re.Pattern[str]:
    place = _options(words("comparison_words", "rank_place"))
    group = _options(words("comparison_words", "rank_group"))
    of = _options(words("comparison_words", "rank_of"))
    upward = _options(words("comparison_words", "upward"))
    join = _options(words("comparison_words", "range_join"))
    places = alternatives(words("units", "place"))
    unit = rf"(?P<unit>{places}(?:(?:, ?| và | ?/ ?){places})*)"
    compare = _options(words("comparison_words", "at_least") + words("comparison_words", "about"))
    tail = rf"(?:/(?P<of>{NUMBER}))?(?: (?P<up1>{upward}))?(?: {unit})?(?: (?P<up2>{upward}))?"
    return re.compile(
        rf"(?<!\w)(?:(?P<place>{place})(?: (?:từ|thứ|trong))?"
        rf"|(?P<group>(?:{of} )?(?:(?:trong|thuộc) )?{group})|(?P<of1>{of}))"
        rf"(?: {compare})?(?: từ)? (?P<low>\d{{1,3}})(?: ?{join} ?(?P<high>\d{{1,3}}))?(?![\w%]| ?%)" + tail,
        re.IGNORECASE,
    )


@cache
def _bare_lead() -> re.Pattern[str]:
    """ "thuộc 10 tỉnh, thành phố dẫn đầu": a rank without a rank word before it."""
    places = alternatives(words("units", "place"))
    lead = alternatives(words("comparison_words", "rank_lead"))
    return re.compile(
        rf"(?<!\w)(?:trong|thuộc|vào|nằm trong) (?P<low>\d{{1,2}}) "
        rf"(?P<unit>{places}(?:(?:, ?| và ){places})*)"
        rf"(?= [^;.]{{0,40}}?{lead})",
        re.IGNORECASE,
    )


def _canonical_unit(unit: str) -> str:
    compound = table("units")["compound"]
    for prefix in ("số ", "các "):
        if unit.lower().startswith(prefix):
            unit = unit[len(prefix) :]
    return compound.get(unit.lower(), unit)


def _ranks(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _rank().finditer(text):
        group = match["group"] or ""
        if group.lower().split()[-1:] == ["số"] and not match["unit"]:
            continue
        if group and not match["unit"] and group.lower().split()[-1] == "nhóm":
            continue  # "nhóm 3": a group's name, not a rank
        upward = match["up1"] or match["up2"]
        high = float(match["high"]) if match["high"] else None
        start, end = match.start(), match.end()
        if match["group"]:  # "trong nhóm 15 tỉnh": the rank begins at "nhóm"
            start += re.match(r"(?:(?:trong|thuộc) )?", group, re.IGNORECASE).end()  # type: ignore[union-attr]
        number_end = match.end("high") if match["high"] else match.end("low")
        cuts = [(match.start("low"), match.end("of") if match["of"] else number_end)]
        if match["of1"]:
            cuts[0] = (start, cuts[0][1])
        for name in ("up1", "up2"):
            if match[name]:
                cuts.append((match.start(name), match.end(name)))
        unit = _canonical_unit(match["unit"] or "")
        bound = "range" if high is not None else (">=" if upward else "=")
        found.append(Quantity("rank", float(match["low"]), "top", unit, start, end, tuple(cuts), high, bound))
    for match in _bare_lead().finditer(text):
        if not any(rank.start < match.end() and match.start() < rank.end for rank in found):
            cut = (match.start("low"), match.end("low"))
            unit = _canonical_unit(match["unit"])
            found.append(
                Quantity("rank", float(match["low"]), "top", unit, cut[0], match.end(), (cut,), None, "=")
            )
    return found


_LATER_UPWARD = re.compile(r"[^;.:()%\d]{1,60}? (?=trở lên)(?P<up>trở lên)", re.IGNORECASE)


_FROM_WORD = re.compile(r"(?<!\w)từ (?!\d)", re.IGNORECASE)
"""In "100% cơ sở giáo dục từ tiểu học trở lên" the last words are about the schools, not the number."""


def _comparison(match: re.Match[str]) -> Comparison:
    if match["atleast"]:
        return ">="
    if match["atmost"]:
        return "<="
    if match["below"]:
        return "<"
    if match["up"]:
        return ">="
    if match["down"]:
        return "<="
    if match["above"]:
        return ">"
    return "range" if match["high"] else "="


def _from_match(text: str, match: re.Match[str]) -> Quantity | None:
    low = parse_number(match["low"])
    high = parse_number(match["high"]) if match["high"] else None
    percent = bool(match["pct1"] or match["pct2"])
    unit = match["unit"] or ""
    if low is None or (match["high"] and high is None):
        return None
    if high is not None and high <= low:
        return None
    if not percent and (not unit or _is_year(text, match)):
        return None
    comparison = _comparison(match)
    number_end = max(match.end(name) for name in ("low", "of", "pct1", "high", "pct2"))
    named = re.compile("số ", re.IGNORECASE).match(text, number_end + 1) if percent else None
    cuts = [(match.start(), named.end() if named else number_end)]
    end = number_end if percent else match.end("unit")
    for name in ("up", "down"):
        if match[name]:
            of = re.compile("( số)? ", re.IGNORECASE).match(text, match.end(name)) if percent else None
            cuts.append((match.start(name), of.end() if of else match.end(name)))
            end = match.end(name)
    if not (match["up"] or match["down"]) and comparison == "=" and match["high"] is None:
        later = _LATER_UPWARD.match(text, match.end())
        if later and not _FROM_WORD.search(later.group()):
            comparison = ">="
            cuts.append((later.start("up"), later.end("up")))
            end = later.end("up")
    kind: QuantityKind = "percent" if percent else "count"
    if percent:
        unit = "%"
    return Quantity(kind, low, comparison, _canonical_unit(unit), match.start(), end, tuple(cuts), high)


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether the number is a year that a noun happens to follow ("đến năm 2025 tỉnh ...")."""
    if not re.fullmatch(r"(?:19|20)\d{2}", match["low"]):
        return False
    before = text[max(0, match.start("low") - 12) : match.start("low")].lower()
    return bool(
        match["high"]
        or (match["about"] is None and before.rstrip().endswith(("năm", "đoạn", "kỳ", "/", "-")))
    )


def find_quantities(text: str) -> list[Quantity]:
    """Return the percentages, ranks and counts of ``text`` in order.

    ``text`` is one clean line (``Reading.text``). A count needs a known unit (``units.toml``); numbers in
    document numbers, dates, "4G/5G" or "mức độ 4" are none.
    """
    return list(_quantities(text)) if any(char.isdigit() for char in text) else []


@lru_cache(maxsize=256)
def _quantities(text: str) -> tuple[Quantity, ...]:
    found = _ranks(text)
    position = 0
    while match := _pattern().search(text, position):
        position = max(match.end("low"), match.start() + 1)
        if any(q.start < match.end("low") and match.start("low") < q.end for q in found):
            continue
        quantity = _from_match(text, match)
        if quantity:
            found.append(quantity)
            position = max(position, max(end for _, end in quantity.cuts[:1]))
    return tuple(sorted(found, key=lambda quantity: quantity.start))
