"""Whether an answer gives the kind of thing asked: a reason, a day, a punishment, names, a number of pieces.

A clause that speaks of the subject may still answer beside the point: asked is why, it says what; asked is by
which day, it says that. Such a clause is the nearest, and the reply says what the plan leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from actions.engine.compose.base import Case, best_part, quoted
from actions.engine.compose.quotes.passages import LOOKED_AT, quoted_whole, says_something
from actions.engine.compose.targets.narrowing import counted_groups
from actions.engine.figures import RANK
from actions.engine.lists import content, marks
from actions.engine.syllables import PLACE, Tokens, find, folded, is_plain, tokens
from actions.engine.texts import phrase
from actions.engine.types import Draft
from actions.engine.words import Cue, as_cue
from knowledge.model import Assignment, Indicator
from knowledge.number_words import in_digits
from knowledge.text import fold, nfc, squeeze
from nlu.segment import segment

_QUOTING = frozenset({"passage", "section", "definition"})
_HELD = _QUOTING | {
    "indicator",
    "baseline",
    "responsible",
    "coordinates",
    "deadline",
    "reporting",
    "funding",
    "unassigned",
}
"""Templates whose answers are held to what is asked; the others answer in kind by themselves."""
_WHY, _WHY_THIS, _WHEN, _NAME = "why", "why_this", "when", "name"
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ỹ]{3,}\b")
_NEAR = 3
_PART = 0.7
"""The share of a question's words that a clause must hold to give a thing that stands nowhere else."""
_LIMIT = 430
_BEHIND = 4
"""How many other words may stand between a deed and what it makes."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing: by what a question asks for it, how a text gives it, what a reply calls it."""

    name: str
    asks: tuple[Cue, ...]
    given: tuple[Tokens, ...]
    shape: re.Pattern[str] | None
    said: str
    quoted: bool = False
    rare: bool = False

    def stands_in(self, text: str) -> bool:
        """Return whether a text gives such a thing."""
        found = self.shape.search(text) if self.shape is not None else None
        if found is not None and _is_a_word(text, found):
            return True
        syllables = tokens(text)
        return any(find(word, syllables) >= 0 for word in self.given)


@cache
def things() -> tuple[Thing, ...]:
    """Return the kinds of ``words/things.yml``; a deed that is asked by what it makes: one for each."""
    return tuple(
        thing
        for name, entry in content("things").items()
        for thing in (
            [_deed(str(name), entry, str(made)) for made in entry["objects"]]
            if "objects" in entry
            else [_thing(str(name), entry)]
        )
    )


def _thing(name: str, entry: Mapping[str, Any]) -> Thing:
    return Thing(
        name,
        tuple(as_cue(str(words)) for words in entry["asks"]),
        tuple(tokens(str(words)) for words in entry.get("given", ())),
        re.compile(entry["shape"]) if "shape" in entry else None,
        str(entry["said"]),
        bool(entry.get("quoted")),
        bool(entry.get("rare")),
    )


def _deed(name: str, entry: Mapping[str, Any], made: str) -> Thing:
    """Return the kind that a deed is with one object: a text gives it by a verb near that object."""
    verbs = [str(verb) for verb in entry["verbs"]]
    either = "|".join(map(re.escape, verbs))
    return Thing(
        name,
        tuple(as_cue(f"{verb} {made}") for verb in verbs),
        (),
        re.compile(rf"(?i)\b(?:{either})\s+(?:[\w,]+\s+){{0,{_BEHIND}}}?(?P<made>{re.escape(made)})\b"),
        str(entry["said"]),
        bool(entry.get("quoted")),
    )


@cache
def names() -> tuple[Thing, ...]:
    """Return a kind for each of the nouns of ``words/names.yml``: its name is asked, and stands behind it."""
    lists = content("names")
    result = []
    for strict in (True, False):
        for nouns in lists["places" if strict else "others"]:
            asks = [f"{noun} {word}" for noun in nouns for word in lists["asking"]] if strict else []
            asks += [f"{word} {noun}" for noun in nouns for word in lists["by_name"]]
            result.append(Thing(_NAME, tuple(map(as_cue, asks)), (), _named(nouns), str(lists["said"])))
    return tuple(result)


