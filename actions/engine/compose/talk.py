"""Small talk and refusals: calm, short, no facts."""

from __future__ import annotations

import re

from actions.engine.compose.base import Case, joined, province_buttons
from actions.engine.notes import succession_note
from actions.engine.reading.kinds import SMALLTALK
from actions.engine.texts import texts
from actions.engine.types import COMPLAINT, Button, Draft, Note, Status

_TELEPHONE = re.compile(r"(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?!\d)")
_HANDED_ON = frozenset({COMPLAINT, "handoff"})


def smalltalk(case: Case) -> Draft:
    """Answer a greeting, thanks, a complaint, a wish for a person, or a question about the assistant."""
    name = case.question.intent if case.question.intent in SMALLTALK else "help"
    provinces = [document.province for document in case.library.documents.values()]
    buttons: tuple[Button, ...] = ()
    if name in ("greet", "help", "bot_identity"):
        choices = texts().phrases["first_questions"]
        buttons = tuple(Button(choice, choice) for choice in choices)
    status: Status = "handoff" if name in _HANDED_ON else "chitchat"
    return Draft(status, name, {"provinces": joined(provinces)}, buttons=buttons)


def feedback_kept() -> Draft:
    """Thank for what was said of an answer; the gateway keeps it for the people who run the assistant."""
    return Draft("handoff", "feedback_kept", {})


def unsafe(case: Case) -> Draft:
    """Decline: orders to the machine, personal data; stay calm where one is insulted."""
    provinces = [document.province for document in case.library.documents.values()]
    template = "insult" if "insult" in case.question.cues else "unsafe"
    return Draft("out_of_scope", template, {}, buttons=province_buttons(provinces))


def contact(case: Case) -> Draft | None:
    """Say that the plans hold no telephone numbers or addresses; None where one of them does."""
    clauses = (clause for item in case.documents for clause in case.library.clauses[item.id])
    if any(_TELEPHONE.search(clause.text) for clause in clauses):
        return None
    # A body that is gone has no portal: its successor's is named, and why.
    names: list[str] = []
    notes: list[Note] = []
    province = case.question.provinces[0] if len(case.question.provinces) == 1 else ""
    for agency in case.question.agencies:
        found = case.library.registry.succession(agency, province, case.today)
        names.append(agency if found is None else found.successor)
        if found is not None and found.kind != "merger":
            notes.append(succession_note("succession", found))
    shown = joined(names) if all(names) else ""
    return Draft("not_found", "no_contact", {"bodies": shown}, notes=tuple(notes))
