from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.gateway.zalo.settings import ZaloSettings, load
from tests.zalo.fake_zalo import APP_ID, APP_SECRET, FIRST_REFRESH, OA_ID, OA_SECRET, FakeZalo
from tests.zalo.stage import Stage, build_stage


@pytest.fixture
def zalo() -> Iterator[FakeZalo]:
    fake = FakeZalo()
    yield fake
    fake.stop()


@pytest.fixture
def zalo_settings(zalo: FakeZalo) -> ZaloSettings:
    url = zalo.start()
    found = load(
        {
            "HOISO_ZALO_APP_ID": APP_ID,
            "HOISO_ZALO_APP_SECRET": APP_SECRET,
            "HOISO_ZALO_OA_SECRET": OA_SECRET,
            "HOISO_ZALO_REFRESH_TOKEN": FIRST_REFRESH,
            "HOISO_ZALO_OA_ID": OA_ID,
            "HOISO_ZALO_API_URL": url,
            "HOISO_ZALO_OAUTH_URL": url,
        }
    )
    assert found is not None
    return found


@pytest.fixture
def stage(tmp_path: Path, zalo: FakeZalo, zalo_settings: ZaloSettings) -> Stage:
    return build_stage(tmp_path, zalo, zalo_settings)