def _named(nouns: Sequence[str]) -> re.Pattern[str]:
    """Return how a text names one of them, or says that it means all of them."""
    lists = content("names")
    longer = {
        noun[: -len(own)]
        for group in (*lists["places"], *lists["others"])
        for noun in group
        for own in nouns
        if noun not in nouns and noun.endswith(f" {own}")
    }
    apart = "".join(rf"(?<!{re.escape(lead)})" for lead in longer)  # the "xã" of "thị xã" is none
    noun = rf"{apart}(?i:{'|'.join(map(re.escape, nouns))})"
    every = "|".join(re.escape(str(word)) for word in lists["all"])
    capital = "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper())
    return re.compile(rf"\b{noun}\s*[:(]?\s*(?:[{capital}]|\d)|(?i:(?<!\w)(?:{every}))\s+{noun}\b")


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Return whether what a deed makes is a word of its own ("trường", not that of "môi trường")."""
    if "made" not in found.re.groupindex:
        return True
    return any(span.start == found.start("made") for span in segment(text))


def held_to(case: Case, draft: Draft) -> Draft:
    """Return the draft, or where it lacks what is asked for the same as the nearest, which says so."""
    if draft.status not in {"answered", "not_found"} or _puts_right(draft):
        return draft
    asked = _asked(case)
    missing = [thing for thing in asked if not _gives(draft, thing)]
    sought = missing if draft.status == "answered" else asked
    if any(thing.rare for thing in sought) and (other := _rarely_given(case, asked)) is not None:
        return other
    if draft.status != "answered" or draft.template not in _HELD:
        return draft
    said = missing[0].said if missing else _unmet(case, draft)
    if not said:
        return draft
    if missing and draft.template in _QUOTING and (other := _another(case, asked)) is not None:
        return other
    # "Bao nhiêu, và vì sao?": the figure is an answer, though the plan doesn't explain it.
    partly = bool(missing) and {thing.name for thing in missing} <= {_WHY, _WHY_THIS}
    return replace(
        draft,
        status="answered" if partly and "how_many" in case.question.cues else "not_found",
        values={**draft.values, "why": False, "opening": phrase("thing_unsaid", thing=said)},
    )


def _another(case: Case, asked: Sequence[Thing], least: float = 1.0) -> Draft | None:
    """Return the best clause of the one plan in question that fits and gives all that is asked.

    Of the question's words the share ``least`` is enough.
    """
    if len(case.documents) != 1:
        return None
    for item in case.finder.clauses(case.question, case.documents)[:LOOKED_AT]:
        most = least < item.match.coverage and not item.match.other_grade
        if not (item.fits or most) or not says_something(case, item.record):
            continue
        drafts = [quoted_whole(case, item.record)]
        if least < 1:  # the thing itself is looked for: what is quoted is the part that gives it
            held = best_part(squeeze(item.record.text), _LIMIT, lambda part: _given_in(part, asked))
            drafts.append(quoted(case, item.record, held))
        for draft in drafts:
            if all(_gives(draft, thing) for thing in asked):
                return draft
    return None


def _given_in(text: str, asked: Sequence[Thing]) -> int:
    return sum(thing.stands_in(text) for thing in asked)


def _rarely_given(case: Case, asked: Sequence[Thing]) -> Draft | None:
    """Return the clause that gives a rare thing: of the words of the subject most are enough."""
    own = {
        word
        for thing in asked
        if thing.rare
        for cue in thing.asks
        for part in cue.plain_parts
        for word in part
    }
    subject = tuple(term for term in case.question.terms if fold(term) not in own)
    if not set(subject) - case.question.weak:
        return None
    return _another(replace(case, question=replace(case.question, terms=subject)), asked, _PART)


def _unmet(case: Case, draft: Draft) -> str:
    """Return what the question is about and the answer isn't: a level, an acronym, what is counted."""
    return _other_level(case, draft) or _acronym(case, draft) or _uncounted(case, draft)


def _other_level(case: Case, draft: Draft) -> str:
    """Return the level of government asked for where all targets found are those of other levels."""
    head, level = tokens(phrase("level_head")), tokens(case.question.level)
    for agency in case.question.agencies:
        at = find(head, tokens(agency))
        level = level or (tokens(agency)[at : at + 2] if at >= 0 else ())
    noun = folded(level)[-1:]
    targets = [fact for fact in draft.facts if isinstance(fact, Indicator)]
    if not noun or not targets:
        return ""
    others = all(
        item.scope.level and find(noun, folded(tokens(f"{item.scope.level} {item.name}"))) < 0
        for item in targets
    )
    return " ".join(level) if others else ""


def _acronym(case: Case, draft: Draft) -> str:
    """Return a name in capitals ("PAPI") that no plan knows and the question asks about."""
    text = nfc(case.question.text)
    if text.isupper():
        return ""
    said = set(tokens(case.question.normalized))
    shown = set(tokens(" ".join(_shown(draft))))
    for name in _CAPITALS.findall(text):
        word = name.lower()
        unknown = not case.finder.prepared.vocabulary.knows(word, True)
        if word in said and unknown and word not in shown:
            return str(name)
    return ""


