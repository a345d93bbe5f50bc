"""Indicators of a plan: the targets of its tables, bullets and running text as records.

Where a target's year comes from, nearest first: its own words; the sentence; the lead-in of its list
("Đến năm 2025:"); the headings above ("Mục tiêu cơ bản đến năm 2025"); the period of the plan itself.
Where none of these gives one year, the year is None: it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.bodies import Bodies, leading_bodies, opening_bodies
from knowledge.columns import columns
from knowledge.dates import find_years, plan_period, year_in_heading
from knowledge.duty_text import is_duty, skip_auxiliaries
from knowledge.measuring import measured_in_text
from knowledge.model import Clause, Document, Indicator, Scope
from knowledge.numbers import find_quantities
from knowledge.prose_indicators import Draft, Setting, targets
from knowledge.reading import Piece, Reading, squeeze
from knowledge.sections import Tree, headings, section_kind, sector_of
from knowledge.starting_values import masked_out, starting_values
from knowledge.table_indicators import RowTarget, row_targets
from knowledge.target_names import MASK
from knowledge.vocabulary import any_of, table

_TEXT_KINDS = {"chapter", "part", "article", "section", "point", "bullet", "paragraph", "appendix"}


@dataclass(frozen=True, slots=True)
class _Year:
    year: int | None
    period: str = ""


def extract_indicators(
    document: Document, clauses: Iterable[Clause], registry: Bodies
) -> tuple[Indicator, ...]:
    """Return every target of the document, in order; the rules of what is one are in ``prose_indicators``."""
    tree = Tree(clauses)
    issued = document.issued.year if document.issued else None
    fallback = plan_year(document, tree)
    found: list[Indicator] = []
    for clause in tree.clauses:
        number = 0
        if clause.kind == "row":
            made = row_targets(clause, tree, issued, registry)
            for target in made:
                number += 1
                found.append(_from_row(document, tree, clause, target, number, fallback))
            drafts = [] if made else _task_targets(clause, issued)
        elif clause.kind in _TEXT_KINDS:
            setting = Setting(section_kind(headings(clause)), issued)
            reading = Reading(clause.text, clause.number)
            title = clause.heading if clause.kind not in ("bullet", "paragraph") else ""
            drafts = [(draft, reading) for draft in targets(reading, setting, title)]
        else:
            continue
        for draft, reading in drafts:
            number += 1
            named = replace(draft, name=_full_name(draft, clause, found, tree))
            named = replace(named, name=_without_bodies(named.name, registry))
            if named.label and registry.find_agencies(named.label):
                named = replace(named, label="")  # "Sở Công Thương: ..." is no sector
            found.append(_from_draft(document, tree, clause, named, reading, number, fallback))
    return tuple(measured_in_text(found, tree, tree.clauses, registry))


def _full_name(draft: Draft, clause: Clause, before: list[Indicator], tree: Tree) -> str:
    """Return a draft's name; one that is only a share or a level gets it from its label and the line above.

    "Kinh tế số: Chiếm 15% GRDP" is "Kinh tế số trong GRDP"; "+ Cấp huyện: 80%" under "90% hồ sơ cấp tỉnh
    xử lý trên môi trường mạng" is "Hồ sơ cấp huyện xử lý trên môi trường mạng".
    """
    announced = _announced(tree, clause)
    if announced and (_only_level(draft.name) or (not draft.name and _only_level(draft.label))):
        part = draft.name or draft.label
        return f"{announced}: {part[:1].lower()}{part[1:]}"
    label = squeeze(draft.label or clause.heading)
    counted = clause.kind in ("point", "bullet", "paragraph") and not draft.name.startswith(label)
    if draft.name and counted and any_of("target_words", "counted", prefix="").match(label):
        return f"{label}: {draft.name[:1].lower()}{draft.name[1:]}"
    if not draft.label:
        return draft.name
    host = next((record.name for record in reversed(before) if record.clause == clause.parent), "")
    level = re.compile(table("target_words")["level"], re.IGNORECASE)
    if not draft.name and host and level.fullmatch(draft.label) and level.search(host):
        return level.sub(draft.label[:1].lower() + draft.label[1:], host, count=1)
    if not draft.name:
        return f"{host}: {draft.label}" if host else draft.label
    if any_of("target_words", "whole", prefix="").match(draft.name):
        return f"{draft.label} trong {draft.name}"
    return draft.name


_TOGETHER = re.compile(r"(?:chủ trì,? ?)?phối hợp(?: chặt chẽ)?(?: cùng)?(?: với)? ", re.IGNORECASE)


def _without_bodies(name: str, registry: Bodies) -> str:
    """Return a name without who brings it about: "Sở Y tế chủ trì, phối hợp với Sở X triển khai ..."."""
    subject = opening_bodies(name, 0, registry)
    if subject is None or not is_duty(name, subject.end):
        return name
    start = skip_auxiliaries(name, subject.end)
    together = _TOGETHER.match(name, start)
    if together is None:
        return name  # the bodies are what is measured: "Các sở ... báo cáo trực tuyến"
    others = leading_bodies(name, together.end(), registry)
    start = others.end if others else start
    rest = name[start:].strip(" ,:")
    return rest[:1].upper() + rest[1:] if rest else name


def _only_level(name: str) -> bool:
    level = re.compile(rf"(?:(?:tại|ở|đối với) )?{table('target_words')['level']}", re.IGNORECASE)
    return bool(level.fullmatch(name.strip()))


def _announced(tree: Tree, clause: Clause) -> str:
    """Return the statement without a number that the line above leaves to its list: "Tỷ lệ hồ sơ ...:"."""
    above = tree.parent(clause)
    if clause.kind not in ("bullet", "point", "paragraph") or above is None:
        return ""
    reading = Reading(above.text, above.number)
    statement = reading.words(reading.body, len(reading.text)).rstrip()
    if not statement.endswith(":") or len(statement) > 200 or find_quantities(Reading(statement).text):
        return ""
    return statement.rstrip(" :")


def plan_year(document: Document, tree: Tree) -> tuple[int, str] | None:
    """Return the last year of the plan's own period and how it is written; None where it gives none.

    A section "Thời gian thực hiện" wins, then the title ("giai đoạn 2021 - 2025, định hướng đến năm
    2030" is a plan until 2025), then the document's recorded period.
    """
    for clause in tree.clauses:
        title = squeeze(clause.heading or clause.text[:60])
        if clause.kind in _TEXT_KINDS and any_of("duty_words", "section_time").search(title):
            text = " ".join([clause.text, *(child.text for child in tree.below(clause))])
            years = find_years(Reading(text).text, titles=True)
            if years:
                return years[-1].year, years[-1].text
    period = plan_period(Reading(document.title).text)
    if period:
        return period[1], _period_text(*period)
    return (document.period[1], _period_text(*document.period)) if document.period else None


def _period_text(first: int, last: int) -> str:
    return f"{first}-{last}" if first != last else ""


def _task_targets(clause: Clause, issued: int | None) -> list[tuple[Draft, Reading]]:
    """Return the percentages that the task of an appendix row sets ("chiếm tối thiểu 50%")."""
    cell = next((col.cell for col in columns(clause.cells, issued) if col.role == "name"), "")
    reading = Reading(cell)
    return [
        (draft, reading) for draft in targets(reading, Setting("duty", issued)) if draft.value is not None
    ]


def _from_row(
    document: Document,
    tree: Tree,
    clause: Clause,
    target: RowTarget,
    number: int,
    fallback: tuple[int, str] | None,
) -> Indicator:
    value = target.value
    year = _Year(target.year, target.period)
    if target.year is None:
        year = _heading_year(tree, clause) or (_Year(*fallback) if fallback else _Year(None))
    return Indicator(
        id=f"{clause.key}@{number}",
        document_id=document.id,
        clause=clause.address,
        name=target.name,
        scope=Scope(document.province, _level(target.name), value.sector),
        year=year.year,
        comparison=target.comparison,
        value=value.value,
        unit=value.unit,
        value_text=value.text,
        quote=clause.text.strip(),
        value_high=value.high,
        period=year.period,
        bound=value.bound,
        baseline=target.baseline,
        measured_by=target.measured_by,
    )


def _from_draft(
    document: Document,
    tree: Tree,
    clause: Clause,
    draft: Draft,
    reading: Reading,
    number: int,
    fallback: tuple[int, str] | None,
) -> Indicator:
    year = _year(tree, clause, draft, reading, fallback, document.issued.year if document.issued else None)
    quote = clause.text.strip() if clause.kind in ("bullet", "row") else reading.slice(draft.start, draft.end)
    titles = [draft.label] if draft.label else []
    return Indicator(
        id=f"{clause.key}@{number}",
        document_id=document.id,
        clause=clause.address,
        name=draft.name,
        scope=Scope(
            document.province, _level(draft.name), _sector([*titles, *headings(clause)], draft.label)
        ),
        year=year.year,
        comparison=draft.comparison,
        value=draft.value,
        unit=draft.unit,
        value_text=draft.value_text,
        quote=quote,
        value_high=draft.high,
        period=year.period,
        bound=draft.bound,
        baseline=draft.baseline,
    )


def _sector(titles: list[str], label: str) -> str:
    named = sector_of(titles)
    level = re.compile(table("target_words")["level"], re.IGNORECASE)
    if not named and label and len(label.split()) <= 4 and not level.fullmatch(label):
        return label
    return named


def _level(name: str) -> str:
    """Return the one level of government that a name is about ("cấp xã"), '' for none or several."""
    plain = re.sub(r"\([^()]*\)", " ", name)
    levels = {match.group() for match in re.finditer(table("target_words")["level"], plain, re.IGNORECASE)}
    level = levels.pop() if len(levels) == 1 else ""
    level = level[:1].lower() + level[1:]
    return level if level.lower().count("cấp") == 1 else ""


def _year(
    tree: Tree,
    clause: Clause,
    draft: Draft,
    reading: Reading,
    fallback: tuple[int, str] | None,
    issued: int | None,
) -> _Year:
    if draft.year:
        return _Year(draft.year.year, draft.year.text if draft.year.first else "")
    whole = Piece(reading.body, len(reading.text))
    told = masked_out(reading.text, starting_values(reading.text, whole, issued), MASK)
    before = [y for y in find_years(told) if y.end <= draft.start and not (issued and y.year < issued)]
    if before and section_kind(headings(clause)) == "target":
        return _Year(before[-1].year, before[-1].text if before[-1].first else "")
    if clause.kind == "row":
        due = next((col.cell for col in columns(clause.cells, None) if col.role == "period"), "")
        years = re.findall(r"(?<!\d)20\d{2}(?!\d)", due)
        if years:
            return _Year(int(years[-1]), squeeze(due))
    found = _lead_in_year(tree, clause) or _heading_year(tree, clause)
    if found:
        return found
    return _Year(*fallback) if fallback else _Year(None)


def _lead_in_year(tree: Tree, clause: Clause) -> _Year | None:
    """Return the year of the lines that a bullet or paragraph continues (they end in ":" or ";")."""
    if clause.kind not in ("bullet", "paragraph", "point"):
        return None
    before = tree.previous(clause)
    while before is not None and before.kind in ("bullet", "paragraph"):
        text = before.text.rstrip()
        if before.kind == "paragraph" and text.endswith((":", ";")):
            years = find_years(Reading(text).text)
            if years:
                return _Year(years[-1].year)
            if text.endswith(":"):
                return None
        elif before.kind == "paragraph":
            return None
        before = tree.previous(before)
    return None


def _heading_year(tree: Tree, clause: Clause) -> _Year | None:
    own = [squeeze(above.text) for above in tree.ancestors(clause) if len(above.text) < 300]
    for title in [*headings(clause), *own]:
        year = year_in_heading(Reading(title).text)
        if year:
            return _Year(year)
    return None
