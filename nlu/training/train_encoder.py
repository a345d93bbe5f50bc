"""Train the shipped sentence encoder from legal text and plans on one CPU core.

Usage: ``python -m nlu.training.train_encoder LEGAL_CODE_FOLDER --plans knowledge/documents --out nlu/model``
"""

from __future__ import annotations

import itertools
import logging
from pathlib import Path

import click
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize

from nlu.syllable_embedding import SyllableEmbedding
from nlu.syllables import SyllableTable, accented_form, folded_form, split_key
from nlu.training import material as m
from nlu.training.corpus import read_articles, read_plans
from nlu.training.trainer import Trainer

log = logging.getLogger(__name__)


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
    trainer = Trainer(source, rows, size, dimensions, drop, seed)
    trainer.run(epochs, rate, batch)
    place = np.full(len(table), -1, dtype=np.int64)
    place[syllables] = np.arange(len(syllables))
    first, second = split_key(kept)
    pairs = np.stack([place[first], place[second]], axis=1)
    names = [table.names[i] for i in syllables]
    module = SyllableEmbedding(names, pairs, trainer.weights, folded=folded)
    out.mkdir(parents=True, exist_ok=True)
    SentenceTransformer(modules=[module, Normalize()]).save(str(out), create_model_card=False)
    log.info("written to %s", out)


if __name__ == "__main__":
    main()
