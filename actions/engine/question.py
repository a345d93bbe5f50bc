"""From a message to a question: what it asks by itself, before the conversation adds anything.

The classifier's intent is a hint. Cue phrases and the entities weigh against it; whether anything in
the plans answers is decided later, by the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from actions.engine import figures
from actions.engine.named import bodies_named
from actions.engine.types import QUESTION_TYPES, Question, Understanding
from actions.engine.words import (
    OPENING,
    PLACE,
    Lexicon,
    Tokens,
    find,
    folded,
    in_digits,
    is_number,
    is_plain,
    marks,
    tokens,
)
from knowledge.library import Library
from knowledge.text import fold
from nlu.parts_of_speech import Speech, speech_of

SMALLTALK = frozenset({"greet", "goodbye", "thanks", "bot_identity", "help"})
_CUE_VALUE = 0.22
_CUE_CAP = 0.7
_DEFAULT_BIAS = 0.05
_REMOVED_CUES = (
    *("highest", "lowest", "difference", "ratio", "why", "yes_no", "all_provinces"),
    *("who", "how_many", "more", "both", "refers", "today", "contents"),
)
_THANKS = "thanks"
_HELP = "help"
_ENDS = frozenset({"thanks", "goodbye"})
_ASKING = frozenset({"wh", "yes_no", "how_many"})
_SURE = 0.6
_GUESS = 0.3
_NUMBERED = 3
_LONG = 4
_TURNS_ON_MONEY = frozenset({"responsible", "coordinates", "passage"})
_FIELDS = frozenset({"measured_by", "baseline", "deadline", "reporting", "coordinates"})
_COUNTED = frozenset({"tasks", "indicators", "bodies", "plans"})
_ASKS_OF_PLANS = frozenset({"responsible", "coordinates"})
_SAYS_MORE = frozenset({"year", "level", "document"})
"""Entities that no greeting holds ("năm 2030 nhé")."""
_ABOUT_PLANS = frozenset({"indicators", "measures", "plans"})


def read(
    understanding: Understanding, library: Library, words: Lexicon, today: date, plain: bool | None = None
) -> Question:
    """Return the question that one message asks.

    Args:
        understanding: from the language side.
        library: what is held; tells held provinces from others.
        words: cue and stop lists.
        today: for the succession of merged provinces.
        plain: compare without diacritics; by default where the normal text has none.
    """
    normalized = understanding.normalized or understanding.text
    plain = is_plain(normalized) if plain is None else plain
    syllables = tokens(normalized)
    compared = folded(syllables) if plain else syllables
    if not plain and is_plain(understanding.text):
        compared = _respelled(compared, words)
    named = _values(understanding, "province")
    held = {document.province for document in library.documents.values()}
    provinces, unheld = _held(named, held, library, today)
    agencies = bodies_named(understanding, normalized, "who" in words.cues_of(compared, plain))
    rest = _without_entities(compared, understanding, agencies)
    # What was typed without accents is asked without accents: "don vi nao do" may be restored wrongly.
    bare = plain or is_plain(understanding.text)
    spoken = folded(rest) if bare else rest
    found = words.types_of(spoken, bare)
    if "doc_meta" in found and _issues_a_duty(spoken, words, bare):
        found["responsible"] = found.pop("doc_meta")
    if agencies and "responsible" in found:
        found.setdefault("responsible", 1)
    cues = _yes_or_no(words.cues_of(spoken, bare), spoken)
    # "Không dùng tiền mặt" is about a service; with such phrases left out, is money asked for at all?
    if "funding" not in words.types_of(words.blanked("payments", spoken, bare), bare):
        found.pop("funding", None)
    if plain or "money" not in words.cues_of(words.blanked("payments", rest, plain), plain):
        cues -= {"money"}
    level = next(iter(_values(understanding, "level")), "")
    stated, counts = figures.stated(normalized), figures.counts_stated(normalized)
    if (stated or counts) and not found:
        cues |= {"states"}
    question_type = _decide(understanding, found, cues, bool(agencies), compared, plain, words)
    if found:
        cues |= {"typed"}
    cues |= {f"{figures.PERIOD}{period}" for period in figures.periods_stated(normalized)}
    topic = next(iter(_values(understanding, "topic")), "")
    terms, weak = _terms(rest, question_type, plain, words, topic)
    # How many are claimed helps to find the record, and must not keep the true one from being found.
    weak |= {figures.number_text(item.value) for item in counts}
    weak |= _kinds_in(terms) if "kinds" in cues else frozenset()
    dropped = {item.text.rstrip("%") for item in stated} | {_initials(name) for name in named}
    dropped |= {document.number.partition("/")[0] for document in library.documents.values()}
    asked = _asked_nouns(rest) if "names" in cues else ()
    terms = tuple(term for term in (*terms, *(set(asked) - set(terms))) if term not in dropped)
    speech = Speech() if plain else speech_of(normalized)
    aspect = "+".join(words.aspects_of(spoken, bare)) if question_type == "doc_meta" else ""
    opens = words.opens_with(OPENING, compared, plain)
    return Question(
        text=understanding.text,
        normalized=normalized,
        type=question_type,
        intent=understanding.intent,
        provinces=provinces,
        years=tuple(int(value) for value in _values(understanding, "year") if value.isdigit()),
        agencies=agencies,
        topic=_trimmed(topic, words, plain) or " ".join(terms),
        terms=terms,
        weak=weak.intersection(terms),
        soft=speech.linking.intersection(terms),
        compounds=_compounds(speech.compounds, terms, words),
        names=_compounds(speech.names, terms, words),
        kin=words.kin_in(terms, plain),
        plain=plain,
        level=level,
        aspect=aspect,
        documents=_documents(_values(understanding, "document"), library),
        unheld=unheld,
        merged=tuple(name for name in named if name not in provinces and name not in unheld),
        figures=stated,
        counts=counts,
        cues=cues | ({OPENING} if opens else set()),
        ellipsis=understanding.intent == "follow_up" or opens or "refers" in cues,
        own_province=bool(named),
        sure=understanding.confidence >= _SURE,
    )


def telling(question: Question) -> Tokens:
    """Return the terms that name a subject (neither weak nor silent)."""
    named = tuple(term for term in question.terms if term not in question.weak and not is_number(term))
    if named or not any(term.isdigit() for term in question.terms) or len(question.terms) < _NUMBERED:
        return named
    return question.terms  # "6 nhóm nhiệm vụ": the number is what tells


def _issues_a_duty(spoken: Tokens, words: Lexicon, bare: bool) -> bool:
    """Return whether "ai ban hành ..." asks who has to issue something, not who issued the document."""
    form = folded if bare else tuple
    documents = {form(tokens(mark))[0] for mark in marks("issued_documents")}
    for mark in marks("issuing"):
        wanted = form(tokens(mark))
        at = find(wanted, spoken)
        rest = spoken[at + len(wanted) :] if at >= 0 else ()
        telling_rest = [word for word in rest if word != PLACE and not words.is_silent(word, bare)]
        if len(telling_rest) > 1 and not documents.intersection(rest[:2]):
            return True
    return False


def _compounds(spoken: Iterable[str], terms: Tokens, words: Lexicon) -> tuple[Tokens, ...]:
    """Return the compounds that the terms hold whole, in canonical wording."""
    canonical = (words.canonical(tokens(word)) for word in spoken)
    return tuple(dict.fromkeys(word for word in canonical if len(word) > 1 and find(word, terms) >= 0))


def _values(understanding: Understanding, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.value for entity in understanding.entities if entity.kind == kind))


def _respelled(syllables: Tokens, words: Lexicon) -> Tokens:
    """Return restored syllables with the words that ask yes or no spelled right ("dung khong")."""
    result = list(syllables)
    for cue in words.cues["yes_no"]:
        at = find(cue.plain_parts[0], folded(result)) if cue.length > 1 and len(cue.parts) == 1 else -1
        if at >= 0:
            result[at : at + cue.length] = cue.parts[0]
    return tuple(result)


def _trimmed(topic: str, words: Lexicon, plain: bool) -> str:
    """Return a topic without the words at its ends that never name a subject ("đặt kinh tế số")."""
    kept = topic.split()

    def idle(word: str) -> bool:
        said = tokens(word)
        return len(said) == 1 and words.is_silent(said[0], plain)

    while kept and idle(kept[0]):
        kept = kept[1:]
    while kept and idle(kept[-1]):
        kept = kept[:-1]
    return " ".join(kept)


def _kinds_in(terms: Tokens) -> frozenset[str]:
    """Return the nouns that only stand for what is asked ("gồm những bộ phận nào")."""
    phrases = [folded(tokens(mark)) for mark in marks("kind_words")]
    return frozenset(
        word
        for part in phrases
        if (at := find(part, folded(terms))) >= 0
        for word in terms[at : at + len(part)]
    )


def _asked_nouns(rest: Tokens) -> Tokens:
    """Return the nouns whose names are asked: "xã" of "những xã nào"."""
    asking = {fold(mark) for mark in marks("asking")}
    idle = {PLACE, *marks("asked_stand_ins"), *folded(marks("asked_stand_ins"))}
    return tuple(
        rest[at - 1] for at in range(1, len(rest)) if fold(rest[at]) in asking and rest[at - 1] not in idle
    )


def _initials(name: str) -> str:
    """Return a province's initials as people write them ("HD")."""
    return "".join(word[0] for word in tokens(name))


