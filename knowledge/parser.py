"""One pass over the lines of a document: each line opens a node, goes on with one, or is set apart.

The order of questions for a line: closing (recipients, signature), attached document, appendix, footnote,
table, number, bullet, legal basis, going on with the sentence before, new paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.bare_tables import read_bare_table
from knowledge.barred import barred_table, is_barred
from knowledge.closing import read_closing, starts_closing
from knowledge.front import appendix_number, find_front, is_rule
from knowledge.grids import is_ruled, ruled_table
from knowledge.lines import TERMINAL, Line, WrapProfile, is_caps
from knowledge.markers import RANK, Marker, bullet, footnote, read_markers
from knowledge.nodes import Node, numbered
from knowledge.outline import KIND_OF_FAMILY, Place, bullet_parent, find_place, follows
from knowledge.rows import add_table
from knowledge.running import dash_in_sentence, joins
from knowledge.scopes import (
    ScopeHead,
    is_untitled_appendix,
    read_appendix,
    read_attachment,
    starts_attachment,
)
from knowledge.table_headings import is_table_start
from knowledge.tables import Table, read_flat_table
from knowledge.wording import begins, wording

INNER_LIST_REACH = 12


class DocumentParser:
    """Builds the tree of one document; use ``parse`` once.

    ``tables`` maps the number of the first line of each real table to it (``end`` is the line after it).
    """

    def __init__(
        self, source: str, lines: Sequence[Line], profile: WrapProfile, tables: dict[int, Table] | None = None
    ) -> None:
        self.source = source
        self.lines = lines
        self.profile = profile
        self.tables = tables or {}
        self.root = Node("paragraph", "root")
        self.scope = self.root
        self.current = self.root
        self.tail: Node | None = None  # the node that a running line would go on with
        self.before: Line | None = None
        self.in_bases = False
        self.closed = False
        self.position = 0
        self.recent: dict[str, tuple[int, ...]] = {}

    def parse(self) -> Node:
        """Return the root of the tree."""
        front = find_front(self.lines)
        self._front(0, front.title, front.rest, self.root)
        self._front(front.rest, front.body, front.body, self.root)
        self.in_bases = front.body > 0
        self.position = front.body
        while self.position < len(self.lines):
            self._line()
        return self.root

    # --- front -----------------------------------------------------------------------------------

    def _front(self, start: int, title: int, body: int, above: Node) -> None:
        if title > start:
            above.add(Node("header", "header", lines=list(self.lines[start:title])))
        if body > title:
            above.add(Node("title", "title", lines=list(self.lines[title:body])))

    # --- one line --------------------------------------------------------------------------------

    def _line(self) -> None:
        line = self.lines[self.position]
        if self.position in self.tables:
            self._table(self.tables[self.position])
            return
        if self.in_bases and self._before_bases() and self._preamble(line):
            return
        if starts_closing(line):
            self._closing()
            return
        if self._attachment() or self._appendix(line):
            return
        note = footnote(line.text)
        if note is not None:
            self.tail = self.root.add(numbered("footnote", note, line))
            self._step(line)
            return
        if is_ruled(self.source, line) and self._ruled_table():
            return
        if is_barred(self.lines, self.position) and self._barred_table():
            return
        if is_table_start(self.lines, self.position) and self._flat_table():
            return
        if self._bare_table():
            return
        if self.in_bases and self._preamble(line):
            return
        place = self._place(line)
        if place is not None:
            self._open(place, line)
            return
        if self._bullet(line):
            return
        self._text(line)

    def _step(self, line: Line) -> None:
        self.before = line
        self.position += 1

    def _place(self, line: Line) -> Place | None:
        readings = read_markers(line.text)
        return find_place(self._open_path(), line, readings, self.before, self.profile, self.recent)

    def _open_path(self) -> list[Node]:
        """Return the open nodes from the scope down (a root node counts as its own scope)."""
        path = self.current.path
        return path[path.index(self.scope) :] if self.scope in path else [self.scope]

    def _open(self, place: Place, line: Line) -> None:
        marker = place.marker
        self.in_bases = False
        self.recent[marker.family] = marker.parts
        self.current = place.parent.add(numbered(KIND_OF_FAMILY[marker.family], marker, line))
        self.tail = self.current
        self._step(line)
        if marker.family in ("part", "chapter", "division", "article") and marker.text_at >= len(line.text):
            self._title_below(self.current)

    def _title_below(self, node: Node) -> None:
        """Take the title of "Chương I" or "Phần thứ nhất" from the lines below it."""
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if (
                len(line.text) > 200
                or read_markers(line.text)
                or bullet(line.text)
                or line.text.endswith(".")
            ):
                return
            if len(node.lines) > 1 and not is_caps(line.text):
                return
            node.lines.append(line)
            self._step(line)
            if not is_caps(line.text):
                return

    def _bullet(self, line: Line) -> bool:
        marker = bullet(line.text)
        if marker is None or dash_in_sentence(self.before, line, self.tail, marker, self.profile):
            return False
        self.in_bases = False
        parent = bullet_parent(self._open_path(), marker)
        self.current = self.tail = parent.add(numbered("bullet", marker, line))
        self._step(line)
        return True

    def _preamble(self, line: Line) -> bool:
        """Take legal bases and the enacting authority before the first numbered part."""
        text, folded = line.text, line.folded
        if is_caps(text) and begins(folded, wording().authority) and self._before_bases():
            if self.tail is not None and self.tail.family == "authority":
                self.tail.lines.append(line)
            else:
                self.tail = self.scope.add(Node("paragraph", "authority", lines=[line]))
            self._step(line)
            return True
        marker = bullet(text)
        words = folded[marker.text_at :] if marker else folded
        if begins(folded, wording().addressee):
            self._addressees(line)
            return True
        if not begins(words, wording().basis) or is_caps(text):
            return False
        in_basis = self.tail is not None and self.tail.family == "basis" and marker is None
        open_end = self.before is not None and not self.before.text.endswith((";", ".", ","))
        if in_basis and open_end and joins(self.before, line, self.tail, self.profile):
            return False
        self.tail = self.scope.add(
            Node("basis", "basis", lines=[line], text_at=marker.text_at if marker else 0)
        )
        self._step(line)
        return True

    def _before_bases(self) -> bool:
        """Tell whether only header, title and the enacting authority stand in the scope so far."""
        return all(node.family in ("header", "title", "authority") for node in self.scope.children) and (
            bool(self.scope.children) or self.scope is not self.root
        )

    def _addressees(self, line: Line) -> None:
        """Take "Kính gửi:" of a letter with the bodies below it."""
        node = self.scope.add(Node("recipients", "addressees", lines=[line]))
        self._step(line)
        while self.position < len(self.lines):
            line = self.lines[self.position]
            marker = bullet(line.text)
            if marker is not None:
                node.add(Node("recipient", "addressee", lines=[line], text_at=marker.text_at))
            elif node.children and self.before is not None and self.profile.joins(self.before, line, False):
                node.children[-1].lines.append(line)
            elif not node.children and node.lines[-1].text.endswith((":", ",", ";")) and len(line.text) < 150:
                node.lines.append(line)
            else:
                break
            ends = line.text.endswith(".")
            self._step(line)
            if ends:
                break
        self.tail = None

    def _text(self, line: Line) -> None:
        if self.tail is not None and (is_rule(line) or joins(self.before, line, self.tail, self.profile)):
            self.tail.lines.append(line)
            self._step(line)
            return
        if self.tail is not None and self.tail.family == "footnote" and self.closed:
            self.tail.lines.append(line)
            self._step(line)
            return
        if self.before is not None and self.before.text.endswith("./.") and self.current is not self.root:
            self.current = self.scope  # the mark that ends a document's body
        if self._caps_heading(line):
            return
        node = self.current
        if node.family == "para" and node.parent is not None:
            node = node.parent
        self.tail = node.add(Node("paragraph", "para", lines=[line]))
        self.current = self.tail
        self._step(line)

    def _caps_heading(self, line: Line) -> bool:
        """Open a part for a heading in capitals without a number: "MỤC TIÊU ĐẾN NĂM 2025"."""
        words = line.text.split()
        if not is_caps(line.text) or len(words) < 2 or line.text.endswith(TERMINAL) or len(line.text) > 200:
            return False
        if line.folded.rstrip(" :") in wording().enacting:
            return False
        if self.closed or (self.scope is self.root and not self.root.children):
            return False
        outer = ("root", "scope")
        path = [n for n in self._open_path() if n.family in outer or RANK.get(n.family, 99) < RANK["caps"]]
        self.current = self.tail = path[-1].add(Node("part", "caps", lines=[line]))
        self._step(line)
        return True

    # --- tables ----------------------------------------------------------------------------------

    def _flat_table(self) -> bool:
        limit = self._table_limit(self.position)
        table = read_flat_table(self.lines, self.position, limit, self._ends_table)
        if table is None:
            return False
        self._table(table)
        return True

    def _bare_table(self) -> bool:
        table = read_bare_table(self.lines, self.position, len(self.lines))
        if table is not None:
            self._table(table)
        return table is not None

    def _ruled_table(self) -> bool:
        table = ruled_table(self.source, self.lines, self.position, self._table_limit(self.position))
        if table is not None:
            self._table(table)
        return table is not None

    def _barred_table(self) -> bool:
        table = barred_table(self.source, self.lines, self.position, self._table_limit(self.position))
        if table is not None:
            self._table(table)
        return table is not None

    def _table_limit(self, start: int) -> int:
        for position in range(start + 1, len(self.lines)):
            line = self.lines[position]
            if position in self.tables or starts_closing(line):
                return position
            if footnote(line.text) or appendix_number(line):
                return position
        return len(self.lines)

    def _ends_table(self, position: int) -> bool:
        """Tell whether a line in the region of a flattened table goes on with the outline around it."""
        line = self.lines[position]
        if is_table_start(self.lines, position):
            return True
        path = self._open_path()
        for marker in read_markers(line.text):
            if not line.text[marker.text_at :][:1].isupper():
                continue
            if marker.family in ("article", "chapter", "part"):
                return True
            if any(follows(node, marker) for node in path):
                return marker.family == "roman" or not self._inner_list(position, marker)
        return False

    def _inner_list(self, position: int, marker: Marker) -> bool:
        """Tell whether the marker goes on with a list inside a cell: its predecessor stands just above."""
        for line in self.lines[max(self.position + 1, position - INNER_LIST_REACH) : position]:
            for other in read_markers(line.text):
                words = other.text_at < len(line.text)
                if other.family == marker.family and other.value == marker.value - 1 and words:
                    return True
        return False

    def _table(self, table: Table) -> None:
        self.in_bases = False
        parent = self.current
        while parent.family in ("para", "bullet") and parent.parent is not None and parent is not self.scope:
            if parent.family == "bullet" and parent.opens_list:
                break
            parent = parent.parent
        add_table(parent, table)
        self.current = parent
        self.tail = None
        self.before = self.lines[table.end - 1]
        self.position = table.end

    # --- closing, attachments, appendices -----------------------------------------------------------

    def _closing(self) -> None:
        self.closed = True
        self.position = read_closing(self.source, self.lines, self.position, self.scope, self._ends_closing)
        self.current, self.tail, self.before = self.scope, None, None

    def _ends_closing(self, position: int, named: bool) -> bool:
        line = self.lines[position]
        if footnote(line.text) or self._is_table(position) or appendix_number(line) is not None:
            return True
        return starts_attachment(self.lines, position, True) or (named and is_untitled_appendix(line))

    def _is_table(self, position: int) -> bool:
        return position in self.tables or is_table_start(self.lines, position)

    def _attachment(self) -> bool:
        if not self.root.children or not starts_attachment(self.lines, self.position, self.closed):
            return False
        if self.in_bases and self.lines[self.position].folded.rstrip(" :") in wording().enacting:
            return False  # "QUYẾT ĐỊNH" after the bases enacts what follows
        self._scope(read_attachment(self.lines, self.position))
        return True

    def _appendix(self, line: Line) -> bool:
        ended = self.before is None or self.before.text.endswith(TERMINAL) or self.closed
        untitled = self.closed and self.current is self.scope
        head = read_appendix(self.lines, self.position, untitled, ended, self._heads_table)
        if head is not None:
            self._scope(head)
        return head is not None

    def _heads_table(self, position: int) -> bool:
        ruled = is_ruled(self.source, self.lines[position])
        return position in self.tables or ruled or is_table_start(self.lines, position)

    def _scope(self, head: ScopeHead) -> None:
        node = Node("appendix", "scope", lines=list(self.lines[head.start : head.stop]))
        node.heading, node.code, node.label = head.heading, head.code, head.label
        self.scope = self.current = self.root.add(node)
        self.tail = None
        self.before = self.lines[head.stop - 1]
        self.position = head.stop
        self.in_bases = head.attached
        self.recent.clear()
        self.closed = self.closed or not head.attached
