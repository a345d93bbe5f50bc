"""Who holds an office: plans don't say, they only bear the name of who signed them."""

from __future__ import annotations

from actions.engine.compose.base import Case, joined, plan_name, unique
from actions.engine.compose.plans.metadata import clause_of
from actions.engine.lists import marks
from actions.engine.types import Draft
from knowledge.model import Document
from knowledge.text import fold, squeeze


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
