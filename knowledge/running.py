"""Whether a line goes on with the one before: broken sentences, headings in two lines, short rests."""

from __future__ import annotations

from knowledge.lines import TERMINAL, Line, WrapProfile, is_caps
from knowledge.markers import Marker
from knowledge.nodes import Node
from knowledge.text import fold
from knowledge.wording import wording

MAX_REST = 4
"""Words of a rest that a line break cut off an item."""

_ITEMS = ("bullet", "point", "bracket", "subpoint")


def dash_in_sentence(
    before: Line | None, line: Line, tail: Node | None, marker: Marker, profile: WrapProfile
) -> bool:
    """Tell whether a wrapped line begins with a dash of its sentence ("2021 / - 2025")."""
    if before is None or before.text.endswith(TERMINAL) or tail is None:
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
    return profile.wrapped and rest[:1].islower() and tail.family != "bullet"


def joins(before: Line | None, line: Line, tail: Node | None, profile: WrapProfile) -> bool:
    """Tell whether a line without a marker goes on with the last line of ``tail``."""
    if before is None or tail is None:
        return False
    if _ends_item(before, line, tail):
        return True
    if is_caps(before.text) != is_caps(line.text) and is_caps(line.text):
        return False
    if is_caps(before.text) and not is_caps(line.text) and not line.text[0].islower():
        return False
    ended = before.text.endswith(TERMINAL)
    numbered_caps = tail.family in ("part", "roman", "letter") and len(tail.lines) < 4
    if numbered_caps and is_caps(before.text) and is_caps(line.text) and not ended:
        return True  # a heading in capitals broken in two, wrapped text or not
    if profile.wrapped and tail.family in ("bullet", "basis") and not ended:
        return not is_caps(line.text)  # an item of a list ends with a mark
    return profile.joins(before, line, first=len(tail.lines) == 1)


def _ends_item(before: Line, line: Line, tail: Node) -> bool:
    """Tell whether a line is the short end of the item before ("... tối thiểu 20%" / "GRDP;")."""
    if tail.family not in _ITEMS:
        return False
    if before.text.endswith(TERMINAL) or is_caps(before.text):
        return False
    return line.text.endswith((";", ".")) and len(line.text.split()) <= MAX_REST
