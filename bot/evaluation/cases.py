"""The project's own questions, each with the facts and the clause that a right answer holds.

One JSON object a line: ``id``, ``split`` (``dev`` to work with, ``final`` only for the last measure),
``type`` (question type), ``style`` (how it is written), ``turns`` (messages of one conversation; the reply to
the last is judged), ``status`` (accepted statuses), ``say`` (each entry a list of alternatives of which one
must stand in the reply), ``clauses`` (each a ``document#address`` prefix), ``unsay`` (what must not stand in
it).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from actions.engine.types import Status
from knowledge.errors import HoisoError
from knowledge.settings import ROOT

DEFAULT_CASES = ROOT / "tests" / "evaluation" / "questions.jsonl"


class CaseError(HoisoError):
    """A line of the question set is not a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One judged conversation; see the module's docstring for the fields."""

    id: str
    split: str
    type: str
    style: str
    turns: tuple[str, ...]
    status: tuple[str, ...]
    say: tuple[tuple[str, ...], ...]
    clauses: tuple[str, ...]
    unsay: tuple[str, ...]


def load_cases(path: Path = DEFAULT_CASES, split: str = "all") -> list[Case]:
    """Read the cases of one split (``dev``, ``final`` or ``all``).

    Raises:
        CaseError: a line is not JSON or lacks a field; the message names the line.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            case = Case(
                id=row["id"],
                split=row["split"],
                type=row["type"],
                style=row["style"],
                turns=tuple(row["turns"]),
                status=tuple(row["status"]),
                say=tuple(tuple(options) for options in row["say"]),
                clauses=tuple(row["clauses"]),
                unsay=tuple(row["unsay"]),
            )
            if unknown := set(case.status) - set(get_args(Status)):
                raise ValueError(f"trạng thái lạ: {', '.join(sorted(unknown))}")
        except (ValueError, KeyError, TypeError) as error:
            raise CaseError(
                f"{path.name} dòng {number} không đọc được ({error}); hãy sửa dòng ấy."
            ) from error
        if split in ("all", case.split):
            cases.append(case)
    return cases
