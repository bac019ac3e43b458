"""Corrections: from what is asked to values in the contract's form, and from values to a corrected event or quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tacitus.model.answers import CountGiven, EventGiven, NewJudgement, PartyGiven, PlaceGiven, SpanGiven, TimeGiven
from tacitus.model.errors import UsageError
from tacitus.model.ids import event_id
from tacitus.model.ontology import CAMEO_ROOT, EVENT_TYPES, MODES, QUAD, STATUSES, VOICES, EventType, score_of
from tacitus.model.records import Coding, Event, Quote

PERSON = {"stage": "person", "version": 1}
ADDED = 10_000  # the ordinal of events that people add
PARTIES = ("actors", "recipients", "targets")
EVENT_FIELDS = ("type", "modes", "status", "voice", *PARTIES, "speaker", "time", "places", "counts")
QUOTE_FIELDS = ("content", "speaker")
Unmoved = Callable[[int, int], tuple[int, int]]  # a span of the text as it was shown → of the document's own text


class Given:
    """What a person gave about one document, brought into the contract's form. ``unmoved`` leads from the shown text to the text."""

    def __init__(self, coding: Coding, unmoved: Unmoved) -> None:
        self.coding, self._unmoved = coding, unmoved
        self.text = coding.document.text
        self._entities = {entity.id: entity for entity in coding.entities}

    def value(self, asked: NewJudgement, one: Event | Quote) -> Any:
        """The new value of the field of an edit. UsageError where it can be no such value."""
        field = asked.field
        known = EVENT_FIELDS if isinstance(one, Event) else QUOTE_FIELDS
        if field not in known:
            raise UsageError(f"no field {field!r} can be corrected here; there are {', '.join(known)}.")
        if field == "type":
            return _of(asked.value, EVENT_TYPES, "type")
        if field == "status":
            return _of(asked.value, STATUSES, "status")
        if field == "voice":
            return _of(asked.value, VOICES, "voice")
        if field == "modes":
            return [asked.value] if isinstance(asked.value, str) and asked.value else list(asked.value or ())
        if field in PARTIES:
            return [self.party(party) for party in asked.parties or ()]
        if field == "speaker":
            return self.party(asked.parties[0]) if asked.parties else None
        span = one.trigger if isinstance(one, Event) else one.content[0]
        at = {"start": span.start, "end": span.end, "text": span.text}
        if field == "time":
            held = one.time if isinstance(one, Event) else None
            return self.time(asked.time, msgspec.to_builtins(held) if held is not None else at)
        if field == "places":
            return [self.place(place, at) for place in asked.places or ()]
        if field == "counts":
            return [self.count(count, at) for count in asked.counts or ()]
        content = [self.span(span) for span in asked.content or ()]
        if not content:
            raise UsageError("a quotation has words: give the spans of its content.")
        return content

    def span(self, given: SpanGiven) -> dict[str, Any]:
        start, end = self._unmoved(given.start, given.end)
        if not 0 <= start < end <= len(self.text):
            raise UsageError(f"{given.start} to {given.end} is no part of the text.")
        return {"start": start, "end": end, "text": self.text[start:end]}

    def party(self, given: PartyGiven) -> dict[str, Any]:
        """By words, by entity, or both: what the coding knows of the entity, or of who is named there, is filled in."""
        found: dict[str, Any] = {"certainty": "stated", "sectors": []}
        entity = given.entity
        if given.span is not None:
            found |= self.span(given.span)
            if entity is None and given.name is None:
                entity = self._entity_at(found["start"], found["end"])
        known = self._entities.get(entity) if entity is not None else None
        if known is not None:
            found |= {"name": known.name, "country": known.country, "sectors": list(known.sectors)}
        found["entity"] = entity
        for name in ("name", "country"):
            if getattr(given, name):
                found[name] = getattr(given, name)
        if given.sectors:
            found["sectors"] = list(given.sectors)
        if not found.get("text") and not found.get("name") and not entity:
            raise UsageError("a party needs words of the text, an entity or a name.")
        found.setdefault("name", found.get("text"))
        return found

    def _entity_at(self, start: int, end: int) -> str | None:
        """The entity of the mention that these words are, or hold alone."""
        exact = [one.entity for one in self.coding.mentions if (one.start, one.end) == (start, end)]
        inside = [one.entity for one in self.coding.mentions if start <= one.start and one.end <= end]
        return exact[0] if exact else inside[0] if len(inside) == 1 else None

    def time(self, given: TimeGiven | None, at: Mapping[str, Any]) -> dict[str, Any] | None:
        if given is None:
            return None
        held = self.span(given.span) if given.span is not None else {name: at[name] for name in ("start", "end", "text")}
        for day in (given.earliest, given.latest):
            if day is not None and not _is_day(day):
                raise UsageError(f"{day!r} is no day; write it as 2024-05-31.")
        if given.earliest and given.latest and given.earliest > given.latest:
            raise UsageError(f"{given.earliest} is later than {given.latest}.")
        return {
            "kind": "time", "id": _id("tim", self.coding, held), "produced_by": PERSON, **held, "earliest": given.earliest,
            "latest": given.latest, "precision": given.precision, "anchor": self.coding.document.published_at,
        }  # fmt: skip

    def place(self, given: PlaceGiven, at: Mapping[str, Any]) -> dict[str, Any]:
        held = self.span(given.span) if given.span is not None else dict(at)
        found: dict[str, Any] = {"kind": "place", "id": _id("pla", self.coding, held), "produced_by": PERSON, **held, "role": given.role}
        known = next(
            (one for one in self.coding.places if given.geonames_id is not None and one.geonames_id == given.geonames_id), None
        ) or next((one for one in self.coding.places if (one.start, one.end) == (held["start"], held["end"])), None)
        if known is not None and given.geonames_id in (None, known.geonames_id):
            found |= {
                name: getattr(known, name) for name in ("geonames_id", "name", "latitude", "longitude", "country", "admin1", "precision")
            }
        elif given.geonames_id is not None:
            from tacitus.workspace.browsing.choosing import choices

            named = given.name or held["text"]
            chosen = next((one for one in choices().places(named, 200) if one.geonames_id == given.geonames_id), None)
            if chosen is None:
                raise UsageError(f"no place called {given.name or held['text']!r} has the number {given.geonames_id}.")
            found |= {
                name: getattr(chosen, name) for name in ("geonames_id", "name", "latitude", "longitude", "country", "admin1", "precision")
            }
        if given.name and not found.get("name"):
            found["name"] = given.name
        if given.country:
            found["country"] = given.country
        return found

    def count(self, given: CountGiven, at: Mapping[str, Any]) -> dict[str, Any]:
        held = self.span(given.span) if given.span is not None else dict(at)
        told = [one for one in (given.low, given.best, given.high) if one is not None]  # "at least 30" has no highest
        if not told:
            raise UsageError(f"how many {given.what}? Give a number.")
        if told != sorted(told):
            raise UsageError(f"{given.what}: {' to '.join(str(_whole(one)) for one in told)} is out of order; give low, best, high.")
        return {
            "kind": "count", "id": _id("cnt", self.coding, held), "produced_by": PERSON, **held, "what": given.what, "of": given.of,
            "low": _whole(given.low), "best": _whole(given.best), "high": _whole(given.high),
        }  # fmt: skip

    def event(self, given: EventGiven, seen: Iterable[str]) -> dict[str, Any]:
        """A whole event that the machine missed. ``seen``: ids that are taken."""
        kind: EventType = _of(given.type, EVENT_TYPES, "type")
        trigger = self.span(given.trigger)
        taken = set(seen)
        identity = next(
            one
            for n in range(ADDED, ADDED + 1000)
            if (one := event_id(self.coding.document.id, kind, trigger["start"], trigger["end"], n)) not in taken
        )
        evidence = self._sentence(trigger)
        attribution = {"speaker": self.party(given.speaker), "relation": "unknown"} if given.speaker is not None else None
        said = {"status": "actual", "voice": "report", "attribution": attribution}
        found: dict[str, Any] = {
            "kind": "event", "id": identity, "produced_by": PERSON, "type": kind, "modes": [], "quad": QUAD[kind],
            "cameo": CAMEO_ROOT[kind], "score": score_of(kind, ()), "trigger": trigger, **said,
            "tellings": [{"trigger": trigger, "sentence": 0, "paragraph": self.text.count("\n\n", 0, trigger["start"]), **said}],
            "evidence": [{**evidence, "for": ["type", "status", "voice"]}], "confidence": 1.0, "why": ["person"],
        }  # fmt: skip
        at = trigger
        edits: dict[str, Any] = {
            "modes": list(given.modes), "status": _of(given.status, STATUSES, "status"), "voice": _of(given.voice, VOICES, "voice"),
            "actors": [self.party(one) for one in given.actors], "recipients": [self.party(one) for one in given.recipients],
            "places": [self.place(one, at) for one in given.places], "counts": [self.count(one, at) for one in given.counts],
        }  # fmt: skip
        if given.time is not None:
            edits["time"] = self.time(given.time, at)
        check_modes(kind, given.modes)
        return corrected(found, edits)

    def _sentence(self, span: Mapping[str, Any]) -> dict[str, Any]:
        """The sentence of a coding's evidence in which the words stand, else their line."""
        for event in self.coding.events:
            for one in event.evidence:
                if one.start <= span["start"] and span["end"] <= one.end:
                    return {"start": one.start, "end": one.end, "text": one.text}
        start = self.text.rfind("\n", 0, span["start"]) + 1
        end = self.text.find("\n", span["end"])
        end = len(self.text) if end < 0 else end
        return {"start": start, "end": end, "text": self.text[start:end]}


