"""Words of a question: cue phrases, and how much each word says about the subject.

The lists live in ``actions/engine/words``, synonyms in ``nlu/lexicon``; this module only reads and
compares them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from actions.engine.lists import content, marks
from actions.engine.syllables import PLACE, Tokens, find, folded, in_digits, tokens
from knowledge.text import fold
from nlu.synonyms import replacements, shipped_synonyms

_GAP = 6
OPENING = "follow_start"
"""The cue list that counts only at the beginning of a message."""
LISTED_ASPECTS = ("recipients", "legal_bases")
_REFINED = {"effective": (2, ("issued", "period")), "replaces": (3, ("legal_bases", "number"))}
"""Aspects whose cues hold those of vaguer ones, with the longest of theirs that is only a part."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue phrase; ``parts`` more than one where the phrase has a gap."""

    parts: tuple[Tokens, ...]
    plain_parts: tuple[Tokens, ...]

    @property
    def length(self) -> int:
        """Number of syllables, gaps left out."""
        return sum(len(part) for part in self.parts)

    def matches(self, syllables: Tokens, plain: bool) -> bool:
        """Return whether the phrase stands in ``syllables``."""
        parts = self.plain_parts if plain else self.parts
        end = -1
        for part in parts:
            at = find(part, syllables, max(end, 0))
            if at < 0 or (end >= 0 and at - end > _GAP):
                return False
            end = at + len(part)
        return True


Kin = dict[str, list[tuple[Tokens, tuple[Tokens, ...]]]]
"""Phrases by the first of their words that count, each with the others of about the same meaning."""
KinFound = tuple[tuple[Tokens, tuple[Tokens, ...]], ...]
"""Those of a question's phrases that have others."""


@dataclass(frozen=True, slots=True)
class CueIndex:
    """Lists of cues by the first syllable of each cue, with and without diacritics."""

    names: tuple[str, ...]
    exact: dict[str, list[tuple[str, Cue]]]
    plain: dict[str, list[tuple[str, Cue]]]


