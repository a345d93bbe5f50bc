"""Which type of question a message is: the classifier's ranking weighed against the cue phrases."""

from __future__ import annotations

from actions.engine.lists import marks
from actions.engine.reading import guards
from actions.engine.syllables import Tokens, folded, tokens
from actions.engine.types import COMPLAINT, QUESTION_TYPES, Understanding
from actions.engine.words import Lexicon

SURE = 0.6
SMALLTALK = frozenset({"greet", "goodbye", "thanks", "bot_identity", "help", COMPLAINT, "handoff"})
_CUE_VALUE = 0.22
_CUE_CAP = 0.7
_DEFAULT_BIAS = 0.05
_THANKS = "thanks"
_HELP = "help"
_ENDS = frozenset({"thanks", "goodbye"})
ASKING = frozenset({"wh", "yes_no", "how_many"})
"""Cues of a message that asks something."""
_GUESS = 0.3
_CERTAIN = 0.9
_LONG = 4
_TURNS_ON_MONEY = frozenset({"responsible", "coordinates", "passage"})
_COUNTS = frozenset({"count", "list", "source", "indicator", "doc_meta"})
_OF_A_KIND = frozenset({"indicator", "passage", "list", "results", "deadline", "agency_tasks", "unknown"})
_GUESSED_OF_A_THING = frozenset({"agency_tasks", "responsible", "indicator", "baseline", "list", "unknown"})
_NO_FIGURES = frozenset({"responsible", "list"})
_FIGURES = frozenset({"how_many", "indicators", "past", "ranks", "states", "difference", "ratio", "share"})
_GUESSED_FIELDS = frozenset({"measured_by", "passage", "indicator", "baseline", "unknown"})
_FIGURES_ASKED = frozenset({"indicator", "compare", "baseline", "list", "measured_by", "unknown"})
_FIELDS = frozenset({"measured_by", "baseline", "deadline", "reporting", "coordinates"})
_COUNTED = frozenset({"tasks", "indicators", "bodies", "plans"})
_ASKS_OF_PLANS = frozenset({"responsible", "coordinates"})
_SAYS_MORE = frozenset({"year", "level", "document"})
"""Entities that no greeting holds ("năm 2030 nhé")."""
_ABOUT_PLANS = frozenset({"indicators", "measures", "plans"})


