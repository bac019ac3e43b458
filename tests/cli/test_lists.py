"""Lists of a record of the example articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tacitus.record import Reader
from tests.cli.conftest import Run


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def private_names(record: Path) -> set[str]:
    """Names of two words or more of private persons in the record's codings."""
    found = set()
    with Reader(record) as reader:
        for coding in reader.codings():
            places = {place.text for place in coding.places}
            named = {mention.entity for mention in coding.mentions if mention.form == "name"}
            outlet = coding.document.outlet or ""
            for entity in coding.entities:
                whole = " " in entity.name and "\n" not in entity.name and entity.name not in places and entity.name not in outlet
                if entity.private and entity.category == "person" and entity.id in named and whole:
                    found.add(entity.name)
    return found


def test_json_has_every_event_in_the_contract_s_form_in_document_order(run: Run, coded: Path) -> None:
    rows = lines(run("events", coded, "--json").out)
    with Reader(coded) as reader:
        expected = [event.id for coding in reader.codings() for event in coding.events]
    assert [row["id"] for row in rows] == expected
    assert set(rows[0]["document"]) == {"id", "source_id", "input", "title", "url", "outlet", "published_at"}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("option", "value", "holds"),
    [
        ("--type", "assault", lambda row: row["type"] == "ASSAULT"),
        ("--quad", "verbal conflict", lambda row: row["quad"] == "verbal conflict"),
        ("--status", "actual", lambda row: row["status"] == "actual"),
        ("--voice", "quoted", lambda row: row["voice"] == "quoted"),
        ("--outlet", "e", lambda row: "e" in (row["document"]["outlet"] or "").lower()),
        ("--to", "2024-03-31", lambda row: (row["document"]["published_at"] or "")[:10] <= "2025-12-31"),
        ("--document", "raid_agency.txt", lambda row: row["document"]["source_id"] == "raid_agency.txt"),
        ("--actor", "israel", lambda row: "israel" in json.dumps(row["actors"]).lower()),
        ("--country", "isr", lambda row: '"ISR"' in json.dumps(row)),
    ],
)
def test_a_filter_lets_through_what_it_names(run: Run, coded: Path, option: str, value: str, holds) -> None:  # type: ignore[no-untyped-def]
    every = lines(run("events", coded, "--json").out)
    rows = lines(run("events", coded, option, value, "--json").out)
    assert rows
    assert len(rows) < len(every)
    assert all(holds(row) for row in rows)


def test_a_repeated_filter_takes_either_value(run: Run, coded: Path) -> None:
    rows = lines(run("events", coded, "--type", "ASSAULT", "--type", "COERCE", "--json").out)
    assert {row["type"] for row in rows} == {"ASSAULT", "COERCE"}


def test_words_are_searched_in_the_evidence(run: Run, coded: Path) -> None:
    rows = lines(run("events", coded, "--text", "rockets", "--json").out)
    assert rows
    assert all("rocket" in json.dumps(row["evidence"]).lower() for row in rows)


def test_the_table_masks_private_persons_and_json_does_so_only_when_asked(run: Run, coded: Path) -> None:
    names = private_names(coded)
    assert names
    for command in ("events", "quotes"):
        table = run(command, coded).out
        assert not [name for name in names if name in table]
        masked = run(command, coded, "--json", "--pseudonyms").out
        assert not [name for name in names if name in masked]
    plain = run("quotes", coded, "--json").out + run("events", coded, "--json").out
    assert [name for name in names if name in plain]


def test_a_pseudonym_is_the_same_in_every_command(run: Run, coded: Path) -> None:
    once = run("events", coded, "--json", "--pseudonyms").out
    assert once == run("events", coded, "--json", "--pseudonyms").out


def test_the_table_is_cut_by_limit_and_says_so(run: Run, coded: Path) -> None:
    ran = run("events", coded, "--limit", "3")
    assert "3 of " in ran.err
    assert ran.out.count("evt-") == 3


def test_quotes_list_who_said_what(run: Run, coded: Path) -> None:
    rows = lines(run("quotes", coded, "--form", "direct", "--json").out)
    assert rows
    assert {row["form"] for row in rows} == {"direct"}
    assert "quo-" in run("quotes", coded, "--limit", "2").out


def test_quotes_are_narrowed_to_those_that_tell_such_an_event(run: Run, coded: Path) -> None:
    every = {row["id"] for row in lines(run("quotes", coded, "--json").out)}
    denied = {row["id"] for row in lines(run("quotes", coded, "--status", "negated", "--type", "assault", "--json").out)}
    told_by = {row["attribution"]["quote"] for row in lines(run("events", coded, "--status", "negated", "--type", "assault", "--json").out)}
    assert denied
    assert denied < every
    assert denied & told_by


