"""From a message to a question: what it asks by itself, before the conversation adds anything.

The classifier's intent is a hint. Cue phrases and the entities weigh against it; whether anything in
the plans answers is decided later, by the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from actions.engine import figures
from actions.engine.lists import marks
from actions.engine.reading.claim_words import word_list
from actions.engine.reading.kinds import SURE, decide
from actions.engine.reading.named import bodies_named, without_measured
from actions.engine.syllables import PLACE, Tokens, find, folded, in_digits, is_number, is_plain, tokens
from actions.engine.types import Question, Understanding
from actions.engine.words import OPENING, Lexicon
from knowledge.library import Library
from knowledge.text import fold
from nlu.parts_of_speech import Speech, speech_of

_REMOVED_CUES = (
    *("highest", "lowest", "foremost", "difference", "ratio", "why", "yes_no", "all_provinces"),
    *("who", "how_many", "more", "both", "refers", "today", "contents"),
    *("far_off", "near_goal"),
)
_NUMBERED = 3
_PART = re.compile(r"[,;:?.]\s+|\s(?:và|va)\s")
_LISTING = "legal_bases"
_OF_THE_PLAN = frozenset({"funding", "reporting", "doc_meta"})
_OF_ANY = frozenset({"number", "issued", "issuer"})


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
    if not plain:
        compared = _respelled(compared, words, is_plain(understanding.text))
    named = _values(understanding, "province")
    held = {document.province for document in library.documents.values()}
    provinces, unheld = _held(named, held, library, today)
    asks = words.cues_of(compared, plain)
    understanding = _without_plan_level(understanding, asks)
    agencies, subjects = bodies_named(understanding, normalized, "who" in asks)
    agencies, measured = without_measured(agencies, asks)
    rest = _these(_without_entities(compared, understanding, agencies))
    # What was typed without accents is asked without accents: "don vi nao do" may be restored wrongly.
    bare = plain or is_plain(understanding.text)
    # "ai do" is "ai đo" as often as "ai đó": how it was read decides, not how it was typed.
    spoken = words.blanked("asks_nothing", rest, False)
    spoken = folded(spoken) if bare else spoken
    found = words.types_of(spoken, bare)
    cued = words.cues_of(spoken, bare)
    if bare and not found:
        # Typed bare, "ai do" may be "ai đó", which asks nothing, and "ai đo", which asks.
        read = words.blanked("asks_nothing", rest, False)
        found, cued = words.types_of(read, False), cued | words.cues_of(read, False)
    if "doc_meta" in found and _issues_a_duty(spoken, words, bare):
        found["responsible"] = found.pop("doc_meta")
    if agencies and "responsible" in found:
        found.setdefault("responsible", 1)
    cues = _yes_or_no(cued, spoken)
    # "Không dùng tiền mặt" is about a service; with such phrases left out, is money asked for at all?
    if "funding" not in words.types_of(words.blanked("payments", spoken, bare), bare):
        found.pop("funding", None)
    if plain or "money" not in words.cues_of(words.blanked("payments", rest, plain), plain):
        cues -= {"money"}
    levels = _values(understanding, "level")
    one = len(levels) == 1 and not any(find(tokens(mark), syllables) >= 0 for mark in marks("all_levels"))
    level = levels[0] if one else ""  # "ba cấp tỉnh, huyện, xã": all of them are asked
    stated, counts = figures.stated(normalized), figures.counts_stated(normalized)
    if (stated or counts) and not found:
        cues |= {"states"}
    question_type = decide(understanding, found, cues, bool(agencies), compared, plain, words)
    if found:
        cues |= {"typed"}
    cues |= {f"{figures.PERIOD}{period}" for period in figures.periods_stated(normalized)}
    topic = next(iter(_values(understanding, "topic")), "")
    terms, weak = _terms(rest, question_type, plain, words, " ".join([topic, *subjects, *measured]).strip())
    title = _title_words(rest, library, words, plain)
    titled = {word for word in title if 0 < terms.count(word) <= title.count(word)}
    if question_type in _OF_THE_PLAN or set(terms) - weak - titled:
        weak |= titled
    # How many are claimed helps to find the record, and must not keep the true one from being found.
    weak |= {figures.number_text(item.value) for item in counts}
    weak |= _noise_in(terms, "kind_words") if "kinds" in cues else frozenset()
    weak |= _noise_in(terms, "measuring_noise") if question_type == "measured_by" else frozenset()
    dropped = {item.text.rstrip("%") for item in stated} | {_initials(name) for name in named}
    dropped |= {document.number.partition("/")[0] for document in library.documents.values()}
    asked = _asked_nouns(rest) if "names" in cues else ()
    terms = tuple(term for term in (*terms, *(set(asked) - set(terms))) if term not in dropped)
    speech = Speech() if plain else speech_of(normalized)
    asked_of_plan = _aspects(spoken, understanding, agencies, bare, words)
    aspect = "+".join(asked_of_plan) if question_type == "doc_meta" else ""
    opens = words.opens_with(OPENING, compared, plain)
    return Question(
        text=understanding.text,
        normalized=normalized,
        type=question_type,
        intent=understanding.intent,
        provinces=provinces,
        years=_years(understanding, question_type, cues),
        agencies=agencies,
        topic=_trimmed(topic, words, plain) or " ".join(terms),
        terms=terms,
        weak=weak.intersection(terms),
        soft=speech.linking.intersection(terms),
        compounds=_compounds((*speech.compounds, *_whole(subjects, plain, words)), terms, words),
        names=_compounds(speech.names, terms, words),
        kin=words.kin_in(terms, plain),
        sayings=words.sayings_in(terms, plain),
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
        sure=understanding.confidence >= SURE,
    )


def telling(question: Question) -> Tokens:
    """Return the terms that name a subject (neither weak nor silent)."""
    named = tuple(term for term in question.terms if term not in question.weak and not is_number(term))
    if named or not any(term.isdigit() for term in question.terms) or len(question.terms) < _NUMBERED:
        return named
    return question.terms  # "6 nhóm nhiệm vụ": the number is what tells


def _without_plan_level(understanding: Understanding, asks: frozenset[str]) -> Understanding:
    """Leave the level "tỉnh" out where it is the plans that are meant ("của các tỉnh")."""
    if "all_provinces" not in asks:
        return understanding
    own = marks("plan_level")
    kept = tuple(item for item in understanding.entities if item.kind != "level" or item.text not in own)
    return replace(understanding, entities=kept)


def _years(understanding: Understanding, question_type: str, cues: frozenset[str]) -> tuple[int, ...]:
    """Return the years asked; one that only parts two stages from each other ("sau 2025") is none."""
    years = tuple(int(value) for value in _values(understanding, "year") if value.isdigit())
    parts = len(years) == 1 and question_type == "compare" and "both_stages" in cues
    return () if parts else years


def _aspects(
    spoken: Tokens, understanding: Understanding, agencies: Tokens, bare: bool, words: Lexicon
) -> tuple[str, ...]:
    """Return what of a document is asked in the whole message and in each of its parts ("ai ký, số mấy")."""
    whole = words.aspects_of(spoken, bare)
    found: list[str] = []
    of_another = False
    for part in _PART.split(understanding.normalized or understanding.text):
        left = _without_entities(tokens(part), understanding, agencies)
        said = folded(left) if bare else left
        asked = words.aspects_of(said, bare)
        # "căn cứ quyết định nào, số mấy": the number is that of the decision.
        found += [name for name in asked if name not in found and not (of_another and name in _OF_ANY)]
        of_another = _LISTING in asked and any(find(kind, folded(said)) >= 0 for kind in other_kinds())
    return tuple(dict.fromkeys((*found, *whole))) if len(found) > 1 else whole


@lru_cache(maxsize=1)
def other_kinds() -> tuple[Tokens, ...]:
    """Return the kinds of documents that plans cite and are not ("quyết định"), without diacritics."""
    own = {folded(tokens(name)) for name in word_list("documents")}
    return tuple(kind for mark in marks("document_kinds") if (kind := folded(tokens(mark))) not in own)


def _title_words(rest: Tokens, library: Library, words: Lexicon, plain: bool) -> Tokens:
    """Return the words of a plan's title that only say which plan is meant ("theo kế hoạch A")."""
    said = words.canonical(rest, plain)
    form = folded if plain else tuple
    generic = set(form(marks("generic_subject")))
    titles = [generic.union(form(tokens(item.title))) for item in library.documents.values()]
    leads, kinds = set(form(marks("plan_leads"))), [form(tokens(name)) for name in word_list("documents")]
    for kind in kinds:
        at = find(kind, said, 1)
        if at < 1 or said[at - 1] not in leads:
            continue
        start = at + len(kind)
        end = max(_run(said, start, title) for title in titles)
        named = end == len(said) or said[end] == PLACE or words.is_silent(said[end], plain)
        if end - start > 1 and named:
            return said[start:end]
    return ()


