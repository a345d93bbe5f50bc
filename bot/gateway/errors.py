"""Errors as every JSON route of the gateway answers them: ``{"error": {"code", "message"}}``."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from knowledge.errors import HoisoError

log = logging.getLogger(__name__)

UNAVAILABLE = "Trợ lý đang tạm gián đoạn nên chưa trả lời được câu này. Xin hỏi lại sau ít phút."
INTERNAL = "Có lỗi ở phía trợ lý, không phải ở câu hỏi. Xin thử lại sau ít phút."
_HTTP_SENTENCES = {
    400: ("bad_request", "Yêu cầu không đọc được. Xin kiểm tra lại rồi gửi lần nữa."),
    403: ("forbidden", "Yêu cầu này không được phép."),
    404: ("not_found", "Không có trang này."),
    405: ("method_not_allowed", "Địa chỉ này không nhận phương thức vừa dùng."),
    408: ("timeout", "Yêu cầu gửi quá chậm. Xin gửi lại."),
    413: ("too_large", "Yêu cầu quá lớn. Xin rút ngắn câu hỏi rồi gửi lại."),
    415: ("not_json", "Yêu cầu phải là JSON."),
}


class ApiError(HoisoError):
    """An answer that is an error: HTTP status, a code for programs, a Vietnamese sentence for people.

    ``retry_after`` (seconds) becomes the ``Retry-After`` header.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


def unavailable(code: str = "unavailable", retry_after: int = 10) -> ApiError:
    """Return the 503 that people see when a part behind the gateway is down."""
    return ApiError(503, code, UNAVAILABLE, retry_after)


def error_response(error: ApiError) -> Response:
    """Render an error in the contract's shape."""
    response = jsonify({"error": {"code": error.code, "message": error.message}})
    response.status_code = error.status
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def register_error_handlers(app: Flask) -> None:
    """Make every failure of the app leave as JSON, and none with a stack trace."""

    @app.errorhandler(ApiError)
    def _api_error(error: ApiError) -> Response:
        return error_response(error)

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> Response:
        status = error.code or 500
        if error.response is not None:  # a redirect or an answer made on purpose
            return error.get_response()  # type: ignore[return-value]
        if 300 <= status < 400:
            return Response(status=status, headers=dict(error.get_headers()))
        code, sentence = _HTTP_SENTENCES.get(
            status, ("error", INTERNAL if status >= 500 else "Yêu cầu không hợp lệ.")
        )
        response = error_response(ApiError(status, code, sentence))
        allowed = dict(error.get_headers()).get("Allow")
        if allowed:
            response.headers["Allow"] = allowed
        return response

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        # The text of an exception may hold the user's words: log only its type and where it arose.
        log.error("unexpected %s", type(error).__name__, exc_info=error)
        return error_response(ApiError(500, "internal", INTERNAL))
