"""The answer engine: named steps from a message to a cited answer, pure but for reading the snapshot.

understand -> resolve -> find evidence and compose -> note -> word -> ground
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from actions.engine import compose, halves, notes
from actions.engine.compose import talk
from actions.engine.compose.again import again, of_item
from actions.engine.compose.base import Case, joined
from actions.engine.compose.quotes import whole_text
from actions.engine.conversation import besides, conversation, followups, leaps, retorts
from actions.engine.conversation.memory import SHORT
from actions.engine.evidence import FITS, Finder
from actions.engine.lists import marks
from actions.engine.prepared import Prepared
from actions.engine.reading import claims, frames, kinds, messages, question, stories, years
from actions.engine.reply import grounding, shorter, unsaid, verdicts, wording
from actions.engine.syllables import is_plain, tokens
from actions.engine.texts import phrase
from actions.engine.types import COMPLAINT, QUESTION_TYPES, Answer, Draft, Question, Understanding
from actions.engine.words import Lexicon, lexicon
from index.current import Snapshot, SnapshotHolder
from knowledge.model import Assignment, Definition, Indicator
from knowledge.text import fold, squeeze
from nlu.known import is_unintelligible

_log = logging.getLogger(__name__)
RECORDS = (Indicator, Assignment, Definition)
_SAID_BY_CHANCE = frozenset({"topic", "year"})
"""Entities that any text may hold; the others name something that the plans know."""
_MANY_TERMS = 18
"""A message of more telling words than this holds other things beside its question."""
_SUBJECT = 2
_NAMED = 4
_OF_MONEY = "funding"


class Engine:
    """Answers questions from the snapshot in force."""

    def __init__(self, holder: SnapshotHolder, today: Callable[[], date] = date.today) -> None:
        self._holder = holder
        self._today = today
        self._prepared: tuple[str, Prepared] | None = None
        self._words: Lexicon = lexicon()
        self._heard: tuple[tuple[Understanding, bool | None, str, date], Question] | None = None

    def answer(
        self, understanding: Understanding, context: conversation.Context | None = None
    ) -> tuple[Answer, conversation.Context]:
        """Return the answer to one message and what the next turn may use.

        Args:
            understanding: what the language side made of the message.
            context: what the last turn returned; None in a new conversation.
        """
        finder = self._finder(self._holder.get())
        if (refused := self._refused(understanding, finder)) is not None:
            answer, _ = self._finish(*refused, finder, ())
            return answer, conversation.unchanged(context)
        before = context
        understanding = years.written_out(frames.unframed(understanding), finder.library)
        understanding = retorts.meant(understanding)
        if context:
            understanding, context = leaps.spelled_out(understanding, context, finder.library)
        claimed = self._claimed(understanding, context, finder)
        resolved, draft = claimed or self._answer(understanding, context, finder)
        if SHORT not in resolved.cues:
            whole = resolved, draft
            resolved, draft = self._halves(understanding, context, finder, whole, claimed is not None)
        if draft.status == "not_found" and is_plain(understanding.text):
            # Accents restored wrongly find nothing; without them the words may name a record.
            again = self._answer(understanding, context, finder, plain=True)
            held = again[1].status == "answered" and any(isinstance(fact, RECORDS) for fact in again[1].facts)
            if held or (again[1].template == "too_open" and not draft.facts):
                resolved, draft = again
        if SHORT not in resolved.cues and (claimed is None or draft.status == "not_found"):
            resolved, draft = self._told(understanding, finder, resolved, draft) or (resolved, draft)
        told = tuple((context or {}).get("told", ()))
        answer, draft = self._finish(resolved, draft, finder, told)
        unknown = set(finder.strange(resolved))
        # Where the nearest clause could be named, a subject that is known in part stays one.
        strange = bool(unknown) and (not draft.facts or set(question.telling(resolved)) <= unknown)
        told += notes.told_in(answer.notes, answer.text)
        known = not set(question.telling(resolved)) <= unknown
        answered_by = {citation.clause.partition("#")[0] for citation in draft.citations}
        found = [finder.library.documents[name].province for name in answered_by][: len(answered_by) == 1]
        return answer, conversation.remember(resolved, draft, before, strange, not known, told, found)

    def is_feedback(self, understanding: Understanding) -> bool:
        """Return whether a message says what was wrong: no question, no small talk, no "thôi"."""
        heard = self._read(understanding, self._finder(self._holder.get()))
        if kinds.ASKING & heard.cues or "?" in understanding.text:
            return False
        declines = fold(squeeze(heard.normalized)).strip(" .!,") in {
            fold(mark) for mark in marks("declining")
        }
        return not declines and (heard.type != "smalltalk" or heard.intent == COMPLAINT)

    def feedback_kept(self, understanding: Understanding) -> Answer:
        """Return the thanks for what a person said of an answer."""
        finder = self._finder(self._holder.get())
        heard = replace(self._read(understanding, finder), type="smalltalk", intent="")
        return self._finish(heard, talk.feedback_kept(), finder, ())[0]

    def _refused(self, understanding: Understanding, finder: Finder) -> tuple[Question, Draft] | None:
        """Return the refusal of a message in words that nobody could understand; None for any other.

        Neither the classifier's guess nor a chance likeness answers it, and nothing of it is remembered.
        """
        if any(entity.kind not in _SAID_BY_CHANCE for entity in understanding.entities):
            return None
        syllables = self._words.canonical(tokens(understanding.normalized))
        if not is_unintelligible(syllables, lambda word: finder.prepared.vocabulary.knows(word, True)):
            return None
        heard = self._read(understanding, finder)
        if heard.type == "unsafe":
            return None
        draft = compose.unintelligible(Case(heard, finder, self._words, self._today()))
        return replace(heard, type="unknown", years=(), topic="", terms=()), draft

    def _read(self, understanding: Understanding, finder: Finder, plain: bool | None = None) -> Question:
        """Read a message; several steps ask for the same one in turn, so the last reading is kept."""
        key = (understanding, plain, finder.library.version, self._today())
        if self._heard is None or self._heard[0] != key:
            read = question.read(understanding, finder.library, self._words, self._today(), plain)
            self._heard = (key, read)
        return self._heard[1]

    def _answer(
        self,
        understanding: Understanding,
        context: conversation.Context | None,
        finder: Finder,
        plain: bool | None = None,
    ) -> tuple[Question, Draft]:
        heard = self._read(understanding, finder, plain)
        asked = followups.heard(finder.lightened(finder.led_by(finder.placed(heard))), context, finder)
        held = sorted({document.province for document in finder.library.documents.values()})
        resolved = besides.widened(conversation.resolve(asked, context), asked, context, held)
        if SHORT in resolved.cues:
            return resolved, self._compose(resolved, finder)
        if resolved.back == "button":
            return self._answer(messages.pressed(resolved.again[0]), context, finder)
        if resolved.back == "item":
            resolved = of_item(Case(resolved, finder, self._words, self._today()))
        if (
            resolved.type in conversation.DOCUMENT_WIDE
            and "typed" not in asked.cues
            and messages.all_unknown(heard, finder)
            and question.telling(asked)
        ):
            # The classifier's guess alone may not answer words that the plans don't know.
            asked, resolved = replace(asked, type="unknown"), replace(resolved, type="unknown")
        draft = self._compose(resolved, finder)
        resolved, draft = self._otherwise(asked, resolved, draft, finder)
        resolved = messages.typed(resolved, draft)
        if draft.status == "not_found" and asked.ellipsis and context and resolved.terms == asked.terms:
            resolved, draft = self._with_old_subject(resolved, context, finder, draft)
        return resolved, unsaid.of_year(asked, resolved, draft)

    def _claimed(
        self, understanding: Understanding, context: conversation.Context | None, finder: Finder
    ) -> tuple[Question, Draft] | None:
        """Answer a question that claims something by asking it openly; None where it claims nothing."""
        heard = self._read(understanding, finder)
        settled = conversation.resolve(heard, context)
        if not heard.provinces and not heard.documents:
            heard = replace(heard, provinces=settled.provinces, documents=settled.documents)
        claim = claims.read(heard, finder.library)
        if claim is None:
            return None
        asked = understanding
        if claim.kind == "whole":
            asked = replace(understanding, intent="doc_meta", confidence=1.0, ranking=())
        if claim.opened:
            text = fold(claim.opened) if is_plain(understanding.text) else claim.opened
            asked = replace(messages.pressed(claim.opened), text=text)
        resolved, draft = self._answer(asked, context, finder)
        case = Case(resolved, finder, self._words, self._today())
        judged = verdicts.judged(case, claim, draft)
        if judged is None:
            return None
        return replace(resolved, text=understanding.text, normalized=understanding.normalized), judged

    def _halves(
        self,
        understanding: Understanding,
        context: conversation.Context | None,
        finder: Finder,
        whole: tuple[Question, Draft],
        claimed: bool,
    ) -> tuple[Question, Draft]:
        """Answer each of the questions that one message asks, unless the answer to the whole gives them."""
        talk = halves.Talk(
            lambda heard, before: self._answer(heard, before, finder),
            lambda heard: self._read(heard, finder),
            finder,
            self._words,
        )
        if (placed := halves.by_place(talk, understanding, context, *whole, claimed)) is not None:
            return placed
        return whole if claimed else halves.one_by_one(talk, understanding, context, *whole)

    def _told(
        self, understanding: Understanding, finder: Finder, whole: Question, draft: Draft
    ) -> tuple[Question, Draft] | None:
        """Answer the question that a message holds beside what it tells.

        It is the one that ends a story, with its places and, where it names none, its subject; else, where a
        long message found nothing, the first of its parts that names a plan and that a record answers.
        """
        story = stories.told(understanding.normalized)
        unfound = draft.status == "not_found"
        texts: list[str] = []
        if story is not None:
            named = self._read(messages.pressed(story.asked), finder)
            known = [term for term in question.telling(named) if term not in finder.strange(named)]
            # "Tôi làm ở Sở A, Sở B phải làm gì?": only the second body is asked about.
            other = story.introduces and bool(named.agencies)
            missed = unfound or (story.introduces and draft.template == "out_of_scope")
            strange = bool(finder.strange(named))  # "khuyến khích hướng nào?": of what, stands in the story
            alone = other or (len(known) >= _SUBJECT + strange and (story.whole or not story.introduces))
            texts += [story.placed(story.asked)] if alone and not story.points else []
            fitted = bool(texts) and draft.template == "passage"  # maybe by the story's words
            # Beside what was found nearest, a part of one word ("đọc miễn phí trên mạng") answers nothing.
            parts = story.questions() if missed else ()
            texts += [text for text in parts if not (draft.facts and self._thin(text, finder))]
            # "... cho rủi ro kiểu này giao cho ai?" names enough by itself.
            texts += [story.placed(story.asked)] if missed and story.points and len(known) > _NAMED else []
        kind = understanding.intent if understanding.intent in QUESTION_TYPES else ""
        asked = [
            replace(messages.pressed(text), intent=kind, confidence=understanding.confidence)
            for text in texts
        ]
        if unfound and len(whole.terms) > _MANY_TERMS:
            asked += map(messages.pressed, stories.parts(understanding.normalized))
        if story is not None and (pointed := story.of_its_body()) is not None:
            resolved, found = self._answer(messages.pressed(pointed), None, finder)
            if found.status == "answered" and resolved.agencies and found.citations:
                return resolved, found
        for at, heard in enumerate(asked):
            resolved, found = self._answer(heard, None, finder)
            fits = any(isinstance(fact, RECORDS) for fact in found.facts)
            if at >= len(texts):
                fits = fits and bool(resolved.provinces or resolved.agencies or resolved.documents)
            elif missed or other or fitted or (_OF_MONEY == whole.type != resolved.type):
                # "Ngại vừa tốn tiền ... Có nói gì về X?": the story alone speaks of money.
                fits, fitted = fits or bool(found.citations), False
            if fits and found.status == "answered":
                return resolved, found
        return None

    def _thin(self, text: str, finder: Finder) -> bool:
        heard = self._read(messages.pressed(text), finder)
        return 0 < len(question.telling(finder.lightened(heard))) < _SUBJECT and not heard.agencies

    def warm(self) -> None:
        """Load and prepare the snapshot, so that the first question doesn't wait for it."""
        self._finder(self._holder.get())

    def _finder(self, snapshot: Snapshot) -> Finder:
        if self._prepared is None or self._prepared[0] != snapshot.version:
            self._prepared = (snapshot.version, Prepared(snapshot.library, self._words))
        return Finder(self._prepared[1], snapshot.searcher)

    def _compose(self, asked: Question, finder: Finder) -> Draft:
        case = Case(asked, finder, self._words, self._today())
        return again(case) or compose.compose(case)

    def _otherwise(
        self, asked: Question, resolved: Question, draft: Draft, finder: Finder
    ) -> tuple[Question, Draft]:
        """Try the other reading of a message that took something over and was not answered."""
        if "difference" in resolved.cues and resolved.years and not asked.years:
            if draft.template not in ("difference", "comparison"):
                # "tăng bao nhiêu?": the years of the turn before hold no difference; all years may.
                wider = replace(resolved, years=())
                second = self._compose(wider, finder)
                return (wider, second) if second.template == "difference" else (resolved, draft)
            return resolved, draft
        if asked.agencies and not question.telling(asked) and resolved.terms and draft.template == "passage":
            return self._of_body(asked, resolved, draft, finder)
        of_these = asked.agencies and bool(resolved.terms) and followups.says(asked, "among_those")
        if of_these and (draft.status == "not_found" or draft.template == "passage"):
            return self._of_body(asked, resolved, draft, finder)  # "Sở A giúp chỗ nào trong số đó?"
        bare = bool(asked.terms) and not asked.ellipsis and resolved.type != asked.type
        carried = bool(resolved.years) and not asked.years and "how_many" in asked.cues and asked.terms
        if draft.status == "not_found" and carried and resolved.terms == asked.terms and not resolved.back:
            # The year was that of another subject; this one may have figures for others.
            any_year = replace(resolved, years=())
            second = self._compose(any_year, finder)
            held = second.status == "answered" and any(isinstance(fact, Indicator) for fact in second.facts)
            return (any_year, second) if held else (resolved, draft)
        if draft.status == "not_found" and bare and not resolved.back:
            own = replace(resolved, type=asked.type)
            second = self._compose(own, finder)
            return (own, second) if second.status == "answered" else (resolved, draft)
        return resolved, draft

    def _of_body(
        self, asked: Question, resolved: Question, draft: Draft, finder: Finder
    ) -> tuple[Question, Draft]:
        """Answer a follow-up that names a body alone by a passage that names it, else by its tasks."""
        if unsaid.names_one(draft, asked.agencies, finder):
            return resolved, draft
        words = tuple(word for name in asked.agencies for word in tokens(name))
        terms = tuple(dict.fromkeys((*resolved.terms, *words)))
        for other in (
            replace(resolved, terms=terms, agencies=()),
            replace(resolved, type="agency_tasks", terms=(), topic="", weak=frozenset()),
        ):
            second = self._compose(other, finder)
            found = second.status == "answered" or second.template == "no_tasks"
            if found and (other.type == "agency_tasks" or unsaid.names_one(second, asked.agencies, finder)):
                return replace(other, agencies=resolved.agencies), second
        return resolved, draft

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
        said = " ".join(citation.quote for citation in second.citations)
        named = finder.match_text(resolved, said).coverage >= FITS
        return (narrowed, second) if second.status == "answered" and named else (resolved, draft)

    def _finish(
        self, asked: Question, draft: Draft, finder: Finder, told: tuple[str, ...]
    ) -> tuple[Answer, Draft]:
        """Add notes, word the draft and check it; an ungrounded reply is never sent."""
        library = finder.library
        if asked.merged and draft.template != "today":
            opening = phrase("merged_unheld", asked=joined(asked.merged), former=joined(asked.provinces))
            opening = "\n".join([opening, *filter(None, [draft.values.get("opening", "")])])
            draft = replace(draft, values={**draft.values, "opening": opening})
        if asked.unheld and asked.provinces and draft.status in ("answered", "not_found"):
            opening = phrase("unheld_beside", asked=joined(asked.unheld), held=joined(asked.provinces))
            draft = replace(draft, values={**draft.values, "opening": opening})
        draft = replace(draft, notes=notes.notes_for(draft, library, self._today(), asked))
        draft = whole_text.offered(draft, wording.answer_of(draft, library), library)
        draft = shorter.shortened(draft, asked)
        text = wording.word(draft, draft.notes, library, told)
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
