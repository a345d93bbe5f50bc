"""Bodies by their usual pattern: groups, local governments, and names that the registry doesn't know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.registry.loading import DATA, read_toml
from knowledge.registry.words import Trie, Word, word_key

_MAX_OPEN_WORDS = 14
_MAX_PLACE_WORDS = 4
_TYPED_PLACE_WORDS = 2
_AND = word_key("và")


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``[first, last)`` name a body; ``level`` is "huyện" or "xã" for local government, else empty."""

    last: int
    group: bool = False
    level: str = ""


_LEVELS = {"xã": "xã", "phường": "xã", "thị trấn": "xã", "đặc khu": "xã"}


class Patterns:
    """The grammar of body names, its words from ``groups.toml``; built once."""

    def __init__(self, folder: Path = DATA) -> None:
        data = read_toml(folder / "groups.toml")
        heads = data["heads"]
        self._openers = _trie(data["openers"])
        self._nouns = _trie(data["nouns"])
        self._qualifiers = _trie(data["qualifiers"])
        self._fields = _trie(data["fields"])
        self._government = _trie(heads["government"])
        self._units = _trie(heads["units"])
        self._open = _trie(heads["open"])
        self._stops = _trie(heads["stops"])
        self._acts = _trie(heads["acts"])
        self._bridges = _trie(heads["bridges"])
        self._phrases = _trie(data["blocked"]["phrases"])
        self._before_so = _trie(data["blocked"]["before"])

    def blocked(self, words: list[Word], index: int, typed: bool) -> int:
        """Return the end of a phrase at a word that looks like a body and is none, else ``index``."""
        match = self._phrases.at(words, index, loose=typed)
        return index if match is None else match.last

    def is_number_so(self, words: list[Word], index: int) -> bool:
        """Whether an unaccented "so" at a word ends "kinh te so" and the like, so that it is no "Sở"."""
        if words[index].key != "so":
            return False
        return any(
            (match := self._before_so.at(words, index - back, loose=True)) is not None and match.last == index
            for back in (1, 2)
            if index >= back
        )

    def group(self, words: list[Word], index: int, typed: bool) -> Found | None:
        """Read "Các sở, ban, ngành ..." or "04 xã, thị trấn ..." at a word."""
        opener = self._openers.at(words, index, loose=typed)
        start = opener.last if opener else index + 1 if words[index].key.isdigit() else None
        if start is None or (opener is None and not self._counts_places(words, start, typed)):
            return None
        last = self._noun_list(words, start, typed)
        return None if last == start else Found(last, group=True, level=self._level(words, start, typed))

    def _counts_places(self, words: list[Word], index: int, typed: bool) -> bool:
        return index < len(words) and self._units.at(words, index, loose=typed) is not None

    def _level(self, words: list[Word], index: int, typed: bool) -> str:
        unit = self._units.at(words, index, loose=typed)
        return "" if unit is None else _LEVELS.get(unit.payload, "huyện")

    def _noun_list(self, words: list[Word], start: int, typed: bool) -> int:
        """Return the end of "noun qualifier*, noun ..., và noun" that begins at ``start``."""
        last = index = start
        while index < len(words):
            if self.blocked(words, index, typed) > (noun_end := self._end(self._nouns, words, index, typed)):
                break
            if noun_end == index:
                break
            last = index = self._listed(words, self._qualified(words, noun_end, typed), typed)
            while index < len(words) and words[index].connector:
                index += 1
            if index == last and not self._adjacent_noun(words, index, typed):
                break
        return last

    def _listed(self, words: list[Word], index: int, typed: bool) -> int:
        """Return the end of more fields behind a comma: "cơ quan báo chí, truyền thông của tỉnh"."""
        after = index + 1
        if index >= len(words) or not words[index].connector:
            return index
        end = self._end(self._fields, words, after, typed)
        if end == after or self._end(self._nouns, words, after, typed) > end:
            return index
        return self._qualified(words, end, typed)

    def _adjacent_noun(self, words: list[Word], index: int, typed: bool) -> bool:
        """Whether a noun follows without a comma, as people type: "các sở ban ngành"."""
        return index < len(words) and self._end(self._nouns, words, index, typed) > index

    def _qualified(self, words: list[Word], index: int, typed: bool) -> int:
        """Return the end of the qualifiers at a word; a comma may join two ("bưu chính, viễn thông")."""
        last = index
        while index < len(words):
            end = self._end(self._qualifiers, words, index, typed)
            if end == index or self._end(self._nouns, words, index, typed) > end:
                break
            if index > last and self._end(self._fields, words, index, typed) == index:
                break
            last = index = end
            if index < len(words) and words[index].connector:
                index += 1
        return last

    def _end(self, trie: Trie[str], words: list[Word], index: int, typed: bool) -> int:
        match = trie.at(words, index, loose=typed) if index < len(words) else None
        return index if match is None else match.last

    def government(self, words: list[Word], index: int, typed: bool) -> Found | None:
        """Read "UBND các huyện", "UBND cấp xã", "UBND huyện Tam Dương", "UBND 04 xã ..." at a word."""
        head = self._government.at(words, index, loose=typed)
        return None if head is None else self.locality(words, head.last, typed)

    def locality(self, words: list[Word], index: int, typed: bool) -> Found | None:
        """Read the localities behind a head: a group of them, a level, or one by its name."""
        if index >= len(words):
            return None
        group = self.group(words, index, typed)
        if group is not None:
            return group if group.level or words[group.last - 1].fold == "cap" else None
        if words[index].fold == "cap":
            last = self._noun_list(words, index, typed)
            level = self._level(words, index + 1, typed)
            return (
                Found(last, group=True, level=level)
                if level and last > index + 1
                else self._cap(words, index, typed)
            )
        return self._named_place(words, index, typed)

    def _cap(self, words: list[Word], index: int, typed: bool) -> Found | None:
        """Read "cấp huyện, cấp xã", "cấp huyện, xã"."""
        last = index
        level = ""
        while index < len(words):
            start = index + 1 if words[index].fold == "cap" else index
            end = self._end(self._units, words, start, typed)
            if end == start or (last == index and start == index and not level):
                break
            level = level or self._level(words, start, typed)
            last = index = end
            while index < len(words) and words[index].connector:
                index += 1
            if index == last:
                break
        return Found(last, group=True, level=level) if level else None

    def _named_place(self, words: list[Word], index: int, typed: bool) -> Found | None:
        unit = self._units.at(words, index, loose=typed)
        if unit is None:
            return None
        listed = self._noun_list(words, index, typed)
        if listed > unit.last:
            return Found(listed, group=True, level=_LEVELS.get(unit.payload, "huyện"))
        last = unit.last
        limit = _MAX_PLACE_WORDS if not typed or self._capital(words, last) else _TYPED_PLACE_WORDS
        while last < len(words) and last - unit.last < limit and self._place_word(words, last, typed):
            last += 1
        # "huyện" alone ("UBND huyện") is a group: the plan means every district.
        return Found(last, group=last == unit.last, level=_LEVELS.get(unit.payload, "huyện"))

    def _capital(self, words: list[Word], index: int) -> bool:
        return index < len(words) and words[index].capital

    def _place_word(self, words: list[Word], index: int, typed: bool) -> bool:
        word = words[index]
        if not word.key[0].isalnum() or (word.starts_line and not words[index - 1].capital):
            return False
        return word.capital or (typed and self._stops.at(words, index, loose=True) is None)

    def open_name(self, words: list[Word], index: int, begins_body: frozenset[str]) -> Found | None:
        """Read a body that the registry doesn't know, by its capital letters: "Trung tâm Chuyển đổi số".

        Args:
            words: of a document or of a question typed with capitals.
            index: where the name may begin.
            begins_body: keys of the first words of heads; such a word with a capital begins another body.
        """
        head = self._open.at(words, index)
        if head is None or not words[index].capital:
            return None
        other = self.blocked(words, index, False)
        if other > head.last and not words[head.last].capital:
            return None  # another word that begins like a head: "Đội tuyển"
        last = end = head.last
        capitals = 0
        while end < len(words) and end - index < _MAX_OPEN_WORDS:
            word = words[end]
            if not word.key[0].isalnum():
                if not self._joins_name(words, end, begins_body):
                    break
            elif word.capital:
                if word.starts_line or (word.key in begins_body and words[end - 1].connector):
                    break
                capitals += 1
                last = end + 1
            elif self._ends_name(words, end) or (capitals and self._acts.at(words, end) is not None):
                break
            elif not self._bridges.at(words, end):
                last = end + 1
            end += 1
        return Found(last) if capitals else None

    def _joins_name(self, words: list[Word], index: int, begins_body: frozenset[str]) -> bool:
        """Whether a mark goes on with a name: a dash before a capital; a comma where "và" closes the list.

        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch" is one name, "Trường Chính trị, Sở Nội vụ" are two.
        """
        if words[index].starts_line or not self._capital(words, index + 1):
            return False
        if words[index].key in {"-", "–", "&"}:
            return True
        if words[index].key != "," or words[index + 1].key in begins_body:
            return False
        for later in range(index + 2, min(index + 7, len(words) - 1)):
            if not words[later].key[0].isalnum():
                return False
            if words[later].key == _AND:
                return words[later + 1].capital and words[later + 1].key not in begins_body
        return False

    def _ends_name(self, words: list[Word], index: int) -> bool:
        """Whether a lower-case word ends a name: a verb and the like, or "và các" before another body."""
        if self._bridges.at(words, index) is not None:
            return words[index].fold == "va" and index + 1 < len(words) and words[index + 1].fold == "cac"
        return self._stops.at(words, index) is not None


def _trie(phrases: list[str]) -> Trie[str]:
    return Trie((phrase, phrase) for phrase in phrases)
