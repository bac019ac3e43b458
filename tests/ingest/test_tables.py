"""JSON lines, JSON files and CSV, record by record."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.ingest import Options, Unit, find_units, read_unit
from tacitus.ingest.streams import Stream
from tacitus.ingest.tables import csv_units
from tacitus.model.records import Document
from tests.ingest.conftest import Reader

RECORD = {
    "text": "  Foo met Bar.\n\nThey agreed. ", "id": 17, "title": "Foo meets Bar", "url": "https://foo.example/1", "outlet": "Foo Times",
    "author": "Ann Foo", "published_at": "2023-04-07T10:00:00+02:00",
}  # fmt: skip


def lines(*records: object) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_a_record_gives_its_fields_and_its_text_unchanged(read: Reader) -> None:
    document = read("a.jsonl", lines(RECORD)).document
    assert document.text == RECORD["text"]
    assert (document.title, document.url, document.outlet, document.author) == ("Foo meets Bar", RECORD["url"], "Foo Times", "Ann Foo")
    assert (document.published_at, document.published_from) == (RECORD["published_at"], "given")
    assert document.source_id == "17"


def test_source_id_is_the_id_then_the_address_then_the_place(read: Reader, tmp_path: Path) -> None:
    records = [RECORD, {"text": "Foo met.", "url": "https://foo.example/2"}, {"text": "Foo left."}, {"text": "Foo sat.", "id": " "}]
    result = read("a.jsonl", lines(*records))
    assert [document.source_id for document in result.documents] == ["17", "https://foo.example/2", "a.jsonl#3", "a.jsonl#4"]
    assert result.documents[2].input == f"{tmp_path / 'a.jsonl'}#3"


def test_other_column_names_are_named_by_the_user(read: Reader) -> None:
    columns = {"text": "body", "title": "head", "published_at": "day"}
    document = read("a.jsonl", lines({"body": "Foo met Bar.", "head": "Foo", "day": 20230407}), columns=columns).document
    assert (document.text, document.title, document.published_at) == ("Foo met Bar.", "Foo", "2023-04-07")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"text": "Foo met', "broken JSON"),
        ("[" * 100_000, "nested"),
        ('{"a":' * 100_000, "nested"),
        ("3", "a number"),
        ('"text"', "instead of a JSON object"),
        ('{"title": "Foo"}', "missing"),
        ('{"text": 5}', "a number"),
        ('{"text": ["Foo"]}', "a list"),
        ('{"text": null}', "null"),
        ('{"text": "  "}', "no text"),
        ('{"text": ' + "9" * 10_000 + "}", "number"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(read: Reader, line: str, word: str) -> None:
    result = read("a.jsonl", "\n".join([lines(RECORD), line, lines({"text": "Foo left."})]))
    assert [document.text for document in result.documents] == [RECORD["text"], "Foo left."]
    assert word in result.failure.reason
    assert result.failure.input.endswith("a.jsonl#2")


def test_lone_surrogates_and_nuls_in_escapes_become_replacements(read: Reader) -> None:
    document = read("a.jsonl", '{"text": "a\\ud800b\\u0000c \\ud83d\\ude00", "title": "t\\udfff"}').document
    assert (document.text, document.title) == ("a\ufffdb\ufffdc 😀", "t\ufffd")


@pytest.mark.parametrize("date", ["2023-02-31", "tomorrow", ["2023"], True, {}])
def test_impossible_dates_are_noted_and_left_empty(read: Reader, date: object) -> None:
    result = read("a.jsonl", lines({"text": "Foo met Bar.", "published_at": date}))
    assert result.document.published_at is None
    assert "publication date" in result.notes[0].reason
    assert not result.failures


def test_a_given_language_decides(read: Reader) -> None:
    assert read("a.jsonl", lines({"text": "Foo met Bar.", "language": "FR-fr"}), language="en").document.language == "fr"


def test_a_dateline_takes_its_year_from_the_address_of_the_same_month(read: Reader) -> None:
    text = "FOOTON, April 7 (FNA) — Foo met Bar."
    result = read(
        "a.jsonl", lines({"text": text, "url": "https://foo.example/2023/04/x"}, {"text": text, "url": "https://foo.example/2023/09/x"})
    )
    assert [document.published_at for document in result.documents] == ["2023-04-07", None]


def test_standard_input_is_json_lines() -> None:
    units = list(find_units(["-"], Options(), io.BytesIO(lines({"text": "Foo met."}, {"text": "Foo left."}).encode())))
    assert [unit.input for unit in units] == ["-#1", "-#2"]


@pytest.mark.parametrize(
    "content",
    [lines(RECORD, RECORD), json.dumps([RECORD, RECORD], indent=1), json.dumps([RECORD, RECORD])],
)
def test_json_files_may_hold_lines_or_a_list(read: Reader, content: str) -> None:
    assert len(read("a.json", content).documents) == 2


def test_a_json_file_of_long_lines_is_read_as_lines(read: Reader) -> None:
    assert len(read("a.json", lines({"text": "Foo met. " * 4000}, {"text": "Foo left. " * 4000})).documents) == 2


def test_a_json_file_of_one_object_is_one_document(read: Reader) -> None:
    assert read("a.json", json.dumps(RECORD, indent=2)).document.source_id == "17"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_json_lines_in_other_encodings(read: Reader, encoding: str) -> None:
    result = read("a.jsonl", "\n".join(['{"text": "Foo mét Bar."}'] * 3).encode(encoding))
    assert [document.text for document in result.documents] == ["Foo mét Bar."] * 3


def test_compressed_json_lines_that_break_off_keep_what_stands_before(read: Reader) -> None:
    many = "\n".join(json.dumps({"text": f"Foo met Bar {number} times."}) for number in range(3000))
    packed = gzip.compress(many.encode())
    result = read("a.jsonl.gz", packed[: len(packed) // 2])
    assert len(result.documents) > 100
    assert any("breaks off" in failure.reason for failure in result.failures)


def test_a_line_too_long_is_passed_over(read: Reader) -> None:
    result = read("a.jsonl", lines({"text": "x" * 5000}, {"text": "Foo left."}), max_record_bytes=1000)
    assert result.document.text == "Foo left."
    assert "line 1" in result.failure.reason


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")).map("Foo ".__add__), min_size=1, max_size=5))
def test_any_text_comes_through_csv_code_point_for_code_point(texts: list[str]) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["id", "text"])
    for number, text in enumerate(texts):
        writer.writerow([number, text])
    units = list(csv_units(Stream(io.BytesIO(table.getvalue().encode()), Options()), "a.csv", "a.csv", Options()))
    found = [read_unit(unit, Options(language="en"))[0] for unit in units if isinstance(unit, Unit)]
    assert [document.text for document in found if isinstance(document, Document)] == texts


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_the_usual_delimiters(read: Reader, delimiter: str) -> None:
    content = f'title{delimiter}text{delimiter}published_at\nFoo{delimiter}"Foo ""met"" Bar,\n;and left."{delimiter}2023-04-07\n'
    document = read("a.csv", content).document
    assert (document.title, document.text, document.published_at) == ("Foo", 'Foo "met" Bar,\n;and left.', "2023-04-07")
    assert document.source_id == "a.csv#1"


def test_csv_without_the_column_names_those_it_has(read: Reader) -> None:
    failure = read("a.csv", "id,body\n1,Foo met Bar.\n").failure
    assert "“body”" in failure.reason and "--text-column" in failure.reason
    assert read("a.csv", "id,body\n1,Foo met Bar.\n", columns={"text": "body"}).document.source_id == "1"


def test_csv_that_breaks_off_keeps_the_rows_before(read: Reader) -> None:
    result = read("a.csv", 'id,text\n1,Foo met Bar.\n2,"Foo left and')
    assert result.document.source_id == "1"
    assert "breaks off" in result.failure.reason and "line 3" in result.failure.reason


def test_csv_that_breaks_off_without_a_quotation_mark_is_told_by_its_last_line(read: Reader) -> None:
    result = read("a.csv", "id,text,title\n1,Foo met Bar.,Foo\n2,Foo le")
    assert result.document.source_id == "1"
    assert "breaks off" in result.failure.reason and "2 of 3 columns" in result.failure.reason


def test_json_lines_in_utf16_are_told_without_a_suffix(read: Reader) -> None:
    assert len(read("records", lines(RECORD, RECORD).encode("utf-16")).documents) == 2


def test_csv_rows_without_text_are_told(read: Reader) -> None:
    result = read("a.csv", "id,text\n1\n2,Foo met Bar.\n")
    assert result.document.source_id == "2"
    assert "1 of 2 columns" in result.failure.reason


def test_csv_of_300_000_columns(read: Reader) -> None:
    header = ",".join(f"c{number}" for number in range(300_000))
    assert "299,988 more" in read("a.csv", header + "\n" + "x," * 300_000).failure.reason
    assert len(read("a.csv", f"text,{header}\nFoo met Bar.," + "x," * 299_999).documents) == 1


def test_csv_fields_longer_than_the_modules_own_bound(read: Reader) -> None:
    before = csv.field_size_limit()
    assert len(read("a.csv", "text\n" + "Foo met Bar. " * 20_000).document.text) == 260_000
    assert csv.field_size_limit() == before


def test_csv_with_a_quotation_mark_never_closed_ends_within_bounds(read: Reader) -> None:
    result = read("a.csv", 'text\nFoo met Bar.\n"' + "Foo left.\n" * 1000, max_record_bytes=2000)
    assert result.document.text == "Foo met Bar."
    assert "never closed" in result.failure.reason


def test_csv_in_windows_1252_and_with_nuls(read: Reader) -> None:
    result = read("a.csv", b"text\ncaf\xe9 \x96 Foo met Bar\nFoo\0 met Bar\n")
    assert [document.text for document in result.documents] == ["café – Foo met Bar", "Foo\ufffd met Bar"]
