"""Answers about a place in a document that a person names: "Mục IV.2", "chỉ tiêu số 3 về xã hội số"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.engine.compose.base import Case, excerpt, plan_name, province_buttons, unique
from actions.engine.compose.listing import section
from actions.engine.lists import marks
from actions.engine.syllables import tokens
from actions.engine.types import Draft, Question
from knowledge.addresses import find_clause, parse
from knowledge.errors import AddressError
from knowledge.model import Clause
from knowledge.text import fold, nfc, squeeze

_ASKS_TEXT = frozenset(
    {
        "passage",
        "list",
        "indicator",
        "baseline",
        "definition",
        "unknown",
        "doc_meta",
        "out_of_scope",
        "source",
    }
)
# "Mục IV.2" is "mục 2 phần IV" in one word.
_JOINED = re.compile(
    r"\b(?:mục|muc|phần|phan)\s+([IVX]{1,5})\s?[.,\-]\s?(\d[\d.]*(?:\.[a-zđ])?)\b", re.IGNORECASE
)
# Without its marks "mức" reads like "mục".
_LEVEL = re.compile(r"\bmức\b", re.IGNORECASE)
# "Thí điểm 4 xã" only ends like "điểm 4".
_COMPOUNDS = re.compile(
    rf"\b(?:{'|'.join(re.escape(form) for word in marks('no_levels') for form in (word, fold(word)))})\b",
    re.IGNORECASE,
)
_TEXT = 900
_SHORT = 300
_MOST = 3
_WHOLE = 60


def place(case: Case) -> Draft | None:
    """Answer with the text of the clause that the question names by its place."""
    question = case.question
    if question.type not in _ASKS_TEXT or not any(char.isdigit() or char.isupper() for char in question.text):
        return None
    if {"states", "yes_no"} <= question.cues:
        return None  # "thí điểm 5 xã phải không?": how many, no place
    typed = _COMPOUNDS.sub(" ", _LEVEL.sub(" ", _JOINED.sub(r"phần \1 mục \2", nfc(question.text))))
    try:
        wanted = parse(typed)
    except AddressError:
        return None
    if not re.search(r"[\dIVX]", wanted) or (wanted.startswith("PL") and "." not in wanted):
        return None
    found = [
        clause
        for document in case.documents
        if (clause := _clause(case, question, document.id, wanted)) is not None
    ]
    if not found or (len(found) > 1 and len(found) == len(case.documents) > _MOST):
        return None
    first = found[0]
    if len(found) == 1 and len(squeeze(first.text)) < _WHOLE and len(case.library.children(first)) > 1:
        return section(case, first)
    limit = _TEXT if len(found) == 1 else _SHORT
    rows = [
        {
            "plan": plan_name(case.document(clause.document_id)),
            "province": case.document(clause.document_id).province,
            "text": excerpt(case, case.library.full_text(clause), limit),
        }
        for clause in found[:_MOST]
    ]
    return Draft(
        status="answered",
        template="passage",
        values={"rows": rows, "several": len(rows) > 1, "no_quote": True},
        facts=tuple(found[:_MOST]),
        citations=unique(case.cite_clause(clause) for clause in found[:_MOST]),
        buttons=province_buttons(row["province"] for row in rows) if len(rows) > 1 else (),
        total=len(rows),
    )


def _clause(case: Case, question: Question, document_id: str, wanted: str) -> Clause | None:
    """Return the clause at a place; of several that end alike, the one under the heading that is named."""
    clauses = case.library.clauses.get(document_id, ())
    try:
        return find_clause(clauses, wanted)
    except AddressError:
        pass
    ending = fold(wanted)
    ends = [clause for clause in clauses if fold(clause.address).endswith(f".{ending}")]
    said = fold(squeeze(question.text))
    called = [clause for clause in ends if _is_called(clause, said)]
    ends = called or ends
    if len(ends) < 2:
        return ends[0] if ends else None
    named = replace(question, terms=tuple(term for term in case.telling if term not in tokens(wanted)))
    if not named.terms:
        return None
    matches = [(case.finder.match_text(named, " ".join(clause.path[-1:])), clause) for clause in ends]
    ranked = sorted(matches, key=lambda pair: -pair[0].score)
    return ranked[0][1] if ranked[0][0].main > ranked[1][0].main else None


def _is_called(clause: Clause, said: str) -> bool:
    """Return whether the person calls the clause what its citation does ("chỉ tiêu 3", "chỉ tiêu số 3")."""
    word, _, number = fold(clause.citation).rpartition(", ")[2].rpartition(" ")
    return re.search(rf"\b{re.escape(word)}\s(?:so\s)?{re.escape(number)}\b", said) is not None
