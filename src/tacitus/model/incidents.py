"""What many documents together tell: an incident, the claims made about it, and where they contradict each other.

All of it is derived from codings alone and does not depend on the order in which they arrived; ids of incidents alone may.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tacitus.model.ontology import Voice
from tacitus.model.records import Party

ClaimField = Literal[
    "happened", "type", "actor", "recipient", "time", "place", "weapon", "reason",
    "killed", "injured", "missing", "abducted", "detained", "released", "displaced", "participants", "personnel", "munitions", "money",
    "other",
]  # fmt: skip


class ReportHead(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an incident: an event of one document, or several of the same document."""

    document: str
    events: tuple[str, ...]
    outlet: str | None
    published_at: str | None
    title: str | None
    url: str | None
    origin: str  # org-…: reports that go back to one text or one single source share it


class IncidentParty(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or recipient as the reports name it; ``origins`` counts the independent ones that do."""

    entity: str | None
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    origins: int = 1


class IncidentPlace(msgspec.Struct, frozen=True, kw_only=True):
    """The narrowest place that most independent origins agree on; ``precision`` as in a Place."""

    geonames_id: int | None = None
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: str | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count over independent origins, never a sum: the lowest, the one most origins give (else the latest), the highest."""

    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    claims: tuple[str, ...] = ()  # ids of the claims it rests on, those in force alone


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Where a claim stands: ``text`` lies at ``start`` to ``end`` of the document."""

    document: str
    event: str
    outlet: str | None
    published_at: str | None
    text: str
    start: int
    end: int
    voice: Voice
    speaker: Party | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="claim"):
    """One origin's value for one field of an incident, with every place where it stands.

    ``value`` is neutral and comparable ("12", an entity's name, a day, a place); ``key`` is what tells whether two claims say the same.
    """

    id: str
    incident: str
    field: ClaimField
    value: str
    key: str
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    of: str | None = None  # of a figure: civilians or combatants; of money: its currency
    origin: str
    source: str | None = None  # key of the named speaker whose claim it is; an origin of its own where several origins quote it
    words: tuple[Words, ...]  # in the order of their reports
    first_seen: str | None  # publication date of the first and the last report that has it
    last_seen: str | None
    replaced_by: str | None = None  # the claim by which those who made it revised it; it is in force no more
    retracted: bool = False


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values that contradict each other."""

    value: str
    key: str
    claims: tuple[str, ...]
    origins: int
    outlets: tuple[str, ...]
    first_seen: str | None


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Sides of one field, all in the same form, by first seen; tacitus never decides who is right."""

    field: ClaimField
    sides: tuple[Side, ...]


class Incident(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="incident"):
    """What happened once, by all its reports. ``reports`` counts documents, ``origins`` independent origins."""

    id: str
    types: tuple[str, ...]  # the one with most independent origins first
    quad: str
    title: str
    actors: tuple[IncidentParty, ...] = ()
    recipients: tuple[IncidentParty, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    not_after: str | None = None
    place: IncidentPlace | None = None
    status: str
    reports: int
    outlets: int
    origins: int
    figures: dict[str, Figure] = {}
    contradictions: tuple[Contradiction, ...] = ()
    flags: tuple[str, ...] = ()  # mass-copying, single-source …
    events: tuple[str, ...]  # by publication date, document id, place in the text
    first_report: ReportHead
