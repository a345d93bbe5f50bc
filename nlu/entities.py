"""What a question names: provinces, bodies, years, levels, document numbers and its subject.

A spaCy pipeline over a blank Vietnamese model: our own syllable tokenizer (spaCy's wants pyvi), one pipe for
names from the registry, one for numbers, one for the subject. Nothing here is trained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from knowledge.registry import Registry, load_registry
from knowledge.text import fold
from nlu.numbers_in_text import document_numbers, levels, years
from nlu.wordlist import read_words
from nlu.words import word_starts

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*(?![^\W\d_])|[^\W_]+|[^\w\s]|_")
_GROUP = "entities"
_MOST_TOKENS = 400
"""A longer message is read only so far; nobody asks one question in more words."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something a question names.

    Attributes:
        kind: province, year, agency, topic, level or document.
        value: canonical name, year as digits, number as printed; for a topic its words.
        start, end: offsets into the text given.
        text: the words as they stand there.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return load_registry()


class _SyllableTokenizer:
    """spaCy tokenizer that cuts at syllables and keeps every character's offset."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        end = 0
        for match in _TOKEN.finditer(text):
            gap = text[end : match.start()]
            if gap == " " and words:
                spaces[-1] = True
            elif gap:
                words.append(gap)
                spaces.append(False)
            words.append(match.group())
            spaces.append(False)
            end = match.end()
        if end < len(text):
            words.append(text[end:])
            spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            token.norm_ = fold(token.text)
        return doc


def _add(doc: Doc, kind: str, found: Iterable[tuple[int, int, str]]) -> None:
    """Add spans to the group; the value travels as the span's id."""
    for start, end, value in found:
        span = doc.char_span(start, end, label=kind, kb_id=value, alignment_mode="expand")
        while span is not None and len(span) > 1 and span[-1].is_space:
            span = Span(doc, span.start, span.end - 1, label=kind, kb_id=value)
        if span is not None:
            doc.spans[_GROUP].append(span)


@Language.component("hoiso_numbers")
def _numbers(doc: Doc) -> Doc:
    doc.spans[_GROUP] = []
    _add(doc, "document", document_numbers(doc.text))
    _add(doc, "year", years(doc.text, date.today()))
    return doc


@Language.component("hoiso_names")
def _names(doc: Doc) -> Doc:
    text = doc.text
    provinces = [
        (m.span.start, m.span.end, m.province.name) for m in _registry().find_provinces(text, typed=True)
    ]
    agencies = [
        (*_without(m.span.start, m.span.end, provinces), m.agency.name if m.agency else m.surface)
        for m in _registry().find_agencies(text, typed=True)
    ]
    _add(doc, "agency", agencies)
    _add(doc, "province", provinces)
    _add(doc, "level", levels(text))
    return doc


def _without(start: int, end: int, provinces: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Return a body's span without the province that its name ends with: both are entities."""
    for left, right, _ in provinces:
        if start < left and right <= end:
            return start, left
    return start, end


@Language.component("hoiso_topic")
def _topic(doc: Doc) -> Doc:
    """Add the subject: what stays when names, numbers and the words that only ask are taken away."""
    kept = [token.text[0].isalnum() for token in doc]
    for span in doc.spans[_GROUP]:
        kept[span.start : span.end] = [False] * len(span)
    for place in _asking_words(doc):
        kept[place] = False
    places = [place for place, keep in enumerate(kept) if keep and not _is_loose_number(doc, kept, place)]
    if places:
        words = " ".join(doc[place].text for place in places)
        first, last = _longest_stretch(doc, places)
        doc.spans[_GROUP].append(Span(doc, first, last + 1, label="topic", kb_id=words))
    return doc


def _longest_stretch(doc: Doc, places: list[int]) -> tuple[int, int]:
    """Return the first and last place of the subject's longest part that no name stands in."""
    named = {place for span in doc.spans[_GROUP] for place in range(span.start, span.end)}
    parts = [[places[0], places[0]]]
    for before, place in pairwise(places):
        if named.isdisjoint(range(before, place)):
            parts[-1][1] = place
        else:
            parts.append([place, place])
    first, last = max(parts, key=lambda part: part[1] - part[0])
    return first, last


def _is_loose_number(doc: Doc, kept: list[bool], place: int) -> bool:
    """Whether a number belongs to no word before it: "mức độ 4" names something, "30%" and "2 năm" don't."""
    follows = doc[place + 1].text if place + 1 < len(doc) else ""
    is_number = doc[place].text[0].isdigit() and not any(letter.isalpha() for letter in doc[place].text)
    return is_number and (follows == "%" or place == 0 or not kept[place - 1])


def _asking_words(doc: Doc) -> set[int]:
    """Return the places of words that only ask, unless they are part of a longer word or a subject."""
    plain = doc.text.isascii()
    starts = word_starts(doc.text)
    inside = {place for place, token in enumerate(doc) if starts is not None and token.idx not in starts}
    inside |= {place - 1 for place in inside}
    for key, start, end in _phrases("subject_phrases.txt")(doc):
        if plain or _spelled_alike(doc, key, start, end):
            inside.update(range(start, end))
    found: set[int] = set()
    for key, start, end in _phrases("question_phrases.txt")(doc):
        if (plain or _spelled_alike(doc, key, start, end)) and (end - start > 1 or start not in inside):
            found.update(range(start, end))
    return found


@lru_cache(maxsize=2)
def _phrases(table: str) -> PhraseMatcher:
    nlp = _pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for phrase in read_words(table):
        matcher.add(phrase, [nlp.make_doc(phrase)])
    return matcher


def _spelled_alike(doc: Doc, key: int, start: int, end: int) -> bool:
    """Whether the words have the phrase's diacritics; matching is folded, which alone takes "đo" for "do"."""
    return doc.vocab.strings[key].split() == [doc[place].lower_ for place in range(start, end)]


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = _SyllableTokenizer(nlp.vocab)
    nlp.add_pipe("hoiso_numbers")
    nlp.add_pipe("hoiso_names")
    nlp.add_pipe("hoiso_topic")
    return nlp


def _shortened(text: str) -> str:
    words = re.finditer(r"\S+", text)
    for count, word in enumerate(words, 1):
        if count == _MOST_TOKENS:
            return text[: word.end()]
    return text


@lru_cache(maxsize=512)
def _entities(text: str, today: date) -> tuple[Entity, ...]:
    doc = _pipeline()(_shortened(text))
    found: list[Entity] = []
    for span in doc.spans[_GROUP]:
        entity = Entity(span.label_, span.kb_id_, span.start_char, span.end_char, span.text)
        # Numbers come before names, names before levels: a later span never cuts into an earlier one.
        if all(e.end <= entity.start or e.start >= entity.end for e in found):
            found.append(entity)
    return tuple(sorted(found, key=lambda entity: (entity.start, entity.end)))


def find_entities(text: str) -> list[Entity]:
    """Return everything the (normalised) text names, by offset. Never raises; an empty text names nothing."""
    return list(_entities(text, date.today()))


def find_names(text: str) -> list[Entity]:
    """Return the entities without the topic, by offset; they don't overlap."""
    return [entity for entity in _entities(text, date.today()) if entity.kind != "topic"]
