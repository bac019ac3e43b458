"""Everything about one incident as a page or the terminal shows it: its reports with naming and framing, copies folded, the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tacitus.corpus.ledger import derive
from tacitus.corpus.reports import Report, Source
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Coding, Document, Event, Frame
from tacitus.record import Reader
from tacitus.record.reading import Member

Shown = Callable[[int], Coding]  # the coding of this number as it may be shown


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """What a report calls a party (``words``) beside its neutral name."""

    part: str  # actor, recipient, target
    name: str
    words: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One report of the incident: the sentences of its events, how it names the parties, what stands in them of framing."""

    document: Document
    events: tuple[Event, ...]
    origin: str
    sentences: tuple[str, ...]
    naming: tuple[Naming, ...]
    frames: tuple[Frame, ...]


class Lineage(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of one origin: the first, and the others folded under it."""

    origin: str
    first: Told
    others: tuple[Told, ...]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why two events were taken for one occurrence: the parts of the score, in words."""

    events: tuple[str, str]
    outlets: tuple[str | None, str | None]
    score: float
    parts: tuple[str, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """An incident opened. ``lineages`` in the order of their first reports."""

    incident: Incident
    claims: tuple[Claim, ...]
    lineages: tuple[Lineage, ...]
    denials: tuple[Told, ...]
    reasons: tuple[Reason, ...]

    def apart(self) -> dict[str, Any]:
        """All but the incident itself, as JSON has it: claims, lineages of reports (documents without their text), denials, reasons."""
        return {
            "claims": msgspec.to_builtins(self.claims),
            "lineages": [
                {"origin": one.origin, "first": _builtins(one.first), "others": [_builtins(told) for told in one.others]}
                for one in self.lineages
            ],
            "denials": [_builtins(one) for one in self.denials],
            "reasons": msgspec.to_builtins(self.reasons),
        }


def _builtins(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(told)
    del found["document"]["text"]
    return found


def told(coding: Coding, events: Sequence[Event], origin: str) -> Told:
    """One document's part in the incident."""
    sentences = dict.fromkeys(evidence.text for event in events for evidence in event.evidence)
    spans = [(evidence.start, evidence.end) for event in events for evidence in event.evidence]
    frames = [one for one in coding.frames if any(start <= one.start and one.end <= end for start, end in spans)]
    naming = dict.fromkeys(one for event in events for one in _naming(event))
    return Told(
        document=coding.document,
        events=tuple(events),
        origin=origin,
        sentences=tuple(sentences),
        naming=tuple(naming),
        frames=tuple(frames),
    )


def _naming(event: Event) -> Iterator[Naming]:
    for part, parties in (("actor", event.actors), ("recipient", event.recipients), ("target", event.targets)):
        for party in parties:
            if party.text:
                yield Naming(part=part, name=party.name or party.text, words=party.text)


def lineages(reports: Sequence[Told]) -> tuple[Lineage, ...]:
    """Reports folded under the first of their origin."""
    by_origin: dict[str, list[Told]] = {}
    for one in sorted(reports, key=lambda one: (_source(one.document).order, one.origin)):
        by_origin.setdefault(one.origin, []).append(one)
    return tuple(Lineage(origin=origin, first=found[0], others=tuple(found[1:])) for origin, found in by_origin.items())


def open_incident(reader: Reader, identity: str, shown: Shown, *, masked: bool) -> Dossier:
    """The incident with this id. ``masked``: what ``shown`` gives has private persons masked, and so has all that is told of them."""
    members, denials = reader.members(identity), reader.denials(identity)
    codings = {coding: shown(coding) for coding in dict.fromkeys(one.coding for one in (*members, *denials))}
    incident = reader.incident(identity)
    claims = tuple(reader.claims(incident=identity))
    if masked:
        incident, claims = rederived(incident, members, denials, codings)
    outlets = {one.event: codings[one.coding].document.outlet for one in members}
    # Two events that are most like each other have one reason between them.
    reasons = [
        Reason(
            events=(one.event, one.other), outlets=(outlets.get(one.event), outlets.get(one.other)), score=one.score,
            parts=tuple(f"{said} {weight:+.1f}" for said, weight in one.parts),
        )
        for one in {frozenset((one.event, one.other)): one for one in reversed(reader.reasons(identity))}.values()
    ][::-1]  # fmt: skip
    return Dossier(
        incident=incident, claims=claims, lineages=lineages(_told(members, codings)), denials=tuple(_told(denials, codings)),
        reasons=tuple(reasons),
    )  # fmt: skip


def rederived(
    incident: Incident, members: Sequence[Member], denials: Sequence[Member], codings: Mapping[int, Coding]
) -> tuple[Incident, tuple[Claim, ...]]:
    """The incident and its claims as the (masked) codings tell them: nothing that they do not hold can stand in it."""
    reports = _reports(members, codings)
    linked = {event.id: event for coding in codings.values() for event in coding.events}
    origins = {one.event: one.origin for one in (*members, *denials)}
    return derive(incident.id, reports, origins, _reports(denials, codings), incident.flags, linked)


def _reports(members: Sequence[Member], codings: Mapping[int, Coding]) -> list[Report]:
    events = {event.id: event for coding in codings.values() for event in coding.events}
    return [Report(event=events[one.event], source=_source(codings[one.coding].document)) for one in members]


def _told(members: Sequence[Member], codings: Mapping[int, Coding]) -> list[Told]:
    """One for each document and origin."""
    events = {event.id: event for coding in codings.values() for event in coding.events}
    grouped: dict[tuple[int, str], list[Event]] = {}
    for one in members:
        grouped.setdefault((one.coding, one.origin), []).append(events[one.event])
    return [told(codings[coding], found, origin) for (coding, origin), found in grouped.items()]


def _source(document: Document) -> Source:
    return Source(seq=0, id=document.id, outlet=document.outlet, published_at=document.published_at, title=document.title, url=document.url)
