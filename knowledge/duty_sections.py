"""Duties in sections on organisation: the body stands in a heading or opens the text itself."""

from __future__ import annotations

from dataclasses import replace

from knowledge.bodies import Bodies, leading_bodies, listed_departments, opening_bodies, split_bodies
from knowledge.duty_sentences import sentence_duties
from knowledge.duty_text import Duty, duty, is_duty, skip_auxiliaries
from knowledge.model import Clause
from knowledge.reading import Reading
from knowledge.sections import Tree
from knowledge.vocabulary import any_of


def section_duties(tree: Tree, clause: Clause, registry: Bodies) -> list[Duty]:
    """Return the duties that a clause in a section on organisation gives."""
    reading = Reading(clause.text, clause.number)
    start = _after_heading(reading, clause)
    text = reading.text
    if not text[start:].strip(" ,;:."):
        return []
    if any_of("duty_words", "closing", prefix="").match(text, start):
        return sentence_duties(clause, registry)
    if opens_list(tree, clause):
        return []  # "Giao Sở X chủ trì:" is said of the points below
    listed = listed_departments(text, reading.body, registry)
    if listed and text[listed.end : listed.end + 1] == ":":
        return _tasks(reading, listed.bodies, listed.end + 2, clause, registry)
    own = heading_bodies(tree, clause, registry)
    if own:
        return _tasks(reading, own, start, clause, registry)
    subject = opening_bodies(text, start, registry)
    owner = _owner(tree, clause, registry)
    if subject and owner and clause.kind == "paragraph" and all(_is_group(b) for b in subject.bodies):
        return _tasks(reading, owner, start, clause, registry)
    if subject and (is_duty(text, subject.end) or text[subject.end : subject.end + 1] == ":"):
        begin = skip_auxiliaries(text, subject.end)
        return [duty(reading, subject.bodies, begin, len(text), 0, registry)]
    if owner:
        return _tasks(reading, owner, start, clause, registry)
    return opened_duties(tree, clause, registry) or sentence_duties(clause, registry)


def opens_list(tree: Tree, clause: Clause) -> bool:
    """Whether a clause ends with a colon and has clauses below that it is said of."""
    return clause.text.rstrip().endswith(":") and bool(tree.children.get(clause.address))


def is_action(clause: Clause) -> bool:
    """Whether an item of a list says what to do: it begins with a verb of duties."""
    reading = Reading(clause.text, clause.number)
    begins = any_of("duty_words", "verbs", prefix="").match(reading.text, reading.body)
    return clause.kind in ("section", "point", "bullet") and begins is not None


def opened_duties(tree: Tree, clause: Clause, registry: Bodies) -> list[Duty]:
    """Return the duty of a clause whose bodies the line above names ("Giao Sở X chủ trì ... sau:")."""
    opened = _opened_by(tree, clause, registry)
    if opened is None:
        return []
    reading = Reading(clause.text, clause.number)
    start = _after_heading(reading, clause)
    if not reading.text[start:].strip(" ,;:."):
        start = reading.body
    made = duty(reading, opened.lead, start, len(reading.text), 0, registry)
    role = opened.role if opened.role != "thực hiện" else made.role
    coordinate = tuple(dict.fromkeys((*opened.coordinate, *made.coordinate)))
    return [replace(made, role=role, coordinate=coordinate)]


def _opened_by(tree: Tree, clause: Clause, registry: Bodies) -> Duty | None:
    """Return the duty that the clause above opens ("Giao Sở X chủ trì, phối hợp với Sở Y:")."""
    above = tree.parent(clause)
    if above is None or not above.text.rstrip().endswith(":"):
        return None
    duties = sentence_duties(above, registry)
    return duties[0] if len(duties) == 1 else None


def _after_heading(reading: Reading, clause: Clause) -> int:
    """Return where the text after a clause's own heading begins."""
    heading = Reading(title(clause)).text.strip()
    start = reading.body
    if heading and reading.text[start:].startswith(heading):
        start += len(heading)
    while start < len(reading.text) and reading.text[start] in " :.":
        start += 1
    return start


