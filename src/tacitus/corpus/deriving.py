"""Last step for an incident: its reports' origins, its ledger and its JSON, worked out first, then written with its members at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from tacitus.corpus import copies, origins
from tacitus.corpus.incidents.settling import Settled, Write
from tacitus.corpus.incidents.taking import source_of
from tacitus.corpus.ledger import derive
from tacitus.corpus.reports import Report
from tacitus.model.ids import digest
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Event
from tacitus.record import claims
from tacitus.record import incidents as table

MASS_COPYING = "mass-copying"
_event_decoder = msgspec.json.Decoder(Event)


def tell(connection: Connection, settled: Sequence[Settled], births: Mapping[str, table.Birth]) -> Write:
    """What writes those incidents whose reports, their copies or denials changed. ``births``: of all of them."""
    told = {row.event: row for row in table.told(connection, [event for one in settled for event in (*one.events, *one.denials)])}
    groups = copies.groups(connection, {row.document for row in told.values()})
    bases = {one.id: _basis(one, told, groups) for one in settled}
    changed = sorted((one for one in settled if births[one.id].basis != bases[one.id]), key=lambda one: one.id)
    reports = {event: Report(event=_decoded(told[event]), source=source_of(told[event])) for one in changed for event in _all(one, told)}
    several = [documents for one in changed if len(documents := {reports[event].source.seq for event in _all(one, told)}) > 1]
    printings = copies.info(connection, set().union(*several))  # one document has nothing in common with others
    linked = _linked(connection, reports.values())
    members: list[table.Member] = []
    ledgers: list[claims.Written] = []
    for one in changed:
        rows, incident, ledger = _told(one, reports, printings, linked)
        members += rows
        ledgers.append(claims.written(incident, ledger))
    before = table.members(connection, [event for event, *_ in members])
    members = [row for row in members if before.get(row[0]) != row]
    born = [msgspec.structs.replace(births[one.id], basis=bases[one.id]) for one in changed]

    def write(connection: Connection) -> None:
        table.put_events(connection, members)
        claims.put(connection, ledgers)
        table.put_denials(connection, {one.id: one.denials for one in changed})
        table.put_births(connection, born)

    return write


def _all(one: Settled, told: Mapping[str, table.Told]) -> list[str]:
    return [event for event in (*one.events, *one.denials) if event in told]


def _decoded(row: table.Told) -> Event:
    return _event_decoder.decode(row.json)


def _basis(one: Settled, told: Mapping[str, table.Told], groups: Mapping[int, str]) -> str:
    """Hash of what the incident's JSON is a function of."""
    rows = sorted(f"{event} {told[event].coding} {groups.get(told[event].document)}" for event in _all(one, told))
    return digest(*rows, "denied by", *one.denials)


def _linked(connection: Connection, reports: Iterable[Report]) -> dict[str, Event]:
    """Events that the reports are linked to, by id."""
    wanted = {link.event for report in reports for link in report.event.links}
    return {row.event: _decoded(row) for row in table.told(connection, sorted(wanted))}


def _told(
    one: Settled, known: Mapping[str, Report], printings: Mapping[int, copies.CopyInfo], linked: Mapping[str, Event]
) -> tuple[list[table.Member], Incident, Sequence[Claim]]:
    """Rows of the incident's events, the incident and its claims."""
    reports = sorted((known[event] for event in one.events if event in known), key=lambda report: report.order)
    denials = [known[event] for event in one.denials if event in known]
    independent = origins.of([*reports, *denials], printings)
    flags = [MASS_COPYING] if origins.mass_copying(reports, printings) else []
    incident, ledger = derive(one.id, reports, independent, denials, flags, linked)
    rows = [(report.event.id, report.source.seq, one.id, independent[report.event.id]) for report in reports]
    return rows, incident, ledger
