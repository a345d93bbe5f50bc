"""How well diacritics are put back: ``python -m tests.benchmarks.bench_restore [--split final]``.

Each message of the project's question set that was typed with diacritics is stripped of them and restored.
Prints one JSON line: how many syllables there were, and the share in percent that came out other than typed.
"""

from __future__ import annotations

import argparse
import json
import re

from knowledge.text import fold
from nlu.restore import restore_diacritics
from tests.benchmarks.bench_search import QUESTIONS

_SYLLABLE = re.compile(r"[^\W_]+")
_TYPED = frozenset({"formal", "colloquial", "long", "multi_turn"})
_LEAST = 4
"""A message with fewer diacritics than this was typed without them, whatever its style says."""


def messages(split: str) -> list[str]:
    """Return the split's messages typed with diacritics, each once."""
    cases = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    turns = (
        turn for case in cases if case["split"] == split and case["style"] in _TYPED for turn in case["turns"]
    )
    return [turn for turn in dict.fromkeys(turns) if _accents(turn) >= _LEAST]


def _accents(text: str) -> int:
    return sum(typed != plain for typed, plain in zip(text, fold(text), strict=False))


def wrong_of(text: str) -> tuple[int, int]:
    """Return how many syllables of a text come out other than typed, and how many there are."""
    meant = _SYLLABLE.findall(text.lower())
    restored = _SYLLABLE.findall(restore_diacritics(fold(text)).lower())
    return sum(one != other for one, other in zip(meant, restored, strict=True)), len(meant)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--split", choices=("final", "dev"), default="final")
    split = options.parse_args().split
    counted = [wrong_of(text) for text in messages(split)]
    wrong, syllables = map(sum, zip(*counted, strict=True))
    print(
        json.dumps(
            {
                "split": split,
                "messages": len(counted),
                "syllables": syllables,
                "wrong_percent": round(100 * wrong / syllables, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
