"""What a follow-up newly says, known by its kind; everything else in it only speaks.

"So với năm 2022 thì tăng mấy điểm", "điều khoản nào nói vậy?" hold words that stand in the plans and still
name nothing here. In a conversation that has a subject, a message brings a new one only by words that name
something: compounds, names and abbreviations, but not the words of ``words/followups.yml`` (they speak of the
answer), not verbs and adverbs, and a noun of one syllable only beside the old subject ("sàn nào?").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from actions.engine.conversation import there
from actions.engine.evidence import Finder
from actions.engine.lists import content
from actions.engine.match import segmented, units
from actions.engine.reading.question import telling
from actions.engine.syllables import PLACE, Tokens, find, folded, is_plain, tokens
from actions.engine.types import Question
from actions.engine.words import OPENING, lexicon
from knowledge.model import Indicator
from knowledge.text import fold

JOINS = "joins"
"""Cue: the message's own words belong to the old subject."""
ANY_YEAR = "any_year"
"""Cue: the years of the turn before are left behind."""
NARROWS = "narrows"
"""Cue: the message names another sector of the old subject."""
SHORT = 12
"""A message of more syllables says by itself what it is about."""
_FEW = 4
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gi?|gh|h|kh?|l|m|ng?h?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]+(?:ch?|m|ng?|nh|p|t)?"
)
"""How a Vietnamese syllable is spelled, diacritics left out."""
_FIGURES = frozenset({"indicator", "baseline", "compare", "results"})
_OF_BODIES = frozenset({"measured_by", "responsible", "coordinates"})


def heard(question: Question, context: dict[str, Any] | None, finder: Finder) -> Question:
    """Return a message of a conversation without the words that only speak of what was said before.

    Args:
        question: the message by itself.
        context: what the turn before left; None or without a subject: nothing changes.
        finder: tells which words the plans know together.
    """
    if not context or question.type in ("smalltalk", "unsafe") or not _has_subject(context):
        return question
    syllables = tokens(question.normalized)
    if len(syllables) > SHORT:
        return question
    question = _without_groups(_opened(question, finder))
    question = _typed(_about_today(_in_its_years(question, context, finder), context))
    if narrowed := _other_sector(question, context, finder):
        return narrowed
    named = _naming(question, finder)
    if (found := there.shown(question, named, context, finder)) is not None:
        return found
    if not named and OPENING in question.cues and len(_said_anew(question)) > 1:
        return question  # "thế còn khám từ xa": no noun, and still another subject
    if len(named) > _FEW or any(len(word) > 1 for word in named) or _is_abbreviation(named):
        left = {term for word in named for term in word}
        if _asks_for_bodies(question, named):
            asked = _without(question, set(), "")
            return replace(asked, cues=(asked.cues | {"who"}) - {"names"}, ellipsis=True)
        # What is said beside a subject of its own counts little.
        return replace(question, weak=question.weak | (set(question.terms) - left))
    if not named and _asks_source(question):
        question = replace(question, type="source", cues=question.cues | {"typed"})
    if not named:
        claim = bool(question.agencies) and "yes_no" in question.cues and question.type in _OF_BODIES
        return replace(_without(question, set(), ""), ellipsis=question.ellipsis or claim)
    return _without(question, {term for word in named for term in word}, JOINS)


def _opened(question: Question, finder: Finder) -> Question:
    """Read a first word that no plan knows as the opening it is but for its marks ("thê kinh tế số?")."""
    first = tokens(question.normalized)[:1]
    strange = first == question.terms[:1] and first == finder.strange(question)[:1]
    if OPENING in question.cues or not strange or not lexicon().opens_with(OPENING, folded(first), True):
        return question
    left = question.terms[1:]
    cues = question.cues | {OPENING}
    return replace(question, terms=left, topic=" ".join(left), cues=cues, ellipsis=True)


def _without_groups(question: Question) -> Question:
    """Leave out bodies that are only words about an answer ("chung cho các ngành")."""
    if "typed" in question.cues:
        return question
    general = set(_phrases("general_bodies", True))
    named = tuple(name for name in question.agencies if folded(tokens(name)) not in general)
    return replace(question, agencies=named)


