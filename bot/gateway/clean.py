"""A person's message made safe to hand to Rasa, with its words untouched."""

from __future__ import annotations

import re
import unicodedata

COMMAND_SIGNS = "/\\@\uff0f\u2044\u2215\u29f8\uff20\ufe6b\uff3c"
"""Signs that begin a command in Rasa (``/intent@0.9{...}``), and those that look the same."""
_MAX_MARKS = 3
_SPACE = re.compile(r"\s+")


def clean_message(text: str) -> str:
    """Return ``text`` in NFC, on one line, without invisible characters and leading command signs.

    Rasa reads a text that begins with ``/`` as "this is the intent, these are the slots", which would let a
    person set the assistant's state: such signs at the beginning are dropped, whatever spaces or invisible
    characters stand before them. Invisible are control, format (zero-width, direction, tag), surrogate and
    private characters. More than three combining marks on one letter are cut to three. The result may be
    empty.
    """
    composed = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    marks = 0
    for char in composed:
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
            marks = 0
        elif category.startswith("C"):
            continue
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= _MAX_MARKS and not _is_variation_selector(char):
                kept.append(char)
        else:
            kept.append(char)
            marks = 0
    squeezed = _SPACE.sub(" ", "".join(kept))
    return unicodedata.normalize("NFC", squeezed.lstrip(" " + COMMAND_SIGNS).rstrip())


def has_words(text: str) -> bool:
    """Return whether there is anything to answer: a letter, a digit, a symbol such as an emoji, or a dot.

    A message of nothing but signs ("...", "?") is a message too: it gets the question what is meant.
    """
    return any(unicodedata.category(char)[0] in "LNSP" for char in text)


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