def corrected(one: Mapping[str, Any], edits: Mapping[str, Any]) -> dict[str, Any]:
    """The event or quotation (in the contract's form) with corrected fields; what follows from a type follows. UsageError where the
    whole is none any more."""
    found = dict(one)
    for field, value in edits.items():
        if field == "speaker" and one["kind"] == "event":
            held = found.get("attribution") or {"relation": "unknown"}
            found["attribution"] = {**held, "speaker": value} if value is not None else None
        else:
            found[field] = value
    if one["kind"] == "event":
        kind = found["type"]
        if "type" in edits:  # modes of the type that it had say nothing of this one
            found["modes"] = [mode for mode in found["modes"] if mode in MODES[kind]]
        if "type" in edits or "modes" in edits:
            found |= {"quad": QUAD[kind], "score": score_of(kind, found["modes"])}
            if "type" in edits and edits["type"] != one["type"]:
                found["cameo"] = CAMEO_ROOT[kind]
        if {"status", "voice", "speaker"} & edits.keys():
            first = {**found["tellings"][0], "status": found["status"], "voice": found["voice"], "attribution": found["attribution"]}
            found["tellings"] = [first, *found["tellings"][1:]]
    try:
        msgspec.convert(found, Event if one["kind"] == "event" else Quote)
    except msgspec.ValidationError as error:
        raise UsageError(f"this can be no correction: {error}") from error
    return found


def check_modes(kind: EventType, modes: Sequence[str]) -> None:
    """UsageError for a mode that the type has not."""
    wrong = [mode for mode in modes if mode not in MODES[kind]]
    if wrong:
        raise UsageError(f"{kind} has no mode {', '.join(wrong)}; it has {', '.join(MODES[kind]) or 'none'}.")


def field_of(one: Event | Quote, field: str) -> Any:
    """The machine's value of a field, in the contract's form."""
    if field == "speaker":
        speaker = one.speaker if isinstance(one, Quote) else one.attribution.speaker if one.attribution else None
        return msgspec.to_builtins(speaker)
    return msgspec.to_builtins(getattr(one, field))


def _of(value: Any, allowed: Sequence[str], name: str) -> Any:
    if value not in allowed:
        raise UsageError(f"no {name} is called {value!r}; there are {', '.join(allowed)}.")
    return value


def _is_day(day: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number


def _id(prefix: str, coding: Coding, span: Mapping[str, Any]) -> str:
    from tacitus.model.ids import digest

    return f"{prefix}-{digest(coding.document.id, 'person', span['start'], span['end'])}"
