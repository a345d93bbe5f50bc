"""Bodies that plans name: departments, ministries, Party bodies, mass organisations, enterprises, banks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import RegistryError
from knowledge.registry.loading import DATA, read_toml, required

PROVINCE_SUFFIX = " tỉnh"
"""Names that end so stand for the body of any province."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body, as a kind: "Sở Y tế" is one entry for all provinces.

    Attributes:
        name: full name; one that ends in " tỉnh" stands for the body of any province.
        short: usual short form ("Sở TT&TT").
        level: "trung ương" or "tỉnh".
        kind: "nhà nước", "đảng", "đoàn thể", "doanh nghiệp", "ngân hàng", "báo chí" ...
        forms: all ways to write the name, the name itself first.
        stems: forms that need a province behind them ("Báo" of a province, "Công an" tỉnh).
        spoken: what people say ("sở thông tin", "bên công an"); read in typed questions only.
        follows_merger: the body of a merged province passed to the body of the same name in the new one.
        capital: in a document, the name counts only with a capital letter.
    """

    name: str
    short: str
    level: str
    kind: str
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    spoken: tuple[str, ...]
    follows_merger: bool
    capital: bool

    def named_in(self, province_full_name: str) -> str:
        """Return the body's name in one province: "Công an thành phố Hải Phòng", "Sở Y tế tỉnh Phú Thọ"."""
        return f"{self.name.removesuffix(PROVINCE_SUFFIX)} {province_full_name}"


@dataclass(frozen=True, slots=True)
class _Domain:
    name: str
    forms: tuple[str, ...]
    spoken: tuple[str, ...]


def load_agencies(folder: Path = DATA) -> tuple[Agency, ...]:
    """Load every file of ``agencies/``.

    Raises:
        RegistryError: a field is missing, a domain unknown or a name comes twice.
    """
    domains = _load_domains(folder)
    agencies: list[Agency] = []
    for path in sorted((folder / "agencies").glob("*.toml")):
        data = read_toml(path)
        defaults = data.get("defaults", {})
        agencies += [_agency({**defaults, **entry}, domains, path.name) for entry in data.get("agency", [])]
    names = [agency.name for agency in agencies]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise RegistryError(f"Dữ liệu cơ quan có tên bị lặp: {', '.join(sorted(twice))}.")
    return tuple(agencies)


def _load_domains(folder: Path) -> dict[str, _Domain]:
    return {
        entry["name"]: _Domain(entry["name"], tuple(entry.get("forms", ())), tuple(entry.get("spoken", ())))
        for entry in read_toml(folder / "domains.toml").get("domain", [])
    }


def _agency(entry: dict[str, Any], domains: dict[str, _Domain], where: str) -> Agency:
    stems = tuple(entry.get("stems", ()))
    forms: list[str] = []
    spoken = list(entry.get("spoken", ()))
    if "domain" in entry:
        domain = domains.get(entry["domain"])
        if domain is None:
            raise RegistryError(f"Tệp {where}: lĩnh vực '{entry['domain']}' không có trong domains.toml.")
        head = required(entry, "head", where)
        forms += [f"{head} {form}" for form in (domain.name, *domain.forms)]
        spoken += _spoken_forms(head, entry.get("heads_spoken", ()), domain)
        name = entry.get("name", forms[0])
    else:
        name = required(entry, "name", where)
    if name.endswith(PROVINCE_SUFFIX):
        stems = (*stems, name.removesuffix(PROVINCE_SUFFIX))
    forms += [*entry.get("forms", ()), required(entry, "short", where)]
    return Agency(
        name=name,
        short=entry["short"],
        level=required(entry, "level", where),
        kind=required(entry, "kind", where),
        forms=tuple(dict.fromkeys([name, *forms])),
        stems=tuple(dict.fromkeys(stems)),
        spoken=tuple(dict.fromkeys(spoken)),
        follows_merger=entry.get("follows_merger", False),
        capital=entry.get("capital", False),
    )


def _spoken_forms(head: str, heads_spoken: list[str], domain: _Domain) -> Iterator[str]:
    for word in domain.spoken:
        yield f"{head} {word}"
    for spoken_head in heads_spoken:
        for word in (domain.name, *domain.forms, *domain.spoken):
            yield f"{spoken_head} {word}"
