"""Which plans name something in their bases or recipients, and what they say of documents they cite.

"Cục A nhận kế hoạch tỉnh nào?", "kế hoạch nào căn cứ Quyết định 1?", "Quyết định 1 ban hành ngày nào?"
are read from the clauses that list and cite, not from the plans' own dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.engine.compose.base import Case, joined, plan_name, province_buttons, shorten, unique
from actions.engine.compose.plans.metadata import clause_of
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.reading.question import other_kinds
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.model import Clause, Document
from knowledge.text import fold, squeeze

_KINDS = {"recipients": "recipient", "legal_bases": "basis"}
_OF_A_DOCUMENT = frozenset({"issued", "issuer", "signer", "title", "number"})
_NOT_ABOUT = frozenset({"smalltalk", "unsafe", "reporting", "source", "results"})
_ABOUT_IT = frozenset({"doc_meta", "definition", "passage", "unknown", "out_of_scope"})
_DATE = re.compile(r"\b\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}\b")
_NEAR = 60
_SAID = 260
_TELLING = 110
_YEAR = re.compile(r"20[0-4]\d")
_SHOWN = 200
_MOST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a question names by its number: ``Named("Quyết định", "749", "Quyết định 749")``."""

    kind: str
    number: str
    text: str

    def within(self, text: str) -> int:
        """Return where the text names the document; -1 where it doesn't."""
        between = r"(?:\s+(?:[a-z]+\s+){0,3}?so)?"
        number = rf"{re.escape(fold(self.kind))}{between}\s+{self.number}(?![\d.,]*\d)"
        # Folding keeps the length of text in normal form, so the place holds for the text itself.
        found = re.search(number if self.kind else rf"(?<!\d){self.number}/", fold(text))
        return found.start() if found else -1


def listed(case: Case) -> Draft | None:
    """Answer which plans list a body or document, or whether one does: yes or no, with the entry."""
    question = case.question
    aspect = _aspect(case)
    reverse = "all_provinces" in question.cues and not question.own_province
    if aspect not in _KINDS or question.type in _NOT_ABOUT or not (reverse or "yes_no" in question.cues):
        return None
    documents = tuple(case.library.documents.values()) if reverse else case.documents
    thing, entries = _entries(case, documents, aspect)
    if not thing:
        return None
    listing = {item.id: _list(case, item, aspect) for item in documents}
    known = [item for item in documents if listing[item.id]]
    absent = [item for item in known if item.id not in entries]
    groups = [clause for item in absent for clause in _groups(case, listing[item.id])]
    cited = [clause for clauses in entries.values() for clause in clauses] or groups
    cited = cited or [listing[item.id][0] for item in absent[:_MOST]]
    if not cited:
        return None
    return Draft(
        status="answered" if entries or not reverse else "not_found",
        template="listed_in",
        values={
            "aspect": aspect,
            "thing": thing,
            "yes_no": "yes_no" in question.cues and not reverse,
            "rows": [
                {"plan": plan_name(case.document(key)), "entry": shorten(clauses[0].text, _SHOWN)}
                for key, clauses in entries.items()
            ],
            "absent": joined([plan_name(item) for item in absent]),
            "groups": [shorten(clause.text, _SHOWN) for clause in groups[:1]],
            "silent": joined([item.province for item in documents if not listing[item.id]]),
            "no_quote": True,
        },
        facts=tuple(cited),
        citations=unique(case.cite_clause(clause) for clause in cited),
        buttons=province_buttons(case.document(key).province for key in entries) if len(entries) > 1 else (),
        bodies=question.agencies,
        total=max(1, len(entries)),
    )


def issued_in(case: Case) -> Draft | None:
    """Answer which plans were issued in a year; those without a date are named."""
    question = case.question
    if not {"all_provinces", "plans"} <= question.cues or question.own_province or not question.years:
        return None
    if "issued" not in _aspect(case).split("+") or case.telling:
        return None
    documents = list(case.library.documents.values())
    found = [item for item in documents if item.issued and item.issued.year in question.years]
    return Draft(
        status="answered" if found else "not_found",
        template="issued_in",
        values={
            "years": joined([str(year) for year in question.years]),
            "items": [item.short_name or item.title for item in found],
            "undated": joined([plan_name(item) for item in documents if item.issued is None]),
            "no_quote": True,
        },
        facts=tuple(found),
        citations=unique(case.cite_clause(clause_of(case, item, "header", item.number)) for item in found),
        buttons=province_buttons(item.province for item in found) if len(found) > 1 else (),
        total=max(1, len(found)),
    )


