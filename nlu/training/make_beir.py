"""Lay public legal questions and articles out as BEIR files, to measure retrieval with.

Usage: ``python -m nlu.training.make_beir --articles FOLDER --questions queries.jsonl.gz --out FOLDER``
Questions have ``_id``, ``text`` and ``gold`` (ids of the right articles). Nothing of it is kept here.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import click


@click.command()
@click.option("--articles", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--questions", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option(
    "--part",
    type=click.Choice(["all", "tune", "held-out"]),
    default="all",
    show_default=True,
    help="Two thirds of the questions tune, a third (by a hash of the id) is held out.",
)
def main(articles: Path, questions: Path, out: Path, part: str) -> None:
    """Write corpus.jsonl, queries.jsonl and qrels.tsv into OUT."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "corpus.jsonl").open("w", encoding="utf-8") as target:
        for path in sorted(articles.glob("corpus*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                target.writelines(lines)
    count = 0
    with (
        gzip.open(questions, "rt", encoding="utf-8") as lines,
        (out / "queries.jsonl").open("w", encoding="utf-8") as asked,
        (out / "qrels.tsv").open("w", encoding="utf-8") as judged,
    ):
        judged.write("query-id\tcorpus-id\tscore\n")
        for line in lines:
            row = json.loads(line)
            held_out = zlib.crc32(row["_id"].encode()) % 3 == 0
            if part != "all" and held_out != (part == "held-out"):
                continue
            count += 1
            asked.write(json.dumps({"_id": row["_id"], "text": row["text"]}, ensure_ascii=False) + "\n")
            judged.writelines(f"{row['_id']}\t{gold}\t1\n" for gold in row["gold"])
    click.echo(f"{count} questions in {out}")


if __name__ == "__main__":
    main()
