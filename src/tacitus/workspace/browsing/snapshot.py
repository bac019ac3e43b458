"""The index of one moment: the events, quotations and documents of the newest codings, in the order of the record, and the incidents.

Rows are numbered from 0 in every list; ``event_incident[7]`` is the number of the incident of event 7, -1 where it has none. Entries are
pairs (row, value), sorted by row, each pair once.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from tacitus.model.ontology import EVENT_TYPES, QUAD, QUADS, STATUSES, VOICES
from tacitus.workspace.browsing.columns import NO_DAY, PARTS, Bools, Codes, Columns, Ids, Ints, Longs
from tacitus.workspace.browsing.grouping import Entries, firsts, spread
from tacitus.workspace.browsing.persons import Actors

ACTOR, RECIPIENT, TARGET, SPEAKER = range(len(PARTS))
LONGEST_DAYS = 31  # what is known by more than a month has no day in a timeline
_HALF = 32  # bits of a number in a pair that is sorted


def entries(row: Any, value: Any) -> Entries:
    """Sorted, each once; values below 0 are none."""
    kept = (value >= 0) & (row >= 0)
    pairs = np.sort((row[kept].astype(np.int64) << _HALF) | value[kept].astype(np.int64))
    pairs = pairs[_changing(pairs)]
    return Entries((pairs >> _HALF).astype(np.int32), (pairs & ((1 << _HALF) - 1)).astype(np.int32))


def _changing(values: Any) -> Bools:
    """Where a sorted value is another than the one before."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _lookup(seqs: Any, rows: Any = None) -> Ints:
    """From a number of a table to the row in the index; -1 where it is not there."""
    found = np.full(int(seqs.max()) + 1 if len(seqs) else 1, -1, np.int32)
    found[seqs] = np.arange(len(seqs), dtype=np.int32) if rows is None else rows
    return found


def _of(lookup: Ints, seqs: Any) -> Ints:
    """Rows of numbers, -1 also for those beyond the table."""
    inside = seqs < len(lookup)
    found: Ints = np.where(inside, lookup[np.where(inside, seqs, 0)], -1).astype(np.int32)
    return found


