"""Answers as Zalo can show them: plain texts of at most 2,000 characters, menus by number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from bot.gateway.texts import section

LIMIT = 2000
MOST_PARTS = 3
_SOURCE = re.compile(r"^\s*Nguồn\s*:", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;][\"”’)]?\s+")
_CHOICE = re.compile(r"(?:số\s*|chọn\s*|câu\s*)?(\d{1,2})\s*[.)]?", re.IGNORECASE)
_MOST_CHOICES = 9


def parts_of(answer: Sequence[Mapping[str, Any]], public_url: str) -> list[str]:
    """Return the texts of an answer: its words, a link to the first clause cited, its choices by number."""
    words = section("zalo")
    text = "\n\n".join(str(part.get("text", "")).strip() for part in answer).strip()
    link = _link(answer, public_url)
    after = [words["link"].format(url=link)] if link else []
    choices = menu_of(answer)
    if choices:
        lines = [f"{number}. {choice['title']}" for number, choice in enumerate(choices, 1)]
        after.append("\n".join([words["menu"], *lines]))
    more = words["more_link"].format(url=link) if link else words["more"]
    return cut("\n\n".join([text, *after]), LIMIT) if _fits(text, after) else _shortened(text, after, more)


def menu_of(answer: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return the choices that the last part of an answer offers."""
    buttons = answer[-1].get("buttons") if answer else None
    return [
        {"title": str(b.get("title", "")), "payload": str(b.get("payload") or b.get("title", ""))}
        for b in (buttons or [])[:_MOST_CHOICES]
        if b.get("title")
    ]


def chosen(text: str, menu: Sequence[Mapping[str, str]]) -> str:
    """Return what a person means who answers with a number; otherwise the text itself."""
    found = _CHOICE.fullmatch(unicodedata.normalize("NFC", text).strip())
    if found is None or not 1 <= int(found[1]) <= len(menu):
        return text
    return menu[int(found[1]) - 1]["payload"]


def cut(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most ``limit`` UTF-16 units, at sentence ends where there are any.

    A source line is never cut off from its beginning if it fits into a piece.
    """
    pieces: list[str] = []
    rest = unicodedata.normalize("NFC", text).strip()
    while size(rest) > limit:
        at = _cut_at(rest, limit)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [piece for piece in (*pieces, rest) if piece]


def size(text: str) -> int:
    """Return the length in UTF-16 units, as Zalo's clients count at worst."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut_at(text: str, limit: int) -> int:
    end = limit
    while size(text[:end]) > limit:
        end -= 1
    window = text[:end]
    lowest = end // 3
    at = max(window.rfind("\n\n"), window.rfind("\n"))
    sentences = [match.end() for match in _ENDS.finditer(window)]
    if sentences and sentences[-1] > max(at, lowest):
        at = sentences[-1]
    if at < lowest:
        at = window.rfind(" ")
    if at < lowest:
        return end
    line = text.rfind("\n", 0, at) + 1
    if line and _SOURCE.match(text[line:]) and size(text[line:].split("\n", 1)[0]) <= limit:
        return line
    return at


def _fits(text: str, after: Sequence[str]) -> bool:
    return len(cut("\n\n".join([text, *after]), LIMIT)) <= MOST_PARTS


def _shortened(text: str, after: Sequence[str], more: str) -> list[str]:
    """Return three parts of a longer answer: its beginning, a word on the rest, its first source line."""
    lines = text.split("\n")
    source = next((line.strip() for line in lines if _SOURCE.match(line)), "")
    body = "\n".join(line for line in lines if not _SOURCE.match(line))
    ending = cut("\n\n".join(part for part in (more, source, *after) if part), LIMIT)[0]
    pieces = cut(body, LIMIT)
    room = LIMIT - size(ending) - 2
    last = cut(pieces[MOST_PARTS - 1], room)[0] if len(pieces) >= MOST_PARTS and room > 200 else ""
    return [*pieces[: MOST_PARTS - 1], "\n\n".join(part for part in (last, ending) if part)]


def _link(answer: Sequence[Mapping[str, Any]], public_url: str) -> str:
    """Return the public address of the first clause cited; empty without a public address."""
    for part in answer:
        for citation in (part.get("custom") or {}).get("citations") or []:
            url = str(citation.get("url", ""))
            if public_url and url.startswith("/"):
                return public_url + url
    return ""
