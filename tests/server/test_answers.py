"""What the routes answer over a record whose articles mean harm: links, formulas, private persons, ids that lead on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tacitus.workspace.coding import CodeOptions, code_into
from tests.server.conftest import Client, serving

TEXT = (
    "NAIROBI, 2 May 2024 - Kenyan police arrested Wanjiku Odhiambo, a baker, in Nairobi on Thursday. "
    '"We did nothing," Odhiambo said. Uganda condemned the arrest. Soldiers shot dead three protesters in Kampala on Wednesday.'
)
DAY = "2024-05-03"
HOSTILE = [
    {"id": "a", "title": "=1+1", "outlet": "@Evil Times", "author": "+A", "url": "javascript:alert(1)", "published_at": DAY, "text": TEXT},
    {"id": "b", "title": "-2", "outlet": "Plain Post", "url": "HTTPS://example.org/b", "published_at": DAY, "text": TEXT + " More."},
    {"id": "c", "title": "<img src=x>", "url": "data:text/html,x", "published_at": DAY, "text": TEXT.replace("three", "four")},
]  # fmt: skip
WHAT = ("events", "incidents", "quotes", "claims", "documents")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in HOSTILE))
    code_into(folder / "news.db", [str(folder / "articles.jsonl")], CodeOptions(workers=0))
    return folder / "news.db"


@pytest.fixture(scope="module")
def evil(hostile: Path) -> Iterator[Client]:
    with serving(hostile) as found:
        yield found


def _ids(client: Client, of: str, one: str) -> list[str]:
    rows = client.get(f"/api/{of}?limit=200")["rows"]
    return [(row if of == "documents" else row[one])["id"] for row in rows]


def _everything(client: Client) -> Iterator[tuple[str, Any]]:
    """The answers of all routes that tell of documents."""
    paths = [
        "/api/events?limit=200",
        "/api/quotes",
        "/api/incidents?limit=200",
        "/api/documents",
        "/api/overview",
        "/api/actors",
        "/api/relations",
        "/api/runs",
    ]
    paths += [f"/api/facets?of={of}" for of in ("events", "incidents", "quotes", "documents")]
    paths += [
        "/api/review/queue?limit=50",
        "/api/review/queue?kind=quote&limit=50",
        "/api/entities?words=wanjiku",
        "/api/entities?words=odhiambo",
    ]
    paths += [f"/api/documents/{one}" for one in _ids(client, "documents", "")]
    paths += [f"/api/incidents/{one}" for one in _ids(client, "incidents", "incident")]
    for path in paths:
        yield path, client.get(path)


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "url" and one is not None:
                yield one
            yield from _urls(one)
    elif isinstance(value, list):
        for one in value:
            yield from _urls(one)


def test_addresses_that_are_no_links_are_left_out(evil: Client) -> None:
    found: set[str] = set()
    for path, answer in _everything(evil):
        urls = set(_urls(answer))
        assert all(url.lower().startswith(("http://", "https://")) for url in urls), (path, urls)
        found |= urls
    assert found == {"HTTPS://example.org/b"}


def test_private_persons_stand_nowhere(evil: Client) -> None:
    for path, answer in _everything(evil):
        assert "Odhiambo" not in json.dumps(answer, ensure_ascii=False), path
    for what in WHAT:
        for form in ("csv", "jsonl", "parquet"):
            body = evil.ask("GET", f"/api/download/{what}.{form}").body
            assert b"Odhiambo" not in body, (what, form)


def test_they_are_named_where_the_user_says_so(hostile: Path) -> None:
    with serving(hostile, named=True) as client:
        assert client.get("/api/session")["masked"] is False
        assert any("Odhiambo" in json.dumps(answer, ensure_ascii=False) for _, answer in _everything(client))


@pytest.mark.parametrize("what", WHAT)
def test_formulas_are_defused_in_csv(evil: Client, what: str) -> None:
    answer = evil.ask("GET", f"/api/download/{what}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="tacitus-{what}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert rows
    for row in rows:
        for name, cell in row.items():
            assert cell[:1] not in ("=", "+", "@", "\t", "\r") and (cell[:1] != "-" or cell[1:2].isdigit()), (name, cell)


@pytest.mark.parametrize("what", WHAT)
def test_files_of_one_list_have_the_same_rows(evil: Client, what: str) -> None:
    rows = list(csv.DictReader(io.StringIO(evil.ask("GET", f"/api/download/{what}.csv").body.decode())))
    lines = [json.loads(line) for line in evil.ask("GET", f"/api/download/{what}.jsonl").body.splitlines()]
    table = pq.read_table(io.BytesIO(evil.ask("GET", f"/api/download/{what}.parquet").body))
    ids = [row["id"] for row in rows]
    assert ids == [line["id"] for line in lines] == table.column("id").to_pylist()
    assert table.num_columns == len(rows[0])
    if what != "claims":
        assert len(ids) == evil.get(f"/api/{what}?limit=1")["total"]


def test_a_file_holds_what_passes_the_filters(evil: Client) -> None:
    lines = evil.ask("GET", "/api/download/events.jsonl?type=ASSAULT").body.splitlines()
    assert len(lines) == evil.get("/api/events?type=ASSAULT&limit=1")["total"] > 0
    assert {json.loads(line)["type"] for line in lines} == {"ASSAULT"}
    assert evil.ask("GET", "/api/download/events.csv?words=nowhereinthetexts").body.count(b"\r\n") == 1


def test_an_incident_that_ended_leads_to_the_one_that_took_it_in(coded: Path, tmp_path: Path) -> None:
    from tests.server.conftest import copied

    record = copied(coded, tmp_path)
    with serving(record) as client:
        rows = client.get("/api/incidents?type=ASSAULT&status=actual&limit=50")["rows"]
        one, other = (row["incident"]["id"] for row in rows[:2])
        ruled = client.post("/api/incidents/merge", {"incidents": [one, other], "reason": "the same day"})
        assert ruled.status == 200, ruled.body
        living = ruled.json["incidents"]
        assert len(living) == 1 and living[0] in (one, other)
        ended = one if living[0] == other else other
        answer = client.ask("GET", f"/api/incidents/{ended}")
        assert (answer.status, answer.headers["location"]) == (308, f"/api/incidents/{living[0]}")
        assert answer.json["status"] == 308
        events = client.get(f"/api/incidents/{living[0]}")["incident"]["events"]
        assert len(events) >= 2
        parted = client.post("/api/incidents/split", {"incident": living[0], "events": events[:1]})
        assert parted.status == 200, parted.body
        assert client.post("/api/incidents/split", {"incident": living[0], "events": ["evt-none"]}).status == 400
        assert client.post("/api/incidents/merge", {"incidents": ["inc-none", living[0]]}).status in (400, 404)
        assert client.post("/api/incidents/undo", {"ruling": ruled.json["ruling"]}).status == 200
        assert client.post("/api/incidents/undo", {"ruling": 10**6}).status in (400, 404)
        assert client.post("/api/incidents/undo", {"ruling": 1 << 70}).status == 400


def test_a_bulk_verdict_is_refused_where_the_list_has_changed(record: Path) -> None:
    with serving(record) as client:
        total = client.get("/api/events?type=ASSAULT&limit=1")["total"]
        wrong = client.post("/api/judgements/bulk", {"filters": "type=ASSAULT", "act": "accept", "count": total + 1})
        assert wrong.status == 409
        assert client.post("/api/judgements/bulk", {"filters": "tpye=ASSAULT", "act": "accept", "count": total}).status == 400
        done = client.post("/api/judgements/bulk", {"filters": "?type=ASSAULT", "act": "accept", "count": total})
        assert (done.status, done.json["count"]) == (200, total)
        assert client.get("/api/events?type=ASSAULT&reviewed=accepted&limit=1")["total"] == total
        assert client.post("/api/judgements/undo", {"batch": done.json["batch"]}).status == 200
        assert client.get("/api/events?type=ASSAULT&reviewed=accepted&limit=1")["total"] == 0


def test_a_bulk_verdict_leaves_alone_what_one_has_judged_and_is_listed_until_it_is_taken_back(record: Path) -> None:
    with serving(record) as client:
        total = client.get("/api/events?limit=1")["total"]
        first = client.get("/api/review/queue?limit=1")["items"][0]["target"]
        client.post("/api/judgements", {"judgements": [{"target": first, "act": "reject"}]})
        asked = {"filters": "", "act": "accept", "fresh": True}
        assert client.post("/api/judgements/bulk", {**asked, "count": total}).status == 409
        done = client.post("/api/judgements/bulk", {**asked, "count": total - 1, "reason": "one wire"}).json
        assert done["count"] == total - 1
        assert client.get("/api/events?reviewed=rejected&limit=1")["total"] == 1
        held = client.get("/api/review/progress")["batches"]
        assert [(one["batch"], one["act"], one["count"], one["reason"]) for one in held] == [
            (done["batch"], "accept", total - 1, "one wire")
        ]
        client.post("/api/judgements/undo", {"batch": done["batch"]})
        assert client.get("/api/review/progress")["batches"] == []
        assert client.get("/api/events?reviewed=rejected&limit=1")["total"] == 1


@pytest.mark.parametrize("field", ["filters", "act", "count", "reason", "context", "narrowing", "request"])
def test_a_field_of_a_wrong_kind_is_told_whatever_its_name(evil: Client, field: str) -> None:
    answer = evil.post("/api/judgements/bulk", {"filters": "", "act": "accept", "count": 1, field: [True]})
    assert answer.status == 400
