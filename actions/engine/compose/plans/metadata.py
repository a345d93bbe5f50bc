"""What a question says of a document itself, held against its metadata: signer, date, number, issuer."""

from __future__ import annotations

import re
from datetime import date

from actions.engine.compose.base import Case, joined, plan_name, unique
from actions.engine.lists import marks
from actions.engine.reading import claim_words, claims
from actions.engine.syllables import find, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from knowledge.citations import Citation
from knowledge.model import Clause, Document
from knowledge.text import fold, squeeze

_DATE = claims.DATE
_NUMBER = re.compile(r"\d+/[A-ZĐa-zđ-]+")
_OF_ALL = 2


def signed_by(case: Case) -> Draft | None:
    """Answer a question that names a signer: what he signed, as what; a wrong document is put right."""
    named = [item for item in case.library.documents.values() if item.signer and _says(case, item.signer)]
    if len(named) != 1 or case.question.type in ("smalltalk", "unsafe"):
        return None
    document = named[0]
    if case.question.type != "doc_meta" and asks_beyond(case, f"{document.signer} {document.signer_role}"):
        return None  # his pay, his birthplace
    own = case.question.provinces if case.question.own_province else ()
    wrong = bool(own) and document.province not in own
    others = [item for item in case.documents if item.id != document.id] if wrong else []
    clauses = [clause_of(case, document, "signature", document.signer)]
    clauses += [clause_of(case, item, "signature", item.signer) for item in others]
    return Draft(
        status="answered",
        template="signed_by",
        values={
            "wrong": wrong,
            "right": bool(own) and not wrong and "yes_no" in case.question.cues,
            "signer": squeeze(document.signer),
            "role": squeeze(document.signer_role),
            "document": document.short_name or document.title,
            "others": [{"plan": plan_name(item), "signer": squeeze(item.signer)} for item in others],
            "no_quote": True,
        },
        facts=(document, *others),
        citations=unique(case.cite_clause(clause) for clause in clauses),
        total=1,
    )


def asks_beyond(case: Case, beside: str = "") -> bool:
    """Return whether something else is asked than a plan as a whole, its issue, its signer and ``beside``."""
    lists = ("documents", "issuing", "signing", "plan_noise", "titles")
    noise = {word for name in lists for text in claim_words.word_list(name) for word in folded(tokens(text))}
    noise |= set(folded(tokens(beside)))
    return any(term not in noise for term in folded(case.telling))


def by_date(case: Case) -> Draft | None:
    """Answer which plan is the newest or the oldest, by its date of issue; those without one are named."""
    wanted = {"newest", "oldest"} & case.question.cues
    said = folded(tokens(case.question.normalized))
    issued = any(find(folded(tokens(mark)), said) >= 0 for mark in marks("issued_words"))
    if not wanted or not ("plans" in case.question.cues or issued) or len(case.documents) < _OF_ALL:
        return None
    dated = [(item.issued, item) for item in case.documents if item.issued is not None]
    if not dated:
        return None
    dated.sort(key=lambda pair: pair[0], reverse="newest" in wanted)
    document = dated[0][1]
    undated = [plan_name(item) for item in case.documents if item.issued is None]
    shown = [item for _, item in dated] if case.question.own_province else [document]
    others = [item.short_name or item.title for item in shown[1:]]
    return Draft(
        status="answered",
        template="by_date",
        values={
            "newest": "newest" in wanted,
            "document": document.short_name or document.title,
            "others": joined(others),
            "undated": joined(undated),
            "no_quote": True,
        },
        facts=tuple(shown),
        citations=tuple(case.cite_clause(clause_of(case, item, "header", item.number)) for item in shown),
        total=1,
    )


def identity(case: Case) -> Draft | None:
    """Say whose a numbered document is and what it is called, where nothing else of it is asked."""
    if not case.question.documents:
        return None
    documents = case.documents
    return Draft(
        status="answered",
        template="identity",
        values={
            "correction": misplaced(case),
            "rows": [
                {
                    "name": item.short_name or item.title,
                    "title": squeeze(item.title),
                    "province": item.province,
                }
                for item in documents
            ],
            "no_quote": True,
        },
        facts=documents,
        citations=unique(case.cite_clause(clause_of(case, item, "title", "")) for item in documents),
        total=len(documents),
    )


def misplaced(case: Case) -> str:
    """Return the sentence that puts right a document number named with another province; else empty."""
    if not case.question.documents or not case.question.own_province:
        return ""
    wrong = [item for item in case.documents if item.province not in case.question.provinces]
    if not wrong:
        return ""
    names = joined([item.number or plan_name(item) for item in wrong])
    return phrase(
        "misplaced",
        document=names,
        province=joined([item.province for item in wrong]),
        other=joined(case.question.provinces),
    )


def implied(case: Case) -> str:
    """Return the aspect that a yes-or-no question states without naming it ("ban hành năm 2021 à?")."""
    if "yes_no" not in case.question.cues:
        return ""
    if _NUMBER.search(case.question.text) and not case.question.documents:
        return "number"
    return "issued" if case.question.years or _DATE.search(case.question.normalized) else ""


def verdict(case: Case, document: Document, aspect: str) -> str:
    """Return "yes" or "no" where the question states the aspect and asks whether it is so; else empty."""
    if "yes_no" not in case.question.cues:
        return ""
    checks = {"signer": _signer, "issued": _issued, "number": _number, "issuer": _issuer}
    right = checks[aspect](case, document) if aspect in checks else None
    return "" if right is None else "yes" if right else "no"


def _signer(case: Case, document: Document) -> bool | None:
    if not document.signer:
        return None
    if _says(case, document.signer):
        return True
    return False if claims.names_in(case.question.normalized, case.question) else None


