"""The lookup page: filters in the address, downloads that do no harm."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from openpyxl import load_workbook

from bot.gateway.pages.downloads import to_csv, to_xlsx
from bot.gateway.pages.lookup_rows import build_rows, years_of
from tests.web import fakes


def names(http: FlaskClient, query: str = "") -> list[str]:
    page = BeautifulSoup(http.get("/tra-cuu" + query).text, "lxml")
    return [cell.get_text() for cell in page.select("td.field-name")]


def test_all_targets_are_listed_with_their_clause(http: FlaskClient) -> None:
    page = BeautifulSoup(http.get("/tra-cuu").text, "lxml")
    links = [a["href"] for a in page.select("td.field-source a")]
    assert len(links) == 4 and links[0] == "/documents/tinh-thu-01#II.1.row-1"
    assert "4 chỉ tiêu" in page.get_text()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?nam=2030", 2),
        ("?nam=2031", 0),
        ("?nam=x", 0),
        ("?q=kinh+te+so", 2),
        ("?q=KINH TẾ SỐ", 2),
        ("?q=so+te+kinh", 2),
        ("?co-quan=cuc+thong+ke", 4),
        ("?linh-vuc=nhiem+vu", 0),
        ("?dieu=II.1.row-2", 2),
        ("?tinh=Tỉnh Thử&nam=2025&q=xa", 1),
        ("?trang=99", 4),
        ("?trang=abc&loai=abc", 4),
    ],
)
def test_filters_narrow_the_targets(http: FlaskClient, query: str, expected: int) -> None:
    assert len(names(http, query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 2),
        ("&co-quan=Sở TNTN", 2),  # the short name finds the full one, and the other way round
        ("&co-quan=Sở Thử nghiệm", 2),
        ("&co-quan=UBND cấp huyện", 1),
        ("&nam=2024", 1),  # within 2023-2025
        ("&nam=2026", 0),
        ("&q=bao cao hang nam", 1),
    ],
)
def test_filters_narrow_the_duties(http: FlaskClient, query: str, expected: int) -> None:
    assert len(names(http, "?loai=nhiem-vu" + query)) == expected


def test_years_of_a_period() -> None:
    assert years_of("giai đoạn 2021 – 2023, trước 15/12/2025") == {2021, 2022, 2023, 2025}
    assert years_of("hằng năm") == set()


def test_the_filters_stay_in_the_form_and_in_the_downloads(http: FlaskClient) -> None:
    page = BeautifulSoup(http.get("/tra-cuu?q=kinh+te&nam=2025&co-quan=%22%3E%3Cb%3E").text, "lxml")
    assert page.select_one("#q")["value"] == "kinh te"  # type: ignore[index]
    assert page.select_one("#co-quan")["value"] == '"><b>'  # type: ignore[index]
    assert page.select_one("#nam option[selected]").get_text() == "2025"  # type: ignore[union-attr]
    linked = BeautifulSoup(http.get("/tra-cuu?q=kinh+te&nam=2025").text, "lxml").select(".downloads a")
    assert [a["href"] for a in linked] == [
        f"/tra-cuu.{end}?loai=chi-tieu&nam=2025&q=kinh+te" for end in ("csv", "xlsx")
    ]


def test_pages_of_many_rows(http: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.pages.lookup.PAGE_ROWS", 3)
    assert [len(names(http, f"?trang={page}")) for page in (1, 2, 3)] == [3, 1, 1]
    page = BeautifulSoup(http.get("/tra-cuu?q=ty").text, "lxml")
    assert page.select_one(".pager a[rel=next]")["href"] == "/tra-cuu?loai=chi-tieu&q=ty&trang=2"  # type: ignore[index]


def test_csv_holds_the_filtered_rows_and_no_formula(http: FlaskClient) -> None:
    response = http.get("/tra-cuu.csv?loai=nhiem-vu")
    assert response.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert len(rows) == 3 and len(set(map(len, rows))) == 1
    task = rows[1][rows[0].index("Nhiệm vụ")]
    assert task == "'" + fakes.ASSIGNMENTS[0].task
    assert rows[1][-1] == "http://localhost/documents/tinh-thu-01#III.1"
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_every_kind_of_formula_is_disarmed(risky: str) -> None:
    row = fakes_row(risky)
    cells = next(
        csv.reader(io.StringIO(to_csv("nhiem-vu", [row], "").decode("utf-8-sig").split("\r\n", 1)[1]))
    )
    assert any(cell.startswith("'") for cell in cells)
    sheet = load_workbook(io.BytesIO(to_xlsx("nhiem-vu", [row], ""))).active
    assert not [cell for cell in sheet[2] if cell.data_type == "f"]


def test_xlsx_holds_the_texts_as_they_are(http: FlaskClient) -> None:
    sheet = load_workbook(io.BytesIO(http.get("/tra-cuu.xlsx?loai=nhiem-vu").data)).active
    headings = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 3
    assert sheet.cell(2, headings.index("Nhiệm vụ") + 1).value == fakes.ASSIGNMENTS[0].task


def fakes_row(task: str):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(build_rows(fakes.library())[-1], name=task)
