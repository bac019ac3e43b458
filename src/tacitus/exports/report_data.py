"""What the report counts, and its rows and articles as plain data for the page's script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from tacitus.exports.layers import Mark, layers_of
from tacitus.exports.segments import segments
from tacitus.exports.tables import label
from tacitus.model.records import Coding, Count, Event, Party, Quote

_AROUND = 80  # characters of the sentence shown on either side of the trigger


class Totals(msgspec.Struct, kw_only=True):
    """What the head of the page counts. ``dates``: of publication."""

    documents: int = 0
    quotes: int = 0
    actual: int = 0
    quoted: int = 0
    outside: int = 0
    rows: list[dict[str, Any]] = []
    dates: list[str] = []
    outlets: Counter[str] = msgspec.field(default_factory=Counter)
    days: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    countries: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)


def count(totals: Totals, n: int, coding: Coding) -> None:
    document = coding.document
    totals.documents += 1
    totals.quotes += len(coding.quotes)
    if document.published_at:
        totals.dates.append(document.published_at[:10])
    if document.outlet:
        totals.outlets[document.outlet] += 1
    for event in coding.events:
        totals.rows.append(_row(n, coding, event))
        if event.background or event.extent == "habitual":
            totals.outside += 1
            continue
        totals.quoted += event.voice == "quoted"
        if event.status == "actual":
            totals.actual += 1
            _plot(totals, event)


def _plot(totals: Totals, event: Event) -> None:
    day = _day(event)
    if day is not None:
        totals.days[event.type, day[0]] += 1
    for country in sorted({party.country for party in (*event.actors, *event.recipients) if party.country}):
        totals.countries[country, event.quad] += 1


def _day(event: Event) -> tuple[str, bool] | None:
    """The event's day and whether the text gives it; else the day of publication, the last on which it can have been."""
    time = event.time
    if time is not None and time.earliest and time.precision == "day":
        return time.earliest, True
    if time is None or time.earliest is None:
        return (event.not_after[:10], False) if event.not_after else None
    return None


def _row(n: int, coding: Coding, event: Event) -> dict[str, Any]:
    document, time = coding.document, event.time
    speaker = event.attribution.speaker if event.attribution else None
    date, dated = (time.earliest, True) if time is not None and time.earliest else (_day(event) or ("", True))
    if dated and time is not None and time.latest and time.latest != time.earliest:
        date = f"{date} – {time.latest}"
    place = event.places[0] if event.places else None
    countries = {party.country for party in (*event.actors, *event.recipients, *event.targets)} | {place.country if place else None}
    return {
        "id": event.id,
        "n": n,
        "date": date,
        "dated": dated,
        "type": event.type,
        "modes": ", ".join(event.modes),
        "quad": event.quad,
        "status": event.status,
        "voice": event.voice,
        "speaker": label(speaker) if speaker else "",
        "hedged": event.hedge is not None,
        "who": _names(event.actors),
        "whom": _names(event.recipients),
        "where": (place.name or place.text) if place else "",
        "countries": sorted(filter(None, countries)),
        "words": _words(coding.document.text, event),
        "outlet": document.outlet or "",
        "title": document.title or document.source_id,
        "flags": _flags(event),
    }


def _flags(event: Event) -> list[str]:
    flags = [name for name in ("background", "ongoing") if getattr(event, name)]
    flags += [event.extent] if event.extent != "single" else []
    return flags + ([event.outcome] if event.outcome else [])


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(f"{label(party)} ({party.country})" if party.country else label(party) for party in parties)


def _words(text: str, event: Event) -> list[str]:
    """The sentence before, at and after the trigger, cut to what a cell holds."""
    trigger = event.trigger
    inside = [span for span in event.evidence if span.start <= trigger.start and trigger.end <= span.end]
    start, end = (inside[0].start, inside[0].end) if inside else (trigger.start, trigger.end)
    left, right = max(start, trigger.start - _AROUND), min(end, trigger.end + _AROUND)
    before, after = text[left : trigger.start], text[trigger.end : right]
    if left > start:
        before = "… " + before.split(" ", 1)[-1]
    if right < end:
        after = after.rsplit(" ", 1)[0] + " …"
    return [before, trigger.text, after]


def article_data(coding: Coding) -> dict[str, Any]:
    text, marks = coding.document.text, layers_of(coding)
    events = {event.id: event for event in coding.events}
    pieces = []
    for start, end, covering in segments(text, marks):
        ends = [n for n in covering if marks[n].layer == "event" and marks[n].end == end]
        pieces.append([text[start:end], covering, ends])
    return {
        "segments": pieces,
        "marks": [_mark_data(mark, events) for mark in marks],
        "events": [_event_data(event) for event in coding.events],
        "quotes": [_quote_data(quote) for quote in coding.quotes],
        "failures": [f"{failure.stage}: {failure.reason}" for failure in coding.failures],
    }


def _mark_data(mark: Mark, events: dict[str, Event]) -> dict[str, Any]:
    data: dict[str, Any] = {"layer": mark.layer, "label": mark.label, "of": mark.of}
    if mark.layer == "event" and mark.of is not None:
        event = events[mark.of]
        data |= {"status": mark.status, "voice": mark.voice, "quad": event.quad, "type": event.type}
    return data


def _event_data(event: Event) -> dict[str, Any]:
    facts = [_count_words(count) for count in event.counts] + [f"confidence {event.confidence:g}", f"CAMEO {event.cameo}"]
    if len(event.tellings) > 1:
        facts.append(f"told {len(event.tellings)} times")
    if event.condition is not None:
        facts.append(f"if: {event.condition.text}")
    return {
        "id": event.id,
        "targets": _names(event.targets),
        "facts": facts,
        "why": ", ".join(event.why),
        "notes": ", ".join(event.notes),
        "links": [[link.relation, link.event] for link in event.links],
    }


def _count_words(count: Count) -> str:
    figure = count.best if count.best is not None else (count.low if count.low is not None else count.high)
    return f"{count.what}: {figure}" if figure is not None else f"{count.what}: {count.text}"


def _quote_data(quote: Quote) -> dict[str, Any]:
    return {
        "speaker": label(quote.speaker) if quote.speaker else "",
        "form": quote.form,
        "cue": quote.cue.text if quote.cue else "",
        "content": " … ".join(span.text for span in quote.content),
    }
