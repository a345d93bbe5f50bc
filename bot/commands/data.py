"""``hoiso data``: what is held of one person, exported or deleted."""

from __future__ import annotations

import json
import sqlite3

import click

from bot.settings import Settings, load_settings
from knowledge.errors import HoisoError

_CHANNELS = ("web", "zalo")


@click.group()
def data() -> None:
    """Dữ liệu của một người: xuất ra hoặc xoá hẳn (Luật Bảo vệ dữ liệu cá nhân).

    MÃ là mã hội thoại mà trang trò chuyện hiện cho người dùng (kênh web), hoặc ID người dùng Zalo.
    """


@data.command("export")
@click.argument("identity", metavar="MÃ")
@click.option(
    "--channel", type=click.Choice(_CHANNELS), default="web", show_default=True, help="Kênh trò chuyện."
)
def export_(identity: str, channel: str) -> None:
    """In mọi dữ liệu đang giữ của một người, dạng JSON."""
    from bot.storage import open_storage, people

    storage = open_storage(load_settings())
    try:
        held = people.export_person(storage, channel, person_of(storage, channel, identity))
    finally:
        storage.close()
    if held is None:
        raise HoisoError("Không giữ dữ liệu nào của người này.")
    click.echo(json.dumps(held, ensure_ascii=False, indent=2))


@data.command()
@click.argument("identity", metavar="MÃ")
@click.option(
    "--channel", type=click.Choice(_CHANNELS), default="web", show_default=True, help="Kênh trò chuyện."
)
def delete(identity: str, channel: str) -> None:
    """Xoá hẳn mọi dữ liệu của một người, không để lại dòng nào trong cơ sở dữ liệu."""
    from bot.storage import open_storage, people

    settings = load_settings()
    storage = open_storage(settings)
    try:
        person = person_of(storage, channel, identity)
        found = people.forget_person(storage, channel, person)
    finally:
        storage.close()
    forget_slots(settings, channel, person)
    click.echo("✓ Đã xoá hẳn" if found else "Không giữ dữ liệu nào của người này.")


def person_of(storage: object, channel: str, identity: str) -> str:
    """Return the keyed hash under which a person's data is stored.

    ``identity`` is the token of a web conversation, a Zalo user id, or such a hash itself.
    """
    from bot.gateway.errors import ApiError
    from bot.gateway.widget.identity import Tokens

    if len(identity) == 64 and all(char in "0123456789abcdef" for char in identity):
        return identity
    if channel == "web":
        try:
            return Tokens(storage.vault, storage.retention_days).person(identity)  # type: ignore[attr-defined]
        except ApiError as error:
            raise HoisoError("Mã hội thoại không đúng hoặc đã hết hạn.") from error
    return str(storage.vault.person(channel, identity))  # type: ignore[attr-defined]


def forget_slots(settings: Settings, channel: str, person: str) -> None:
    """Drop what Rasa remembers of the person's conversation."""
    from bot.gateway.sessions import SenderNames, load_secret
    from bot.slot_file import SlotFile

    names = SenderNames(load_secret(settings.secret, settings.paths.state))
    try:
        SlotFile(settings.paths.state / "sessions.db").forget(names.name(channel, person))
    except sqlite3.Error as error:
        raise HoisoError("Tệp hội thoại đang bận nên chưa xoá hết. Hãy chạy lại lệnh xoá.") from error
