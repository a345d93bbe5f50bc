"""Routes of the document pages: the list, and one plan with its clauses."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response

from bot.gateway.pages.document_view import document_page
from bot.gateway.pages.site import not_found, page, pressed, safe_url, today
from bot.gateway.services import Services
from bot.gateway.texts import section
from knowledge.model import Clause, Document


def blueprint(services: Services) -> Blueprint:
    """Return the routes ``/documents`` and ``/documents/ID``."""
    routes = Blueprint("documents", __name__)

    @routes.get("/documents", strict_slashes=False)
    def documents() -> Response:
        library = services.library()
        entries = [
            {
                "document": document,
                "indicators": sum(r.document_id == document.id for r in library.indicators),
                "assignments": sum(r.document_id == document.id for r in library.assignments),
            }
            for document in library.documents.values()
        ]
        return page(
            "documents.html",
            documents=entries,
            t=section("documents"),
            provenance=_provenance(),
            here="documents",
        )

    @routes.get("/documents/<document_id>")
    def document(document_id: str) -> Response:
        library = services.library()
        if document_id not in library.documents:
            words = section("documents")
            return not_found(words["not_found"], words["not_found_help"])
        shown = document_page(library, document_id, today())
        return pressed(
            page(
                "document.html",
                page=shown,
                facts=_facts(shown.document),
                source_url=safe_url(shown.document.source_url),
                provenance=_provenance(),
                lookup_url=_lookup_url,
                t=section("documents"),
                here="documents",
            )
        )

    return routes


def _lookup_url(kind: str, clause: Clause) -> str:
    """Return the lookup page's address for the records of one clause."""
    return "/tra-cuu?" + urlencode({"loai": kind, "van-ban": clause.document_id, "dieu": clause.address})


def _provenance() -> dict[str, str]:
    words = section("documents")
    return {kind: words[f"provenance_{kind}"] for kind in ("official", "republished", "press_report")}


def _facts(document: Document) -> list[tuple[str, str]]:
    """Return the label and value of each fact of the document's head; unknown ones say so."""
    words = section("documents")
    period = f"{document.period[0]} - {document.period[1]}" if document.period else ""
    issued = document.issued.strftime("%d/%m/%Y") if document.issued else ""
    signer = f"{document.signer} ({document.signer_role})" if document.signer_role else document.signer
    return [
        (words[label], value or words["unknown"])
        for label, value in (
            ("number", document.number),
            ("issuer", document.issuer),
            ("issued", issued),
            ("province", document.province),
            ("signer", signer if document.signer else ""),
            ("period", period),
        )
    ]
