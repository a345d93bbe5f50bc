"""The end of a document: recipients and signature, in whatever order their two columns were flattened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.front import is_name, is_recipients_start, is_rule, is_signature_start
from knowledge.lines import Line, is_caps, split_columns
from knowledge.markers import bullet, read_markers
from knowledge.nodes import Node
from knowledge.wording import begins, wording

MAX_LINE = 300


def starts_closing(line: Line) -> bool:
    """Tell whether a line opens the recipients or the signature."""
    return is_recipients_start(line) or is_signature_start(line)


def read_closing(
    source: str, lines: Sequence[Line], at: int, scope: Node, ends: Callable[[int, bool], bool]
) -> int:
    """Add recipients and signature that begin at line ``at`` to ``scope``; return the line after them.

    ``ends(i, named)`` tells whether something else begins at line ``i``; ``named`` tells that the signer's
    name has been read.
    """
    reader = _Reader(scope)
    position = at
    while position < len(lines):
        line = lines[position]
        if position > at and (ends(position, reader.named) or _is_body(line)):
            break
        for column, part in enumerate(split_columns(line, source)):
            reader.take(part, column)
        position += 1
    return position


def _is_body(line: Line) -> bool:
    """Tell whether a line begins a body: a first part or article, or running text."""
    firsts = ("roman", "article", "chapter", "part")
    return len(line.text) > MAX_LINE or any(
        marker.value == 1 and marker.family in firsts for marker in read_markers(line.text)
    )


class _Reader:
    """Sorts the lines of a closing into recipients and signature."""

    def __init__(self, scope: Node) -> None:
        self.scope = scope
        self.holder: Node | None = None
        self.named = False

    def take(self, line: Line, column: int) -> None:
        """Give ``line`` (of the given column of its printed line) to the node that it belongs to."""
        self.holder = self._holder(line, column)
        self.named = self.named or (self.holder.family == "signature" and is_name(line.text))

    def _holder(self, line: Line, column: int) -> Node:
        holder = self.holder
        if is_recipients_start(line):
            return self.scope.add(Node("recipients", "recipients", lines=[line]))
        signs = is_signature_start(line)
        if holder is None or (signs and holder.family != "signature"):
            return self.scope.add(Node("signature", "signature", lines=[line]))
        if not signs and not is_rule(line):
            marker = bullet(line.text)
            group = next((n for n in reversed(self.scope.children) if n.family == "recipients"), None)
            if marker is not None and group is not None:
                # after a signature the recipients' own node is closed: nodes hold lines that stand together
                above = group if group is self.scope.children[-1] else self.scope
                return above.add(Node("recipient", "recipient", lines=[line], text_at=marker.text_at))
            if holder.family != "signature" and (is_caps(line.text) or self._signs(line, column)):
                return self.scope.add(Node("signature", "signature", lines=[line]))
        holder.lines.append(line)
        return holder

    def _signs(self, line: Line, column: int) -> bool:
        """Tell whether a line among recipients is the signature's: right column, a name, "(Đã ký)"."""
        signing = any(node.family == "signature" for node in self.scope.children)
        return signing and (column > 0 or is_name(line.text) or begins(line.folded, wording().signed))
