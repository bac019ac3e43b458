"""Opening and closing the SQLite file, and what its errors mean to a user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from tacitus.model.errors import RecordError
from tacitus.record import migrations

BUSY_SECONDS = 30.0
POOLED = 20  # connections that a server keeps
CACHE_KIB = 256 << 10  # of the writer; SQLite's own 2 MB make a record of 100,000 documents read the disk for each
READING = "reading"  # option of a writer's connection: this transaction takes no lock, for nothing is written in it
LOG_PAGES = 16_000  # 64 MB: with SQLite's own 4 MB a large record writes the same pages into the file again and again


def open_for_writing(path: Path) -> Engine:
    """An engine on the record, made or brought to the newest version where need be. The caller holds the WriterLock."""
    engine = _engine(path, "rwc", "BEGIN IMMEDIATE", shared=True)
    with explained(path):
        with engine.begin() as connection:
            if not migrations.check(connection, path):
                migrations.migrate(connection)
        mode = _raw(engine).execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if str(mode).lower() != "wal":
            raise RecordError(f"{path}: cannot be kept in WAL mode here. Is it on a network disk? Put the record on a local one.")
    return engine


def open_for_reading(path: Path, *, pooled: bool = False) -> Engine:
    """An engine that only reads; also where the file, or its folder, is read-only. An older record is first migrated by `tacitus code`.

    ``pooled``: connections are kept for the next reader, as a server wants it; opening one takes a dozen times as long as a small query.
    """
    if not path.is_file():
        raise RecordError(f"{path}: no such record. `tacitus code PATH --into {path}` makes one.")
    for mode in ("rw", "ro", "ro&immutable=1"):
        engine = _engine(path, mode, "BEGIN", shared=False, pooled=pooled)
        try:
            with explained(path), engine.connect() as connection:
                if not migrations.check(connection, path):
                    raise RecordError(
                        f"{path}: holds no codings of this version yet. Run `tacitus code` into it, which brings it up to date."
                    )
            return engine
        except ReadOnlyError:
            engine.dispose()
    raise RecordError(f"{path}: cannot be opened for reading. Check its permissions.")


def close(engine: Engine, *, checkpoint: bool = False) -> None:
    """Closes all connections; with ``checkpoint`` the log is written into the file, so that one file is the whole record."""
    if checkpoint:
        _raw(engine).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _raw(engine: Engine) -> sqlite3.Connection:
    """SQLite's own connection, outside any transaction, where these statements must stand."""
    connection: sqlite3.Connection = engine.raw_connection().driver_connection  # type: ignore[assignment]
    return connection


class ReadOnlyError(RecordError):
    """The file or its folder cannot be written."""


_MEANINGS: tuple[tuple[str, type[RecordError], str], ...] = (
    ("not a database", RecordError, "no SQLite file, so no record. Give another name for the record."),
    ("malformed", RecordError, "the file is damaged. Restore it from a backup; `tacitus verify` says what does not hold."),
    ("disk is full", RecordError, "the disk is full. What was coded until now is kept; make room and run the same command again."),
    ("is locked", RecordError, "another program holds it locked. Wait until it is done, or end it."),
    ("readonly", ReadOnlyError, "the record or its folder is read-only. Change its permissions, or write into another file."),
    ("unable to open", ReadOnlyError, "cannot be opened. Check that the folder exists and may be read and written."),
    ("disk i/o error", RecordError, "the disk gave an error (or is full). What was coded until now is kept."),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of SQLite, raised within, become RecordErrors that say what to do."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error))
        for words, kind, meaning in _MEANINGS:
            if words in said.lower():
                raise kind(f"{path}: {meaning}") from error
        raise RecordError(f"{path}: SQLite says: {said}.") from error


def _engine(path: Path, mode: str, begin: str, *, shared: bool, pooled: bool = False) -> Engine:
    """``shared``: one connection for all (the writer's); else each reader has its own."""
    address = f"file:{quote(path.absolute().as_posix())}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        if shared:
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")  # keys of copies and blocks lie all over a large file
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            connection.execute("PRAGMA synchronous = NORMAL")  # whole after a kill at any point; after a power cut the last rows may lack
        else:
            connection.execute("PRAGMA query_only = ON")
        return connection

    if pooled:
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=POOLED, max_overflow=POOLED)
    else:
        engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool if shared else NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(READING) else begin)

    return engine
