"""Training pairs for the encoder, drawn anew for each epoch from articles: no question labels needed.

A text is a list of spans over one flat array of syllables, so that drawing a pair copies no text.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.text import fold
from nlu.syllables import Ids, Keys, SyllableTable, bigram_keys, flatten, look_up, split_key
from nlu.training.corpus import Article

Position = tuple[int, int]
Text = list[Position]
Pair = tuple[Text, Text]
"""A query and the text it should find."""
Drawn = tuple[int, Pair]
"""The number of the article that a pair was drawn from, and the pair."""

Draw = Callable[["Material", np.random.Generator], Iterator[Drawn]]
"""A way to draw pairs: one pass over all articles."""

CHUNK_SYLLABLES = 150
_TEMPLATES = Path(__file__).parent / "templates.toml"


@dataclass(slots=True)
class Piece:
    """One article as spans: its law's name, its title, its lines, and its lines gathered to chunks."""

    law: int
    name: Position
    title: Position
    lines: list[Position]
    chunks: list[Position] = field(default_factory=list)
    penalty: bool = False
    common_title: bool = False


class Material:
    """All articles as one array of syllable numbers, with the spans of their parts."""

    def __init__(self, articles: Sequence[Article], table: SyllableTable, repeats: Sequence[int]) -> None:
        """Number every syllable; ``repeats`` says how often each article counts in the vocabulary."""
        templates = tomllib.loads(_TEMPLATES.read_text(encoding="utf-8"))
        rows: list[list[int]] = []
        weights: list[int] = []
        self.general = self._add_templates(templates["general"], table, rows)
        self.penalty = self._add_templates(templates["penalty"], table, rows)
        weights.extend([0] * len(rows))
        first_rows = []
        for article, repeat in zip(articles, repeats, strict=True):
            first_rows.append(len(rows))
            rows.extend(table.encode(text) for text in (article.law_name, article.title, *article.lines))
            weights.extend([repeat] * (2 + len(article.lines)))
        self.flat, self.starts = flatten(rows)
        self.keys = bigram_keys(self.flat, self.starts)
        self.weights = np.repeat(np.asarray(weights), np.diff(self.starts))
        penalty_titles = tuple(templates["penalty_titles"])
        titles = Counter(article.title for article in articles)
        laws: dict[str, int] = {}
        self.pieces = [
            self._piece(row, article, laws.setdefault(article.law, len(laws)))
            for row, article in zip(first_rows, articles, strict=True)
        ]
        for piece, article in zip(self.pieces, articles, strict=True):
            piece.penalty = fold(article.title).startswith(penalty_titles)
            piece.common_title = titles[article.title] > 3

    @staticmethod
    def _add_templates(
        templates: Sequence[str], table: SyllableTable, rows: list[list[int]]
    ) -> list[tuple[int, int]]:
        places = []
        for template in templates:
            before, _, after = template.partition("{}")
            rows.extend((table.encode(before), table.encode(after)))
            places.append((len(rows) - 2, len(rows) - 1))
        return places

    def _span(self, row: int) -> Position:
        return int(self.starts[row]), int(self.starts[row + 1])

    def _piece(self, row: int, article: Article, law: int) -> Piece:
        lines = [self._span(row + 2 + i) for i in range(len(article.lines))]
        piece = Piece(law, self._span(row), self._span(row + 1), lines)
        for start, end in lines:
            if piece.chunks and end - piece.chunks[-1][0] <= CHUNK_SYLLABLES:
                piece.chunks[-1] = (piece.chunks[-1][0], end)
            else:
                for cut in range(start, max(end, start + 1), CHUNK_SYLLABLES):
                    piece.chunks.append((cut, min(cut + CHUNK_SYLLABLES, end)))
        return piece

    def in_template(self, text: Text, piece: Piece, rng: np.random.Generator) -> Text:
        """Put a text into a random question, half of the time."""
        if rng.random() < 0.4:
            return text
        choices = self.penalty if piece.penalty and rng.random() < 0.8 else self.general
        before, after = choices[int(rng.integers(len(choices)))]
        return [self._span(before), *text, self._span(after)]


