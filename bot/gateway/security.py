"""Headers and origin checks that every route of the gateway gets."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from bot.gateway.errors import ApiError
from bot.gateway.services import Services

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_ALLOWED_HEADERS = "Content-Type, Authorization, X-Hoiso-Token"
_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))


def register(app: Flask, services: Services) -> None:
    """Refuse strangers' origins before each request, and add the headers after it."""
    settings = services.settings
    allowed = frozenset(settings.origins)

    @app.before_request
    def _check_origin() -> Response | None:
        origin = request.headers.get("Origin")
        if origin is None:
            return None
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        if request.method not in _SAFE_METHODS and origin not in allowed and not _is_own(origin):
            raise ApiError(403, "foreign_origin", "Trang web này chưa được phép dùng trợ lý.")
        return None

    def _is_own(origin: str) -> bool:
        public = urlsplit(settings.public_url)
        if public.netloc and origin == f"{public.scheme}://{public.netloc}":
            return True
        return urlsplit(origin).netloc == request.host

    @app.after_request
    def _add_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "application/json":
            response.headers.setdefault("Cache-Control", "no-store")
        if settings.hsts and (settings.public_url.startswith("https:") or services.limits.is_secure(request)):
            response.headers["Strict-Transport-Security"] = f"max-age={settings.hsts}; includeSubDomains"
        origin = request.headers.get("Origin")
        if allowed:
            response.headers.add("Vary", "Origin")
        if origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = str(origin)
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE, OPTIONS"
                response.headers["Access-Control-Allow-Headers"] = _ALLOWED_HEADERS
                response.headers["Access-Control-Max-Age"] = "600"
        return response
