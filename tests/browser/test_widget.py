"""The widget and the chat page in a real browser, as people use them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ask
from tests.web import fakes, serve

pytestmark = pytest.mark.browser


def test_ask_follow_up_and_open_the_source(page: Any, site: str, rasa: serve.FakeRasa) -> None:
    page.goto(site)
    answer = ask(page, "Kinh tế số năm 2025?")
    assert "Mục tiêu năm 2025: 20%" in answer.inner_text()
    assert answer.get_by_role("link", name=re.compile("Mở điều khoản")).count() == 1
    assert "Nguồn: Kế hoạch" not in answer.locator(".bubble").inner_text()  # the card says it
    page.get_by_role("button", name="Còn năm 2030?").click()
    page.locator("article.bot:not(.greeting)").nth(1).wait_for()
    assert [question for _, question in rasa.asked] == ["Kinh tế số năm 2025?", "còn năm 2030?"]
    assert page.locator("article.you").nth(1).inner_text().strip().endswith("Còn năm 2030?")
    with page.context.expect_page() as opened:
        page.locator("article.bot a").first.click()
    source = opened.value
    source.wait_for_load_state()
    assert source.url == f"{site}/documents/tinh-thu-01#II.1.row-1"
    row = source.locator("[id='II.1.row-1']")
    assert row.evaluate("row => row.matches(':target')")
    cell = row.locator("td").first
    assert cell.evaluate("cell => getComputedStyle(cell).backgroundColor") != cell.evaluate(
        "cell => getComputedStyle(cell.closest('tbody').querySelector('tr:last-child td')).backgroundColor"
    )
    box = row.bounding_box()
    assert 0 <= box["y"] < 900


def test_the_chart_has_its_table(page: Any, site: str) -> None:
    page.goto(site)
    answer = ask(page, "Kinh tế số?")
    chart = answer.get_by_role("img")
    assert "2025 20%" in chart.get_attribute("aria-label") and "2030 >=30%" in chart.get_attribute(
        "aria-label"
    )
    answer.get_by_text("Xem bảng số liệu").click()
    assert answer.get_by_role("rowheader", name="2030").is_visible()


def test_feedback_with_a_reason(page: Any, site: str, tmp_path: Path) -> None:
    page.goto(site)
    answer = ask(page, "Kinh tế số?")
    down = answer.get_by_role("button", name="Câu trả lời chưa đúng hoặc chưa đủ")
    down.click()
    answer.get_by_role("textbox").fill("thiếu năm 2026")
    answer.get_by_role("button", name="Gửi góp ý").click()
    page.get_by_text("Cảm ơn bạn đã góp ý.").wait_for()
    assert down.get_attribute("aria-pressed") == "true"
    answer.get_by_role("textbox").wait_for(state="detached")
    assert down.evaluate("button => button.getRootNode().activeElement === button")


def test_copy_holds_the_answer_its_source_and_the_link(page: Any, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site)
    ask(page, "Kinh tế số?").get_by_role("button", name="Sao chép câu trả lời kèm trích dẫn").click()
    page.get_by_text("Đã sao chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(fakes.ANSWER_TEXT) and copied.endswith("/documents/tinh-thu-01#II.1.row-1")


def test_the_conversation_outlives_a_reload_and_is_gone_when_deleted(page: Any, site: str) -> None:
    page.goto(site)
    ask(page, "Kinh tế số?")
    page.reload()
    page.locator("article.you").wait_for()
    assert page.locator("article.bot:not(.greeting)").count() == 1
    assert page.get_by_role("button", name="Còn năm 2030?").count() == 1
    page.get_by_role("button", name="Xoá hội thoại").click()
    page.get_by_role("button", name="Giữ lại").click()
    assert page.locator("article.you").count() == 1
    page.get_by_role("button", name="Xoá hội thoại").click()
    page.get_by_role("button", name="Xoá", exact=True).click()
    page.get_by_text("Đã xoá hội thoại.").wait_for()
    assert page.locator("article.you").count() == 0
    page.reload()
    page.locator("article.greeting").wait_for()
    assert page.locator("article.you").count() == 0


def test_a_lost_connection_loses_and_doubles_nothing(page: Any, site: str, rasa: serve.FakeRasa) -> None:
    page.goto(site)
    ask(page, "câu đầu")
    page.context.set_offline(True)
    box = page.get_by_role("textbox", name="Câu hỏi của bạn")
    box.fill("hỏi khi mất mạng")
    page.keyboard.press("Enter")
    page.get_by_text("Mất kết nối").wait_for()
    assert page.locator("article.you").count() == 2
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.locator("article.bot:not(.greeting)").nth(1).wait_for()
    assert [question for _, question in rasa.asked] == ["câu đầu", "hỏi khi mất mạng"]
    assert page.get_by_text("Mất kết nối").count() == 0


def test_an_answer_that_was_lost_on_its_way_is_not_asked_again(
    page: Any, site: str, rasa: serve.FakeRasa
) -> None:
    page.goto(site)
    ask(page, "câu đầu")
    lost: list[Any] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())  # the server answers, the browser never hears of it
        route.abort("connectionreset")

    page.route("**/widget/api/messages", lose)
    ask(page, "câu hai")
    assert lost and [question for _, question in rasa.asked] == ["câu đầu", "câu hai"]
    assert page.locator("article.you").count() == 2


def test_a_question_asked_before_the_history_is_there_is_shown_and_asked_once(
    page: Any, site: str, rasa: serve.FakeRasa
) -> None:
    page.goto(site)
    ask(page, "câu cũ")
    late: list[Any] = []
    # The page waits for it, a person doesn't.
    page.route("**/widget/api/intro", lambda route: late.append(route))
    page.reload()
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("câu mới")
    page.keyboard.press("Enter")
    page.locator("article.you").wait_for()
    late[0].continue_()
    page.get_by_text("câu cũ").wait_for()
    page.locator("article.bot:not(.greeting)").nth(1).wait_for()
    shown = [text.strip().splitlines()[-1] for text in page.locator("article.you").all_inner_texts()]
    assert shown == ["câu cũ", "câu mới"]
    assert [question for _, question in rasa.asked] == ["câu cũ", "câu mới"]


def test_a_question_waits_over_a_reload(page: Any, site: str, rasa: serve.FakeRasa) -> None:
    page.goto(site)
    ask(page, "câu đầu")
    page.route("**/widget/api/messages", lambda route: route.abort("connectionreset"))
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("câu chờ")
    page.keyboard.press("Enter")
    page.get_by_text("Mất kết nối").wait_for()
    page.unroute("**/widget/api/messages")
    page.reload()
    page.locator("article.bot:not(.greeting)").nth(1).wait_for()
    assert [question for _, question in rasa.asked] == ["câu đầu", "câu chờ"]


def test_quick_messages_are_answered_in_order(page: Any, site: str, rasa: serve.FakeRasa) -> None:
    rasa.delay = 0.2
    page.goto(site)
    box = page.get_by_role("textbox", name="Câu hỏi của bạn")
    for number in range(3):
        box.fill(f"câu {number}")
        page.keyboard.press("Enter")
    assert page.get_by_text("Hỏi Số đang trả lời…").count() == 1
    page.locator("article.bot:not(.greeting)").nth(2).wait_for()
    assert [question for _, question in rasa.asked] == ["câu 0", "câu 1", "câu 2"]


def test_an_outage_is_told_and_the_question_can_be_sent_again(
    page: Any, site: str, rasa: serve.FakeRasa
) -> None:
    page.goto(site)
    rasa.down = True
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("Kinh tế số?")
    page.keyboard.press("Enter")
    page.get_by_text("Chưa gửi được, đang thử lại…").wait_for()
    rasa.down = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.locator("article.bot:not(.greeting)").wait_for()


def test_a_refused_message_says_why(page: Any, site: str) -> None:
    page.goto(site)
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("\u200b")  # nothing to read
    page.keyboard.press("Enter")
    page.get_by_text("chưa có nội dung").wait_for()
    page.get_by_role("button", name="Gửi lại").wait_for()


def test_markup_is_shown_not_run(page: Any, site: str) -> None:
    page.goto(site)
    ask(page, "Kinh tế số " + fakes.TEXT_ATTACK)
    page.goto(f"{site}/documents/tinh-thu-01")
    assert page.evaluate("window.stolen") is None


def test_by_keyboard_alone(page: Any, site: str, host: str) -> None:
    page.goto(host)
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    wait_for_focus(page, "Hỏi trợ lý Hỏi Số")
    page.keyboard.press("Enter")
    wait_for_focus(page, "Câu hỏi của bạn")
    page.keyboard.type("Kinh tế số?")
    page.keyboard.press("Enter")
    page.locator("article.bot:not(.greeting)").wait_for()
    wait_for_focus(page, "Câu hỏi của bạn")
    seen = []
    for _ in range(14):
        page.keyboard.press("Shift+Tab")
        seen.append(focused(page))
    for name in (
        "Ai đo chỉ tiêu này?",
        "Sao chép câu trả lời kèm trích dẫn",
        "Câu trả lời đúng, có ích",
        "Hội thoại",
        "Đóng",
        "Xoá hội thoại",
    ):
        assert name in seen, seen
    page.keyboard.press("Escape")
    wait_for_focus(page, "Hỏi trợ lý Hỏi Số")


def wait_for_focus(page: Any, name: str) -> None:
    """Wait until the focus is where it should go; a busy machine moves it late."""
    for _ in range(100):
        if focused(page) == name:
            return
        page.wait_for_timeout(100)
    assert focused(page) == name


def focused(page: Any) -> str:
    return str(
        page.evaluate(
            """() => { let at = document.activeElement;
            while (at && at.shadowRoot) at = at.shadowRoot.activeElement;
            return at ? (at.getAttribute('aria-label') || at.textContent).trim() : '' }"""
        )
    )


@pytest.fixture
def host(site: str, other_sites: dict[str, str]) -> str:
    """A page of another site that may embed the widget."""
    return other_sites["allowed"]


def test_on_another_site_with_hostile_styles(page: Any, host: str) -> None:
    page.goto(host)
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").click()
    answer = ask(page, "Kinh tế số?")
    bubble = answer.locator(".bubble p").first
    assert bubble.evaluate("p => getComputedStyle(p).fontSize") == "16px"
    assert bubble.evaluate("p => getComputedStyle(p).color") != "rgb(255, 0, 0)"
    assert answer.locator("a").first.get_attribute("href").startswith("http://127.0.0.1")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(255, 0, 0)"
    page.reload()
    page.locator("article.you").wait_for()  # still open, still there


def test_a_site_that_is_not_allowed_gets_nothing(
    page: Any, site: str, other_sites: dict[str, str], rasa: serve.FakeRasa
) -> None:
    page.goto(other_sites["foreign"])
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").click()
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("Kinh tế số?")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    assert rasa.asked == [] and page.locator("article.bot:not(.greeting)").count() == 0


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_nothing_sticks_out(page: Any, site: str, host: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    for path in ("/", "/documents/tinh-thu-01#II.1.row-2", "/tra-cuu?loai=nhiem-vu", "/documents"):
        page.goto(site + path)
        if path == "/":
            ask(page, "Kinh tế số?")
            box = page.get_by_role("button", name="Gửi").bounding_box()
            assert box["y"] + box["height"] <= 640  # the form is on the screen
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(host)
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").click()
    ask(page, "Kinh tế số?")
    panel = page.locator(".panel").bounding_box()
    assert (panel["x"], panel["width"]) == (0, width)
    log = page.locator(".log")
    assert log.evaluate("log => log.scrollWidth <= log.clientWidth")


def test_targets_are_large_enough(page: Any, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site)
    ask(page, "Kinh tế số?")
    small = page.evaluate(
        """() => [...document.querySelector('hoi-so').shadowRoot.querySelectorAll('button, a, summary')]
        .map((it) => [it.getAttribute('aria-label') || it.textContent, it.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)"""
    )
    assert small == []


def test_answers_are_announced_once_and_restored_ones_not(page: Any, site: str) -> None:
    page.goto(site)
    log = page.get_by_role("log")
    ask(page, "Kinh tế số?")
    assert log.get_attribute("aria-live") == "polite"
    assert page.locator(".tools").get_attribute("aria-live") == "off"
    page.reload()
    page.locator("article.you").wait_for()
    assert page.get_by_role("status").inner_text().strip() == ""


def test_without_scripts_the_form_works(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Câu hỏi của bạn").fill("Kinh tế số?")
    page.get_by_role("button", name="Gửi").click()
    assert "Mục tiêu năm 2025: 20%" in page.inner_text("main")
    page.get_by_role("button", name="Còn năm 2030?").click()
    assert page.locator("section.turn").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
