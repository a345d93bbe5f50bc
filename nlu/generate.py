"""Makes training examples beside the written ones: ``python -m nlu.generate --out DIR``.

Three sources, all deterministic for the same inputs: question templates filled from the documents held
(``tables/templates.yml``), written examples with their names and subjects exchanged, and both as hasty people
type them (without diacritics, abbreviated, with slips). The result is bulk: it goes into the state folder
when the model is trained and is never committed.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from knowledge.library import Library, load_library
from knowledge.settings import paths
from knowledge.text import fold
from nlu.wordlist import TABLES, read_words

WRITTEN = Path(__file__).resolve().parent / "data"
"""Folder of the written examples."""

_FILE = "generated.yml"
_CHOICE = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\((\w+)\)|\{\"entity\": \"(\w+)\"[^}]*\})")
_LEADING_VERBS = re.compile(
    r"^(?:(?:tiếp tục|tổ chức|tham mưu|xây dựng và|nghiên cứu)\s+)*"
    r"(?:triển khai|xây dựng|phát triển|thực hiện|hoàn thiện|đẩy mạnh)\s+",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 9
_TELLS = 0.12
"""How often a story stands before a question."""


@dataclass(frozen=True, slots=True)
class Example:
    """One training example."""

    intent: str
    text: str


@dataclass(frozen=True, slots=True)
class Pools:
    """What each slot of a template may be filled with."""

    values: Mapping[str, Sequence[str]]

    def pick(self, slot: str, chance: random.Random) -> str:
        """Return a random filling.

        Raises:
            KeyError: no such slot.
        """
        return chance.choice(self.values[slot])


def _shorten(name: str) -> str:
    """Return the name of a target or task as a person would shorten it."""
    words = re.split(r"[,;:.(]", name.strip(), maxsplit=1)[0].split()
    short = " ".join(words[:_LONGEST_TOPIC])
    return short[:1].lower() + short[1:]


def build_pools(library: Library) -> Pools:
    """Collect the slots' fillings from the documents, the registry and the tables of general subjects."""
    manners = tomllib.loads((TABLES / "manners.toml").read_text(encoding="utf-8"))
    general = list(read_words("topics.txt"))
    indicators = sorted({_shorten(indicator.name) for indicator in library.indicators} - {""})
    tasks = sorted({_shorten(_LEADING_VERBS.sub("", a.task)) for a in library.assignments} - {""})
    terms = sorted({definition.term for definition in library.definitions})
    held = sorted({document.province for document in library.documents.values()})
    provinces = sorted(province.name for province in library.registry.provinces)
    agencies = sorted(
        {
            form
            for agency in library.registry.agencies
            if agency.level == "tỉnh"
            for form in (agency.name, agency.short)
        }
    )
    numbers = sorted({document.number for document in library.documents.values()} - {""})
    named = [f"kế hoạch {number}" for number in numbers] + [f"kế hoạch {n.split('/')[0]}" for n in numbers]
    return Pools(
        {
            "indicator": indicators + general,
            "task": tasks + general,
            "term": terms + general,
            "province": provinces + held * 6,
            "agency": agencies,
            "document": [*numbers, *named, "kế hoạch này", "nghị quyết này", "kế hoạch 120/KH-UBND"],
            "level": manners["levels"],
            "year": manners["years"],
            "past": manners["past_years"],
            "percent": manners["percents"],
            "strange": list(read_words("strange.txt")),
        }
    )


def render(template: str, pools: Pools, chance: random.Random) -> str:
    """Return one sentence of a template: choices made (inner first), then slots filled."""
    while _CHOICE.search(template):
        template = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), template, count=1)
    filled = _SLOT.sub(lambda match: pools.pick(match[1], chance), template)
    return " ".join(filled.split())


