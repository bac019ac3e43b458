"""The frames of all newest codings in memory: read in the background, for they stand in the codings alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from threading import Lock
from typing import Any

import msgspec
import numpy as np

from tacitus.model.ontology import FrameCategory
from tacitus.record import Reader
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.columns import LOCAL, Block, Codes
from tacitus.workspace.browsing.persons import key_of
from tacitus.workspace.browsing.snapshot import Snapshot

CATEGORIES: tuple[FrameCategory, ...] = (
    "label",
    "loaded",
    "reporting-verb",
    "deleted-agent",
)  # opinion and call are no words but sentences
AT_ONCE = 100  # codings


class _Entity(msgspec.Struct):
    id: str
    name: str
    country: str | None = None
    private: bool = False


class _Frame(msgspec.Struct):
    start: int
    end: int
    text: str
    category: str
    by: str
    counterpart: str | None = None
    target: str | None = None


class _Framed(msgspec.Struct):
    frames: tuple[_Frame, ...] = ()
    entities: tuple[_Entity, ...] = ()


_decoder = msgspec.json.Decoder(_Framed)


class Frames:
    """Columns of frames by the number of their coding. ``ordinal``: which of the coding's frames it is."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: set[int] = set()
        self.words: Codes[str] = Codes()
        self.counterparts: Codes[str | None] = Codes([None])
        self.targets: Codes[str | None] = Codes([None])
        self._block = Block(
            coding=np.int64, ordinal=np.int32, start=np.int32, end=np.int32, words=np.int32, category=np.uint8, counterpart=np.int32,
            target=np.int32,
        )  # fmt: skip

    def read(self, reader: Reader, index: Snapshot, stopped: Callable[[], bool]) -> None:
        """Takes in the frames of codings that are new, the last first; stops where ``stopped``."""
        wanted = [coding for coding in index.document_coding[::-1].tolist() if coding not in self._read]
        for n in range(0, len(wanted), AT_ONCE):
            if stopped():
                return
            some = wanted[n : n + AT_ONCE]
            with reader.connection() as connection:
                found = tables.codings_at(connection, some)
            rows = [row for coding, data in found.items() for row in self._rows(coding, data)]
            with self._lock:
                if rows:
                    names = ("coding", "ordinal", "start", "end", "words", "category", "counterpart", "target")
                    self._block.add(**dict(zip(names, zip(*rows, strict=True), strict=True)))
                self._read.update(some)

    def _rows(self, coding: int, data: bytes) -> list[tuple[int, ...]]:
        framed = _decoder.decode(zlib.decompress(data))
        names = {one.id: one for one in framed.entities}
        found: list[tuple[int, ...]] = []
        for ordinal, frame in enumerate(framed.frames):
            if frame.category not in CATEGORIES:
                continue
            target = names.get(frame.target or "")
            entity = target.id if target is not None and not target.id.startswith(LOCAL) else None
            key = key_of((entity, target.name, target.country, target.private)) if target is not None and not target.private else None
            found.append(
                (
                    coding, ordinal, frame.start, frame.end, self.words[frame.text.casefold()],
                    CATEGORIES.index(frame.category), self.counterparts[frame.counterpart], self.targets[key],
                )
            )  # fmt: skip
        return found

    @property
    def number(self) -> int:
        """How many codings were read."""
        return len(self._read)

    def columns(self) -> dict[str, Any]:
        """The columns as they stand."""
        with self._lock:
            names = ("coding", "ordinal", "start", "end", "words", "category", "counterpart", "target")
            return {name: self._block.column(name) for name in names}
