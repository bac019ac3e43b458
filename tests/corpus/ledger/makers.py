"""Reports of invented incidents, made by hand over the codings of ``tests.corpus.incidents.makers``."""

from __future__ import annotations

from typing import Any

import msgspec

from tacitus.corpus.ledger import derive
from tacitus.corpus.reports import Report, Source
from tacitus.model.ids import make_id
from tacitus.model.incidents import Claim, Contradiction, Incident
from tacitus.model.records import Attribution, Event, Party
from tests.corpus.incidents.makers import Deed, coding

ARMY, FRONT = "Barland Army|org-barland-army|BAR|MIL", "Fooland Front|org-fooland-front|FOO|REB"
MINISTRY = Party(name="Fooland Ministry of Health", text="the ministry", entity="org-foo-health", country="FOO", sectors=("GOV", "MED"))
GUNMEN, PEOPLE = "gunmen|||UAF", "villagers||FOO|CVL"


def report(
    said: str,
    trigger: str,
    *,
    outlet: str,
    day: str | None = "2024-05-03",
    type: str = "ASSAULT",
    speaker: Party | None = None,
    **more: Any,
) -> Report:
    """One event of one article. ``when``: the event's own day; ``speaker`` says it all."""
    when = more.pop("when", None)
    change = more.pop("change", {})
    counted = more.pop("counted", {})  # what → fields of its count
    if when:
        more["day"] = when
    made = coding(Deed(said, type, trigger, **more), source=f"{outlet} {day} {said}", day=day, outlet=outlet)
    event, document = made.events[0], made.document
    if speaker is not None:
        told = Attribution(speaker=speaker, relation="other")
        change = {"voice": "quoted", "attribution": told, **change}
        event = msgspec.structs.replace(
            event, counts=tuple(msgspec.structs.replace(count, voice="quoted", attribution=told) for count in event.counts)
        )
    counts = tuple(msgspec.structs.replace(count, **counted.get(count.what, {})) for count in event.counts)
    event = msgspec.structs.replace(event, counts=counts, **change)
    source = Source(seq=0, id=document.id, outlet=outlet, published_at=day, title=None, url=None)
    return Report(event=event, source=source)


def raid(number: int | None = None, *, outlet: str, actor: str = ARMY, victim: str = PEOPLE, town: str = "Barville", **more: Any) -> Report:
    """``actor`` killed ``number`` of ``victim`` in ``town``."""
    who, whom = actor.split("|")[0], victim.split("|")[0]
    said = f"{who} attacked {whom} in {town}" + (f", killing {number}" if number is not None else "") + "."
    counts = {"killed": number} if number is not None else {}
    return report(said, "attacked", outlet=outlet, actors=(actor,), recipients=(victim,), town=town, counts=counts, **more)


def told(
    *reports: Report, denials: tuple[Report, ...] = (), one_origin: tuple[str, ...] = (), linked: dict[str, Event] | None = None
) -> tuple[Incident, tuple[Claim, ...]]:
    """Each document is an origin; those of the outlets in ``one_origin`` are one."""
    origins = {
        one.event.id: make_id("origin", "wire" if one.source.outlet in one_origin else one.source.id) for one in (*reports, *denials)
    }
    return derive("inc-1", reports, origins, denials, (), linked)


def of(contradictions: tuple[Contradiction, ...]) -> dict[str, list[str]]:
    """Field → values of its sides."""
    return {one.field: [side.value for side in one.sides] for one in contradictions}
