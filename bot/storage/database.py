"""Open the database, bring its tables up to date, and hand out transactions.

SQLite: one file, WAL, ``synchronous=FULL`` (a commit survives a power cut), ``secure_delete`` (freed bytes
are overwritten). A transaction that can't get the lock fails within :data:`LOCK_SECONDS`, because a Zalo
webhook must be answered in two.
"""

from __future__ import annotations

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.gateway.sessions import load_secret
from bot.settings import Settings
from bot.storage import settings as storage_settings
from bot.storage.vault import Vault
from knowledge.errors import HoisoError

log = logging.getLogger(__name__)
LOCK_SECONDS = 1.5
_WRITE = "hoiso_write"
_WIPE_ATTEMPTS = 6
_WIPE_SECONDS = 30.0
_MIGRATIONS = Path(__file__).with_name("migrations")


class StorageError(HoisoError):
    """The database can't be reached or prepared."""


class Storage:
    """The database with its vault and clock. Thread-safe; one for each process."""

    def __init__(
        self, engine: Engine, vault: Vault, retention_days: int, clock: Callable[[], float] = time.time
    ) -> None:
        self.engine = engine
        self.vault = vault
        self.retention_days = retention_days
        self.clock = clock
        self._writing = engine.execution_options(**{_WRITE: True})
        self._write_lock = threading.Lock()

    @property
    def is_sqlite(self) -> bool:
        """Whether the data lies in one SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; nothing it does is kept."""
        with Session(self.engine, future=True) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is committed at the end, or undone on an error.

        On SQLite the write lock is taken at the start, so what is read in it holds until the commit. Threads
        of this process queue for it here: SQLite's own waiting is by chance and wakes too late under load.

        Raises:
            SQLAlchemyError: the database is down, or others held it too long.
        """
        with self._write_turn(LOCK_SECONDS), Session(self._writing, future=True) as session, session.begin():
            yield session

    @contextmanager
    def _write_turn(self, seconds: float) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._write_lock.acquire(timeout=seconds):
            raise PoolTimeout("other threads write for too long")
        try:
            yield
        finally:
            self._write_lock.release()

    def wipe_free_space(self) -> None:
        """Leave no deleted byte in SQLite's files: rewrite the file, empty the write-ahead log.

        Raises:
            StorageError: another process held the file all the time; what was deleted stays deleted.
        """
        if not self.is_sqlite:
            return
        with self._write_turn(_WIPE_SECONDS):
            wiped = self._wipe()
        if wiped:
            return
        raise StorageError(
            "Đã xoá dữ liệu, nhưng tệp cơ sở dữ liệu đang bận nên chưa dọn hết phần trống. "
            "Hãy chạy lại lệnh xoá."
        )

    def _wipe(self) -> bool:
        raw = self.engine.raw_connection()
        try:
            for attempt in range(_WIPE_ATTEMPTS):
                try:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
                    raw.execute("VACUUM").close()
                    if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                        return True
                except sqlite3.OperationalError:
                    log.warning("the database is in use, wiping is tried again")
                time.sleep(0.2 * (attempt + 1))
        finally:
            raw.close()
        return False

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_storage(settings: Settings, clock: Callable[[], float] = time.time) -> Storage:
    """Open the database that the settings name and bring its tables up to date.

    Raises:
        StorageError: it can't be reached, or its tables can't be brought up to date.
        SettingsError: its settings can't be used.
    """
    state = settings.paths.state
    own = storage_settings.load(state)
    vault = Vault(load_secret(settings.secret, state))
    return open_url(own.url, vault, own.retention_days, state, clock)


def open_url(
    url: str, vault: Vault, retention_days: int, state: Path, clock: Callable[[], float] = time.time
) -> Storage:
    """Open a database by its URL; ``state`` is where the start-up lock lies."""
    state.mkdir(parents=True, exist_ok=True)
    engine = _engine(url)
    try:
        with _one_at_a_time(state / "hoiso.db.lock"):
            _migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        log.error("database could not be opened: %s", type(error).__name__)
        raise StorageError(
            "Không mở được cơ sở dữ liệu. Hãy kiểm tra HOISO_DATABASE_URL, quyền ghi của thư mục trạng thái "
            "và máy chủ cơ sở dữ liệu, rồi khởi động lại."
        ) from error
    return Storage(engine, vault, retention_days, clock)


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
    file = Path(make_url(url).database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=True)
    engine = create_engine(
        url,
        future=True,
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
        poolclass=QueuePool,  # opening a file costs more than most of what is asked of it
        pool_size=20,
        max_overflow=40,
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(engine: Engine) -> None:
    """Run the Alembic migrations that the database lacks."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Hold a lock between processes that start together."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
