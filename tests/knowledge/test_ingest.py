"""Taking documents in and out: what is found, what is refused, and that a kill leaves old or new."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import ingest
from knowledge.errors import (
    DuplicateDocumentError,
    HoisoError,
    MetadataError,
    SourceError,
    UnknownDocumentError,
)
from knowledge.ingest import commit_ingest, plan_ingest, remove_document
from knowledge.library import Library, load_library
from knowledge.review import IngestReview, render_review
from knowledge.settings import ROOT
from tests.knowledge import plan_files

SEEDS = ROOT / "knowledge" / "documents"
TEXT_PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
Số: 210/KH-UBND
Bắc Kạn, ngày 01 tháng 4 năm 2022
KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH BẮC KẠN NĂM 2022
Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ;
I. MỤC TIÊU
1. Đến hết năm 2022, 80% hồ sơ thủ tục hành chính được xử lý trực tuyến.
2. 100% cán bộ được tập huấn kỹ năng số.
II. TỔ CHỨC THỰC HIỆN
1. Sở Thông tin và Truyền thông
- Chủ trì, phối hợp với Sở Nội vụ theo dõi việc thực hiện Kế hoạch.
4. Sở Tài chính
- Bố trí kinh phí thực hiện Kế hoạch.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A documents folder that holds one of the five plans."""
    folder = tmp_path / "documents"
    shutil.copytree(SEEDS / "vinh-phuc-55", folder / "vinh-phuc-55")
    return folder


def offered(tmp_path: Path, text: str = TEXT_PLAN, name: str = "plan.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def take(path: Path, documents: Path, replace: bool = False) -> IngestReview:
    review = plan_ingest(path, replace, documents)
    commit_ingest(review)
    return review


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


# --- taking in -------------------------------------------------------------------------------------


def test_planning_changes_nothing_and_committing_adds_the_document(tmp_path: Path, documents: Path) -> None:
    before = tree(documents)
    review = plan_ingest(offered(tmp_path), documents=documents)
    assert tree(documents) == before
    document = review.records.document
    assert (document.id, document.number, document.province) == ("bac-kan-210", "210/KH-UBND", "Bắc Kạn")
    assert (document.type, document.issued, document.signer) == ("Kế hoạch", date(2022, 4, 1), "Nguyễn Văn A")
    assert review.metadata.provenance == "official"
    commit_ingest(review)
    library = load_library(documents)
    assert sorted(library.documents) == ["bac-kan-210", "vinh-phuc-55"]
    assert library.documents["bac-kan-210"].text == TEXT_PLAN
    assert any(record.value == 80 for record in library.indicators if record.document_id == "bac-kan-210")


def test_doubts_name_their_place(tmp_path: Path, documents: Path) -> None:
    review = plan_ingest(offered(tmp_path), documents=documents)
    assert any(doubt.kind == "numbering_gap" and doubt.clause == "II.4" for doubt in review.doubts)
    bare = plan_ingest(
        offered(tmp_path, "Bài viết\nĐến năm 2025, 80% hồ sơ của Hà Nam xử lý trực tuyến.\n"),
        documents=documents,
    )
    assert {doubt.message.split(";")[0] for doubt in bare.doubts if doubt.kind == "no_header"} >= {
        "Không thấy số, ký hiệu",
        "Không thấy ngày ban hành",
    }
    assert bare.records.document.province == "Hà Nam"
    assert bare.metadata.provenance == "republished", "a text without a header isn't called official"


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_the_other_forms_give_records_too(tmp_path: Path, documents: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(
        {
            ".docx": plan_files.docx_plan,
            ".html": plan_files.HTML_PLAN.encode,
            ".pdf": plan_files.pdf_plan,
        }[suffix]()
    )
    review = take(path, documents)
    document = review.records.document
    assert (document.id, document.number) == ("lang-son-118", "118/KH-UBND")
    assert review.metadata.source_file == f"source{suffix}"
    library = load_library(documents)
    targets = {
        (record.name, record.value, record.year)
        for record in library.indicators
        if record.document_id == "lang-son-118"
    }
    if suffix != ".pdf":
        assert ("Tỷ trọng kinh tế số trong GRDP", 20, 2025) in targets
    else:
        assert any(value == 20 and year == 2025 for _, value, year in targets)
    if suffix == ".docx":
        row = next(record for record in library.indicators if record.clause == "I.1.row-1")
        assert row.baseline is not None and (row.baseline.year, row.baseline.value) == (2021, 6.5)
        tasks = {
            record.task: record for record in library.assignments if record.document_id == "lang-son-118"
        }
        cable = tasks["Phủ mạng cáp quang đến 100% thôn"]
        assert (cable.lead, cable.coordinate) == (("Sở Thông tin và Truyền thông",), ("Viettel Lạng Sơn",))
        assert cable.context[-1] == "Hạ tầng số"


def test_ids_stay_apart(tmp_path: Path, documents: Path) -> None:
    assert take(offered(tmp_path), documents).metadata.id == "bac-kan-210"
    later = TEXT_PLAN.replace("năm 2022", "năm 2023")
    assert take(offered(tmp_path, later), documents).metadata.id == "bac-kan-210-2023"
    party = TEXT_PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN", "TỈNH ỦY BẮC KẠN").replace(
        "210/KH-UBND", "210-KH/TU"
    )
    assert take(offered(tmp_path, party), documents).metadata.id == "bac-kan-210-2022"


# --- refused, nothing changed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        TEXT_PLAN,
        TEXT_PLAN.replace("TM. ỦY BAN", "\nTM. ỦY BAN"),  # same number and issuer, other bytes
        TEXT_PLAN.replace("Số: 210/KH-UBND", "Số:  210 / KH-UBND"),
        TEXT_PLAN.replace("ỦY BAN", "UỶ BAN"),
    ],
)
def test_a_document_held_already_is_refused(tmp_path: Path, documents: Path, text: str) -> None:
    take(offered(tmp_path), documents)
    before = tree(documents)
    with pytest.raises(DuplicateDocumentError, match="bac-kan-210"):
        plan_ingest(offered(tmp_path, text), documents=documents)
    assert tree(documents) == before


