"""What each report says for each field: one saying a value, with the words it stands in and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import msgspec

from tacitus.corpus.ledger.values import (
    Value,
    figure_value,
    folded,
    is_named,
    party_key,
    party_value,
    place_value,
    said_of,
    time_value,
)  # fmt: skip
from tacitus.corpus.reports import Report
from tacitus.model.ids import make_id
from tacitus.model.incidents import ClaimField, Words
from tacitus.model.ontology import COUNTED, Voice
from tacitus.model.records import Attribution, Count, Event, Party
from tacitus.model.spans import Span

FIELDS: tuple[ClaimField, ...] = get_args(ClaimField)
HAPPENED, NOT_HAPPENED = "happened", "did not happen"
_ARTICLES = ("the ", "a ", "an ")
Order = tuple[bool, str, str, int, str, int]


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One value in one report. ``source`` is the key of a named speaker, None where the outlet itself says so or nobody is named."""

    field: ClaimField
    value: Value
    words: Words
    origin: str  # of its report
    source: str | None
    order: Order
    number: int  # among those of its field in its event
    reciprocal: bool

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands, by which ids go: the same in a masked text."""
        return self.words.event, self.field, self.number


class Line(msgspec.Struct, frozen=True):
    """Who says something: an origin, and the named source within it."""

    origin: str
    source: str | None


def sayings(reports: Sequence[Report], origins: Mapping[str, str], linked: Mapping[str, Event], *, denied: bool) -> Iterator[Saying]:
    """All of the reports that tell it; with ``denied`` that it happened as well, so that both sides have the same form."""
    for report in reports:
        event, told = report.event, _Told(report, origins)
        yield told.saying("type", Value(key=event.type, text=event.type), event.trigger)
        if denied:
            yield told.saying("happened", Value(key=HAPPENED, text=HAPPENED), event.trigger)
        for field, parties in (("actor", event.actors), ("recipient", event.recipients)):
            for party in parties:
                yield told.saying(_field(field), party_value(party), _span(party, event.trigger))
        yield from _when_and_where(told, event)
        for weapon in event.weapons:
            means = _bare(weapon.text)
            yield told.saying("weapon", Value(key=means, text=means), weapon)
        for link in event.links:
            if link.relation == "response-to" and link.event in linked:
                yield told.saying("reason", _reason(linked[link.event]), _evidence(event))
        yield from _figures(told, event.counts)


def denials_of(denials: Sequence[Report], origins: Mapping[str, str]) -> Iterator[Saying]:
    for report in denials:
        yield _Told(report, origins).saying("happened", Value(key=NOT_HAPPENED, text=NOT_HAPPENED), report.event.trigger)


def source_of(attribution: Attribution | None) -> str | None:
    """The key of a named speaker: the ministry, not "officials"."""
    speaker = attribution.speaker if attribution else None
    return party_key(speaker) if speaker is not None and is_named(speaker) else None


class _Told:
    """One report, and what all its sayings share."""

    def __init__(self, report: Report, origins: Mapping[str, str]) -> None:
        self._report = report
        self._numbers: Counter[str] = Counter()
        self._origin = origins.get(report.event.id) or make_id("origin", report.source.id)

    def saying(
        self, field: ClaimField, value: Value, span: Span, voice: Voice | None = None, attribution: Attribution | None = None
    ) -> Saying:
        """In the event's own voice, unless the saying has another."""
        event, source = self._report.event, self._report.source
        if voice is None:
            voice, attribution = event.voice, event.attribution
        by = source_of(attribution) if voice == "quoted" else None
        words = Words(
            document=source.id, event=event.id, outlet=source.outlet, published_at=source.published_at, text=span.text, start=span.start,
            end=span.end, voice=voice, speaker=attribution.speaker if attribution else None,
        )  # fmt: skip
        order = (*self._report.order, span.start)
        self._numbers[field] += 1
        return Saying(
            field=field, value=value, words=words, origin=self._origin, source=by, order=order, number=self._numbers[field],
            reciprocal=event.reciprocal,
        )  # fmt: skip


def _when_and_where(told: _Told, event: Event) -> Iterator[Saying]:
    time = event.time
    days = time_value(time) if time is not None else None
    if time is not None and days is not None:
        yield told.saying("time", days, Span(start=time.start, end=time.end, text=time.text))
    at = next((place for place in event.places if place.role in (None, "at")), None)
    if at is not None:
        yield told.saying("place", place_value(at), Span(start=at.start, end=at.end, text=at.text))


def _figures(told: _Told, counts: Sequence[Count]) -> Iterator[Saying]:
    for count in counts:
        value = figure_value(count)
        if value is not None and count.what in COUNTED:
            span = Span(start=count.start, end=count.end, text=count.text)
            yield told.saying(_field(count.what), value, span, count.voice, count.attribution)


def _field(name: str) -> ClaimField:
    return FIELDS[FIELDS.index(name)]


def _span(party: Party, otherwise: Span) -> Span:
    """The party's words; the event's where it is known from the headline alone."""
    if party.start is None or party.end is None or party.text is None:
        return otherwise
    return Span(start=party.start, end=party.end, text=party.text)


def _evidence(event: Event) -> Span:
    first = event.evidence[0]
    return Span(start=first.start, end=first.end, text=first.text)


def _reason(other: Event) -> Value:
    parties = [party_key(party) for party in (*other.actors, *other.recipients)]
    return Value(key="|".join([other.type, *parties]), text=f"response to {said_of(other)}")


def _bare(words: str) -> str:
    said = folded(words)
    return next((said.removeprefix(article) for article in _ARTICLES if said.startswith(article)), said)
