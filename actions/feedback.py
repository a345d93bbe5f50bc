"""The form that asks what is wrong with an answer: when it opens, what it asks, when it ends unfilled."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import ENGINE, send, understanding

FEEDBACK = "feedback"
_REQUESTED = "requested_slot"


class ActionComplaint(Action):
    """Tells a complaint from a message that puts something right and goes on ("sai rồi, phải là 15%")."""

    def name(self) -> str:
        """Return the name that the rules use."""
        return "action_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Set the slot by which the rules open the form or answer."""
        answer, _ = ENGINE.answer(understanding(tracker.latest_message), tracker.get_slot("context"))
        return [SlotSet("feedback_wanted", answer.asks_feedback)]


class ActionAskFeedback(Action):
    """Asks what was wrong; Rasa calls it by its name, ``action_ask_`` and the slot."""

    def name(self) -> str:
        """Return the name that Rasa's form looks for."""
        return "action_ask_feedback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Send the engine's answer to the complaint itself, which asks."""
        answer, _ = ENGINE.answer(understanding(tracker.latest_message), tracker.get_slot("context"))
        send(dispatcher, answer)
        return []


class ValidateFeedbackForm(Action):
    """Takes any words for feedback, but for a new question and for a person who has no more to say.

    Both end the form with an empty slot (``requested_slot`` set to none ends a Rasa form), and the action
    after the form answers them.
    """

    def name(self) -> str:
        """Return the name that Rasa's form looks for."""
        return "validate_feedback_form"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Keep the slot, or empty it and end the form; one that has only now opened has asked nothing yet."""
        if tracker.get_slot(_REQUESTED) != FEEDBACK:
            return []
        said = tracker.get_slot(FEEDBACK)
        if said and ENGINE.is_feedback(understanding(tracker.latest_message)):
            return [SlotSet(FEEDBACK, said)]
        return [SlotSet(FEEDBACK, None), SlotSet(_REQUESTED, None)]
