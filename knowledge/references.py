"""Cross-references between clauses of one document, both ways.

"mục 5.2 Phần II", "Khoản 1, Mục II Kế hoạch này", "điểm b, khoản 1.4, mục III, tiểu mục 1": the steps come
in any order and are sorted by depth. A reference into another document ("Khoản 1 Điều 5 Luật ...") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge.model import Clause
from knowledge.reading import Reading
from knowledge.sections import Tree
from knowledge.vocabulary import alternatives, any_of, words

_NUMBER = (
    r"(?:[IVXLC]+(?:\.\d+)*(?:\.[a-zđ])?(?!\w)|\d{1,2}(?:\.\d{1,2})*(?:\.[a-zđ](?!\w))?(?![\w/%]|\.\d)"
    r"|[A-H](?!\w)|[a-zđ](?!\w)\)?)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text that points at a clause.

    Attributes:
        start, end: range of the clean text (``Reading.text``) given.
        text: the words of the reference.
        steps: numbers from the outermost to the innermost ("II", "5.2").
        appendix: whether it points into an appendix.
    """

    start: int
    end: int
    text: str
    steps: tuple[str, ...]
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A resolved reference: clause ``source`` points at clause ``target`` with the words ``text``."""

    source: str
    target: str
    text: str


@cache
def _chain() -> re.Pattern[str]:
    label = alternatives(words("reference_words", "labels"))
    appendix = alternatives(words("reference_words", "appendix"))
    more = rf"(?:(?:, | và |; ){_NUMBER})*"
    step = rf"(?:{label} {_NUMBER}{more}|{appendix}(?: (?:số )?{_NUMBER})?)"
    return re.compile(rf"(?<!\w)(?<!danh ){step}(?:(?:,? (?:của |thuộc |tại )?){step})*", re.IGNORECASE)


def _depth(number: str) -> tuple[int, int]:
    if re.fullmatch(r"[a-zđ]", number):
        return (5, 0)
    if number[0].isdigit():
        return (2, number.count("."))
    return (1, number.count("."))


def find_references(text: str) -> list[Reference]:
    """Return the references of one clean line that point into the same document."""
    found: list[Reference] = []
    for match in _chain().finditer(text):
        after = text[match.end() : match.end() + 60]
        if _is_foreign(after):
            continue
        lists = _steps(match.group())
        appendix = bool(any_of("reference_words", "appendix").search(match.group()))
        for steps in lists:
            found.append(Reference(match.start(), match.end(), match.group(), steps, appendix))
    return found


def _is_foreign(after: str) -> bool:
    foreign = re.match(
        rf"[ ,]*(?:của |tại |trong |theo )?{alternatives(words('reference_words', 'foreign'))}", after, re.I
    )
    own = re.match(r"[ ,]*(?:của |tại |trong |theo )?(?:[^\W\d]+ ){0,4}này(?!\w)", after, re.IGNORECASE)
    return bool(foreign) and not own


def _steps(text: str) -> list[tuple[str, ...]]:
    """Return one list of steps for each clause meant: "mục 5.1, 5.2 Phần II" means two."""
    groups: list[list[str]] = []
    label = alternatives(words("reference_words", "labels") + words("reference_words", "appendix"))
    for match in re.finditer(
        rf"{label}(?P<numbers>[^;]*?)(?=(?:,? (?:của |thuộc |tại )?){label}|$)", text, re.I
    ):
        numbers = re.findall(rf"(?<![\w.]){_NUMBER}", match["numbers"])
        if numbers:
            groups.append([_normal(number) for number in numbers])
    if not groups:
        return [()]
    chains: list[list[str]] = [[]]
    for group in groups:
        chains = [[*chain, number] for chain in chains for number in group]
    return [tuple(sorted(dict.fromkeys(chain), key=_depth)) for chain in chains]


def _normal(number: str) -> str:
    number = number.rstrip(").")
    return number.upper() if re.fullmatch(r"[ivxlcIVXLC]{2,}", number) else number


def resolve(reference: Reference, tree: Tree, origin: Clause) -> Clause | None:
    """Return the clause that a reference means; None where none or more than one fits.

    A reference without the outer steps ("khoản 1") means the clause nearest to ``origin``.
    """
    if not reference.steps:
        appendices = [clause for clause in tree.clauses if clause.kind == "appendix"]
        return appendices[0] if len(appendices) == 1 else None
    fits = [clause for clause in tree.clauses if _fits(clause, reference, tree)]
    if len(fits) > 1:
        fits = _nearest(fits, tree, origin)
    return fits[0] if len(fits) == 1 else None


_NUMBERED = {"chapter", "part", "article", "section", "point", "appendix", "heading_row"}


def _fits(clause: Clause, reference: Reference, tree: Tree) -> bool:
    if clause.kind not in _NUMBERED or not clause.number:
        return False
    above = tree.ancestors(clause)
    in_appendix = clause.kind == "appendix" or any(a.kind == "appendix" for a in above)
    if in_appendix != reference.appendix:
        return False
    chain = [clause.number, *(a.number for a in above if a.number)]
    last = reference.steps[-1]
    if re.search(r"[a-zđ]$|^[IVXLC]+\.", last) and "." in last:
        return clause.address == last or clause.address.endswith("." + last)
    if clause.number != last:
        return False
    return all(any(n == step or n.startswith(step + ".") for n in chain) for step in reference.steps[:-1])


def _nearest(fits: list[Clause], tree: Tree, origin: Clause) -> list[Clause]:
    above = [origin.address, *(a.address for a in tree.ancestors(origin))]
    shared = []
    for clause in fits:
        chain = [clause.address, *(a.address for a in tree.ancestors(clause))]
        shared.append(sum(1 for address in chain if address in above))
    best = max(shared)
    return [clause for clause, count in zip(fits, shared, strict=True) if count == best] if best else []


def referred(text: str, tree: Tree, origin: Clause) -> tuple[Clause, ...]:
    """Return the clauses that a text of ``origin`` refers to, without ``origin`` and what it stands in."""
    above = {origin.address, *(a.address for a in tree.ancestors(origin))}
    found: dict[str, Clause] = {}
    for reference in find_references(Reading(text).text):
        clause = resolve(reference, tree, origin)
        if clause is not None and clause.address not in above:
            found[clause.address] = clause
    return tuple(found.values())


def cross_references(clauses: Iterable[Clause]) -> tuple[CrossReference, ...]:
    """Return every resolved reference of a document, in order of its source."""
    tree = Tree(clauses)
    found: list[CrossReference] = []
    for clause in tree.clauses:
        if clause.kind in ("basis", "header", "title", "footnote"):
            continue
        above = {clause.address, *(a.address for a in tree.ancestors(clause))}
        for reference in find_references(Reading(clause.text, clause.number).text):
            target = resolve(reference, tree, clause)
            if target is not None and target.address not in above:
                found.append(CrossReference(clause.address, target.address, reference.text))
    return tuple(dict.fromkeys(found))


def referring_to(
    clause: Clause, references: Iterable[CrossReference], clauses: Iterable[Clause]
) -> tuple[str, ...]:
    """Return the addresses that refer to a clause or to anything that it stands under."""
    tree = Tree(clauses)
    above = {clause.address, *(a.address for a in tree.ancestors(clause))}
    return tuple(dict.fromkeys(ref.source for ref in references if ref.target in above))