def _typed(question: Question) -> Question:
    """Give a follow-up that shows no type the one that its words ask ("hạn?", "hiện trạng lúc lập")."""
    if "typed" in question.cues or "today" in question.cues:
        return question
    said = f" {' '.join(_said(question))} "
    for phrase in _phrases("never_talk", _bare(question)):  # "hạn chế" asks for no "hạn"
        said = said.replace(f" {' '.join(phrase)} ", f" {PLACE} ")
    for name, phrases in _asking(_bare(question)).items():
        if any(f" {' '.join(phrase)} " in said for phrase in phrases):
            cues = question.cues | {"typed"} | ({"difference"} if name == "compare" else set())
            aspects = lexicon().aspects_of(_said(question), _bare(question)) if name == "doc_meta" else ()
            return replace(question, type=name, aspect="+".join(aspects), cues=cues)
    return question


def _asks_source(question: Question) -> bool:
    """Return whether a message that names nothing asks where it stands ("mục nào trong kế hoạch")."""
    named = question.agencies or question.own_province or question.years or "who" in question.cues
    # "giai đoạn nào" is no "đoạn nào"; "kinh phí lấy ở đâu" asks where the money is from.
    other = question.type in ("deadline", "funding") and "typed" in question.cues
    return not (named or other) and any(
        find(phrase, _said(question)) >= 0 for phrase in _asking(_bare(question))["source"]
    )


def _in_its_years(question: Question, context: dict[str, Any], finder: Finder) -> Question:
    """Leave the year that only figures start from behind where it cannot be meant.

    So it is where another plan is asked ("thế tỉnh B?"), and where results are ("đến nay đạt chưa?").
    """
    old = tuple(context.get("years", ()))
    results = question.type == "results" and "typed" in question.cues
    if question.years or not (question.own_province or results):
        return question
    of_plan = question
    if not question.own_province:
        of_plan = replace(question, provinces=tuple(context.get("provinces", ())))
    kept = tuple(year for year in old if not _starts(year, of_plan, finder))
    if kept == old:
        return question
    return replace(question, years=kept, cues=question.cues | {ANY_YEAR})


def _has_subject(context: dict[str, Any]) -> bool:
    return any(context.get(name) for name in ("terms", "agencies", "cited", "bodies", "today", "provinces"))


def _without(question: Question, left: set[str], cue: str) -> Question:
    """Return the question with only those of its terms that are left."""
    terms = tuple(term for term in question.terms if term in left)
    return replace(
        question,
        terms=terms,
        topic=" ".join(terms) if len(terms) < len(question.terms) else question.topic,
        weak=question.weak & left,
        soft=question.soft & left,
        cues=question.cues | ({cue} if cue else set()),
        ellipsis=question.ellipsis or bool(cue),
    )


def _naming(question: Question, finder: Finder) -> list[Tokens]:
    """Return the words of a message that name something: not talk, not weak, no verb or adverb."""
    vocabulary = finder.prepared.vocabulary
    pairs: Mapping[Any, int] = vocabulary.plain_pairs if question.plain else vocabulary.pairs
    terms, talk = question.terms, _talk_in(question)
    kept: set[int] = set()
    pointed = _pointed_at(question, pairs)
    for at, term in enumerate(terms):
        if term in question.weak or term in pointed or not any(char.isalpha() for char in term):
            continue
        if term in question.soft and (_is_syllable(fold(term)) or not term.isascii()):
            continue
        if at in talk and not any(
            pairs[pair] > 0
            for pair, other in (((terms[at - 1], term), at - 1), ((term, *terms[at + 1 : at + 2]), at + 1))
            if 0 <= other < len(terms) and other not in talk and terms[other] not in question.weak
        ):
            continue
        kept.add(at)
    left = replace(question, terms=tuple(term if at in kept else PLACE for at, term in enumerate(terms)))
    runs = units(replace(left, weak=left.weak | {PLACE}), vocabulary)
    words = [word for run in runs for word in segmented(run, vocabulary, question.plain)]
    # A phrase that is known to stand for another one names something as a whole ("còn dạy nghề?").
    short = OPENING in question.cues or len(tokens(question.normalized)) <= _FEW
    bare = short and "typed" not in question.cues
    idle = {terms[at] for at in talk}
    known = [word for word, _ in question.sayings if bare and len(word) > 1 and not idle & set(word)]
    return [_whole(word, terms, talk, pairs) if len(word) == 1 else word for word in words] + known


def _said_anew(question: Question) -> list[str]:
    """Return the terms that are neither talk about an answer nor weak, verbs among them."""
    talk = _talk_in(question)
    return [
        term
        for at, term in enumerate(question.terms)
        if at not in talk and term not in question.weak and not term.isdigit()
    ]


