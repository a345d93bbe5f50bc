"""Retrieval quality on any data set in the BEIR layout: corpus, queries and relevance judgements.

``python -m index.benchmark --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv`` prints what
``hoiso benchmark retrieval`` does.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
import numpy as np
from tqdm import tqdm

from index.dense import DenseIndex
from index.hybrid import Candidate, HybridIndex, Mode, Weights, chunks
from index.lexical import LexicalIndex
from index.query import analyse
from knowledge.errors import SourceError
from nlu.encoder import Encoder, load_encoder

log = logging.getLogger(__name__)

DEPTH = 100
_CONTEXT_TIMES, _TITLE_TIMES = 3, 8
"""How often a law's name and a title count beside the text; chosen on 1,263 questions (see the README)."""
_SCOPE = re.compile(r"(?:Điều\s+\S+\s+)?phạm vi", re.IGNORECASE)
_SCOPE_WORDS = 60
_LAW_NAME = re.compile(r"số\s+\S*[^\s,]\s+(?!,)(.+?)\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Text:
    """One document of a corpus: id, context that it stands in (a law's name), title, body."""

    id: str
    context: str
    title: str
    body: str


def _open(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or "_id" not in row:
                    raise SourceError(f"{path.name}, dòng {number}: cần một đối tượng JSON có khóa “_id”.")
                yield row
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceError(
            f"Không đọc được {path.name}: cần tệp JSONL mã hóa UTF-8 (có thể nén .gz)."
        ) from error


def read_corpus(path: Path) -> list[Text]:
    """Read documents: ``_id``, ``text``, optional ``title``, and where there is one a citation.

    Where ids are "law+article", an article out of its law says too little: it gets the law's name from
    a citation, else the first words of the law's article on its scope.
    """
    rows = list(_objects(path))
    names: dict[str, str] = {}
    scopes: dict[str, str] = {}
    for row in rows:
        found = _LAW_NAME.search(_citation(row))
        group = str(row["_id"]).rpartition("+")[0]
        if found and "có hiệu lực" not in found.group(1) and len(found.group(1)) > len(names.get(group, "")):
            names[group] = found.group(1)
        if group and _SCOPE.match(str(row.get("title") or "")):
            scopes.setdefault(group, " ".join(str(row.get("text") or "").split()[:_SCOPE_WORDS]))
    for group, scope in scopes.items():
        names.setdefault(group, scope)
    return [
        Text(
            str(row["_id"]),
            names.get(str(row["_id"]).rpartition("+")[0], ""),
            str(row.get("title") or ""),
            str(row.get("text") or ""),
        )
        for row in rows
    ]


def _citation(row: dict[str, Any]) -> str:
    metadata = row.get("metadata")
    inner = metadata.get("cite") if isinstance(metadata, dict) else None
    return str(row.get("cite") or inner or "")


def read_queries(path: Path) -> dict[str, str]:
    """Read questions by id."""
    return {str(row["_id"]): str(row.get("text") or "") for row in _objects(path)}


def read_qrels(path: Path) -> dict[str, set[str]]:
    """Read judgements: three tab-separated columns (or TREC's four), with or without a header."""
    relevant: dict[str, set[str]] = defaultdict(set)
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            parts = line.rstrip("\n").split("\t") if "\t" in line else line.split()
            if not line.strip():
                continue
            if len(parts) not in (3, 4):
                raise SourceError(f"{path.name}, dòng {number}: cần 3 cột: mã câu hỏi, mã văn bản, điểm.")
            question, document, grade = parts[0], parts[-2], parts[-1].strip()
            try:
                value = float(grade)
            except ValueError:
                if number == 1:
                    continue
                raise SourceError(f"{path.name}, dòng {number}: điểm “{grade}” không phải là số.") from None
            if value > 0:
                relevant[question].add(document)
    return dict(relevant)


def strip_diacritics(text: str) -> str:
    """Return text as typed without diacritics, its case kept."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain.replace("đ", "d").replace("Đ", "D"))


_without_diacritics = strip_diacritics


def build(texts: Sequence[Text], encoder: Encoder | None, *, progress: bool = True) -> HybridIndex:
    """Index a corpus: BM25 over weighted context, title and body; vectors of chunks headed by both."""
    fields = [
        [(text.context, _CONTEXT_TIMES), (_NUMBER.sub("", text.title), _TITLE_TIMES), (text.body, 1)]
        for text in tqdm_if(progress, texts, "fields")
    ]
    lexical = LexicalIndex.build(fields)
    if encoder is None:
        return HybridIndex(lexical, DenseIndex.build(np.zeros((0, 1), dtype=np.float32), []))
    owners: list[int] = []
    passages: list[str] = []
    for number, text in enumerate(texts):
        header = "\n".join(part for part in (text.context, _NUMBER.sub("", text.title)) if part)
        for chunk in chunks(text.body.splitlines()):
            owners.append(number)
            passages.append(f"{header}\n{chunk}")
    vectors = encoder.encode_documents(passages, progress=progress)
    return HybridIndex(lexical, DenseIndex.build(vectors, owners))


_NUMBER = re.compile(r"^Điều\s+\S+?\.\s*")


def tqdm_if(progress: bool, items: Sequence[Any], label: str) -> Any:
    """Wrap a sequence in a progress bar where one is wanted."""
    return tqdm(items, desc=label, mininterval=0.5, disable=not progress)


def run_benchmark(
    corpus: Path,
    queries: Path,
    qrels: Path,
    mode: Mode = "hybrid",
    strip_diacritics: bool = False,
    *,
    encoder: Encoder | None = None,
    weights: Weights | None = None,
    progress: bool = True,
    watch: Callable[[str, list[Candidate]], None] | None = None,
) -> dict[str, float | int]:
    """Index a corpus, ask every judged question and measure.

    Args:
        corpus, queries, qrels: files of the BEIR layout, plain or ``.gz``.
        mode: "hybrid", "dense" or "lexical".
        strip_diacritics: ask without diacritics; the corpus stays as it is.
        encoder: the model; the one of the settings by default.
        weights: of the fusion.
        progress: show bars on standard error.
        watch: called with each question's id and candidates.

    Returns:
        ``acc@1``, ``acc@10``, ``mrr@10``, ``recall@20`` as shares from 0 to 1, ``ms_per_query`` (one
        question at a time, encoding included), ``index_seconds``, ``documents``, ``queries``.

    Raises:
        SourceError: a file is malformed or holds no judged question.
    """
    texts = read_corpus(corpus)
    asked = read_queries(queries)
    relevant = {key: found for key, found in read_qrels(qrels).items() if key in asked}
    if not texts or not relevant:
        raise SourceError("Không có câu hỏi nào có cả nội dung lẫn văn bản đúng: hãy xem lại ba tệp BEIR.")
    if mode != "lexical":
        encoder = encoder or load_encoder()
    started = time.perf_counter()
    index = build(texts, encoder if mode != "lexical" else None, progress=progress)
    index_seconds = time.perf_counter() - started
    rows: list[tuple[float, float, float, float]] = []
    started = time.perf_counter()
    for key in tqdm_if(progress, sorted(relevant), "queries"):
        text = _without_diacritics(asked[key]) if strip_diacritics else asked[key]
        query = analyse(text)
        vector = encoder.encode([query.restored])[0] if encoder and mode != "lexical" else None
        found = index.search(query, vector, DEPTH, mode=mode, weights=weights)
        if watch:
            watch(key, found)
        rows.append(_measures([texts[hit.number].id for hit in found], relevant[key]))
    asking = time.perf_counter() - started
    means = np.asarray(rows).mean(axis=0)
    return {
        "acc@1": round(float(means[0]), 4),
        "acc@10": round(float(means[1]), 4),
        "mrr@10": round(float(means[2]), 4),
        "recall@20": round(float(means[3]), 4),
        "ms_per_query": round(asking / len(rows) * 1000, 2),
        "index_seconds": round(index_seconds, 1),
        "documents": len(texts),
        "queries": len(rows),
    }


def _measures(found: Sequence[str], relevant: set[str]) -> tuple[float, float, float, float]:
    ranks = [rank for rank, key in enumerate(found, 1) if key in relevant]
    first = ranks[0] if ranks else DEPTH + 1
    return (
        float(first == 1),
        float(first <= 10),
        1.0 / first if first <= 10 else 0.0,
        sum(rank <= 20 for rank in ranks) / len(relevant),
    )


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--corpus", type=_FILE, required=True)
@click.option("--queries", type=_FILE, required=True)
@click.option("--qrels", type=_FILE, required=True)
@click.option(
    "--mode", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True
)
@click.option("--strip-diacritics", "strip", is_flag=True, help="Ask without diacritics.")
def main(corpus: Path, queries: Path, qrels: Path, mode: Mode, strip: bool) -> None:
    """Measure retrieval on files of the BEIR layout."""
    click.echo(json.dumps(run_benchmark(corpus, queries, qrels, mode, strip), ensure_ascii=False))


if __name__ == "__main__":
    main()
