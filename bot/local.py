"""The assistant in this process: Rasa's model and the actions, with no server between.

For ``hoiso ask`` while nothing runs. It takes the same way as a message through the servers: Rasa's agent
understands, its rules call the action, the action's answer comes back; only HTTP is left out.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from pathlib import Path
from typing import Any

from bot.gateway.clean import clean_message, has_words
from bot.gateway.conversation import NO_QUESTION
from bot.gateway.errors import UNAVAILABLE
from bot.gateway.rasa_client import merge_messages
from bot.processes.actions import PACKAGE
from knowledge.errors import ServiceError


class LocalAssistant:
    """Answers messages with a trained model. Loading takes seconds; asking, milliseconds."""

    def __init__(self, model: Path) -> None:
        """Load the model.

        Raises:
            ServiceError: it can't be loaded.
        """
        from rasa.core.agent import Agent
        from rasa.core.tracker_store import InMemoryTrackerStore
        from rasa.utils.endpoints import EndpointConfig
        from rasa.utils.log_utils import configure_structlog
        from rasa_sdk.executor import ActionExecutor

        # Without this Rasa prints each step, the conversation included, into the person's window.
        configure_structlog(logging.WARNING)
        executor = ActionExecutor()
        module = importlib.import_module(PACKAGE)
        executor.register_package(module)

        class InProcess(EndpointConfig):
            """Stands where Rasa expects the action server's address."""

            async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
                return await executor.run(json)

        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(
            str(model), action_endpoint=InProcess("in-process"), tracker_store=InMemoryTrackerStore(None)
        )
        if not self._agent.is_ready():
            raise ServiceError("Không nạp được mô hình đã huấn luyện. Hãy chạy lại: hoiso up --build-only")

    def ask(self, sender: str, text: str) -> list[dict[str, Any]]:
        """Return the answer in the contract's shape.

        Raises:
            ServiceError: nothing to answer in the text, or no answer came.
        """
        question = clean_message(text)
        if not has_words(question):
            raise ServiceError(NO_QUESTION)
        parts = self._loop.run_until_complete(self._agent.handle_text(question, sender_id=f"local:{sender}"))
        answer = merge_messages(list(parts or ()), sender)
        if not answer:
            raise ServiceError(UNAVAILABLE)
        return answer
