"""What all pages share: texts in the templates, addresses of static files, safe outside links."""

from __future__ import annotations

import gzip
import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request

from bot.gateway.texts import section

STATIC = Path(__file__).parent.parent / "static"
TEMPLATES = Path(__file__).parent.parent / "templates"
_VIETNAM = timezone(timedelta(hours=7))


def today() -> date:
    """Return today's date in Vietnam."""
    return datetime.now(UTC).astimezone(_VIETNAM).date()


@cache
def asset(name: str) -> str:
    """Return the address of a static file, with its content's hash so that browsers may keep it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def safe_url(url: str) -> str:
    """Return the address when it is plain http(s), else an empty string."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def prepare(app: Flask) -> None:
    """Give the app's templates the shared texts and helpers."""
    app.jinja_env.globals.update(site=section("site"), asset=asset, here="")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def page(template: str, status: int = 200, **values: object) -> Response:
    """Render a page."""
    response = make_response(render_template(template, **values), status)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


def pressed(response: Response) -> Response:
    """Return a page gzipped where the browser takes that: a plan of 190 KB is 25 KB on a slow line.

    Only for pages that hold nothing private: pressing secrets next to a person's words can betray them.
    """
    response.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", "").lower():
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def not_found(heading: str, help_text: str) -> Response:
    """Return the 404 page with its own words."""
    return page("not_found.html", 404, heading=heading, help=help_text)
