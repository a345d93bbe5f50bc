"""Who holds a body's duties today, and which province an area belongs to, as notes with their legal basis."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.days import write_day
from knowledge.errors import RegistryError
from knowledge.registry.agencies import PROVINCE_SUFFIX, Agency
from knowledge.registry.loading import DATA, read_toml, required
from knowledge.registry.provinces import Province
from knowledge.text import normalize_tone

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SuccessionStep:
    """One change: from ``valid_from`` (None: the day is not recorded) the duty lies with ``successor``."""

    successor: str
    valid_from: date | None
    legal_basis: str


@dataclass(frozen=True, slots=True)
class FieldSuccessor:
    """One field of a body's duties that went to another body than the rest.

    Attributes:
        duty: the field in words ("giáo dục nghề nghiệp").
        body: who holds it today.
        successor: the same with the province.
        words: words by which a text is about the field.
    """

    duty: str
    body: str
    successor: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuccessionNote:
    """What a reader of today must know of a body or province that a plan names.

    Attributes:
        kind: "successor" (another body), "merger" (the same body of a merged province), "ended" (the level
            ended, nobody succeeds as a whole) or "regrouped" (communes).
        body: the body or province as the plan's time knew it.
        text: complete Vietnamese note, legal basis included.
        successor: who holds it today, with the province; empty for "ended".
        legal_basis, valid_from: of the last step in force.
        steps: every step in force, oldest first.
        elsewhere: (duty, body) pairs that went to other bodies.
        fields: the same with the body placed and the words that tell the field.
        own_words: words of the fields that stayed with ``successor``.
    """

    kind: str
    body: str
    text: str
    successor: str
    legal_basis: str
    valid_from: date | None
    steps: tuple[SuccessionStep, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldSuccessor, ...] = ()
    own_words: tuple[str, ...] = ()

    def holders(self, duties: Sequence[Sequence[str]]) -> tuple[bool, tuple[FieldSuccessor, ...]]:
        """Return whether ``successor`` holds one of the duties, and the fields of theirs that others hold.

        A duty is told by texts, the nearest first ("its task", "the question", "the plan's title"): the
        first that names a field decides. Where none of the duties names one, each may be of any field: all
        are returned.
        """
        own = False
        found: list[FieldSuccessor] = []
        for text in (text for texts in duties for text in [self._telling(texts)] if text):
            own = own or _names(text, self.own_words)
            found += [field for field in self.fields if _names(text, field.words)]
        if not own and not found:
            return True, self.fields
        return own, tuple(field for field in self.fields if field in found)

    def _telling(self, texts: Sequence[str]) -> str:
        words = [*self.own_words, *(word for field in self.fields for word in field.words)]
        return next((text for text in texts if _names(text, words)), "")


@dataclass(frozen=True, slots=True)
class _Succession:
    body: str
    successor: str
    successor_note: str
    valid_from: date | None
    legal_basis: str
    elsewhere: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, ...], ...]
    own_words: tuple[str, ...]
    by_province: Mapping[str, str]


class Successions:
    """The dated succession data, asked for one body or province at a time."""

    def __init__(
        self, agencies: tuple[Agency, ...], provinces: tuple[Province, ...], folder: Path = DATA
    ) -> None:
        data = read_toml(folder / "successions.toml")
        self._provinces = {province.name: province for province in provinces}
        self._members: dict[str, list[Province]] = {}
        for province in provinces:
            if province.successor:
                self._members.setdefault(province.successor, []).append(province)
        self._ended: dict[str, dict[str, Any]] = {"huyện": data["district"], "xã": data["commune"]}
        self._changes = {
            change.body: change
            for change in map(_succession, required(data, "succession", "successions.toml"))
        }
        unknown = set(self._changes) - {agency.name for agency in agencies}
        if unknown:
            raise RegistryError(f"Tệp successions.toml nêu cơ quan chưa có: {', '.join(sorted(unknown))}.")

    def of_locality(self, body: str, level: str, today: date) -> SuccessionNote | None:
        """Return the note for a body of the district or commune level; None before the change."""
        ended = self._ended.get(level)
        if ended is None or today < ended["valid_from"]:
            return None
        text = f"{ended['text'].format(body=body)} ({ended['legal_basis']})."
        kind = "ended" if level == "huyện" else "regrouped"
        return SuccessionNote(kind, body, text, "", ended["legal_basis"], ended["valid_from"])

    def of_agency(self, agency: Agency, province_name: str, today: date) -> SuccessionNote | None:
        """Return the note for a body of a province (or of the state); None where nothing changed."""
        province = self._provinces.get(province_name)
        home = self._home(province, today) if agency.level == "tỉnh" else None
        change = self._changes.get(agency.name)
        if change is not None and not _in_force(change, today):
            change = None
        steps: list[SuccessionStep] = []
        if change is not None:
            steps += self._change_steps(agency, change, province, home)
        moved = province is not None and home is not None and home is not province
        if moved and home is not None and province is not None and self._follows(agency, change):
            steps += [self._merger_step(agency, change, province, home)]
        if not steps:
            return None
        body = _placed(agency.name, province) if agency.level == "tỉnh" else agency.name
        elsewhere = change.elsewhere if change else ()
        return SuccessionNote(
            kind="successor" if change else "merger",
            body=body,
            text=_agency_text(body, steps, change, province, home),
            successor=steps[-1].successor,
            legal_basis=steps[-1].legal_basis,
            valid_from=steps[-1].valid_from,
            steps=tuple(steps),
            elsewhere=elsewhere,
            fields=_fields(change, home) if change and agency.level == "tỉnh" else _fields(change, None),
            own_words=change.own_words if change else (),
        )

    def of_province(self, province_name: str, today: date) -> SuccessionNote | None:
        """Return the note for a merged province, old or enlarged; None where nothing changed."""
        province = self._provinces.get(province_name)
        if province is None or province.valid_from is None or today < province.valid_from:
            return None
        home = self._home(province, today) or province
        members = [member for member in self._members.get(home.name, []) if member is not province]
        others = _join(
            [
                member.full_name
                for member in [*members, *([home] if home is not province else [])]
                if member.before
            ]
        )
        since, basis = f"Từ ngày {write_day(province.valid_from)}, ", f"({province.legal_basis})"
        if home is province:
            text = f"{since}{home.full_name} được mở rộng do hợp nhất với {others} {basis}; "
            text += f"văn bản trước ngày này nói về {home.full_name} cũ."
        elif others:
            text = f"{since}{province.full_name} hợp nhất với {others}, lấy tên là {home.full_name} {basis}."
        else:
            text = f"{since}{province.full_name} trở thành {home.full_name} {basis}."
        step = SuccessionStep(home.full_name, province.valid_from, province.legal_basis)
        return SuccessionNote(
            "merger",
            province.full_name,
            text,
            home.full_name,
            province.legal_basis,
            province.valid_from,
            (step,),
        )

    def home(self, province_name: str) -> str:
        """Return the name of the province of today that a province's area belongs to."""
        province = self._provinces.get(province_name)
        return province.successor or province.name if province else province_name

    def _home(self, province: Province | None, today: date) -> Province | None:
        if (
            province is None
            or not province.successor
            or province.valid_from is None
            or today < province.valid_from
        ):
            return province
        return self._provinces[province.successor]

    def _follows(self, agency: Agency, change: _Succession | None) -> bool:
        return agency.follows_merger and (change is None or bool(change.successor))

    def _change_steps(
        self, agency: Agency, change: _Succession, province: Province | None, home: Province | None
    ) -> list[SuccessionStep]:
        if home is not None and home.name in change.by_province:
            return [SuccessionStep(change.by_province[home.name], change.valid_from, change.legal_basis)]
        if not change.successor:
            return []
        # A change of the day of the merger or later, or of an unrecorded day, met the merged province.
        merged_first = home is not province and home is not None and _not_before(change.valid_from, province)
        place = home if merged_first else province
        name = _placed(change.successor, place) if agency.level == "tỉnh" else change.successor
        return [SuccessionStep(name, change.valid_from, change.legal_basis)]

    def _merger_step(
        self, agency: Agency, change: _Succession | None, province: Province, home: Province
    ) -> SuccessionStep:
        name = change.successor if change else agency.name
        return SuccessionStep(_placed(name, home), province.valid_from, province.legal_basis)


