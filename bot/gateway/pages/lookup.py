"""The lookup page ``/tra-cuu``: who is responsible for what, and every target, filtered by the address."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from bot.gateway.pages.downloads import columns, to_csv, to_xlsx
from bot.gateway.pages.lookup_filter import PAGE_ROWS, Filter, matching, options, read_filter
from bot.gateway.pages.lookup_rows import KINDS, Row, build_rows
from bot.gateway.pages.site import page, pressed
from bot.gateway.services import Services
from bot.gateway.texts import section

if TYPE_CHECKING:
    from knowledge.library import Library

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = ("name", "value", "when", "baseline", "lead", "coordinate", "section", "province")


class _Rows:
    """The rows of the library in force, built once for each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._rows: tuple[Row, ...] = ()

    def of(self, library: Library) -> tuple[Row, ...]:
        with self._lock:
            if self._library is not library:
                self._rows, self._library = build_rows(library), library
            return self._rows


def blueprint(services: Services) -> Blueprint:
    """Return the routes of the lookup page and its downloads."""
    routes = Blueprint("lookup", __name__)
    cache = _Rows()

    def found() -> tuple[Filter, list[Row], tuple[Row, ...]]:
        library = services.library()
        rows = cache.of(library)
        wanted = read_filter(request.args)
        return wanted, matching(library, rows, wanted), rows

    @routes.get("/tra-cuu")
    def lookup() -> Response:
        wanted, rows, every = found()
        pages = max(1, -(-len(rows) // PAGE_ROWS))
        number = min(wanted.page, pages)
        named = dict(columns(wanted.kind))
        headings = [(field, named[field]) for field in _SHOWN if field in named]
        shown = page(
            "lookup.html",
            wanted=wanted,
            rows=rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS],
            total=len(rows),
            number=number,
            pages=pages,
            columns=headings,
            kinds=KINDS,
            options=options(every, wanted.kind),
            documents=list(services.library().documents.values()),
            t=section("lookup"),
            here="lookup",
        )
        return pressed(shown)

    def count_download() -> None:
        address = services.limits.client_address(request)
        services.limits.check(address, "download", address)

    @routes.get("/tra-cuu.csv")
    def as_csv() -> Response:
        count_download()
        wanted, rows, _ = found()
        return _file(to_csv(wanted.kind, rows, _server()), "text/csv; charset=utf-8", wanted.kind, "csv")

    @routes.get("/tra-cuu.xlsx")
    def as_xlsx() -> Response:
        count_download()
        wanted, rows, _ = found()
        return _file(to_xlsx(wanted.kind, rows, _server()), _XLSX, wanted.kind, "xlsx")

    def _server() -> str:
        return services.settings.public_url or request.host_url

    return routes


def _file(content: bytes, media: str, kind: str, ending: str) -> Response:
    response = Response(content, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="hoi-so-{kind}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
