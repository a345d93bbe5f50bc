"""Claims: a question that states something and asks whether it is so, or why.

A claim is opened before it is answered: "HD có 12 chỉ tiêu, đúng không?" is asked as "HD có bao nhiêu chỉ
tiêu", so that the composer of that type of question finds the fact; :mod:`actions.engine.reply.verdicts`
then holds the fact against what was claimed. Percentages, ranks and what a target counts are checked where
targets are answered (``compose/targets/indicators.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from actions.engine.reading.claim_words import any_word, pattern, word_groups, word_list
from actions.engine.syllables import find, folded, is_number, is_plain, tokens
from actions.engine.texts import texts
from actions.engine.types import Question
from knowledge.library import Library
from knowledge.model import Document
from knowledge.number_words import in_digits
from knowledge.text import fold, nfc, squeeze
from nlu.numbers_in_text import any_of

ClaimKind = Literal[
    "count", "signer", "number", "issuer", "issued", "reporting", "deadline", "measured", "whole"
]
_ASKS = frozenset({"yes_no", "why"})
_EXCEPT = frozenset({"smalltalk", "unsafe", "out_of_scope", "contact"})
DATE = re.compile(r"(?<!\d)(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_DAY = re.compile(r"(?<![\d/.,-])(\d{1,2})\s*(?:/|-|tháng|thang)\s*(\d{1,2})(?![\d/]|-\d)")
_SPAN = re.compile(r"(20\d\d)\s*[-–]\s*(20\d\d)|(20\d\d)")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_LEAST_NAME = 2
_PLAN_NUMBER = r"\d{1,5}(?:/[^\W_]+(?:-[^\W_]+)*)?"
_EDGE = " \t,.;:?!…–-"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question says.

    Attributes:
        kind: what is claimed; ``whole`` is a claim about a document that is read from the question as it is.
        said: the claimed thing as the question words it ("12 chỉ tiêu").
        opened: the same question asked openly; empty where the question finds the fact as it stands.
        value: the claimed number, name or date ("12", "15/12", "2023-2025").
        noun: for a count the group of ``counted`` in ``words/claims.yml``.
        verdict: whether what is claimed can be called right or wrong (not "hơn 10", not a denial).
        asks_why: the question takes the claim for granted and asks why.
    """

    kind: ClaimKind
    said: str
    opened: str = ""
    value: str = ""
    noun: str = ""
    verdict: bool = True
    asks_why: bool = False