def cited_document(case: Case) -> Draft | None:
    """Answer what the plans say of a document that they cite: its date, whose it is, what it is about."""
    if (draft := _cited_of_kind(case)) is not None:
        return draft
    named = _named(case)
    if named is None or case.question.documents or case.question.type not in _ABOUT_IT:
        return None
    about = set(_aspect(case).split("+")) & _OF_A_DOCUMENT
    noise = _noise() | set(folded(tokens(named.text)))
    if not about and any(fold(term) not in noise for term in case.telling):
        return None
    held = _mentions(case, named)
    if not held:
        return Draft("not_found", "not_cited", {"thing": named.text}) if about else None
    said = [squeeze(clause.text)[named.within(squeeze(clause.text)) :] for clause in held]
    dates = [match.group() for text in said for match in [_DATE.search(text[:_NEAR])] if match]
    # "... theo Quyết định 1": what it is about stands before its number.
    said = [
        text if len(text) >= _TELLING else squeeze(clause.text)
        for clause, text in zip(held, said, strict=True)
    ]
    return Draft(
        status="answered",
        template="cited_document",
        values={
            "thing": named.text,
            "date": "".join(dates[0].split()) if dates and "issued" in about else "",
            "undated": not dates and "issued" in about,
            "unsigned": "signer" in about,
            "rows": [
                {"plan": plan_name(case.document(clause.document_id)), "text": shorten(text, _SAID)}
                for clause, text in zip(held, said, strict=True)
            ],
            "no_quote": True,
        },
        facts=tuple(held),
        citations=unique(case.cite_clause(clause) for clause in held),
        total=len(held),
    )


def _cited_of_kind(case: Case) -> Draft | None:
    """Answer for the number of a document that one plan rests on ("theo tờ trình số mấy?"): its bases."""
    question = case.question
    if question.type != "doc_meta" or len(case.documents) != 1:
        return None
    signed = _kind_pointed(case, "signing_asked")
    numbered = kind_asked(case) or kind_asked(case, "date_asked") or signed
    numbered = numbered or _kind_pointed(case, "dating_asked")
    kind = numbered or (question.aspect == "legal_bases" and kind_asked(case, "asking"))
    if not kind:
        return None
    named = Named(kind, r"\d+", "")
    document = case.documents[0]
    bases = [item for item in _list(case, document, "legal_bases") if named.within(squeeze(item.text)) >= 0]
    if not bases:
        return None
    if any(fold(term) not in _noise() for term in (*case.telling, *question.agencies)):
        weight = {item.key: case.finder.match_text(question, squeeze(item.text)).score for item in bases}
        bases = [item for item in bases if weight[item.key] >= max(weight.values())]
    if len(bases) > _MOST and not numbered:
        return None  # the whole list, page by page
    shown = bases[:_MOST]
    parts = [squeeze(part) for part in document.legal_bases if named.within(squeeze(part)) >= 0]
    return Draft(
        status="answered",
        template="cited_document",
        values={
            "thing": phrase("that_document"),
            "date": "",
            "undated": False,
            "unsigned": bool(signed),
            "rows": [
                {"plan": plan_name(document), "text": shorten(text, _SAID).strip(" -;.")}
                for item in shown
                for text in ([part for part in parts if part in squeeze(item.text)] or [squeeze(item.text)])
            ],
            "no_quote": True,
        },
        facts=tuple(shown),
        citations=unique(case.cite_clause(item) for item in shown),
        total=len(shown),
    )


def _noise() -> frozenset[str]:
    """Return the words beside a cited document that ask for nothing else, without diacritics."""
    return frozenset(folded(marks("cited_noise")))


def kind_asked(case: Case, by: str = "number_asked") -> str:
    """Return the kind of a cited document whose number is asked, without diacritics; empty where none is.

    Args:
        case: the question.
        by: the list of the words that ask; "asking" for "nghị quyết nào".
    """
    asking = "|".join(sorted(map(fold, marks(by))))
    kinds = "|".join(" ".join(kind) for kind in sorted(other_kinds(), key=lambda kind: -len(kind)))
    asked = rf"\b({kinds})\s+(?:[a-z]+\s+){{0,2}}?(?:{asking})\b"
    found = re.search(asked, fold(squeeze(case.question.normalized)))
    return found.group(1) if found else ""


def _kind_pointed(case: Case, by: str) -> str:
    """Return the kind of a cited document that is pointed at ("ai ký quyết định đó"), or nothing."""
    kinds = "|".join(" ".join(kind) for kind in sorted(other_kinds(), key=lambda kind: -len(kind)))
    asking, pointers = ("|".join(map(fold, marks(name))) for name in (by, "pointers"))
    found = re.search(
        rf"\b(?:{asking})\s+({kinds})\s+(?:{pointers})\b", fold(squeeze(case.question.normalized))
    )
    return found.group(1) if found else ""


