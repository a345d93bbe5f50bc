"""Several questions in one message: "... bao nhiêu, và bao nhiêu phải ...", "A ở tỉnh X, còn B ở tỉnh Y".

Each part has words that ask. Read as one question, the words of the second keep the first from being found,
or the answer to one passes for the answer to both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from actions.engine.conversation import conversation
from actions.engine.evidence import Finder
from actions.engine.lists import marks
from actions.engine.reading import messages, question
from actions.engine.reply.wording import answer_of
from actions.engine.syllables import folded, is_plain, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft, Question, Understanding
from actions.engine.words import OPENING, Lexicon
from knowledge.library import Library
from knowledge.model import Indicator
from knowledge.text import fold

_BETWEEN = re.compile(r"[,;]?\s+(?:và|rồi)\s+|[,;]\s+|[?!.]\s+")
_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?=(?:còn|và|rồi)\s)|(?<=[^\d\W][?!.])\s+|(?<=\d[?!.])\s+(?=[^\d\W])")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST = 3
_LONGEST_TURN = 8
_SIGN = re.compile(r"[,;:.]\s")
_PLACES = 2
_ALIKE = 0.5
_ANY_KIND = frozenset({"unknown", "passage", "compare", "out_of_scope"})
_OF_EACH = frozenset({"section_counts", "measured_counts", "body_counts", "signed_in_office"})
"""Answers that speak of each thing that a message names."""
_COMPARES = frozenset({"highest", "lowest", "difference", "ratio"})


@dataclass(frozen=True, slots=True)
class Talk:
    """What is needed to ask a part of a message by itself.

    Attributes:
        answer: gives the question in full and its answer.
        read: gives the question that a message asks by itself.
    """

    answer: Callable[[Understanding, conversation.Context | None], tuple[Question, Draft]]
    read: Callable[[Understanding], Question]
    finder: Finder
    words: Lexicon

    @property
    def library(self) -> Library:
        """The records held."""
        return self.finder.library

    def telling(self, text: str) -> frozenset[str]:
        """Return the words of a text that name a subject."""
        heard = self.read(messages.pressed(text))
        return frozenset(question.telling(self.finder.lightened(heard)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What a message says of one plan: ``_Part("vinh-phuc-55", "ở Vĩnh Phúc ai chủ trì")``."""

    document_id: str
    text: str


def by_place(
    talk: Talk,
    understanding: Understanding,
    context: conversation.Context | None,
    asked: Question,
    draft: Draft,
    claimed: bool,
) -> tuple[Question, Draft] | None:
    """Answer "A ở tỉnh X, còn B ở tỉnh Y": what is asked of each plan by itself; None for any other message.

    Of one thing asked of several plans the answer to the whole message stays, where it speaks of all and
    none of what is asked was read as ``claimed``.
    """
    heard = talk.read(understanding)
    if len(heard.provinces) + len(heard.documents) < _PLACES:
        return None
    lead, parts = _placed(talk, understanding.normalized)
    asking = _asking(talk, parts)
    if len(parts) < _PLACES or not asking:
        return None
    subjects = [talk.telling(part.text) for part in parts]
    if len(asking) < len(parts) and not all(subjects):
        return None
    alike = _alike(subjects) and not claimed and not _asked_otherwise(talk, asking)
    cited = {item.clause.partition("#")[0] for item in draft.citations}
    spoken = draft.status == "answered" and {part.document_id for part in asking} <= cited
    if spoken and (alike or _COMPARES & asked.cues):
        return None
    answers = _asked_in_turn(talk, understanding, context, lead, asking)
    found = [item for _, item in answers if item.status == "answered" and item.citations]
    if not found or (draft.status == "answered" and _gives(talk, draft, found, asking, alike)):
        return None
    if alike and len(found) < len(asking) and draft.status != "answered":
        return None
    if len(asking) == 1:
        return replace(answers[0][0], text=understanding.text, normalized=understanding.normalized), found[0]
    return asked, _side_by_side(talk, [(part, item) for part, (_, item) in zip(asking, answers, strict=True)])


def _placed(talk: Talk, text: str) -> tuple[str, list[_Part]]:
    """Return what stands before the first plan named and what is said of each; no parts where they mix."""
    lead, parts = "", list[_Part]()
    for clause in _CLAUSE.split(text):
        heard = talk.read(messages.pressed(clause))
        named = heard.documents or (heard.provinces if heard.own_province else ())
        places = [item.id for item in talk.finder.documents(heard)] if named else []
        if len(places) > 1 or heard.unheld:
            return "", []
        if places and (not parts or parts[-1].document_id != places[0]):
            parts.append(_Part(places[0], clause))
        elif parts:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {clause}")
        else:
            lead = f"{lead} {clause}".strip()
    distinct = len({part.document_id for part in parts}) == len(parts)
    return (lead, parts) if distinct else ("", [])


