"""How well a record's words answer a question's words.

Each syllable of the question weighs by how rare it is in the library; weak words ("chỉ tiêu", "tỷ lệ")
weigh little. A match says what share of that weight the record holds, and which telling words it
lacks: a question about "lương giáo viên" finds "giáo viên" in several clauses and "lương" in none.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from actions.engine.lists import marks
from actions.engine.syllables import Tokens, find, folded, is_number, tokens
from actions.engine.types import Question
from actions.engine.words import KinFound, Lexicon

WEAK = 0.12
SOFT = 0.25
"""What a verb or an adverb that a record lacks counts of its weight: the plan may say it in other words."""
TORN = 0.3
"""What the syllables of a compound count where they don't stand together."""
AKIN = 0.75
"""What a phrase counts that the record says in other words."""
_FLOOR = 0.3
_PARTS = {"main": 0.45, "side": 0.15, "pairs": 0.2, "precision": 0.2}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one record in one spelling: its name, the pairs in it, what stands around it.

    ``own`` is the weight of each telling word of the name; ``total`` their sum.
    """

    main: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    side: frozenset[str]
    side_pairs: frozenset[tuple[str, str]]
    own: dict[str, float]
    total: float
    grades: frozenset[tuple[str, str]] = frozenset()
    """The levels and kinds that it is counted by, side included: ("độ", "4") of "mức độ 3 và 4"."""


@dataclass(frozen=True, slots=True)
class Field:
    """The words of one record, exact and without diacritics, prepared once."""

    exact: Words
    plain: Words
    document: str = ""
    """Id of the record's document; empty for a text that is of none."""


@dataclass(frozen=True, slots=True)
class Match:
    """How a record fits: ``score`` 0..1, ``coverage`` 0..1 and the telling words it lacks."""

    score: float
    coverage: float
    main: float
    precision: float
    missing: Tokens = ()
    torn: bool = False
    """It lacks a compound of the question of which it holds a part ("hợp đồng": "hợp nhất")."""
    other_grade: bool = False
    """It is of another level than the one asked, or of none ("mức độ 4"): not what is asked."""


