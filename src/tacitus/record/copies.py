"""Tables of copies: texts, where they were printed, the keys by which they are found, and which are like which.

A text's number is 63 bits of the hash of its words, so that the order in a block does not depend on what came first. Documents are no
foreign keys here: what a removed document leaves behind is found and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from tacitus.record import schema
from tacitus.record.statements import Among, Deletion, driver, put, put_rows

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


_heads = Among(select(_documents.c.seq, _documents.c.id, _documents.c.published_at, _documents.c.text), _documents.c.seq)
_printing = Among(select(_printings), _printings.c.document)
_drop_printings = Deletion(_printings, _printings.c.document)
_documents_of = Among(select(_printings.c.document), _printings.c.text)
_kept = Among(select(_texts), _texts.c.id)
_standing = Among(select(_texts.c.id, _texts.c.first, _texts.c.lineage, _texts.c.whole), _texts.c.id)
_drop_texts = Deletion(_texts, _texts.c.id)
_edges_by_end = Among(select(_edges), _edges.c.a), Among(select(_edges), _edges.c.b)
_those_waiting = Among(select(_waiting.c.text), _waiting.c.text)
_done = Deletion(_waiting, _waiting.c.text)


def heads(connection: Connection, documents: Iterable[int]) -> dict[int, Head]:
    """Those that are in the record."""
    found = sorted(_heads(connection, documents))
    return {seq: Head(seq=seq, id=identity, published_at=published_at, text=text) for seq, identity, published_at, text in found}


def printings(connection: Connection, documents: Iterable[int]) -> dict[int, Printing]:
    return {
        document: Printing(document=document, text=text, first=first, basis=basis, agency=agency, signed=bool(signed))
        for document, text, first, basis, agency, signed in sorted(_printing(connection, documents))
    }


def put_printings(connection: Connection, printings: Sequence[Printing]) -> None:
    put_rows(connection, _printings, [msgspec.structs.astuple(one) for one in printings])


def drop_printings(connection: Connection, documents: Iterable[int]) -> None:
    _drop_printings(connection, documents)


_PRINTED = """
    SELECT value, (SELECT first FROM copy_documents WHERE text = value ORDER BY first LIMIT 1),
        EXISTS (SELECT 1 FROM copy_documents WHERE text = value LIMIT 1 OFFSET 1)
    FROM json_each(?)"""  # not all its printings, of which there may be thousands


def printed(connection: Connection, texts: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """First printing of each text that has any, and whether it has more than one."""
    found = driver(connection).execute(_PRINTED, (msgspec.json.encode(list(texts)).decode(),))
    return {text: (first, bool(more)) for text, first, more in found if first is not None}


def documents_of(connection: Connection, texts: Iterable[int]) -> set[int]:
    return {document for (document,) in _documents_of(connection, texts)}


def texts(connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
    return {
        number: Kept(id=number, print=data, first=first, lineage=lineage, whole=whole)
        for number, data, first, lineage, whole in _kept(connection, numbers)
    }


def standing(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, int | None, int | None]]:
    """First printing, lineage and whole of texts, without their prints."""
    return {number: (first, lineage, whole) for number, first, lineage, whole in _standing(connection, numbers)}


def put_texts(connection: Connection, rows: Sequence[Kept], keys: Sequence[tuple[int, int]]) -> None:
    """New texts and their keys (key, text)."""
    put_rows(connection, _texts, [msgspec.structs.astuple(row) for row in rows], clash="ABORT")
    put_rows(connection, _keys, sorted(keys), clash="ABORT")


def drop_texts(connection: Connection, numbers: Sequence[int], keys: Sequence[tuple[int, int]]) -> None:
    """Texts that are printed nowhere any more, with their keys and edges."""
    _drop_texts(connection, numbers)
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
    wanted = "SELECT json_extract(value, '$[0]') AS key, json_extract(value, '$[1]') AS text FROM json_each(?)"
    query = f"SELECT w.text, {columns} FROM ({wanted}) w"  # noqa: S608 - whole numbers of our own
    for start in range(0, len(places), 5000):
        data = msgspec.json.encode(places[start : start + 5000]).decode()
        for row in driver(connection).execute(query, (data,)).fetchall():
            yield row[0], [one for one in row[1 : 1 + window] if one is not None], [one for one in row[1 + window :] if one is not None]


def put_edges(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """``a``, ``b``, ``a_in_b``, ``b_in_a``; those that are there already stay as they are, for they rest on the two texts alone."""
    put(connection, _edges, rows, clash="IGNORE")


def drop_edges(connection: Connection, edges: Iterable[tuple[int, int, float, float]]) -> None:
    gone = [{"first": edge[0], "second": edge[1]} for edge in edges]
    if gone:
        connection.execute(delete(_edges).where(_edges.c.a == bindparam("first"), _edges.c.b == bindparam("second")), gone)


def edges_of(connection: Connection, numbers: Iterable[int]) -> set[tuple[int, int, float, float]]:
    """Edges with one of the texts at either end."""
    wanted = list(numbers)
    return {(a, b, first, second) for by_end in _edges_by_end for a, b, first, second in by_end(connection, wanted)}


def wait(connection: Connection, numbers: Iterable[int]) -> None:
    """Texts that are to be grouped."""
    put_rows(connection, _waiting, [(number,) for number in sorted(numbers)], clash="IGNORE")


def waiting(connection: Connection, numbers: Iterable[int] | None = None) -> list[int]:
    """Those of the texts that wait, or all that do."""
    if numbers is None:
        return list(connection.execute(select(_waiting.c.text).order_by(_waiting.c.text)).scalars())
    return [number for (number,) in _those_waiting(connection, numbers)]


def done(connection: Connection, numbers: Iterable[int]) -> None:
    _done(connection, numbers)
