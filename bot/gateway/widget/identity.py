"""Tokens that name web conversations: 128 random bits, signed by the gateway.

Only who holds the token reads, continues or deletes the conversation; the database knows a keyed hash.
"""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from bot.gateway.errors import ApiError
from bot.storage.vault import Vault

CHANNEL = "web"
_BITS = 128
_SPARE_DAYS = 30
EXPIRED = "Hội thoại này đã quá hạn lưu. Hãy bắt đầu hội thoại mới."
NO_TOKEN = "Thiếu mã hội thoại hoặc mã không đúng. Hãy bắt đầu hội thoại mới."


class Tokens:
    """Makes and reads tokens. A token works as long as its conversation may be kept."""

    def __init__(self, vault: Vault, retention_days: int) -> None:
        self._serializer = URLSafeTimedSerializer(
            vault.key("web-token"), salt="hoiso.web", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._vault = vault
        self._max_age = (retention_days + _SPARE_DAYS) * 86400

    def issue(self) -> str:
        """Return a new token."""
        return self._serializer.dumps(secrets.token_hex(_BITS // 8))

    def person(self, token: str | None) -> str:
        """Return the keyed hash under which the token's conversation is stored.

        Raises:
            ApiError: 401 where the token is missing, forged or too old.
        """
        try:
            identity = self._serializer.loads(token or "", max_age=self._max_age)
        except SignatureExpired as error:
            raise ApiError(401, "token_expired", EXPIRED) from error
        except BadSignature as error:
            raise ApiError(401, "bad_token", NO_TOKEN) from error
        return self._vault.person(CHANNEL, str(identity))
