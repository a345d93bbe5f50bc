"""Words of a message with their parts of speech, as underthesea's tagger sees them.

A plan that lacks the noun of a question lacks its subject ("sân bay"); one that lacks its verb or adverb
("lắp ở đâu", "dạy cho dân") may still say what is asked in words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from underthesea import pos_tag

from nlu.words import has_diacritics

_LINKING = frozenset({"V", "A", "R", "P", "L", "M", "E", "C", "I", "T", "X", "Nc"})
"""Tags of the VLSP tag set that aren't nouns, and classifiers ("cái"); foreign words count as nouns."""
_NOUN = "N"
_DEGREE = frozenset({"R", "P", "X", "A"})
"""What follows an adjective that says how much, not which ("mạnh nhất", "nhanh thế nào")."""
_SUMS = frozenset({"mức", "tiền", "giá", "phí"})
"""With these a verb is one word: "mức phạt", "tiền thưởng"."""
_LONGEST = 3
_SIGNS = ".,;:?!()\"'“”‘’"
"""What the tagger takes for a longer noun is two ("phổ thông quản trị")."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What the words of a message do.

    Attributes:
        linking: its one-syllable words that are nowhere a noun. Longer ones are left out, as the tagger
            takes new compounds ("đường cao tốc") for verbs.
        compounds: its nouns of several syllables: "hợp đồng" isn't "hợp" here and "đồng" there. Verbs are
            left out ("dạy học" is in "dạy và học").
        names: its runs of words written large ("Tam Hợp"), in lower case.
    """

    linking: frozenset[str] = frozenset()
    compounds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def speech_of(text: str) -> Speech:
    """Tag ``text``; nothing is known of a text without diacritics, on which the tagger is lost.

    Kept, since a message is read more than once.
    """
    if not has_diacritics(text):
        return Speech()
    linking: set[str] = set()
    naming: set[str] = set()
    compounds: list[str] = []
    tagged = pos_tag(text.lower())
    for at, (word, tag) in enumerate(tagged):
        syllables = word.split()
        if 1 < len(syllables) <= _LONGEST and tag == _NOUN:
            compounds.append(word)
        narrows = len(syllables) == 1 and _narrows(tagged, at)
        if narrows and len(tagged[at - 1][0].split()) == 1:
            compounds.append(f"{tagged[at - 1][0]} {word}")
        if len(syllables) == 1 and tag in _LINKING and not narrows:
            linking.update(syllables)
        else:
            naming.update(syllables)
    # "hạng PCI": a term in capitals is a noun, and a word by itself.
    capitals = _abbreviations(text)
    compounds = [word for word in dict.fromkeys(compounds) if not capitals.intersection(word.split())]
    return Speech(frozenset(linking - naming - capitals), tuple(compounds), tuple(_names(text)))


def _narrows(tagged: list[tuple[str, str]], at: int) -> bool:
    """Return whether a word belongs to the noun before it: "hộ nghèo", "mức phạt", not "hộ nhiều nhất"."""
    tag = tagged[at][1]
    before, before_tag = tagged[at - 1] if at else ("", "")
    after = tagged[at + 1][1] if at + 1 < len(tagged) else ""
    if tag == "A":
        return before_tag == _NOUN and after not in _DEGREE
    return tag == "V" and before in _SUMS


def _abbreviations(text: str) -> set[str]:
    """Return the words in capitals ("PCI"), in lower case; none where all words are."""
    words = {word.strip(_SIGNS) for word in text.split()} if not text.isupper() else set()
    return {word.lower() for word in words if len(word) > 1 and word.isalpha() and word.isupper()}


def _names(text: str) -> list[str]:
    """Return the runs of two or three words written large; none where all words are."""
    words = text.split()
    if all(word[0].isupper() for word in words if word[0].isalpha()):
        return []
    runs: list[list[str]] = [[]]
    for word in words:
        bare = word.strip(_SIGNS)
        if bare.istitle() and bare.isalpha():
            runs[-1].append(bare.lower())
        if runs[-1] and not (bare.istitle() and word == bare):
            runs.append([])
    return [" ".join(run) for run in runs if 1 < len(run) <= _LONGEST]
