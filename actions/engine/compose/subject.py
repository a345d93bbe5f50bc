"""What a question names, as words that belong together: tells what is about it from what mentions it.

"Giao thông" is not in a text that says "giao" here and "thông" there; "hợp đồng điện tử" is not "hợp đồng
lao động điện tử" in a plan that speaks of both; a sentence that ends in "..., du lịch, giáo dục, y tế" gives
no task about education.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.engine.compose.base import Case
from actions.engine.evidence import FITS_WITH_SEARCH
from actions.engine.lists import marks
from actions.engine.match import segmented, stands_at, units
from actions.engine.syllables import Tokens, find, folded
from actions.engine.words import KinFound

_BROAD = 12
"""A phrase that this many clauses hold is often mentioned in passing."""
_EARLY = 12
_MOST_RUN = 5
_CENTRAL = 0.34
"""A run of a smaller share of the question is beside its subject ("hợp tác xã muốn truy xuất nguồn gốc")."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the question names, as runs of words; tells a duty about it from one that mentions it."""

    runs: tuple[Tokens, ...]
    words: tuple[Tokens, ...]
    rare: frozenset[Tokens]
    broad: frozenset[Tokens]
    weights: dict[str, float]
    kin: KinFound
    soft: frozenset[str]

    @classmethod
    def of(cls, case: Case) -> Subject:
        """Return the subject of the case's question."""
        question, vocabulary = case.question, case.finder.prepared.vocabulary
        runs = units(question, vocabulary)
        cut = tuple(word for run in runs for word in segmented(run, vocabulary, question.plain))
        broad = frozenset(word for word in cut if vocabulary.frequency(word, question.plain) >= _BROAD)
        # A long run is as rare as its rarest pair: "sàn thương mại điện tử" is, "xã hội số" isn't.
        rare = frozenset(
            run for run in runs if len(run) > 2 and vocabulary.frequency(run, question.plain) < _BROAD
        )
        weights = vocabulary.weights(question.terms, question.weak, question.plain)
        document = case.documents[0].id if len(case.documents) == 1 else ""
        return cls(runs, cut, rare, broad, weights, vocabulary.kin(question, document), question.soft)

    def worth(self, case: Case, task: str, around: str, document_id: str) -> float:
        """Return 1 where the text is about the subject, less where it mentions it, 0 where it doesn't.

        A word counts where its syllables stand together; a whole run must, where the plan has that run.
        """
        main, side = (self._syllables(case, text) for text in (task, around))
        endings = frozenset(marks("word_endings"))
        endings = frozenset(folded(endings)) if case.question.plain else endings

        title = self._syllables(case, case.finder.prepared.subject(document_id))

        def stands(phrase: Tokens) -> bool:
            return any(stands_at(phrase, text, endings) >= 0 for text in (main, side, title))

        def holds(phrase: Tokens) -> bool:
            return stands(phrase) or any(stands(other) for other in self._others(phrase))

        held = [word for word in self.words if holds(word)]
        # A verb that the text lacks ("lắp", "bán") may be said in other words.
        counted = [word for word in self.words if word in held or not self.soft.issuperset(word)]
        total = sum(self.weights[term] for word in counted for term in word)
        if not total or sum(self.weights[term] for word in held for term in word) / total < FITS_WITH_SEARCH:
            return 0.0
        for run in self.runs:
            if (
                sum(self.weights[term] for term in run) / total >= _CENTRAL
                and 2 < len(run) <= _MOST_RUN
                and not holds(run)
                and not self._nearly(run, held, stands, case)
                and self._in_plan(case, run, document_id, endings)
            ):
                return 0.0
        vocabulary = case.finder.prepared.vocabulary

        def tells(word: Tokens) -> bool:
            if stands(word):
                return word not in self.broad
            # What stands for it may say less: "hoạt động" for "công việc".
            others = [other for other in self._others(word) if stands(other)]
            return any(vocabulary.frequency(other, case.question.plain) < _BROAD for other in others)

        if any(map(tells, held)) or any(holds(run) for run in self.rare):
            return 1.0  # something rarer than "giáo dục" is named, too
        if any(stands_at(word, side, endings) >= 0 for word in held):
            return 1.0
        # A duty of several parts ("tham mưu ...; chủ trì ...") begins anew at each of them.
        parts = [self._syllables(case, part) for part in task.split(";")]
        first = [
            min((at for word in held if (at := stands_at(word, part, endings)) >= 0), default=-1)
            for part in parts
        ]
        early = [at for at in first if at >= 0]
        return 1.0 if not early or min(early) <= _EARLY else 0.0

    def _nearly(self, run: Tokens, held: list[Tokens], stands: Callable[[Tokens], bool], case: Case) -> bool:
        """Return whether a text lacks but an end of a run, and holds something that is rarer than the run.

        "Chống hàng giả trên sàn thương mại điện tử": what is said of "thương mại điện tử" and "hàng giả".
        """
        frequency = case.finder.prepared.vocabulary.frequency
        often = frequency(run, case.question.plain)
        apart = (word for word in held if len(word) > 1 and find(word, run) < 0)
        rarer = any(frequency(word, case.question.plain) < often for word in apart)
        return rarer and (stands(run[1:]) or stands(run[:-1]))

    def _others(self, word: Tokens) -> list[Tokens]:
        """Return what may stand for a word: the kin of the phrase that it belongs to."""
        return [other for phrase, others in self.kin if find(word, phrase) >= 0 for other in others]

    def _in_plan(self, case: Case, run: Tokens, document_id: str, endings: frozenset[str]) -> bool:
        return any(
            stands_at(run, self._syllables(case, clause.text), endings) >= 0
            for clause in case.library.clauses.get(document_id, ())
        )

    def _syllables(self, case: Case, text: str) -> Tokens:
        """Return a text's syllables as the question's terms are: canonical, silent ones left out."""
        return case.finder.prepared.syllables(text, case.question.plain)
