"""Tables of copies: texts, where they were printed, the keys by which they are found, and which are like which.

A text's number is 63 bits of the hash of its words, so that the order in a block does not depend on what came first. Documents are no
foreign keys here: what a removed document leaves behind is found and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, or_, select, text, update

from tacitus.record import schema

AT_ONCE = 500  # values in one IN list
_T = TypeVar("_T")
_documents, _printings, _texts, _keys, _edges, _waiting = (
    schema.documents, schema.copy_documents, schema.copy_texts, schema.copy_keys, schema.copy_edges, schema.copy_waiting,
)  # fmt: skip


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A document to read."""

    seq: int
    id: str
    published_at: str | None
    text: str


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text was printed. ``first`` puts printings in order: publication date, undated ones last, then document id."""

    document: int
    text: int
    first: str
    basis: str  # of the tables with which it was read
    agency: str | None = None
    signed: bool = False


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A text. ``lineage`` and ``whole``: see `corpus.copies.grouping`; both None while it is alone with one printing."""

    id: int
    print: bytes
    first: str
    lineage: int | None
    whole: int | None


def heads(connection: Connection, documents: Iterable[int]) -> dict[int, Head]:
    """Those that are in the record."""
    table = _documents
    rows = _rows(connection, select(table.c.seq, table.c.id, table.c.published_at, table.c.text), table.c.seq, documents)
    return {row.seq: Head(seq=row.seq, id=row.id, published_at=row.published_at, text=row.text) for row in rows}


def printings(connection: Connection, documents: Iterable[int]) -> dict[int, Printing]:
    rows = _rows(connection, select(_printings), _printings.c.document, documents)
    return {
        row.document: Printing(
            document=row.document, text=row.text, first=row.first, basis=row.basis, agency=row.agency, signed=row.signed
        )
        for row in rows
    }  # fmt: skip


def put_printings(connection: Connection, printings: Sequence[Printing]) -> None:
    drop_printings(connection, [one.document for one in printings])
    if printings:
        connection.execute(insert(_printings), [msgspec.structs.asdict(one) for one in printings])


def drop_printings(connection: Connection, documents: Iterable[int]) -> None:
    for some in _parts(documents):
        connection.execute(delete(_printings).where(_printings.c.document.in_(some)))


