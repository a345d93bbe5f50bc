"""The answer engine: named steps from a message to a cited answer, pure but for reading the snapshot.

understand -> resolve -> find evidence and compose -> note -> word -> ground
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from actions.engine import compose, conversation, grounding, notes, question, wording
from actions.engine.compose.base import Case
from actions.engine.evidence import Finder, Prepared
from actions.engine.types import Answer, Draft, Question, Understanding
from actions.engine.words import Lexicon, is_plain, lexicon
from index.current import Snapshot, SnapshotHolder
from knowledge.model import Assignment, Definition, Indicator

_log = logging.getLogger(__name__)
RECORDS = (Indicator, Assignment, Definition)


class Engine:
    """Answers questions from the snapshot in force."""

    def __init__(self, holder: SnapshotHolder, today: Callable[[], date] = date.today) -> None:
        self._holder = holder
        self._today = today
        self._prepared: tuple[str, Prepared] | None = None
        self._words: Lexicon = lexicon()

    def answer(
        self, understanding: Understanding, context: conversation.Context | None = None
    ) -> tuple[Answer, conversation.Context]:
        """Return the answer to one message and what the next turn may use.

        Args:
            understanding: what the language side made of the message.
            context: what the last turn returned; None in a new conversation.
        """
        finder = self._finder(self._holder.get())
        resolved, draft = self._answer(understanding, context, finder)
        if draft.status == "not_found" and is_plain(understanding.text):
            # Accents restored wrongly find nothing; without them the words may name a record.
            again = self._answer(understanding, context, finder, plain=True)
            if again[1].status == "answered" and any(isinstance(fact, RECORDS) for fact in again[1].facts):
                resolved, draft = again
        answer, draft = self._finish(resolved, draft, finder)
        return answer, conversation.remember(resolved, draft, context)

    def _answer(
        self,
        understanding: Understanding,
        context: conversation.Context | None,
        finder: Finder,
        plain: bool | None = None,
    ) -> tuple[Question, Draft]:
        asked = question.read(understanding, finder.library, self._words, self._today(), plain)
        resolved = conversation.resolve(asked, context)
        draft = self._compose(resolved, finder)
        resolved = _typed(resolved, draft)
        if draft.status == "not_found" and asked.ellipsis and context and resolved.terms == asked.terms:
            resolved, draft = self._with_old_subject(resolved, context, finder, draft)
        return resolved, draft

    def warm(self) -> None:
        """Load and prepare the snapshot, so that the first question doesn't wait for it."""
        self._finder(self._holder.get())

    def _finder(self, snapshot: Snapshot) -> Finder:
        if self._prepared is None or self._prepared[0] != snapshot.version:
            self._prepared = (snapshot.version, Prepared(snapshot.library, self._words))
        return Finder(self._prepared[1], snapshot.searcher)

    def _compose(self, asked: Question, finder: Finder) -> Draft:
        return compose.compose(Case(asked, finder, self._words, self._today()))

    def _with_old_subject(
        self, resolved: Question, context: conversation.Context, finder: Finder, draft: Draft
    ) -> tuple[Question, Draft]:
        """Read an ellipsis that finds nothing by itself as narrowing the old subject."""
        old = tuple(context.get("terms", ()))
        if not old or old == resolved.terms:
            return resolved, draft
        narrowed = replace(
            resolved,
            terms=(*old, *resolved.terms),
            weak=resolved.weak | frozenset(context.get("weak", ())),
            topic=f"{context.get('topic', '')} {resolved.topic}".strip(),
        )
        second = self._compose(narrowed, finder)
        return (narrowed, second) if second.status == "answered" else (resolved, draft)

    def _finish(self, asked: Question, draft: Draft, finder: Finder) -> tuple[Answer, Draft]:
        """Add notes, word the draft and check it; an ungrounded reply is never sent."""
        library = finder.library
        draft = replace(draft, notes=notes.notes_for(draft, library, self._today()))
        text = wording.word(draft, draft.notes, library)
        problems = grounding.check(text, draft, asked, library)
        if problems:
            _log.error("ungrounded reply to %r withheld: %s", asked.type, [item.text for item in problems])
            draft = Draft("not_found", "ungrounded", {}, buttons=draft.buttons)
            text = wording.word(draft, (), library)
        answer = Answer(
            status=draft.status,
            text=text,
            question=asked,
            buttons=draft.buttons,
            facts=draft.facts,
            citations=draft.citations,
            notes=draft.notes,
            chart=draft.chart,
        )
        return answer, draft


def _typed(asked: Question, draft: Draft) -> Question:
    """Give a question whose words showed no type the type of what answered it."""
    if asked.type not in ("unknown", "out_of_scope") or draft.status == "out_of_scope":
        return asked
    if draft.status == "clarify":
        return replace(asked, type="clarify")
    found = any(isinstance(fact, Indicator) for fact in draft.facts)
    return replace(asked, type="indicator" if found else "passage")
