"""Fits the score and the threshold of ``calibration.toml`` from questions that the plans answer or don't.

``python -m index.calibrate tests/evaluation/questions.jsonl --foreign LEGAL_CODE_FOLDER`` reads the dev part
of the project's own question set; ``--foreign`` adds titles of other laws as questions no plan answers.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from index.build import build_hybrid
from index.records import records
from index.search import CALIBRATION_FILE, Calibration, Hit, Searcher
from knowledge.library import Library, load_library
from knowledge.settings import paths
from nlu.encoder import load_encoder

_ANSWERED = {
    "indicator",
    "responsible",
    "passage",
    "baseline",
    "measured_by",
    "coordinates",
    "deadline",
    "funding",
}
_UNANSWERED = {"not_in_documents", "out_of_scope", "unsafe"}
_NUMBER = re.compile(r"^Điều\s+\S+?\.\s*")
_FOREIGN = 300
_WEIGHT_FOREIGN = 0.2
"""Titles of laws are easy to refuse; each weighs a fifth of a question that a person wrote."""


def _questions(path: Path) -> Iterable[tuple[str, bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == "dev" and len(row["turns"]) == 1 and row["type"] in _ANSWERED | _UNANSWERED:
            yield row["turns"][0], row["type"] in _ANSWERED


def _foreign(folder: Path) -> list[str]:
    titles: list[str] = []
    for path in sorted(folder.glob("corpus*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            titles.extend(_NUMBER.sub("", json.loads(line)["title"]) for line in lines)
    return random.Random(3).sample(sorted({title for title in titles if len(title.split()) > 4}), _FOREIGN)


def _best(searcher: Searcher, library: Library, question: str) -> Hit | None:
    mentions = library.registry.find_provinces(question)
    names = [mention.province.name for mention in mentions]
    hits = searcher.search(question, provinces=names or None, silent=names, limit=3)
    return max(hits, key=lambda hit: hit.score, default=None)


@click.command()
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--foreign", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=CALIBRATION_FILE)
@click.option(
    "--refuse", default=0.05, show_default=True, help="Share of answerable questions that may be refused."
)
def main(questions: Path, foreign: Path | None, out: Path, refuse: float) -> None:
    """Fit the calibration on QUESTIONS and write it with its table of trade-offs."""
    library = load_library(paths().documents)
    listed = list(records(library))
    encoder = load_encoder()
    searcher = Searcher(listed, build_hybrid(listed, encoder), encoder, library.registry)
    asked = [(text, right, 1.0) for text, right in _questions(questions)]
    asked += [(text, False, _WEIGHT_FOREIGN) for text in (_foreign(foreign) if foreign else [])]
    found = [(_best(searcher, library, text), right, weight) for text, right, weight in asked]
    features = np.asarray([(hit.dense, hit.coverage) if hit else (0.0, 0.0) for hit, _, _ in found])
    labels = np.asarray([right for _, right, _ in found])
    model = LogisticRegression(class_weight="balanced", C=10.0)
    model.fit(features, labels, sample_weight=[weight for _, _, weight in found])
    dense, coverage = (float(value) for value in model.coef_[0])
    curve = Calibration(float(model.intercept_[0]), dense, coverage, 0.5)
    scores = np.asarray([curve.score(*pair) for pair in features])
    written = np.asarray([weight == 1.0 for _, _, weight in found])
    threshold = float(np.floor(np.quantile(scores[labels], refuse) * 100) / 100)
    rows = []
    for cut in sorted({0.2, 0.3, 0.4, 0.5, 0.6, 0.7, threshold}):
        shares = (
            (scores[labels] < cut).mean(),
            (scores[~labels & written] >= cut).mean(),
            (scores[~written] >= cut),
        )
        law = f"{shares[2].mean():10.1%}" if (~written).any() else "         -"
        rows.append(f"#   {cut:8.2f} {shares[0]:12.1%} {shares[1]:14.1%} {law}")
    text = _TEXT.format(
        answered=int(labels.sum()),
        missing=int((~labels & written).sum()),
        foreign=int((~written).sum()),
        refuse=refuse,
        rows="\n".join(rows),
        bias=curve.bias,
        dense=dense,
        coverage=coverage,
        threshold=threshold,
    )
    out.write_text(text, encoding="utf-8")
    click.echo(text)


_TEXT = """# How the search's raw figures become a score from 0 to 1, and from which score on a hit fits.
# Written by `python -m index.calibrate`: a logistic curve over the best hit's cosine and coverage,
# fitted on {answered} questions that the plans answer, {missing} written ones that they don't and
# {foreign} titles of other laws.
#
# The threshold refuses about {refuse:.0%} of the answerable questions. It is set low on purpose:
# questions on a subject of the plans that they don't answer look like answerable ones to a search, and
# are caught later, where the answer engine finds no record; what is plainly about something else is
# refused here.
#
#   threshold      refused  wrongly taken  law titles
#            (answerable)   (written)       taken
{rows}

bias = {bias:.4f}
dense = {dense:.4f}
coverage = {coverage:.4f}
threshold = {threshold:.2f}
"""


if __name__ == "__main__":
    main()
