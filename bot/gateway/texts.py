"""The Vietnamese words that pages, widget and Zalo show, kept in one JSON file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_name("texts.json")


@cache
def section(name: str) -> MappingProxyType[str, Any]:
    """Return one section of the texts ("site", "widget", "zalo" ...), read-only.

    Raises:
        KeyError: the file has no such section (a programming mistake, met by every test).
    """
    return MappingProxyType(json.loads(FILE.read_text(encoding="utf-8"))[name])