def _gives(talk: Talk, whole: Draft, found: list[Draft], asking: list[_Part], alike: bool) -> bool:
    """Return whether the answer to the whole gives those to the parts, or of one thing speaks of all."""
    said = fold(_body(whole, talk.library))
    named = all(fold(talk.library.documents[part.document_id].province) in said for part in asking)
    within = all(said_in(item, whole, talk.library) for item in found)
    return named and (within or (alike and len(found) < len(asking)))


def _asking(talk: Talk, parts: list[_Part]) -> list[_Part]:
    """Return the parts that ask; "còn ở tỉnh Y?" names what one before it asks."""
    found: list[_Part] = []
    for part in parts:
        cues = talk.read(messages.pressed(part.text)).cues
        if _asks(part.text, talk.words) or "yes_no" in cues or (found and OPENING in cues):
            found.append(part)
    # One yes or no behind what is told of the plans is about all that was told.
    return found if len(found) > 1 or any(_asks(part.text, talk.words) for part in found) else []


def _asked_otherwise(talk: Talk, parts: list[_Part]) -> bool:
    """Return whether the parts ask for different years or kinds of answer, or each for a number of things."""
    heard = [talk.read(messages.pressed(part.text)) for part in parts]
    kinds = {item.type for item in heard if item.type not in _ANY_KIND}
    years = {item.years for item in heard if item.years}
    return len(kinds) > 1 or len(years) > 1 or "count" in kinds


def _alike(subjects: list[frozenset[str]]) -> bool:
    """Return whether the parts name one subject: but one names none, or the words are mostly the same."""
    named = [item for item in subjects if item]
    return all(
        len(first & second) >= _ALIKE * min(len(first), len(second))
        for at, first in enumerate(named)
        for second in named[at + 1 :]
    )


def _asked_in_turn(
    talk: Talk,
    understanding: Understanding,
    context: conversation.Context | None,
    lead: str,
    parts: list[_Part],
) -> list[tuple[Question, Draft]]:
    """Return the answers to the parts, each read as following the one before, under the common subject."""
    subject = lead.rstrip(" .,:;") if lead and not lead.endswith((".", "?", "!")) else ""
    answers: list[tuple[Question, Draft]] = []
    for part in parts:
        texts = [f"{subject}: {part.text}", part.text] if subject else [part.text]
        for text in texts:
            pressed = messages.pressed(text.rstrip(" .,:;?"))
            if is_plain(understanding.text):
                pressed = replace(pressed, text=fold(pressed.text))
            # "Kế hoạch tỉnh Y làm năm nào?" needs nothing of what was asked of another plan.
            own = "plans" in talk.read(pressed).cues and not subject
            answer = talk.answer(pressed, None if own else context)
            if answer[1].status == "answered":
                break
        answers.append(answer)
        if answer[1].status == "answered":
            context = conversation.remember(*answer, context, False, False, (), ())
    return answers


def _side_by_side(talk: Talk, answers: list[tuple[_Part, Draft]]) -> Draft:
    """Return one draft with the answer for each plan, under its name where the answer leaves that out."""
    said: list[str] = []
    for part, draft in answers:
        province = talk.library.documents[part.document_id].province
        if draft.status != "answered":
            said.append(phrase("part_unfound", province=province))
            continue
        body = _body(draft, talk.library)
        named = fold(province) in fold(body.partition("\n")[0])
        said.append(body if named else f"{province}: {body}")
    drafts = [draft for _, draft in answers if draft.status == "answered"]
    return _together(drafts, {"first": said[0], "second": "\n".join(said[1:])})


