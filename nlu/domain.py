"""The words of the domain: what the documents held, the registry and the question tables are written with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from knowledge.errors import MetadataError
from knowledge.metadata import read_metadata
from knowledge.registry import load_registry
from knowledge.settings import paths
from knowledge.text import fold
from nlu.wordlist import TABLES, WordList, build_word_list, dictionary_entries, read_words
from nlu.words import has_diacritics

_EXAMPLE = re.compile(r"- (?!intent:)")
_MARKUP = re.compile(r"\[([^\]]*)\](?:\(\w+\)|\{[^}]*\})")


def document_texts() -> list[str]:
    """Return the texts of the documents held; none when none is held. Only plain-text sources are read."""
    files = sorted(paths().documents.glob("*/source.txt"))
    return [file.read_text(encoding="utf-8", errors="replace") for file in files]


def held_provinces() -> frozenset[str]:
    """Return the provinces of the documents held; read anew when a document comes or goes."""
    folder = paths().documents
    return _provinces_in(folder, folder.stat().st_mtime_ns) if folder.is_dir() else frozenset()


@lru_cache(maxsize=1)
def _provinces_in(folder: Path, changed: int) -> frozenset[str]:
    names = set()
    for path in sorted(folder.iterdir()):
        try:
            names.add(read_metadata(path).province)
        except MetadataError:
            continue  # a folder that is just being written, or damaged: ingest tells of it
    return frozenset(names - {""})


def example_texts() -> list[str]:
    """Return the written training examples without their markup."""
    texts = []
    for file in sorted((TABLES.parent / "data").glob("*.yml")):
        lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        texts += [_MARKUP.sub(r"\1", line[2:]) for line in lines if _EXAMPLE.match(line)]
    return texts


def question_texts() -> list[str]:
    """Return the written training examples that carry diacritics: the words that people ask with."""
    return [example for example in example_texts() if has_diacritics(example)]


@lru_cache(maxsize=1)
def domain_texts() -> tuple[str, ...]:
    """Return what the domain's words are counted in: documents, questions, names, subjects, long forms."""
    registry = load_registry()
    names = [
        *(province.name for province in registry.provinces),
        *(agency.name for agency in registry.agencies),
    ]
    asked = [*question_texts(), *names, *read_words("topics.txt"), *read_words("question_phrases.txt")]
    return (*document_texts(), *asked, *registry.abbreviations.values())


@lru_cache(maxsize=1)
def domain_words() -> WordList:
    """Return the dictionary's words with those of the documents, names and question tables counted."""
    return build_word_list(dictionary_entries(), domain_texts())


@lru_cache(maxsize=1)
def _subject_pairs() -> frozenset[tuple[str, str]]:
    words = build_word_list([], [*document_texts(), *read_words("topics.txt")])
    return words.folded_pairs


def familiar(words: Sequence[str]) -> float:
    """Return the share, 0 to 1, of neighbouring words that also stand side by side in the documents.

    The words of a subject that plans speak of come near 1, those of another subject ("giá vàng") near 0.
    Diacritics don't matter. A single word counts as unfamiliar: it says nothing either way.
    """
    pairs = list(pairwise(fold(word) for word in words))
    if not pairs:
        return 0.0
    return sum(pair in _subject_pairs() for pair in pairs) / len(pairs)
