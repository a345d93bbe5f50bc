from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response

from tests.web import fakes, serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOST_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cổng thông tin</title>
<link rel="stylesheet" href="/host.css"></head><body><main><h1>Cổng thông tin tỉnh</h1>
<p>Trang của đơn vị khác.</p><a href="#x">Liên kết</a></main>
<script src="{server}/widget.js" data-title="Hỏi Số" async></script></body></html>"""
HOSTILE_CSS = (
    "* { color: red !important; font-size: 40px !important; } button, p { display: none !important; }"
)


def chromium() -> str | None:
    return os.environ.get("HOISO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield opened
        opened.close()


@pytest.fixture
def rasa() -> serve.FakeRasa:
    return serve.FakeRasa()


@pytest.fixture
def other_sites() -> Iterator[dict[str, str]]:
    """Two sites that embed the widget, with styles meant to break it: "allowed" and "foreign".

    "server" is set by the ``site`` fixture; the pages are filled in when they are asked for.
    """
    sites: dict[str, str] = {}
    app = Flask("other-site")
    app.add_url_rule("/", "page", lambda: HOST_PAGE.format(server=sites["server"]))
    app.add_url_rule("/host.css", "css", lambda: Response(HOSTILE_CSS, content_type="text/css"))
    with serve.serving(app) as allowed, serve.serving(app) as foreign:
        sites |= {"allowed": allowed, "foreign": foreign}
        yield sites


@pytest.fixture
def site(tmp_path: Path, rasa: serve.FakeRasa, other_sites: dict[str, str]) -> Iterator[str]:
    app = serve.make_app(tmp_path, rasa, origins=(other_sites["allowed"],))
    with serve.serving(app) as url:
        other_sites["server"] = url
        yield url


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    opened = context.new_page()
    # Nothing is measured by this clock: a loaded machine may be slow, and it only ends a test that hangs.
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    opened.problems = problems
    yield opened
    context.close()
    assert problems == []


def ask(page: Any, text: str) -> Any:
    """Ask a question and return the answer's article."""
    answers = page.locator("article.bot:not(.greeting)")
    before = answers.count()
    page.get_by_role("textbox", name="Câu hỏi của bạn").fill(text)
    page.keyboard.press("Enter")
    answers.nth(before).wait_for()
    return answers.nth(before)


__all__ = ["ask", "fakes"]
