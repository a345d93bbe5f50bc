"""What the words of one duty say: the task, the role, who works with the body, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.bodies import Bodies, leading_bodies
from knowledge.dates import find_due
from knowledge.model import Role
from knowledge.reading import Reading
from knowledge.vocabulary import any_of


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of a text, its bodies found.

    ``start`` and ``end`` enclose in the reading's text what it is quoted from; ``lead`` is as written.
    """

    lead: tuple[str, ...]
    task: str
    role: Role
    coordinate: tuple[str, ...]
    period: str
    start: int
    end: int


_AFTER_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?:,? ?cùng với|,? ?với|,? ?cùng)? ", re.IGNORECASE)
_LEADS = r"(?:^|[,;.:] ?|được giao |nhiệm |và )"


def duty(
    reading: Reading, lead: tuple[str, ...], start: int, end: int, quote_from: int, registry: Bodies
) -> Duty:
    """Return the duty that ``text[start:end]`` gives to ``lead``."""
    text = reading.text[start:end]
    due = find_due(reading.text[quote_from:end])
    period = reading.words(quote_from + due[0], quote_from + due[1]) if due else ""
    task = reading.words(start, end).strip(" ,;:./")
    return Duty(
        lead, task[:1].upper() + task[1:], _role(text), _with(text, lead, registry), period, quote_from, end
    )


def _role(text: str) -> Role:
    if any_of("duty_words", "lead", prefix=_LEADS).search(text):
        return "chủ trì"
    if any_of("duty_words", "assist", prefix="").match(text.strip()):
        return "phối hợp"
    return "thực hiện"


def _with(text: str, lead: tuple[str, ...], registry: Bodies) -> tuple[str, ...]:
    """Return the bodies after "phối hợp với"."""
    found: list[str] = []
    for match in _AFTER_WITH.finditer(text):
        subject = leading_bodies(text, match.end(), registry)
        if subject:
            found.extend(body for body in subject.bodies if body not in lead)
    return tuple(dict.fromkeys(found))


_PASSIVE = re.compile(r"[ ,:]*được [^,;.:]{3,60}? giao(?: nhiệm vụ)?(?= )", re.IGNORECASE)


def skip_auxiliaries(text: str, start: int) -> int:
    """Return the index after "có trách nhiệm", "được giao", "cần" and the like at ``start``."""
    passive = _PASSIVE.match(text, start)
    start = passive.end() if passive else start
    while True:
        match = re.compile(r"[ ,:]*").match(text, start)
        start = match.end() if match else start
        step = any_of("duty_words", "owing", prefix="").match(text, start)
        if not step or step.end() >= len(text):
            return start
        start = step.end()


def is_duty(text: str, end: int) -> bool:
    """Whether what follows a body at ``end`` is what it must do."""
    passive = _PASSIVE.match(text, end)
    rest = text[passive.end() if passive else end :]
    if re.match(r" [^\W\d_]", rest) and rest[1].isupper() and text[:end].split()[-1].istitle():
        return False  # a name goes on: "Trưởng Ban Chỉ đạo"
    rest = rest.lstrip(" ,:")
    if any_of("duty_words", "no_duty", prefix="").match(rest):
        return False
    return any(any_of("duty_words", kind, prefix="").match(rest) for kind in ("verbs", "acts"))
