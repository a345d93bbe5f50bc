"""The chat page without JavaScript: a form, a cookie, no message twice."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web import fakes, serve


def message_id(html: str) -> str:
    found = re.search(r'name="ma" value="([0-9a-f]{24})"', html)
    assert found
    return found[1]


def test_a_question_is_answered_with_its_source(http: FlaskClient) -> None:
    name = message_id(http.get("/").text)
    sent = http.post("/", data={"ma": name, "cau-hoi": "Kinh tế số 2025?"})
    assert sent.status_code == 303 and sent.headers["Location"] == "/#moi-nhat"
    page = BeautifulSoup(http.get("/").text, "lxml")
    assert "20%" in page.get_text() and "Nguồn: Kế hoạch 01/KH-UBND" in page.get_text()
    assert page.select_one("a[href='/documents/tinh-thu-01#II.1.row-1']")
    assert [b["value"] for b in page.select("button[name=chon]")] == ["ai đo?", "còn năm 2030?"]


def test_sending_the_form_twice_asks_once(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    name = message_id(http.get("/").text)
    http.post("/", data={"ma": name, "cau-hoi": "Kinh tế số 2025?"})
    http.post("/", data={"ma": name, "cau-hoi": "Kinh tế số 2025?"})
    assert len(rasa.asked) == 1


def test_the_cookie_is_out_of_reach(http: FlaskClient) -> None:
    sent = http.post("/", data={"ma": message_id(http.get("/").text), "cau-hoi": "Kinh tế số?"})
    cookie = sent.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_another_site_can_t_post_the_form(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    sent = http.post("/", data={"ma": "a" * 24, "cau-hoi": "x?"}, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403 and rasa.asked == []


def test_when_a_part_is_down_the_question_stays_in_the_form(http: FlaskClient, rasa: serve.FakeRasa) -> None:
    rasa.down = True
    sent = http.post("/", data={"ma": "a" * 24, "cau-hoi": "Kinh tế số <b>2025</b>?"})
    assert sent.status_code == 503
    page = BeautifulSoup(sent.text, "lxml")
    assert page.select_one("textarea").get_text() == "Kinh tế số <b>2025</b>?"  # type: ignore[union-attr]
    assert page.select_one("[role=alert]")


def test_an_empty_question_is_told(http: FlaskClient) -> None:
    assert http.post("/", data={"ma": "a" * 24, "cau-hoi": "  "}).status_code == 400


def test_what_people_write_is_shown_not_run(http: FlaskClient) -> None:
    http.post("/", data={"ma": "a" * 24, "cau-hoi": "Kinh tế số " + fakes.TEXT_ATTACK})
    assert fakes.TEXT_ATTACK not in http.get("/").text


def test_the_conversation_can_be_deleted(http: FlaskClient) -> None:
    http.post("/", data={"ma": "a" * 24, "cau-hoi": "Kinh tế số XYZZY?"})
    assert "XYZZY" in http.get("/").text
    gone = http.post("/xoa")
    assert gone.status_code == 303 and "hoiso_conversation=;" in gone.headers["Set-Cookie"]
    page = http.get(gone.headers["Location"]).text
    assert "XYZZY" not in page and "Đã xoá hội thoại" in page


def test_a_document_s_page_leads_here_with_its_name(http: FlaskClient) -> None:
    page = BeautifulSoup(http.get("/?van-ban=tinh-thu-01").text, "lxml")
    assert page.select_one("textarea").get_text() == "Theo Kế hoạch 01/KH-UBND, "  # type: ignore[union-attr]
    assert http.get("/?van-ban=%3Cscript%3E").status_code == 200


def test_the_first_thing_said_is_that_this_is_a_machine(http: FlaskClient) -> None:
    text = BeautifulSoup(http.get("/").text, "lxml").get_text()
    assert "phần mềm tự động, không phải người" in text and "91/2025/QH15" in text and "90 ngày" in text
