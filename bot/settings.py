"""Settings of what runs: addresses, limits and time-outs, from ``HOISO_*`` environment variables.

Paths on disk are :mod:`knowledge.settings`'s. Every variable is listed in :data:`VARIABLES` with its
meaning, so that ``hoiso doctor`` and the README can show them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from urllib.parse import urlsplit

from knowledge.errors import HoisoError
from knowledge.settings import Paths, paths


class SettingsError(HoisoError):
    """A setting can't be used; the message names the variable and what it should look like."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, default as text, and what it does (Vietnamese)."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("HOISO_HOST", "127.0.0.1", "địa chỉ mà cổng trò chuyện lắng nghe; 0.0.0.0 để mở ra ngoài"),
    Variable("HOISO_PORT", "8080", "cổng của cổng trò chuyện"),
    Variable("HOISO_RASA_PORT", "5005", "cổng nội bộ của Rasa, chỉ nghe trên 127.0.0.1"),
    Variable("HOISO_ACTIONS_PORT", "5055", "cổng nội bộ của máy chủ hành động, chỉ nghe trên 127.0.0.1"),
    Variable("HOISO_PUBLIC_URL", "", "địa chỉ công khai (https://...), dùng cho liên kết gửi ra ngoài"),
    Variable("HOISO_MAX_BODY", "65536", "kích thước tối đa của một yêu cầu, tính bằng byte"),
    Variable("HOISO_MAX_CHARS", "4000", "số ký tự tối đa của một tin nhắn"),
    Variable("HOISO_ANSWER_SECONDS", "8", "thời gian tối đa chờ một câu trả lời"),
    Variable("HOISO_QUEUE_SECONDS", "60", "thời gian tối đa một tin nhắn chờ tới lượt"),
    Variable("HOISO_QUEUE_MESSAGES", "200", "số tin nhắn tối đa của một người cùng chờ tới lượt"),
    Variable("HOISO_SESSION_MINUTES", "60", "sau bao nhiêu phút im lặng thì bắt đầu hội thoại mới"),
    Variable("HOISO_THREADS", "16", "số luồng của cổng trò chuyện"),
    Variable("HOISO_LIMIT_SENDER", "15/minute", "giới hạn tin nhắn của một người"),
    Variable("HOISO_LIMIT_ADDRESS", "120/minute", "giới hạn tin nhắn của một địa chỉ IP"),
    Variable("HOISO_LIMIT_LOOPBACK", "0", "1 để áp giới hạn cả với 127.0.0.1"),
    Variable(
        "HOISO_TRUSTED_PROXIES",
        "",
        "mạng của máy chủ trung gian được tin X-Forwarded-For, cách nhau dấu phẩy",
    ),
    Variable("HOISO_ORIGINS", "", "các trang web được nhúng trợ lý (https://...), cách nhau dấu phẩy"),
    Variable(
        "HOISO_HSTS", "0", "số giây của Strict-Transport-Security; chỉ đặt khi dùng HTTPS, ví dụ 31536000"
    ),
    Variable(
        "HOISO_SECRET", "", "khoá bí mật để băm mã người dùng; để trống thì tự tạo trong thư mục trạng thái"
    ),
    Variable("HOISO_LOG_TEXT", "0", "1 để ghi cả câu hỏi (đã che thông tin cá nhân) vào nhật ký"),
    Variable("HOISO_CANARY", "", "câu hỏi kiểm tra của /healthz; để trống thì lấy từ văn bản đang có"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the three processes need to know, checked.

    Times are seconds unless the name says otherwise, sizes bytes, limits as ``limits`` writes them
    ("15/minute"). ``origins`` are scheme://host[:port] without a slash at the end.
    """

    paths: Paths
    host: str
    port: int
    rasa_port: int
    actions_port: int
    public_url: str
    max_body: int
    max_chars: int
    answer_seconds: float
    queue_seconds: float
    queue_messages: int
    session_minutes: int
    threads: int
    limit_sender: str
    limit_address: str
    limit_loopback: bool
    trusted_proxies: tuple[str, ...]
    origins: tuple[str, ...]
    hsts: int
    secret: str
    log_text: bool
    canary: str

    @property
    def rasa_url(self) -> str:
        """Address of Rasa, loopback only."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Address of the action server, loopback only."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def url(self) -> str:
        """Address to open on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a value is malformed, or two processes would share a port.
    """
    env = _Reader(os.environ if environ is None else environ)
    settings = Settings(
        paths=paths(),
        host=env.text("HOISO_HOST"),
        port=env.port("HOISO_PORT"),
        rasa_port=env.port("HOISO_RASA_PORT"),
        actions_port=env.port("HOISO_ACTIONS_PORT"),
        public_url=env.url("HOISO_PUBLIC_URL"),
        max_body=env.whole("HOISO_MAX_BODY", 1024),
        max_chars=env.whole("HOISO_MAX_CHARS", 1),
        answer_seconds=float(env.whole("HOISO_ANSWER_SECONDS", 1)),
        queue_seconds=float(env.whole("HOISO_QUEUE_SECONDS", 1)),
        queue_messages=env.whole("HOISO_QUEUE_MESSAGES", 1),
        session_minutes=env.whole("HOISO_SESSION_MINUTES", 1),
        threads=env.whole("HOISO_THREADS", 2),
        limit_sender=env.limit("HOISO_LIMIT_SENDER"),
        limit_address=env.limit("HOISO_LIMIT_ADDRESS"),
        limit_loopback=env.flag("HOISO_LIMIT_LOOPBACK"),
        trusted_proxies=env.networks("HOISO_TRUSTED_PROXIES"),
        origins=env.origins("HOISO_ORIGINS"),
        hsts=env.whole("HOISO_HSTS", 0),
        secret=env.text("HOISO_SECRET"),
        log_text=env.flag("HOISO_LOG_TEXT"),
        canary=env.text("HOISO_CANARY"),
    )
    ports = (settings.port, settings.rasa_port, settings.actions_port)
    if len(set(ports)) < len(ports):
        raise SettingsError(
            "HOISO_PORT, HOISO_RASA_PORT và HOISO_ACTIONS_PORT phải khác nhau, nay là "
            + ", ".join(str(port) for port in ports)
            + "."
        )
    return settings


class _Reader:
    """Typed reading of variables; an empty value counts as not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._defaults = {variable.name: variable.default for variable in VARIABLES}

    def text(self, name: str) -> str:
        return self._environ.get(name, "").strip() or self._defaults[name]

    def whole(self, name: str, lowest: int) -> int:
        raw = self.text(name)
        if not raw.isdecimal() or int(raw) < lowest:
            raise SettingsError(f'{name}="{raw}" không dùng được: cần một số nguyên từ {lowest} trở lên.')
        return int(raw)

    def port(self, name: str) -> int:
        number = self.whole(name, 1)
        if number > 65535:
            raise SettingsError(f"{name}={number} không dùng được: số cổng nằm trong khoảng 1 đến 65535.")
        return number

    def flag(self, name: str) -> bool:
        raw = self.text(name).lower()
        if raw not in ("0", "1", "true", "false"):
            raise SettingsError(f'{name}="{raw}" không dùng được: đặt 1 (bật) hoặc 0 (tắt).')
        return raw in ("1", "true")

    def limit(self, name: str) -> str:
        from limits import parse

        raw = self.text(name)
        try:
            parse(raw)
        except ValueError as error:
            raise SettingsError(f'{name}="{raw}" không dùng được: viết như "15/minute".') from error
        return raw

    def url(self, name: str) -> str:
        raw = self.text(name).rstrip("/")
        if raw and not _is_web_address(raw):
            raise SettingsError(f'{name}="{raw}" không dùng được: viết như "https://hoiso.example.vn".')
        return raw

    def origins(self, name: str) -> tuple[str, ...]:
        found = tuple(part.strip().rstrip("/") for part in self.text(name).split(",") if part.strip())
        for origin in found:
            if not _is_web_address(origin) or urlsplit(origin).path:
                raise SettingsError(f'{name} có "{origin}" không dùng được: viết như "https://example.vn".')
        return found

    def networks(self, name: str) -> tuple[str, ...]:
        found = tuple(part.strip() for part in self.text(name).split(",") if part.strip())
        for network in found:
            try:
                ip_network(network, strict=False)
            except ValueError as error:
                raise SettingsError(
                    f'{name} có "{network}" không phải địa chỉ mạng, ví dụ 10.0.0.0/8.'
                ) from error
        return found


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and "*" not in text
