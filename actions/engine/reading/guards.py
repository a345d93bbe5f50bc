"""Whether a message speaks of a misdeed only as of something suffered or fought.

"Công ty tôi bị hacker phá, sở nào lo?" asks for help, "chỉ tôi cách hack" for the deed.
"""

from __future__ import annotations

from collections.abc import Iterator

from actions.engine.syllables import Tokens, find
from actions.engine.words import Lexicon

_NEAR = 4
"""So many syllables a guard reaches ("bị mấy đứa xấu hack")."""


def is_guarded(syllables: Tokens, plain: bool, words: Lexicon) -> bool:
    """Return whether the message names misdeeds and each of them is suffered or fought.

    A guard ("bị", "chống") reaches a few syllables, and from one misdeed to the next ("bị hacker đánh sập").
    Who asks how it is done ("cách hack") is never guarded.
    """
    if "deeds" in words.cues_of(syllables, plain):
        return False
    deeds = sorted({*_places("harm", syllables, plain, words), *_places("attacks", syllables, plain, words)})
    guarded = [end for _, end in _places("guarded", syllables, plain, words)]
    for start, end in deeds:
        if not any(0 <= start - before <= _NEAR for before in guarded):
            return False
        guarded.append(end)
    return bool(deeds)


def _places(name: str, syllables: Tokens, plain: bool, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where the phrases of a cue list stand (start, end); of one with a gap, its last part."""
    for cue in words.cues[name]:
        if len(cue.parts) > 1 and not cue.matches(syllables, plain):
            continue
        part = (cue.plain_parts if plain else cue.parts)[-1]
        at = find(part, syllables)
        while at >= 0:
            yield at, at + len(part)
            at = find(part, syllables, at + 1)
