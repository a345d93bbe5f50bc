"""The document page: every clause at its anchor, letter for letter, escaped, linked to its records."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from knowledge.errors import IndexError_
from knowledge.library import Library, load_library
from knowledge.settings import ROOT
from tests.web import fakes, serve

PLAN = "/documents/tinh-thu-01"


def soup(http: FlaskClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(http.get(path).text, "lxml")


def bare(text: str) -> str:
    return "".join(text.split())


@cache
def held() -> Library:
    return load_library(ROOT / "knowledge" / "documents")


@pytest.mark.parametrize(
    "document_id", sorted(path.name for path in (ROOT / "knowledge" / "documents").iterdir() if path.is_dir())
)
def test_the_page_is_the_plan_letter_for_letter(tmp_path: Path, document_id: str) -> None:
    library = held()
    page = soup(serve.make_app(tmp_path, library=library).test_client(), f"/documents/{document_id}")
    plan = page.select_one("article.plan")
    assert plan is not None
    anchors = [tag["id"] for tag in plan.select("[id]")]
    assert sorted(anchors) == sorted(clause.address for clause in library.clauses[document_id])
    for chips in plan.select(".chips"):
        chips.decompose()
    assert bare(plan.get_text()) == bare(library.documents[document_id].text)
    for clause in library.clauses[document_id]:
        tag = plan.find(id=clause.address)
        assert isinstance(tag, Tag)
        if clause.kind != "table":
            assert bare(clause.text) in bare(tag.get_text()), clause.address


def test_rows_are_a_real_table_with_grouped_headings(http: FlaskClient) -> None:
    row = soup(http, PLAN).find(id="II.1.row-1")
    assert isinstance(row, Tag) and row.name == "tr"
    table = row.find_parent("table")
    assert isinstance(table, Tag)
    heads = [
        [(th.get_text(), th.get("colspan"), th.get("rowspan")) for th in tr.select("th")]
        for tr in table.select("thead tr")
    ]
    assert heads[0][2] == ("Năm 2022", "2", None) and heads[0][0][2] == "2"
    assert [text for text, _, _ in heads[1]] == ["Số liệu", "Nguồn"]
    assert [td.find(string=True) for td in row.select("td")] == list(fakes.ROW_1)


def test_every_clause_has_a_permanent_link_and_its_citation(http: FlaskClient) -> None:
    page = soup(http, PLAN)
    for clause in fakes.CLAUSES:
        if clause.kind != "table":
            link = page.find("a", href=f"#{clause.address}", class_="permalink")
            assert isinstance(link, Tag) and clause.citation in str(link["aria-label"])


def test_the_marked_clause_needs_no_script(http: FlaskClient) -> None:
    css = http.get("/static/site.css").text
    assert ":target" in css and "tr:target" in css


def test_contents_lead_to_the_headings(http: FlaskClient) -> None:
    links = {a.get_text(): a["href"] for a in soup(http, PLAN).select("nav.contents a")}
    assert links == {"II. MỤC TIÊU": "#II", "1. Kinh tế số[1]": "#II.1", "III. NHIỆM VỤ": "#III"}


def test_footnote_marks_lead_to_the_footnote(http: FlaskClient) -> None:
    marks = soup(http, PLAN).select("a.footnote-mark")
    assert [(mark.get_text(), mark["href"]) for mark in marks] == [("[1]", "#footnote-1")] * 2


def test_records_are_linked_from_their_clauses(http: FlaskClient) -> None:
    page = soup(http, PLAN)
    row, duty = page.find(id="II.1.row-1"), page.find(id="III.1")
    assert isinstance(row, Tag) and isinstance(duty, Tag)
    link = row.select_one("a.chip")
    assert link is not None and link.get_text() == "2 chỉ tiêu"
    target = soup(http, str(link["href"]))
    assert len(target.select("tbody tr")) == 2
    assert next(a.get_text() for a in duty.select("a.chip")) == "1 nhiệm vụ"


def test_the_head_tells_source_provenance_and_what_was_merged(http: FlaskClient) -> None:
    head = soup(http, PLAN).select_one(".document-head")
    assert head is not None
    text = head.get_text()
    for words in ("02/01/2024", "Bản đăng lại để thử.", "thành phố Lớn", "202/2025/QH15", "Sở Mới"):
        assert words in text


def test_markup_in_a_plan_is_shown_not_run(http: FlaskClient) -> None:
    html = http.get(PLAN).text
    assert fakes.TEXT_ATTACK not in html and "&lt;script&gt;" in html
    assert "javascript:" not in html


@pytest.mark.parametrize("path", ["/documents/khong-co", "/documents/..%2f..%2fetc", "/documents/<b>"])
def test_an_unknown_document_is_a_vietnamese_404(http: FlaskClient, path: str) -> None:
    response = http.get(path)
    assert response.status_code == 404
    assert "<b>" not in response.text
    if path.endswith("khong-co"):
        assert "Không có văn bản này" in response.text


def test_an_unknown_address_is_a_page_for_people_and_json_for_programs(http: FlaskClient) -> None:
    page = http.get("/khong-co", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 404 and "<h1>Không tìm thấy trang</h1>" in page.text
    told = http.get("/widget/api/khong-co", headers={"Accept": "text/html"})
    assert told.status_code == 404 and told.json["error"]["code"] == "not_found"  # type: ignore[index]


def test_without_records_pages_say_so(http: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: object) -> None:
        raise IndexError_("Chưa có chỉ mục. Hãy chạy `hoiso up`.")

    monkeypatch.setattr("bot.gateway.services.Services.library", missing)
    for path in ("/documents", PLAN, "/tra-cuu"):
        page = http.get(path, headers={"Accept": "text/html"})
        assert page.status_code == 503 and "Hãy chạy" in page.text
    assert http.get("/").status_code == 200  # the chat page needs no records


def test_the_page_is_pressed_for_slow_lines(http: FlaskClient) -> None:
    response = http.get(PLAN, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == http.get(PLAN).data
    assert "Content-Encoding" not in http.get("/", headers={"Accept-Encoding": "gzip"}).headers


def test_the_list_names_every_document(http: FlaskClient) -> None:
    page = soup(http, "/documents")
    assert [a["href"] for a in page.select(".card h2 a")] == [PLAN]
    assert "4 chỉ tiêu" in page.get_text()


@pytest.mark.parametrize("path", ["/", PLAN, "/documents", "/tra-cuu"])
def test_pages_have_a_strict_policy_and_nothing_inline(http: FlaskClient, path: str) -> None:
    response = http.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    page = BeautifulSoup(response.text, "lxml")
    assert not page.select("style, [style], script:not([src])")
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert page.html is not None and page.html["lang"] == "vi"
