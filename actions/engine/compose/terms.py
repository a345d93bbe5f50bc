"""What a term of the plans is called today: from the dated registry, said to be outside the plan."""

from __future__ import annotations

from actions.engine.compose.base import Case
from actions.engine.types import Draft, Note


def changed(case: Case) -> Draft | None:
    """Explain a term that has been replaced since ("mức độ 4") by the registry's note."""
    if case.question.type != "definition":
        return None
    found = case.library.registry.changed_terms(case.question.normalized, asked=True)
    lines = list(dict.fromkeys(note.text for note in found))
    if not lines:
        return None
    return Draft(
        "answered", "changed_term", {"lines": lines}, notes=tuple(Note("term", line) for line in lines)
    )
