"""Incidents and claims as rows: ids join, sides stand in the same form, nothing of a publisher's words with offsets only."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tacitus.exports.dictionary import dictionary
from tacitus.exports.incident_tables import CLAIM_COLUMNS, INCIDENT_COLUMNS, figure_words
from tacitus.exports.report_incidents import incidents_section
from tacitus.exports.tables import columns_of
from tacitus.exports.writing import line_of, write_csv, write_parquet
from tacitus.model.incidents import Claim, Figure, Incident
from tacitus.workspace.tables import claims_table, incidents_table
from tests.corpus.ledger.makers import ARMY, FRONT, MINISTRY, raid, told

Told = tuple[Incident, tuple[Claim, ...]]


@pytest.fixture
def opened() -> Told:
    return told(
        raid(3, outlet="A", actor=ARMY, day="2024-05-03", when="2024-05-02", change={"weapons": ()}),
        raid(9, outlet="B", actor=FRONT, day="2024-05-04", speaker=MINISTRY),
    )


def read(what: str, rows: object) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_csv(rows, columns_of(what), out)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_an_incident_is_one_row(opened: Told) -> None:
    (row,) = read("incidents", [opened[0]])
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("3", "9", "9")
    assert row["contradicted"] == "actor; killed"
    assert row["contradictions"] == "actor: Barland Army (A) / Fooland Front (B); killed: 3 (A) / 9 (B)"
    assert row["actors"] == "Barland Army; Fooland Front"
    assert row["actor_countries"] == "BAR; FOO"
    assert (row["reports"], row["outlets"], row["origins"]) == ("2", "2", "2")
    assert (row["place"], row["place_country"], row["earliest"]) == ("Barville", "FOO", "2024-05-02")


def test_a_claim_is_one_row_and_its_ids_join(opened: Told) -> None:
    incident, claims = opened
    rows = read("claims", claims)
    assert {row["incident"] for row in rows} == {incident.id}
    assert {row["events"] for row in rows} == set(incident.events)
    figure = next(row for row in rows if row["field"] == "killed" and row["value"] == "9")
    assert (figure["words"], figure["speaker"], figure["voice"], figure["outlets"]) == ("9", "Fooland Ministry of Health", "quoted", "B")
    sides = {claim for one in incident.contradictions for side in one.sides for claim in side.claims}
    assert sides <= {row["id"] for row in rows}
    assert set(incident.figures["killed"].claims) <= {row["id"] for row in rows}


def test_jsonl_and_parquet_hold_the_same(opened: Told, tmp_path: Path) -> None:
    incident, claims = opened
    assert json.loads(line_of(incident))["kind"] == "incident"
    assert json.loads(line_of(claims[0]))["incident"] == incident.id
    for what, rows in (("incidents", [incident]), ("claims", list(claims))):
        path = tmp_path / f"{what}.parquet"
        assert write_parquet(rows, columns_of(what), str(path), {}) == len(rows)
        assert [row["id"] for row in pq.read_table(path).to_pylist()] == [row.id for row in rows]


def test_offsets_only_leaves_out_words(opened: Told) -> None:
    for what, rows in (("incidents", [opened[0]]), ("claims", opened[1])):
        columns = columns_of(what, offsets_only=True)
        values = [column.cell(row) for row in rows for column in columns]
        assert not [value for value in values if isinstance(value, str) and "attacked" in value]


@pytest.mark.parametrize(("what", "columns"), [("incidents", INCIDENT_COLUMNS), ("claims", CLAIM_COLUMNS)])
def test_the_dictionary_names_every_column(what: str, columns: tuple[object, ...]) -> None:
    said = dictionary(what, columns_of(what), rows=1, masked=True, offsets_only=False, made_by={})
    assert "Before you count" in said
    for column in columns_of(what):
        assert said.count(f"| `{column.name}` |") == 1
        assert column.means.endswith(".")
    assert len({column.name for column in columns_of(what)}) == len(columns)


@pytest.mark.parametrize(("figure", "words"), [
    (Figure(low=3, best=5, high=9), "3–9 (best 5)"), (Figure(low=3, best=3, high=3), "3"), (Figure(low=30, best=30), "30 or more"),
    (Figure(high=50), "up to 50"), (Figure(), ""),
])  # fmt: skip
def test_figures_in_words(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words


def test_arrow_tables(opened: Told) -> None:
    incident, claims = opened
    (row,) = incidents_table([incident]).to_pylist()
    assert (row["killed_high"], row["contradictions"], row["actor_origins"]) == (9.0, ["actor", "killed"], [1, 1])
    rows = claims_table(claims).to_pylist()
    assert [one["id"] for one in rows] == [claim.id for claim in claims]
    assert all(len(one["words"]) == len(one["starts"]) == len(one["documents"]) for one in rows)


def test_the_report_sets_contradictions_side_by_side_and_escapes_everything() -> None:
    several = told(raid(3, outlet="<b>A", day="2024-05-03"), raid(9, outlet="B", day="2024-05-04"))
    page = "".join(incidents_section([several, told(raid(outlet="C"))]))
    assert all(f'<tr id="{claim.id}">' in page for claim in several[1])
    assert "<b>A" not in page
    assert page.count('<div class="incident"') == 1
    assert page.index("&lt;b&gt;A") < page.index(": B<")
    assert "2 independent origins" in page
    assert "3–9 (best 9)" in page
    assert "1 further occurrence is told by one article each" in page


def test_a_report_without_shared_incidents_says_so() -> None:
    assert "No occurrence is told by more than one article." in "".join(incidents_section([]))
