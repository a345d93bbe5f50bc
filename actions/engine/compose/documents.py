"""Answers about a plan as a whole: number, date, signer, bases, recipients, period; funding; terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from actions.engine.compose import metadata
from actions.engine.compose.base import (
    Case,
    best_part,
    joined,
    more_button,
    page,
    plan_name,
    province_buttons,
    shorten,
    unique,
)
from actions.engine.evidence import FITS
from actions.engine.notes import period_text
from actions.engine.texts import phrase
from actions.engine.types import Button, Draft
from actions.engine.words import LISTED_ASPECTS, folded, marks, tokens
from knowledge.citations import Citation
from knowledge.model import Clause, Document
from knowledge.text import fold, squeeze

_KINDS = {
    "number": ("header",),
    "issued": ("header",),
    "issuer": ("header", "signature"),
    "signer": ("signature",),
    "legal_bases": ("basis",),
    "recipients": ("recipient", "recipients"),
    "title": ("title",),
    "period": ("title",),
}
_AMOUNT = re.compile(r"\d\s*(?:tỷ|tỉ|triệu|nghìn|ngàn)?\s*đồng|\d\s*(?:tỷ|tỉ|triệu)\b", re.IGNORECASE)
_LIST = 6
_FUNDING = 520
_PART = 260
_LEAST = 60
_PARTS = 8
_TOP = ("part", "chapter", "article")


def doc_meta(case: Case) -> Draft | None:
    """Answer from a document's own heading, signature, bases and recipients."""
    aspect = case.question.aspect or metadata.implied(case)
    if not aspect:
        return metadata.identity(case)
    aspects = aspect.split("+")
    documents = case.documents
    if len(documents) > 1 and not case.question.provinces and set(aspects) <= set(LISTED_ASPECTS):
        return which_plan(case, documents)
    rows = [_row(case, document, aspect) for document in documents for aspect in aspects]
    known = [row for row in rows if row["value"] or row["items"]]
    citations = [citation for row in rows for citation in row["citations"]]
    left = sum(row["left"] for row in rows)
    total = max(row["total"] for row in rows) if len(rows) == 1 else len(rows)
    shown = [{key: value for key, value in row.items() if key != "citations"} for row in rows]
    several = len(documents) > 1
    return Draft(
        status="answered" if known else "not_found",
        template="document",
        values={
            "rows": shown,
            "several": several,
            "left": left,
            "correction": metadata.misplaced(case),
            "no_quote": len(rows) > 1 or not known,
        },
        facts=documents,
        citations=unique(citations),
        buttons=province_buttons(row["province"] for row in rows) if several else more_button(left),
        computed=tuple(str(number) for row in rows for number in (row["total"], row["left"]) if number),
        total=total,
        shown=len(rows[0]["items"]) if len(rows) == 1 else 0,
    )


def overview(case: Case) -> Draft | None:
    """Answer what a plan is about: its title and the parts it is made of."""
    if case.telling or case.question.agencies or len(case.documents) != 1:
        return None
    if "contents" not in case.question.cues or not (case.question.documents or "plans" in case.question.cues):
        return None
    document = case.documents[0]
    clauses = case.library.clauses[document.id]
    parts = [
        clause for clause in clauses if clause.kind in ("part", "chapter", "article") and not clause.path
    ]
    title = next((clause for clause in clauses if clause.kind == "title"), clauses[0])
    return Draft(
        status="answered",
        template="overview",
        values={
            "plan": plan_name(document),
            "title": shorten(document.title, _PART),
            "parts": [shorten(clause.heading or clause.text, 90) for clause in parts[:_PARTS]],
            "no_quote": True,
        },
        facts=(document, *parts[:_PARTS]),
        citations=unique(case.cite_clause(clause) for clause in (title, *parts[:_PARTS])),
        total=1 + len(parts),
    )


def which_plan(case: Case, documents: Sequence[Document]) -> Draft:
    """Ask which plan is meant."""
    options = tuple(
        {"label": document.province, "set": {"provinces": [document.province]}} for document in documents
    )
    return Draft(
        status="clarify",
        template="which_plan",
        buttons=tuple(Button(document.province, document.province) for document in documents),
        options=options,
    )


