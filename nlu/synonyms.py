"""Ways to say the same: the project's one list, in files by field, ``nlu/lexicon/synonyms/*.toml``.

A group is a wording that plans use, phrases that mean exactly the same (``same``) and phrases that often
mean it (``near``). Comparing words replaces ``same`` phrases by the plans' wording; a search is widened by
every phrase of a group.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.errors import RegistryError
from knowledge.text import normalize_tone
from nlu.syllables import split_syllables

LEXICON = Path(__file__).resolve().parent / "lexicon"
"""Folder of the word lists that the search and the answer engine share."""

Phrase = tuple[str, ...]
"""Lower-case syllables with their diacritics, tone marks where current spelling puts them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one meaning.

    Attributes:
        wording: how plans say it.
        same: phrases that mean exactly that and may be replaced by it.
        near: phrases that often mean it; they only widen a search.
        said: what people say for it; nothing else is meant where a plan uses those words itself.
        file: where the group stands.
    """

    wording: Phrase
    same: tuple[Phrase, ...]
    near: tuple[Phrase, ...]
    said: tuple[Phrase, ...]
    file: Path

    @property
    def plans(self) -> tuple[Phrase, ...]:
        """What plans may write, the usual wording first."""
        return (self.wording, *self.same, *self.near)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All of them, the plans' wording first."""
        return (*self.plans, *self.said)


def as_phrase(text: str) -> Phrase:
    """Return the syllables of ``text`` in the form that phrases are compared in."""
    return tuple(split_syllables(normalize_tone(text)))


def load_synonyms(*files: Path) -> tuple[Group, ...]:
    """Read the groups of some files as one list.

    Raises:
        RegistryError: a file is missing or malformed, a wording heads two groups, or a phrase would be
            replaced in two ways.
    """
    groups: list[Group] = []
    replaced: set[Phrase] = set()
    for file in files:
        for group in _groups(file):
            _refuse(group.wording, replaced, file)
            groups.append(group)
    for group in groups:
        for phrase in group.same:
            _refuse(phrase, replaced, group.file)
    return tuple(groups)


def _groups(file: Path) -> tuple[Group, ...]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        return tuple(
            Group(
                as_phrase(wording),
                tuple(as_phrase(text) for text in lists.get("same", ())),
                tuple(as_phrase(text) for text in lists.get("near", ())),
                tuple(as_phrase(text) for text in lists.get("said", ())),
                file,
            )
            for wording, lists in content.items()
        )
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise RegistryError(
            f"Không đọc được danh sách từ đồng nghĩa {file.name}. Hãy sửa tệp này."
        ) from error


def _refuse(phrase: Phrase, known: set[Phrase], file: Path) -> None:
    """Take note of a phrase; refuse one that is known already."""
    if phrase in known:
        raise RegistryError(
            f"Cụm từ «{' '.join(phrase)}» của {file.name} đứng ở hai nhóm. Hãy để cụm ấy ở một nhóm."
        )
    known.add(phrase)


@lru_cache(maxsize=1)
def shipped_synonyms() -> tuple[Group, ...]:
    """Return the groups that ship with the project, read once."""
    return load_synonyms(*sorted((LEXICON / "synonyms").glob("*.toml")))


def replacements(groups: tuple[Group, ...]) -> dict[Phrase, Phrase]:
    """Return the plans' wording for each phrase that means exactly the same.

    The plans' own wording stands for itself, so that no shorter phrase inside it is replaced.
    """
    return {
        phrase: group.wording for group in groups if group.same for phrase in (group.wording, *group.same)
    }
