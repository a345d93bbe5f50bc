"""Which target of each plan is set beside those of the others: of those about as good, two of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.engine.compose.base import Case
from actions.engine.compose.targets.measures import alike_in, measure_of
from actions.engine.compose.targets.narrowing import counted_groups
from actions.engine.compose.targets.selection import answers_year
from actions.engine.evidence import Family
from actions.engine.match import name_words

_ALIGNED = 0.2


def aligned(case: Case, kept: Sequence[Family]) -> dict[str, Family]:
    """Return for each plan the target to compare: of those about as good, the one that counts the same.

    "Cáp quang" fits a target about households and one about communes; only two of a kind compare.
    """
    first_of: dict[str, Family] = {}
    for item in kept:
        first_of.setdefault(item.document_id, item)
    if len(first_of) < 2 or "same_target" in case.question.cues:
        return first_of
    near: dict[str, list[Family]] = {document_id: [] for document_id in first_of}
    for document_id, families in case.finder.families(case.question, case.documents).items():
        if document_id in near:
            least = first_of[document_id].score - _ALIGNED
            near[document_id] = [i for i in families if i.score >= least and answers_year(case, i)]
    counted = first_of | _sharing(near, _counted)
    if _all_alike(case, counted):
        return counted
    # "Kinh tế số": of one plan's share of the product, and its share of each sector, the one that both have.
    measured = first_of | _sharing(near, _measured)
    return measured if _all_alike(case, measured) else counted


def _sharing(
    near: dict[str, list[Family]], kinds_of: Callable[[Family], frozenset[str]]
) -> dict[str, Family]:
    """Return of near targets those of the kind that most plans have; empty where none is shared."""
    shared: dict[str, list[Family]] = {}
    for families in near.values():
        held: dict[str, Family] = {}
        for item in families:
            for kind in kinds_of(item):
                held.setdefault(kind, item)
        for kind, item in held.items():
            shared.setdefault(kind, []).append(item)
    ordered = (shared[kind] for kind in sorted(shared))
    best = max(ordered, key=lambda items: (len(items), sum(item.score for item in items)), default=[])
    return {item.document_id: item for item in best} if len(best) > 1 else {}


def _counted(family: Family) -> frozenset[str]:
    """Return what a target counts (households, communes ...), as its name and unit say; empty if unsaid."""
    return counted_groups(f"{family.name} {family.members[0].unit}")


def _measured(family: Family) -> frozenset[str]:
    """Return what a target is a share of, as its name says; empty if unsaid."""
    return frozenset({measure_of(family.members[0]).group}) - {""}


def _all_alike(case: Case, families: dict[str, Family]) -> bool:
    """Return whether all of several plans' targets may be ranked together."""
    items = list(families.values())
    names = [name_words(item.name, case.words) for item in items]
    return len(alike_in([measure_of(item.members[0]) for item in items], names)) == len(items)
