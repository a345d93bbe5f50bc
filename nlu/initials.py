"""Names written by their initials, made from the registry: "HD", "H.Dương", "STC".

Initials fit several provinces at times ("HT", "QN"). They are read as the only one that a plan is held of;
where no plan or several fit, only as the one province of the country that they can mean, or not at all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.registry import Agency, Province, Registry
from knowledge.text import fold
from nlu.wordlist import TABLES, WordList, foreign_words, read_pairs

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"20\d\d")
_JOINING = frozenset({"va"})
_FEWEST = 3
_MOST = 9


def _table(part: str) -> dict[str, list[str]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        (TABLES / "initials.toml").read_text(encoding="utf-8")
    )
    return table[part]


def _first_letters(name: str) -> str:
    """Return the initials of a name; a word that is an abbreviation already stays whole, "và" is left out."""
    words = [word for word in _WORD.findall(name) if fold(word) not in _JOINING]
    return "".join(word if len(word) > 1 and word.isupper() else word[0].upper() for word in words)


def body_initials(agencies: Sequence[Agency]) -> dict[str, str]:
    """Return the bodies' names by their initials, those left out that several bodies share.

    What plans write goes before what people only say: "SKH" is no department's name in full.
    """
    table = _table("bodies")
    heads, taken = tuple(table["heads"]), set(table["taken"])
    meant: dict[str, str] = {}
    for kind in ("forms", "spoken"):
        found: dict[str, set[str]] = {}
        for agency in agencies:
            for form in getattr(agency, kind):
                short = _first_letters(form)
                if (
                    form.startswith(heads)
                    and agency.name.startswith(heads)
                    and _FEWEST <= len(short) <= _MOST
                ):
                    found.setdefault(short, set()).add(agency.name)
        for short, names in found.items():
            if len(names) == 1 and short not in taken:
                meant.setdefault(short, next(iter(names)))
    return meant


@dataclass(frozen=True, slots=True)
class _Name:
    """A province's name in the parts that short ways of writing it keep."""

    province: str
    initials: str
    onset: str
    rest: str


