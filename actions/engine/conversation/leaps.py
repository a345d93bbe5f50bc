"""Steps from what was spoken of to another value of it, written out before the message is read.

"Mốc tiếp theo", "năm năm sau đó", "lên một cấp", "tỉnh lúc nãy", "xã thứ ba" of an enumeration quoted name
nothing that stands in the plans; they point from the turn before to a year, a level, a plan or a thing. Each
is replaced by what it points at, so that the rest of the engine reads a message that says it. The phrases
stand in ``words/leaps.yml``; a message without one of them is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.engine.conversation import earlier, pairs, retorts
from actions.engine.lists import content, marks
from actions.engine.reading import written
from actions.engine.syllables import folded, tokens
from actions.engine.types import Draft, Understanding
from actions.engine.words import lexicon
from knowledge.library import Library
from knowledge.text import fold, squeeze

Context = dict[str, Any]
Heard = tuple[Understanding, Context]
_PARTS_FROM = "goodbye"
_OF_THE_ASSISTANT = "bot_identity"
_ENUMERATES = frozenset({"passage", "whole_clause", "definition"})
_LISTS = frozenset({"list", "definition", "count", "passage", "coordinates", "responsible"})
_OF_ONE = {"list": "passage", "count": "passage"}
"""What is asked of one thing of a list."""
_FEWEST = 2
_LONGEST_NAME = 12
_COMMON = 5
"""What was sent a plan has a name of no more syllables."""
_LONGEST_ITEM = 90
_SPLIT = re.compile(r"\s*[;,]\s*(?:và\s+)?|\s+và\s+")
_BRACKETS = re.compile(r"\(([^()]+)\)")
_IN_BRACKETS = 4
_SENTENCE = re.compile(r"\.(?=\s|[A-ZĐÀ-Ỹ])|\s+nhằm\s+|\s+để\s+|…")


def spelled_out(understanding: Understanding, context: Context | None, library: Library) -> Heard:
    """Return the message with its steps written out, and the context that it is to be read in.

    Args:
        understanding: of the message as it stands.
        context: what the last turn left; without one nothing is written out.
        library: tells the years that targets are set for.
    """
    if not context:
        return understanding, context or {}
    understanding = retorts.opened(understanding)
    for step in (
        retorts.disputed,
        retorts.of_all,
        retorts.of_the_money,
        retorts.of_causes,
        _parting,
        _of_the_subject,
        retorts.really,
        retorts.asked_of_it,
        _to_plan,
        earlier.back,
        _to_subject,
        _to_item,
        pairs.other,
        _to_recipient,
        _in_years,
        _to_year,
        _to_level,
        _named_level,
        _level_now,
        _of_levels,
        _apart,
        _money,
    ):
        found = step(understanding, context, library)
        if found is not None:
            return found
    return understanding, context


def _parting(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "của tỉnh A thôi" as a choice, not as a farewell."""
    named = any(entity.kind in ("province", "year", "agency", "level") for entity in heard.entities)
    text = heard.normalized
    at = written.last(heard, "end_particles")
    if heard.intent != _PARTS_FROM or not named or at is None:
        return None
    return written.said(heard, text[: at[0]] + text[at[1] :]), context