def _is_group(body: str) -> bool:
    """Whether a body is several under one name; then the heading above says more exactly which."""
    return bool(any_of("duty_words", "groups", prefix="").match(body))


def title(clause: Clause) -> str:
    """Return a clause's heading; for a short numbered line that the parser gave none, the line itself."""
    if clause.heading:
        return clause.heading
    reading = Reading(clause.text, clause.number)
    line = reading.text[reading.body :].strip()
    if clause.kind not in ("section", "point") and not line.endswith(":"):
        return ""
    return "" if len(line) > 160 or line.endswith((".", ";", "./.")) else line


def heading_bodies(tree: Tree, clause: Clause, registry: Bodies) -> tuple[str, ...]:
    """Return the bodies that a heading is ("10. Các sở, ban, ngành; UBND các huyện"), () for any other."""
    if clause.address not in tree.owners:
        tree.owners[clause.address] = _heading_bodies(clause, registry)
    return tree.owners[clause.address]


def _heading_bodies(clause: Clause, registry: Bodies) -> tuple[str, ...]:
    heading = Reading(title(clause)).text.strip(" :.")
    order = any_of("duty_words", "orders", prefix="").match(heading)
    heading = heading[order.end() :].strip() if order else heading
    if not heading:
        return ()
    headed = any_of("duty_words", "heads", prefix="").match(heading)
    subject = None if headed else leading_bodies(heading, 0, registry)
    subject = subject or opening_bodies(heading, 0, registry)
    starts = any_of("body_words", "starters", prefix="").match(heading)
    if not subject and not starts:
        return ()
    rest = heading[subject.end :].strip(" ,;:") if subject else ""
    if rest and is_duty(heading, subject.end if subject else 0):
        return ()
    if subject and headed and not rest:
        return subject.bodies
    plain = heading.split("(")[0].strip() if heading.endswith(")") and len(heading) > 60 else heading
    return split_bodies(plain, registry)


def has_owner(tree: Tree, clause: Clause, registry: Bodies) -> bool:
    """Whether a clause is, or stands under, a heading that names offices, in whatever section.

    A group without an office ("Các ngành, lĩnh vực khác") may be the subject of a section, not its owner.
    """
    bodies = heading_bodies(tree, clause, registry) or _owner(tree, clause, registry)
    return any(any_of("body_words", "offices", prefix="").match(body) for body in bodies)


def _owner(tree: Tree, clause: Clause, registry: Bodies) -> tuple[str, ...]:
    """Return the bodies of the heading that a clause stands under, or follows where the parser closed it."""
    before = tree.previous(clause)
    if clause.kind == "paragraph" and before is not None and before.kind in ("point", "section"):
        bare = not tree.children.get(before.address)
        text = Reading(before.text, before.number)
        if bare and not text.text[_after_heading(text, before) :].strip(" :;."):
            return heading_bodies(tree, before, registry)
    while clause.kind == "bullet" and before is not None and before.kind == "bullet":
        before = tree.previous(before)
    if clause.kind == "bullet" and before is not None and before.kind == "paragraph":
        bodies = heading_bodies(tree, before, registry)
        if bodies:
            return bodies
    for above in tree.ancestors(clause):
        bodies = heading_bodies(tree, above, registry)
        if bodies:
            return bodies
    return ()


def _tasks(
    reading: Reading, lead: tuple[str, ...], start: int, clause: Clause, registry: Bodies
) -> list[Duty]:
    """One duty for a bullet; for a paragraph one a sentence, each quoted alone where there are several."""
    end = len(reading.text)
    if clause.kind == "bullet":
        return [duty(reading, lead, start, end, 0, registry)]
    sentences = reading.sentences(start, end)
    if len(sentences) < 2:
        return [duty(reading, lead, start, end, 0, registry)]
    duties = []
    for sentence in sentences:
        subject = opening_bodies(reading.text, sentence.start, registry)
        named = subject is not None and is_duty(reading.text, subject.end)
        begin = skip_auxiliaries(reading.text, subject.end) if named and subject else sentence.start
        duties.append(duty(reading, lead, begin, sentence.end, sentence.start, registry))
    return duties
