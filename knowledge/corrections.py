"""``reviewed.toml`` beside a source: what a person corrected; every later build respects it.

The file may hold a ``[document]`` table (fields of ``Document``) and lists ``[[indicator]]``,
``[[assignment]]``, ``[[definition]]``. Each entry says ``action`` ("change", "drop", "add"), which record
(``id``, or ``clause`` with ``name``, ``task`` or ``term``), and for "change" and "add" a table ``set``.
A correction that matches no record, or several, is an error: it would otherwise be lost in silence when
the source or the parser changes.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from knowledge.errors import MetadataError
from knowledge.metadata import REVIEWED_FILE, check_document_fields
from knowledge.model import Assignment, Baseline, Clause, Comparison, Definition, Indicator, Role, Scope
from knowledge.text import squeeze

Record = TypeVar("Record", Indicator, Assignment, Definition)

_LABELS = {"indicator": "name", "assignment": "task", "definition": "term"}
_ACTIONS = ("change", "drop", "add")
_FIXED = frozenset({"id", "document_id"})


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a list: which record, and what becomes of it."""

    kind: str
    action: str
    id: str
    clause: str
    label: str
    values: Mapping[str, Any]

    def describe(self) -> str:
        """Return which record it speaks of, for error messages."""
        return self.id or f"{self.clause} “{self.label}”"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A ``reviewed.toml``; empty where there is none."""

    document: Mapping[str, Any] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


def read_reviewed(folder: Path, name: str = REVIEWED_FILE) -> Reviewed:
    """Read the corrections of a document folder; a missing file corrects nothing.

    Raises:
        MetadataError: malformed; the message names the entry.
    """
    path = folder / name
    where = f"{folder.name}/{name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Reviewed()
    except (OSError, UnicodeDecodeError) as error:
        raise MetadataError(f"Không đọc được tệp {where}: {error}. Hãy sửa tệp rồi chạy lại.") from error
    return parse_reviewed(text, where)


def parse_reviewed(text: str, where: str) -> Reviewed:
    """Read corrections from text; ``where`` names it in errors.

    Raises:
        MetadataError: malformed; the message names the entry.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MetadataError(f"Không đọc được tệp {where}: {error}. Hãy sửa tệp rồi chạy lại.") from error
    unknown = set(data) - {"document", *_LABELS}
    if unknown:
        raise MetadataError(f"Tệp {where} có mục không biết: {', '.join(sorted(unknown))}.")
    corrections = [
        _correction(kind, entry, where)
        for kind in _LABELS
        for entry in _entries(data.get(kind, []), kind, where)
    ]
    return Reviewed(check_document_fields(data.get("document", {}), where), tuple(corrections))


