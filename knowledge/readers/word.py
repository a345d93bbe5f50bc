"""Word documents: paragraphs, automatic numbers, real tables with merged cells, footnotes."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from lxml import etree
from lxml.etree import _Element

from knowledge.errors import SourceError
from knowledge.readers.building import Cell, TextBuilder, tidy
from knowledge.readers.checks import check_archive
from knowledge.readers.word_numbers import Numbering, attribute, w

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_SKIPPED = frozenset(w(name) for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "drawing"))
_TEXTS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_MAX_DEPTH = 40
_MAX_SPAN = 200


def read_docx(name: str, data: bytes) -> TextBuilder:
    """Read a Word document.

    Raises:
        SourceError: no Word document, damaged, encrypted or hostile (zip bomb, entities).
    """
    _check(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.part.package, document.part.element)
        return reader.read()
    except SourceError:
        raise
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, etree.LxmlError) as error:
        raise _damaged(name) from error
    except (OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> SourceError:
    return SourceError(
        f"Tệp '{name}' bị hỏng hoặc không phải tài liệu Word. Hãy mở bằng Word và lưu lại .docx."
    )


def _check(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(name, archive)
            names = set(archive.namelist())
            if "word/document.xml" not in names and "[Content_Types].xml" not in names:
                raise SourceError(
                    f"'{name}' là tệp nén, không phải tài liệu Word. Hãy giải nén rồi nạp từng tệp."
                )
            if not any(member.startswith("word/") for member in names):
                raise SourceError(
                    f"'{name}' không phải tài liệu Word (.docx). Hãy lưu lại thành .docx rồi nạp."
                )
            for member in names:
                # Word never writes a document type: one is there only to define entities.
                if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member)[:4096]:
                    raise SourceError(f"Tệp '{name}' chứa khai báo XML lạ nên bị từ chối.")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _damaged(name) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _damaged(name) from error


class _Reader:
    def __init__(self, package: OpcPackage, root: _Element) -> None:
        self._body = root.find(w("body"))
        part = package.main_document_part
        related = {
            relation.reltype: relation.target_part
            for relation in part.rels.values()
            if not relation.is_external
        }
        self._numbering = Numbering(_xml(related.get(RELATIONSHIP_TYPE.NUMBERING)))
        self._style_lists = _style_lists(_xml(related.get(RELATIONSHIP_TYPE.STYLES)))
        self._notes = _notes(_xml(related.get(RELATIONSHIP_TYPE.FOOTNOTES)), "footnote")
        self._notes |= {
            f"e{key}": note
            for key, note in _notes(_xml(related.get(RELATIONSHIP_TYPE.ENDNOTES)), "endnote").items()
        }
        self._cited: list[str] = []
        self._builder = TextBuilder()
        self._keys = itertools.count()

    def read(self) -> TextBuilder:
        """Read the body, then the notes in the order of their marks: "[1] ..."."""
        if self._body is not None:
            self._blocks(self._body, self._builder)
        for number, key in enumerate(list(self._cited), start=1):
            note = self._notes.get(key)
            if note is not None:
                inner = TextBuilder()
                self._blocks(note, inner)
                self._builder.line(f"[{number}] {' '.join(inner.text.split())}")
        return self._builder

    def _blocks(self, parent: _Element, builder: TextBuilder, depth: int = 0) -> None:
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deep")
        for block in _unwrapped(parent):
            if block.tag == w("p"):
                builder.line(self._paragraph(block, depth))
            elif block.tag == w("tbl"):
                self._table(block, builder, depth)

    def _paragraph(self, paragraph: _Element, depth: int) -> str:
        label = self._label(paragraph)
        text = "".join(self._texts(paragraph, depth))
        return f"{label} {text}" if label and text.strip() else text

    def _label(self, paragraph: _Element) -> str:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return ""
        numbering = properties.find(w("numPr"))
        style = attribute(properties.find(w("pStyle")))
        list_id, level = self._style_lists.get(style, ("", 0))
        if numbering is not None:
            list_id = attribute(numbering.find(w("numId"))) or list_id
            own = attribute(numbering.find(w("ilvl")))
            level = int(own) if own.isdigit() else level
        return self._numbering.label(list_id, level) if list_id not in {"", "0"} else ""

    def _texts(self, element: _Element, depth: int) -> Iterator[str]:
        if depth > _MAX_DEPTH * 3:
            raise ValueError("nested too deep")
        for child in element:
            tag = child.tag
            if tag == w("t"):
                yield child.text or ""
            elif tag in _TEXTS:
                yield _TEXTS[tag] if attribute(child, "type") != "page" else ""
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                yield self._mark(child)
            elif tag == w("sym"):
                yield "-"
            elif tag == w("txbxContent"):
                inner = TextBuilder()
                self._blocks(child, inner, depth + 1)
                yield "\n" + inner.text
            elif tag == _ALTERNATE:
                choice = child.find(_CHOICE)
                yield from self._texts(child if choice is None else choice, depth + 1)
            elif tag == w("drawing"):
                for box in child.iter(w("txbxContent")):
                    yield from self._texts_of_box(box, depth)
            elif tag not in _SKIPPED and isinstance(tag, str):
                yield from self._texts(child, depth + 1)

    def _texts_of_box(self, box: _Element, depth: int) -> Iterator[str]:
        inner = TextBuilder()
        self._blocks(box, inner, depth + 1)
        yield "\n" + inner.text

    def _mark(self, reference: _Element) -> str:
        prefix = "e" if reference.tag == w("endnoteReference") else ""
        key = prefix + attribute(reference, "id")
        if key not in self._notes:
            return ""
        if key not in self._cited:
            self._cited.append(key)
        return f"[{self._cited.index(key) + 1}]"

    def _table(self, table: _Element, builder: TextBuilder, depth: int) -> None:
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for row in _unwrapped(table):
            if row.tag != w("tr"):
                continue
            line: list[Cell] = []
            for cell in _unwrapped(row):
                if cell.tag != w("tc"):
                    continue
                properties = cell.find(w("tcPr"))
                span, merge = 1, None
                if properties is not None:
                    width = attribute(properties.find(w("gridSpan")))
                    span = min(int(width), _MAX_SPAN) if width.isdigit() and int(width) else 1
                    merge = properties.find(w("vMerge"))
                goes_on = merge is not None and attribute(merge) != "restart" and len(line) in above
                content = above[len(line)] if goes_on else self._cell(cell, depth)
                for column in range(len(line), len(line) + span):
                    above[column] = content
                line += [content] * span
            if line:
                rows.append(line)
        width_all = max((len(row) for row in rows), default=0)
        # A ragged row (columns left out at its end) repeats its last cell, as a merge would.
        builder.table([row + [row[-1]] * (width_all - len(row)) for row in rows])

    def _cell(self, cell: _Element, depth: int) -> Cell:
        inner = TextBuilder()
        self._blocks(cell, inner, depth + 1)
        # Not id(cell): lxml makes and drops the objects as they are looked at.
        return Cell(tidy(inner.text), next(self._keys))


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """Yield an element's children, those inside content controls and insertions included."""
    for child in parent:
        if child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            yield from _unwrapped(child)
        elif child.tag == _ALTERNATE:
            choice = child.find(_CHOICE)
            if choice is not None:
                yield from _unwrapped(choice)
        else:
            yield child


def _xml(part: object) -> _Element | None:
    blob = getattr(part, "blob", None)
    if not isinstance(blob, bytes):
        return None
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _style_lists(styles: _Element | None) -> dict[str, tuple[str, int]]:
    """Return the list and level of every paragraph style that carries one, inherited ones included."""
    if styles is None:
        return {}
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in styles.findall(w("style")):
        key = attribute(style, "styleId")
        parents[key] = attribute(style.find(w("basedOn")))
        numbering = style.find(f"{w('pPr')}/{w('numPr')}")
        if numbering is not None:
            level = attribute(numbering.find(w("ilvl")))
            own[key] = (attribute(numbering.find(w("numId"))), int(level) if level.isdigit() else 0)
    found: dict[str, tuple[str, int]] = {}
    for key in parents:
        current, seen = key, set[str]()
        while current and current not in own and current not in seen:
            seen.add(current)
            current = parents.get(current, "")
        if current in own:
            found[key] = own[current]
    return found


def _notes(notes: _Element | None, tag: str) -> dict[str, _Element]:
    if notes is None:
        return {}
    return {
        attribute(note, "id"): note
        for note in notes.findall(w(tag))
        if attribute(note, "type") not in {"separator", "continuationSeparator", "continuationNotice"}
    }
