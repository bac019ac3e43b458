"""Writes an incident's row and the claims of its ledger. Both functions take a ``Connection``; a Reader reads what they wrote."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert

from tacitus.model.incidents import Claim, Incident
from tacitus.record import incidents as table
from tacitus.record import schema


def put(connection: Connection, incident: Incident, claims: Sequence[Claim]) -> None:
    """The incident's row and claims take the place of those of before."""
    row = {
        "seq": table.number_of(connection, incident.id), "id": incident.id, "status": incident.status, "types": _json(incident.types),
        "quad": incident.quad, "earliest": incident.earliest, "latest": incident.latest, "reports": incident.reports,
        "outlets": incident.outlets, "origins": incident.origins, "first_published": incident.first_report.published_at,
        "title": incident.title, "json": _json(incident),
    }  # fmt: skip
    table.put(connection, schema.incidents, [row])
    connection.execute(delete(schema.claims).where(schema.claims.c.incident == incident.id))
    rows = [
        {
            "incident": incident.id, "ordinal": n, "id": claim.id, "field": claim.field, "origin": claim.origin,
            "first_seen": claim.first_seen, "json": _json(claim),
        }
        for n, claim in enumerate(claims)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(schema.claims), rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
