"""Reading on: a reply that shows its clauses in part offers their whole text, page by page ("xem tiếp")."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.engine.compose.base import Case, more_button
from actions.engine.excerpts import labelled, pages
from actions.engine.types import Draft
from knowledge.library import Library
from knowledge.model import Clause
from knowledge.text import squeeze

_PAGE = 900
_MOST = 3
_CUT = re.compile(r".{0,12}…")


def offered(draft: Draft, body: str, library: Library) -> Draft:
    """Return the draft, with an offer to read on where its ``body`` cuts the clauses that it rests on."""
    keys = list(dict.fromkeys(citation.clause for citation in draft.citations))
    one_plan = len({key.partition("#")[0] for key in keys}) == 1
    if draft.status != "answered" or draft.shown or draft.options or not one_plan or len(keys) > _MOST:
        return draft
    written = squeeze(" ".join(citation.quote for citation in draft.citations))
    if all(part in written for part in _CUT.findall(squeeze(body))):
        return draft
    return replace(
        draft, values={**draft.values, "cut": keys, "read": 0}, buttons=draft.buttons or more_button(1)
    )


def whole(case: Case) -> Draft | None:
    """Show the next page of the clauses whose text the last answer cut; None where they are gone."""
    by_key = case.finder.prepared.by_key
    clauses = [by_key[key] for key in case.question.again if key in by_key]
    leaves = [(clause, at, text) for clause in clauses for at, text in enumerate(clause_pages(clause))]
    if not leaves:
        return None
    place = case.question.offset
    if place >= len(leaves):
        return Draft("clarify", "text_finished", {"cut": list(case.question.again), "read": place})
    clause, at, text = leaves[place]
    left = len(leaves) - 1 - place
    return Draft(
        status="answered",
        template="whole_clause",
        values={
            "section": clause.citation,
            "text": text,
            "left": left,
            "continued": at > 0,
            "no_quote": True,
            "cut": list(case.question.again),
            "read": place + 1,
        },
        facts=(clause,),
        citations=(case.cite_clause(clause),),
        buttons=more_button(left),
        total=1,
    )


def clause_pages(clause: Clause) -> list[str]:
    """Return a clause's text in pages; a table row as labelled facts."""
    if clause.kind == "row" and clause.cells:
        return ["; ".join(f"{label}: {text}" if label else text for label, text in labelled(clause))]
    return pages(clause.text, _PAGE)
