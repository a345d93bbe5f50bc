"""Columns of a table by what they hold, told by their headings and the years in these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.dates import YearMention, find_years
from knowledge.model import Clause
from knowledge.numbers import find_quantities, parse_number
from knowledge.reading import Reading, squeeze
from knowledge.sections import Tree
from knowledge.vocabulary import alternatives, any_of, table, words

Role = Literal[
    "source",
    "measured",
    "coordinate",
    "lead",
    "unit",
    "period",
    "note",
    "baseline",
    "target",
    "name",
    "number",
    "",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row with what its column holds.

    ``year`` is the year in the heading ("Mục tiêu / Năm 2025"), ``period`` the phrase where it is a span.
    """

    role: Role
    heading: str
    cell: str
    year: int | None = None
    period: str = ""


def columns(cells: tuple[tuple[str, str], ...], issued: int | None) -> list[Column]:
    """Return the row's cells with their roles.

    ``issued`` is the year the plan was issued: an earlier year without a word of aim is a baseline.
    """
    found: list[Column] = []
    named = False
    for heading, cell in cells:
        role, year, period = _role(squeeze(heading), squeeze(cell), issued)
        if role == "name" and named:
            role = ""
        named = named or role == "name"
        found.append(Column(role, squeeze(heading), cell, year, period))
    return found


@cache
def _role(heading: str, cell: str, issued: int | None) -> tuple[Role, int | None, str]:
    flat = Reading(heading).text
    years = find_years(flat) or _bare_years(flat)
    year, period = (years[-1].year, years[-1].text) if years else (None, "")
    period = period if years and years[-1].first else ""
    fits = {role for role in table("table_words")["order"] if _fits(role, flat)}
    if "unit" in fits and "measured" in fits and _is_unit(cell):
        return "unit", year, period
    told: tuple[Role, ...] = ("source", "measured", "coordinate", "lead", "unit", "period")
    for role in told:
        if role in fits and not (role == "unit" and year) and not (role == "period" and year):
            return role, year, period
    if year is not None:
        return _year_role(flat, year, fits, issued), year, period
    others: tuple[Role, ...] = ("number", "name", "note", "target", "baseline")
    for role in others:
        if role in fits:
            return role, None, ""
    return "", None, ""


def _year_role(heading: str, year: int, fits: set[str], issued: int | None) -> Role:
    aims = bool(
        re.search(r"mục tiêu|kế hoạch|phấn đấu|chỉ tiêu|lộ trình|\bkh\b|đến năm", heading, re.IGNORECASE)
    )
    ahead = issued is not None and year > issued  # nothing of that year was reached yet
    if "baseline" in fits and not aims and not ahead:
        return "baseline"
    if not aims and issued is not None and year < issued:
        return "baseline"
    if "note" in fits and not aims:
        return "note"
    return "target"


def _bare_years(heading: str) -> list[YearMention]:
    """Return the years of a heading that has no word before them ("2025", "Thực hiện 2021")."""
    found = re.search(r"(?<![\d/])(?:19|20)\d{2}(?: ?- ?(?:19|20)\d{2})?(?![\d/])", heading)
    return find_years(f"năm {found.group()}") if found else []


@cache
def _fits(role: str, heading: str) -> bool:
    return bool(any_of("table_words", f"columns.{role}").search(heading))


def _is_unit(cell: str) -> bool:
    """Whether a cell names a unit of measure, not a body ("%", "doanh nghiệp")."""
    units = {
        name.lower()
        for kind in ("percent", "money", "ratio", "place", "thing")
        for name in words("units", kind)
    }
    return cell.strip().lower() in units | {"tỷ lệ", "tỷ lệ %", "điểm", "thứ hạng", ""} or "%" in cell


_UNIT_IN_NAME = re.compile(
    r" ?\((?:đvt:? ?|đơn vị(?: tính)?:? ?)?(?P<unit>[^()]{1,20})\)(?= |$)", re.IGNORECASE
)


def row_name(clause: Clause, tree: Tree, issued: int | None) -> str:
    """Return what a row is about: its name cell, after that of the row it details ("- Cấp tỉnh")."""
    name = _own_name(clause, issued)
    if not name or not _is_detail(name):
        return name
    own = re.sub(r"^[-+•*] ?", "", name)
    before = tree.previous(clause)
    while before is not None and before.kind in ("row", "heading_row"):
        above = _own_name(before, issued) or squeeze(before.heading)
        if above and not _is_detail(above):
            return f"{above.rstrip(' :;,.')}: {own}"
        before = tree.previous(before)
    return own


def _own_name(clause: Clause, issued: int | None) -> str:
    col = next((col for col in columns(clause.cells, issued) if col.role == "name"), None)
    name = squeeze(col.cell).rstrip(" ;,.") if col else ""
    thing = _thing().fullmatch(col.heading) if col and name else None
    if thing is None or name.lower().startswith(thing["thing"].lower()):
        return name
    small = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return f"{thing['thing'][:1].upper()}{thing['thing'][1:]} {small}"


