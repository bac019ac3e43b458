"""The frames of all newest codings in memory: read in the background, for they stand in the codings alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
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
AT_ONCE = 200  # codings


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


Row = tuple[int, int, int, int, str, int, str | None, str | None]
_NAMES = ("coding", "ordinal", "start", "end", "words", "category", "counterpart", "target")


def frames_of(reader: Reader, codings: Sequence[int]) -> list[Row]:
    """All frames of these codings, as rows of the columns."""
    with reader.connection() as connection:
        found = tables.codings_at(connection, codings)
    return [row for coding, data in found.items() for row in _rows(coding, data)]


def _rows(coding: int, data: bytes) -> Iterator[Row]:
    framed = _decoder.decode(zlib.decompress(data))
    names = {one.id: one for one in framed.entities}
    for ordinal, frame in enumerate(framed.frames):
        if frame.category in CATEGORIES:
            target = names.get(frame.target or "")
            entity = target.id if target is not None and not target.id.startswith(LOCAL) else None
            key = key_of((entity, target.name, target.country, target.private)) if target is not None and not target.private else None
            category = CATEGORIES.index(frame.category)
            yield coding, ordinal, frame.start, frame.end, frame.text.casefold(), category, frame.counterpart, key


class Frames:
    """Columns of frames by the number of their coding. ``ordinal``: which of the coding's frames it is."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: set[int] = set()
        self._done = 0  # the generation of the last index of which all were read
        self.words: Codes[str] = Codes()
        self.counterparts: Codes[str | None] = Codes([None])
        self.targets: Codes[str | None] = Codes([None])
        self._block = Block(
            coding=np.int64, ordinal=np.int32, start=np.int32, end=np.int32, words=np.int32, category=np.uint8, counterpart=np.int32,
            target=np.int32,
        )  # fmt: skip

    def read(self, index: Snapshot, read: Callable[[Sequence[int]], list[Row]], stopped: Callable[[], bool]) -> None:
        """Takes in the frames of codings that are new, the last first; ``read`` gives them for some codings. Stops where ``stopped``."""
        if self._done == index.generation:
            return
        wanted = [coding for coding in index.document_coding[::-1].tolist() if coding not in self._read]
        for n in range(0, len(wanted), AT_ONCE):
            if stopped():
                return
            some = wanted[n : n + AT_ONCE]
            rows = read(some)
            with self._lock:
                if rows:
                    self._add(rows)
                self._read.update(some)
        self._done = index.generation

    def _add(self, rows: list[Row]) -> None:
        columns: dict[str, Any] = dict(zip(_NAMES, zip(*rows, strict=True), strict=True))
        for name, codes in (("words", self.words), ("counterpart", self.counterparts), ("target", self.targets)):
            columns[name] = [codes[one] for one in columns[name]]
        self._block.add(**columns)

    @property
    def number(self) -> int:
        """How many codings were read."""
        return len(self._read)

    def columns(self) -> dict[str, Any]:
        """The columns as they stand."""
        with self._lock:
            return {name: self._block.column(name) for name in _NAMES}
