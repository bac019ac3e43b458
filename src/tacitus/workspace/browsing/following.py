"""Keeps the index true while the record grows: loads it, and again when the record has changed, in a thread of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread

from tacitus.model.errors import TacitusError
from tacitus.record import Reader
from tacitus.workspace.browsing.columns import Columns
from tacitus.workspace.browsing.facets import FacetCounter
from tacitus.workspace.browsing.frames import Frames
from tacitus.workspace.browsing.places import Places, Precisions
from tacitus.workspace.browsing.snapshot import Snapshot

log = logging.getLogger("tacitus")
POLL_SECONDS = 0.5
PAUSE = 4.0  # times as long as the last load took: a record that grows all the time must not be loaded all the time
LEAST_PAUSE = 1.0


class Loaded:
    """An index and what is made of it."""

    def __init__(self, index: Snapshot, places: Places) -> None:
        self.index = index
        self.places = places
        self.facets = FacetCounter(index)


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

    def start(self, then: Callable[[], None]) -> None:
        """``then`` is called once in the thread when the first index stands."""
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
            if self.loaded is not None:
                loaded.facets.warm()  # the first one is wanted at once
            self.loaded = loaded
            return True

    def read_frames(self) -> None:
        """The frames of what is new."""
        if self.loaded is not None:
            self.frames.read(self._reader, self.loaded.index, self._stop.is_set)

    def _follow(self, then: Callable[[], None]) -> None:
        seen, pause = None, 0.0
        first = True
        while not self._stop.wait(max(POLL_SECONDS, pause) if seen is not None else 0):
            now = _stamp(self._reader.path)
            if now == seen:
                pause = 0.0
                continue
            began = time.monotonic()
            try:
                changed = self.load()
                seen = now
                if changed:
                    self.read_frames()
            except TacitusError as error:
                log.warning("the index could not be renewed: %s", error)
                seen, changed = seen or (), False
            pause = max(LEAST_PAUSE, PAUSE * (time.monotonic() - began)) if changed else 0.0
            if first and self.loaded is not None:
                first = False
                then()


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
