"""``hoiso benchmark`` and ``hoiso evaluate``: how well it finds, how well it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import load_settings

if TYPE_CHECKING:
    from index.hybrid import Mode


@click.group()
def benchmark() -> None:
    """Đo chất lượng và tốc độ."""


@benchmark.command()
@click.option("--corpus", required=True, type=click.Path(path_type=Path), help="corpus.jsonl (bố cục BEIR).")
@click.option("--queries", required=True, type=click.Path(path_type=Path), help="queries.jsonl.")
@click.option("--qrels", required=True, type=click.Path(path_type=Path), help="qrels.tsv.")
@click.option(
    "--mode",
    type=click.Choice(["dense", "lexical", "hybrid"]),
    default="hybrid",
    show_default=True,
    help="Cách tìm.",
)
@click.option("--strip-diacritics", is_flag=True, help="Bỏ dấu câu hỏi trước khi tìm.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON trên một dòng.")
def retrieval(
    corpus: Path, queries: Path, qrels: Path, mode: Mode, strip_diacritics: bool, as_json: bool
) -> None:
    """Đo tìm kiếm trên một bộ dữ liệu theo bố cục BEIR."""
    from index.benchmark import run_benchmark

    for file in (corpus, queries, qrels):
        if not file.is_file():
            raise click.UsageError(f"Không có tệp {file}.")
    result = run_benchmark(corpus, queries, qrels, mode, strip_diacritics, progress=not as_json)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        click.echo(f"{name:16} {value}")


@click.command()
@click.option(
    "--cases", type=click.Path(path_type=Path), default=None, help="Tệp câu hỏi; mặc định là bộ của dự án."
)
@click.option("--split", default="all", show_default=True, help="Chỉ đo phần này của bộ câu hỏi.")
@click.option("--html", type=click.Path(path_type=Path), default=None, help="Ghi báo cáo HTML vào tệp này.")
def evaluate(cases: Path | None, split: str, html: Path | None) -> None:
    """Hỏi trợ lý đang chạy bộ câu hỏi của dự án; in bảng theo loại câu và cách viết."""
    from rich.console import Console

    from bot.evaluation.cases import DEFAULT_CASES, load_cases
    from bot.evaluation.report import print_report, write_html
    from bot.evaluation.runner import run_cases

    settings = load_settings()
    verdicts = list(run_cases(load_cases(cases or DEFAULT_CASES, split), settings.url))
    print_report(verdicts, Console())
    if html is not None:
        write_html(verdicts, html)
        click.echo(f"Báo cáo: {html}")
