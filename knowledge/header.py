"""Metadata of a document from its own text: number, type, issuer, date, signer, title, period ...

Everything is read from the clauses that the parser set apart (header, title, bases, recipients,
signature), so columns flattened in any order do not matter: a header is read as one run of words from which
the motto, the number and the date are taken out; what is left names the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.front import is_name, is_role
from knowledge.lines import is_caps
from knowledge.model import Clause, Document
from knowledge.source import SourceText
from knowledge.text import fold, nfc, normalize_tone, squeeze
from knowledge.wording import DocumentType, begins, wording

MAX_ISSUER = 200
"""A header whose words run longer holds more than an issuer: the sentence of a newspaper, a menu."""

MAX_MIXED = 80
"""The same for one that is not in capitals."""

FindProvince = Callable[[str], str]
"""Returns the province that a text names, or an empty string (the registry's, handed in by the library)."""

_CODE = r"[A-ZĐ][A-Za-zĐđ]{0,7}(?:\s?[-–/]\s?[A-ZĐ][A-Za-zĐđ0-9&.]{0,11}){0,3}"
_NUMBER = re.compile(rf"(?<![\w/])(\d{{1,5}}[a-zđ]?)\s?([/-])\s?((?:\d{{4}}/)?{_CODE})")
_DATE = re.compile(r"ngày\s{1,5}(\d{1,2})\s{1,5}tháng\s{1,5}(\d{1,2})\s{1,5}năm\s{1,5}(\d{4})", re.IGNORECASE)
_DATE_BLANK = re.compile(r"ngày[\s.…_\d]{0,20}tháng[\s.…_\d]{0,20}năm[\s.…_\d]{0,12}", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s{1,3}(?:từ năm\s{1,3})?(20\d\d)\s{0,2}"
    r"(?:[-–—]|đến(?: năm)?)\s{0,2}(20\d\d)",
    re.IGNORECASE,
)
_BARE_RANGE = re.compile(r"\b(20\d\d)\s{0,2}[-–—]\s{0,2}(20\d\d)\b")
_UNTIL = re.compile(r"(?:đến|tới)\s{1,3}(?:hết\s{1,3})?năm\s{1,3}(20\d\d)", re.IGNORECASE)
_IN_YEAR = re.compile(r"(?:trong\s{1,3})?năm\s{1,3}(20\d\d)", re.IGNORECASE)
_ENACTS = re.compile(
    r"[,;]\s{1,3}(?=[^\W\d_a-zđàáảãạăâèéêìíòóôơùúưỳý][^,;]{1,80}?\s(?:ban hành|xây dựng|đề nghị|yêu cầu)\s)"
)
_CITED = re.compile(
    r"(?:số|Quyết định|Nghị quyết|Kế hoạch|Chương trình|Đề án)\s[^,;]{0,60}\d{1,2}/\d{1,2}/20\d\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body and the place in its name: ("UBND tỉnh Hà Tĩnh", "tỉnh", "Hà Tĩnh")."""

    name: str
    level: str = ""
    place: str = ""


def read_metadata(
    source: SourceText,
    clauses: Sequence[Clause],
    given: Mapping[str, object],
    find_province: FindProvince | None = None,
) -> Document:
    """Return the document that ``clauses`` belong to.

    ``given`` holds fields of ``Document`` that win over the text. ``find_province`` is asked where neither
    ``given`` nor the issuer's name tells the province.
    """
    header = words_of(clauses, "header")
    title = next((c.heading for c in clauses if c.kind == "title" and "." not in c.address), "")
    letter = begins(fold(title), wording().subject)
    title = _subject(title)
    number = find_number(header)
    issued = find_date(header)
    place = find_place_name(header)
    kind = find_type("" if letter else title, number, letter)
    opening = [c.text for c in clauses if c.kind in ("basis", "paragraph") and c.parent is None][:8]
    known = str(given.get("province") or "")
    if not known and find_province is not None:
        known = find_province(f"{header}\n{title}")
    issuer = find_issuer(header, number, place, known, source.text)
    signer, role = find_signer(clauses)
    province = _province(given, issuer, place, find_province, "\n".join([header, title, *opening]))
    document: dict[str, object] = {
        "id": "",
        "number": number,
        "type": kind,
        "issuer": issuer.name,
        "province": province,
        "issued": issued,
        "place": place,
        "title": title,
        "signer": signer,
        "signer_role": role,
        "period": find_period(title, opening, issued),
        "provenance": "official",
        "source_note": "",
        "source_file": source.file,
        "source_url": "",
        "sha256": source.sha256,
        "text": source.text,
        "legal_bases": find_bases(clauses),
        "recipients": find_recipients(clauses),
        "short_name": "",
    }
    document.update({name: value for name, value in given.items() if name in document and value is not None})
    if not document["id"]:
        document["id"] = make_id(str(document["province"]), str(document["number"]), source.file)
    if not document["short_name"]:
        document["short_name"] = short_name(
            str(document["type"]),
            str(document["number"]),
            document["issued"],
            str(document["issuer"]),
            str(document["title"]),
        )
    return Document(**document)  # type: ignore[arg-type]


def words_of(clauses: Sequence[Clause], kind: str) -> str:
    """Return the main document's text of one kind as one line, column separators and rules taken out."""
    parts = [c.text for c in clauses if c.kind == kind and "." not in c.address]
    text = re.sub(r"[|\t]|[-_*=—–.]{3,}", " ", nfc("\n".join(parts)))
    return squeeze(text)


def _subject(title: str) -> str:
    """Return a title without "V/v"."""
    return re.sub(r"^(?:V/v|Về việc)\s{0,3}:?\s{0,3}", "", title, flags=re.IGNORECASE)


def find_number(header: str) -> str:
    """Return the document's number ("5046/KH-UBND", "06-NQ/TU"); empty where none is printed."""
    at = re.search(r"(?<!\w)Số\s{0,2}:?\s", header, re.IGNORECASE)
    places = [header[at.end() - 1 :]] if at else []
    for text in (*places, header):
        match = _NUMBER.search(text)
        if match is not None:
            return (
                squeeze(match[1] + match[2] + re.sub(r"\s?([-–/])\s?", r"\1", match[3]))
                .rstrip(".")
                .replace("–", "-")
            )
    return ""


def find_date(header: str) -> date | None:
    """Return the date after the place ("Huế, ngày 29 tháng 12 năm 2023"); None if blank or impossible."""
    for match in _DATE.finditer(header):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            continue
    return None


def find_place_name(header: str) -> str:
    """Return the place before the date: the capitalised words before ", ngày"."""
    header = _without(header, wording().motto)
    match = _DATE.search(header) or _DATE_BLANK.search(header)
    if match is None:
        return ""
    words: list[str] = []
    for word in reversed(header[: match.start()].rstrip(" ,").split(" ")):
        plain = word.strip(".,")
        is_dash = word in "-–" and bool(words)
        short = plain.isupper() and len(plain) > 1 and plain != "TP"
        if not is_dash and (not plain or not plain[0].isupper() or short or any(c.isdigit() for c in plain)):
            break
        words.append(word)
    return " ".join(reversed(words)).strip(" -–,").removeprefix("TP. ").removeprefix("Tp. ")


def find_type(title: str, number: str, letter: bool) -> str:
    """Return the type of document: by its title, else the code in its number; Công văn for a letter."""
    folded = fold(title)
    for kind in wording().types:
        if begins(folded, (fold(kind.name),)):
            return kind.name
    by_code = type_of_number(number)
    if by_code is not None:
        return by_code.name
    return next((kind.name for kind in wording().types if kind.code == "CV"), "") if letter or number else ""


def type_of_number(number: str) -> DocumentType | None:
    """Return the type whose code the number holds: KH in "5046/KH-UBND", NQ in "06-NQ/TU"."""
    codes = re.split(r"[-/]", number)[1:]
    for kind in wording().types:
        if any(fold(code) == fold(kind.code) for code in codes):
            return kind
    return None


def _without(text: str, folded_words: Sequence[str]) -> str:
    for words in folded_words:
        at = fold(text).find(words)
        if at >= 0:
            text = text[:at] + " " + text[at + len(words) :]
    return squeeze(text)


def find_issuer(header: str, number: str, place: str, province: str, text: str) -> Issuer:
    """Return the issuing body that the header names, else what the number's last code stands for."""
    rest = re.sub(r"(?<!\S)\*+(?!\S)", " ", _without(header, wording().motto))
    rest = _NUMBER.sub(" ", rest, count=1)
    rest = re.sub(rf"(?<!\w)Số\s{{0,2}}:?(?=\s|$)(?:\s{{0,9}}[/-]\s?{_CODE})?", " ", rest)
    match = _DATE.search(rest) or _DATE_BLANK.search(rest)
    if match is not None:
        rest = (rest[: match.start()].rstrip(" ,").removesuffix(place) + " " + rest[match.end() :]).strip()
    rest = squeeze(re.sub(r"(?<!\w)V/v\b.*$", " ", rest, flags=re.IGNORECASE))
    found = _body(rest, text) if len(rest) <= MAX_ISSUER else Issuer("")
    if found.name and (found.place or found.name not in wording().issuer_short.values() or not place):
        return found
    if found.name:  # "ỦY BAN NHÂN DÂN" alone: the place of issue says whose
        level = _level_of(province or place, text)
        return Issuer(f"{found.name} {level} {province or place}", level, province or place)
    code = re.split(r"[-/]", number)[-1] if number else ""
    form = wording().issuer_code.get(fold(code))
    name = province or place
    if not form or not name:
        return Issuer("")
    level = _level_of(name, text)
    return Issuer(form.format(place=f"{level} {name}", name=name), level, name)


def _level_of(name: str, text: str) -> str:
    """Return "tỉnh" or "thành phố": which of them the text puts before the place's name more often."""
    text = text.casefold()
    counts = {level: text.count(f"{level} {name.casefold()}") for level in ("tỉnh", "thành phố")}
    return "thành phố" if counts["thành phố"] > counts["tỉnh"] else "tỉnh"


def _body(words: str, text: str) -> Issuer:
    """Return the last body that a header names, in usual capitals (as ``text`` writes it, if it does)."""
    lowered = normalize_tone(words).lower()
    if len(lowered) != len(words):
        return Issuer("")
    starts: list[tuple[int, int]] = []
    for body in wording().issuer:
        for match in re.finditer(rf"(?<!\w){re.escape(body)}(?!\w)", lowered):
            if not any(start <= match.start() < end for start, end in starts):
                starts.append((match.start(), match.end()))
    if not starts:
        return Issuer("")
    start, end = max(starts)
    phrase, rest = words[start:end], squeeze(words[end:])
    if not (is_caps(phrase) or (phrase[0].isupper() and len(words) <= MAX_MIXED)):
        return Issuer("")
    abbreviated = phrase in wording().issuer_short.values()
    short = wording().issuer_short.get(fold(phrase), phrase if abbreviated else phrase.capitalize())
    for level in wording().levels:
        if fold(rest).startswith(level + " "):
            place = title_case(rest[len(level) :])
            return Issuer(
                f"{short} {nfc(rest[: len(level)]).lower()} {place}", rest[: len(level)].lower(), place
            )
    if not rest:
        return Issuer(short)
    if fold(phrase).endswith("uy"):
        return Issuer(f"{short} {title_case(rest)}", "tỉnh", title_case(rest))
    return Issuer(_recased(squeeze(f"{short} {rest.lower() if is_caps(rest) else rest}"), text))


def _recased(name: str, text: str) -> str:
    """Return ``name`` with the capitals that ``text`` gives it in running words, where it names it."""
    text = squeeze(nfc(text))
    for match in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not match[0].isupper():
            return match[0]
    return name


def title_case(name: str) -> str:
    """Return a place name with a capital on each word: "BÀ RỊA - VŨNG TÀU" becomes "Bà Rịa - Vũng Tàu"."""
    return " ".join(word.capitalize() for word in squeeze(name).split(" "))


def _province(
    given: Mapping[str, object], issuer: Issuer, place: str, find: FindProvince | None, text: str
) -> str:
    if given.get("province"):
        return str(given["province"])
    if find is not None:
        for words in (issuer.name, place, text):
            found = find(words) if words else ""
            if found:
                return found
    if issuer.level in ("tỉnh", "thành phố") and issuer.place:
        return issuer.place
    return place


def find_signer(clauses: Sequence[Clause]) -> tuple[str, str]:
    """Return the signer's name and role ("KT. Chủ tịch, Phó Chủ tịch") of the main document."""
    parts: list[str] = []
    for clause in clauses:
        if clause.kind == "signature" and "." not in clause.address:
            parts += [squeeze(part) for part in re.split(r"[|\n\r\t]", nfc(clause.text))]
    parts = [part for part in parts if part]
    names = [part for part in parts if is_name(part) and fold(part) not in wording().signer_role]
    roles: list[str] = []
    for part in parts:
        words = re.sub(r"^(?:KT|K/T|TL|T/L|TUQ|Q)\s?[./]\s?", "", part)
        if part.isupper() and is_role(words):
            roles.append(part[: len(part) - len(words)] + role_case(words))
    return (names[-1] if names else "", ", ".join(roles))


def role_case(role: str) -> str:
    """Return a role in usual capitals: "PHÓ CHỦ TỊCH" becomes "Phó Chủ tịch"."""
    words = squeeze(role).lower().split(" ")
    words[0] = words[0].capitalize()
    if fold(words[0]) in ("pho", "quyen") and len(words) > 1:
        words[1] = words[1].capitalize()
    return " ".join(words)


def find_bases(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the legal bases, one a text, without the words that enact."""
    bases: list[str] = []
    for clause in clauses:
        if clause.kind != "basis" or "." in clause.address:
            continue
        text = squeeze(nfc(clause.text)).lstrip("-–+* ")
        enacts = _ENACTS.search(text)
        if enacts is not None and text.endswith(":"):
            text = text[: enacts.start()]
        for part in re.split(r";\s{1,3}", text):
            if bases and not begins(fold(part), wording().basis):
                bases[-1] = f"{bases[-1]}; {part}".rstrip(" ;.,:")
            else:
                bases.append(part.rstrip(" ;.,:"))
    return tuple(base for base in bases if base)


def find_recipients(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return whom the document goes to, as written, without bullets and closing marks."""
    found: list[str] = []
    for clause in clauses:
        main = "." not in clause.address
        if clause.kind == "recipients" and main and clause.address == "recipients":
            inline = squeeze(nfc(clause.text)).split(":", 1)
            if len(inline) == 2 and inline[1]:
                found += [part.strip(" -–;.,|") for part in re.split(r";|\s[-–]\s", inline[1])]
        elif clause.kind == "recipient" and main and clause.address.startswith("recipient-"):
            found.append(squeeze(nfc(clause.text).replace("|", " ")).lstrip("-–+* ").rstrip(" ;.,"))
    return tuple(part for part in found if part)


def find_period(title: str, opening: Sequence[str], issued: date | None) -> tuple[int, int] | None:
    """Return (first, last) year that the plan covers, its outlook included.

    "giai đoạn 2021 - 2025, định hướng đến năm 2030" is 2021 to 2030; "đến năm 2025" begins with the year of
    issue; "năm 2022" is that year alone. The title says it, else the sentence that enacts.
    """
    texts = [title, *(part for part in reversed(opening) if part.rstrip().endswith(":"))]
    for text in texts:
        words = _CITED.sub(" ", squeeze(nfc(text)))
        ranges = [(int(a), int(b)) for a, b in _RANGE.findall(words)]
        ends = [int(year) for year in _UNTIL.findall(words)]
        if ranges:
            return min(a for a, _ in ranges), max([b for _, b in ranges] + ends)
        if ends:
            return (issued.year if issued is not None and issued.year <= min(ends) else min(ends)), max(ends)
        if bare := _BARE_RANGE.findall(words):
            return min(int(a) for a, _ in bare), max(int(b) for _, b in bare)
        years = [int(year) for year in _IN_YEAR.findall(re.sub(r"tháng\s\d{1,2}\snăm", " ", words))]
        if years:
            return min(years), max(years)
    return None


def make_id(province: str, number: str, file: str) -> str:
    """Return a slug: province and number ("hai-duong-5046"), else the file's name."""
    digits = re.match(r"\d+[a-z]?", number)
    words = f"{province} {digits[0]}" if province and digits else file.rsplit(".", 1)[0]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:80].strip("-")
    return slug or "van-ban"


def short_name(kind: str, number: str, issued: object, issuer: str, title: str) -> str:
    """Return how a citation names the document: "Kế hoạch 5046/KH-UBND ngày 29/12/2023 của UBND tỉnh ..."."""
    parts = [kind, number]
    if isinstance(issued, date):
        parts.append(f"ngày {issued.day:02d}/{issued.month:02d}/{issued.year}")
    if not number and not isinstance(issued, date) and title:
        return kind + title[len(kind) :] if fold(title).startswith(fold(kind) + " ") else title
    if issuer:
        parts.append(f"của {issuer}")
    return " ".join(part for part in parts if part) or title
