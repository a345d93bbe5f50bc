"""The engine over the shipped plans and a real index in memory; one build a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from actions.engine import Answer, Engine, Understanding
from actions.engine.words import lexicon
from index.build import build_hybrid
from index.current import Snapshot
from index.records import records
from index.search import Searcher
from knowledge.library import Library, load_library
from knowledge.settings import ROOT
from nlu.encoder import load_encoder
from nlu.entities import find_entities
from nlu.normalize import normalize_message

TODAY = date(2026, 11, 21)


@dataclass
class FixedHolder:
    snapshot: Snapshot

    def get(self) -> Snapshot:
        return self.snapshot


def understand(text: str, intent: str = "", confidence: float = 0.0) -> Understanding:
    """What the language side says of a message, without a trained classifier unless an intent is given."""
    normalized = normalize_message(text).text
    return Understanding(text, normalized, intent, confidence, (), tuple(find_entities(normalized)))


class Talk:
    """One conversation with the engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.context = None

    def say(self, text: str, intent: str = "", confidence: float = 0.0) -> Answer:
        answer, self.context = self.engine.answer(understand(text, intent, confidence), self.context)
        return answer


def expect(answer: Answer, status: str, said: Sequence[str], unsaid: Sequence[str]) -> None:
    """Hold an answer to its status, to what it must say and to what it must not, in either case."""
    assert answer.status == status, answer.text
    for text in said:
        assert text.lower() in answer.text.lower(), answer.text
    for text in unsaid:
        assert text.lower() not in answer.text.lower(), answer.text


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT / "knowledge" / "documents")


@pytest.fixture(scope="session")
def engine(library) -> Engine:
    encoder = load_encoder()
    listed = list(records(library))
    searcher = Searcher(listed, build_hybrid(listed, encoder), encoder, library.registry)
    return Engine(FixedHolder(Snapshot(library, searcher, "test")), lambda: TODAY)


@pytest.fixture
def talk(engine) -> Talk:
    return Talk(engine)


@pytest.fixture(scope="session")
def words():
    return lexicon()
