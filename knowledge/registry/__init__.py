"""Bodies, provinces, changed terms and abbreviations: dated data, and finding them in text.

``load_registry()`` reads the data once a process; a ``Registry`` never changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from knowledge.registry.agencies import Agency, load_agencies
from knowledge.registry.finder import AgencyFinder, AgencyMention
from knowledge.registry.loading import DATA
from knowledge.registry.provinces import Province, ProvinceFinder, ProvinceMention, load_provinces
from knowledge.registry.succession import SuccessionNote, Successions, SuccessionStep
from knowledge.registry.terms import ChangedTerm, TermFinder, TermNote, load_abbreviations, load_terms
from knowledge.registry.words import signature

__all__ = [
    "Agency",
    "AgencyMention",
    "ChangedTerm",
    "Province",
    "ProvinceMention",
    "Registry",
    "SuccessionNote",
    "SuccessionStep",
    "TermNote",
    "load_registry",
]


@dataclass(frozen=True)
class Registry:
    """Everything known of bodies, provinces and terms.

    Attributes:
        agencies, provinces, terms, abbreviations: the data, in the order of the files.
        version: hash of the data files; part of every build's key.
    """

    agencies: tuple[Agency, ...]
    provinces: tuple[Province, ...]
    terms: tuple[ChangedTerm, ...]
    abbreviations: dict[str, str]
    version: str
    _agency_finder: AgencyFinder = field(repr=False, compare=False)
    _province_finder: ProvinceFinder = field(repr=False, compare=False)
    _term_finder: TermFinder = field(repr=False, compare=False)
    _successions: Successions = field(repr=False, compare=False)

    def find_agencies(self, text: str, typed: bool = False) -> list[AgencyMention]:
        """Return the bodies named in a text, longest first choice, in order, none within another.

        ``typed``: a person's question: diacritics may lack, colloquial names count. Default: a document.
        """
        return self._agency_finder.find(text, typed)

    def find_provinces(self, text: str, typed: bool = True) -> list[ProvinceMention]:
        """Return the provinces named in a text, in order.

        ``typed`` (default): accents and capitals may lack. False for documents, where "hòa bình" is peace.
        """
        return self._province_finder.find(text, typed)

    def identify(self, body: str) -> AgencyMention | None:
        """Return what a text that is nothing but one body's name names; None where it isn't."""
        return self._agency_finder.identify(body)

    def same_body(self, first: str, second: str) -> bool:
        """Whether two names mean the same body: short forms, spellings and letter case don't matter.

        A name without a province agrees with the same body of any province.
        """
        if signature(first) == signature(second):
            return True
        one, other = self.identify(first), self.identify(second)
        if one is None or other is None or one.agency is None or one.agency is not other.agency:
            return False
        return not one.province or not other.province or one.province == other.province

    def canonical(self, body: str) -> str:
        """Return the registry's name of a body, or the name given where the registry doesn't know it."""
        mention = self.identify(body)
        return mention.name if mention else " ".join(body.split())

    def succession(self, body: str, province: str, today: date) -> SuccessionNote | None:
        """Return who holds a body's duties on a day, as a note; None where nothing changed or it is unknown.

        Args:
            body: as a plan names it ("Sở TT&TT", "UBND huyện Tam Dương", "UBND các huyện, thị xã").
            province: the plan's province; a province in the body's own name wins.
            today: the reader's day.
        """
        mention = self.identify(body)
        if mention is None:
            return None
        if mention.agency is None:
            return self._successions.of_locality(" ".join(body.split()), mention.level, today)
        return self._successions.of_agency(mention.agency, mention.province or province, today)

    def province_succession(self, province: str, today: date) -> SuccessionNote | None:
        """Return what became of a province by a day, as a note; None where nothing changed."""
        return self._successions.of_province(province, today)

    def province_today(self, province: str) -> str:
        """Return the name of the province of today that a province's area belongs to."""
        return self._successions.home(province)

    def province(self, name: str) -> Province | None:
        """Return the province a name means (any spelling), else None."""
        mentions = self.find_provinces(name)
        return mentions[0].province if len(mentions) == 1 else None

    def changed_terms(self, text: str, *, asked: bool = False) -> list[TermNote]:
        """Return a note for each changed term that a text uses, or that a question asks about (``asked``)."""
        return self._term_finder.find(text, asked=asked)


@lru_cache(maxsize=4)
def load_registry(folder: Path = DATA) -> Registry:
    """Load the registry; the same object for the same folder.

    Raises:
        RegistryError: a data file is missing or malformed; the message names file and entry.
    """
    agencies = load_agencies(folder)
    provinces = load_provinces(folder)
    terms = load_terms(folder)
    province_finder = ProvinceFinder(provinces, folder)
    return Registry(
        agencies=agencies,
        provinces=provinces,
        terms=terms,
        abbreviations=load_abbreviations(folder),
        version=_version(folder),
        _agency_finder=AgencyFinder(agencies, province_finder, folder),
        _province_finder=province_finder,
        _term_finder=TermFinder(terms),
        _successions=Successions(agencies, provinces, folder),
    )


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.csv")]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
