"""Recomputes what can be recomputed, and says what does not hold: hashes, ids, offsets, references, tables against codings, indexes."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from tacitus.model.ids import document_id
from tacitus.model.judgements import Judgement
from tacitus.record import schema
from tacitus.record.reading import Reader
from tacitus.record.rows import coding_id, document_row, head_of

MOST_OF_A_KIND = 100  # breaches told of one place; a damaged file must not fill the terminal


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """What does not hold, and where: a document's or an annotation's id, or a table."""

    where: str
    what: str


def verify(path: Path) -> Iterator[Breach]:
    """Every breach found in the record; none means that all holds."""
    with Reader(path) as reader, reader.connection() as connection:
        damaged = list(_file(connection))
        yield from damaged
        if damaged:
            return
        yield from _documents(connection)
        yield from _codings(connection)
        yield from _incidents(connection)
        yield from _judgements(connection)
    yield from _search(path)


def _judgements(connection: Connection) -> Iterator[Breach]:
    """Each row is a judgement that says what its columns say, is about words that stand there, and takes back what is there."""
    table, documents = schema.judgements, schema.documents
    known = set(connection.execute(select(table.c.id)).scalars())
    joined = table.outerjoin(documents, documents.c.id == table.c.document)
    query = select(table, documents.c.text, documents.c.text_sha256).select_from(joined).order_by(table.c.seq)
    for row in connection.execute(query):
        try:
            one = msgspec.json.decode(row.json, type=Judgement)
        except msgspec.DecodeError as error:
            yield Breach(where=row.id, what=f"its JSON is no judgement: {error}")
            continue
        columns = ("id", "target", "act", "field", "author", "made_at", "sample", "batch", "undoes")
        for column in columns:
            if getattr(one, column) != getattr(row, column):
                yield Breach(where=row.id, what=f"its column {column} is not what its JSON says")
        anchor = one.anchor
        held = row.text if anchor is not None and row.text_sha256 == anchor.text_sha256 else None
        if anchor is not None and held is not None and held[anchor.start : anchor.end] != anchor.words:
            yield Breach(where=row.id, what="the words it is about do not stand there")
        if one.undoes is not None and one.undoes not in known:
            yield Breach(where=row.id, what=f"takes back {one.undoes}, which is not there")


def _file(connection: Connection) -> Iterator[Breach]:
    try:
        for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_OF_A_KIND})"):
            if said != "ok":
                yield Breach(where="file", what=said)
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Breach(where=f"{table} {row}", what=f"points to a row of {parent} that is not there")
    except DatabaseError as error:
        yield Breach(where="file", what=f"SQLite says: {error.orig}")


def _documents(connection: Connection) -> Iterator[Breach]:
    """Text hashes and ids; those of a redacted text are the redaction's."""
    redacted = {row.document: row.text_sha256 for row in connection.execute(select(schema.redactions).order_by(schema.redactions.c.seq))}
    table = schema.documents
    fields = (table.c.seq, table.c.id, table.c.source_id, table.c.url, table.c.outlet, table.c.text, table.c.text_sha256)
    for row in connection.execution_options(yield_per=50).execute(select(*fields).order_by(table.c.seq)):
        if _sha256(row.text) != redacted.get(row.seq, row.text_sha256):
            yield Breach(where=row.id, what="the text is not the one whose hash is kept")
        elif row.seq not in redacted and document_id(row.source_id, row.url, row.outlet, row.text) != row.id:
            yield Breach(where=row.id, what="the id is not that of this source, address, outlet and text")


def _codings(connection: Connection) -> Iterator[Breach]:
    codings, documents = schema.codings, schema.documents
    query = select(codings, documents.c.id.label("document_id"), documents.c.text).join(documents).order_by(codings.c.seq)
    newest: Counter[int] = Counter()
    for row in connection.execution_options(yield_per=50).execute(query):
        newest[row.document] += row.newest
        try:
            coding = msgspec.json.decode(zlib.decompress(row.json))
        except (zlib.error, msgspec.DecodeError) as error:
            yield Breach(where=row.id, what=f"the coding cannot be read: {error}")
            continue
        where = coding.get("document", {}).get("id", row.id)
        if where != row.document_id or coding["document"].get("text") != row.text:
            yield Breach(where=row.id, what="the coding is of another text than its document's")
        for what in coding_breaches(coding):
            yield Breach(where=where, what=what)
        yield from _rows(connection, row, coding)
    for document, number in newest.items():
        if number != 1:
            yield Breach(where=f"documents {document}", what=f"has {number} newest codings instead of one")


