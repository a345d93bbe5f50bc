"""Provinces: the 63 before July 2025, the 34 since, and where their names stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import RegistryError
from knowledge.model import Span
from knowledge.registry.loading import DATA, read_toml, required
from knowledge.registry.words import Trie, Word, span_of, split_words


@dataclass(frozen=True, slots=True)
class Province:
    """One province-level unit.

    Attributes:
        name: short name, without its kind of unit.
        unit: "tỉnh" or "thành phố", as it was in its own time.
        code: code of the General Statistics Office in its own time.
        aliases: other ways to write the name.
        before, today: whether it was among the 63, whether it is among the 34.
        successor: name of the unit that its area belongs to since it ended; empty where it goes on.
        legal_basis, valid_from: of the change; empty and None where nothing changed.
    """

    name: str
    unit: str
    code: str
    aliases: tuple[str, ...]
    before: bool
    today: bool
    successor: str
    legal_basis: str
    valid_from: date | None

    @property
    def full_name(self) -> str:
        """Name with its kind of unit ("tỉnh ...")."""
        return f"{self.unit} {self.name}"


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province named in a text; the span holds the name alone, without "tỉnh"."""

    span: Span
    surface: str
    province: Province


def load_provinces(folder: Path = DATA) -> tuple[Province, ...]:
    """Load the provinces in the order of the data file.

    Raises:
        RegistryError: a field is missing, a name comes twice or a successor is no province of today.
    """
    data = read_toml(folder / "provinces.toml")
    merger = required(data, "merger", "provinces.toml")
    entries = required(data, "province", "provinces.toml")
    # A change with a legal basis of its own (a renaming) enlarges nobody.
    growing = {
        entry["successor"] for entry in entries if entry.get("successor") and "legal_basis" not in entry
    }
    provinces = []
    for entry in entries:
        name = required(entry, "name", "provinces.toml")
        changed = bool(entry.get("successor")) or name in growing
        provinces.append(
            Province(
                name=name,
                unit=required(entry, "unit", "provinces.toml"),
                code=entry.get("code", ""),
                aliases=tuple(entry.get("aliases", ())),
                before=entry.get("before", True),
                today=entry.get("today", True),
                successor=entry.get("successor", ""),
                legal_basis=entry.get("legal_basis", merger["legal_basis"]) if changed else "",
                valid_from=entry.get("valid_from", merger["valid_from"]) if changed else None,
            )
        )
    _check(provinces)
    return tuple(provinces)


def _check(provinces: list[Province]) -> None:
    names = [province.name for province in provinces]
    if len(set(names)) != len(names):
        raise RegistryError("Tệp provinces.toml: có tên tỉnh bị lặp.")
    current = {province.name for province in provinces if province.today}
    for province in provinces:
        if province.successor and province.successor not in current:
            raise RegistryError(
                f"Tệp provinces.toml: '{province.successor}', nơi tiếp nhận {province.name}, "
                "không phải là tỉnh hiện nay."
            )


class ProvinceFinder:
    """Finds provinces in text; built once, then one pass a text."""

    def __init__(self, provinces: tuple[Province, ...], folder: Path = DATA) -> None:
        places = read_toml(folder / "places.toml")
        blocked = places.get("blocked", [])
        self._runs_on: Trie[str] = Trie((phrase, phrase) for phrase in places.get("runs_on", []))
        names: list[tuple[str, Province | None]] = [(phrase, None) for phrase in blocked]
        for province in provinces:
            names += [(form, province) for form in (province.name, *province.aliases)]
        self._trie: Trie[Province | None] = Trie(names)

    def find(self, text: str, typed: bool = True) -> list[ProvinceMention]:
        """Return the provinces named in a text, in order.

        Args:
            text: any text.
            typed: the text was typed by a person: lower case and missing diacritics are fine. Else it is
                a document: the name has its accents and a capital letter ("hòa bình" is then peace).
        """
        words = split_words(text)
        found: list[ProvinceMention] = []
        index = 0
        while index < len(words):
            last, province = self._longest(words, index, typed)
            if province is not None and (typed or words[index].capital):
                span = span_of(words, index, last)
                found.append(ProvinceMention(span, text[span.start : span.end], province))
            index = max(last, index + 1)
        return found

    def at(self, words: list[Word], index: int, typed: bool) -> tuple[int, Province] | None:
        """Return (end, province) of the province whose name begins at a word, else None."""
        if index >= len(words) or not (typed or words[index].capital):
            return None
        last, province = self._longest(words, index, typed)
        return None if province is None else (last, province)

    def _longest(self, words: list[Word], index: int, typed: bool) -> tuple[int, Province | None]:
        """Return (end, province) of the longest name at a word; the word itself and None where there is none.

        A phrase that only looks like a name gives no province ("hải dương học"), unless its last word begins
        another one (a name before "học sinh").
        """
        match = self._trie.at(words, index, loose=typed)
        if match is None:
            return index, None
        if match.payload is None and self._runs_on.at(words, match.last - 1, loose=typed) is not None:
            names = [(last, found) for last, found in self._trie.all_at(words, index, loose=typed) if found]
            if names:
                return names[-1]
        return match.last, match.payload
