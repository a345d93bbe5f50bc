"""Rows of a table as nodes: group rows above the rows that they group."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.nodes import Node
from knowledge.tables import Row, Table

_ORDER = {"letter": 0, "roman": 1, "group": 2, "number": 3, "point": 4}


def add_table(parent: Node, table: Table) -> None:
    """Hang ``table`` below ``parent``.

    A table that goes on with the one before (same columns, rows counted on: a page break lay between) adds
    its rows to it, or, where its headings are repeated, is a node of its own that rows are not cited by.
    """
    before = parent.children[-1] if parent.children else None
    goes_on = (
        before is not None
        and before.family in ("table", "table_more")
        and before.columns == table.columns
        and table.rows[0].parts != (1,)
    )
    if goes_on and before is not None and table.header.start == table.header.end:
        add_rows(before, table.rows, table.label)
        return
    family = "table_more" if goes_on else "table"
    node = Node("table", family, span=table.header, label=table.label, columns=table.columns)
    add_rows(parent.add(node), table.rows, table.label)


def add_rows(table: Node, rows: Sequence[Row], label: str) -> None:
    """Hang ``rows`` below a table's node; ``code`` of a row's node keeps its numbering family."""
    stack: list[Node] = [table]
    for row in rows:
        node = Node(row.kind, "row", row.number, row.parts, span=row.span, cells=row.cells, label=label)
        node.heading = row.text or None
        node.code = row.family
        while len(stack) > 1 and not _groups(stack[-1], row):
            stack.pop()
        stack[-1].add(node)
        if row.kind == "heading_row" or (row.family == "number" and row.parts):
            stack.append(node)


def _groups(above: Node, row: Row) -> bool:
    """Tell whether a row stands below an earlier one: under its group, or 1.1 under 1."""
    mine, theirs = _ORDER[above.code], _ORDER[row.family]
    if above.kind == "heading_row" and theirs > mine:
        return True
    if theirs == mine == _ORDER["number"]:
        return len(row.parts) > len(above.parts) and row.parts[: len(above.parts)] == above.parts
    return theirs > mine and bool(row.parts)
