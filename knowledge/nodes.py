"""The tree while it is being built: one mutable node for each clause to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.lines import Line
from knowledge.markers import Marker
from knowledge.model import ClauseKind, Span


@dataclass(slots=True, eq=False)
class Node:
    """One node under construction.

    Attributes:
        kind: kind of the clause it will become.
        family: numbering family (``knowledge.markers``), or a word of its own ("para", "basis", "row" ...).
        number: as printed, without punctuation.
        parts: numbers to compare in sequence.
        lines: its own lines, in order; for rows and tables ``span`` says it instead.
        text_at: offset of the words in the first line's text, after the marker.
        heading: fixed heading; None where it is to be told from the text.
        title_lines: how many of ``lines`` make the heading of a table or appendix; 0: tell from the text.
        cells: (column heading, place) of a row.
        columns: column headings of a table.
        style: how its number is closed (``knowledge.markers.Marker.style``).
        label: word for citing a row ("chỉ tiêu").
        code: address part of a scope (an attached document or appendix).
    """

    kind: ClauseKind
    family: str
    number: str = ""
    parts: tuple[int, ...] = ()
    lines: list[Line] = field(default_factory=list)
    text_at: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    heading: str | None = None
    span: Span | None = None
    cells: tuple[tuple[str, Span], ...] = ()
    columns: tuple[str, ...] = ()
    style: str = "."
    label: str = ""
    code: str = ""

    def add(self, child: Node) -> Node:
        """Append ``child`` and return it."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def path(self) -> list[Node]:
        """Nodes from the root of the tree down to this one."""
        chain: list[Node] = []
        node: Node | None = self
        while node is not None:
            chain.append(node)
            node = node.parent
        return chain[::-1]

    @property
    def last_text(self) -> str:
        """Text of the last own line, empty where there is none."""
        return self.lines[-1].text if self.lines else ""

    @property
    def opens_list(self) -> bool:
        """Tell whether the own text ends with a colon."""
        return self.last_text.rstrip().endswith(":")

    @property
    def words(self) -> str:
        """Own text without the marker, lines joined by one blank."""
        if not self.lines:
            return ""
        parts = [self.lines[0].text[self.text_at :], *(line.text for line in self.lines[1:])]
        return " ".join(part for part in parts if part).strip()

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in document order, without recursion."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))


def numbered(kind: ClauseKind, marker: Marker, line: Line) -> Node:
    """Return a node that ``marker`` opens on ``line``."""
    node = Node(kind, marker.family, marker.number, marker.parts, [line], marker.text_at)
    node.style = marker.style
    return node