def _row(case: Case, document: Document, aspect: str) -> dict[str, Any]:
    value, items = _value(document, aspect)
    if metadata.extra(aspect):
        value = metadata.meta_value(case, document, aspect)
    shown, left = page(items, case.question.offset, _LIST)
    return {
        "aspect": aspect,
        "verdict": metadata.verdict(case, document, aspect),
        "province": document.province,
        "plan": plan_name(document),
        "name": document.short_name or document.title,
        "value": value,
        "items": [shorten(str(item), 200) for item in shown],
        "total": len(items),
        "left": left,
        "role": squeeze(document.signer_role) if aspect == "signer" else "",
        "press": document.provenance == "press_report",
        "citations": _citations(case, document, aspect, list(shown)),
    }


def _value(document: Document, aspect: str) -> tuple[str, tuple[str, ...]]:
    if aspect == "legal_bases":
        return "", document.legal_bases
    if aspect == "recipients":
        return "", document.recipients
    if aspect == "period" and document.period is not None:
        return period_text(document.period), ()
    if aspect == "issued" and document.issued is not None:
        return _date_text(document.issued), ()
    if aspect in ("number", "issuer", "signer", "title"):
        return squeeze(str(getattr(document, aspect))), ()
    return "", ()


def _date_text(day: date) -> str:
    return phrase("date", day=f"{day.day:02d}", month=f"{day.month:02d}", year=day.year)


def _citations(case: Case, document: Document, aspect: str, shown: Sequence[object]) -> list[Citation]:
    """Cite the clauses that state the aspect; the title, or the first clause, where none does."""
    if metadata.extra(aspect):
        return metadata.cited(case, document, aspect)
    clauses = case.library.clauses[document.id]
    found = [clause for kind in _KINDS.get(aspect, ()) for clause in clauses if clause.kind == kind]
    if aspect in ("legal_bases", "recipients") and shown:
        wanted = {squeeze(str(item)).strip("-;. ") for item in shown}
        exact = [item for item in found if any(text and text in squeeze(item.text) for text in wanted)]
        found = exact or found
    if aspect in ("number", "issued", "signer", "period"):
        value = document.number if aspect == "number" else document.signer if aspect == "signer" else ""
        exact = [item for item in found if value and value in squeeze(item.text)]
        found = exact or found
    if not found:
        found = [clause for clause in clauses if clause.kind == "title"] or list(clauses[:1])
    return [case.cite_clause(clause) for clause in found[:_LIST]]


def funding(case: Case) -> Draft | None:
    """Answer where the money comes from: the plan's own section on it, else the clause that speaks of it."""
    found = {document.id: _money(case, document) for document in case.documents}
    held = {key: clauses for key, clauses in found.items() if clauses}
    if not held:
        return None
    several = len(held) > 1
    rows: list[dict[str, Any]] = []
    cited: list[Clause] = []
    for document_id, clauses in held.items():
        parts, kept = _within(clauses, _PART if several else _FUNDING)
        document = case.document(document_id)
        rows.append({"province": document.province, "plan": plan_name(document), "parts": parts})
        cited += kept
    absent = [document.province for document in case.documents if document.id not in held]
    # A sum is asked: sources without an amount are no answer to that, and the reply says so.
    unstated = "amount" in case.question.cues and not any(_AMOUNT.search(clause.text) for clause in cited)
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


def _money(case: Case, document: Document) -> list[Clause]:
    """Return the clauses of the section on money; where there is none, the clause that names it most."""
    section = _section(case, document, "funding_headings")
    asked = _money_asked(case, document)
    if asked is not None:
        return [asked]
    if section is not None:
        return [item for item in (section, *_descendants(case, section)) if _without_heading(item)]
    counted = [
        (_money_words(squeeze(clause.text)), clause)
        for clause in case.library.clauses[document.id]
        if clause.kind not in ("recipient", "recipients", "basis", "header", "title", "signature")
    ]
    best = max(counted, key=lambda pair: pair[0], default=(0, None))
    return [best[1]] if best[0] and best[1] is not None else []


def _money_asked(case: Case, document: Document) -> Clause | None:
    """Return the clause on money that holds the words of the question beyond "kinh phí", if there are any."""
    bodies = (word for agency in case.question.agencies for word in tokens(agency))
    named = (*case.question.terms, *folded_or_not(case, tuple(bodies)))
    words = set(named) - set(folded_or_not(case, marks("funding_noise")))
    if not words:
        return None
    headings = [fold(mark) for mark in marks("funding_headings")]
    held = [
        (
            len(words.intersection(_words_of(case, clause))) / len(words),
            any(mark in fold(squeeze(above)) for above in clause.path for mark in headings),
            clause,
        )
        for clause in case.library.clauses[document.id]
        if _money_words(squeeze(clause.text)) and len(squeeze(clause.text)) > _LEAST
    ]
    # Of clauses that hold as much, one of the section on money itself.
    best = max(held, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] >= FITS else None


