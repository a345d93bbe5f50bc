"""What one turn leaves for the next, and when a question may use it.

The rule, in the order in which it is applied:

1. A new conversation has no context; nothing is ever inherited across conversations.
2. "xem tiếp" pages on in the last answer; nothing else changes.
3. After a question of ours with choices, an ordinal ("cái thứ 2", "2"), a label or "cả hai" picks them.
4. A message is an *ellipsis* when it opens with "còn", "thế", "vậy" ..., points back ("chỉ tiêu đó"), is
   classified as a follow-up, or names no subject and no body of its own. An ellipsis takes from the turn
   before whatever it doesn't say itself: the type (unless a cue of its own says another), the provinces,
   the years, and the subject with its body and level. A subject, or a body, of its own drops the old
   subject, body and level together; document-wide types (funding, signer, reporting) never take a subject.
5. Any other message is a question of its own: it drops the old subject, body, level and years, and takes
   only the province - the person is still speaking of the same plan - unless it names a province, a
   document, or all of them ("tỉnh nào", "các tỉnh").
6. Small talk, refusals and answers about things outside the plans leave the context as it was.

The context is a small JSON object; see :func:`remember`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.engine.question import telling
from actions.engine.types import Draft, Question
from actions.engine.words import find, folded, tokens

Context = dict[str, Any]
DOCUMENT_WIDE = frozenset({"doc_meta", "funding", "reporting"})
ABOUT_BODIES = frozenset({"agency_tasks"})
_TALK = frozenset({"smalltalk", "unsafe", "out_of_scope"})
_CHOICE_LENGTH = 8
_ORDINAL_LENGTH = 4


def resolve(question: Question, context: Context | None) -> Question:
    """Return the question in full, with what the conversation adds to it."""
    if not context or question.type in ("smalltalk", "unsafe"):
        return question
    if "more" in question.cues and context.get("shown") and not telling(question):
        return replace(_from_context(question, context), offset=int(context["shown"]))
    chosen = _choose(question, context)
    if chosen is not None:
        return chosen
    own_subject = bool(telling(question))
    has_own = own_subject or bool(question.agencies) or bool(question.documents)
    typed = "typed" in question.cues
    if question.ellipsis or not has_own:
        return _ellipsis(question, context, own_subject, typed)
    if question.own_province or question.documents or "all_provinces" in question.cues:
        return question
    return replace(question, provinces=tuple(context.get("provinces", ())))


def _ellipsis(question: Question, context: Context, own_subject: bool, typed: bool) -> Question:
    """Fill what an ellipsis leaves out."""
    old = _from_context(question, context)
    question_type = question.type if typed else old.type
    changes: dict[str, Any] = {"type": question_type}
    if not typed and not question.aspect:
        changes["aspect"] = old.aspect
    if not question.own_province and not question.documents and "all_provinces" not in question.cues:
        changes["provinces"] = old.provinces
        changes["documents"] = old.documents
    if not question.years:
        changes["years"] = old.years
    own_body = bool(question.agencies)
    takes_subject = question_type not in DOCUMENT_WIDE and not own_subject and not (own_body and typed)
    if takes_subject:
        changes |= {"terms": old.terms, "topic": old.topic, "weak": old.weak}
        changes["plain"] = old.plain if old.terms else question.plain
        if not question.level:
            changes["level"] = old.level
        if not own_body:
            changes["agencies"] = old.agencies
    if question_type in ABOUT_BODIES and not changes.get("agencies", question.agencies):
        # "họ phải làm gì nữa?": the bodies that the last answer named.
        changes |= {
            "agencies": tuple(context.get("bodies", ())),
            "terms": (),
            "topic": "",
            "weak": frozenset(),
        }
    return replace(question, **changes)


def _from_context(question: Question, context: Context) -> Question:
    """Return the question of the turn before, under this message's text."""
    return replace(
        question,
        type=str(context.get("type", question.type)),
        provinces=tuple(context.get("provinces", ())),
        years=tuple(context.get("years", ())),
        agencies=tuple(context.get("agencies", ())),
        documents=tuple(context.get("documents", ())),
        topic=str(context.get("topic", "")),
        terms=tuple(context.get("terms", ())),
        weak=frozenset(context.get("weak", ())),
        plain=bool(context.get("plain", False)),
        level=str(context.get("level", "")),
        aspect=str(context.get("aspect", "")),
        cues=frozenset(context.get("cues", ())),
    )


def _choose(question: Question, context: Context) -> Question | None:
    """Return the question that an answer to our clarifying question picks, or None."""
    options = context.get("options") or []
    syllables = folded(tokens(question.normalized))
    if not options or len(syllables) > _CHOICE_LENGTH + max(len(tokens(item["label"])) for item in options):
        return None
    picked = [option for option in options if find(folded(tokens(option["label"])), syllables) >= 0]
    if not picked:
        ordinals = [word for word in syllables if word.isdigit() and 0 < int(word) <= len(options)]
        if ordinals and len(syllables) <= _ORDINAL_LENGTH and not question.years:
            picked = [options[int(word) - 1] for word in ordinals]
        elif "both" in question.cues and not telling(question):
            picked = list(options)
    if not picked or (len(picked) == len(options) > 1 and "both" not in question.cues and len(syllables) > 8):
        return None
    old = _from_context(question, context)
    values: dict[str, Any] = {}
    for option in picked:
        for name, value in option["set"].items():
            if isinstance(value, list):
                values[name] = tuple(dict.fromkeys([*values.get(name, ()), *value]))
            else:
                values[name] = value
    return replace(old, **values)


def remember(question: Question, draft: Draft, context: Context | None) -> Context:
    """Return what the next turn may use, as a small JSON object.

    Keys: ``type provinces years agencies documents topic terms weak plain level aspect cues`` of the
    question in full; ``bodies`` that the answer named; ``options`` of a clarifying question (label and
    what it sets); ``shown``, where the next page begins (0 when all was shown); ``turn``.
    """
    turn = int((context or {}).get("turn", 0)) + 1
    if question.type in _TALK and not question.terms:
        return {**(context or {}), "turn": turn}
    shown_to = question.offset + draft.shown
    return {
        "type": question.type,
        "provinces": list(question.provinces),
        "years": list(question.years),
        "agencies": list(question.agencies),
        "documents": list(question.documents),
        "topic": question.topic,
        "terms": list(question.terms),
        "weak": sorted(question.weak),
        "plain": question.plain,
        "bodies": list(dict.fromkeys(draft.bodies))[:3],
        "level": question.level,
        "aspect": question.aspect,
        "cues": sorted(question.cues - {"follow_start", "refers", "more", "both", "typed", "yes_no", "why"}),
        "options": [dict(option) for option in draft.options],
        "shown": shown_to if shown_to < draft.total else 0,
        "turn": turn,
    }
