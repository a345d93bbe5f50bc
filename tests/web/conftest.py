from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web import serve


@pytest.fixture
def rasa() -> serve.FakeRasa:
    return serve.FakeRasa()


@pytest.fixture
def http(tmp_path: Path, rasa: serve.FakeRasa) -> FlaskClient:
    return serve.make_app(tmp_path, rasa, origins=("https://cong.example.vn",)).test_client()