@cache
def _thing() -> re.Pattern[str]:
    things = alternatives(words("table_words", "things"))
    return re.compile(rf"(?:(?:tên|danh mục|các) )*(?P<thing>{things})", re.IGNORECASE)


def _is_detail(name: str) -> bool:
    return name[0] in "-+•*" or bool(any_of("table_words", "cells.sublevel", prefix="").match(name))


def unit_of(cols: list[Column], name: str) -> tuple[str, str]:
    """Return (unit, name without it): from the unit column, else from brackets in the name ("(%)")."""
    unit = next((squeeze(col.cell) for col in cols if col.role == "unit"), "")
    if unit and not is_missing(unit):
        return ("%" if "%" in unit else unit), name
    match = _UNIT_IN_NAME.search(name)
    if match and _is_unit(match["unit"]):
        return match["unit"], (name[: match.start()] + name[match.end() :]).strip()
    if any(col.role == "target" and "%" in col.heading for col in cols):
        return "%", name
    counted = re.match(r"(?:tổng )?số (?:lượng )?", name, re.IGNORECASE)
    things = words("units", "place") + words("units", "thing")
    pattern = re.compile(alternatives(tuple(sorted(things, key=len, reverse=True))), re.IGNORECASE)
    thing = pattern.match(name, counted.end()) if counted else None
    return (thing.group() if thing else ""), name


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value that a cell states; ``note`` is what it adds in brackets, ``sector`` the label before it."""

    value: float | None
    comparison: str
    unit: str
    text: str
    high: float | None = None
    bound: str = ""
    note: str = ""
    sector: str = ""


_BARE = re.compile(
    r"(?P<sign>>=|> =|≥|=>|<=|< =|≤|=<|>|<|=)? ?(?P<low>\d[\d.,]*)(?:/\d+)?(?: ?- ?(?P<high>\d[\d.,]*))? ?%?"
)
_SIGNS = {
    ">=": ">=",
    "> =": ">=",
    "≥": ">=",
    "=>": ">=",
    "<=": "<=",
    "< =": "<=",
    "≤": "<=",
    "=<": "<=",
    ">": ">",
    "<": "<",
}


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return squeeze(cell).lower() in table("table_words")["cells"]["missing"]


def parse_cell(cell: str, unit: str, name: str) -> list[CellValue]:
    """Return the values of one cell: none for an empty one, several where it lists sectors.

    ``unit`` is the row's unit column or '', ``name`` the row's name: a bare number under "Tỷ lệ ..." is
    a percentage. A cell with words but no number is one value None with these words as its text.
    """
    if is_missing(cell):
        return []
    listed = _sectors(cell)
    if listed:
        return [_one(value, unit, name, sector) for sector, value in listed]
    return [_one(squeeze(cell), unit, name, "")]


def _sectors(cell: str) -> list[tuple[str, str]]:
    lines = [line for line in re.split(r"\n|;| (?=- ?[^\W\d])", cell) if line.strip()]
    pairs = [
        re.fullmatch(r"[-+•* ]*(?P<sector>[^:]+?) ?: ?(?P<value>[^:]*\d[^:]*)", squeeze(line))
        for line in lines
    ]
    if len(lines) < 2 or not all(pairs):
        return []
    return [(pair["sector"], pair["value"].strip(" ;,.")) for pair in pairs if pair]


@cache
def _ranked() -> re.Pattern[str]:
    group = alternatives(words("comparison_words", "rank_group") + words("comparison_words", "rank_place"))
    return re.compile(rf"(?:(?:trong|thuộc) )?{group} (?P<low>\d{{1,3}})(?: đầu)?", re.IGNORECASE)


def _one(text: str, unit: str, name: str, sector: str) -> CellValue:
    note_match = re.search(r"\((?P<note>[^()]*)\)", text)
    note = note_match["note"].strip() if note_match else ""
    shown = squeeze(re.sub(r"\([^()]*\)", " ", text)) or text
    flat = Reading(shown).text
    share = bool(any_of("table_words", "cells.share", prefix="").match(name))
    default = unit or ("%" if share else "")
    bare = _BARE.fullmatch(flat)
    if bare:
        low = parse_number(bare["low"])
        high = parse_number(bare["high"]) if bare["high"] else None
        comparison = "range" if high is not None else _SIGNS.get(bare["sign"] or "", "=")
        return CellValue(low, comparison, "%" if "%" in flat else default, shown, high, "", note, sector)
    rank = _ranked().fullmatch(flat)
    if rank:  # a cell says "Nhóm 20" without the noun that running text needs
        return CellValue(float(rank["low"]), "top", "", shown, None, "=", note, sector)
    quantities = find_quantities(flat) or find_quantities(f"{flat} {default}".strip())
    if quantities:
        q = quantities[0]
        counted = q.unit or ("" if q.kind == "rank" else default)
        return CellValue(q.value, q.comparison, counted, shown, q.high, q.bound, note, sector)
    return CellValue(None, "=", default, shown, None, "", note, sector)
