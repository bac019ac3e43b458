"""What of an event is compared: one flat record, taken from the event and its article alone, never from the rest of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from tacitus.corpus.incidents.tables import Tables
from tacitus.corpus.incidents.words import Vocabulary, no_names, stem, tokens
from tacitus.corpus.reports import Source
from tacitus.model.ids import digest
from tacitus.model.records import Count, Event, Party, Place

LONG_WORDS = 8  # evidence of so many words is no commonplace
EVIDENCE_CHARACTERS = 600  # of an event's sentences
ARTICLE_CHARACTERS = 1500  # an article's head names what it is about
MOST_WORDS, MOST_NAMES, MOST_ARTICLE_NAMES, MOST_PARTIES, MOST_PLACES = 30, 10, 24, 6, 3
TOWN = ("point", "city")
MOST_TOPICS, MOST_MATTER = 3, 60


class PartyKey(msgspec.Struct, frozen=True, array_like=True):
    """A party as far as two reports can agree on it. ``entity`` is a lexicon's; ``names`` are words of a proper name."""

    entity: str | None
    names: frozenset[str]
    head: str | None  # stem of the noun of an unnamed party
    country: str | None
    sectors: frozenset[str]
    number: int | None


class PlaceKey(msgspec.Struct, frozen=True, array_like=True):
    """A place; ``town`` where it is a point or a city."""

    id: int | None
    name: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    town: bool


class CountKey(msgspec.Struct, frozen=True, array_like=True):
    what: str
    low: float
    high: float


class Features(msgspec.Struct, frozen=True, array_like=True):
    """All that the score of two reports rests on. Days are ordinals (``date.toordinal``)."""

    event: str
    document: str  # id
    published_at: str | None
    start: int  # of the trigger in its text
    group: str  # copies of one text share it
    copied: bool  # it has more than one member
    said: str  # hash of the evidence
    status: str
    type: str
    modes: frozenset[str]
    rule: str  # id of the rule that found it: the meaning of its words
    stem: str  # of the trigger's main word
    actors: tuple[PartyKey, ...]
    recipients: tuple[PartyKey, ...]
    targets: tuple[PartyKey, ...]
    reciprocal: bool
    earliest: int | None
    latest: int | None
    exact: bool  # the text gives a day
    published: int | None
    places: tuple[PlaceKey, ...]
    counts: tuple[CountKey, ...]
    names: frozenset[str]  # in the event's sentences
    own: frozenset[str]  # names of its parties and places
    words: frozenset[str]  # stems of the content words of its sentences that are no names
    article: frozenset[str]  # names at the head of the article
    topics: tuple[str, ...]  # the most frequent of them
    matter: frozenset[str]  # stems of content words at the head of the article
    days: frozenset[int]  # of the article's events that have one
    towns: frozenset[str]
    loose: bool  # background, habit, several happenings in one row
    contradicts: tuple[str, ...]  # events of the same article that this one denies

    @property
    def order(self) -> tuple[bool, str, str, int, str]:
        """As ``Report.order``."""
        return self.published_at is None, self.published_at or "", self.document, self.start, self.event


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Features)


def encode(features: Features) -> str:
    return _encoder.encode(features).decode()


def decode(data: str) -> Features:
    return _decoder.decode(data)


def features_of(event: Event, source: Source, group: str | None, article: Article) -> Features:
    """The event's features; ``article`` is its document's, made once; ``group`` that of its copies, None without any."""
    time, day = event.time, source.day
    evidence = " ".join(dict.fromkeys(span.text for span in event.evidence))[:EVIDENCE_CHARACTERS]
    return Features(
        event=event.id, document=source.id, published_at=source.published_at, start=event.trigger.start, group=group or source.id,
        copied=group is not None, said=_said(evidence), status=event.status,
        type=event.type, modes=frozenset(event.modes), rule=event.why[0] if event.why else "", stem=_trigger_stem(event),
        actors=_parties(event.actors, article), recipients=_parties(event.recipients, article), targets=_parties(event.targets, article),
        reciprocal=event.reciprocal, earliest=_ordinal(time.earliest) if time else None, latest=_ordinal(time.latest) if time else None,
        exact=time is not None and time.precision == "day" and time.earliest is not None, published=_ordinal(day),
        places=tuple(_place(place) for place in event.places[:MOST_PLACES] if place.role in (None, "at")),
        counts=_counts(event.counts), names=article.names(evidence), own=_own(event),
        words=article.content(evidence) - {_trigger_stem(event)}, article=article.head,
        topics=article.topics,
        matter=article.matter,
        days=article.days,
        towns=article.towns,
        loose=event.background or event.extent != "single",
        contradicts=tuple(link.event for link in event.links if link.relation == "contradicts"),
    )  # fmt: skip


