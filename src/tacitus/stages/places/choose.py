"""Decides which place of the index a name means: a sum of named parts that a person can read.

Tuned on the tuning halves of TR-News and GeoVirus in 2026; the parts are in powers of ten of a population.
"""

from __future__ import annotations

from collections import Counter
from math import cos, log10, radians, sin

import msgspec

from tacitus.stages.places.context import EARTH_KM, Countries, distance_km
from tacitus.stages.places.index import Entry, Hit

ALTERNATE = -1.5  # a name that is not the place's main one
COUNTRY = 1.0  # a country before a town of its name
NATIONAL = 1.6  # the article speaks of the place's country
REGIONAL = 1.5  # the article names the place's unit or a sibling of it
CONTAINED = 6.0  # "Tripoli, Lebanon"
NOT_CONTAINED = -2.5
UNIT_SAID = 3.0  # "Aleppo province" is the unit
UNIT_UNSAID = -3.0  # "Aleppo" is the town where both bear the name
CAPITAL = 0.7
SIBLINGS = 1.2  # the article names several units of the same country ("Georgia, Ohio and Texas")
TOWN_KM = 250.0  # from the middle of a unit to the town it is named after
NEAR, NEAR_KM = 1.0, 150.0
NEARISH, NEARISH_KM = 0.5, 500.0
NEAR_COSINE, NEARISH_COSINE = cos(NEAR_KM / EARTH_KM), cos(NEARISH_KM / EARTH_KM)
Point = tuple[float, float, float]
FLOOR = 3.6  # below this no place is likely enough


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A name in the text and what stands beside it."""

    hits: tuple[Hit, ...]
    container: tuple[Hit, ...] = ()  # "X, CONTAINER", "X in CONTAINER province"
    unit_said: bool = False
    town_said: bool = False


class Chooser:
    """Scores the entries of a name against what the article is about."""

    def __init__(self, countries: Countries) -> None:
        self.countries = countries
        self.units: set[tuple[str | None, str | None]] = set()  # units that the article names or whose towns it names
        self.siblings: Counter[str | None] = Counter()
        self._sphere: dict[int, Point] = {}
        self._points: list[tuple[int, Point]] = []

    def score(self, hit: Hit, asked: Asked) -> float:
        """The sum of the parts."""
        entry = hit.entry
        total = log10(entry.prior + 10)
        total += ALTERNATE if hit.alternate else 0.0
        claimed = entry.more.get("claimed_by") or ()
        total += COUNTRY if entry.kind == "country" or claimed else 0.0
        total += NATIONAL * max((self.countries.share(country) for country in (entry.country, *claimed)), default=0.0)
        total += CAPITAL if entry.more.get("capital") else 0.0
        if entry.kind != "country" and entry.admin1 and (entry.country, entry.admin1) in self.units:
            total += REGIONAL
        elif entry.kind == "admin1" and self.siblings.get(entry.country, 0) > 1:
            total += SIBLINGS
        total += self._beside(entry, asked)
        return total + self._nearness(entry)

    def _beside(self, entry: Entry, asked: Asked) -> float:
        total = 0.0
        if entry.kind == "admin1":
            total += UNIT_SAID if asked.unit_said else UNIT_UNSAID if _has_town(entry, asked) else 0.0
        elif asked.unit_said and entry.kind == "city":
            total -= 1.0
        if asked.town_said and entry.kind == "city":
            total += UNIT_SAID
        if asked.container:
            total += CONTAINED if any(_holds(container.entry, entry) for container in asked.container) else NOT_CONTAINED
        return total

    def _nearness(self, entry: Entry) -> float:
        point = None if entry.kind == "country" else self._point(entry)
        if point is None:
            return 0.0
        x, y, z = point
        best = max((x * other[0] + y * other[1] + z * other[2] for row, other in self._points if row != entry.row), default=-1.0)
        return NEAR if best >= NEAR_COSINE else NEARISH if best >= NEARISH_COSINE else 0.0

    def _point(self, entry: Entry) -> Point | None:
        """The place on the unit sphere, where nearness is a product of three numbers."""
        found = self._sphere.get(entry.row)
        if found is None and entry.latitude is not None and entry.longitude is not None:
            y, x = radians(entry.latitude), radians(entry.longitude)
            found = self._sphere[entry.row] = (cos(y) * cos(x), cos(y) * sin(x), sin(y))
        return found

    def choose(self, asked: Asked) -> tuple[Entry | None, float]:
        """The best entry and its score; None where nothing reaches the floor."""
        if asked.hits and asked.hits[0].entry.kind == "shifting":
            return asked.hits[0].entry, FLOOR
        best, best_score = None, float("-inf")
        for hit in asked.hits:
            if hit.entry.kind == "nationality":
                continue
            score = self.score(hit, asked)
            if score > best_score:
                best, best_score = hit.entry, score
        return (best, best_score) if best is not None and best_score >= FLOOR else (None, best_score)

    def settle(self, entries: list[Entry]) -> None:
        """Takes the places chosen so far as what the article is about."""
        chosen = list({entry.row: entry for entry in entries}.values())[:60]
        self.siblings = Counter(entry.country for entry in chosen if entry.kind == "admin1")
        self.units = {(entry.country, entry.admin1) for entry in chosen if entry.admin1}
        points = [(entry.row, self._point(entry)) for entry in chosen if entry.kind != "country"]
        self._points = [(row, point) for row, point in points if point is not None]


def _has_town(unit: Entry, asked: Asked) -> bool:
    """Whether the unit's leading town bears its name too (Aleppo), and not merely some town (Delaware, in Ohio)."""
    for hit in asked.hits:
        town = hit.entry
        if (
            town.kind == "city"
            and town.country == unit.country
            and town.prior * 7 > unit.prior
            and (not town.name.endswith(" City") or unit.name.endswith(" State"))
        ):
            km = distance_km(town, unit)
            if km is None or km < TOWN_KM:
                return True
    return False


def _holds(container: Entry, entry: Entry) -> bool:
    """Whether the entry lies in the container, as far as the tables tell."""
    if container.row == entry.row:
        return False
    if container.kind == "country":
        return container.country == entry.country
    if container.kind == "admin1":
        return (container.country, container.admin1) == (entry.country, entry.admin1) and entry.kind != "admin1"
    if container.kind in ("city", "region"):
        km = distance_km(container, entry)
        return km is not None and km < (100.0 if container.kind == "city" else 400.0)
    return False