def one_by_one(
    talk: Talk,
    understanding: Understanding,
    context: conversation.Context | None,
    resolved: Question,
    draft: Draft,
) -> tuple[Question, Draft]:
    """Answer both questions of a message that asks two, unless the answer to the whole gives both."""
    halves = cut(understanding.normalized, talk.words)
    compares = len(resolved.provinces) > 1 or bool(_COMPARES & resolved.cues)
    compared = (compares or draft.template in _OF_EACH) and draft.status == "answered"
    if halves is None or compared or draft.status not in ("answered", "not_found"):
        return resolved, draft
    asked, first = talk.answer(messages.pressed(halves[0]), context)
    if first.status != "answered" or not first.citations:
        return resolved, draft
    after = conversation.remember(asked, first, context, False, False, (), ())
    later, second = talk.answer(messages.pressed(_with_its_subject(talk, *halves)), after)
    found = second.status == "answered" and second.citations
    own = bool(talk.telling(halves[1]))
    own = own or later.type in conversation.DOCUMENT_WIDE or later.type == "count"
    if found and (later.back or not (own or same_place(second, first))):
        second = first  # "làm cùng sở nào" is asked of what was found, and nothing else may answer it
    if draft.status == "answered":
        needed = (first, second) if found else (first,)
        if not found or all(said_in(part, draft, talk.library) for part in needed):
            return resolved, draft
    counted = "how_many" in asked.cues and asked.type == "indicator"
    if draft.status != "answered" and counted and not any(isinstance(x, Indicator) for x in first.facts):
        return resolved, draft  # a clause that is near a figure asked for is no answer by itself
    asked = replace(asked, text=understanding.text, normalized=understanding.normalized)
    if found and said_in(second, first, talk.library):
        return asked, first
    return asked, both(first, second, talk.library) if found else alone(first)


def cut(text: str, words: Lexicon) -> tuple[str, str] | None:
    """Return the two halves of a message that each ask something, or None.

    Args:
        text: the message in normal form.
        words: tells the words that ask.
    """
    for between in _BETWEEN.finditer(text):
        halves = text[: between.start()].strip(), text[between.end() :].strip()
        if _asks(halves[0], words) and (_asks(halves[1], words) or _turns(halves[1])):
            return halves
    return None


def _turns(half: str) -> bool:
    """Return whether the end of a question turns to another thing: "..., còn xã?"."""
    plain = is_plain(half)
    said = tokens(half)
    leads = (folded(tokens(mark)) if plain else tokens(mark) for mark in marks("turns_to"))
    turns = any(said[: len(lead)] == lead for lead in leads)
    return turns and half.endswith("?") and 1 < len(said) <= _LONGEST_TURN and not _SIGN.search(half)


def _asks(half: str, words: Lexicon) -> bool:
    said = tokens(half)
    return len(said) >= _FEWEST and "wh" in words.cues_of(words.blanked("asks_nothing", said, False), False)


def said_in(part: Draft, whole: Draft, library: Library) -> bool:
    """Return whether the answer to the whole message gives what the answer to a part gives."""
    facts = all(fact in whole.facts for fact in part.facts)
    figures = set(_FIGURE.findall(_body(part, library))) <= set(_FIGURE.findall(_body(whole, library)))
    return facts and same_place(part, whole) and figures


def same_place(part: Draft, other: Draft) -> bool:
    """Return whether an answer rests on no other clauses than another one."""
    return {item.clause for item in part.citations} <= {item.clause for item in other.citations}


def _with_its_subject(talk: Talk, first: str, second: str) -> str:
    """Return a second half without a subject of its own ("..., được ai giúp?") with the place named first."""
    said = tokens(second)
    leaves = said[:1] and said[0] in marks("elliptic_starts")
    named = list(talk.finder.places_in(talk.read(messages.pressed(first)))) if leaves else []
    longest = max(named, key=len, default=())
    return f"{' '.join(word.capitalize() for word in longest)} {second}" if longest else second


def both(first: Draft, second: Draft, library: Library) -> Draft:
    """Return one draft that gives the answers to both halves, one after the other."""
    values = {"first": _body(first, library), "second": _body(second, library)}
    return _together([first, second], values)


def _together(drafts: list[Draft], values: dict[str, Any]) -> Draft:
    """Return one draft with the facts and citations of several."""
    citations = {item.clause: item for draft in reversed(drafts) for item in draft.citations}
    order = dict.fromkeys(item.clause for draft in drafts for item in draft.citations)
    return Draft(
        "answered",
        "halves",
        values,
        facts=tuple(dict.fromkeys(fact for draft in drafts for fact in draft.facts)),
        citations=tuple(citations[clause] for clause in order),
        computed=tuple(figure for draft in drafts for figure in draft.computed),
        bodies=tuple(body for draft in drafts for body in draft.bodies),
    )


def alone(first: Draft) -> Draft:
    """Return the answer to the first half with the word that the second was not found."""
    opening = "\n".join(filter(None, [phrase("second_unfound"), str(first.values.get("opening", ""))]))
    values: dict[str, Any] = {**first.values, "opening": opening}
    return replace(first, values=values)


def _body(draft: Draft, library: Library) -> str:
    return "\n".join(filter(None, [str(draft.values.get("opening", "")), answer_of(draft, library)]))
