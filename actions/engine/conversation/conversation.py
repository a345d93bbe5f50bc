"""What one turn leaves for the next, and when a question may use it.

The rule, in the order in which it is applied:

1. A new conversation has no context; nothing is ever inherited across conversations.
2. Small talk, refusals and questions outside the plans use no context and leave it as it was.
3. "nguồn đâu?" (no subject of its own) repeats the last answer's sources and leaves the context as it was.
4. "xem tiếp", "tiếp", "nữa" page on in the last list; past its end the answer says that the list is finished
   and shows its last page again. "Dài dòng quá, nói gọn thôi" gets the last answer in fewer words.
   "Kể ra xem" after a count lists what was counted; after a number of places or things it asks their names.
5. "cái thứ 2", "số 2", "cái đầu" picks an item of the last list, else a button that was offered.
6. After an answer that offered choices, their labels, "cả hai" or "tất cả" - and nothing else - pick them for
   the question that was asked; a number alone picks among the choices of a question of ours.
7. "không phải A mà là B" and "B chứ không phải A" take A back before anything else is read.
8. In a conversation a short message is first cut down to what it newly says (``followups.py``):
   provinces, years, levels, sectors, bodies, words that name something, and what is asked. Words about the
   answer ("mấy điểm", "hạn", "lúc lập kế hoạch"; ``words/followups.yml``), verbs and fillers name nothing; a
   noun of one syllable stays beside the old subject ("sàn nào?"). A sector that the record cited tells apart
   ("nông nghiệp?") narrows the old subject. "ngân hàng nào lo?" asks for a body of the old subject.
9. A message is an *ellipsis* when it opens with "còn", "thế", "vậy" ..., points back ("chỉ tiêu đó"), is
   classified as a follow-up, names no subject and no body of its own, or is a bare subject with nothing that
   asks ("chính quyền số?"). An ellipsis takes from the turn before whatever it doesn't say itself.
10. The type: a cue of its own wins, and so does "ai" or a body asked for; "sở nào theo dõi chỉ tiêu đó" after
    a figure asks who measures it. "mục tiêu", "bao nhiêu", after a measuring body also a year alone, ask for
    a figure again. "khoảng cách", "tăng mấy điểm" after a figure ask for the difference, from the year named
    to the one spoken of. What of a document is asked ("ngày nào?") stays with a document; a definition stays
    one. A rank of one plan is a rank of the next. Otherwise the type is kept, unless it was a guess.
11. The subject, with its body and level: a subject, or a body, of its own drops all three together.
    Document-wide types (funding, signer, reporting) take no subject. "Vậy tỉnh A có mục tiêu gì?" is a
    general list and takes none. Words that only speak ("quay lại", "cả thảy") are no subject; they stand in
    ``words/stop.yml``.
12. "sở đó", "đài ấy", "họ" are the body of the last question, else the first body that the last answer named;
    what the body does or measures is then asked without the old subject. "nền tảng đó", "xã này" are the old
    subject, to which the message's own words are added; so is "tổ này" where the subject is that body.
    "thời hạn?" after a list of tasks asks for their times.
13. Another body named alone after a body's tasks asks its tasks; "tổ A thì ai?" asks who has to do with it; a
    body claimed ("cơ quan đo là Sở A đúng không") is claimed of the old subject.
14. What became of a body or place ("đài đó giờ còn không", and then "còn tỉnh B?") is asked of the one named,
    else of the one spoken of, without the old subject.
15. An item picked from a list is asked about what the message asks ("lĩnh vực thứ ba do ai chủ trì"); the
    list can be picked from again. A place past its end is answered by its length.
16. Provinces, documents and years are kept unless the message names its own, or all ("tỉnh nào", "các tỉnh");
    where nobody named a plan, an ellipsis keeps to the only one that answered; "tỉnh khác" are the plans not
    yet spoken of (``besides.py``). In a comparison ("so với tỉnh
    A?") the province named comes beside those kept. A year that only figures start from stays behind where
    another plan is asked.
17. Any other message is a question of its own: it drops the old subject, body, level and years, and takes
    only the province - the person is still speaking of the same plan - unless it names its own.
18. A question about words that stand nowhere in the plans, and that found nothing, is not remembered: the
    next ellipsis goes back to the question before it.

The context is a small JSON object; see :func:`actions.engine.conversation.memory.remember`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.engine.conversation import bodies, choices, followups, unfold
from actions.engine.conversation.bodies import ABOUT_BODIES, OF_A_BODY
from actions.engine.conversation.levels import at_level
from actions.engine.conversation.memory import (
    ASKED_ON,
    SHORT,
    Context,
    recalled,
    remember,
    repeated,
    unchanged,
)
from actions.engine.reading.question import telling
from actions.engine.syllables import Tokens, find, folded, is_plain, tokens
from actions.engine.types import Question
from actions.engine.words import OPENING, lexicon

__all__ = ["Context", "remember", "resolve", "unchanged"]
DOCUMENT_WIDE = frozenset({"doc_meta", "funding", "reporting"})
_NO_FIGURE = frozenset(
    {
        "measured_by",
        "responsible",
        "coordinates",
        "deadline",
        "definition",
        "funding",
        "doc_meta",
        "reporting",
    }
)
_FIGURES = frozenset({"indicator", "baseline", "compare", "results"})
_ASKED_FOR_WHO = frozenset({"responsible", "coordinates", "measured_by", "reporting", "doc_meta"})
_CLAIMED = frozenset({"responsible", "coordinates", "measured_by"})
_OF_REPORTS = frozenset({"responsible", "coordinates", "deadline"})
_BESIDE_FIGURES = frozenset({"measured_by", "definition", "results"})
"""After these a year alone asks for the figure."""
_ABOUT_MONEY = frozenset({"money", "who"})
"""Who sees to the money is asked of the next plan as well."""
_KEPT_ASKING = frozenset({"how_many", "share"})
_COUNTED = frozenset({"indicators", "how_many_targets", "tasks", "bodies"})
_UNSAID = frozenset({"clarify", "unknown", "out_of_scope", "source", ""})
_BARE_LENGTH = 6
_BASES, _DATE = "legal_bases", "issued"


def resolve(question: Question, context: Context | None) -> Question:
    """Return the question in full, with what the conversation adds to it."""
    if context and unfold.asks_shorter(question) and context.get("said"):
        again = repeated(question, context)
        return replace(again, cues=again.cues | {SHORT})
    if not context or question.type in ("smalltalk", "unsafe"):
        return question
    if context.get("refused") and not ("refers" in question.cues and question.type in _OF_REPORTS):
        context = {**context, "terms": [], "topic": "", "type": "unknown"}  # only who does it, by when
    if question.back:  # of what was shown (there.py)
        kept = question.cues & {"typed"}
        asked = question.type if kept and question.back == "item" else str(context.get("type", ""))
        return replace(
            recalled(question, context), type=asked, cues=kept, back=question.back, again=question.again
        )
    question = _by_itself(choices.corrected(question))
    back = _back(question, context)
    if back is not None:
        return back
    own_subject = bool(telling(question))
    # "Không, kế hoạch 393 cơ": another plan is named, and the same is asked of it.
    another = bool(question.documents) and ("typed" in question.cues or context.get("type") in _UNSAID)
    has_own = own_subject or bool(question.agencies) or another
    if question.ellipsis or not has_own or _is_bare(question, context):
        return _ellipsis(question, context, own_subject, "typed" in question.cues)
    if question.own_province or question.documents or "all_provinces" in question.cues:
        return question
    provinces, documents = (tuple(context.get(name, ())) for name in ("provinces", "documents"))
    return replace(question, provinces=provinces, documents=documents)


def _back(question: Question, context: Context) -> Question | None:
    """Return a question that goes back to the last answer itself (rules 3 to 6), or None."""
    old = recalled(question, context)
    own = bool(telling(question) or question.own_province or question.years or question.agencies)
    if question.type == "source" and not own and context.get("cited"):
        return replace(old, type="source", back="sources", again=tuple(context["cited"]))
    if not telling(question) and ("more" in question.cues or choices.alone(question, "more_alone")):
        if context.get("shown"):
            return replace(old, offset=int(context["shown"]))
        if context.get("cut"):
            return replace(old, back="whole", again=tuple(context["cut"]), offset=int(context.get("read", 0)))
        if context.get("items") or context.get("offset"):
            last = repeated(question, context)
            asked = old.cues | ({ASKED_ON} if "wh" in question.cues else set())
            return replace(last, cues=asked, back="finished", again=(str(context.get("total", 0)),))
    if not own and context.get("found") and followups.is_only(question, "which_plan"):
        return replace(old, type="source", back="sources", again=tuple(context.get("cited", ())))
    if (only := unfold.only_item(question, context)) is not None:
        return only
    if choices.alone(question, "alone_all_plans") and unfold.of_all_plans(context):
        kind = "compare" if old.type in _FIGURES else old.type
        return replace(old, type=kind, provinces=(), documents=(), cues=old.cues | {"all_provinces"})
    if not own or choices.is_pointing(question):
        items, buttons = context.get("items") or [], context.get("buttons") or []
        for kind, offered in (("item", items), ("button", buttons)):
            at = choices.ordinal(question, len(offered), int(context.get("first", 0)) * (kind == "item"))
            named = kind == "button" and (context.get("options") or choices.names_a_place(question))
            if at is not None and not named:
                asked = question.cues & {"typed"}
                kind_of = question.type if asked else old.type
                years = question.years if kind == "item" and question.years else old.years
                return replace(
                    old, type=kind_of, cues=asked, back=kind, again=(str(offered[at]),), years=years
                )
        if items and not context.get("options") and choices.points_beyond(question):
            return replace(old, back="beyond", again=(str(len(items) + int(context.get("first", 0))),))
    if not (question.own_province or question.years):
        again = unfold.counted_again(question, context) or unfold.unfolded(question, context)
        if again is not None:
            return again
    return unfold.chosen(question, context)


def _is_bare(question: Question, context: Context) -> bool:
    """Return whether the message is a subject and nothing else, after a question that takes a subject."""
    said = question.cues - {OPENING, "lead", "coordinate", "tasks"}
    named = question.own_province or question.years or question.agencies or question.documents
    return (
        not said
        and not named
        and context.get("type") not in DOCUMENT_WIDE | _UNSAID
        and len(tokens(question.normalized)) <= _BARE_LENGTH
    )


def _by_itself(question: Question) -> Question:
    """Give a message that is one bare word of asking ("thời gian?", "nguồn?") the type it asks."""
    for name in ("deadline", "source", "passage", "list"):
        if choices.alone(question, f"alone_{name}"):
            cues = question.cues | {"typed"}
            return replace(question, type=name, terms=(), topic="", weak=frozenset(), cues=cues)
    return question


def _type_of(question: Question, old: Question, typed: bool, unassigned: bool) -> tuple[str, str]:
    """Return the type, and the aspect of a document, that an ellipsis asks (rule 10).

    Args:
        question: the message.
        old: the question of the turn before.
        typed: the message's own words show a type.
        unassigned: the turn before asked for a body and found none.
    """
    words = lexicon()
    silent = not telling(question) and not question.agencies
    if (
        old.type == "doc_meta"
        and (silent or followups.JOINS in question.cues)
        and question.type != "doc_meta"
    ):
        aspects = words.aspects_of(tokens(question.normalized), question.plain)
        if aspects:
            return "doc_meta", "+".join(aspects)
    if choices.says(question, "general_list") and question.own_province and silent:
        return "list", ""
    if (asked := _other_type(question, old, typed, silent)) is not None:
        return asked, ""
    if not typed and unassigned and question.years and silent:
        return "indicator", ""
    if typed or old.type in _UNSAID:
        return question.type, question.aspect
    if "amount" in question.cues and old.type == "funding":
        return "funding", ""
    about_target = bool(old.terms or telling(question)) or old.type != "measured_by"
    if old.type in _NO_FIGURE and {"indicators", "how_many"} & question.cues and about_target:
        return "indicator", ""
    if old.type in ABOUT_BODIES and old.terms and choices.counted(replace(question, ellipsis=False), ""):
        return "indicator", ""  # "làm ở mấy xã?"
    return old.type, question.aspect or old.aspect


def _other_type(question: Question, old: Question, typed: bool, silent: bool) -> str | None:
    """Return the type that the words give together with the turn before; None where they decide alone."""
    figures = old.type in _FIGURES | {"measured_by"}
    if (
        old.type == "reporting"
        and silent
        and _of_reports(question)
        and not followups.points_at_body(question)
    ):
        return "reporting"  # "qua sở nào?", "nộp về đâu?"
    if old.type == "definition" and silent and "kinds" in question.cues:
        return "definition"  # "gồm mấy mảng?"
    if figures and silent and followups.says(question, "supplying"):
        return "baseline"  # "con số 2022 là mấy và ai cung cấp"
    if typed and question.type == "responsible" and figures and silent:
        return "measured_by" if followups.asks_who_measures(question) else None
    if typed and question.type == "definition" and "measures" in question.cues and silent:
        return "list"  # "giải pháp là gì?"
    if typed and question.type == "definition" and "indicators" in question.cues:
        return "indicator"  # "thì mục tiêu là gì"
    if typed and question.type == "list" and old.type == "definition" and silent:
        return "definition"  # "gồm những loại nào"
    measures = {"measures", "how_many"} & question.cues == {"measures"}
    asked = not typed or question.type == "compare"
    if measures and figures and silent and asked and not question.years:
        return "list"  # "vậy tỉnh làm cách nào để tăng lên?"
    if "difference" in question.cues and figures and silent:
        return "compare"
    if typed:
        return None
    asks_value = question.years or telling(question) or {"ranks", "indicators"} & question.cues
    if old.type == "results" and asks_value and followups.ANY_YEAR not in question.cues:
        return "indicator"  # what came of one target says nothing of another year, rank or target
    if "who" in question.cues and old.type not in _ASKED_FOR_WHO | _UNSAID | ABOUT_BODIES:
        return "responsible"
    only_years = bool(question.years) and silent and not question.own_province
    if only_years and (old.type in _BESIDE_FIGURES or "indicators" in question.cues) and old.terms:
        return "indicator"
    return None


def _of_body_now(question: Question) -> bool:
    now = followups.says(question, "now_words") and followups.says(question, "name_words")
    return followups.points_at_body(question) and (now or followups.says(question, "of_now"))


def _of_reports(question: Question) -> bool:
    """Return whether a message after a turn on reports asks more of them: to whom, when, how often."""
    if question.type == "doc_meta" and question.aspect != "recipients":
        return False
    return question.type in _OF_REPORTS or followups.says(question, "of_reports")


def _ellipsis(question: Question, context: Context, own_subject: bool, typed: bool) -> Question:
    """Fill what an ellipsis leaves out."""
    old = recalled(question, context)
    # "sở này giờ ra sao": what became of the body, not of a target.
    became = "today" in question.cues or _of_body_now(question)
    if became and not own_subject:
        question = replace(question, cues=question.cues | {"today"})
        return bodies.today(question, old, context)
    joins = followups.JOINS in question.cues
    own_subject = own_subject and not joins
    unassigned = old.type in _CLAIMED and context.get("status") == "not_found"
    question_type, aspect = _type_of(question, old, typed, unassigned)
    if aspect == _DATE and old.aspect == _BASES and "plans" not in question.cues:
        aspect = f"{_BASES}+{_DATE}"  # that of the decisions just named, or of the plan
    counts = "how_many" in question.cues and not typed and not context.get("items")
    if question_type == old.type == "list" and counts:
        question_type = "indicator"  # "tất cả mấy nơi?" after a clause, which was no list of ours
    changes: dict[str, Any] = {"type": question_type, "aspect": aspect}
    if not question.own_province and not question.documents and "all_provinces" not in question.cues:
        # The one plan that answered is spoken of, though nobody named it.
        changes["provinces"] = old.provinces or (() if own_subject else tuple(context.get("found", ())))
        changes["documents"] = old.documents
    elif question_type == "compare" and typed and question.own_province:
        # "so với tỉnh A thì sao?": beside the plans spoken of.
        changes["provinces"] = tuple(dict.fromkeys((*old.provinces, *question.provinces)))
    if question_type == old.type == "count" and not typed and not _COUNTED & question.cues:
        changes["cues"] = question.cues | (old.cues & _COUNTED)  # "thế kinh tế số mấy cái?"
    if not question.years:
        changes["years"] = () if followups.ANY_YEAR in question.cues else old.years
    elif question_type == "compare" and {"difference", "beside"} & question.cues and not own_subject:
        # "so với năm 2022 thì tăng mấy điểm": from that year to the one spoken of.
        changes["years"] = tuple(sorted({*old.years, *question.years}))
    if question_type == "compare" and choices.says(question, "both_years"):
        changes["years"] = ()
    own_body = bool(question.agencies)
    general = question.own_province and not own_subject and choices.says(question, "general_list")
    if general:
        return replace(question, **changes | {"terms": (), "topic": "", "years": question.years})
    # "cơ quan đo là Sở A đúng không": a claim about the subject spoken of.
    claims_body = typed and own_body and not own_subject and {"yes_no"} <= question.cues
    claims_body = claims_body and question_type in _CLAIMED and bool(telling(old))
    if own_body and not own_subject and (alone := bodies.alone(question, old, context, typed)) is not None:
        return replace(alone, provinces=changes.get("provinces", question.provinces))
    plain_ellipsis = question_type not in DOCUMENT_WIDE and not own_subject
    takes_subject = claims_body or (plain_ellipsis and not (own_body and typed))
    if takes_subject:
        changes |= {"terms": old.terms, "topic": old.topic, "weak": old.weak, "soft": old.soft}
        changes |= {"compounds": old.compounds, "kin": old.kin, "sayings": old.sayings}
        changes["plain"] = old.plain if old.terms else question.plain
        if question_type == old.type and not typed and old.cues >= _ABOUT_MONEY:
            changes["cues"] = question.cues | _ABOUT_MONEY
        if question_type == old.type and not typed and not telling(question):
            # A figure or a number is asked of the next plan as well, not what it says of the subject.
            changes["cues"] = changes.get("cues", question.cues) | (old.cues & _KEPT_ASKING)
        if joins and question.plain == old.plain:
            # "sàn nào?": a noun beside the old subject.
            changes["terms"] = tuple(dict.fromkeys((*old.terms, *question.terms)))
            changes["weak"] = old.weak | question.weak
        if not question.level:
            changes["level"] = old.level
        if not own_body:
            changes["agencies"] = () if followups.NARROWS in question.cues else old.agencies
    elif question_type == "reporting" and not own_body and not followups.points_at_body(question):
        changes["agencies"] = old.agencies
    thing = not own_body and choices.points_at_thing(question)
    if thing and own_subject and old.terms:
        # "ai hỗ trợ xã này?": the message's own words are about the old subject.
        terms = dict.fromkeys((*old.terms, *question.terms))
        changes |= {"terms": tuple(terms), "weak": old.weak | question.weak, "topic": old.topic}
    if question.level and takes_subject and changes.get("terms"):
        changes["terms"] = at_level(changes["terms"], question)
        whole = changes.get("compounds", ())
        changes["compounds"] = tuple(word for word in whole if set(word) <= set(changes["terms"]))
    if thing and question_type in ABOUT_BODIES and old.terms:
        return replace(question, **changes | {"type": "passage", "agencies": ()})
    pointed = not own_body and (choices.says(question, "body_refers") or followups.points_at_body(question))
    noun = followups.body_noun(question)
    if pointed and not old.agencies and noun and _holds(old, noun, question):
        # "tổ này làm gì?": the subject itself is the body.
        return replace(question, **changes | _subject(old) | {"type": "passage"})
    if pointed and question_type not in OF_A_BODY and followups.says(question, "other_tasks"):
        question_type = changes["type"] = "agency_tasks"
    if pointed or (question_type in ABOUT_BODIES and not changes.get("agencies", question.agencies)):
        # "họ phải làm gì nữa?": the body asked about, else the first that the last answer named.
        named = tuple(context.get("bodies", ()))
        changes["agencies"] = old.agencies or (named[:1] if pointed else named)
        if changes["agencies"] and (question_type in OF_A_BODY or "today" in question.cues):
            changes |= {"terms": (), "topic": "", "weak": frozenset()}
    if question_type == "deadline" and typed and not own_subject and not telling(old) and not own_body:
        changes |= {"back": "deadlines", "again": tuple(context.get("items", ()))}
    return replace(question, **changes)


def _holds(old: Question, noun: Tokens, question: Question) -> bool:
    """Return whether the noun stands in the old subject; with diacritics "sở" is no "số"."""
    bare = old.plain or question.plain or is_plain(question.normalized)
    return find(folded(noun) if bare else noun, folded(old.terms) if bare else old.terms) >= 0


def _subject(old: Question) -> dict[str, Any]:
    names = ("terms", "topic", "weak", "soft", "compounds", "kin", "sayings", "plain")
    return {name: getattr(old, name) for name in names}
