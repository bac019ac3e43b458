"""A record of a million events for the benchmark of browsing, made by bulk statements.

Some thousand invented articles of ten events each are printed under many ids, outlets and days; half of them name a private person.
"""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.stories import DEEDS, STAGE, World
from tacitus.model.ids import annotation_id, document_id, event_id
from tacitus.model.incidents import Incident, IncidentParty, ReportHead
from tacitus.model.ontology import QUAD, STATUSES, VOICES, score_of
from tacitus.model.records import (
    Attribution,
    Coding,
    Document,
    Entity,
    Event,
    Evidence,
    Frame,
    Mention,
    Party,
    Place,
    Quote,
    Telling,
    TimeExpression,
    to_json,
)
from tacitus.model.spans import Span
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Store
from tacitus.record.rows import rows_of

EVENTS_EACH = 10
FIRST_DAY, DAYS = date(2022, 1, 1), 1000
OUTLETS = 600
SAME = 3  # reports of an incident, in the middle


class Text:
    """A text that grows sentence by sentence."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, sentence: str) -> int:
        """Where it begins."""
        self.text += " " if self.text else ""
        start = len(self.text)
        self.text += sentence
        return start


def article(world: World, chance: random.Random, n: int) -> Coding:
    """Ten events between some parties at some places; in every second article a private person acts once."""
    text, told = Text(), []
    private = f"{chance.choice(world.words).capitalize()} {chance.choice(world.words).capitalize()}" if n % 2 else None
    for k in range(EVENTS_EACH):
        kind, verb, cameo = chance.choices(DEEDS, weights=range(len(DEEDS), 0, -1))[0]
        who = min(int(chance.expovariate(1 / 60)), len(world.parties) - 1)
        whom = min(int(chance.expovariate(1 / 40)), len(world.parties) - 1)
        place = world.places[min(int(chance.expovariate(1 / 300)), len(world.places) - 1)]
        actor = private if private and k == 3 else world.parties[who]
        said = f"{actor} {verb} {world.parties[whom]} in {place[0]}, {' '.join(chance.choices(world.words, k=14))}."
        told.append((text.add(said), said, kind, verb, cameo, actor, who, whom, place, k))
        text.add(" ".join(chance.choices(world.words, k=18)).capitalize() + ".")
    identity = document_id(f"large-{n}", None, None, text.text)
    document = Document(
        id=identity, source_id=f"large-{n}", input=f"large#{n}", text=text.text, title=told[0][1][:60], outlet="outlet", author=None,
        published_at="2024-01-01", published_from="given", language="en", text_sha256="0" * 64, extractor="large/1",
    )  # fmt: skip
    person = Entity(id="ent-1", produced_by=STAGE, name=private or "", category="person", local=True, private=True)
    events = tuple(event(world, chance, document, *one) for one in told)
    mentions = [
        Mention(id=f"men-{n}-{k}", produced_by=STAGE, start=p.start or 0, end=p.end or 0, text=p.text or "", head=0, entity=p.entity)
        for k, e in enumerate(events)
        for p in (*e.actors, *e.recipients)
    ]
    frames = [
        Frame(
            id=f"frm-{n}-{k}", produced_by=STAGE, start=e.trigger.start, end=e.trigger.end, text=e.trigger.text, category="loaded",
            by="outlet", counterpart="neutral", target=e.actors[0].entity,
        )
        for k, e in enumerate(events[::3])
    ]  # fmt: skip
    quotes = tuple(quote(document, e, k) for k, e in enumerate(events[::2]))
    return Coding(
        document=document, produced_by={"tacitus": "benchmark"}, events=events, quotes=quotes, mentions=tuple(mentions),
        entities=(person,) if private else (), frames=tuple(frames),
    )  # fmt: skip


def event(
    world: World, chance: random.Random, document: Document, at: int, said: str, kind: Any, verb: str, cameo: str, actor: str, who: int,
    whom: int, place: Any, k: int,
) -> Event:  # fmt: skip
    def span(words: str) -> Span:
        start = said.index(words)
        return Span(start=at + start, end=at + start + len(words), text=words)

    def party(words: str, number: int | None) -> Party:
        one = span(words)
        country = f"X{number % 90 + 10}" if number is not None else None
        listed = f"bench-{number}" if number is not None and number % 3 else f"ent-{document.id}-{number}"
        entity = "ent-1" if number is None else listed
        return Party(start=one.start, end=one.end, text=words, entity=entity, name=words, country=country, sectors=("GOV",))

    trigger, where = span(verb), span(f" in {place[0]},")
    status, voice = chance.choices(STATUSES, weights=(60, 10, 8, 8, 8, 6))[0], chance.choices(VOICES, weights=(50, 45, 5))[0]
    speaker = Attribution(speaker=party(world.parties[whom], whom)) if voice == "quoted" else None
    time_ = TimeExpression(
        id=annotation_id("time", document.id, [(at, at + k)]), produced_by=STAGE, start=at, end=at + 1, text=said[:1],
        earliest="2024-01-01", latest="2024-01-01", precision="day",
    )  # fmt: skip
    number = world.places.index(place)
    spot = Place(
        id=annotation_id("place", document.id, [(at, at + k)]), produced_by=STAGE, start=where.start + 4, end=where.end - 1, text=place[0],
        geonames_id=9_000_000 + number, name=place[0], latitude=place[1], longitude=place[2], country=f"X{place[3] + 10}",
        precision="country" if number % 40 == 0 else "city", role="at",
    )  # fmt: skip
    named = party(actor, None if actor != world.parties[who] else who)
    return Event(
        id=event_id(document.id, kind, trigger.start, trigger.end, k), produced_by=STAGE, type=kind, quad=QUAD[kind], cameo=cameo,
        score=score_of(kind, ()), actors=(named,), recipients=(party(world.parties[whom], whom),), trigger=trigger, status=status,
        voice=voice, attribution=speaker, tellings=(Telling(trigger=trigger, sentence=k, paragraph=0, status=status, voice=voice),),
        time=time_ if k % 3 else None, places=(spot,) if k % 4 else (), confidence=round(chance.random(), 3), why=("benchmark",),
        evidence=(Evidence(start=at, end=at + len(said), text=said, for_=("type",)),),
    )  # fmt: skip


def quote(document: Document, told: Event, k: int) -> Quote:
    one = told.evidence[0]
    return Quote(
        id=annotation_id("quote", document.id, [(one.start, one.end)], k), produced_by=STAGE, form="indirect",
        content=(Span(start=one.start, end=one.end, text=one.text),), speaker=told.recipients[0],
    )  # fmt: skip


# Writing by bulk


def build(path: Path, documents: int, articles: int = 3000) -> None:
    """A record of so many documents, ten events each, and a third as many incidents as events."""
    with Store(path) as store:
        fingerprint = store.declare(basis_of([], options={"benchmark": True}))
    world, chance = World(), random.Random(3)
    made = [article(world, chance, n) for n in range(min(articles, documents))]
    jsons = [to_json(one) for one in made]
    templates = [rows_of(one, json, fingerprint) for one, json in zip(made, jsons, strict=True)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA cache_size = -500000")
        writer = Bulk(connection, templates, chance)
        for n in range(documents):
            writer.add(n)
            if n % 2000 == 1999:
                writer.write()
        writer.write()
        writer.incidents(made)
        connection.execute("PRAGMA journal_mode = WAL")


class Bulk:
    """Rows by table, written some thousand at a time."""

    def __init__(self, connection: sqlite3.Connection, templates: list[Any], chance: random.Random) -> None:
        self._connection, self._templates, self._chance = connection, templates, chance
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._number: dict[str, int] = defaultdict(int)
        self.members: dict[int, list[tuple[int, int, str]]] = defaultdict(list)  # incident → (document, template, event)
        self.days: dict[int, str] = {}

    def _add(self, table: str, row: dict[str, Any]) -> int:
        self._number[table] += 1
        self._rows[table].append({"seq": self._number[table], **row})
        return self._number[table]

    def add(self, n: int) -> None:
        which = self._chance.randrange(len(self._templates))
        rows = self._templates[which]
        day = (FIRST_DAY + timedelta(days=self._chance.randrange(DAYS))).isoformat()
        outlet = f"outlet{min(int(self._chance.expovariate(1 / 120)), OUTLETS - 1)}.example"
        head = {**rows.document, "id": f"doc-{n:020x}", "source_id": str(n), "outlet": outlet, "published_at": day}
        document = self._add("documents", head)
        coding = self._add("codings", {**rows.coding, "id": f"cod-{n:020x}", "document": document})
        events = []
        for k, row in enumerate(rows.events):
            identity = f"evt-{n * EVENTS_EACH + k:020x}"
            json = row["json"].replace(row["id"], identity)
            dated = {"earliest": day, "latest": day} if row["earliest"] else {}
            events.append(self._add("events", {**row, "id": identity, "coding": coding, "json": json, **dated}))
            incident = int(self._chance.paretovariate(1.1) * 7) if self._chance.random() < 0.02 else self._chance.randrange(40 * n + 3)
            self.members[incident // (SAME * 4)].append((document, which, identity))
        self.days[document] = day
        quotes = [
            self._add("quotes", {**row, "id": f"quo-{n * EVENTS_EACH + k:020x}", "coding": coding}) for k, row in enumerate(rows.quotes)
        ]
        for owner, row in rows.event_parties:
            self._add("parties", {**row, "event": events[owner], "quote": None})
        for owner, row in rows.quote_parties:
            self._add("parties", {**row, "event": None, "quote": quotes[owner]})
        for owner, row in rows.event_places:
            self._add("event_places", {**row, "event": events[owner]})

    def write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                names = ", ".join(f'"{name}"' for name in rows[0])
                values = ", ".join(f":{name}" for name in rows[0])
                self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)
        self._rows.clear()
        self._connection.commit()

    def incidents(self, made: list[Coding]) -> None:
        for n, (_, held) in enumerate(sorted(self.members.items())):
            identity = f"inc-{n:020x}"
            first, which, event_ = held[0]
            told = made[which].events[int(event_[4:], 16) % EVENTS_EACH]
            documents = {one[0] for one in held}
            day = self.days[first]
            party = told.recipients[0]
            one = Incident(
                id=identity, types=(told.type,), quad=told.quad, title=f"{told.type}: {party.name}", earliest=day, latest=day,
                recipients=(IncidentParty(entity=party.entity, name=party.name or "", country=party.country),), status=told.status,
                reports=len(documents), outlets=min(len(documents), 40), origins=max(1, len(documents) // 3),
                events=tuple(one[2] for one in held),
                first_report=ReportHead(
                    document=f"doc-{first - 1:020x}", events=(event_,), outlet=None, published_at=day, title=None, url=None, origin="org-1"
                ),
            )  # fmt: skip
            self._add(
                "incidents",
                {
                    "id": identity, "status": one.status, "types": msgspec.json.encode(one.types).decode(), "quad": one.quad,
                    "earliest": day, "latest": day, "reports": one.reports, "outlets": one.outlets, "origins": one.origins,
                    "first_published": day, "title": one.title, "json": msgspec.json.encode(one).decode(),
                },
            )  # fmt: skip
            for document, _, member in held:
                self._rows["incident_events"].append({"event": member, "document": document, "incident": identity, "origin": "org-1"})
            if n % 5000 == 4999:
                self.write()
        self.write()