def _held(
    named: Iterable[str], held: set[str], library: Library, today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split named provinces into those with plans (former parts of a merged one included) and others."""
    provinces: list[str] = []
    unheld: list[str] = []
    for name in named:
        former = [
            province
            for province in sorted(held)
            if province != name
            and library.registry.province_today(province) == name
            and library.registry.province_succession(province, today) is not None
        ]
        if name in held:
            provinces.append(name)
        elif former:
            provinces.extend(former)
        else:
            unheld.append(name)
    return tuple(dict.fromkeys(provinces)), tuple(unheld)


def _documents(numbers: Iterable[str], library: Library) -> tuple[str, ...]:
    found = (library.document_for_number(number) for number in numbers)
    return tuple(dict.fromkeys(document.id for document in found if document is not None))


def _without_entities(syllables: Tokens, understanding: Understanding, agencies: Tokens) -> Tokens:
    """Return the syllables without those that the entities cover (topics, and bodies asked for, stay)."""
    kept = list(syllables)
    for entity in understanding.entities:
        if entity.kind == "topic" or (entity.kind == "agency" and entity.value not in agencies):
            continue
        for surface in (entity.text, entity.value):
            wanted = tokens(surface)
            at = find(folded(wanted), folded(kept)) if wanted else -1
            if at >= 0:
                kept[at : at + len(wanted)] = [PLACE]
                break
    return tuple(kept)


def _terms(
    rest: Tokens, question_type: str, plain: bool, words: Lexicon, topic: str
) -> tuple[Tokens, frozenset[str]]:
    """Return the words that name the subject, in canonical wording, and which of them are weak.

    A word that the language side's topic leaves out (it only asks) is left out here too.
    """
    # The nouns in the cues of lists and counts ("lĩnh vực nào") belong to the subject.
    own = () if question_type in ("list", "count") else (question_type,)
    spelled = in_digits(words.without_opening(rest, plain), plain)
    remaining = words.without((*own, *_REMOVED_CUES), spelled, plain)
    named = set(in_digits(tokens(topic), plain))
    if named:
        named = set(folded(named)) if plain else named
        remaining = tuple(word if word in named else PLACE for word in remaining)
    canonical = words.canonical(remaining, plain)
    kept = tuple(word for word in canonical if not words.is_silent(word, plain) and word not in ("%", PLACE))
    weak = words.weak_in(canonical, plain)
    # "Số nhiệm vụ" counts; with no other subject beside it that "số" names none.
    alone = set(folded(kept)) - set(folded(weak)) <= set(folded(marks("counting_words")))
    return kept, weak.union(kept) if alone else weak


def _yes_or_no(cues: frozenset[str], spoken: Tokens) -> frozenset[str]:
    """Read "à", "hả" at the end as asking yes or no; a sentence that asks for a name never does."""
    closing = {fold(mark) for mark in marks("closing_particles")}
    if spoken and fold(spoken[-1]) in closing:
        cues |= {"yes_no"}
    if "threshold" in cues:
        cues -= {"difference"}  # "mong hơn bao nhiêu phần trăm dân": a floor is asked
    return cues - {"yes_no"} if "wh" in cues else cues


def _decide(
    understanding: Understanding,
    found: dict[str, int],
    cues: frozenset[str],
    has_agency: bool,
    syllables: Tokens,
    plain: bool,
    words: Lexicon,
) -> str:
    """Weigh the classifier's ranking against the cue phrases; return the question's type."""
    intent, confidence = understanding.intent, understanding.confidence
    # "Bằng lái xe Hà Tĩnh ai làm?": who does it in a province is asked of its plan; evidence decides.
    placed = any(entity.kind == "province" for entity in understanding.entities)
    weak = words.weak_in(syllables, plain)
    content = [word for word in syllables if not words.is_silent(word, plain) and word not in weak]
    named = words.cues_of(syllables, plain)
    if "contact" in named and "private" not in named and (has_agency or "office" in named):
        return "contact"
    named_beside = any(entity.kind != "topic" for entity in understanding.entities)
    asks_target = {"indicators", "states", "why"} <= cues  # "sao tỷ lệ tài khoản lại là 257%?"
    if (intent == "unsafe" and confidence >= _SURE and not asks_target) or {"personal", "harm"} & cues:
        return "unsafe"
    if "insult" in cues and not (found or named_beside):
        return "unsafe"  # abuse with nothing asked beside it
    asks = len(content) > _LONG and (found or understanding.entities)
    more = any(entity.kind in _SAYS_MORE for entity in understanding.entities)
    # "Bạn là ai và giúp được gì?" is small talk of two kinds, each of them half sure.
    sure = max(confidence, sum(score for name, score in understanding.ranking if name in SMALLTALK)) >= _SURE
    # "tổ đó giúp dân cái gì" asks of the body, "tỉnh A có chương trình này không" of the plan.
    more = more or ("refers" in cues and (intent == _HELP or placed))
    if intent in SMALLTALK and sure and not asks and not more and not _ABOUT_PLANS & cues:
        return "smalltalk"
    if intent in _ENDS and sure and not (found or named_beside or _ASKING & cues):
        return "smalltalk"  # thanks and a goodbye ask nothing, however much is said with them
    if intent == _THANKS and len(syllables) <= _LONG and not named_beside and not found:
        return "smalltalk"  # "thôi cảm ơn": nothing else is said
    scores = {name: score for name, score in understanding.ranking if name in QUESTION_TYPES}
    if intent in QUESTION_TYPES:
        scores[intent] = max(scores.get(intent, 0.0), confidence)
    for name, length in _fitting(found, cues, has_agency, syllables, plain).items():
        scores[name] = scores.get(name, 0.0) + min(_CUE_CAP, _CUE_VALUE * length)
    scores["indicator"] = scores.get("indicator", 0.0) + _DEFAULT_BIAS
    # Where no word names money, only a classifier that is sure may say that it is asked for.
    if "funding" not in found and (
        "payments" in cues or (not {"money", "amount"} & cues and confidence < _SURE)
    ):
        scores.pop("funding", None)
    best = max(scores, key=lambda name: scores[name])
    if best == "funding" and "who" in cues and "responsible" in found:
        return "responsible"  # "cơ quan nào bố trí kinh phí": a body is asked, not a source
    if "money" in cues and best in _TURNS_ON_MONEY and "who" not in cues and not has_agency:
        return "funding"  # "việc của huyện thì tiền huyện tự lo?": what is asked of the duty is its money
    on_what = (
        best == "doc_meta" and "money" in cues and words.aspects_of(syllables, plain) == ("legal_bases",)
    )
    if on_what or ("amount" in cues and "funding" in found):
        return "funding"  # "ngân sách theo quyết định nào": what the money rests on, not the plan
    unclaimed = not {"finished", "today", "states"} & cues
    if best == "results" and "results" not in found and "yes_no" in cues and unclaimed:
        # "Có triển khai X không?": whether the plan has it; no word asks what came of it.
        return "indicator" if "indicators" in cues else "passage"
    if best == "results" and "results" not in found and ("how_many" in cues or scores[best] < _GUESS):
        best = "indicator"  # "bao nhiêu" alone asks for the target; what came of it takes a word of its own
    if intent == "out_of_scope" and confidence >= _SURE and not (_ASKS_OF_PLANS & found.keys() and placed):
        return "out_of_scope"
    if best == "count" and "count" not in found and not _COUNTED & cues and "doc_meta" not in found:
        best = "indicator"  # "ở bao nhiêu xã": what a clause states, no records of ours to count
    if best == "count" and "count" not in found and "doc_meta" in found:
        return "doc_meta"  # "bao nhiêu căn cứ pháp lý": the document's own lists are counted with it
    if {"states", "yes_no"} <= cues and not has_agency:
        return "indicator"  # "bốn xã đúng không?": a figure is claimed, and no word asks for anything else
    if best == "indicator" and {"difference", "ratio"} & cues:
        return "compare"
    if best == "passage" and {"indicators", "yes_no"} <= cues and not has_agency:
        return "indicator"  # "có chỉ tiêu X không?": a target, not any clause that speaks of it
    measures = "measures" in cues and not has_agency
    if measures and (best == "passage" or (best == "compare" and "compare" not in found)):
        return "list"
    unsaid = scores[best] <= _DEFAULT_BIAS + 1e-9 and not has_agency
    if unsaid and "measures" in cues and "how_many" not in cues:
        return "list"  # "giải pháp cho ...", "nhiệm vụ về ..."
    if unsaid and {"how_many", "indicators"} & cues:
        return "indicator"
    if best in _FIELDS and best not in found and scores[best] < _GUESS and not has_agency:
        # A bare topic: no word asks for this one field, and the classifier only guesses.
        return "passage" if "why" in cues else "indicator" if "indicators" in cues else "unknown"
    if scores[best] <= _DEFAULT_BIAS + 1e-9:
        return "agency_tasks" if has_agency else "unknown"
    return best


def _fitting(
    found: dict[str, int], cues: frozenset[str], has_agency: bool, syllables: Tokens, plain: bool
) -> dict[str, int]:
    """Drop cues that another reading of the same words explains better."""
    fitting = dict(found)
    if has_agency and {"yes_no", "why"} & cues and {"lead", "coordinate"} & cues:
        fitting["responsible"] = max(3, fitting.get("responsible", 0))
        fitting.pop("agency_tasks", None)
    if "how_many" in cues and "deadline" not in fitting:
        fitting.pop("reporting", None)
    if "reporting" in fitting:
        fitting.pop("deadline", None)
    if "indicators" in cues:
        fitting.pop("definition", None)
    if not has_agency or "share" in cues:  # "bao nhiêu phần": of what a body does, not which tasks it has
        fitting.pop("agency_tasks", None)
    elif "agency_tasks" in fitting:
        for other in ("list", "definition", "deadline"):
            fitting.pop(other, None)
    if "measured_by" in fitting or "doc_meta" in fitting:
        fitting.pop("responsible", None)
    if "count" in fitting:
        fitting.pop("agency_tasks", None)
        fitting.pop("list", None)
    if "definition" in fitting and len(fitting) > 1:
        fitting["definition"] = 1
    if "coordinates" in fitting:
        fitting.pop("responsible", None)
    return fitting
