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


class Written(msgspec.Struct, frozen=True):
    """Rows as they will stand in the record, but for the incident's number."""

    incident: dict[str, Any]
    claims: list[dict[str, Any]]


def written(incident: Incident, claims: Sequence[Claim]) -> Written:
    return Written(_row(incident), [
        {
            "incident": incident.id, "ordinal": n, "id": claim.id, "field": claim.field, "origin": claim.origin,
            "first_seen": claim.first_seen, "json": _json(claim),
        }
        for n, claim in enumerate(claims)
    ])  # fmt: skip


def put(connection: Connection, told: Sequence[Written]) -> None:
    """The incidents' rows and claims take the place of those of before."""
    ids = [one.incident["id"] for one in told]
    numbers = table.numbers_of(connection, ids)
    put_all(connection, schema.incidents, [{"seq": numbers[one.incident["id"]], **one.incident} for one in told])
    _drop(connection, ids)
    put_all(connection, schema.claims, [row for one in told for row in one.claims], clash="ABORT")


def _row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id, "status": incident.status, "types": _json(incident.types),
        "quad": incident.quad, "earliest": incident.earliest, "latest": incident.latest, "reports": incident.reports,
        "outlets": incident.outlets, "origins": incident.origins, "first_published": incident.first_report.published_at,
        "title": incident.title, "json": _json(incident),
    }  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
