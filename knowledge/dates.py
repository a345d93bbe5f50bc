"""Years, periods and deadlines as plans write them.

A year counts as a target year only where the text sets it ("đến năm 2025", "giai đoạn 2021 - 2025"),
not where it stands in the number, date or title of another document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.vocabulary import alternatives, any_of, words

_YEAR = r"(?:19|20)\d{2}"
_NUMBERED = re.compile(
    r"(?:ngày )?\d{1,2}/\d{1,2}/\d{4}|ngày \d{1,2} tháng \d{1,2} năm \d{4}"
    r"|\d+/\d{4}/[\w-]+|\d{2,}/[A-ZĐ][\w-]+"
)
_TITLE = re.compile(
    rf"(?:đến|tới) năm {_YEAR},? (?:và )?(?:định hướng|tầm nhìn)[^,;.\d]{{0,20}}{_YEAR}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that the text sets: ``first``..``year`` for a period, else ``first`` is None.

    ``start`` and ``end`` enclose the whole phrase ("đến hết năm 2023"); ``text`` is that phrase.
    """

    year: int
    start: int
    end: int
    text: str
    first: int | None = None


def parse_date(text: str) -> date | None:
    """Return the date that ``text`` writes ("29/12/2023", "ngày 03 tháng 3 năm 2022"), else None."""
    match = re.search(
        r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    day, month, year = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _mention() -> re.Pattern[str]:
    lead = alternatives(words("date_words", "by"))
    return re.compile(
        rf"(?<![\w/.,-])(?:(?P<lead>{lead}(?: {lead})?) )?(?P<first>{_YEAR})"
        rf"(?: ?(?:-|đến năm|đến) ?(?P<last>{_YEAR}))?"
        rf"(?![\w/%])(?!-\w)",
        re.IGNORECASE,
    )


def masked(text: str) -> str:
    """Return ``text`` with dates, document numbers and titles' year pairs blanked, lengths kept."""
    for pattern in (_NUMBERED, _TITLE):
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    return text


def find_years(text: str, *, titles: bool = False) -> list[YearMention]:
    """Return the years and periods that ``text`` (one clean line) sets, in order.

    A bare number of four digits counts only with a word before it ("năm", "đến", "giai đoạn") or as a
    period. ``titles`` keeps "đến năm 2025, định hướng đến năm 2030", which elsewhere is another
    document's title.
    """
    clean = _NUMBERED.sub(lambda match: "\0" * len(match.group()), text) if titles else masked(text)
    found = []
    for match in _mention().finditer(clean):
        first, last = int(match["first"]), match["last"]
        if last and int(last) < first:
            continue
        if not match["lead"] and not last:
            continue
        if any_of("date_words", "since", suffix=" $").search(text[: match.start()]):
            continue  # "gấp 2 lần so với năm 2020"
        found.append(
            YearMention(
                int(last) if last else first,
                match.start(),
                match.end(),
                text[match.start() : match.end()],
                first if last else None,
            )
        )
    return found


def year_in_heading(heading: str) -> int | None:
    """Return the one target year that a heading sets ("Mục tiêu cơ bản đến năm 2025"), else None.

    A heading that sets two ("đến năm 2025, định hướng đến năm 2030") sets none.
    """
    years = {mention.year for mention in find_years(heading, titles=True)}
    return years.pop() if len(years) == 1 else None


def plan_period(title: str) -> tuple[int, int] | None:
    """Return (first, last) of the period a plan's own title gives; the outlook after it doesn't count.

    "giai đoạn 2021 - 2025, định hướng đến năm 2030" is (2021, 2025); "đến năm 2025, định hướng đến năm
    2030" is (2025, 2025); "năm 2022" is (2022, 2022).
    """
    outlook = re.search(alternatives(words("date_words", "outlook")), title, re.IGNORECASE)
    head = title[: outlook.start()] if outlook else title
    mentions = find_years(head, titles=True)
    if not mentions:
        return None
    last = mentions[-1]
    return (last.first or last.year, last.year)


@cache
def _due() -> re.Pattern[str]:
    options = [*words("date_words", "conditional"), *words("date_words", "recurring")]
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + r")(?!\w)", re.IGNORECASE)


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words("date_words", "deadline")) + r")(?!\w)", re.IGNORECASE)


def find_due(text: str) -> tuple[int, int] | None:
    """Return where ``text`` says by when or how often; a date wins over "hàng năm", else the first.

    A period that belongs to the name of a document ("Kế hoạch chuyển đổi số giai đoạn 2021-2025") is none.
    """
    for match in _fixed().finditer(masked(text) if _TITLE.search(text) else text):
        if not _in_title(text, match.start(), match.group()):
            return match.start(), match.end()
    match_ = _due().search(text)
    return (match_.start(), match_.end()) if match_ else None


def _in_title(text: str, start: int, phrase: str) -> bool:
    if not re.match(r"giai đoạn", phrase, re.IGNORECASE):
        return False
    before = re.split(r"[,;.:()]", text[:start])[-1]
    return bool(re.search(alternatives(words("date_words", "titled")), before[-70:], re.IGNORECASE))
