"""Last step for an incident: its reports' origins, its ledger and its JSON, written with its members in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from tacitus.corpus.incidents.settling import Settled
from tacitus.corpus.incidents.taking import source_of
from tacitus.corpus.ledger import derive
from tacitus.corpus.reports import Report
from tacitus.model.ids import digest, make_id
from tacitus.model.records import Event
from tacitus.record import claims
from tacitus.record import incidents as table

_event_decoder = msgspec.json.Decoder(Event)


def tell(connection: Connection, settled: Sequence[Settled]) -> None:
    """Writes those incidents whose events, copies or denials changed."""
    births = table.births(connection, [one.id for one in settled])
    told = {row.event: row for row in _told(connection, settled)}
    for one in settled:
        rows, denying = ([told[event] for event in events if event in told] for events in (one.events, one.denials))
        basis = digest(*_codings(rows), "denied by", *_codings(denying))
        if births[one.id].basis != basis:
            _write(connection, one, told)
            table.put_denials(connection, {one.id: one.denials})
            table.put_births(connection, [msgspec.structs.replace(births[one.id], basis=basis)])


def _codings(rows: Sequence[table.Told]) -> list[str]:
    return sorted(f"{row.event} {row.coding}" for row in rows)


def _told(connection: Connection, settled: Sequence[Settled]) -> list[table.Told]:
    return table.told(connection, [event for one in settled for event in (*one.events, *one.denials)])


def _reports(events: Sequence[str], told: Mapping[str, table.Told]) -> tuple[Report, ...]:
    reports = [Report(event=_event_decoder.decode(told[event].json), source=source_of(told[event])) for event in events if event in told]
    return tuple(sorted(reports, key=lambda report: report.order))


def _write(connection: Connection, one: Settled, told: Mapping[str, table.Told]) -> None:
    reports, denials = _reports(one.events, told), _reports(one.denials, told)
    origins = {report.event.id: make_id("origin", report.source.id) for report in (*reports, *denials)}
    incident, ledger = derive(one.id, reports, origins, denials, linked=_linked(connection, reports))
    table.put_events(connection, [
        (report.event.id, report.source.seq, one.id, origins[report.event.id]) for report in reports
    ])  # fmt: skip
    claims.put(connection, incident, ledger)


def _linked(connection: Connection, reports: Sequence[Report]) -> dict[str, Event]:
    """The events that the reports answer to; they stand in the same documents."""
    ids = sorted({link.event for report in reports for link in report.event.links if link.relation == "response-to"})
    return {row.event: _event_decoder.decode(row.json) for row in table.told(connection, ids)}
