"""Lists come in document order, then text order, and filters narrow them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tacitus.model.errors import UsageError
from tacitus.record import Filters, Reader


@pytest.fixture
def reader(record: Path):
    with Reader(record) as reader:
        yield reader


def test_events_come_in_document_order_then_text_order(reader):
    found = [(row.document.source_id, row.event.type) for row in reader.events()]
    assert found == [("d0", "CONSULT"), ("d0", "ASSAULT"), ("d2", "ASSAULT"), ("d2", "THREATEN"), ("d2", "SUPPORT")]


def test_a_line_is_the_contracts_object_with_its_document(reader):
    row = next(reader.events())
    line = json.loads(row.line())
    assert set(line["document"]) == {"id", "source_id", "input", "title", "url", "outlet", "published_at"}
    assert line["kind"] == "event" and line["id"] == row.event.id
    quote = json.loads(next(reader.quotes()).line())
    assert quote["content"][0]["text"] == "Barland attacked Fooland."


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"type": ["assault"]}, 2),
        ({"type": ["ASSAULT", "SUPPORT"]}, 3),
        ({"quad": ["material conflict"]}, 2),
        ({"voice": ["quoted"]}, 1),
        ({"status": ["negated"]}, 0),
        ({"actor": ["barland"]}, 2),
        ({"actor": ["ent-fooland"]}, 3),
        ({"country": ["foo"]}, 5),
        ({"country": ["BAR"]}, 0),
        ({"outlet": ["outlet 2"]}, 3),
        ({"since": "2024-05-02"}, 3),
        ({"until": "2024-05-02"}, 2),
        ({"words": "barland ATTACKED"}, 2),
        ({"words": '"attacked barville"'}, 1),
        ({"words": "cafe elan"}, 1),
        ({"words": "barland OR praised"}, 0),
        ({"document": ["d0"]}, 2),
        ({"document": ["doc-"]}, 5),
        ({"extent": ["habitual"]}, 0),
        ({"background": False}, 5),
    ],
)
def test_filters_narrow_the_events(reader, filters, number):
    assert len(list(reader.events(Filters(**filters)))) == number


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 1),
        ({"speaker": ["Barville"]}, 1),
        ({"speaker": ["Barland"]}, 0),
        ({"form": ["indirect"]}, 0),
        ({"words": "attacked"}, 1),
        ({"country": ["FOO"]}, 1),
    ],
)
def test_filters_narrow_the_quotes(reader, filters, number):
    assert len(list(reader.quotes(Filters(**filters)))) == number


@pytest.mark.parametrize("filters", [{"type": ["WAR"]}, {"since": "May"}, {"words": " ?! "}, {"status": ["real"]}])
def test_a_value_that_no_row_can_have_is_told(reader, filters):
    with pytest.raises(UsageError):
        list(reader.events(Filters(**filters)))


def test_any_id_is_found_by_its_beginning(reader):
    row = next(reader.events())
    assert reader.find(row.event.id[:12]) == ("event", row.event.id, row.document.id)
    assert reader.find(row.document.id) == ("document", row.document.id, row.document.id)
    assert reader.find(next(reader.quotes()).quote.id)[0] == "quote"
    with pytest.raises(UsageError, match="several ids"):
        reader.find("evt-")
    with pytest.raises(UsageError, match="holds nothing"):
        reader.find("doc-zzz")
    with pytest.raises(UsageError, match="no id"):
        reader.find("news")


def test_documents_tell_how_much_was_found(reader):
    assert [(row.events, row.quotes, row.failed) for row in reader.documents()] == [(2, 1, False), (0, 0, False), (3, 0, False)]
    assert reader.counts() == {"events": 5, "quotes": 1, "documents": 3, "incidents": 0, "failures": 0, "notes": 1}


def test_codings_are_those_that_were_written(reader):
    assert [len(coding.events) for coding in reader.codings()] == [2, 0, 3]
    assert reader.coding_at(next(reader.events()).coding).document.source_id == "d0"


def test_pseudonyms_are_on_unless_turned_off(reader):
    assert reader.settings() == {"pseudonyms": "on"}