def read(question: Question, library: Library) -> Claim | None:
    """Return what a message claims; None where it claims nothing that is checked here."""
    if not _ASKS & question.cues or question.type in _EXCEPT:
        return None
    text = nfc(question.normalized)
    said = _Said(text, fold(text) if is_plain(question.text) else text.lower(), question, library)
    for reader in (_signer, _number, _issuer, _issued, _reporting, _count, _measured, _deadline, _whole):
        claim = reader(said)
        if claim is not None:
            return claim
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as the readers see it; ``spoken`` has the same length and the letters to compare."""

    text: str
    spoken: str
    question: Question
    library: Library

    @property
    def statement(self) -> tuple[str, str]:
        """The claim without the words that ask: as written, and as compared; numbers in digits."""
        bare = _blank(self.text, self.spoken, pattern("asking"))
        while True:
            shown = bare.rstrip(_EDGE)
            end = re.search(
                rf"(?:^|(?<=\s)|(?<=[,.])){pattern('closing').pattern}$", _like(shown, self.spoken)
            )
            if end is None:
                break
            bare = shown[: end.start()]
        written = squeeze(in_digits(bare.strip(_EDGE)))
        return written, fold(written) if is_plain(self.question.text) else written.lower()

    def has(self, name: str) -> bool:
        """Return whether one of the words of the list stands in the message."""
        return pattern(name).search(self.spoken) is not None

    def claim(self, kind: ClaimKind, said: str, **more: Any) -> Claim:
        """Return a claim with what the message says of all kinds alike."""
        cues = self.question.cues
        verdict = more.pop("verdict", True) and not self.has("denied") and "either" not in cues
        return Claim(kind, squeeze(said), verdict=verdict, asks_why="why" in cues, **more)


def _like(text: str, spoken: str) -> str:
    """Return ``text`` in the letters of ``spoken``: without diacritics or only in lower case."""
    return fold(text) if spoken == fold(spoken) else text.lower()


def _blank(text: str, spoken: str, wanted: re.Pattern[str]) -> str:
    for match in wanted.finditer(spoken):
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text


def _count(said: _Said) -> Claim | None:
    """Read "có 12 chỉ tiêu": a number before a noun that is counted from the records."""
    if said.question.figures:
        return None
    written, spoken = said.statement
    for group, names in word_groups("counted").items():
        for match in re.finditer(rf"(?<![\w/.,-])(\d{{1,3}})\s+({any_word(names)})(?!\w)", spoken):
            before = spoken[: match.start()].rstrip()
            if _ends(before, "numbered"):
                continue
            noun = written[match.start(2) : match.end(2)]
            opened = written[: match.start()] + _opened("count", noun=noun) + written[match.end() :]
            return said.claim(
                "count",
                written[match.start() : match.end()],
                opened=opened,
                value=match.group(1),
                noun=group,
                verdict=not _ends(before, "loose") and not _begins(spoken[match.end() :], "loose"),
            )
    return None


def _signer(said: _Said) -> Claim | None:
    """Read "do ông X ký": a person in a question about who signed one plan, and nothing beside it."""
    plan = _plan(said)
    if not plan or not said.has("signing"):
        return None
    name = _person(said)
    if not (name or said.has("titles")) or _subject(said, folded(tokens(name))):
        return None
    # "do Chủ tịch tỉnh ký": an office alone is answered with who signed as what, without a verdict.
    return said.claim("signer", name, opened=_opened("signer", plan=plan), value=name, verdict=bool(name))


def _person(said: _Said) -> str:
    """Return the person named: one who signed a plan held, one after a title, or a name in capitals."""
    syllables = folded(tokens(said.text))
    for document in said.library.documents.values():
        if document.signer and find(folded(tokens(document.signer)), syllables) >= 0:
            return squeeze(document.signer)
    title, sign = pattern("titles").pattern, pattern("signing").pattern
    name = r"((?:[^\W\d_]+\s+){0,3}?[^\W\d_]+)"
    titled = re.search(rf"{title}\s+{name}\s+(?:đã\s+|da\s+)?{sign}", said.spoken)
    if titled:
        words = said.text[titled.start(1) : titled.end(1)].split()
        while len(words) > 1 and _is_title(words):
            words = words[1:]
        return " ".join(words)
    return next(iter(names_in(said.text, said.question)), "")


def names_in(text: str, question: Question) -> list[str]:
    """Return the persons' names in a text: runs of words in capitals that are no place, body or title."""
    known = {fold(word) for name in (*question.provinces, *question.agencies) for word in name.split()}
    names: list[str] = []
    run: list[str] = []
    for word in [*_WORD.findall(text), ""]:
        if word[:1].isupper() and word[1:].islower() and fold(word) not in known | _heads():
            run.append(word)
            continue
        if len(run) >= _LEAST_NAME:
            names.append(" ".join(run))
        run = []
    return names


def _is_title(words: list[str]) -> bool:
    return any(fold(" ".join(words[:size])) in _heads() for size in (1, 2))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    names = word_list("titles")
    return frozenset(fold(name) for name in names) | {fold(name).split()[0] for name in names}