def _pointed_at(question: Question, pairs: Mapping[Any, int]) -> set[str]:
    """Return the single syllables that a pointer follows ("mảng đó"): they point back and name nothing."""
    syllables = _said(question)
    pointing = {phrase[0] for phrase in _phrases("pointers", _bare(question))}
    before = [at - 1 for at, word in enumerate(syllables) if word in pointing and at]
    return {syllables[at] for at in before if not pairs[syllables[max(at - 1, 0) : at + 1]] > 0}


def _whole(word: Tokens, terms: Tokens, talk: set[int], pairs: Mapping[Any, int]) -> Tokens:
    """Return a lone syllable with a weak neighbour that makes a word of it ("công dân")."""
    at = find(word, terms)
    for first in (at - 1, at):
        pair = terms[first : first + 2] if first >= 0 else ()
        if len(pair) > 1 and not talk.intersection((first, first + 1)) and pairs[pair] > 0:
            return pair
    return word


def _talk_in(question: Question) -> set[int]:
    """Return the places of the terms that belong to a phrase of everyday talk about an answer."""
    terms = question.terms
    found: set[int] = set()
    for phrase in _phrases("talk", question.plain):
        said = tuple(word for word in phrase if not lexicon().is_silent(word, question.plain))
        for wanted in {phrase, said} - {()}:
            at = find(wanted, terms)
            while at >= 0:
                found.update(range(at, at + len(wanted)))
                at = find(wanted, terms, at + 1)
    for phrase in _phrases("never_talk", question.plain):
        if (at := find(phrase, terms)) >= 0:
            found.difference_update(range(at, at + len(phrase)))
    return found


def _is_abbreviation(named: list[Tokens]) -> bool:
    """Return whether something is named by a word that is no Vietnamese syllable ("DTI", "wifi", "5G")."""
    return any(word.isascii() and not _is_syllable(word) for words in named for word in words)


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


def _asks_for_bodies(question: Question, named: list[Tokens]) -> bool:
    """Return whether all that is named is the kind of body that is asked for ("ngân hàng nào lo?")."""
    syllables = _said(question)
    asking = {word for phrase in _phrases("asking", _bare(question)) for word in phrase}
    nouns = {noun for noun in _phrases("body_nouns", _bare(question)) if _before(noun, syllables, asking)}
    form = (lambda word: folded(word)) if _bare(question) else (lambda word: word)
    return bool(nouns) and all(form(word) in nouns for word in named)


def points_at_body(question: Question) -> bool:
    """Return whether the message points back at a body ("đài đó", "tổ này", "họ")."""
    syllables, bare = _said(question), _bare(question)
    pointing = {phrase[0] for phrase in _phrases("pointers", bare)}
    if any(_before(noun, syllables, pointing) for noun in _phrases("body_nouns", bare)):
        return True
    return any(find(word, syllables) >= 0 for word in _phrases("pronouns", bare))


def body_noun(question: Question, asked: bool = False) -> Tokens:
    """Return the noun by which the message points back at a body ("đài" of "đài đó"); empty for none.

    Args:
        question: the message.
        asked: the noun of a body that is asked for counts as well ("sở nào").
    """
    syllables, bare = _said(question), _bare(question)
    pointing = {phrase[0] for phrase in _phrases("pointers", bare)}
    pointing |= {phrase[0] for phrase in _phrases("asking", bare)} if asked else set()
    return next((noun for noun in _phrases("body_nouns", bare) if _before(noun, syllables, pointing)), ())


def asks_who_measures(question: Question) -> bool:
    """Return whether a question for a body is about a figure just given ("sở nào theo dõi chỉ tiêu đó")."""
    syllables, bare = _said(question), _bare(question)
    if any(find(phrase, syllables) >= 0 for phrase in _phrases("measuring", bare)):
        return True
    pointing = {phrase[0] for phrase in _phrases("pointers", bare)}
    return any(_before(noun, syllables, pointing) for noun in _phrases("figure_nouns", bare))


def says(question: Question, name: str) -> bool:
    """Return whether the message holds a phrase of the list ``name`` of ``followups.yml``."""
    return any(find(phrase, _said(question)) >= 0 for phrase in _phrases(name, _bare(question)))


