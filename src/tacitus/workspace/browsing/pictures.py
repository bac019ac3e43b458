"""A list by day and by place, and the overview of a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from tacitus.model.answers import Count, Day, Gap, Listed, Map, Spot, Timeline
from tacitus.workspace.browsing.columns import NO_DAY, Bools, Ints
from tacitus.workspace.browsing.filters import NOWHERE
from tacitus.workspace.browsing.grouping import Pairs
from tacitus.workspace.browsing.places import RADIUS, UNKNOWN, Places, country_names
from tacitus.workspace.browsing.selecting import Selection, row_days
from tacitus.workspace.browsing.snapshot import Snapshot

MOST_SPOTS = 5000
MOST_GAPS = 200
_NEAR = 1e-6  # degrees around a spot's own coordinates


def days_of(days: Ints) -> tuple[tuple[Day, ...], int]:
    """Counts by day, and how many have none."""
    dated = days[days != NO_DAY]
    values, counts = np.unique(dated, return_counts=True) if len(dated) < 1000 else _counted(dated)
    found = tuple(
        Day(day=date.fromordinal(day).isoformat(), count=count) for day, count in zip(values.tolist(), counts.tolist(), strict=True)
    )
    return found, len(days) - len(dated)


def _counted(days: Ints) -> tuple[Any, Any]:
    first = int(days.min())
    if int(days.max()) - first > 4_000_000:  # no calendar goes so far
        return np.unique(days, return_counts=True)
    counts = np.bincount(days - first)
    values = np.flatnonzero(counts)
    return values + first, counts[values]


def timeline(index: Snapshot, selection: Selection) -> Timeline:
    days = row_days(index, selection.of)
    found, undated = days_of(days[selection.rows()] if selection.active else days)
    return Timeline(days=found, undated=undated)


class Placing:
    """Which rows of a list name which spot, and of which no more than a country is known."""

    def __init__(self, index: Snapshot, places: Places, of: Listed) -> None:
        spot, country = places.spot, np.where(places.country_only, index.where_country, -1)
        rows, event, where = index.held(of, index.placed)
        self.rows = rows
        self._countries = index.countries
        self.spot, self.country = spot[where] if len(where) else where, country[where] if len(where) else where
        self._spots, self._in_country = (
            Pairs(rows[values >= 0], event[values >= 0], values[values >= 0]) for values in (self.spot, self.country)
        )

    def counts(self, selection: Selection, spots: int, countries: int) -> tuple[Any, Any, int]:
        """Rows that pass, by spot; those that have no spot, by country; how many have either."""
        events, own = selection.event_mask(), selection.own_mask()
        hit = self._spots.hit(events, own)
        rest = np.ones(selection.number, np.bool_)  # of no spot
        rest[self._spots.row if hit is None else self._spots.row[hit]] = False
        inside = self._in_country.hit(events, rest if own is None else own & rest)
        placed = ~rest
        placed[self._in_country.row[inside]] = True
        return self._spots.counts(hit, spots), self._in_country.counts(inside, countries), int(np.count_nonzero(placed))

    def off_map(self, values: Iterable[str], number: int) -> Bools:
        """Of ``number`` rows those without a spot, of which no more than one of these countries is known, or nothing (``nowhere``)."""
        inside, listed = self.rows >= 0, frozenset(values)
        on_map, known, wanted = (np.zeros(number, np.bool_) for _ in range(3))
        on_map[self.rows[inside & (self.spot >= 0)]] = True
        known[self.rows[inside & (self.country >= 0)]] = True
        chosen = np.array([one is not None and one in listed for one in self._countries], np.bool_)
        wanted[self.rows[inside & (self.country >= 0) & chosen[self.country]]] = True
        if NOWHERE in listed:
            wanted |= ~known
        return wanted & ~on_map


def map_of(index: Snapshot, places: Places, placing: Placing, selection: Selection) -> Map:
    counts, by_country, somewhere = placing.counts(selection, len(places.spots), len(index.countries))
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)][:MOST_SPOTS]
    names = country_names()
    found = [
        Count(value=index.countries[n] or "", label=names.get(index.countries[n] or "", index.countries[n] or ""), count=int(by_country[n]))
        for n in np.argsort(-by_country, kind="stable")[: np.count_nonzero(by_country)]
        if index.countries[n]
    ]
    return Map(
        spots=tuple(_spot(places, n, int(counts[n])) for n in order.tolist()),
        countries=tuple(found),
        nowhere=int(np.count_nonzero(selection.rows())) - somewhere,
    )


def _spot(places: Places, number: int, count: int) -> Spot:
    one = places.spots[number]
    return Spot(
        name=one.name, latitude=one.latitude, longitude=one.longitude, radius=RADIUS.get(one.precision, RADIUS[UNKNOWN]),
        precision=one.precision, count=count, geonames_id=one.geonames_id, country=one.country,
box=_box(one.longitude, one.latitude),
    )  # fmt: skip


def _box(longitude: float, latitude: float) -> tuple[float, float, float, float]:
    return max(-180.0, longitude - _NEAR), max(-90.0, latitude - _NEAR), min(180.0, longitude + _NEAR), min(90.0, latitude + _NEAR)


def gaps(index: Snapshot, documents: Bools) -> tuple[Gap, ...]:
    """Days in a row without an article between the first and the last, the longest first; outlets of which no article has a date."""
    published = index.document_published[documents]
    dated = published[published != NO_DAY]
    days = _counted(dated)[0] if len(dated) else dated
    wide = np.flatnonzero(np.diff(days) > 1)
    wide = wide[np.argsort(-np.diff(days)[wide], kind="stable")][:MOST_GAPS]
    found = [
        Gap(what="days", earliest=date.fromordinal(int(days[n]) + 1).isoformat(), latest=date.fromordinal(int(days[n + 1]) - 1).isoformat())
        for n in wide
    ]
    outlets = index.document_outlet[documents]
    all_, undated = (np.bincount(some, minlength=len(index.outlets)) for some in (outlets, outlets[published == NO_DAY]))
    lacking = [n for n in np.flatnonzero(undated).tolist() if undated[n] == all_[n]]
    found += [Gap(what="outlet", outlet=index.outlets[n], documents=int(undated[n])) for n in lacking[:MOST_GAPS]]
    return tuple(found)