def _number(said: _Said) -> Claim | None:
    """Read "kế hoạch tỉnh X số 155": a number that no plan held bears, and nothing else is asked."""
    question = said.question
    if question.documents or not question.provinces or not said.has("documents") or _subject(said):
        return None
    leads = any_word((*word_list("documents"), *word_list("number_leads")))
    written, spoken = said.statement
    after = any_word((*word_list("number_follows"), *question.provinces))
    found = re.search(rf"(?<!\w){leads}\s+({_PLAN_NUMBER})(?=\s*$|[,.;]|\s+{after}(?!\w))", spoken)
    plan = _plan(said)
    if found is None or not plan or _DAY.search(spoken) or _SPAN.fullmatch(found.group(1)):
        return None
    shown = written[found.start(1) : found.end(1)]
    return said.claim("number", shown, opened=_opened("number", plan=plan), value=shown)


def _issuer(said: _Said) -> Claim | None:
    """Read "do cơ quan X ban hành" of a plan as a whole."""
    plan = _plan(said)
    about = said.has("issuing") and said.has("documents") and said.question.agencies
    if not plan or not about or _subject(said):
        return None
    return said.claim("issuer", said.question.agencies[0], opened=_opened("issuer", plan=plan))


def _issued(said: _Said) -> Claim | None:
    """Read "ra đời năm 2022", "ban hành trước ngày 1/3/2022" of a plan as a whole."""
    plan = _plan(said)
    date = DATE.search(said.spoken) or _SPAN.search(said.spoken)
    about = said.has("appearing") and not said.has("not_appearing") and said.has("documents")
    if not plan or not about or date is None or "-" in date.group() or _subject(said):
        return None
    before = said.spoken[: date.start()]
    bounding = any_word(tuple(name for names in word_groups("bounds").values() for name in names))
    lead = re.search(rf"(?<!\w)(?:{bounding}\s+)?(?:{any_word(word_list('date_nouns'))}\s+)?$", before)
    shown = said.text[lead.start() if lead else date.start() : date.end()]
    value = bound(before) + date.group()
    return said.claim("issued", shown, opened=_opened("issued", plan=plan), value=value)


def bound(before: str) -> str:
    """Return how the words before a date bound it ("trước năm": "<"); empty where they don't."""
    for sign, names in word_groups("bounds").items():
        if re.search(rf"(?<!\w){any_word(names)}$", before.rstrip()):
            return sign
    return ""


def _reporting(said: _Said) -> Claim | None:
    """Read "báo cáo trước 15/12", "báo cáo hằng tháng", "báo cáo cho Sở X"."""
    if not said.has("reporting") or said.question.figures:
        return None
    day = _DAY.search(said.spoken)
    if day:
        shown = said.text[day.start() : day.end()]
        return said.claim("reporting", shown, value=f"{int(day.group(1))}/{int(day.group(2))}")
    often = frequency(said.spoken)
    if often:
        return said.claim("reporting", often[1], value=often[0])
    for agency in said.question.agencies:
        at = find(folded(tokens(agency)), folded(tokens(said.text)))
        before = " ".join(tokens(said.text)[: max(at, 0)])
        if at > 0 and _ends(_like(before, said.spoken), "to"):
            return said.claim("reporting", agency, value=agency, noun="to")
    return None


def _measured(said: _Said) -> Claim | None:
    """Read "Sở X đo chỉ tiêu Y"."""
    if len(said.question.agencies) != 1 or not said.has("measuring") or said.question.figures:
        return None
    agency = said.question.agencies[0]
    if said.question.type == "measured_by":
        return said.claim("measured", agency, value=agency)
    written, _ = said.statement
    at = fold(written).find(fold(agency))
    if at < 0:
        return None
    subject = f"{written[:at].rstrip()} {written[at + len(agency) :].lstrip()}"
    subject = squeeze(_blank(subject, _like(subject, said.spoken), pattern("measuring"))).strip(_EDGE)
    end = re.search(rf"{pattern('by').pattern}$", _like(subject, said.spoken))
    subject = subject[: end.start()].strip(_EDGE) if end else subject
    return said.claim("measured", agency, opened=_opened("measured", subject=subject), value=agency)


