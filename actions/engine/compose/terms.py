"""What a term of the plans is called today: from the dated registry, said to be outside the plan."""

from __future__ import annotations

from actions.engine.compose import documents
from actions.engine.compose.base import Case
from actions.engine.types import Draft, Note


def changed(case: Case) -> Draft | None:
    """Explain a term that has been replaced since ("mức độ 4") by the registry's note."""
    if case.question.type != "definition" or documents.definition(case) is not None:
        return None
    found = case.library.registry.changed_terms(f"{case.question.topic} {case.question.normalized}")
    lines = list(dict.fromkeys(note.text for note in found))
    if not lines:
        return None
    return Draft(
        "answered", "changed_term", {"lines": lines}, notes=tuple(Note("term", line) for line in lines)
    )