class Snapshot:
    """``generation`` tells one from the other. Built from columns that may grow afterwards; shares none of their arrays that change."""

    def __init__(self, columns: Columns, generation: int, *, masked: bool) -> None:
        self.generation = generation
        self.masked = masked
        self.outlets = tuple(columns.outlets.values_)
        self.fingerprints = tuple(columns.fingerprints.values_)
        self.who = columns.persons()  # grows at its end alone
        self.where = tuple(columns.where.values_)
        self.first_place = tuple(columns.first_place)
        self.words = columns.words.values_  # grows at its end alone
        self.actors = Actors(columns, masked=masked)
        self._documents(columns)
        self._incidents(columns)
        self._events(columns)
        self._quotes(columns)
        self._parties(columns)
        self._places(columns)

    def _documents(self, columns: Columns) -> None:
        table = columns.documents
        self.documents = len(table["seq"])
        self.document_seq, self.document_coding = table["seq"], table["coding"]
        self.document_id: list[str] = table["id"]
        self.document_outlet: Ints = table["outlet"]
        self.document_published: Ints = table["published"]
        self.document_failed: Bools = table["failed"]
        self.document_fingerprint: Ints = table["fingerprint"]
        self.document_row = _lookup(self.document_seq)
        self._of_coding = _lookup(table["coding"])

    def _incidents(self, columns: Columns) -> None:
        table = columns.incidents
        self.incidents = len(table["seq"])
        self.incident_seq, self.incident_id, self.incident_type = table["seq"], table["id"], table["type"]
        self.incident_earliest: Ints = table["earliest"]
        self.incident_latest: Ints = table["latest"]
        self.incident_published: Ints = table["published"]
        self.incident_reports: Ints = table["reports"]
        self.incident_outlets: Ints = table["outlets"]
        self.incident_origins: Ints = table["origins"]

    def _newest(self, block: Any) -> tuple[Any, Ints]:
        """Which rows of a table are of newest codings, in the order of the record, and their documents."""
        document = _of(self._of_coding, block.column("coding"))
        order = np.argsort(document, kind="stable")
        order = order[np.searchsorted(document[order], 0) :]
        return order, document[order]

    def _events(self, columns: Columns) -> None:
        table = columns.events
        order, self.event_document = self._newest(table)
        self.events = len(order)
        for name in ("seq", "id", "confidence", "score", "start", "end", "earliest", "latest"):
            setattr(self, f"event_{name}", table.column(name)[order])
        kind = table.column("kind")[order]
        kinds = [one.split("/") for one in columns.kinds.values_]
        for n, (name, all_) in enumerate((("type", EVENT_TYPES), ("status", STATUSES), ("voice", VOICES))):
            codes = np.array([all_.index(one[n]) for one in kinds], np.uint8)
            setattr(self, f"event_{name}", codes[kind])
        quads = np.array([QUADS.index(QUAD[one]) for one in EVENT_TYPES], np.uint8)
        self.event_quad = quads[self.event_type]
        self.event_row = _lookup(self.event_seq)
        self.event_outlet: Ints = self.document_outlet[self.event_document]
        self.event_published: Ints = self.document_published[self.event_document]
        self.event_first: Ints = np.where(self.event_earliest == NO_DAY, self.event_published, self.event_earliest)
        self.event_last: Ints = np.where(self.event_latest == NO_DAY, self.event_published, self.event_latest)
        self.event_incident: Ints = columns.memberships()[order]

    event_seq: Any
    event_id: Ids
    event_type: Any
    event_quad: Any
    event_status: Any
    event_voice: Any
    event_confidence: Any
    event_score: Any
    event_start: Ints
    event_end: Ints
    event_earliest: Ints
    event_latest: Ints

    @cached_property
    def _by_id(self) -> tuple[Any, Ids]:
        order = np.argsort(self.event_id, kind="stable")
        return order, self.event_id[order]

    def events_with(self, ids: Any) -> Ints:
        """Rows of events by their ids (bytes), -1 where there is none."""
        return _found(self._by_id, ids)

    @cached_property
    def _quotes_by_id(self) -> tuple[Any, Ids]:
        order = np.argsort(self.quote_id, kind="stable")
        return order, self.quote_id[order]

    def quotes_with(self, ids: Any) -> Ints:
        return _found(self._quotes_by_id, ids)

    def rows_of(self, of: str, seqs: Any) -> Ints:
        """Rows of events, quotes or documents by their numbers in the tables; -1 for those of older codings."""
        return _of({"events": self.event_row, "quotes": self.quote_row, "documents": self.document_row}[of], seqs)

    def documents_of(self, codings: Any) -> Ints:
        """Rows of documents by the numbers of their newest codings; -1 for older ones."""
        return _of(self._of_coding, codings)

    @cached_property
    def incident_numbers(self) -> dict[str, int]:
        return {identity.decode(): n for n, identity in enumerate(self.incident_id.tolist())}

    @cached_property
    def document_numbers(self) -> dict[str, int]:
        return {identity: n for n, identity in enumerate(self.document_id)}

    def _quotes(self, columns: Columns) -> None:
        table = columns.quotes
        order, self.quote_document = self._newest(table)
        self.quotes = len(order)
        self.quote_seq, self.quote_id = table.column("seq")[order], table.column("id")[order]
        self.quote_row = _lookup(self.quote_seq)
        self.quote_outlet: Ints = self.document_outlet[self.quote_document]
        self.quote_published: Ints = self.document_published[self.quote_document]
        self.told = self._told(table.column("start")[order], table.column("end")[order])

    def _told(self, starts: Any, ends: Any) -> Entries:
        """Quotations and the events told in their words."""
        by_place = np.lexsort((self.event_start, self.event_document))
        events = (self.event_document[by_place].astype(np.int64) << _HALF) | self.event_start[by_place]
        documents = self.quote_document.astype(np.int64) << _HALF
        low, high = np.searchsorted(events, documents | starts), np.searchsorted(events, documents | ends, side="right")
        number = high - low
        quote = np.repeat(np.arange(self.quotes, dtype=np.int32), number)
        first = np.repeat(low - np.concatenate(([0], np.cumsum(number)[:-1])) if len(low) else low, number)
        event = by_place[first + np.arange(len(quote))] if len(quote) else np.empty(0, np.int32)
        inside = self.event_end[event] <= ends[quote]
        return Entries(quote[inside], event[inside].astype(np.int32))

    def _parties(self, columns: Columns) -> None:
        table = columns.parties
        part, who = table.column("part"), table.column("who")
        event, quote = _of(self.event_row, table.column("event")), _of(self.quote_row, table.column("quote"))
        event[table.column("event") == 0] = -1
        quote[table.column("quote") == 0] = -1
        codes: Codes[str | None] = Codes([None, *(one[4] for one in self.where), *(one[2] for one in self.who)])
        self.countries = tuple(codes.values_)
        country = np.array([codes[one[2]] for one in self.who], np.int32)[who]
        self.where_country: Ints = np.array([codes[one[4]] for one in self.where], np.int32)
        key = self.actors.key[who]  # none for private persons; their countries stay
        self.by_part = {n: entries(event[part == n], key[part == n]) for n in range(len(PARTS))}
        self.said_by = entries(quote, key)
        self.quote_country = entries(quote, np.where(country > 0, country, -1))
        self._party_country = (event[part != SPEAKER], country[part != SPEAKER])
        unlisted = (event >= 0) & np.array([one[0] is None and one[1] is not None for one in self.who], np.bool_)[who]
        self.unlisted = entries(event[unlisted], who[unlisted])
        named = (event >= 0) & (key >= 0)
        self.naming = (event[named], key[named], table.column("words")[named])

    def _places(self, columns: Columns) -> None:
        table = columns.places
        event = _of(self.event_row, table.column("event"))
        self.placed = entries(event, table.column("where"))
        rows = np.concatenate([self._party_country[0], self.placed.row])
        values = np.concatenate([self._party_country[1], self.where_country[self.placed.value]])
        self.in_country = entries(rows, np.where(values > 0, values, -1))
        del self._party_country

    @cached_property
    def document_events(self) -> Longs:
        """How many events each document has."""
        return np.bincount(self.event_document, minlength=self.documents)

    @cached_property
    def document_quotes(self) -> Longs:
        return np.bincount(self.quote_document, minlength=self.documents)

    def warm(self) -> None:
        """Makes what is otherwise made when it is first needed."""
        for name in (
            "_by_id", "_quotes_by_id", "_events_by_incident", "incident_numbers", "document_numbers", "document_events", "document_quotes",
            "event_day", "incident_day", "either",
        ):  # fmt: skip
            getattr(self, name)

    # Days of a timeline

    @cached_property
    def event_day(self) -> Ints:
        return _day(self.event_first, self.event_last)

    @cached_property
    def incident_day(self) -> Ints:
        first = np.where(self.incident_earliest == NO_DAY, self.incident_published, self.incident_earliest)
        last = np.where(self.incident_latest == NO_DAY, first, self.incident_latest)
        return _day(first, last)

    @cached_property
    def _events_by_incident(self) -> tuple[Any, Any]:
        order = np.argsort(self.event_incident, kind="stable").astype(np.int32)
        return order, np.searchsorted(self.event_incident[order], np.arange(self.incidents + 1))

    def links(self, of: str) -> tuple[Any, Any]:
        """Rows of a list and the events that they hold, sorted by row."""
        if of == "incidents":
            order, first = self._events_by_incident
            events = order[first[0] :] if len(first) else order[:0]
            return self.event_incident[events], events
        if of == "quotes":
            return self.told.row, self.told.value
        events = np.arange(self.events, dtype=np.int32)
        return (self.event_document if of == "documents" else events), events

    def held(self, of: str, values: Any) -> tuple[Any, Any, Any]:
        """What a list's rows have through their events, sorted by row: rows, events, values. Given one value an event, or entries."""
        row, event = self.links(of)
        if not isinstance(values, Entries):
            return row, event, values[event]
        first = firsts(values.row, self.events)
        number = first[event + 1] - first[event]
        return np.repeat(row, number), np.repeat(event, number), values.value[spread(first[event], number)]

    def events_of_all(self, incidents: Any) -> tuple[Any, Any]:
        """Rows of the events of these incidents, and which of them each is of."""
        order, first = self._events_by_incident
        number = first[incidents + 1] - first[incidents]
        return order[spread(first[incidents], number)], np.repeat(np.arange(len(incidents)), number)

    def events_of(self, incident: int) -> Ints:
        """Rows of the events of an incident."""
        order, first = self._events_by_incident
        found: Ints = order[first[incident] : first[incident + 1]]
        return found

    def unlisted_in(self, events: Ints) -> list[tuple[int, int]]:
        """Events and those of their parties (numbers of ``who``) whom no lexicon knows."""
        low, high = np.searchsorted(self.unlisted.row, events), np.searchsorted(self.unlisted.row, events, side="right")
        return [
            (event, int(who))
            for event, first, last in zip(events.tolist(), low.tolist(), high.tolist(), strict=True)
            for who in self.unlisted.value[first:last]
        ]

    @cached_property
    def either(self) -> Entries:
        """Events and who is actor or recipient in them."""
        actor, recipient = self.by_part[ACTOR], self.by_part[RECIPIENT]
        return entries(np.concatenate([actor.row, recipient.row]), np.concatenate([actor.value, recipient.value]))


def _day(first: Any, last: Any) -> Ints:
    """The first day, where the last is near it."""
    vague = last.astype(np.int64) - first >= LONGEST_DAYS
    found: Ints = np.where(vague | (first == NO_DAY), NO_DAY, first).astype(np.int32)
    return found


def _found(by_id: tuple[Any, Ids], ids: Any) -> Ints:
    order, sorted_ids = by_id
    if not len(order):
        return np.full(len(ids), -1, np.int32)
    at = np.minimum(np.searchsorted(sorted_ids, ids), len(order) - 1)
    found: Ints = np.where(sorted_ids[at] == ids, order[at], -1).astype(np.int32)
    return found
