"""Targets in bullets and running text: one draft for each value that a sentence sets.

What counts as a target:

* a percentage or a rank anywhere but in sections about the past, the funding or in a sentence that
  reports what was ("Năm 2020, tỉnh đứng thứ 15/63"); a goal word ("phấn đấu") lifts that;
* a count ("06 huyện", "3-5 doanh nghiệp") in a section of targets, or elsewhere right after a word that
  sets it as one ("hình thành", "thí điểm"), never in sections of duties;
* without a number (value None): "phổ cập ..." at the start of a statement and membership of a named
  class of provinces ("thuộc nhóm tỉnh khá"), in sections of targets or where a year is set for it. Other
  qualitative aims ("hình thành các nền tảng") are no records: they measure nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from knowledge.dates import YearMention, find_years
from knowledge.model import Baseline, Comparison
from knowledge.numbers import Quantity, find_quantities
from knowledge.reading import Piece, Reading, split_outside, trim
from knowledge.sections import SectionKind
from knowledge.starting_values import StartingValue, masked_out, rise_from, starting_values, with_unit
from knowledge.target_items import items_of, share_words
from knowledge.target_names import MASK, Item, compose, front, mask_brackets, subject, tail
from knowledge.vocabulary import any_of, table, words


@dataclass(frozen=True, slots=True)
class Draft:
    """A target as read from one sentence, before it gets scope, year fallback and id.

    ``start`` and ``end`` enclose the sentence in the reading's text, ``at`` is where the value stands.
    """

    name: str
    comparison: Comparison
    value: float | None
    unit: str
    value_text: str
    start: int
    end: int
    at: int = 0
    high: float | None = None
    bound: str = ""
    year: YearMention | None = None
    label: str = ""
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the clause: the kind of its section and the year the plan was issued."""

    kind: SectionKind
    issued: int | None = None


def targets(reading: Reading, setting: Setting, heading: str = "") -> list[Draft]:
    """Return the targets that a clause's own text sets, in order.

    ``heading`` is the clause's own title line at the start of its text: a statement of its own.
    """
    start = reading.body
    title = Reading(heading).text.strip()
    sentences: list[Piece] = []
    if title and reading.text.startswith(title, start):
        sentences.append(Piece(start, start + len(title)))
        start += len(title)
    sentences.extend(reading.sentences(start))
    drafts: list[Draft] = []
    for sentence in sentences:
        if not _issuing().search(reading.text, sentence.start, sentence.end):
            drafts.extend(_sentence(reading, sentence, setting))
    return drafts


@cache
def _issuing() -> re.Pattern[str]:
    return re.compile(table("target_words")["issuing"], re.IGNORECASE)


def _sentence(reading: Reading, sentence: Piece, setting: Setting) -> list[Draft]:
    starting = starting_values(reading.text, sentence, setting.issued) if setting.kind != "past" else []
    told = masked_out(reading.text, starting, MASK)
    text = masked_out(mask_brackets(reading.text), starting, MASK)
    years = [y for y in find_years(text) if sentence.start <= y.start and y.end <= sentence.end]
    label = _label(text, sentence)
    body = Piece(label.end + 1 if label else sentence.start, sentence.end)
    parts = split_outside(reading.text, body, ";")
    items: list[Item] = []
    drafts: list[Draft] = []
    for number, part in enumerate(parts):
        source = text
        quantities = _inside(find_quantities(text), part)
        if not quantities and _inside(find_quantities(told), part):
            host = front(text, trim(text, part))
            if not any_of("target_words", "past").search(text, host.start, host.end):
                source, quantities = told, _bracketed(told, part)
        if quantities:
            items.extend(items_of(source, part, quantities, years, number))
        else:
            drafts.extend(_unnumbered(reading, text, trim(text, part), sentence, years, setting))
    share_words(text, items)
    holes = tuple((one.start, one.end) for one in starting)
    for item in items:
        item.quantity = replace(item.quantity, cuts=(*item.quantity.cuts, *holes))
        draft = _draft(reading, text, item, items, years, setting, parts[item.part], sentence)
        if draft:
            drafts.append(draft)
            drafts.extend(_nested(reading, text, item, draft, parts[item.part]))
    name = reading.words(label.start, label.end) if label else ""
    starting += [rise_from(text, item.rise, item.quantity.start) for item in items if item.rise]
    placed = [replace(draft, start=sentence.start, end=sentence.end, label=name) for draft in drafts]
    return _started(sorted(placed, key=lambda draft: draft.at), starting)


