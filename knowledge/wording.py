"""The words in ``structure.toml``, loaded once and folded for matching."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.text import fold, nfc, normalize_tone

FILE = Path(__file__).with_name("structure.toml")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: its printed name, the code in its number ("KH"), the code for addresses ("KH")."""

    name: str
    code: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """What a table column is for: words that name it, kind of cell expected, word for citing a row."""

    role: str
    cell: str
    words: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Wording:
    """``structure.toml`` as tuples of folded words (signature marks keep their capitals)."""

    motto: tuple[str, ...]
    number: tuple[str, ...]
    subject: tuple[str, ...]
    addressee: tuple[str, ...]
    basis: tuple[str, ...]
    authority: tuple[str, ...]
    enacting: tuple[str, ...]
    issuer: tuple[str, ...]
    levels: tuple[str, ...]
    issuer_short: dict[str, str]
    issuer_code: dict[str, str]
    recipients: tuple[str, ...]
    signature_mark: tuple[str, ...]
    signer_role: frozenset[str]
    closing: tuple[str, ...]
    signed: tuple[str, ...]
    appendix: tuple[str, ...]
    appendix_untitled: tuple[str, ...]
    attached: tuple[str, ...]
    ordinal_words: dict[str, int]
    lead_in: tuple[str, ...]
    dash_compounds: tuple[str, ...]
    bullets: tuple[str, ...]
    citation: dict[str, str]
    contents: tuple[str, ...]
    page_words: tuple[str, ...]
    table_ordinal: frozenset[str]
    column_roles: tuple[ColumnRole, ...]
    group_heading: tuple[str, ...]
    open_end: frozenset[str]
    body_cell: tuple[str, ...]
    period_cell: tuple[str, ...]
    value_cell: tuple[str, ...]
    types: tuple[DocumentType, ...]


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _anchor(code: str) -> str:
    """Return ``code`` in plain letters, case kept ("ĐA" becomes "DA")."""
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in nfc(code))


@cache
def wording() -> Wording:
    """Return the words of ``structure.toml``; the file ships with the package and is read once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    front, closing, table = data["front"], data["closing"], data["table"]
    return Wording(
        motto=_folded(front["motto"]),
        number=_folded(front["number"]),
        subject=_folded(front["subject"]),
        addressee=_folded(front["addressee"]),
        basis=_folded(front["basis"]),
        authority=_folded(front["authority"]),
        enacting=_folded(front["enacting"]),
        issuer=tuple(normalize_tone(word) for word in data["issuer"]["body"]),
        levels=_folded(data["issuer"]["level"]),
        issuer_short={fold(key): value for key, value in data["issuer"]["short"].items()},
        issuer_code={fold(key): value for key, value in data["issuer"]["code"].items()},
        recipients=_folded(closing["recipients"]),
        signature_mark=tuple(closing["signature_mark"]),
        signer_role=frozenset(_folded(closing["signer_role"])),
        closing=_folded(closing["paragraph"]),
        signed=_folded(closing["signed"]),
        appendix=_folded(data["appendix"]["word"]),
        appendix_untitled=_folded(data["appendix"]["untitled"]),
        attached=_folded(data["appendix"]["attached"]),
        ordinal_words={fold(key): value for key, value in data["ordinal_words"].items()},
        lead_in=tuple(nfc(word) for word in data["inline"]["lead_in"]),
        dash_compounds=_folded(data["compounds"]["dash"]),
        bullets=tuple(data["bullets"]["glyphs"]),
        citation={fold(key): value for key, value in data["citation"]["words"].items()},
        contents=_folded(data["page"]["contents"]),
        page_words=_folded(data["page"]["words"]),
        table_ordinal=frozenset(_folded(table["ordinal"])),
        column_roles=tuple(
            ColumnRole(entry["role"], entry["cell"], _folded(entry["words"]), entry.get("label", ""))
            for entry in table["role"]
        ),
        group_heading=_folded(table["group"]),
        open_end=frozenset(nfc(word) for word in table["cells"]["open_end"]),
        body_cell=_folded(table["cells"]["body"]),
        period_cell=_folded(table["cells"]["period"]),
        value_cell=_folded(table["cells"]["value"]),
        types=tuple(
            DocumentType(entry["name"], entry["code"], _anchor(entry["code"]))
            for entry in data["document_type"]
        ),
    )


def begins(folded: str, words: tuple[str, ...]) -> bool:
    """Tell whether ``folded`` begins with one of ``words`` as whole words."""
    for word in words:
        if folded.startswith(word):
            rest = folded[len(word) : len(word) + 1]
            if not rest or not rest.isalnum() or not word[-1:].isalnum():
                return True
    return False
