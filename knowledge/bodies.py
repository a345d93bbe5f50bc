"""Bodies in cells and sentences: where one name ends and the next begins.

Names hold commas ("Sở Văn hóa, Thể thao và Du lịch", "Các sở, ngành, địa phương"), so lists are split
where the registry sees a new body begin, never at a comma alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from knowledge.model import Span
from knowledge.reading import squeeze
from knowledge.vocabulary import any_of, table


class Mention(Protocol):
    """A body named in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


class Bodies(Protocol):
    """What the extractors need of the registry."""

    def find_agencies(self, text: str, typed: bool = False) -> list:
        """Return the bodies named in a text, in order."""


_JOINT = re.compile(r" ?(?:,|;|/|và|cùng|,? ?cùng với|, và|hoặc)? ?(?:\([^()]*\))? ?(?:,|và)? ?")
_GLANCE = 80
"""Letters that show whether a body begins here; most sentences begin otherwise."""

_REACH = 400
"""How far, in letters, a list of bodies at the start of a sentence is followed."""

_LINE = re.compile(r";|\n\s*[-+•*]?")


def split_bodies(cell: str, registry: Bodies) -> tuple[str, ...]:
    """Return the bodies that a cell or heading lists, each as written on one line."""
    bodies: list[str] = []
    dashes = any_of("body_words", "starters", prefix=r"(?:^|(?<= ))[-+•*] ?(?=", suffix=")")
    for line in _LINE.split(dashes.sub(";", _joined_lines(cell))):
        bodies.extend(_split_line(squeeze(line).strip(" ,.:"), registry))
    return tuple(dict.fromkeys(body for body in bodies if body))


def _joined_lines(cell: str) -> str:
    """Join hard-wrapped lines: a line that begins small or follows an open one goes on the one before."""
    lines = [squeeze(line) for line in cell.split("\n") if line.strip()]
    joined = ""
    for line in lines:
        opens = line[0] in "-+•*" or (
            line[0].isupper()
            and bool(any_of("body_words", "starters", prefix="").match(line))
            and not joined.endswith((",", " và", "-", " và", "các", "Các"))
        )
        joined += ("\n" if opens and joined else " " if joined else "") + line
    return joined


def _split_line(line: str, registry: Bodies) -> list[str]:
    if not line:
        return []
    listed = listed_departments(line, 0, registry)
    if listed:
        rest = line[listed.end :].lstrip(" ,;")
        return [*listed.bodies, *_split_line(re.sub(r"^(?:và|cùng) ", "", rest), registry)]
    cuts = {0, len(line)}
    mentions = registry.find_agencies(line)
    for before, after in pairwise(mentions):
        gap = line[before.span.end : after.span.start]
        if _JOINT.fullmatch(gap) and gap.strip(" ") and not gap.strip().startswith("("):
            cuts.add(after.span.start)
    for match in any_of("body_words", "starters", prefix=r"(?:,| và) ").finditer(line):
        start = match.start() + len(match.group()) - len(match.group().lstrip(", "))
        start = line.index(match.group().split(" ", 1)[1], match.start()) if " " in match.group() else start
        if line[start].isupper() and not _inside_name(line, start, mentions):
            cuts.add(start)
    places = sorted(cuts)
    pieces = [line[left:right] for left, right in pairwise(places)]
    return [re.sub(r"(?:,| và| cùng với|/)*$", "", piece.strip(" ,;")).strip(" ,;") for piece in pieces]


def _inside_name(line: str, at: int, mentions: list) -> bool:
    """Whether a capital starter stands inside a known name, not at the start of a group's open list."""
    for mention in mentions:
        if mention.span.start < at < mention.span.end:
            known = getattr(mention, "agency", None) is not None
            return known or not line[at : at + 3].strip().istitle()
    return False


@dataclass(frozen=True, slots=True)
class Subject:
    """The bodies that open a sentence, and where the rest begins."""

    bodies: tuple[str, ...]
    end: int


def leading_bodies(text: str, start: int, registry: Bodies) -> Subject | None:
    """Return the bodies that ``text[start:]`` opens with, up to what follows them; None when it doesn't."""
    if any_of("duty_words", "reports", prefix="").match(text, start):
        return None
    first = registry.find_agencies(text[start : start + _GLANCE])
    if not first or first[0].span.start != 0:
        return None
    mentions = registry.find_agencies(text[start : start + _REACH])
    if not mentions or mentions[0].span.start != 0:
        return None
    end = start + mentions[0].span.end
    for mention in mentions[1:]:
        gap = text[end : start + mention.span.start]
        if not _JOINT.fullmatch(gap) and not _goes_on(gap):
            break
        end = start + mention.span.end
    more = re.compile(", ").match(text, end)
    if more and not registry.find_agencies(text[more.end() : more.end() + 60])[:1]:
        end = _collective(text, more.end()) or end  # "các tổ chức, cá nhân có liên quan"
    end = _relative(text, start, _without_verb(text, start, _qualified(text, end)))
    bodies = split_bodies(text[start:end], registry)
    return Subject(bodies, end) if bodies else None


def _without_verb(text: str, start: int, end: int) -> int:
    """Give back a last noun that is a verb here ("các đơn vị liên quan | tổ chức triển khai")."""
    match = any_of("duty_words", "noun_or_verb", prefix="(?<![,và]) ", suffix="$").search(text[start:end])
    follows = any_of("duty_words", "verbs", prefix=" ").match(text, end)
    return start + match.start() if match and follows else end