def is_only(question: Question, name: str) -> bool:
    """Return whether the message is nothing but a phrase of the list ``name`` of ``followups.yml``."""
    said = lexicon().without_opening(_said(question), _bare(question))
    return any(said == phrase for phrase in _phrases(name, _bare(question)))


def _about_today(question: Question, context: dict[str, Any]) -> Question:
    """Ask what became of a place or body again where the turn before asked it of another one."""
    named = question.own_province or question.agencies or question.level
    silent = not telling(question) and "typed" not in question.cues
    if context.get("ranks") and question.own_province and silent:
        return replace(question, cues=question.cues | {"ranks"}, ellipsis=True)
    if question.years and "ranks" in context.get("cues", ()) and silent:
        return replace(question, cues=question.cues | {"ranks"})
    silent = silent and not question.years
    if context.get("today") and named and silent:
        return replace(question, cues=question.cues | {"today", "still"}, ellipsis=True)
    return question


def _other_sector(question: Question, context: dict[str, Any], finder: Finder) -> Question | None:
    """Return the old subject narrowed to a sector that its record tells apart ("nông nghiệp?")."""
    named = telling(question)
    if not named or question.agencies or question.own_province or "typed" in question.cues:
        return None
    cited = set(context.get("cited", ()))
    records = [item for item in finder.library.indicators if f"{item.document_id}#{item.clause}" in cited]
    sectors = [tokens(sector) for item in records for sector in _sectors(item)]
    sectors = [folded(sector) for sector in sectors] if question.plain else sectors
    silent = {word for phrase in _phrases("sector_words", question.plain) for word in phrase}
    own = [word for word in named if word not in silent]
    meant = next((sector for sector in sectors if _is_sector(tuple(own), sector, question.plain)), ())
    if not meant:
        return None
    heads = {word for phrase in _phrases("sector_heads", question.plain) for word in phrase}
    spoken = {word for sector in sectors for word in sector} | heads
    old = tuple(term for term in context.get("terms", ()) if term not in spoken)
    terms = tuple(dict.fromkeys((*old, *meant)))
    topic = " ".join(terms)
    weak = frozenset(context.get("weak", ())) & set(terms)
    cues = question.cues | {NARROWS}
    return replace(question, terms=terms, topic=topic, weak=weak, cues=cues, ellipsis=True)


def _is_sector(words: Tokens, sector: Tokens, plain: bool) -> bool:
    """Return whether a sector is the one named: in its own words or in those of ``sector_kin``."""
    return set(words) <= set(sector) or any(
        words in group and any(find(other, sector) >= 0 for other in group) for group in _kin(plain)
    )


@cache
def _asking(plain: bool) -> dict[str, tuple[Tokens, ...]]:
    asks = content("followups")["asks"]
    form = fold if plain else str
    return {name: tuple(tokens(form(word)) for word in words) for name, words in asks.items()}


@cache
def _kin(plain: bool) -> tuple[tuple[Tokens, ...], ...]:
    groups = content("followups")["sector_kin"]
    return tuple(tuple(tokens(fold(word) if plain else word) for word in group) for group in groups)


def _sectors(item: Indicator) -> list[str]:
    return [item.scope.sector] * bool(item.scope.sector) + [
        name for name, _ in (item.baseline.sectors if item.baseline else ())
    ]


def _starts(year: int, question: Question, finder: Finder) -> bool:
    """Return whether figures start from the year and the plans in question set no target for it."""
    indicators = finder.library.indicators
    plans = {document.id for document in finder.documents(question)}
    starts = any(item.baseline is not None and item.baseline.year == year for item in indicators)
    return starts and not any(item.year == year and item.document_id in plans for item in indicators)


def _before(noun: Tokens, syllables: Tokens, following: set[str]) -> bool:
    at = find(noun, syllables)
    while at >= 0:
        if following.intersection(syllables[at + len(noun) :][:1]):
            return True
        at = find(noun, syllables, at + 1)
    return False


def _bare(question: Question) -> bool:
    return question.plain or is_plain(question.normalized)


def _said(question: Question) -> Tokens:
    syllables = tokens(question.normalized)
    return folded(syllables) if _bare(question) else syllables


@cache
def _phrases(name: str, plain: bool) -> tuple[Tokens, ...]:
    """Return a list of ``followups.yml``, longest phrases first."""
    lines = content("followups")[name]
    words = [str(word) for line in lines for word in (line if isinstance(line, list) else [line])]
    phrases = {tokens(fold(word) if plain else word) for word in words}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
