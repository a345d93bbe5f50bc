"""The values of one sentence, each with the words that say what it is of.

A sentence may set several: "phủ trên 80% hộ gia đình, 100% xã" (one subject), "90% ... cấp tỉnh; 80% ... cấp
huyện và 60% ... cấp xã được xử lý ..." (one predicate), "kinh tế số chiếm 10% GRDP, tỷ trọng ... đạt 10%".
"""

from __future__ import annotations

import re

from knowledge.dates import YearMention
from knowledge.numbers import Quantity
from knowledge.reading import Piece, trim
from knowledge.target_names import (
    MASK,
    Item,
    front,
    is_elliptic,
    only_growth,
    opens_with_predicate,
    own_predicate,
    subject,
    tail,
    without_goal,
)
from knowledge.vocabulary import any_of, words


def items_of(
    text: str, part: Piece, quantities: list[Quantity], years: list[YearMention], number: int
) -> list[Item]:
    """Return the items of one part of a sentence (between semicolons), in order."""
    items: list[Item] = []
    quantities = _without_details(text, quantities)
    left, joined = part.start, False
    risen: Piece | None = None  # subject of a start value ("từ 10% lên 40%")
    rise: Quantity | None = None
    for index, quantity in enumerate(quantities):
        end, following, next_joined = part.end, part.end, False
        start = quantity.cuts[0][1]
        if index + 1 < len(quantities):
            following_quantity = quantities[index + 1]
            end, following, next_joined = _split(text, start, following_quantity, years)
        inner = [y for y in years if left <= y.start and y.end <= end]
        named = subject(text, Piece(left, quantity.start), inner, quantity.kind == "rank")
        rest = tail(text, Piece(start, end), inner)
        if not rest.end > rest.start and not named.end > named.start and not (joined and items):
            named = Piece(quantity.start, quantity.start)
            if not any(year.end <= quantity.start for year in inner):
                named = without_goal(text, Piece(left, quantity.start))
        elif quantity.kind == "rank":
            named = Piece(named.start if named.end > named.start else quantity.start, quantity.cuts[0][0])
        if joined and items and named.end <= named.start:
            named = items[-1].subject
        if risen is not None:
            named, risen = risen, None
        item = Item(quantity, number, named, rest, joined=joined, rise=rise)
        rise = None
        if items and only_growth(text[named.start : named.end]):
            item.before = items[-1].subject
        item.years = inner
        if _is_start_value(text, quantity, end, quantities, index):
            risen, rise = named, quantity
        else:
            items.append(item)
        left, joined = following, next_joined
    return items


def _without_details(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Drop a count that only describes the thing before ("03 doanh nghiệp có doanh thu 1.000 tỷ đồng")."""
    kept: list[Quantity] = []
    for quantity in quantities:
        between = text[kept[-1].cuts[0][1] : quantity.start] if kept else ", "
        if quantity.kind != "count" or _JOINTS.search(between):
            kept.append(quantity)
    return kept


def _is_start_value(text: str, quantity: Quantity, end: int, all_: list[Quantity], index: int) -> bool:
    """Whether a value is only where a rise starts: "tăng từ 10% (năm 2020) lên 20%"."""
    if index + 1 >= len(all_):
        return False
    between = text[quantity.end : all_[index + 1].start]
    return bool(
        re.fullmatch(rf"[ ,{MASK}]*(?:năm \d{{4}})?[ ,{MASK}]*(?:lên|xuống)(?: trên| đến)?[ ]*", between)
    )


_JOINTS = re.compile(r", | và | cùng với ")


def _split(text: str, start: int, following: Quantity, years: list[YearMention]) -> tuple[int, int, bool]:
    """Return (end of this tail, start of the next subject, whether the next has no subject of its own)."""
    joints = list(_JOINTS.finditer(text, start, following.start))
    if not joints:
        return following.start, following.start, True
    rank = following.kind == "rank"
    for joint in joints:
        rest = Piece(joint.end(), following.start)
        inner = [y for y in years if rest.start <= y.start and y.end <= rest.end]
        if inner and _empty(text, rest, inner, rank):
            return joint.start(), joint.end(), True
    last = joints[-1]
    rest = Piece(last.end(), following.start)
    inner = [y for y in years if rest.start <= y.start and y.end <= rest.end]
    if _empty(text, rest, inner, rank):
        return last.start(), last.end(), True
    for joint in joints:
        opening = front(text, Piece(joint.end(), following.start))
        leads = any_of("target_words", "opening", prefix="").match(text, joint.end(), following.start)
        if leads or any_of("target_words", "measure").match(text, opening.start, opening.end):
            return joint.start(), joint.end(), False
    return last.start(), last.end(), False


def _empty(text: str, piece: Piece, years: list[YearMention], rank: bool) -> bool:
    named = subject(text, piece, years, rank)
    rest = text[named.start : named.end]
    for verb in words("target_words", "value_verb"):
        if rest.lower() == verb:
            return True
    return not rest


def share_words(text: str, items: list[Item]) -> None:
    """Give value-led items what they leave to their neighbours: the predicate, or the noun."""
    for index, item in enumerate(items):
        if _has_subject(item) or item.quantity.kind == "rank":
            continue
        if not _says_what(item):  # "không dưới 80% ...; phấn đấu 90%", "năm 2024 đạt 40%, năm 2025 đạt 50% X"
            told = [other for other in items[:index] if _says_what(other)][-1:]
            told = told or [other for other in items[index + 1 :] if _says_what(other)][:1]
            item.like = told[0] if told else None
            continue
        if opens_with_predicate(text, item.tail) and index and not _has_subject(items[index - 1]):
            noun = _up_to_predicate(text, items[index - 1])
            item.shared_first = noun
            continue
        if is_elliptic(text, item.tail) and index and not _has_subject(items[index - 1]):
            before = items[index - 1]
            noun = before.shared_first or _noun(text, before.tail)
            item.shared_first = noun
        if own_predicate(text, item.tail) is not None:
            continue
        for later in items[index + 1 :]:
            within = any_of("target_words", "within").search(text, item.tail.end, later.quantity.start)
            if _has_subject(later) or within or not _alike(text, item, later):
                break
            predicate = own_predicate(text, later.tail)
            if predicate:
                item.shared = predicate
                break


def _says_what(item: Item) -> bool:
    return _has_subject(item) or item.tail.end > item.tail.start


def _up_to_predicate(text: str, item: Item) -> Piece:
    """Return the noun of a value-led item ("Trên 80% dân số trưởng thành có ..." : "dân số trưởng thành")."""
    predicate = own_predicate(text, item.tail)
    return trim(text, Piece(item.tail.start, predicate.start if predicate else item.tail.end))


def _has_subject(item: Item) -> bool:
    return item.subject.end > item.subject.start


def _alike(text: str, item: Item, later: Item) -> bool:
    if item.part == later.part:
        return True
    first = text[item.tail.start : item.tail.end].lower().split()[:2]
    second = text[later.tail.start : later.tail.end].lower().split()[:2]
    return first == second or is_elliptic(text, later.tail)


def _noun(text: str, piece: Piece) -> Piece:
    match = any_of("target_words", "elliptic", prefix=" ").search(text, piece.start, piece.end)
    return Piece(piece.start, match.start() if match else piece.end)
