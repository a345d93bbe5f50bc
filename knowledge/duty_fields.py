"""Duties told by labelled fields: "Cơ quan chủ trì: Sở X. Cơ quan phối hợp: ... Thời gian hoàn thành: ...".

The fields stand behind the task in its own text, or as lines of their own below it. The record belongs to
the clause of the task; its quote reaches from there over the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge.bodies import Bodies, split_bodies
from knowledge.duty_text import Duty
from knowledge.model import Clause, Role
from knowledge.reading import Reading
from knowledge.sections import Tree
from knowledge.vocabulary import alternatives, words

_KINDS = {"section", "point", "bullet", "paragraph", "article"}
_NAMES = ("lead", "carry", "help", "time", "other")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: which of ``_NAMES``, where its label begins, and its words."""

    name: str
    start: int
    value: str


@dataclass(frozen=True, slots=True)
class FieldDuties:
    """Duties by the address of their task, and the addresses of all clauses that they were read from."""

    duties: dict[str, Duty]
    used: frozenset[str]


@cache
def _label() -> re.Pattern[str]:
    options = "|".join(
        f"(?P<{name}>{alternatives(words('duty_words', f'fields.{name}'))})" for name in _NAMES
    )
    return re.compile(
        rf"(?:^|(?<=[.;,] )|(?<=[(])|(?<=[-+*•] )|(?<=[)] ))(?:{options})(?: ?\([^()]*\))? ?: ?",
        re.IGNORECASE,
    )


def _fields(reading: Reading) -> list[_Field]:
    """Return the labelled fields of a text, in order; none without one that tells who or when."""
    found = list(_label().finditer(reading.text, reading.body))
    if not any(match["lead"] or match["carry"] or match["help"] or match["time"] for match in found):
        return []
    fields: list[_Field] = []
    ends = [match.start() for match in found[1:]] + [len(reading.text)]
    for match, end in zip(found, ends, strict=True):
        name = next(name for name in _NAMES if match[name])
        fields.append(_Field(name, match.start(), reading.words(match.end(), end).strip(" .;,()/")))
    return fields


def is_field_line(clause: Clause) -> bool:
    """Tell whether a clause holds nothing but labelled fields."""
    reading = Reading(clause.text, clause.number)
    fields = _fields(reading)
    return bool(fields) and not reading.text[reading.body : fields[0].start].strip(" .;:(")


def field_duties(tree: Tree, clauses: Iterable[Clause], registry: Bodies) -> FieldDuties:
    """Return the duties of the document that labelled fields tell."""
    groups: dict[str, list[_Field]] = {}
    read: dict[str, list[str]] = {}  # by the address of a task, the clauses that its fields stand in
    bare: set[str] = set()  # clauses that are fields alone
    for clause in clauses:
        if clause.kind not in _KINDS:
            continue
        reading = Reading(clause.text, clause.number)
        fields = _fields(reading)
        if not fields:
            continue
        host: Clause | None = clause
        if not reading.text[reading.body : fields[0].start].strip(" .;:("):
            bare.add(clause.address)
            host = _host(tree, clause, bare)
        if host is not None:
            groups.setdefault(host.address, []).extend(fields)
            read.setdefault(host.address, []).append(clause.address)
    duties: dict[str, Duty] = {}
    used: set[str] = set()
    for address, fields in groups.items():
        made = _duty(tree.by_address[address], fields, registry)
        if made:
            duties[address] = made
            used.update((address, *read[address]))
    return FieldDuties(duties, frozenset(used))


def _host(tree: Tree, clause: Clause, bare: set[str]) -> Clause | None:
    """Return the clause whose task a line of fields belongs to: the last before it that is none itself."""
    before = tree.previous(clause)
    while before is not None and before.address in bare:
        before = tree.previous(before)
    return before if before is not None and before.kind in _KINDS else tree.parent(clause)


def _duty(host: Clause, fields: list[_Field], registry: Bodies) -> Duty | None:
    lead = _bodies(fields, ("lead", "carry"), registry)
    helps = _bodies(fields, ("help",), registry)
    if not lead and not helps:
        return None
    reading = Reading(host.text, host.number)
    own = _fields(reading)
    end = own[0].start if own else len(reading.text)
    task = reading.words(reading.body, end).strip(" ,;:./(")
    if not task:
        return None
    led = any(field.name == "lead" for field in fields)
    role: Role = "chủ trì" if lead and led else ("thực hiện" if lead else "phối hợp")
    period = next((field.value for field in fields if field.name == "time"), "")
    return Duty(lead, task[:1].upper() + task[1:], role, helps, period, 0, len(reading.text))


def _bodies(fields: list[_Field], names: tuple[str, ...], registry: Bodies) -> tuple[str, ...]:
    found = (body for f in fields if f.name in names for body in split_bodies(f.value, registry))
    return tuple(dict.fromkeys(found))
