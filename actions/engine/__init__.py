"""The answer engine: question -> evidence -> wording, pure functions that need no Rasa."""

from actions.engine.engine import Engine
from actions.engine.types import Answer, Understanding

__all__ = ["Answer", "Engine", "Understanding"]
