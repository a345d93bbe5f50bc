"""One pass over the lines of a document: each line opens a node, goes on with one, or is set apart.

The order of questions for a line: closing (recipients, signature), attached document, appendix, footnote,
table, number, bullet, legal basis, going on with the sentence before, new paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.front import (
    appendix_number,
    attached_within,
    find_front,
    is_attached_note,
    is_header_line,
    is_name,
    is_recipients_start,
    is_rule,
    is_signature_start,
    title_end,
    type_of_line,
)
from knowledge.grids import is_ruled, ruled_table
from knowledge.lines import TERMINAL, Line, WrapProfile, is_caps, split_columns
from knowledge.markers import Marker, bullet, footnote, read_markers
from knowledge.nodes import Node, numbered
from knowledge.outline import KIND_OF_FAMILY, Place, bullet_parent, find_place
from knowledge.tables import Row, Table, is_table_start, read_flat_table
from knowledge.text import fold, normalize_tone, squeeze
from knowledge.wording import begins, wording

_GROUP_ORDER = {"letter": 0, "roman": 1, "group": 2, "number": 3, "point": 4}


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
        if is_recipients_start(line) or is_signature_start(line):
            self._closing()
            return
        if self._attachment(line) or self._appendix(line):
            return
        note = footnote(line.text)
        if note is not None:
            self.tail = self.root.add(numbered("footnote", note, line))
            self._step(line)
            return
        if is_ruled(self.source, line) and self._ruled_table():
            return
        if is_table_start(self.lines, self.position) and self._flat_table():
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
        return find_place(self._open_path(), line, read_markers(line.text), self.before, self.profile)

    def _open_path(self) -> list[Node]:
        """Return the open nodes from the scope down (a root node counts as its own scope)."""
        path = self.current.path
        return path[path.index(self.scope) :] if self.scope in path else [self.scope]

    def _open(self, place: Place, line: Line) -> None:
        marker = place.marker
        self.in_bases = False
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
        if marker is None or self._dash_in_sentence(line, marker):
            return False
        self.in_bases = False
        parent = bullet_parent(self._open_path(), marker)
        self.current = self.tail = parent.add(numbered("bullet", marker, line))
        self._step(line)
        return True

    def _dash_in_sentence(self, line: Line, marker: Marker) -> bool:
        """Tell whether a wrapped line begins with a dash of its sentence ("2021 / - 2025", "Lao động / - Thương binh")."""
        before = self.before
        if before is None or before.text.endswith(TERMINAL) or self.tail is None:
            return False
        rest = line.text[marker.text_at :]
        if before.text[-4:].isdigit() and rest[:4].isdigit():
            return True
        joined = fold(f"{before.text[-40:]} - {rest[:40]}")
        at = len(fold(before.text[-40:]))
        for compound in wording().dash_compounds:
            found = joined.find(compound)
            if 0 <= found < at < found + len(compound):
                return True
        return self.profile.wrapped and rest[:1].islower() and self.tail.family != "bullet"

    def _preamble(self, line: Line) -> bool:
        """Take legal bases and the enacting authority before the first numbered part."""
        text, folded = line.text, line.folded
        if is_caps(text) and begins(folded, wording().authority) and self.scope.children:
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
        if (
            self.tail is not None
            and self.before is not None
            and self.tail.family == "basis"
            and marker is None
        ):
            if not self.before.text.endswith((";", ".", ",")) and self._joins(line):
                return False
        self.tail = self.scope.add(
            Node("basis", "basis", lines=[line], text_at=marker.text_at if marker else 0)
        )
        self._step(line)
        return True

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

    def _joins(self, line: Line) -> bool:
        if self.before is None or self.tail is None:
            return False
        if is_caps(self.before.text) != is_caps(line.text) and is_caps(line.text):
            return False
        if is_caps(self.before.text) and not is_caps(line.text) and not line.text[0].islower():
            return False
        if self.profile.wrapped and self.tail.family == "bullet" and not self.before.text.endswith(TERMINAL):
            return not is_caps(line.text)  # an item of a list ends with a mark
        return self.profile.joins(self.before, line, first=len(self.tail.lines) == 1)

    def _text(self, line: Line) -> None:
        if self.tail is not None and (is_rule(line) or self._joins(line)):
            self.tail.lines.append(line)
            self._step(line)
            return
        if self.tail is not None and self.tail.family == "footnote" and self.closed:
            self.tail.lines.append(line)
            self._step(line)
            return
        if self.before is not None and self.before.text.endswith("./.") and self.current is not self.root:
            self.current = self.scope  # the mark that ends a document's body
        node = self.current
        if node.family == "para" and node.parent is not None:
            node = node.parent
        self.tail = node.add(Node("paragraph", "para", lines=[line]))
        self.current = self.tail
        self._step(line)

    # --- tables ----------------------------------------------------------------------------------

    def _flat_table(self) -> bool:
        limit = self._table_limit(self.position)
        table = read_flat_table(self.lines, self.position, limit, self._ends_table)
        if table is None:
            return False
        self._table(table)
        return True

    def _ruled_table(self) -> bool:
        table = ruled_table(self.source, self.lines, self.position, self._table_limit(self.position))
        if table is not None:
            self._table(table)
        return table is not None

    def _table_limit(self, start: int) -> int:
        for position in range(start + 1, len(self.lines)):
            line = self.lines[position]
            if position in self.tables or is_recipients_start(line) or is_signature_start(line):
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
            rest = line.text[marker.text_at :]
            if not rest or not rest[0].isupper():
                continue
            if (
                marker.family == "roman"
                and marker.value > 1
                and (rest.isupper() or self._continues(path, marker))
            ):
                return self._continues(path, marker)
            if marker.family in ("article", "chapter", "part"):
                return True
            if marker.family in ("number", "letter", "point") and self._continues(path, marker):
                return not self._inner_list(position, marker)
        return False

    @staticmethod
    def _continues(path: Sequence[Node], marker: Marker) -> bool:
        from knowledge.outline import follows

        return any(follows(node, marker) for node in path)

    def _inner_list(self, position: int, marker: Marker) -> bool:
        """Tell whether the marker only goes on with a list inside a cell (its predecessor stands just above)."""
        for line in self.lines[max(0, position - 12) : position]:
            for other in read_markers(line.text):
                if (
                    other.family == marker.family
                    and other.value == marker.value - 1
                    and other.text_at < len(line.text)
                ):
                    return line.index > self.position
        return False

    def _table(self, table: Table) -> None:
        self.in_bases = False
        parent = self.current
        while parent.family in ("para", "bullet") and parent.parent is not None and parent is not self.scope:
            if parent.family == "bullet" and parent.opens_list:
                break
            parent = parent.parent
        before = parent.children[-1] if parent.children else None
        goes_on = (
            before is not None
            and before.family in ("table", "table_more")
            and before.columns == table.columns
            and table.rows[0].parts != (1,)
        )
        if goes_on and before is not None and table.header.start == table.header.end:
            add_rows(before, table.rows, table.label)  # a table that runs over a page
        else:
            family = "table_more" if goes_on else "table"
            node = Node("table", family, span=table.header, label=table.label, columns=table.columns)
            add_rows(parent.add(node), table.rows, table.label)
        self.current = parent
        self.tail = None
        self.before = self.lines[table.end - 1]
        self.position = table.end

    # --- closing, attachments, appendices -----------------------------------------------------------

    def _closing(self) -> None:
        """Take recipients and signature, in whatever order the columns were flattened."""
        self.closed = True
        holder: Node | None = None
        named = False
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if holder is not None and self._closing_ends(line, named):
                break
            for column, part in enumerate(split_columns(line, self.source)):
                holder = self._closing_part(part, holder, column)
                named = named or (holder.family == "signature" and is_name(part.text))
            self._step(line)
        self.current, self.tail, self.before = self.scope, None, None

    def _closing_part(self, line: Line, holder: Node | None, column: int) -> Node:
        if is_recipients_start(line):
            return self.scope.add(Node("recipients", "recipients", lines=[line]))
        if is_signature_start(line) or holder is None:
            if holder is not None and holder.family == "signature":
                holder.lines.append(line)
                return holder
            return self.scope.add(Node("signature", "signature", lines=[line]))
        marker = bullet(line.text)
        if marker is not None and not is_rule(line):
            group = next((n for n in reversed(self.scope.children) if n.family == "recipients"), None)
            if group is not None and (holder.family != "signature" or group is self.scope.children[-1]):
                return group.add(Node("recipient", "recipient", lines=[line], text_at=marker.text_at))
            if group is not None:
                return self.scope.add(Node("recipient", "recipient", lines=[line], text_at=marker.text_at))
        signing = any(node.family == "signature" for node in self.scope.children)
        right = column > 0 or is_name(line.text) or begins(line.folded, wording().signed)
        if holder.family != "signature" and signing and right and not is_rule(line):
            return self.scope.add(Node("signature", "signature", lines=[line]))
        holder.lines.append(line)
        return holder

    def _closing_ends(self, line: Line, named: bool) -> bool:
        if footnote(line.text) or self.position in self.tables or is_table_start(self.lines, self.position):
            return True
        if appendix_number(line) is not None or self._attachment_start(self.position):
            return True
        if named and self._untitled_appendix(line):
            return True
        firsts = [
            m
            for m in read_markers(line.text)
            if m.value == 1 and m.family in ("roman", "article", "chapter", "part")
        ]
        return bool(firsts) or len(line.text) > 300

    def _attachment_start(self, position: int) -> bool:
        """Tell whether an attached document begins here: its title, or a header with its title below."""
        line = self.lines[position]
        if type_of_line(line) is not None:
            return self.closed or attached_within(self.lines, position + 1)
        if not self.closed or not (
            is_header_line(line)
            or (is_caps(line.text) and begins(normalize_tone(line.text.lower()), wording().issuer))
        ):
            return False
        for later in range(position + 1, min(position + 12, len(self.lines))):
            if type_of_line(self.lines[later]) is not None:
                return True
        return False

    def _attachment(self, line: Line) -> bool:
        if self.position == 0 or not self._attachment_start(self.position):
            return False
        if not self.closed and self.current is self.root and not self.root.children:
            return False
        start = title = self.position
        while type_of_line(self.lines[title]) is None:
            title += 1
        kind = type_of_line(self.lines[title])
        assert kind is not None
        stop = title_end(self.lines, title)
        name = f"{kind.name} kèm theo"
        self._scope(
            start, stop, "title", kind.anchor, name, squeeze(" ".join(self._title_words(title, stop)))
        )
        self.in_bases = True
        return True

    def _title_words(self, start: int, stop: int) -> list[str]:
        return [
            line.text
            for line in self.lines[start:stop]
            if not is_rule(line) and not is_attached_note(line) and not line.text.endswith(")")
        ]

    def _untitled_appendix(self, line: Line) -> bool:
        return (
            is_caps(line.text)
            and len(line.text.split()) >= 3
            and begins(line.folded, wording().appendix_untitled)
        )

    def _appendix(self, line: Line) -> bool:
        found = appendix_number(line)
        if found is None:
            if not (self.closed and self.current is self.scope and self._untitled_appendix(line)):
                return False
            found = ("", line.text)
        number, title = found
        ended = self.before is None or self.before.text.endswith(TERMINAL) or self.closed
        if not (is_caps(line.text) or ended):
            return False
        if not is_caps(line.text) and line.text.endswith((".", ";")) and title:
            return False
        stop = self.position + 1
        while stop < len(self.lines) and stop < self.position + 10 and self._heads_appendix(stop):
            stop += 1
        words = [title] if title else []
        words += self._title_words(self.position + 1, stop)
        code = f"PL-{number}" if number else "PL"
        label = f"Phụ lục {number}".strip()
        self._scope(self.position, stop, "appendix", code, label, squeeze(" ".join(words)))
        self.closed = True
        self.in_bases = False
        return True

    def _heads_appendix(self, position: int) -> bool:
        line = self.lines[position]
        if is_table_start(self.lines, position) or position in self.tables or footnote(line.text):
            return False
        if is_ruled(self.source, line):
            return False
        if is_attached_note(line) or line.text.startswith("(") or is_rule(line):
            return True
        before = self.lines[position - 1].text
        if before.startswith("(") and not before.endswith(")"):
            return True
        if read_markers(line.text) or bullet(line.text) or appendix_number(line) is not None:
            return False
        if is_caps(line.text):
            return True
        return len(line.text) <= 200 and not line.text.endswith((".", ":", ";")) and not before.endswith(")")

    def _scope(self, start: int, stop: int, family: str, code: str, label: str, heading: str) -> None:
        node = Node(
            "appendix", "scope", lines=list(self.lines[start:stop]), heading=heading, code=code, label=label
        )
        self.root.add(node)
        self.scope = self.current = node
        self.tail = None
        self.before = self.lines[stop - 1]
        self.position = stop


def add_rows(table: Node, rows: Sequence[Row], label: str) -> None:
    """Hang the rows of a table below it, group rows above the rows that they group."""
    stack: list[Node] = [table]
    for row in rows:
        node = Node(row.kind, "row", row.number, row.parts, span=row.span, cells=row.cells, label=label)
        node.heading = row.text or None
        node.code = row.family
        while len(stack) > 1 and not _groups(stack[-1], row):
            stack.pop()
        stack[-1].add(node)
        if row.kind == "heading_row" or row.family == "number":
            stack.append(node)


def _groups(above: Node, row: Row) -> bool:
    """Tell whether a row stands below an earlier one: under its group, or 1.1 under 1."""
    mine, theirs = _GROUP_ORDER[above.code], _GROUP_ORDER[row.family]
    if above.kind == "heading_row" and theirs > mine:
        return True
    if theirs == mine == _GROUP_ORDER["number"]:
        return len(row.parts) > len(above.parts) and row.parts[: len(above.parts)] == above.parts
    return theirs > mine