NO_MATCH = Match(0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Vocabulary:
    """How many clauses hold each syllable and each pair of neighbouring syllables; what numbers count."""

    size: int
    syllables: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    plain_pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    counted: set[str] = field(default_factory=set)
    last: tuple[tuple[Tokens, frozenset[str], bool], dict[str, float]] | None = None
    own: dict[tuple[str, bool], frozenset[str | tuple[str, str]]] = field(default_factory=dict)
    """Each document's syllables and pairs of neighbours, by its id, with and without diacritics."""
    last_kin: tuple[tuple[KinFound, KinFound, bool], dict[str, KinFound]] | None = None

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]], words: Lexicon) -> Vocabulary:
        """Count the syllables and pairs of texts, each with the id of its document."""
        result = cls(0)
        own: dict[tuple[str, bool], set[str | tuple[str, str]]] = defaultdict(set)
        for document, text in texts:
            syllables = words.canonical(tokens(text))
            plain = folded(syllables)
            result.size += 1
            result.syllables.update(set(syllables))
            result.plain.update(set(plain))
            result.pairs.update(set(pairwise(syllables)))
            result.plain_pairs.update(set(pairwise(plain)))
            nouns = [word for number, word in pairwise(syllables) if is_number(number)]
            result.counted.update(nouns, folded(nouns))
            own[document, False].update(syllables, pairwise(syllables))
            own[document, True].update(plain, pairwise(plain))
        result.own = {key: frozenset(held) for key, held in own.items()}
        return result

    def weight(self, syllable: str, plain: bool, weak: bool) -> float:
        """Return how much the syllable says, 0 to about 1."""
        seen = (self.plain if plain else self.syllables)[syllable]
        rare = math.log((self.size + 1) / (seen + 0.5)) / math.log((self.size + 1) / 0.5)
        # The plans' own subject ("kinh tế số") stands in every other clause and still is the subject.
        weight = _FLOOR + (1 - _FLOOR) * rare
        return weight * (WEAK if weak else 1.0)

    def weights(self, terms: Tokens, weak: frozenset[str], plain: bool) -> dict[str, float]:
        """Return the weight of each term; the last question's are kept, as every record asks for them."""
        key = (terms, weak, plain)
        if self.last is None or self.last[0] != key:
            self.last = (key, {term: self.weight(term, plain, term in weak) for term in terms})
        return self.last[1]

    def knows(self, syllable: str, plain: bool) -> bool:
        """Return whether any clause holds the syllable."""
        return (self.plain if plain else self.syllables)[syllable] > 0

    def frequency(self, phrase: Tokens, plain: bool) -> int:
        """Return how many clauses may hold the phrase: those of its rarest pair, or of its one syllable."""
        if len(phrase) == 1:
            return (self.plain if plain else self.syllables)[phrase[0]]
        return min((self.plain_pairs if plain else self.pairs)[pair] for pair in pairwise(phrase))

    def holds(self, phrase: Tokens, plain: bool) -> bool:
        """Return whether the clauses hold the phrase's syllables as neighbours, pair by pair."""
        pairs = self.plain_pairs if plain else self.pairs
        known = all(self.knows(word, plain) for word in phrase)
        return known and all(pairs[pair] for pair in pairwise(phrase))

    def kin(self, question: Question, document: str = "") -> KinFound:
        """Return a question's phrases with those of their other wordings that any clause holds.

        What people say for a thing ("camera an ninh") means nothing else in a document that uses those
        words itself. The last question's are kept.
        """
        key = (question.kin, question.sayings, question.plain)
        if self.last_kin is None or self.last_kin[0] != key:
            self.last_kin = (key, {})
        kept = self.last_kin[1]
        if document not in kept:
            own = self.own.get((document, question.plain), frozenset())
            unused = (
                (phrase, others)
                for phrase, others in question.sayings
                if not own.issuperset((*phrase, *pairwise(phrase)))
            )
            held = (
                (phrase, tuple(other for other in others if self.holds(other, question.plain)))
                for phrase, others in (*question.kin, *unused)
            )
            kept[document] = tuple(item for item in held if item[1])
        return kept[document]

    def strange(
        self, terms: Sequence[str], weak: frozenset[str], plain: bool, counts: bool = False
    ) -> Tokens:
        """Return telling words that no clause holds, or holds only in other company.

        A syllable counts as known when it forms a known pair with a neighbour in the question, or when
        it has no neighbour and is known by itself ("đường cao tốc": each syllable is known, no pair is).
        Where a number is asked (``counts``), a noun that the plans count is known, too ("mấy lớp").
        """
        pairs = self.plain_pairs if plain else self.pairs
        result = []
        for at, term in enumerate(terms):
            if term in weak or is_number(term):
                continue
            if not self.knows(term, plain):
                result.append(term)
                continue
            if counts and term in self.counted:
                continue
            around = [pair for pair in (terms[at - 1 : at + 1], terms[at : at + 2]) if len(pair) == 2]
            telling = [pair for pair in around if not weak.intersection(pair)]
            if telling and not any(pairs[(pair[0], pair[1])] for pair in telling):
                result.append(term)
        return tuple(result)


def make_field(main: str, side: str, vocabulary: Vocabulary, words: Lexicon, document: str = "") -> Field:
    """Prepare a record's words: ``main`` names it, ``side`` is what stands around it."""
    syllables = words.canonical(tokens(main))
    around = words.canonical(tokens(side))
    return Field(
        exact=_words(syllables, around, vocabulary, words, False),
        plain=_words(folded(syllables), folded(around), vocabulary, words, True),
        document=document,
    )


