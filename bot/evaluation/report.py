"""What an evaluation found, as tables for the terminal and as one HTML page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from rich.console import Console
from rich.table import Table

from bot.evaluation.checks import Verdict


@dataclass(frozen=True, slots=True)
class Score:
    """Cases passed out of cases asked."""

    passed: int
    total: int

    @property
    def percent(self) -> str:
        """The share as a Vietnamese percentage with one decimal: ``92,5%``."""
        return f"{100 * self.passed / self.total:.1f}%".replace(".", ",") if self.total else "–"


def score(verdicts: Sequence[Verdict]) -> Score:
    """Score of a set of verdicts."""
    return Score(sum(verdict.passed for verdict in verdicts), len(verdicts))


def scores_by(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> dict[str, Score]:
    """Scores of the verdicts grouped by ``key``, in alphabetical order."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[key(verdict)].append(verdict)
    return {name: score(groups[name]) for name in sorted(groups)}


def confusion(verdicts: Sequence[Verdict]) -> dict[str, Counter[str]]:
    """For each expected question type, how often each type was understood."""
    matrix: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        matrix[verdict.case.type][verdict.understood or verdict.status or "(trống)"] += 1
    return {name: matrix[name] for name in sorted(matrix)}


def print_report(verdicts: Sequence[Verdict], console: Console) -> None:
    """Print scores by type and style, the confusion matrix and every failure."""
    for title, key in (("Theo loại câu hỏi", _type), ("Theo cách viết", _style), ("Theo tập", _split)):
        table = Table("nhóm", "đúng", "tổng", "tỷ lệ", title=title)
        for name, group in scores_by(verdicts, key).items():
            table.add_row(name, str(group.passed), str(group.total), group.percent)
        console.print(table)
    table = Table("loại đúng", "hiểu là (số câu)", title="Ma trận nhầm lẫn của loại câu hỏi")
    for name, row in confusion(verdicts).items():
        table.add_row(name, ", ".join(f"{understood} {count}" for understood, count in row.most_common()))
    console.print(table)
    for verdict in verdicts:
        if not verdict.passed:
            console.print(f"[red]✗ {verdict.case.id}[/] {' ‖ '.join(verdict.case.turns)}", highlight=False)
            console.print(f"  lỗi: {'; '.join(verdict.faults)}", highlight=False, markup=False)
            console.print(
                f"  hiểu: {verdict.understood} ({verdict.status}); dẫn: {', '.join(verdict.cited) or '–'}",
                highlight=False,
                markup=False,
            )
            console.print(f"  đáp: {verdict.reply[:300]}", highlight=False, markup=False)
    total = score(verdicts)
    console.print(f"Tổng: {total.passed}/{total.total} = {total.percent}")


def write_html(verdicts: Sequence[Verdict], path: Path) -> None:
    """Write the same report as one self-contained HTML page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["html"])
    )
    page = environment.get_template("report.html").render(
        total=score(verdicts),
        groups={
            "Theo loại câu hỏi": scores_by(verdicts, _type),
            "Theo cách viết": scores_by(verdicts, _style),
            "Theo tập": scores_by(verdicts, _split),
        },
        confusion=confusion(verdicts),
        verdicts=verdicts,
    )
    path.write_text(page, encoding="utf-8")


def _type(verdict: Verdict) -> str:
    return verdict.case.type


def _style(verdict: Verdict) -> str:
    return verdict.case.style


def _split(verdict: Verdict) -> str:
    return verdict.case.split