def test_what_cannot_be_read_changes_nothing(tmp_path: Path, documents: Path) -> None:
    before = tree(documents)
    for name, data in (("a.txt", b""), ("b.txt", bytes(range(256))), ("c.pdf", plan_files.scanned_pdf())):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SourceError):
            plan_ingest(tmp_path / name, documents=documents)
    with pytest.raises(SourceError):
        plan_ingest(tmp_path / ".." / "none.txt", documents=documents)
    assert tree(documents) == before


def test_two_people_take_in_the_same_plan(tmp_path: Path, documents: Path) -> None:
    first = plan_ingest(offered(tmp_path), documents=documents)
    second = plan_ingest(offered(tmp_path), documents=documents)
    commit_ingest(first)
    with pytest.raises(DuplicateDocumentError, match="vừa thay đổi"):
        commit_ingest(second)


def test_a_folder_that_cannot_be_written_changes_nothing(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = plan_ingest(offered(tmp_path), documents=documents)
    before = tree(documents)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ingest, "_write", full)
    with pytest.raises(HoisoError, match="Chưa có gì thay đổi"):
        commit_ingest(review)
    assert tree(documents) == before


# --- replacing and removing ------------------------------------------------------------------------


def test_replacing_swaps_the_source_and_keeps_what_people_said(tmp_path: Path, documents: Path) -> None:
    take(offered(tmp_path), documents)
    folder = documents / "bac-kan-210"
    with (folder / "metadata.toml").open("a", encoding="utf-8") as file:
        file.write('\n[document]\nsigner_role = "Chủ tịch tỉnh"\n')
    (folder / "reviewed.toml").write_text(
        '[[indicator]]\naction = "change"\nclause = "I.1"\n'
        'name = "Hồ sơ thủ tục hành chính được xử lý trực tuyến"\nset = { unit = "% hồ sơ" }\n',
        encoding="utf-8",
    )
    changed = TEXT_PLAN.replace("80% hồ sơ", "85% hồ sơ")
    review = take(offered(tmp_path, changed), documents, replace=True)
    assert review.replaces == "bac-kan-210"
    library = load_library(documents)
    assert library.documents["bac-kan-210"].text == changed
    assert library.documents["bac-kan-210"].signer_role == "Chủ tịch tỉnh"
    record = next(record for record in library.indicators if record.clause == "I.1")
    assert (record.value, record.unit) == (85, "% hồ sơ")
    assert sorted(path.suffix for path in folder.iterdir()) == [".toml", ".toml", ".txt"], (
        "no old source is left"
    )


def test_replacing_is_refused_when_a_correction_no_longer_fits(tmp_path: Path, documents: Path) -> None:
    take(offered(tmp_path), documents)
    (documents / "bac-kan-210" / "reviewed.toml").write_text(
        '[[indicator]]\naction = "drop"\nclause = "I.1"\nname = "Tên cũ"\n', encoding="utf-8"
    )
    before = tree(documents)
    with pytest.raises(MetadataError, match="không khớp"):
        plan_ingest(offered(tmp_path, TEXT_PLAN + "\n"), True, documents)
    assert tree(documents) == before


