"""Records over small codings made by fake stages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, select

from tacitus.model.records import Coding, Document, to_json
from tacitus.pipeline.fingerprint import Basis, basis_of
from tacitus.pipeline.running import Pipeline
from tacitus.record import Reader, Store
from tacitus.record.schema import metadata
from tests.pipeline.fakes import document, fake_stages

TEXTS = [
    'Barville met Fooland in café Élan. Fooland said: "Barland attacked Fooland."',
    "Nothing of note was told here.",
    "Barland attacked Barville. Fooland warned Barland. Fooland praised Barville.",
]


def hashed(text: str, source_id: str = "one", **more: Any) -> Document:
    return document(text, source_id, text_sha256=hashlib.sha256(text.encode()).hexdigest(), **more)


def basis(**options: Any) -> Basis:
    return basis_of([stage.spec for stage in fake_stages()], options=options)


def coded(document: Document, basis: Basis) -> Coding:
    return Pipeline(fake_stages(), basis).code(document)


def put(store: Store, *documents: Document, **options: Any) -> str:
    made_by = basis(**options)
    fingerprint = store.declare(made_by)
    for one in documents:
        coding = coded(one, made_by)
        store.put(coding, to_json(coding), fingerprint)
    store.flush()
    return fingerprint


def filled(path: Path) -> Path:
    with Store(path) as store:
        put(store, *[hashed(text, f"d{n}", outlet=f"Outlet {n}", published_at=f"2024-05-0{n + 1}") for n, text in enumerate(TEXTS)])
    return path


# Workings of the clustering, whose numbers go by arrival; what comes of them stands in incidents, incident_events and claims.
BY_ARRIVAL = frozenset({"incident_nodes", "incident_node_events", "incident_keys", "incident_pairs"})


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the run log and what is numbered by arrival; the rows of incidents by id, for their numbers are, too."""
    with Reader(path) as reader, reader.connection() as connection:
        return {
            name: [tuple(row) for row in connection.execute(_rows(name, table))]
            for name, table in sorted(metadata.tables.items())
            if name != "runs" and name not in BY_ARRIVAL
        }


def _rows(name: str, table: Table) -> Select[Any]:
    if name == "incidents":
        return select(*[column for column in table.c if column.name != "seq"]).order_by(table.c.id)
    return select(table).order_by(*table.primary_key.columns)
