"""The two calls to Zalo: send a text, and renew the tokens."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from bot.gateway.zalo.settings import ZaloSettings
from knowledge.errors import HoisoError

TIMEOUT_SECONDS = 10.0
_DEFAULT_LIFE = 90000.0


class ZaloUnreachableError(HoisoError):
    """Zalo did not answer, or answered with a server error; worth trying again."""


class AuthorizationNeededError(HoisoError):
    """Zalo gave no new tokens: a person must authorise the OA again."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """An access token and the refresh token that replaces it. ``life`` is in seconds."""

    access: str
    refresh: str
    life: float


class ZaloClient:
    """Speaks HTTP with Zalo; keeps no state but the connection pool."""

    def __init__(self, settings: ZaloSettings, transport: httpx.BaseTransport | None = None) -> None:
        self._settings = settings
        self._http = httpx.Client(timeout=TIMEOUT_SECONDS, transport=transport, follow_redirects=False)

    def send_text(self, access_token: str, user: str, text: str) -> int:
        """Send one text; return Zalo's error code, 0 when it was taken.

        Raises:
            ZaloUnreachableError: no usable answer; the text may or may not have arrived.
        """
        answer = self._post(
            f"{self._settings.api_url}/v3.0/oa/message/cs",
            json={"recipient": {"user_id": user}, "message": {"text": text}},
            headers={"access_token": access_token},
        )
        code = answer.get("error")
        if not isinstance(code, int):
            raise ZaloUnreachableError("Zalo trả lời không đúng khuôn dạng.")
        return code

    def refresh(self, refresh_token: str) -> TokenPair:
        """Trade a refresh token (usable once) for a new pair.

        Raises:
            ZaloUnreachableError: no usable answer.
            AuthorizationNeededError: Zalo answered without tokens.
        """
        answer = self._post(
            f"{self._settings.oauth_url}/v4/oa/access_token",
            data={
                "refresh_token": refresh_token,
                "app_id": self._settings.app_id,
                "grant_type": "refresh_token",
            },
            headers={"secret_key": self._settings.app_secret},
        )
        access, fresh = answer.get("access_token"), answer.get("refresh_token")
        if not (isinstance(access, str) and access and isinstance(fresh, str) and fresh):
            raise AuthorizationNeededError(
                "Zalo không cấp token mới. Hãy cấp quyền lại cho OA rồi đặt HOISO_ZALO_REFRESH_TOKEN mới."
            )
        life = str(answer.get("expires_in", ""))
        return TokenPair(access, fresh, float(life) if life.isdecimal() else _DEFAULT_LIFE)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _post(self, url: str, **parts: object) -> dict[str, object]:
        try:
            response = self._http.post(url, **parts)  # type: ignore[arg-type]
            if response.status_code >= 500 or response.status_code == 429:
                raise ZaloUnreachableError(f"Zalo trả lời mã HTTP {response.status_code}.")
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ZaloUnreachableError("Không nhận được trả lời từ Zalo.") from error
        if not isinstance(answer, dict):
            raise ZaloUnreachableError("Zalo trả lời không đúng khuôn dạng.")
        return answer