def test_corrections_may_come_with_the_file(tmp_path: Path, documents: Path) -> None:
    path = offered(tmp_path)
    beside = tmp_path / "plan.reviewed.toml"
    beside.write_text('[document]\ntitle = "Kế hoạch đã soát"\n', encoding="utf-8")
    review = take(path, documents)
    assert review.records.document.title == "Kế hoạch đã soát"
    assert load_library(documents).documents["bac-kan-210"].title == "Kế hoạch đã soát"
    beside.write_text('[document]\ntitle = "Soát lần hai"\n', encoding="utf-8")
    take(path, documents, replace=True)
    assert load_library(documents).documents["bac-kan-210"].title == "Soát lần hai"
    names = {item.name for item in (documents / "bac-kan-210").iterdir()}
    assert "reviewed.toml" not in names, "one set of corrections is in force"


def test_replace_of_nothing_is_an_addition(tmp_path: Path, documents: Path) -> None:
    assert take(offered(tmp_path), documents, replace=True).replaces == ""


def test_removing(documents: Path) -> None:
    remove_document("vinh-phuc-55", documents)
    assert load_library(documents).documents == {}
    assert tree(documents) == {}
    for name in ("vinh-phuc-55", "khong-co", "", "..", "../documents", ".lock", "vinh-phuc-55/../x", "A B"):
        with pytest.raises(UnknownDocumentError):
            remove_document(name, documents)


# --- a kill at any moment --------------------------------------------------------------------------

_KILLED = """
import os, sys
from pathlib import Path
steps = int(sys.argv[1]); count = 0
def dying(real):
    def call(*args, **kwargs):
        global count
        if count >= steps: os._exit(9)
        count += 1
        return real(*args, **kwargs)
    return call
from knowledge import ingest
documents, job, path = Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
review = None if job == "remove" else ingest.plan_ingest(path, True, documents)
import shutil
for name in ("fsync", "rename", "replace", "mkdir", "unlink"): setattr(os, name, dying(getattr(os, name)))
shutil.rmtree = dying(shutil.rmtree)
ingest._write = dying(ingest._write)
if job == "remove": ingest.remove_document("bac-kan-210", documents)
else: ingest.commit_ingest(review)
os._exit(0)
"""


def _state(library: Library) -> tuple[str, ...]:
    return tuple(document.text for document in library.documents.values())


@contextlib.contextmanager
def _kept(documents: Path, copy: Path) -> Iterator[Path]:
    shutil.copytree(documents, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize("job", ["add", "replace", "remove"])
def test_a_kill_leaves_the_old_or_the_new_state(tmp_path: Path, documents: Path, job: str) -> None:
    if job != "add":
        take(offered(tmp_path), documents)
    path = offered(tmp_path, TEXT_PLAN.replace("80%", "85%"), "new.txt")
    (tmp_path / "new.reviewed.toml").write_text('[document]\nplace = "Bắc Kạn"\n', encoding="utf-8")
    old = _state(load_library(documents))
    seen: set[tuple[str, ...]] = set()
    for steps in range(40):
        with _kept(documents, tmp_path / "copy") as copy:
            arguments = [sys.executable, "-c", _KILLED, str(steps), str(copy), job, str(path)]
            code = subprocess.run(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode
            state = _state(load_library(copy))
            seen.add(state)
            # What is left over doesn't stop the next change, and is cleared by it.
            take(offered(tmp_path, TEXT_PLAN.replace("210/KH", "999/KH"), "other.txt"), copy)
            assert not [item.name for item in copy.iterdir() if item.name.startswith((".new", ".removed"))]
        if code == 0:
            break
        assert code == 9
    else:
        pytest.fail("the change never ended")
    assert steps >= 2
    assert old in seen
    assert len(seen) == 2, "only the old and the new state"


# --- the review ------------------------------------------------------------------------------------


def test_the_review_shows_metadata_tree_records_and_doubts(tmp_path: Path, documents: Path) -> None:
    text = render_review(plan_ingest(offered(tmp_path), documents=documents))
    for words in (
        "TÀI LIỆU MỚI: Kế hoạch 210/KH-UBND ngày 01/4/2022 của UBND tỉnh Bắc Kạn",
        "Người ký:       Nguyễn Văn A",
        "[I] I. MỤC TIÊU",
        "80% — năm 2022",
        "Sở Thông tin và Truyền thông",
        "ĐIỂM CẦN XEM LẠI",
        "[II.4]",
    ):
        assert words in text
    short = render_review(plan_ingest(offered(tmp_path), documents=documents), limit=1)
    assert "... và" in short and len(short) < len(text)


def test_the_review_of_a_replacement_says_so(tmp_path: Path, documents: Path) -> None:
    take(offered(tmp_path), documents)
    assert render_review(plan_ingest(offered(tmp_path), True, documents)).startswith("THAY THẾ TÀI LIỆU")
