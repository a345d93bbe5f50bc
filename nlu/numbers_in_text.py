"""Years, document numbers and levels of government in a question, by pattern."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from knowledge.text import fold
from nlu.wordlist import TABLES

Found = tuple[int, int, str]
"""Start, end and value of what was found."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((TABLES / "entities.toml").read_text(encoding="utf-8"))


def loosely(phrase: str) -> str:
    """Return a regex for ``phrase`` with or without its diacritics (each word as a whole, either way)."""
    words = []
    for word in phrase.split():
        plain = fold(word)
        words.append(
            re.escape(word) if plain == word.lower() else f"(?:{re.escape(word)}|{re.escape(plain)})"
        )
    return r"\s+".join(words)


def any_of(phrases: list[str]) -> str:
    """Return a regex for any of the phrases, the longest first, each with or without diacritics."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(loosely(phrase) for phrase in ordered) + ")"


@dataclass(frozen=True, slots=True)
class _Patterns:
    date: re.Pattern[str]
    document: re.Pattern[str]
    document_lead: re.Pattern[str]
    bare_document: re.Pattern[str]
    period: re.Pattern[str]
    since: re.Pattern[str]
    year: re.Pattern[str]
    short_year: re.Pattern[str]
    relative: re.Pattern[str]
    spoken: re.Pattern[str]
    level: re.Pattern[str]
    bare_level: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = _table()
    years, levels, documents = table["years"], table["levels"], table["documents"]
    year = r"(?<![\d/.,])(?:19|20)\d\d(?![\d%]|[.,]\d|\s*%)"
    lead = rf"(?:(?:{any_of(years['before'])})\s+)?"
    kind = any_of(documents["kinds"])
    number_word = rf"(?:{any_of(documents['number_words'])}\s+)?"
    rest = any_of([phrase for phrase, _ in years["spoken_rest"]])
    no_amount = r"(?![\d%/]|\s*%|[.,]\d)"
    series = r"[A-ZĐ]{2,}[\w&]*(?:\s*[-/]\s*[A-ZĐ]\w*)*"

    def regex(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        date=regex(r"(?<!\d)\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*(?:19|20)\d\d(?!\d)"),
        document=regex(rf"(?<![\w/])\d+(?:\s*/\s*\d{{4}})?\s*[/-]\s*{series}"),
        document_lead=regex(rf"(?<!\w)(?:{kind}\s+{number_word}|số\s+)$"),
        bare_document=regex(rf"(?<!\w){kind}\s+{number_word}(\d{{1,5}}){no_amount}"),
        period=regex(rf"({year})\s*(?:-|–|—|đến|den|tới|toi)\s*(?:(?:năm|nam)\s+)?({year})"),
        since=regex(r"(?<!\w)(?:từ|tu)\s+(?:(?:năm|nam)\s+)?$"),
        year=regex(lead + rf"({year})"),
        short_year=regex(rf"(?<!\w)(?:năm|nam)\s+(?:2k)?([23]\d){no_amount}|(?<!\w)2k(\d\d)(?!\w)"),
        relative=regex(rf"(?<!\w){any_of([phrase for phrase, _ in years['relative']])}(?!\w)"),
        spoken=regex(rf"(?<!\w)({any_of(years['spoken_century'])})\s+({rest})(?!\w)"),
        level=regex(rf"(?<!\w){any_of(levels['words'])}(?!\w)"),
        bare_level=regex(
            rf"(?<!\w){any_of(levels['at'])}\s+({any_of(levels['bare'])})(?!\w)\s*(?:$|[?.,!]|thì|thi)"
        ),
    )


def _value(phrases: list[list[Any]], text: str) -> int:
    said = fold(" ".join(text.split()))
    return next(int(value) for phrase, value in phrases if fold(phrase) == said)


def document_numbers(text: str) -> Iterator[Found]:
    """Yield document numbers: "5046/KH-UBND" in capitals, or the bare number of "kế hoạch 5046"."""
    lead = _patterns().document_lead
    for match in _patterns().document.finditer(text):
        named = lead.search(text, 0, match.start())
        value = re.sub(r"\s+", "", match.group()).upper().replace("TTG", "TTg")
        end = match.end()
        yield named.start() if named else match.start(), end, value
    for match in _patterns().bare_document.finditer(text):
        number = match.group(1)
        if not _patterns().document.search(text[match.start(1) :]) and not 2000 <= int(number) <= 2099:
            yield match.start(), match.end(), number


def years(text: str, today: date) -> Iterator[Found]:
    """Yield the years asked for.

    A period ("giai đoạn 2021-2025", "2021 đến 2025") counts as its last year, but "từ năm 2022 đến năm 2025"
    as both, because it asks for a change. Years inside dates and document numbers don't count.
    """
    patterns, table = _patterns(), _table()["years"]
    taken = [match.span() for match in patterns.date.finditer(text)]
    taken += [(start, end) for start, end, _ in document_numbers(text)]

    def free(start: int, end: int) -> bool:
        return all(end <= left or start >= right for left, right in taken)

    for match in patterns.period.finditer(text):
        if free(*match.span()) and not patterns.since.search(text, 0, match.start()):
            yield match.start(), match.end(), match.group(2)
            taken.append(match.span())
    for match in patterns.year.finditer(text):
        if free(*match.span()):
            yield match.start(), match.end(), match.group(1)
            taken.append(match.span())
    said = fold(text)
    each = any(fold(phrase) in said for phrase in table["each"])
    of_any = {fold(phrase) for phrase in table["next_to_each"]}
    each = each or all(phrase in said for phrase in of_any)
    for match in patterns.relative.finditer(text):
        if free(*match.span()) and not (each and fold(match.group()) in of_any):
            yield match.start(), match.end(), str(today.year + _value(table["relative"], match.group()))
    for match in patterns.spoken.finditer(text):
        yield match.start(), match.end(), str(2000 + _value(table["spoken_rest"], match.group(2)))
        taken.append(match.span())
    for match in patterns.short_year.finditer(text):
        if free(*match.span()):
            yield match.start(), match.end(), f"20{match.group(1) or match.group(2)}"


def levels(text: str) -> Iterator[Found]:
    """Yield levels of government: "cấp xã" as the table spells it, whichever way it was typed."""
    table = _table()["levels"]
    spelled = {fold(word): word for word in table["words"]} | {
        fold(word): f"cấp {word}" for word in table["bare"]
    }
    for match in _patterns().level.finditer(text):
        yield match.start(), match.end(), spelled[fold(" ".join(match.group().split()))]
    for match in _patterns().bare_level.finditer(text):
        yield match.start(1), match.end(1), spelled[fold(match.group(1))]
