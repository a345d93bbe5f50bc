"""Answers about money: where it comes from, what it is for, who provides it.

A question with a subject or a body of its own is answered by the sentence that speaks of money and of that
subject, wherever it stands; only a bare one ("kinh phí lấy từ đâu?") by the plan's section on money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from actions.engine.compose.base import (
    Case,
    best_part,
    joined,
    plan_name,
    province_buttons,
    shorten,
    unique,
)
from actions.engine.compose.duties import assignments
from actions.engine.compose.plans.documents import (
    descendants,
    section_headed,
    without_heading,
    without_number,
)
from actions.engine.compose.plans.funding_tables import row_words, sums_of_year
from actions.engine.compose.quotes import passages
from actions.engine.evidence import FITS_WITH_SEARCH
from actions.engine.excerpts import excerpt
from actions.engine.lists import marks
from actions.engine.match import Match
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Draft, Question
from knowledge.model import Clause, Document
from knowledge.text import fold, squeeze

_AMOUNT = re.compile(r"\d\s*(?:tỷ|tỉ|triệu|nghìn|ngàn)?\s*đồng|\d\s*(?:tỷ|tỉ|triệu)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PIECE = re.compile(r"(?<=[.;:!?])\s+")
_ROOM = 520
_ROOM_EACH = 260
_PAIR = 2
_LEAST = 60
_ALL = 0.9
_SHORT = 700
_BODY = 90
_SAID = 0.3
_OWN = 0.3
_IN_SECTION = 0.05
_STRUCTURAL = ("recipient", "recipients", "basis", "header", "title", "signature")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clause with its sentence that speaks of money, and how well that fits the question."""

    clause: Clause
    sentence: str
    match: Match
    rank: float


def who_funds(case: Case) -> Draft | None:
    """Answer which body provides, plans or checks the money: the duty that speaks of it."""
    asks = case.question.type == "funding" or "money" in case.question.cues
    if not asks or "who" not in case.question.cues or case.question.agencies:
        return None
    asked = replace(_with_terms(case, _subject(case) + _said(case)), weak=frozenset())
    bare = set(_spelled(case, [word for mark in marks("funding_plain") for word in tokens(mark)]))
    if set(asked.terms) <= bare:
        if case.question.type == "funding":
            return None  # "ai trả tiền?": where it comes from
        asked = replace(asked, terms=_spelled(case, tokens(marks("funding_duty")[0])))
    documents = {document.id for document in case.documents}
    best: dict[str, tuple[float, Clause]] = {}
    for item in case.library.assignments:
        if item.document_id not in documents or not item.lead or not _money_words(item.task):
            continue
        found = case.finder.match(asked, case.finder.prepared.assignments[item.id])
        clause = case.finder.prepared.clause_of(item)
        if found.coverage >= _ALL and clause is not None:
            top = best.get(item.document_id)
            if top is None or found.score > top[0]:
                best[item.document_id] = (found.score, clause)
    if not best:
        return None
    return assignments.given_in(case, max(best.values(), key=lambda pair: pair[0])[1])


def funding_of_duty(case: Case) -> Draft | None:
    """Answer who does something about money, where no duty says it, by the clause that does."""
    if not {"money", "who"} <= case.question.cues or case.question.agencies:
        return None
    if _subject(case) and not any(_about_subject(case, document) for document in case.documents):
        return None
    return funding(case)


