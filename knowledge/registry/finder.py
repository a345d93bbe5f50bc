"""Where bodies are named in a text: the longest known body, else one of the usual pattern."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.model import Span
from knowledge.registry.agencies import Agency
from knowledge.registry.loading import DATA, read_toml
from knowledge.registry.patterns import Patterns
from knowledge.registry.provinces import ProvinceFinder
from knowledge.registry.words import Trie, Word, signature, span_of, split_words, word_fold, word_key

_MAX_BRACKET_WORDS = 4
_MAX_IDENTIFIED = 20_000


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in a text.

    Attributes:
        span, surface: where it stands and what stands there, with its province ("Sở TT&TT tỉnh A").
        agency: the registry's entry; None for a group or a body that it doesn't know.
        name: the entry's name, else the surface with single spaces.
        province: the province named with the body, or empty.
        group: several bodies under one name ("Các sở, ngành, địa phương", "UBND các huyện").
        level: "trung ương", "tỉnh", "huyện", "xã", or empty where the name doesn't tell.
    """

    span: Span
    surface: str
    agency: Agency | None
    name: str
    province: str = ""
    group: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    agency: Agency
    stem: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    last: int
    agency: Agency | None
    province: str = ""
    group: bool = False
    level: str = ""


class AgencyFinder:
    """Finds bodies in text; built once, then one pass a text."""

    def __init__(self, agencies: tuple[Agency, ...], provinces: ProvinceFinder, folder: Path = DATA) -> None:
        self._provinces = provinces
        self._patterns = Patterns(folder)
        self._identified: dict[str, AgencyMention | None] = {}
        forms = [(form, _Form(agency, stem=False)) for agency in agencies for form in agency.forms]
        stems = [(stem, _Form(agency, stem=True)) for agency in agencies for stem in agency.stems]
        spoken = [(form, _Form(agency, stem=False)) for agency in agencies for form in agency.spoken]
        self._forms: Trie[_Form] = Trie(forms)
        self._stems: Trie[_Form] = Trie(stems)
        self._spoken: Trie[_Form] = Trie(spoken)
        groups = read_toml(folder / "groups.toml")
        names = [name for name, _ in forms + stems + spoken]
        names += [*groups["openers"], *groups["heads"]["open"], *groups["heads"]["government"]]
        names += groups["blocked"]["phrases"]
        self._first_words = frozenset(word_fold(signature(name)[0]) for name in names)
        self._begins_body = frozenset(
            signature(name)[0] for name in [*groups["heads"]["open"], *groups["heads"]["government"]]
        )

    def find(self, text: str, typed: bool = False) -> list[AgencyMention]:
        """Return the bodies named in a text, in order, none within another.

        Args:
            text: any text.
            typed: the text was typed by a person: names may lack their diacritics, and what people say
                ("bên công an") counts. Else it is a document.
        """
        words = split_words(text)
        found: list[AgencyMention] = []
        index = 0
        while index < len(words):
            word = words[index]
            if word.fold not in self._first_words and not word.key.isdigit():
                index += 1
                continue
            candidate = self._at(words, index, typed)
            blocked = self._patterns.blocked(words, index, typed)
            if candidate is None or blocked > candidate.last:
                index = max(blocked, index + 1)
                continue
            found.append(_mention(text, words, index, candidate))
            index = candidate.last
        return found

    def identify(self, body: str) -> AgencyMention | None:
        """Return what a text that is nothing but one body's name names; None where it isn't."""
        if body not in self._identified:
            if len(self._identified) >= _MAX_IDENTIFIED:
                self._identified.clear()
            self._identified[body] = self._identify(body)
        return self._identified[body]

    def _identify(self, body: str) -> AgencyMention | None:
        wanted = signature(body.strip(" .;:,-+"))
        for typed in (False, True):
            mentions = self.find(body, typed)
            if len(mentions) == 1 and signature(mentions[0].surface) == wanted:
                return mentions[0]
        return None

    def _at(self, words: list[Word], index: int, typed: bool) -> _Candidate | None:
        """Return the longest body at a word; a known one wins over a pattern of the same length."""
        if typed and self._patterns.is_number_so(words, index):
            return None
        known = self._known(words, index, typed)
        candidates = [
            candidate for candidate in (known, *self._by_pattern(words, index, typed, known)) if candidate
        ]
        return max(candidates, key=lambda candidate: candidate.last, default=None)

    def _known(self, words: list[Word], index: int, typed: bool) -> _Candidate | None:
        best: _Candidate | None = None
        tries = (self._forms, self._stems, self._spoken) if typed else (self._forms, self._stems)
        for trie in tries:
            for end, form in trie.all_at(words, index, loose=typed):
                if form.agency.capital and not typed and not words[index].capital:
                    continue
                candidate = self._with_place(words, end, form, typed)
                if candidate is not None and (best is None or candidate.last > best.last):
                    best = candidate
        return best

    def _with_place(self, words: list[Word], end: int, form: _Form, typed: bool) -> _Candidate | None:
        """Take in a bracketed short form and the province behind a body; a stem needs one of the two."""
        agency = form.agency
        last, province = self._place(words, end, agency, typed)
        bracket = _bracket_end(words, last)
        if bracket > last:
            after, named = self._place(words, bracket, agency, typed)
            if after > bracket or not form.stem or last > end:
                last, province = (after, named or province) if after > bracket else (bracket, province)
        if form.stem and last == end:
            return None
        return _Candidate(last, agency, province, level=agency.level)

    def _place(self, words: list[Word], index: int, agency: Agency, typed: bool) -> tuple[int, str]:
        """Return (end, province) of "[chi nhánh] [tỉnh | thành phố] [Province]" at a word."""
        if agency.level != "tỉnh" or index >= len(words):
            return index, ""
        start = index
        if _is(words, index, "chi", "nhanh"):
            start += 2
        unit_end, unit = _unit(words, start)
        found = self._provinces.at(words, unit_end, typed)
        if found is not None and not (unit and unit != found[1].unit):
            return found[0], found[1].name
        if unit == "tỉnh" and found is None:
            return unit_end, ""
        if unit == "thành phố" and found is None and not _names_place(words, unit_end):
            return unit_end, ""
        return index, ""

    def _begins(self, word: Word) -> bool:
        return word.key in self._begins_body

    def _by_pattern(
        self, words: list[Word], index: int, typed: bool, known: _Candidate | None
    ) -> list[_Candidate | None]:
        patterns = self._patterns
        group = patterns.group(words, index, typed) if not words[index].key.isdigit() else None
        # A capitalised word right behind a known body makes it another one: "Hội Nông dân Việt Nam".
        longer = known is None or (_names_place(words, known.last) and not self._begins(words[known.last]))
        opened = patterns.open_name(words, index, self._begins_body) if longer else None
        places = [patterns.government(words, index, typed)]
        for base in (known.last if known else None, opened.last if opened else None):
            places.append(patterns.locality(words, base, typed) if base else None)
        return [
            _Candidate(found.last, None, group=found.group, level=found.level) if found else None
            for found in (group, opened, *places)
        ]


