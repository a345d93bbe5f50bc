"""Verdicts: the fact found, held against what a question claims (:mod:`actions.engine.reading.claims`).

"Đúng." and "Không phải ..." are said only of a fact of the claimed kind: a count against a count, a signer
against a signer, a date against a date. Where the fact found may be about something else, it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from actions.engine.compose import listing
from actions.engine.compose.base import Case, joined, plan_name
from actions.engine.compose.duties.involved import same_body
from actions.engine.compose.plans import metadata
from actions.engine.lists import marks
from actions.engine.reading import claims
from actions.engine.reading.claims import Claim
from actions.engine.syllables import folded, tokens
from actions.engine.texts import texts
from actions.engine.types import Draft
from knowledge.model import Assignment, Document, Indicator
from knowledge.text import fold, nfc, squeeze

Verdict = Literal["right", "wrong", "unstated", ""]
_COUNTED = {
    "targets": frozenset({"target_count", "target_list", "measured_list"}),
    "tasks": frozenset({"task_count", "agency_tasks"}),
    "legal_bases": frozenset({"document"}),
    "recipients": frozenset({"document"}),
    "bodies": frozenset({"body_list"}),
    "parts": frozenset({"overview"}),
    "stated": frozenset({"passage", "section"}),
}
_SAYS_ITSELF = ("wrong", "confirmed", "correction", "right")
_SURELY = 0.85
_ASPECTS = {"signer": "signer", "number": "number", "issuer": "issuer", "issued": "issued"}


def judged(case: Case, claim: Claim, draft: Draft) -> Draft | None:
    """Return the draft with the verdict on what is claimed; None where it answers something else.

    Args:
        case: the question as it was answered, opened where the claim was.
        claim: what the message claims.
        draft: the answer found.
    """
    if draft.status != "answered":
        # The text held may lack what is claimed of it (its date): that is the answer.
        return draft if claim.kind in _ASPECTS and draft.template == "document" else None
    judges = {
        "count": _count,
        "signer": _meta,
        "number": _meta,
        "issuer": _meta,
        "issued": _meta,
        "reporting": _reporting,
        "measured": _measured,
        "deadline": _deadline,
        "whole": _whole,
    }
    verdict = judges[claim.kind](case, claim, draft)
    if verdict is None:
        return None
    said = any(draft.values.get(name) for name in _SAYS_ITSELF)
    if not verdict or not claim.verdict or said:
        return draft
    plans = joined([plan_name(document) for document in case.documents])
    other = _signed(case, claim) if verdict == "wrong" else None
    opening = texts().render(
        "claim",
        {
            "verdict": verdict,
            "said": claim.said,
            "plan": plans[:1].lower() + plans[1:],
            "why": claim.asks_why,
            "date": claim.kind == "issued",
            "elsewhere": other.short_name or other.title if other is not None else "",
        },
    )
    citations = draft.citations
    if other is not None:
        citations += (case.cite_clause(metadata.clause_of(case, other, "signature", other.signer)),)
    return replace(draft, values={**draft.values, "opening": opening}, citations=citations)


def _signed(case: Case, claim: Claim) -> Document | None:
    """Return the other plan that the person claimed as a signer did sign."""
    if claim.kind != "signer":
        return None
    named = [
        item for item in case.library.documents.values() if fold(squeeze(item.signer)) == fold(claim.value)
    ]
    return named[0] if len(named) == 1 and named[0] not in case.documents else None


def _count(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    if draft.template not in _COUNTED[claim.noun]:
        return None
    numbers, sure = _numbers(case, claim, draft)
    if not numbers:
        return None
    if int(claim.value) in numbers:
        return "right" if len(numbers) == 1 else ""
    return "wrong" if sure else ""


def _numbers(case: Case, claim: Claim, draft: Draft) -> tuple[frozenset[int], bool]:
    """Return how many the answer counts, in all and in each plan, and whether it surely counts the same."""
    values: Any = draft.values
    if draft.template == "passage":
        return (frozenset({int(values["stated"])}), True) if values.get("stated") else (frozenset(), False)
    if draft.template == "section":
        # The parts of a section are what is counted where its heading calls them so ("8 lĩnh vực").
        noun = claim.said.split(maxsplit=1)[-1]
        return frozenset({draft.total}), fold(noun) in fold(values["heading"])
    if draft.template == "overview":
        return frozenset({int(values["count"])}), True
    if draft.template == "document":
        rows = [row for row in values["rows"] if row["aspect"] == claim.noun and row["total"]]
        return frozenset(row["total"] for row in rows), len(rows) == 1
    parts = [int(entry["count"]) for entry in values.get("counts", ())]
    named = set(case.telling) <= set(_alike(case, marks("generic_subject")))
    if draft.template in _COUNTED["targets"]:
        sure = named or listing.names_section(case)
        several = bool(values.get("several"))
        return frozenset({draft.total}), sure and not several
    return frozenset({draft.total, *parts}), named


def _alike(case: Case, words: Sequence[str]) -> Sequence[str]:
    return folded(words) if case.question.plain else words


def _meta(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    """Compare the signer, number or issuer claimed with the one document's."""
    if draft.template != "document" or len(case.documents) != 1:
        return None
    aspect = _ASPECTS[claim.kind]
    row = next((row for row in draft.values["rows"] if row["aspect"] == aspect), None)
    if row is None:
        return None
    if not row["value"] or row["verdict"]:
        return ""
    document = case.documents[0]
    if claim.kind == "issued":
        if document.issued is None:
            return ""
        return "right" if metadata.dated(document.issued, claim.value) else "wrong"
    if claim.kind == "number":
        whole = fold(claim.value) == fold(document.number)
        head = claim.value == document.number.partition("/")[0]
        return "right" if whole or head else "wrong"
    if claim.kind == "signer":
        wanted, given = folded(tokens(claim.value)), folded(tokens(document.signer))
        if wanted == given:
            return "right"
        # "ông Hùng": part of the name is no other name.
        return "" if set(wanted) <= set(given) else "wrong"
    bodies = fold(document.issuer)
    same = case.finder.prepared.same_body(document.issuer, claim.said) or fold(claim.said) in bodies
    return "right" if same else "wrong"


