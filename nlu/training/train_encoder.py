"""Train the shipped sentence encoder from legal text and plans on one CPU core.

Usage: ``python -m nlu.training.train_encoder LEGAL_CODE_FOLDER --plans knowledge/documents --out nlu/model``
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize
from torch import nn
from tqdm import tqdm

from nlu.syllable_embedding import SyllableEmbedding
from nlu.syllables import Ids, SyllableTable, accented_form, folded_form, split_key
from nlu.training import material as m
from nlu.training.corpus import read_articles, read_plans

log = logging.getLogger(__name__)

_SCALE = 20.0
_BLOCK = 8
_MAX_TOKENS = 320


def batches(pairs: list[tuple[int, m.Pair]], size: int, rng: np.random.Generator) -> Iterator[list[m.Pair]]:
    """Yield batches; half of them in blocks from one law, whose articles are hard to tell apart."""
    order = rng.permutation(len(pairs))
    half = len(order) // 2
    shuffled, by_law = order[:half], order[half:]
    by_law = by_law[np.argsort([pairs[i][0] for i in by_law], kind="stable")]
    blocks = [by_law[i : i + _BLOCK] for i in range(0, len(by_law), _BLOCK)]
    rng.shuffle(blocks)
    ordered = np.concatenate([shuffled, *blocks])
    groups = [ordered[i : i + size] for i in range(0, len(ordered) - size + 1, size)]
    for group in (groups[i] for i in rng.permutation(len(groups))):
        yield [pairs[i][1] for i in group]


class Bags:
    """Turns texts (spans) into rows of the embedding, flat with offsets."""

    def __init__(self, syllable_rows: Ids, bigram_rows: Ids, drop: float, rng: np.random.Generator) -> None:
        self._rows = (syllable_rows, bigram_rows)
        self._drop = drop
        self._rng = rng

    def __call__(self, texts: Sequence[m.Text], padding: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return ``ids`` and ``offsets``; an empty text gets the padding row."""
        parts, lengths = [], []
        for text in texts:
            bag = np.concatenate([rows[a:b] for rows in self._rows for a, b in text])
            bag = bag[bag >= 0]
            if self._drop:
                bag = bag[self._rng.random(len(bag)) >= self._drop]
            if len(bag) > _MAX_TOKENS:
                bag = self._rng.choice(bag, _MAX_TOKENS, replace=False)
            if not len(bag):
                bag = np.asarray([padding], dtype=np.int32)
            parts.append(bag)
            lengths.append(len(bag))
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return torch.from_numpy(np.concatenate(parts).astype(np.int64)), torch.from_numpy(offsets)


def start_weights(
    rows: Sequence[Ids], size: int, dimensions: int, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Return random vectors scaled by inverse frequency, and a last row of zeros for padding."""
    counts = np.sum([np.bincount(r[r >= 0], minlength=size) for r in rows], axis=0)
    idf = np.log(counts.sum() / np.maximum(counts, 1))
    weights = rng.standard_normal((size, dimensions)) * (idf / idf.mean())[:, None] / np.sqrt(dimensions)
    return np.vstack([weights, np.zeros((1, dimensions))]).astype(np.float32)


def train(
    source: m.Material,
    rows: tuple[Ids, Ids],
    size: int,
    *,
    dimensions: int,
    epochs: int,
    rate: float,
    batch: int,
    drop: float,
    seed: int,
) -> npt.NDArray[np.float32]:
    """Return trained vectors, shape [size, dimensions]: in-batch negatives, both directions, Adam."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    weights = torch.from_numpy(start_weights(rows, size, dimensions, rng))
    bag = nn.EmbeddingBag.from_pretrained(weights, freeze=False, mode="mean", padding_idx=size)
    optimizer = torch.optim.Adam(bag.parameters(), lr=rate)
    bags = Bags(*rows, drop, rng)
    per_epoch = len(source.pieces) * 9 // 4 // batch
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, epochs * per_epoch)
    for epoch in range(epochs):
        drawn = [
            list(batches(list(draw(source, rng)), batch, rng))
            for draw in (m.title_pairs, m.sentence_pairs, m.sibling_pairs)
        ]
        mixed = [pairs for group in drawn for pairs in group]
        running = 0.0
        bar = tqdm([mixed[i] for i in rng.permutation(len(mixed))], desc=f"epoch {epoch + 1}/{epochs}")
        for step, pairs in enumerate(bar):
            left = nn.functional.normalize(bag(*bags([pair[0] for pair in pairs], size)))
            right = nn.functional.normalize(bag(*bags([pair[1] for pair in pairs], size)))
            scores = _SCALE * left @ right.T
            target = torch.arange(len(pairs))
            loss = nn.functional.cross_entropy(scores, target)
            loss = loss + 0.5 * nn.functional.cross_entropy(scores.T, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            running += (loss.item() - running) / min(step + 1, 30)
            bar.set_postfix(loss=f"{running:.3f}")
    return bag.weight.detach().numpy()[:size]


@click.command()
@click.argument("legal_code", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--plans", type=click.Path(exists=True, file_okay=False, path_type=Path), multiple=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--folded/--accented", default=False, help="Drop diacritics before look-up.")
@click.option("--bigrams", default=60_000, show_default=True)
@click.option("--dimensions", default=256, show_default=True)
@click.option("--epochs", default=5, show_default=True)
@click.option("--rate", default=0.05, show_default=True)
@click.option("--batch", default=1024, show_default=True)
@click.option("--drop", default=0.1, show_default=True, help="Share of tokens dropped in training.")
@click.option("--seed", default=7, show_default=True)
@click.option("--threads", default=1, show_default=True)
def main(
    legal_code: Path,
    plans: tuple[Path, ...],
    out: Path,
    folded: bool,
    bigrams: int,
    dimensions: int,
    epochs: int,
    rate: float,
    batch: int,
    drop: float,
    seed: int,
    threads: int,
) -> None:
    """Train on the articles in LEGAL_CODE and the plans, and write a sentence-transformers folder."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(threads)
    legal = read_articles(legal_code)
    own = list(itertools.chain.from_iterable(read_plans(folder) for folder in plans))
    log.info("%d legal articles, %d sections of plans", len(legal), len(own))
    table = SyllableTable(folded_form if folded else accented_form)
    source = m.Material([*legal, *own], table, [1] * len(legal) + [5] * len(own))
    syllables, kept = m.choose_vocabulary(source, table.names, bigrams)
    rows = m.vocabulary_rows(source, syllables, kept, len(table))
    size = len(syllables) + len(kept)
    log.info("%d syllables of text, vocabulary %d + %d", len(source.flat), len(syllables), len(kept))
    weights = train(
        source, rows, size, dimensions=dimensions, epochs=epochs, rate=rate, batch=batch, drop=drop, seed=seed
    )
    place = np.full(len(table), -1, dtype=np.int64)
    place[syllables] = np.arange(len(syllables))
    first, second = split_key(kept)
    pairs = np.stack([place[first], place[second]], axis=1)
    names = [table.names[i] for i in syllables]
    module = SyllableEmbedding(names, pairs, weights, folded=folded)
    out.mkdir(parents=True, exist_ok=True)
    SentenceTransformer(modules=[module, Normalize()]).save(str(out), create_model_card=False)
    log.info("written to %s", out)


if __name__ == "__main__":
    main()