def _words_of(case: Case, clause: Clause) -> frozenset[str]:
    field = case.finder.prepared.clauses[clause.key]
    return (field.plain if case.question.plain else field.exact).main


def folded_or_not(case: Case, words: Sequence[str]) -> Sequence[str]:
    """Return the words as the question spells them: without diacritics where it has none."""
    return folded(words) if case.question.plain else words


def _money_words(text: str) -> int:
    return sum(fold(text).count(fold(mark)) for mark in marks("funding_words"))


def _within(clauses: Sequence[Clause], room: int) -> tuple[list[str], list[Clause]]:
    """Return the clauses' texts as far as they fit, the last one cut, and these clauses."""
    texts: list[str] = []
    kept: list[Clause] = []
    left = room
    alone = len(clauses) == 1 and not clauses[0].heading
    for clause in clauses:
        if left < _LEAST:
            break
        words = without_number(clause)
        text = best_part(words, left, _money_words) if alone else shorten(words, left)
        texts.append(text)
        kept.append(clause)
        left -= len(text)
    return texts, kept


def schedule(case: Case) -> Draft | None:
    """Answer when the plan as a whole is carried out: its own section, else the period of its title."""
    if case.telling:
        return None
    rows, citations, facts = [], [], []
    for document in case.documents:
        clause = _section(case, document, "schedule_headings")
        text = ""
        if clause is not None:
            text = _without_heading(clause) or " ".join(
                _without_heading(item) for item in _descendants(case, clause)
            )
            citations.append(case.cite_clause(clause))
            facts.append(clause)
        elif document.period is not None:
            text = period_text(document.period)
            citations += _citations(case, document, "period", ())
        if text:
            rows.append(
                {"plan": plan_name(document), "text": shorten(text, _PART), "province": document.province}
            )
    if not rows:
        return None
    return Draft(
        status="answered",
        template="schedule",
        values={"rows": rows},
        facts=tuple(facts),
        citations=unique(citations),
        buttons=province_buttons(row["province"] for row in rows) if len(rows) > 1 else (),
        total=len(rows),
    )


def definition(case: Case) -> Draft | None:
    """Answer with the plan's own explanation of a term."""
    if not case.telling:
        return None
    fitting = [
        item
        for item in case.finder.definitions(case.question, case.documents)
        if item.match.main >= FITS and item.match.coverage >= FITS
    ]
    if not fitting and case.question.provinces:
        everywhere = tuple(case.library.documents.values())
        fitting = [
            item for item in case.finder.definitions(case.question, everywhere) if item.match.main >= FITS
        ]
    if not fitting:
        return None
    best = fitting[0].record
    return Draft(
        status="answered",
        template="definition",
        values={
            "term": squeeze(best.term),
            "text": shorten(best.quote, _FUNDING),
            "plan": plan_name(case.document(best.document_id)),
            "no_quote": True,
        },
        facts=(best,),
        citations=(case.cite(best),),
        total=1,
    )


def _section(case: Case, document: Document, name: str) -> Clause | None:
    """Return the outermost clause whose heading bears one of the marks ``name``; earlier marks first."""
    for mark in (fold(mark) for mark in marks(name)):
        bearing = [
            clause
            for clause in case.library.clauses[document.id]
            if clause.kind in ("part", "section", "chapter", "article", "point")
            and mark in fold(squeeze(clause.heading))
        ]
        if bearing:
            return min(bearing, key=lambda clause: (len(clause.path), clause.order))
    return None


def _descendants(case: Case, clause: Clause) -> list[Clause]:
    result: list[Clause] = []
    for child in case.library.children(clause):
        result += [child, *_descendants(case, child)]
    return result


def without_number(clause: Clause) -> str:
    """Return the clause's own words without heading and printed number."""
    text = _without_heading(clause)
    return text.removeprefix(clause.number).lstrip(" .)-") if clause.number else text


def _without_heading(clause: Clause) -> str:
    """Return the clause's own words without its heading line and number."""
    text = squeeze(clause.text)
    heading = squeeze(clause.heading)
    if heading and heading in text and clause.kind != "point":
        text = text.split(heading, 1)[1]
    return text.lstrip(" -–+:.;").strip()
