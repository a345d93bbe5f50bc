"""What a person is told before the first answer, and example questions from the plans held."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

from bot.gateway.services import Services
from bot.gateway.texts import section
from bot.storage import Storage
from knowledge.errors import HoisoError

if TYPE_CHECKING:
    from knowledge.library import Library

log = logging.getLogger(__name__)
_EXAMPLES = 3
_LONGEST_NAME = 70


def notice(storage: Storage) -> dict[str, str]:
    """Return the sentences: one is talking with a machine; what sending agrees to; what is kept and why."""
    words = section("widget")
    agreed = words["kept_short"].format(days=storage.retention_days)
    return {"machine": words["machine"], "agreed": agreed, "kept": words["kept"]}


def notice_hash(storage: Storage) -> str:
    """Return the hash by which the database remembers which notice a person was shown."""
    return hashlib.sha256("\n".join(notice(storage).values()).encode()).hexdigest()


def intro(services: Services) -> dict[str, Any]:
    """Return what the widget shows before the first question."""
    try:
        examples = example_questions(services.library())
    except HoisoError as error:
        log.warning("no example questions: %s", type(error).__name__)
        examples = []
    return {**notice(services.storage), "examples": examples, "max_chars": services.settings.max_chars}


def example_questions(library: Library) -> list[str]:
    """Return questions that the plans held can answer, each of another plan where there are several."""
    pattern = section("widget")["example"]
    found: dict[str, tuple[int, str]] = {}
    for record in library.indicators:
        province = record.scope.province
        if record.value is None or record.year is None or not province or len(record.name) > _LONGEST_NAME:
            continue
        if record.name.count(" ") < 3:
            continue
        name = record.name[0].upper() + record.name[1:]
        question = pattern.format(name=name.rstrip(" .;:"), province=province, year=record.year)
        rank = len(question)
        if record.document_id not in found or rank < found[record.document_id][0]:
            found[record.document_id] = (rank, question)
    return [question for _, question in sorted(found.values())][:_EXAMPLES]