def _slip(text: str, chance: random.Random) -> str:
    """Return the text with one slip of the keyboard inside a longer word."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not long:
        return text
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[place] = chance.choice(kinds)
    return " ".join(words)


class Manners:
    """Writes a sentence as people in a hurry do."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        table: dict[str, Any] = tomllib.loads((TABLES / "manners.toml").read_text(encoding="utf-8"))
        self._before: list[str] = table["before"]
        self._after: list[str] = table["after"]
        self._stories: list[str] = table["stories"]
        long = sorted(abbreviations.items(), key=lambda pair: -len(pair[1]))
        self._short = [
            (re.compile(rf"(?<!\w){re.escape(meant)}(?!\w)", re.IGNORECASE), short) for short, meant in long
        ]

    def hurry(self, text: str, chance: random.Random) -> str:
        """Return the text with polite words around it and, at times, in a hurry's spelling."""
        if chance.random() < 0.3:
            text = f"{chance.choice(self._before)} {text}"
        if chance.random() < 0.3:
            text = f"{text} {chance.choice(self._after)}"
        if chance.random() < _TELLS:
            text = f"{chance.choice(self._stories)} {text[:1].upper()}{text[1:]}"
        if chance.random() < 0.15:
            for pattern, short in self._short:
                text = pattern.sub(short, text)
        spelling = chance.random()
        if spelling < 0.2:
            return fold(text)
        if spelling < 0.3:
            return text.lower()
        if spelling < 0.35:
            return _slip(text, chance)
        return text


def written_examples(folder: Path = WRITTEN) -> Iterator[Example]:
    """Yield the written examples with their annotations."""
    for file in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.startswith("- "):
                    yield Example(block["intent"], line[2:].strip())


_ABOUT_TASKS = frozenset({"responsible", "coordinates", "deadline", "passage", "funding", "list", "count"})


def plain_text(example: Example) -> str:
    """Return an example's text without its annotations."""
    return _ANNOTATION.sub(r"\1", example.text)


_SLOT_OF = {"province": "province", "agency": "agency", "level": "level"}


def exchange(example: Example, pools: Pools, chance: random.Random) -> str | None:
    """Return a written example with other names and another subject; None where it names none."""
    task_like = example.intent in _ABOUT_TASKS

    def other(match: re.Match[str]) -> str:
        kind = match[2] or match[3]
        if kind == "topic":
            slot = "term" if example.intent == "definition" else "task" if task_like else "indicator"
            return pools.pick(slot, chance)
        return pools.pick(_SLOT_OF[kind], chance) if kind in _SLOT_OF else match[1]

    text, count = _ANNOTATION.subn(other, example.text)
    return " ".join(text.split()) if count else None


def generate(library: Library, *, each: int = 90, exchanged: int = 2, seed: int = 20) -> list[Example]:
    """Return generated examples, no two alike.

    Args:
        library: the documents whose targets, tasks and terms fill the templates.
        each: how many examples of the templates an intent gets at most.
        exchanged: how many variants a written example with annotations gets.
        seed: equal seeds and inputs give equal examples.
    """
    chance = random.Random(seed)
    pools = build_pools(library)
    manners = Manners(library.registry.abbreviations)
    templates: dict[str, list[str]] = yaml.safe_load((TABLES / "templates.yml").read_text(encoding="utf-8"))
    seen = {fold(plain_text(example)) for example in written_examples()}
    made: list[Example] = []

    def keep(intent: str, text: str) -> None:
        if fold(text) not in seen:
            seen.add(fold(text))
            made.append(Example(intent, text))

    for intent, forms in templates.items():
        for number in range(each):
            keep(intent, manners.hurry(render(forms[number % len(forms)], pools, chance), chance))
    for example in written_examples():
        for _ in range(exchanged):
            text = exchange(example, pools, chance)
            if text is not None:
                keep(example.intent, manners.hurry(text, chance))
    return made


def write_examples(examples: Sequence[Example], folder: Path) -> Path:
    """Write examples in Rasa's format as ``generated.yml`` in ``folder`` and return the file."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        plain = re.sub(r"[\[\]{}\n]", " ", example.text)
        by_intent.setdefault(example.intent, []).append(f"- {plain}\n")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _FILE
    with file.open("w", encoding="utf-8") as out:
        out.write('version: "3.1"\n\n# Written by nlu.generate; never edited, never committed.\n\nnlu:\n')
        for intent, lines in by_intent.items():
            out.write(f"  - intent: {intent}\n    examples: |\n")
            out.writelines(f"      {line}" for line in lines)
    return file


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Thư mục ghi ví dụ sinh ra.",
)
@click.option("--each", default=90, show_default=True, help="Số ví dụ theo mẫu cho mỗi loại câu hỏi.")
@click.option("--seed", default=20, show_default=True, help="Hạt giống; cùng hạt giống cho cùng ví dụ.")
def main(out: Path, each: int, seed: int) -> None:
    """Sinh ví dụ huấn luyện từ các văn bản đang có."""
    examples = generate(load_library(paths().documents), each=each, seed=seed)
    click.echo(f"Đã ghi {len(examples)} ví dụ vào {write_examples(examples, out)}")


if __name__ == "__main__":
    main()