def _started(drafts: list[Draft], starting: list[StartingValue]) -> list[Draft]:
    """Give each value before the plan to the target that stands last before it, else to the first."""
    for one in starting:
        before = [number for number, draft in enumerate(drafts) if draft.at < one.start]
        after = [number for number, draft in enumerate(drafts) if draft.at >= one.end]
        host = before[-1] if before and not one.rises else next(iter(after), None)
        if host is not None and drafts[host].baseline is None:
            baseline = with_unit(one.baseline, drafts[host].unit)
            drafts[host] = replace(drafts[host], baseline=baseline)
    return drafts


def _inside(quantities: list[Quantity], piece: Piece) -> list[Quantity]:
    return [q for q in quantities if piece.start <= q.start and q.end <= piece.end]


def _bracketed(text: str, part: Piece) -> list[Quantity]:
    """Quantities in brackets count where the part has no others, and only where a comparison binds them.

    A bracket that holds nothing but the value does too: "tất cả các xã (100%) có ...".
    """
    found = []
    for q in _inside(find_quantities(text), part):
        alone = text[q.start - 1 : q.start] == "(" and text[q.end : q.end + 1] == ")"
        if q.kind == "percent" and alone:
            found.append(replace(q, cuts=((q.start - 1, q.end + 1),)))
        elif q.kind == "percent" and q.comparison != "=":
            found.append(q)
    return found


_LABEL = re.compile(r"(?P<label>[^\W\d_][^:;.%\d\u00a4]{1,70}?): ?(?=\S)")


def _label(text: str, sentence: Piece) -> Piece | None:
    """Return the label that opens a sentence ("Giáo dục: 100% học sinh ..."), if any."""
    match = _LABEL.match(text, sentence.start, sentence.end)
    if not match or len(match["label"].split()) > 12:
        return None
    return Piece(match.start("label"), match.end("label"))


@cache
def _past() -> re.Pattern[str]:
    return any_of("target_words", "past")