def printed(connection: Connection, texts: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """First printing of each text that has any, and whether it has more than one."""
    query = select(_printings.c.text, func.min(_printings.c.first).label("first"), func.count().label("many")).group_by(_printings.c.text)
    return {row.text: (row.first, row.many > 1) for row in _rows(connection, query, _printings.c.text, texts)}


def documents_of(connection: Connection, texts: Iterable[int]) -> set[int]:
    return {row.document for row in _rows(connection, select(_printings.c.document), _printings.c.text, texts)}


def texts(connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
    rows = _rows(connection, select(_texts), _texts.c.id, numbers)
    return {row.id: Kept(id=row.id, print=row.print, first=row.first, lineage=row.lineage, whole=row.whole) for row in rows}


def standing(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, int | None, int | None]]:
    """First printing, lineage and whole of texts, without their prints."""
    query = select(_texts.c.id, _texts.c.first, _texts.c.lineage, _texts.c.whole)
    return {row.id: (row.first, row.lineage, row.whole) for row in _rows(connection, query, _texts.c.id, numbers)}


def put_texts(connection: Connection, rows: Sequence[Kept], keys: Sequence[tuple[int, int]]) -> None:
    """New texts and their keys (key, text)."""
    if rows:
        connection.execute(insert(_texts), [msgspec.structs.asdict(row) for row in rows])
    if keys:
        connection.execute(insert(_keys), [{"key": key, "text": number} for key, number in sorted(keys)])


def drop_texts(connection: Connection, numbers: Sequence[int], keys: Sequence[tuple[int, int]]) -> None:
    """Texts that are printed nowhere any more, with their keys and edges."""
    for some in _parts(numbers):
        connection.execute(delete(_texts).where(_texts.c.id.in_(some)))
    drop_edges(connection, edges_of(connection, numbers))
    if keys:
        statement = delete(_keys).where(_keys.c.key == bindparam("k"), _keys.c.text == bindparam("t"))
        connection.execute(statement, [{"k": key, "t": number} for key, number in keys])


def put_firsts(connection: Connection, firsts: dict[int, str]) -> None:
    if firsts:
        statement = update(_texts).where(_texts.c.id == bindparam("t")).values(first=bindparam("f"))
        connection.execute(statement, [{"t": number, "f": first} for number, first in sorted(firsts.items())])


def put_memberships(connection: Connection, found: dict[int, tuple[int | None, int | None]]) -> None:
    if found:
        statement = update(_texts).where(_texts.c.id == bindparam("t")).values(lineage=bindparam("l"), whole=bindparam("w"))
        connection.execute(statement, [{"t": number, "l": lineage, "w": whole} for number, (lineage, whole) in sorted(found.items())])


def neighbours(connection: Connection, places: Sequence[tuple[int, int]], window: int) -> Iterator[tuple[int, list[int], list[int]]]:
    """For each place (key, text), in this order: its text, those before it and those after it, nearest first.

    It makes no difference whether the text itself stands there.
    """
    columns = ", ".join(
        f"(SELECT k.text FROM copy_keys k WHERE k.key = w.key AND k.text {side} w.text ORDER BY k.text {order} LIMIT 1 OFFSET {step})"  # noqa: S608
        for side, order in (("<", "DESC"), (">", "ASC"))
        for step in range(window)
    )
    wanted = "SELECT json_extract(value, '$[0]') AS key, json_extract(value, '$[1]') AS text FROM json_each(:places)"
    query = text(f"SELECT w.text, {columns} FROM ({wanted}) w")  # noqa: S608 - whole numbers of our own
    for start in range(0, len(places), 5000):
        data = msgspec.json.encode(places[start : start + 5000]).decode()
        for row in connection.execute(query, {"places": data}).all():
            yield row[0], [one for one in row[1 : 1 + window] if one is not None], [one for one in row[1 + window :] if one is not None]


def put_edges(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """``a``, ``b``, ``a_in_b``, ``b_in_a``; those that are there already stay as they are, for they rest on the two texts alone."""
    if rows:
        connection.execute(insert(_edges).prefix_with("OR IGNORE"), rows)


def drop_edges(connection: Connection, edges: Iterable[tuple[int, int, float, float]]) -> None:
    gone = [{"first": edge[0], "second": edge[1]} for edge in edges]
    if gone:
        connection.execute(delete(_edges).where(_edges.c.a == bindparam("first"), _edges.c.b == bindparam("second")), gone)


def edges_of(connection: Connection, numbers: Iterable[int]) -> set[tuple[int, int, float, float]]:
    """Edges with one of the texts at either end."""
    found: set[tuple[int, int, float, float]] = set()
    for some in _parts(numbers):
        rows = connection.execute(select(_edges).where(or_(_edges.c.a.in_(some), _edges.c.b.in_(some))))
        found.update((row.a, row.b, row.a_in_b, row.b_in_a) for row in rows)
    return found


def wait(connection: Connection, numbers: Iterable[int]) -> None:
    """Texts that are to be grouped."""
    rows = [{"text": number} for number in sorted(numbers)]
    if rows:
        connection.execute(insert(_waiting).prefix_with("OR IGNORE"), rows)


def waiting(connection: Connection, numbers: Iterable[int] | None = None) -> list[int]:
    """Those of the texts that wait, or all that do."""
    query = select(_waiting.c.text)
    if numbers is None:
        return list(connection.execute(query.order_by(_waiting.c.text)).scalars())
    return [row.text for row in _rows(connection, query, _waiting.c.text, numbers)]


def done(connection: Connection, numbers: Iterable[int]) -> None:
    for some in _parts(numbers):
        connection.execute(delete(_waiting).where(_waiting.c.text.in_(some)))


def _parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    ordered = list(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _rows(connection: Connection, query: Select[Any], column: Any, values: Iterable[int]) -> Iterator[Row[Any]]:
    for some in _parts(sorted(set(values))):
        yield from connection.execute(query.where(column.in_(some)))
