"""From the built tree to clauses: paragraphs put where they belong, headings told, addresses given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.addresses import ROOT, AddressBook, Step, cite
from knowledge.front import is_rule
from knowledge.lines import CONTENTS, Line
from knowledge.model import Clause, Span
from knowledge.nodes import Node
from knowledge.text import fold, squeeze
from knowledge.wording import begins, wording

MAX_HEADING = 300
MAX_INLINE = 160
MAX_PAGE_LETTERS = 8  # "Trang 2/15", "Page 2 of 9"
_MARK = re.compile(r"\s*\[(?:\d{1,3}|\*{1,3})\]")
_SENTENCE = re.compile(r"\w{4}\.\s")  # a sentence ends inside; "TP. Huế" is none
_ITEMS = ("point", "bullet", "subpoint", "bracket", "bracket_letter", "bracket_roman")


def settle(root: Node) -> None:
    """Move paragraphs to the node that they belong to, then merge a heading's only paragraph into it.

    1. A paragraph below the last item of a list, that no colon announced, closes the list's parent.
    2. Among paragraphs that a colon announced, those at the end that lack the form of the others
       ("Lĩnh vực y tế: ...") close the parent too.
    3. A paragraph that closes the whole document goes to the outermost part.
    4. The one paragraph that follows a bare heading is that node's own text.
    """
    for node in list(root.walk())[::-1]:
        last = {child.family: child for child in node.children}
        for child in [child for child in node.children if child.family in _ITEMS]:
            if last[child.family] is child:
                _hoist(node, child)
    _close(root)
    owners = {line.index: node for node in root.walk() for line in node.lines}
    for node in list(root.walk()):
        _merge(node, owners)


def _inline(words: str) -> re.Match[str] | None:
    return re.match(r"([^:.;]{3,160}):\s", words)


def _hoist(parent: Node, node: Node) -> None:
    """Move paragraphs at the end of ``node``, the last item of its list, up beside it (rules 1 and 2)."""
    cut = len(node.children)
    while cut and node.children[cut - 1].family == "para":
        cut -= 1
    if cut == 0 and node.children and is_title(node):
        cut = 1  # the paragraph below a bare title is that title's own
    trailing = node.children[cut:]
    if node.opens_list:
        formed = [bool(_inline_heading(child.words, 60)) for child in trailing]
        if sum(formed) < 2:
            return
        keep = max(i for i, form in enumerate(formed) if form) + 1
        cut, trailing = cut + keep, trailing[keep:]
    if not trailing:
        return
    del node.children[cut:]
    while parent.family == "para" and parent.parent is not None:
        parent, node = parent.parent, parent  # a paragraph holds no paragraphs
    for child in trailing:
        child.parent = parent
    at = parent.children.index(node)
    parent.children[at + 1 : at + 1] = trailing


def _close(root: Node) -> None:
    scopes = [root, *(node for node in root.children if node.family == "scope")]
    for scope in scopes:
        body = [
            n
            for n in scope.children
            if n.family not in ("recipients", "signature", "recipient", "footnote", "scope")
        ]
        while body and body[-1].family == "para":
            body.pop()
        if not body:
            continue
        top = node = body[-1]
        while node.children:
            node = node.children[-1]
        above = node.parent
        if (
            node is top
            or above is None
            or node.family != "para"
            or (above.children == [node] and is_title(above))
        ):
            continue
        if not begins(fold(node.words), wording().closing):
            continue
        outer = top if top.family in ("part", "chapter", "roman", "letter") else scope
        if above is not outer:
            above.children.remove(node)
            node.parent = outer
            outer.children.insert(
                outer.children.index(top) + 1 if outer is scope else len(outer.children), node
            )


def is_title(node: Node) -> bool:
    """Tell whether a numbered node's words are nothing but a title."""
    words = node.words
    if not words or len(words) > MAX_HEADING:
        return False
    if node.family in _ITEMS and not node.children and node.family == "bullet":
        return False
    return not words.endswith((".", ";", ",")) and not _inline(words) and not _SENTENCE.search(words)


def _merge(node: Node, owners: Mapping[int, Node]) -> None:
    """Make the only paragraph below a bare title its own text, unless a footnote stands between them.

    ``owners`` tells which node a line belongs to.
    """
    if node.family not in (
        "part",
        "chapter",
        "division",
        "article",
        "roman",
        "letter",
        "caps",
        "number",
        *_ITEMS,
    ):
        return
    if node.family == "bullet" or not node.children or not (is_title(node) or not node.words):
        return
    first = node.children[0]
    if first.family != "para" or (len(node.children) > 1 and node.children[1].family == "para"):
        return
    between = range(node.lines[-1].index + 1, first.lines[0].index)
    if any(index in owners for index in between):
        return
    node.heading = _clean(node.words)
    node.lines = [*node.lines, *first.lines]
    for child in first.children:
        child.parent = node
    node.children = [*first.children, *node.children[1:]]


def _clean(heading: str) -> str:
    return squeeze(_MARK.sub("", heading)).rstrip(" :.-–")


