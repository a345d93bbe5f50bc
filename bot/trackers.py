"""Rasa's memory of a conversation, kept small: the slots and the open form, not the events.

Rasa's own stores keep every event of a conversation and replay them all at each message, so that a message
late in a long session costs many times one at its start (measured: 11 ms to 203 ms over 400 turns). With
rules only, what decides the next action is the message, the slots and the open form; so that is all this
store keeps. A person's words are not kept, except where a slot holds some, and those are masked.

The store is one SQLite file (WAL, secure delete). A file that is locked or broken never holds up the
server: the slots then stay in memory until the file answers again.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.gateway.privacy import mask_values
from bot.slot_file import SlotFile

log = logging.getLogger(__name__)
_STATELESS_CHANNEL = "health:"
_REST_SECONDS = 5.0
_IN_MEMORY = 5000
_OPEN_FORM = "(form)"
"""Under this name, which no slot can have, the open form stands among the slots."""


class SlotTrackerStore(TrackerStore):
    """Tracker store that keeps the last slots of each conversation for ``session_minutes``.

    ``file`` is the SQLite file. Conversations of the health check keep nothing.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        file: str = "",
        session_minutes: int | str = 60,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._seconds = int(session_minutes) * 60.0
        self._file = SlotFile(Path(os.path.expandvars(file)))
        self._resting_until = 0.0
        self._memory: OrderedDict[str, tuple[float, dict[str, Any]]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker's slots in place of those kept before."""
        if tracker.sender_id.startswith(_STATELESS_CHANNEL):
            return
        slots = {
            name: mask_values(slot.value)
            for name, slot in tracker.slots.items()
            if slot.value is not None and slot.value != slot.initial_value
        }
        if tracker.active_loop_name:
            slots[_OPEN_FORM] = tracker.active_loop_name
        now = time.time()
        if not self._file_rests():
            try:
                self._file.write(tracker.sender_id, slots, now, oldest=now - self._seconds)
                self._memory.pop(tracker.sender_id, None)
                return
            except sqlite3.Error as error:
                self._rest(error)
        self._memory[tracker.sender_id] = (now, slots)
        self._memory.move_to_end(tracker.sender_id)
        while len(self._memory) > _IN_MEMORY:
            self._memory.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation, started with the slots kept; None if it is unknown or too old."""
        kept = self._memory.get(sender_id)
        if kept is None and not self._file_rests():
            try:
                kept = self._file.read(sender_id)
            except (sqlite3.Error, json.JSONDecodeError) as error:
                self._rest(error)
        if kept is None or time.time() - kept[0] > self._seconds:
            return None
        tracker = self.init_tracker(sender_id)
        for event in _opening(kept[1], kept[0]):
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the names of the conversations kept."""
        return {*self._memory, *self._file.names()}

    def _file_rests(self) -> bool:
        return time.monotonic() < self._resting_until

    def _rest(self, error: Exception) -> None:
        self._resting_until = time.monotonic() + _REST_SECONDS
        log.warning("slots stay in memory, their file does not answer: %s", type(error).__name__)


def _opening(kept: dict[str, Any], timestamp: float) -> list[Event]:
    form = kept.get(_OPEN_FORM)
    slots = {name: value for name, value in kept.items() if name != _OPEN_FORM}
    return [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=timestamp),
        SessionStarted(timestamp=timestamp),
        *([ActiveLoop(form, timestamp=timestamp)] if form else []),
        *(SlotSet(name, value, timestamp=timestamp) for name, value in slots.items()),
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp),
    ]
