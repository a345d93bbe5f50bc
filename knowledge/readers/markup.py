"""HTML: the text of the page's own content, with real tables; menus, scripts and advertising left out."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag, XMLParsedAsHTMLWarning
from bs4.element import PageElement

from knowledge.errors import SourceError
from knowledge.readers.building import Cell, TextBuilder

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MIN_MAIN_SHARE = 0.5
_MAX_SPAN = 200


@dataclass(frozen=True, slots=True)
class _Tags:
    """Names of elements, from ``markup.toml``."""

    blocks: frozenset[str]
    dropped: tuple[str, ...]
    noise: re.Pattern[str]


@lru_cache(maxsize=1)
def _tags() -> _Tags:
    data = tomllib.loads((Path(__file__).resolve().parent / "markup.toml").read_text(encoding="utf-8"))
    noise = "|".join(data["noise"])
    return _Tags(
        frozenset(data["blocks"]),
        tuple(data["dropped"]),
        re.compile(rf"(?:^|[-_ ])(?:{noise})(?:$|[-_ ])", re.IGNORECASE),
    )


def read_html(name: str, data: bytes) -> TextBuilder:
    """Read an HTML page.

    Raises:
        SourceError: the page holds no text or is nested too deep to be read.
    """
    with warnings.catch_warnings():
        # XHTML is read as HTML on purpose.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(data, "lxml")
    try:
        _drop_noise(soup)
        builder = TextBuilder()
        _Writer(builder).write(_content(soup))
    except RecursionError as error:
        raise SourceError(f"Trang '{name}' lồng thẻ quá sâu nên không đọc được.") from error
    return builder


def _drop_noise(soup: BeautifulSoup) -> None:
    for element in soup(list(_tags().dropped)):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    total = len(soup.get_text())
    noise = _tags().noise
    for element in list(soup.find_all(True)):
        if element.decomposed or element.name in {"html", "body"}:
            continue
        label = " ".join([*(element.get("class") or []), str(element.get("id") or "")])
        hidden = element.has_attr("hidden") or _HIDDEN.search(str(element.get("style") or ""))
        # A page may wrap its whole content in a box with such a name: then it isn't noise.
        if (hidden or noise.search(label)) and len(element.get_text()) < total / 2:
            element.decompose()


def _content(soup: BeautifulSoup) -> Tag:
    whole = soup.body or soup
    size = len(whole.get_text(strip=True))
    for tag in ("article", "main"):
        found = soup.find_all(tag)
        if len(found) == 1 and len(found[0].get_text(strip=True)) >= size * _MIN_MAIN_SHARE:
            return found[0]
    return whole


class _Writer:
    """Walks the tree: inline text gathers until a block begins or ends, tables become cells."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._line: list[str] = []
        self._items: dict[int, int] = {}

    def write(self, root: Tag) -> None:
        self._walk(root)
        self._flush()

    def _flush(self) -> None:
        self._builder.line("".join(self._line))
        self._line = []

    def _walk(self, node: PageElement) -> None:
        if isinstance(node, NavigableString):
            # Line ends inside HTML text are blanks; only <br> and blocks end a line.
            self._line.append(re.sub(r"\s+", " ", str(node)))
            return
        if not isinstance(node, Tag):
            return
        if node.name == "br":
            self._line.append("\n")
        elif node.name == "table":
            self._flush()
            self._table(node)
        elif node.name in _tags().blocks:
            self._flush()
            if node.name == "li":
                self._line.append(self._item_mark(node))
            self._children(node)
            self._flush()
        else:
            self._children(node)

    def _children(self, node: Tag) -> None:
        for child in node.children:
            self._walk(child)

    def _item_mark(self, item: Tag) -> str:
        """Return the mark that a browser draws before a list item; it isn't in the text of the page."""
        parent = item.parent
        if parent is None or parent.name != "ol":
            return "" if item.get_text(strip=True)[:1] in "-+•*" else "- "
        start = str(parent.get("start") or "1")
        first = int(start) if start.isdigit() and len(start) < 7 else 1
        number = self._items[id(parent)] = self._items.get(id(parent), first - 1) + 1
        if str(parent.get("type") or "1") == "a":
            return f"{chr(ord('a') + (number - 1) % 26)}) "
        return f"{number}. "

    def _table(self, table: Tag) -> None:
        rows = grid(list(_rows(table)))
        if rows and not any(row_cell.find("table") for row in _rows(table) for row_cell in row):
            self._builder.table([[Cell(_cell_text(cell), id(cell)) for cell in row] for row in rows])
            return
        self._children(table)
        self._flush()


def _rows(table: Tag) -> Iterator[list[Tag]]:
    for row in table.find_all("tr"):
        if row.find_parent("table") is table:
            cells = row.find_all(["td", "th"], recursive=False)
            if cells:
                yield cells


def grid(rows: list[list[Tag]]) -> list[list[Tag]]:
    """Lay out cells by their rowspan and colspan: every row as wide as the table, merged cells repeated."""
    placed: list[dict[int, Tag]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in placed[index]:
                column += 1
            across, down = _extent(cell, "colspan"), _extent(cell, "rowspan")
            for line in placed[index : index + down]:
                for offset in range(across):
                    line.setdefault(column + offset, cell)
            column += across
    width = max((max(line) + 1 for line in placed if line), default=0)
    filled = []
    for line in placed:
        last = line[max(line)] if line else None
        if last is not None:
            filled.append([line.get(column, last) for column in range(width)])
    return filled


def _extent(cell: Tag, name: str) -> int:
    raw = str(cell.get(name) or "1")
    return min(max(int(raw), 1), _MAX_SPAN) if raw.isdigit() else 1


def _cell_text(cell: Tag) -> str:
    inner = TextBuilder()
    writer = _Writer(inner)
    writer.write(cell)
    return inner.text