def funding(case: Case) -> Draft | None:
    """Answer where the money comes from or what it is for, by plan."""
    found = {document.id: _money(case, document) for document in case.documents}
    held = {key: clauses for key, clauses in found.items() if clauses}
    if not held:
        return None
    several = len(held) > 1
    rows: list[dict[str, Any]] = []
    cited: list[Clause] = []
    stated = False
    for document_id, clauses in held.items():
        sums = sums_of_year(case, _section(case, case.document(document_id)))
        if sums:
            parts, kept = [one.text for one in sums], [one.row for one in sums]
        else:
            parts, kept = _within(case, clauses, _ROOM if len(held) <= _PAIR else _ROOM_EACH)
        stated = stated or bool(sums)
        document = case.document(document_id)
        rows.append({"province": document.province, "plan": plan_name(document), "parts": parts})
        cited += kept
    absent = [document.province for document in case.documents if document.id not in held]
    # A sum is asked: sources without an amount are no answer to that, and the reply says so.
    summed = stated or any(_AMOUNT.search(clause.text) for clause in cited)
    unstated = "amount" in case.question.cues and not summed
    return Draft(
        status="not_found" if unstated else "answered",
        template="funding",
        values={
            "rows": rows,
            "several": several,
            "absent": joined(absent),
            "unstated": unstated,
            "no_quote": True,
        },
        facts=tuple(cited),
        citations=unique(case.cite_clause(item) for item in cited),
        buttons=province_buttons(row["province"] for row in rows) if several else (),
        total=len(rows),
    )


def lacks_sum(case: Case, draft: Draft) -> bool:
    """Return whether a sum is asked ("hết bao nhiêu tỷ") and what answers states none."""
    asked = "amount" in case.question.cues and draft.status == "answered"
    return asked and not any(_AMOUNT.search(item.quote) for item in draft.citations)


def said_of_it(case: Case) -> Draft | None:
    """Answer by the clause that fits; where a sum is asked, only by one that states a sum."""
    draft = passages.passage(case)
    return None if draft is None or lacks_sum(case, draft) else draft


def _money(case: Case, document: Document) -> list[Clause]:
    """Return the clause on money and the subject asked; for a bare question the section on money."""
    asked = _about_subject(case, document)
    if asked is not None:
        return [asked]
    if "yes_no" in case.question.cues and set(_subject(case)) - case.question.weak - case.question.soft:
        return []  # "có thưởng tiền cho ... không?": where the plan's money comes from says neither
    parts = [item for item in _section(case, document) if _own(item)]
    sides = _sides(case.question.normalized)
    if sides and _asks_use(case):
        parts = [item for item in _speaking(case, document) if _sides(_own(item)[:_BODY]) == sides] or parts
    if parts:
        # "Huy động nguồn lực" may be about more than money; "dành cho những việc gì" asks what it is for.
        of_money = [item for item in parts if _money_words(item.text)] or parts
        of_money = [item for item in of_money if sides and _sides(_own(item)[:_BODY]) == sides] or of_money
        return (_asks_use(case) and [item for item in of_money if _says_use(item.text)]) or of_money
    counted = [(_money_words(squeeze(clause.text)), clause) for clause in _speaking(case, document)]
    best = max(counted, key=lambda pair: pair[0], default=(0, None))
    return [best[1]] if best[0] and best[1] is not None else []


def _section(case: Case, document: Document) -> list[Clause]:
    """Return the plan's section on money with what stands below it."""
    section = section_headed(case, document, "funding_headings")
    return [] if section is None else [section, *descendants(case, section)]


def _own(clause: Clause) -> str:
    """Return a clause's own words; its heading where that states a sum ("Tổng vốn 9 tỷ đồng, gồm:")."""
    return without_heading(clause) or (squeeze(clause.heading) if _AMOUNT.search(clause.heading) else "")


def _about_subject(case: Case, document: Document) -> Clause | None:
    """Return the clause whose sentence on money holds the question's own subject, if it has one."""
    subject = _subject(case)
    question = _with_terms(case, subject)
    if not set(subject) - question.weak:
        return None
    for words in (subject, _as_localities(case, subject)):
        spoken = _fitting(case, document, _with_terms(case, words))
        if spoken is not None:
            return spoken.clause
    return None


