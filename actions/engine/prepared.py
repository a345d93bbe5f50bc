"""A library's words, prepared once for each snapshot: fields to match, names that one plan alone holds."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from actions.engine.lists import marks
from actions.engine.match import (
    Field,
    Vocabulary,
    make_field,
    name_words,
)
from actions.engine.syllables import Tokens, folded, is_plain, tokens
from actions.engine.words import Lexicon
from knowledge.captions import is_caption
from knowledge.library import Library
from knowledge.model import Assignment, Clause, Definition, Indicator
from knowledge.text import squeeze

_MOST_REMEMBERED = 20_000


class Prepared:
    """A library's words, prepared once for each snapshot."""

    def __init__(self, library: Library, words: Lexicon) -> None:
        self.library = library
        self.words = words
        clauses = [clause for group in library.clauses.values() for clause in group]
        self.by_key: dict[str, Clause] = {clause.key: clause for clause in clauses}
        self.captions = {item.key for item in clauses if item.kind == "paragraph" and is_caption(item.text)}
        self.vocabulary = Vocabulary.of(
            ((clause.document_id, f"{clause.heading} {clause.text}") for clause in clauses), words
        )
        self.clauses = {
            clause.key: self.field(
                _clause_text(clause),
                " ".join([*clause.path, self.subject(clause.document_id)]),
                clause.document_id,
            )
            for clause in clauses
        }
        self.indicators = {
            item.id: self.field(_indicator_name(item), self._around(item), item.document_id)
            for item in library.indicators
        }
        self.assignments = {
            item.id: self.field(
                item.task,
                " ".join([*item.context, *item.lead, self.subject(item.document_id)]),
                item.document_id,
            )
            for item in library.assignments
        }
        self.definitions = {
            item.id: self.field(item.term, item.quote, item.document_id) for item in library.definitions
        }
        self.names = {item.id: name_words(item.name, words) for item in library.indicators}
        self.order = {item.id: at for at, item in enumerate(library.indicators)}
        self.places = _names_of_one(library, words)
        self._same: dict[tuple[str, str], bool] = {}
        self._syllables: dict[tuple[str, bool], Tokens] = {}

    def field(self, main: str, side: str, document: str = "") -> Field:
        """Prepare the words of a record of a document, or of a text."""
        return make_field(main, side, self.vocabulary, self.words, document)

    def subject(self, document_id: str) -> str:
        """Return what a whole plan is about, its title: no clause of it needs to say so again."""
        return self.library.documents[document_id].title

    def syllables(self, text: str, plain: bool) -> Tokens:
        """Return a text's canonical syllables without the silent ones, remembered."""
        key = (text, plain)
        if key not in self._syllables:
            if len(self._syllables) > _MOST_REMEMBERED:
                self._syllables.clear()
            found = self.words.canonical(tokens(text))
            found = folded(found) if plain else found
            self._syllables[key] = tuple(word for word in found if not self.words.is_silent(word, plain))
        return self._syllables[key]

    def same_body(self, first: str, second: str) -> bool:
        """Return ``registry.same_body``, remembered: a question compares one body with hundreds."""
        key = (first, second)
        if key not in self._same:
            if len(self._same) > _MOST_REMEMBERED:
                self._same.clear()
            self._same[key] = self.library.registry.same_body(first, second)
        return self._same[key]

    def clause_of(self, record: Indicator | Assignment | Definition) -> Clause | None:
        """Return the clause a record stands in."""
        return self.by_key.get(f"{record.document_id}#{record.clause}")

    def _around(self, item: Indicator) -> str:
        clause = self.clause_of(item)
        path = clause.path if clause else ()
        return " ".join([*path, item.quote, item.unit, item.period])


def _names_of_one(library: Library, words: Lexicon) -> dict[Tokens, str]:
    """Return the names ("Tam Bình") that one document alone holds, with and without diacritics.

    A name is a run of capitalized syllables that is neither a body's nor a province's, and that is never
    written in lower case.
    """
    found: dict[Tokens, set[str]] = defaultdict(set)
    common: set[Tokens] = set()
    aside = {tokens(mark) for mark in marks("not_places")}
    for document_id, clauses in library.clauses.items():
        for clause in clauses:
            runs, pairs = _written_large_and_small(squeeze(clause.text), library)
            for run in runs:
                found[words.canonical(tokens(run))].add(document_id)
            common.update(tokens(pair) for pair in pairs)
    names = {
        name: next(iter(documents))
        for name, documents in found.items()
        if len(documents) == 1 and len(name) > 1 and name not in aside
        if not common.intersection(pairwise(name))
    }
    return names | {folded(name): document for name, document in names.items()}


def _written_large_and_small(text: str, library: Library) -> tuple[list[str], list[str]]:
    """Return a text's runs of capitalized syllables outside bodies and provinces, and its other pairs."""
    registry = library.registry
    spans = [mention.span for mention in registry.find_agencies(text)]
    spans += [mention.span for mention in registry.find_provinces(text)]
    for start, end in ((span.start, span.end) for span in spans):
        text = text[:start] + "." * (end - start) + text[end:]
    pieces = re.findall(r"[^\W\d_]+|[^\w\s]", text)
    runs: list[list[str]] = [[]]
    for piece in pieces:
        if piece[0].isupper() and piece[1:].islower():
            runs[-1].append(piece)
        elif runs[-1]:
            runs.append([])
    pairs = [f"{first} {second}" for first, second in pairwise(pieces) if second == second.lower()]
    # A foreign term ("Mobile Money") is anybody's; a place's name bears diacritics.
    return [" ".join(run) for run in runs if len(run) > 1 and not is_plain(" ".join(run))], pairs


def _indicator_name(item: Indicator) -> str:
    # Sectors that only the baseline gives ("Nông lâm, thủy sản: 5,6%") are asked for by name, too.
    sectors = [name for name, _ in item.baseline.sectors] if item.baseline else []
    # A target that is a word ("phổ cập", "nhóm tỉnh khá") is asked for by it.
    words = item.value_text if item.value is None else ""
    return " ".join(
        part for part in (item.name, item.scope.level, item.scope.sector, *sectors, words) if part
    )


def _clause_text(clause: Clause) -> str:
    return (
        clause.text if clause.heading and clause.heading in clause.text else f"{clause.heading} {clause.text}"
    )
