"""``hoiso feedback``: what people said of answers, for those who run the assistant."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from bot.settings import load_settings

_WORDS = {"up": "hữu ích", "down": "chưa đúng"}


@click.command()
@click.option("--down", is_flag=True, help="Chỉ những câu trả lời bị chê.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Số góp ý mới nhất."
)
@click.option("--json", "as_json", is_flag=True, help="In mỗi góp ý một dòng JSON.")
def feedback(down: bool, limit: int, as_json: bool) -> None:
    """Góp ý của người dùng về câu trả lời (khen, chê, báo sai), mới nhất trước."""
    from bot.storage import feedback as kept
    from bot.storage import open_storage

    storage = open_storage(load_settings())
    try:
        opinions = kept.listed(storage, "down" if down else "", limit)
    finally:
        storage.close()
    if as_json:
        for opinion in opinions:
            click.echo(json.dumps(asdict(opinion), ensure_ascii=False))
        return
    if not opinions:
        click.echo("Chưa có góp ý nào.")
    for opinion in opinions:
        at = datetime.fromtimestamp(opinion.at).strftime("%d/%m/%Y %H:%M")
        click.echo(f"{at}  {opinion.channel}  {_WORDS[opinion.value]}")
        for label, text in (("hỏi", opinion.question), ("đáp", opinion.answer), ("góp ý", opinion.reason)):
            if text:
                click.echo(f"  {label}: {text.splitlines()[0]}")