_PROVINCE = word_key("tỉnh")


def _mention(text: str, words: list[Word], first: int, candidate: _Candidate) -> AgencyMention:
    span = span_of(words, first, candidate.last)
    surface = text[span.start : span.end]
    name = candidate.agency.name if candidate.agency else " ".join(surface.split())
    return AgencyMention(
        span, surface, candidate.agency, name, candidate.province, candidate.group, candidate.level
    )


def _is(words: list[Word], index: int, *folds: str) -> bool:
    return [word.fold for word in words[index : index + len(folds)]] == list(folds)


def _unit(words: list[Word], index: int) -> tuple[int, str]:
    """Return (end, kind) of "tỉnh", "cấp tỉnh", "thành phố", "TP." at a word; the kind is empty for none."""
    if _is(words, index, "cap", "tinh"):
        return index + 2, "tỉnh"
    if _is(words, index, "tinh") and words[index].key in ("tinh", _PROVINCE):  # no "tính toán"
        return index + 1, "tỉnh"
    if _is(words, index, "thanh", "pho"):
        return index + 2, "thành phố"
    if _is(words, index, "tp"):
        return index + (2 if _is(words, index + 1, ".") else 1), "thành phố"
    return index, ""


def _names_place(words: list[Word], index: int) -> bool:
    return index < len(words) and words[index].capital and not words[index].starts_line


def _bracket_end(words: list[Word], index: int) -> int:
    """Return the end of a short form in brackets at a word ("(MB Bank)"), else ``index``."""
    if index >= len(words) or words[index].key != "(":
        return index
    for end in range(index + 1, min(index + 2 + _MAX_BRACKET_WORDS, len(words))):
        if words[end].key == ")":
            return end + 1 if words[index + 1].capital else index
    return index
