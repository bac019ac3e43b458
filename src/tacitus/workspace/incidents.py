"""What people rule about incidents: two are one, or one is two. A row of the record, undone but never overwritten, obeyed from then on."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from tacitus.corpus.incidents import constraints
from tacitus.corpus.updating import update
from tacitus.model.errors import UsageError
from tacitus.record import Store

RecordPath = str | os.PathLike[str]


def merge(record: RecordPath, incidents: Sequence[str], *, author: str, reason: str | None = None) -> int:
    """Makes these incidents (ids, also ones that ended) one, now and in every later clustering; the number of the ruling.

    Raises UsageError where an id is unknown or their statuses differ: what is denied or threatened never joins what happened.
    """
    return _rule(record, author, lambda connection: constraints.merge(connection, list(incidents), author, reason))


def split(record: RecordPath, incident: str, events: Sequence[str], *, author: str, reason: str | None = None) -> int:
    """Parts these events (ids) of an incident from its others, now and in every later clustering; the number of the ruling."""
    return _rule(record, author, lambda connection: constraints.split(connection, incident, list(events), author, reason))


def apart(record: RecordPath, one: str, other: str, *, author: str, reason: str | None = None) -> int:
    """Keeps the reports of two events (ids), which stand in two incidents, apart in every later clustering; the number of the ruling."""
    return _rule(record, author, lambda connection: constraints.apart(connection, one, other, author, reason))


def undo(record: RecordPath, ruling: int) -> None:
    """Takes a ruling back; its reports are clustered freely again. The row stays, with the time at which it was undone."""

    def act(connection: Connection) -> int:
        constraints.undo(connection, ruling)
        return ruling

    _act(record, act)


def _rule(record: RecordPath, author: str, act: Callable[[Connection], int]) -> int:
    if not author.strip():
        raise UsageError("Say who rules: author='…'.")
    return _act(record, act)


def _act(record: RecordPath, act: Callable[[Connection], int]) -> int:
    path = Path(record)
    if not path.is_file():
        raise UsageError(f"{path}: no such record. `tacitus code PATH --into {path}` makes one.")
    with Store(path) as store:
        with store.transaction() as connection:
            number = act(connection)
        update(store)
    return number
