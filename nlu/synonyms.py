"""Ways to say the same: the project's one list, ``nlu/lexicon/synonyms.toml``.

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
    """

    wording: Phrase
    same: tuple[Phrase, ...]
    near: tuple[Phrase, ...]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All of them, the plans' wording first."""
        return (self.wording, *self.same, *self.near)


def as_phrase(text: str) -> Phrase:
    """Return the syllables of ``text`` in the form that phrases are compared in."""
    return tuple(split_syllables(normalize_tone(text)))


def load_synonyms(file: Path) -> tuple[Group, ...]:
    """Read the groups of one file.

    Raises:
        RegistryError: the file is missing or malformed, or a phrase would be replaced in two ways.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        groups = tuple(
            Group(
                as_phrase(wording),
                tuple(as_phrase(text) for text in lists.get("same", ())),
                tuple(as_phrase(text) for text in lists.get("near", ())),
            )
            for wording, lists in content.items()
        )
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise RegistryError(
            f"Không đọc được danh sách từ đồng nghĩa {file.name}. Hãy sửa tệp này."
        ) from error
    replaced: set[Phrase] = {group.wording for group in groups}
    for phrase in (phrase for group in groups for phrase in group.same):
        if phrase in replaced:
            raise RegistryError(
                f"Cụm từ «{' '.join(phrase)}» đứng ở hai nhóm của {file.name}. Hãy để cụm ấy ở một nhóm."
            )
        replaced.add(phrase)
    return groups


@lru_cache(maxsize=1)
def shipped_synonyms() -> tuple[Group, ...]:
    """Return the groups that ship with the project, read once."""
    return load_synonyms(LEXICON / "synonyms.toml")


def replacements(groups: tuple[Group, ...]) -> dict[Phrase, Phrase]:
    """Return the plans' wording for each phrase that means exactly the same.

    The plans' own wording stands for itself, so that no shorter phrase inside it is replaced.
    """
    return {
        phrase: group.wording for group in groups if group.same for phrase in (group.wording, *group.same)
    }
