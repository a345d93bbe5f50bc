"""The bare bot's one action: a fixed sentence. What it costs is the floor that ours is measured against."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action


class ActionAnswer(Action):
    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text="Chào bạn!")
        return []
