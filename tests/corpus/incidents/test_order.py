"""The partition is a function of the set of newest codings: not of the order or the batches in which they came."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tacitus.corpus.incidents.tables import PATH, Tables
from tacitus.corpus.updating import Updating
from tacitus.model.records import Coding
from tacitus.record import schema
from tacitus.resources.loader import load
from tests.corpus.incidents.makers import TOWNS, Deed, Record, coding

DEEDS = (("ASSAULT", "shelled"), ("ASSAULT", "raided"), ("COERCE", "detained"), ("PROTEST", "rallied"), ("ACCUSE", "condemned"))
WHO = ("Arnor|arnor|ARN|MIL", "Gondor|gondor|GON|GOV", "Rohan|rohan|ROH|REB", "gunmen")


def world(number: int, seed: int) -> list[Coding]:
    """Reports that are like each other by chance: few deeds, parties, towns and days."""
    chance = random.Random(seed)
    found = []
    for n in range(number):
        deeds = []
        for m in range(chance.randint(1, 3)):
            kind, verb = chance.choice(DEEDS)
            one, two = chance.sample(WHO, 2)
            town, day = chance.choice([*TOWNS, None, None]), chance.choice(["2024-05-01", "2024-05-02", "2024-05-06", None, None])
            words = f"{one.split('|')[0]} {verb} {two.split('|')[0]} in {town or 'a village'}"
            said = f"{words}, as report {chance.randrange(6)} has it in part {m}."
            status = chance.choice(["actual"] * 6 + ["negated", "threatened"])
            deeds.append(Deed(said, kind, verb, actors=[one], recipients=[two], town=town, day=day, status=status))
        found.append(coding(*deeds, source=f"d{n}", day=chance.choice(["2024-05-03", "2024-05-07", None]), outlet=f"Outlet {n % 5}"))
    return found


def derived(record: Record) -> tuple[Any, ...]:
    """What must not depend on arrival: the partition, the links, the blocks."""
    key = {row.id: row.key for row in record.rows(schema.incident_nodes)}
    pairs = {(frozenset((key[row.a], key[row.b])), row.score, row.denial) for row in record.rows(schema.incident_pairs)}
    regions: dict[int, set[str]] = {}
    for row in record.rows(schema.incident_nodes):
        regions.setdefault(row.region, set()).add(row.key)
    blocks = {(row.key, row.sort) for row in record.rows(schema.incident_keys)}
    return record.partition(), pairs, {frozenset(region) for region in regions.values()}, blocks


def all_at_once(path: Path, codings: list[Coding]) -> tuple[Any, ...]:
    with Record(path) as record:
        record.add(*codings)
        return derived(record)


@pytest.fixture(params=["as shipped", "crowded"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Crowded: windows and regions so small that blocks overflow and regions are taken apart."""
    if request.param == "crowded":
        small = Tables(load(PATH))
        small.limits = msgspec.structs.replace(small.limits, window=2, region=6)
        monkeypatch.setattr("tacitus.corpus.updating.tables", lambda: small)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_order_and_batches_do_not_matter(seed: int, limits: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, codings, chance = tmp_path_factory.mktemp("order"), world(25, seed), random.Random(seed)
    expected = all_at_once(folder / "a.db", codings)
    shuffled = chance.sample(codings, len(codings))
    with Record(folder / "b.db") as record:
        while shuffled:
            size = chance.randint(1, 9)
            record.add(*shuffled[:size])
            shuffled = shuffled[size:]
        assert derived(record) == expected


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_recoded_and_removed_documents_leave_nothing_behind(seed: int, limits: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, codings, chance = tmp_path_factory.mktemp("removed"), world(25, seed), random.Random(seed)
    gone = chance.sample(range(25), 8)
    with Record(folder / "b.db") as record:
        record.add(*codings)
        for n in gone[:4]:
            record.put(coding("Nothing of note was told here.", source=f"d{n}", day="2024-05-03"))
            record.remove(f"d{n}")
        record.update()
        for n in gone[4:]:
            record.remove(f"d{n}")
        recoded = [without_first(one) if chance.random() < 0.3 else one for one in codings]
        kept = [one for n, one in enumerate(recoded) if n not in gone]
        record.add(*kept, run="two")
        found = derived(record)
    assert found == all_at_once(folder / "a.db", kept)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
@example(seed=502)  # a node goes while a removed document is still its member
def test_comparing_ahead_changes_nothing(seed: int, limits: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Documents come one by one, some are coded again and some removed before the incidents are brought up to date."""
    folder, codings, chance = tmp_path_factory.mktemp("ahead"), world(25, seed), random.Random(seed)
    gone = set(chance.sample(range(25), 4))
    recoded = {n: without_first(one) for n, one in enumerate(codings) if chance.random() < 0.2}
    with Record(folder / "b.db") as record:
        updating = Updating(record.store)
        for one in codings:
            record.put(one)
            if chance.random() < 0.6:
                updating.ahead()
            if chance.random() < 0.15:
                updating.update()
        record.put(*recoded.values(), run="two")
        for n in gone:
            record.remove(f"d{n}")
        if chance.random() < 0.5:
            updating.ahead()
        updating.update()
        found = derived(record)
        assert len(record.rows(schema.corpus_state)) == 25 - len(gone)
    assert found == all_at_once(folder / "a.db", [recoded.get(n, one) for n, one in enumerate(codings) if n not in gone])


def without_first(one: Coding) -> Coding:
    """The same document, coded anew without its first event."""
    return msgspec.structs.replace(one, events=one.events[1:])
