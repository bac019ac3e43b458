"""Incidents of the example articles on the command line, in JSON, and as people rule them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import tacitus
from tacitus.model.errors import UsageError
from tacitus.record import Reader
from tacitus.workspace.incidents import merge, split, undo
from tests.cli.conftest import Run
from tests.cli.test_lists import lines, private_names

ASKED = {
    "id", "types", "title", "actors", "recipients", "earliest", "latest", "place", "status", "reports", "outlets", "origins", "figures",
    "contradictions", "flags", "events",
}  # fmt: skip


def listed(run: Run, record: Path, *options: str) -> list[dict[str, Any]]:
    return lines(run("incidents", record, *options, "--json").out)


def partition(run: Run, record: Path) -> set[frozenset[str]]:
    return {frozenset(one["events"]) for one in listed(run, record)}


def rockets(run: Run, record: Path) -> dict[str, Any]:
    """The incident that the agency's report of the rockets stands in."""
    event, *_ = lines(
        run("events", record, "--document", "raid_agency.txt", "--type", "ASSAULT", "--text", '"fired at least 22 rockets"', "--json").out
    )
    return next(one for one in listed(run, record) if one["id"] == event["incident"])


def test_every_event_stands_in_one_incident(run: Run, coded: Path) -> None:
    events = {row["id"]: row for row in lines(run("events", coded, "--json").out)}
    incidents = listed(run, coded)
    assert sorted(event for one in incidents for event in one["events"]) == sorted(events)
    for one in incidents:
        assert set(one) >= ASKED
        assert {events[event]["incident"] for event in one["events"]} == {one["id"]}
        assert one["origins"] == len({events[event]["origin"] for event in one["events"]})
        assert one["reports"] >= 1


def test_an_incident_holds_reports_of_one_status_alone(run: Run, coded: Path) -> None:
    events = {row["id"]: row["status"] for row in lines(run("events", coded, "--json").out)}
    for one in listed(run, coded):
        assert {events[event] for event in one["events"]} == {one["status"]}


def test_three_opposed_reports_of_one_attack_are_one_incident(run: Run, coded: Path) -> None:
    one = rockets(run, coded)
    assert one["reports"] == 3
    with Reader(coded) as reader:
        documents = {reader.find(event)[2] for event in one["events"]}
        names = {reader.coding(document).document.input.rpartition("/")[2] for document in documents}
    assert names == {"raid_agency.txt", "raid_herald.txt", "raid_dawn.html"}


def test_filters_narrow_the_list(run: Run, coded: Path) -> None:
    every = listed(run, coded)
    some = listed(run, coded, "--type", "ASSAULT", "--country", "ISR")
    assert 0 < len(some) < len(every)
    assert all("ASSAULT" in one["types"] for one in some)
    assert run("incidents", coded, "--type", "BRAWL").code == 2


def test_show_opens_an_incident(run: Run, coded: Path) -> None:
    one = rockets(run, coded)
    shown = run("show", coded, one["id"][:14])
    assert shown.code == 0
    for words in ("Reports, by origin", "Claims", "Why these reports were taken for one occurrence", "New Dawn", "munitions"):
        assert words in shown.out, words
    opened = json.loads(run("show", coded, one["id"], "--json").out)
    assert opened["id"] == one["id"]
    assert {"claims", "lineages", "denials", "reasons"} <= set(opened)
    assert all(claim["incident"] == one["id"] for claim in opened["claims"])
    assert len(opened["lineages"]) == one["origins"]
    pairs = [frozenset(reason["events"]) for reason in opened["reasons"]]
    assert pairs
    assert len(set(pairs)) == len(pairs), "two events that are most like each other have one reason between them"
    why = shown.out.partition("Why these reports")[2]
    assert "raid_agency.txt" in why, "a report whose outlet is unknown is told by its file"
    assert "?" not in why


def test_an_id_that_is_none_is_told(run: Run, coded: Path) -> None:
    assert run("show", coded, "inc-zzz").code == 2
    assert "holds nothing with the id inc-zzz" in run("show", coded, "inc-zzz").err


def test_tables_mask_private_persons(run: Run, coded: Path) -> None:
    names = private_names(coded)
    assert names
    table = run("incidents", coded, "--limit", "0").out
    opened = "".join(run("show", coded, one["id"]).out for one in listed(run, coded)[:60])
    masked = run("incidents", coded, "--json", "--pseudonyms").out
    for said in (table, opened, masked):
        assert [name for name in names if name in said] == []


def test_an_empty_record_has_no_incidents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The choir sang.", encoding="utf-8")
    record = tmp_path / "news.db"
    run("code", tmp_path / "note.txt", "--into", record, "--workers", "0")
    shown = run("incidents", record)
    assert (shown.code, shown.out) == (0, "")
    assert "No incidents" in shown.err


@pytest.fixture
def own(coded: Path, tmp_path: Path) -> Path:
    """A copy of the record that a test may change."""
    shutil.copy(coded, tmp_path / "own.db")
    return tmp_path / "own.db"


def test_people_merge_split_and_take_it_back(run: Run, own: Path) -> None:
    before = partition(run, own)
    reports = {one["id"]: one["events"] for one in listed(run, own)}
    two = [one["id"] for one in listed(run, own, "--type", "PROTEST", "--status", "actual")][:2]
    ruling = merge(own, two, author="Ada", reason="one march")
    merged = next(one for one in listed(run, own) if set(reports[two[0]]) <= set(one["events"]))
    assert set(merged["events"]) == {*reports[two[0]], *reports[two[1]]}
    ended = next(one for one in two if one != merged["id"])
    assert json.loads(run("show", own, ended, "--json").out)["id"] == merged["id"]
    undo(own, ruling)
    assert partition(run, own) == before
    one = rockets(run, own)
    away = split(own, one["id"], one["events"][:1], author="Ada")
    sides = [other for other in listed(run, own) if set(other["events"]) & set(one["events"])]
    assert len(sides) == 2
    undo(own, away)
    assert partition(run, own) == before


def test_a_ruling_needs_a_name_and_incidents_of_one_status(run: Run, own: Path) -> None:
    actual, future = (listed(run, own, "--status", status)[0]["id"] for status in ("actual", "future"))
    with pytest.raises(UsageError, match="who rules"):
        merge(own, [actual, future], author=" ")
    with pytest.raises(UsageError, match="different statuses"):
        merge(own, [actual, future], author="Ada")
    with pytest.raises(UsageError, match="No incident"):
        merge(own, [actual, "inc-zzz"], author="Ada")


def test_python_gives_tables_of_incidents_and_claims(coded: Path) -> None:
    with tacitus.open(coded) as record:
        incidents, claims = record.incidents(), record.claims()
        assert set(claims["incident"].to_pylist()) <= set(incidents["id"].to_pylist())
        assert record.incidents(type="PROTEST").num_rows < incidents.num_rows
        identity = incidents["id"][0].as_py()
        assert record.incident(identity).incident.id == identity
        assert set(record.events()["incident"].to_pylist()) == set(incidents["id"].to_pylist())