def _reporting(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    """Compare the date, the frequency or the receiver of a report; unstated where the plan gives no date."""
    if draft.template != "reporting":
        return None
    if len(case.documents) != 1:
        return ""
    shown = [item.quote for item in draft.facts if isinstance(item, Assignment)]
    whole = _reporting_clauses(case)
    if claim.noun == "to":
        return _receiver(case, claim, shown, whole)
    if "/" in claim.value:
        here, everywhere = _union(map(claims.days, shown)), _union(map(claims.days, whole))
        if claim.value in here:
            return "right"
        if claim.value in everywhere:
            return ""
        return "wrong" if here else "unstated"
    here = _union(_often(text) for text in shown)
    if claim.value in here:
        return "right"
    return "wrong" if here and claim.value not in _union(_often(text) for text in whole) else ""


def _reporting_clauses(case: Case) -> list[str]:
    wanted = [fold(mark) for mark in marks("reporting_marks")]
    clauses = (clause for item in case.documents for clause in case.library.clauses[item.id])
    return [clause.text for clause in clauses if any(mark in fold(squeeze(clause.text)) for mark in wanted)]


def _often(text: str) -> frozenset[str]:
    found = claims.frequency(nfc(squeeze(text)).lower())
    return frozenset({found[0]}) if found else frozenset()


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _receiver(case: Case, claim: Claim, shown: Sequence[str], whole: Sequence[str]) -> Verdict:
    """Say right of a body that a shown duty reports to; wrong where only others receive reports."""
    receivers = [body for text in shown for body in _receivers(case, text)]
    if any(same_body(case, body, claim.value) for body in receivers):
        return "right"
    mentioned = (
        mention.surface for text in whole for mention in case.library.registry.find_agencies(squeeze(text))
    )
    if not receivers or any(same_body(case, body, claim.value) for body in mentioned):
        return ""
    return "wrong"


def _receivers(case: Case, text: str) -> list[str]:
    line = squeeze(nfc(text))
    return [
        mention.surface
        for mention in case.library.registry.find_agencies(line)
        if claims.ends_with("to", line[: mention.span.start].lower())
    ]


def _measured(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    """Compare the body claimed with those that measure each target in the answer."""
    if draft.template != "measured_by":
        return None
    measured = [item.measured_by for item in draft.facts if isinstance(item, Indicator)]
    holds = [any(same_body(case, body, claim.value) for body in bodies) for bodies in measured]
    if not holds:
        return ""
    return "right" if all(holds) else "" if any(holds) else "wrong"


def _deadline(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    """Compare a year or period with that of the one task found, where the tasks surely are the ones meant."""
    if draft.template == "schedule":
        return _schedule(case, claim)
    tasks = [item for item in draft.facts if isinstance(item, Assignment)]
    if draft.template != "deadline" or not tasks:
        return None
    text = " ".join(item.task for item in tasks)
    if case.finder.match_text(case.question, text).coverage < _SURELY:
        return None
    periods = _union(claims.spans(item.period) for item in tasks)
    if len(periods) != 1:
        return ""
    start, _, end = next(iter(periods)).partition("-")
    first, _, last = claim.value.partition("-")
    if (first, last) == (start, end) or (not last and first == (end or start)):
        return "right"
    if last:
        return "wrong"
    return "" if int(start) <= int(first) <= int(end or start) else "wrong"


def _schedule(case: Case, claim: Claim) -> Verdict:
    """Compare a year or period with that of the one plan; the years between its own are left open."""
    period = case.documents[0].period if len(case.documents) == 1 else None
    if period is None:
        return ""
    first, _, last = claim.value.partition("-")
    if (first, last) == (str(period[0]), str(period[1])) or (not last and int(first) == period[1]):
        return "right"
    inside = all(period[0] <= int(year) <= period[1] for year in (first, last or first))
    return "" if inside else "wrong"


def _whole(case: Case, claim: Claim, draft: Draft) -> Verdict | None:
    """Confirm whose a numbered document is, and the period that a plan's title states."""
    if len(case.documents) != 1:
        return None
    document = case.documents[0]
    if claim.noun == "period":
        rows = draft.values.get("rows", ()) if draft.template == "document" else ()
        if not any(row["aspect"] == "period" for row in rows):
            return None
        whole = "-".join(map(str, document.period or ()))
        stated = claims.spans(document.title) | ({whole} if whole else frozenset())
        if claim.value not in stated:
            return "wrong"
        # "2021-2025, định hướng đến năm 2030": either reading is half of it.
        return "right" if stated == {claim.value} else ""
    if draft.template != "identity" or metadata.misplaced(case):
        return None
    return "right"
