"""Count syllables and pairs for the diacritics restorer and store them small.

Usage: ``python -m nlu.training.train_restorer LEGAL_CODE --plans FOLDER --out nlu/model/restorer.npz``
"""

from __future__ import annotations

import itertools
import logging
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from nlu.domain import question_texts
from nlu.restore import START, to_log
from nlu.syllables import SyllableTable, accented_form, bigram_keys, flatten, split_key
from nlu.training.corpus import read_articles, read_plans
from nlu.wordlist import read_words

log = logging.getLogger(__name__)

_SPEECH = Path(__file__).parent / "speech"
_PLACES = _SPEECH / "places.txt"
_WEIGHTS = {"legal": 0.5, "plans": 20.0, "listed": 3.0, "speech": 120.0, "places": 300.0, "asked": 150.0}
"""What one line of each source counts. People type as they speak, not as laws are written: the few lines of
speech weigh as much as the code, which is kept for the words of its field."""
_Source = tuple[list[list[int]], float]


def _encode(lines: list[str], table: SyllableTable, label: str) -> list[list[int]]:
    return [table.encode(line) for line in tqdm(lines, desc=label, mininterval=1)]


def _begun(lines: list[str]) -> list[str]:
    """Mark where a phrase begins: "thế" opens a question, "thể" doesn't."""
    return [f"{START} {line}" for line in lines]


def count(
    sources: list[_Source], size: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[Any], npt.NDArray[Any]]:
    """Return weighted counts of syllables, the sorted pair keys, and the pairs' counts."""
    single = np.zeros(size)
    keys, weights = [], []
    for rows, weight in sources:
        flat, starts = flatten(rows)
        single += np.bincount(flat, minlength=size) * weight
        found, times = np.unique(bigram_keys(flat, starts), return_counts=True)
        keys.append(found[found >= 0])
        weights.append(times[found >= 0] * weight)
    together, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    return single, together, np.bincount(inverse, weights=np.concatenate(weights))


@click.command()
@click.argument("legal_code", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--plans", type=click.Path(exists=True, file_okay=False, path_type=Path), multiple=True)
@click.option(
    "--words",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Word list, one word a line; each counts a little.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--min-pair", default=3, show_default=True, help="Pairs seen less often are left out.")
def main(
    legal_code: Path, plans: tuple[Path, ...], words: tuple[Path, ...], out: Path, min_pair: int
) -> None:
    """Count LEGAL_CODE, plans, word lists, the everyday speech in ``speech/`` and the written examples."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    table = SyllableTable(accented_form)
    legal = [text for a in read_articles(legal_code) for text in (a.law_name, a.title, *a.lines)]
    own = [
        text
        for article in itertools.chain.from_iterable(read_plans(folder) for folder in plans)
        for text in (article.title, *article.lines)
    ]
    speech = [
        line
        for path in sorted(_SPEECH.glob("*.txt"))
        if path != _PLACES
        for line in path.read_text("utf-8").splitlines()
    ]
    places = _PLACES.read_text("utf-8").splitlines()
    listed = [line for path in words for line in path.read_text("utf-8").splitlines()]
    # How people put a question together, which no legal text shows.
    asked = [*_begun(question_texts()), *read_words("question_phrases.txt")]
    lines = {
        "legal": legal,
        "plans": own,
        "listed": listed,
        "speech": _begun(speech),
        "places": _begun(places),
        "asked": asked,
    }
    sources = [(_encode(texts, table, name), _WEIGHTS[name]) for name, texts in lines.items()]
    single, keys, times = count(sources, len(table))
    usable = np.asarray([name.isalpha() and len(name) <= 7 for name in table.names]) & (single >= 3)
    first, second = split_key(keys)
    kept = (times >= min_pair) & usable[first] & usable[second]
    order = np.flatnonzero(usable)
    order = order[np.argsort(-single[order], kind="stable")]
    place = np.full(len(table), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    pairs = np.stack([place[first[kept]], place[second[kept]]], axis=1)
    by_pair = np.lexsort((pairs[:, 1], pairs[:, 0]))
    pairs, times = pairs[by_pair], times[kept][by_pair]
    out.parent.mkdir(parents=True, exist_ok=True)
    names = "\n".join(table.names[i] for i in order).encode()
    np.savez_compressed(
        out,
        names=np.frombuffer(names, dtype=np.uint8),
        counts=to_log(single[order]),
        first_steps=np.diff(pairs[:, 0], prepend=0).astype(np.uint16),
        second=pairs[:, 1].astype(np.uint16),
        pair_counts=to_log(times),
    )
    log.info("%d syllables, %d pairs, %.1f MB", len(order), len(pairs), out.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
