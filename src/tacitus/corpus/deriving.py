"""Last step for an incident: its reports' origins, its ledger and its JSON, written with its members in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from tacitus.corpus.incidents.settling import Settled
from tacitus.corpus.incidents.taking import source_of
from tacitus.corpus.reports import Report
from tacitus.model.ids import digest, make_id
from tacitus.model.incidents import Incident, ReportHead
from tacitus.model.records import Event
from tacitus.record import incidents as table
from tacitus.record import schema

_event_decoder = msgspec.json.Decoder(Event)


def tell(connection: Connection, settled: Sequence[Settled]) -> None:
    """Writes those incidents whose events, copies or denials changed."""
    births = table.births(connection, [one.id for one in settled])
    told = {row.event: row for row in _told(connection, settled)}
    for one in settled:
        rows = [told[event] for event in one.events if event in told]
        basis = digest(*sorted(f"{row.event} {row.coding}" for row in rows), "denied by", *one.denials)
        if births[one.id].basis != basis:
            _write(connection, one, told)
            table.put_denials(connection, {one.id: one.denials})
            table.put_births(connection, [msgspec.structs.replace(births[one.id], basis=basis)])


def _told(connection: Connection, settled: Sequence[Settled]) -> list[table.Told]:
    return table.told(connection, [event for one in settled for event in (*one.events, *one.denials)])


def _reports(events: Sequence[str], told: Mapping[str, table.Told]) -> tuple[Report, ...]:
    reports = [Report(event=_event_decoder.decode(told[event].json), source=source_of(told[event])) for event in events if event in told]
    return tuple(sorted(reports, key=lambda report: report.order))


def _write(connection: Connection, one: Settled, told: Mapping[str, table.Told]) -> None:
    reports = _reports(one.events, told)
    origins = {report.event.id: make_id("origin", report.source.id) for report in reports}
    incident = _minimal(one.id, reports)
    table.put_events(connection, [
        (report.event.id, report.source.seq, one.id, origins[report.event.id]) for report in reports
    ])  # fmt: skip
    table.put(connection, schema.incidents, [_row(connection, incident)])


def _minimal(identity: str, reports: Sequence[Report]) -> Incident:
    first = reports[0]
    return Incident(
        id=identity, types=tuple(dict.fromkeys(report.event.type for report in reports)), quad=first.event.quad, title=first.event.type,
        status=first.event.status, reports=len({report.source.id for report in reports}),
        outlets=len({report.source.outlet for report in reports}), origins=len({report.source.id for report in reports}),
        events=tuple(report.event.id for report in reports),
        first_report=ReportHead(
            document=first.source.id, events=(first.event.id,), outlet=first.source.outlet, published_at=first.source.published_at,
            title=first.source.title, url=first.source.url, origin="",
        ),
    )  # fmt: skip


def _row(connection: Connection, incident: Incident) -> dict[str, object]:
    return {
        "seq": table.number_of(connection, incident.id), "id": incident.id, "status": incident.status,
        "types": msgspec.json.encode(incident.types).decode(), "quad": incident.quad, "earliest": incident.earliest,
        "latest": incident.latest, "reports": incident.reports, "outlets": incident.outlets, "origins": incident.origins,
        "first_published": incident.first_report.published_at, "title": incident.title, "json": msgspec.json.encode(incident).decode(),
    }  # fmt: skip
