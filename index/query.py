"""A question as terms: what it asks about, without the words that any question has, and with synonyms.

Matching is done on syllables with diacritics (restored where they were left out), because without them
"hỏi" and "hội" are one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text import normalize_tone
from nlu.restore import restore_diacritics
from nlu.syllables import split_syllables
from nlu.synonyms import LEXICON, Phrase, as_phrase, shipped_synonyms


@dataclass(frozen=True, slots=True)
class Term:
    """A syllable or phrase of the question with the other ways to say it; ``weight`` 0 is a question word."""

    words: Phrase
    others: tuple[Phrase, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart.

    Attributes:
        typed: the question as typed.
        restored: with diacritics put in where none were.
        terms: all of it, in order.
    """

    typed: str
    restored: str
    terms: tuple[Term, ...]

    @property
    def content(self) -> str:
        """The question without its question words; the whole where nothing else is left."""
        kept = [" ".join(term.words) for term in self.terms if term.weight > 0]
        return " ".join(kept) or self.restored

    @property
    def expansions(self) -> tuple[str, ...]:
        """Other ways to say its phrases."""
        return tuple(" ".join(other) for term in self.terms for other in term.others)

    def without(self, silent: Iterable[str]) -> Query:
        """Return the query with the given phrases weighing nothing (longer phrases first)."""
        phrases = sorted({as_phrase(text) for text in silent} - {()}, key=len, reverse=True)
        if not phrases:
            return self
        words = [(word, number) for number, term in enumerate(self.terms) for word in term.words]
        muted: set[int] = set()
        for phrase in phrases:
            for start in range(len(words) - len(phrase) + 1):
                if tuple(word for word, _ in words[start : start + len(phrase)]) == phrase:
                    muted.update(number for _, number in words[start : start + len(phrase)])
        terms = tuple(
            Term(term.words, weight=0.0) if number in muted else term
            for number, term in enumerate(self.terms)
        )
        return Query(self.typed, self.restored, terms)


class Lexicon:
    """Question words and groups of phrases that mean the same, from data files."""

    def __init__(
        self,
        question_words: Iterable[Phrase],
        groups: Iterable[Iterable[Phrase]],
        sayings: Iterable[tuple[Phrase, Iterable[Phrase]]] = (),
    ) -> None:
        """Take phrases; in a group each is a way to say the others, a saying is one for its phrases."""
        self._questions = set(question_words)
        self._others: dict[Phrase, list[Phrase]] = {}
        pairs = [(phrase, group) for group in map(tuple, groups) for phrase in group]
        for phrase, others in (*pairs, *sayings):
            known = self._others.setdefault(phrase, [])
            known.extend(other for other in others if other != phrase and other not in known)
        every = [*self._questions, *self._others]
        self._longest = max((len(phrase) for phrase in every), default=1)

    def terms(self, syllables: list[str]) -> tuple[Term, ...]:
        """Cut syllables into terms: the longest known phrase first, single syllables otherwise."""
        terms: list[Term] = []
        place = 0
        while place < len(syllables):
            for length in range(min(self._longest, len(syllables) - place), 0, -1):
                phrase = tuple(syllables[place : place + length])
                if phrase in self._others:
                    terms.append(Term(phrase, tuple(self._others[phrase])))
                    break
                if phrase in self._questions:
                    terms.append(Term(phrase, weight=0.0))
                    break
            else:
                length = 1
                terms.append(Term((syllables[place],)))
            place += length
        return tuple(terms)


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """Return the question words and synonyms that ship with the project, loaded once."""
    questions = tomllib.loads((LEXICON / "question_words.toml").read_text(encoding="utf-8"))
    groups = [group.plans for group in shipped_synonyms()]
    sayings = [(phrase, group.plans) for group in shipped_synonyms() for phrase in group.said]
    return Lexicon(map(as_phrase, questions["phrases"]), groups, sayings)


def analyse(text: str, lexicon: Lexicon | None = None) -> Query:
    """Take a question apart."""
    restored = normalize_tone(restore_diacritics(text))
    return Query(text, restored, (lexicon or shipped_lexicon()).terms(split_syllables(restored)))
