"""Before a plan is said to state no such target: its own nearest one, under whatever name it bears.

The words of a question may be those of another plan ("bình quân hàng năm"); the plan at hand says the same
in fewer words. A target whose name is like one that was found elsewhere is the same target; one that holds
most of the question's words is shown under its own name; and a clause that speaks of it without a figure is
mentioned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from actions.engine import figures
from actions.engine.compose.base import Case
from actions.engine.compose.targets.measures import shared_part
from actions.engine.evidence import Family
from actions.engine.lists import marks
from actions.engine.match import NO_MATCH, similarity
from knowledge.model import Document, Indicator

_SAME = 0.6
_HELD = 0.8
_LAX = 0.6
_SPOKEN = 0.85


@dataclass(frozen=True, slots=True)
class Overlooked:
    """What a closer look finds in the plans that seemed to state no such target.

    Attributes:
        same: the same target under a name of its own.
        near: another target that holds most of what is asked.
        spoken: plans that speak of the subject without such a target.
        absent: plans in which nothing was found.
    """

    same: tuple[Family, ...] = ()
    near: tuple[Family, ...] = ()
    spoken: tuple[Document, ...] = ()
    absent: tuple[Document, ...] = ()


def look_again(case: Case, found: Sequence[Family], missing: Sequence[Document]) -> Overlooked:
    """Look in each plan of ``missing`` for what was ``found`` in the others."""
    same: list[Family] = []
    near: list[Family] = []
    spoken: list[Document] = []
    absent: list[Document] = []
    ranks = any(item.comparison == figures.RANK for family in found for item in family.members)
    for document in missing:
        pool = [item for item in case.library.indicators if item.document_id == document.id]
        if (twin := _same(case, found, pool)) is not None:
            same.append(_family(case, twin, pool))
        elif (other := _near(case, pool, ranks)) is not None:
            near.append(_family(case, other, pool))
        elif _speaks(case, document):
            spoken.append(document)
        else:
            absent.append(document)
    return Overlooked(tuple(same), tuple(near), tuple(spoken), tuple(absent))


def is_same(case: Case, found: Sequence[Family], item: Family) -> bool:
    """Return whether a target is one of those found, as far as the names tell."""
    return _same(case, found, item.members) is not None


def _same(case: Case, found: Sequence[Family], pool: Sequence[Indicator]) -> Indicator | None:
    """Return the target whose name is most like one of those found; None where none is like it."""
    names = case.finder.prepared.names
    best: tuple[float, Indicator] | None = None
    for family in found:
        for item in pool:
            pair = names[family.members[0].id], names[item.id]
            nearness = similarity(*pair)
            if nearness >= _SAME and shared_part(*pair) >= _HELD and (best is None or nearness > best[0]):
                best = (nearness, item)
    return best[1] if best else None


def _near(case: Case, pool: Sequence[Indicator], ranks: bool) -> Indicator | None:
    """Return the target that holds most of the question's words, those left out that no target holds.

    Of places among others (``ranks``) the nearest one is shown whatever it is a place in.
    """
    question, prepared = case.question, case.finder.prepared
    if ranks:
        placed = [item for item in pool if item.comparison == figures.RANK]
        fits = [(case.finder.match(question, prepared.indicators[item.id]).score, item) for item in placed]
        return max(fits, key=lambda pair: pair[0], default=(0.0, None))[1]
    fields = {
        item.id: prepared.indicators[item.id].plain if question.plain else prepared.indicators[item.id].exact
        for item in pool
    }
    known = frozenset().union(*(words.main for words in fields.values()))
    foreign = frozenset(term for term in question.terms if term not in known)
    lax = replace(question, weak=question.weak | foreign)
    # "Chuyển đổi số" is what all the plans are about; it makes nothing near.
    light = lax.weak | set(marks("generic_subject"))
    said = {
        pair
        for pair in pairwise(question.terms)
        if not light.issuperset(pair) and not lax.weak.intersection(pair) and set(pair) <= known
    }
    weights = prepared.vocabulary.weights(question.terms, question.weak, question.plain)
    held_at_most = sum(weight for term, weight in weights.items() if term in known)
    if not said or held_at_most < _LAX * sum(weights.values()):
        return None
    best: tuple[float, Indicator] | None = None
    for item in pool:
        fit = case.finder.match(lax, prepared.indicators[item.id])
        together = said & fields[item.id].pairs
        if fit.main >= _LAX and together and (best is None or fit.score > best[0]):
            best = (fit.score, item)
    return best[1] if best else None


def _speaks(case: Case, document: Document) -> bool:
    return any(
        scored.match.main >= _SPOKEN and scored.match.coverage >= _SPOKEN and not scored.match.missing
        for scored in case.finder.clauses(case.question, [document])[:3]
    )


def _family(case: Case, item: Indicator, pool: Sequence[Indicator]) -> Family:
    members = [other for other in pool if case.finder.same_target(item, other)]
    members.sort(key=lambda other: (other.year or 0, case.finder.prepared.order[other.id]))
    return Family(item.document_id, item.name, tuple(members), NO_MATCH, 0.0)