def test_failures_tell_the_reason_of_documents_without_events(run: Run, coded: Path) -> None:
    rows = lines(run("failures", coded, "--json").out)
    assert rows
    assert set(rows[0]) == {"level", "input", "document", "stage", "version", "reason"}
    assert {row["level"] for row in rows} == {"note"}
    assert "notes" in run("failures", coded).err


def test_show_gives_a_document_by_source_id_and_an_event_by_the_beginning_of_its_id(run: Run, coded: Path) -> None:
    ran = run("show", coded, "raid_agency.txt")
    assert ran.code == 0
    assert "quotations" in ran.out
    event = lines(run("events", coded, "--voice", "quoted", "--json").out)[0]
    ran = run("show", coded, str(event["id"])[:16])
    assert ran.code == 0
    for word in ("status", "voice", "says so", "evidence", "why"):
        assert word in ran.out
    quote = lines(run("quotes", coded, "--json").out)[0]
    assert "speaker" in run("show", coded, quote["id"]).out
    assert json.loads(run("show", coded, event["id"], "--json").out)["id"] == event["id"]


def test_verify_backup_and_doctor(run: Run, coded: Path, tmp_path: Path) -> None:
    assert run("verify", coded).code == 0
    copy = tmp_path / "copy.db"
    assert run("backup", coded, copy).code == 0
    assert run("events", copy, "--json").out == run("events", coded, "--json").out
    assert run("backup", coded, copy).code == 2
    ran = run("doctor", coded)
    assert ran.code == 0
    for name in ("tacitus", "libraries", "model", "lexicons", "places", "disk", "record"):
        assert f"ok   {name}" in ran.out


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_exports_hold_every_row_and_a_dictionary(run: Run, coded: Path, tmp_path: Path, suffix: str) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    for what in ("events", "quotes"):
        path = tmp_path / f"{what}.{suffix}"
        assert run("export", coded, "-o", path, "--what", what).code == 0
        number = len(lines(run(what, coded, "--json").out))
        if suffix == "jsonl":
            assert path.read_text() == run(what, coded, "--json").out
        else:
            options = pyarrow.csv.ParseOptions(newlines_in_values=True)
            table = pyarrow.parquet.read_table(path) if suffix == "parquet" else pyarrow.csv.read_csv(path, parse_options=options)
            assert table.num_rows == number
            text = "\n".join(str(row) for row in table.to_pylist())
            assert not [name for name in private_names(coded) if name in text]
        dictionary = path.with_name(path.name + ".dictionary.md").read_text()
        assert f"{number:,} rows" in dictionary


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_incidents_and_claims_are_exported_with_ids_that_join(run: Run, coded: Path, tmp_path: Path, suffix: str) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    read: dict[str, list[dict[str, object]]] = {}
    for what in ("incidents", "claims", "events"):
        path = tmp_path / f"{what}.{suffix}"
        assert run("export", coded, "-o", path, "--what", what, "--pseudonyms").code == 0
        options = pyarrow.csv.ParseOptions(newlines_in_values=True)
        if suffix == "jsonl":
            read[what] = lines(path.read_text())
        else:
            table = pyarrow.parquet.read_table(path) if suffix == "parquet" else pyarrow.csv.read_csv(path, parse_options=options)
            read[what] = table.to_pylist()
        said = "\n".join(str(row) for row in read[what])
        assert not [name for name in private_names(coded) if name in said]
    incidents = {row["id"] for row in read["incidents"]}
    assert incidents
    assert {row["incident"] for row in read["claims"]} == {row["incident"] for row in read["events"]} == incidents


def test_an_export_replaces_nothing_unless_told(run: Run, coded: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("mine")
    assert run("export", coded, "-o", path).code == 2
    assert path.read_text() == "mine"
    assert run("export", coded, "-o", path, "--force").code == 0
    assert run("export", coded, "-o", tmp_path / "x.doc").code == 2
    assert run("export", coded, "-o", tmp_path / "x.csv", "--what", "codings").code == 2


def test_whole_codings_leave_in_the_contract_s_form(run: Run, coded: Path, tmp_path: Path) -> None:
    path = tmp_path / "codings.jsonl"
    assert run("export", coded, "-o", path, "--what", "codings", "--pseudonyms").code == 0
    rows = lines(path.read_text())
    assert {row["format"] for row in rows} == {"tacitus-coding/1"}
    said = path.read_text()
    assert not [name for name in private_names(coded) if name in said]
