"""Where a numbered line belongs: the open lists, and which reading of a marker continues them.

The rules, in order:

1. A number that follows on an open list of its family (2 after 1, ``đ`` or ``e`` after ``d``) is the next
   item of the deepest such list.
2. A dotted number stands under the item whose number it extends (1.4 under 1; also II.1 under II).
3. A first number (1, I, A, a) opens a list under the deepest open item of a higher rank.
4. A number that skips, repeats or goes back is taken as an item where lines are not wrapped, or after the
   end of a sentence; else it is the running text of a wrapped line ("mức độ / 4 được ...").
5. Bullets nest in the order in which their glyphs first appear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.lines import TERMINAL, Line, WrapProfile
from knowledge.markers import ALPHABET, RANK, Marker, letter_follows
from knowledge.model import ClauseKind
from knowledge.nodes import Node

KIND_OF_FAMILY: dict[str, ClauseKind] = {
    "part": "part",
    "chapter": "chapter",
    "division": "part",
    "article": "article",
    "letter": "part",
    "roman": "part",
    "caps": "part",
    "number": "section",
    "point": "point",
    "subpoint": "point",
    "bracket": "point",
    "bracket_letter": "point",
    "bracket_roman": "point",
    "bullet": "bullet",
    "footnote": "footnote",
}
_LETTERED = ("point", "letter", "bracket_letter")
_DASHES = "-–—−‑‒"
MAX_FIRST = len(ALPHABET)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a marker's node goes, and how sure that is (3 next in sequence, 2 first, 1 out of sequence)."""

    marker: Marker
    parent: Node
    score: int


def follows(before: Node, marker: Marker) -> bool:
    """Tell whether ``marker`` is the next number of the list that ``before`` is an item of."""
    if before.family != marker.family or len(before.parts) != len(marker.parts):
        return False
    if before.style != marker.style:
        return False
    if before.parts[:-1] != marker.parts[:-1]:
        return False
    if marker.family in _LETTERED:
        return letter_follows(before.parts[-1], marker.value)
    return marker.value == before.parts[-1] + 1


def _is_first(marker: Marker) -> bool:
    return marker.value == 1


def _container(path: list[Node], marker: Marker) -> Node:
    """Return the deepest open node that may hold a list of the marker's family."""
    rank = RANK[marker.family]
    for node in reversed(path):
        if node.parent is None or node.family == "scope" or RANK.get(node.family, 99) < rank:
            return node
    return path[0]


def _dotted_parent(path: list[Node], marker: Marker) -> Node | None:
    """Return the open node that a dotted number extends: 1 for 1.4, II for II.1."""
    for node in reversed(path):
        if node.family == "number" and node.parts == marker.parts[:-1]:
            return node
        if (
            node.family in ("roman", "letter", "article", "chapter", "part")
            and node.parts == marker.parts[:-1]
        ):
            return node
    return None


def _place(path: list[Node], marker: Marker, loose: bool) -> Place | None:
    open_same = [node for node in path if node.family == marker.family]
    pointed = any(node.style == "." for node in open_same)
    if marker.family == "number" and marker.style == ")" and pointed:
        return None  # "1)" below "1." is a list of its own, read as a bracket
    for node in reversed(open_same):
        if follows(node, marker) and node.parent is not None:
            return Place(marker, node.parent, 3)
    if len(marker.parts) > 1 and marker.family == "number":
        parent = _dotted_parent(path, marker)
        if parent is not None and (_is_first(marker) or loose):
            return Place(marker, parent, 3 if _is_first(marker) else 2)
        return Place(marker, _container(path, marker), 1) if loose and parent is None else None
    if marker.family == "subpoint":
        for node in reversed(path):
            if node.family == "point" and node.parts == marker.parts[:1]:
                return Place(marker, node, 3)
        return None
    if _is_first(marker):
        if open_same and path[-1].opens_list and path[-1].family != "bullet":
            return Place(marker, path[-1], 2)
        if open_same and RANK[marker.family] >= RANK["number"]:
            parent = open_same[-1].parent
            return Place(marker, parent, 2) if parent is not None else None
        return Place(marker, _container(path, marker), 2)
    if not loose:
        return None
    same_depth = [node for node in open_same if len(node.parts) == len(marker.parts)]
    if same_depth and same_depth[-1].parent is not None:
        near = -3 <= marker.value - same_depth[-1].parts[-1] <= 3
        return Place(marker, same_depth[-1].parent, 1) if near else None
    if open_same or marker.value > MAX_FIRST or marker.family == "letter":
        return None  # "C. Mác": letters begin at A
    return Place(marker, _container(path, marker), 1)


def find_place(
    path: list[Node],
    line: Line,
    readings: list[Marker],
    before: Line | None,
    profile: WrapProfile,
    recent: Mapping[str, tuple[int, ...]],
) -> Place | None:
    """Return where ``line`` opens a node, or None when its beginning is running text.

    ``path`` is the chain of open nodes from the scope down, ``before`` the line above in the same text,
    ``recent`` the last number of each family (numbers may be counted on from part to part).
    """
    ended = before is None or before.text.endswith(TERMINAL)
    loose = ended or not profile.wrapped
    best: Place | None = None
    for marker in readings:
        rest = line.text[marker.text_at :]
        if (
            rest[:1].islower()
            and not ended
            and profile.wrapped
            and marker.family in ("number", "roman", "letter")
        ):
            continue
        if marker.family in ("letter", "roman") and not rest and profile.wrapped:
            continue
        counted_on = recent.get(marker.family) == (*marker.parts[:-1], marker.value - 1)
        place = _place(path, marker, loose or counted_on)
        if place is not None and (best is None or place.score > best.score):
            best = place
    return best


def bullet_parent(path: list[Node], marker: Marker) -> Node:
    """Return the node under which a bullet goes: beside the open bullet of its glyph, else below it."""
    glyph = "-" if marker.number in _DASHES else marker.number
    for node in reversed(path):
        if node.family == "bullet":
            if ("-" if node.number in _DASHES else node.number) == glyph and node.parent is not None:
                return node.parent
        elif node.family != "para":
            break
    for node in reversed(path):
        if node.family == "para" and not node.opens_list:
            continue
        return node
    return path[0]
