"""Answers about duties: who leads, who works along, by when, who reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.engine.compose.base import (
    Case,
    excerpt,
    joined,
    more_button,
    page,
    province_buttons,
    unique,
)
from actions.engine.evidence import FITS_WITH_SEARCH
from actions.engine.match import Match, segmented, stands_at, units
from actions.engine.texts import phrase
from actions.engine.types import Draft
from actions.engine.words import Tokens, folded, marks, tokens
from knowledge.citations import Citation
from knowledge.model import Assignment, Clause
from knowledge.text import fold, squeeze

TASK_LENGTH = 190
_MOST_EACH = 3
_FEW_PLANS = 2
_NEAR = 0.08
_LEADS = "chủ trì"
_ASSISTS = "phối hợp"
_BROAD = 12
"""A phrase that this many clauses hold is often mentioned in passing."""
_EARLY = 12
_ASIDE = 0.2
_MOST_RUN = 5
_LEAD_BONUS = 0.06


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment that answers, by itself or by way of the clause that it refers to."""

    assignment: Assignment
    via: Clause | None
    match: Match
    score: float


def responsible(case: Case) -> Draft | None:
    """Answer who is in charge; a body named in the question is confirmed or put right."""
    if not case.telling and not case.question.agencies and "plans" in case.question.cues:
        return _whole_plan(case)
    duties = _duties(case, lambda item: bool(item.lead))
    if not duties:
        return None
    if "lead" in case.question.cues:
        # "chủ trì" is asked: those who only assist are named only where nobody leads.
        leading = [duty for duty in duties if duty.assignment.role != "phối hợp"]
        duties = leading or duties
    bodies = [body for duty in duties for body in duty.assignment.lead]
    verdict, asked = _verdict(case, duties)
    values = _values(case, duties) | {"verdict": verdict, "asked": asked}
    return _draft(case, "responsible", values, duties, tuple(bodies))


def _verdict(case: Case, duties: Sequence[Duty]) -> tuple[str, str]:
    """Return "yes" or "no" and the bodies it is about, where the question asks whether it is they.

    Yes needs one record that all of them lead; no needs bodies that neither lead nor assist, and a record
    that is given to bodies by name, not to "các sở, ngành". "A hay B" gets the fact alone.
    """
    cues = case.question.cues
    claimed = _claimed(case)
    if "yes_no" not in cues or not claimed or {"either", "coordinate"} & cues:
        return "", ""
    leads = [duty.assignment.lead for duty in duties]
    if any(all(_is_among(case, name, bodies) for name in claimed) for bodies in leads):
        return "yes", joined(claimed)
    named = [body for duty in duties for body in (*duty.assignment.lead, *duty.assignment.coordinate)]
    groups = [fold(mark) for mark in marks("group_marks")]
    others = [name for name in claimed if not _is_among(case, name, named)]
    if not others or any(fold(body).startswith(mark) for body in named for mark in groups):
        return "", ""
    return "no", joined(others)


def _claimed(case: Case) -> tuple[str, ...]:
    """Return the bodies that the question says do it; "phối hợp với Sở A" says nothing of Sở A."""
    after = {fold(mark) for mark in marks("not_claimed_after")}
    text = case.question.normalized
    aside = {
        mention.surface
        for mention in case.library.registry.find_agencies(text, typed=True)
        if after.intersection(folded(tokens(text[: mention.span.start]))[-1:])
    }
    return tuple(
        name
        for name in case.question.agencies
        if not any(case.finder.prepared.same_body(surface, name) for surface in aside)
    )


def _is_among(case: Case, name: str, bodies: Sequence[str]) -> bool:
    return any(same_body(case, body, name) for body in bodies)


def _whole_plan(case: Case) -> Draft | None:
    """Answer who leads each plan as a whole: the task of carrying out "Kế hoạch này"."""
    wanted = [fold(mark) for mark in marks("whole_plan")]
    groups = [fold(mark) for mark in marks("group_marks")]
    best: dict[str, tuple[tuple[bool, bool, int], Assignment]] = {}
    for item in of_documents(case):
        task = fold(squeeze(item.task))
        at = min((found for mark in wanted if (found := task.find(mark)) >= 0), default=-1)
        if at < 0 or not item.lead or item.role == _ASSISTS:
            continue
        group = any(fold(body).startswith(mark) for body in item.lead for mark in groups)
        key = (group, item.role != _LEADS, at)
        if item.document_id not in best or key < best[item.document_id][0]:
            best[item.document_id] = (key, item)
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for _, item in best.values()]
    if not duties:
        return None
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return _draft(case, "responsible", _values(case, duties), duties, bodies)


