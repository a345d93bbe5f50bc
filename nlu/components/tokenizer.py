"""Rasa tokenizer over underthesea's word segmentation, with offsets of its own."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from knowledge.text import fold
from nlu.segment import segment


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """Words of the message ("kinh tế", "Hải Dương") with exact offsets; the lemma is the folded word.

    A text without a single word (only signs or emoji) becomes one token, as Rasa expects at least one.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that Rasa's base class reads."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of one attribute of the message."""
        text = message.get(attribute)
        words = segment(text)
        if not words:
            return [Token(text, 0)]
        return [
            Token(
                text[word.start : word.end],
                word.start,
                lemma=fold(text[word.start : word.end]).replace(" ", "_"),
            )
            for word in words
        ]
