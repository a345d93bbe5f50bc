"""Reading the registry's data files, with errors that name the file and the entry."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import RegistryError

DATA = Path(__file__).resolve().parent / "data"


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        RegistryError: the file is missing or malformed.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(
            f"Không đọc được tệp dữ liệu {path.name}: {error}. Hãy sửa tệp rồi chạy lại."
        ) from error


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the rows of a two-column CSV file without its heading row.

    Raises:
        RegistryError: the file is missing or a row hasn't two filled cells.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegistryError(
            f"Không đọc được tệp dữ liệu {path.name}: {error}. Hãy sửa tệp rồi chạy lại."
        ) from error
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != 2 or not all(cell.strip() for cell in row):
            raise RegistryError(f"Tệp {path.name}, dòng {number}: cần đúng hai cột có nội dung.")
        yield row[0].strip(), row[1].strip()


def required(entry: dict[str, Any], field: str, where: str) -> Any:
    """Return a field of an entry.

    Raises:
        RegistryError: the field is missing.
    """
    if field not in entry:
        raise RegistryError(f"Tệp {where}: một mục thiếu trường '{field}': {entry}.")
    return entry[field]