def _fitting(case: Case, document: Document, question: Question) -> Spoken | None:
    spoken = _in_order(case, question.terms)
    # "Nguồn lực" may be anything; it is money where the question calls it so.
    asked = fold(squeeze(case.question.normalized))
    loose = any(fold(mark) in asked for mark in marks("funding_loose"))
    used = _asks_use(case)
    bodies = [frozenset(_spelled(case, tokens(agency))) for agency in case.question.agencies]
    # "Chi thường xuyên thì ...": what is said of that money, not of another.
    kinds = [fold(mark) for mark in marks("funding_kinds") if fold(mark) in fold(case.question.normalized)]
    sides = _sides(case.question.normalized)
    headings = [fold(mark) for mark in marks("funding_headings")]
    found: list[Spoken] = []
    for clause in _speaking(case, document):
        of_clause = _sides(_own(clause)[:_BODY])
        if sides and of_clause and not sides & of_clause:
            continue  # it opens with the other money
        above = squeeze(" ".join([*clause.path[-1:], clause.heading]))
        in_section = any(mark in fold(squeeze(" ".join(clause.path))) for mark in headings)
        for sentence in _sentences(squeeze(_own(clause))):
            if not _money_words(f"{clause.heading} {sentence}", loose):
                continue
            field = case.finder.prepared.field(f"{above} {sentence}", " ".join(clause.path))
            match = case.finder.match(question, field)
            if match.coverage < FITS_WITH_SEARCH:
                continue
            rank = match.score + match.coverage + _IN_SECTION * in_section
            rank += _SAID * case.finder.match(spoken, field).score
            if any(body <= set(_spelled(case, tokens(above))) for body in bodies):
                rank += _OWN
            if used and _says_use(sentence):
                rank += _OWN
            if sides & of_clause or any(kind in fold(squeeze(_own(clause))) for kind in kinds):
                rank += _OWN
            found.append(Spoken(clause, sentence, match, rank))
    return max(found, key=lambda item: item.rank, default=None)


def _sides(text: str) -> frozenset[str]:
    """Return which budgets a text names: that for running things, that for investment."""
    said = fold(squeeze(text))
    names = ("funding_running", "funding_capital")
    return frozenset(name for name in names if any(fold(mark) in said for mark in marks(name)))


def _asks_use(case: Case) -> bool:
    asked = fold(squeeze(case.question.normalized))
    return any(fold(mark) in asked for mark in marks("funding_use_asked"))


