"""Rate limits: so many messages from one person, so many from one address."""

from __future__ import annotations

import math
import time
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import limits
from flask import Request

from bot.gateway.errors import ApiError
from bot.settings import Settings

TOO_MANY = "Bạn hỏi nhiều quá trong thời gian ngắn. Xin đợi {seconds} giây rồi hỏi tiếp."


class RateLimits:
    """Sliding-window limits, kept in this process (there is one gateway process).

    Callers on this machine are exempt unless ``HOISO_LIMIT_LOOPBACK`` says otherwise.
    """

    def __init__(self, settings: Settings) -> None:
        self._limiter = limits.strategies.MovingWindowRateLimiter(limits.storage.MemoryStorage())
        self._sender = limits.parse(settings.limit_sender)
        self._address = limits.parse(settings.limit_address)
        self._loopback_too = settings.limit_loopback
        self._proxies = tuple(ip_network(text, strict=False) for text in settings.trusted_proxies)

    def check(self, address: str, channel: str, sender_key: str) -> None:
        """Count one message.

        Raises:
            ApiError: 429 with ``Retry-After`` where a limit is reached.
        """
        if not self._loopback_too and is_loopback(address):
            return
        self._hit(self._address, "address", address)
        self._hit(self._sender, "sender", channel, sender_key)

    def client_address(self, request: Request) -> str:
        """Return the address of the person's machine.

        ``X-Forwarded-For`` counts only as far as the machines that added to it are trusted proxies: it is
        read from its end, and the first address that is not such a proxy is the client's.
        """
        address = request.remote_addr or ""
        hops = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        while hops and _is_in(address, self._proxies):
            candidate = hops.pop()
            if not _is_address(candidate):
                break
            address = candidate
        return address

    def is_secure(self, request: Request) -> bool:
        """Return whether the person's browser speaks HTTPS, as seen here or said by a trusted proxy."""
        if request.is_secure:
            return True
        forwarded = request.headers.get("X-Forwarded-Proto", "").lower() == "https"
        return forwarded and _is_in(request.remote_addr or "", self._proxies)

    def _hit(self, limit: limits.RateLimitItem, *key: str) -> None:
        if self._limiter.hit(limit, *key):
            return
        reset = self._limiter.get_window_stats(limit, *key).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        raise ApiError(429, "rate_limited", TOO_MANY.format(seconds=seconds), retry_after=seconds)


def is_loopback(address: str) -> bool:
    """Return whether ``address`` is this machine's own."""
    return _is_address(address) and ip_address(address).is_loopback


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)
