"""Which spans of a document a reader can see, by layer; the same for the terminal, the notebook and the page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tacitus.model.records import Coding, Event, Party

LAYER_NAMES = {
    "event": "events", "actor": "parties", "quote": "quotations", "time": "times", "place": "places", "frame": "framing",
}  # fmt: skip


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A span of one layer; ``label`` says what it is in words, ``of`` the id of its event, quotation or frame."""

    start: int
    end: int
    layer: str
    label: str
    of: str | None = None
    status: str | None = None
    voice: str | None = None


def layers_of(coding: Coding) -> list[Mark]:
    """Every mark once, the longer before the shorter where they begin alike."""
    found = {(mark.start, mark.end, mark.layer, mark.of): mark for mark in _marks(coding)}
    return sorted(found.values(), key=lambda mark: (mark.start, -mark.end, mark.layer, mark.of or ""))


def _marks(coding: Coding) -> Iterator[Mark]:
    for event in coding.events:
        yield from _event_marks(event)
        yield from _party_marks(event)
    for quote in coding.quotes:
        speaker = (quote.speaker.name or quote.speaker.text) if quote.speaker else None
        label = f"{quote.form} quotation" + (f" of {speaker}" if speaker else "")
        for span in quote.content:
            yield Mark(start=span.start, end=span.end, layer="quote", label=label, of=quote.id)
        if quote.speaker is not None:
            yield from _party(quote.speaker, "speaker")
    for time in coding.times:
        days = str(time.earliest) if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
        label = days if time.earliest else f"unresolved: {time.reason or 'no date'}"
        yield Mark(start=time.start, end=time.end, layer="time", label=f"time: {label}")
    for place in coding.places:
        where = ", ".join(filter(None, [place.name, place.admin1, place.country])) or f"unresolved: {place.reason or 'no place'}"
        yield Mark(start=place.start, end=place.end, layer="place", label=f"place ({place.use}): {where}")
    for frame in coding.frames:
        neutral = f"; neutral: {frame.counterpart}" if frame.counterpart else ""
        yield Mark(start=frame.start, end=frame.end, layer="frame", label=f"{frame.category} of the {frame.by}{neutral}", of=frame.id)


def _event_marks(event: Event) -> Iterator[Mark]:
    kind = event.type + (f" ({', '.join(event.modes)})" if event.modes else "")
    for telling in event.tellings:
        yield Mark(
            start=telling.trigger.start, end=telling.trigger.end, layer="event", label=f"{kind}: {telling.status}, {telling.voice}",
            of=event.id, status=telling.status, voice=telling.voice,
        )  # fmt: skip


def _party_marks(event: Event) -> Iterator[Mark]:
    for role, parties in (("actor", event.actors), ("recipient", event.recipients), ("target", event.targets)):
        for party in parties:
            yield from _party(party, role, event.id)
    for telling in event.tellings:
        if telling.attribution is not None and telling.attribution.speaker is not None:
            yield from _party(telling.attribution.speaker, "speaker")


def _party(party: Party, role: str, of: str | None = None) -> Iterator[Mark]:
    if party.start is not None and party.end is not None and party.end > party.start:
        codes = " ".join(filter(None, [party.country, *party.sectors]))
        yield Mark(start=party.start, end=party.end, layer="actor", label=f"{role}: {party.name or party.text} {codes}".strip(), of=of)
