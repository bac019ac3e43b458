"""Everything about one incident as a page or the terminal shows it: its reports with naming and framing, copies folded, the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Coding, Document, Event, Frame


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


def lineages(reports: Sequence[Told], order: Callable[[Told], tuple[object, ...]]) -> tuple[Lineage, ...]:
    """Reports folded under the first of their origin."""
    by_origin: dict[str, list[Told]] = {}
    for one in sorted(reports, key=order):
        by_origin.setdefault(one.origin, []).append(one)
    return tuple(Lineage(origin=origin, first=found[0], others=tuple(found[1:])) for origin, found in by_origin.items())