def _succession(entry: dict[str, Any]) -> _Succession:
    return _Succession(
        body=required(entry, "body", "successions.toml"),
        successor=required(entry, "successor", "successions.toml"),
        successor_note=entry.get("successor_note", ""),
        valid_from=entry.get("valid_from"),
        legal_basis=required(entry, "legal_basis", "successions.toml"),
        elsewhere=tuple((item["duty"], item["body"]) for item in entry.get("elsewhere", ())),
        words=tuple(tuple(item.get("words", ())) for item in entry.get("elsewhere", ())),
        own_words=tuple(entry.get("fields", ())),
        by_province=entry.get("by_province", {}),
    )


def _fields(change: _Succession | None, home: Province | None) -> tuple[FieldSuccessor, ...]:
    if change is None:
        return ()
    return tuple(
        FieldSuccessor(duty, body, _placed(body, home), words)
        for (duty, body), words in zip(change.elsewhere, change.words, strict=True)
    )


def _names(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds one of the words, as whole words and in any letter case."""
    spaced = " ".join(["", *_WORD.findall(normalize_tone(text).lower()), ""])
    return any(f" {word} " in spaced for word in words)


def _in_force(change: _Succession, today: date) -> bool:
    # An unrecorded day lies in 2025, with the other changes of that reform.
    return today >= (change.valid_from or date(2025, 7, 1))


def _not_before(day: date | None, province: Province | None) -> bool:
    return day is None or (
        province is not None and province.valid_from is not None and day >= province.valid_from
    )


def _placed(name: str, province: Province | None) -> str:
    if province is None:
        return name
    return f"{name.removesuffix(PROVINCE_SUFFIX)} {province.full_name}"


def _agency_text(
    body: str,
    steps: list[SuccessionStep],
    change: _Succession | None,
    province: Province | None,
    home: Province | None,
) -> str:
    parts: list[str] = []
    for step in _distinct(steps):
        since = f"từ ngày {write_day(step.valid_from)}" if step.valid_from else "hiện nay"
        basis = f" ({step.legal_basis})" if step.legal_basis else ""
        if parts:
            parts.append(f"{since} là {step.successor}{basis}")
        else:
            parts.append(f"{since}, nhiệm vụ của {body} do {step.successor} thực hiện{basis}")
    text = "; ".join(parts)
    if change is not None and change.successor_note:
        text += f", {change.successor_note}"
    if home is not None and province is not None and home is not province:
        text += f", do {province.full_name} nay thuộc {home.full_name}"
    text = text[0].upper() + text[1:] + "."
    if change is not None and change.elsewhere:
        moved = "; ".join(f"{duty}: {body_}" for duty, body_ in change.elsewhere)
        text += f" Một số việc chuyển về cơ quan khác ({moved})."
    return text


def _distinct(steps: list[SuccessionStep]) -> list[SuccessionStep]:
    return [
        step for index, step in enumerate(steps) if index == 0 or step.successor != steps[index - 1].successor
    ]


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " và " + names[-1] if names else ""
