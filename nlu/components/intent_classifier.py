"""Rasa intent classifier: logistic regression over all sentence features, stored as plain arrays."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from knowledge.errors import ServiceError

_WEIGHTS = "weights.npz"
_LABELS = "labels.json"
_DAMAGED = "Mô hình hiểu câu hỏi bị hỏng. Hãy xóa thư mục models rồi chạy lại `hoiso up`."


def _sentence_row(message: Message) -> scipy.sparse.csr_matrix:
    """Return the message's sparse and dense sentence features side by side, shape (1, n)."""
    _, sparse = message.get_sparse_features(TEXT)
    _, dense = message.get_dense_features(TEXT)
    parts = [scipy.sparse.csr_matrix(part.features) for part in (sparse, dense) if part is not None]
    if not parts:
        raise ServiceError("Mô hình hiểu câu hỏi thiếu đặc trưng. Hãy chạy lại `hoiso up`.")
    return scipy.sparse.hstack(parts, format="csr") if len(parts) > 1 else parts[0]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Multinomial logistic regression with a fixed seed.

    Unlike Rasa's LogisticRegressionClassifier it keeps only numbers and labels on disk (no skops file
    whose unknown types are swallowed, leaving an untrained model), and refuses to load without them.

    Settings: ``C`` (inverse regularisation), ``max_iter``, ``ranking_length``, ``random_state``.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come earlier in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default settings."""
        return {"C": 8.0, "max_iter": 300, "ranking_length": 5, "random_state": 42}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: tuple[str, ...] = (),
        weights: npt.NDArray[np.float32] | None = None,
        bias: npt.NDArray[np.float32] | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels = labels
        self._weights = weights
        self._bias = bias

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier.

        Raises:
            ServiceError: when the stored labels and weights do not belong together.
        """
        with model_storage.read_from(resource) as folder:
            labels = tuple(json.loads((folder / _LABELS).read_text(encoding="utf-8")))
            with np.load(folder / _WEIGHTS, allow_pickle=False) as stored:
                weights, bias = stored["weights"], stored["bias"]
        if weights.ndim != 2 or weights.shape[1] != len(labels) or bias.shape != (len(labels),):
            raise ServiceError(
                "Mô hình hiểu câu hỏi bị hỏng. Hãy xóa thư mục models rồi chạy lại `hoiso up`."
            )
        return cls(config, model_storage, resource, labels, weights, bias)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has a text and an intent."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        rows = scipy.sparse.vstack([_sentence_row(example) for example in examples], format="csr")
        model = LogisticRegression(
            C=float(self._config["C"]),
            class_weight="balanced",
            max_iter=int(self._config["max_iter"]),
            multi_class="multinomial",
            random_state=int(self._config["random_state"]),
        )
        model.fit(rows.astype(np.float64), [example.get(INTENT) for example in examples])
        self._labels = tuple(str(label) for label in model.classes_)
        # Stored with one row a feature: a message has few of them, so only those rows are touched.
        self._weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        self._bias = model.intercept_.astype(np.float32)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _WEIGHTS, weights=self._weights, bias=self._bias)
            (folder / _LABELS).write_text(json.dumps(self._labels, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def _probabilities(self, message: Message) -> npt.NDArray[np.float64]:
        if self._weights is None or self._bias is None:
            raise ServiceError("Mô hình hiểu câu hỏi chưa được huấn luyện. Hãy chạy lại `hoiso up`.")
        row = _sentence_row(message)
        scores = (row @ self._weights).ravel().astype(np.float64) + self._bias
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``intent_ranking`` of each message."""
        for message in messages:
            if not message.get(TEXT):
                # Nothing to read: the fallback classifier behind must still find a (sure-less) intent.
                message.set("intent", {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            probabilities = self._probabilities(message)
            order = np.argsort(-probabilities, kind="stable")[: int(self._config["ranking_length"])]
            ranking = [{"name": self._labels[i], "confidence": float(probabilities[i])} for i in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages
