"""Terms of the plans that have changed since, and abbreviations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.model import Span
from knowledge.registry.loading import DATA, read_pairs, read_toml, required
from knowledge.registry.words import Trie, span_of, split_words


@dataclass(frozen=True, slots=True)
class ChangedTerm:
    """A term and what it is called now; ``text`` is the Vietnamese note shown apart from the plan's words."""

    term: str
    today: str
    forms: tuple[str, ...]
    context: tuple[str, ...]
    legal_basis: str
    valid_from: date | None
    text: str


@dataclass(frozen=True, slots=True)
class TermNote:
    """A changed term found in a text."""

    span: Span
    surface: str
    term: str
    today: str
    legal_basis: str
    valid_from: date | None
    text: str


def load_terms(folder: Path = DATA) -> tuple[ChangedTerm, ...]:
    """Load the changed terms.

    Raises:
        RegistryError: the file is malformed.
    """
    return tuple(
        ChangedTerm(
            term=required(entry, "term", "terms.toml"),
            today=required(entry, "today", "terms.toml"),
            forms=tuple(required(entry, "forms", "terms.toml")),
            context=tuple(entry.get("context", ())),
            legal_basis=required(entry, "legal_basis", "terms.toml"),
            valid_from=entry.get("valid_from"),
            text=required(entry, "text", "terms.toml"),
        )
        for entry in read_toml(folder / "terms.toml").get("term", [])
    )


def load_abbreviations(folder: Path = DATA) -> dict[str, str]:
    """Load the abbreviations: short form as written -> long form in lower case but for names."""
    return dict(read_pairs(folder / "abbreviations.csv"))


class TermFinder:
    """Finds changed terms; built once."""

    def __init__(self, terms: tuple[ChangedTerm, ...]) -> None:
        self._forms: Trie[ChangedTerm] = Trie((form, term) for term in terms for form in term.forms)
        self._contexts: Trie[str] = Trie((word, word) for term in terms for word in term.context)

    def find(self, text: str, *, asked: bool = False) -> list[TermNote]:
        """Return one note a changed term, where the text also holds one of the term's context words.

        Args:
            text: any text.
            asked: the text asks what the term means, so that it needs no context ("mức độ 4 là gì?").
        """
        words = split_words(text)
        contexts = {
            match.payload
            for index in range(len(words))
            if (match := self._contexts.at(words, index, loose=True)) is not None
        }
        notes: dict[str, TermNote] = {}
        index = 0
        while index < len(words):
            found = self._forms.at(words, index, loose=True)
            if found is None:
                index += 1
                continue
            term = found.payload
            if asked or not term.context or contexts.intersection(term.context):
                span = span_of(words, found.first, found.last)
                notes.setdefault(
                    term.term,
                    TermNote(
                        span,
                        text[span.start : span.end],
                        term.term,
                        term.today,
                        term.legal_basis,
                        term.valid_from,
                        term.text,
                    ),
                )
            index = found.last
        return list(notes.values())
