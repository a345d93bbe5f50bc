"""Rasa component that replaces a message's text by its normal form before anything else reads it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.normalize import load_normalizer

ORIGINAL_TEXT = "original_text"
"""Key of the parse result under which the text stands as the person typed it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseNormalizer(GraphComponent):
    """Sets ``text`` to the normal form and keeps what was typed as ``original_text``.

    Registered as a tokenizer because only tokenizers and featurizers also see the training data: a
    classifier must learn from the same form that it will be asked with.
    """

    def __init__(self) -> None:
        self._normalize = load_normalizer()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VietnameseNormalizer:
        """Create the component; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise the text of each message in place."""
        for message in messages:
            typed = message.get(TEXT)
            if isinstance(typed, str):
                message.set(ORIGINAL_TEXT, typed, add_to_output=True)
                message.set(TEXT, self._normalize(typed).text, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise every training example that has a text."""
        for example in training_data.training_examples:
            typed = example.get(TEXT)
            if isinstance(typed, str) and typed:
                example.set(TEXT, self._normalize(typed).text)
        return training_data
