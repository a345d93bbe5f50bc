"""Zalo's tokens: renewed by one worker at a time, and written down before they are used.

A refresh token works once; losing the new pair loses the account. So the pair goes to a sealed file on disk
(flushed) the moment it arrives, then into the database, and only then is it used. A crash or a locked
database in between is made good from the file.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
import time
from pathlib import Path

from sqlalchemy import select

from bot.gateway.zalo.client import AuthorizationNeededError, TokenPair, ZaloClient, ZaloUnreachableError
from bot.storage import Storage
from bot.storage.models import TokenRow

log = logging.getLogger(__name__)
_NAME = "zalo"
_EARLY_SECONDS = 3600.0
_LEASE_SECONDS = 30.0
_REFUSED_SECONDS = 300.0


class TokenStore:
    """Hands out an access token that works. ``journal`` is the file for a pair not yet in the database."""

    def __init__(self, storage: Storage, client: ZaloClient, first_refresh_token: str, journal: Path) -> None:
        self._storage = storage
        self._client = client
        self._first = first_refresh_token
        self._seed = storage.vault.person("zalo-seed", first_refresh_token)
        self._journal = journal
        self._lock = threading.Lock()
        self._owner = secrets.token_hex(16)
        self._refused_until = 0.0

    def access_token(self) -> str:
        """Return a token with at least an hour to live, renewed where needed.

        Raises:
            ZaloUnreachableError, AuthorizationNeededError: none could be had now.
        """
        pair, expires = self._held()
        if pair is not None and expires - self._storage.clock() > _EARLY_SECONDS:
            return pair.access
        try:
            return self.renew(pair.access if pair else "")
        except ZaloUnreachableError:
            if pair is not None and expires > self._storage.clock():
                return pair.access  # old but still good
            raise

    def renew(self, stale: str) -> str:
        """Return a token other than ``stale``, which Zalo refused or which grows old.

        Only one caller asks Zalo; the others wait and take what it got.
        """
        with self._lock:
            give_up = time.monotonic() + _LEASE_SECONDS + 5
            while time.monotonic() < give_up:
                pair, _ = self._held()
                if pair is not None and pair.access != stale:
                    return pair.access
                if self._storage.clock() < self._refused_until:
                    raise AuthorizationNeededError("OA đang chờ được cấp quyền lại.")
                if self._take_lease():
                    return self._renew(stale)
                time.sleep(0.1)
        raise ZaloUnreachableError("Một tiến trình khác đang làm mới token.")

    def _renew(self, stale: str) -> str:
        """Ask Zalo, holding the lease."""
        # Read again under the lease: whoever held it before may have renewed since our last look, and the
        # refresh token we saw then is used up.
        pair, _ = self._held()
        if pair is not None and pair.access != stale:
            self._drop_lease()
            return pair.access
        try:
            fresh = self._client.refresh(pair.refresh if pair else self._first)
        except AuthorizationNeededError:
            self._refused_until = self._storage.clock() + _REFUSED_SECONDS
            log.error("ALERT zalo gives no new tokens: authorise the OA again")
            self._drop_lease()
            raise
        except ZaloUnreachableError:
            self._drop_lease()
            raise
        expires = self._storage.clock() + fresh.life
        try:
            self._write_journal(fresh, expires)
        except OSError as error:  # the database may still take it
            log.error("zalo tokens could not be written to the journal: %s", type(error).__name__)
        self._store(fresh, expires)
        self._journal.unlink(missing_ok=True)
        log.info("zalo tokens renewed, good for %d s", fresh.life)
        return fresh.access

    def _held(self) -> tuple[TokenPair | None, float]:
        """Return the pair in force and when it ends; none where the configured token is a new one."""
        self._take_journal()
        with self._storage.read() as session:
            row = session.execute(select(TokenRow).where(TokenRow.name == _NAME)).scalar_one_or_none()
            if row is None or row.seed != self._seed or not row.value:
                return None, 0.0
            return _pair(json.loads(self._storage.vault.unseal(row.value))), row.expires_at

    def _take_lease(self) -> bool:
        now = self._storage.clock()
        with self._storage.write() as session:
            row = session.execute(
                select(TokenRow).where(TokenRow.name == _NAME).with_for_update()
            ).scalar_one_or_none()
            if row is None:
                row = TokenRow(name=_NAME, value="", seed=self._seed, expires_at=0.0, updated_at=now)
                row.leased_until = 0.0
                session.add(row)
            if row.leased_until > now and row.lease_owner != self._owner:
                return False
            row.lease_owner, row.leased_until = self._owner, now + _LEASE_SECONDS
            return True

    def _drop_lease(self) -> None:
        with self._storage.write() as session:
            row = session.get(TokenRow, _NAME)
            if row is not None and row.lease_owner == self._owner:
                row.leased_until = 0.0

    def _store(self, pair: TokenPair, expires: float) -> None:
        sealed = self._seal(pair, 0.0)
        with self._storage.write() as session:
            row = session.get(TokenRow, _NAME)
            if row is None:
                row = TokenRow(name=_NAME)
                session.add(row)
            row.value, row.seed, row.expires_at = sealed, self._seed, expires
            row.updated_at, row.lease_owner, row.leased_until = self._storage.clock(), "", 0.0

    def _seal(self, pair: TokenPair, expires: float) -> str:
        values = {"access": pair.access, "refresh": pair.refresh, "life": pair.life, "expires": expires}
        return self._storage.vault.seal(json.dumps({**values, "seed": self._seed}))

    def _write_journal(self, pair: TokenPair, expires: float) -> None:
        draft = self._journal.with_suffix(".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(self._seal(pair, expires))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._journal)

    def _take_journal(self) -> None:
        """Store a pair that arrived but did not reach the database."""
        try:
            sealed = self._journal.read_text(encoding="ascii")
        except FileNotFoundError:
            return
        values = json.loads(self._storage.vault.unseal(sealed))
        if values["seed"] == self._seed:
            self._store(_pair(values), values["expires"])
            log.warning("zalo tokens were taken from the journal")
        self._journal.unlink(missing_ok=True)


def _pair(values: dict[str, object]) -> TokenPair:
    return TokenPair(str(values["access"]), str(values["refresh"]), float(str(values["life"])))
