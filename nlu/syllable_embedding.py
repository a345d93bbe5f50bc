"""The sentence-transformers module of the shipped encoder: the mean of syllable and bigram vectors.

A stock tokenizer cannot emit overlapping bigrams, so this module splits texts itself. Syllables and
bigrams that training did not see add nothing: untrained vectors would only be noise. Vectors are
stored as int8 with one scale a row, a quarter of the size of float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load_file, save_file
from sentence_transformers.base.modules.input_module import InputModule
from torch import nn

from nlu.syllables import SyllableTable, accented_form, bigram_keys, flatten, folded_form, join_key, look_up

_WEIGHTS = "model.safetensors"
_SYLLABLES = "syllables.txt"


class SyllableEmbedding(InputModule):
    """Static embedding over syllables and syllable bigrams.

    Attributes:
        syllables: vocabulary; the row of a syllable is its number.
        bigrams: syllable numbers of each bigram, shape [n, 2]; rows follow the syllables' in this order.
        folded: whether diacritics are dropped before look-up.
    """

    config_keys: list[str] = ["folded", "embedding_dimension"]  # noqa: RUF012 - the base class declares it so

    def __init__(
        self,
        syllables: Sequence[str],
        bigrams: npt.NDArray[np.integer],
        weights: npt.NDArray[np.float32],
        folded: bool = False,
        **_ignored: object,
    ) -> None:
        """Take a vocabulary and its vectors, shape [syllables + bigrams, dimensions]."""
        super().__init__()
        if len(weights) != len(syllables) + len(bigrams):
            raise ValueError("one vector for each syllable and bigram is needed")
        self.syllables = list(syllables)
        self.bigrams = np.asarray(bigrams)
        self.folded = folded
        self.table = SyllableTable(folded_form if folded else accented_form, self.syllables, closed=True)
        keys = join_key(self.bigrams[:, 0], self.bigrams[:, 1])
        self._order = np.argsort(keys, kind="stable")
        self._known = keys[self._order]
        self._padding = len(weights)
        with_padding = np.vstack([weights, np.zeros((1, weights.shape[1]), dtype=np.float32)])
        self.embedding = nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(with_padding), freeze=False, mode="mean", padding_idx=self._padding
        )
        self.embedding_dimension = int(weights.shape[1])

    @property
    def max_seq_length(self) -> float:
        """Texts of any length are taken whole."""
        return math.inf

    def get_embedding_dimension(self) -> int:
        """Return the number of dimensions of a sentence vector."""
        return self.embedding_dimension

    def rows(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the vocabulary rows of all texts in one array, and each text's start in it.

        A text with nothing known gets the all-zero padding row, so that every text has one.
        """
        flat, starts = flatten([self.table.encode(text) for text in texts])
        places = look_up(bigram_keys(flat, starts), self._known)
        bigram_rows = np.full(len(places), -1, dtype=np.int64)
        bigram_rows[places >= 0] = self._order[places[places >= 0]] + len(self.syllables)
        owner = np.repeat(np.arange(len(texts)), np.diff(starts))
        both = np.concatenate([flat.astype(np.int64), bigram_rows])
        owners = np.concatenate([owner, owner])
        kept = both >= 0
        both, owners = both[kept], owners[kept]
        counts = np.bincount(owners, minlength=len(texts))
        empty = np.flatnonzero(counts == 0)
        both = np.concatenate([both, np.full(len(empty), self._padding)])
        owners = np.concatenate([owners, empty])
        both = both[np.argsort(owners, kind="stable")]
        counts[empty] = 1
        return both, np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(texts) else np.zeros(0, np.int64)

    def preprocess(self, inputs: list[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Return ``input_ids`` and ``offsets`` for the embedding bag."""
        if prompt:
            inputs = self._prepend_prompt(inputs, prompt)
        ids, offsets = self.rows(inputs)
        return {"input_ids": torch.from_numpy(ids), "offsets": torch.from_numpy(offsets)}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Add ``sentence_embedding`` to the features."""
        features["sentence_embedding"] = self.embedding(features["input_ids"], features["offsets"])
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write vocabulary, int8 vectors and configuration into ``output_path``."""
        folder = Path(output_path)
        weights = self.embedding.weight.detach().cpu().numpy()[: self._padding]
        scales = np.maximum(np.abs(weights).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
        tensors = {
            "vectors": np.round(weights / scales).astype(np.int8),
            "scales": scales[:, 0],
            "bigrams": self.bigrams.astype(np.uint16),
        }
        save_file(tensors, str(folder / _WEIGHTS))
        (folder / _SYLLABLES).write_text("\n".join(self.syllables) + "\n", encoding="utf-8")
        self.save_config(output_path)

    @classmethod
    def load(  # type: ignore[override]  # the hub options pass through kwargs
        cls, model_name_or_path: str, subfolder: str = "", **kwargs: Any
    ) -> SyllableEmbedding:
        """Read what ``save`` wrote; vectors become float32 again."""
        hub = {"token", "cache_folder", "revision", "local_files_only"} & set(kwargs)
        options = {"subfolder": subfolder, **{name: kwargs[name] for name in hub}}
        config = cls.load_config(model_name_or_path, **options)
        weights_file = cls.load_file_path(model_name_or_path, filename=_WEIGHTS, **options)
        names_file = cls.load_file_path(model_name_or_path, filename=_SYLLABLES, **options)
        if weights_file is None or names_file is None:
            raise OSError(f"{_WEIGHTS} or {_SYLLABLES} is missing in the model folder")
        tensors = load_file(weights_file)
        vectors = tensors["vectors"].astype(np.float32) * tensors["scales"][:, None]
        names = Path(names_file).read_text(encoding="utf-8").splitlines()
        return cls(names, tensors["bigrams"].astype(np.int64), vectors, folded=bool(config["folded"]))
