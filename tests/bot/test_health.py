from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.gateway import health
from bot.gateway.app import create_app
from knowledge.errors import IndexError_
from tests.bot.gateway_stage import FakeRasa, make_settings

CITED = {"text": "Ngày 29/12/2023.", "custom": {"status": "answered", "citations": [{"quote": "x"}]}}


class Holding:
    """Records with one document; raises when told that the index is gone."""

    def __init__(self) -> None:
        self.gone = False
        self.documents: dict[str, Any] = {
            "x": SimpleNamespace(number="", issued=None, type="Bài báo"),
            "y": SimpleNamespace(number="7/KH-UBND", issued=date(2024, 1, 2), type="Kế hoạch"),
        }

    def get(self) -> Any:
        if self.gone:
            raise IndexError_("Chưa có chỉ mục nào.")
        return SimpleNamespace(library=SimpleNamespace(documents=self.documents))


class Stage:
    """The gateway's health with doors that can be shut."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shut: set[str] = set()
        self.parts: list[dict[str, Any]] = [CITED]
        self.now = 0.0
        self.records = Holding()
        self.rasa = FakeRasa(lambda sender, text: self.parts)
        settings = make_settings(folder, rasa_port=1, actions_port=2)
        ports = {settings.rasa_url: "rasa", settings.actions_url: "actions"}
        monkeypatch.setattr(
            health,
            "_responds",
            lambda url: next(n for u, n in ports.items() if url.startswith(u)) not in self.shut,
        )
        monkeypatch.setattr(health.time, "monotonic", lambda: self.now)
        self.client = create_app(settings, self.rasa, self.records).test_client()

    def ask(self) -> tuple[int, dict[str, str]]:
        self.now += 100
        response = self.client.get("/healthz")
        return response.status_code, response.get_json()["parts"]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield Stage(tmp_path, monkeypatch)


def test_all_is_well_only_with_a_cited_answer(stage: Stage) -> None:
    assert stage.ask() == (200, {"gateway": "ok", "rasa": "ok", "actions": "ok", "index": "ok"})
    assert stage.rasa.asked[0][1] == "Kế hoạch số 7/KH-UBND ban hành ngày nào?"
    stage.parts = [{"text": "Tôi không biết.", "custom": {"status": "not_found", "citations": []}}]
    assert stage.ask() == (503, {"gateway": "ok", "rasa": "ok", "actions": "ok", "index": "fail"})


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_shut_door_is_named_and_nothing_asked(stage: Stage, part: str) -> None:
    stage.shut = {part}
    status, parts = stage.ask()
    assert status == 503
    assert parts[part] == "fail"
    assert stage.rasa.asked == []


def test_open_doors_with_an_empty_answer_are_not_well(stage: Stage) -> None:
    stage.parts = []
    status, parts = stage.ask()
    assert status == 503
    assert parts["rasa"] == parts["actions"] == "fail"


def test_no_index_is_said(stage: Stage) -> None:
    stage.records.gone = True
    status, parts = stage.ask()
    assert (status, parts["index"], parts["rasa"]) == (503, "fail", "ok")


def test_an_assistant_without_documents_is_well(stage: Stage) -> None:
    stage.records.documents = {}
    stage.parts = [{"text": "Chào bạn!"}]
    assert stage.ask()[0] == 200


def test_many_askers_cost_one_question(stage: Stage) -> None:
    stage.ask()
    for _ in range(5):
        assert stage.client.get("/healthz").status_code == 200
    assert len(stage.rasa.asked) == 1
