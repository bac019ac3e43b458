"""The places of a record: where they lie, how precisely they are known, how far they reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sqlalchemy import Connection

from tacitus.record import browsing as tables
from tacitus.workspace.browsing.columns import Bools, Codes, Ints, Where
from tacitus.workspace.browsing.filters import Box

# Kilometres that a place of each precision covers, where nothing better is known: rough middles of towns, provinces, regions, countries.
RADIUS = {"point": 1.0, "city": 8.0, "admin1": 90.0, "region": 250.0, "country": 450.0}
AREAS = frozenset({"admin1", "region", "country"})
UNKNOWN = "city"


class _Place(msgspec.Struct):
    precision: str | None = None


class _Placed(msgspec.Struct):
    places: list[_Place] = []


_decoder = msgspec.json.Decoder(_Placed)


class Spot(NamedTuple):
    """Places that are one on a map: of one GeoNames number, or of one name and coordinates."""

    geonames_id: int | None
    name: str
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    precision: str


class Precisions:
    """How precisely each place of the columns is known, read from an event that has it; grows with them."""

    def __init__(self) -> None:
        self._known: list[str | None] = []

    def read(self, connection: Connection, first_place: Sequence[tuple[int, int]]) -> tuple[str | None, ...]:
        new = first_place[len(self._known) :]
        events = tables.events_at(connection, dict.fromkeys(event for event, _ in new))
        for event, ordinal in new:
            places = _decoder.decode(events[event]).places if event in events else []
            self._known.append(places[ordinal].precision if ordinal < len(places) else None)
        return tuple(self._known[: len(first_place)])


class Places:
    """``spot[w]``: number of the spot of place ``w``; -1 where it has no coordinates, or is known as a country alone."""

    def __init__(self, where: Sequence[Where], precisions: Sequence[str | None]) -> None:
        self._where = where
        self.latitude = np.array([np.nan if one[2] is None else one[2] for one in where], np.float64)
        self.longitude = np.array([np.nan if one[3] is None else one[3] for one in where], np.float64)
        self.country_only: Bools = np.array([one == "country" for one in precisions], np.bool_)
        numbers: Codes[Any] = Codes()
        self.spots: list[Spot] = []
        self.spot: Ints = np.full(len(where), -1, np.int32)
        for n, (one, precision) in enumerate(zip(where, precisions, strict=True)):
            identity, name, latitude, longitude, country, admin1 = one
            if latitude is None or longitude is None or precision == "country":
                continue
            self.spot[n] = numbers[identity if identity is not None else (name, latitude, longitude)]
            if self.spot[n] == len(self.spots):
                self.spots.append(Spot(identity, name or "", latitude, longitude, country, admin1, precision or UNKNOWN))

    def with_ids(self, identities: Iterable[int]) -> Bools:
        """Places with these GeoNames numbers, countries too."""
        wanted = frozenset(identities)
        return np.array([one[0] in wanted for one in self._where], np.bool_)

    def within(self, values: Iterable[Box]) -> Bools:
        """Places whose middle lies in a box. What is known as a country alone lies in none."""
        found = np.zeros(len(self._where), np.bool_)
        with np.errstate(invalid="ignore"):
            for west, south, east, north in values:
                high = (self.latitude >= south) & (self.latitude <= north)
                at_least, at_most = self.longitude >= west, self.longitude <= east
                found |= high & ((at_least & at_most) if west <= east else (at_least | at_most))
        inside: Bools = found & ~self.country_only
        return inside


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Alpha-3 code to the name that our tables give it."""
    from tacitus.resources.loader import load_folder

    names: dict[str, str] = {}
    for resource in load_folder("lexicon/countries"):
        for entry in resource.data["entries"]:
            if entry.get("unit", "state") == "state" or entry["code"] not in names:
                names[entry["code"]] = entry["name"]
    return names
