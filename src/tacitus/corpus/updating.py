"""Brings the incidents of a record up to date with its codings, in short transactions; killed at any moment, the next run finishes.

Documents are taken in, compared, clustered; each step leaves what the next has to do in a table, and a document counts as taken in when all
that it touched is settled.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

import msgspec
from sqlalchemy import Connection

from tacitus.corpus import copies
from tacitus.corpus.deriving import tell
from tacitus.corpus.incidents.constraints import Said
from tacitus.corpus.incidents.kept import Kept
from tacitus.corpus.incidents.pairing import Pairing
from tacitus.corpus.incidents.settling import Settling, Write, end_empty
from tacitus.corpus.incidents.tables import tables
from tacitus.corpus.incidents.taking import Taking
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table

DOCUMENTS, GROUPED, COMPARED, SETTLED, ENDED = 40, 60, 60, 60, 200  # of one transaction, at first
SECONDS = 0.1  # that a transaction should last; steps become larger or smaller by it
LARGEST = 2000
SHARE_AHEAD = 0.2  # that time without a lock counts, so that not too much is held in memory
COLLECTED = (
    100_000,
    50,
    1000,
)  # thresholds of Python's collector: what is kept here has no cycles, and all of it would be walked each time

_T = TypeVar("_T")
OnProgress = Callable[[str, int, int], None]  # step, done, of


class Writes(Protocol):
    """What of a Store is needed."""

    def transaction(self) -> AbstractContextManager[Connection]: ...

    def reading(self) -> AbstractContextManager[Connection]: ...


class Updated(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents were taken in or taken back, and how many reports were clustered anew."""

    documents: int
    reports: int


def update(store: Writes, on_progress: OnProgress | None = None) -> Updated:
    """Takes in every document whose newest coding is not taken in, and takes back those that are gone."""
    return Updating(store, on_progress).update()


class Updating:
    """Brings one record up to date, now and again. While documents still come, `ahead` does what need not wait for the last of them."""

    def __init__(self, store: Writes, on_progress: OnProgress | None = None) -> None:
        self._store = store
        self._tables = tables()
        self._on_progress: OnProgress = on_progress or (lambda step, done, of: None)
        self._kept = Kept()
        self._ahead: dict[int, int] = {}  # document → coding whose events are in their blocks and compared
        self._last = 0  # coding that `ahead` looked at

    def ahead(self) -> None:
        """Compares the documents coded since the last call with those before them. Nothing is clustered: incidents stay as they are."""
        with self._kept_true():
            with self._store.reading() as connection:
                fresh, self._last = table.coded_since(connection, self._last)
            self._take_in(fresh, self._said())

    def update(self) -> Updated:
        with self._kept_true():
            return self._update()

    def _update(self) -> Updated:
        with self._store.reading() as connection:
            pending = table.pending(connection)
            gone = table.gone(connection, pending)
        said = self._said()
        changed = sorted({*pending, *gone})
        left = {number: coding for number, coding in pending.items() if self._ahead.get(number) != coding}
        self._take_in({**dict.fromkeys(gone, 0), **left}, said)
        settling = self._settle(said)
        if gone:
            with self._store.reading() as connection:
                emptied = table.emptied(connection)
            with self._store.transaction() as connection:
                node_table.wait(connection, "incident", emptied)
        self._stepwise("ended", self._waiting("incident"), ENDED, end_empty)
        self._stepwise("taken in", changed, LARGEST, self._take)
        self._ahead.clear()
        return Updated(documents=len(changed), reports=len(settling.nodes))

    @contextmanager
    def _kept_true(self) -> Iterator[None]:
        """What is kept in memory goes where a transaction fails."""
        before = gc.get_threshold()
        gc.set_threshold(*COLLECTED)
        try:
            yield
        except BaseException:
            self._kept = Kept()
            self._ahead.clear()
            self._last = 0
            raise
        finally:
            gc.set_threshold(*before)

    def _said(self) -> Said:
        with self._store.reading() as connection:
            return Said(table.constraints(connection))

    def _take_in(self, codings: Mapping[int, int], said: Said) -> None:
        """Copies, blocks and links of these documents, and of those whose group of copies changed by them."""
        self._stepwise("copies", sorted(codings), DOCUMENTS, self._copies)
        self._stepwise("copies grouped", self._ungrouped(), GROUPED, self._group)
        taking = Taking(self._tables, self._kept, said.sides)

        def take(connection: Connection, numbers: Sequence[int]) -> None:
            taking.take(connection, numbers)
            node_table.done(connection, ("document",), numbers)

        self._stepwise("documents", sorted({*codings, *map(int, self._waiting("document"))}), DOCUMENTS, take)
        self._compare()
        self._ahead.update(codings)

    def _copies(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Documents whose group of copies changed wait to be taken in again."""
        node_table.wait(connection, "document", copies.take(connection, numbers))

    def _ungrouped(self) -> list[int]:
        with self._store.reading() as connection:
            return copies.waiting(connection)

    def _group(self, connection: Connection, texts: Sequence[int]) -> None:
        """A group is made anew once, however many of its printings came."""
        node_table.wait(connection, "document", copies.group(connection, texts))

    def _compare(self) -> None:
        new, near = ([int(item) for item in self._waiting(step)] for step in ("new", "near"))
        pairing = Pairing(self._tables, self._kept, new, near)
        self._stepwise("compared", sorted({*new, *near}), COMPARED, pairing.pair)

    def _settle(self, said: Said) -> Settling:
        settling = Settling(self._tables, self._kept, said, tell)

        def settle(connection: Connection, numbers: Sequence[int]) -> Write:
            left = [number for number in numbers if number not in settling.nodes]
            settled = settling.settle(connection, left) if left else None

            def write(connection: Connection) -> None:
                if settled is not None:
                    settled(connection)
                node_table.done(connection, ("cluster",), numbers)

            return write

        self._stepwise("clustered", sorted(int(item) for item in self._waiting("cluster")), SETTLED, ahead=settle)
        return settling

    def _take(self, connection: Connection, numbers: Sequence[int]) -> None:
        table.take(connection, table.newest(connection, numbers))

    def _waiting(self, step: str) -> list[str]:
        with self._store.reading() as connection:
            return node_table.waiting(connection, step)

    def _stepwise(
        self,
        step: str,
        items: Sequence[_T],
        size: int,
        act: Callable[[Connection, Sequence[_T]], None] | None = None,
        ahead: Callable[[Connection, Sequence[_T]], Write] | None = None,
    ) -> None:
        """Acts on the items in transactions that last about ``SECONDS``. What takes long works ``ahead``, while others may write."""
        done = 0
        while done < len(items):
            some = items[done : done + size]
            start = time.monotonic()
            if ahead is not None:
                with self._store.reading() as connection:
                    write = ahead(connection, some)
                start += (time.monotonic() - start) * (1 - SHARE_AHEAD)
            with self._store.transaction() as connection:
                if act is not None:
                    act(connection, some)
                else:
                    write(connection)
            took = time.monotonic() - start
            done += len(some)
            size = max(1, min(LARGEST, 2 * size, int(len(some) * SECONDS / max(took, 1e-6)) or 1))
            self._on_progress(step, done, len(items))
