"""What the lookup page's address asks for, and the rows that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.gateway.pages.lookup_rows import KINDS, Kind, Row
from knowledge.text import fold, squeeze

if TYPE_CHECKING:
    from knowledge.library import Library

PAGE_ROWS = 25
_LONGEST = 200
_MOST_OPTIONS = 300
_NAMES = {
    "province": "tinh",
    "body": "co-quan",
    "section": "linh-vuc",
    "year": "nam",
    "text": "q",
    "document": "van-ban",
    "clause": "dieu",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """The filters in force; an empty text filters nothing. ``page`` counts from 1."""

    kind: Kind = "chi-tieu"
    province: str = ""
    body: str = ""
    section: str = ""
    year: str = ""
    text: str = ""
    document: str = ""
    clause: str = ""
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, field) for field in _NAMES)

    def url(self, path: str = "/tra-cuu", **changes: str | int) -> str:
        """Return the address of this view, with changes ("kind" and "page" among them)."""
        values = {field: str(changes.get(field, getattr(self, field))) for field in _NAMES}
        query = {"loai": str(changes.get("kind", self.kind))}
        query.update({_NAMES[field]: value for field, value in values.items() if value})
        page = int(changes.get("page", 1))
        if page > 1:
            query["trang"] = str(page)
        return f"{path}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Options:
    """What the filters offer, taken from the rows of the kind shown."""

    provinces: tuple[str, ...]
    years: tuple[int, ...]
    bodies: tuple[str, ...]
    sections: tuple[str, ...]


def read_filter(args: Mapping[str, str]) -> Filter:
    """Read the filters from an address; what can't be read is as if not there."""
    kind = args.get("loai", "")
    page = args.get("trang", "")
    values = {field: squeeze(args.get(name, ""))[:_LONGEST] for field, name in _NAMES.items()}
    return Filter(
        kind="nhiem-vu" if kind == KINDS[1] else "chi-tieu",
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        **values,
    )


def matching(library: Library, rows: Iterable[Row], wanted: Filter) -> list[Row]:
    """Return the rows that the filters let through, in order."""
    words = fold(wanted.text).split()
    body = _body_names(library, wanted.body)
    section = fold(wanted.section)
    year = int(wanted.year) if wanted.year.isascii() and wanted.year.isdecimal() else None
    province = fold(wanted.province)
    return [
        row
        for row in rows
        if row.kind == wanted.kind
        and (not wanted.document or row.document_id == wanted.document)
        and (not wanted.clause or row.clause == wanted.clause)
        and (not province or fold(row.province) == province)
        and (not wanted.year or year in row.years)
        and (not section or section in fold(row.section))
        and (not body or any(name in held for held in row.bodies for name in body))
        and all(word in row.haystack for word in words)
    ]


def options(rows: Sequence[Row], kind: Kind) -> Options:
    """Return the choices that the filters offer for one kind of rows."""
    held = [row for row in rows if row.kind == kind]
    bodies = Counter(body for row in held for body in (*row.lead, *row.coordinate))
    sections = dict.fromkeys(row.section for row in held if row.section)
    return Options(
        provinces=tuple(sorted({row.province for row in held if row.province}, key=fold)),
        years=tuple(sorted({year for row in held for year in row.years})),
        bodies=tuple(sorted((body for body, _ in bodies.most_common(_MOST_OPTIONS)), key=fold)),
        sections=tuple(sections)[:_MOST_OPTIONS],
    )


def _body_names(library: Library, typed: str) -> set[str]:
    """Return the folded names to look for: what was typed, or the full name of the body it means."""
    if not typed:
        return set()
    mentions = library.registry.find_agencies(typed, typed=True)
    full = {fold(squeeze(m.agency.name)) for m in mentions if m.agency is not None}
    return full or {fold(typed)}
