"""``hoiso doctor``: what is misconfigured, what is missing, and what to do about it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from bot.settings import VARIABLES, Settings, SettingsError, load_settings
from knowledge.errors import HoisoError

Level = Literal["ok", "warn", "error"]
_MARKS = {"ok": "✓", "warn": "!", "error": "✗"}
_FREE_BYTES = 2 * 1024**3
_OWN_PREFIX = "HOISO_"
# Set by the assistant's own processes for one another, not by people.
_INTERNAL = ("HOISO_PARENT", "HOISO_ACTIONS_URL", "HOISO_SESSIONS_FILE", "HOISO_SESSION_MINUTES")
_ELSEWHERE = (
    "HOISO_STATE",
    "HOISO_DOCUMENTS",
    "HOISO_ENCODER",
    "HOISO_WHEELS",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and a sentence that says what to do where it is not fine."""

    level: Level
    text: str


@click.command()
def doctor() -> None:
    """Kiểm tra cài đặt, cấu hình và những gì đã dựng; nói rõ điều gì sai và cách sửa."""
    failed = False
    for finding in examine():
        failed = failed or finding.level == "error"
        click.echo(f"{_MARKS[finding.level]} {finding.text}")
    if failed:
        raise click.exceptions.Exit(1)


def examine() -> Iterator[Finding]:
    """Yield findings, settings first; without usable settings the rest can't be looked at."""
    if sys.version_info[:2] != (3, 11):
        yield Finding("error", f"Python {sys.version.split()[0]}: cần 3.11.")
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding("error", str(error))
        return
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _unknown_variables,
        _doors,
        _state,
        _built,
        _storage,
        _zalo,
        _running,
    )
    for check in checks:
        try:
            yield from check(settings)
        except HoisoError as error:
            yield Finding("error", str(error))


def known_variables() -> dict[str, str]:
    """Return every variable this project reads, with its meaning."""
    from bot.gateway.zalo import settings as zalo
    from bot.storage import settings as storage

    listed = (*VARIABLES, *storage.VARIABLES, *zalo.VARIABLES)
    return {variable.name: variable.meaning for variable in listed}


def _unknown_variables(settings: Settings) -> Iterator[Finding]:
    known = {*known_variables(), *_INTERNAL, *_ELSEWHERE}
    unknown = sorted(name for name in os.environ if name.startswith(_OWN_PREFIX) and name not in known)
    for name in unknown:
        yield Finding("warn", f"Không có cài đặt tên {name}; có thể gõ nhầm.")
    if not unknown:
        yield Finding("ok", "Các biến HOISO_* đều hợp lệ.")


def _doors(settings: Settings) -> Iterator[Finding]:
    open_to_all = settings.host not in ("127.0.0.1", "::1", "localhost")
    https = settings.public_url.startswith("https://")
    if open_to_all and not https:
        yield Finding(
            "warn",
            f"Cổng trò chuyện mở ra ngoài ({settings.host}) nhưng HOISO_PUBLIC_URL chưa phải https://: "
            "hãy đặt máy chủ trung gian có TLS phía trước.",
        )
    if settings.public_url and not open_to_all and not settings.trusted_proxies:
        yield Finding(
            "warn",
            "Có HOISO_PUBLIC_URL nhưng chưa có HOISO_TRUSTED_PROXIES: mọi người sau máy chủ trung gian "
            "bị coi là một địa chỉ nội bộ và không bị giới hạn. Máy chủ trung gian chạy trên máy này thì đặt "
            "HOISO_TRUSTED_PROXIES=127.0.0.1.",
        )
    if https and not settings.hsts:
        yield Finding("warn", "Dùng HTTPS nhưng HOISO_HSTS=0: đặt HOISO_HSTS=31536000.")
    for origin in settings.origins:
        if not origin.startswith("https://"):
            yield Finding("warn", f"HOISO_ORIGINS có {origin} không dùng HTTPS.")
    if settings.secret and len(settings.secret) < 32:
        yield Finding(
            "error", "HOISO_SECRET ngắn hơn 32 ký tự: dùng chuỗi ngẫu nhiên dài hơn, hoặc để trống."
        )
    if settings.log_text:
        yield Finding("warn", "HOISO_LOG_TEXT=1: câu hỏi (đã che) được ghi vào nhật ký.")
    yield Finding(
        "ok", f"Cổng trò chuyện: {settings.url}; Rasa và máy chủ hành động chỉ nghe trên 127.0.0.1."
    )