def decide(
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
    # "Bằng lái xe tỉnh A ai làm?": who does it in a province is asked of its plan; evidence decides.
    placed = any(entity.kind == "province" for entity in understanding.entities)
    weak = words.weak_in(syllables, plain)
    content = [word for word in syllables if not words.is_silent(word, plain) and word not in weak]
    named = words.cues_of(syllables, plain)
    if "contact" in named and "private" not in named and (has_agency or "office" in named):
        return "contact"
    named_beside = any(entity.kind != "topic" for entity in understanding.entities)
    asks_target = {"indicators", "states", "why"} <= cues  # "sao tỷ lệ tài khoản lại là 257%?"
    # "chỉ hỏi riêng cấp xã thôi": who names a level of government asks for no person's data.
    levelled = confidence < _CERTAIN and any(entity.kind == "level" for entity in understanding.entities)
    suspect = intent == "unsafe" and confidence >= SURE and not asks_target and not levelled
    # "kể hết ra đi", "chức danh của ông ấy?": talk alone, and the office of who signed, harm nobody.
    of_signer = "doc_meta" in found and "signer" in words.aspects_of(syllables, plain)
    suspect = suspect and not of_signer and not _is_talk(syllables, plain, words)
    # "bị hacker đánh sập", "chống lừa đảo": who suffered it or fights it asks how the plan helps.
    if (found or ASKING & cues) and guards.is_guarded(syllables, plain, words):
        suspect, cues = False, cues - {"harm"}
    if suspect or {"personal", "harm", "orders"} & cues:
        return "unsafe"
    if "insult" in cues and not (found or named_beside):
        return "unsafe"  # abuse with nothing asked beside it
    asks = len(content) > _LONG and (found or understanding.entities)
    more = any(entity.kind in _SAYS_MORE for entity in understanding.entities)
    # "Sai rồi, phải là 15%", "sai rồi, ý tôi là tỉnh kia" put something right and go on.
    more = more or (intent == COMPLAINT and (named_beside or bool({"states"} & cues)))
    # "Bạn là ai và giúp được gì?" is small talk of two kinds, each of them half sure.
    sure = max(confidence, sum(score for name, score in understanding.ranking if name in SMALLTALK)) >= SURE
    # "tổ đó giúp dân cái gì" asks of the body, "tỉnh A có chương trình này không" of the plan.
    more = more or ("refers" in cues and (intent == _HELP or placed))
    placing = {word for entity in understanding.entities for word in tokens(entity.text)}
    # "Tỉnh A nhé" names the plan that is meant; "tạm biệt tỉnh A" says something beside it.
    more = more or (placed and intent in _ENDS and not set(folded(content)) - set(folded(placing)))
    complains = intent == COMPLAINT and confidence >= _CERTAIN
    if intent in SMALLTALK and sure and (complains or not asks) and not more and not _ABOUT_PLANS & cues:
        return "smalltalk"
    praises = intent == _THANKS and confidence >= _CERTAIN  # "cảm ơn, giải thích dễ hiểu ghê"
    if intent in _ENDS and sure and not ((found and not praises) or named_beside or ASKING & cues):
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
        "payments" in cues or (not {"money", "amount"} & cues and confidence < SURE)
    ):
        scores.pop("funding", None)
    best = max(scores, key=lambda name: scores[name])
    if {"compiles", "all_provinces"} <= cues and best in _GUESSED_FIELDS and not has_agency:
        return "list"  # "thống kê mức X của các tỉnh": who counts it is not asked
    if best == "funding" and "who" in cues and "responsible" in found:
        return "responsible"  # "cơ quan nào bố trí kinh phí": a body is asked, not a source
    of_money = "funding" in found or scores.get("funding", 0.0) >= _GUESS
    if "money" in cues and of_money and best in _TURNS_ON_MONEY and "who" not in cues and not has_agency:
        return "funding"  # "việc của huyện thì tiền huyện tự lo?": what is asked of the duty is its money
    if {"money", "whence"} <= cues and best in _COUNTS:
        return "funding"  # "tiền làm mấy việc này ở đâu ra": nothing is counted
    if "money" in cues and best == "agency_tasks" and "funding" in found and not has_agency:
        return "funding"  # "tiền được dành trước cho những việc gì": no body is named
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
    # "Tỉnh A có tính mua bảo hiểm cho lúa không?": its plan may hold what sounds strange.
    has_it = placed and "yes_no" in cues and not {"how_many", "amount"} & cues
    strange = confidence >= (_CERTAIN if has_it else SURE)
    if intent == "out_of_scope" and strange and not (_ASKS_OF_PLANS & found.keys() and placed):
        return "out_of_scope"
    if best in _NO_FIGURES and best not in found and "how_many" in cues and not {"who", "measures"} & cues:
        best = "indicator"  # "trang bị mấy con robot": a figure is asked, and only the classifier guesses
    if best == "count" and "count" not in found and not _COUNTED & cues and "doc_meta" not in found:
        best = "indicator"  # "ở bao nhiêu xã": what a clause states, no records of ours to count
    if best == "count" and "count" not in found and "doc_meta" in found:
        return "doc_meta"  # "bao nhiêu căn cứ pháp lý": the document's own lists are counted with it
    if best in _FIGURES_ASKED and {"same_target", "states"} <= cues:
        return "compare"  # "cùng là 50%, có phải cùng một chỉ tiêu?"
    if {"states", "yes_no"} <= cues and not has_agency:
        return "indicator"  # "bốn xã đúng không?": a figure is claimed, and no word asks for anything else
    if "reach" in cues and not has_agency and best in _OF_A_KIND:
        return "list"  # "trường học phải đạt gì": the targets of all of them
    if {"past", "ranks"} <= cues:
        return "results"  # "từng xếp thứ mấy": what was reached, not what is aimed at
    if {"foremost", "all_provinces"} <= cues and "how_many" not in cues:
        return "compare"
    if best == "indicator" and {"difference", "ratio"} & cues:
        return "compare"
    if best in _FIGURES_ASKED and {"highest", "lowest"} & cues and _of_several_plans(understanding):
        return "compare"  # "tỉnh A hay tỉnh B đặt cao hơn?": the plans named are set against each other
    if "for_whom" in cues and best in ("responsible", "unknown"):
        return "passage"  # "khóa học mở cho ai học?": whom it is for, not who gives it
    if "purpose" in cues and best in _GUESSED_OF_A_THING and "money" not in cues:
        return "passage"  # "bảng tin ở các xã dùng để làm gì": the thing is asked about, not the body
    if best == "passage" and {"indicators", "yes_no"} <= cues and not has_agency:
        return "indicator"  # "có chỉ tiêu X không?": a target, not any clause that speaks of it
    guessed = best == "responsible" and best not in found and has_agency and "wh" in cues
    if guessed and not {"who", "office", "bodies"} & cues:
        return "agency_tasks"  # "Sở A phụ trách mảng nào": the body is named, what it does is asked
    measures = "measures" in cues and not has_agency
    if measures and (best == "passage" or (best == "compare" and "compare" not in found)):
        return "list"
    unsaid = scores[best] <= _DEFAULT_BIAS + 1e-9 and not has_agency
    if unsaid and "measures" in cues and "how_many" not in cues:
        return "list"  # "giải pháp cho ...", "nhiệm vụ về ..."
    if unsaid and {"how_many", "indicators"} & cues:
        return "indicator"
    doubtful = best not in found and confidence < SURE and not has_agency
    if best == "baseline" and doubtful and "wh" in cues and not (_FIGURES | {"state_of_affairs"}) & cues:
        return "passage"  # "không có X thì có làm được không, tỉnh có kế hoạch gì": no figure is asked
    if best in _FIELDS and best not in found and scores[best] < _GUESS and not has_agency:
        # A bare topic: no word asks for this one field, and the classifier only guesses.
        return "passage" if "why" in cues else "indicator" if "indicators" in cues else "unknown"
    if scores[best] <= _DEFAULT_BIAS + 1e-9:
        # "Mỗi xã A có được lắp X không, lắp ở đâu?": the thing is asked about, not what the communes do.
        of_a_thing = {"yes_no", "whence"} & cues and "money" not in cues
        return "agency_tasks" if has_agency and not of_a_thing else "unknown"
    return best