def _run(said: Tokens, start: int, among: set[str]) -> int:
    """Return where the words from ``start`` on that are ``among`` those given end."""
    return next((at for at in range(start, len(said)) if said[at] not in among), len(said))


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


def _whole(subjects: Tokens, plain: bool, words: Lexicon) -> list[str]:
    """Return the bodies that are the subject without their silent words, and what is done to them."""
    if not subjects:
        return []
    names = [[word for word in tokens(name) if not words.is_silent(word, plain)] for name in subjects]
    return [" ".join(name) for name in names] + list(marks("doing_to"))


def _compounds(spoken: Iterable[str], terms: Tokens, words: Lexicon) -> tuple[Tokens, ...]:
    """Return the compounds that the terms hold whole, in canonical wording."""
    canonical = (words.canonical(tokens(word)) for word in spoken)
    return tuple(dict.fromkeys(word for word in canonical if len(word) > 1 and find(word, terms) >= 0))


def _values(understanding: Understanding, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.value for entity in understanding.entities if entity.kind == kind))


def _respelled(syllables: Tokens, words: Lexicon, restored: bool) -> Tokens:
    """Return the syllables with the words that ask yes or no, or how many, spelled right ("dung khong").

    Where all was typed without diacritics, they may be ``restored`` wrongly; else only those are spelled
    anew that bear none.
    """
    result = list(syllables)
    counting = {tokens(mark)[0] for mark in marks("count_words")} if restored else set()
    asking = [cue for cue in words.phrases if cue.parts[0][0] in counting]  # "may noi"
    for cue in (*words.cues["yes_no"], *asking):
        at = find(cue.plain_parts[0], folded(result)) if cue.length > 1 and len(cue.parts) == 1 else -1
        if at >= 0 and all(
            restored or typed in (meant, fold(meant))
            for typed, meant in zip(result[at : at + cue.length], cue.parts[0], strict=True)
        ):
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