def _words(syllables: Tokens, around: Tokens, vocabulary: Vocabulary, words: Lexicon, plain: bool) -> Words:
    weak = words.weak_in(syllables, plain)
    own = {
        word: vocabulary.weight(word, plain, word in weak)
        for word in set(syllables)
        if not words.is_silent(word, plain) and not is_number(word)
    }
    return Words(
        main=frozenset(syllables),
        pairs=frozenset(pairwise(syllables)),
        side=frozenset(around),
        side_pairs=frozenset(pairwise(around)),
        own=own,
        total=sum(own.values()),
        grades=graded(syllables, plain) | graded(around, plain),
    )


@lru_cache(maxsize=256)
def graded(syllables: Tokens, plain: bool) -> frozenset[tuple[str, str]]:
    """Return the levels and kinds named by number, each as its noun's last syllable and the number.

    "mức độ 3 và 4" gives ("độ", "3") and ("độ", "4"); the nouns are ``grade_nouns`` of ``marks.yml``.
    """
    found: set[tuple[str, str]] = set()
    joints = marks("joints")
    for mark in marks("grade_nouns"):
        noun = folded(tokens(mark)) if plain else tokens(mark)
        at = find(noun, syllables)
        while at >= 0:
            end = at + len(noun)
            while end < len(syllables) and (len(syllables[end]) == 1 and syllables[end].isdigit()):
                found.add((noun[-1], syllables[end]))
                end += 1 + (syllables[end + 1 : end + 2] != () and syllables[end + 1] in joints)
            at = find(noun, syllables, at + 1)
    return frozenset(found)


def match(question: Question, field: Field, vocabulary: Vocabulary) -> Match:
    """Return how well a record fits the question's terms (silent words are left out of them)."""
    weights = vocabulary.weights(question.terms, question.weak, question.plain)
    record = field.plain if question.plain else field.exact
    akin = _akin(vocabulary.kin(question, field.document), record)
    torn = _torn(question.compounds, record.pairs)
    torn_aside = torn and _torn(question.compounds, record.side_pairs)
    lost = _torn(question.names, record.pairs | record.side_pairs if question.names else record.pairs)
    total = in_main = in_any = 0.0
    for term, weight in weights.items():
        main = (TORN if term in torn else 1.0) if term in record.main else 0.0
        main = max(main, AKIN) if term in akin else main
        side = (TORN if term in torn_aside else 1.0) if term in record.side else 0.0
        if term in lost:
            main = side = 0.0
        total += weight * (max(SOFT, main, side) if term in question.soft else 1.0)
        in_main += weight * main
        in_any += weight * max(main, side)
    if total <= 0:
        return NO_MATCH
    in_main, in_any = in_main / total, in_any / total
    missing = tuple(
        term
        for term in weights
        if (term in lost or not (term in record.main or term in record.side or term in akin))
        and term not in question.weak | question.soft
    )
    # Share of the record's own weight that the question names: prefers the shorter, closer record.
    named = sum(weight for word, weight in record.own.items() if word in weights)
    precision = named / record.total if record.total else 0.0
    score = (
        _PARTS["main"] * in_main
        + _PARTS["side"] * in_any
        + _PARTS["pairs"] * _pairs(question, record.pairs, weights)
        + _PARTS["precision"] * precision
    )
    apart = torn & torn_aside - akin if torn_aside else frozenset()
    halved = any(apart.issuperset(word) and record.main.intersection(word) for word in question.compounds)
    lacking = graded(question.terms, question.plain) - record.grades
    missing += tuple(sorted({word for grade in lacking for word in grade} - set(missing)))
    return Match(score, in_any, in_main, precision, missing, halved, bool(lacking))


