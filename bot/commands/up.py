"""``hoiso up``: build what is stale, start the three processes, stop them together."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.build import (
    RasaProject,
    build_index,
    index_is_current,
    is_whole,
    model_path,
    train_model,
)
from bot.progress import step
from bot.settings import Settings, load_settings
from bot.supervisor import StartError, Supervisor, assistant
from knowledge.errors import HoisoError

_NAMES = {"rasa": "Rasa", "actions": "máy chủ hành động", "gateway": "cổng trò chuyện"}


@click.command()
@click.option("--build-only", is_flag=True, help="Chỉ huấn luyện và dựng chỉ mục, không khởi động.")
def up(build_only: bool) -> None:
    """Khởi động trợ lý: huấn luyện và dựng chỉ mục nếu thiếu hoặc cũ, rồi mở cổng trò chuyện.

    Dừng bằng Ctrl-C. Địa chỉ và cổng đặt qua HOISO_HOST, HOISO_PORT.
    """
    settings = load_settings()
    with only_one(settings):
        model = prepare(settings)
        if build_only:
            click.echo(str(model))
            return
        for name, host, port in (
            ("HOISO_PORT", settings.host, settings.port),
            ("HOISO_RASA_PORT", "127.0.0.1", settings.rasa_port),
            ("HOISO_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
        ):
            require_free(name, host, port)
        click.echo("… Khởi động Rasa, máy chủ hành động và cổng trò chuyện")
        Supervisor(
            settings,
            assistant(model),
            on_ready=lambda: click.echo(f"✓ Hỏi Số đã sẵn sàng: {settings.url}   (Ctrl-C để dừng)"),
            on_restart=lambda name: click.echo(f"! {_NAMES[name]} đã dừng, đang khởi động lại", err=True),
        ).run()
        click.echo("✓ Đã dừng")


def prepare(settings: Settings) -> Path:
    """Build the Rasa model and the index where they are missing or stale; return the model's path."""
    project = RasaProject()
    model = model_path(settings.paths, project)
    if not is_whole(model):
        with step("Huấn luyện mô hình hiểu câu hỏi") as on_line:
            train_model(settings.paths, project, model, on_line)
    if not index_is_current(settings.paths):
        with step("Đọc văn bản và dựng chỉ mục") as on_line:
            build_index(settings.paths, on_line)
    return model


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the state folder for this ``hoiso up``.

    Raises:
        HoisoError: another one runs on the same folder.
    """
    settings.paths.state.mkdir(parents=True, exist_ok=True)
    with (settings.paths.state / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HoisoError(
                "Trợ lý đang chạy với cùng thư mục trạng thái. Hãy dừng nó (Ctrl-C) hoặc đặt HOISO_STATE."
            ) from error
        yield


def require_free(name: str, host: str, port: int) -> None:
    """Raise unless the port can be listened on.

    Raises:
        StartError: it can't; the message names the setting.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartError(
                f"Không mở được cổng {port} trên {host} ({error.strerror}). Hãy dừng chương trình đang dùng "
                f"cổng đó, hoặc đặt {name} là số khác."
            ) from error
