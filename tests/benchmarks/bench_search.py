"""Search at 1,000, 100,000 and 1,000,000 vectors: exact against HNSW, recall@10, memory.

Run: ``python -m tests.benchmarks.bench_search [--largest 1000000]``. Vectors are encoded stretches of the
project's own plans, mixed and disturbed to reach the number; questions are encoded everyday questions, so
recall is not flattered by queries that are stored vectors.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import click
import faiss
import numpy as np
from tqdm import tqdm

from index.dense import DenseIndex, Kind
from knowledge.library import load_library
from knowledge.settings import paths
from nlu.encoder import load_encoder

SIZES = (1_000, 100_000, 1_000_000)
QUESTIONS = Path(__file__).resolve().parent.parent / "evaluation" / "questions.jsonl"


def stored(count: int, base: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return ``count`` unit vectors: mixtures of three real ones with a little noise."""
    out = np.empty((count, base.shape[1]), dtype=np.float32)
    for start in range(0, count, 50_000):
        size = min(50_000, count - start)
        picked = base[rng.integers(len(base), size=(size, 3))]
        shares = rng.dirichlet((2.0, 1.0, 0.5), size).astype(np.float32)
        mixed = (picked * shares[:, :, None]).sum(axis=1)
        mixed += rng.standard_normal(mixed.shape).astype(np.float32) * 0.02
        out[start : start + size] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return out


def median_ms(call: Callable[[np.ndarray], object], queries: np.ndarray) -> float:
    """Return the median time of one call a query, in milliseconds."""
    times = []
    for query in queries:
        started = time.perf_counter()
        call(query)
        times.append((time.perf_counter() - started) * 1000)
    return float(np.median(times))


@click.command()
@click.option("--largest", default=max(SIZES), show_default=True)
@click.option("--queries", "wanted", default=100, show_default=True)
def main(largest: int, wanted: int) -> None:
    """Print one JSON line for each size and kind of index."""
    threads = faiss.omp_get_max_threads()
    rng = np.random.default_rng(5)
    encoder = load_encoder()
    library = load_library(paths().documents)
    texts = [clause.text for group in library.clauses.values() for clause in group if clause.text.strip()]
    base = encoder.encode(texts)
    base = base[np.linalg.norm(base, axis=1) > 0]
    asked = [json.loads(line)["turns"][0] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    queries = encoder.encode_queries(asked)
    queries = queries[np.linalg.norm(queries, axis=1) > 0][:wanted]
    click.echo(json.dumps({"encode_ms": round(_encoding(encoder.encode_queries, asked[:wanted]), 2)}))
    for size in tqdm([size for size in SIZES if size <= largest], desc="sizes"):
        vectors = stored(size, base, rng)
        truth: list[set[int]] = []
        kinds: tuple[Kind, ...] = ("exact", "hnsw")
        for kind in kinds:
            faiss.omp_set_num_threads(threads)
            started = time.perf_counter()
            index = DenseIndex.build(vectors, np.arange(size), kind)
            built = time.perf_counter() - started
            # A person's question is one search on one thread.
            faiss.omp_set_num_threads(1)
            found = [set(index.search(query, 10)[0].tolist()) for query in queries]
            truth = truth or found
            recall = np.mean([len(one & right) / 10 for one, right in zip(found, truth, strict=True)])
            # A flat index holds the vectors; HNSW adds two neighbour lists of M links a vector.
            links = 0 if kind == "exact" else size * (2 * 32 * 4 + 12)
            row = {
                "vectors": size,
                "kind": kind,
                "build_s": round(built, 1),
                "memory_mb": round((vectors.nbytes + links) / 1e6, 1),
                "search_ms": round(median_ms(lambda query, index=index: index.search(query, 10), queries), 3),
                "recall@10": round(float(recall), 4),
                "chosen": _chosen(size) == kind,
            }
            click.echo(json.dumps(row))


def _chosen(size: int) -> Kind:
    from index.dense import EXACT_LIMIT

    return "exact" if size <= EXACT_LIMIT else "hnsw"


def _encoding(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    times = []
    for text in texts:
        started = time.perf_counter()
        encode([text])
        times.append((time.perf_counter() - started) * 1000)
    return float(np.median(times))


if __name__ == "__main__":
    main()
