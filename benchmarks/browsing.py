"""``make bench-large``, second part: what browsing answers over 1,000,000 events, with ten readers and one writer.

The record is made by bulk statements from some thousand invented articles of ten events each, printed under many ids, outlets and days;
half of them name a private person. What is measured: the index's time and memory, then every kind of answer, half of it narrowed by
filters drawn by chance, asked by ten threads while another process writes codings into the record.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.stories import DEEDS, STAGE, World, codings  # noqa: E402
from tacitus.exports.pseudonyms import keyed  # noqa: E402
from tacitus.model.ids import annotation_id, document_id, event_id  # noqa: E402
from tacitus.model.incidents import Incident, IncidentParty, ReportHead  # noqa: E402
from tacitus.model.ontology import QUAD, STATUSES, VOICES, score_of  # noqa: E402
from tacitus.model.records import (  # noqa: E402
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
from tacitus.model.spans import Span  # noqa: E402
from tacitus.pipeline.fingerprint import basis_of  # noqa: E402
from tacitus.record import Store  # noqa: E402
from tacitus.record.rows import rows_of  # noqa: E402
from tacitus.workspace.browsing import BrowseFilters, Browser  # noqa: E402

EVENTS_EACH = 10
FIRST_DAY, DAYS = date(2022, 1, 1), 1000
OUTLETS = 600
SAME = 3  # reports of an incident, in the middle
LIMIT_MS = 300.0


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


# Measuring


def write_on(path: str, stop: Any, written: Any) -> None:
    """The one writer: an article every tenth of a second."""
    with Store(Path(path)) as store:
        fingerprint = store.declare(basis_of([], options={"benchmark": True}))
        for coding in codings(100_000, 77):
            if stop.is_set():
                return
            store.put(coding, to_json(coding), fingerprint)
            store.flush()
            written.value += 1
            time.sleep(0.1)


def questions(browser: Browser) -> dict[str, Callable[[random.Random], Any]]:
    """Every kind of answer, with filters drawn by chance."""
    types = [deed[0] for deed in DEEDS]

    def filters(chance: random.Random, words: float = 0.0) -> BrowseFilters:
        given: dict[str, Any] = {}
        if chance.random() < words:
            given["words"] = (chance.choice(searched),)
        if chance.random() < 0.5:
            given["type"] = tuple(chance.sample(types, 2))
        if chance.random() < 0.3:
            given["country"] = (f"X{chance.randrange(10, 99)}",)
        if chance.random() < 0.3:
            given["status"] = ("actual",)
        if chance.random() < 0.2:
            given["since"] = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        return BrowseFilters(**given)

    searched = World().words[:2000]
    found: dict[str, Callable[[random.Random], Any]] = {}
    for of in ("incidents", "events", "quotes", "documents"):
        ask = getattr(browser, of)
        found[f"list of {of}"] = lambda chance, ask=ask: ask(filters(chance), chance.randrange(2000), 50)
        found[f"facets of {of}"] = lambda chance, of=of: browser.facets(of, filters(chance))
    found["search in events"] = lambda chance: browser.events(filters(chance, 1.0))
    found["search in incidents"] = lambda chance: browser.incidents(filters(chance, 1.0))
    found["facets of a search"] = lambda chance: browser.facets("events", filters(chance, 1.0))
    found["timeline"] = lambda chance: browser.timeline("events", filters(chance))
    found["timeline of incidents"] = lambda chance: browser.timeline("incidents", filters(chance))
    found["map"] = lambda chance: browser.map("incidents", filters(chance))
    found["relations"] = lambda chance: browser.relations(filters(chance))
    found["actors"] = lambda chance: browser.actors(filters(chance))
    found["one actor"] = lambda chance: browser.actor(f"bench-{chance.randrange(100) * 3 + 1}")
    found["overview"] = lambda chance: browser.overview(filters(chance))
    return found


def ask(browser: Browser, readers: int, seconds: float, pause: float) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of each answer, by kind: on the clock, and of the processor."""
    asked = questions(browser)
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    lock, end = threading.Lock(), time.monotonic() + seconds

    def read(seed: int) -> None:
        chance = random.Random(seed)
        kinds = list(asked)
        while time.monotonic() < end:
            kind = chance.choice(kinds)
            start, worked = time.perf_counter(), time.thread_time()
            answer = asked[kind](chance)
            msgspec.json.encode(answer)
            took = 1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - worked)
            with lock:
                times[kind].append(took)
            time.sleep(chance.uniform(0, 2 * pause))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(path: Path, readers: int, seconds: float, pause: float) -> bool:
    """Prints the figures; whether p99 is below the limit."""
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    browser = Browser(path, pseudonyms=keyed("ab" * 16))
    start = time.perf_counter()
    browser.start()
    while not browser.ready:
        time.sleep(0.01)
    ready = time.perf_counter() - start
    documents, events, incidents = browser.numbers()
    print(f"{documents:,} documents, {events:,} events, {incidents:,} incidents; the record {path.stat().st_size / 1e6:,.0f} MB")
    start = time.perf_counter()
    browser.events(BrowseFilters())
    browser.facets("incidents", BrowseFilters())
    first = 1000 * (time.perf_counter() - start)
    print(f"  index stands after {ready:.1f} s, the first page and its facets {first:.0f} ms later", end="; ")
    print(f"memory {(process.memory_info().rss - before) / 1e6:,.0f} MB")
    context = multiprocessing.get_context("spawn")
    stop, written = context.Event(), context.Value("i", 0)
    writer = context.Process(target=write_on, args=(str(path), stop, written))
    writer.start()
    others = _busy()
    times = ask(browser, readers, seconds, pause)
    others = _busy() - others
    stop.set()
    writer.join()
    every = [took for values in times.values() for took in values]
    for kind, values in times.items():
        print(_line(kind, values))
    p99 = percentile([took for took, _ in every], 0.99)
    print(f"{_line('all', every)}   (asked below {LIMIT_MS:.0f})")
    print(
        f"  {readers} readers, {pause:g} s between a reader's questions; {written.value} articles written meanwhile, index renewed", end=" "
    )
    print(f"{browser.changed - 1} times; memory {process.memory_info().rss / 1e6:,.0f} MB")
    print(f"  meanwhile all programs of the machine kept {others / seconds:.1f} of {os.cpu_count()} processors busy")
    browser.close()
    return p99 < LIMIT_MS


def _line(kind: str, values: list[tuple[float, float]]) -> str:
    clock, worked = [one for one, _ in values], [one for _, one in values]
    told = f"p50 {percentile(clock, 0.5):5.0f} ms  p99 {percentile(clock, 0.99):5.0f} ms"
    return f"  {kind:<22} {len(values):5}  {told}   processor {percentile(worked, 0.5):4.0f} ms, {percentile(worked, 0.99):4.0f} ms"


def _busy() -> float:
    """Seconds that processors worked since the machine was started."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="made there, or used again")
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between a reader's questions, in the middle")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = options.record or Path(name) / "large.db"
        if not path.exists():
            start = time.perf_counter()
            build(path, options.documents)
            print(f"record made in {time.perf_counter() - start:.0f} s")
        return 0 if measure(path, options.readers, options.seconds, options.pause) else 1


if __name__ == "__main__":
    sys.exit(main())