def _draft(
    reading: Reading,
    text: str,
    item: Item,
    items: list[Item],
    years: list[YearMention],
    setting: Setting,
    part: Piece,
    sentence: Piece,
) -> Draft | None:
    quantity = item.quantity
    year = _year(item, years, sentence)
    if not _counts(text, item, year, setting, part, sentence):
        return None
    comparison, bound = quantity.comparison, quantity.bound
    if _grows(text, item, part):
        comparison, bound = "increase", comparison
    return Draft(
        name=compose(reading, item),
        comparison=comparison,
        value=quantity.value,
        unit=quantity.unit,
        value_text=reading.words(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        at=quantity.start,
        high=quantity.high,
        bound=bound,
        year=year,
    )


def _year(item: Item, years: list[YearMention], sentence: Piece) -> YearMention | None:
    at = item.quantity.start
    own = [y for y in item.years if y.end <= at]
    if own:
        return own[-1]
    after = [y for y in item.years if y.start >= item.quantity.cuts[0][1]]
    if after:
        return after[0]
    before = [y for y in years if sentence.start <= y.start and y.end <= at]
    return before[-1] if before else None


def _grows(text: str, item: Item, part: Piece) -> bool:
    if item.quantity.kind == "rank":
        return False
    around = text[min(item.subject.start, item.quantity.start) : max(item.tail.end, item.quantity.end)]
    after = text[item.quantity.end : min(part.end, item.quantity.end + 20)]
    yearly = any_of("comparison_words", "yearly", prefix=r"(?:(?<!\w)|(?=/))")
    head = text[item.subject.start : item.quantity.start]
    rises = any_of("comparison_words", "increase").search(head)
    return bool(rises and (yearly.search(around) or yearly.search(after)))


def _counts(
    text: str, item: Item, year: YearMention | None, setting: Setting, part: Piece, sentence: Piece
) -> bool:
    """Whether the value is a target (see the module's docstring)."""
    quantity = item.quantity
    before = text[sentence.start : quantity.start]
    goal = any_of("target_words", "strong_goal").search(before)
    if year and setting.issued and year.year < setting.issued:
        return False
    if setting.kind == "past" and not (goal and year):
        return False
    past = _past().search(text, part.start, quantity.start)
    if past and setting.kind != "target":
        opened = any_of("target_words", "raising").search(text, part.start, past.start())
        aimed = any_of("target_words", "goal").search(text, past.end(), quantity.start)
        if not opened and not aimed:
            return False
    if setting.kind != "target" and _is_support(text, item):
        return False
    if quantity.kind == "percent":
        return setting.kind != "money" or quantity.comparison in (">=", ">")
    if quantity.kind == "rank":
        return setting.kind != "money"
    return _count_is_target(text, quantity, setting, part)


def _is_support(text: str, item: Item) -> bool:
    """Whether a value is a rate of support ("hỗ trợ 50% chi phí"), which is a policy, not a target."""
    near = " ".join(text[: item.quantity.start].split()[-4:])
    after = any_of("target_words", "support_after", prefix="").match(text, item.tail.start)
    return bool(after and any_of("target_words", "support_before").search(near))


def _count_is_target(text: str, quantity: Quantity, setting: Setting, part: Piece) -> bool:
    unit = quantity.unit.lower()
    if unit in (name.lower() for name in words("units", "time")) and quantity.comparison == "=":
        return False
    if setting.kind == "target":
        return True
    if setting.kind in ("duty", "money", "past"):
        return False
    if unit in (name.lower() for name in words("units", "money")):
        return False
    near = " ".join(text[part.start : quantity.start].split()[-8:])
    opening = text[front(text, part).start : quantity.start][:40]
    cue = any_of("target_words", "count_cue")
    return bool(cue.search(near) or cue.match(opening) or quantity.comparison == ">=")


_WITHIN = re.compile(r"\((?P<inside>trong đó[^()]*)\)", re.IGNORECASE)


def _nested(reading: Reading, text: str, item: Item, host: Draft, part: Piece) -> list[Draft]:
    """Return the count that a bracket gives for a part of the host ("(trong đó có 04 đơn vị thí điểm)")."""
    limit = min(part.end, len(text))
    match = _WITHIN.search(reading.text, item.quantity.end, limit)
    if not match:
        return []
    drafts = []
    for quantity in _inside(find_quantities(reading.text), Piece(match.start("inside"), match.end("inside"))):
        end = match.end("inside")
        name = reading.words(quantity.cuts[0][1], end)
        drafts.append(
            replace(
                host,
                name=f"{host.name}, trong đó: {name}" if name else host.name,
                comparison=quantity.comparison,
                value=quantity.value,
                at=quantity.start,
                high=quantity.high,
                unit=quantity.unit,
                value_text=reading.words(quantity.start, quantity.end),
                bound=quantity.bound,
            )
        )
    return drafts


def _unnumbered(
    reading: Reading,
    text: str,
    part: Piece,
    sentence: Piece,
    years: list[YearMention],
    setting: Setting,
) -> list[Draft]:
    """Return the targets without a number: "phổ cập ..." and "thuộc nhóm tỉnh khá"."""
    statements = [part, *_after_joints(text, part)]
    for piece in statements:
        inner = [y for y in years if piece.start <= y.start and y.end <= piece.end]
        before = [y for y in years if y.start < piece.end]
        aimed = bool(before) and bool(any_of("target_words", "aim").search(text, sentence.start, piece.start))
        if setting.kind in ("past", "money") or (setting.kind != "target" and not inner and not aimed):
            continue
        opening = inner[0].end if inner and inner[0].start - piece.start < 12 else piece.start
        opened = front(text, Piece(opening, piece.end))
        match = any_of("target_words", "universal", prefix="").match(text, opened.start, opened.end)
        year = inner[-1] if inner else (before[-1] if before else None)
        if match:
            end = tail(text, Piece(match.end(), piece.end), [])
            return [_bare(reading, Piece(match.start(), match.end()), end, year)]
        grouped = re.compile(table("target_words")["class_rank"], re.IGNORECASE).search(
            text, piece.start, piece.end
        )
        if grouped:
            named = subject(text, piece, inner, True)
            value = Piece(grouped.start("class"), grouped.end("class"))
            return [_bare(reading, value, named, year)]
    return []


def _after_joints(text: str, part: Piece) -> list[Piece]:
    return [
        Piece(match.end(), part.end)
        for match in re.finditer(r", ", text[: part.end])
        if match.start() > part.start
    ]


def _bare(reading: Reading, value: Piece, name: Piece, year: YearMention | None) -> Draft:
    words_ = reading.words(name.start, name.end)
    return Draft(
        name=words_[:1].upper() + words_[1:],
        comparison="=",
        value=None,
        unit="",
        value_text=reading.words(value.start, value.end),
        start=value.start,
        end=value.end,
        at=value.start,
        year=year,
    )
