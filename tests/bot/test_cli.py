from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot import build
from bot.cli import COMMANDS, cli
from bot.commands import ask as ask_module
from bot.commands import documents as documents_module
from bot.commands.doctor import known_variables
from bot.commands.vietnamese import speak_vietnamese
from bot.settings import load_settings
from bot.storage import feedback as kept
from bot.storage import open_storage
from knowledge.errors import ServiceError
from knowledge.settings import ROOT

ANSWER = [{"recipient_id": "x", "text": "20%\nNguồn: ...", "custom": {"status": "answered"}}]


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOISO_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HOISO_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("HOISO_PORT", "1")
    speak_vietnamese()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="hoiso")


def all_commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, sub) for sub in command.commands]
    return found


@pytest.mark.parametrize("command", all_commands())
def test_each_command_explains_itself_in_vietnamese(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert "Cách dùng: hoiso" in shown.output
    for english in ("Usage", "Options:", "Show this message", "Commands:", "[required]"):
        assert english not in shown.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frobnicate",), "Không có lệnh"),
        (("up", "--frobnicate"), "Không có tuỳ chọn"),
        (("ask",), "Thiếu tham số"),
        (("export",), "Thiếu tuỳ chọn"),
        (("remove",), "Thiếu tham số"),
        (("benchmark", "retrieval", "--corpus", "a", "--queries", "b", "--qrels", "c"), "Không có tệp"),
        (("data", "export", "x", "--channel", "fax"), "không thuộc"),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], said: str) -> None:
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert said in shown.output


def test_a_bad_setting_is_status_1_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOISO_PORT", "eighty")
    shown = run("ask", "xin chào")
    assert shown.exit_code == 1
    assert shown.output.startswith("Lỗi: HOISO_PORT")
    assert "Traceback" not in shown.output


def test_ask_uses_what_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def running(settings: Any, sender: str, text: str) -> Any:
        asked.append(text)
        return ANSWER

    monkeypatch.setattr(ask_module, "ask_running", running)
    assert run("ask", "kinh tế", "số?").output == "20%\nNguồn: ...\n"
    assert asked == ["kinh tế số?"]
    assert json.loads(run("ask", "--json", "kinh tế số?").output) == ANSWER


def test_ask_answers_by_itself_where_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_module, "ask_here", lambda settings, sender, text: ANSWER)
    assert run("ask", "x").output.startswith("20%")


def test_an_error_of_the_assistant_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(settings: Any, sender: str, text: str) -> Any:
        raise ServiceError("Trợ lý đang tạm gián đoạn.")

    monkeypatch.setattr(ask_module, "ask_running", fail)
    shown = run("ask", "x")
    assert (shown.exit_code, shown.output) == (1, "Lỗi: Trợ lý đang tạm gián đoạn.\n")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    done: list[Any] = []
    monkeypatch.setattr(documents_module, "build_index", lambda paths, on_line: done.append(paths))
    return done


def source_of(name: str) -> Path:
    folder = next(one for one in (ROOT / "knowledge" / "documents").iterdir() if name in one.name)
    return next(folder.glob("source*"))


def test_a_document_is_shown_taken_and_removed(tmp_path: Path, builds: list[Any]) -> None:
    source = tmp_path / "ke-hoach.txt"
    source.write_bytes(source_of("5046").read_bytes())
    shown = run("ingest", "--dry-run", str(source))
    assert (shown.exit_code, builds) == (0, [])
    assert "5046/KH-UBND" in shown.output
    assert not list((tmp_path / "documents").glob("[!.]*"))
    assert run("ingest", str(source)).exit_code == 0
    assert len(builds) == 1
    (folder,) = (tmp_path / "documents").glob("[!.]*")
    again = run("ingest", str(source))
    assert again.exit_code == 1
    assert "--replace" in again.output
    assert len(builds) == 1
    assert run("remove", folder.name).exit_code == 0
    assert len(builds) == 2
    assert not folder.exists()


def test_what_can_be_taken_is_taken_though_another_file_fails(tmp_path: Path, builds: list[Any]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_bytes(source_of("5046").read_bytes())
    bad.write_bytes(b"")
    shown = run("ingest", str(bad), str(good), str(tmp_path / "none.txt"))
    assert shown.exit_code == 1
    assert len(builds) == 1
    assert "bad.txt" in shown.output
    assert "none.txt" in shown.output


def test_removing_what_is_not_held_names_what_is(builds: list[Any]) -> None:
    shown = run("remove", "khong-co")
    assert (shown.exit_code, builds) == (1, [])
    assert shown.output.startswith("Lỗi: ")


def test_export_writes_the_four_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOISO_DOCUMENTS")
    shown = run("export", "--out", str(tmp_path / "out"))
    assert shown.exit_code == 0, shown.output
    for name in ("documents", "clauses", "indicators", "assignments"):
        rows = (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert rows
        assert all(isinstance(json.loads(row), dict) for row in rows)


def test_doctor_finds_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOISO_PROT", "80")
    monkeypatch.setenv("HOISO_HOST", "0.0.0.0")
    monkeypatch.setenv("HOISO_SECRET", "short")
    shown = run("doctor")
    assert shown.exit_code == 1
    for said in ("HOISO_PROT", "0.0.0.0", "HOISO_SECRET"):
        assert said in shown.output
    monkeypatch.setenv("HOISO_PORT", "x")
    assert run("doctor").exit_code == 1


def test_doctor_is_content_with_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "index_is_current", lambda paths: True)
    assert run("doctor").exit_code == 0


def test_every_variable_is_known_once() -> None:
    assert all(name.startswith("HOISO_") and meaning for name, meaning in known_variables().items())


def test_a_person_without_data_is_said(tmp_path: Path) -> None:
    assert run("data", "export", "123", "--channel", "zalo").exit_code == 1
    deleted = run("data", "delete", "123", "--channel", "zalo")
    assert deleted.exit_code == 0
    assert "Không giữ dữ liệu" in deleted.output
    assert run("data", "export", "not-a-token").exit_code == 1


def test_feedback_is_shown_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Chưa có góp ý" in run("feedback").output
    storage = open_storage(load_settings())
    kept.complain(storage, "rest", "a", "sai cơ quan, gọi 0912345678")
    kept.complain(storage, "rest", "b", "sai số")
    storage.close()
    shown = run("feedback", "--down")
    assert shown.exit_code == 0
    assert 0 < shown.output.index("góp ý: sai số") < shown.output.index("góp ý: sai cơ quan")
    assert "0912345678" not in shown.output
    (line,) = run("feedback", "--limit", "1", "--json").output.splitlines()
    assert json.loads(line)["reason"] == "sai số"


def test_a_retrieval_benchmark_prints_its_measures(tmp_path: Path) -> None:
    for name, rows in {
        "corpus.jsonl": [
            {"_id": "a", "title": "", "text": "kinh tế số"},
            {"_id": "b", "title": "", "text": "nông thôn"},
        ],
        "queries.jsonl": [{"_id": "q", "text": "kinh tế số là gì"}],
    }.items():
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n")
    files = [
        f"--{name.split('.')[0]}={tmp_path / name}" for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
    ]
    shown = run("benchmark", "retrieval", *files, "--mode", "lexical", "--json")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.stdout)
    assert {"acc@1", "acc@10", "mrr@10", "recall@20", "ms_per_query", "index_seconds", "documents"} <= set(
        told
    )
    assert (told["acc@1"], told["documents"]) == (1.0, 2)
    stripped = run("benchmark", "retrieval", *files, "--mode", "lexical", "--strip-diacritics", "--json")
    assert stripped.exit_code == 0, stripped.output
