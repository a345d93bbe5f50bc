"""The library: the five documents as held, looking things up, citations."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from knowledge.citations import short_name
from knowledge.days import write_day
from knowledge.errors import AddressError, MetadataError, SourceError, UnknownDocumentError
from knowledge.library import Library, document_folders, library_version, load_library
from knowledge.metadata import read_metadata
from knowledge.settings import ROOT

DOCUMENTS = ROOT / "knowledge" / "documents"
IDS = ["dien-bien-ictnews", "ha-tinh-393", "hai-duong-5046", "thanh-hoa-nghi-quyet", "vinh-phuc-55"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(DOCUMENTS)


@pytest.mark.parametrize("document_id", IDS)
def test_sources_are_the_ones_recorded(document_id: str) -> None:
    folder = DOCUMENTS / document_id
    metadata = tomllib.loads((folder / "metadata.toml").read_text(encoding="utf-8"))
    data = (folder / metadata["source_file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == metadata["sha256"]


@pytest.mark.parametrize(
    ("document_id", "name"),
    [
        ("hai-duong-5046", "Kế hoạch 5046/KH-UBND ngày 29/12/2023 của UBND tỉnh Hải Dương"),
        ("ha-tinh-393", "Kế hoạch 393/KH-UBND ngày 29/10/2020 của UBND tỉnh Hà Tĩnh"),
        ("vinh-phuc-55", "Kế hoạch 55/KH-UBND ngày 03/3/2022 của UBND tỉnh Vĩnh Phúc"),
        ("thanh-hoa-nghi-quyet", "Nghị quyết của Ban Thường vụ Tỉnh ủy Thanh Hóa về chuyển đổi số"),
        ("dien-bien-ictnews", "Bài báo của ICTNews “Tỉnh Điện Biên lên kế hoạch chuyển đổi số”"),
    ],
)
def test_documents_are_named_as_people_cite_them(library: Library, document_id: str, name: str) -> None:
    document = library.documents[document_id]
    assert document.short_name == short_name(document) == name


def test_provenance_is_said_and_nothing_is_invented(library: Library) -> None:
    press = library.documents["dien-bien-ictnews"]
    assert press.provenance == "press_report"
    assert "không phải văn bản chính thức" in press.source_note
    assert (press.number, press.issued, press.signer) == ("", None, "")
    party = library.documents["thanh-hoa-nghi-quyet"]
    assert party.provenance == "republished"
    assert (party.number, party.issued, party.signer) == ("", None, "")
    assert party.issuer == "Ban Thường vụ Tỉnh ủy Thanh Hóa"
    for document_id in ("ha-tinh-393", "hai-duong-5046", "vinh-phuc-55"):
        assert library.documents[document_id].provenance == "official"


def test_texts_are_letter_for_letter(library: Library) -> None:
    for document_id, document in library.documents.items():
        source = (DOCUMENTS / document_id / "source.txt").read_bytes().decode("utf-8")
        assert document.text == source
        joined = "".join("".join(clause.text.split()) for clause in library.clauses[document_id])
        assert joined == "".join(source.split()), "clauses, joined, give the source back"


def test_lookups(library: Library) -> None:
    clause = library.clause("hai-duong-5046", "II.1.row-1")
    assert clause.citation == "Phần II, mục 1, chỉ tiêu 1"
    assert "Tỷ trọng kinh tế số trên GRDP" in clause.text
    with pytest.raises(AddressError):
        library.clause("hai-duong-5046", "II.99")
    with pytest.raises(UnknownDocumentError):
        library.clause("khong-co", "I")
    with pytest.raises(UnknownDocumentError):
        library.document("khong-co")


def test_children_and_full_text(library: Library) -> None:
    clause = library.clause("ha-tinh-393", "IV.5")
    children = library.children(clause)
    assert len(children) == 4
    full = library.full_text(clause)
    document = library.documents["ha-tinh-393"]
    assert full == document.text[clause.span.start : children[-1].span.end]
    for each in library.clauses["hai-duong-5046"]:
        text = library.full_text(each)
        assert text.startswith(each.text)
        assert all(below.text in text for below in library.descendants(each))


@pytest.mark.parametrize(
    ("number", "document_id"),
    [
        ("5046/KH-UBND", "hai-duong-5046"),
        ("5046/kh-ubnd", "hai-duong-5046"),
        ("Kế hoạch số 5046 / KH - UBND", "hai-duong-5046"),
        ("5046", "hai-duong-5046"),
        ("kế hoạch 55", "vinh-phuc-55"),
        ("393/KH-UBND.", "ha-tinh-393"),
        ("5047/KH-UBND", None),
        ("5046/QĐ-UBND", None),
        ("504", None),
        ("", None),
        ("không số", None),
    ],
)
def test_document_for_number(library: Library, number: str, document_id: str | None) -> None:
    document = library.document_for_number(number)
    assert (document.id if document else None) == document_id


@pytest.mark.parametrize(
    ("province", "ids"),
    [
        ("Hà Tĩnh", ["ha-tinh-393"]),
        ("Vĩnh Phúc", ["vinh-phuc-55"]),
        ("Phú Thọ", ["vinh-phuc-55"]),  # today's province of the plan's area
        ("Hải Phòng", ["hai-duong-5046"]),
        ("Bắc Ninh", []),
    ],
)
def test_documents_of_a_province(library: Library, province: str, ids: list[str]) -> None:
    assert [document.id for document in library.documents_of(province)] == ids


def test_citation_has_the_shape_of_the_contract(library: Library) -> None:
    citation = library.citation("hai-duong-5046", "II.1.row-1", "20%")
    document = library.documents["hai-duong-5046"]
    assert citation.to_dict() == {
        "document": "5046/KH-UBND",
        "title": document.title,
        "issued": "2023-12-29",
        "issuer": "UBND tỉnh Hải Dương",
        "section": "Phần II, mục 1, chỉ tiêu 1",
        "clause": "hai-duong-5046#II.1.row-1",
        "quote": "20%",
        "url": "/documents/hai-duong-5046#II.1.row-1",
    }
    first = library.clauses["dien-bien-ictnews"][0]
    press = library.citation("dien-bien-ictnews", first.address, "x").to_dict()
    assert press["document"] == "Bài báo của ICTNews “Tỉnh Điện Biên lên kế hoạch chuyển đổi số”"
    assert press["issued"] is None


def test_days_are_written_as_the_administration_does() -> None:
    days = (date(2020, 6, 3), date(2023, 12, 29), date(2025, 1, 1), date(2022, 2, 10))
    assert [write_day(day) for day in days] == ["03/6/2020", "29/12/2023", "01/01/2025", "10/02/2022"]


# --- version and damage ----------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    target = tmp_path / "documents"
    shutil.copytree(DOCUMENTS / "vinh-phuc-55", target / "vinh-phuc-55")
    return target


def test_the_version_follows_the_inputs(copied: Path, library: Library) -> None:
    assert library.version == library_version(DOCUMENTS)
    before = library_version(copied)
    assert before == library_version(copied) != library.version
    (copied / "vinh-phuc-55" / "reviewed.toml").write_text('[document]\nplace = "X"\n', encoding="utf-8")
    assert library_version(copied) != before


def test_hidden_folders_are_no_documents(copied: Path) -> None:
    shutil.copytree(copied / "vinh-phuc-55", copied / ".new-vinh-phuc-55-abc")
    (copied / "rỗng").mkdir()
    assert [folder.name for folder in document_folders(copied)] == ["vinh-phuc-55"]
    assert document_folders(copied / "none") == ()


def test_a_changed_source_is_refused(copied: Path) -> None:
    source = copied / "vinh-phuc-55" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("06 xã", "07 xã"), encoding="utf-8")
    with pytest.raises(MetadataError, match="đã bị thay đổi"):
        load_library(copied)


def test_a_missing_source_is_refused(copied: Path) -> None:
    (copied / "vinh-phuc-55" / "source.txt").unlink()
    with pytest.raises(SourceError, match="Không tìm thấy"):
        load_library(copied)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("id =", "id_ ="), "trường không biết"),
        (('provenance = "official"', 'provenance = "rumour"'), "provenance"),
        (('id = "vinh-phuc-55"', 'id = "../x"'), "trùng tên thư mục"),
        (('source_file = "source.txt"', 'source_file = "../../secret.txt"'), "cùng thư mục"),
        (('source_url = ""', "source_url = 7"), "phải là chuỗi"),
        (('source_url = ""', 'source_url = ""\n[document]\nbig = 1'), "trường không biết"),
        (('source_url = ""', 'source_url = ""\n[document]\nissued = "hôm qua"'), "không đúng kiểu"),
        (('source_url = ""', "source_url = "), "Không đọc được"),
    ],
)
def test_malformed_metadata_is_named(copied: Path, change: tuple[str, str], words: str) -> None:
    path = copied / "vinh-phuc-55" / "metadata.toml"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(MetadataError, match=words):
        read_metadata(path.parent)


def test_metadata_overrides_win(copied: Path) -> None:
    path = copied / "vinh-phuc-55" / "metadata.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[document]\nsigner = "Người Khác"\nissued = 2022-03-04\nperiod = [2022, 2024]\n')
    document = load_library(copied).documents["vinh-phuc-55"]
    assert (document.signer, document.issued, document.period) == (
        "Người Khác",
        date(2022, 3, 4),
        (2022, 2024),
    )
    assert document.short_name == "Kế hoạch 55/KH-UBND ngày 04/3/2022 của UBND tỉnh Vĩnh Phúc"