class Article:
    """What the events of one document share."""

    def __init__(self, title: str | None, text: str, events: Sequence[Event], tables: Tables) -> None:
        actual = [event for event in events if event.status in ("actual", "negated") and not event.background]
        exact = [event.time.earliest for event in actual if event.time is not None and event.time.precision == "day"]
        self.days = frozenset(day for one in exact if (day := _ordinal(one)) is not None)
        self.towns = frozenset(_town(place) for event in actual for place in event.places if place.precision in TOWN)
        self._vocabulary = tables.vocabulary
        self._small, self._no_names, self.head, self.topics, self.matter = _read(title or "", text, tables.vocabulary)

    def names(self, evidence: str) -> frozenset[str]:
        """Names in the sentences of an event."""
        return self._vocabulary.names(evidence, self._no_names, MOST_NAMES)

    def names_of(self, party: str) -> frozenset[str]:
        """Names in a party's words, which may begin a sentence."""
        return self._vocabulary.names(party, self._small, MOST_NAMES)

    def content(self, evidence: str) -> frozenset[str]:
        return self._vocabulary.content(evidence, self._no_names, MOST_WORDS)


@lru_cache(maxsize=20_000)  # many documents have the same text, and a text comes back as often as it is printed
def _read(
    title: str, text: str, vocabulary: Vocabulary
) -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    """Small words, words that are no names, names at the head, the most frequent of them, stems of content words at the head."""
    small, no_name = no_names(text)
    head = tokens(f"{title}\n{text[:ARTICLE_CHARACTERS]}")
    names, topics = vocabulary.names_and_topics(head, no_name, MOST_ARTICLE_NAMES, MOST_TOPICS)
    return small, no_name, names, topics, vocabulary.content_of(head, no_name, MOST_MATTER)


def sameness(features: Features) -> str:
    """In what events must agree to be one report before anything is scored."""
    if features.copied:
        return "printings of one text"
    if _known(features):
        return "same type, day, town and parties"
    return "same words" if features.said else "one report"


def signature(features: Features) -> str:
    """Events that have this in common are one report. Equal words without a date are so on one day alone."""
    kind = sameness(features)
    if kind == "same type, day, town and parties":
        town = next(place for place in features.places if place.town)
        sides = [sorted(_named(party) for party in side if _named(party)) for side in (features.actors, features.recipients)]
        return digest(kind, features.status, features.type, features.earliest, town.id or town.name, *sides)
    same: object = features.document
    if features.copied:
        same = features.group
    elif features.said:
        same = (features.said, features.published if features.earliest is None else None)
    return digest(
        kind, same, features.status, features.type, sorted(features.modes), features.stem, features.earliest, features.latest,
        *(_encoder.encode(part).decode() for part in (features.actors, features.recipients, features.places)), features.loose,
    )  # fmt: skip


def _known(features: Features) -> bool:
    """Whether a report says all that tells an occurrence from its like: the day, the town, who did it and to whom."""
    sides = all(any(_named(party) for party in side) for side in (features.actors, features.recipients))
    return sides and features.exact and not features.loose and any(place.town for place in features.places)


def _named(party: PartyKey) -> str:
    return party.entity or " ".join(sorted(party.names))


def _said(evidence: str) -> str:
    words = evidence.casefold().split()
    return digest(" ".join(words)) if len(words) >= LONG_WORDS else ""


def _ordinal(day: str | None) -> int | None:
    """The day's number; None where it is none of the calendar's."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def _trigger_stem(event: Event) -> str:
    """Of the longest word: a trigger's other words are particles and light verbs."""
    found = tokens(event.trigger.text)
    return stem(max(found, key=len)) if found else ""


def _parties(parties: tuple[Party, ...], article: Article) -> tuple[PartyKey, ...]:
    return tuple(_party(party, article) for party in parties[:MOST_PARTIES])


def _party(party: Party, article: Article) -> PartyKey:
    said = party.name or party.text or ""
    known = party.entity if party.entity and not party.entity.startswith("ent-") else None
    names = article.names_of(said)
    found = tokens(party.text or said)
    head = stem(found[-1]) if found and not names else None
    return PartyKey(known, names, head, party.country, frozenset(party.sectors), party.number)


def _town(place: Place) -> str:
    return str(place.geonames_id or (place.name or place.text).casefold())


def _own(event: Event) -> frozenset[str]:
    said = [party.name or party.text or "" for party in (*event.actors, *event.recipients, *event.targets)]
    return frozenset(word.casefold() for words in (*said, *(place.name or place.text for place in event.places)) for word in tokens(words))


def _place(place: Place) -> PlaceKey:
    return PlaceKey(
        place.geonames_id, (place.name or place.text).casefold(), place.latitude, place.longitude, place.country, place.admin1,
        place.precision in TOWN,
    )  # fmt: skip


def _counts(counts: tuple[Count, ...]) -> tuple[CountKey, ...]:
    """One range for each kind that is this event's own."""
    found: dict[str, CountKey] = {}
    bounds: Callable[[Any, Any], Any] = lambda first, second: first if first is not None else second  # noqa: E731
    for count in counts:
        low, high = bounds(count.low, count.best), bounds(count.high, count.best)
        if count.scope == "event" and count.what not in found and (low is not None or high is not None):
            found[count.what] = CountKey(count.what, float(bounds(low, high)), float(bounds(high, low)))
    return tuple(found[what] for what in sorted(found))