class ProvinceInitials:
    """Writes out provinces that go by initials ("HD", "tỉnh ht") or by half a name ("H.Dương", "vphuc").

    Args:
        registry: all provinces.
        held: names of the provinces whose plans are held; they are meant first.
        word_list: syllables that a short form must not be.
    """

    def __init__(self, registry: Registry, held: Collection[str], word_list: WordList) -> None:
        table = _table("provinces")
        self._held = frozenset(held)
        self._registry = registry
        self._places = frozenset(map(fold, table["place_words"]))
        self._not_after = frozenset(map(fold, table["not_after"]))
        self._not_before = tuple(map(fold, table["not_before"]))
        self._joining = frozenset(map(fold, table["joining"]))
        self._closing = tuple(sorted(map(fold, table["closing"]), key=len, reverse=True))
        self._onsets = frozenset(table["onsets"])
        self._syllables = word_list.folded
        self._taken = {fold(short) for short in registry.abbreviations} | {
            short for short, _ in read_pairs("chat_words.csv")
        }
        self._names = list(map(_named, registry.provinces))
        self._by_initials: dict[str, list[_Name]] = {}
        self._by_rest: dict[str, list[_Name]] = {}
        for name in self._names:
            self._by_initials.setdefault(fold(name.initials), []).append(name)
            if name.rest:
                self._by_rest.setdefault(fold(name.rest), []).append(name)
        whole = "|".join(sorted(map(re.escape, self._by_initials), key=len, reverse=True)).replace(
            "d", "[dđ]"
        )
        self._whole = re.compile(rf"(?<![\w&/.-])(?:{whole})(?![\w&/-]|\.\w)", re.IGNORECASE)
        self._half = re.compile(r"(?<![\w&/.-])([^\W\d_]{1,2})(\.\s?|\s)([^\W\d_]{2,})(?![\w&/-])")
        self._joined = re.compile(r"(?<![\w&/.@-])[^\W\d_]{4,}(?![\w&/@-])")

    def expand(self, text: str) -> str:
        """Return ``text`` with the provinces written out that are meant for sure."""
        text = self._joined.sub(self._from_joined, text)
        text = self._half.sub(self._from_half, text)
        return self._whole.sub(self._from_whole, text)

    def _choose(self, names: Sequence[_Name]) -> str | None:
        """Return the only held province among the names, or the only one at all."""
        found = {name.province for name in names}
        held = found & self._held
        best = held or found
        return next(iter(best)) if len(best) == 1 else None

    def _from_joined(self, match: re.Match[str]) -> str:
        """Read "vphuc": no word itself, but an initial and the rest of a name."""
        word = match[0].lower()
        plain = fold(word)
        if plain in self._syllables or plain in foreign_words():
            return match[0]
        fitting = [
            name
            for cut in (1, 2)
            for name in self._by_rest.get(plain[cut:], ())
            if self._cuts(name, plain[:cut]) and word[cut:] in (name.rest, fold(name.rest))
        ]
        return self._choose(fitting) or match[0]

    def _from_half(self, match: re.Match[str]) -> str:
        """Read "H.Dương" and "th hoa"; a single letter needs its point or a place word before it."""
        head, between, rest = fold(match[1]), match[2], match[3].lower()
        fitting = [
            name
            for name in self._by_rest.get(fold(rest), ())
            if self._cuts(name, head) and rest in (name.rest, fold(name.rest))
        ]
        if not fitting or (between.isspace() and self._is_word(head, match)):
            return match[0]
        return self._choose(fitting) or match[0]

    def _is_word(self, head: str, match: re.Match[str]) -> bool:
        """Whether the letters before a blank mean something by themselves: "k" is "không"."""
        if head in self._taken or head in self._syllables:
            return True
        return len(head) == 1 and self._word_before(match) not in self._places

    def _cuts(self, name: _Name, head: str) -> bool:
        return name.onset.startswith(head) and (len(head) == 1 or head in self._onsets)

    def _from_whole(self, match: re.Match[str]) -> str:
        typed = match[0]
        names = self._by_initials[fold(typed)]
        if "đ" in typed.lower():
            names = [name for name in names if name.initials.lower() == typed.lower()]
        province = self._choose(names)
        if province is None or self._is_something_else(match):
            return typed
        placed = self._word_before(match) in self._places
        contested = fold(typed) in self._taken or fold(typed) in self._syllables or province not in self._held
        if contested or not typed.isupper():
            placed = placed and (typed.isupper() or not contested)
            return province if placed or (not contested and self._stands_alone(match)) else typed
        return province

    def _word_before(self, match: re.Match[str]) -> str:
        words = _WORD.findall(match.string[: match.start()])
        return fold(words[-1]) if words else ""

    def _is_something_else(self, match: re.Match[str]) -> bool:
        after = fold(match.string[match.end() :]).lstrip()
        previous = self._word_before(match)
        if previous in self._not_after:
            return True
        if previous not in self._joining and any(
            re.match(rf"{re.escape(word)}\b", after) for word in self._not_before
        ):
            return True
        named = self._registry.find_provinces(match.string[match.end() :], typed=True)
        return any(not match.string[match.end() :][: mention.span.start].strip() for mention in named)

    def _stands_alone(self, match: re.Match[str]) -> bool:
        """Whether lower-case initials stand where a province does: beside a year or a body, or last."""
        before, after = match.string[: match.start()], match.string[match.end() :]
        follows = fold(after).strip(" ?.!,")
        for closing in self._closing:
            if re.match(rf"{re.escape(closing)}\b", follows):
                follows = ""
        previous = self._word_before(match)
        if follows and self._joins_another(follows):
            return True
        if (previous and not follows) or _YEAR.match(follows) or _YEAR.fullmatch(previous):
            return True
        bodies = self._registry.find_agencies(before, typed=True)
        return any(not before[body.span.end :].strip() for body in bodies)

    def _joins_another(self, follows: str) -> bool:
        """Whether "với" and another province's initials or name come next."""
        word, _, rest = follows.partition(" ")
        if word not in self._joining or not rest:
            return False
        named = self._registry.find_provinces(rest, typed=True)
        return rest.split()[0] in self._by_initials or any(not mention.span.start for mention in named)


def _named(province: Province) -> _Name:
    words = _WORD.findall(province.name)
    rest = words[1].lower() if len(words) == 2 else ""
    return _Name(province.name, _first_letters(province.name), fold(words[0]), rest)
