"""Incidents of a whole record: copies by the thousand, arrival in any order and batches, faults of the input."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from benchmarks.stories import Story, World, coding_of, codings
from tacitus.corpus.updating import update
from tacitus.model.incidents import Incident
from tacitus.model.records import Coding, to_json
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Reader, Store, verify

BASIS = basis_of([], options={"made": "by hand"})


def record(path: Path, batches: Iterable[Sequence[Coding]]) -> Path:
    """A record to which the batches came one after the other."""
    with Store(path) as store:
        fingerprint = store.declare(BASIS)
        for batch in batches:
            for coding in batch:
                store.put(coding, to_json(coding), fingerprint)
            store.flush()
            update(store)
    return path


def incidents(path: Path) -> list[Incident]:
    with Reader(path) as reader:
        return list(reader.incidents())


def nameless(path: Path) -> dict[tuple[str, ...], bytes]:
    """By its events, all of each incident that does not name it."""
    found = {}
    for one in incidents(path):
        text = msgspec.json.encode(msgspec.structs.replace(one, id="inc-"))
        found[one.events] = text
    return found


def disguised(number: int, outlets: int) -> list[Coding]:
    """One invented text, printed so often by so many outlets: to the letter, cut, lengthened, with words exchanged."""
    story = Story(deed=0, actor=3, recipient=9, place=21, day="2023-05-04", killed=7, texts=1)
    world, chance = World(), random.Random(5)
    found = [coding_of(world, story, "the text", n, chance) for n in range(number)]
    return [_with(coding, outlet=f"paper{n % outlets}.example") for n, coding in enumerate(found)]


def _with(coding: Coding, **head: str | None) -> Coding:
    return msgspec.structs.replace(coding, document=msgspec.structs.replace(coding.document, **head))


def test_a_thousand_copies_over_150_domains_are_one_incident_of_one_origin(tmp_path: Path) -> None:
    path = record(tmp_path / "news.db", [disguised(1000, 150)])
    attack = next(one for one in incidents(path) if one.types == ("ASSAULT",))
    assert (attack.reports, attack.outlets, attack.origins) == (1000, 150, 1)
    assert "mass-copying" in attack.flags
    assert attack.figures["killed"].best == 7
    assert len(incidents(path)) == 2  # the deed, and what a party said of it


def test_order_and_batches_of_arrival_change_nothing_but_ids(tmp_path: Path) -> None:
    everything = list(codings(160, seed=3))
    expected = nameless(record(tmp_path / "once.db", [everything]))
    assert len(expected) > 20
    for n in range(3):
        chance = random.Random(n)
        shuffled = chance.sample(everything, len(everything))
        cuts = sorted(chance.sample(range(1, len(shuffled)), 4))
        batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
        assert nameless(record(tmp_path / f"{n}.db", batches)) == expected


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    everything = list(codings(60, seed=4))
    once = record(tmp_path / "once.db", [everything])
    before = [msgspec.json.encode(one) for one in incidents(once)]
    record(once, [everything])
    assert [msgspec.json.encode(one) for one in incidents(once)] == before


@pytest.mark.parametrize("published_at", [None, "1753-01-01", "2999-12-31T00:00:00Z"])
def test_documents_without_or_with_a_wrong_date_are_taken_in(tmp_path: Path, published_at: str | None) -> None:
    odd = [_with(one, published_at=published_at) for one in codings(30, seed=5)]
    found = incidents(record(tmp_path / "news.db", [odd]))
    assert sum(len(one.events) for one in found) == sum(len(one.events) for one in odd)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM incident_events WHERE event = (SELECT min(event) FROM incident_events)", "stands in no incident"),
        ("DELETE FROM incidents WHERE id = (SELECT min(id) FROM incidents)", "which is not there"),
        ("UPDATE incidents SET json = json_set(json, '$.events', json('[]'))", "does not name the events"),
    ],
)
def test_verify_tells_what_does_not_hold_of_incidents(tmp_path: Path, statement: str, told: str) -> None:
    path = record(tmp_path / "news.db", [list(codings(12, seed=6))])
    assert not any(told in breach.what for breach in verify(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    assert any(told in breach.what for breach in verify(path))
