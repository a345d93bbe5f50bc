"""Who holds an office: plans don't say, they only bear the name of who signed them, and as what."""

from __future__ import annotations

from actions.engine.compose.base import Case, joined, plan_name, unique
from actions.engine.compose.plans.metadata import asks_beyond, clause_of
from actions.engine.lists import marks
from actions.engine.reading.claim_words import word_list
from actions.engine.syllables import Tokens, find, folded, tokens
from actions.engine.types import Draft
from knowledge.model import Document
from knowledge.text import fold, squeeze

_OF_ALL = 2
_PARTED = ", "
"""Between the office signed for and the signer's own ("KT. Chủ tịch, Phó Chủ tịch")."""


def signed_in_office(case: Case) -> Draft | None:
    """Answer which plans were signed in which office ("kế hoạch nào do Phó Chủ tịch ký thay?")."""
    said = folded(tokens(case.question.normalized))
    offices = _offices_in(said)
    signs = any(find(folded(tokens(mark)), said) >= 0 for mark in word_list("signing"))
    if not (signs and offices) or case.question.type in ("smalltalk", "unsafe"):
        return None
    documents = [item for item in case.documents if item.signer]
    named = any(find(folded(tokens(item.signer)), said) >= 0 for item in documents)
    if len(case.documents) < _OF_ALL or named or asks_beyond(case, " ".join(marks("office_noise"))):
        return None
    groups: dict[str, list[Document]] = {}
    for item in documents:
        groups.setdefault(squeeze(item.signer_role).rpartition(_PARTED)[2], []).append(item)
    # "Do Chủ tịch hay Phó Chủ tịch ký" asks for both, and so does who signs for whom.
    asked = {name: group for name, group in groups.items() if folded(tokens(name)) in offices}
    if any(find(folded(tokens(mark)), said) >= 0 for mark in marks("on_behalf")):
        asked = {name: group for name, group in groups.items() if _PARTED in group[0].signer_role}
    shown = asked if len(offices) == 1 else groups
    picked = [item for group in shown.values() for item in group]
    if not picked:
        return None
    return Draft(
        status="answered",
        template="signed_in_office",
        values={
            "groups": [
                {
                    "office": name,
                    "count": len(group),
                    "items": [
                        {
                            "document": item.short_name or item.title,
                            "signer": squeeze(item.signer),
                            "role": squeeze(item.signer_role),
                        }
                        for item in group
                    ],
                }
                for name, group in shown.items()
            ],
            "unsigned": joined([plan_name(item) for item in case.documents if not item.signer]),
            "no_quote": True,
        },
        facts=tuple(picked),
        citations=unique(
            case.cite_clause(clause_of(case, item, "signature", item.signer)) for item in picked
        ),
        computed=tuple(str(len(group)) for group in shown.values()),
        total=len(picked),
    )


def _offices_in(said: Tokens) -> set[Tokens]:
    """Return the offices that a question names, the longer name first: "phó chủ tịch" is no "chủ tịch"."""
    left = list(said)
    found: set[Tokens] = set()
    for title in sorted((folded(tokens(mark)) for mark in marks("titles")), key=len, reverse=True):
        while (at := find(title, left)) >= 0:
            left[at : at + len(title)] = [""]
            found.add(title)
    return found


def holder(case: Case) -> Draft | None:
    """Say that plans don't name who holds an office, and who signed the plans in question as what."""
    if case.question.type in ("smalltalk", "unsafe") or not _asks_holder(case):
        return None
    if "signer" in case.question.aspect.split("+"):
        return None  # "Chủ tịch tự ký hay Phó Chủ tịch ký thay, tên gì": who signed is recorded
    documents = case.documents
    signed = [item for item in documents if _signed_as(case, item)] if case.question.provinces else []
    return Draft(
        status="not_found",
        template="office_holder",
        values={
            "plans": joined([plan_name(item) for item in documents]) if case.question.provinces else "",
            "items": [
                {
                    "document": item.short_name or item.title,
                    "signer": squeeze(item.signer),
                    "role": squeeze(item.signer_role),
                }
                for item in signed
            ],
            "no_quote": True,
        },
        facts=tuple(signed),
        citations=unique(
            case.cite_clause(clause_of(case, item, "signature", item.signer)) for item in signed
        ),
        total=1,
    )


def _signed_as(case: Case, document: Document) -> bool:
    """Return whether a plan was signed in an office of the name asked; the signer is no "giám đốc" else."""
    said, role = fold(squeeze(case.question.normalized)), fold(squeeze(document.signer_role))
    asked = [fold(title) for title in marks("titles") if fold(title) in said]
    return bool(document.signer) and any(title in role for title in asked)


def _asks_holder(case: Case) -> bool:
    """Return whether the name behind an office is asked, be it part of a body's name or not."""
    titles = [fold(title) for title in marks("titles")]
    offices = [fold(agency) for agency in case.question.agencies]
    named = any(office.startswith(title) for office in offices for title in titles)
    return "holder" in case.question.cues or (named and "person" in case.question.cues)
