"""From an older version of the schema to the newest, one step a version. A record from a newer tacitus is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from tacitus.model.errors import RecordError
from tacitus.record import schema, version_2, version_3

Step = Callable[[Connection], None]


def _incidents(connection: Connection) -> None:
    """Version 2: incidents, copies and claims. They start empty; the next `tacitus code` fills them from the codings that are there."""
    for statement in version_2.STATEMENTS:
        connection.exec_driver_sql(statement)


def _judgements(connection: Connection) -> None:
    """Version 3: judgements with all that they need to be found again, and samples. No version before wrote a judgement."""
    for statement in version_3.STATEMENTS:
        connection.exec_driver_sql(statement)


# STEPS[n] leads from version n to n + 1. A step is plain SQL of its time: it never reads schema.py, which goes on changing.
STEPS: Mapping[int, Step] = {1: _incidents, 2: _judgements}


def version_of(connection: Connection) -> int:
    """The schema's version that the file says it has; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def check(connection: Connection, path: Path, version: int = schema.VERSION) -> bool:
    """Whether the file is a record of this version. False: empty or older. RecordError: no record, or from a newer version."""
    found = version_of(connection)
    application = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    if application != schema.APPLICATION_ID:
        if found == 0 and application == 0 and connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one() == 0:
            return False
        raise RecordError(f"{path}: an SQLite database, but no record of tacitus. Give another name for the record.")
    if found > version:
        raise RecordError(f"{path}: written by a newer tacitus (record version {found}; this one knows {version}). Update tacitus.")
    return found == version


def migrate(connection: Connection, version: int = schema.VERSION, steps: Mapping[int, Step] = STEPS) -> None:
    """Brings an empty or older file to ``version``; the caller's transaction makes it all or nothing."""
    found = version_of(connection)
    if found == 0:
        schema.create(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    else:
        for number in range(found, version):
            steps[number](connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")