def as_cue(phrase: str) -> Cue:
    """Return a phrase of a word list as a cue; "..." in it stands for a gap."""
    parts = tuple(tokens(part) for part in phrase.split("..."))
    return Cue(parts, tuple(folded(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of the engine."""

    types: dict[str, tuple[Cue, ...]]
    cues: dict[str, tuple[Cue, ...]]
    aspects: dict[str, tuple[Cue, ...]]
    type_index: CueIndex
    cue_index: CueIndex
    aspect_index: CueIndex
    phrases: tuple[Cue, ...]
    silent: frozenset[str]
    weak: frozenset[str]
    weak_phrases: tuple[Cue, ...]
    strong_phrases: tuple[Cue, ...]
    sector_heads: frozenset[str]
    sectors: frozenset[Tokens]
    common: tuple[Cue, ...]
    variants: dict[Tokens, Tokens]
    plain_variants: dict[Tokens, Tokens]
    longest_variant: int
    kin: Kin
    plain_kin: Kin
    sayings: Kin
    plain_sayings: Kin

    def types_of(self, syllables: Tokens, plain: bool) -> dict[str, int]:
        """Return each question type whose cue matches, with the length of its longest cue."""
        return _longest(self.type_index, syllables, plain)

    def cues_of(self, syllables: Tokens, plain: bool) -> frozenset[str]:
        """Return the names of the cue lists that match."""
        return frozenset(_longest(self.cue_index, syllables, plain)) - {OPENING}

    def opens_with(self, name: str, syllables: Tokens, plain: bool) -> bool:
        """Return whether the message begins with a phrase of the cue list ``name``."""
        return any(
            cue.matches(syllables[: cue.length], plain)
            for cue in self.cues[name]
            if cue.length <= len(syllables)
        )

    def without(self, names: Iterable[str], syllables: Tokens, plain: bool) -> Tokens:
        """Return the syllables with the longest matching cue of each list or type in ``names`` left out."""
        kept = list(syllables)
        _cut(kept, self.phrases, plain)
        for name in names:
            cues = [*self.types.get(name, ()), *self.cues.get(name, ()), *self.aspects.get(name, ())]
            _cut(kept, [cue for cue in cues if cue.matches(syllables, plain)], plain)
        return tuple(kept)

    def blanked(self, name: str, syllables: Tokens, plain: bool) -> Tokens:
        """Return the syllables with every phrase of the cue list ``name`` replaced by a place holder."""
        kept = list(syllables)
        said = [cue for cue in self.cues[name] if cue.matches(syllables, plain)]
        cues = sorted(said, key=lambda cue: -cue.length)
        _cut(kept, cues, plain, everywhere=True)
        return tuple(kept)

    def without_opening(self, syllables: Tokens, plain: bool) -> Tokens:
        """Return the syllables without the opening phrases that they begin with ("nhầm, ý tôi là")."""
        least = 1
        while True:
            opening = [
                cue.length
                for cue in self.cues[OPENING]
                if least <= cue.length <= len(syllables) and cue.matches(syllables[: cue.length], plain)
            ]
            if not opening:
                return syllables
            syllables = syllables[max(opening) :]
            least = 2  # after the first, a single word may begin the subject

    def aspects_of(self, syllables: Tokens, plain: bool) -> tuple[str, ...]:
        """Return what of a document is asked.

        The lists (legal bases, recipients) are asked alone; of the others each with a cue of two or more
        syllables, else the one with the longest cue.
        """
        found = _longest(self.aspect_index, syllables, plain)
        for name, (longest, vaguer) in _REFINED.items():
            for other in vaguer if name in found else ():  # "từ ngày nào" of "có hiệu lực từ ngày nào"
                if found.get(other, 0) <= longest:
                    found.pop(other, None)
        for name in LISTED_ASPECTS:
            if name in found:
                return (name,)
        clear = tuple(name for name, length in found.items() if length > 1)
        return clear or tuple(sorted(found, key=lambda name: -found[name])[:1])

    def is_silent(self, syllable: str, plain: bool) -> bool:
        """Return whether the syllable never names a subject."""
        return syllable in (self._plain_silent() if plain else self.silent)

    def is_weak(self, syllable: str, plain: bool) -> bool:
        """Return whether the syllable says little about the subject."""
        return syllable in (self._plain_weak() if plain else self.weak)

    def weak_in(self, syllables: Tokens, plain: bool) -> frozenset[str]:
        """Return the syllables that are weak here: by themselves, or nowhere but in a weak phrase.

        "công" is weak in "công tác" and names something in "công nghệ".
        """
        naming = self._naming(syllables, plain)
        others = tuple(PLACE if at in naming else word for at, word in enumerate(syllables))
        left = list(others)
        _cut(left, self.weak_phrases, plain, everywhere=True)
        alone = {word for word in others if self.is_weak(word, plain)}
        strong = {syllables[at] for at in naming}
        weak = frozenset(((set(others) - set(left)) | alone) - strong - {PLACE})
        return weak | self.aside_in(syllables, plain)

    def aside_in(self, syllables: Tokens, plain: bool) -> frozenset[str]:
        """Return the syllables that stand only beside what is asked, so that a record needn't hold them.

        "... thay vì mua sắm", "... cho đỡ phiền" say what it is not or is good for, "trên đó xa xôi thế
        thì ..." how things are there.
        """
        end = _last_of("rather_than", syllables, plain, least=_GAP)
        asked = syllables[:end] if end > 0 else syllables
        start = _last_of("circumstance_ends", asked, plain, least=1)
        if start > 0 and sum(not self.is_silent(word, plain) for word in asked[start:]) >= _GAP:
            asked = asked[start:]
        return frozenset(syllables) - frozenset(asked) - {PLACE}

    def _naming(self, syllables: Tokens, plain: bool) -> frozenset[int]:
        """Return the places of syllables that name something here though they are weak elsewhere.

        They form a compound ("giao thông"), or name a sector after a word for one ("ngành xây dựng").
        """
        found: set[int] = set()
        for cue in self.strong_phrases:
            part = (cue.plain_parts if plain else cue.parts)[0]
            at = find(part, syllables)
            while at >= 0:
                found.update(range(at, at + len(part)))
                at = find(part, syllables, at + 1)
        heads = [tokens(head) for head in self.sector_heads]
        for cue in self.weak_phrases:
            if cue.parts[0] not in self.sectors:
                continue
            for part in cue.plain_parts if plain else cue.parts:
                for head in heads:
                    wanted = folded(head) if plain else head
                    at = find((*wanted, *part), syllables)
                    if at >= 0 and wanted != part:
                        found.update(range(at + len(wanted), at + len(wanted) + len(part)))
        return frozenset(found)

    def common_in(self, syllables: Tokens, plain: bool) -> list[tuple[int, int]]:
        """Return where words of everyday talk stand (start, end), longest phrases first."""
        spans = []
        for cue in self.common:
            part = (cue.plain_parts if plain else cue.parts)[0]
            at = find(part, syllables) if part[0] in syllables else -1
            while at >= 0:
                spans.append((at, at + len(part)))
                at = find(part, syllables, at + 1)
        return sorted(spans, key=lambda span: span[0] - span[1])

    def kin_in(self, terms: Tokens, plain: bool) -> KinFound:
        """Return the phrases among the terms for which others of about the same meaning are known."""
        return _found(self.plain_kin if plain else self.kin, terms)

    def sayings_in(self, terms: Tokens, plain: bool) -> KinFound:
        """Return the phrases among the terms that are everyday speech for others."""
        return _found(self.plain_sayings if plain else self.sayings, terms)

    def _plain_silent(self) -> frozenset[str]:
        return _folded_set(self.silent)

    def _plain_weak(self) -> frozenset[str]:
        return _folded_set(self.weak)

    def canonical(self, syllables: Tokens, plain: bool = False) -> Tokens:
        """Replace phrases by the plans' wording for exactly the same, longest first; write numbers alike.

        "bốn xã" and "04 xã" become "4 xã".
        """
        syllables = in_digits(syllables, plain)
        result: list[str] = []
        at = 0
        table = self.plain_variants if plain else self.variants
        longest = self.longest_variant
        while at < len(syllables):
            for size in range(min(longest, len(syllables) - at), 0, -1):
                canonical = table.get(tuple(syllables[at : at + size]))
                if canonical is not None:
                    result.extend(canonical)
                    at += size
                    break
            else:
                result.append(syllables[at])
                at += 1
        return tuple(result)


def _last_of(name: str, syllables: Tokens, plain: bool, least: int) -> int:
    """Return the last place from ``least`` on where a phrase of a list of ``marks.yml`` begins; else -1."""
    wanted = (folded(tokens(mark)) if plain else tokens(mark) for mark in marks(name))
    return max((find(mark, syllables, least) for mark in wanted), default=-1)


def _cut(kept: list[str], cues: Iterable[Cue], plain: bool, everywhere: bool = False) -> None:
    """Replace each cue found by a place holder, so that its neighbours don't become a pair."""
    said = set(kept)  # most phrases begin with a word that isn't there
    for cue in cues:
        for part in cue.plain_parts if plain else cue.parts:
            at = find(part, kept) if part[0] in said else -1
            while at >= 0:
                kept[at : at + len(part)] = [PLACE]
                at = find(part, kept, at + 1) if everywhere else -1


@lru_cache(maxsize=4)
def _folded_set(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _longest(index: CueIndex, syllables: Tokens, plain: bool) -> dict[str, int]:
    """Return each list with a cue in ``syllables`` and its longest cue's length, lists in their own order."""
    found: dict[str, int] = {}
    by_first = index.plain if plain else index.exact
    for syllable in dict.fromkeys(syllables):
        for name, cue in by_first.get(syllable, ()):
            if cue.length > found.get(name, 0) and cue.matches(syllables, plain):
                found[name] = cue.length
    return {name: found[name] for name in index.names if name in found}


def _indexed(lists: dict[str, tuple[Cue, ...]]) -> CueIndex:
    exact: dict[str, list[tuple[str, Cue]]] = {}
    plain: dict[str, list[tuple[str, Cue]]] = {}
    for name, cues in lists.items():
        for cue in cues:
            exact.setdefault(cue.parts[0][0], []).append((name, cue))
            plain.setdefault(cue.plain_parts[0][0], []).append((name, cue))
    return CueIndex(tuple(lists), exact, plain)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word lists, read once."""
    cues = content("cues")
    stop = content("stop")
    variants = replacements(shipped_synonyms())
    kin = tuple((group.wording, *group.near) for group in shipped_synonyms() if group.near)
    sayings = tuple(group.phrases for group in shipped_synonyms() if group.said)
    lists = {name: _cue_lists(cues[name]) for name in ("types", "cues", "aspects")}
    silent = frozenset(word for line in stop["silent"] for word in tokens(line))
    return Lexicon(
        **lists,
        type_index=_indexed(lists["types"]),
        cue_index=_indexed(lists["cues"]),
        aspect_index=_indexed(lists["aspects"]),
        phrases=tuple(sorted((as_cue(phrase) for phrase in stop["phrases"]), key=lambda cue: -cue.length)),
        silent=silent,
        weak_phrases=tuple(as_cue(phrase) for phrase in stop["weak_phrases"]),
        strong_phrases=tuple(as_cue(phrase) for phrase in stop["strong_phrases"]),
        sector_heads=frozenset(stop["sector_heads"]),
        sectors=frozenset(tokens(name) for name in stop["sectors"]),
        common=tuple(as_cue(said) for phrase in stop["common"] if (said := _said(phrase, silent))),
        weak=frozenset(word for line in stop["weak"] for word in tokens(line)),
        variants=variants,
        plain_variants={folded(variant): folded(canonical) for variant, canonical in variants.items()},
        longest_variant=max((len(variant) for variant in variants), default=0),
        kin=_kin(kin, silent),
        plain_kin=_kin((tuple(map(folded, group)) for group in kin), _folded_set(silent)),
        sayings=_kin(sayings, silent),
        plain_sayings=_kin((tuple(map(folded, group)) for group in sayings), _folded_set(silent)),
    )


def _found(kin: Kin, terms: Tokens) -> KinFound:
    found: dict[Tokens, list[Tokens]] = {}
    for term in dict.fromkeys(terms):
        for said, others in kin.get(term, ()):
            if find(said, terms) >= 0:
                found.setdefault(said, []).extend(others)
    return tuple((phrase, tuple(dict.fromkeys(others))) for phrase, others in found.items())


def _kin(groups: Iterable[tuple[Tokens, ...]], silent: frozenset[str]) -> Kin:
    result: Kin = {}
    for group in groups:
        for phrase in group:
            said = tuple(word for word in phrase if word not in silent)
            if len(said) > 1 or said == phrase:  # one word left of several says too little
                others = tuple(other for other in group if other != phrase)
                result.setdefault(said[0], []).append((said, others))
    return result


def _said(phrase: str, silent: frozenset[str]) -> str:
    """Return a phrase as it stands among a question's terms: without the words that never count.

    One word that is left of several is a word of its own ("mới" of "mới đây"): nothing then.
    """
    words = tokens(phrase)
    said = [word for word in words if word not in silent]
    return " ".join(said) if len(said) > 1 or len(words) == 1 else ""


def _cue_lists(lists: dict[str, list[str]]) -> dict[str, tuple[Cue, ...]]:
    return {name: tuple(as_cue(str(phrase)) for phrase in phrases) for name, phrases in lists.items()}
