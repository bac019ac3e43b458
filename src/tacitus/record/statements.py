"""Statements that a run executes thousands of times: built from the schema once, then given to SQLite's own connection.

Within the transaction of a SQLAlchemy ``Connection``. Building, compiling and binding anew each time would cost more than SQLite's part.
What of this is SQLite's own stands here alone: lists of values go in as one JSON text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Connection, Delete, Select, Table, delete, insert, select, text
from sqlalchemy.dialects import sqlite

AT_ONCE = 20_000  # values in one list
_T = TypeVar("_T")
_DIALECT = sqlite.dialect(paramstyle="qmark")


def chunks(items: Iterable[_T], size: int = AT_ONCE) -> Iterator[list[_T]]:
    """The items in lists of at most ``size``."""
    waiting: list[_T] = []
    for item in items:
        waiting.append(item)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, in the same transaction."""
    found: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return found


class Among:
    """The query's rows whose ``column`` is among some values; its columns come as SQLite has them: truth as 0 and 1."""

    def __init__(self, query: Select[Any], column: Column[Any]) -> None:
        self._sql = _compiled(query.where(_listed(column)))

    def __call__(self, connection: Connection, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        at = driver(connection)
        for some in chunks(values):
            yield from at.execute(self._sql, (_json(some),)).fetchall()


class Deletion:
    """Deletes the rows whose ``column`` is among some values."""

    def __init__(self, table: Table, column: Column[Any]) -> None:
        self._sql = _compiled(delete(table).where(_listed(column)))

    def __call__(self, connection: Connection, values: Iterable[Any]) -> None:
        at = driver(connection)
        for some in chunks(values):
            at.execute(self._sql, (_json(some),))


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]], clash: str = "REPLACE") -> None:
    """Writes rows that have all columns of the table; one with the same key is replaced (or with ``IGNORE`` stays)."""
    names = table.columns.keys()
    found = [tuple([row[name] for name in names]) for row in rows]
    put_rows(connection, table, found, clash)


def put_rows(connection: Connection, table: Table, rows: Sequence[Sequence[Any]], clash: str = "REPLACE") -> None:
    """The same for rows whose values stand in the order of the table's columns."""
    if rows:
        driver(connection).executemany(_insertion(table, clash), rows)


@lru_cache(maxsize=100)
def _insertion(table: Table, clash: str) -> str:
    return str(insert(table).prefix_with(f"OR {clash}", dialect="sqlite").compile(dialect=_DIALECT))


def _listed(column: Column[Any]) -> Any:
    return column.in_(select(text("value")).select_from(text("json_each(?)")))


def _compiled(statement: Select[Any] | Delete) -> str:
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _json(values: Sequence[Any]) -> str:
    return msgspec.json.encode(values).decode()
