"""Small talk and refusals: calm, short, no facts."""

from __future__ import annotations

import re

from actions.engine.compose.base import Case, joined, province_buttons
from actions.engine.texts import texts
from actions.engine.types import Button, Draft

_TELEPHONE = re.compile(r"(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?!\d)")
_NAMES = ("greet", "goodbye", "thanks", "bot_identity", "help")


def smalltalk(case: Case) -> Draft:
    """Answer a greeting, thanks, a goodbye or a question about the assistant itself."""
    name = case.question.intent if case.question.intent in _NAMES else "help"
    provinces = [document.province for document in case.library.documents.values()]
    buttons: tuple[Button, ...] = ()
    if name in ("greet", "help", "bot_identity"):
        choices = texts().phrases["first_questions"]
        buttons = tuple(Button(choice, choice) for choice in choices)
    return Draft("chitchat", name, {"provinces": joined(provinces)}, buttons=buttons)


def unsafe(case: Case) -> Draft:
    """Decline: orders to the machine, personal data, insults."""
    provinces = [document.province for document in case.library.documents.values()]
    return Draft("out_of_scope", "unsafe", {}, buttons=province_buttons(provinces))


def contact(case: Case) -> Draft | None:
    """Say that the plans hold no telephone numbers or addresses; None where one of them does."""
    clauses = (clause for item in case.documents for clause in case.library.clauses[item.id])
    if any(_TELEPHONE.search(clause.text) for clause in clauses):
        return None
    return Draft("not_found", "no_contact", {"bodies": joined(case.question.agencies)})
