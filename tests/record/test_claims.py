"""Incidents and claims written and read."""

from __future__ import annotations

from pathlib import Path

from tacitus.model.incidents import Claim, Incident
from tacitus.record import Filters, Reader, Store, claims, schema
from tests.corpus.ledger.makers import raid, told


def _put(path: Path, incident: Incident, ledger: tuple[Claim, ...]) -> None:
    with Store(path) as store, store.transaction() as connection:
        claims.put(connection, [claims.written(incident, ledger)])


def test_an_incident_and_its_claims_are_read_as_they_were_written(tmp_path: Path) -> None:
    incident, ledger = told(raid(3, outlet="A", when="2024-05-02"), raid(5, outlet="B"))
    _put(tmp_path / "a.db", incident, ledger)
    with Reader(tmp_path / "a.db") as reader:
        assert list(reader.incidents()) == [incident]
        assert tuple(reader.claims()) == ledger
        assert tuple(reader.claims(incident=incident.id)) == ledger
        assert list(reader.incidents(Filters(type=("PROTEST",)))) == []


def test_writing_again_replaces_the_ledger_and_keeps_the_number(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _put(path, *told(raid(3, outlet="A"), raid(5, outlet="B")))
    _put(path, *told(raid(outlet="C")))
    with Store(path) as store, store.transaction() as connection:
        rows = connection.execute(schema.incidents.select()).all()
        assert [(row.seq, row.reports, row.outlets, row.origins) for row in rows] == [(1, 1, 1, 1)]
        assert [row.field for row in connection.execute(schema.claims.select()).all()] == ["actor", "type", "recipient", "place"]