def _issued(case: Case, document: Document) -> bool | None:
    day = document.issued
    if day is None:
        return None
    text = case.question.normalized.lower()
    stated = _DATE.search(text)
    if stated:
        return dated(day, claims.bound(text[: stated.start()]) + stated.group())
    places = [(text.find(str(year)), year) for year in case.question.years]
    return (
        any(dated(day, claims.bound(text[: max(at, 0)]) + str(year)) for at, year in places)
        if places
        else None
    )


def dated(day: date, claimed: str) -> bool:
    """Return whether a day is the date or year claimed, or within its bound ("<2023", "28/9/2021")."""
    said = claimed.lstrip("<>")
    parts = _DATE.fullmatch(said)
    wanted = tuple(int(part) for part in parts.groups()[::-1] if part) if parts else (int(said),)
    given = (day.year, day.month, day.day)[: len(wanted)]
    if claimed == said:
        return given == wanted
    return given < wanted if claimed.startswith("<") else given > wanted


def _number(case: Case, document: Document) -> bool | None:
    stated = _NUMBER.findall(case.question.text)
    if not stated or not document.number:
        return None
    return any(fold(item) == fold(document.number) for item in stated)


def _issuer(case: Case, document: Document) -> bool | None:
    if not case.question.agencies or not document.issuer:
        return None
    registry = case.library.registry
    return any(
        registry.same_body(agency, document.issuer) or fold(agency) in fold(document.issuer)
        for agency in case.question.agencies
    )


def proposed(case: Case, document: Document) -> tuple[str, Clause | None]:
    """Return who proposed the document, as its bases write it, and the clause."""
    openings = [fold(mark) for mark in marks("proposal_marks")]
    for clause in case.library.clauses[document.id]:
        text = squeeze(clause.text)
        plain = fold(text)
        for opening in openings:
            at = plain.find(opening)
            if at >= 0 and clause.kind in ("basis", "header", "paragraph"):
                said = re.split(r"[;,.](?:\s|$)", text[at + len(opening) :], maxsplit=1)[0]
                return said.strip(), clause
    return "", None


def clause_of(case: Case, document: Document, kind: str, said: str) -> Clause:
    """Return the document's clause of a kind that holds ``said``; the first of the kind, else its title."""
    clauses = case.library.clauses[document.id]
    of_kind = [item for item in clauses if item.kind == kind] or [
        item for item in clauses if item.kind == "title"
    ]
    exact = [item for item in of_kind if said and said in squeeze(item.text)]
    return (exact or of_kind or [case.opening(document.id)])[0]


def _says(case: Case, name: str) -> bool:
    """Return whether the message holds the name, syllable by syllable, accents aside."""
    wanted = folded(tokens(name))
    texts = (case.question.text, case.question.normalized)
    return any(find(wanted, folded(tokens(text))) >= 0 for text in texts)


def cited(case: Case, document: Document, aspect: str) -> list[Citation]:
    """Return the citation for what :func:`proposed` and the press note rest on."""
    if aspect in _SAID_IN_TEXT:
        clause = _said_in_text(case, document, aspect)[1]
        if clause is not None:
            return [case.cite_clause(clause)]
    source = _source_note(case, document) if aspect == "press" else None
    return [case.cite_clause(source or clause_of(case, document, "title", ""))]


def _source_note(case: Case, document: Document) -> Clause | None:
    """Return the clause in which a text names where it was taken from: its address, or "theo báo ..."."""
    clauses = case.library.clauses[document.id]
    openings = tuple(fold(mark) for mark in marks("source_marks"))
    addressed = (item for item in clauses if document.source_url and document.source_url in item.text)
    opened = (item for item in clauses if fold(squeeze(item.text)).startswith(openings))
    return next(addressed, None) or next(opened, None)


def meta_value(case: Case, document: Document, aspect: str) -> str:
    """Return the value of the aspects that stand in no field of their own: who proposed, which press."""
    if aspect in _SAID_IN_TEXT:
        return _said_in_text(case, document, aspect)[0]
    if aspect == "press":
        return squeeze(document.source_note) or phrase("official_text", issuer=document.issuer)
    return ""


def extra(aspect: str) -> bool:
    """Return whether an aspect is one of :func:`meta_value`."""
    return aspect == "press" or aspect in _SAID_IN_TEXT


_SAID_IN_TEXT = ("proposer", "effective", "replaces")


def _said_in_text(case: Case, document: Document, aspect: str) -> tuple[str, Clause | None]:
    """Return what the document's own text says of an aspect, and the clause that says it."""
    if aspect == "proposer":
        return proposed(case, document)
    return _in_force(case, document, "effective_marks" if aspect == "effective" else "replaced_marks")


def _in_force(case: Case, document: Document, kind: str) -> tuple[str, Clause | None]:
    """Return the words behind a mark of ``kind`` in the sentence that a document says of itself."""
    own = [fold(mark) for mark in marks("this_document")]
    ends = [fold(mark) for mark in marks("replaced_marks")]
    for clause in case.library.clauses[document.id]:
        for sentence in re.split(r"(?<=[^\W\d_]{2}[.;])\s", squeeze(clause.text)):
            plain = fold(sentence)
            at = next((plain.find(word) for word in own if word in plain), -1)
            if at < 0:
                continue
            for mark in sorted(map(fold, marks(kind)), key=len, reverse=True):
                start = plain.find(mark, at)
                if start < 0:
                    continue
                start += len(mark)
                stops = (
                    [plain.find(f" va {word}", start) for word in ends] if kind == "effective_marks" else []
                )
                stop = min((place for place in stops if place >= 0), default=len(sentence))
                return sentence[start:stop].strip(" ,;."), clause
    return "", None
