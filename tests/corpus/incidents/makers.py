"""Codings of invented reports, made without the parser: one sentence for each event, real offsets."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tacitus.corpus.updating import Updated, update
from tacitus.model.ids import annotation_id, document_id, event_id
from tacitus.model.ontology import QUAD, score_of
from tacitus.model.records import Coding, Count, Document, Event, Evidence, Link, Party, Place, Provenance, Telling, TimeExpression, to_json
from tacitus.model.spans import Span
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Store, schema

STAGE = Provenance(stage="events", version=1)
TOWNS = {"Barville": (1, 10.0, 20.0), "Fooham": (2, 10.2, 20.1), "Quxton": (3, 12.0, 22.0), "Bazburg": (4, 14.0, 25.0)}


class Deed:
    """An event to be told by a sentence, which holds the words given here."""

    def __init__(self, said: str, type: str, trigger: str, **more: Any) -> None:
        self.said, self.type, self.trigger, self.more = said, type, trigger, more


def filler(seed: str) -> str:
    """A sentence of words that no other article has: without it, articles of one sentence would be printings of one text."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(40)) + "."


def coding(*deeds: Deed | str, source: str, day: str | None = None, outlet: str | None = None, version: int = 1) -> Coding:
    """A coding of an article made of these sentences."""
    text, starts = "", []
    for deed in deeds:
        text += " " if text else ""
        starts.append(len(text))
        text += deed.said if isinstance(deed, Deed) else deed
    identity = document_id(source, None, outlet, text)
    document = Document(
        id=identity, source_id=source, input=source, text=text, outlet=outlet, published_at=day, published_from="given" if day else None,
        language="en", text_sha256=hashlib.sha256(text.encode()).hexdigest(), extractor="made/1",
    )  # fmt: skip
    events: list[Event] = []
    for deed, start in zip(deeds, starts, strict=True):
        if isinstance(deed, Deed):
            events.append(_event(document, deed, start, events))
    return Coding(document=document, produced_by={"tacitus": "test", "version": version, "stages": {"events": 1}}, events=tuple(events))


def _event(document: Document, deed: Deed, start: int, before: Sequence[Event]) -> Event:
    more = dict(deed.more)
    trigger = _span(deed, start, deed.trigger)
    status = more.pop("status", "actual")
    actors, recipients = (tuple(_party(deed, start, one) for one in more.pop(part, ())) for part in ("actors", "recipients"))
    day, town, counts, denies = more.pop("day", None), more.pop("town", None), more.pop("counts", {}), more.pop("denies", None)
    links = (Link(relation="contradicts", event=before[denies].id),) if denies is not None else ()
    return Event(
        id=event_id(document.id, deed.type, trigger.start, trigger.end), produced_by=STAGE, type=deed.type, quad=QUAD[deed.type],
        cameo="", score=score_of(deed.type, ()), actors=actors, recipients=recipients, trigger=trigger, status=status,
        voice=more.pop("voice", "report"), tellings=(Telling(trigger=trigger, sentence=0, paragraph=0, status=status, voice="report"),),
        time=_time(document, day, start) if day else None, not_after=document.published_at if status == "actual" else None,
        places=_places(document, deed, start, town) if town else (), counts=_counts(document, deed, start, counts), links=links,
        evidence=(Evidence(start=start, end=start + len(deed.said), text=deed.said, for_=("type",)),), confidence=0.8,
        why=(more.pop("rule", f"{deed.type.lower()}.{deed.trigger}"),), **more,
    )  # fmt: skip


def _span(deed: Deed, start: int, words: str) -> Span:
    at = start + deed.said.index(words)
    return Span(start=at, end=at + len(words), text=words)


def _party(deed: Deed, start: int, words: str) -> Party:
    """``words``, or words|entity|country|SECTOR."""
    said, entity, country, sector, *_ = [*words.split("|"), "", "", ""]
    span = _span(deed, start, said)
    return Party(
        start=span.start, end=span.end, text=said, name=said, entity=entity or None, country=country or None,
        sectors=(sector,) if sector else (),
    )  # fmt: skip


def _time(document: Document, day: str, start: int) -> TimeExpression:
    earliest, _, latest = day.partition("/")
    return TimeExpression(
        id=annotation_id("time", document.id, [(start, start + 1)]), produced_by=STAGE, start=start, end=start + 1,
        text=document.text[start : start + 1], earliest=earliest, latest=latest or earliest, precision="week" if latest else "day",
    )  # fmt: skip


def _places(document: Document, deed: Deed, start: int, town: str) -> tuple[Place, ...]:
    number, latitude, longitude = TOWNS[town]
    span = _span(deed, start, town)
    return (
        Place(
            id=annotation_id("place", document.id, [(span.start, span.end)]), produced_by=STAGE, start=span.start, end=span.end, text=town,
            geonames_id=number, name=town, latitude=latitude, longitude=longitude, country="FOO", admin1=f"{number}", precision="city",
            role="at",
        ),
    )  # fmt: skip


def _counts(document: Document, deed: Deed, start: int, counts: dict[str, int]) -> tuple[Count, ...]:
    found = []
    for what, number in counts.items():
        span = _span(deed, start, str(number))
        found.append(
            Count(
                id=annotation_id("count", document.id, [(span.start, span.end)]), produced_by=STAGE, start=span.start, end=span.end,
                text=span.text, what=what, low=number, best=number, high=number,
            )
        )  # fmt: skip
    return tuple(found)


class Record:
    """A record for tests: codings put, incidents brought up to date, the partition read."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def put(self, *codings: Coding, run: str = "one") -> None:
        fingerprint = self.store.declare(basis_of([], options={"run": run}))
        for one in codings:
            self.store.put(one, to_json(one), fingerprint)
        self.store.flush()

    def update(self) -> Updated:
        return update(self.store)

    def add(self, *codings: Coding, run: str = "one") -> Updated:
        self.put(*codings, run=run)
        return self.update()

    def remove(self, source: str) -> None:
        with self.store.transaction() as connection:
            connection.execute(schema.documents.delete().where(schema.documents.c.source_id == source))

    def incidents(self) -> dict[str, list[str]]:
        """Incident → its events, sorted."""
        of = schema.incident_events
        found: dict[str, list[str]] = {}
        with self.store.transaction() as connection:
            for row in connection.execute(select(of.c.incident, of.c.event).order_by(of.c.event)):
                found.setdefault(row.incident, []).append(row.event)
        return found

    def partition(self) -> set[frozenset[str]]:
        return {frozenset(events) for events in self.incidents().values()}

    def of(self, one: Coding, n: int = 0) -> str:
        """The incident of the n-th event of this coding."""
        return next(incident for incident, events in self.incidents().items() if one.events[n].id in events)

    def rows(self, table: Any) -> list[Any]:
        with self.store.transaction() as connection:
            return list(connection.execute(select(table)))
