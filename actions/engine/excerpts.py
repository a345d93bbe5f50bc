"""Cutting: the part of a long text that holds what is asked, and table rows in plain words.

A text that is too long keeps the sentences that hold the most of the question's words between them, and
then what follows those (an enumeration goes on); "…" stands for what is left out. A table row keeps its
name and the cells that hold what is asked, each under the name of its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from knowledge.model import Clause
from knowledge.text import fold, squeeze

Weigh = Callable[[str], Mapping[str, float]]
"""Says which words of the question a piece of text holds, and how much each weighs."""

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
_COMMA = re.compile(r"(?<=,)\s+|\s+(?=\()")
_SHARE = re.compile(r"\d\s?%")
_APART = re.compile(r"\d|^\(")
_CLOSE = 160
_GAP = "…"
_LEAST_NEW = 0.2
_LONG = 0.6
_TOP_AND_UNDER = " / "


def excerpt(text: str, limit: int, weigh: Weigh, opening: bool = False) -> str:
    """Return at most about ``limit`` characters of ``text``: the pieces that hold what is asked.

    ``opening`` keeps the first piece in any case: a task is named by its verb.
    """
    line = shorten(text, len(text))
    if len(line) <= limit:
        return line
    pieces = [
        piece
        for sentence in _SENTENCE.split(line)
        for piece in (_counted(_COMMA.split(sentence)) if len(sentence) > limit * _LONG else [sentence])
    ]
    chosen = _chosen(pieces, [dict(weigh(piece)) for piece in pieces], limit, first=opening)
    return _joined(pieces, chosen, limit)


def _counted(pieces: Sequence[str]) -> list[str]:
    """Join a piece with a percentage to what it goes on to count ("90% hộ được tiếp cận, dùng thử ...")."""
    result: list[str] = []
    for piece in pieces:
        counts = result and _SHARE.search(result[-1]) and len(result[-1]) < _CLOSE
        if counts and not _APART.search(piece):
            result[-1] = f"{result[-1]} {piece}"
        else:
            result.append(piece)
    return result


def row_text(clause: Clause, limit: int, weigh: Weigh, say: Callable[[str], str] = str) -> str:
    """Return a table row as its name and labelled cells, as many as fit; those that are asked first.

    ``say`` puts a cell into words; by default it stays as it is written.
    """
    cells = [(label, say(text)) for label, text in labelled(clause)]
    texts = [f"{label}: {text}" if label else text for label, text in cells]
    if sum(len(text) + 2 for text in texts) > limit:
        kept = _chosen(texts, [dict(weigh(text)) for text in texts], limit, first=True)
        texts = [text if at in kept else "" for at, text in enumerate(texts)]
    name = shorten(texts[0], limit) if texts else ""
    return "; ".join([name, *(text for text in texts[1:] if text)])


def labelled(clause: Clause) -> list[tuple[str, str]]:
    """Return a row's cells with their columns as a sentence names them; the first, its name, without one."""
    cells = [(squeeze(label), squeeze(text)) for label, text in clause.cells if squeeze(text)]
    cells = [(label, text) for label, text in cells if text.rstrip(".") != clause.number]
    return [("" if at == 0 else _label(label), text) for at, (label, text) in enumerate(cells)]


def _label(heading: str) -> str:
    """Return "số liệu năm 2022" for the column "Năm 2022 / Số liệu"."""
    top, _, under = heading.rpartition(_TOP_AND_UNDER)
    return " ".join(_small(part) for part in (under, top) if part)


def _small(words: str) -> str:
    """Return the words with a small first letter, unless they begin with an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def shorten(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word with "…" where it is longer than ``limit``."""
    line = squeeze(text).rstrip(";.,: ").lstrip("-–+•* ")
    if len(line) <= limit:
        return line
    end = line.rfind(" ", 0, limit)
    return line[: end if end > 0 else limit].rstrip(" ,;:") + _GAP


def fair_limit(lengths: Sequence[int], room: int, least: int) -> int:
    """Return the length at which items are cut so that together they take about ``room``.

    Short items leave their share to the long ones; never less than ``least``.
    """
    left, limit = room, least
    for at, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - at)
        if length > share:
            return max(least, share)
        left -= length
        limit = max(limit, length)
    return limit


def pages(text: str, size: int) -> list[str]:
    """Return a whole text in pages of whole sentences, each at most about ``size`` characters."""
    result = [""]
    for sentence in _SENTENCE.split(squeeze(text)):
        if result[-1] and len(result[-1]) + len(sentence) + 1 > size:
            result.append("")
        result[-1] = f"{result[-1]} {sentence}".strip()
    return result


def _chosen(
    pieces: Sequence[str], held: Sequence[Mapping[str, float]], limit: int, first: bool = False
) -> set[int]:
    """Return which pieces to keep: those that hold most together, then their neighbours.

    Args:
        pieces: in order.
        held: what each holds of the question.
        limit: for all of them.
        first: the first is kept whatever it holds.
    """
    chosen: set[int] = {0} if first else set()
    room = limit - sum(len(pieces[at]) for at in chosen)
    covered = {word for at in chosen for word in held[at]}
    while True:
        worth = [
            0.0 if at in chosen else sum(weight for word, weight in found.items() if word not in covered)
            for at, found in enumerate(held)
        ]
        fitting = [at for at in range(len(pieces)) if at not in chosen and len(pieces[at]) <= room]
        best = max(fitting or range(len(pieces)), key=lambda at: (worth[at], -at))
        enough = chosen and worth[best] < _LEAST_NEW
        if enough or (chosen and best not in fitting):
            break
        chosen.add(best)
        covered |= set(held[best])
        room -= len(pieces[best]) + 1
    for step in (1, -1):
        for at in sorted(chosen, reverse=step < 0):
            beside = at + step
            while 0 <= beside < len(pieces) and (beside in chosen or len(pieces[beside]) <= room):
                room -= 0 if beside in chosen else len(pieces[beside]) + 1
                chosen.add(beside)
                beside += step
    return chosen


def _joined(pieces: Sequence[str], chosen: set[int], limit: int) -> str:
    parts: list[str] = []
    for at in sorted(chosen):
        if at and at - 1 not in chosen:
            parts.append(_GAP)
        parts.append(pieces[at] if len(chosen) > 1 else shorten(pieces[at], limit))
    text = " ".join(parts)
    if len(pieces) - 1 in chosen or text.endswith(_GAP):
        return text
    return text.rstrip(" ,;:.") + _GAP


def holds(text: str, words: str) -> bool:
    """Return whether ``text`` holds ``words``, whatever their accents and spaces."""
    return bool(words) and fold(squeeze(words)) in fold(squeeze(text))
