"""The widget's script: its source files, styles and texts put together once, and pressed."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.gateway.texts import section

SOURCE = Path(__file__).with_name("source")
_SERVER_ONLY = frozenset({"example", "kept", "kept_short"})


@dataclass(frozen=True, slots=True)
class Script:
    """The script as served: plain, gzipped, and the tag by which browsers know it."""

    plain: bytes
    gzipped: bytes
    etag: str


@cache
def build_script() -> Script:
    """Put ``widget.js`` together from the numbered source files, the style sheet and the texts."""
    texts = {key: value for key, value in section("widget").items() if key not in _SERVER_ONLY}
    styles = " ".join((SOURCE / "widget.css").read_text(encoding="utf-8").split())
    parts = [file.read_text(encoding="utf-8") for file in sorted(SOURCE.glob("*.js"))]
    plain = "\n".join(
        (
            '"use strict";',
            "(() => {",
            f"const TEXTS = {_literal(texts)};",
            f"const STYLES = {_literal(styles)};",
            *parts,
            "})();",
            "",
        )
    ).encode()
    digest = hashlib.sha256(plain).hexdigest()[:20]
    return Script(plain, gzip.compress(plain, 9, mtime=0), f'"{digest}"')


def _literal(value: object) -> str:
    """Return a JavaScript literal; JSON is one but for two line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
