"""Settings of the Zalo channel. With none of them set the channel is off; half set is a mistake."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings import SettingsError, Variable

VARIABLES = (
    Variable("HOISO_ZALO_APP_ID", "", "ID ứng dụng trên developers.zalo.me; để trống thì tắt kênh Zalo"),
    Variable("HOISO_ZALO_APP_SECRET", "", "khoá bí mật của ứng dụng (App Secret), dùng để làm mới token"),
    Variable("HOISO_ZALO_OA_SECRET", "", "OA Secret Key ở trang Webhook của ứng dụng, dùng để kiểm chữ ký"),
    Variable("HOISO_ZALO_REFRESH_TOKEN", "", "refresh token lấy khi cấp quyền cho OA; chỉ dùng một lần đầu"),
    Variable("HOISO_ZALO_OA_ID", "", "ID của OA; nếu đặt thì bỏ qua sự kiện của OA khác"),
    Variable("HOISO_ZALO_MAX_AGE_HOURS", "13", "sự kiện cũ hơn số giờ này bị từ chối"),
    Variable("HOISO_ZALO_WINDOW_HOURS", "48", "chỉ trả lời trong số giờ này kể từ tin của người dùng"),
    Variable("HOISO_ZALO_WORKERS", "4", "số luồng trả lời; 0 để chỉ nhận, không trả lời"),
    Variable("HOISO_ZALO_API_URL", "https://openapi.zalo.me", "địa chỉ API của Zalo (đổi khi thử)"),
    Variable("HOISO_ZALO_OAUTH_URL", "https://oauth.zaloapp.com", "địa chỉ cấp token của Zalo (đổi khi thử)"),
)
_REQUIRED = ("HOISO_ZALO_APP_ID", "HOISO_ZALO_APP_SECRET", "HOISO_ZALO_OA_SECRET", "HOISO_ZALO_REFRESH_TOKEN")
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


@dataclass(frozen=True, slots=True)
class ZaloSettings:
    """What the channel needs to know. ``max_age`` and ``window`` are seconds."""

    app_id: str
    app_secret: str
    oa_secret: str
    refresh_token: str
    oa_id: str
    max_age: float
    window: float
    workers: int
    api_url: str
    oauth_url: str


def load(environ: Mapping[str, str] | None = None) -> ZaloSettings | None:
    """Read the settings; None where the channel is off.

    Raises:
        SettingsError: the channel is half configured, or a value can't be used.
    """
    env = os.environ if environ is None else environ

    def text(name: str) -> str:
        return env.get(name, "").strip() or _DEFAULTS[name]

    def whole(name: str, lowest: int, highest: int) -> int:
        raw = text(name)
        if not (raw.isascii() and raw.isdecimal() and lowest <= int(raw) <= highest):
            raise SettingsError(f'{name}="{raw}" không dùng được: cần số nguyên từ {lowest} đến {highest}.')
        return int(raw)

    missing = [name for name in _REQUIRED if not text(name)]
    if len(missing) == len(_REQUIRED):
        return None
    if missing:
        raise SettingsError(
            "Kênh Zalo mới đặt một phần, còn thiếu: "
            + ", ".join(missing)
            + ". Đặt đủ, hoặc bỏ hết để tắt kênh."
        )
    return ZaloSettings(
        app_id=text("HOISO_ZALO_APP_ID"),
        app_secret=text("HOISO_ZALO_APP_SECRET"),
        oa_secret=text("HOISO_ZALO_OA_SECRET"),
        refresh_token=text("HOISO_ZALO_REFRESH_TOKEN"),
        oa_id=text("HOISO_ZALO_OA_ID"),
        max_age=whole("HOISO_ZALO_MAX_AGE_HOURS", 2, 48) * 3600.0,
        window=whole("HOISO_ZALO_WINDOW_HOURS", 1, 168) * 3600.0,
        workers=whole("HOISO_ZALO_WORKERS", 0, 64),
        api_url=text("HOISO_ZALO_API_URL").rstrip("/"),
        oauth_url=text("HOISO_ZALO_OAUTH_URL").rstrip("/"),
    )
