"""Word segmentation with exact offsets: underthesea proposes, the gazetteer disposes.

underthesea joins words across the ends of names (a province and the "đạt" behind it), so names from the
registry are always whole words; text without diacritics, on which it is lost, is cut into syllables.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Span
from nlu.entities import find_names
from nlu.words import syllables, word_starts

_WHOLE = frozenset({"province", "agency", "document"})


def _join(parts: Sequence[Span], starts: set[int]) -> list[Span]:
    words: list[Span] = []
    for part in parts:
        if words and part.start not in starts:
            words[-1] = Span(words[-1].start, part.end)
        else:
            words.append(part)
    return words


def segment(text: str) -> list[Span]:
    """Return the words of ``text`` as spans in order; they never overlap and never fail.

    Args:
        text: any text; offsets are into it as given (NFD and doubled spaces included).
    """
    parts = syllables(text)
    if not parts:
        return []
    starts = word_starts(text)
    if starts is None:
        starts = {part.start for part in parts}
    for name in find_names(text):
        if name.kind not in _WHOLE:
            continue
        inside = [part for part in parts if name.start <= part.start and part.end <= name.end]
        starts -= {part.start for part in inside}
        starts.add(name.start)
        starts.add(_next(parts, name.end))
    return _join(parts, starts)


def _next(parts: Sequence[Span], offset: int) -> int:
    return next((part.start for part in parts if part.start >= offset), -1)
