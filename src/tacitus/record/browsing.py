"""What browsing reads: whole columns for an index in memory, streamed, and a few rows by their numbers.

The statements are plain SQL and give plain tuples: objects for a million rows would take minutes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

AT_ONCE = 20_000  # rows of a column block
FEW = 500  # numbers in one statement

Rows = list[tuple[Any, ...]]

# Whole columns. What is numbered is read from a number on, for rows are only ever added; newest is told by the documents' statement.
DOCUMENTS = """
SELECT d.seq, c.seq, d.id, d.outlet, substr(d.published_at, 1, 10), c.failed, c.fingerprint
FROM codings AS c JOIN documents AS d ON d.seq = c.document WHERE c.newest ORDER BY d.seq"""
EVENTS = """
SELECT seq, coding, id, type || '/' || status || '/' || voice, start, "end", earliest, latest, confidence, score
FROM events WHERE seq > ? ORDER BY seq"""
QUOTES = 'SELECT seq, coding, id, start, "end" FROM quotes WHERE seq > ? ORDER BY seq'
# Who it is stands in one value (entity of a lexicon, name, country, private), which is looked up faster than four.
PARTIES = """
SELECT seq, ifnull(event, 0), ifnull(quote, 0), part,
  iif(entity LIKE 'ent-%', '', ifnull(entity, ''))
    || char(31) || ifnull(name, '') || char(31) || ifnull(country, '') || char(31) || private,
  iif(name IS NULL AND (entity IS NULL OR entity LIKE 'ent-%'), NULL, text)
FROM parties WHERE seq > ? ORDER BY seq"""
PLACES = """
SELECT seq, event, geonames_id, name, latitude, longitude, country, admin1, ordinal FROM event_places WHERE seq > ? ORDER BY seq"""
INCIDENTS = """
SELECT seq, id, types, earliest, latest, reports, outlets, origins, substr(first_published, 1, 10) FROM incidents ORDER BY seq"""
MEMBERS = "SELECT event, incident FROM incident_events"
# The same for events after a number.
LAST_DOCUMENTS = DOCUMENTS.replace("AS c JOIN", "AS c NOT INDEXED CROSS JOIN").replace("ORDER BY", "AND c.seq > ? ORDER BY")
LAST_MEMBERS = "SELECT m.event, m.incident FROM events AS e JOIN incident_events AS m ON m.event = e.id WHERE e.seq > ?"
LAST_INCIDENTS = INCIDENTS.replace("ORDER BY", f"WHERE id IN (SELECT incident FROM ({LAST_MEMBERS})) ORDER BY")  # noqa: S608 - our own

# What tells that something of the above is another.
STATE = """
SELECT (SELECT max(seq) FROM codings), (SELECT count(*) FROM codings), (SELECT max(seq) FROM documents), (SELECT max(seq) FROM events),
  (SELECT count(*) FROM codings WHERE newest), (SELECT max(seq) FROM runs), (SELECT count(*) FROM runs WHERE finished IS NOT NULL)"""
INCIDENT_STATE = """
SELECT (SELECT max(seq) FROM incidents), (SELECT count(*) FROM incidents), (SELECT max(seq) FROM incident_log),
  (SELECT max(seq) FROM incident_constraints), (SELECT count(*) FROM incident_constraints WHERE undone_at IS NOT NULL),
  (SELECT count(*) FROM corpus_state), (SELECT sum(coding) FROM corpus_state)"""


def raw(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection of a transaction."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def blocks(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Rows]:
    """The rows of a statement, in blocks."""
    cursor = raw(connection).execute(statement, parameters)
    while block := cursor.fetchmany(AT_ONCE):
        yield block


def state(connection: Connection) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Two marks: of codings and of incidents; as long as one is the same, so is what it stands for."""
    execute = raw(connection).execute
    return tuple(execute(STATE).fetchone()), tuple(execute(INCIDENT_STATE).fetchone())


def codings_until(connection: Connection, seq: int) -> tuple[int, str | None]:
    """How many codings have no greater number, and the id of that one."""
    execute = raw(connection).execute
    number = int(execute("SELECT count(*) FROM codings WHERE seq <= ?", (seq,)).fetchone()[0])
    identity = execute("SELECT id FROM codings WHERE seq = ?", (seq,)).fetchone()
    return number, identity[0] if identity else None


def last_numbers(connection: Connection, codings: int) -> dict[str, int]:
    """By table, the number after which the rows of the last so many codings stand. ``+``: by the index on what is asked, not by number."""
    execute = raw(connection).execute
    coding = int(execute("SELECT ifnull(max(seq), 0) FROM codings").fetchone()[0]) - codings
    found = {"codings": coding}
    for table in ("events", "quotes"):
        first = execute(f"SELECT min(+seq) FROM {table} WHERE coding > ?", (coding,)).fetchone()[0]  # noqa: S608 - a name of our own
        found[table] = (first or 1) - 1
    for table, owner in (("parties", "events"), ("event_places", "events")):
        first = execute(f"SELECT min(+seq) FROM {table} WHERE event > ?", (found[owner],)).fetchone()[0]  # noqa: S608 - a name of our own
        found[table] = (first or 1) - 1
    return found