def _torn(compounds: Sequence[Tokens], pairs: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Return the syllables of compounds that don't stand together in a text of these pairs."""
    return frozenset(
        syllable for word in compounds if not pairs.issuperset(pairwise(word)) for syllable in word
    )


def _akin(kin: KinFound, record: Words) -> frozenset[str]:
    """Return the terms of phrases that the record says in other words."""
    return frozenset(
        term for phrase, others in kin if any(_holds(record, other) for other in others) for term in phrase
    )


def _holds(record: Words, phrase: Tokens) -> bool:
    return record.main.issuperset(phrase) and record.pairs.issuperset(pairwise(phrase))


def _pairs(question: Question, known: frozenset[tuple[str, str]], weights: dict[str, float]) -> float:
    """Share of the question's neighbouring pairs that stand in the record."""
    pairs = [pair for pair in pairwise(question.terms) if not question.weak.issuperset(pair)]
    if not pairs:
        return 1.0 if all(any(term in pair for pair in known) for term in question.terms) else 0.0
    weight = {pair: weights[pair[0]] + weights[pair[1]] for pair in pairs}
    total = sum(weight.values())
    return sum(value for pair, value in weight.items() if pair in known) / total if total else 0.0


def name_words(name: str, words: Lexicon) -> dict[str, float]:
    """Return a name's telling syllables with their worth; years and figures are left out.

    Weak words ("tỷ lệ", "đạt") differ between two years of the same target; they count little.
    """
    return {
        word: WEAK if words.is_weak(word, False) else 1.0
        for word in words.canonical(tokens(name))
        if not words.is_silent(word, False) and not is_number(word) and word != "%"
    }


def similarity(left: dict[str, float], right: dict[str, float]) -> float:
    """Return how alike two names are (see :func:`name_words`): shared worth over all of it, 0..1."""
    union = left | right
    total = sum(union.values())
    return (
        sum(value for word, value in union.items() if word in left and word in right) / total
        if total
        else 0.0
    )


def light(question: Question, vocabulary: Vocabulary, words: Lexicon) -> frozenset[str]:
    """Return those of the question's terms that are everyday talk here ("đóng góp", "lo", "xem").

    A syllable that forms a known pair with its neighbour is part of a name ("định danh") and stays.
    """
    pairs = vocabulary.plain_pairs if question.plain else vocabulary.pairs
    terms = question.terms
    found: set[str] = set()
    for start, end in words.common_in(terms, question.plain):
        single = end - start == 1
        before = single and start > 0 and pairs[(terms[start - 1], terms[start])] > 0
        after = single and end < len(terms) and pairs[(terms[end - 1], terms[end])] > 0
        if not before and not after:
            found.update(terms[start:end])
    return frozenset(found)


def units(question: Question, vocabulary: Vocabulary) -> tuple[Tokens, ...]:
    """Return the question's telling terms as runs of known neighbours ("hóa đơn điện tử")."""
    pairs = vocabulary.plain_pairs if question.plain else vocabulary.pairs
    result: list[list[str]] = []
    last = ""
    for term in question.terms:
        if term in question.weak or is_number(term):
            last = ""
        elif last and pairs[(last, term)] > 0:
            result[-1].append(term)
            last = term
        else:
            result.append([term])
            last = term
    return tuple(tuple(run) for run in result)


def segmented(run: Tokens, vocabulary: Vocabulary, plain: bool) -> tuple[Tokens, ...]:
    """Cut a run into words of one or two syllables, the likeliest pairs of the plans together."""
    pairs = vocabulary.plain_pairs if plain else vocabulary.pairs
    best: list[tuple[float, tuple[Tokens, ...]]] = [(0.0, ())]
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0], (*best[end - 1][1], run[end - 1 : end]))]
        if end > 1:
            weight = math.log(1 + pairs[(run[end - 2], run[end - 1])])
            options.append((best[end - 2][0] + weight, (*best[end - 2][1], run[end - 2 : end])))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def stands_at(phrase: Tokens, syllables: Tokens, endings: frozenset[str]) -> int:
    """Return where ``phrase`` stands as words of its own; -1 where it doesn't ("xã hội" in "xã hội hóa")."""
    at = find(phrase, syllables)
    while at >= 0:
        following = syllables[at + len(phrase) : at + len(phrase) + 1]
        if len(phrase) < 2 or not following or following[0] not in endings:
            return at
        at = find(phrase, syllables, at + 1)
    return -1
