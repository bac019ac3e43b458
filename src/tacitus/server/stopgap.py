"""Simple answers straight from the record, until workspace/browsing and workspace/judgements stand. Goes away with them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tacitus.model import answers as a
from tacitus.model.ontology import EVENT_TYPES, QUADS, STATUSES, VOICES
from tacitus.model.records import Event, Quote
from tacitus.record import Filters
from tacitus.record.reading import DocumentHead
from tacitus.server.context import Context
from tacitus.workspace.browsing import BrowseFilters, Browser, MissingError
from tacitus.workspace.dossiers import open_incident

UNREVIEWED: Any = "unreviewed"


def filters_of(given: BrowseFilters) -> Filters:
    names = ("type", "quad", "status", "voice", "country", "actor", "outlet", "speaker", "document", "since", "until")
    return Filters(**{name: getattr(given, name) for name in names}, words=" ".join(given.words) or None)


def document_row(context: Context, seq: int) -> a.DocumentRow:
    coding = context.coding(seq)
    one = coding.document
    url = one.url if one.url and one.url.lower().startswith(("http://", "https://")) else None
    return a.DocumentRow(
        id=one.id, title=one.title, outlet=one.outlet, author=one.author, published_at=one.published_at, url=url,
        events=len(coding.events), quotes=len(coding.quotes), characters=len(one.text), failed=bool(coding.failures),
    )  # fmt: skip


def event_rows(context: Context, given: BrowseFilters) -> list[a.EventRow]:
    found = []
    for row in context.reader.events(filters_of(given)):
        event = next(one for one in context.coding(row.coding).events if one.id == row.event.id)
        found.append(
            a.EventRow(event=event, document=document_row(context, row.coding), incident=row.incident, origin=row.origin, review=UNREVIEWED)
        )
    wanted = given.incident
    return [row for row in found if not wanted or row.incident in wanted]


def quote_rows(context: Context, given: BrowseFilters) -> list[a.QuoteRow]:
    found = []
    for row in context.reader.quotes(filters_of(given)):
        quote = next(one for one in context.coding(row.coding).quotes if one.id == row.quote.id)
        found.append(a.QuoteRow(quote=quote, document=document_row(context, row.coding), review=UNREVIEWED))
    return found


def incident_rows(context: Context, given: BrowseFilters) -> list[a.IncidentRow]:
    return [
        a.IncidentRow(incident=open_incident(context.reader, one.id, context.coding, masked=context.masked).incident, reviewed=0)
        for one in context.reader.incidents(filters_of(given))
    ]


def documents(context: Context, given: BrowseFilters) -> list[a.DocumentRow]:
    return [document_row(context, row.coding) for row in context.reader.documents()]


def facets(context: Context, given: BrowseFilters) -> a.Facets:
    rows = event_rows(context, given)
    readers: dict[str, Any] = {
        "type": lambda one: one.event.type, "quad": lambda one: one.event.quad, "status": lambda one: one.event.status,
        "voice": lambda one: one.event.voice, "outlet": lambda one: one.document.outlet or "",
    }  # fmt: skip
    made = []
    for name, read in readers.items():
        counted = Counter(read(row) for row in rows)
        made.append(
            a.Facet(
                name=name,
                label=name.capitalize(),
                counts=tuple(a.Count(value=value, label=value.capitalize(), count=count) for value, count in counted.most_common()),
            )
        )
    return a.Facets(total=len(rows), facets=tuple(made))


def days(rows: list[a.EventRow]) -> tuple[a.Day, ...]:
    counted = Counter(row.event.time.earliest for row in rows if row.event.time and row.event.time.earliest)
    return tuple(a.Day(day=day, count=count) for day, count in sorted(counted.items()) if day)


def overview(context: Context) -> a.Overview:
    rows = event_rows(context, BrowseFilters())
    heads: list[DocumentHead] = [row.document for row in context.reader.documents()]
    published = sorted(one.published_at[:10] for one in heads if one.published_at)
    counts = context.reader.counts()
    return a.Overview(
        documents=len(heads), failed=counts["failures"], events=counts["events"], quotes=counts["quotes"], incidents=counts["incidents"],
        judgements=0, undated=len(heads) - len(published), earliest=published[0] if published else None,
        latest=published[-1] if published else None,
        documents_by_day=tuple(a.Day(day=day, count=n) for day, n in sorted(Counter(published).items())), events_by_day=days(rows),
        facets=facets(context, BrowseFilters()).facets, gaps=(),
    )  # fmt: skip


def timeline(context: Context, given: BrowseFilters) -> a.Timeline:
    rows = event_rows(context, given)
    return a.Timeline(days=days(rows), undated=sum(1 for row in rows if not row.event.time or not row.event.time.earliest))


def map_of(context: Context, given: BrowseFilters) -> a.Map:
    spots: dict[tuple[Any, ...], int] = Counter()
    countries: dict[str, int] = Counter()
    nowhere = 0
    for row in event_rows(context, given):
        place = row.event.places[0] if row.event.places else None
        if place is None:
            nowhere += 1
        elif place.latitude is None or place.longitude is None or place.precision == "country":
            countries[place.country or "?"] += 1
        else:
            spots[place.name, place.latitude, place.longitude, place.precision, place.geonames_id, place.country] += 1
    return a.Map(
        spots=tuple(
            a.Spot(name=name, latitude=lat, longitude=lon, radius=5.0, precision=precision or
  "city", count=n, geonames_id=gid, country=country,
                   box=(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
            for (name, lat, lon, precision, gid, country), n in spots.items()
        ),
        countries=tuple(a.Count(value=code, label=code, count=n) for code, n in countries.items()), nowhere=nowhere,
    )  # fmt: skip


def vocabulary() -> a.Vocabulary:
    def terms(codes: Any) -> tuple[a.Term, ...]:
        return tuple(a.Term(code=code, label=code.capitalize(), help="") for code in codes)

    return a.Vocabulary(
        types=terms(EVENT_TYPES), quads=terms(QUADS), statuses=terms(STATUSES), voices=terms(VOICES), sectors=(), counts=(), filters=()
    )


def item(context: Context, row: a.EventRow | a.QuoteRow) -> a.ReviewItem:
    document = next(one for one in context.reader.documents() if one.document.id == row.document.id)
    text = context.coding(document.coding).document.text
    one: Event | Quote = row.event if isinstance(row, a.EventRow) else row.quote
    span = one.trigger if isinstance(one, Event) else one.content[0]
    start = max(text.rfind("\n", 0, span.start) + 1, text.rfind(". ", 0, span.start) + 2 if ". " in text[: span.start] else 0)
    stops = [stop for stop in (text.find(". ", span.end), text.find("\n", span.end)) if stop >= 0]
    end = min(stops) + 1 if stops else len(text)
    return a.ReviewItem(
        kind="event" if isinstance(one, Event) else "quote", target=one.id, document=row.document,
        before=text[max(0, start - 300) : start], sentence=text[start:end], after=text[end : end + 300], offset=start,
        event=one if isinstance(one, Event) else None, quote=one if isinstance(one, Quote) else None,
        verdict=a.Verdict(target=one.id, state="unreviewed"), why_here="in document order, until the queue stands",
    )  # fmt: skip


class Stopgap(Browser):
    """The browser's answers in a simple way. What it lacks is empty."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def start(self) -> None:
        pass

    load = close = start

    @property
    def ready(self) -> bool:
        return True

    @property
    def changed(self) -> int:
        return 0

    def numbers(self) -> tuple[int, int, int]:
        counts = self._context.reader.counts()
        return counts["documents"], counts["events"], counts["incidents"]

    def incidents(self, filters: BrowseFilters, offset: int = 0, limit: int = 50, sort: str | None = None) -> a.IncidentPage:
        rows = incident_rows(self._context, filters)
        return a.IncidentPage(total=len(rows), rows=tuple(rows[offset : offset + limit]))

    def events(self, filters: BrowseFilters, offset: int = 0, limit: int = 50, sort: str | None = None) -> a.EventPage:
        rows = event_rows(self._context, filters)
        return a.EventPage(total=len(rows), rows=tuple(rows[offset : offset + limit]))

    def quotes(self, filters: BrowseFilters, offset: int = 0, limit: int = 50, sort: str | None = None) -> a.QuotePage:
        rows = quote_rows(self._context, filters)
        return a.QuotePage(total=len(rows), rows=tuple(rows[offset : offset + limit]))

    def documents(self, filters: BrowseFilters, offset: int = 0, limit: int = 50, sort: str | None = None) -> a.DocumentPage:
        rows = documents(self._context, filters)
        return a.DocumentPage(total=len(rows), rows=tuple(rows[offset : offset + limit]))

    def event(self, identity: str) -> a.EventRow:
        for row in event_rows(self._context, BrowseFilters()):
            if row.event.id == identity:
                return row
        raise MissingError(f"no event {identity}")

    def event_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        return tuple(row.event.id for row in event_rows(self._context, filters))

    def quote_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        return tuple(row.quote.id for row in quote_rows(self._context, filters))

    def incident_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        return tuple(row.incident.id for row in incident_rows(self._context, filters))

    def document_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        return tuple(row.id for row in documents(self._context, filters))

    def facets(self, of: a.Listed, filters: BrowseFilters) -> a.Facets:
        return facets(self._context, filters)

    def timeline(self, of: a.Listed, filters: BrowseFilters) -> a.Timeline:
        return timeline(self._context, filters)

    def map(self, of: a.Listed, filters: BrowseFilters) -> a.Map:
        return map_of(self._context, filters)

    def overview(self, filters: BrowseFilters) -> a.Overview:
        return overview(self._context)

    def actors(self, filters: BrowseFilters, words: str = "", offset: int = 0, limit: int = 50, sort: str | None = None) -> a.ActorPage:
        return a.ActorPage(total=0, rows=())

    def actor(self, entity: str, filters: BrowseFilters | None = None) -> a.ActorView:
        raise MissingError(f"no actor {entity}")

    def relations(self, filters: BrowseFilters, limit: int = 200) -> a.Relations:
        return a.Relations(nodes=(), edges=(), left_out=0)

    def framing(self, **_: Any) -> a.Framing:
        return a.Framing(rows=(), columns=(), cells=(), reports=())

    def framed_sentences(self, **_: Any) -> tuple[a.FramedSentence, ...]:
        return ()

    def runs(self, judged: Any = None) -> a.Runs:
        return a.Runs(runs=(), failures=(), failed=0, codings=(), waiting=0, new_documents=0, carried=0, unmatched=0)

    def entities(self, words: str, limit: int = 20) -> tuple[a.Entity, ...]:
        return ()

    def places(self, words: str, limit: int = 20) -> tuple[a.PlaceChoice, ...]:
        return ()

    def vocabulary(self) -> a.Vocabulary:
        return vocabulary()