def numbers(connection: Connection) -> tuple[int, int, int]:
    """Documents, events and incidents."""
    execute = raw(connection).execute
    counted = [int(execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("documents", "events", "incidents")]  # noqa: S608
    return counted[0], counted[1], counted[2]


def found(connection: Connection, index: str, expression: str) -> str:
    """Numbers of the rows in which an FTS5 expression is found, with commas between them: SQLite writes a million faster than Python."""
    statement = f"SELECT group_concat(rowid) FROM {index} WHERE {index} MATCH ?"  # noqa: S608 - a name of our own
    return raw(connection).execute(statement, (expression,)).fetchone()[0] or ""


def _few(connection: Connection, statement: str, wanted: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """A statement with ``IN (?)``, asked for a few values at a time."""
    values = list(wanted)
    for n in range(0, len(values), FEW):
        some = values[n : n + FEW]
        yield from raw(connection).execute(statement.replace("IN (?)", f"IN ({','.join('?' * len(some))})"), some)


def events_at(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    """JSON of the events with these numbers."""
    return dict(_few(connection, "SELECT seq, json FROM events WHERE seq IN (?)", seqs))


def quotes_at(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    return dict(_few(connection, "SELECT seq, json FROM quotes WHERE seq IN (?)", seqs))


def incidents_at(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    return dict(_few(connection, "SELECT seq, json FROM incidents WHERE seq IN (?)", seqs))


def documents_at(connection: Connection, seqs: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """By number: title, url, author, published_at, characters."""
    statement = "SELECT seq, title, url, author, published_at, length(text) FROM documents WHERE seq IN (?)"
    return {row[0]: row[1:] for row in _few(connection, statement, seqs)}


def texts_at(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    return dict(_few(connection, "SELECT seq, text FROM documents WHERE seq IN (?)", seqs))


def codings_at(connection: Connection, seqs: Iterable[int]) -> dict[int, bytes]:
    """Compressed JSON of whole codings."""
    return dict(_few(connection, "SELECT seq, json FROM codings WHERE seq IN (?)", seqs))


def parties_at(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    """Sectors (JSON) of the parties with these numbers."""
    return dict(_few(connection, "SELECT seq, sectors FROM parties WHERE seq IN (?)", seqs))


def origins_of(connection: Connection, events: Iterable[str]) -> dict[str, str]:
    """Event id to the origin of its report."""
    return dict(_few(connection, "SELECT event, origin FROM incident_events WHERE event IN (?)", events))


def led_to(connection: Connection, incidents: Iterable[str]) -> dict[str, str]:
    """Ids of incidents that ended, to those which took them in."""
    return dict(_few(connection, "SELECT old, new FROM incident_redirects WHERE old IN (?)", incidents))


def local_names(connection: Connection, entities: Iterable[str]) -> list[tuple[Any, ...]]:
    """Name, country and whether private, of the parties that are a document's own entities."""
    return list(_few(connection, "SELECT DISTINCT name, country, private FROM parties WHERE entity IN (?)", entities))


def run_log(connection: Connection) -> list[tuple[Any, ...]]:
    """Runs, the last first: started, finished, state, version, fingerprint, options, counts."""
    statement = "SELECT started, finished, state, version, fingerprint, options, counts FROM runs ORDER BY seq DESC"
    return list(raw(connection).execute(statement))


def codings(connection: Connection) -> int:
    """How many codings there are, newest or not."""
    return int(raw(connection).execute("SELECT count(*) FROM codings").fetchone()[0])


def coding_before_last(connection: Connection, number: int) -> int:
    """The number of the coding before the last so many; 0 where there is none."""
    found = raw(connection).execute("SELECT seq FROM codings ORDER BY seq DESC LIMIT 1 OFFSET ?", (max(0, number),)).fetchone()
    return int(found[0]) if found is not None else 0


def failure_lines(connection: Connection, limit: int) -> list[tuple[Any, ...]]:
    """Level, input, document's number, stage, reason; failures before notes."""
    statement = """
SELECT f.level, f.input, c.document, f.stage, f.reason FROM failures AS f LEFT JOIN codings AS c ON c.seq = f.coding
WHERE f.coding IS NULL OR c.newest ORDER BY f.level, f.position, f.coding IS NOT NULL, f.seq LIMIT ?"""
    return list(raw(connection).execute(statement, (limit,)))


def failures(connection: Connection) -> int:
    """Inputs that gave no document, and newest codings that failed."""
    statement = """
SELECT count(DISTINCT ifnull(f.coding, -f.seq)) FROM failures AS f LEFT JOIN codings AS c ON c.seq = f.coding
WHERE f.level = 'failure' AND (f.coding IS NULL OR c.newest)"""
    return int(raw(connection).execute(statement).fetchone()[0])


def waiting(connection: Connection) -> int:
    """Documents whose newest coding the incidents have not taken in."""
    statement = """
SELECT count(*) FROM codings AS c LEFT JOIN corpus_state AS s ON s.document = c.document
WHERE c.newest AND (s.coding IS NULL OR s.coding != c.seq)"""
    return int(raw(connection).execute(statement).fetchone()[0])
