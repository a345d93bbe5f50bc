"""Settings of the database, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings import SettingsError, Variable

VARIABLES = (
    Variable(
        "HOISO_DATABASE_URL", "", "địa chỉ PostgreSQL (postgresql://...); để trống thì dùng một tệp SQLite"
    ),
    Variable("HOISO_RETENTION_DAYS", "90", "số ngày giữ hội thoại; sau đó xoá hẳn"),
)


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where the data lies, and for how many days conversations are kept."""

    url: str
    retention_days: int


def load(state: Path, environ: Mapping[str, str] | None = None) -> StorageSettings:
    """Read the settings; without a URL the database is ``hoiso.db`` in the state folder.

    Raises:
        SettingsError: a value can't be used.
    """
    env = os.environ if environ is None else environ
    url = env.get("HOISO_DATABASE_URL", "").strip() or f"sqlite:///{state / 'hoiso.db'}"
    if url.startswith("postgres://"):  # the short form that hosting providers hand out
        url = "postgresql://" + url.removeprefix("postgres://")
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise SettingsError(
            "HOISO_DATABASE_URL không dùng được: viết như postgresql://người-dùng:mật-khẩu@máy-chủ/tên, "
            "hoặc để trống để dùng SQLite."
        )
    days = env.get("HOISO_RETENTION_DAYS", "").strip() or "90"
    if not days.isdecimal() or not 1 <= int(days) <= 3650:
        raise SettingsError(f'HOISO_RETENTION_DAYS="{days}" không dùng được: cần số ngày từ 1 đến 3650.')
    return StorageSettings(url, int(days))