def _header(piece: Piece, rng: np.random.Generator, title_share: float) -> Text:
    return [piece.name, piece.title] if rng.random() < title_share else [piece.name]


def title_pairs(material: Material, rng: np.random.Generator) -> Iterator[Drawn]:
    """Title, as it is or in a question, to a chunk of its article (mostly the first)."""
    for number, piece in enumerate(material.pieces):
        if not piece.chunks or piece.title[0] == piece.title[1]:
            continue
        chunk = piece.chunks[0 if rng.random() < 0.5 else int(rng.integers(len(piece.chunks)))]
        query = [piece.title]
        if piece.common_title or rng.random() < 0.15:
            query.append(piece.name)
        yield number, (material.in_template(query, piece, rng), [*_header(piece, rng, 0.4), chunk])


def sentence_pairs(material: Material, rng: np.random.Generator) -> Iterator[Drawn]:
    """A stretch of one line, as it is or in a question, to the chunk around it, often without that line."""
    for number, piece in enumerate(material.pieces):
        lines = [line for line in piece.lines if line[1] - line[0] >= 6]
        if not lines:
            continue
        start, end = lines[int(rng.integers(len(lines)))]
        length = int(rng.integers(6, 26))
        if end - start > length:
            cut = int(rng.integers(start, end - length + 1))
            stretch = (cut, cut + length)
        else:
            stretch = (start, end)
        chunk = next((c for c in piece.chunks if c[0] <= stretch[0] < c[1]), piece.chunks[0])
        around: Text = [chunk]
        if rng.random() < 0.6:
            around = [(chunk[0], max(chunk[0], start)), (min(chunk[1], end), chunk[1])]
        query = material.in_template([stretch], piece, rng)
        if rng.random() < 0.15:
            query = [*query, piece.title]
        yield number, (query, [*_header(piece, rng, 0.8), *around])


def sibling_pairs(material: Material, rng: np.random.Generator) -> Iterator[Drawn]:
    """Two chunks of one article."""
    for number, piece in enumerate(material.pieces):
        if len(piece.chunks) < 2 or rng.random() < 0.5:
            continue
        first, second = rng.choice(len(piece.chunks), 2, replace=False)
        yield number, ([piece.chunks[int(first)]], [*_header(piece, rng, 0.5), piece.chunks[int(second)]])


def choose_vocabulary(
    material: Material, names: Sequence[str], bigrams: int, min_count: int = 3
) -> tuple[npt.NDArray[np.int64], Keys]:
    """Return the syllable numbers and bigram keys worth a vector: often enough seen, bigrams non-numeric."""
    counts = np.bincount(material.flat, weights=material.weights, minlength=len(names))
    syllables = np.flatnonzero(counts >= min_count)
    syllables = syllables[np.argsort(-counts[syllables], kind="stable")]
    usable = material.keys >= 0
    keys, inverse = np.unique(material.keys[usable], return_inverse=True)
    totals = np.bincount(inverse, weights=material.weights[usable])
    numeric = np.asarray([any(c.isdigit() for c in name) for name in names])
    seldom = counts < min_count
    first, second = split_key(keys)
    totals[numeric[first] | numeric[second] | seldom[first] | seldom[second]] = 0
    best = np.argsort(-totals, kind="stable")[:bigrams]
    return syllables, np.sort(keys[best[totals[best] >= min_count]])


def vocabulary_rows(
    material: Material, syllables: npt.NDArray[np.int64], bigrams: Keys, names: int
) -> tuple[Ids, Ids]:
    """Return, for every position, the row of its syllable and of its bigram; -1 where it has none."""
    row_of = np.full(names, -1, dtype=np.int32)
    row_of[syllables] = np.arange(len(syllables), dtype=np.int32)
    places = look_up(material.keys, bigrams)
    return row_of[material.flat], np.where(places >= 0, places + len(syllables), -1).astype(np.int32)
