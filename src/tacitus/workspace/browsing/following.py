"""Keeps the index true while the record grows: loads it, and again when the record has changed, in a thread of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from tacitus.model.answers import Listed
from tacitus.model.errors import TacitusError
from tacitus.record import Reader
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.actors import Dealings
from tacitus.workspace.browsing.columns import Columns
from tacitus.workspace.browsing.facets import LISTED, FacetCounter
from tacitus.workspace.browsing.frames import Frames, frames_of
from tacitus.workspace.browsing.helper import Helper, StoppedError
from tacitus.workspace.browsing.keeping import Kept
from tacitus.workspace.browsing.pictures import Placing
from tacitus.workspace.browsing.places import Places, Precisions
from tacitus.workspace.browsing.snapshot import Snapshot

log = logging.getLogger("tacitus")
POLL_SECONDS = 0.5
MOST_PAUSE = 30.0
LARGE = 20_000  # events of a record whose index takes half a second or more
LAST = 300  # codings that are loaded first
PAUSE = 4.0  # times as long as the last load took: a record that grows all the time must not be loaded all the time


class Loaded:
    """An index and what is made of it."""

    def __init__(self, index: Snapshot, places: Places, totals: Mapping[str, int] | None = None) -> None:
        """``totals``: rows of each list in the record, where the index is one of its last codings alone."""
        self.index = index
        self.totals = totals
        self.places = places
        self.facets = FacetCounter(index)
        self._made = Kept(len(LISTED) + 1)

    def placing(self, of: Listed) -> Placing:
        """Rows of a list by place."""
        return self._made.get(of, lambda: Placing(self.index, self.places, of))

    def dealings(self) -> Dealings:
        """Who did something to whom."""
        return self._made.get("dealings", lambda: Dealings(self.index))

    def warm(self) -> None:
        """Makes what first visitors would wait for."""
        self.index.warm()
        self.facets.warm()
        self.dealings()
        for of in LISTED:
            self.placing(of)


class Follower:
    """``loaded`` is None until the index stands; the old one goes on answering while a new one is made."""

    def __init__(self, reader: Reader, *, masked: bool) -> None:
        self._reader = reader
        self._masked = masked
        self._columns = Columns()
        self._precisions = Precisions()
        self._lock = Lock()
        self._stop = Event()
        self._thread: Thread | None = None
        self.frames = Frames()
        self.loaded: Loaded | None = None
        self.first: Loaded | None = None  # of the last codings, until the index stands

    def start(self, then: Callable[[Helper], None]) -> None:
        """``then`` is called in the thread whenever a new index stands."""
        if self._thread is None:
            self._thread = Thread(target=self._follow, args=(then,), name="tacitus-index", daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def load(self) -> bool:
        """Makes the index anew where the record has changed; whether it had."""
        with self._lock:
            with self._reader.connection() as connection:
                if not self._columns.fit(connection):
                    self._columns, self._precisions = Columns(), Precisions()
                if not self._columns.read(connection) and self.loaded is not None:
                    return False
                precisions = self._precisions.read(connection, self._columns.first_place)
            generation = self.loaded.index.generation + 1 if self.loaded is not None else 1
            index = Snapshot(self._columns, generation, masked=self._masked)
            loaded = Loaded(index, Places(index.where, precisions))
            loaded.warm()
            self.loaded, self.first = loaded, None
            return True

    def load_last(self) -> None:
        """Of a large record the last codings, for the first page."""
        with self._reader.connection() as connection:
            documents, events, incidents = tables.numbers(connection)
            if events < LARGE:
                return
            columns = Columns()
            columns.read_last(connection, LAST)
            precisions = Precisions().read(connection, columns.first_place)
        index = Snapshot(columns, 0, masked=self._masked)
        self.first = Loaded(index, Places(index.where, precisions), {"documents": documents, "events": events, "incidents": incidents})

    def read_frames(self, helper: Helper | None = None, stopped: Callable[[], bool] | None = None) -> None:
        """The frames of what is new, until ``stopped``."""
        if self.loaded is not None:
            read = partial(helper.frames, self._reader.path) if helper is not None else partial(frames_of, self._reader)
            self.frames.read(self.loaded.index, read, stopped or self._stop.is_set)

    def _follow(self, then: Callable[[Helper], None]) -> None:
        self.load_last()
        helper = Helper(self._stop)
        try:
            with suppress(StoppedError):
                self._followed(helper, then)
        finally:
            helper.close()

    def _followed(self, helper: Helper, then: Callable[[Helper], None]) -> None:
        seen: tuple[int, ...] = ()
        due = time.monotonic()  # when the index may be made anew
        while not self._stop.is_set():
            now, began = _stamp(self._reader.path), time.monotonic()
            if now != seen and began >= due:
                try:
                    if self.load():
                        took = time.monotonic() - began
                        due = began + took + min(PAUSE * took, MOST_PAUSE)
                        then(helper)
                    seen = now
                except TacitusError as error:
                    log.warning("the index could not be renewed: %s", error)
            ready = partial(self._due, now, due)
            self.read_frames(helper, ready)
            if not ready():
                self._stop.wait(POLL_SECONDS)

    def _due(self, seen: tuple[int, ...], due: float) -> bool:
        """Whether reading frames should make room for the index, or for the end."""
        return self._stop.is_set() or (time.monotonic() >= due and _stamp(self._reader.path) != seen)


def _stamp(path: Path) -> tuple[int, ...]:
    """Another one whenever the file or its log was written to."""
    found: list[int] = []
    for file in (path, path.with_name(path.name + "-wal")):
        try:
            status = file.stat()
        except OSError:
            found += [0, 0]
        else:
            found += [status.st_mtime_ns, status.st_size]
    return tuple(found)