def _rows(connection: Connection, row: Any, coding: dict[str, Any]) -> Iterator[Breach]:
    """The tables say what the coding says."""
    for table, layer in ((schema.events, "events"), (schema.quotes, "quotes")):
        stored = connection.execute(select(table.c.json).where(table.c.coding == row.seq).order_by(table.c.ordinal)).scalars().all()
        if [msgspec.json.decode(json) for json in stored] != coding[layer]:
            yield Breach(where=row.id, what=f"the table of {layer} is not what the coding says")
    if row.newest:
        from tacitus.model.records import Document

        document = msgspec.convert(coding["document"], Document)
        if coding_id(document, row.fingerprint) != row.id or head_of(document) != row.head:
            yield Breach(where=row.id, what="the coding's id is not that of its document and fingerprint")
        columns = schema.documents
        stored_row = connection.execute(select(columns).where(columns.c.seq == row.document)).one()._mapping
        differing = [name for name, value in document_row(document).items() if stored_row[name] != value]
        if differing:
            yield Breach(where=document.id, what=f"the table of documents differs from the newest coding in {', '.join(differing)}")


def _incidents(connection: Connection) -> Iterator[Breach]:
    """Every event that was taken in stands in one incident, which names it; claims are of incidents that are there."""
    of, incidents, claims = schema.incident_events, schema.incidents, schema.claims
    members: dict[str, list[str]] = {}
    for row in connection.execute(select(of.c.incident, of.c.event)):
        members.setdefault(row.incident, []).append(row.event)
    known = set()
    for row in connection.execution_options(yield_per=200).execute(select(incidents.c.id, incidents.c.json).order_by(incidents.c.id)):
        known.add(row.id)
        if sorted(msgspec.json.decode(row.json)["events"]) != sorted(members.pop(row.id, [])):
            yield Breach(where=row.id, what="the incident does not name the events that stand in it")
    for identity in sorted(members):
        yield Breach(where=identity, what="events stand in this incident, which is not there")
    for identity in sorted(set(connection.execute(select(claims.c.incident).distinct()).scalars()) - known):
        yield Breach(where=identity, what="claims are of this incident, which is not there")
    events, state = schema.events, schema.corpus_state
    query = select(events.c.id).join(state, state.c.coding == events.c.coding).outerjoin(of, of.c.event == events.c.id)
    for identity in connection.execute(query.where(of.c.event.is_(None)).order_by(events.c.id).limit(MOST_OF_A_KIND)).scalars():
        yield Breach(where=identity, what="was taken in, and stands in no incident")


def coding_breaches(coding: dict[str, Any]) -> Iterator[str]:
    """Spans that are not in the text, ids that stand twice, references to what is not there."""
    text = coding["document"]["text"]
    layers = {name: value for name, value in coding.items() if isinstance(value, list)}
    for name, layer in layers.items():
        yield from _spans(text, layer, name)
        for identity, number in Counter(annotation.get("id") for annotation in layer).items():
            if number > 1:
                yield f"{name}: the id {identity} stands {number} times"
    known = {name: {annotation["id"] for annotation in layers.get(name, [])} for name in ("entities", "quotes", "events", "times")}
    for name, layer in layers.items():
        for annotation in layer:
            for what in _references(annotation, known):
                yield f"{name}: {annotation.get('id')}: {what}"


def _spans(text: str, value: Any, where: str) -> Iterator[str]:
    """Everything with start, end and text, however deep it stands."""
    if isinstance(value, list):
        for n, item in enumerate(value):
            yield from _spans(text, item, f"{where}[{n}]")
    elif isinstance(value, dict):
        start, end, said = value.get("start"), value.get("end"), value.get("text")
        if start is not None and (end is None or not 0 <= start < end <= len(text) or text[start:end] != said):
            yield f"{where}: the span {start}..{end} does not read {said!r}"
        for name, item in value.items():
            if isinstance(item, list | dict):
                yield from _spans(text, item, f"{where}.{name}")


def _references(value: Any, known: dict[str, set[str]]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _references(item, known)
        return
    if not isinstance(value, dict):
        return
    targets = {"entity": "entities", "quote": "quotes", "parent": "quotes", "event": "events"}
    if value.get("kind") == "quote":
        targets["time"] = "times"
    for field, layer in targets.items():
        target = value.get(field)
        if isinstance(target, str) and target not in known[layer]:
            yield f"{field} names {target}, which the coding does not hold"
    for item in value.values():
        if isinstance(item, list | dict):
            yield from _references(item, known)


def _search(path: Path) -> Iterator[Breach]:
    """The full-text indexes against their tables. SQLite counts the check as a write, so it is done in a transaction that is taken back."""
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            for index in schema.SEARCH:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - names of our own
                except sqlite3.DatabaseError as error:
                    if "readonly" in str(error):
                        return  # cannot be checked there, and nothing can have been changed there either
                    yield Breach(where=index, what=f"the search index is not that of its table: {error}")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error) and "unable to open" not in str(error):
            yield Breach(where="search", what=f"the search indexes could not be checked: {error}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