def _of_several_plans(understanding: Understanding) -> bool:
    """Return whether a message names two provinces or more."""
    return len({entity.value for entity in understanding.entities if entity.kind == "province"}) > 1


def _is_talk(syllables: Tokens, plain: bool, words: Lexicon) -> bool:
    """Return whether the syllables are all everyday talk ("kể hết tên ra đi"): none names anything."""
    common = {at for start, end in words.common_in(syllables, plain) for at in range(start, end)}
    fill = {word for name in ("unfolds", "unfold_fill") for mark in marks(name) for word in tokens(mark)}
    fill = set(folded(fill)) if plain else fill
    return all(
        at in common or word in fill or words.is_silent(word, plain) or words.is_weak(word, plain)
        for at, word in enumerate(syllables)
    )


def _fitting(
    found: dict[str, int], cues: frozenset[str], has_agency: bool, syllables: Tokens, plain: bool
) -> dict[str, int]:
    """Drop cues that another reading of the same words explains better."""
    fitting = dict(found)
    if has_agency and {"yes_no", "why"} & cues and {"lead", "coordinate"} & cues:
        fitting["responsible"] = max(3, fitting.get("responsible", 0))
        fitting.pop("agency_tasks", None)
    if "how_many" in cues and "how_often" not in cues and "deadline" not in fitting:
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
