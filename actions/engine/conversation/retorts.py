"""What a message says to the last answer before, or instead of, asking: thanks, exclamations, doubts.

"Thanks. Vậy ai làm?" asks what follows the thanks; "sai rồi, tôi đọc báo thấy 7% cơ mà" claims a figure that
is held against the one just given; "còn mấy xã đó?" after reports means the communes, not their number.
Each is written out before the message is read, like the steps of ``leaps.py``; the phrases stand in
``words/leaps.yml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.engine import figures
from actions.engine.lists import content, marks
from actions.engine.reading import written
from actions.engine.reading.kinds import SMALLTALK, SURE
from actions.engine.syllables import tokens
from actions.engine.types import Understanding
from actions.engine.words import OPENING, lexicon
from knowledge.library import Library
from knowledge.text import fold

Context = dict[str, Any]
Heard = tuple[Understanding, Context]
_EXCLAIMED = re.compile(r"^([^?!.,;]{1,30})!+\s+(?=\w)")
_ENDS = frozenset({"thanks", "goodbye"})
_LISTS = frozenset({"list", "count", "definition"})
_COMMENT = 4
"""An exclamation of more syllables than this may say what is asked about."""
_EDGE = " \t,.;:!…–-"
_CLAIMS = ("agency", "year")
_OF_OTHERS = frozenset({"reporting", "agency_tasks", "responsible", "coordinates", "deadline"})


def opened(heard: Understanding) -> Understanding:
    """Return a message without what is said before its question ("thanks. ...", "à quên, ...").

    Only in a conversation; thanks and farewells that ask nothing stay as they are.
    """
    said = written.compared(heard)
    polite = rf"(?:{_either('courtesies', heard)})(?:\s+(?:{_either('courtesy_fill', heard)}))*"
    found = re.match(
        rf"(?:(?:{polite}\s*[,.!;:…–-]+|{_either('interjections', heard)})\s*(?!\w*\s*$))*", said
    )
    end = found.end() if found else 0
    end = end if not end or said[end - 1] in _EDGE else 0
    exclaimed = _EXCLAIMED.match(heard.normalized[end:])
    if exclaimed and len(tokens(exclaimed[1])) <= _COMMENT and not _names(heard, exclaimed[1]):
        end += exclaimed.end()
    rest = heard.normalized[end:]
    asks = _asks(rest, heard) or "?" in rest or _goes_on(rest, heard)
    # "Cảm ơn nhé", "ok bạn giỏi thế, cảm ơn nhiều" ask nothing, however they are put.
    thanks = written.place(heard, "thanks") is not None and not (asks or _names_anything(heard))
    if thanks or (heard.intent in _ENDS and heard.confidence >= SURE and not asks):
        said_so = heard.intent in SMALLTALK and heard.confidence >= SURE
        return heard if said_so else replace(heard, intent="thanks", confidence=1.0, ranking=())
    if not end or not (asks or len(tokens(rest)) > _COMMENT):
        return heard
    asked = replace(heard, intent="", confidence=0.0) if heard.intent in SMALLTALK else heard
    return written.said(asked, rest, keep=True)


def meant(heard: Understanding) -> Understanding:
    """Read "của mấy xã A ... thế nào?" as "of the communes": something else than their number is asked.

    Who only begs pardon neither complains nor asks.
    """
    pardon, fill = (rf"(?:{_either(name, heard)})(?!\w)\W*" for name in ("apologies", "courtesy_fill"))
    sorry = rf"(?:{pardon})+(?:{fill})*"
    if re.fullmatch(sorry, written.compared(heard)):
        return replace(heard, intent="thanks", confidence=1.0, ranking=())
    nouns, asked = _either("plural_nouns", heard), _either("asked_of_them", heard)
    found = re.search(
        rf"(?<!\w)(?:của|cua)\s+(?P<some>mấy|may)\s+(?:{nouns})(?!\w).*?(?<!\w)(?:{asked})(?!\w)",
        written.compared(heard),
    )
    if found is None:
        return heard
    text, plural = heard.normalized, content("leaps")["plural"][0]
    return written.said(heard, text[: found.start("some")] + plural + text[found.end("some") :], keep=True)


def disputed(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Ask whether what a person holds against the answer is so ("sai rồi, báo viết 30% cơ mà")."""
    if not context.get("cited") or written.place(heard, "asks_anew") is not None:
        return None
    if any(entity.kind in ("province", "document", "level") for entity in heard.entities):
        return None
    text, said = heard.normalized, written.compared(heard)
    doubts, source = _either("disputes", heard), _either("held_by", heard)
    verbs, ends = _either("holding", heard), _either("insisting", heard)
    lead = re.match(rf"(?:(?:{doubts})(?!\w)[{_EDGE}]*)+", said)
    start = lead.end() if lead else 0
    verb = rf"(?:(?<!\w)(?:{verbs})(?!\w)\s*)+"
    told = re.match(rf"(?:{source})(?!\w)[^\d%]{{0,40}}?{verb}", said[start:])
    start += told.end() if told else 0
    end = len(text.rstrip(_EDGE + "?"))
    insists = False
    while tail := re.search(rf"[{_EDGE}]*(?<!\w)(?:{ends})$", said[:end]):
        end, insists = tail.start(), True
    claim = re.sub(rf"^(?:(?:{_either('claiming', heard)})(?!\w)\s*)+", "", said[start:end])
    claimed = text[end - len(claim) : end].strip(_EDGE) if claim else ""
    if not (start or insists) or not claimed or not _is_claim(claimed):
        return None
    return written.said(heard, f"phải là {claimed} chứ"), context


