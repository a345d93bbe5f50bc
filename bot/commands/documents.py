"""``hoiso ingest``, ``remove`` and ``export``: documents in, documents out, records out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.build import build_index
from bot.progress import step
from bot.settings import load_settings
from knowledge.errors import HoisoError, UnknownDocumentError

_SHOWN = 12


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ cho xem đọc được gì, không thêm vào.")
@click.option("--replace", is_flag=True, help="Thay văn bản đã có cùng số và cơ quan ban hành.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.option("--all", "show_all", is_flag=True, help="Cho xem toàn bộ danh sách thay vì phần đầu.")
def ingest(files: tuple[Path, ...], dry_run: bool, replace: bool, yes: bool, show_all: bool) -> None:
    """Đọc các kế hoạch (.txt, .html, .docx, .pdf), cho xem đọc được gì và thêm vào.

    Trợ lý đang chạy nhận văn bản mới ngay, không phải khởi động lại.
    """
    from knowledge.ingest import commit_ingest, plan_ingest
    from knowledge.review import render_review

    settings = load_settings()
    failed = added = 0
    for file in files:
        try:
            review = plan_ingest(file, replace=replace, documents=settings.paths.documents)
            click.echo(render_review(review, limit=None if show_all else _SHOWN))
            if dry_run:
                continue
            if sys.stdin.isatty() and not yes and not click.confirm("Thêm văn bản này?", default=True):
                continue
            commit_ingest(review)
            added += 1
            click.echo(f"✓ Đã thêm {file.name} với mã {review.metadata.id}")
        except HoisoError as error:
            failed += 1
            click.echo(f"Lỗi: {file}: {error}", err=True)
    if added:
        with step("Dựng lại chỉ mục") as on_line:
            build_index(settings.paths, on_line)
    if failed:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("document_id", metavar="ID")
def remove(document_id: str) -> None:
    """Bỏ một văn bản khỏi bản ghi, chỉ mục và các trang (ID như trong hoiso export hoặc /documents/ID)."""
    from knowledge.ingest import remove_document

    settings = load_settings()
    try:
        remove_document(document_id, settings.paths.documents)
    except UnknownDocumentError as error:
        from knowledge.library import document_folders

        held = ", ".join(folder.name for folder in document_folders(settings.paths.documents))
        raise HoisoError(f"{error} Các mã đang có: {held or '(chưa có văn bản nào)'}.") from error
    click.echo(f"✓ Đã bỏ {document_id}")
    with step("Dựng lại chỉ mục") as on_line:
        build_index(settings.paths, on_line)


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Thư mục để ghi các tệp .jsonl.")
def export(out: Path) -> None:
    """Xuất mọi bản ghi: documents.jsonl, clauses.jsonl, indicators.jsonl, assignments.jsonl."""
    from knowledge.export import export_library
    from knowledge.library import load_library

    settings = load_settings()
    counts = export_library(load_library(settings.paths.documents), out)
    for name, lines in counts.items():
        click.echo(f"{out / name}: {lines} dòng")
