"""Brings the incidents of a record up to date with its codings, in short transactions; killed at any moment, the next run finishes.

Documents are taken in, compared, clustered; each step leaves what the next has to do in a table, and a document counts as taken in when all
that it touched is settled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

import msgspec
from sqlalchemy import Connection

from tacitus.corpus import copies
from tacitus.corpus.deriving import tell
from tacitus.corpus.incidents.constraints import Said
from tacitus.corpus.incidents.kept import Kept
from tacitus.corpus.incidents.pairing import Pairing
from tacitus.corpus.incidents.settling import Settling, end_empty
from tacitus.corpus.incidents.tables import Tables, tables
from tacitus.corpus.incidents.taking import Taking
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table

DOCUMENTS, GROUPED, COMPARED, SETTLED, ENDED = 40, 60, 60, 60, 200  # of one transaction, at first
SECONDS = 0.1  # that a transaction should last; steps become larger or smaller by it
LARGEST = 2000

_T = TypeVar("_T")
OnProgress = Callable[[str, int, int], None]  # step, done, of


class Writes(Protocol):
    """What of a Store is needed."""

    def transaction(self) -> AbstractContextManager[Connection]: ...


class Updated(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents were taken in or taken back, and how many reports were clustered anew."""

    documents: int
    reports: int


def update(store: Writes, on_progress: OnProgress | None = None) -> Updated:
    """Takes in every document whose newest coding is not taken in, and takes back those that are gone."""
    return _Run(store, tables(), on_progress or (lambda step, done, of: None)).run()


class _Run:
    def __init__(self, store: Writes, tables: Tables, on_progress: OnProgress) -> None:
        self._store = store
        self._tables = tables
        self._on_progress = on_progress
        self._kept = Kept()

    def run(self) -> Updated:
        with self._store.transaction() as connection:
            pending, gone = table.pending(connection), table.gone(connection)
            said = Said(table.constraints(connection))
        changed = sorted({*pending, *gone})
        self._stepwise("copies", changed, DOCUMENTS, self._copies)
        self._stepwise("copies grouped", self._ungrouped(), GROUPED, self._group)
        numbers = sorted({*changed, *map(int, self._waiting("document"))})
        self._stepwise("documents", numbers, DOCUMENTS, Taking(self._tables, self._kept, said.sides).take)
        self._compare()
        settling = self._settle(said)
        if gone:
            with self._store.transaction() as connection:
                node_table.wait(connection, "incident", table.emptied(connection))
        self._stepwise("ended", self._waiting("incident"), ENDED, end_empty)
        self._stepwise("taken in", numbers, LARGEST, self._take)
        return Updated(documents=len(changed), reports=len(settling.nodes))

    def _copies(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Documents whose group of copies changed wait to be taken in again."""
        node_table.wait(connection, "document", copies.take(connection, numbers))

    def _ungrouped(self) -> list[int]:
        with self._store.transaction() as connection:
            return copies.waiting(connection)

    def _group(self, connection: Connection, texts: Sequence[int]) -> None:
        """A group is made anew once a run, however many of its printings came."""
        node_table.wait(connection, "document", copies.group(connection, texts))

    def _compare(self) -> None:
        new, near = ([int(item) for item in self._waiting(step)] for step in ("new", "near"))
        pairing = Pairing(self._tables, self._kept, new, near)
        self._stepwise("compared", sorted({*new, *near}), COMPARED, pairing.pair)

    def _settle(self, said: Said) -> Settling:
        settling = Settling(self._tables, self._kept, said, tell)

        def settle(connection: Connection, numbers: Sequence[int]) -> None:
            left = [number for number in numbers if number not in settling.nodes]
            if left:
                settling.settle(connection, left)
            node_table.done(connection, ("cluster",), numbers)

        self._stepwise("clustered", sorted(int(item) for item in self._waiting("cluster")), SETTLED, settle)
        return settling

    def _take(self, connection: Connection, numbers: Sequence[int]) -> None:
        table.take(connection, table.newest(connection, numbers))
        node_table.done(connection, ("document",), numbers)

    def _waiting(self, step: str) -> list[str]:
        with self._store.transaction() as connection:
            return node_table.waiting(connection, step)

    def _stepwise(self, step: str, items: Sequence[_T], size: int, act: Callable[[Connection, Sequence[_T]], None]) -> None:
        """Acts on the items in transactions that last about ``SECONDS``."""
        done = 0
        while done < len(items):
            some = items[done : done + size]
            start = time.monotonic()
            with self._store.transaction() as connection:
                act(connection, some)
            took = time.monotonic() - start
            done += len(some)
            size = max(1, min(LARGEST, 2 * size, int(len(some) * SECONDS / max(took, 1e-6)) or 1))
            self._on_progress(step, done, len(items))
