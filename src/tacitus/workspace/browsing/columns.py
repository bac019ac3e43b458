"""Whole columns of a record in memory, as the tables have them: read once, then only what was added."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from tacitus.model.ontology import EVENT_TYPES
from tacitus.record import browsing as tables

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Ids = NDArray[np.bytes_]
Bools = NDArray[np.bool_]
K = TypeVar("K", bound=Hashable)

NO_DAY = np.iinfo(np.int32).min  # a date that is not known
NO_OUTLET = 0  # the number of the outlet that is not known
PARTS = ("actor", "recipient", "target", "speaker")
SEPARATOR = "\x1f"
LOCAL = "ent-"  # ids of a document's own entities, which mean nothing elsewhere
Who = tuple[str | None, str | None, str | None, bool]  # entity of the lexicon, name, country, private
Where = tuple[int | None, str | None, float | None, float | None, str | None, str | None]  # geonames id, name, lat., long., country, admin1


class Codes(dict[K, int], Generic[K]):
    """Gives each new value the next number; ``values`` has them in that order. None is -1 where ``none`` is asked for."""

    def __init__(self, known: Sequence[K] = ()) -> None:
        super().__init__()
        self.values_: list[K] = []
        for value in known:
            self[value]

    def __missing__(self, key: K) -> int:
        number = self[key] = len(self.values_)
        self.values_.append(key)
        return number


class _Days(dict[str | None, int]):
    """ISO day to its number (date.toordinal); what is none is NO_DAY."""

    def __missing__(self, key: str | None) -> int:
        try:
            number = date.fromisoformat((key or "")[:10]).toordinal()
        except ValueError:
            number = int(NO_DAY)
        self[key] = number
        return number


class Block:
    """Columns of one table that grow: ``columns`` name → array; all are as long as ``length``."""

    def __init__(self, **kinds: Any) -> None:
        self._kinds = kinds
        self.after = 0  # the number after which rows are read
        self._parts: dict[str, list[Any]] = {name: [np.empty(0, kind)] for name, kind in kinds.items()}

    def add(self, **columns: Any) -> None:
        for name, values in columns.items():
            self._parts[name].append(values if isinstance(values, np.ndarray) else np.fromiter(values, self._kinds[name], len(values)))

    def column(self, name: str) -> Any:
        parts = self._parts[name]
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        return parts[0]

    @property
    def last(self) -> int:
        seq = self.column("seq")
        return int(seq[-1]) if len(seq) else self.after


class Columns:
    """All codings' events, quotations, parties and places; which codings are the newest; the incidents."""

    def __init__(self) -> None:
        self.days = _Days()
        self.outlets: Codes[str | None] = Codes([None])
        self.fingerprints: Codes[str] = Codes()
        self.kinds: Codes[str] = Codes()  # type/status/voice
        self.who: Codes[str] = Codes()
        self.first_party: list[int] = []  # of each of those, the number of a row that has it
        self._persons: list[Who] = []
        self.words: Codes[str | None] = Codes([None])
        self.where: Codes[Where] = Codes()
        self.first_place: list[tuple[int, int]] = []  # of each place: number of an event that has it, and which of its places it is
        days = {"earliest": np.int32, "latest": np.int32}
        span = {"start": np.int32, "end": np.int32}
        self.events = Block(seq=np.int64, coding=np.int64, id="S24", kind=np.int16, **span, **days, confidence=np.float32, score=np.float32)
        self.quotes = Block(seq=np.int64, coding=np.int64, id="S24", **span)
        self.parties = Block(seq=np.int64, event=np.int64, quote=np.int64, part=np.uint8, who=np.int32, words=np.int32)
        self.places = Block(seq=np.int64, event=np.int64, where=np.int32)
        self.documents: dict[str, Any] = {}
        self.incidents: dict[str, Any] = {}
        self.members: tuple[Ids, Ints] = (np.empty(0, "S24"), np.empty(0, np.int32))  # events by id, and the incidents they are of
        self._member_of: Ints = np.empty(0, np.int32)
        self.marks: tuple[Any, Any] = (None, None)
        self._last: tuple[int, str | None] = (0, None)

    def fit(self, connection: Connection) -> bool:
        """False where codings were taken out since the last time: their numbers may be given anew, so that all must be read again."""
        return self.marks[0] is None or tables.codings_until(connection, self.marks[0][0] or 0) == self._last

    def read(self, connection: Connection) -> bool:
        """Takes in what is new; False where nothing is. All is of one moment: the connection is in one transaction."""
        marks = tables.state(connection)
        if marks == self.marks:
            return False
        if marks[0] != self.marks[0]:
            self._documents(connection)
            self._events(connection)
            self._quotes(connection)
            self._parties(connection)
            self._places(connection)
        if marks[1] != self.marks[1]:
            self._incidents(connection)
        self.marks = marks
        self._last = tables.codings_until(connection, marks[0][0] or 0)
        return True

    def read_last(self, connection: Connection, codings: int) -> None:
        """Only the last codings and the incidents of their events: enough for a first page."""
        after = tables.last_numbers(connection, codings)
        for block, table in ((self.events, "events"), (self.quotes, "quotes"), (self.parties, "parties"), (self.places, "event_places")):
            block.after = after[table]
        self._documents(connection, tables.LAST_DOCUMENTS, (after["codings"],))
        self._events(connection)
        self._quotes(connection)
        self._parties(connection)
        self._places(connection)
        self._incidents(connection, tables.LAST_INCIDENTS, tables.LAST_MEMBERS, (after["events"],))

    def _documents(self, connection: Connection, statement: str = tables.DOCUMENTS, after: tuple[int, ...] = ()) -> None:
        block = Block(seq=np.int64, coding=np.int64, outlet=np.int32, published=np.int32, failed=np.bool_, fingerprint=np.int32)
        ids: list[str] = []
        for rows in tables.blocks(connection, statement, after):
            seq, coding, identity, outlet, published, failed, fingerprint = zip(*rows, strict=True)
            ids.extend(identity)
            block.add(
                seq=seq, coding=coding, outlet=_coded(self.outlets, outlet), published=_coded(self.days, published), failed=failed,
                fingerprint=_coded(self.fingerprints, fingerprint),
            )  # fmt: skip
        self.documents = {name: block.column(name) for name in ("seq", "coding", "outlet", "published", "failed", "fingerprint")}
        self.documents["id"] = ids

    def _events(self, connection: Connection) -> None:
        for rows in tables.blocks(connection, tables.EVENTS, (self.events.last,)):
            seq, coding, identity, kind, start, end, earliest, latest, confidence, score = zip(*rows, strict=True)
            self.events.add(
                seq=seq, coding=coding, id=np.array(identity, "S24"), start=start, end=end, confidence=confidence, score=score,
                kind=_coded(self.kinds, kind), earliest=_coded(self.days, earliest), latest=_coded(self.days, latest),
            )  # fmt: skip

    def _quotes(self, connection: Connection) -> None:
        for rows in tables.blocks(connection, tables.QUOTES, (self.quotes.last,)):
            seq, coding, identity, start, end = zip(*rows, strict=True)
            self.quotes.add(seq=seq, coding=coding, id=np.array(identity, "S24"), start=start, end=end)

    def _parties(self, connection: Connection) -> None:
        parts = {part: n for n, part in enumerate(PARTS)}
        for rows in tables.blocks(connection, tables.PARTIES, (self.parties.last,)):
            seq, event, quote, part, who, text = zip(*rows, strict=True)
            known = len(self.who)
            codes = _coded(self.who, who)
            if len(self.who) > known:
                first = {code: n for n, code in reversed(list(enumerate(codes.tolist()))) if code >= known}
                self.first_party.extend(seq[first[code]] for code in range(known, len(self.who)))
            self.parties.add(
                seq=seq, event=event, quote=quote, part=_coded(parts, part), who=codes, words=_coded(self.words, text)
            )  # fmt: skip

    def persons(self) -> list[Who]:
        """Everybody by the numbers of ``who``."""
        self._persons.extend(_who(one) for one in self.who.values_[len(self._persons) :])
        return self._persons

    def _places(self, connection: Connection) -> None:
        for rows in tables.blocks(connection, tables.PLACES, (self.places.last,)):
            known = len(self.where)
            where = _coded(self.where, [row[2:8] for row in rows])
            if len(self.where) > known:
                first = {code: n for n, code in reversed(list(enumerate(where.tolist()))) if code >= known}
                self.first_place.extend((rows[first[code]][1], rows[first[code]][8]) for code in range(known, len(self.where)))
            self.places.add(seq=[row[0] for row in rows], event=[row[1] for row in rows], where=where)

    def _incidents(
        self, connection: Connection, incidents_: str = tables.INCIDENTS, members: str = tables.MEMBERS, after: tuple[int, ...] = ()
    ) -> None:
        types = {value: n for n, value in enumerate(EVENT_TYPES)}
        block = Block(
            seq=np.int64, id="S24", type=np.uint8, earliest=np.int32, latest=np.int32, reports=np.int32, outlets=np.int32, origins=np.int32,
            published=np.int32,
        )  # fmt: skip
        for rows in tables.blocks(connection, incidents_, after):
            seq, identity, kinds, earliest, latest, reports, outlets, origins, published = zip(*rows, strict=True)
            block.add(
                seq=seq, id=np.array(identity, "S24"), type=[types[kind.split('"', 2)[1]] for kind in kinds],
                earliest=_coded(self.days, earliest), latest=_coded(self.days, latest),
                reports=reports, outlets=outlets, origins=origins, published=_coded(self.days, published),
            )  # fmt: skip
        names = ("seq", "id", "type", "earliest", "latest", "reports", "outlets", "origins", "published")
        self.incidents = {name: block.column(name) for name in names}
        numbers = {identity: n for n, identity in enumerate(self.incidents["id"].tolist())}
        events: list[Any] = [np.empty(0, "S24")]
        incidents: list[Any] = [np.empty(0, np.int32)]
        for rows in tables.blocks(connection, members, after):
            event, incident = zip(*rows, strict=True)
            events.append(np.array(event, "S24"))
            incidents.append(np.fromiter((numbers.get(one.encode(), -1) for one in incident), np.int32, len(incident)))
        ids = np.concatenate(events)
        order = np.argsort(ids, kind="stable")
        self.members = (ids[order], np.concatenate(incidents)[order])
        self._member_of = np.empty(0, np.int32)

    def memberships(self) -> Ints:
        """By place in the columns of events: number of the incident, -1 where there is none. Only new events are looked up."""
        ids, incidents = self.members
        new = self.events.column("id")[len(self._member_of) :]
        found = np.full(len(new), -1, np.int32)
        if len(ids) and len(new):
            at = np.minimum(np.searchsorted(ids, new), len(ids) - 1)
            held = ids[at] == new
            found[held] = incidents[at[held]]
        self._member_of = np.concatenate([self._member_of, found])
        return self._member_of


def _coded(codes: Any, values: Sequence[Any]) -> Any:
    """Numbers of values, as int32."""
    return np.fromiter(map(codes.__getitem__, values), np.int32, len(values))


def _who(said: str) -> Who:
    """Of one value as PARTIES gives it."""
    entity, name, country, private = said.split(SEPARATOR)
    return entity or None, name or None, country or None, private == "1"