def _entries(value: object, kind: str, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise MetadataError(f"Tệp {where}: '{kind}' phải là danh sách [[{kind}]].")
    return value


def _correction(kind: str, entry: dict[str, Any], where: str) -> Correction:
    label = _LABELS[kind]
    unknown = set(entry) - {"action", "id", "clause", label, "set"}
    action = entry.get("action", "change")
    if unknown or action not in _ACTIONS:
        problem = f"trường không biết {sorted(unknown)}" if unknown else f"action '{action}' không hợp lệ"
        raise MetadataError(f"Tệp {where}, mục [[{kind}]]: {problem}.")
    texts = {name: entry.get(name, "") for name in ("id", "clause", label)}
    if not all(isinstance(value, str) for value in texts.values()) or not isinstance(
        entry.get("set", {}), dict
    ):
        raise MetadataError(f"Tệp {where}, mục [[{kind}]]: id, clause, {label} là chuỗi và set là bảng.")
    correction = Correction(kind, action, texts["id"], texts["clause"], texts[label], entry.get("set", {}))
    addressed = (
        correction.clause if action == "add" else correction.id or (correction.clause and correction.label)
    )
    if not addressed:
        need = "clause" if action == "add" else f"id, hoặc clause cùng {label}"
        raise MetadataError(f"Tệp {where}, mục [[{kind}]]: thiếu {need}.")
    if action != "drop" and not correction.values:
        raise MetadataError(f"Tệp {where}, mục [[{kind}]] {correction.describe()}: thiếu bảng set.")
    return correction


def correct_indicators(
    records: Sequence[Indicator],
    reviewed: Reviewed,
    clauses: Mapping[str, Clause],
    document_id: str,
    province: str,
) -> tuple[Indicator, ...]:
    """Apply the corrections of indicators.

    Raises:
        MetadataError: a correction matches no record or several, or sets a field wrongly.
    """

    def new(correction: Correction, number: int) -> Indicator:
        base = Indicator(
            id=f"{document_id}#{correction.clause}@r{number}",
            document_id=document_id,
            clause=correction.clause,
            name=correction.label,
            scope=Scope(province),
            year=None,
            comparison="=",
            value=None,
            unit="",
            value_text="",
            quote=clauses[correction.clause].text.strip(),
        )
        return dataclasses.replace(base, **_checked(correction, base))

    return _apply("indicator", records, reviewed, clauses, new)


def correct_assignments(
    records: Sequence[Assignment], reviewed: Reviewed, clauses: Mapping[str, Clause], document_id: str
) -> tuple[Assignment, ...]:
    """Apply the corrections of assignments; errors as for ``correct_indicators``."""

    def new(correction: Correction, number: int) -> Assignment:
        base = Assignment(
            id=f"{document_id}#{correction.clause}@r{number}",
            document_id=document_id,
            clause=correction.clause,
            task=correction.label,
            lead=(),
            coordinate=(),
            role="thực hiện",
            period="",
            quote=clauses[correction.clause].text.strip(),
        )
        return dataclasses.replace(base, **_checked(correction, base))

    return _apply("assignment", records, reviewed, clauses, new)


def correct_definitions(
    records: Sequence[Definition], reviewed: Reviewed, clauses: Mapping[str, Clause], document_id: str
) -> tuple[Definition, ...]:
    """Apply the corrections of definitions; errors as for ``correct_indicators``."""

    def new(correction: Correction, number: int) -> Definition:
        base = Definition(
            id=f"{document_id}#{correction.clause}@r{number}",
            document_id=document_id,
            clause=correction.clause,
            term=correction.label,
            quote=clauses[correction.clause].text.strip(),
        )
        return dataclasses.replace(base, **_checked(correction, base))

    return _apply("definition", records, reviewed, clauses, new)


def _apply(
    kind: str, records: Sequence[Record], reviewed: Reviewed, clauses: Mapping[str, Clause], new: Any
) -> tuple[Record, ...]:
    kept = list(records)
    added = 0
    for correction in reviewed.corrections:
        if correction.kind != kind:
            continue
        if correction.action == "add":
            added += 1
            if correction.clause not in clauses:
                raise MetadataError(
                    f"{REVIEWED_FILE}: không có điều khoản '{correction.clause}' để thêm bản ghi. "
                    "Hãy xem lại địa chỉ điều khoản."
                )
            kept.append(new(correction, added))
            continue
        index = _find(kept, correction)
        if correction.action == "drop":
            del kept[index]
        else:
            kept[index] = dataclasses.replace(kept[index], **_checked(correction, kept[index]))
    order = {address: clause.order for address, clause in clauses.items()}
    return tuple(sorted(kept, key=lambda record: order.get(record.clause, len(order))))


def _find(records: Sequence[Record], correction: Correction) -> int:
    label = _LABELS[correction.kind]
    matches = [
        index
        for index, record in enumerate(records)
        if (
            record.id == correction.id
            if correction.id
            else record.clause == correction.clause
            and squeeze(getattr(record, label)) == squeeze(correction.label)
        )
    ]
    if len(matches) != 1:
        found = "không khớp bản ghi nào" if not matches else f"khớp {len(matches)} bản ghi, hãy dùng id"
        raise MetadataError(
            f"{REVIEWED_FILE}: chỉnh sửa [[{correction.kind}]] {correction.describe()} {found}."
        )
    return matches[0]


def _checked(correction: Correction, record: Indicator | Assignment | Definition) -> dict[str, Any]:
    """Return the values to set, converted to the record's types."""
    known = {item.name for item in dataclasses.fields(record)} - _FIXED
    values: dict[str, Any] = {}
    for name, value in correction.values.items():
        if name not in known:
            raise _wrong(correction, name, "không có trường này")
        values[name] = _value(correction, name, value, getattr(record, name))
    return values


def _value(correction: Correction, name: str, value: Any, before: Any) -> Any:
    if name in {"value", "value_high", "year"}:
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _wrong(correction, name, "phải là số, hoặc chuỗi rỗng nếu không có")
        return int(value) if name == "year" else float(value)
    if name == "scope":
        return _table(correction, name, value, Scope, before if isinstance(before, Scope) else Scope(""))
    if name == "baseline":
        empty = Baseline(None, None, "", "")
        return None if value == {} else _table(correction, name, value, Baseline, before or empty)
    if name in {"comparison", "role"}:
        allowed = get_args(Comparison if name == "comparison" else Role)
        if value not in allowed:
            raise _wrong(correction, name, f"phải là một trong: {', '.join(allowed)}")
        return value
    if isinstance(before, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(correction, name, "phải là danh sách chuỗi")
        return tuple(value)
    if not isinstance(value, str):
        raise _wrong(correction, name, "phải là chuỗi")
    return value


def _table(correction: Correction, name: str, value: Any, kind: type, before: Any) -> Any:
    known = {item.name for item in dataclasses.fields(kind)}
    if not isinstance(value, dict) or set(value) - known:
        raise _wrong(correction, name, f"phải là bảng với các trường: {', '.join(sorted(known))}")
    changes = {
        key: None if item == "" and key in {"year", "value"} else item
        for key, item in value.items()
        if key != "sectors"
    }
    if "sectors" in value:
        changes["sectors"] = tuple((str(sector), str(text)) for sector, text in value["sectors"])
    return dataclasses.replace(before, **changes)


def _wrong(correction: Correction, name: str, problem: str) -> MetadataError:
    return MetadataError(
        f"{REVIEWED_FILE}: [[{correction.kind}]] {correction.describe()}, '{name}': {problem}."
    )
