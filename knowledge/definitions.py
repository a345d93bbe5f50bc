"""Terms that a plan explains: in footnotes, in sections of definitions, and in brackets.

Four forms: "Kinh tế số là ..." in a footnote or under "Giải thích từ ngữ"; a term in quotes that opens a
statement, '"nhà kính thông minh" được hiểu là ...'; "... (sau đây gọi tắt là X)"; an abbreviation after its
words, "dịch vụ công trực tuyến (DVC TT)". "X là Y" elsewhere is ordinary prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from knowledge.model import Clause, Definition, Document
from knowledge.reading import Reading, split_outside, squeeze, trim
from knowledge.sections import headings
from knowledge.text import fold
from knowledge.vocabulary import alternatives, any_of, words

_SKIPPED = {"header", "signature", "recipients", "recipient"}
_CAPITAL = re.compile(r"(?<=\s)[^\W\d_a-zà-ỹ][a-zà-ỹ]+(?= [a-zà-ỹ])")
_SHORT_NAME = 5
_OPENS = re.compile(r"[,:)] (?=[\"“])")
_BRACKET = re.compile(r"\((?P<short>[^()]{2,14})\)")


def extract_definitions(
    document: Document, clauses: Iterable[Clause], registry: object = None
) -> tuple[Definition, ...]:
    """Return the terms that the document explains, in order; an abbreviation once, where it first stands.

    ``registry`` is taken, as by the other extractors, and not needed.
    """
    found: list[Definition] = []
    shorts: set[str] = set()
    for clause in clauses:
        if clause.kind in _SKIPPED:
            continue
        made = _explained(clause) if _defines(clause) else []
        made += [each for each in _quoted(clause) if each[0] not in {term for term, _ in made}]
        for short, quote in [*_named(clause), *_abbreviated(clause)]:
            if short not in shorts:
                shorts.add(short)
                made.append((short, quote))
        for number, (term, quote) in enumerate(made, start=1):
            found.append(Definition(f"{clause.key}@{number}", document.id, clause.address, term, quote))
    return tuple(found)


def _defines(clause: Clause) -> bool:
    if clause.kind == "footnote":
        return True
    return any(any_of("definition_words", "section").search(title) for title in headings(clause))


@cache
def _statement() -> re.Pattern[str]:
    verbs = alternatives(words("definition_words", "verbs"))
    return re.compile(
        rf"[\"“'‘]?(?P<term>[^\W\d_][^.;:!?\"”]{{1,70}}?)[\"”'’]? (?P<verb>{verbs}) ", re.IGNORECASE
    )


def _explained(clause: Clause) -> list[tuple[str, str]]:
    """Return (term, quote); a quote goes on until the next sentence that explains another term."""
    reading = Reading(clause.text, clause.number)
    parts: list[list] = []
    for sentence in reading.sentences():
        match = _statement().match(reading.text, sentence.start, sentence.end)
        term = match["term"].strip(' "“”,') if match else ""
        if term and len(term.split()) <= 8 and not _no_term(term):
            parts.append([term, sentence.start, sentence.end])
        elif parts:
            parts[-1][2] = sentence.end
    return [(squeeze(term), _stop(reading, start, end)) for term, start, end in parts]


@cache
def _in_quotes() -> re.Pattern[str]:
    """A term in quotes that opens a statement: '"nhà kính thông minh" được hiểu là ...; "X" là ...'."""
    verbs = alternatives(words("definition_words", "verbs"))
    strong = alternatives(words("definition_words", "strong"))
    return re.compile(
        rf"(?:[\"“](?P<term>[^\"“”;]{{2,70}})[\"”] {verbs} "
        rf"|(?P<plain>[^\W\d_][^.,;:!?\"“”]{{2,60}}?) {strong} )",
        re.IGNORECASE,
    )


def _quoted(clause: Clause) -> list[tuple[str, str]]:
    """Return (term, quote) of the terms that running text explains, each with its own statement."""
    reading = Reading(clause.text, clause.number)
    title = Reading(clause.heading).text.strip()
    titled = title and reading.text.startswith(title, reading.body)
    found: list[tuple[str, str]] = []
    for sentence in reading.sentences(reading.body + len(title) if titled else None):
        for part in split_outside(reading.text, sentence, ";"):
            piece = trim(reading.text, part)
            commas = (at.end() for at in _OPENS.finditer(reading.text, piece.start, piece.end))
            tried = (_in_quotes().match(reading.text, at, piece.end) for at in (piece.start, *commas))
            match = next(filter(None, tried), None)
            if match is None:
                continue
            term = squeeze(match["term"] or match["plain"]).strip(' "“”,')
            if len(term.split()) <= 8 and not _no_term(term):
                quote = _stop(reading, match.start(), piece.end)
                found.append((term[:1].upper() + term[1:], quote))
    return found


def _no_term(term: str) -> bool:
    return bool(any_of("definition_words", "not_term", prefix="").match(term))


def _stop(reading: Reading, start: int, end: int) -> str:
    if end < len(reading.text) and reading.text[end] in ".!?":
        end += 1
    return reading.slice(start, end)


def _named(clause: Clause) -> list[tuple[str, str]]:
    reading = Reading(clause.text, clause.number)
    pattern = re.compile(
        rf"\((?:{alternatives(words('definition_words', 'named'))}):? [\"“]?"
        r"(?P<term>[^()\"”]{2,80})[\"”]?\)",
        re.I,
    )
    found = []
    for match in pattern.finditer(reading.text):
        start = _phrase_start(reading.text, match.start())
        found.append((squeeze(match["term"]), reading.slice(start, match.end())))
    return found


def _abbreviated(clause: Clause) -> list[tuple[str, str]]:
    reading = Reading(clause.text, clause.number)
    found = []
    for match in _BRACKET.finditer(reading.text):
        short = match["short"].strip()
        if not _is_abbreviation(short):
            continue
        start = _initials_start(reading.text, match.start(), short)
        if start is None:
            start = _name_start(reading.text, match.start())
        if (
            start == 0
            and clause.kind == "row"
            and clause.number
            and reading.text.startswith(clause.number + " ")
        ):
            start = len(clause.number) + 1
        found.append((short, reading.slice(start, match.end())))
    return found


def _is_abbreviation(short: str) -> bool:
    capitals = sum(1 for letter in short if letter.isupper())
    plain = re.fullmatch(r"[^\W\d_]+(?:[ &.-]?[^\W\d_]+)*", short)
    return bool(plain) and capitals >= 2 and (" " not in short or short.replace(" ", "").isupper())


def _initials_start(text: str, end: int, short: str) -> int | None:
    """Return where the words begin whose initials the abbreviation takes, reading back from the bracket."""
    letters = [fold(letter) for letter in short if letter.isalpha()]
    tokens = list(re.finditer(r"[^\W\d_]+", text[:end]))
    index = len(tokens) - 1
    start = None
    for letter in reversed(letters):
        while index >= 0 and fold(tokens[index].group()[0]) != letter and fold(tokens[index].group()) == "va":
            index -= 1
        if index < 0 or fold(tokens[index].group()[0]) != letter:
            return None
        start = tokens[index].start()
        index -= 1
    return start


def _name_start(text: str, end: int) -> int:
    """Return where the words begin that a bracket stands for: a short item of a list, or a written name.

    Where neither tells, the sentence begins there: a quotation never opens in its middle.
    """
    start = _phrase_start(text, end)
    if len(text[start:end].split()) <= _SHORT_NAME:
        return start
    names = [
        match.start()
        for match in _CAPITAL.finditer(text, start, end)
        if len(text[match.start() : end].split()) > 2
    ]
    if names:
        return names[-1]
    stops = [match.end() for match in re.finditer(r"[.;:] |^- ", text[:end])]
    return stops[-1] if stops else 0


def _phrase_start(text: str, end: int) -> int:
    """Return where the phrase before a bracket begins: after the last stop or the list marker."""
    stops = [match.end() for match in re.finditer(r"[.;:,(] |^- ", text[:end])]
    return stops[-1] if stops else 0
