"""``hoiso ask``: one question, one cited answer."""

from __future__ import annotations

import json
import logging
import secrets
from typing import Any

import click
import httpx

from bot.settings import Settings, load_settings
from knowledge.errors import ServiceError

_CONNECT_SECONDS = 1.0


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--json", "as_json", is_flag=True, help="In nguyên câu trả lời dạng JSON của giao diện trò chuyện."
)
@click.option("--session", default="", help="Tên hội thoại, để hỏi tiếp câu trước (khi trợ lý đang chạy).")
def ask(question: tuple[str, ...], as_json: bool, session: str) -> None:
    """Hỏi một câu, nhận câu trả lời kèm nguồn.

    Dùng trợ lý đang chạy nếu có; nếu không thì tự nạp mô hình (mất vài giây).
    """
    settings = load_settings()
    text = " ".join(question)
    sender = session or f"cli-{secrets.token_hex(8)}"
    answer = ask_running(settings, sender, text)
    if answer is None:
        answer = ask_here(settings, sender, text)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join(str(message["text"]) for message in answer))


def ask_running(settings: Settings, sender: str, text: str) -> list[dict[str, Any]] | None:
    """Return the running assistant's answer; None where none runs at the configured address.

    Raises:
        ServiceError: it runs and answers with an error.
    """
    timeout = httpx.Timeout(settings.answer_seconds + settings.queue_seconds, connect=_CONNECT_SECONDS)
    try:
        response = httpx.post(
            f"{settings.url}/webhooks/rest/webhook",
            json={"sender": sender, "message": text},
            timeout=timeout,
            trust_env=False,
        )
        body = response.json()
    except (httpx.ConnectError, httpx.ConnectTimeout):
        return None
    except (httpx.HTTPError, ValueError) as error:
        raise ServiceError(
            f"Ở {settings.url} có chương trình khác, không phải Hỏi Số. Hãy đặt HOISO_PORT."
        ) from error
    if response.status_code != httpx.codes.OK:
        told = body.get("error") if isinstance(body, dict) else None
        raise ServiceError(
            str(told["message"]) if isinstance(told, dict) else f"Lỗi HTTP {response.status_code}."
        )
    return list(body)


def ask_here(settings: Settings, sender: str, text: str) -> list[dict[str, Any]]:
    """Return the answer of the model loaded into this process, built first where it is stale."""
    from bot.build import RasaProject, build_index, index_is_current, is_whole, model_path, train_model

    project = RasaProject()
    model = model_path(settings.paths, project)
    if not is_whole(model):
        click.echo("… Huấn luyện mô hình hiểu câu hỏi (lần đầu)", err=True)
        train_model(settings.paths, project, model, lambda line: None)
    if not index_is_current(settings.paths):
        click.echo("… Đọc văn bản và dựng chỉ mục (lần đầu)", err=True)
        build_index(settings.paths, lambda line: None)
    logging.disable(logging.WARNING)
    from bot.local import LocalAssistant

    return LocalAssistant(model).ask(sender, text)