def coordinates(case: Case) -> Draft | None:
    """Answer who works along with whom."""
    if case.telling:
        duties = _duties(case, lambda item: bool(item.coordinate) or item.role == "phối hợp")
    else:
        duties = [
            Duty(item, None, Match(1, 1, 1, 1), 1.0)
            for item in of_agencies(case)
            if item.coordinate or item.role == "phối hợp"
        ]
    named = [duty for duty in duties if involves(case, duty.assignment, case.question.agencies)]
    duties = named or duties
    if not duties:
        return None
    shown, left = page(duties, case.question.offset)
    picked = [duty for duty in shown if isinstance(duty, Duty)]
    bodies = tuple(body for duty in picked for body in (*duty.assignment.lead, *duty.assignment.coordinate))
    values = _values(case, picked) | {"left": left}
    return _draft(case, "coordinates", values, picked, bodies, len(duties), left)


def deadline(case: Case) -> Draft | None:
    """Answer by when a task is to be done."""
    if not case.telling:
        return None
    duties = _duties(case, lambda item: bool(item.period))
    if not duties:
        return None
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return _draft(case, "deadline", _values(case, duties), duties, bodies)


def deadlines(case: Case, tasks: Sequence[Assignment]) -> Draft:
    """Return by when each of the given tasks is to be done."""
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in tasks]
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return _draft(case, "deadline", _values(case, duties), duties, bodies)


def reporting(case: Case) -> Draft | None:
    """Answer who reports what to whom and by when."""
    documents = {document.id for document in case.documents}
    wanted = [fold(mark) for mark in marks("reporting_marks")]
    pool = [
        item
        for item in case.library.assignments
        if item.document_id in documents and any(mark in fold(squeeze(item.quote)) for mark in wanted)
    ]
    if case.question.agencies:
        own = [item for item in pool if involves(case, item, case.question.agencies)]
        pool = own or pool
    if not pool:
        return None
    pool.sort(key=lambda item: (not item.period, -_mark_count(item, wanted)))
    if case.question.provinces or len(documents) == 1:
        pool = [item for item in pool if item.period] or pool
    else:
        first_of: dict[str, Assignment] = {}
        for item in pool:
            first_of.setdefault(item.document_id, item)
        pool = list(first_of.values())
    duties = [Duty(item, None, Match(1, 1, 1, 1), 1.0) for item in pool[:_MOST_EACH]]
    bodies = tuple(body for duty in duties for body in duty.assignment.lead)
    return _draft(case, "reporting", _values(case, duties), duties, bodies)


def _duties(case: Case, wanted: Callable[[Assignment], bool]) -> list[Duty]:
    """Return the assignments that fit the subject, best first, at most a few of each plan."""
    if case.question.agencies and not {"lead", "yes_no"} & case.question.cues:
        own = _fitting_duties(
            case, lambda item: wanted(item) and involves(case, item, case.question.agencies)
        )
        if own:
            return own
    return _fitting_duties(case, wanted)


