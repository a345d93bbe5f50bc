"""Answers about a plan as a whole: number, date, signer, bases, recipients, period; terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from actions.engine.compose.base import (
    Case,
    more_button,
    page,
    plan_name,
    province_buttons,
    shorten,
    unique,
)
from actions.engine.compose.plans import holders, metadata
from actions.engine.evidence import FITS
from actions.engine.lists import marks
from actions.engine.notes import period_text
from actions.engine.reading import claim_words
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Button, Draft
from actions.engine.words import LISTED_ASPECTS
from knowledge.citations import Citation
from knowledge.model import Clause, Definition, Document
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
# Not the date of issue: "khi nào" alone asks for the schedule itself.
_BESIDE_SCHEDULE = ("signer", "issuer", "number", "title")
_FRONT = ("header", "title", "basis", "recipient", "recipients", "signature")
_LIST = 6
_LONG_NAME = 14
_FUNDING = 520
_PART = 260
_OF_TITLE = 5
"""So many syllables of a title, beside what any plan is about, name the plan."""
_PARTS = 8
_TOP = ("part", "chapter", "article")


def doc_meta(case: Case) -> Draft | None:
    """Answer from a document's own heading, signature, bases and recipients."""
    aspect = case.question.aspect or metadata.implied(case)
    if not aspect:
        return metadata.identity(case)
    aspects = aspect.split("+")
    if holders.kind_asked(case):  # "theo luật số mấy": the bases tell, not the plan's own number
        aspects = list(dict.fromkeys("legal_bases" if name == "number" else name for name in aspects))
    documents = case.documents
    if len(documents) > 1 and not case.question.provinces and set(aspects) & set(LISTED_ASPECTS):
        return which_plan(case, documents)
    rows = [_row(case, document, aspect) for document in documents for aspect in aspects]
    lists = [row for row in rows if row["total"]]
    if case.question.offset and len(lists) == 1:
        rows = lists  # "xem tiếp" goes on with the list; what stood beside it was said
    known = [row for row in rows if row["value"] or row["items"]]
    citations = [citation for row in rows for citation in row["citations"]]
    left = sum(row["left"] for row in rows)
    total = lists[0]["total"] if len(lists) == 1 else len(rows) if len(rows) > 1 else 0
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
            "no_quote": len(rows) > 1 or not known or _says_nothing(case, citations),
        },
        facts=documents,
        citations=unique(citations),
        buttons=province_buttons(row["province"] for row in rows) if several else more_button(left),
        computed=tuple(str(number) for row in rows for number in (row["total"], row["left"]) if number),
        total=total,
        shown=len(lists[0]["items"]) if len(lists) == 1 else 0,
    )


def _says_nothing(case: Case, citations: Sequence[Citation]) -> bool:
    """Return whether the clause cited only stands for the document: a text that was given no title."""
    kinds = {case.finder.prepared.by_key[item.clause].kind for item in citations[:1]}
    return not kinds.intersection(_FRONT)


def overview(case: Case) -> Draft | None:
    """Answer what a plan is about: its title and the parts it is made of."""
    if case.telling or case.question.agencies or len(case.documents) != 1:
        return None
    if "contents" not in case.question.cues or not (case.question.documents or "plans" in case.question.cues):
        return None
    if find(tokens(phrase("percent")), tokens(case.question.normalized)) >= 0:
        return None  # "bao nhiêu phần trăm" asks for no parts
    document = case.documents[0]
    clauses = case.library.clauses[document.id]
    parts = [
        clause for clause in clauses if clause.kind in ("part", "chapter", "article") and not clause.path
    ]
    title = case.opening(document.id)
    return Draft(
        status="answered",
        template="overview",
        values={
            "plan": plan_name(document),
            "title": shorten(document.title, _PART),
            "count": len(parts),
            "parts": [shorten(clause.heading or clause.text, 90) for clause in parts[:_PARTS]],
            "no_quote": True,
        },
        facts=(document, *parts[:_PARTS]),
        citations=unique(case.cite_clause(clause) for clause in (title, *parts[:_PARTS])),
        computed=(str(len(parts)),),
        total=1 + len(parts),
    )


