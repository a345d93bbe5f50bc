"""axe-core on every page and in every state of the widget; what a print and 200% zoom show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ask
from tests.web import serve

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=request.param)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    yield opened
    context.close()


def findings(page: Any, within: str | None = None) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    results = (
        axe.Axe().run(page, context=within, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    )
    return [
        f"{found['id']} ({found['impact']}): {found['nodes'][0]['html'][:200]}"
        for found in results["violations"]
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/documents",
        "/documents/tinh-thu-01#II.1.row-1",
        "/documents/khong-co",
        "/tra-cuu",
        "/tra-cuu?loai=nhiem-vu&q=zzz",
    ],
)
def test_pages(page: Any, site: str, path: str) -> None:
    page.goto(site + path)
    assert findings(page) == []


def test_the_chat_in_every_state(page: Any, site: str, rasa: serve.FakeRasa) -> None:
    page.goto(site)
    page.locator("article.greeting .choice").first.wait_for()
    assert findings(page) == [], "empty"
    rasa.delay = 1.5
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("Kinh tế số?")
    page.keyboard.press("Enter")
    page.locator(".typing").wait_for()
    assert findings(page) == [], "waiting"
    answer = page.locator("article.bot:not(.greeting)")
    answer.wait_for()
    rasa.delay = 0
    answer.get_by_text("Xem bảng số liệu").click()
    answer.get_by_role("button", name="Câu trả lời đúng, có ích").click()
    answer.get_by_role("textbox").wait_for()
    page.get_by_role("button", name="Xoá hội thoại").click()
    assert findings(page) == [], "answer, reason, deletion"
    page.get_by_role("button", name="Giữ lại").click()
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill("\u200b")  # nothing to read: refused
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gửi lại").wait_for()
    assert findings(page) == [], "error"


def test_the_widget_on_another_site(page: Any, site: str, other_sites: dict[str, str]) -> None:
    page.goto(other_sites["allowed"])
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").wait_for()
    assert findings(page, "hoi-so") == [], "closed"
    page.get_by_role("button", name="Hỏi trợ lý Hỏi Số").click()
    ask(page, "Kinh tế số?")
    assert findings(page, "hoi-so") == [], "open"


def test_the_form_without_scripts(browser: Any, site: str) -> None:
    """axe needs scripts, so the plain form is looked at with the widget's script kept away."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.route("**/widget.js", lambda route: route.abort())
    opened.goto(site)
    assert findings(opened) == []
    context.close()


def test_twice_the_text_size_needs_no_sideways_scroll(browser: Any, site: str) -> None:
    """200% zoom of a 1280-pixel window leaves 640 pixels; 400% leaves 320."""
    for width in (640, 320):
        context = browser.new_context(viewport={"width": width, "height": 512})
        opened = context.new_page()
        for path in ("/", "/tra-cuu", "/documents/tinh-thu-01"):
            opened.goto(site + path)
            assert opened.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        context.close()


def test_less_motion_where_it_is_asked_for(browser: Any, site: str, rasa: serve.FakeRasa) -> None:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    rasa.delay = 1
    opened.goto(site)
    opened.get_by_role("textbox", name="Câu hỏi của bạn").fill("Kinh tế số?")
    opened.keyboard.press("Enter")
    dot = opened.locator(".typing i").first
    dot.wait_for()
    assert dot.evaluate("dot => getComputedStyle(dot).animationName") == "none"
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()


def test_the_plan_prints_without_the_page_s_furniture(browser: Any, site: str, tmp_path: Path) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{site}/documents/tinh-thu-01")
    opened.emulate_media(media="print")
    for gone in (".site-header", ".contents", ".chips", ".permalink", ".to-contents"):
        assert opened.locator(gone).first.is_hidden(), gone
    assert opened.locator("[id='II.1.row-1']").is_visible()
    opened.pdf(path=tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").stat().st_size > 5000
    context.close()
