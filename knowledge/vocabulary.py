"""Word lists of the extractors, read from ``knowledge/registry/*.toml`` once.

Code holds no list of Vietnamese words: what counts as a unit, a comparison, a duty verb or the name of
a section lives in data files that a person may extend without touching code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.errors import RegistryError

FOLDER = Path(__file__).resolve().parent / "registry"


@cache
def table(file: str) -> dict[str, Any]:
    """Return the parsed toml file ``registry/<file>.toml``.

    Raises:
        RegistryError: the file is missing or malformed.
    """
    try:
        return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"Không đọc được danh mục từ '{file}.toml'. Hãy khôi phục tệp này.") from error


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """Return the list under ``key`` (dots go into sub-tables), longest first, so that regexes are greedy.

    Raises:
        RegistryError: the key is missing or isn't a list of strings.
    """
    value: Any = table(file)
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise RegistryError(f"Danh mục '{file}.toml' thiếu danh sách '{key}'. Hãy bổ sung danh sách này.")
    return tuple(sorted(value, key=len, reverse=True))


def alternatives(options: tuple[str, ...]) -> str:
    """Return a regex that matches any option as whole words (a word ends where no letter follows)."""
    return "(?:" + "|".join(re.escape(option).replace(r"\ ", " ") for option in options) + r")(?!\w)"


@cache
def any_of(file: str, key: str, prefix: str = r"(?<!\w)", suffix: str = "") -> re.Pattern[str]:
    """Return a compiled, case-blind pattern for any word under ``key``, between word borders."""
    return re.compile(prefix + alternatives(words(file, key)) + suffix, re.IGNORECASE)
