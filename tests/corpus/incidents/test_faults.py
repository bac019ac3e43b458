"""Documents without dates or with wrong ones, one article with very many events, events without parties, a run that is killed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tacitus.corpus.deriving import tell
from tacitus.corpus.updating import Updating, update
from tacitus.model.records import Coding
from tacitus.record import Store, schema
from tests.corpus.incidents.makers import Deed, Record, coding
from tests.corpus.incidents.test_order import all_at_once, derived, world


def test_one_article_with_500_events(tmp_path: Path) -> None:
    told = {"actors": ["Arnor|arnor|ARN|MIL"], "town": "Barville"}
    deeds = [Deed(f"Arnor shelled Gondor in Barville in round {n}.", "ASSAULT", "shelled", **told) for n in range(500)]
    with Record(tmp_path / "a.db") as record:
        start = time.monotonic()
        record.add(coding(*deeds, source="long", day="2024-05-03"))
        assert time.monotonic() - start < 30
        assert sum(map(len, record.incidents().values())) == 500


@pytest.mark.parametrize("day", [None, "2024-13-45", "0001-01-01", "9999-12-31", "soon"])
def test_dates_that_lack_or_are_wrong(tmp_path: Path, day: str | None) -> None:
    with Record(tmp_path / "a.db") as record:
        for n in range(3):
            record.add(
                coding(
                    Deed(f"Arnor raided Gondor, note {n}.", "ASSAULT", "raided", actors=["Arnor|arnor|ARN|MIL"], day=day),
                    source=str(n),
                    day=day,
                )
            )
        assert sum(map(len, record.incidents().values())) == 3


def test_events_without_parties_places_and_dates(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        record.add(*(coding(Deed(f"Somebody rallied {n}.", "PROTEST", "rallied"), source=str(n)) for n in range(200)))
        assert sum(map(len, record.incidents().values())) == 200


def test_a_thousand_copies_cost_what_their_number_costs(tmp_path: Path) -> None:
    def copies(number: int) -> list[Coding]:
        deed = Deed("Arnor shelled the port that Gondor keeps in Barville.", "ASSAULT", "shelled", actors=["Arnor|arnor|ARN|MIL"])
        return [coding(deed, source=str(n), day="2024-05-03", outlet=f"o{n % 150}.example") for n in range(number)]

    with Record(tmp_path / "a.db") as record:
        record.add(*copies(1000))
        assert len(record.rows(schema.incident_nodes)) == 1
        assert len(record.incidents()) == 1


class Killed(Exception):
    pass


class Mortal:
    """A store whose process is killed in its n-th transaction."""

    def __init__(self, store: Store, left: int) -> None:
        self._store, self._left = store, left

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._store.reading() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self._store.transaction() as connection:
            yield connection
            self._left -= 1
            if self._left < 0:
                raise Killed


@pytest.mark.parametrize("at", range(14))
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, at: int) -> None:
    codings = world(20, 7)
    with Record(tmp_path / "a.db") as record:
        record.add(*codings[:10])
        record.put(*codings[10:])
        try:
            update(Mortal(record.store, at))
        except Killed:
            assert len(record.rows(schema.corpus_state)) == 10
        record.update()
        assert len(record.rows(schema.corpus_state)) == 20
        assert record.rows(schema.incident_waiting) == []
        found = derived(record)
    assert found == all_at_once(tmp_path / "b.db", codings)


@pytest.mark.parametrize("at", range(8))
def test_a_run_killed_while_comparing_ahead_is_finished_by_the_next(tmp_path: Path, at: int) -> None:
    codings = world(20, 7)
    with Record(tmp_path / "a.db") as record:
        record.add(*codings[:10])
        record.put(*codings[10:])
        try:
            Updating(Mortal(record.store, at)).ahead()
        except Killed:
            assert len(record.rows(schema.corpus_state)) == 10
        record.update()
        found = derived(record)
    assert found == all_at_once(tmp_path / "b.db", codings)


class Busy:
    """A store beside which another process writes something whenever none of its own is written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.written, self.held = 0, False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._store.reading() as connection:
            yield connection
            with closing(sqlite3.connect(self._store.path, timeout=0, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("INSERT INTO settings (name, value) VALUES (?, ?)", (f"other {self.written}", ""))
                other.execute("COMMIT")
            self.written += 1

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self._store.transaction() as connection:
            self.held = True
            try:
                yield connection
            finally:
                self.held = False


def test_others_write_while_incidents_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codings, locked = world(20, 7), []

    def told(*given: Any) -> Any:
        locked.append(busy.held)
        return tell(*given)

    monkeypatch.setattr("tacitus.corpus.updating.tell", told)
    with Record(tmp_path / "a.db") as record:
        record.put(*codings)
        busy = Busy(record.store)
        update(busy)
        assert busy.written > 5
        assert locked
        assert not any(locked)
        found = derived(record)
    assert found == all_at_once(tmp_path / "b.db", codings)