def _says_use(text: str) -> bool:
    return any(fold(mark) in fold(squeeze(text)) for mark in marks("funding_use_said"))


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; of a short one also each with the next, which often goes on with it."""
    single = _SENTENCE.split(text)
    if len(text) > _SHORT:
        return single
    return [*single, *(" ".join(pair) for pair in pairwise(single))]


def _speaking(case: Case, document: Document) -> list[Clause]:
    """Return the clauses that say something about money; bare headings do not."""
    return [
        clause
        for clause in case.library.clauses[document.id]
        if clause.kind not in _STRUCTURAL
        and len(squeeze(_own(clause))) >= _LEAST
        and _money_words(f"{clause.heading} {squeeze(clause.text)}")
    ]


def _subject(case: Case) -> Tokens:
    """Return the words of the question beyond "kinh phí": its subject, and the bodies it names."""
    bodies = (word for agency in case.question.agencies for word in tokens(agency))
    named = (*case.question.terms, *_spelled(case, tuple(bodies)))
    noise = set(_spelled(case, marks("funding_noise")))
    # "Tổng hợp" is a subject, though "tổng" alone says nothing beside money.
    said = _spelled(case, tokens(case.question.normalized))
    kept = [_spelled(case, tokens(mark)) for mark in marks("funding_subjects")]
    noise -= {syllable for word in kept if find(word, said) >= 0 for syllable in word}
    return tuple(dict.fromkeys(word for word in named if word not in noise))


def _said(case: Case) -> Tokens:
    """Return the syllables of the words on money that the question says."""
    text = fold(squeeze(case.question.normalized))
    held = [
        mark
        for mark in (*marks("funding_words"), *marks("funding_loose"), *marks("funding_asked"))
        if fold(mark) in text
    ]
    return _spelled(case, tuple(dict.fromkeys(word for mark in held for word in tokens(mark))))


def _in_order(case: Case, subject: Sequence[str]) -> Question:
    """Return the question for the subject and the words on money as they follow one another."""
    wanted = {*subject, *_said(case)}
    syllables = case.words.canonical(_spelled(case, tokens(case.question.normalized)), case.question.plain)
    return replace(case.question, terms=tuple(word for word in syllables if word in wanted), weak=frozenset())


def _with_terms(case: Case, words: Sequence[str]) -> Question:
    """Return the question for these words; a level of government is a subject here, though weak elsewhere."""
    levels = set(_spelled(case, marks("funding_levels")))
    return replace(case.question, terms=tuple(words), weak=case.question.weak - levels)


def _as_localities(case: Case, subject: Tokens) -> Tokens:
    """Return the subject with "huyện", "xã" as the plans call them together: "địa phương"."""
    levels = set(_spelled(case, marks("localities")))
    general = _spelled(case, tokens(marks("localities_word")[0]))
    if not levels.intersection(subject):
        return subject
    return tuple(dict.fromkeys((*general, *(word for word in subject if word not in levels))))


def _spelled(case: Case, words: Sequence[str]) -> Tokens:
    """Return the words as the question spells them: without diacritics where it has none."""
    return folded(words) if case.question.plain else tuple(words)


def _money_words(text: str, loose: bool = True) -> int:
    words = (*marks("funding_words"), *(marks("funding_loose") if loose else ()))
    return sum(fold(text).count(fold(mark)) for mark in words)


def _within(case: Case, clauses: Sequence[Clause], room: int) -> tuple[list[str], list[Clause]]:
    """Return the clauses' texts as far as they fit, the last one cut, and these clauses.

    A clause that stands alone goes with the heading that names its body or subject.
    """
    texts: list[str] = []
    kept: list[Clause] = []
    left = room
    subject = set(_subject(case))
    alone = len(clauses) == 1
    for clause in clauses:
        if left < _LEAST:
            break
        table = row_words(clauses, clause) if clause.kind == "row" else ""
        words = table or without_number(clause) or _own(clause)
        lone = alone and not clause.heading
        text = _best(words, left, subject) if lone else shorten(words, left)
        if lone and subject and clause.path:
            text = _under_heading(case, clause, text, subject)
        # What leads in to the next part goes on with it: "từ các nguồn: Ngân sách nhà nước ...".
        texts.append(f"{text}:" if words.endswith(":") and text[-1:] not in "…:" else text)
        kept.append(clause)
        left -= len(text)
    return texts, kept


def _best(words: str, room: int, subject: set[str]) -> str:
    """Return the part on money and the subject; where a text opens with the money, that and the subject."""
    opening, *others = _PIECE.split(words)
    closer = any(_money_words(part) and _in(part, subject) for part in others)
    if others and not closer and len(opening) < _BODY and _money_words(opening):
        return excerpt(words, room, lambda part: dict.fromkeys(_in(part, subject), 1.0), opening=True)
    return best_part(words, room, lambda part: _value(part, subject))


def _in(part: str, subject: set[str]) -> set[str]:
    """Return the words of the subject that a part holds."""
    return subject.intersection((*tokens(part), *folded(tokens(part))))


def _value(part: str, subject: set[str]) -> int:
    money = _money_words(part)
    return money + len(_in(part, subject)) if money else 0


def _under_heading(case: Case, clause: Clause, text: str, subject: set[str]) -> str:
    """Put the heading before a text that doesn't name the subject itself ("Ủy ban nhân dân xã: ...")."""
    heading = squeeze(clause.path[-1])
    own, above = (set(_spelled(case, tokens(part))) for part in (text, heading))
    if len(heading) > _BODY or not (subject & above) - own:
        return text
    return f"{heading.lstrip(' .0123456789')}: {text}"
