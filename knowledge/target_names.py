"""The name of a target: the words of its statement that say what is measured, without the value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from knowledge.dates import YearMention
from knowledge.numbers import Quantity
from knowledge.reading import Piece, Reading, trim
from knowledge.vocabulary import alternatives, any_of, words

MASK = "\u00a4"
"""Stands for each character inside round brackets where structure is looked for."""


@dataclass(slots=True)
class Item:
    """One value of a sentence with the words before and after it (ranges of the reading's text)."""

    quantity: Quantity
    part: int
    subject: Piece
    tail: Piece
    label: str = ""
    joined: bool = False  # follows the item before by a comma or "và", without a subject of its own
    shared: Piece | None = None  # predicate or noun taken from a neighbour
    shared_first: Piece | None = None
    before: Piece | None = None  # subject of the item before, where this one says only that it grows
    like: Item | None = None  # the item whose name this one shares
    rise: Quantity | None = None  # the value that a rise to this one starts from
    years: list[YearMention] = field(default_factory=list)


@lru_cache(maxsize=256)
def mask_brackets(text: str) -> str:
    """Return ``text`` with brackets and what they hold replaced by a filler, lengths kept."""
    letters, depth = list(text), 0
    for index, letter in enumerate(letters):
        if letter == "(" and ")" in text[index:]:
            depth += 1
        if depth:
            letters[index] = MASK
        if letter == ")" and depth:
            depth -= 1
    return "".join(letters)


@cache
def _strip_front() -> re.Pattern[str]:
    leads = (*words("target_words", "goal_lead"), *words("target_words", "value_lead"))
    return re.compile(rf"(?:[ ,:;-]|{alternatives(tuple(sorted(set(leads), key=len, reverse=True)))})+", re.I)


@cache
def _strip_back() -> re.Pattern[str]:
    verbs = alternatives(words("target_words", "value_verb"))
    return re.compile(rf"(?:(?:^|(?<=[ ,:])){verbs}[ ,]*)+$", re.I)


def front(text: str, piece: Piece) -> Piece:
    """Return the piece without the words at its start that name nothing ("Phấn đấu có")."""
    match = _strip_front().match(text, piece.start, piece.end)
    return trim(text, Piece(match.end() if match else piece.start, piece.end))


def _after_years(text: str, piece: Piece, years: list[YearMention]) -> Piece:
    """Return where the subject stands when a year interrupts the words before a value."""
    inside = [year for year in years if piece.start <= year.start and year.end <= piece.end]
    if not inside:
        return piece
    last = inside[-1]
    before, after = Piece(piece.start, last.start), Piece(last.end, piece.end)
    rest = text[after.start : after.end].strip(" ,:")
    if front(text, after).end > front(text, after).start:
        named = _strip_back().sub("", rest).strip(" ,")
        if named and not only_growth(named):
            return after
        return before
    measured = any_of("target_words", "measure").search(text, before.start, before.end)
    verb = any_of("target_words", "value_verb").search(rest)
    if verb or measured:
        return _after_years(text, trim(text, before), years[: years.index(last)])
    return Piece(piece.end, piece.end)


def only_growth(text: str) -> bool:
    """Whether words say only that something grows ("tăng bình quân"), not what."""
    options = (*words("comparison_words", "increase"), *words("comparison_words", "yearly"))
    one = alternatives(tuple(sorted(options, key=len, reverse=True)))
    return bool(re.fullmatch(rf"{one}(?: {one})*", text.strip(" ,"), re.I))


def _last_lead(text: str, piece: Piece, key: str) -> Piece:
    """Return the piece after the last lead word that begins a statement inside it."""
    start = piece.start
    for match in any_of("target_words", key).finditer(text, piece.start, piece.end):
        if match.group().lower() not in ("và", "gồm", "cũng", "tập trung", "tiếp tục", "nâng", "yêu cầu"):
            start = match.end()
    return Piece(start, piece.end)


_AIM = re.compile(r"(?:mục tiêu|chỉ tiêu)[^,;:]* (?:là|gồm|gồm có):? ?$", re.IGNORECASE)


def subject(text: str, piece: Piece, years: list[YearMention], rank: bool) -> Piece:
    """Return the words before a value that say what is measured; empty when the value leads."""
    if _AIM.search(text[piece.start : piece.end]):
        return Piece(piece.end, piece.end)
    colon = text.rfind(": ", piece.start, piece.end)
    if colon >= 0:
        piece = Piece(colon + 2, piece.end)
    piece = _last_lead(text, piece, "goal_lead")
    piece = _after_years(text, piece, years)
    if rank:
        piece = _last_lead(text, piece, "rank_lead")
    piece = trim(text, piece)
    piece = front(text, piece)
    measured = any_of("target_words", "measure").search(text, piece.start, piece.end)
    if measured and _begins_statement(text, piece, measured.start()):
        piece = Piece(measured.start(), piece.end)
    return trim(text, piece)


def _begins_statement(text: str, piece: Piece, at: int) -> bool:
    """Whether a subject may start at a measure word inside the piece.

    Not where the word before it is a noun that the measure belongs to ("thị trường thương mại, tỷ lệ").
    """
    before = text[piece.start : at]
    for compound in words("target_words", "compounds"):
        if any(text.lower().startswith(compound, at - m.end()) for m in re.finditer(", ", compound)):
            return False
    return bool(
        re.search(
            r"(?:^|[,;:] |\b(?:để|nâng|tăng|giảm|bảo đảm|đảm bảo|duy trì|đưa|rằng|và|các giải pháp) )$",
            before,
        )
    )


_DOER = re.compile(r",? do (?=[A-ZĐ][a-zà-ỹ])")
"""Who brings a target about, or measures it: ", do Sở X thống kê"."""


def tail(text: str, piece: Piece, years: list[YearMention]) -> Piece:
    """Return the words after a value that belong to what is measured."""
    end = piece.end
    cut = any_of("target_words", "tail_cut", prefix=r"(?:^|(?<=[ ,]))").search(text, piece.start, end)
    if cut:
        end = cut.start()
    comma = any_of("target_words", "comma_cut", prefix=", ").search(text, piece.start, end)
    if comma:
        end = comma.start()
    colon = text.find(": ", piece.start, end)
    if colon >= 0:
        end = colon
    doer = _DOER.search(text, piece.start, end)
    if doer:
        end = doer.start()
    for year in years:
        if piece.start <= year.start < end:
            end = year.start
    rest = re.sub(r"(?: và| cùng| với|,)+ ?$", "", text[piece.start : end])
    return trim(text, Piece(piece.start, piece.start + len(rest)))


def without_goal(text: str, piece: Piece) -> Piece:
    """Return all the words before a value but those that set it as an aim ("... của tỉnh phấn đấu")."""
    piece = front(text, trim(text, piece))
    goal = any_of("target_words", "goal").search(text, piece.start, piece.end)
    return trim(text, Piece(piece.start, goal.start() if goal and goal.start() > piece.start else piece.end))


def opens_with_predicate(text: str, piece: Piece) -> bool:
    """Whether a tail is a predicate alone ("tối thiểu 50% có chữ ký số")."""
    return bool(any_of("target_words", "predicate_alone", prefix="").match(text, piece.start, piece.end))


def own_predicate(text: str, piece: Piece) -> Piece | None:
    """Return the predicate inside a tail, from its verb to the end; None when there is none."""
    match = any_of("target_words", "predicate").search(text, piece.start, piece.end)
    if match is None or match.start() == piece.start:
        return None
    return Piece(match.start(), piece.end)


def is_elliptic(text: str, piece: Piece) -> bool:
    """Whether a tail leaves its noun to the item before ("80% tại cấp huyện")."""
    return bool(any_of("target_words", "elliptic", prefix="").match(text, piece.start, piece.end))


def compose(reading: Reading, item: Item) -> str:
    """Return the name of an item in the document's words, its first letter capital."""
    if item.like is not None:
        return compose(reading, item.like)
    text = reading.text
    pieces: list[str] = []
    subject_end = item.subject.end
    verb = _strip_back().search(text, item.subject.start, subject_end)
    share = False
    if verb and item.quantity.kind != "rank" and verb.start() >= item.subject.start:
        share = bool(any_of("target_words", "share_verb").search(verb.group()))
        subject_end = verb.start()
    head = _cut(reading, trim(text, Piece(item.subject.start, subject_end)), item)
    if item.before is not None:
        head = f"{_bare(reading, item.before)} {head}".strip()
    rest = [_cut(reading, piece, item) for piece in (item.shared_first, item.tail, item.shared) if piece]
    rest_text = _without_unit(" ".join(part for part in rest if part), item.quantity)
    if head:
        pieces.append(head)
        preposition = any_of("target_words", "preposition", prefix="")
        share = share or bool(verb and any_of("target_words", "whole", prefix="").match(rest_text))
        if share and rest_text and not preposition.match(rest_text):
            pieces.append("trong")
    counted = item.quantity.kind == "count" and rest_text.lower() == item.quantity.unit.lower()
    if rest_text and not (counted and rest_text.lower() in head.lower()):
        pieces.append(rest_text)
    name = re.sub(r" ([,;.)])", r"\1", " ".join(pieces)).strip(" ,;.:-/")
    name = re.sub(r"^\(\d[\d./, ]*\) ", "", name)  # "100% (141/141) xã"
    if item.quantity.kind == "rank":
        name = re.sub(r"^(?:trong|thuộc|vào) ", "", name, flags=re.IGNORECASE)
        ranked = any_of("comparison_words", "rank_place", prefix="(?<=[^ ]) ", suffix="$").search(name)
        name = name[: ranked.start()] if ranked and " " in name[: ranked.start()] else name
    return name[:1].upper() + name[1:]


def _bare(reading: Reading, piece: Piece) -> str:
    """Return a subject without the verb that led to its own value."""
    verb = _strip_back().search(reading.text, piece.start, piece.end)
    return reading.words(piece.start, verb.start() if verb else piece.end)


def _without_unit(text: str, quantity: Quantity) -> str:
    """Drop a unit of measure at the start ("tỷ đồng", "/năm"); a counted thing is a part of the name."""
    text = re.sub(r"^/ ?năm\b,? ?", "", text)
    kinds = ("money", "ratio", "technical", "time")
    measures = {unit.lower() for kind in kinds for unit in words("units", kind)}
    unit = quantity.unit
    if unit.lower() in measures and text.lower().startswith(unit.lower()):
        text = text[len(unit) :].strip(" ,")
    return text


def _cut(reading: Reading, piece: Piece, item: Item) -> str:
    """Return the raw words of a piece without the number, its comparison words and long brackets."""
    holes = sorted(
        (start, end) for start, end in item.quantity.cuts if start < piece.end and end > piece.start
    )
    parts, position = [], piece.start
    for start, end in holes:
        parts.append(reading.words(position, max(position, start)))
        position = min(max(position, end), piece.end)
    parts.append(reading.words(position, piece.end))
    joined = " ".join(part for part in parts if part)
    return re.sub(r" ?\((?:[^()]{90,}|trong đó[^()]*)\)", "", joined).replace("  ", " ")