def _noise_in(terms: Tokens, name: str) -> frozenset[str]:
    """Return the words of a list that only say what is asked ("gồm những bộ phận nào")."""
    phrases = [folded(tokens(mark)) for mark in marks(name)]
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


def _these(rest: Tokens) -> Tokens:
    """Leave "mấy" out where it only says "the": nothing is counted then.

    It points back ("mấy xã đó"), or something else is asked of them ("ở mấy xã ... gắn ở đâu?").
    """
    some, pointing = marks("some_of"), {fold(mark) for mark in marks("pointers")}
    leads, asked = {fold(mark) for mark in marks("some_leads")}, {fold(mark) for mark in marks("some_asked")}

    def the(at: int) -> bool:
        after = folded(rest[at + 1 :])
        begins = not at or fold(rest[at - 1]) in leads
        return bool(pointing.intersection(after[1:3])) or (begins and bool(asked.intersection(after[1:])))

    return tuple(PLACE if fold(word) in some and the(at) else word for at, word in enumerate(rest))


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
        # A silent word may stand inside a phrase ("tài khoản để trả tiền"); it drops out below.
        remaining = tuple(w if w in named or words.is_silent(w, plain) else PLACE for w in remaining)
    canonical = words.canonical(remaining, plain)
    kept = tuple(word for word in canonical if not words.is_silent(word, plain) and word not in ("%", PLACE))
    weak = words.weak_in(canonical, plain) | words.aside_in(words.canonical(rest, plain), plain)
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
