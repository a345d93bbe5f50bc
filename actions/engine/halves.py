"""Two questions in one message: "... bao nhiêu, và bao nhiêu phải ...", "ai làm? Kinh phí ở đâu?".

Each half has words that ask. Read as one question, the words of the second keep the first from being found,
or the answer to one passes for the answer to both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.engine.reply.wording import answer_of
from actions.engine.syllables import tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from actions.engine.words import Lexicon
from knowledge.library import Library

_BETWEEN = re.compile(r"[,;]?\s+(?:và|rồi)\s+|[,;]\s+|[?!.]\s+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST = 3


def cut(text: str, words: Lexicon) -> tuple[str, str] | None:
    """Return the two halves of a message that each ask something, or None.

    Args:
        text: the message in normal form.
        words: tells the words that ask.
    """
    for between in _BETWEEN.finditer(text):
        halves = text[: between.start()].strip(), text[between.end() :].strip()
        if all(_asks(half, words) for half in halves):
            return halves
    return None


def _asks(half: str, words: Lexicon) -> bool:
    said = tokens(half)
    return len(said) >= _FEWEST and "wh" in words.cues_of(words.blanked("asks_nothing", said, False), False)


def said_in(part: Draft, whole: Draft, library: Library) -> bool:
    """Return whether the answer to the whole message gives what the answer to a part gives."""
    facts = all(fact in whole.facts for fact in part.facts)
    figures = set(_FIGURE.findall(_body(part, library))) <= set(_FIGURE.findall(_body(whole, library)))
    return facts and same_place(part, whole) and figures


def same_place(part: Draft, other: Draft) -> bool:
    """Return whether an answer rests on no other clauses than another one."""
    return {item.clause for item in part.citations} <= {item.clause for item in other.citations}


def both(first: Draft, second: Draft, library: Library) -> Draft:
    """Return one draft that gives the answers to both halves, one after the other."""
    citations = {item.clause: item for item in (*second.citations, *first.citations)}
    order = dict.fromkeys(item.clause for item in (*first.citations, *second.citations))
    return Draft(
        "answered",
        "halves",
        {"first": _body(first, library), "second": _body(second, library)},
        facts=(*first.facts, *(fact for fact in second.facts if fact not in first.facts)),
        citations=tuple(citations[clause] for clause in order),
        computed=(*first.computed, *second.computed),
        bodies=(*first.bodies, *second.bodies),
    )


def alone(first: Draft) -> Draft:
    """Return the answer to the first half with the word that the second was not found."""
    opening = "\n".join(filter(None, [phrase("second_unfound"), str(first.values.get("opening", ""))]))
    values: dict[str, Any] = {**first.values, "opening": opening}
    return replace(first, values=values)


def _body(draft: Draft, library: Library) -> str:
    return "\n".join(filter(None, [str(draft.values.get("opening", "")), answer_of(draft, library)]))
