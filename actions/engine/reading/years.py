"""A year that only parts two stages from each other, written out as the one that is asked for.

"Sau 2025 ... bao nhiêu?" asks for the next year that targets are set for, not for 2025.
"""

from __future__ import annotations

import re

from actions.engine.reading import written
from actions.engine.syllables import folded, tokens
from actions.engine.types import Understanding
from actions.engine.words import lexicon
from knowledge.library import Library

_FIGURE = "how_many"
_WEIGHED = frozenset({"both_stages", "ratio"})


def written_out(heard: Understanding, library: Library) -> Understanding:
    """Return a message for a figure with "sau 2025" as the year meant; any other as it is."""
    years = [item.value for item in heard.entities if item.kind == "year" and item.value.isdigit()]
    plain = written.is_bare(heard)
    said = folded(tokens(heard.normalized)) if plain else tokens(heard.normalized)
    cues = lexicon().cues_of(said, plain)
    if len(set(years)) != 1 or _FIGURE not in cues or _WEIGHED & cues:
        return heard
    leads = "|".join(map(re.escape, written.phrases("after_year", plain)))
    found = re.search(rf"(?<!\w)(?:từ |tu )?(?:{leads}) {years[0]}(?!\w)", written.compared(heard))
    if found is None or len(re.findall(years[0], heard.normalized)) != 1:
        return heard
    provinces = {item.value for item in heard.entities if item.kind == "province"}
    later = [item for item in library.indicators if item.year and item.year > int(years[0])]
    own = [item for item in later if library.documents[item.document_id].province in provinces]
    # Where the plan sets none, the one that others set is what it leaves open.
    year = min((item.year or 0 for item in own or later), default=int(years[0]) + 1)
    text = heard.normalized
    return written.said(heard, f"{text[: found.start()]}năm {year}{text[found.end() :]}", keep=True)