def unsaid_plan(case: Case) -> Draft | None:
    """Ask which plan is meant where "kế hoạch đó" stands for one that nobody named."""
    question = case.question
    named = question.provinces or question.documents or question.agencies or metadata.asks_beyond(case)
    if named or len(case.documents) == 1 or "all_provinces" in question.cues:
        return None
    said = folded(tokens(question.normalized))
    nouns = {folded(tokens(noun))[-1] for noun in claim_words.word_list("documents")}
    pointers = set(folded(marks("pointers")))
    pointed = any(first in nouns and second in pointers for first, second in pairwise(said))
    return which_plan(case, case.documents) if pointed else None


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
    cited: list[Citation] = []
    if aspect == "schedule" or (aspect == "period" and not value):
        value, cited, _ = _schedule_of(case, document)
        value, aspect = shorten(value, _PART).rstrip("."), "schedule" if value else aspect
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
        "citations": cited or _citations(case, document, aspect, list(shown)),
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
        found = [case.opening(document.id)]
    return [case.cite_clause(clause) for clause in found[:_LIST]]


def schedule(case: Case) -> Draft | None:
    """Answer when the plan as a whole is carried out: its own section, else the period of its title."""
    question = case.question
    named = question.provinces or question.documents or {"plans", "all_provinces"} & question.cues
    if case.telling or not (named or len(case.documents) == 1):
        return None  # "chừng nào xong vậy" with nothing said before names no plan
    beside = [item for item in _aspects(case) if item in _BESIDE_SCHEDULE]
    if beside:  # "thực hiện khi nào, ai ký?": both are asked of the same plan
        both = replace(case.question, aspect="+".join(["schedule", *beside]))
        return doc_meta(replace(case, question=both))
    rows, citations, facts = [], [], []
    for document in case.documents:
        text, cited, clauses = _schedule_of(case, document)
        citations += cited
        facts += clauses
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


def schedule_by_title(case: Case) -> Draft | None:
    """Answer when a plan that is named by words of its title is carried out ("kế hoạch thí điểm")."""
    if len(case.documents) != 1 or not case.telling:
        return None
    own = set(case.telling) - set(marks("generic_subject"))
    if "plans" not in case.question.cues and len(own) < _OF_TITLE:
        return None
    title = tokens(case.documents[0].title)
    if not set(case.telling) <= set(folded(title) if case.question.plain else title):
        return None
    return schedule(replace(case, question=replace(case.question, terms=())))


def _schedule_of(case: Case, document: Document) -> tuple[str, list[Citation], list[Clause]]:
    """Return when a plan is carried out, with what says so: its own section, else its title."""
    clause = section_headed(case, document, "schedule_headings")
    if clause is not None:
        text = without_heading(clause) or " ".join(
            without_heading(item) for item in descendants(case, clause)
        )
        return text, [case.cite_clause(clause)], [clause]
    if document.period is not None:
        return period_text(document.period), _citations(case, document, "period", ()), []
    return "", [], []


def _aspects(case: Case) -> tuple[str, ...]:
    """Return what of a document is asked, whatever the type of the question."""
    spoken = tokens(case.question.normalized)
    return case.words.aspects_of(folded(spoken) if case.question.plain else spoken, case.question.plain)


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
    return explained(case, fitting[0].record) if fitting else None


def explained(case: Case, best: Definition) -> Draft:
    """Return a plan's explanation of a term as the answer."""
    return Draft(
        status="answered",
        template="definition",
        values={
            "term": squeeze(best.term),
            "text": shorten(best.quote, _FUNDING),
            "in_sentence": _in_sentence(best),
            "plan": plan_name(case.document(best.document_id)),
            "no_quote": True,
        },
        facts=(best,),
        citations=(case.cite(best),),
        total=1,
    )


def _in_sentence(item: Definition) -> bool:
    """Return whether a term stands in brackets at the end of a sentence that doesn't explain it by itself."""
    quote = squeeze(item.quote)
    long = "," in quote or len(quote.split()) > _LONG_NAME
    return long and quote.endswith(f"({squeeze(item.term)})")


def section_headed(case: Case, document: Document, name: str) -> Clause | None:
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


def descendants(case: Case, clause: Clause) -> list[Clause]:
    """Return the clauses below a clause, in order."""
    result: list[Clause] = []
    for child in case.library.children(clause):
        result += [child, *descendants(case, child)]
    return result


def without_number(clause: Clause) -> str:
    """Return the clause's own words without heading and printed number."""
    text = without_heading(clause)
    return text.removeprefix(clause.number).lstrip(" .)-") if clause.number else text


def without_heading(clause: Clause) -> str:
    """Return the clause's own words without its heading line and number."""
    text = squeeze(clause.text)
    heading = squeeze(clause.heading)
    if heading and heading in text and clause.kind != "point":
        text = text.split(heading, 1)[1]
    return text.lstrip(" -–+:.;").strip()
