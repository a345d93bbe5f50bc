"""Time and memory of parsing and extracting a long plan: ``python -m tests.benchmarks.bench_parser``.

The plan is made of the five documents' own paragraphs, renumbered, until it is as long as ``--pages`` pages
of Nghị định 30/2020 (about 2,600 characters each).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from knowledge.assignments import extract_assignments
from knowledge.definitions import extract_definitions
from knowledge.indicators import extract_indicators
from knowledge.registry import load_registry
from knowledge.settings import ROOT
from knowledge.source import SourceText
from knowledge.structure import parse_document

PAGE = 2600
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def long_plan(pages: int) -> str:
    """Return a plan of about so many pages: a header, parts made of the plans' paragraphs, appendices."""
    head, _, body = _text("hai-duong-5046").partition("I. MỤC ĐÍCH")
    table = body[body.index("PHỤ LỤC") : body.index("[1] Kinh tế số")]
    paragraphs = [
        line
        for name in ("thanh-hoa-nghi-quyet", "hai-duong-5046")
        for line in _text(name).split("\n")
        if len(line) > 150
    ]
    parts: list[str] = []
    size, index = len(head), 0
    while size < pages * PAGE * 0.6:
        section = index // 40
        if index % 40 == 0:
            parts.append(f"{_roman(section + 1)}. NHIỆM VỤ NHÓM {section + 1}")
        parts.append(f"{index % 40 + 1}. {paragraphs[index % len(paragraphs)]}")
        size += len(parts[-1])
        index += 1
    tail = ["Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"]
    number = 0
    while size < pages * PAGE:
        number += 1
        tail.append(table.replace("PHỤ LỤC", f"PHỤ LỤC {_roman(number)}", 1))
        size += len(table)
    return "\n".join([head, *parts, *tail])


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + (_ROMANS[ones - 1] if ones else "")


def _text(document_id: str) -> str:
    return (ROOT / "knowledge" / "documents" / document_id / "source.txt").read_text(encoding="utf-8")


def _timed(call: Callable[[], object]) -> tuple[object, float]:
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def measure(pages: int) -> dict[str, float]:
    """Return seconds of each step, memory in MB, and how much was found."""
    text = long_plan(pages)
    source = SourceText(text, (), "long.txt", hashlib.sha256(text.encode()).hexdigest(), "txt")
    registry, registry_seconds = _timed(load_registry)
    cpu = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    parsed, parse_seconds = _timed(lambda: parse_document(source, {"id": "long", "province": "Hải Dương"}))
    document, clauses = parsed.document, parsed.clauses  # type: ignore[attr-defined]
    indicators, indicator_seconds = _timed(lambda: extract_indicators(document, clauses, registry))
    assignments, assignment_seconds = _timed(lambda: extract_assignments(document, clauses, registry))
    definitions, definition_seconds = _timed(lambda: extract_definitions(document, clauses, registry))
    total = parse_seconds + indicator_seconds + assignment_seconds + definition_seconds
    return {
        "pages": round(len(text) / PAGE),
        "characters": len(text),
        "clauses": len(clauses),
        "indicators": len(indicators),  # type: ignore[arg-type]
        "assignments": len(assignments),  # type: ignore[arg-type]
        "definitions": len(definitions),  # type: ignore[arg-type]
        "registry_seconds": round(registry_seconds, 3),
        "parse_seconds": round(parse_seconds, 3),
        "indicator_seconds": round(indicator_seconds, 3),
        "assignment_seconds": round(assignment_seconds, 3),
        "definition_seconds": round(definition_seconds, 3),
        "total_seconds": round(total, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "ms_per_page": round(1000 * total / pages, 2),
        "memory_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1),
    }


def main() -> None:
    """Print the measure as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--out", type=Path, help="write the text of the plan to this file as well")
    options = parser.parse_args()
    if options.out:
        options.out.write_text(long_plan(options.pages), encoding="utf-8")
    sys.stdout.write(json.dumps(measure(options.pages), indent=2) + "\n")


if __name__ == "__main__":
    main()
