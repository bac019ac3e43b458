"""Filters of the lists of events and quotations, as conditions on the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, column, exists, func, or_, select, table

from tacitus.model.errors import UsageError
from tacitus.model.ontology import EVENT_TYPES, QUADS, STATUSES, VOICES
from tacitus.record import schema

MOST_PHRASES, MOST_LETTERS = 100, 4000  # of one search

Several = Sequence[str]
Condition = ColumnElement[bool]


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Each narrows the list; several values of one are alternatives. Empty: no narrowing.

    ``actor``, ``speaker`` and ``outlet`` match a part of the name in any case (an entity's id too); ``country`` an alpha-3 code of a party
    or of the event's place (of a quotation: its speaker's); ``since`` and ``until`` the event's own dates, or where it has none, the
    publication date (of a quotation: the publication date alone); ``type``, ``quad``, ``status`` and
    ``voice`` of a quotation those of an event told in it. ``words`` is searched in the evidence, or in what is quoted.
    """

    type: Several = ()
    quad: Several = ()
    status: Several = ()
    voice: Several = ()
    actor: Several = ()
    country: Several = ()
    speaker: Several = ()
    outlet: Several = ()
    form: Several = ()
    document: Several = ()
    since: str | None = None
    until: str | None = None
    words: str | None = None
    background: bool | None = None
    extent: Several = ()


def event_conditions(filters: Filters) -> list[Condition]:
    """Conditions for a query over events joined with their codings and documents."""
    events = schema.events
    _check(filters)
    found = [
        *_equal(events.c.type, [value.upper() for value in filters.type]),
        *_equal(events.c.quad, filters.quad),
        *_equal(events.c.status, filters.status),
        *_equal(events.c.voice, filters.voice),
        *_equal(events.c.extent, filters.extent),
        *_common(filters),
    ]
    if filters.background is not None:
        found.append(events.c.background == filters.background)
    if filters.actor:
        found.append(_has_party("event", ("actor",), filters.actor))
    if filters.speaker:
        found.append(_has_party("event", ("speaker",), filters.speaker))
    if filters.country:
        found.append(_in_country([value.upper() for value in filters.country]))
    if filters.since:
        found.append(func.coalesce(events.c.latest, _published()) >= filters.since)
    if filters.until:
        found.append(func.coalesce(events.c.earliest, _published()) <= filters.until)
    if filters.words:
        found.append(_holds("events_search", events.c.seq, filters.words))
    return found


def quote_conditions(filters: Filters) -> list[Condition]:
    """Conditions for a query over quotations joined with their codings and documents."""
    quotes = schema.quotes
    _check(filters)
    found = [*_equal(quotes.c.form, filters.form), *_common(filters)]
    speakers = (*filters.speaker, *filters.actor)
    if speakers:
        found.append(_has_party("quote", ("speaker",), speakers))
    told = _told(filters)
    if told is not None:
        found.append(told)
    if filters.country:
        parties = schema.parties
        countries = [value.upper() for value in filters.country]
        found.append(exists(select(1).where(parties.c.quote == quotes.c.seq, parties.c.country.in_(countries))))
    if filters.since:
        found.append(_published() >= filters.since)
    if filters.until:
        found.append(_published() <= filters.until)
    if filters.words:
        found.append(_holds("quotes_search", quotes.c.seq, filters.words))
    return found


def _told(filters: Filters) -> Condition | None:
    """That an event of this type, quad class, status or voice is told in the quotation's words."""
    events, quotes = schema.events, schema.quotes
    wanted = [
        *_equal(events.c.type, [value.upper() for value in filters.type]),
        *_equal(events.c.quad, filters.quad),
        *_equal(events.c.status, filters.status),
        *_equal(events.c.voice, filters.voice),
    ]
    if not wanted:
        return None
    inside = (events.c.coding == quotes.c.coding, events.c.start >= quotes.c.start, events.c.end <= quotes.c.end)
    return exists(select(1).where(*inside, *wanted))


def _common(filters: Filters) -> list[Condition]:
    documents, found = schema.documents, []
    if filters.outlet:
        found.append(or_(*[func.instr(func.lower(documents.c.outlet), value.lower()) > 0 for value in filters.outlet]))
    if filters.document:
        found.append(or_(*[_named(value) for value in filters.document]))
    return found


def _named(value: str) -> Condition:
    """A document by its id or the beginning of it, by its source id or its input."""
    documents = schema.documents
    if value.startswith("doc-"):
        return and_(documents.c.id >= value, documents.c.id < value + "\U0010ffff")
    return or_(documents.c.source_id == value, documents.c.input == value)


def _equal(column: Any, values: Several) -> list[Condition]:
    return [column.in_(list(values))] if values else []


def _has_party(owner: str, parts: Several, names: Several) -> Condition:
    parties = schema.parties
    of = parties.c.event == schema.events.c.seq if owner == "event" else parties.c.quote == schema.quotes.c.seq
    like = or_(*[func.instr(parties.c.folded, name.casefold()) > 0 for name in names])
    return exists(select(1).where(of, parties.c.part.in_(list(parts)), like))


def _in_country(countries: Several) -> Condition:
    parties, places, event = schema.parties, schema.event_places, schema.events.c.seq
    of_party = select(1).where(parties.c.event == event, parties.c.part != "speaker", parties.c.country.in_(countries))
    of_place = select(1).where(places.c.event == event, places.c.country.in_(countries))
    return or_(exists(of_party), exists(of_place))


def _published() -> Any:
    return func.substr(schema.documents.c.published_at, 1, 10)


def _holds(index: str, seq: Any, words: str) -> Condition:
    """Every word stands in it; words in double quotation marks stand together."""
    searched = table(index, column("rowid"), column(index))
    return seq.in_(select(searched.c.rowid).where(searched.c[index].op("MATCH")(search_expression(words))))  # type: ignore[no-any-return]


def search_expression(words: str) -> str:
    """What the user typed as an FTS5 expression in which nothing but phrases and words has a meaning."""
    phrases = []
    for n, piece in enumerate(words.split('"')):
        phrases.extend([piece] if n % 2 else piece.split())
    kept = [phrase for phrase in phrases if any(char.isalnum() for char in phrase)]
    if not kept:
        raise UsageError(f"nothing to search for in {words!r}: give at least one word.")
    if len(kept) > MOST_PHRASES or len(words) > MOST_LETTERS:
        raise UsageError(f"that is too much to search for: give at most {MOST_PHRASES} words or phrases, {MOST_LETTERS:,} letters in all.")
    return " AND ".join(f'"{phrase}"' for phrase in dict.fromkeys(kept))


def _check(filters: Filters) -> None:
    """UsageError for a value that no row can have."""
    for name, allowed in (("type", EVENT_TYPES), ("quad", QUADS), ("status", STATUSES), ("voice", VOICES)):
        for value in getattr(filters, name):
            wanted = value.upper() if name == "type" else value
            if wanted not in allowed:
                raise UsageError(f"no {name} is called {value!r}; there are {', '.join(allowed)}.")
    for name in ("since", "until"):
        value = getattr(filters, name)
        if value is not None:
            try:
                date.fromisoformat(value)
            except ValueError:
                raise UsageError(f"{value!r} is no date of the calendar; write it as 2024-05-31.") from None
