"""Copies a record, also while another process writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tacitus.model.errors import RecordError, UsageError
from tacitus.record.opening import close, explained, open_for_reading

_PAGES = 2000  # copied at a time; a writer may write in between


def backup(record: Path, target: Path, *, force: bool = False) -> int:
    """One whole file of the record as it stood at one moment; returns its size in bytes. The target appears only when it is complete."""
    if target.exists() and not force:
        raise UsageError(f"{target}: stands already. Give another name, or --force to replace it.")
    if target.exists() and record.exists() and target.samefile(record):
        raise UsageError(f"{target}: is the record itself. Give another name.")
    partial = target.with_name(target.name + ".partial")
    engine = open_for_reading(record)
    try:
        with explained(target), closing(engine.raw_connection()) as held:
            source: sqlite3.Connection = held.driver_connection  # type: ignore[assignment]
            partial.unlink(missing_ok=True)
            with closing(sqlite3.connect(partial)) as copy:
                source.backup(copy, pages=_PAGES)
                copy.execute("PRAGMA journal_mode = DELETE")  # a single file, without a log beside it
        partial.replace(target)
    except OSError as error:
        raise RecordError(f"{target}: cannot be written: {error.strerror}. Check the folder and the room on the disk.") from error
    finally:
        close(engine)
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target.stat().st_size
