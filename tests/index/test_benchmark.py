import gzip
import json
from pathlib import Path

import pytest

from index.benchmark import read_qrels, run_benchmark, strip_diacritics
from index.hybrid import chunks
from knowledge.errors import SourceError
from nlu.encoder import Encoder


def write(folder: Path, *, header: bool = True, packed: bool = False) -> tuple[Path, Path, Path]:
    """Write a tiny BEIR set: integer ids, one document without a title, one question without judgement."""
    corpus = [
        {"_id": 1, "title": "Kinh tế số", "text": "Kinh tế số chiếm 20% GRDP"},
        {"_id": 2, "text": "80% hộ gia đình có cáp quang"},
        {"_id": 3, "title": None, "text": "100% hồ sơ được xử lý trên môi trường mạng\n" * 80},
    ]
    queries = [
        {"_id": 10, "text": "hộ gia đình có cáp quang là bao nhiêu?"},
        {"_id": 11, "text": "xử lý hồ sơ trên môi trường mạng"},
        {"_id": 12, "text": "không ai hỏi"},
    ]
    suffix = ".gz" if packed else ""
    paths = folder / f"corpus.jsonl{suffix}", folder / f"queries.jsonl{suffix}", folder / "qrels.tsv"
    for path, rows in zip(paths[:2], (corpus, queries), strict=True):
        data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
        path.write_bytes(gzip.compress(data) if packed else data)
    lines = ["query-id\tcorpus-id\tscore"] if header else []
    paths[2].write_text("\n".join([*lines, "10\t2\t1", "11\t3\t1", "11\t1\t0"]) + "\n", encoding="utf-8")
    return paths


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
@pytest.mark.parametrize(("header", "packed"), [(True, False), (False, True)])
def test_measures_a_set_in_every_layout(
    tmp_path: Path, encoder: Encoder, mode: str, header: bool, packed: bool
) -> None:
    files = write(tmp_path, header=header, packed=packed)
    result = run_benchmark(*files, mode, encoder=encoder, progress=False)  # type: ignore[arg-type]
    assert result["documents"] == 3
    assert result["queries"] == 2
    assert result["acc@1"] == result["mrr@10"] == result["recall@20"] == 1.0
    assert {"acc@10", "ms_per_query", "index_seconds"} <= set(result)


def test_questions_without_diacritics_find_the_same(tmp_path: Path, encoder: Encoder) -> None:
    result = run_benchmark(*write(tmp_path), strip_diacritics=True, encoder=encoder, progress=False)
    assert result["mrr@10"] == 1.0


@pytest.mark.parametrize("broken", ["not json", "[1, 2]", '{"text": "no id"}'])
def test_a_malformed_corpus_is_a_clear_error(tmp_path: Path, encoder: Encoder, broken: str) -> None:
    corpus, queries, qrels = write(tmp_path)
    corpus.write_text(broken + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"corpus\.jsonl"):
        run_benchmark(corpus, queries, qrels, encoder=encoder, progress=False)


def test_judgements_of_unknown_questions_are_a_clear_error(tmp_path: Path, encoder: Encoder) -> None:
    corpus, queries, qrels = write(tmp_path)
    qrels.write_text("99\t1\t1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="BEIR"):
        run_benchmark(corpus, queries, qrels, encoder=encoder, progress=False)


def test_trec_judgements_are_read(tmp_path: Path) -> None:
    path = tmp_path / "qrels.txt"
    path.write_text("10 0 2 1\n10 0 3 0\n", encoding="utf-8")
    assert read_qrels(path) == {"10": {"2"}}


def test_strip_diacritics_keeps_case() -> None:
    assert strip_diacritics("Đến năm 2025, Điện Biên") == "Den nam 2025, Dien Bien"


def test_chunks_lose_nothing() -> None:
    lines = [f"dòng {number} " + "từ " * (number * 7) for number in range(40)]
    cut = chunks([line.strip() for line in lines], 50)
    assert " ".join(" ".join(cut).split()) == " ".join(" ".join(lines).split())
    assert all(len(chunk.split()) <= 50 for chunk in cut)