def _state(settings: Settings) -> Iterator[Finding]:
    state = settings.paths.state
    place = next(folder for folder in (state, *state.parents) if folder.exists())
    if not os.access(place, os.W_OK):
        yield Finding("error", f"Không ghi được vào {state}: hãy đổi quyền hoặc đặt HOISO_STATE.")
    if shutil.disk_usage(place).free < _FREE_BYTES:
        yield Finding("warn", f"Ổ đĩa của {state} còn dưới 2 GB.")
    for name in ("secret", "hoiso.db", "sessions.db"):
        file = state / name
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Finding("error", f"Người khác đọc được {file}: chạy chmod 600 {file}.")
    yield Finding("ok", f"Thư mục trạng thái: {state}")


def _built(settings: Settings) -> Iterator[Finding]:
    from bot.build import RasaProject, index_is_current, is_whole, model_path

    if not Path(settings.paths.encoder).exists() and "/" not in settings.paths.encoder:
        yield Finding(
            "error", f"Không có mô hình mã hoá câu {settings.paths.encoder}: kiểm tra HOISO_ENCODER."
        )
    model = model_path(settings.paths, RasaProject())
    if is_whole(model):
        yield Finding("ok", f"Mô hình Rasa khớp với dữ liệu: {model.name}")
    else:
        yield Finding("warn", "Mô hình Rasa chưa có hoặc đã cũ; hoiso up sẽ huấn luyện lại.")
    if index_is_current(settings.paths):
        yield Finding("ok", "Chỉ mục khớp với văn bản và còn nguyên vẹn.")
    else:
        yield Finding("warn", "Chỉ mục chưa có, đã cũ hoặc hỏng; hoiso up sẽ dựng lại.")


def _storage(settings: Settings) -> Iterator[Finding]:
    from bot.storage import open_storage

    storage = open_storage(settings)
    yield Finding("ok", "Cơ sở dữ liệu: " + ("một tệp SQLite" if storage.is_sqlite else "PostgreSQL"))
    storage.close()


def _zalo(settings: Settings) -> Iterator[Finding]:
    named = [name for name in known_variables() if name.startswith("HOISO_ZALO_")]
    needed = [name for name in named if name.endswith(("APP_ID", "APP_SECRET", "OA_SECRET", "REFRESH_TOKEN"))]
    given = [name for name in needed if os.environ.get(name, "").strip()]
    if not given:
        yield Finding("ok", "Kênh Zalo: tắt (chưa đặt HOISO_ZALO_APP_ID).")
        return
    missing = [name for name in needed if name not in given]
    if missing:
        yield Finding("error", "Kênh Zalo thiếu " + ", ".join(missing) + ".")
    elif not settings.public_url.startswith("https://"):
        yield Finding("error", "Kênh Zalo cần HOISO_PUBLIC_URL dạng https:// để Zalo gọi tới.")
    else:
        yield Finding("ok", "Kênh Zalo: đủ cài đặt.")


def _running(settings: Settings) -> Iterator[Finding]:
    import httpx

    try:
        response = httpx.get(f"{settings.url}/healthz", timeout=15, trust_env=False)
        parts = response.json()["parts"]
    except httpx.HTTPError:
        yield Finding("ok", f"Trợ lý hiện không chạy ở {settings.url}.")
        return
    except (ValueError, KeyError, TypeError):
        yield Finding("error", f"Ở {settings.url} có chương trình khác: hãy đặt HOISO_PORT.")
        return
    broken = [name for name, told in parts.items() if told != "ok"]
    if broken:
        yield Finding(
            "error", f"Trợ lý đang chạy nhưng hỏng ở: {', '.join(broken)}. Xem {settings.paths.logs}."
        )
    else:
        yield Finding("ok", f"Trợ lý đang chạy tốt ở {settings.url}.")
