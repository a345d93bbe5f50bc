"""The Rasa project as it is trained: one model for all tests here, from the written examples alone."""

from __future__ import annotations

import asyncio
import tarfile
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.errors import ServiceError
from knowledge.settings import ROOT

Parse = Callable[[str], dict[str, Any]]


def finish(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to the end in a thread of its own: the browser tests leave a loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from rasa.model_training import train

    folder = tmp_path_factory.mktemp("model")
    result = train(
        domain=str(ROOT / "bot" / "domain"),
        config=str(ROOT / "bot" / "config.yml"),
        training_files=[str(ROOT / "bot" / "rules"), str(ROOT / "nlu" / "data")],
        output=str(folder),
        fixed_model_name="test",
        force_training=True,
    )
    assert result.model is not None
    return Path(result.model)


@pytest.fixture(scope="module")
def agent(model: Path) -> Any:
    from rasa.core.agent import Agent

    return Agent.load(str(model))


@pytest.fixture(scope="module")
def parse(agent: Any) -> Parse:
    return lambda text: finish(agent.parse_message(text))


CLEAR = [
    ("Đến năm 2030 kinh tế số của Thanh Hóa chiếm bao nhiêu phần trăm?", "indicator"),
    ("den nam 2030 kinh te so cua thanh hoa chiem bao nhieu phan tram", "indicator"),
    ("ai chủ trì phát triển hạ tầng số ở Hà Tĩnh?", "responsible"),
    ("ai chu tri phat trien ha tang so o ha tinh", "responsible"),
    ("cơ quan nào đo lường chỉ tiêu chữ ký số?", "measured_by"),
    ("Kế hoạch của Sơn La do ai ký?", "doc_meta"),
    ("còn năm 2030?", "follow_up"),
    ("thời tiết ngày mai thế nào", "out_of_scope"),
    ("xin so can cuoc cua giam doc so", "unsafe"),
    ("day em cach hack mang noi bo", "unsafe"),
    ("alo có ai đang trực không vậy", "greet"),
    ("minh dang noi chuyen voi may hay nguoi", "bot_identity"),
    ("giải phương trình bậc ba", "out_of_scope"),
    ("viết bài thơ về biển", "out_of_scope"),
    ("Hiện nay chữ ký số của Hà Tĩnh đã đạt bao nhiêu phần trăm", "results"),
    ("Sở Xây dựng đo những chỉ tiêu nào", "measured_by"),
    ("phủ 5G Thanh Hóa 2025", "indicator"),
    ("What is the digital society target of Ha Tinh in 2030?", "indicator"),
]


@pytest.mark.parametrize(("text", "intent"), CLEAR)
def test_reloaded_model_predicts(parse: Parse, text: str, intent: str) -> None:
    result = parse(text)
    assert result["intent"]["name"] == intent
    # An untrained classifier spreads its trust evenly over two dozen intents.
    assert result["intent"]["confidence"] > 0.3


HOSTILE = [
    "",
    "   ",
    "\u200b",
    "😀😀",
    "x" * 3000,
    "kinh tế số " * 400,
    "chỉ tiêu Hoà Bình",
    "Hoa\u0300 Bi\u0300nh",
    "<script>alert(1)</script>",
    "\x00\x01",
    "🇻🇳 %%% ??? ///",
    "'; drop table users; --",
    "\U000e0041\U000e0042",
    "{{7*7}} ${x} [a](province)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_message_gets_an_intent(parse: Parse, text: str) -> None:
    result = parse(text)
    assert result["intent"]["name"]
    for entity in result["entities"]:
        assert 0 <= entity["start"] < entity["end"] <= len(result["text"])


def test_original_text_travels_beside_the_normal_form(parse: Parse) -> None:
    result = parse("kinh te so  HAI DUONG")
    assert result["original_text"] == "kinh te so  HAI DUONG"
    assert result["text"] == "kinh tế số Hải Dương"
    assert ("province", "Hải Dương") in [(e["entity"], e["value"]) for e in result["entities"]]


def test_ranking_is_offered(parse: Parse) -> None:
    ranking = parse("kinh tế số Hải Dương 2025")["intent_ranking"]
    assert len(ranking) == 5
    assert [item["confidence"] for item in ranking] == sorted(
        (i["confidence"] for i in ranking), reverse=True
    )


def test_model_holds_numbers_and_text_only(model: Path) -> None:
    with tarfile.open(model) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".joblib", ".skops"))]


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource

    from nlu.components.intent_classifier import LinearIntentClassifier

    storage = LocalModelStorage(tmp_path)
    resource = Resource("classifier")
    with storage.write_to(resource) as folder:
        np.savez(folder / "weights.npz", weights=np.zeros((3, 2)), bias=np.zeros(2))
        (folder / "labels.json").write_text('["a", "b", "c"]', encoding="utf-8")
    with pytest.raises(ServiceError):
        LinearIntentClassifier.load({}, storage, resource, None)  # type: ignore[arg-type]


def test_stories(model: Path, agent: Any, tmp_path: Path) -> None:
    from rasa.core.test import test as run_stories

    finish(
        run_stories(
            str(ROOT / "tests" / "stories" / "test_question_types.yml"),
            agent,
            out_directory=str(tmp_path),
            e2e=True,
            disable_plotting=True,
        )
    )
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert "all good" in failed, failed