def _fitting_duties(case: Case, wanted: Callable[[Assignment], bool]) -> list[Duty]:
    question, documents = case.question, case.documents
    subject = _Subject.of(case)
    found: dict[str, Duty] = {}
    for scored in case.finder.assignments(question, documents):
        if not scored.fits or not wanted(scored.record):
            continue
        item = scored.record
        worth = subject.worth(case, item.task, " ".join(item.context), item.document_id)
        if worth > 0:
            found[item.id] = Duty(item, None, scored.match, scored.score - (1 - worth) * _ASIDE)
    for clause in case.finder.clauses(question, documents)[:12]:
        referring = [item for item in case.finder.referring(clause.record) if wanted(item)]
        if not clause.fits or not referring:
            continue
        around = " ".join([*clause.record.path, clause.record.heading])
        worth = subject.worth(case, clause.record.text, around, clause.record.document_id)
        for item in referring if worth > 0 else ():
            score = clause.score - (1 - worth) * _ASIDE
            found.setdefault(item.id, Duty(item, clause.record, clause.match, score))
    ranked = sorted(found.values(), key=lambda duty: -_rank(duty))
    best: dict[str, float] = {}
    kept: list[Duty] = []
    for duty in ranked:
        top = best.setdefault(duty.assignment.document_id, _rank(duty))
        same = [item for item in kept if item.assignment.document_id == duty.assignment.document_id]
        if _rank(duty) >= top - _NEAR and len(same) < _MOST_EACH:
            kept.append(duty)
    overall = max((duty.match.coverage for duty in kept), default=0.0)
    kept = [duty for duty in kept if duty.match.coverage >= overall - 0.2]
    if len(best) <= _FEW_PLANS:
        return kept
    return list({duty.assignment.document_id: duty for duty in reversed(kept)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the question names, as runs of words; tells a duty about it from one that mentions it."""

    runs: tuple[Tokens, ...]
    words: tuple[Tokens, ...]
    broad: frozenset[Tokens]
    weights: dict[str, float]

    @classmethod
    def of(cls, case: Case) -> _Subject:
        question, vocabulary = case.question, case.finder.prepared.vocabulary
        pairs = vocabulary.plain_pairs if question.plain else vocabulary.pairs
        runs = units(question, vocabulary)
        cut = tuple(word for run in runs for word in segmented(run, vocabulary, question.plain))
        broad = frozenset(word for word in cut if len(word) > 1 and pairs[(word[0], word[1])] >= _BROAD)
        return cls(runs, cut, broad, vocabulary.weights(question.terms, question.weak, question.plain))

    def worth(self, case: Case, task: str, around: str, document_id: str) -> float:
        """Return 1 where the text is about the subject, less where it mentions it, 0 where it doesn't.

        A word counts where its syllables stand together; a whole run must, where the plan has that run.
        """
        main, side = (self._syllables(case, text) for text in (task, around))
        endings = frozenset(marks("word_endings"))
        endings = frozenset(folded(endings)) if case.question.plain else endings

        def holds(phrase: Tokens) -> bool:
            return stands_at(phrase, main, endings) >= 0 or stands_at(phrase, side, endings) >= 0

        total = sum(self.weights[term] for word in self.words for term in word)
        held = [word for word in self.words if holds(word)]
        if not total or sum(self.weights[term] for word in held for term in word) / total < FITS_WITH_SEARCH:
            return 0.0
        for run in self.runs:
            if 2 < len(run) <= _MOST_RUN and not holds(run) and self._in_plan(case, run, document_id, endings):
                return 0.0
        if len(held) != len([word for word in held if word in self.broad]):
            return 1.0  # something rarer than "giáo dục" is named, too
        if any(stands_at(word, side, endings) >= 0 for word in held):
            return 1.0
        first = min((at for word in held if (at := stands_at(word, main, endings)) >= 0), default=0)
        if first <= _EARLY:
            return 1.0
        return 0.0

    def _in_plan(self, case: Case, run: Tokens, document_id: str, endings: frozenset[str]) -> bool:
        return any(
            stands_at(run, self._syllables(case, clause.text), endings) >= 0
            for clause in case.library.clauses.get(document_id, ())
        )

    def _syllables(self, case: Case, text: str) -> Tokens:
        """Return a text's syllables as the question's terms are: canonical, silent ones left out."""
        plain = case.question.plain
        found = case.words.canonical(tokens(text))
        found = folded(found) if plain else found
        return tuple(word for word in found if not case.words.is_silent(word, plain))


def _rank(duty: Duty) -> float:
    return duty.score + (_LEAD_BONUS if duty.assignment.role == _LEADS else 0.0)


def _values(case: Case, duties: Sequence[Duty]) -> dict[str, Any]:
    provinces = {duty.assignment.document_id for duty in duties}
    asked = [item for item in case.documents if case.question.provinces and item.id not in provinces]
    return {
        "items": [item_values(case, duty) for duty in duties],
        "several": len(provinces) > 1,
        "absent": joined([item.province for item in asked]),
        "focus": duties[0].assignment.lead[0] if duties and duties[0].assignment.lead else "",
        "left": 0,
        "verdict": "",
        "asked": "",
    }


def item_values(case: Case, duty: Duty) -> dict[str, Any]:
    """Return what a template shows of one duty."""
    item = duty.assignment
    via = ""
    if duty.via is not None:
        target = next(
            (address for address in item.refers_to if _covers(case, address, duty.via)), item.refers_to[0]
        )
        cited = case.library.clause(item.document_id, target).citation
        via = phrase("via", citing=case.section(item), cited=cited)
    return {
        "province": case.document(item.document_id).province,
        "task": excerpt(case, _task_text(duty), TASK_LENGTH),
        "lead": joined(item.lead),
        "coordinate": joined(item.coordinate),
        "role": item.role,
        "period": squeeze(item.period),
        "via": via,
        "section": case.section(item),
    }


def _task_text(duty: Duty) -> str:
    """Return what is to be done: the task, or the clause it refers to (its heading where it is a heading)."""
    if duty.via is None:
        return duty.assignment.task
    bare = duty.via.heading and squeeze(duty.via.text).endswith(squeeze(duty.via.heading))
    return duty.via.heading if bare else duty.via.text


def _covers(case: Case, address: str, clause: Clause) -> bool:
    return address == clause.address or any(item.address == address for item in case.finder.ancestors(clause))


def _draft(
    case: Case,
    template: str,
    values: dict[str, Any],
    duties: Sequence[Duty],
    bodies: tuple[str, ...],
    total: int = 0,
    left: int = 0,
) -> Draft:
    citations: list[Citation] = []
    facts: list[Any] = []
    for duty in duties:
        citations.append(case.cite(duty.assignment))
        facts.append(duty.assignment)
        if duty.via is not None:
            citations.append(case.cite_clause(duty.via))
            facts.append(duty.via)
    provinces = list(dict.fromkeys(item["province"] for item in values["items"]))
    pressed = more_button(left) or (province_buttons(provinces) if len(provinces) > 1 else ())
    return Draft(
        status="answered",
        template=template,
        values=values,
        facts=tuple(dict.fromkeys(facts)),
        citations=unique(citations),
        buttons=pressed,
        bodies=bodies,
        computed=(str(left),) if left else (),
        total=total or len(duties),
        shown=len(duties) if total else 0,
    )


def of_documents(case: Case) -> list[Assignment]:
    """Return the assignments of the documents in question."""
    documents = {document.id for document in case.documents}
    return [item for item in case.library.assignments if item.document_id in documents]


def of_agencies(case: Case) -> list[Assignment]:
    """Return the assignments of the bodies named, in the role asked."""
    agencies = case.question.agencies
    leads_only = "lead" in case.question.cues and "coordinate" not in case.question.cues
    assists_only = "coordinate" in case.question.cues and "lead" not in case.question.cues
    result = []
    for item in of_documents(case):
        leads = any(same_body(case, body, agency) for body in item.lead for agency in agencies)
        assists = any(same_body(case, body, agency) for body in item.coordinate for agency in agencies)
        if leads_only:
            leads = leads and item.role != "phối hợp"
            assists = False
        elif assists_only:
            leads = leads and item.role == "phối hợp"
        if leads or assists:
            result.append(item)
    return result


def involves(case: Case, item: Assignment, agencies: Sequence[str]) -> bool:
    """Return whether one of the bodies leads or assists."""
    bodies = (*item.lead, *item.coordinate)
    return any(same_body(case, body, agency) for body in bodies for agency in agencies)


def same_body(case: Case, body: str, agency: str) -> bool:
    """Return whether a plan's body is the one asked for, or the group that it names loosely."""
    registry = case.library.registry
    if case.finder.prepared.same_body(body, agency):
        return True
    asked = registry.identify(agency)
    if asked is not None and asked.agency is not None:
        return False
    wanted, given = (_spelled_out(case, name) for name in (agency, body))
    return len(wanted) > 1 and wanted <= given


def _spelled_out(case: Case, name: str) -> frozenset[str]:
    """Return the telling syllables of a group's name, abbreviations written out."""
    words = " ".join(case.library.registry.abbreviations.get(word, word) for word in name.split())
    return frozenset(
        folded(syllable for syllable in tokens(words) if not case.words.is_silent(syllable, False))
    )


def _mark_count(item: Assignment, wanted: Sequence[str]) -> int:
    quote = fold(squeeze(item.quote))
    return sum(quote.count(mark) for mark in wanted)
