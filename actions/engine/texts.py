"""The Vietnamese sentences: ``actions/templates/*.yml``, which a non-programmer edits.

``phrases.yml`` holds short phrases by name; every other file holds answers by name, each with a Jinja
``text`` and an ``example`` of the values it is given (a test renders them all). A template may
``include`` another by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import DictLoader, Environment, StrictUndefined

FOLDER = Path(__file__).parent.parent / "templates"
_PHRASES = "phrases"


@dataclass(frozen=True, slots=True)
class Texts:
    """All templates and phrases."""

    templates: dict[str, str]
    examples: dict[str, dict[str, Any]]
    phrases: dict[str, Any]
    environment: Environment

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return template ``name`` with ``values``; blank lines and trailing spaces are taken out."""
        rendered = self.environment.get_template(name).render(**values)
        return "\n".join(line.strip() for line in rendered.splitlines() if line.strip())


@lru_cache(maxsize=1)
def texts() -> Texts:
    """Return the texts, read once."""
    templates: dict[str, str] = {}
    examples: dict[str, dict[str, Any]] = {}
    phrases: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem == _PHRASES:
            phrases = content
            continue
        for name, entry in content.items():
            templates[name] = entry["text"]
            examples[name] = entry.get("example") or {}
    environment = Environment(
        loader=DictLoader(templates),
        undefined=StrictUndefined,
        autoescape=False,  # plain text, never HTML: the widget writes it by textContent
    )
    environment.globals["phrase"] = phrase
    environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    openings = tuple(str(word) for word in phrases["role_openings"])
    environment.filters["says_role"] = lambda task: task.lstrip("… ").lower().startswith(openings)
    return Texts(templates, examples, phrases, environment)


def phrase(name: str, /, **values: object) -> str:
    """Return the short phrase ``name`` with ``{placeholders}`` filled."""
    return str(texts().phrases[name]).format(**values)