def heading_of(node: Node) -> str:
    """Return the title of a node without its number; empty where it has none."""
    if node.heading is not None:
        return node.heading
    if node.family in (
        "para",
        "basis",
        "header",
        "signature",
        "recipients",
        "recipient",
        "footnote",
        "table",
        "row",
    ):
        if node.family == "para":
            return _inline_heading(node.words, 60)
        return ""
    if node.family == "title":
        return squeeze(" ".join(line.text for line in node.lines if not is_rule(line)))
    if node.family in ("authority", "addressees", "addressee"):
        return ""
    words = node.words
    if is_title(node):
        return _clean(words)
    whole = len(words) <= MAX_INLINE and not _SENTENCE.search(words)
    if words.endswith(":") and whole and node.children and not _lead_in(words[:-1]):
        return _clean(words)
    return _inline_heading(words, 60 if node.family == "bullet" else MAX_INLINE)


def _lead_in(words: str) -> bool:
    """Tell whether ``words`` only announce a list ("gồm", "như sau"); tones matter ("tại", "tải")."""
    lowered = " " + words.lower()
    return any(lowered.endswith(" " + word) for word in wording().lead_in)


def _inline_heading(words: str, limit: int) -> str:
    """Return the words before a colon as heading, where they read like one; ``limit`` is its greatest length.

    Before words in lower case only a body's name does ("Viettel ...: phối hợp với ..."): else the colon
    stands in the middle of a sentence.
    """
    match = _inline(words)
    if (
        match is None
        or len(match[1]) > limit
        or _lead_in(match[1])
        or match[1].count("(") != match[1].count(")")
    ):
        return ""
    if words[match.end() : match.end() + 1].islower() and not begins(fold(match[1]), wording().body_cell):
        return ""
    return _clean(match[1])


def _text(source: str, span: Span, pages: Sequence[Line]) -> str:
    """Return the text of ``span``, page furniture that falls inside left out."""
    inside = [page for page in pages if span.start <= page.start and page.end <= span.end]
    if not inside:
        return source[span.start : span.end]
    pieces, at = [], span.start
    for page in inside:
        pieces.append(source[at : page.start].rstrip())
        at = page.end
    pieces.append(source[at : span.end].lstrip())
    return "\n".join(piece.strip("\n\r\f") for piece in pieces if piece.strip())


def span_of(node: Node) -> Span:
    """Return the place of a node's own text."""
    if node.span is not None:
        return node.span
    return Span(min(line.start for line in node.lines), max(line.end for line in node.lines))


def to_clauses(root: Node, document_id: str, source: str, pages: Sequence[Line]) -> tuple[Clause, ...]:
    """Return the clauses of the tree in document order, page furniture among them."""
    book = AddressBook()
    clauses: list[Clause] = []
    pending: list[tuple[Node, Step, Clause | None, int]] = []

    def push(node: Node, step: Step, clause: Clause | None) -> None:
        counts: Counter[str] = Counter()
        if (
            node.lines
            and node.family not in ("scope", "bullet", "para", "row", "table")
            and _own_paragraph(node)
        ):
            counts["para"] = 1
        entries = []
        for child in node.children:
            counts[child.family] += 1
            entries.append((child, step, clause, counts[child.family]))
        pending.extend(reversed(entries))

    push(root, ROOT, None)
    while pending:
        node, above, parent, place = pending.pop()
        step = book.step(above, node, place)
        inner = step
        # what stands in the only table of a section, or in a list of recipients, is cited without it
        if node.family in ("recipients", "addressees", "table_more") or (
            node.family == "table" and _tables(node) == 1
        ):
            inner = above
        span = span_of(node)
        clause = Clause(
            document_id=document_id,
            address=step.address,
            kind=node.kind,
            number=node.number if node.family != "bullet" else "",
            citation=cite(step.cited),
            heading=heading_of(node),
            text=_text(source, span, pages),
            span=span,
            parent=parent.address if parent else None,
            path=(*parent.path, parent.heading)
            if parent and parent.heading
            else parent.path
            if parent
            else (),
            cells=tuple((name, source[cell.start : cell.end]) for name, cell in node.cells),
            order=0,
        )
        clauses.append(clause)
        push(node, inner, clause)
    heads = 0
    for line in pages:
        if line.text == CONTENTS:
            step = book.step(ROOT, Node("paragraph", "contents"), 1)
            span = Span(line.start, line.end)
            text = source[span.start : span.end]
            clauses.append(
                Clause(document_id, step.address, "paragraph", "", cite(step.cited), "", text, span, None)
            )
            continue
        digits = re.search(r"\d{1,4}", line.text)
        is_number = digits is not None and sum(char.isalpha() for char in line.text) <= MAX_PAGE_LETTERS
        heads += 0 if is_number else 1
        node = Node("paragraph", "page" if is_number else "head", lines=[line])
        step = book.step(ROOT, node, int(digits[0]) if is_number and digits else heads)
        span = Span(line.start, line.end)
        clauses.append(
            Clause(
                document_id,
                step.address,
                "paragraph",
                "",
                cite(step.cited),
                "",
                source[span.start : span.end],
                span,
                None,
            )
        )
    clauses.sort(key=lambda clause: clause.span.start)
    return tuple(_numbered(clauses))


def _own_paragraph(node: Node) -> bool:
    """Tell whether a node's own text has a paragraph besides its title: the next one is then the second."""
    if node.heading is None:
        return not is_title(node)
    return squeeze(_MARK.sub("", node.words)).rstrip(" :.-–") != node.heading


def _tables(node: Node) -> int:
    return sum(child.family == "table" for child in node.parent.children) if node.parent else 1


def _numbered(clauses: Sequence[Clause]) -> list[Clause]:
    from dataclasses import replace

    return [replace(clause, order=order) for order, clause in enumerate(clauses)]
