"""Incidents to be judged: two that may be one are made one or kept apart, one that may be two is split, and each is undone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tacitus.workspace.judgements.doubts import shown
from tests.server.conftest import Client, serving


@pytest.fixture
def own(record: Path) -> Iterator[Client]:
    with serving(record) as client:
        yield client


def doubts(client: Client, more: str = "") -> list[dict[str, Any]]:
    return list(client.get(f"/api/review/queue?kind=merge&limit=100{more}")["items"])


def between(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in items if one["other"] is not None]


def test_both_sorts_of_doubt_come_by_turns_with_what_speaks_for_them(own: Client) -> None:
    items = doubts(own)
    assert {one["other"] is None for one in items} == {True, False}
    assert items[0]["other"] is None and items[1]["other"] is not None
    for one in items:
        assert one["reasons"] and one["why_here"]
        held = {*one["incident"]["events"], *(one["other"]["events"] if one["other"] else ())}
        assert set(one["events"]) <= held
        assert one["other"] is not None or set(one["events"]) < held  # a split leaves something on both sides
        assert one["other"] is None or one["other"]["status"] == one["incident"]["status"]


def test_two_become_one_and_two_again(own: Client) -> None:
    one = between(doubts(own))[0]
    both = [one["incident"]["id"], one["other"]["id"]]
    ruled = own.post("/api/incidents/merge", {"incidents": both})
    assert ruled.status == 200 and len(ruled.json["incidents"]) == 1
    assert one["target"] not in [other["target"] for other in doubts(own)]
    opened = own.get(f"/api/incidents/{ruled.json['incidents'][0]}")
    assert [(said["act"], said["author"], said["ruling"]) for said in opened["rulings"]] == [("merge", "A. Reader", ruled.json["ruling"])]
    assert own.post("/api/incidents/undo", {"ruling": ruled.json["ruling"]}).status == 200
    for _ in range(100):  # the lists follow a moment later
        if one["target"] in [other["target"] for other in doubts(own)]:
            return
        time.sleep(0.05)
    raise AssertionError("the two do not come again")


def test_two_that_are_kept_apart_do_not_come_again(own: Client) -> None:
    first = between(doubts(own))[0]
    like = own.get(f"/api/incidents/{first['incident']['id']}")["like"]
    assert first["other"]["id"] in [incident["id"] for incident in like]
    ruled = own.post("/api/incidents/apart", {"events": first["events"], "reason": "two days"})
    assert ruled.status == 200 and len(ruled.json["incidents"]) == 2
    assert first["target"] not in [one["target"] for one in doubts(own)]
    assert own.post("/api/incidents/merge", {"incidents": [first["incident"]["id"], first["other"]["id"]]}).status == 200
    for wrong in ({"events": ["evt-none", first["events"][0]]}, {"events": [first["events"][0]] * 2}, {"events": first["events"][:1]}):
        assert own.post("/api/incidents/apart", wrong).status == 400


def test_one_becomes_two(own: Client) -> None:
    one = next(one for one in doubts(own) if one["other"] is None)
    ruled = own.post("/api/incidents/split", {"incident": one["target"], "events": one["events"]})
    assert ruled.status == 200 and len(ruled.json["incidents"]) >= 1
    (found,) = ruled.json["incidents"]
    assert set(own.get(f"/api/incidents/{found}")["incident"]["events"]) == set(one["events"])


def test_filters_narrow_the_doubts_and_what_is_skipped_stays_away(own: Client) -> None:
    items = doubts(own)
    assert {one["target"] for one in doubts(own, "&type=ASSAULT")} < {one["target"] for one in items}
    skipped = items[0]["target"]
    assert skipped not in [one["target"] for one in doubts(own, f"&skip={skipped.replace('+', '%2B')}")]


@pytest.mark.parametrize("kind", ["event", "quote"])
def test_what_is_left_counts_under_the_filters_alone(own: Client, kind: str) -> None:
    listed = "events" if kind == "event" else "quotes"
    rows = own.get(f"/api/{listed}?limit=200")["rows"]
    inside = rows[0]["document"]["id"]
    outside = next(row for row in rows if row["document"]["id"] != inside)
    asked = f"/api/review/queue?kind={kind}&document={inside}"
    before = own.get(asked)["left"]
    assert own.post("/api/judgements", {"judgements": [{"target": outside[kind]["id"], "act": "accept"}]}).status == 200
    assert own.get(asked)["left"] == before > 0
    assert own.post("/api/judgements", {"judgements": [{"target": rows[0][kind]["id"], "act": "accept"}]}).status == 200
    assert own.get(asked)["left"] == before - 1


def test_words_of_masked_persons_are_no_reason() -> None:
    text = "the witness met person 3f in gulu"
    assert shown("names shared: gulu, okello", text) == "names shared: gulu"
    assert shown("words shared: okello", text) == "words shared"
    assert shown("same place: Okello", text) == "same place: Okello"


def test_what_is_not_utf_8_is_a_problem_in_words(own: Client) -> None:
    answer = own.ask("POST", "/api/session", b'{"author": "\xff\xfe"}', {"Content-Type": "application/json"})
    assert answer.status == 400 and "UTF-8" in answer.json["what"]


@pytest.mark.parametrize("words", ["+".join(f"w{n}" for n in range(200)), "%22a%20" * 1500])
def test_a_search_for_too_much_is_refused(own: Client, words: str) -> None:
    answer = own.ask("GET", f"/api/events?words={words}")
    assert answer.status == 400 and "too much" in json.loads(answer.body)["what"]
