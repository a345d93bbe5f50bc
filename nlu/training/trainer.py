"""The training loop: every other text of a batch is a negative, half of the batches from few laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from tqdm import tqdm

from nlu.syllables import Ids
from nlu.training import material as m

_SCALE = 20.0
_BLOCK = 8
_MAX_TOKENS = 320


def batches(
    source: m.Material, pairs: list[m.Drawn], size: int, rng: np.random.Generator
) -> Iterator[list[m.Pair]]:
    """Yield batches; half of them in blocks from one law, whose articles are hard to tell apart."""
    order = rng.permutation(len(pairs))
    half = len(order) // 2
    shuffled, by_law = order[:half], order[half:]
    by_law = by_law[np.argsort([source.pieces[pairs[i][0]].law for i in by_law], kind="stable")]
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


class Trainer:
    """Holds the vectors while they are trained."""

    def __init__(
        self, source: m.Material, rows: tuple[Ids, Ids], size: int, dimensions: int, drop: float, seed: int
    ) -> None:
        """Start from random vectors for ``size`` tokens; ``drop`` is the share of tokens left out."""
        self._rng = np.random.default_rng(seed)
        torch.manual_seed(seed)
        self._source = source
        self._size = size
        weights = torch.from_numpy(start_weights(rows, size, dimensions, self._rng))
        self._bag = nn.EmbeddingBag.from_pretrained(weights, freeze=False, mode="mean", padding_idx=size)
        self._bags = Bags(*rows, drop, self._rng)

    @property
    def weights(self) -> npt.NDArray[np.float32]:
        """The vectors, shape [size, dimensions]."""
        return self._bag.weight.detach().numpy()[: self._size]

    def _vectors(self, texts: Sequence[m.Text]) -> torch.Tensor:
        return nn.functional.normalize(self._bag(*self._bags(texts, self._size)))

    def _loss(self, pairs: Sequence[m.Pair]) -> torch.Tensor:
        left = self._vectors([pair[0] for pair in pairs])
        scores = _SCALE * left @ self._vectors([pair[1] for pair in pairs]).T
        target = torch.arange(len(pairs))
        forward = nn.functional.cross_entropy(scores, target)
        return forward + 0.5 * nn.functional.cross_entropy(scores.T, target)

    def run(self, epochs: int, rate: float, batch: int) -> None:
        """Train for some epochs with Adam and a linearly falling rate."""
        optimizer = torch.optim.Adam(self._bag.parameters(), lr=rate)
        for epoch in range(epochs):
            steps = self._epoch(batch)
            bar = tqdm(steps, desc=f"epoch {epoch + 1}/{epochs}", mininterval=2)
            running = 0.0
            for step, pairs in enumerate(bar):
                done = (epoch + step / len(steps)) / epochs
                for group in optimizer.param_groups:
                    group["lr"] = rate * max(1.0 - done, 0.02)
                loss = self._loss(pairs)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                running += (loss.item() - running) / min(step + 1, 30)
                bar.set_postfix(loss=f"{running:.3f}")

    def _epoch(self, batch: int) -> list[list[m.Pair]]:
        draws: tuple[m.Draw, ...] = (m.title_pairs, m.sentence_pairs, m.sibling_pairs)
        mixed = [group for draw in draws for group in self._drawn(draw, batch)]
        return [mixed[i] for i in self._rng.permutation(len(mixed))]

    def _drawn(self, draw: m.Draw, batch: int) -> Iterator[list[m.Pair]]:
        return batches(self._source, list(draw(self._source, self._rng)), batch, self._rng)