def _uncounted(case: Case, draft: Draft) -> str:
    """Return what "bao nhiêu" counts where the number found counts something else."""
    if "who" in case.question.cues or draft.values.get("counted"):
        return ""
    counted = _counted(case)
    if not counted or not draft.citations:
        return ""
    window, asked = folded(counted), phrase("number_of", things=" ".join(counted))
    first = next((fact for fact in draft.facts if isinstance(fact, Indicator)), None)
    if first is None:
        text = folded(tokens(in_digits(" ".join(_shown(draft)))))
        behind = (text[at + 1 : at + 1 + _NEAR] for at, word in enumerate(text) if word.isdigit())
        return "" if any(window[0] in words for words in behind) else asked
    groups = counted_groups(" ".join(counted))
    if first.comparison == RANK or groups & counted_groups(f"{first.unit} {first.name}"):
        return ""
    unit = folded(tokens(first.unit))
    if unit and unit[0].isalpha():
        return "" if set(unit) & set(window) else asked
    missing = case.finder.match(case.question, case.finder.prepared.indicators[first.id]).missing
    return asked if window[0] in folded(missing) else ""


def _counted(case: Case) -> Tokens:
    """Return the noun behind "bao nhiêu" with the syllable after it; () for none."""
    written = tokens(case.question.normalized)
    said = folded(written)
    terms = set(folded(term for term in case.question.terms if term not in case.question.weak))
    mark = folded(tokens(marks("count_words")[-1]))
    at = find(mark, said)
    if at < 0:
        return ()
    idle = {*folded(marks("asked_stand_ins")), *folded(marks("counting_words"))}
    behind = slice(at + len(mark), at + len(mark) + _NEAR)
    rest = [word for word, bare in zip(written[behind], said[behind], strict=True) if bare not in idle]
    return tuple(rest[:2]) if rest and fold(rest[0]) in terms else ()


def _puts_right(draft: Draft) -> bool:
    """Return whether the answer is that something which the question takes for granted is not so."""
    values: Any = draft.values
    return bool(values.get("opening") or values.get("wrong") or values.get("verdict") == "no")


def _asked(case: Case) -> list[Thing]:
    plain = is_plain(case.question.text)
    known = (*things(), *names())
    asked: list[Thing] = []
    # A follow-up may have been spelled out: what was typed asks still.
    for text in dict.fromkeys((case.question.normalized, case.question.text)):
        said = folded(tokens(text)) if plain else tokens(text)
        said = case.words.blanked("asks_nothing", said, plain)
        apart = _without_other_words(said, plain)
        asked += [
            thing
            for thing in known
            if any(cue.matches(apart if thing.name == _NAME else said, plain) for cue in thing.asks)
        ]
    return list(dict.fromkeys(asked))


def _without_other_words(said: Tokens, plain: bool) -> Tokens:
    """Return the syllables without words that end in a noun of a name ("cơ bản nào" asks for no "bản")."""
    kept = list(said)
    for word in content("names")["other_words"]:
        wanted = folded(tokens(str(word))) if plain else tokens(str(word))
        while (at := find(wanted, kept)) >= 0:
            kept[at : at + len(wanted)] = [PLACE]
    return tuple(kept)


def _gives(draft: Draft, thing: Thing) -> bool:
    if thing.name == _WHEN and draft.template == "deadline":
        return True  # in whatever words the plan sets the time
    if thing.quoted and draft.template not in _QUOTING:
        return True
    if thing.name == _WHY and draft.template not in _QUOTING:
        thing = next(
            kind for kind in things() if kind.name == _WHY_THIS
        )  # what a target or a duty is for tells not why it is that one
    return any(thing.stands_in(text) for text in _shown(draft))


def _shown(draft: Draft) -> list[str]:
    """Return what the answer says of the plan: the sentences shown, else the clauses; and the times."""
    rows = draft.values.get("rows", ())
    texts = [str(row["text"]) for row in rows] if draft.template == "passage" else []
    texts += [str(part) for row in rows for part in row["parts"]] if draft.template == "funding" else []
    texts = texts or [citation.quote for citation in draft.citations]
    texts += [fact.period for fact in draft.facts if isinstance(fact, Assignment | Indicator)]
    texts += draft.bodies
    texts += [str(fact.year) for fact in draft.facts if isinstance(fact, Indicator) and fact.year]
    return texts
