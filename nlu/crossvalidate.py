"""How well unseen wordings are understood: ``python -m nlu.crossvalidate``.

Written examples are held out in turn; the classifier learns from the rest and from what is generated of the
rest, so no variant of a held-out sentence is ever seen (``rasa test nlu`` would mix them). Held-out sentences
are asked twice, as written and without diacritics.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import click
import numpy as np
import numpy.typing as npt
import scipy.sparse
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from knowledge.library import Library, load_library
from knowledge.settings import paths
from knowledge.text import fold
from nlu.encoder import load_encoder
from nlu.generate import Example, Manners, build_pools, exchange, generate, plain_text, written_examples
from nlu.lexical_features import Vocabulary, learn_vocabulary, terms
from nlu.masking import mask_entities
from nlu.normalize import normalize_message

_SEED = 1
_VARIANTS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """One held-out sentence: what was meant and what was understood, with and without diacritics."""

    text: str
    meant: str
    understood: str
    without_diacritics: str


def _matrix(texts: Sequence[str], vocabulary: Vocabulary) -> scipy.sparse.csr_matrix:
    normal = [normalize_message(text).text for text in texts]
    sparse = scipy.sparse.vstack([vocabulary.row(terms(text)) for text in normal])
    dense = load_encoder(paths().encoder).encode([mask_entities(text).plain for text in normal])
    return scipy.sparse.hstack([sparse, scipy.sparse.csr_matrix(dense)], format="csr")


def _variants(examples: Sequence[Example], library: Library) -> list[Example]:
    chance = random.Random(_SEED)
    pools, manners = build_pools(library), Manners(library.registry.abbreviations)
    made = []
    for example in examples:
        for _ in range(_VARIANTS):
            text = exchange(example, pools, chance)
            if text is not None:
                made.append(Example(example.intent, manners.hurry(text, chance)))
    return made


def cross_validate(folds: int) -> list[Outcome]:
    """Return the outcome of every written example when it was held out."""
    library = load_library(paths().documents)
    written = list(written_examples())
    generated = generate(library, exchanged=0)
    intents: npt.NDArray[np.str_] = np.array([example.intent for example in written])
    outcomes: list[Outcome] = []
    splits = StratifiedKFold(folds, shuffle=True, random_state=_SEED).split(intents, intents)
    for learn, ask in track(list(splits), description="Kiểm tra chéo"):
        learned = [written[place] for place in learn]
        training = [*learned, *generated, *_variants(learned, library)]
        texts = [plain_text(example) for example in training]
        vocabulary = learn_vocabulary([normalize_message(text).text for text in texts], 3)
        model = LogisticRegression(C=8.0, class_weight="balanced", max_iter=300, multi_class="multinomial")
        model.fit(_matrix(texts, vocabulary), [example.intent for example in training])
        asked = [plain_text(written[place]) for place in ask]
        understood = model.predict(_matrix(asked, vocabulary))
        folded = model.predict(_matrix([fold(text) for text in asked], vocabulary))
        outcomes += [
            Outcome(*row) for row in zip(asked, intents[ask].tolist(), understood, folded, strict=True)
        ]
    return outcomes


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("loại", "số câu", "độ chính xác", "độ phủ", "F1", "nhầm nhiều nhất với")
    meant = Counter(outcome.meant for outcome in outcomes)
    understood = Counter(outcome.understood for outcome in outcomes)
    right = Counter(outcome.meant for outcome in outcomes if outcome.meant == outcome.understood)
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.meant != outcome.understood:
            wrong[outcome.meant][outcome.understood] += 1
    for intent in sorted(meant):
        precision = right[intent] / max(understood[intent], 1)
        recall = right[intent] / meant[intent]
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        worst = ", ".join(f"{name} {count}" for name, count in wrong[intent].most_common(2))
        table.add_row(intent, str(meant[intent]), f"{precision:.2f}", f"{recall:.2f}", f"{f1:.2f}", worst)
    return table


@click.command()
@click.option("--folds", default=5, show_default=True, help="Số phần chia.")
@click.option("--errors", is_flag=True, help="In cả những câu hiểu sai.")
def main(folds: int, errors: bool) -> None:
    """Đo mức hiểu loại câu hỏi trên những cách nói chưa gặp."""
    console = Console()
    outcomes = cross_validate(folds)
    console.print(_table(outcomes))
    right = sum(outcome.meant == outcome.understood for outcome in outcomes) / len(outcomes)
    folded = sum(outcome.meant == outcome.without_diacritics for outcome in outcomes) / len(outcomes)
    console.print(f"Đúng {right:.1%} khi có dấu, {folded:.1%} khi bỏ dấu ({len(outcomes)} câu).")
    for outcome in outcomes if errors else ():
        if outcome.meant != outcome.understood:
            console.print(f"{outcome.meant} -> {outcome.understood}: {outcome.text}")


if __name__ == "__main__":
    main()