def _deadline(said: _Said) -> Claim | None:
    """Read "X phải xong năm 2025", "X làm trong giai đoạn 2023-2025": a year and a word for finishing."""
    question = said.question
    plain = question.figures or question.counts or "indicators" in question.cues
    if plain or not said.has("finishing") or said.has("issuing") or said.has("signing"):
        return None
    written, spoken = said.statement
    spans = list(_SPAN.finditer(written))
    about = _subject(said)
    plan = "" if about else _plan(said)
    if len(spans) != 1 or not (about or (plan and said.has("documents"))):
        return None
    span = spans[0]
    start = re.search(
        r"((?:^|\s)(?:" + any_of(list(word_list("year_leads"))) + r"))*\s*$", spoken[: span.start()]
    )
    cut = start.start() if start else span.start()
    subject = squeeze(f"{written[:cut]} {written[span.end() :]}").strip(_EDGE)
    subject = subject if about else _opened("schedule", plan=plan)
    bound = _begins(spoken[cut:].lstrip(), "before")
    value = "-".join(part for part in span.groups() if part)
    return said.claim(
        "deadline",
        written[cut : span.end()].strip(),
        opened=_opened("deadline", subject=subject),
        value=value,
        verdict=not bound,
    )


def _whole(said: _Said) -> Claim | None:
    """Read "kế hoạch 393 là của tỉnh X", "kế hoạch cho giai đoạn 2021-2025"."""
    question = said.question
    if _subject(said) or not said.has("documents"):
        return None
    span = _SPAN.search(said.text)
    if span and span.group(1):
        return said.claim("whole", span.group(), value=f"{span.group(1)}-{span.group(2)}", noun="period")
    if question.documents and question.own_province:
        return said.claim("whole", question.provinces[0], noun="province")
    return None


def frequency(spoken: str) -> tuple[str, str] | None:
    """Return how often something is done by the name of ``frequencies``, and the words that say so."""
    for name, names in word_groups("frequencies").items():
        found = re.search(rf"(?<!\w){any_word(names)}(?!\w)", spoken)
        if found:
            return name, found.group()
    return None


def days(text: str) -> frozenset[str]:
    """Return the days of a year that a text names, as "15/12"."""
    return frozenset(f"{int(day)}/{int(month)}" for day, month in _DAY.findall(text))


def ends_with(name: str, spoken: str) -> bool:
    """Return whether a text in small letters ends with one of the words of a list."""
    return _ends(spoken, name)


def spans(text: str) -> frozenset[str]:
    """Return the years and periods that a text names, as "2023" and "2023-2025"."""
    return frozenset("-".join(part for part in parts if part) for parts in _SPAN.findall(text))


def _subject(said: _Said, beside: Sequence[str] = ()) -> bool:
    """Return whether the question is about something in the plan rather than the plan itself (and a name)."""
    question = said.question
    lists = ("documents", "issuing", "signing", "plan_noise")
    noise = {fold(word) for name in lists for word in " ".join(word_list(name)).split()}
    told = (term for term in question.terms if term not in question.weak and not is_number(term))
    return any(fold(term) not in noise and fold(term) not in beside for term in told)


def _plan(said: _Said) -> str:
    """Return how an open question names the one plan that is meant; empty where it isn't one."""
    question, library = said.question, said.library
    named = [library.documents[key] for key in question.documents]
    own = [item for item in library.documents.values() if item.province in question.provinces]
    chosen: list[Document] = named or own
    if len(chosen) != 1:
        return ""
    document = chosen[0]
    if named and document.number:
        return f"{word_list('documents')[0]} {document.number}"
    return f"{word_list('documents')[0]} {document.province}"


def _opened(name: str, **values: str) -> str:
    return texts().render(f"open_{name}", values).strip()


def _ends(spoken: str, name: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern(name).pattern})$", spoken.rstrip()) is not None


def _begins(spoken: str, name: str) -> bool:
    return re.match(rf"(?:{pattern(name).pattern})", spoken.lstrip()) is not None
