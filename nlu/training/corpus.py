"""Public legal text as training material: articles of the state legal code and the project's own plans.

The code's folder holds ``*.jsonl`` or ``*.jsonl.gz`` rows with ``_id`` ("law+article"), ``title``
("Điều n. ..."), ``text`` and ``cite``. None of it is kept in the repository.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NUMBERED = re.compile(r"^Điều\s+\S+?\.\s*")
_LAW_NAME = re.compile(r"số\s+\S*[^\s,]\s+(?!,)(.+?)\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the name of its law (empty where unknown), its title without number, its lines."""

    law: str
    law_name: str
    title: str
    lines: tuple[str, ...]


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted([*folder.glob("corpus*.jsonl"), *folder.glob("corpus*.jsonl.gz")]):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def read_articles(folder: Path) -> list[Article]:
    """Read all articles; a law's name stands in the citation of one of them and is given to all."""
    rows = list(_rows(folder))
    names: dict[str, str] = {}
    for row in rows:
        found = _LAW_NAME.search(row.get("cite", ""))
        law = row["_id"].rpartition("+")[0]
        if found and "có hiệu lực" not in found.group(1) and len(found.group(1)) > len(names.get(law, "")):
            names[law] = found.group(1)
    articles = []
    for row in rows:
        law = row["_id"].rpartition("+")[0]
        lines = tuple(line.strip() for line in row["text"].splitlines() if line.strip())
        articles.append(Article(law, names.get(law, ""), _NUMBERED.sub("", row["title"]).strip(), lines))
    return articles


def read_plans(folder: Path) -> list[Article]:
    """Read the project's own plans: a short line without a full stop heads those after it."""
    articles = []
    for path in sorted(folder.rglob("*.txt")):
        title = ""
        lines: list[str] = []
        name = path.parent.name if path.stem == "source" else path.stem
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if not text:
                continue
            if len(text) < 140 and text[-1] not in ".;:" and lines:
                articles.append(Article(name, "", title, tuple(lines)))
                title, lines = text, []
            else:
                lines.append(text)
        if lines:
            articles.append(Article(name, "", title, tuple(lines)))
    return [article for article in articles if article.title]
