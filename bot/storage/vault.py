"""Keyed hashes that stand for people, and encryption of what must be kept to answer them."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from knowledge.errors import HoisoError


class VaultError(HoisoError):
    """Something stored was encrypted with another secret."""


class Vault:
    """Hashes and encrypts with keys that grow from the installation's secret, one for each use."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._fernet = Fernet(base64.urlsafe_b64encode(self.key("storage")))

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose; other purposes' keys say nothing of it."""
        return hmac.new(self._secret, b"hoiso/" + purpose.encode(), hashlib.sha256).digest()

    def person(self, channel: str, identity: str) -> str:
        """Return the 64 hexadecimal digits that stand for a person on a channel."""
        return hmac.new(self.key("person/" + channel), identity.encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def unseal(self, sealed: str) -> str:
        """Decrypt a text.

        Raises:
            VaultError: it was sealed with another secret, or is damaged.
        """
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode()
        except (InvalidToken, UnicodeError) as error:
            raise VaultError(
                "Dữ liệu đã lưu được mã hoá bằng khoá bí mật khác. Hãy đặt lại HOISO_SECRET (hoặc tệp khoá "
                "trong thư mục trạng thái) như khi lưu, hoặc cấp quyền lại cho kênh này."
            ) from error
