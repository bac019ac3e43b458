"""Writes the rows of incidents and the claims of their ledgers; a Reader reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from tacitus.model.incidents import Claim, Incident
from tacitus.record import incidents as table
from tacitus.record import schema
from tacitus.record.statements import Deletion
from tacitus.record.statements import put as put_all

_drop = Deletion(schema.claims, schema.claims.c.incident)


def put(connection: Connection, told: Sequence[tuple[Incident, Sequence[Claim]]]) -> None:
    """The incidents' rows and claims take the place of those of before."""
    ids = [incident.id for incident, _ in told]
    numbers = table.numbers_of(connection, ids)
    put_all(connection, schema.incidents, [_row(incident, numbers[incident.id]) for incident, _ in told])
    _drop(connection, ids)
    put_all(connection, schema.claims, [
        {
            "incident": incident.id, "ordinal": n, "id": claim.id, "field": claim.field, "origin": claim.origin,
            "first_seen": claim.first_seen, "json": _json(claim),
        }
        for incident, claims in told for n, claim in enumerate(claims)
    ], clash="ABORT")  # fmt: skip


def _row(incident: Incident, number: int) -> dict[str, Any]:
    return {
        "seq": number, "id": incident.id, "status": incident.status, "types": _json(incident.types),
        "quad": incident.quad, "earliest": incident.earliest, "latest": incident.latest, "reports": incident.reports,
        "outlets": incident.outlets, "origins": incident.origins, "first_published": incident.first_report.published_at,
        "title": incident.title, "json": _json(incident),
    }  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
