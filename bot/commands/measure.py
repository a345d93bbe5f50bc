"""``hoiso benchmark`` and ``hoiso evaluate``: how well it finds, how well it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import load_settings

if TYPE_CHECKING:
    from index.hybrid import Mode

STYLES = ("plain", "telex", "vni", "capitals", "nfd", "half", "typos")
"""Names of :data:`bot.evaluation.restyle.STYLES`, here so that the help needs no import of it."""


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
@click.option(
    "--restyle",
    multiple=True,
    type=click.Choice(STYLES),
    help="Viết lại câu hỏi theo kiểu này trước khi hỏi (lặp lại được để đo nhiều kiểu).",
)
def evaluate(cases: Path | None, split: str, html: Path | None, restyle: tuple[str, ...]) -> None:
    """Hỏi trợ lý đang chạy bộ câu hỏi của dự án; in bảng theo loại câu và cách viết."""
    from rich.console import Console
    from rich.progress import track

    from bot.evaluation.cases import DEFAULT_CASES, load_cases
    from bot.evaluation.report import print_report, write_html
    from bot.evaluation.restyle import restyle_all
    from bot.evaluation.runner import run_cases

    asked = restyle_all(load_cases(cases or DEFAULT_CASES, split), restyle)
    console = Console()
    answers = run_cases(asked, load_settings().url)
    verdicts = list(track(answers, "Đang hỏi", total=len(asked), console=console, transient=True))
    print_report(verdicts, console)
    if html is not None:
        write_html(verdicts, html)
        click.echo(f"Báo cáo: {html}")
