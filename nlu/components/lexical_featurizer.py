"""Rasa featurizer that adds word and letter n-grams, accented and folded, as sparse features."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.errors import ServiceError
from nlu.lexical_features import Vocabulary, learn_vocabulary, terms

_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LexicalFeaturizer(SparseFeaturizer, GraphComponent):
    """One sparse row a message: tf-idf of the n-grams that ``nlu.lexical_features.terms`` names.

    Both the accented and the folded form are features, so that a question typed without diacritics meets
    the same weights. Settings: ``min_count`` (a term seen in fewer training examples is dropped).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come earlier in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default settings."""
        return {**SparseFeaturizer.get_default_config(), "min_count": 2}

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vocabulary = vocabulary

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LexicalFeaturizer:
        """Create an untrained component."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LexicalFeaturizer:
        """Load a trained component; a missing or malformed vocabulary is an error, not an empty one."""
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        vocabulary = Vocabulary(tuple(stored["terms"]), np.asarray(stored["weights"], dtype=np.float32))
        return cls(config, execution_context.node_name, model_storage, resource, vocabulary)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any settings."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary from all examples that have an intent."""
        texts = [example.get(TEXT) for example in training_data.intent_examples if example.get(TEXT)]
        self._vocabulary = learn_vocabulary(texts, int(self._config["min_count"]))
        stored = {
            "terms": self._vocabulary.terms,
            "weights": [round(float(w), 4) for w in self._vocabulary.weights],
        }
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def _add(self, messages: list[Message]) -> None:
        if self._vocabulary is None:
            raise ServiceError("Mô hình hiểu câu hỏi chưa được huấn luyện. Hãy chạy lại `hoiso up`.")
        for message in messages:
            text = message.get(TEXT)
            if text:
                row: scipy.sparse.csr_matrix = self._vocabulary.row(terms(text))
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the rows to messages to be understood."""
        self._add(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the rows to the training examples."""
        self._add(training_data.training_examples)
        return training_data
