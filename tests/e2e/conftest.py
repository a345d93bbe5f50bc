from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.assistant import Assistant, is_alive, lend_models


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(2400))


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    running = Assistant(tmp_path_factory.mktemp("assistant")).start()
    lend_models(running.state)
    yield running
    pids = [pid for role in running.ports if (pid := running.pid(role))]
    assert running.process is not None
    if running.process.poll() is None:
        running.stop()
    assert not [pid for pid in pids if is_alive(pid)]


@pytest.fixture(scope="session")
def new_sender() -> Callable[[], str]:
    numbers = itertools.count()
    return lambda: f"e2e-{next(numbers)}"
