"""tacitus from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.model.errors import TacitusError, UsageError
from tacitus.workspace import api
from tests.record.makers import filled
from tests.workspace.plans import build


@pytest.fixture
def coder(monkeypatch):
    monkeypatch.setattr(api.running, "build", lambda *_: build())
    return api.Coder()


@pytest.fixture
def record(tmp_path: Path):
    with api.open(filled(tmp_path / "news.db")) as record:
        yield record


def test_a_text_is_coded(coder):
    coding = coder.code("Barland attacked Fooland.", published_at="2024-05-03", outlet="The Outlet", title="A raid")
    assert [event.type for event in coding.events] == ["ASSAULT"]
    assert (coding.document.published_at, coding.document.outlet, coding.document.title) == ("2024-05-03", "The Outlet", "A raid")
    assert coding.document.text == "Barland attacked Fooland."


def test_many_texts_are_coded_one_at_a_time_and_in_order(coder):
    def articles():
        yield "Barland met Fooland."
        yield {"text": "Barland praised Fooland.", "id": 7, "published_at": "2024-05-03"}
        raise AssertionError("asked for before it was needed")

    codings = coder.code_many(articles())
    assert next(codings).events[0].type == "CONSULT"
    second = next(codings)
    assert second.events[0].type == "SUPPORT" and second.document.source_id == "7"


@pytest.mark.parametrize(("text", "given"), [(None, {}), ("Barland met Fooland.", {"published_at": "soon"}), (5, {})])
def test_what_cannot_be_coded_is_told(coder, text, given):
    with pytest.raises(UsageError):
        coder.code(text, **given)


def test_a_blank_or_broken_text_is_a_document_too(coder):
    assert coder.code(" \n").failures[0].stage == "text"
    assert coder.code("Bar\ud800land met\x00 Fooland.").document.text == "Bar\ufffdland met\ufffd Fooland."


def test_a_record_gives_arrow_tables(record):
    events = record.events()
    assert events.num_rows == 5 and events.column("type").to_pylist()[:2] == ["CONSULT", "ASSAULT"]
    assert events.column("actor_names").to_pylist()[0] == ["Barville"]
    assert events.column("document_outlet").to_pylist()[0] == "Outlet 0"
    assert record.quotes().column("speaker").to_pylist() == ["Barville"]
    assert record.documents().column("events").to_pylist() == [2, 0, 3]
    assert record.failures().column("level").to_pylist() == ["note"]


def test_a_record_gives_pandas_and_polars_on_request(record):
    assert len(record.events(as_="pandas", type="ASSAULT")) == 2
    assert record.events("polars", actor="barland", status=["actual"]).height == 2
    with pytest.raises(TacitusError, match="choose arrow"):
        record.events(as_="excel")
    with pytest.raises(UsageError, match="no filter is called kind"):
        record.events(kind="x")


def test_a_coding_is_found_by_any_id_in_it(record):
    event = record.events().column("id").to_pylist()[0]
    assert event in [one.id for one in record.coding(event[:14]).events]
    assert len(list(record.codings())) == 3 and record.pseudonyms


def test_a_coding_shows_itself_as_html_in_a_notebook_with_everything_escaped() -> None:
    import tacitus

    coding = tacitus.Coder().code("France bombed <script>alert(1)</script> a camp in Mali on Monday.", published_at="2024-05-03")
    shown = coding._repr_html_()  # type: ignore[attr-defined]
    assert "bombed" in shown
    assert "<script>" not in shown
