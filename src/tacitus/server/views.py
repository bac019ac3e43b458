"""An article and an incident as they are shown: the coding, what people said about it, what stands near it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import msgspec

from tacitus.model.answers import Article, DocumentRow, IncidentView
from tacitus.model.incidents import Incident
from tacitus.model.records import Coding
from tacitus.record import Filters
from tacitus.record.incidents import constraints, incidents_of, resolve
from tacitus.server.context import Context, safe_url
from tacitus.server.problems import missing
from tacitus.workspace.dossiers import Dossier, open_incident
from tacitus.workspace.judgements.doubts import shown

MOST_LIKE = 8  # incidents that may be the same as one


def row_of(coding: Coding) -> DocumentRow:
    """The head of a document with what was found in it."""
    one = coding.document
    return DocumentRow(
        id=one.id, title=one.title, outlet=one.outlet, author=one.author, published_at=one.published_at, url=one.url,
        events=len(coding.events), quotes=len(coding.quotes), characters=len(one.text), failed=bool(coding.failures),
    )  # fmt: skip


def article_of(context: Context, identity: str) -> Article:
    """One article."""
    coding = context.newest(identity)
    rows = context.reader.events(Filters(document=[identity]))
    incidents = {row.event.id: row.incident for row in rows if row.incident is not None}
    verdicts = context.desk.verdicts([one.id for one in (*coding.events, *coding.quotes)])
    drawn = context.desk.added(identity, shown=True)
    verdicts |= context.desk.verdicts([event.id for event in drawn])
    return Article(coding=coding, incidents=incidents, verdicts=verdicts, added=drawn)


def living(context: Context, identity: str) -> str:
    """The id of the incident that this id leads to."""
    with context.reader.connection() as connection:
        found = resolve(connection, identity)
    if found is None:
        raise missing(f"incident {identity}")
    return found


def linked_incident(incident: Incident) -> Incident:
    """Its first report's address only where it may become a link."""
    first = incident.first_report
    safe = safe_url(first.url)
    return incident if safe == first.url else msgspec.structs.replace(incident, first_report=msgspec.structs.replace(first, url=safe))


def incident_of(context: Context, identity: str) -> IncidentView:
    """One incident opened, by the id of a living one."""
    dossier = open_incident(context.reader, identity, context.coding, masked=context.masked)
    apart = dossier.apart()
    events = [event for lineage in dossier.lineages for told in (lineage.first, *lineage.others) for event in told.events]
    verdicts = context.desk.verdicts([*(one.id for one in events), identity])
    return IncidentView(
        incident=linked_incident(dossier.incident), claims=dossier.claims, lineages=tuple(apart["lineages"]),
        denials=tuple(apart["denials"]), reasons=_reasons(dossier, apart["reasons"]), verdicts=verdicts,
        rulings=rulings_on(context, [event.id for event in events]), like=_like(context, identity),
    )  # fmt: skip


def holders(context: Context, events: Sequence[str]) -> tuple[str, ...]:
    """Ids of the incidents that have these events now."""
    with context.reader.connection() as connection:
        found = incidents_of(connection, events)
    return tuple(dict.fromkeys(found[event] for event in events if event in found))


def _reasons(dossier: Dossier, told: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Reasons without words that the reports, as they are shown, do not have: those of masked persons."""
    reports = [told for lineage in dossier.lineages for told in (lineage.first, *lineage.others)]
    text = "\n".join(one.document.text for one in reports).casefold()
    return tuple({**one, "parts": [shown(said, text) for said in one["parts"]]} for one in told)


def _like(context: Context, identity: str) -> tuple[Incident, ...]:
    """Incidents that may be the same as this one."""
    found = (context.browser.incidents(context.browser.filters({"incident": [one]}), 0, 1).rows for one in context.queues.near(identity))
    return tuple(linked_incident(row.incident) for rows in islice(found, MOST_LIKE) for row in rows)


def rulings_on(context: Context, events: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Merges and splits in force that name one of these events, the earliest first."""
    here = set(events)
    with context.reader.connection() as connection:
        said = constraints(connection)
    return tuple(
        {"ruling": one.seq, "act": "merge" if one.act == "same" else "split", "author": one.author, "reason": one.reason}
        for one in said
        if not here.isdisjoint((*one.events, *one.others))
    )