def _of_the_subject(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "ai đào tạo" after a question about training as one about it, not about the assistant."""
    syllables, plain = tokens(heard.normalized), written.is_bare(heard)
    if heard.intent != _OF_THE_ASSISTANT:
        return None
    if "source" in lexicon().types_of(folded(syllables) if plain else syllables, plain):
        # "Thông tin này lấy ở đâu ra?": that of the last answer.
        asked = str(content("leaps")["source_asked"][0])
        return (written.said(heard, asked), context) if context.get("cited") else None
    if "who" not in lexicon().cues_of(syllables, False) or not context.get("terms"):
        return None
    return None if written.place(heard, "addressed") else (written.said(heard, heard.normalized), context)


def _to_plan(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Go back to the plan before the one spoken of ("quay lại tỉnh lúc nãy: ...")."""
    before = list(context.get("before", ()))
    at = written.place(heard, "plan_before")
    if at is None or not before or any(entity.kind == "province" for entity in heard.entities):
        return None
    text = heard.normalized
    start = text[: at[0]]
    back = written.place(replace(heard, normalized=start), "going_back")
    start = start[: back[0]] if back is not None else start
    rest = text[at[1] :].lstrip(" :,.-")
    return written.said(heard, f"{start} {rest} {before[0]}", keep=bool(rest)), context


def _to_subject(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Go back to a subject of before, and to its plan ("quay lại chuyện hồ sơ sức khỏe lúc nãy, ...")."""
    back, then = written.place(heard, "going_back"), written.place(heard, "just_now")
    if not (back and then) or any(entity.kind == "province" for entity in heard.entities):
        return None
    text = heard.normalized
    for start, end in sorted((back, then), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    spoken_of = set(context.get("terms", ())).intersection(lexicon().canonical(tokens(text)))
    before = [] if spoken_of else list(context.get("before", ()))[:1]
    return written.said(heard, " ".join([text, *before]), keep=True), context


def _to_item(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Name the thing that "xã thứ ba", "cái cuối" picks from the enumeration quoted last."""
    named = list(context.get("named", ()))
    if len(named) < _FEWEST:
        return None
    heads = "|".join(re.escape(word) for word in written.phrases("item_heads", written.is_bare(heard)))
    first = "|".join(re.escape(word) for word in written.phrases("first_words", written.is_bare(heard)))
    last = "|".join(re.escape(word) for word in written.phrases("last_words", written.is_bare(heard)))
    leads = "|".join(re.escape(word) for word in written.phrases("place_word", written.is_bare(heard)))
    words = [fold(word) if written.is_bare(heard) else word for word in marks("ordinal_words")]
    numbers = "|".join(words)
    place = rf"(?P<first>{first})|(?P<last>{last})|(?:{leads})\s+(?P<number>{numbers}|\d+)"
    found = re.search(rf"\b(?:{heads})\s+(?:{place})\b", written.compared(heard))
    if found is None:
        return None
    number = found["number"] or ""
    at = len(named) - 1 if found["last"] else 0
    if number:
        at = (int(number) if number.isdigit() else words.index(number) + 1) - 1
    if not 0 <= at < len(named):
        return None
    text = heard.normalized
    spelled = text[: found.start()] + named[at] + text[found.end() :]
    # The thing is one of the plan that enumerates it.
    cited = [str(key).partition("#")[0] for key in context.get("cited", ())][:1]
    plan = [library.documents[name].province for name in cited if name in library.documents]
    return written.said(heard, spelled, keep=len(tokens(spelled)) > len(tokens(named[at])) + 2), {
        **context,
        "provinces": list(context.get("provinces", ())) or plan,
        "items": [],
        "type": _OF_ONE.get(str(context.get("type")), context.get("type")),
    }


def _to_recipient(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Ask whether one place was sent a plan, after where it was sent ("còn bên A thì cơ quan nào nhận?")."""
    if context.get("type") != "doc_meta" or "recipients" not in str(context.get("aspect", "")):
        return None
    left = f" {' '.join(tokens(written.compared(heard)))} "
    for phrase in written.phrases("recipient_fill", written.is_bare(heard)):
        left = left.replace(f" {phrase} ", " ").replace(f" {phrase} ", " ")
    named = tuple(left.split())
    cited = [str(key).partition("#")[0] for key in context.get("cited", ())][:1]
    sent = [tokens(squeeze(place)) for name in cited for place in library.documents[name].recipients]
    sent = [folded(place) for place in sent] if written.is_bare(heard) else sent
    received = written.place(heard, "receiving") is not None
    if not named or len(named) > _COMMON:
        return None
    if not (received or any(set(named) <= set(place) for place in sent)):
        return None
    asked = str(content("leaps")["sent_to"][0]).format(" ".join(named))
    heard = replace(heard, intent="doc_meta", confidence=1.0, ranking=())
    return written.said(heard, asked, keep=True), context


def _in_years(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Count on from the year spoken of ("năm năm sau đó")."""
    years = _years(context)
    if not years:
        return None
    bare = written.is_bare(heard)
    numbers = [fold(word) if bare else word for word in marks("number_words")]
    unit = "|".join(written.phrases("years_word", bare))
    later = "|".join(map(re.escape, written.phrases("years_later", bare)))
    earlier = "|".join(map(re.escape, written.phrases("years_earlier", bare)))
    span = rf"(?P<number>{'|'.join(numbers)}|\d{{1,2}})\s+(?:{unit})"
    found = re.search(rf"\b{span}\s+(?:(?P<later>{later})|(?:{earlier}))\b", written.compared(heard))
    if found is None:
        return None
    number = found["number"]
    step = int(number) if number.isdigit() else numbers.index(number) + 1
    year = years[-1] + step if found["later"] else years[0] - step
    return _with_year(heard, found.span(), year), context


def _to_year(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Take the next, or the earlier, year that the plan spoken of sets targets for."""
    years = _years(context)
    documents = {str(key).partition("#")[0] for key in context.get("cited", ())}
    known = sorted({item.year for item in library.indicators if item.document_id in documents and item.year})
    after = "|".join(map(re.escape, written.phrases("after_year", written.is_bare(heard))))
    if named := re.search(rf"\b(?:{after})\s+(20\d\d)\b", written.compared(heard)):
        # "sau 2025": the next year that targets are set for, or one that none is.
        following = [year for year in known if year > int(named[1])] or [int(named[1]) + 1]
        return _with_year(heard, named.span(), following[0]), context
    for name in ("next_year", "previous_year"):
        at = written.place(heard, name)
        if at is None or not years:
            continue
        later = [year for year in known if year > years[-1]]
        earlier = [year for year in known if year < years[0]]
        wanted = later[:1] if name == "next_year" else earlier[-1:]
        if wanted:
            return _with_year(heard, at, wanted[0], _weighed(heard, years)), context
    named_years = {int(entity.value) for entity in heard.entities if entity.kind == "year"}
    if len(years) == len(named_years) == 1 and named_years != set(years) and _weighed(heard, years):
        return written.said(
            heard, _bare_of_weighing(heard, heard.normalized) + _weighed(heard, years)
        ), context
    return None


def _bare_of_weighing(heard: Understanding, text: str) -> str:
    """Return a text without the words that weigh two years, which would pass for its subject."""
    weighing = "|".join(map(re.escape, written.phrases("weighing", written.is_bare(heard))))
    return re.sub(rf"(?i)(?<!\w)(?:(?:{weighing})(?:\s+hay(?:\s+là)?)?)(?!\w)", " ", text).rstrip(" ?.!")


def _weighed(heard: Understanding, years: list[int]) -> str:
    """Return what sets a year beside the one spoken of where the message weighs the two; else nothing."""
    beside, year = content("leaps")["beside_year"][0], content("leaps")["years_word"][0]
    weighs = written.place(heard, "weighing") is not None and len(years) == 1
    return f" {beside} {year} {years[0]}" if weighs else ""


def _to_level(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Step from the level spoken of to the one above or below it."""
    levels = [str(level) for level in content("leaps")["levels"]]
    old = fold(str(context.get("level", "")))
    place = next((at for at, level in enumerate(levels) if fold(level) == old), -1)
    if place < 0 or any(entity.kind == "level" for entity in heard.entities):
        return None
    for name, step in (("level_up", 1), ("level_down", -1)):
        at = written.place(heard, name)
        if at is not None and 0 <= place + step < len(levels):
            text = heard.normalized
            return written.said(heard, text[: at[0]] + levels[place + step] + text[at[1] :]), context
    return None


def _named_level(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Read "tỉnh?", "còn huyện thì sao" after a figure of a level as the level of that name."""
    levels = [str(level) for level in content("leaps")["levels"]]
    if not context.get("level") or any(entity.kind == "level" for entity in heard.entities):
        return None
    leads = "|".join(map(re.escape, written.phrases("level_leads", written.is_bare(heard))))
    ends = "|".join(map(re.escape, written.phrases("level_ends", written.is_bare(heard))))
    nouns = "|".join(re.escape(fold(level).split()[-1]) for level in levels)
    found = re.fullmatch(rf"(?:(?:{leads})\s+)*({nouns})(?:\s+(?:{ends}))*\W*", fold(written.compared(heard)))
    if found is None:
        return None
    called = next(level for level in levels if fold(level).split()[-1] == found[1])
    return written.said(heard, called), context


def _level_now(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Ask "giờ còn huyện đó không" of the level: what became of the one place is not recorded."""
    plain = written.is_bare(heard)
    syllables = folded(tokens(heard.normalized)) if plain else tokens(heard.normalized)
    if "today" not in lexicon().cues_of(syllables, plain):
        return None
    pointers = "|".join(map(re.escape, written.phrases("level_pointers", plain)))
    for level in map(str, content("leaps")["levels"]):
        noun = level.split()[-1]
        found = re.search(rf"\b{fold(noun) if plain else noun}\s+(?:{pointers})\b", written.compared(heard))
        if found is not None:
            text = heard.normalized
            return written.said(
                heard, f"{text[: found.start()]}{level} {text[found.end() :]}", keep=True
            ), context
    return None


def _of_levels(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Ask for every level of the target spoken of where the message asks which level it is."""
    at = written.place(heard, "which_level")
    if at is None or not context.get("level") or not context.get("terms"):
        return None
    years = list(context.get("years", ())) or []
    said = " ".join(f"năm {year}" for year in years) or "bao nhiêu"
    return written.said(heard, f"thế {said}"), {**context, "level": "", "type": "indicator"}


def _apart(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Ask for the distance of the two figures given last: of two plans, or of two years of one."""
    if written.place(heard, "two_figures") is None or written.place(heard, "distance") is None:
        return None
    past = dict(context.get("past") or {})
    if any(entity.kind in ("province", "year") for entity in heard.entities) or not past:
        return None
    ask = "chênh nhau bao nhiêu"
    provinces = list(dict.fromkeys((*past.get("provinces", ()), *context.get("provinces", ()))))
    if len(provinces) > 1 and past.get("terms") == context.get("terms"):
        return written.said(heard, f"so sánh thì {ask}"), {**context, "provinces": provinces}
    years = sorted({*past.get("years", ()), *context.get("years", ())})
    if len(years) > 1 and past.get("terms") == context.get("terms"):
        return written.said(heard, f"{ask} giữa năm {years[0]} và năm {years[-1]}"), context
    return None


def _money(heard: Understanding, context: Context, library: Library) -> Heard | None:
    """Say that it is the money that a body is asked for, after a question about money."""
    plain = written.is_bare(heard)
    syllables = folded(tokens(heard.normalized)) if plain else tokens(heard.normalized)
    cues, kinds = lexicon().cues_of(syllables, plain), lexicon().types_of(syllables, plain)
    silent = not any(entity.kind in ("agency", "document") for entity in heard.entities)
    if context.get("type") != "funding" or "who" not in cues or "money" in cues or not silent:
        return None
    if "responsible" not in kinds or len(syllables) > _LONGEST_NAME:
        return None
    return written.said(heard, f"{heard.normalized} {content('leaps')['money'][0]}", keep=True), context


def past_of(context: Context | None) -> dict[str, Any]:
    """Return what of the turn before the next two may still need: its plans, years and subject."""
    old = context or {}
    provinces = list(old.get("provinces") or old.get("found") or ())
    return {"provinces": provinces, "years": list(old.get("years", ())), "terms": list(old.get("terms", ()))}


def before_of(provinces: tuple[str, ...], context: Context | None) -> list[str]:
    """Return the plan spoken of before the present one, after a turn about ``provinces``."""
    old = context or {}
    spoken = list(old.get("provinces") or old.get("found") or ())
    changed = bool(provinces) and len(spoken) == 1 and list(provinces) != spoken
    return spoken if changed else list(old.get("before", ()))


def enumerated(kind: str, draft: Draft, context: Context | None) -> list[str]:
    """Return the things that the clause quoted first enumerates ("gồm: A, B và C"); else those known before.

    Args:
        kind: the question's type.
        draft: the answer.
        context: what the turn before left; an answer about one of the things leaves them as they were.
    """
    old = list((context or {}).get("named", ()))
    if old and any(fold(item) in fold(squeeze(draft.citations[0].quote)) for item in old if draft.citations):
        return old
    if draft.template not in _ENUMERATES or kind not in _LISTS or not draft.citations:
        return []
    quote = squeeze(draft.citations[0].quote)
    for bracket in _BRACKETS.findall(quote):
        named = [part.strip(" .:;,") for part in _SPLIT.split(bracket)]
        if len(named) >= _IN_BRACKETS and all(named):
            return named
    for mark in sorted((str(mark) for mark in content("leaps")["enumerating"]), key=len, reverse=True):
        at = quote.find(mark)
        if at < 0:
            continue
        body = _SENTENCE.split(quote[at + len(mark) :].strip(" :"))[0]
        parts = body.split(";") if ";" in body else _SPLIT.split(body)
        named = [part.strip(" .:;,") for part in parts]
        if len(named) >= _FEWEST and all(0 < len(part) <= _LONGEST_ITEM for part in named):
            return named
    return []


def _years(context: Context) -> list[int]:
    return sorted(int(year) for year in context.get("years", ()))


def _with_year(heard: Understanding, at: tuple[int, int], year: int, beside: str = "") -> Understanding:
    text, word = heard.normalized, content("leaps")["years_word"][0]
    rest = _bare_of_weighing(heard, text[at[1] :]) if beside else text[at[1] :]
    return written.said(heard, f"{text[: at[0]]} {word} {year} {rest}{beside}")
