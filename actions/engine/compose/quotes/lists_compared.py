"""What two plans enumerate of one kind ("lĩnh vực ưu tiên"), side by side: in both, and in one alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from actions.engine.compose.base import Case, joined, plan_name, unique
from actions.engine.compose.plans.documents import without_number
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft
from knowledge.model import Clause, Document
from knowledge.text import squeeze

_TYPES = frozenset({"list", "compare", "passage", "count", "indicator", "unknown"})
_SERIES = re.compile(r"\(([^()]{12,500})\)|:\s*([^.:]{12,600})")
_LOOKED_AT = 5
_FEWEST = 3
_ALIKE = 0.6
_NAME = 60
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Enumeration:
    """What one plan lists, and the clause that lists it."""

    document: Document
    clause: Clause
    items: tuple[str, ...]


def set_beside(case: Case) -> Draft | None:
    """Answer which things of a kind one of two plans lists and the other doesn't, or both list."""
    question = case.question
    asked = {"lists_weighed", "lacking"} & question.cues and question.type in _TYPES
    if not asked or "indicators" in question.cues or question.agencies or not case.telling:
        return None
    if question.years or question.figures:
        return None  # a target's values are compared
    found = [_listed(case, document) for document in case.documents] if len(case.documents) == _PAIR else []
    lists = [item for item in found if item is not None]
    if len(lists) < _PAIR:
        return None
    first, second = lists
    both = [item for item in first.items if _held(item, second.items)]
    return Draft(
        status="answered",
        template="lists_compared",
        values={
            "rows": [
                {
                    "plan": plan_name(one.document),
                    "province": one.document.province,
                    "count": len(one.items),
                    "items": "; ".join(one.items),
                    "alone": joined([item for item in one.items if not _held(item, other.items)]),
                }
                for one, other in ((first, second), (second, first))
            ],
            "both": joined(both),
            "no_quote": True,
        },
        facts=tuple(item.clause for item in lists),
        citations=unique(case.cite_clause(item.clause) for item in lists),
        computed=tuple(str(len(item.items)) for item in lists),
        total=len(lists),
    )


def _listed(case: Case, document: Document) -> _Enumeration | None:
    """Return what a plan enumerates of the kind asked: the parts of a section, else a series of names."""
    for scored in case.finder.clauses(case.question, [document])[:_LOOKED_AT]:
        if not scored.fits:
            continue
        children = case.library.children(scored.record)
        headings = [squeeze(item.heading or without_number(item)) for item in children]
        items = _without_lead(headings) if len(headings) >= _FEWEST else _series(squeeze(scored.record.text))
        # Sentences are no names: what they hold can't be set against each other.
        if len(items) >= _FEWEST and all(len(item) <= _NAME for item in items):
            return _Enumeration(document, scored.record, tuple(items))
    return None


def _without_lead(headings: Sequence[str]) -> list[str]:
    """Return headings without the words that all of them begin with ("Chuyển đổi số trong lĩnh vực ...")."""
    words = [item.split() for item in headings]
    columns = ({word.lower() for word in column} for column in zip(*words, strict=False))
    lead = len(list(takewhile(lambda column: len(column) == 1, columns)))
    return [" ".join(item[lead:]).strip(" .;:") for item in words if len(item) > lead]


def _series(text: str) -> list[str]:
    """Return the items of the longest series of a text, in brackets or behind a colon."""
    best: list[str] = []
    for found in _SERIES.finditer(text):
        series = found.group(1) or found.group(2)
        parts = re.split(r";" if series.count(";") > 1 else r"[,;]", series)
        items = [part.strip(" .…") for part in parts if part.strip(" .…")]
        best = max(best, items, key=len)
    return best


def _held(item: str, others: Sequence[str]) -> bool:
    """Return whether a list names a thing, as far as the words tell."""
    own = set(folded(tokens(item)))
    return any(
        len(own & set(folded(tokens(other)))) >= _ALIKE * min(len(own), len(set(tokens(other))))
        for other in others
    )
