"""The body that bears a field's name: "giáo dục" is the education department's, whatever the duty says."""

from __future__ import annotations

from actions.engine.compose.base import Case
from actions.engine.syllables import Tokens, find, folded, tokens
from knowledge.model import Assignment, Document

_LONGEST = 4
_LEADS = "chủ trì"


def duty_of_field(case: Case, document: Document) -> Assignment | None:
    """Return the plan's duty of the body whose name holds the whole subject; None where there is none.

    Only a subject that is nothing but a field ("lĩnh vực giáo dục") is known by a body's name.
    """
    field: Tokens = folded(case.telling)
    if not 1 < len(field) <= _LONGEST:
        return None
    own = [
        item
        for item in case.library.assignments
        if item.document_id == document.id
        and any(find(field, folded(tokens(body))) > 0 for body in item.lead)
    ]
    # Where it leads goes before where it helps, alone before together.
    own.sort(key=lambda item: (item.role != _LEADS, len(item.lead)))
    return own[0] if own else None
