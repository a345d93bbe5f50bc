"""Rasa's side of the answer engine: one action, which reads the tracker and calls the engine."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import ENGINE, send, understanding, warm_up
from actions.feedback import FEEDBACK

__all__ = ["ActionAnswer", "warm_up"]

_SLOTS = {"province": "provinces", "year": "years", "topic": "topic", "agency": "agencies", "level": "level"}


class ActionAnswer(Action):
    """Answers every message: facts, small talk, refusals."""

    def name(self) -> str:
        """Return the name that the rules use."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Send one answer and set the slots; after the feedback form, thank for what it holds."""
        if said := tracker.get_slot(FEEDBACK):
            send(dispatcher, ENGINE.feedback_kept(understanding(tracker.latest_message)), feedback=said)
            return [SlotSet(FEEDBACK, None)]
        answer, context = ENGINE.answer(understanding(tracker.latest_message), tracker.get_slot("context"))
        send(dispatcher, answer)
        slots = [SlotSet("context", context)]
        slots += [SlotSet(slot, context.get(key) or None) for slot, key in _SLOTS.items()]
        return slots