def _relative(text: str, start: int, end: int) -> int:
    """Extend a group over its relative clause ("Các doanh nghiệp cung cấp nền tảng số có chính sách ...")."""
    group = any_of("duty_words", "each", prefix="").match(text, start)
    opens = any_of("duty_words", "relative", prefix=" ").match(text, end)
    if not group or not opens:
        return end
    main = any_of("duty_words", "main", prefix=" ").search(
        text, opens.end(), min(len(text), opens.end() + 90)
    )
    if not main or re.search(r"[.;:]", text[end : main.start()]):
        return end
    return main.start()


def opening_bodies(text: str, start: int, registry: Bodies) -> Subject | None:
    """Return whom a sentence is about, where it opens with bodies, their heads or a collective.

    Beyond ``leading_bodies``: "Người đứng đầu cơ quan, tổ chức", "Chánh Văn phòng UBND tỉnh, Giám đốc các
    sở", "Mỗi huyện, thị xã", and "địa phương" where "có trách nhiệm" follows.
    """
    bodies: list[str] = []
    end, at = start, start
    while True:
        element = _element(text, at, registry, first=not bodies)
        if element is None:
            break
        bodies.extend(element.bodies)
        end = element.end
        joint = re.compile(r"(?:[,;]| và|, và| cùng| cùng với) ").match(text, end)
        if not joint:
            break
        at = joint.end()
    return Subject(tuple(dict.fromkeys(bodies)), end) if bodies else None


_LISTED = re.compile(r"(?:[Gg]iám đốc |[Tt]hủ trưởng |[Ll]ãnh đạo )?[Cc]ác [Ss]ở(?:, ngành| ngành)? ?: ?")


def listed_departments(text: str, start: int, registry: Bodies) -> Subject | None:
    """Return the departments of "Các sở: Tài chính, Kế hoạch và Đầu tư, Nội vụ", each as "Sở ...".

    None where what follows isn't a list of departments that the registry knows.
    """
    opening = _LISTED.match(text, start)
    if not opening:
        return None
    bodies: list[str] = []
    end = at = opening.end()
    while True:
        stops = [m.start() for m in re.finditer(r"[,;.:]| và | [a-zđ]|$", text[: at + 70]) if m.start() > at]
        known = [stop for stop in stops if _is_department(text[at:stop], registry)]
        if not known:
            break
        end = known[-1]
        bodies.append(f"Sở {text[at:end]}")
        joint = re.compile(r", | và |, và ").match(text, end)
        if not joint:
            break
        at = joint.end()
    return Subject(tuple(bodies), end) if bodies else None


def _is_department(name: str, registry: Bodies) -> bool:
    whole = f"Sở {name.strip()}"
    mentions = registry.find_agencies(whole)
    exact = len(mentions) == 1 and (mentions[0].span.start, mentions[0].span.end) == (0, len(whole))
    return exact and getattr(mentions[0], "agency", None) is not None


def _element(text: str, start: int, registry: Bodies, first: bool) -> Subject | None:
    """Return the body, head of a body or collective at ``start``."""
    found = listed_departments(text, start, registry) or leading_bodies(text, start, registry)
    if found:
        return found
    head = any_of("duty_words", "heads", prefix="").match(text, start)
    if head:
        inner = leading_bodies(text, head.end() + 1, registry)
        end = inner.end if inner else (_collective(text, head.end() + 1) or head.end())
        end = _qualified(text, end)
        named = split_bodies(text[head.end() + 1 : end], registry) if inner else ()
        if len(named) > 1:  # "Giám đốc Sở A, UBND tỉnh": the head is that of the first
            first_end = text.index(named[0], head.end()) + len(named[0])
            return Subject((squeeze(text[start:first_end]), *named[1:]), end)
        return Subject((squeeze(text[start:end]),), end)
    each = any_of("duty_words", "each", prefix="").match(text, start)
    end = _collective(text, each.end() + 1 if each else start)
    if not end or (not first and not each):
        return None
    end = _qualified(text, end)
    if not each and not any_of("duty_words", "owed", prefix=" ").match(text, end):
        return None
    return Subject((squeeze(text[start:end]),), end)


def _collective(text: str, start: int) -> int:
    """Return the end of a list of collective nouns ("cơ quan, đơn vị, địa phương") at ``start``, else 0."""
    one = any_of("duty_words", "collectives", prefix="")
    match = one.match(text, start)
    end = 0
    while match:
        end = match.end()
        joint = re.compile(r", | và |/").match(text, end)
        match = one.match(text, joint.end()) if joint else None
    return end


def _goes_on(gap: str) -> bool:
    """Whether a gap is a part of the name before ("Tổ công tác chuyển đổi số các sở"), no verb in it."""
    plain = re.fullmatch(r" [^\W\d]+(?: [^\W\d]+){0,3} ", gap)
    verb = any_of("duty_words", "verbs").search(gap) or any_of("duty_words", "links").search(gap)
    return bool(plain) and not verb


def _qualified(text: str, end: int) -> int:
    """Extend a name over what narrows it ("của tỉnh", "trên địa bàn tỉnh", "(MB Bank)")."""
    while True:
        match = (
            re.compile(" " + table("body_words")["of_place"]).match(text, end)
            or any_of("body_words", "qualifiers", prefix=r" ").match(text, end)
            or re.compile(r" ?\([^()]{1,80}\)").match(text, end)
        )
        if not match:
            return end
        end = match.end()