def _aspect(case: Case) -> str:
    """Return what of a document is asked, whatever the type of the question."""
    if case.question.aspect:
        return case.question.aspect
    spoken = tokens(case.question.normalized)
    plain = case.question.plain
    return "+".join(case.words.aspects_of(folded(spoken) if plain else spoken, plain))


def _named(case: Case) -> Named | None:
    """Return the document that the question names by kind and number, or by its full number."""
    kinds = "|".join(sorted((re.escape(fold(kind)) for kind in marks("document_kinds")), key=len)[::-1])
    text = squeeze(case.question.text)
    found = re.search(rf"\b({kinds})\s+(?:so\s+)?(\d+)(?![\d.,]*\d|%)", fold(text))
    if found and not _YEAR.fullmatch(found.group(2)):
        short = dict(item.split("=") for item in marks("document_kind_short"))
        kind = short.get(found.group(1), found.group(1))
        written = next((item for item in marks("document_kinds") if fold(item) == kind), kind)
        return Named(written, found.group(2), f"{written[:1].upper()}{written[1:]} {found.group(2)}")
    found = re.search(r"\b(\d+)/[a-z]{2}[a-z-]*", fold(text))
    return Named("", found.group(1), text[found.start() : found.end()]) if found else None


def _entries(case: Case, documents: Sequence[Document], aspect: str) -> tuple[str, dict[str, list[Clause]]]:
    """Return what the question looks for, and each plan's entries that name it."""
    named = _named(case)
    if named is not None and _is_own(case, named):
        named = None  # the plan whose list is asked about, not what is looked for in it
    agencies = case.question.agencies
    if named is None and not agencies and not case.telling:
        return "", {}
    thing = named.text if named else joined(agencies) if agencies else phrase("asked_subject")
    found: dict[str, list[Clause]] = {}
    for document in documents:
        for clause in _list(case, document, aspect):
            text = squeeze(clause.text)
            if named is not None:
                holds = named.within(text) >= 0
            elif agencies:
                holds = all(_names_body(case, agency, text) for agency in agencies)
            else:
                holds = case.finder.match_text(case.question, text).main >= FITS
            if holds:
                found.setdefault(document.id, []).append(clause)
    return thing, found


def _is_own(case: Case, named: Named) -> bool:
    """Return whether the document that the question names is the plan asked about, or its like."""
    numbers = {fold(item.number).partition("/")[0] for item in case.documents if item.number}
    return bool(case.question.documents) and named.number in numbers


def _names_body(case: Case, agency: str, text: str) -> bool:
    if find(folded(tokens(agency)), folded(tokens(text))) >= 0:
        return True
    parts = [folded(tokens(mark)) for mark in marks("sub_bodies")]

    def belongs(before: str) -> bool:
        words = folded(tokens(before))
        return before.rstrip().endswith(",") and any(words[: len(part)] == part for part in parts)

    return any(
        case.finder.prepared.same_body(mention.surface, agency) and not belongs(text[: mention.span.start])
        for mention in case.library.registry.find_agencies(text)
    )


def _list(case: Case, document: Document, aspect: str) -> list[Clause]:
    clauses = case.library.clauses[document.id]
    return [clause for clause in clauses if clause.kind == _KINDS[aspect]]


def _groups(case: Case, entries: Sequence[Clause]) -> list[Clause]:
    """Return entries for a whole group ("Các sở, ban, ngành") that the body asked for may belong to."""
    heads = {folded(tokens(agency))[:1] for agency in case.question.agencies}
    opening = [fold(mark) for mark in marks("group_marks")]
    return [
        clause
        for clause in entries
        for text in [fold(squeeze(clause.text)).lstrip("-–• ")]
        if any(text.startswith(mark) for mark in opening)
        and any(head and head[0] in tokens(text) for head in heads)
    ]


def _mentions(case: Case, named: Named) -> list[Clause]:
    """Return each plan's first clause that cites the document, dated ones first."""
    found: dict[str, tuple[bool, Clause]] = {}
    for document in case.documents:
        for clause in case.library.clauses[document.id]:
            text = squeeze(clause.text)
            at = named.within(text)
            if at < 0 or clause.kind in ("header", "title"):
                continue
            dated = _DATE.search(text[at : at + _NEAR]) is not None
            if document.id not in found or (dated and not found[document.id][0]):
                found[document.id] = (dated, clause)
    return [clause for _, clause in sorted(found.values(), key=lambda pair: not pair[0])][:_MOST]
