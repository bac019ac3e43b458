"""Exports: what is written can be read again, spreadsheets run nothing, the dictionary names every column."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tacitus.exports.dictionary import dictionary
from tacitus.exports.tables import EVENT_COLUMNS, QUOTE_COLUMNS, Row, columns_of, head_of
from tacitus.exports.writing import defused, line_of, write_csv, write_parquet
from tests.exports.makers import document, event, party, quote

TEXT = '=HYPERLINK("http://x") said Barland attacked Fooland, "at dawn".'


@pytest.fixture
def rows() -> list[Row]:
    one = document(TEXT, title="@SUM(A1)", outlet="-2+3")
    struck = event(TEXT, "attacked", actors=(party(TEXT, "Barland", country="FOO"), party(TEXT, "Fooland")))
    return [Row(document=head_of(one), shown=struck, original=struck)]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1"])
def test_a_cell_that_spreadsheets_would_run_is_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", "2024-05-03", "'x", "…", "–"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell


def test_csv_reads_back_as_the_cells(rows: list[Row]) -> None:
    out = io.StringIO(newline="")
    assert write_csv(rows, EVENT_COLUMNS, out) == 1
    read = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert read[0]["type"] == "ASSAULT"
    assert read[0]["actors"] == "Barland; Fooland"
    assert read[0]["actor_countries"] == "FOO; "
    assert read[0]["title"] == "'@SUM(A1)"
    assert read[0]["outlet"] == "'-2+3"
    assert read[0]["sentence"] == "'" + TEXT
    assert read[0]["score"] == "-9.0"  # a number is no formula


def test_parquet_reads_back_with_kinds_and_meanings(rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    assert write_parquet(rows, EVENT_COLUMNS, str(path), {"tacitus": "0"}) == 1
    table = pq.read_table(path)
    read = table.to_pylist()[0]
    assert read["score"] == -9.0
    assert read["background"] is False
    assert read["title"] == "@SUM(A1)"
    assert TEXT[read["trigger_start"] : read["trigger_end"]] == "attacked"
    assert table.schema.field("cameo").metadata[b"means"].startswith(b"CAMEO")


def test_parquet_of_nothing_has_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "quotes.parquet"
    assert write_parquet([], QUOTE_COLUMNS, str(path), {}) == 0
    assert pq.read_table(path).column_names == [column.name for column in QUOTE_COLUMNS]


def test_a_line_is_the_contract_s_object_with_its_document(rows: list[Row]) -> None:
    line = json.loads(line_of(rows[0]))
    assert line["kind"] == "event"
    assert set(line["document"]) == {"id", "source_id", "input", "title", "url", "outlet", "published_at"}


@pytest.mark.parametrize("what", ["events", "quotes"])
def test_offsets_only_leaves_out_every_word_of_the_publisher(what: str, rows: list[Row]) -> None:
    columns = columns_of(what, offsets_only=True)
    if what == "quotes":
        said = quote(TEXT, "at dawn", party(TEXT, "Barland"))
        rows = [Row(document=rows[0].document, shown=said, original=said)]
    values = [column.cell(row) for row in rows for column in columns]
    assert not [value for value in values if isinstance(value, str) and ("attacked" in value or "dawn" in value or "SUM" in value)]
    assert any("-" in str(column.cell(rows[0])) for column in columns if column.name.endswith("_spans"))


def test_the_dictionary_names_every_column_once() -> None:
    for what, columns in (("events", EVENT_COLUMNS), ("quotes", QUOTE_COLUMNS)):
        said = dictionary(what, columns, rows=1, masked=True, offsets_only=False, made_by={})
        for column in columns:
            assert said.count(f"| `{column.name}` |") == 1
            assert column.means.endswith(".")
