"""``metadata.toml`` beside a source: what the source itself does not say, or what a person corrected."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from knowledge.errors import MetadataError
from knowledge.model import Provenance

FILE_NAME = "metadata.toml"
REVIEWED_FILE = "reviewed.toml"
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID_LENGTH = 80

_TEXT_FIELDS = frozenset(
    {"number", "type", "issuer", "place", "title", "signer", "signer_role", "short_name"}
)
_LIST_FIELDS = frozenset({"legal_bases", "recipients"})
DOCUMENT_FIELDS = _TEXT_FIELDS | _LIST_FIELDS | {"issued", "period"}
"""Fields of ``Document`` that ``[document]`` may set; each replaces what the parser read."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """One document's metadata file.

    Attributes:
        id: slug, also the folder's name.
        province: name of the province, as the registry has it; empty lets the parser find it.
        provenance: official text, republished text or press report about a plan.
        source_file: name of the source beside the file.
        sha256: of the source's bytes; a source that was changed is refused until it is ingested again.
        source_note: Vietnamese sentence that answers add; empty for official texts.
        source_url: where the text was published; empty where unknown.
        reviewed_file: name of the corrections in force beside the file; none need be there.
        document: fields of ``Document`` that replace what the parser read.
    """

    id: str
    province: str
    provenance: Provenance
    source_file: str
    sha256: str
    source_note: str = ""
    source_url: str = ""
    reviewed_file: str = REVIEWED_FILE
    document: Mapping[str, Any] = field(default_factory=dict)


def read_metadata(folder: Path) -> Metadata:
    """Read ``metadata.toml`` of a document folder.

    Raises:
        MetadataError: missing, malformed, unknown fields or a value of the wrong kind.
    """
    path = folder / FILE_NAME
    where = f"{folder.name}/{FILE_NAME}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MetadataError(f"Thiếu tệp {where}. Hãy nạp lại tài liệu bằng lệnh ingest.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MetadataError(f"Không đọc được tệp {where}: {error}. Hãy sửa tệp rồi chạy lại.") from error
    return _checked(data, folder.name, where)


def _checked(data: dict[str, Any], folder: str, where: str) -> Metadata:
    document = data.pop("document", {})
    known = {"id", "province", "provenance", "source_file", "sha256", "source_note", "source_url"}
    known.add("reviewed_file")
    unknown = sorted(set(data) - known) + sorted(set(document) - DOCUMENT_FIELDS)
    if unknown:
        raise MetadataError(f"Tệp {where} có trường không biết: {', '.join(unknown)}.")
    wrong = [name for name, value in data.items() if not isinstance(value, str)]
    if wrong:
        raise MetadataError(f"Tệp {where}: các trường {', '.join(wrong)} phải là chuỗi chữ.")
    for name in ("id", "source_file", "sha256"):
        if not data.get(name):
            raise MetadataError(f"Tệp {where} thiếu trường '{name}'.")
    if data["id"] != folder or not ID_PATTERN.fullmatch(data["id"]):
        raise MetadataError(
            f"Tệp {where}: id '{data['id']}' phải trùng tên thư mục và chỉ gồm a-z, 0-9, '-'."
        )
    for name in ("source_file", "reviewed_file"):
        if Path(data.get(name, "x")).name != data.get(name, "x"):
            raise MetadataError(f"Tệp {where}: {name} phải là tên tệp trong cùng thư mục.")
    provenance = data.get("provenance", "official")
    if provenance not in get_args(Provenance):
        allowed = ", ".join(get_args(Provenance))
        raise MetadataError(f"Tệp {where}: provenance '{provenance}' không hợp lệ (chọn: {allowed}).")
    return Metadata(
        id=data["id"],
        province=data.get("province", ""),
        provenance=provenance,
        source_file=data["source_file"],
        sha256=data["sha256"],
        source_note=data.get("source_note", ""),
        source_url=data.get("source_url", ""),
        reviewed_file=data.get("reviewed_file", REVIEWED_FILE),
        document=check_document_fields(document, where),
    )


def check_document_fields(fields: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return corrections of ``Document`` fields with their values converted (lists to tuples).

    Raises:
        MetadataError: an unknown field or a value of the wrong kind; the message names ``where``.
    """
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        good: Any
        if name in _TEXT_FIELDS and isinstance(value, str):
            good = value
        elif (
            name in _LIST_FIELDS and isinstance(value, list) and all(isinstance(item, str) for item in value)
        ):
            good = tuple(value)
        elif name == "issued" and isinstance(value, date) and not isinstance(value, datetime):
            good = value
        elif name == "issued" and value == "":
            good = None
        elif name == "period" and isinstance(value, list) and [type(item) for item in value] == [int, int]:
            good = (value[0], value[1])
        elif name == "period" and value == []:
            good = None
        else:
            raise MetadataError(
                f"Tệp {where}: trường '{name}' không có hoặc giá trị không đúng kiểu: {value!r}."
            )
        checked[name] = good
    return checked


def render_metadata(metadata: Metadata) -> str:
    """Return the text of a ``metadata.toml`` that ``read_metadata`` reads back."""
    lines = [
        f"{name} = {toml_value(getattr(metadata, name))}"
        for name in ("id", "source_file", "sha256", "province", "provenance", "source_note", "source_url")
    ]
    if metadata.reviewed_file != REVIEWED_FILE:
        lines.append(f"reviewed_file = {toml_value(metadata.reviewed_file)}")
    if metadata.document:
        lines += ["", "[document]"]
        lines += [f"{name} = {toml_value(value)}" for name, value in metadata.document.items()]
    return "\n".join(lines) + "\n"


def toml_value(value: Any) -> str:
    """Return a TOML value for a string, number, date, None (empty string) or a sequence of these."""
    if value is None:
        return '""'
    if isinstance(value, str):
        # JSON's escapes are valid in TOML's basic strings; DEL alone needs one that JSON leaves out.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return "[" + ", ".join(toml_value(item) for item in value) + "]"
