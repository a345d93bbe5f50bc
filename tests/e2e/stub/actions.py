"""Stand-in for the real actions: echoes, counts turns in a slot, fails or waits on demand."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet


class ActionAnswer(Action):
    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        message = tracker.latest_message
        text = message.get("text") or ""
        if "ném lỗi" in text:
            raise RuntimeError(text)
        if "im lặng" in text:
            return []
        if "chậm" in text:
            time.sleep(0.05)
        context = tracker.get_slot("context") or {"turns": 0}
        context["turns"] += 1
        dispatcher.utter_message(
            text=f"nghe: {text}",
            buttons=[{"title": "Còn năm 2030?", "payload": "Còn năm 2030?"}],
        )
        dispatcher.utter_message(
            json_message={
                "status": "answered",
                "turns": context["turns"],
                "events": len(tracker.events),
                "intent": message.get("intent", {}).get("name"),
                "citations": [{"quote": text}],
            }
        )
        return [SlotSet("context", context)]
