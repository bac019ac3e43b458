"""The compact index: names to places, read through a memory map, so that a worker holds almost nothing of it.

Layout of the file: 8 bytes magic, 8 bytes length of the header, the header (JSON), padding to 8, then the arrays that the header
names, each padded to 8. Numbers are little or big endian as the building machine has them; the header says so.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.errors import ResourceError
from tacitus.stages.places.names import key, normal

MAGIC = b"TACPLC02"
KINDS = ("city", "country", "admin1", "region", "point", "shifting", "nationality")
ALTERNATE = 1 << 31  # bit of a posting: the name is not the place's main one
ROW_MASK = ALTERNATE - 1
DEGREES = 100_000  # coordinates are stored as whole 1/100000 degrees


class Entry(msgspec.Struct, frozen=True):
    """A place of the gazetteer. ``prior`` is its population, or what stands for it."""

    row: int
    kind: str
    geonames_id: int | None
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None  # ISO alpha-3
    admin1: str | None
    prior: int
    more: dict[str, Any]  # claimed_by, reason, capital


class Hit(msgspec.Struct, frozen=True):
    """An entry under a name; ``alternate`` where the name is not its main one."""

    entry: Entry
    alternate: bool


def pack(header: dict[str, Any], arrays: dict[str, bytes]) -> bytes:
    """The bytes of an index file."""
    table, position = {}, 0
    for name, data in arrays.items():
        table[name] = [position, len(data)]
        position += _padded(len(data))
    head = json.dumps({**header, "byteorder": sys.byteorder, "arrays": table}, ensure_ascii=True, sort_keys=True).encode()
    head += b" " * (_padded(len(head)) - len(head))
    body = b"".join(data + b"\0" * (_padded(len(data)) - len(data)) for data in arrays.values())
    return MAGIC + len(head).to_bytes(8, "little") + head + body


def _padded(length: int) -> int:
    return -(-length // 8) * 8


class PlaceIndex:
    """Read-only look-ups. ``data`` is the content of an index file, mapped or in memory."""

    def __init__(self, data: mmap.mmap | bytes, where: str) -> None:
        view = memoryview(data)
        if len(view) < 16 or bytes(view[:8]) != MAGIC:
            raise ResourceError(f"{where}: not an index of places. Delete it; it is built again.")
        length = int.from_bytes(view[8:16], "little")
        try:
            self.header: dict[str, Any] = json.loads(bytes(view[16 : 16 + length]))
        except ValueError as error:
            raise ResourceError(f"{where}: the index of places is broken. Delete it; it is built again.") from error
        self._view = view
        self._base = 16 + length
        self._table: dict[str, list[int]] = self.header["arrays"]
        if self.header["byteorder"] != sys.byteorder or self._base + max(sum(span) for span in self._table.values()) > len(view):
            raise ResourceError(f"{where}: the index of places is cut short or from another machine. Delete it; it is built again.")
        self._keys = self._array("keys", "Q")
        self._firsts = self._array("firsts", "I")
        self._postings = self._array("postings", "I")
        self._numbers = {name: self._array(name, "i") for name in ("ids", "latitudes", "longitudes", "priors")}
        self._codes = {name: self._array(name, "H") for name in ("kinds", "countries", "admin1s")}
        self._name_ends = self._array("name_ends", "I")
        self._names = self._array("names", "B")
        self._countries: list[str | None] = self.header["countries"]
        self._admin1s: list[str | None] = self.header["admin1s"]
        self._more: dict[str, dict[str, Any]] = self.header["more"]
        self._entries: dict[int, Entry] = {}

    @classmethod
    def open(cls, path: Path) -> PlaceIndex:
        """Maps an index file. Raises ``OSError`` where it cannot be read and ``ResourceError`` where it is no good."""
        with path.open("rb") as file:
            try:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(path))
            except ValueError as error:  # an empty file cannot be mapped
                raise ResourceError(f"{path}: the index of places is empty. Delete it; it is built again.") from error

    def _array(self, name: str, form: str) -> memoryview:
        start, length = self._table[name]
        return self._view[self._base + start : self._base + start + length].cast(form)  # type: ignore[call-overload,no-any-return]

    @property
    def rows(self) -> int:
        return len(self._name_ends)

    def has(self, name: str) -> bool:
        """Whether anything bears the name."""
        return self._slot(name) is not None

    def find(self, name: str) -> list[Hit]:
        """All entries that bear the name, main names first, then by prior."""
        slot = self._slot(name)
        if slot is None:
            return []
        last = self._firsts[slot + 1] if slot + 1 < len(self._firsts) else len(self._postings)
        return [Hit(self.entry(posting & ROW_MASK), bool(posting & ALTERNATE)) for posting in self._postings[self._firsts[slot] : last]]

    def _slot(self, name: str) -> int | None:
        wanted = normal(name)
        if not wanted:
            return None
        number = key(wanted)
        slot = bisect_left(self._keys, number)
        return slot if slot < len(self._keys) and self._keys[slot] == number else None

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        found = self._entries.get(row)
        if found is None:
            if len(self._entries) > 20_000:  # a bound on the memory of a worker that reads for days
                self._entries.clear()
            found = self._entries[row] = self._read(row)
        return found

    def _read(self, row: int) -> Entry:
        start = self._name_ends[row - 1] if row else 0
        latitude, longitude = self._numbers["latitudes"][row], self._numbers["longitudes"][row]
        placed = latitude != NOWHERE
        return Entry(
            row=row,
            kind=KINDS[self._codes["kinds"][row]],
            geonames_id=self._numbers["ids"][row] or None,
            name=bytes(self._names[start : self._name_ends[row]]).decode(),
            latitude=latitude / DEGREES if placed else None,
            longitude=longitude / DEGREES if placed else None,
            country=self._countries[self._codes["countries"][row]],
            admin1=self._admin1s[self._codes["admin1s"][row]],
            prior=self._numbers["priors"][row],
            more=self._more.get(str(row), {}),
        )


NOWHERE = 91 * DEGREES  # a latitude that no place has


def as_bytes(form: str, numbers: list[int]) -> bytes:
    """Numbers as a packed array of that ``array`` type code, which must be as wide as the index expects."""
    packed = array(form, numbers)
    if packed.itemsize != {"Q": 8, "I": 4, "i": 4, "H": 2}[form]:
        raise ResourceError("the index of places cannot be built on a machine with numbers of unusual width.")
    return packed.tobytes()
