"""The written examples and what is generated beside them."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from knowledge.library import Library, load_library
from knowledge.settings import ROOT, paths
from knowledge.text import fold
from nlu.generate import Example, generate, plain_text, write_examples, written_examples

FEWEST = 60
# A greeting or an ellipsis has only so many wordings; a real question has many.
LONG_ENOUGH = 5


@pytest.fixture(scope="module")
def written() -> list[Example]:
    return list(written_examples())


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(paths().documents)


def _bare(text: str) -> str:
    return " ".join(fold(text).replace("?", " ").split())


def _intents() -> set[str]:
    files = [ROOT / "bot" / "domain" / name for name in ("questions.yml", "smalltalk.yml")]
    return {
        intent for file in files for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["intents"]
    }


def test_every_intent_has_enough_written_examples(written: list[Example]) -> None:
    counts = Counter(example.intent for example in written)
    assert set(counts) == _intents()
    assert {intent: count for intent, count in counts.items() if count < FEWEST} == {}


def test_every_intent_has_a_rule() -> None:
    rules = [
        step["intent"]
        for file in sorted((ROOT / "bot" / "rules").glob("*.yml"))
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
        for step in rule["steps"]
        if "intent" in step
    ]
    assert set(rules) == {*_intents(), "nlu_fallback"}


def test_no_example_stands_under_two_intents(written: list[Example]) -> None:
    intents: dict[str, set[str]] = {}
    for example in written:
        intents.setdefault(_bare(plain_text(example)), set()).add(example.intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_no_evaluation_question_is_copied(written: list[Example]) -> None:
    file: Path = ROOT / "tests" / "evaluation" / "questions.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    asked = {_bare(turn) for line in lines for turn in json.loads(line)["turns"]}
    copied = {_bare(plain_text(example)) for example in written} & asked
    assert {text for text in copied if len(text.split()) >= LONG_ENOUGH} == set()


def test_generated_examples_are_new_and_repeatable(written: list[Example], library: Library) -> None:
    made = generate(library, each=20, exchanged=1)
    assert made == generate(library, each=20, exchanged=1)
    texts = [fold(example.text) for example in made]
    assert len(texts) == len(set(texts))
    assert not set(texts) & {fold(plain_text(example)) for example in written}
    assert {example.intent for example in made} == _intents()


def test_generated_examples_leave_no_slot_or_choice_open(library: Library) -> None:
    assert [
        e.text for e in generate(library, each=60, exchanged=1) if any(sign in e.text for sign in "{}|")
    ] == []


def test_written_file_is_rasa_format(tmp_path: Path, library: Library) -> None:
    made = generate(library, each=5, exchanged=0)
    file = write_examples(made, tmp_path / "new")
    blocks = yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
    assert sum(len(block["examples"].splitlines()) for block in blocks) == len(made)
