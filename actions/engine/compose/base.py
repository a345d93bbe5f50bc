"""What every composer works with: the case at hand, and small helpers to cite and to name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from actions.engine import excerpts, figures
from actions.engine.evidence import Finder
from actions.engine.excerpts import shorten
from actions.engine.reading.question import telling
from actions.engine.syllables import Tokens, folded, tokens
from actions.engine.texts import phrase
from actions.engine.types import Button, Draft, Question
from actions.engine.words import Lexicon
from knowledge.citations import Citation
from knowledge.library import Library
from knowledge.model import Assignment, Clause, Definition, Document, Indicator
from knowledge.text import squeeze

__all__ = ["shorten"]  # for the composers, beside what stands here
PAGE = 5
_MOST_BUTTONS = 6
_MOST_ON_PAGE = 10
_PAGE_LENGTH = 900
LIST_ROOM = 1000
"""How many characters the items of one page take together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question with the evidence at hand."""

    question: Question
    finder: Finder
    words: Lexicon
    today: date

    @property
    def library(self) -> Library:
        """The records held."""
        return self.finder.library

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in question."""
        return self.finder.documents(self.question)

    @property
    def telling(self) -> Tokens:
        """The words of the question that name a subject."""
        return telling(self.question)

    def document(self, document_id: str) -> Document:
        """Return a held document."""
        return self.library.documents[document_id]

    def cite(self, record: Indicator | Assignment | Definition) -> Citation:
        """Return the citation of a record: its clause with its quote."""
        return self.library.citation(record.document_id, record.clause, record.quote)

    def cite_clause(self, clause: Clause) -> Citation:
        """Return the citation of a clause with its own text as the quote."""
        return self.library.citation(clause.document_id, clause.address, clause.text)

    def opening(self, document_id: str) -> Clause:
        """Return the clause that stands for a whole document: its title, else its first real paragraph."""
        clauses = self.library.clauses[document_id]
        title = next((clause for clause in clauses if clause.kind == "title"), None)
        return title or next(
            (item for item in clauses if item.key not in self.finder.prepared.captions), clauses[0]
        )

    def section(self, record: Indicator | Assignment | Definition) -> str:
        """Return the record's clause as a person cites it."""
        return self.library.clause(record.document_id, record.clause).citation


Composer = Callable[[Case], Draft | None]


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return the citations without repeated clauses, in order."""
    return tuple({citation.clause: citation for citation in reversed(list(citations))}.values())[::-1]


def plan_name(document: Document) -> str:
    """Return how an answer names a plan in passing: "Kế hoạch của tỉnh A"."""
    return phrase("plan_of", type=document.type or phrase("plan"), province=document.province)


def page(items: Sequence[object], offset: int, size: int = PAGE) -> tuple[Sequence[object], int]:
    """Return the items of one page and how many are left after it."""
    shown = items[offset : offset + size]
    return shown, max(0, len(items) - offset - len(shown))


def fitting_page(lengths: Sequence[int]) -> int:
    """Return how many items of these lengths one page may hold: all short ones, fewer long ones."""
    count = used = 0
    for length in lengths[:_MOST_ON_PAGE]:
        used += length
        if used > _PAGE_LENGTH and count:
            break
        count += 1
    return max(1, count)


def first_clipped(shown: Sequence[str], whole: Sequence[str], offset: int) -> int:
    """Return the number of the first item of a page that is shown in part; 0 where all are whole."""
    pairs = enumerate(zip(shown, whole, strict=True), offset + 1)
    return next((at for at, (text, full) in pairs if text != shorten(full, len(full))), 0)


def more_button(left: int) -> tuple[Button, ...]:
    """Return the "xem tiếp" button where something is left."""
    return (Button(phrase("more"), phrase("more_payload")),) if left else ()


def province_buttons(provinces: Iterable[str]) -> tuple[Button, ...]:
    """Return one button for each province; pressing it says the province's name."""
    return tuple(Button(name, name) for name in list(dict.fromkeys(provinces))[:_MOST_BUTTONS])


def joined(names: Sequence[str]) -> str:
    """Return names as a Vietnamese list: "A, B và C"."""
    items = [squeeze(name) for name in names]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {phrase('and')} {items[-1]}"


def excerpt(case: Case, text: str, limit: int, opening: bool = False) -> str:
    """Return the parts of a long text that hold the question's words, and with ``opening`` its first."""
    return excerpts.excerpt(text, limit, lambda part: _held(case, part), opening)


def clause_text(case: Case, clause: Clause, limit: int) -> str:
    """Return what a clause says, as :func:`excerpt`; a table row as labelled facts."""
    if clause.kind == "row" and clause.cells:
        return excerpts.row_text(clause, limit, lambda part: _held(case, part), figures.worded_sign)
    return excerpt(case, clause.text, limit)


def best_part(text: str, limit: int, value: Callable[[str], int]) -> str:
    """Return the sentences of a long text from the one of highest ``value`` on, as many as fit."""
    return excerpts.excerpt(text, limit, lambda part: {"": float(value(part))})


def _held(case: Case, text: str) -> dict[str, float]:
    """Return the question's words that a text holds, with their weights."""
    question = case.question
    present = set(case.words.canonical(tokens(text)))
    if question.plain:
        present = set(folded(present))
    weights = case.finder.prepared.vocabulary.weights(question.terms, question.weak, question.plain)
    return {word: weight for word, weight in weights.items() if word in present}


def quoted(case: Case, clause: Clause, text: str, row: bool = False) -> Draft:
    """Return the answer that quotes a part of one clause; a table's ``row`` is told, not quoted."""
    document = case.document(clause.document_id)
    shown = {
        "plan": plan_name(document),
        "province": document.province,
        "text": text,
        "row": row,
        "caption": clause.key in case.finder.prepared.captions,
    }
    return Draft(
        status="answered",
        template="passage",
        values={"rows": [shown], "several": False, "no_quote": True},
        facts=(clause,),
        citations=(case.cite_clause(clause),),
        total=1,
    )