def really(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "thật à?", "chắc không?" as asking what the last answer rests on."""
    said = written.compared(heard).strip(" ?!.,")
    if not context.get("cited") or said not in _list("doubting", heard):
        return None
    return written.said(heard, str(content("leaps")["source_asked"][0])), context


def asked_of_it(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "có X không?" as asked of what was said: it greets nobody.

    After a list it asks whether X is in it.
    """
    lead, holds = _either("held_leads", heard), _either("holds", heard)
    ends, thing = _either("whether", heard), r"(?P<thing>.+?)"
    said = written.compared(heard)
    first = re.fullmatch(rf"(?:(?:{lead})\s+)?(?:{holds})\s+{thing}\s+(?:{ends})\W*", said)
    found = first or re.fullmatch(rf"(?:(?:{lead})\s+)?{thing}\s+(?:{holds})\s+(?:{ends})\W*", said)
    names = any(entity.kind != "topic" for entity in heard.entities)
    if found is None or names or written.place(heard, "addressed"):
        return None
    if len(tokens(found["thing"])) > _COMMENT:
        return None
    listed = (context.get("named") or context.get("items")) and context.get("type") in _LISTS
    if first and listed:
        among = f"{content('leaps')['among'][0]} {heard.normalized}"
        return written.said(heard, among, keep=heard.intent not in SMALLTALK), context
    return (written.said(heard, heard.normalized), context) if heard.intent in SMALLTALK else None


def of_all(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "còn mấy xã A?" after duties as "the communes": nothing is counted there."""
    if context.get("type") not in _OF_OTHERS:
        return None
    leads, some = _either("others_leads", heard), "|".join(marks("some_of"))
    nouns, ends = _either("plural_nouns", heard), _either("level_ends", heard)
    found = re.fullmatch(
        rf"(?:(?:{leads})\s+)+(?P<some>{some}|mấy)\s+(?:{nouns})\b[^?]*?(?:\s+(?:{ends}))*\W*",
        written.compared(heard),
    )
    if found is None or len(tokens(heard.normalized)) > 2 * _COMMENT:
        return None
    text = heard.normalized
    plural = content("leaps")["plural"][0]
    return written.said(heard, text[: found.start("some")] + plural + text[found.end("some") :]), context


def of_the_money(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Name a part of the money as plans do, after a question about money ("khoản chi thường xuyên")."""
    found = written.place(heard, "money_parts")
    if spent := written.place(heard, "money_spent"):
        found = (spent[0], spent[0] + len(heard.normalized[spent[0] :].split()[0]))
    if context.get("type") != "funding" or found is None:
        return None
    if any(entity.kind in ("agency", "document") for entity in heard.entities):
        return None
    text, money = heard.normalized, content("leaps")["money"][0]
    if "amount" in lexicon().cues_of(tokens(text), written.is_bare(heard)):
        return None  # "có ghi tổng số tiền không?": the sum, and no part of it
    before = written.entities(text[: found[0]])
    places = [entity.value for entity in before if entity.kind == "province"]
    said = " ".join([money, text[found[1] :].strip(), *places])
    asked = replace(heard, intent="funding", confidence=1.0, ranking=())
    return written.said(asked, said, keep=True), context


def of_causes(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Say what "nguyên nhân do đâu?", "còn tồn tại?" ask, after what a plan says of how things stood."""
    asked = next((name for name in ("causes", "faults") if written.place(heard, name) is not None), "")
    if not asked:
        return None
    left = f" {' '.join(tokens(written.compared(heard)))} "
    for phrase in sorted((*_list(asked, heard), *_list("cause_fill", heard)), key=len, reverse=True):
        left = left.replace(f" {phrase} ", "  ")
    cited = [str(key).partition("#")[::2] for key in context.get("cited", ())]
    clauses = [
        library.clause(document, address) for document, address in cited if document in library.documents
    ]
    headings = [fold(mark) for mark in marks("state_headings")]
    told = any(mark in fold(" ".join(clause.path)) for clause in clauses for mark in headings)
    if left.split() or not told:
        return None
    return written.said(heard, content("leaps")[f"{asked}_written"][0], keep=True), context


def _is_claim(text: str) -> bool:
    """Return whether a text is a figure, a year or a body and nothing else."""
    left = f" {' '.join(tokens(text))} "
    held = [item.text for item in (*figures.stated(text), *figures.counts_stated(text))]
    held += [entity.text for entity in written.entities(text) if entity.kind in _CLAIMS]
    if not held:
        return False
    for part in sorted(held, key=len, reverse=True):
        left = left.replace(f" {' '.join(tokens(part))} ", "  ", 1)
    idle = {word for phrase in content("leaps")["claim_fill"] for word in tokens(str(phrase))}
    return all(word in idle or fold(word) in idle or word == "%" for word in left.split())


def _goes_on(text: str, heard: Understanding) -> bool:
    """Return whether a text opens as a follow-up does ("còn 2030")."""
    bare = written.is_bare(heard)
    return lexicon().opens_with(OPENING, tokens(fold(text) if bare else text), bare)


def _names_anything(heard: Understanding) -> bool:
    """Return whether a message names something that the plans know."""
    return any(entity.kind != "topic" for entity in heard.entities) or "?" in heard.text


def _names(heard: Understanding, text: str) -> bool:
    return any(entity.kind != "topic" and entity.text in text for entity in heard.entities)


def _asks(text: str, heard: Understanding) -> bool:
    syllables = tokens(fold(text) if written.is_bare(heard) else text)
    return bool({"wh", "yes_no", "how_many"} & lexicon().cues_of(syllables, written.is_bare(heard)))


def _list(name: str, heard: Understanding) -> tuple[str, ...]:
    return written.phrases(name, written.is_bare(heard))


def _either(name: str, heard: Understanding) -> str:
    """Return the phrases of a list as one pattern, the longest first."""
    return "|".join(map(re.escape, _list(name, heard)))
